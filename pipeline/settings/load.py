"""Settings from ``zvirka.toml``, ``publishers.toml`` and the environment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from locales import DEFAULT_LANGUAGES, available, clock
from locales.messages import message
from pipeline.errors import SettingsError
from pipeline.settings import publisher_settings
from pipeline.settings.check_settings import CheckSettings
from pipeline.settings.publisher_settings import Publisher  # noqa: TC001 - pydantic reads the annotations
from sources.types import FetchPolicy

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

#: The name of the settings file under the home folder.
FILE = "zvirka.toml"
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: Numbers that cannot be 0.
_ABOVE_ZERO = frozenset({"timeout", "deadline", "max_bytes", "per_host", "at_once"})
#: Tells pydantic to refuse settings that nobody knows.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSettings:
    """How machine drafts are made; none is made unless a provider is chosen here or by a run."""

    __pydantic_config__: ClassVar = _STRICT

    #: The service for ``zvirka draft`` and for the button of the review app; "" for none.
    provider: str = ""
    #: The address of a LibreTranslate server, "https://translate.example.org/".
    libre_url: str = ""
    #: Keys of the services that want one; never shown.
    libre_key: str = field(default="", repr=False)
    deepl_key: str = field(default="", repr=False)
    microsoft_key: str = field(default="", repr=False)
    microsoft_region: str = ""
    #: An endpoint that speaks OpenAI's ``POST /chat/completions``, up to and with ``/v1``, and the model's name there.
    openai_url: str = ""
    openai_model: str = ""
    openai_key: str = field(default="", repr=False)
    #: Seconds for one paragraph.
    timeout: float = 20.0
    #: Seconds for all drafts of a run.
    deadline: float = 60.0
    #: Of one answer.
    max_bytes: int = 1_000_000
    #: Tries after the first one, on 429, 5xx, timeouts and broken connections.
    retries: int = 2
    #: Seconds before the second try; doubles with each.
    backoff: float = 1.0
    #: Seconds between two requests.
    delay: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSettings:
    """An endpoint for sentence vectors, instead of the encoder that works offline."""

    __pydantic_config__: ClassVar = _STRICT

    #: An endpoint that speaks OpenAI's ``POST /embeddings``, up to and with ``/v1``; "" for none.
    url: str = ""
    #: The model's name there.
    model: str = ""
    #: Where it wants one; never shown.
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """The endpoint that is asked before something is published; closed to everybody without a token."""

    __pydantic_config__: ClassVar = _STRICT

    #: What a content management system has to send; never shown.
    token: str = field(default="", repr=False)
    #: The least severity that closes the gate.
    fail_on: Literal["critical", "major", "minor", "info", "never"] = "major"
    #: Stories compared at the same time; the others wait for their turn.
    at_once: int = 2
    #: Seconds that one may wait.
    timeout: float = 120.0
    #: Of one request.
    max_bytes: int = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySettings:
    """What is kept, and when an edition counts as late. Times are hours unless they say otherwise."""

    __pydantic_config__: ClassVar = _STRICT

    #: Days that snapshots and comparisons other than a story's newest are kept; 0 keeps them for ever.
    keep_days: int = 0
    #: Days that Prefect keeps a run that has ended, with its tasks, logs and summary; 0 keeps them for ever.
    keep_runs: int = 30
    #: After one edition changed, the time that the others have to follow before that is a finding.
    stale_after: float = 3.0
    #: After the first edition appeared, the time that a missing one is expected rather than missing.
    pending_for: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings:
    """Who reaches what through ``zvirka serve``; takes effect when it is started."""

    __pydantic_config__: ClassVar = _STRICT

    #: Names by which a proxy in front of Prefect's server is reached, with the port where it is not the usual one.
    hosts: frozenset[str] = frozenset()
    #: Folders from which runs may read files; without any see `pipeline.folders`.
    folders: tuple[Path, ...] = ()
    #: When the stories of the last day are compared again, a cron line in Kyiv's time; "" for never.
    recheck: str = "5 */3 * * *"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set."""

    __pydantic_config__: ClassVar = _STRICT

    #: Where everything that zvirka keeps on disk lies.
    home: Path
    database_url: str
    #: The languages that editions are expected in, BCP 47.
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    #: The language in which zvirka speaks to people.
    ui_language: str = "en"
    #: The zone of all times that people read, as IANA calls it.
    time_zone: str = clock.USUAL
    #: Ask a second extractor about each page; where the two differ widely, that is a finding. Doubles a page's time.
    cross_check: bool = False
    #: Seconds of processor time that a page may take to read, and a story to compare; what takes longer is given up.
    patience: float = 120.0
    fetch: FetchPolicy = field(default_factory=FetchPolicy)
    drafts: DraftSettings = field(default_factory=DraftSettings)
    encoder: EncoderSettings = field(default_factory=EncoderSettings)
    gate: GateSettings = field(default_factory=GateSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    checks: CheckSettings = field(default_factory=CheckSettings)
    serve: ServeSettings = field(default_factory=ServeSettings)
    #: By host; from publishers.toml, where they stand by name.
    publishers: Mapping[str, Publisher] = field(default_factory=dict)

    @property
    def contact(self) -> str:
        """Whoever runs zvirka, as the User-Agent names them."""
        return self.fetch.contact

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Hosts that may have private addresses."""
        return self.fetch.allowed_hosts


#: Environment variables, and where they stand in the settings.
_VARIABLES = {
    "ZVIRKA_DATABASE_URL": "database_url",
    "ZVIRKA_LANGUAGES": "languages",
    "ZVIRKA_UI_LANGUAGE": "ui_language",
    "ZVIRKA_TIME_ZONE": "time_zone",
    "ZVIRKA_CONTACT": "fetch.contact",
    "ZVIRKA_ALLOW_HOSTS": "fetch.allowed_hosts",
    "ZVIRKA_LIBRE_URL": "drafts.libre_url",
    "ZVIRKA_LIBRE_KEY": "drafts.libre_key",
    "ZVIRKA_DEEPL_KEY": "drafts.deepl_key",
    "ZVIRKA_MICROSOFT_KEY": "drafts.microsoft_key",
    "ZVIRKA_MICROSOFT_REGION": "drafts.microsoft_region",
    "ZVIRKA_OPENAI_URL": "drafts.openai_url",
    "ZVIRKA_OPENAI_MODEL": "drafts.openai_model",
    "ZVIRKA_OPENAI_KEY": "drafts.openai_key",
    "ZVIRKA_DRAFT_PROVIDER": "drafts.provider",
    "ZVIRKA_ENCODER_URL": "encoder.url",
    "ZVIRKA_ENCODER_MODEL": "encoder.model",
    "ZVIRKA_ENCODER_KEY": "encoder.key",
    "ZVIRKA_GATE_TOKEN": "gate.token",
    "ZVIRKA_SERVE_HOSTS": "serve.hosts",
    "ZVIRKA_SERVE_FOLDERS": "serve.folders",
}
_LISTS = frozenset({"languages", "fetch.allowed_hosts", "serve.hosts", "serve.folders"})


def load_settings(environ: Mapping[str, str], file: Path | None = None) -> Settings:
    """Return the settings: the environment wins over the file, the file over the defaults.

    Times are told by their zone from then on (see `locales.clock`).

    Args:
        environ: the environment's variables.
        file: a settings file; None reads ``zvirka.toml`` under the home folder if it is there.

    Raises:
        SettingsError: naming the setting, what is wrong with it and what to do.
        PublisherError: the same for a publisher.
    """
    home = _home(environ)
    settings = checked(environ, _read(file or home / FILE, required=file is not None))
    clock.use(settings.time_zone)
    return settings


def pinned(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Return the settings that the environment has set, whatever the file says, with the variable of each."""
    return {place: name for name, place in _VARIABLES.items() if environ.get(name)}


def checked(environ: Mapping[str, str], values: dict[str, Any]) -> Settings:
    """Return the settings that a file with some values would give.

    Args:
        environ: the environment's variables.
        values: what the file says.

    Raises:
        SettingsError: naming the setting, what is wrong with it and what to do.
        PublisherError: the same for a publisher.
    """
    home = _home(environ)
    for name, place in _VARIABLES.items():
        if environ.get(name):
            _put(values, place, environ[name], name)
    if "publishers" in values:
        raise SettingsError(
            message("publishers stand in {other}, not in {file}", other=publisher_settings.FILE, file=FILE)
        )
    values["home"] = home
    values["publishers"] = _by_host(home)
    values.setdefault("database_url", f"sqlite:///{home / 'zvirka.db'}")
    values.setdefault("ui_language", _spoken(environ))
    return _checked(values)


def _by_host(home: Path) -> dict[str, Publisher]:
    """Return the publisher that the stories of each host belong to."""
    return {host: publisher for publisher in publisher_settings.load(home).values() for host in publisher.all_hosts}


def _home(environ: Mapping[str, str]) -> Path:
    if environ.get("ZVIRKA_HOME"):
        return Path(environ["ZVIRKA_HOME"]).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - only without ZVIRKA_HOME

    return user_data_path("zvirka", appauthor=False)


def _read(file: Path, *, required: bool) -> dict[str, Any]:
    """Return a settings file's content."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if not required:
            return {}
        raise SettingsError(message("{name} does not exist; give the settings file's name", name=str(file))) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = " ".join(str(error).split())
        raise SettingsError(message("{name} cannot be read ({why}); correct it", name=str(file), why=why)) from error


def _put(values: dict[str, Any], place: str, value: str, variable: str) -> None:
    """Put an environment variable's value where it belongs."""
    section, _, key = place.rpartition(".")
    target = values.setdefault(section, {}) if section else values
    if not isinstance(target, dict):
        raise SettingsError(message("the setting {name} has to be a section; correct {file}", name=section, file=FILE))
    target[key] = [part.strip() for part in value.split(",") if part.strip()] if place in _LISTS else value
    if place in _LISTS and not target[key]:
        raise SettingsError(message("{name} names nothing; give values with commas between them", name=variable))


def _spoken(environ: Mapping[str, str]) -> str:
    """Return the interface language that the system's locale asks for, English where there is no catalogue for it."""
    wanted = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    code = wanted.partition(".")[0].partition("_")[0].lower()
    return code if code in available() else "en"


@cache
def _form() -> TypeAdapter[Settings]:
    """Return what checks the settings; to make it costs far more than to use it, and a command reads them twice."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - only here

    return TypeAdapter(Settings)


def _checked(values: Mapping[str, Any]) -> Settings:
    """Return the settings that the values stand for."""
    from pydantic import ValidationError  # noqa: PLC0415 - only here

    try:
        settings = _form().validate_python(values)
    except ValidationError as error:
        raise _first(error) from error
    for language in settings.languages:
        if not _CODE.fullmatch(language):
            raise SettingsError(
                message("languages: {code} is no language code; give codes like uk, en, ru", code=language)
            )
    if len(set(settings.languages)) < 2:  # noqa: PLR2004 - nothing to compare with fewer
        raise SettingsError(message("languages: two or more different ones are needed; give codes like uk, en, ru"))
    if settings.serve.recheck and len(settings.serve.recheck.split()) != 5:  # noqa: PLR2004 - fields of cron
        raise SettingsError(message("serve.recheck is no cron line; give one like 5 */3 * * *, or nothing for never"))
    if settings.encoder.url and not settings.encoder.model:
        raise SettingsError(message("encoder.model: none is given; name the model that encoder.url serves"))
    if settings.encoder.url and not settings.encoder.url.startswith(("http://", "https://")):
        raise SettingsError(
            message("encoder.url: {value} is no address; give one with http:// or https://", value=settings.encoder.url)
        )
    try:
        ZoneInfo(settings.time_zone)
    except (ValueError, LookupError, OSError) as error:
        said = message("time_zone: there is no zone {name}; give a name like Europe/Kyiv", name=settings.time_zone)
        raise SettingsError(said) from error
    _check_numbers(settings)
    return settings


def _check_numbers(settings: Settings) -> None:
    """Refuse numbers below zero, and a zero where nothing could ever be done in it."""
    if settings.patience < 0:
        said = message(
            "{name}: {value} is too small; give a larger number", name="patience", value=str(settings.patience)
        )
        raise SettingsError(said)
    for section in ("fetch", "drafts", "gate", "history"):
        values = getattr(settings, section)
        for entry in fields(values):
            value = getattr(values, entry.name)
            if isinstance(value, (int, float)) and (value < 0 or (value == 0 and entry.name in _ABOVE_ZERO)):
                name = f"{section}.{entry.name}"
                raise SettingsError(
                    message("{name}: {value} is too small; give a larger number", name=name, value=str(value))
                )


def _first(error: ValidationError) -> SettingsError:
    """Return the first thing that is wrong, in one line."""
    details = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in details["loc"])
    if details["type"] == "unexpected_keyword_argument":
        return SettingsError(message("{name} is no setting; remove it from {file}", name=name, file=FILE))
    value = str(details["input"])[:60]
    why = details["msg"][:1].lower() + details["msg"][1:]
    return SettingsError(message("{name}: {value} cannot be used ({why})", name=name, value=value, why=why))
