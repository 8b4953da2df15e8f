"""What keeps strangers from doing harm: headers, signed tokens, limits, a log that nobody else writes in."""
