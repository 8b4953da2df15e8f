"""Where people read what was found."""

import os


def link(story: str) -> str:
    """Return where a story is read; empty where no review app is known."""
    review = os.environ.get("ZVIRKA_REVIEW_URL", "").rstrip("/")
    return f"{review}/stories/{story}" if review else ""
