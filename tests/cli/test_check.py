"""``zvirka check`` keeps its contract: streams, exit statuses, one line for each error."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import run
from reports.formats.report_formats import FORMATS

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "security-guarantees"


@pytest.fixture(autouse=True)
def home(home, monkeypatch):
    monkeypatch.delenv("ZVIRKA_UI_LANGUAGE")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.delenv("LC_ALL", raising=False)
    return home


def zvirka(*arguments, **options):
    command = [Path(sys.executable).with_name("zvirka"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, **options)


def test_report_alone_on_standard_output():
    done = zvirka("check", EXAMPLE, "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["schema"] == "zvirka.report/1"
    assert done.stderr == ""


def test_heavy_parts_stay_out():
    code = f"""
import sys
from flows.cli import run
from reports.formats.report_formats import FORMATS
status = run(["check", {str(EXAMPLE)!r}, "--format", "json"])
heavy = {{"prefect", "trafilatura", "deep_translator", "lingua", "dateparser", "fastapi", "uvicorn", "torch"}}
print(status, sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr.splitlines()[-1] == "1 []"


def test_migrations_are_loaded_for_a_new_database_only(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    code = f"""
import sys
from flows.cli import run
from reports.formats.report_formats import FORMATS
run(["check", {str(EXAMPLE)!r}, "--format", "json"])
print("alembic" in sys.modules, file=sys.stderr)
"""
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr.strip()
        for _ in range(2)
    ]
    assert said == ["True", "False"]


def test_reader_that_goes_away_is_no_error():
    script = f"{Path(sys.executable).with_name('zvirka')} check {EXAMPLE} --format json | head -c 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.parametrize(
    ("fail_on", "status"), [("critical", 0), ("major", 1), ("minor", 1), ("info", 1), ("never", 0)]
)
def test_exit_status_by_severity(fail_on, status, tmp_path, capsys):
    story(tmp_path)
    (tmp_path / "en.html").write_bytes(b"%PDF")  # a major finding
    assert run(["check", str(tmp_path), "--fail-on", fail_on]) == status
    assert capsys.readouterr().err == ""


