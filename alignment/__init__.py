"""Articles to rows and findings: similarity, N-way alignment, checks."""
