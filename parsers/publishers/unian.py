"""UNIAN: unian.ua in Ukrainian, unian.net in Russian, unian.info in English; ids differ, the switcher links them."""

from parsers.publishers.profile import Profile

PROFILE = Profile(
    name="UNIAN",
    hosts=("unian.ua", "unian.net", "unian.info"),
    body=("div.article-text",),
    lead=("p.article__like-h2",),
)
