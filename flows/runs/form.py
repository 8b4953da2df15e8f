"""What Prefect's form asks for: a field for each language, and the names that there are where only some will do."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, create_model
from pydantic_core import CoreSchema

from locales import DEFAULT_LANGUAGES
from locales.interface import edition_label
from pipeline.drafts.translators import PROVIDERS
from pipeline.errors import ZvirkaError
from pipeline.settings.load import Settings, load_settings
from pipeline.watching.watched_publishers import load


@dataclass(frozen=True)
class OneOf:
    """Offers names to choose from; others are refused by the run alone, for the settings may have changed since."""

    names: Callable[[Settings], Iterable[str]]

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Add what there is now, if anything."""
        known = _known(self.names, ())
        return handler(schema) | ({"enum": known} if known else {})


def _known(ask: Callable[[Settings], Iterable[str]], otherwise: Iterable[str]) -> list[str]:
    """Return what the settings say; a run says itself what is wrong with them."""
    try:
        return list(ask(load_settings(os.environ)))
    except ZvirkaError:
        return list(otherwise)


#: The publishers that are watched, and the services that draft; "" for none.
PUBLISHERS = OneOf(lambda settings: load(settings.home))
SERVICES = OneOf(lambda _settings: ("", *PROVIDERS))


class _Given(BaseModel):
    """An address or a file for each language; others than those of the settings are refused by name, and not here."""

    model_config = ConfigDict(extra="allow")


def _field(code: str) -> tuple[type[str], Any]:
    return str, Field(default="", title=edition_label(code), description="The edition's URL, or a file.")


#: The editions of a story, each in a field of its own.
Editions: type[BaseModel] = create_model(
    "Editions",
    __base__=_Given,
    **{code: _field(code) for code in _known(lambda settings: settings.languages, DEFAULT_LANGUAGES)},  # type: ignore[call-overload]
)


def given(editions: BaseModel) -> dict[str, str]:
    """Return the editions that were filled in, by language."""
    return {code: str(text) for code, text in editions.model_dump().items() if text}
