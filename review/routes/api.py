"""What programs may ask and do, as a page: the same as ``/openapi.json``, and nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from review.access import Reader  # noqa: TC001 - FastAPI reads the annotations
from review.views import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a part of what is sent or answered."""

    name: str
    kind: str
    needed: bool
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that programs may ask for."""

    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Field, ...]
    sent: tuple[Field, ...]
    answer: tuple[Field, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "")


@router.get("/api", response_class=HTMLResponse)
def page(request: Request, _: Reader) -> Response:
    """Show what programs may ask and do."""
    return show(request, "api", operations=list(operations(request.app.openapi())))


def operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield what an OpenAPI document describes, in its order."""
    known = described.get("components", {}).get("schemas", {})
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            content = said.get("requestBody", {}).get("content", {})
            answers = said.get("responses", {}).get("200") or said.get("responses", {}).get("202") or {}
            yield Operation(
                method=method.upper(),
                path=path,
                summary=said.get("summary", ""),
                about=said.get("description", "").replace("``", ""),
                parameters=tuple(_parameter(each) for each in said.get("parameters", ())),
                sent=_fields(content, known),
                answer=_fields(answers.get("content", {}), known),
            )


def _parameter(said: Mapping[str, Any]) -> Field:
    kind = _kind(said.get("schema", {}))
    about = said.get("description", "")
    return Field(name=said["name"], kind=f"{said['in']}, {kind}", needed=said.get("required", False), about=about)


def _fields(content: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields of a JSON object, or of the objects of a list."""
    schema = _resolved(content.get("application/json", {}).get("schema", {}), known)
    if schema.get("type") == "array":
        schema = _resolved(schema.get("items", {}), known)
    needed = schema.get("required", ())
    return tuple(
        Field(name=name, kind=_kind(said), needed=name in needed, about=said.get("description", ""))
        for name, said in schema.get("properties", {}).items()
    )


def _resolved(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = known.get(name, schema)
    return found


def _kind(schema: Mapping[str, Any]) -> str:
    """Return what a value is, in a word or two: "string", "list of integer", "Severity"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2].rpartition("__")[2]  # without the module, where two have the name
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return " | ".join(_kind(each) for each in choices)
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")
