import json
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.types import FindingKind
from pipeline.check import Request, check
from pipeline.drafts import story_drafts as drafting
from pipeline.drafts.faults import Fault, TranslationError, checked
from pipeline.drafts.services.deep_translators import MODULES, DeepTranslator
from pipeline.drafts.services.manners import Patient
from pipeline.drafts.services.pieces import pieces_of
from pipeline.drafts.translators import PROVIDERS, translator
from pipeline.errors import SettingsError, UsageError
from pipeline.settings.load import DraftSettings
from storage.store import Store
from tests.support.libre import JSON, Chat, translated
from tests.support.publisher import edition, without, write
from tests.support.site import Answer, Site

OPEN = frozenset({"127.0.0.1"})
HASTY = {"delay": 0.0, "backoff": 0.01, "retries": 0}


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "bridge", [edition("uk"), edition("en"), without(edition("ru"), 2)])


@pytest.fixture
def run(settings, libre, folder, said):
    def run(provider="libre", **changes):
        drafts = replace(settings.drafts, libre_url=libre.base, **{**HASTY, **changes})
        return check(Request(story=str(folder), draft=provider), replace(settings, drafts=drafts), progress=said.append)

    return run


@pytest.mark.parametrize("provider", ["libre", "deep-libre"])
def test_missing_paragraph_is_drafted_from_each_of_the_others(run, provider):
    comparison = run(provider)
    missing = next(finding for finding in comparison.findings if finding.kind == "missing")
    assert [(draft.finding, draft.source, draft.target, draft.provider) for draft in comparison.drafts] == [
        (missing.id, "uk", "ru", provider),
        (missing.id, "en", "ru", provider),
    ]
    for draft in comparison.drafts:
        assert draft.text == translated(edition(draft.source).paragraphs[2], "ru")
        assert (draft.error, draft.cause) == (None, None)
        assert draft.text not in [block.text for block in comparison.articles["ru"].blocks]


def test_omitted_sentence_is_drafted_alone(settings, libre, tmp_path, said):
    added = {
        "uk": " Проєкт підготував інститут у Харкові за два місяці.",
        "en": " The design was drawn up by an institute in Kharkiv within two months.",
    }
    pages = [edition("uk"), edition("en"), edition("ru")]
    longer = [
        replace(each, paragraphs=(each.paragraphs[0] + added.get(each.language, ""), *each.paragraphs[1:]))
        for each in pages
    ]
    folder = write(tmp_path / "omitted", longer)
    drafts = replace(settings.drafts, libre_url=libre.base, **HASTY)
    request = Request(story=str(folder), draft="libre")
    comparison = check(request, replace(settings, drafts=drafts), progress=said.append)
    assert [finding.kind for finding in comparison.findings] == [FindingKind.OMISSION]
    assert {asked["q"] for asked in libre.asked()} == {text.strip() for text in added.values()}
    assert [draft.target for draft in comparison.drafts] == ["ru", "ru"]


def test_second_run_asks_nobody(run, libre):
    first, second = run(), run()
    assert len(libre.seen) == 2
    assert [draft.text for draft in second.drafts] == [draft.text for draft in first.drafts]
    for earlier, later in zip(first.drafts, second.drafts, strict=True):
        assert later.created <= earlier.created  # when the machine made it, not when it was shown again


def test_drafts_stay_as_long_as_what_they_are_for(run, settings, folder, said):
    run()
    again = check(Request(story=str(folder)), settings, progress=said.append)
    assert len(again.drafts) == 2
    write(folder, [edition("ru")])
    assert check(Request(story=str(folder)), settings, progress=said.append).drafts == ()


def test_another_provider_has_a_cache_of_its_own(run, libre):
    run()
    run("deep-libre")
    assert len(libre.seen) == 4


def test_no_drafts_unless_asked_for(settings, folder, libre, said):
    assert check(Request(story=str(folder)), settings, progress=said.append).drafts == ()
    assert not libre.seen


LONG = "х" * 30
SOURCE = edition("uk").paragraphs[2]


def answering(text):
    return Answer(body=json.dumps({"translatedText": text}).encode(), headers=JSON)


