"""Open findings as an Atom feed (RFC 4287), for readers that cannot log in: a token in the address says whose it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from xml.etree import ElementTree as ET

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from alignment.types import Severity
from locales.messages import message
from pipeline.settings.review_address import link
from reports.plain import visible
from reports.wording import sentence, severity_name
from review.access import LOCAL, Guard, LoginNeededError
from review.guards import tokens
from review.refusals import Refused
from review.views import interface_of

if TYPE_CHECKING:
    from locales.interface import Interface
    from review.access import Person
    from storage.stories.new_findings import NewFinding

router = APIRouter()
#: What the tokens of feeds are for, and how many findings a feed has.
USE, ENTRIES = "feed", 50
_ATOM = "http://www.w3.org/2005/Atom"


def token_of(request: Request, person: Person) -> str:
    """Return what lets a feed reader in for somebody, until they change their password or may log in no more."""
    user = request.app.state.store.users.get(person.name)
    return tokens.sealed(USE, f"{person.name}~{user.stamp if user else ''}", request.app.state.key)


def _let_in(request: Request, token: str) -> None:
    """Refuse whoever has no token of somebody who may log in.

    Raises:
        Refused: 401.
    """
    name, separator, stamp = tokens.unsealed(USE, token, request.app.state.key).rpartition("~")
    user = request.app.state.store.users.get(name) if separator else None
    if user is not None and user.stamp == stamp:
        return
    if user is None and (name, stamp) == (LOCAL, "") and separator:
        try:
            Guard(request).person()  # nobody has to log in, and who asks is on this machine
        except LoginNeededError:
            pass
        else:
            return
    raise Refused(401, message("The address of the feed is no longer good; take it again from the list of stories"))


@router.get("/findings.atom", response_class=Response)
def feed(
    request: Request,
    token: str = "",
    publisher: Annotated[str, Query(description="Only this publisher's.")] = "",
    worst: Annotated[Severity, Query(description="The least severity.")] = Severity.MINOR,
) -> Response:
    """Return the newest open findings as an Atom feed; its address, with the token, stands on the list of stories."""
    _let_in(request, token)
    found = request.app.state.store.browsing.new_findings(publisher, worst, limit=ENTRIES)
    interface = interface_of(request)
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": interface.language})
    base = str(request.base_url)
    _put(root, "title", f"zvirka: {publisher}" if publisher else "zvirka")
    _put(root, "id", f"{base}findings.atom")
    _put(root, "updated", max((each.at for each in found), default=datetime.now(UTC)).isoformat())
    for each in found:
        _entry(ET.SubElement(root, f"{{{_ATOM}}}entry"), each, interface, base)
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml; charset=utf-8")


def _entry(entry: ET.Element, found: NewFinding, interface: Interface, base: str) -> None:
    place = link(found.story.id) or f"{base}stories/{found.story.id}"
    said = sentence(found.said, interface)
    _put(entry, "title", f"{severity_name(found.severity, interface)}: {said}")
    _put(entry, "id", f"{place}#f-{found.finding}")
    _put(entry, "updated", found.at.isoformat())
    ET.SubElement(entry, f"{{{_ATOM}}}link", {"href": f"{place}#f-{found.finding}"})
    _put(ET.SubElement(entry, f"{{{_ATOM}}}author"), "name", found.story.publisher or "zvirka")
    _put(entry, "summary", visible(found.story.titled(interface.language)[0]))


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = text
