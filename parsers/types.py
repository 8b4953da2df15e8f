"""What a parsed article is: the values that every other room receives from the parsers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations when articles are stored
from enum import StrEnum

from locales.messages import Message


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    PULL_QUOTE = "pull_quote"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    IMAGE = "image"
    EMBED = "embed"


class Role(StrEnum):
    """What a block does in the story, where that differs from plain narration."""

    LEAD = "lead"
    BACKGROUND = "background"
    SOURCE_LINE = "source_line"
    UPDATE = "update"
    LABEL = "label"
    BOX = "box"


class DropReason(StrEnum):
    """Why a text of the page is no part of the story; ``reports.words`` says each in the reader's language."""

    ADVERTISEMENT = "advertisement"
    ASIDE = "boilerplate:aside"
    COMMENTS = "boilerplate:comments"
    CONTROL = "boilerplate:control"
    COOKIES = "boilerplate:cookies"
    CORRECTION_REQUEST = "boilerplate:correction-request"
    DIALOG = "boilerplate:dialog"
    FOOTER = "boilerplate:footer"
    FORM = "boilerplate:form"
    HIDDEN = "boilerplate:hidden"
    LINKS = "boilerplate:links"
    NEWSLETTER = "boilerplate:newsletter"
    PAYWALL = "boilerplate:paywall"
    PENDING = "boilerplate:pending"
    PHOTO_CREDIT = "boilerplate:photo-credit"
    PLAYER = "boilerplate:player"
    POPUP = "boilerplate:popup"
    READ_ALSO = "boilerplate:read-also"
    REPEATED = "boilerplate:repeated"
    SHARE = "boilerplate:share"
    SWITCHER = "boilerplate:switcher"
    WIDGET = "boilerplate:widget"
    BYLINE = "byline"
    DUPLICATE = "duplicate"
    DUPLICATE_OF_TITLE = "duplicate-of-title"
    HEADING_OF_NOTHING = "heading-of-nothing"
    NAVIGATION = "navigation"
    OUTSIDE = "outside-article"
    TAGS = "tags"
    TICKER = "ticker"
    TITLE = "title"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A hyperlink and the span of its block's text that carries it (characters, end exclusive)."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One unit of an article, in reading order; inline markup never splits one."""

    kind: BlockKind
    #: White space collapsed to single blanks; an embed's or image's text is its description, possibly empty.
    text: str
    role: Role | None = None
    #: The structural label that introduced the block ("Details"), as a key shared by all languages; not in the text.
    label: str | None = None
    #: 1-6 for a heading, 1 and up for a list item's nesting.
    level: int | None = None
    links: tuple[Link, ...] = ()
    #: Who made the picture, for a caption or an image.
    credit: str | None = None
    #: Who says a quote, where a line of its own says so.
    attribution: str | None = None
    #: Where an image or an embed points.
    target: str | None = None
    #: "youtube", "x", "telegram", ... for an embed.
    provider: str | None = None
    #: BCP 47, only where it differs from the article's language.
    language: str | None = None
    #: Where in the page it came from, as a CSS-like path ("article > div.txt > p:3"), or "line:7" in plain text.
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedBlock:
    """Something on the page that is not part of the story, kept with the reason why it was set aside."""

    kind: BlockKind
    text: str
    #: A ``DropReason``; a string, because stored articles may have one that is no longer given.
    reason: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """A link to what claims to be another edition of the same article."""

    url: str
    #: BCP 47 as the page claims it; the body of the linked page decides.
    language: str | None
    #: "hreflang", "switcher", "json-ld", "url-rule", ...
    evidence: str
    #: Probability that it is a sister edition, 0 to 1.
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two sources inside one page that say different things about it."""

    #: What they disagree on: "language", "charset", ...
    about: str
    #: What the page declares, with where: "html lang=ru".
    declared: str
    #: What was detected in its body.
    detected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something about the parsing itself that people should see."""

    #: "profile-stale", "extraction-doubtful".
    kind: str
    #: What people are told, untranslated.
    message: Message
    #: What brought it about, for programs: "second-opinion", "wrong-region", "too-large", "profile".
    cause: str = ""


def notice(kind: str, cause: str, text: str, **values: str | int) -> Notice:
    """Return a notice; the function's name tells the extractor of messages which string is one."""
    return Notice(kind=kind, cause=cause, message=Message(text=text, values=values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One edition of a story, parsed."""

    #: The address, or the file's name where there is none.
    url: str
    #: BCP 47; Ukrainian is "uk" ("ua" is only a label on buttons).
    language: str
    title: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    #: Times carry their zone.
    published: datetime | None = None
    modified: datetime | None = None
    dropped: tuple[DroppedBlock, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    publisher: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    canonical: str | None = None
    #: True where the page says that it shows only a part to readers without a subscription.
    paywalled: bool = False
    #: What the parser wants its operator to know: "profile-stale", "extraction-doubtful", each with a reason.
    notices: tuple[Notice, ...] = ()
    #: The story's lines as a second extractor read them; only where one was asked and the two differ widely.
    second_opinion: tuple[str, ...] = ()


class UnreadablePageError(ValueError):
    """The bytes hold no article: not text, empty, or nothing that reads like a story.

    Attributes:
        reason: a machine-readable reason: "empty", "not-text", "no-article", "encoding", "bot-check", "consent-wall".
    """

    def __init__(self, url: str, reason: str, detail: str) -> None:
        super().__init__(url, reason, detail)  # all arguments, so that the error survives pickling
        self.url, self.reason, self.detail = url, reason, detail

    def __str__(self) -> str:
        return f"{self.url}: {self.detail}"
