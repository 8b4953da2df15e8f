"""Every route against every role: what a route of tomorrow changes is refused to readers unless it stands here."""

import pkgutil
from importlib import import_module

import pytest

from review import routes
from storage.user_accounts import Role

#: What anybody may ask for; the gate and what is shared have tokens of their own.
OPEN = {"/login", "/login.json", "/me.json", "/gate", "/shared/{token}"}
#: Changes that are every reader's; all others are an editor's.
OWN = {"/logout", "/logout.json", "/me/password", "/me/password.json"}
ADMINS = {"/audit", "/audit.json", "/users", "/users.json"} | {
    f"/users/{what}{form}" for what in ("role", "remove") for form in ("", ".json")
}
#: What is read by those only who may start checks.
EDITORS = {"/check", "/check.json"}
FILLED = {
    "story": "security-guarantees",
    "finding": "n-8d01c2f7a6b3",
    "decision": "1",
    "name": "a" * 12,
    "suffix": "md",
}


def all_routes():
    """Return all routes with their methods."""
    for room in pkgutil.iter_modules(routes.__path__):
        for route in import_module(f"review.routes.{room.name}").router.routes:
            yield from ((method, route.path) for method in sorted(route.methods))


CLOSED = [each for each in all_routes() if each[1] not in OPEN]
READERS_MAY_NOT = [
    (method, path) for method, path in CLOSED if path in ADMINS | EDITORS or (method == "POST" and path not in OWN)
]


def asked(client, method, path):
    """Ask as a program whose form is in order, so that nothing but the role can refuse it."""
    headers = {"x-form-token": client.get("/me.json").json()["token"], "accept": "application/json"}
    sent = {"json": {}} if path.endswith(".json") else {"data": {"token": headers["x-form-token"]}}
    return client.request(method, path.format(**FILLED), headers=headers, **(sent if method == "POST" else {}))


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nobody_does_anything_without_a_login(shared_staffed, method, path):
    answer = asked(shared_staffed.client(), method, path)
    assert answer.status_code in {303, 401}, answer.text
    assert answer.status_code == 401 or answer.headers["location"].startswith("/login")


@pytest.mark.parametrize(("method", "path"), READERS_MAY_NOT)
def test_readers_change_nothing_and_see_no_more_than_stories(shared_staffed, method, path):
    answer = asked(shared_staffed.looking(Role.READER.value), method, path)
    assert (answer.status_code, answer.json()["detail"][:5]) == (403, "Only "), answer.text


@pytest.mark.parametrize(("method", "path"), [each for each in CLOSED if each[1] in ADMINS])
def test_editors_are_no_admins(shared_staffed, method, path):
    answer = asked(shared_staffed.looking(Role.EDITOR.value), method, path)
    assert (answer.status_code, answer.json()["detail"]) == (403, "Only admins may do that"), answer.text


def test_what_stands_here_is_there():
    known = {path for _, path in all_routes()}
    assert known >= OPEN | OWN | ADMINS | EDITORS
