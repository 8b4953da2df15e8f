"""LIGA: addresses share nothing; the editions stand in a switcher of their own."""

from parsers.publishers.profile import Profile
from parsers.types import DropReason

PROFILE = Profile(
    name="LIGA",
    hosts=("liga.net",),
    body=("div#news-text",),
    drop=(("div.hreflang-link", DropReason.SWITCHER),),
)
