"""Stories in the database: written, listed, searched, kept and let go."""
