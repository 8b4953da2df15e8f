"""The gate: a content management system asks it before it publishes a story. It has a token and no cookies."""

from __future__ import annotations

import asyncio
import hmac
import time
from functools import partial
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

import reports
from locales.messages import message
from pipeline import gate
from pipeline.errors import ZvirkaError
from pipeline.workers import LateError, LostWorkerError, Workers
from reports.formats.document import Report
from reports.states import DISMISSED
from reports.wording import sentence
from review.checking.gate_input import described, read
from review.guards.rate_limits import Limit
from review.refusals import Refused, too_many_tries
from review.views import interface_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locales.messages import Message
    from pipeline.gate import Verdict
    from pipeline.reading.page_parsing import Do
    from pipeline.settings.load import Settings
    from review.checking.gate_input import Story
    from storage.store import Store

router = APIRouter()
#: A story that may be published, and one that may not: its editions contradict each other.
PASSED, HELD = 200, 409
#: The same as a word, in a header of the answer.
HEADER = "zvirka-gate"
#: Wrong tokens from one address, and within how many seconds.
TRIES, WITHIN = 10, 300.0


class Gate:
    """What all requests to the gate share.

    Args:
        settings: the token, the limits and how stories are compared.
        store: keeps sentence vectors and decisions.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._turns = asyncio.Semaphore(settings.gate.at_once)
        self._workers = Workers(settings.gate.at_once, 0, partial(gate.warm, settings))
        self.close = self._workers.close
        self.tries = Limit(TRIES, WITHIN)
        if settings.gate.token:
            self._workers.start()

    def use(self, settings: Settings) -> None:
        """Go on with other settings."""
        self._settings = settings

    def opens(self, authorization: str) -> bool:
        """Whether a request carries the token."""
        scheme, _, token = authorization.partition(" ")
        known = self._settings.gate.token
        return (
            bool(known) and scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), known.encode())
        )

    async def judge(self, story: Story) -> Verdict:
        """Compare a story when its turn comes; one that takes too long is given up.

        Raises:
            Refused: 503, its turn or its end did not come in time.
            ZvirkaError: there is nothing to compare.
        """
        until = time.monotonic() + self._settings.gate.timeout
        try:
            await asyncio.wait_for(self._turns.acquire(), self._settings.gate.timeout)
        except TimeoutError:
            raise Refused(503, message("Too many stories at once; try again"), {"retry-after": "5"}) from None
        try:
            return await run_sync(self._judge, story, partial(self._workers.do, until=until))
        except (LateError, LostWorkerError):
            raise Refused(503, message("This story took too long and was given up"), {"retry-after": "60"}) from None
        finally:
            self._turns.release()

    def _judge(self, story: Story, do: Do) -> Verdict:
        fail_on = story.fail_on or self._settings.gate.fail_on
        return gate.judge(story.editions, self._settings, self._store, fail_on=fail_on, story=story.story, do=do)


@router.post(
    "/gate",
    response_model=Report,
    responses={409: {"model": Report, "description": "Findings at or above fail_on; the same report."}},
    openapi_extra=described(),
)
async def ask(request: Request) -> Response:
    """Compare the editions of a story that is not published yet; 200 lets it pass, 409 holds it back."""
    try:
        story = await _story(request)
        verdict = await request.app.state.gate.judge(story)
    except Refused as refused:
        return _refusal(request, refused.status_code, refused.said, refused.headers or {})
    except ZvirkaError as error:
        return JSONResponse({"detail": error.in_language(interface_of(request).language)}, 422)
    states = dict.fromkeys(verdict.aside, DISMISSED)
    content = reports.render(verdict.comparison, "json", interface_of(request).language, states=states)
    headers = {HEADER: "pass" if verdict.passed else "fail", "cache-control": "no-store"}
    return Response(content, PASSED if verdict.passed else HELD, headers, "application/json")


async def _story(request: Request) -> Story:
    """Return what was sent; who has no token is not listened to.

    Raises:
        Refused: with a status that says why.
    """
    shared: Gate = request.app.state.gate
    asking = request.client.host if request.client else ""
    if not shared.opens(request.headers.get("authorization", "")):
        wait = shared.tries.wait(asking)
        said = message("Token missing or wrong: Authorization: Bearer ...")
        raise too_many_tries(wait) if wait else Refused(401, said, {"www-authenticate": "Bearer"})
    limit, body = request.app.state.settings.gate.max_bytes, bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise Refused(413, message("That is more than {limit} MB", limit=str(limit / 1_000_000)))
    return read(request.headers.get("content-type", ""), bytes(body))


def _refusal(request: Request, status: int, said: Message, headers: Mapping[str, str]) -> Response:
    return JSONResponse({"detail": sentence(said, interface_of(request))}, status, headers)