#: What a service may do wrong, and what that is called.
FAULTS = {
    "web page": (Answer(body=b"<!doctype html><html><body>busy</body></html>"), "unreadable"),
    "broken json": (Answer(body=b'{"translatedText": "', headers=JSON), "unreadable"),
    "other json": (Answer(body=b'{"error": "no"}', headers=JSON), "unreadable"),
    "a number": (answering(12), "unreadable"),
    "too many requests": (Answer(status=429, headers=JSON), "rate-limited"),
    "too many requests, come back tomorrow": (
        Answer(status=429, headers={**JSON, "Retry-After": "86400"}),
        "rate-limited",
    ),
    "server error": (Answer(status=500, body=b"oops"), "status"),
    "key refused": (Answer(status=403, body=b"{}", headers=JSON), "key"),
    "redirect": (Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}), "status"),
    "empty translation": (answering(" "), "empty"),
    "nothing at all": (answering(None), "empty"),
    "the text itself": (answering(SOURCE), "unchanged"),
    "another language": (answering("Lorries are sent to the bypass while the bridge is being repaired."), "language"),
    "a sister language": (
        answering("Вантажівки їдуть в об'їзд, її ширина є дев'ять метрів, і це ще не кінець."),
        "language",
    ),
    "ten megabytes": (Answer(body=b'{"translatedText": "' + b"a" * 10_000_000 + b'"}', headers=JSON), "too-large"),
    "far too long": (answering("это очень длинный ответ " * 200), "too-large"),
    "connection breaks": (Answer(body=b"x" * 50, cut=3, headers=JSON), "connection"),
    "slow": (Answer(body=b"{}", delay=1.0, headers=JSON), "no-answer"),
    "a byte at a time": (Answer(body=b"{" + b" " * 500, drip=0.02, headers=JSON), "no-answer"),
}


@pytest.mark.parametrize(
    ("made", "text", "fault"),
    [
        ("НАТО", "НАТО", None),
        ("YouTube", "YouTube", None),
        ("12,5", "12,5", None),
        ("Vitali Klitschko", "Віталій Кличко", None),
        ("мост закрыт надолго", "міст зачинено надовго", None),
        ("Добрий день, світе!", "добрий день, світе!", Fault.UNCHANGED),
        (SOURCE.replace("Вантажівок", "вантажівок") + " ", SOURCE, Fault.UNCHANGED),
        ("the bridge is closed", "міст зачинено надовго", Fault.LANGUAGE),
        ("\u200b \n", "міст", Fault.EMPTY),
    ],
)
def test_what_may_be_the_same_in_two_languages(made, text, fault):
    assert fault_of(made, text) is fault


def fault_of(made, text):
    try:
        checked(made, text, name="x", target="ru", languages=("uk", "en", "ru"))
    except TranslationError as error:
        return error.fault
    return None


def translate(service):
    given = service.translate(SOURCE, source="uk", target="ru", timeout=5)
    return checked(given, SOURCE, name=service.name, target="ru", languages=("uk", "en", "ru"))


@pytest.mark.parametrize("provider", ["libre", "deep-libre"])
@pytest.mark.parametrize(("answer", "cause"), FAULTS.values(), ids=FAULTS)
def test_every_fault_of_a_service_has_a_name(libre, provider, answer, cause):
    libre.put("/translate", answer)
    settings = DraftSettings(libre_url=libre.base, timeout=0.4 if answer.delay else 10.0, **HASTY)
    service = translator(provider, settings, OPEN)
    with pytest.raises(TranslationError) as failed:
        translate(service)
    assert failed.value.fault == cause
    assert "\n" not in str(failed.value)
    assert str(failed.value).startswith(provider)


WITHOUT_SHAPE = ["web page", "broken json", "other json", "too many requests", "key refused", "ten megabytes", "slow"]


@pytest.mark.parametrize("name", WITHOUT_SHAPE)
def test_a_chat_model_fails_by_the_same_names(name):
    answer, cause = FAULTS[name]
    chat = Chat("")
    try:
        chat.put("/v1/chat/completions", answer)
        settings = DraftSettings(openai_url=chat.base, openai_model="small", openai_key="secret", **HASTY)
        settings = replace(settings, timeout=0.4 if answer.delay else 10.0)
        with pytest.raises(TranslationError) as failed:
            translate(translator("openai", settings, OPEN))
    finally:
        chat.stop()
    assert failed.value.fault == cause
    assert "secret" not in str(failed.value)


