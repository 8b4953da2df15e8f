"""What ``zvirka serve`` keeps running: a Prefect server, the deployments and the review app, each a process."""
