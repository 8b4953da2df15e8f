"""Pages whose text is put in by scripts: they are told from pages that hold no article at all."""

from __future__ import annotations

#: Elements without text for readers.
_SILENT = ("script", "style", "noscript", "template", "title")
#: Words of a page that only waits for its scripts: a menu and a footer at most.
FEW = 80


def needs_scripts(raw: bytes) -> bool:
    """Return whether a page has scripts and next to nothing to read without them.

    Args:
        raw: a page without an article.
    """
    from lxml import etree, html  # noqa: PLC0415 - only for pages without an article

    if b"<script" not in raw.lower():
        return False
    try:
        document = html.document_fromstring(raw)
    except (etree.ParserError, ValueError):
        return False
    etree.strip_elements(document, *_SILENT, with_tail=False)
    words = sum(len(text.split()) for text in document.itertext(with_tail=True))
    return words < FEW
