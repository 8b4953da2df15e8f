"""How Prefect is set up for zvirka: on this machine alone, nothing sent anywhere, everything under one folder."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from flows.serving.serve_errors import port_taken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HOST = "127.0.0.1"
#: Prefect's own port; its pages find the API there without being told.
PREFECT_PORT = 4200
REVIEW_PORT = 4280

_SERVICES = "PREFECT_SERVER_SERVICES_"
#: What task runs report is written by the hundred. One by one, which is the default, SQLite is still busy with a batch
#: of 200 stories long after its end, refuses every other request meanwhile, and the next run begins 15 seconds late.
IN_BULK = {
    f"{_SERVICES}TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    f"{_SERVICES}TASK_RUN_RECORDER_BATCH_SIZE": "100",
    f"{_SERVICES}TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    f"{_SERVICES}EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    f"{_SERVICES}EVENT_PERSISTER_BATCH_SIZE": "500",
}


def prefect_environment(home: Path, port: int, keep_runs: int, auth: str) -> Mapping[str, str]:
    """Return the settings of Prefect for a server on this machine, as environment variables.

    Args:
        home: the folder in which zvirka keeps everything.
        port: of the server.
        keep_runs: days that runs which have ended are kept; 0 keeps them for ever.
        auth: what the server wants to be sent, and its clients send.
    """
    server = f"http://{HOST}:{port}"
    url = f"{server}/api"
    return {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_PROFILES_PATH": str(home / "prefect" / "profiles.toml"),
        "PREFECT_API_URL": url,
        "PREFECT_API_AUTH_STRING": auth,
        "PREFECT_SERVER_API_AUTH_STRING": auth,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": server,  # everybody's pages, by default
        "PREFECT_SERVER_UI_API_URL": "/api",  # beside the pages, by whatever name they are reached
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_LOGGING_COLORS": "false",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",  # seconds; ten by default, which everyone who waits for a run would feel
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "10",  # a schedule that is added begins soon, not in a minute
        "PYTHONUNBUFFERED": "1",
        **IN_BULK,
        **_forgetting(keep_runs),
    }


def _forgetting(days: int) -> Mapping[str, str]:
    """Return what makes Prefect's vacuum take old runs, too; events, of which it is the only one, it takes anyway."""
    if not days:
        return {}
    vacuum = f"{_SERVICES}DB_VACUUM_"
    return {f"{vacuum}ENABLED": "events,flow_runs", f"{vacuum}RETENTION_PERIOD": str(days * 24 * 3600)}


def free_port(wanted: int, host: str = HOST) -> int:
    """Return a port that nobody listens on: the wanted one, or any where it is 0.

    Raises:
        OSError: the wanted one is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, wanted))
        return int(probe.getsockname()[1])


def usable_port(wanted: int | None, usual: int) -> int:
    """Return where to listen: the wanted port, or the usual one, or any free one where that is taken.

    Raises:
        ServingError: the wanted one is taken.
    """
    try:
        return free_port(usual if wanted is None else wanted)
    except OSError as error:
        if wanted is None:
            return free_port(0)
        raise port_taken(wanted) from error
