"""Ukrainska Pravda with European Pravda and Ekonomichna Pravda, in Ukrainian, Russian and English."""

from parsers.publishers.edition_addresses import pravda
from parsers.publishers.profile import Profile
from parsers.types import DropReason

PROFILE = Profile(
    name="Ukrainska Pravda",
    hosts=("pravda.com.ua", "epravda.com.ua", "eurointegration.com.ua"),
    body=(".post_news_body", "article.post_article"),
    headline=("h1.post_article_title", "h1"),
    caption=(".image-box__caption", ".image-box__author"),
    author=(".post_author_name", ".post_news_author"),
    drop=(
        (".lang_menu_item", DropReason.SWITCHER),
        (".post_author_name", DropReason.BYLINE),
        (".post_author_date", DropReason.BYLINE),
        (".post_news_author", DropReason.BYLINE),
        (".article_story_grid", DropReason.READ_ALSO),
        (".section_other_news", DropReason.READ_ALSO),
    ),
    editions=pravda,
)
