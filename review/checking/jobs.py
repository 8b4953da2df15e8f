"""One-off checks under way: each in a thread, and kept on disk so that neither a restart nor an error loses a text."""

from __future__ import annotations

import json
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
from pipeline.atomic_files import write_atomically
from pipeline.errors import ZvirkaError
from pipeline.request import Request as Wanted
from pipeline.stages import Stages
from pipeline.watching import again
from pipeline.workers import workers
from review.checking.pasted_texts import FOLDER, LETTERS, is_pasted
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
#: Finished and running checks that are remembered without looking for their files.
REMEMBERED = 200
#: Seconds that a pasted text and a check are kept as files; the story keeps what was made of them.
KEPT = 24 * 3600.0
#: What a check may be called; it becomes a file's name.
NAME = re.compile(r"[\w-]{12}")


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


@dataclass(slots=True)
class Job:
    """A check; written by its thread, read by others."""

    #: What was given: an address or a text for each language; a single address under "".
    editions: Mapping[str, str]
    #: The newest comparison of a story that is checked again: its own editions where no texts are given.
    before: Comparison | None = None
    #: The story that is checked again, "" for a new one, and when the comparison before was made.
    of: str = ""
    since: datetime | None = None
    lines: list[str] = field(default_factory=list)
    #: When each step began, and at last when the check ended; seconds of a clock.
    times: list[float] = field(default_factory=list)
    story: str | None = None
    error: str | None = None
    done: bool = False
    #: The app ended before the check did.
    interrupted: bool = False

    def progress(self) -> Progress:
        """Return how far it is."""
        took = tuple(round(end - begin, 1) for begin, end in pairwise(self.times))
        return Progress(
            lines=tuple(self.lines),
            took=took,
            story=self.story,
            error=self.error,
            done=self.done,
            since=self.since,
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
        self._folder = settings.home / FOLDER
        self._turns = threading.Semaphore(AT_ONCE)
        self._workers = workers(settings, AT_ONCE)
        self.close = self._workers.close
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def use(self, settings: Settings) -> None:
        """Go on with other settings; what has begun keeps its own."""
        self._settings = settings

    def get(self, name: str) -> Job | None:
        """Return a check by its name: one of an earlier process was interrupted, unless it had ended."""
        return self._jobs.get(name) or self._kept(name)

    def start(self, editions: Mapping[str, str], language: str, before: Comparison | None = None) -> str:
        """Start a check and return its name.

        Args:
            editions: an address or a text for each language; a single address under "" finds the others itself.
            language: in which progress is told.
            before: the newest comparison of a story that is checked again; its own editions where none are given.

        Raises:
            Refused: 503, too many wait.
        """
        name, job = secrets.token_urlsafe(9), Job(dict(editions))
        if before is not None:
            job.before, job.of, job.since = before, before.story, before.created
        with self._lock:
            if sum(not each.done for each in self._jobs.values()) >= AT_ONCE + WAITING:
                raise Refused(503, message("Too many stories at once; try again"), {"retry-after": "60"})
            self._jobs[name] = job
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
        forget_pasted(self._folder)
        self._keep(name, job)
        settings = replace(self._settings, ui_language=language)
        work = threading.Thread(target=self._run, args=(name, job, settings), name="check", daemon=True)
        work.start()
        return name

    def _run(self, name: str, job: Job, settings: Settings) -> None:
        with self._turns:
            try:
                if job.before is not None:
                    settings = again.own_settings(job.before, settings)
                wanted, stages = self._wanted(job), Stages()
                telling, do = self._telling(job, settings.ui_language), self._workers.do
                job.story = checking.check(wanted, settings, progress=telling, stages=stages, do=do).story
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
            self._keep(name, job)

    def _telling(self, job: Job, language: str) -> Callable[[str], None]:
        """Return what takes down a check's progress."""

        def tell(line: str) -> None:
            job.times.append(time.monotonic())
            job.lines.append(self._shown(line, language))

        return tell

    def _shown(self, line: str, language: str) -> str:
        """Return a line in which pasted texts are called so: where this machine keeps them is nobody's business."""
        home, interface = re.escape(str(self._settings.home)), Interface(language)
        kept = re.compile(rf"(?:{home}|[^\s/]*)/{FOLDER}/\w{{{LETTERS}}}/([\w-]+)\.txt")
        return kept.sub(lambda found: interface.gettext("pasted text {edition}", edition=edition_label(found[1])), line)

    def _wanted(self, job: Job) -> Wanted:
        """Return the request; pasted texts are kept as files, for a run reads addresses and files."""
        editions, before = job.editions, job.before
        if not editions and before is not None:
            return again.request(before, self._settings)
        if set(editions) == {""}:
            return Wanted(story=editions[""])
        texts = "\n".join(f"{code} {text}" for code, text in sorted(editions.items()))
        folder = self._folder / sha256(texts.encode()).hexdigest()[:LETTERS]
        if before is not None:  # texts that take the place of earlier ones are the same story
            folder = next((each for each in _folders(before) if each.parent == self._folder), folder)
        return Wanted(editions={code: _source(folder, code, text) for code, text in editions.items()})

    def _keep(self, name: str, job: Job) -> None:
        """Write down what was asked and what became of it."""
        known = {"editions": job.editions, "story": job.story, "error": job.error, "done": job.done}
        known |= {"of": job.of, "since": job.since.isoformat() if job.since else None}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / f"{name}.json", json.dumps(known, ensure_ascii=False), mode=0o600)
        except OSError:
            log.exception("a check cannot be kept; a restart would lose it")

    def _kept(self, name: str) -> Job | None:
        if not NAME.fullmatch(name):
            return None
        try:
            known = json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        interrupted = not known["done"]
        since = datetime.fromisoformat(known["since"]) if known.get("since") else None
        return Job(
            known["editions"],
            of=known.get("of", ""),
            since=since,
            story=known["story"],
            error=known["error"],
            done=True,
            interrupted=interrupted,
        )


def was_pasted(comparison: Comparison) -> bool:
    """Return whether a story is made of pasted texts."""
    return all(is_pasted(each.url) for each in comparison.articles.values())


def pasted_texts(comparison: Comparison) -> dict[str, str]:
    """Return the texts that were pasted, by language; what was made of them where they are kept no more."""
    found = {}
    for code, article in comparison.articles.items():
        said = "\n\n".join([article.title, *(block.text for block in article.blocks)])
        file = Path(article.url)
        found[code] = file.read_text(encoding="utf-8") if file.is_file() else said
    return found


def _folders(comparison: Comparison) -> list[Path]:
    return [Path(article.url).parent for article in comparison.articles.values()]


def forget_pasted(folder: Path) -> None:
    """Remove the texts and checks that are older than a day."""
    now = time.time()
    for old in folder.glob("*"):
        with suppress(FileNotFoundError):
            if now - old.stat().st_mtime <= KEPT:
                continue
            if old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink()


def is_address(text: str) -> bool:
    """Whether a field holds the address of a page; everything else in it is the text itself, never a file's name."""
    return len(text.split()) == 1 and text.startswith(("http://", "https://"))


def _source(folder: Path, code: str, text: str) -> str:
    if is_address(text):
        return text
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{code}.txt"
    write_atomically(file, text, mode=0o600)  # a new file also makes the folder new: it is kept for another day
    return str(file)


def _told(error: Exception, language: str) -> str:
    if isinstance(error, ZvirkaError):
        return error.in_language(language)
    if isinstance(error, SourceError):
        return Interface(language).sentence(error.message)
    return str(error)
