"""Text as people copy it from pages: its headline, and the lines that are no part of the story."""
