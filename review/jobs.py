"""Checks that people start in the app: they run in threads, and tell how far they are."""

from __future__ import annotations

import logging
import re
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pydantic import BaseModel

from locales.interface import Interface, edition_label
from locales.messages import message
from parsers.types import UnreadablePageError
from pipeline import check as checking
from pipeline.errors import ZvirkaError
from pipeline.request import Request
from pipeline.stages import Stages
from pipeline.watching import again
from pipeline.workers import workers
from review.refusals import Refused
from sources.types import SourceError
from storage.timings import Timings
from storage.types import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alignment.types import Comparison
    from pipeline.settings.load import Settings

log = logging.getLogger(__name__)
#: What says in one line why a check could not be done.
MISTAKES = (ZvirkaError, SourceError, StorageError, UnreadablePageError)
#: Checks that run at the same time; the others wait.
AT_ONCE = 2
#: Checks that wait for their turn; who wants more has to come again.
WAITING = 20
#: Finished and running checks that are remembered.
REMEMBERED = 200
#: Seconds that a pasted text is kept as a file; the story keeps what was made of it.
KEPT = 24 * 3600.0


class Progress(BaseModel):
    """How far a check is."""

    lines: tuple[str, ...]
    #: What each of these steps took, seconds; the one that goes on is not among them.
    took: tuple[float, ...]
    #: The story when the check is done.
    story: str | None
    #: Why it could not be done.
    error: str | None
    done: bool
    #: Of a story that is checked again: when the comparison before was made.
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be compared."""

    #: An address or a text for each language; a single address under "" finds the others itself.
    editions: Mapping[str, str] = field(default_factory=dict)
    #: The newest comparison of a story that is checked again: its own editions, or other texts in their place.
    before: Comparison | None = None


@dataclass(slots=True)
class Job:
    """A check; written by its thread, read by others."""

    #: When the comparison before was made, of a story that is checked again.
    since: datetime | None = None
    #: The story that is checked again, "" for one that is new here.
    of: str = ""
    lines: list[str] = field(default_factory=list)
    #: When each step began, and at last when the check ended; seconds of a clock.
    times: list[float] = field(default_factory=list)
    story: str | None = None
    error: str | None = None
    done: bool = False

    def progress(self) -> Progress:
        """Return how far it is."""
        took = tuple(round(end - begin, 1) for begin, end in pairwise(self.times))
        return Progress(
            lines=tuple(self.lines), took=took, story=self.story, error=self.error, done=self.done, since=self.since
        )

    @property
    def report(self) -> str:
        """Where its story is read; after another look at it, what has changed is told first."""
        place = f"/stories/{quote(self.story or '')}"
        return place if self.since is None else f"{place}?{urlencode({'since': self.since.isoformat()})}#since"


class Jobs:
    """The checks that were started here.

    Args:
        settings: how they fetch and where they keep what they find.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = threading.Semaphore(AT_ONCE)
        self._workers = workers(settings, AT_ONCE)
        self.close = self._workers.close
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> Job | None:
        """Return a check by its name."""
        return self._jobs.get(name)

    def start(self, wanted: Wanted, language: str) -> str:
        """Start a check and return its name.

        Args:
            wanted: what is to be compared.
            language: in which progress is told.

        Raises:
            Refused: 503, too many wait.
        """
        name, before = secrets.token_urlsafe(9), wanted.before
        job = Job() if before is None else Job(since=before.created, of=before.story)
        with self._lock:
            if sum(not each.done for each in self._jobs.values()) >= AT_ONCE + WAITING:
                raise Refused(503, message("Too many stories at once; try again"), {"retry-after": "60"})
            self._jobs[name] = job
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
        settings = replace(self._settings, ui_language=language)
        work = threading.Thread(target=self._run, args=(job, wanted, settings), name="check", daemon=True)
        work.start()
        return name

    def _run(self, job: Job, wanted: Wanted, settings: Settings) -> None:
        with self._turns:
            try:
                if wanted.before is not None:
                    settings = again.own_settings(wanted.before, settings)
                request, stages = self._request(wanted), Stages()
                telling, do = self._telling(job, settings.ui_language), self._workers.do
                job.story = checking.check(request, settings, progress=telling, stages=stages, do=do).story
                with Timings(settings.database_url) as timings:
                    timings.note(stages.seconds, datetime.now(UTC))
            except MISTAKES as error:
                job.error = self._shown(_told(error, settings.ui_language), settings.ui_language)
            except Exception:
                log.exception("a check failed")
                job.error = Interface(settings.ui_language).gettext(
                    "The check failed; the log of the review app says why"
                )
            job.times.append(time.monotonic())
            job.done = True

    def _telling(self, job: Job, language: str) -> Callable[[str], None]:
        """Return what takes down a check's progress."""

        def tell(line: str) -> None:
            job.times.append(time.monotonic())
            job.lines.append(self._shown(line, language))

        return tell

    def _shown(self, line: str, language: str) -> str:
        """Return a line in which pasted texts are called so: where this machine keeps them is nobody's business."""
        home, interface = re.escape(str(self._settings.home)), Interface(language)
        kept = re.compile(rf"(?:{home}|[^\s/]*)/pasted/\w{{16}}/([\w-]+)\.txt")
        return kept.sub(lambda found: interface.gettext("pasted text {edition}", edition=edition_label(found[1])), line)

    def _request(self, wanted: Wanted) -> Request:
        """Return the request; pasted texts are kept as files, for a run reads addresses and files."""
        editions, before = wanted.editions, wanted.before
        if not editions and before is not None:
            return again.request(before, self._settings)
        if set(editions) == {""}:
            return Request(story=editions[""])
        pasted = self._settings.home / "pasted"
        _forget_pasted(pasted)
        texts = "\n".join(f"{code} {text}" for code, text in sorted(editions.items()))
        folder = pasted / sha256(texts.encode()).hexdigest()[:16]
        if before is not None and was_pasted(before, self._settings.home):
            folder = _folder(before)  # texts that take the place of earlier ones are the same story
        return Request(editions={code: _source(folder, code, text) for code, text in editions.items()})


def was_pasted(comparison: Comparison, home: Path) -> bool:
    """Return whether a story is made of pasted texts."""
    return all(Path(each.url).parent.parent == home / "pasted" for each in comparison.articles.values())


def pasted_texts(comparison: Comparison) -> dict[str, str]:
    """Return the texts that were pasted, by language; what was made of them where they are kept no more."""
    found = {}
    for code, article in comparison.articles.items():
        said = "\n\n".join([article.title, *(block.text for block in article.blocks)])
        file = Path(article.url)
        found[code] = file.read_text(encoding="utf-8") if file.is_file() else said
    return found


def _folder(comparison: Comparison) -> Path:
    return Path(next(iter(comparison.articles.values())).url).parent


def _forget_pasted(folder: Path) -> None:
    """Remove the texts that were pasted more than a day ago."""
    now = time.time()
    for old in folder.glob("*"):
        with suppress(FileNotFoundError):
            if now - old.stat().st_mtime > KEPT:
                shutil.rmtree(old, ignore_errors=True)


def is_address(text: str) -> bool:
    """Whether a field holds the address of a page; everything else in it is the text itself, never a file's name."""
    return len(text.split()) == 1 and text.startswith(("http://", "https://"))


def _source(folder: Path, code: str, text: str) -> str:
    if is_address(text):
        return text
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{code}.txt"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _told(error: Exception, language: str) -> str:
    if isinstance(error, ZvirkaError):
        return error.in_language(language)
    if isinstance(error, SourceError):
        return Interface(language).sentence(error.message)
    return str(error)
