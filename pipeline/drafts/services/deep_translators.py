"""Google, MyMemory, DeepL, Microsoft and LibreTranslate through deep-translator; nothing else knows that library.

It has had no release since 2023, sets no time limits and reads answers of any size. So its requests are not sent by
itself: where it would use ``requests``, it gets something that looks like that and keeps our rules.
"""

from __future__ import annotations

import contextvars
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipeline.drafts.faults import Fault, TranslationError
from pipeline.drafts.services.pieces import pieces_of
from pipeline.drafts.services.requests import Caller, until

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.types import DraftTerm
    from pipeline.drafts.services.requests import Answer
    from pipeline.settings.load import DraftSettings

#: What it can be asked for, and the library's module of each.
MODULES = {
    "google": "google",
    "mymemory": "mymemory",
    "deepl": "deepl",
    "microsoft": "microsoft",
    "deep-libre": "libre",
}
#: Characters in one request. MyMemory takes less than 500; Google and DeepL get the text in the address, which servers
#: cut at about 8,000 bytes, and a Cyrillic letter takes six of them.
_PIECE = {"mymemory": 450}
_LONGEST = 1200
#: How MyMemory says, with status 200 and in place of a translation, that there was enough for today.
_WARNING = "MYMEMORY WARNING"

_caller: contextvars.ContextVar[Caller] = contextvars.ContextVar("caller")


class _Requests:
    """What the library takes for ``requests``: its two functions, over connections that are checked."""

    def __init__(self, exceptions: object) -> None:
        #: The library names them in its ``except`` clauses.
        self.exceptions = exceptions

    @staticmethod
    def get(url: str, params: Mapping[str, str] | None = None, proxies: object = None) -> Answer:  # noqa: ARG004 - theirs
        """Send what the library wants to send; a key goes into a header, for addresses are written down in logs."""
        asked = dict(params or {})
        key = asked.pop("auth_key", "")
        headers = {"Authorization": f"DeepL-Auth-Key {key}"} if key else {}
        return _caller.get().call("GET", url, params=asked, headers=headers)

    @staticmethod
    def post(
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json: object = None,
        proxies: object = None,  # noqa: ARG004 - theirs
    ) -> Answer:
        """Send what the library wants to send; what it would put into the address goes into the body."""
        if json is None:
            return _caller.get().call("POST", url, headers=headers, data=dict(params or {}))
        return _caller.get().call("POST", url, params=params, headers=headers, data=json)


@cache
def _module(name: str) -> Any:  # noqa: ANN401 - the library has no types
    """Return a module of the library that sends its requests through us."""
    module = import_module(f"deep_translator.{name}")
    module.requests = _Requests(module.requests.exceptions)  # type: ignore[attr-defined] # the library has no types
    return module


@dataclass(frozen=True, slots=True)
class DeepTranslator:
    """One of deep-translator's services; see `pipeline.drafts.make.Translator`."""

    name: str
    settings: DraftSettings
    allowed_hosts: frozenset[str]
    #: Where the service is, if not where the library looks for it.
    base_url: str = ""

    def translate(self, text: str, *, source: str, target: str, timeout: float, terms: Sequence[DraftTerm] = ()) -> str:
        """Return a text in another language; the terms cannot be told to these services."""
        del terms
        try:
            service = self._service(
                source, target
            )  # the library takes a while to load, which is not the service's fault
            made = self._asked(service, text, min(timeout, self.settings.timeout))
        except TranslationError:
            raise
        except Exception as error:
            raise self._failed(error) from error
        if made.startswith(_WARNING):
            raise TranslationError(Fault.RATE_LIMITED, f"{self.name} has translated enough for today")
        return made

    def _asked(self, service: Any, text: str, seconds: float) -> str:  # noqa: ANN401 - the library has no types
        """Let the library ask for a text, piece by piece."""
        caller = Caller(self.name, self.allowed_hosts, self.settings.max_bytes, until(seconds))
        token = _caller.set(caller)
        try:
            pieces = pieces_of(text, _PIECE.get(self.name, _LONGEST))
            return " ".join(self._text(service.translate(piece)) for piece in pieces)
        finally:
            _caller.reset(token)

    def _text(self, made: object) -> str:
        """Return what the library says that a service answered; it checks nothing."""
        if made is not None and not isinstance(made, str):
            raise TranslationError(Fault.UNREADABLE, f"{self.name} answered with something else than a text")
        return made or ""

    def _failed(self, error: Exception) -> TranslationError:
        """Return what the library meant; its own words may hold the text, or a key."""
        kind = type(error).__name__
        fault = Fault.UNSUPPORTED if "Language" in kind else Fault.UNREADABLE
        return TranslationError(fault, f"{self.name} did not translate ({kind})")

    def _service(self, source: str, target: str) -> Any:  # noqa: ANN401 - the library has no types
        """Return the library's object for a pair of languages."""
        module, settings = _module(MODULES[self.name]), self.settings
        match self.name:
            case "google":
                service = module.GoogleTranslator(source=source, target=target)
            case "mymemory":
                service = module.MyMemoryTranslator(source=_regional(source), target=_regional(target))
            case "deepl":
                service = _deepl(module, settings, source, target)
            case "microsoft":
                service = _microsoft(module, settings, source, target)
            case _:
                service = _libre(module, settings, source, target)
        if self.base_url:
            service._base_url = self.base_url  # noqa: SLF001 - the library has no other way
        return service


def _regional(language: str) -> str:
    """Return the code that MyMemory knows a language by: its table has regions only."""
    from deep_translator.constants import MY_MEMORY_LANGUAGES_TO_CODES  # noqa: PLC0415 - only for drafts

    codes = [code for code in MY_MEMORY_LANGUAGES_TO_CODES.values() if code.partition("-")[0] == language]
    return min(codes, default=language)


def _any_language(_self: object, *languages: str) -> tuple[str, ...]:
    """Take languages as they are: the library's own tables lack some, Ukrainian among them."""
    return languages


def _deepl(module: Any, settings: DraftSettings, source: str, target: str) -> Any:  # noqa: ANN401 - no types
    kind = type("DeepL", (module.DeeplTranslator,), {"_map_language_to_code": _any_language})
    free = settings.deepl_key.endswith(":fx")  # how DeepL marks keys of its free plan
    return kind(api_key=settings.deepl_key, source=source, target=target, use_free_api=free)


def _microsoft(module: Any, settings: DraftSettings, source: str, target: str) -> Any:  # noqa: ANN401 - no types
    known = {"_get_supported_languages": lambda _self: {}, "_map_language_to_code": _any_language}
    kind = type("Microsoft", (module.MicrosoftTranslator,), known)  # which would ask for its languages every time
    region = settings.microsoft_region or None
    return kind(api_key=settings.microsoft_key, region=region, source=source, target=target)


def _libre(module: Any, settings: DraftSettings, source: str, target: str) -> Any:  # noqa: ANN401 - no types
    kind = type("Libre", (module.LibreTranslator,), {"_map_language_to_code": _any_language})
    url = settings.libre_url.rstrip("/") + "/"
    key = settings.libre_key or "none"  # the library wants one; servers without keys pay no heed to it
    return kind(api_key=key, custom_url=url, source=source, target=target)
