"""Interfax-Ukraine: one host per language; ids differ by a few, so that the page's own links tell the editions."""

from parsers.publishers.profile import Profile

PROFILE = Profile(name="Interfax-Ukraine", hosts=("interfax.com.ua",), body=("div.article-content",))
