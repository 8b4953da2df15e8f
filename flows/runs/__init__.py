"""What Prefect wraps around the plain steps of the pipeline: tasks, artifacts, notifications, maintenance."""
