import pytest

from parsers.metadata.authors import split


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Author: Daryna Moroz", ("Daryna Moroz",)),
        ("By Ann Poe and Ben Ray, staff writers", ("Ann Poe", "Ben Ray")),
        ("Автор: Леся Мороз, Петро Гай", ("Леся Мороз", "Петро Гай")),
        ("Автори: Леся Мороз та Петро Гай", ("Леся Мороз", "Петро Гай")),
        ("Вера Сом и Олег Лис", ("Вера Сом", "Олег Лис")),
        ("Оксана Тур 18 ноября, 05:30", ("Оксана Тур",)),
        ("Ann Poe (ann@post.example)", ("Ann Poe",)),
        ("https://post.example/authors/ann", ()),
        ("105092", ()),
        ("", ()),
        ("She has been writing about harbours and trams for twenty years", ()),
    ],
)
def test_bylines(byline, names):
    assert split([byline]) == names
