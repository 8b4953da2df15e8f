"""One story, from what was asked for to a stored comparison."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from locales.interface import edition_label
from locales.messages import translatable
from pipeline.archives import archived_pages as archived
from pipeline.comparing import compare_editions, reuse, story_ids
from pipeline.errors import LOCAL_INPUT, TooFewEditionsError
from pipeline.reading import lost_editions, read_editions
from pipeline.reading.web import snapshot_of
from pipeline.request import Request, is_url, targets
from pipeline.settings.policy import wordpress_sites
from pipeline.stages import DRAFTING, ENCODING, READING, SISTERS, STORING
from pipeline.story_run import Borrowing, Run
from sources.types import LocalError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from alignment.types import Comparison
    from pipeline.drafts.make import Translator
    from pipeline.reading.page_parsing import Do
    from pipeline.reading.read_editions import Edition, Lost
    from pipeline.reading.web import Web
    from pipeline.settings.load import Settings
    from pipeline.stages import Stages
    from storage.store import Store

__all__ = ["Request", "check", "settle"]

_SISTERS = translatable("Looking for the other editions of {name}")
_UNCHANGED = translatable("Nothing has changed in {names} since the last check")
_COMPARING = translatable("Comparing {names}")
_DRAFTING = translatable("Asking {provider} for drafts")


def check(
    request: Request,
    settings: Settings,
    *,
    progress: Callable[[str], None],
    stages: Stages | None = None,
    store: Store | None = None,
    do: Do | None = None,
) -> Comparison:
    """Compare the editions of one story and keep the result.

    Args:
        request: what to compare.
        settings: everything that is set.
        progress: is told what is being done, in the settings' interface language.
        stages: is left with what each stage took.
        store: the settings' database, where it is open already, for whoever checks many stories; None opens it.
        do: parses and compares where that can be given up (`Workers.do`); None does it here.

    Returns:
        The comparison. An edition that cannot be used stands in it as a finding, as long as two others can.

    Raises:
        UsageError: what was asked for makes no sense; also two editions in one language.
        TooFewEditionsError: fewer than two editions can be used; nothing was written.
        DatabaseError: the database cannot be used.
        ZvirkaError: comparing them takes too long.
    """
    begun = Run(request, settings, progress, stages, do=do)
    if store is not None:
        begun = Borrowing(request, settings, progress, store, stages, do=do)
    with closing(begun) as run, archived.opened(run) as web:
        run.stages.begin(READING)
        translator = _translator(run)
        known = reuse.compared(run, web)
        if known is not None:
            return _confirm(run, known)
        return settle(run, *_gather(run, web), translator)


def settle(run: Run, kept: Sequence[Edition], gone: Sequence[Lost], translator: Translator | None = None) -> Comparison:
    """Compare editions that were read, and keep the result.

    Args:
        run: gives the settings and the database.
        kept: the editions.
        gone: what is lost of the story.
        translator: drafts what is missing; None for no drafts.

    Raises:
        UsageError: two editions are in the same language.
        TooFewEditionsError: fewer than two are left; nothing was written.
    """
    from pipeline.comparing import canonical  # noqa: PLC0415 - profiles of publishers; not needed for what is known

    found = read_editions.by_language(canonical.trusted(each, run.settings.publishers) for each in kept)
    if not run.request.editions:  # nobody has named the editions in an order of theirs
        found = read_editions.in_order(found, run.settings.languages)
    posts = any(_lasts(run, each.page.url) for each in found.values())
    lost_editions.require_two(found, gone, run.settings.languages, posts=posts)
    comparison = _drafted(run, _compare(run, found, gone), translator)
    _keep(run, comparison, found)
    return comparison


def _gather(run: Run, web: Web) -> tuple[Sequence[Edition], Sequence[Lost]]:
    """Read what was asked for, and the sister editions of a page of the web that was given alone."""
    try:
        wanted = archived.targets(run, web) or targets(run.request, run.settings.languages)
    except LocalError as error:
        raise TooFewEditionsError(error.message, LOCAL_INPUT) from error
    kept, gone = read_editions.read(
        wanted, run.loading(web), run.settings.languages, run.reading, parse=run.parsing.article, render=web.render
    )
    if len(wanted) > 1 or not kept or not is_url(kept[0].target.source):  # a file sends nobody to the network
        return kept, gone
    from pipeline.sisters import sister_search  # noqa: PLC0415 - only for a page alone

    run.stages.begin(SISTERS)
    run.tell(_SISTERS, name=kept[0].target.source)
    seen = sister_search.find(kept[0], run, web)
    return [*kept, *sister_search.chosen(seen)], sister_search.lost(seen, kept[0])


def _keep(run: Run, comparison: Comparison, found: Mapping[str, Edition]) -> None:
    """Write everything down in one transaction."""
    run.stages.begin(STORING)
    pages = {language: edition.page for language, edition in found.items()}
    inputs = reuse.inputs(run.settings, {code: (page.url, page.raw) for code, page in pages.items()})
    snapshots = {code: snapshot_of(page) for code, page in pages.items()}
    run.store().record(comparison, snapshots, parsed=run.parsing.made(pages.values()), inputs=inputs)


def judge_again(story: str, settings: Settings, store: Store) -> Comparison | None:
    """Judge a stored story as of now, without asking for its pages; None where there is none.

    Args:
        story: its id.
        settings: everything that is set.
        store: the database.
    """
    known = store.comparison(story)
    if known is None:
        return None
    request = Request(story=next(iter(known.articles.values())).url)
    with closing(Borrowing(request, settings, lambda _: None, store)) as run:
        return _confirm(run, known)


def _confirm(run: Run, known: Comparison) -> Comparison:
    """Return what was compared before, as of now: only what time tells may differ."""
    from pipeline.comparing import in_time  # noqa: PLC0415 - only for comparisons that came about

    run.stages.begin(STORING)
    run.tell(_UNCHANGED, names=", ".join(map(edition_label, known.articles)))
    store, created = run.store(), datetime.now(UTC)
    lasting = tuple(finding for finding in known.findings if not in_time.is_told_by_time(finding))
    if known.due is not None and known.due <= created:  # checks, too, say otherwise of what is fresh no more
        gone = tuple(finding for finding in lasting if finding.of_edition)
        fresh = compare_editions.compare(run, known.articles, known.story, gone)
        known = replace(known, rows=fresh.rows)
        lasting = fresh.findings
    comparison = in_time.judge(run, replace(known, findings=lasting, created=created), ())
    before = {(finding.id, finding.severity, finding.cause) for finding in known.findings}
    if {(finding.id, finding.severity, finding.cause) for finding in comparison.findings} == before:
        store.touch(known.story, created, due=comparison.due)
    else:
        store.record(comparison, {}, inputs=store.inputs(known.story))
    return comparison


def _compare(run: Run, found: Mapping[str, Edition], gone: Sequence[Lost]) -> Comparison:
    """Align, check, and add what time tells."""
    from pipeline.comparing import in_time  # noqa: PLC0415 - only for comparisons that came about

    run.stages.begin(ENCODING)
    run.tell(_COMPARING, names=", ".join(map(edition_label, found)))
    articles = {language: edition.article for language, edition in found.items()}
    comparison = compare_editions.compare(run, articles, _story(found, run))
    return in_time.judge(run, comparison, [each for each in gone if each.target.language not in found])


def _story(found: Mapping[str, Edition], run: Run) -> str:
    """Return the story's id: the one under which its pages are known, or a new one from where they are."""
    sources = [edition.target.source for edition in found.values()]
    if not all(is_url(source) for source in sources):
        return story_ids.story_id(sources)
    urls = [edition.article.canonical or edition.page.url for edition in found.values()]
    lasting = [edition.page.url for edition in found.values() if _lasts(run, edition.page.url)]
    return run.store().story_of([*urls, *lasting]) or story_ids.story_id(urls)


