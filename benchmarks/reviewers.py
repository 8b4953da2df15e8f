"""How many reviewers the app bears: ``python -m benchmarks.reviewers [REVIEWERS [SECONDS]]``.

Starts the review app over the example story and lets 50 reviewers read, dismiss, undo, take the story and comment for a
minute; prints how many requests were answered and how fast, and fails where one was refused or something is lost.
The database is an empty SQLite file, or the empty one that ``ZVIRKA_DATABASE_URL`` names.
"""

from __future__ import annotations

import os
import socket
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import uvicorn

from pipeline import check as checking
from pipeline.request import Request
from pipeline.settings.load import load_settings
from review.app import create

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLE = Path(__file__).parent.parent / "examples" / "security-guarantees"
REVIEWERS, SECONDS = 50, 60.0
#: Every so many rounds a reviewer comments; more would make another page of the story.
ROUNDS = 10
#: Seconds that a reviewer thinks between two steps.
THOUGHT = 0.5


@dataclass(slots=True)
class Diary:
    """What one reviewer did."""

    name: str
    times: list[float] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def review(address: str, story: str, finding: str, until: float, diary: Diary) -> None:
    """Read, dismiss, undo, take the story and comment until the time is over."""
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        client.get("/")
        header = {"x-form-token": client.get("/me.json").json()["token"]}
        choice = {"finding": [finding], "reason": "deliberate", "scope": "text"}
        while time.monotonic() < until:
            _timed(client, diary, "GET", f"/stories/{story}")
            made = _timed(client, diary, "POST", f"/stories/{story}/decisions.json", json=choice, headers=header)
            if made is not None:
                diary.made += made.json()["decisions"]
                _timed(client, diary, "POST", f"/decisions/{diary.made[-1]}/undo.json", headers=header)
            if len(diary.made) % ROUNDS == 1:
                _timed(
                    client, diary, "POST", f"/stories/{story}/owner.json", json={"owner": diary.name}, headers=header
                )
                said = {"finding": finding, "text": f"{diary.name} {len(diary.made)}"}
                if _timed(client, diary, "POST", f"/stories/{story}/comments.json", json=said, headers=header):
                    diary.said.append(said["text"])
            time.sleep(THOUGHT)


def _timed(client: httpx.Client, diary: Diary, method: str, path: str, **sent: object) -> httpx.Response | None:
    start = time.perf_counter()
    try:
        answer = client.request(method, path, **sent)  # type: ignore[arg-type]  # json and headers
    except httpx.HTTPError as error:
        diary.refused.append(f"{path}: {error}")
        return None
    diary.times.append((time.perf_counter() - start) * 1000)
    if answer.is_success:
        return answer
    diary.refused.append(f"{path}: {answer.status_code}")
    return None


def main(arguments: Sequence[str]) -> int:
    """Run the reviewers and print what came of it."""
    count = int(arguments[0]) if arguments else REVIEWERS
    seconds = float(arguments[1]) if len(arguments) > 1 else SECONDS
    with tempfile.TemporaryDirectory() as home:
        database = {name: os.environ[name] for name in ("ZVIRKA_DATABASE_URL",) if name in os.environ}
        settings = load_settings({"ZVIRKA_HOME": home, **database})
        comparison = checking.check(Request(story=str(EXAMPLE)), settings, progress=lambda _: None)
        app = create(settings)
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        found = comparison.findings[0].id
        diaries = _work(count, seconds, address, comparison.story, found)
        kept = {decision.id for decision in app.state.store.decisions.of_story(comparison.story)}
        said = {each.text for each in app.state.store.teamwork.comments(comparison.story).get(found, ())}
        owner = app.state.store.summary(comparison.story).owner
        server.should_exit = True
        serving.join()
    lost = {text for diary in diaries for text in diary.said} - said
    print(f"{len(said)} comments, {len(lost)} lost; the story is {owner}'s")
    return _tell(diaries, kept) or int(bool(lost) or owner not in names(count))


def names(count: int) -> list[str]:
    """Return what reviewers are called."""
    return [f"reviewer {place}" for place in range(count)]


def _work(count: int, seconds: float, address: str, story: str, finding: str) -> list[Diary]:
    diaries = [Diary(name) for name in names(count)]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=review, args=(address, story, finding, until, diary)) for diary in diaries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return diaries


def _tell(diaries: Sequence[Diary], kept: set[int]) -> int:
    times = [each for diary in diaries for each in diary.times]
    refused = [each for diary in diaries for each in diary.refused]
    made = [each for diary in diaries for each in diary.made]
    lost = set(made) - kept
    print(f"{len(times)} requests, {len(made)} decisions, {len(refused)} refused, {len(lost)} lost")
    print(f"{statistics.median(times):.0f} ms median, {statistics.quantiles(times, n=20)[-1]:.0f} ms 95th percentile")
    for each in refused[:5]:
        print(each)
    return 1 if refused or lost or len(made) != len(set(made)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
