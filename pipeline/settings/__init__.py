"""Settings from files and the environment, and what follows from them for a publisher."""
