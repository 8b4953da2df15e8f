"""A PostgreSQL cluster of the tests' own, thrown away at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg

from flows.serving.processes import descendants

#: Where Debian's package puts the server, newest last; it is not on the PATH there.
DEBIAN = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """Return the folder of the server's programs, None where there is none on this machine."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """Listens on a socket in its own folder only; the server refuses to run as root, so root lends it another user."""

    def __init__(self, programs: Path, *, durable: bool = False) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="zvirka-pg-"))
        self._user = "nobody" if os.geteuid() == 0 else None
        if self._user:
            entry = pwd.getpwnam(self._user)
            os.chown(self._folder, entry.pw_uid, entry.pw_gid)
        self._made = 0
        self._durable = durable
        self._run("initdb", "--username=zvirka", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
        self.start()

    @property
    def folder(self) -> Path:
        """Where its files and its socket are."""
        return self._folder

    @property
    def pid(self) -> int:
        """The number of its first process."""
        return int((self._folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def start(self) -> None:
        """Start it; after a kill it reads its log first."""
        fsync = "on" if self._durable else "off"
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync={fsync}"
        self._run("pg_ctl", "--wait", "--log", str(self._folder / "log"), "--options", options, "start")

    def kill(self) -> None:
        """Kill it with everything that it started, as a power failure would."""
        family = [self.pid, *(each.pid for each in descendants(self.pid))]
        for pid in family:
            os.kill(pid, signal.SIGKILL)

    def database(self) -> str:
        """Make an empty database and return its URL."""
        self._made += 1
        name = f"zvirka_{self._made}"
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://zvirka@/{name}?host={self._folder}"

    def stop(self) -> None:
        """End it and remove its files."""
        self._run("pg_ctl", "--mode=immediate", "stop")
        shutil.rmtree(self._folder)

    def _conninfo(self, name: str) -> str:
        return f"host={self._folder} user=zvirka dbname={name}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "--pgdata", str(self._folder / "data"), *arguments]
        subprocess.run(  # noqa: PLW1510 - checked below, with the output
            command, user=self._user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder, timeout=60
        ).check_returncode()
