"""Forms as browsers send them, and JSON as programs do, with a limit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qs

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotations
from pydantic import Field

from locales.messages import message
from parsers import sanitize
from review.access import TOKEN_HEADER, Guard
from review.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import BaseModel

#: Bytes of a form: two articles pasted in three languages fit well.
LIMIT = 2_000_000
#: The number of a row, as databases count them.
Id = Annotated[int, Field(ge=0, lt=2**63)]


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
        Refused: 403 where the token or the origin is wrong, 413 where it is too long, 400 where it is no form.
    """
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LIMIT:
            raise Refused(413, message("That is too much for one form"))
    form = _parsed(request.headers.get("content-type", ""), body)
    Guard(request).refuse_forged(form.one("token") or request.headers.get(TOKEN_HEADER, ""))
    return form


def _parsed(kind: str, body: bytes) -> Form:
    try:
        if kind.startswith("application/json"):
            sent = json.loads(body or b"{}")
            values = {name: _texts(value) for name, value in sent.items()}
        else:
            values = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=5000)
        return Form({name: [sanitize.text(text) for text in texts] for name, texts in values.items()})
    except (ValueError, AttributeError, RecursionError) as error:
        raise Refused(400, message("The form cannot be read")) from error


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def body(sent: type[BaseModel] | None = None) -> dict[str, Any]:
    """Return how OpenAPI describes a change: its token, and what is sent where anything is.

    Forms are read by `read_form` and not by FastAPI, which would read them whole before it looks who sends them.
    """
    header = {"name": TOKEN_HEADER, "in": "header", "required": True, "schema": {"type": "string"}}
    described: dict[str, Any] = {"parameters": [header | {"description": "From /me.json."}]}
    if sent is not None:
        schema = sent.model_json_schema()
        content = {"application/json": {"schema": _inlined(schema, schema.pop("$defs", {}))}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _inlined(schema: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Return a schema with what it refers to in its place: references would lead into the document around it."""
    if isinstance(schema, list):
        return [_inlined(each, known) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(known[schema["$ref"].rpartition("/")[2]], known)
    return {name: _inlined(value, known) for name, value in schema.items()}
