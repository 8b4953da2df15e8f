"""Scripts that make the tables of knowledge from named resources; run them anew when a resource has a new version."""
