"""What is told of findings in the app: how they stand, what changed, what was decided, what checks look for."""
