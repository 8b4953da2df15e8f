"""N-way alignment: which blocks of which editions say the same thing."""
