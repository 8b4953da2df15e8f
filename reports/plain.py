"""Text of strangers where it could do harm: on a terminal, inside a sentence."""

from __future__ import annotations

import re

#: Characters that move the cursor, colour the screen or turn the direction of what follows.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

#: What stands before the language of a text that was pasted, in the place of an address.
PASTED = "pasted:"


def visible(text: str) -> str:
    """Return a text with every character that acts instead of being seen shown as "�"; line ends become blanks."""
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.splitlines()).replace("\t", " "))


#: What XML 1.0 cannot carry.
UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Half a pair, which is no character.
SURROGATES = re.compile("[\ud800-\udfff]")


def writable(text: str) -> str:
    """Return a text that can stand in XML: what cannot is shown as "�"."""
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def encodable(text: str) -> str:
    """Return a text that can be written as UTF-8: half a pair of surrogates is shown as "�"."""
    return SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
