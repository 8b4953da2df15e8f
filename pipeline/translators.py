"""Translation services through deep-translator; nothing else imports it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

from alignment.messages import message
from pipeline.drafts import TranslationError
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.drafts import Translator
    from pipeline.settings import DraftSettings

PROVIDERS = ("google", "mymemory", "deepl", "microsoft", "libre")
#: Characters in one request. MyMemory takes less than 500; LibreTranslate gets its text in the address, which servers
#: cut at about 4,000 bytes, and a Cyrillic letter takes six of them.
_PIECE = {"mymemory": 450, "libre": 450}
_LONGEST = 4500
#: After a sentence, or where that is not short enough, between words.
_SENTENCE_END = re.compile(r"(?<=[.!?…»”\"])\s+")


@dataclass(frozen=True, slots=True)
class DeepTranslator:
    """One of deep-translator's services."""

    name: str
    settings: DraftSettings

    def translate(self, text: str, *, source: str, target: str, timeout: float) -> str:
        """Return a text in another language; see `pipeline.drafts.Translator`."""
        allowed = min(timeout, self.settings.timeout)
        pieces = list(pieces_of(text, _PIECE.get(self.name, _LONGEST)))

        def work() -> str:
            service = _service(self.name, self.settings, source, target)
            return " ".join(str(service.translate(piece) or "") for piece in pieces)

        return _within(allowed, work, self.name, self.secrets())

    def secrets(self) -> tuple[str, ...]:
        """Return what must not stand in an error's text."""
        keys = (self.settings.libre_key, self.settings.deepl_key, self.settings.microsoft_key)
        return tuple(key for key in keys if key)


def translator(name: str, settings: DraftSettings, allowed_hosts: frozenset[str]) -> Translator:
    """Return a service by name.

    Args:
        name: one of `PROVIDERS`.
        settings: addresses and keys.
        allowed_hosts: hosts that may have private addresses; a LibreTranslate server on this machine has to be among
            them.

    Raises:
        UsageError: there is no such service, or its settings are missing.
    """
    if name not in PROVIDERS:
        said = message("{name} drafts nothing; use one of {known}", name=name, known=", ".join(PROVIDERS))
        raise UsageError(said)
    needed = {"deepl": settings.deepl_key, "microsoft": settings.microsoft_key, "libre": settings.libre_url}
    if not needed.get(name, "unneeded"):
        setting = "drafts.libre_url" if name == "libre" else f"drafts.{name}_key"
        raise UsageError(message("{name} needs the setting {setting}", name=name, setting=setting))
    if name == "libre":
        _check_address(settings.libre_url, allowed_hosts)
    return DeepTranslator(name, settings)


def _check_address(url: str, allowed_hosts: frozenset[str]) -> None:
    """Refuse a server at a private address that is not opened.

    Raises:
        UsageError: the address is none, or not opened.
    """
    from sources.network import permitted  # noqa: PLC0415 - loads the HTTP client
    from sources.types import SourceError  # noqa: PLC0415 - the same
    from sources.urls import checked  # noqa: PLC0415 - the same

    try:
        address = checked(url)
        permitted(address.host, address.port or 443, allowed_hosts)
    except SourceError as error:
        raise UsageError(message("drafts.libre_url: {why}", why=str(error))) from error


def pieces_of(text: str, longest: int) -> Iterator[str]:
    """Cut a text at ends of sentences, or between words, so that no piece is longer than a service takes.

    Args:
        text: one or several paragraphs.
        longest: characters.
    """
    piece = ""
    for part in _parts(text, longest):
        if piece and len(piece) + 1 + len(part) > longest:
            yield piece
            piece = part
        else:
            piece = f"{piece} {part}" if piece else part
    if piece:
        yield piece


def _parts(text: str, longest: int) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(text):
        if len(sentence) <= longest:
            yield sentence
        else:
            for word in sentence.split():
                yield from (word[start : start + longest] for start in range(0, len(word), longest))


def _within(seconds: float, work: Callable[[], str], name: str, secrets: tuple[str, ...]) -> str:
    """Do something in a thread that is left behind when it takes too long: the library knows no time limits.

    Raises:
        TranslationError: it failed or took too long.
    """
    answer: Queue[str | Exception] = Queue()

    def attempt() -> None:
        try:
            answer.put(work())
        except Exception as error:  # noqa: BLE001 - whatever a service does wrong is a failed draft
            answer.put(error)

    threading.Thread(target=attempt, daemon=True).start()
    try:
        result = answer.get(timeout=seconds)
    except Empty:
        message = f"{name} did not answer within {seconds:.0f} s"
        raise TranslationError(message) from None
    if isinstance(result, Exception):
        raise TranslationError(_why(name, result, secrets)) from result
    return result


def _why(name: str, error: Exception, secrets: tuple[str, ...]) -> str:
    """Say in one line what a service did wrong, without keys, which the library puts into some errors."""
    said = " ".join(str(error).split()) or type(error).__name__
    for secret in secrets:
        said = said.replace(secret, "***")
    return f"{name}: {said[:200]}"


def _service(name: str, settings: DraftSettings, source: str, target: str) -> Any:  # noqa: ANN401 - the library has no types
    """Return deep-translator's object for a service and a pair of languages."""
    import deep_translator as library  # noqa: PLC0415 - .4 s, only for drafts

    match name:
        case "google":
            return library.GoogleTranslator(source=source, target=target)
        case "mymemory":
            return library.MyMemoryTranslator(source=_regional(source), target=_regional(target))
        case "deepl":
            free = settings.deepl_key.endswith(":fx")  # how DeepL marks keys of its free plan
            return library.DeeplTranslator(api_key=settings.deepl_key, source=source, target=target, use_free_api=free)
        case "microsoft":
            region = settings.microsoft_region or None
            return library.MicrosoftTranslator(
                api_key=settings.microsoft_key, region=region, source=source, target=target
            )
        case _:
            return _libre(settings, source, target)


def _regional(language: str) -> str:
    """Return the code that MyMemory knows a language by: its table has regions only."""
    from deep_translator.constants import MY_MEMORY_LANGUAGES_TO_CODES  # noqa: PLC0415 - only for drafts

    codes = [code for code in MY_MEMORY_LANGUAGES_TO_CODES.values() if code.partition("-")[0] == language]
    return min(codes, default=language)


def _libre(settings: DraftSettings, source: str, target: str) -> Any:  # noqa: ANN401 - the library has no types
    """Return LibreTranslate with all languages of the server: the library's own table lacks Ukrainian."""
    from deep_translator import LibreTranslator  # noqa: PLC0415 - only for drafts

    class Libre(LibreTranslator):  # type: ignore[misc] # the library has no types
        def _map_language_to_code(self, *languages: str) -> tuple[str, ...]:
            return languages

    url = settings.libre_url.rstrip("/") + "/"
    key = settings.libre_key or "none"  # the library wants one; servers without keys pay no heed to it
    return Libre(api_key=key, custom_url=url, source=source, target=target)
