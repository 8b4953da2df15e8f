"""RBC-Ukraine: rbc.ua in Ukrainian and Russian, newsukraine.rbc.ua in English."""

from parsers.publishers.edition_addresses import swapped_directories
from parsers.publishers.profile import Profile
from parsers.types import DropReason

PROFILE = Profile(
    name="RBC-Ukraine",
    hosts=("rbc.ua",),
    body=("div.txt", "div.publication-sticky-container"),
    lead=(".publication-lead",),
    drop=(
        (".lang-publication", DropReason.SWITCHER),
        (".share", DropReason.SHARE),
        (".read-in-google", DropReason.SHARE),
        (".publication-social", DropReason.SHARE),
        (".intext-tags", DropReason.TAGS),
        ("ins", DropReason.ADVERTISEMENT),
        ("[id^=read_more]", DropReason.READ_ALSO),
    ),
    editions=swapped_directories,
)
