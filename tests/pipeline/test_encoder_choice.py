from dataclasses import replace

import pytest

from alignment.encoders.encoder import default_embedder
from pipeline import doctor
from pipeline.check import Request, check
from pipeline.comparing.reuse import inputs
from pipeline.encoder_choice import EndpointError, chosen_encoder
from pipeline.errors import FETCHING, SettingsError
from pipeline.settings.load import EncoderSettings, load_settings
from storage.store import Store
from tests.support.encoders import MODEL, vectors_served
from tests.support.publisher import edition, without, write

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")


@pytest.fixture(scope="module")
def endpoint():
    with vectors_served() as url:
        yield url


def served(settings, url):
    return replace(settings, encoder=EncoderSettings(url=url, model=MODEL))


def encoder_of(settings):
    return [(each.state, each.message.values) for each in doctor.examine(settings) if each.part == "encoder"]


def test_the_encoder_that_works_offline_is_chosen_where_none_is_set(settings):
    assert chosen_encoder(settings) is default_embedder()


def test_an_endpoint_that_is_set_compares_stories(settings, endpoint, tmp_path):
    settings = served(settings, endpoint)
    folder = write(tmp_path / "bridge", [edition("uk"), edition("en"), without(edition("ru"), 2)])
    comparison = check(Request(story=str(folder)), settings, progress=lambda _: None)
    assert ("missing", "ru") in {(each.kind, each.edition) for each in comparison.findings}
    texts = [block.text for block in comparison.articles["uk"].blocks]
    with Store(settings.database_url) as store:
        assert set(store.vectors.load(f"http-{MODEL}", texts)) == set(texts)
    assert encoder_of(settings) == [(doctor.State.GOOD, {"name": f"http-{MODEL}"})]


def test_an_endpoint_that_is_away_is_one_line_and_no_comparison(settings, tmp_path):
    settings = served(settings, "http://127.0.0.1:9/v1")
    folder = write(tmp_path / "bridge", [edition("uk"), edition("en")])
    with pytest.raises(
        EndpointError, match=r"the encoder at http://127\.0\.0\.1:9/v1/embeddings gives no vectors"
    ) as caught:
        check(Request(story=str(folder)), settings, progress=lambda _: None)
    assert caught.value.exit_status == FETCHING
    ((state, values),) = encoder_of(settings)
    assert state is doctor.State.BROKEN
    assert values["address"] == "http://127.0.0.1:9/v1/embeddings"


def test_a_comparison_by_another_encoder_is_made_anew(settings):
    pages = {"uk": ("https://visnyk.example/1", b"page")}
    by_two = (
        inputs(served(settings, "http://a.example/v1"), pages),
        inputs(served(settings, "http://b.example/v1"), pages),
    )
    assert by_two[0] == by_two[1] != inputs(settings, pages)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ZVIRKA_ENCODER_URL": "http://127.0.0.1:1/v1"}, "encoder.model: none is given"),
        ({"ZVIRKA_ENCODER_URL": "localhost:1", "ZVIRKA_ENCODER_MODEL": "m"}, "encoder.url: localhost:1 is no address"),
    ],
)
def test_an_endpoint_that_cannot_be_asked_is_refused_at_once(tmp_path, values, said):
    with pytest.raises(SettingsError, match=said):
        load_settings({"ZVIRKA_HOME": str(tmp_path), **values})


def test_its_key_is_never_shown(tmp_path):
    values = {
        "ZVIRKA_ENCODER_URL": "http://127.0.0.1:1/v1",
        "ZVIRKA_ENCODER_MODEL": "m",
        "ZVIRKA_ENCODER_KEY": "hidden",
    }
    assert "hidden" not in repr(load_settings({"ZVIRKA_HOME": str(tmp_path), **values}))
