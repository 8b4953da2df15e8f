"""Quality and speed, measured on data that is given by path."""
