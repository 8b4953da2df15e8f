"""Posts of a WordPress site as pages that name their other editions, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeGuard

from locales.messages import translatable
from parsers.feed_articles import from_data
from parsers.limits import ENTRIES
from sources.types import Page, Reason, fetch_error
from sources.wordpress.rest import NO_POST, ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sources.http import Fetcher
    from sources.wordpress.site import WordPress

#: Posts of one answer; WordPress gives no more.
PER_PAGE = 100
#: What Polylang says of editions, and what the plugin "WPML REST API" does.
_EDITIONS = ("translations", "wpml_translations")
_OF_A_POST = ("id", "status", "link", "date_gmt", "modified_gmt", "title", "content", "lang", "wpml_current_locale")
_GONE = frozenset({"trash", "auto-draft"})

_SOME = translatable(
    "{user} may read only {count} of {total} posts of {site}; make the user an editor there, or name fewer statuses"
)
_NO_TEXT = translatable("{name} has no text yet, or a password before it; write it, or give the text itself")
_UNLINKED = translatable(
    "the posts of {site} do not say which are editions of one story; have WordPress tell it (docs/gate.md says how)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A post as the site lists it."""

    url: str
    #: When it was last saved, with its zone; None where the site does not say.
    modified: datetime | None


def read_post(fetcher: Fetcher, site: WordPress, number: int) -> Page:
    """Return a post as the simplest page that says the same, under the address that stays.

    Raises:
        FetchError: with one of its reasons.
    """
    name = site.address(number)
    fields = ",".join((*_OF_A_POST, *_EDITIONS, "_links", "_embedded"))
    data, _ = ask(fetcher, site, f"{site.type}/{number}", name, _fields=fields, _embed="author")
    if not isinstance(data, dict) or data.get("status") in _GONE:
        raise fetch_error(Reason.NOT_FOUND, NO_POST, name=name)
    post = from_data(data)
    if post is None:
        raise fetch_error(Reason.EMPTY, _NO_TEXT, name=name)
    raw = replace(post, alternates=_alternates(data, site)).as_page()
    return Page(url=name, raw=raw, media_type="text/html", http_charset="utf-8", fetched=datetime.now(UTC))


def list_posts(fetcher: Fetcher, site: WordPress, since: datetime) -> list[Listed]:
    """Return the posts that have a text, those saved last first, at least as far back as a time.

    Raises:
        FetchError: with one of its reasons; also where some may not be read, or none says what its editions are.
    """
    found: list[dict[str, Any]] = []
    wanted = {
        "status": ",".join(site.statuses),
        "orderby": "modified",
        "per_page": str(PER_PAGE),
        "_fields": ",".join(("id", "modified_gmt", "excerpt", *_EDITIONS)),
    }
    for page in range(1, ENTRIES // PER_PAGE + 1):
        data, headers = ask(fetcher, site, site.type, site.home, **wanted, page=str(page))
        posts = [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []
        told = headers.get("x-wp-total", "")
        total = int(told) if told.isdecimal() else len(found) + len(posts)
        if len(posts) < min(PER_PAGE, total - len(found)):
            count = len(found) + len(posts)
            raise fetch_error(Reason.STATUS, _SOME, user=site.user, count=count, total=total, site=site.home)
        found += posts
        if len(found) >= total or (_saved(posts[-1]) or since) < since:
            break
    if found and not any(name in post for post in found for name in _EDITIONS):
        raise fetch_error(Reason.STATUS, _UNLINKED, site=site.home)
    begun = ((post.get("id"), _saved(post)) for post in found if _begins(post))
    return [Listed(url=site.address(number), modified=saved) for number, saved in begun if _is_number(number)]


def _begins(post: Mapping[str, Any]) -> bool:
    """Return whether anything is written: WordPress makes an excerpt of every text."""
    excerpt = post.get("excerpt")
    return not isinstance(excerpt, dict) or bool(str(excerpt.get("rendered") or "").strip())


def _saved(post: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(str(post.get("modified_gmt"))).replace(tzinfo=UTC)
    except ValueError:
        return None


def _alternates(data: Mapping[str, Any], site: WordPress) -> dict[str, str]:
    """Return the addresses of a post's editions by language, its own among them."""
    polylang, wpml = (data.get(name) for name in _EDITIONS)
    entries = [*wpml.values()] if isinstance(wpml, dict) else wpml if isinstance(wpml, list) else []
    pairs = [(each.get("locale"), each.get("id")) for each in entries if isinstance(each, dict)]
    pairs += polylang.items() if isinstance(polylang, dict) else ()
    return {code: site.address(number) for code, number in pairs if isinstance(code, str) and _is_number(number)}


def _is_number(value: object) -> TypeGuard[int]:
    return type(value) is int and value > 0  # True is a number elsewhere
