"""Machine translations of what an edition lacks, offered to an editor."""
