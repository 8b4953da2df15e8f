"""Fetching over TLS, with HTTP/2 where the server offers it; the certificate is this folder's own."""

import socket
import ssl
import threading
from dataclasses import replace
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest

from sources import network
from sources.http import Fetcher
from sources.types import FetchError, Reason

TLS = Path(__file__).parent / "tls"
HTML = "<p>Рада проголосувала.</p>".encode()


@pytest.fixture(params=["h2", "http/1.1"])
def server(request):
    """A server that speaks one protocol and remembers which one was chosen."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.crt", TLS / "server.key")
    context.set_alpn_protocols([request.param])
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(5)
    chosen = []

    def serve():
        connection, _ = listening.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as stream:
                chosen.append(stream.selected_alpn_protocol())
                (answer_h2 if chosen == ["h2"] else answer_h1)(stream)
        except OSError:
            connection.close()  # the client does not trust us

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{listening.getsockname()[1]}/", request.param, chosen
    thread.join(5)
    listening.close()


def answer_h1(stream):
    stream.recv(65536)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(HTML)}\r\nConnection: close\r\n\r\n"
    stream.sendall(head.encode() + HTML)


def answer_h2(stream):
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    connection.initiate_connection()
    stream.sendall(connection.data_to_send())
    while received := stream.recv(65536):
        for event in connection.receive_data(received):
            if isinstance(event, h2.events.RequestReceived):
                connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                connection.send_data(event.stream_id, HTML, end_stream=True)
        stream.sendall(connection.data_to_send())


def test_page_over_tls(server, policy, monkeypatch):
    url, offered, chosen = server
    trusting = ssl.create_default_context(cafile=TLS / "server.crt")
    monkeypatch.setattr(network, "_trusted", lambda: trusting)
    with Fetcher(policy, version="1") as fetcher:
        assert fetcher.fetch(url).raw == HTML
    assert chosen == [offered]


def test_certificate_that_nobody_vouches_for(server, policy):
    url, *_ = server
    with Fetcher(replace(policy, retries=0), version="1") as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    assert caught.value.reason is Reason.CONNECTION
    assert "certificate" in str(caught.value).lower()
