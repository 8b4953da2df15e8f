import pytest

from pipeline.errors import SettingsError, ZvirkaError
from pipeline.settings.load import load_settings


@pytest.fixture
def load(tmp_path):
    def load(text="", **environ):
        (tmp_path / "zvirka.toml").write_text(text)
        return load_settings({"ZVIRKA_HOME": str(tmp_path), **environ})

    return load


def test_defaults_lie_under_home(load, tmp_path):
    settings = load()
    assert settings.home == tmp_path
    assert settings.database_url == f"sqlite:///{tmp_path}/zvirka.db"
    assert settings.languages == ("uk", "en", "ru")
    assert settings.allowed_hosts == frozenset()
    assert settings.fetch.robots


def test_home_defaults_to_the_platforms_folder(monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert load_settings({}).home.name == "zvirka"


def test_file_is_read(load):
    settings = load('languages = ["uk", "pl"]\n[fetch]\ndelay = 2.5\ncontact = "desk@visnyk.example"\n')
    assert (settings.languages, settings.fetch.delay, settings.contact) == (("uk", "pl"), 2.5, "desk@visnyk.example")


def test_environment_wins_over_the_file(load):
    settings = load(
        'database_url = "sqlite:////elsewhere.db"\n[fetch]\nallowed_hosts = ["a.example"]\n',
        ZVIRKA_DATABASE_URL="postgresql://localhost/zvirka",
        ZVIRKA_ALLOW_HOSTS="127.0.0.1, localhost",
    )
    assert settings.database_url == "postgresql://localhost/zvirka"
    assert settings.allowed_hosts == {"127.0.0.1", "localhost"}


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "uk_UA.UTF-8"}, "uk"),
        ({"LC_ALL": "ru_RU", "LANG": "uk_UA.UTF-8"}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "uk_UA.UTF-8", "ZVIRKA_UI_LANGUAGE": "en"}, "en"),
    ],
)
def test_interface_language_follows_the_system(load, environ, language):
    assert load(**environ).ui_language == language


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", "colour is no setting"),
        ("[fetch]\ntimout = 1", "fetch.timout is no setting"),
        ("[fetch]\ntimeout = 'soon'", "fetch.timeout: soon"),
        ("[fetch]\ntimeout = 0", "fetch.timeout: 0.0 is too small"),
        ("[fetch]\ndelay = -1", "fetch.delay: -1.0 is too small"),
        ("[history]\nkeep_days = -1", "history.keep_days"),
        ("[history]\nkeep_runs = -1", "history.keep_runs"),
        ("languages = ['uk']", "two or more"),
        ("languages = ['uk', 'ukrainian!']", "no language code"),
        ("time_zone = 'Europe'", "no zone Europe"),
        ("time_zone = '../../etc/passwd'", "no zone"),
        ("[serve]\nrecheck = 'hourly'", "serve.recheck is no cron line"),
        ("fetch = 3", "fetch"),
        ("languages = [", "cannot be read"),
    ],
)
def test_bad_setting_is_one_clear_line(load, text, said):
    with pytest.raises(SettingsError, match=said) as caught:
        load(text)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_bad_environment_is_one_clear_line(load):
    with pytest.raises(SettingsError, match="ZVIRKA_LANGUAGES names nothing"):
        load(ZVIRKA_LANGUAGES=" , ")


def test_file_that_was_named_has_to_be_there(tmp_path):
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings({"ZVIRKA_HOME": str(tmp_path)}, tmp_path / "other.toml")


def test_keys_are_never_shown(load):
    settings = load(ZVIRKA_DEEPL_KEY="secret-key", ZVIRKA_LIBRE_KEY="secret-key")
    assert settings.drafts.deepl_key == "secret-key"
    assert "secret-key" not in repr(settings)


def test_publishers_are_known_by_their_hosts(load, tmp_path):
    (tmp_path / "publishers.toml").write_text(
        '[visnyk]\nfeeds = { en = "https://www.visnyk.example/en/rss" }\nstale_after = 6\n'
        '[herald]\nhosts = ["herald.example", "herald.test"]\nfeeds = ["https://feeds.example/rss"]\n'
    )
    known = load().publishers
    assert set(known) == {"visnyk.example", "herald.example", "herald.test"}
    assert known["visnyk.example"].by_language == {"en": "https://www.visnyk.example/en/rss"}
    assert (known["visnyk.example"].stale_after, known["herald.test"].by_language) == (6.0, {})


def test_publishers_have_a_file_of_their_own(load):
    with pytest.raises(SettingsError, match=r"publishers\.toml"):
        load('[publishers."visnyk.example"]\nstale_after = 6\n')


def test_archive_by_days_is_checked(tmp_path):
    (tmp_path / "publishers.toml").write_text(
        '[visnyk]\narchives = [{ address = "https://visnyk.example/{year}", links = "/news/" }]\n'
    )
    with pytest.raises(ZvirkaError, match=r"archives.0 of visnyk cannot be used .*\{month\}"):
        load_settings({"ZVIRKA_HOME": str(tmp_path)})


def test_hosts_of_an_archive_are_the_publishers(tmp_path):
    (tmp_path / "publishers.toml").write_text(
        '[visnyk]\narchives = [{ address = "https://www.visnyk.example/{year}{month}{day}", links = "/news/" }]\n'
    )
    assert set(load_settings({"ZVIRKA_HOME": str(tmp_path)}).publishers) == {"visnyk.example"}
