"""One-off checks under way: each in a thread, and kept on disk so that neither a restart nor an error loses a text."""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from locales.interface import Interface
from locales.messages import message
from parsers.types import UnreadablePageError
from pipeline import check as checking
from pipeline.atomic_files import write_atomically
from pipeline.errors import ZvirkaError
from pipeline.request import Request as Wanted
from pipeline.stages import Stages
from pipeline.watching import again
from pipeline.workers import workers
from review.checking import pasted_texts
from review.checking.check_job import Job, read
from review.checking.pasted_texts import FOLDER
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
#: What a check may be called; it becomes a file's name.
NAME = re.compile(r"[\w-]{12}")


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
        pasted_texts.forget(self._folder)
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
        return pasted_texts.named(line, self._settings.home, language)

    def _wanted(self, job: Job) -> Wanted:
        """Return the request; pasted texts are kept as files, for a run reads addresses and files."""
        if not job.editions and job.before is not None:
            return again.request(job.before, self._settings)
        if set(job.editions) == {""}:
            return Wanted(story=job.editions[""])
        return Wanted(editions=pasted_texts.keep(self._folder, job.editions, job.before))

    def _keep(self, name: str, job: Job) -> None:
        """Write down what was asked and what became of it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / f"{name}.json", job.written, mode=0o600)
        except OSError:
            log.exception("a check cannot be kept; a restart would lose it")

    def _kept(self, name: str) -> Job | None:
        if not NAME.fullmatch(name):
            return None
        try:
            return read((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None


def _told(error: Exception, language: str) -> str:
    if isinstance(error, ZvirkaError):
        return error.in_language(language)
    if isinstance(error, SourceError):
        return Interface(language).sentence(error.message)
    return str(error)
