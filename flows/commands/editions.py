"""``zvirka editions``: the sister editions of a page, with the evidence and the choice."""

from flows.console.options import Speaking
from flows.console.progress import showing
from flows.console.session import begin, output
from locales.interface import Interface
from pipeline.sisters.sister_candidates import Candidate

USUAL = Speaking()


def editions(page: str, /, *, speaking: Speaking = USUAL) -> int:
    """Show what may be the other editions of a page, and which were chosen.

    Args:
        page: the URL of one edition.
        speaking: the language.
    """
    session = begin(speaking.ui_language)
    from rich.markup import escape  # noqa: PLC0415 - not for a mistyped option

    from pipeline.lookup import look_up  # noqa: PLC0415 - the same

    with showing() as progress:
        family = look_up(page, session.settings, progress=progress)
    console = output()
    given = family.given.article
    console.print(f"[bold]{escape(given.language)}[/] {escape(given.url)}  {escape(given.title)}")
    for candidate in family.candidates:
        mark = "[green]✓[/]" if candidate.chosen else "[dim]·[/]"
        language = candidate.edition.article.language if candidate.edition else candidate.claimed or "?"
        why = escape(evidence(candidate, session.interface))
        console.print(f"{mark} {escape(language)} {escape(candidate.url)}  [dim]{why}[/]")
    return 0 if any(candidate.chosen for candidate in family.candidates) else 1


def evidence(candidate: Candidate, interface: Interface) -> str:
    """Return what speaks for and against a candidate, in a few words."""
    if candidate.lost is not None:
        return f"{candidate.evidence}; {candidate.lost.cause}"
    kinship = candidate.kinship
    if kinship is None:
        return candidate.evidence
    said = [candidate.evidence]
    said += (
        [interface.gettext("{hours} h", hours=interface.number(round(kinship.apart.total_seconds() / 3600, 1)))]
        if kinship.apart is not None
        else []
    )
    said += [f"~{interface.number(round(kinship.similarity, 2))}"] if kinship.similarity is not None else []
    shared = [
        interface.ngettext("{count} name", "{count} names", kinship.names),
        interface.ngettext("{count} number", "{count} numbers", kinship.numbers),
    ]
    return "; ".join([*said, interface.gettext("in common: {what}", what=", ".join(shared))])
