"""Which line at the beginning of a copied text is its headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.labels import split_word
from parsers.pasted.furniture import SENTENCE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKED = re.compile(r"#\s+\S")
#: A longer line is no headline (characters); a shorter one names an agency, a section or a person (words).
_LONGEST, _FEWEST = 200, 2
#: The whole text in one line is a paragraph without a headline from here on.
_ALONE = 120


def find(lines: Sequence[str], languages: tuple[str, ...]) -> int | None:
    """Return the place of the headline, or None.

    It stands above the first sentence. A line that Markdown marks or that the text repeats comes first, then the first
    that has more words than the name of an agency or a section; then the first at all. What stands again before a
    photo's credit may have fewer words, for it describes the photo.

    Args:
        lines: those that may be the story's: without captions, times and what is known to be furniture.
        languages: BCP 47 codes of the languages whose words for photos are known.
    """
    end = next((place for place, line in enumerate(lines) if _ends(line)), len(lines))
    if end == len(lines) and end == 1 and len(lines[0]) >= _ALONE:
        return None
    above = [place for place in range(end) if len(lines[place]) <= _LONGEST]
    marked = [place for place in above if _MARKED.match(lines[place])]
    said = [place for place in above if len(WORD.findall(lines[place])) > _FEWEST]
    again = [place for place in said if any(line.startswith(lines[place]) for line in lines[place + 1 : end + 1])]
    shown = [
        place for place in above if any(_is_shown(lines[place], line, languages) for line in lines[place + 1 : end])
    ]
    return next(iter([*marked, *shown, *again, *said, *above]), None)


def _is_shown(title: str, line: str, languages: tuple[str, ...]) -> bool:
    """Return whether a line is a headline and a photo's credit: "Old clock goes again Photo: school club"."""
    return line.startswith(title) and split_word(line[len(title) :].strip(), languages, "photo") is not None


def _ends(line: str) -> bool:
    """Return whether a line is a sentence; a headline may ask or call, but does not end in a full stop."""
    return SENTENCE.search(line) is not None and line.rstrip("\"'»”’)]")[-1:] not in ("!", "?", "…")
