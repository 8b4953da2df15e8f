"""Debian's WordPress on loopback, with a database, users and a folder of its own; all of it ends with the test."""

from __future__ import annotations

import base64
import getpass
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from flows.serving.environment import free_port

#: Where Debian's package puts it.
PACKAGE = Path("/usr/share/wordpress/wp-settings.php")
PROGRAMS = ("php", "mariadbd")
#: What its host's file in /etc/wordpress would say; application passwords need HTTPS or a local environment.
SETTINGS = """<?php
define('ABSPATH', '/usr/share/wordpress/');
define('WP_CONTENT_DIR', __DIR__ . '/content');
define('DB_HOST', 'localhost:' . __DIR__ . '/db.socket');
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('WP_HOME', {home!r});
define('WP_SITEURL', WP_HOME);
define('WP_ENVIRONMENT_TYPE', 'local');
define('DISABLE_WP_CRON', true);
{constants}
$table_prefix = 'wp_';
"""
SETUP = """<?php
define('WP_INSTALLING', true);
$_SERVER += array('HTTP_HOST' => 'localhost', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET');
function wp_mail() {{ return true; }}
require __DIR__ . '/settings.php';
(new mysqli(null, DB_USER, DB_PASSWORD, null, 0, __DIR__ . '/db.socket'))->query('CREATE DATABASE wordpress');
require ABSPATH . 'wp-settings.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Visnyk', 'chief', 'chief@visnyk.example', true, '', 'chief');
$made = array();
foreach (array('editor' => 'Olha Lys', 'contributor' => 'Petro Vovk') as $role => $name) {{
    $person = array('user_login' => $role, 'user_pass' => $role, 'role' => $role, 'display_name' => $name);
    $made[$role] = WP_Application_Passwords::create_new_application_password(
        wp_insert_user($person), array('name' => 'zvirka'))[0];
}}
echo "\\n", json_encode($made);
"""
SERVED = """<?php
require __DIR__ . '/settings.php';
require ABSPATH . 'wp-settings.php';
wp();
require ABSPATH . WPINC . '/template-loader.php';
"""


def missing() -> str:
    """Return what is not installed here, "" where a WordPress can be started."""
    if not PACKAGE.is_file():
        return "Debian's package wordpress"
    return next((name for name in PROGRAMS if shutil.which(name, path=f"{os.defpath}:/usr/sbin") is None), "")


class WordPress:
    """A site with a chief, an editor and a contributor, whose application passwords are in ``passwords``.

    Args:
        plugins: must-use plugins by the name of their file.
        constants: what its settings define besides.
    """

    def __init__(self, plugins: dict[str, str], **constants: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="zvirka-wp-"))
        self._processes: list[subprocess.Popen[bytes]] = []
        self.port = free_port(0)
        self.url = f"http://127.0.0.1:{self.port}/"
        try:
            self._make(plugins, constants)
        except BaseException:
            self.stop()
            raise

    def _make(self, plugins: dict[str, str], constants: dict[str, str]) -> None:
        more = "\n".join(f"define({name!r}, {value!r});" for name, value in constants.items())
        (self._folder / "settings.php").write_text(SETTINGS.format(home=self.url.rstrip("/"), constants=more))
        (self._folder / "setup.php").write_text(SETUP.format())
        (self._folder / "served.php").write_text(SERVED)
        (self._folder / "data").mkdir()
        (self._folder / "content" / "mu-plugins").mkdir(parents=True)
        self._start_database()
        self.passwords: dict[str, str] = json.loads(self._php("setup.php").rpartition("\n")[2])
        for name, text in plugins.items():
            (self._folder / "content" / "mu-plugins" / name).write_text(text)
        self._start("php", "-S", f"127.0.0.1:{self.port}", "-t", str(self._folder / "content"), "served.php")
        self._wait(lambda: httpx.get(f"{self.url}?rest_route=/", trust_env=False, timeout=300).status_code == 200)

    def _start_database(self) -> None:
        """Start a server that listens on a socket in the folder alone, and knows neither users nor time zones."""
        files = (f"--datadir={self._folder}/data", f"--socket={self._folder}/db.socket", f"--user={getpass.getuser()}")
        light = ("--skip-networking", "--skip-grant-tables", "--skip-log-bin", "--performance-schema=OFF")
        sizes = ("--innodb-log-file-size=8M", "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0")
        self._start("mariadbd", "--no-defaults", *files, *light, *sizes)
        self._wait((self._folder / "db.socket").exists)

    def _start(self, program: str, *arguments: str) -> None:
        path = shutil.which(program, path=f"{os.defpath}:/usr/sbin")
        assert path is not None, program
        with (self._folder / f"{program}.log").open("wb") as log:
            started = subprocess.Popen([path, *arguments], cwd=self._folder, stdout=log, stderr=log)
        self._processes.append(started)

    def _php(self, script: str) -> str:
        done = subprocess.run(
            ["php", script], cwd=self._folder, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _wait(self, ready: Any) -> None:
        for _ in range(1200):
            assert all(each.poll() is None for each in self._processes), self.logs()
            try:
                if ready():
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise AssertionError(self.logs())

    def logs(self) -> str:
        """Return the last lines of what its programs said."""
        return "\n".join(path.read_text(errors="replace")[-2000:] for path in self._folder.glob("*.log"))

    def rest(self, method: str, route: str, user: str = "editor", **sent: Any) -> httpx.Response:
        """Ask its REST interface as a user."""
        token = base64.b64encode(f"{user}:{self.passwords[user]}".encode()).decode()
        headers = {"Authorization": f"Basic {token}"}
        asked = {"rest_route": f"/wp/v2/{route}", **sent.pop("params", {})}
        return httpx.request(method, self.url, params=asked, headers=headers, trust_env=False, timeout=300, **sent)

    def stop(self) -> None:
        """End its programs and remove its folder."""
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            process.wait(30)
        shutil.rmtree(self._folder)
