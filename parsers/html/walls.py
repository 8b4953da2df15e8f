"""Pages with status 200 that stand before the story: checks whether a reader is a program, and consent walls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.types import Block

#: More text than this is no wall (characters).
_LONGEST = 1500
#: What the services for such checks put into their pages: Cloudflare, DataDome, HUMAN, Imperva,
#: Akamai, AWS WAF. Each also guards forms of ordinary pages, which have more text or say that they are articles.
_CHECK = re.compile(
    r"/cdn-cgi/challenge-platform|_cf_chl_opt|cf-browser-verification|id=[\"']challenge-form|geo\.captcha-delivery\.com"
    r"|px-captcha|_Incapsula_Resource|/_sec/cp_challenge|awsWafCookieDomainList",
    re.IGNORECASE,
)
#: A form that goes to a consent service, or a page that such a service serves alone.
_CONSENT = re.compile(
    r"<form[^<>]+action=[\"'][^<>\"']*\bconsent\b|<link(?=[^<>]+canonical)[^<>]+//consent\.|data-consent-wall",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"og:type[\"'][^<>]{0,200}article|\"@type\"\s*:\s*\"[A-Za-z]*Article\"|<article\b", re.IGNORECASE)
BOT_CHECK = "bot-check"
CONSENT_WALL = "consent-wall"


def wall(page: str, blocks: tuple[Block, ...]) -> str | None:
    """Return what stands before the story: "bot-check", "consent-wall"; None where the page is a story's.

    Args:
        page: the page's source.
        blocks: what was read as its story.
    """
    if sum(len(block.text) for block in blocks) > _LONGEST or _ARTICLE.search(page):
        return None
    if _CHECK.search(page):
        return BOT_CHECK
    return CONSENT_WALL if _CONSENT.search(page) else None
