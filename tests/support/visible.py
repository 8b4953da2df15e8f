"""What readers of a page see, found without the parser, and the two promises that the parser keeps about it."""

from __future__ import annotations

import re

from lxml import etree

from locales import available, table
from locales.page_tables import Metadata
from parsers.html.class_names import is_hidden
from parsers.html.tree import bounded, build
from parsers.labels import labels

SILENT = "script style noscript template svg object canvas map datalist head iframe"
NOT_LETTERS = re.compile(r"[\W_]+")
WORDS = re.compile(r"\w+")


def letters(text):
    return NOT_LETTERS.sub("", text)


def tree_of(page):
    root = build(bounded(page))
    if root is not None:
        etree.strip_elements(root, *SILENT.split(), with_tail=False)
    return root


def shown(root):
    """Return the text nodes of a page, and the letters of the page with and without what its style sheets hide."""
    texts, all_of_it, seen = [], [], []
    for node in root.xpath("descendant-or-self::text()[normalize-space()]"):
        element = node.getparent().getparent() if node.is_tail else node.getparent()
        text = str(node)
        texts.append(text)
        all_of_it.append(letters(text))
        around = [] if element is None else [element, *element.iterancestors()]
        if not any(is_hidden(one) or (one.find("img") is not None and len(one.findall("a")) > 1) for one in around):
            seen.append(letters(text))
    return texts, ("".join(all_of_it), "".join(seen))


def cut_blocks(article, page):
    """Return the kept texts that do not stand on the page in one piece."""
    _, forms = shown(tree_of(page))
    return [
        block.text
        for block in article.blocks
        if block.kind.value not in ("image", "embed") and not any(letters(block.text) in form for form in forms)
    ]


def lost_texts(article, page):
    """Return the texts of the page that are neither kept nor dropped."""
    texts, _ = shown(tree_of(page))
    told = [one.text for one in (*article.dropped, *article.blocks)]
    told += [said for block in article.blocks for said in (block.credit, block.attribution) if said]
    # who says a quote stands before it, who made a picture behind its caption: one node of the page may hold both
    whole = [f"{block.attribution or ''}{block.text}{block.credit or ''}" for block in article.blocks]
    joined = "".join(map(letters, (*told, *whole)))
    leading = [*labels(available()), *(word for code in available() for word in table(code, Metadata).photo)]
    words = {word.casefold() for text in (*told, article.title, *leading) for word in WORDS.findall(text)}
    return [
        text
        for text in texts
        if not any(form in joined for form in without_labels(letters(text), leading))
        and not all(word.casefold() in words for word in WORDS.findall(text))
    ]


def without_labels(text, leading):
    """Return a text, and what is left of it behind the labels that it begins with."""
    sizes = {len(letters(label)) for label in leading if text.casefold().startswith(letters(label).casefold())}
    return [text, *(text[size:] for size in sizes)]