@pytest.mark.parametrize("name", ["web page", "the text itself", "slow"])
def test_failing_service_is_a_note_not_a_failed_run(run, libre, name):
    answer, cause = FAULTS[name]
    libre.put("/translate", answer)
    drafts = run(timeout=0.4 if answer.delay else 10.0).drafts
    assert [draft.text for draft in drafts] == [None, None]
    assert drafts[0].cause == cause


def test_failed_draft_is_tried_again_the_next_time(run, libre):
    libre.put("/translate", Answer(status=500), Answer(status=500), libre._translate)
    assert run().drafts[0].text is None
    assert run().drafts[0].text is not None


def test_what_may_pass_is_tried_again_at_once(run, libre):
    libre.put("/translate", Answer(status=429), Answer(status=503), libre._translate)
    assert run(retries=2).drafts[0].text is not None


def test_what_will_not_pass_is_not_tried_again(run, libre):
    libre.put("/translate", answering(""))
    run(retries=2)
    assert len(libre.seen) == 2  # once for each of the other editions


def test_requests_keep_their_distance(libre):
    settings = DraftSettings(libre_url=libre.base, delay=0.15)
    service = translator("libre", settings, OPEN)
    begun = time.monotonic()
    for number in range(3):
        service.translate(f"Речення {number}.", source="uk", target="ru", timeout=5)
    assert [seen.at - begun >= number * 0.15 for number, seen in enumerate(libre.seen)] == [True] * 3


def test_deadline_of_a_run(run):
    assert {draft.cause for draft in run(deadline=0.0001).drafts} <= {"no-time", "no-answer"}


def test_key_is_sent_and_never_shown(run, libre):
    libre.key = "right"
    assert run(libre_key="right").drafts[0].text


@pytest.mark.parametrize("provider", ["libre", "deep-libre"])
def test_wrong_key_is_never_shown(run, libre, provider):
    libre.key = "right"
    draft = run(provider, libre_key="wrong-secret").drafts[0]
    assert draft.cause == "key"
    assert "wrong-secret" not in draft.error


def test_long_paragraph_goes_in_pieces(libre):
    long = " ".join(f"Це речення номер {number} про міст через річку Ворсклу." for number in range(90))
    service = translator("libre", DraftSettings(libre_url=libre.base, **HASTY), OPEN)
    service.translate(long, source="uk", target="ru", timeout=5)
    assert " ".join(asked["q"] for asked in libre.asked()) == long
    assert len(libre.seen) == 3


GOOGLE = '<html><body><div class="result-container">{}</div></body></html>'
#: How each of deep-translator's services answers, and with what.
DEEP = {
    "google": ("", GOOGLE.format),
    "mymemory": ("", lambda text: json.dumps({"responseData": {"translatedText": text}, "matches": []})),
    "deepl": ("translate", lambda text: json.dumps({"translations": [{"text": text}]})),
    "microsoft": ("", lambda text: json.dumps([{"translations": [{"text": text, "to": "ru"}]}])),
    "deep-libre": ("translate", lambda text: json.dumps({"translatedText": text})),
}


@pytest.mark.parametrize("name", MODULES)
def test_every_service_of_the_library_keeps_our_rules(name):
    """The library itself sets no limits; its requests go over checked connections, with limits on time and size."""
    site = Site()
    try:
        settings = DraftSettings(
            libre_url=site.url("/"), deepl_key="secret", microsoft_key="secret", timeout=0.4, **HASTY
        )
        service = DeepTranslator(name, settings, OPEN, base_url=site.url("/"))
        path, made = DEEP[name]
        site.put(f"/{path}", Answer(body=made("Грузовики едут в объезд.").encode()))
        assert service.translate(SOURCE, source="uk", target="ru", timeout=5) == "Грузовики едут в объезд."
        assert "secret" not in site.seen[0].path
        outcomes = [
            (Answer(status=429), Fault.RATE_LIMITED),
            (Answer(body=b"<html>busy</html>"), Fault.UNREADABLE),
            (Answer(body=b"x" * 2_000_000), Fault.TOO_LARGE),
            (Answer(delay=1.0), Fault.NO_ANSWER),
        ]
        for answer, fault in outcomes:
            site.put(f"/{path}", answer)
            with pytest.raises(TranslationError) as failed:
                service.translate(SOURCE, source="uk", target="ru", timeout=5)
            assert failed.value.fault is fault
        closed = replace(service, allowed_hosts=frozenset())
        with pytest.raises(TranslationError) as failed:
            closed.translate(SOURCE, source="uk", target="ru", timeout=5)
        assert failed.value.fault is Fault.PRIVATE_ADDRESS
    finally:
        site.stop()


