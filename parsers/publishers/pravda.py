"""Ukrainska Pravda with European Pravda and Ekonomichna Pravda, in Ukrainian, Russian and English."""

from parsers.publishers.editions import pravda
from parsers.publishers.profile import Profile

PROFILE = Profile(
    name="Ukrainska Pravda",
    hosts=("pravda.com.ua", "epravda.com.ua", "eurointegration.com.ua"),
    body=(".post_news_body", "article.post_article"),
    headline=("h1.post_article_title", "h1"),
    caption=(".image-box__caption", ".image-box__author"),
    author=(".post_author_name", ".post_news_author"),
    drop=(
        (".lang_menu_item", "boilerplate:switcher"),
        (".post_author_name", "byline"),
        (".post_author_date", "byline"),
        (".post_news_author", "byline"),
        (".article_story_grid", "boilerplate:read-also"),
        (".section_other_news", "boilerplate:read-also"),
    ),
    editions=pravda,
)
