"""Ukrainska Pravda with European Pravda and Ekonomichna Pravda, in Ukrainian, Russian and English."""

from parsers.publishers.editions import pravda
from parsers.publishers.profile import Profile

PROFILE = Profile(
    name="Ukrainska Pravda",
    hosts=("pravda.com.ua", "epravda.com.ua", "eurointegration.com.ua"),
    body=(".post_news_body", ".post_article_body", ".post_text", "article.post_article"),
    headline=(".post_article_title", ".post_news_title", "h1"),
    caption=(".image-box__caption",),
    author=(".post_author_name", ".post_news_author"),
    drop=(
        (".lang_menu", "boilerplate:switcher"),
        (".lang_menu_item", "boilerplate:switcher"),
        (".post_author", "byline"),
        (".post_author_name", "byline"),
        (".post_author_date", "byline"),
        (".post_news_author", "byline"),
        (".article_story_grid", "boilerplate:read-also"),
        (".section_other_news", "boilerplate:read-also"),
        (".post_tags", "tags"),
        (".post_news_tags", "tags"),
    ),
    editions=pravda,
)
