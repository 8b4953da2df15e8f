"""Checks that somebody starts here, what the gate is sent, and pasted texts."""
