"""president.gov.ua: the office of the President of Ukraine, in Ukrainian and English with the same slug and number."""

from parsers.publishers.edition_addresses import president
from parsers.publishers.profile import Profile

PROFILE = Profile(
    name="President of Ukraine",
    hosts=("president.gov.ua",),
    body=("div.article_content",),
    editions=president,
)
