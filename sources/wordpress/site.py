"""A WordPress site, whose posts have addresses by their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from parsers import links

#: What environment variables are called here; passwords that WordPress makes have small letters, too.
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
#: Of a post, as addresses have it.
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPress:
    """A site whose posts are read by their numbers.

    Raises:
        ValueError: the site is no address, or the password not the name of a variable.
    """

    #: Tells pydantic to refuse settings that nobody knows.
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    #: The address of its home page.
    site: str
    #: Who reads there; an editor, whom WordPress lets read everybody's drafts.
    user: str
    #: The name of the environment variable that holds the user's application password.
    password: str
    #: Which posts are listed, as WordPress calls them.
    statuses: tuple[str, ...] = ("publish", "future", "draft", "pending")
    #: What REST calls their type.
    type: str = "posts"

    def __post_init__(self) -> None:
        if not _VARIABLE.fullmatch(self.password):
            message = "password is the name of the environment variable that holds it, in capital letters"
            raise ValueError(message)
        if not links.is_web(self.site) or {"@", "?", "#"} & set(self.site):
            message = "site is the address of the home page, with https:// and without a user"
            raise ValueError(message)

    @property
    def home(self) -> str:
        """The address of its home page, with the slash at its end."""
        return self.site.rstrip("/") + "/"

    def address(self, number: int) -> str:
        """Return the address of a post that stays what it is when the post is published."""
        return f"{self.home}?p={number}"

    def post_of(self, url: str) -> int | None:
        """Return the number of the post that an address of this site shows or edits by its number, else None."""
        if not links.is_valid(url):
            return None
        parts, own = urlsplit(url), urlsplit(self.home)
        if parts.netloc.lower() != own.netloc.lower() or not f"{parts.path}/".startswith(own.path):
            return None
        field = "post" if parts.path.endswith("/wp-admin/post.php") else "p"
        number = parse_qs(parts.query).get(field, [""])[0]
        return int(number) if _NUMBER.fullmatch(number) else None
