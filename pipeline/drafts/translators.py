"""The services that draft, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.drafts.services.manners import Patient
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.drafts.make import Translator
    from pipeline.settings.load import DraftSettings

PROVIDERS = ("google", "mymemory", "deepl", "microsoft", "libre", "deep-libre", "openai")
#: What a service cannot be asked without.
_NEEDED = {
    "deepl": ("deepl_key",),
    "microsoft": ("microsoft_key",),
    "libre": ("libre_url",),
    "deep-libre": ("libre_url",),
    "openai": ("openai_url", "openai_model"),
}
#: Settings that hold an address.
_ADDRESSES = ("libre_url", "openai_url")


def translator(name: str, settings: DraftSettings, allowed_hosts: frozenset[str]) -> Translator:
    """Return a service by name.

    Args:
        name: one of `PROVIDERS`.
        settings: addresses, keys and manners.
        allowed_hosts: hosts that may have private addresses; a server on this machine has to be among them.

    Raises:
        UsageError: there is no such service, or its settings are missing or lead nowhere.
    """
    if name not in PROVIDERS:
        said = message("{name} drafts nothing; use one of {known}", name=name, known=", ".join(PROVIDERS))
        raise UsageError(said)
    for setting in _NEEDED.get(name, ()):
        if not getattr(settings, setting):
            raise UsageError(message("{name} needs the setting {setting}", name=name, setting=f"drafts.{setting}"))
    for setting in _NEEDED.get(name, ()):
        if setting in _ADDRESSES:
            _check_address(setting, getattr(settings, setting), allowed_hosts)
    return Patient(_service(name, settings, allowed_hosts), settings)


def _service(name: str, settings: DraftSettings, allowed_hosts: frozenset[str]) -> Translator:
    from pipeline.drafts.services.deep_translators import DeepTranslator  # noqa: PLC0415 - off by default
    from pipeline.drafts.services.endpoints import ChatCompletions, LibreTranslate  # noqa: PLC0415 - the same

    match name:
        case "libre":
            return LibreTranslate(settings, allowed_hosts)
        case "openai":
            return ChatCompletions(settings, allowed_hosts)
        case _:
            return DeepTranslator(name, settings, allowed_hosts)


def _check_address(setting: str, url: str, allowed_hosts: frozenset[str]) -> None:
    """Refuse a server at a private address that is not opened; each connection is checked again.

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
        raise UsageError(message("{setting}: {why}", setting=f"drafts.{setting}", why=str(error))) from error
