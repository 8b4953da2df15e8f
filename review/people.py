"""Who may log in to the review app: ``python -m review.people add NAME --role editor``, ``remove NAME``, ``list``."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from getpass import getpass, getuser
from typing import TYPE_CHECKING

from pipeline.privacy import keep_private
from pipeline.settings.load import load_settings
from storage.store import Store
from storage.user_accounts import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Shorter passwords are refused.
SHORTEST = 10


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Add, remove or list people; a password is asked for, or read from standard input where that is no terminal."""
    wanted = _parser().parse_args(arguments)
    settings = load_settings(environ)
    keep_private(settings.home)
    with Store(settings.database_url) as store:
        if wanted.command == "add":
            return _add(store, wanted.name, Role(wanted.role))
        if wanted.command == "remove":
            return _remove(store, wanted.name)
        for user in store.users.all():
            sys.stdout.write(f"{user.name}\t{user.role}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m review.people", description="Who may log in to the review app.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="add someone, or change their password and role")
    add.add_argument("name")
    add.add_argument("--role", choices=[role.value for role in Role], default=Role.EDITOR.value)
    commands.add_parser("remove", help="let someone in no more").add_argument("name")
    commands.add_parser("list", help="show who may log in")
    return parser


def _add(store: Store, name: str, role: Role) -> int:
    password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < SHORTEST:
        sys.stderr.write(f"the password has {len(password)} characters; give {SHORTEST} or more\n")
        return 2
    now = datetime.now(UTC)
    store.users.put(name, password, role, now)
    store.users.note(getuser(), "user-set", name, now, role)
    return 0


def _remove(store: Store, name: str) -> int:
    now = datetime.now(UTC)
    if store.users.disable(name, now):
        store.users.note(getuser(), "user-removed", name, now)
        return 0
    sys.stderr.write(f"there is no user {name}; see python -m review.people list\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
