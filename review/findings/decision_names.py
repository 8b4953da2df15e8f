"""What reasons, scopes and actions are called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from alignment.types import Severity
from reports.wording import SEVERITIES
from review.access import LOCAL
from storage.decisions import Reason, Scope
from storage.user_accounts import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locales.interface import Interface


def message(text: str) -> str:
    """Mark a message id for the extractor; the tables below are translated where they are shown."""
    return text


REASONS = {
    Reason.DELIBERATE: message("Deliberate"),
    Reason.FALSE_ALARM: message("False alarm"),
    Reason.WILL_FIX: message("Will be fixed"),
}

SCOPES = {
    Scope.TEXT: message("This text, until it changes"),
    Scope.STORY: message("This kind in this story"),
    Scope.PUBLISHER: message("This kind for this publisher and edition"),
}

ACTIONS = {
    "first": message("compared for the first time"),
    "compared": message("compared anew"),
    "opened": message("found"),
    "resolved": message("resolved"),
    "reopened": message("found again"),
    "dismissed": message("dismissed"),
    "dismiss": message("dismissed"),
    "promised": message("will be fixed"),
    "commented": message("commented"),
    "comment": message("commented"),
    "share": message("shared a report"),
    "password": message("changed their password"),
    "owner": message("changed the owner"),
    "undone": message("dismissal undone"),
    "undo": message("dismissal undone"),
    "login": message("logged in"),
    "login-failed": message("login refused"),
    "logout": message("logged out"),
    "check": message("started a check"),
    "return": message("returned to the queue"),
    "user-set": message("added or changed a user"),
    "user-removed": message("removed a user"),
    "delete": message("deleted a story"),
    "publisher-added": message("added a publisher"),
    "publisher-changed": message("changed a publisher"),
    "publisher-remove": message("removed a publisher"),
    "publisher-pause": message("paused a publisher"),
    "publisher-resume": message("resumed a publisher"),
    "settings": message("changed settings"),
    "glossary": message("changed the glossary"),
    "notice-test": message("sent a test message"),
    "publisher-run": message("asked for a round"),
}

ROLES = {
    Role.READER: message("Reader"),
    Role.EDITOR: message("Editor"),
    Role.ADMIN: message("Admin"),
}


def helpers(interface: Interface) -> dict[str, Any]:
    """Return the functions that templates call, for one reader."""
    tables: dict[str, Mapping[str, str]] = {
        "reason_of": {reason.value: name for reason, name in REASONS.items()},
        "scope_of": {scope.value: name for scope, name in SCOPES.items()},
        "action_name": ACTIONS,
        "who_is": {LOCAL: message("this computer")},
        "role_name": {role.value: name for role, name in ROLES.items()},
        "severity_label": {severity.value: SEVERITIES[severity] for severity in Severity},
    }
    return {name: partial(_name, table, interface) for name, table in tables.items()}


def _name(table: Mapping[str, str], interface: Interface, value: str) -> str:
    return interface.gettext(table[value]) if value in table else value