def test_enough_for_today_is_no_translation():
    site = Site()
    warning = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    try:
        site.put("/", Answer(body=DEEP["mymemory"][1](warning).encode()))
        service = DeepTranslator("mymemory", DraftSettings(**HASTY), OPEN, base_url=site.url("/"))
        with pytest.raises(TranslationError) as failed:
            service.translate(SOURCE, source="uk", target="en", timeout=5)
        assert failed.value.fault is Fault.RATE_LIMITED
    finally:
        site.stop()


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("babelfish", DraftSettings(), "google, mymemory, deepl, microsoft, libre"),
        ("libre", DraftSettings(), "drafts.libre_url"),
        ("openai", DraftSettings(openai_url="https://models.example/v1"), "drafts.openai_model"),
        ("deepl", DraftSettings(), "drafts.deepl_key"),
        ("microsoft", DraftSettings(), "drafts.microsoft_key"),
        ("libre", DraftSettings(libre_url="http://10.0.0.1/"), "private address"),
        ("openai", DraftSettings(openai_url="http://169.254.169.254/v1", openai_model="m"), "private address"),
        ("libre", DraftSettings(libre_url="ftp://translate.example/"), "not a web address"),
    ],
)
def test_service_that_cannot_be_used(name, settings, said):
    with pytest.raises(UsageError, match=said):
        translator(name, settings, frozenset())


def test_unknown_service_ends_the_run_before_anything_is_read(settings, folder, said):
    with pytest.raises(UsageError):
        check(Request(story=str(folder), draft="babelfish"), settings, progress=said.append)
    assert not said


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_service_can_be_made(name):
    settings = DraftSettings(
        libre_url="http://127.0.0.1:5000/",
        deepl_key="k",
        microsoft_key="k",
        openai_url="http://127.0.0.1:5000/v1",
        openai_model="small",
    )
    assert translator(name, settings, OPEN).name.startswith(name)


