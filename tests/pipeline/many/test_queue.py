"""What a batch asks for."""

from pipeline.many.queue import requests_for
from pipeline.request import Request
from tests.support.batches import key, settings
from tests.support.publisher import edition, write


def test_batch_takes_folders_of_stories_and_single_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_SERVE_FOLDERS", str(tmp_path))
    for name in ("one", "two"):
        write(tmp_path / "all" / name, [edition("uk"), edition("ru")])
    single = write(tmp_path / "single", [edition("uk"), edition("ru")])
    found = requests_for([str(tmp_path / "all"), str(single), "https://visnyk.example/1"], "", settings())
    expected = [str(tmp_path / "all" / "one"), str(tmp_path / "all" / "two"), str(single), "https://visnyk.example/1"]
    assert [key(each) for each in found] == expected


def test_stories_of_an_archive_have_keys_of_their_own():
    crawl = [Request(story="a.warc", editions={"uk": f"u{n}", "ru": f"r{n}"}) for n in range(2)]
    assert [key(each) for each in crawl] == ["r0 u0", "r1 u1"]
