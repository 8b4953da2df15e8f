"""Forms as browsers send them, and JSON as programs do, with a limit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from fastapi import HTTPException, Request

from review.access import TOKEN_HEADER, Guard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Bytes of a form: two articles pasted in three languages fit well.
LIMIT = 2_000_000


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent, each name with its values."""

    values: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str:
        """Return a field's value without blanks around it, "" where it was not sent."""
        return next(iter(self.values.get(name, ())), "").strip()

    def all(self, name: str) -> Sequence[str]:
        """Return all values of a field."""
        return self.values.get(name, ())


async def read_form(request: Request) -> Form:
    """Return a form whose token is right; everything that changes something depends on it.

    Raises:
        HTTPException: 403 where the token or the origin is wrong, 413 where it is too long, 400 where it is no form.
    """
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LIMIT:
            raise HTTPException(413, "that is too much for one form")
    form = _parsed(request.headers.get("content-type", ""), body)
    Guard(request).refuse_forged(form.one("token") or request.headers.get(TOKEN_HEADER, ""))
    return form


def _parsed(kind: str, body: bytes) -> Form:
    try:
        if kind.startswith("application/json"):
            sent = json.loads(body or b"{}")
            return Form({name: _texts(value) for name, value in sent.items()})
        return Form(parse_qs(body.decode(), keep_blank_values=True, max_num_fields=5000))
    except (ValueError, AttributeError) as error:
        raise HTTPException(400, "the form cannot be read") from error


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