def _lasts(run: Run, url: str) -> bool:
    """Return whether an address is a post's number: what was decided about a draft holds when it is published."""
    return any(site.post_of(url) is not None for site in wordpress_sites(run.settings.publishers))


def _translator(run: Run) -> Translator | None:
    """Return the service that was asked for, before anything is read: a wrong name should not cost a run."""
    if run.request.draft is None:
        return None
    from pipeline.drafts.translators import translator  # noqa: PLC0415 - off by default

    return translator(run.request.draft, run.settings.drafts, run.settings.allowed_hosts)


def _drafted(run: Run, comparison: Comparison, translator: Translator | None) -> Comparison:
    """Add drafts where they are asked for; those of earlier runs stay as long as what they are for."""
    if translator is None:
        before = run.store().comparison(comparison.story)
        found = {finding.id for finding in comparison.findings}
        return replace(
            comparison, drafts=tuple(each for each in before.drafts if each.finding in found) if before else ()
        )
    from pipeline.drafts import make, terms  # noqa: PLC0415 - off by default

    run.stages.begin(DRAFTING)
    run.tell(_DRAFTING, provider=translator.name)
    made = make.make(
        comparison,
        translator,
        run.store().drafts,
        deadline=run.settings.drafts.deadline,
        house=terms.load(comparison, run.settings),
    )
    return replace(comparison, drafts=made)
