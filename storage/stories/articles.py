"""What versions of the parser made of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from storage import serial
from storage.dialect import upsert
from storage.models import ParsedArticle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from parsers.types import Article
    from storage.types import Parsed


def keep(connection: Connection, parsed: Iterable[Parsed]) -> None:
    """Write articles down; those that are there already stay, for the same parser makes the same of the same."""
    rows = [
        {
            "sha256": each.sha256,
            "options_hash": each.options_hash,
            "parser": each.parser,
            "created": each.created,
            "packed": serial.dump_article(each.article),
        }
        for each in parsed
    ]
    upsert(connection, ParsedArticle, rows, keep=("created", "packed"))


def find(connection: Connection, sha256: str, options_hash: str, parser: str) -> Article | None:
    """Return an article; see `Store.article`."""
    query = sa.select(ParsedArticle.packed).where(
        ParsedArticle.sha256 == sha256, ParsedArticle.options_hash == options_hash, ParsedArticle.parser == parser
    )
    packed = connection.execute(query).scalar()
    try:
        return None if packed is None else serial.load_article(packed)
    except serial.DAMAGED:  # damaged; the page is parsed again
        return None


def outdated(before: datetime) -> sa.Delete:
    """Return the deletion of articles from before a time of which a newer parser has made another one."""
    newer = aliased(ParsedArticle)
    followed = sa.exists().where(
        newer.sha256 == ParsedArticle.sha256,
        newer.options_hash == ParsedArticle.options_hash,
        newer.created > ParsedArticle.created,
    )
    return sa.delete(ParsedArticle).where(ParsedArticle.created < before, followed)