def test_editions_that_agree_end_with_0(tmp_path, capsys):
    pages = story(tmp_path)
    assert run(["check", "--uk", str(pages / "uk.txt"), "--ru", str(pages / "ru.txt"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def story(folder):
    """Write two editions that say the same."""
    uk = "Міст відкрили для руху\n\nУ вівторок міст відкрили для руху.\n\nРемонт тривав 14 місяців.\n"
    ru = "Мост открыли для движения\n\nВо вторник мост открыли для движения.\n\nРемонт длился 14 месяцев.\n"
    (folder / "uk.txt").write_text(uk)
    (folder / "ru.txt").write_text(ru)
    return folder


def test_output_goes_to_the_file_and_its_name_to_standard_error(tmp_path, capsys):
    report = tmp_path / "report.html"
    assert run(["check", str(EXAMPLE), "--format", "html", "-o", str(report)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"Report: {report}\n"
    assert report.read_text().lower().startswith("<!doctype html>")


def test_output_keeps_what_it_replaces_until_it_is_whole(tmp_path):
    report = tmp_path / "report.json"
    report.write_text("before")
    assert run(["check", str(tmp_path / "nothing"), "-o", str(report)]) == 2
    assert report.read_text() == "before"
    assert list(tmp_path.iterdir()) == [report]


def test_every_language_speaks(capsys):
    for language in ("uk", "ru"):
        assert run(["check", "--wrong", "--ui-language", language]) == 2
        assert "unknown option" not in capsys.readouterr().err


def test_formats_that_need_more_are_refused_before_the_work(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "translate", None)
    assert run(["check", str(EXAMPLE), "--format", "tmx"]) == 2
    assert "translate-toolkit" in line(capsys)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_one_of_the_command(format_, tmp_path):
    report = tmp_path / "report"
    arguments = ["check", str(EXAMPLE), "--fail-on", "never", "--format", format_, "--output", str(report)]
    assert run(arguments) == 0
    assert report.stat().st_size


@pytest.mark.parametrize(
    ("format_", "said"),
    [("tmx", "<tu "), ("xliff", "<trans-unit "), ("xliff2", "<segment "), ("rows-csv", "text:uk"), ("rows-jsonl", "{")],
)
def test_exports_go_to_the_output(format_, said, capsys):
    assert run(["check", str(EXAMPLE), "--format", format_]) == 1
    assert said in capsys.readouterr().out


def line(capsys):
    """Return the only line that was written, on standard error."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    assert err.startswith("zvirka: ")
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--wrong"], "unknown option --wrong"),
        (["--format", "pdf"], "use one of rich, json"),
        (["a", "b"], "unexpected argument b"),
        (["--uk"], "--uk needs a value"),
        (["--uk", "a", "--uk", "b"], "--uk is given twice"),
        ([], "give a URL"),
        (["--ui-language", "xx"], "there is no interface in xx"),
        (["nothing.html"], "does not exist"),
        (["a", "-o", "no/such/folder.json"], "the folder no/such does not exist"),
        (["a", "-o", "/"], "/ is a folder"),
    ],
)
def test_mistakes_are_one_line(arguments, said, capsys):
    assert run(["check", *arguments]) == 2
    assert said in line(capsys)


def test_unknown_command(capsys):
    assert run(["chek"]) == 2
    assert "unknown command chek" in line(capsys)


def test_bad_settings_are_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    (tmp_path / "zvirka.toml").write_text("languages = 3\n")
    assert run(["check", str(EXAMPLE)]) == 2
    assert "languages" in line(capsys)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", id="PDF"),
        pytest.param(b"<html><body></body></html>", id="no article"),
    ],
)
def test_one_bad_edition_of_three_is_a_finding(content, tmp_path, capsys):
    story(tmp_path)
    (tmp_path / "en.html").write_bytes(content)
    assert run(["check", str(tmp_path), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["kind"], each["severity"], each["edition"]) for each in findings] == [
        ("edition-unavailable", "major", "en")
    ]


def test_an_edition_can_come_from_standard_input(tmp_path):
    story(tmp_path)
    text = (tmp_path / "ru.txt").read_text()
    done = zvirka("check", "--uk", tmp_path / "uk.txt", "--ru", "-", "--format", "csv", input=text)
    assert (done.returncode, done.stderr) == (0, "")


def test_fewer_than_two_because_of_files_is_2(tmp_path, capsys):
    story(tmp_path)
    (tmp_path / "ru.txt").write_text("")
    assert run(["check", str(tmp_path)]) == 2
    assert "empty" in line(capsys)


def test_fewer_than_two_because_of_the_web_is_3(tmp_path, monkeypatch, capsys):
    story(tmp_path)
    monkeypatch.setenv("ZVIRKA_ALLOW_HOSTS", "127.0.0.1")
    assert run(["check", "--uk", str(tmp_path / "uk.txt"), "--ru", "http://127.0.0.1:1/story.html"]) == 3
    assert "127.0.0.1" in line(capsys)


@pytest.mark.parametrize(("language", "said"), [("uk", "Найменша важливість"), ("en", "The least severity")])
def test_help_speaks_the_readers_language(capsys, monkeypatch, language, said):
    monkeypatch.setenv("ZVIRKA_UI_LANGUAGE", language)
    assert run(["check", "--help"]) == 0
    assert said in capsys.readouterr().out


def test_help_teaches_with_examples(capsys):
    assert run(["check", "--help"]) == 0
    assert "zvirka check --uk uk.html --en https://www.example.ua/en/story --ru ru.txt" in capsys.readouterr().out


def test_options_follow_the_configured_languages(monkeypatch, tmp_path, capsys):
    story(tmp_path)
    monkeypatch.setenv("ZVIRKA_LANGUAGES", "uk,pl")
    assert run(["check", "--ru", "a"]) == 2
    assert "unknown option --ru" in line(capsys)
    assert run(["check", "--help"]) == 0
    assert "--pl" in capsys.readouterr().out


def test_ua_is_uk_and_a_page_that_is_no_edition_is_named(tmp_path):
    for name, language in (("ua.html", "uk"), ("en.html", "en"), ("russian.html", "ru")):
        shutil.copy(EXAMPLE / f"{language}.html", tmp_path / name)
    done = zvirka("check", tmp_path, "--ru", EXAMPLE / "ru.html", "--format", "json")
    assert list(json.loads(done.stdout)["story"]["editions"]) == ["uk", "en", "ru"]
    assert done.stderr == "russian.html is passed over: files of editions are named uk, en, ru\n"
    done = zvirka("check", "--ua", EXAMPLE / "uk.html", "--en", EXAMPLE / "en.html", "--format", "json")
    assert list(json.loads(done.stdout)["story"]["editions"]) == ["uk", "en"]
