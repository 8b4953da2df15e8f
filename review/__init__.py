"""The web app in which reports are read and decided."""
