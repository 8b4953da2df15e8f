"""Words of strangers in messages to chats and mailboxes: they are read as they stand, and do nothing there."""

from __future__ import annotations

import re
import unicodedata

#: What marks links, mentions, code and formatting in Slack, Discord, Telegram, Teams, Matrix, Markdown or HTML, and the
#: characters that look like it. Backslashes before them would be read out by the services that know no such markup.
_ALIKE = str.maketrans("<>@#*_~`|[]\\", "‹›＠＃∗＿∼ˋ￨［］＼")
#: Breaks what only a sequence of characters means, and is not seen.
_GAP = "\u200b"
#: Where the gap goes: into addresses of sites, which are links without any markup, entities of HTML, names of emoji,
#: bots' commands and stocks' names, and before what makes lists, rules or headings at the beginning of a line.
_BREAKS = re.compile(
    r"(?<=\w\.)(?=[^\W\d])|(?<=:)(?=//)|(?<=&)(?=[＃\w]+;)|(?<=:)(?=[\w＿+-]+:)|(?<=/)(?<!\w/)(?=\w)|(?<=\$)(?=[A-Za-z])"
    r"|^(?=[-+=]|\d+[.)])"
)
#: Characters without a look that have a meaning in scripts and emoji: joiners.
_JOINERS = "\u200c\u200d"


def harmless(text: str) -> str:
    """Return a text on one line without anything that a service takes for markup, an address or a mention.

    Marks of direction and other characters that cannot be seen are left out.
    """
    seen = "".join(char for char in " ".join(text.split()) if _is_seen(char))
    return _BREAKS.sub(_GAP, seen.translate(_ALIKE))


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf"} or char in _JOINERS
