"""What a content management system sends to the gate: JSON, or a form with a file for each language."""

from __future__ import annotations

from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import HTTP
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from locales.messages import message
from parsers import links, sanitize
from pipeline.gate import Submitted
from review import forms
from review.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import MIMEPart

FORM, JSON = "multipart/form-data", "application/json"
FailOn = Literal["critical", "major", "minor", "info", "never"]
#: Fields of a form that are no edition.
OPTIONS = ("fail_on", "story")
_TYPES = {"text/html", "text/plain", "application/xhtml+xml"}
#: More parts than this are no story.
MANY = 40
#: More editions at once would take more than any time: each more doubles what one paragraph can be a partner of.
EDITIONS = 5


class SentEdition(BaseModel):
    """One edition: its page, or its text with blank lines between the paragraphs."""

    model_config = ConfigDict(extra="forbid")

    html: str = ""
    text: str = ""
    #: The headline, where the text does not begin with it.
    title: str = ""
    #: Where it will be read.
    url: str = ""


class Sent(BaseModel):
    """A story as JSON."""

    model_config = ConfigDict(extra="forbid")

    editions: dict[str, SentEdition | str]
    fail_on: FailOn | None = None
    story: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What was sent, whichever way."""

    editions: tuple[Submitted, ...]
    #: None where the settings decide.
    fail_on: FailOn | None
    #: "" where nobody knows it.
    story: str


def read(kind: str, body: bytes) -> Story:
    """Return the story of a request.

    Args:
        kind: its Content-Type.
        body: its bytes.

    Raises:
        Refused: 415 for another type, 422 where it cannot be read or holds fewer than two editions.
    """
    media = kind.partition(";")[0].strip().lower()
    if media not in {FORM, JSON}:
        raise Refused(415, message("Send application/json, or multipart/form-data with a file for each language"))
    story = _of_json(body) if media == JSON else _of_form(kind, body)
    if len(story.editions) > EDITIONS:
        raise Refused(422, message("That is more than {limit} editions", limit=str(EDITIONS)))
    if len(story.editions) < 2:  # noqa: PLR2004 - nothing to compare with fewer
        raise Refused(422, message("Two editions or more are needed, each under its language: uk, en, ru"))
    return story


def described() -> dict[str, Any]:
    """Return how OpenAPI describes a request to the gate, whose body is read only once its token has been checked."""
    token = {"name": "Authorization", "in": "header", "required": True, "schema": {"type": "string"}}
    content = forms.body(Sent)["requestBody"]["content"]
    options = {name: {"type": "string"} for name in OPTIONS}
    file = {"type": "string", "format": "binary", "description": "A file named by its language: uk, en, ru"}
    form = {"schema": {"type": "object", "properties": options, "additionalProperties": file}}
    return {
        "parameters": [token | {"description": "Bearer and the token of the settings"}],
        "requestBody": {"required": True, "content": {**content, FORM: form}},
    }


def _of_json(body: bytes) -> Story:
    try:
        sent = Sent.model_validate_json(body)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in details["loc"]) or "JSON"
        raise Refused(422, message("{name} cannot be used ({why})", name=name, why=details["msg"])) from error
    made = tuple(_edition(language, each) for language, each in sent.editions.items())
    return Story(tuple(each for each in made if each.raw.strip()), sent.fail_on, sanitize.text(sent.story))


def _edition(language: str, sent: SentEdition | str) -> Submitted:
    """Return an edition; a bare string is a page or a text, as it looks."""
    if isinstance(sent, str):
        return Submitted(language=language, raw=_bytes(sent))
    if sent.html:
        return Submitted(language=language, raw=_bytes(sent.html), media_type="text/html", url=_url(sent))
    text = f"{sent.title}\n\n{sent.text}" if sent.title else sent.text
    return Submitted(language=language, raw=_bytes(text), media_type="text/plain", url=_url(sent))


def _url(sent: SentEdition) -> str:
    """Return where an edition will be read, "" where nobody could read it there."""
    url = sanitize.text(sent.url).strip()
    return url if links.is_web(url) else ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # half a pair of surrogates is no text


def _of_form(kind: str, body: bytes) -> Story:
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    boundary = BytesHeaderParser(policy=HTTP).parsebytes(head).get_boundary()
    pieces = body.split(b"--" + boundary.encode("latin-1", "replace"), MANY + 2) if boundary else []
    parts = [_part(piece) for piece in pieces[1:-1]]  # what is before the first and behind the last is no part
    if not parts or len(parts) > MANY:
        raise Refused(422, message("The form cannot be read"))
    options = {
        name: _bytes_of(part).decode("utf-8", "replace").strip() for name, part in _named(parts, of_options=True)
    }
    editions = tuple(
        Submitted(language=name, raw=raw, media_type=_type(part))
        for name, part in _named(parts, of_options=False)
        if (raw := _bytes_of(part)).strip()
    )
    try:
        return Story(editions, Sent(editions={}, **options).fail_on, sanitize.text(options.get("story", "")))  # type: ignore[arg-type] # checked here
    except ValidationError as error:
        raise Refused(422, message("{name} cannot be used ({why})", name="fail_on", why=options["fail_on"])) from error


def _part(piece: bytes) -> MIMEPart:
    """Return a part; what stands in it is not looked into, for it could be a form of 300,000 parts again."""
    head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    part = BytesHeaderParser(policy=HTTP).parsebytes(head + b"\r\n\r\n")
    if part.get_content_maintype() == "multipart":
        part.replace_header("content-type", "application/octet-stream")
    part.set_payload(content.removesuffix(b"\r\n").decode("ascii", "surrogateescape"))
    return part


def _named(parts: Iterable[MIMEPart], *, of_options: bool) -> Iterator[tuple[str, MIMEPart]]:
    for part in parts:
        name = str(part.get_param("name", "", "content-disposition"))
        if name and (name in OPTIONS) is of_options:
            yield name, part


def _bytes_of(part: MIMEPart) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _type(part: MIMEPart) -> str | None:
    """Return what a part says that it is; a field without a type is a page or a text, as it looks."""
    declared = part.get_content_type() if "content-type" in part else ""
    return declared if declared in _TYPES else None
