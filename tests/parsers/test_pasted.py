"""Furniture in text that people copy from pages: each line is kept or dropped with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.text import parse_text
from parsers.types import UnreadablePageError

TITLE = "Town gets its old clock back"
LEAD = "The clock on the tower goes again after forty years."
END = "It strikes only by day."


def read(*lines):
    return parse_text("\n".join(lines), url="pasted")


@pytest.mark.parametrize(
    "line",
    [
        "Lviv • Herald",
        "• 318 views",
        "2 min read",
        "3 хв читати",
        "09:15 04.11.2025",
        "4 листопада 2025, 09:15",
        "Updated: 17:26",
        "2 840 17",
        "7",
        "—",
        "Baker wins the race again04.11.25, 09:15 • 77 views",
        "For more stories from our valley, please follow us on the new site.",
        "Author: Ann Poe",
        "By Ann Poe",
        "Ann Poe, editor of the evening page",
        "Оксана Гай, редакторка вечірніх новин",
        "Front page / World / Views",
        "Головна > Новини > Львівщина",
        "Previous slide Next slide",
        "Comments (3)",
        "Коментарі (0)",
        "Sign up for our evening letters",
        "Підпишіться на розсилку",
        "Tags: clock, tower",
        "#clock",
        "#годинник #Lviv_Oblast, #2025",
    ],
)
def test_furniture_leaves_the_story(line):
    article = read(TITLE, line, LEAD, line, END)
    assert (article.title, [block.text for block in article.blocks]) == (TITLE, [LEAD, END])
    assert [each.text for each in article.dropped] == [line, line]


@pytest.mark.parametrize(
    "line",
    [
        "Updated: one more wheel is broken.",
        "At 09:15 the clock struck for the first time.",
        "The mayor came on 4 November 2025.",
        "It weighs 318 kilograms.",
        "In 2025: what comes next?",
        "#Clock is what the town now calls its tower.",
        "It sits at #4, Ring square",
        "By noon the whole town knew it",
        "Ann Poe, editor of the evening page, wound it first.",
        "Ann Poe, the mayor",
    ],
)
def test_sentences_with_times_and_numbers_stay(line):
    texts = [block.text for block in read(TITLE, LEAD, line, END).blocks]
    assert line.removeprefix("Updated: ") in texts  # that is its label


@pytest.mark.parametrize(
    "above",
    [
        "Гірський вісник",
        "War",
        "12:40",
        "2 840 17",
        "$ 41.19 € 46.88",
        "Головна / Світ / Погляди",
        "Іван Коваль. Фото: агенція",
        "ua en ru",
    ],
)
def test_the_headline_is_no_agency_section_number_time_or_caption(above):
    title = "Місто повертає собі годинник"
    article = read(above, title, "Годинник на вежі знову йде.", "Його лагодили два роки.")
    assert (article.title, len([block for block in article.blocks if block.kind.value == "paragraph"])) == (title, 2)


@pytest.mark.parametrize("credit", ["Photo: school club", "Фото: шкільний гурток"])
def test_a_headline_of_two_words_is_known_by_the_photo_that_it_describes(credit):
    article = read("Latest news", "Wind clocks", f"Wind clocks {credit}", LEAD, END)
    assert (article.title, [block.text for block in article.blocks]) == (
        "Wind clocks",
        [credit.partition(": ")[2], LEAD, END],
    )


def test_authors_are_named_without_what_they_are():
    assert read(TITLE, "By Ann Poe, editor", LEAD, END).authors == ("Ann Poe",)


def test_a_text_that_begins_with_its_caption_has_no_headline():
    article = read("Іван Коваль. Фото: агенція", "Годинник на вежі знову йде.", "Його лагодили два роки.")
    assert (article.title, article.blocks[0].kind.value) == ("", "caption")


def test_a_lead_that_begins_with_the_headline_keeps_its_words():
    lead = f"{TITLE}, the mayor said on Monday."
    article = read(TITLE, TITLE, lead, END)
    assert [block.text for block in article.blocks] == [lead, END]
    assert [each.reason for each in article.dropped] == ["duplicate-of-title"]


@pytest.mark.parametrize(
    "line", ["The wheels before the repair. Photo: school club", "Video of the tower / © Herald", "illustrative photo"]
)
def test_lines_with_credits_are_captions(line):
    assert [block.kind.value for block in read(TITLE, LEAD, line, END).blocks] == ["paragraph", "caption", "paragraph"]


def test_main_points_are_a_box_and_end_with_their_bullets():
    article = read(TITLE, "Main points:", "• The clock goes.", "• It took two years.", LEAD, END)
    assert [block.role and block.role.value for block in article.blocks] == ["box", "box", "lead", None]


def test_a_verb_of_speech_needs_no_quotation_marks_above_it():
    said = "We waited for it for forty years."
    article = read(TITLE, LEAD, said, "- Poe emphasized.", END)
    assert [(block.text, block.attribution) for block in article.blocks][1:] == [(said, "Poe emphasized"), (END, None)]


def test_bullets_that_end_with_a_quotation_mark_swallow_nothing():
    bullets = ["- He opened the park “Old Clock”", "- The school got books", "- A wheel was made"]
    texts = [block.text for block in read(TITLE, LEAD, *bullets, END).blocks]
    assert texts == [LEAD, *bullets, END]


def test_a_line_on_when_the_story_was_updated_is_an_update():
    article = read(TITLE, LEAD, "Updated at 17:26, one wheel more", END)
    assert [block.role and block.role.value for block in article.blocks] == ["lead", "update", None]


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60),
            st.sampled_from([TITLE, LEAD, "Photo: a (b)", "Details:", "• one", "- Poe said.", "ua en ru", "12:40"]),
        ),
        max_size=12,
    )
)
def test_no_line_vanishes(lines):
    try:
        article = read(*lines, LEAD)
    except UnreadablePageError:
        return
    numbers = {number for number, line in enumerate("\n".join([*lines, LEAD]).splitlines(), 1) if line.split()}
    kept = "\n".join([article.title, *(f"{block.text} {block.credit} {block.attribution}" for block in article.blocks)])
    known = {int(each.path.removeprefix("line:")) for each in (*article.blocks, *article.dropped)}
    source = "\n".join([*lines, LEAD]).splitlines()
    for number in numbers - known:  # a label, an attribution, a credit or the headline: joined to another line
        words = source[number - 1].strip("-–—#. :").split()
        label = any(block.label for block in article.blocks) or len(words) <= 2
        assert label or words[-1].rstrip(".") in kept
