"""All profiles, and which of them an address belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.publishers import interfax, liga, pravda, president, rbc, unian

if TYPE_CHECKING:
    from datetime import date

    from parsers.publishers.profile import Profile

#: Each has a fixture folder of its name among the tests.
PROFILES: dict[str, Profile] = {
    "rbc": rbc.PROFILE,
    "pravda": pravda.PROFILE,
    "unian": unian.PROFILE,
    "interfax": interfax.PROFILE,
    "liga": liga.PROFILE,
    "president": president.PROFILE,
}


def find(addresses: tuple[str, ...], day: date | None) -> Profile | None:
    """Return the profile that serves one of the addresses on a day, or None.

    Args:
        addresses: where the page came from and what it calls itself, the most trusted first.
        day: when the article was published, if that is known.
    """
    for address in addresses:
        for profile in PROFILES.values():
            if profile.serves(address) and profile.is_valid(day):
                return profile
    return None
