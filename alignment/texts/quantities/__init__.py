"""What a text counts and measures, and when: numbers in digits and words, units, dates, hours and their zones."""
