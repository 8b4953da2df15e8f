"""Connections that go to no private address, whatever a name resolves to, and end at a deadline."""

from __future__ import annotations

import contextvars
import queue
import socket
import threading
import time
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from locales.messages import translatable
from sources.addresses import is_public
from sources.types import Reason, fetch_error

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator

    from httpcore import SOCKET_OPTION

_PRIVATE = translatable("{host} has a private address ({address}); allow the host in the settings if it is yours")
_UNKNOWN = translatable("{host} is not known to the name servers; check the address and the connection")

#: When the present fetch has to be over, on the monotonic clock.
_deadline: contextvars.ContextVar[float] = contextvars.ContextVar("deadline")


@contextmanager
def deadline(at: float) -> Iterator[None]:
    """Let every network operation inside end at a time on the monotonic clock, or at that of a deadline around it."""
    token = _deadline.set(min(at, _deadline.get(at)))
    try:
        yield
    finally:
        _deadline.reset(token)


def time_left() -> float:
    """Return the seconds until the deadline."""
    return _deadline.get(float("inf")) - time.monotonic()


def _cut(timeout: float | None) -> float:
    """Shorten a timeout to what is left until the deadline."""
    left = time_left()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A stream whose reads and writes end at the deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _cut(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _cut(timeout)))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the signature of the base class
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a host, checks the addresses and connects to one that was checked, so no second look-up can differ."""

    def __init__(self, allowed_hosts: frozenset[str]) -> None:
        self._allowed = frozenset(host.lower() for host in allowed_hosts)
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's permitted addresses that answers."""
        error: Exception = httpcore.ConnectError(host)
        for address in permitted(host, port, self._allowed, _cut(timeout)):
            try:
                stream = self._inner.connect_tcp(address, port, _cut(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return _Stream(stream)
        raise error


def permitted(host: str, port: int, allowed_hosts: frozenset[str], timeout: float = 10.0) -> list[str]:
    """Return the addresses of a host that may be connected to.

    Args:
        host: a name or an address.
        port: the port that will be connected to.
        allowed_hosts: hosts that may have private addresses.
        timeout: seconds for the resolver.

    Raises:
        FetchError: the host has no address, or none but private ones and is not allowed to.
        httpcore.ConnectTimeout: the resolver did not answer in time.
    """
    addresses = resolve(host, port, timeout)
    if host.lower() in allowed_hosts:
        return addresses
    public = [address for address in addresses if is_public(address)]
    if not public:
        raise fetch_error(Reason.PRIVATE_ADDRESS, _PRIVATE, host=host, address=addresses[0])
    return public


def resolve(host: str, port: int, timeout: float) -> list[str]:
    """Return the addresses of a host, in the resolver's order.

    Args:
        host: a name or an address.
        port: the port that will be connected to.
        timeout: seconds; the system's resolver knows no timeout of its own.

    Raises:
        FetchError: the name has no address.
        httpcore.ConnectTimeout: the resolver did not answer in time.
    """
    try:
        return [str(ip_address(host))]
    except ValueError:
        pass  # a name, not an address
    answer: queue.Queue[list[str] | OSError] = queue.Queue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.put(OSError(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        result = answer.get(timeout=timeout)
    except queue.Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(result, OSError) or not result:
        raise fetch_error(Reason.UNKNOWN_HOST, _UNKNOWN, host=host)
    return result


@cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates that are trusted; reading them takes a while, and they are the same for all clients."""
    return httpx.create_ssl_context(trust_env=False)


def guarded_pool(allowed_hosts: frozenset[str]) -> httpcore.ConnectionPool:
    """Return connections that are kept and shared by threads, with HTTP/2 where a server speaks it.

    Args:
        allowed_hosts: hosts that may have private addresses.
    """
    return httpcore.ConnectionPool(
        ssl_context=_trusted(),
        http2=True,
        max_connections=50,
        max_keepalive_connections=20,
        keepalive_expiry=15.0,
        network_backend=GuardedBackend(allowed_hosts),
    )


class GuardedTransport(httpx.BaseTransport):
    """httpx over the guarded connections, for requests that send something."""

    def __init__(self, allowed_hosts: frozenset[str]) -> None:
        self._pool = guarded_pool(allowed_hosts)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over one of the pool's connections."""
        target = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """A response's body as httpx wants to read it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
