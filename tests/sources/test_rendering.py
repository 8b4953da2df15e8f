"""Real Chromium on pages of the loopback site: what it may ask for, and that it never connects by itself."""

import json
import socket
import threading
import time
from dataclasses import replace

import pytest

from sources import rendering
from sources.http import Fetcher
from sources.rendering import render
from sources.types import FetchError, Reason
from tests.support.site import Answer

pytestmark = pytest.mark.skipif(rendering.missing() is not None, reason="no browser: install Playwright and Chromium")

STORY = "Підтримку надали дванадцять громад області, повідомили в раді."
SCRIPT = Answer(
    body=b"fetch('/data.json').then(r => r.json()).then(d => document.getElementById('root').textContent = d.text)",
    headers={"Content-Type": "text/javascript"},
)
DATA = Answer(body=json.dumps({"text": STORY}).encode(), headers={"Content-Type": "application/json"})


@pytest.fixture
def patient(policy):
    return replace(policy, deadline=60.0, timeout=10.0)


@pytest.fixture
def rendered(site, patient):
    """Render the page at /spa, which is given as its body."""

    def rendered(body, **changes):
        site.page("/spa", f"<html><head></head><body>{body}</body></html>")
        policy = replace(patient, **changes)
        with Fetcher(policy, version="1") as fetcher:
            return render(fetcher.fetch(site.url("/spa")), fetcher, policy)

    return rendered


@pytest.fixture
def trap():
    """A port of 127.0.0.2 that nobody may connect to or send to, and who did."""
    with socket.create_server(("127.0.0.2", 0)) as server, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(server.getsockname())
        datagrams.settimeout(0)
        visitors = []

        def listen():
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                visitors.append(address)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], visitors
        time.sleep(0.1)
        with pytest.raises(BlockingIOError):
            datagrams.recv(1)


def test_text_that_scripts_put_in_is_there(site, rendered):
    site.put("/app.js", SCRIPT)
    site.put("/data.json", DATA)
    page = rendered("<div id=root></div><script src=/app.js></script>")
    assert STORY in page.raw.decode()
    assert (page.url, page.http_charset) == (site.url("/spa"), "utf-8")
    assert "etag" not in page.headers  # what the scripts ask for may change while the page itself does not
    agents = {seen.headers["user-agent"] for seen in site.seen}
    assert len(agents) == 1, "everything is fetched under zvirka's own name"
    assert [seen.path for seen in site.seen] == ["/spa", "/app.js", "/data.json"]


def test_browser_connects_to_nothing_by_itself(rendered, site, trap):
    """Private addresses, pictures, frames, sockets, popups, beacons, forms, other pages: none is ever asked for."""
    port, visitors = trap
    site.put("/moved.js", Answer(status=302, headers={"Location": f"http://127.0.0.2:{port}/x.js"}))
    site.put("/robots.txt", Answer(body=b"User-agent: *\nDisallow: /closed.js", headers={}))
    url = f"127.0.0.2:{port}"  # not allowed, and yet on this machine
    page = rendered(
        f"""<link rel=preconnect href="http://{url}"><link rel=dns-prefetch href="//{url}">
        <link rel=stylesheet href="http://{url}/a.css"><link rel=icon href="http://{url}/i.ico">
        <img src="http://{url}/p.png"><iframe src="http://{url}/f"></iframe><video src="http://{url}/v"></video>
        <div id=root>empty</div><script>
        const said = text => document.getElementById("root").textContent = text;
        new WebSocket("ws://{url}/ws");
        navigator.sendBeacon("http://{url}/b", "x");
        window.open("http://{url}/w");
        new EventSource("http://{url}/e");
        const peer = new RTCPeerConnection({{iceServers: [{{urls: "stun:{url}"}}]}});
        peer.createDataChannel("x");
        peer.createOffer().then(offer => peer.setLocalDescription(offer));
        const call = new WebTransport("https://{url}/t");
        call.ready.catch(() => 0); call.closed.catch(() => 0);
        fetch("http://{url}/private").then(() => said("reached"), () => said("refused"));
        setTimeout(() => location.href = "http://{url}/away", 50);
        fetch("/order", {{method: "POST", body: "x"}}).catch(() => 0);
        </script><script src="http://{url}/x.js"></script><script src=/moved.js></script>
        <script src=/closed.js></script>""",
        robots=True,
    )
    assert "refused" in page.raw.decode()
    assert visitors == []
    assert [seen.path for seen in site.seen] == ["/robots.txt", "/spa", "/moved.js"]


def test_script_without_an_end_ends_at_the_deadline(rendered):
    with pytest.raises(FetchError) as caught:
        rendered("<script>for (;;) ;</script>", deadline=3.0)
    assert caught.value.reason is Reason.TIMEOUT


def test_page_that_asks_and_grows_without_an_end(site, rendered, monkeypatch):
    monkeypatch.setattr(rendering, "MOST", 3)
    asking = "for (let n = 0; n < 9; n++) fetch('/data?' + n).catch(() => 0);"
    with pytest.raises(FetchError) as caught:
        rendered(f"<script>{asking}document.body.textContent = 'x'.repeat(200000)</script>", max_bytes=100_000)
    assert caught.value.reason is Reason.TOO_LARGE
    assert len(site.requests()) == 1 + 3


def test_no_browser_is_one_line(site, patient, monkeypatch):
    monkeypatch.setattr(rendering, "missing", lambda: "no Chromium is installed")
    site.page("/spa", "<html><script></script></html>")
    with Fetcher(patient, version="1") as fetcher, pytest.raises(FetchError, match=r"no Chromium.*doctor") as caught:
        render(fetcher.fetch(site.url("/spa")), fetcher, patient)
    assert caught.value.reason is Reason.RENDERING
