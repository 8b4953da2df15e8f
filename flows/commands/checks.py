"""``zvirka checks``: what zvirka looks for."""

from flows.console.options import Speaking
from flows.console.session import begin, output

USUAL = Speaking()


def checks(*, speaking: Speaking = USUAL) -> int:
    """Show every check with its highest severity, what it finds, and an example."""
    session = begin(speaking.ui_language)
    from alignment.checks.registry import CHECKS  # noqa: PLC0415 - not for a mistyped option
    from reports.wording import sentence, severity_name  # noqa: PLC0415 - the same

    console = output()
    for check in CHECKS:
        console.print(f"[bold]{check.name}[/]  {severity_name(check.severity, session.interface)}")
        console.print(f"  {sentence(check.summary, session.interface)}", markup=False)
        console.print(f"  {sentence(check.example, session.interface)}", style="dim", markup=False)
    return 0