@given(st.text(alphabet="абв. !?\n", max_size=200), st.integers(5, 50))
def test_pieces_lose_nothing_and_fit(text, longest):
    pieces = list(pieces_of(text, longest))
    assert all(len(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


TERMS = """
[[term]]
pair = { uk = ["вантажівок"], en = ["lorries"], ru = ["грузовик*"] }

[[term]]
pair = { uk = ["міст*"], ru = ["мост"] }
forbidden = { ru = ["переправа"] }

[[term]]
forbidden = { ru = ["автотранспорт*"] }
"""


@pytest.fixture
def chat(settings, folder, said):
    """Check the bridge by a chat model that always says the same."""
    chat = Chat("На время работ грузовики едут в объезд, мост закрыт, ширина дороги девять метров, и это всё.")

    def run(text=None, **changes):
        chat.text = text or chat.text
        chosen = {"openai_url": chat.base, "openai_model": "small", "openai_key": "secret", **HASTY, **changes}
        drafts = replace(settings.drafts, **chosen)
        return check(Request(story=str(folder), draft="openai"), replace(settings, drafts=drafts), progress=said.append)

    run.site = chat
    yield run
    chat.stop()


def test_chat_model_is_told_the_words_of_the_house(chat, settings):
    (settings.home / "glossary.toml").write_text(TERMS)
    comparison = chat()
    draft = comparison.drafts[0]
    assert draft.provider == "openai:small"
    assert draft.text == chat.site.text
    asked = [json.loads(seen.body) for seen in chat.site.seen]
    assert "вантажівок = грузовик" in asked[0]["messages"][0]["content"]
    assert asked[0]["messages"][1]["content"] == SOURCE
    assert chat.site.seen[0].headers["authorization"] == "Bearer secret"
    assert [(term.source, term.applied) for term in draft.terms if term.origin == "glossary"] == [("вантажівок", True)]


def test_other_words_are_another_request(chat, settings):
    (settings.home / "glossary.toml").write_text(TERMS)
    chat()
    (settings.home / "glossary.toml").write_text(TERMS.replace('"грузовик*"', '"фура"'))
    chat()
    assert len(chat.site.seen) == 4


def test_unwanted_words_are_replaced_where_that_is_safe_and_told_where_not(chat, settings):
    (settings.home / "glossary.toml").write_text(TERMS.replace('"міст*"', '"ремонту"'))
    said = "Переправа закрыта, весь автотранспорт поедет в объезд, эта переправа не нужна, а дорога девять метров."
    draft = chat(said).drafts[0]
    assert draft.text == said.replace("Переправа", "Мост").replace("переправа", "мост")
    words = {(term.source, term.wanted, term.said, term.applied) for term in draft.terms if term.origin == "glossary"}
    assert words == {
        ("вантажівок", "грузовик", "", False),
        ("ремонту", "мост", "Переправа", True),
        ("", "", "автотранспорт", False),
    }


def test_names_are_those_of_the_target_edition(settings, tmp_path, said):
    lacking = without(edition("en"), 3)
    folder = write(tmp_path / "names", [edition("uk"), lacking, edition("ru")])
    chat = Chat('"We have waited for this money for four years," said Karpow after the session, as it happened.')
    try:
        drafts = replace(settings.drafts, openai_url=chat.base, openai_model="small", **HASTY)
        request = Request(story=str(folder), draft="openai")
        comparison = check(request, replace(settings, drafts=drafts), progress=said.append)
    finally:
        chat.stop()
    draft = next(each for each in comparison.drafts if each.source == "uk")
    assert "said Karpov after" in draft.text
    assert [(term.source, term.wanted, term.said, term.applied) for term in draft.terms] == [
        ("Карпов", "Karpov", "Karpow", True)
    ]


def test_broken_glossary_is_one_line(chat, settings):
    (settings.home / "glossary.toml").write_text("[[term]")
    with pytest.raises(SettingsError, match=r"glossary\.toml"):
        chat()


@pytest.fixture
def stored(settings, folder, libre, said):
    """A story that was compared without drafts, and settings with a provider."""
    comparison = check(Request(story=str(folder)), settings, progress=said.append)
    drafts = replace(settings.drafts, provider="libre", libre_url=libre.base, **HASTY)
    with Store(settings.database_url) as store:
        yield comparison, replace(settings, drafts=drafts), store


def test_stored_story_is_drafted_later(stored):
    comparison, settings, store = stored
    _, made = drafting.draft(comparison.story, None, settings, store)
    assert [draft.source for draft in made] == ["uk", "en"]
    assert store.comparison(comparison.story).drafts == made
    assert store.comparison(comparison.story).articles == comparison.articles
    _, again = drafting.draft(comparison.story, None, settings, store)
    assert len(store.comparison(comparison.story).drafts) == len(again) == 2


def test_names_of_stories_and_findings(stored):
    comparison, _, store = stored
    missing = next(finding.id for finding in comparison.findings if finding.kind == "missing")
    assert drafting.wanted([missing], store) == [drafting.Wanted(comparison.story, frozenset({missing}))]
    assert drafting.wanted([missing, comparison.story], store) == [drafting.Wanted(comparison.story, None)]
    with pytest.raises(UsageError, match="neither a story nor an open finding"):
        drafting.wanted(["nothing"], store)


def test_nothing_is_drafted_until_a_provider_is_chosen(settings):
    with pytest.raises(UsageError, match=r"drafts\.provider"):
        drafting.chosen(None, settings)


def test_patience_has_an_end(libre):
    libre.put("/translate", Answer(status=429, headers={"Retry-After": "5"}))
    settings = DraftSettings(libre_url=libre.base, **{**HASTY, "retries": 5})
    with pytest.raises(TranslationError):
        Patient(translator("libre", settings, OPEN).inner, settings).translate(
            "Так.", source="uk", target="ru", timeout=1
        )
    assert len(libre.seen) == 1, "what comes after the end of the patience is not waited for"
