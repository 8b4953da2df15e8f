"""Stories, snapshots, comparisons, findings, decisions and caches in a database."""
