"""RBC-Ukraine: rbc.ua in Ukrainian and Russian, newsukraine.rbc.ua in English."""

from parsers.publishers.editions import swapped_directories
from parsers.publishers.profile import Profile

PROFILE = Profile(
    name="RBC-Ukraine",
    hosts=("rbc.ua",),
    body=("div.txt", "div.publication-sticky-container"),
    lead=(".publication-lead",),
    drop=(
        (".lang-publication", "boilerplate:switcher"),
        (".share", "boilerplate:share"),
        (".read-in-google", "boilerplate:share"),
        (".publication-social", "boilerplate:share"),
        (".intext-tags", "tags"),
        ("ins", "advertisement"),
        ("[id^=read_more]", "boilerplate:read-also"),
    ),
    editions=swapped_directories,
)
