"""Stories and pages out of web archives."""
