"""Many stories: the queue, one story of it, and what became of all."""
