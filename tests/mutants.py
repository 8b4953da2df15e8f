"""Whether a test notices that a check has gone: ``python -m tests.mutants``.

Each check in turn is made to find nothing, and the tests of checks must fail. The process prints the checks whose
disappearance no test notices, and ends with 1 if there are any.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

from alignment import checks

#: Names the check that finds nothing, in the processes that run the tests.
VARIABLE = "ZVIRKA_MUTANT"
#: The quickest first: most mutants end in it.
TESTS = ("tests/checks/test_every_check.py", "tests/checks")
FAILED = 1


def mutate(name: str) -> None:
    """Let a check find nothing, in this process."""
    checks.CHECKS = tuple(_silenced(check) if check.name == name else check for check in checks.CHECKS)


def _silenced(check: checks.Check) -> checks.Check:
    return replace(check, row=check.row and (lambda *_: iter(())), story=check.story and (lambda *_: iter(())))


def survives(name: str) -> bool:
    """Return whether all tests pass although a check finds nothing."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "tests.mutants"]
    for tests in TESTS:
        done = subprocess.run(
            [*command, tests], env=os.environ | {VARIABLE: name}, capture_output=True, text=True, check=False
        )
        if done.returncode == FAILED:
            return False
        assert done.returncode == 0, done.stdout + done.stderr
    return True


def main() -> int:
    """Silence each check in turn."""
    survivors = []
    for check in checks.CHECKS:
        alive = survives(check.name)
        survivors += [check.name] * alive
        print(f"{check.name:<12} {'SURVIVES' if alive else 'noticed'}", flush=True)
    print(f"{len(survivors)} of {len(checks.CHECKS)} survive")
    return int(bool(survivors))


if os.environ.get(VARIABLE):
    mutate(os.environ[VARIABLE])
if __name__ == "__main__":
    sys.exit(main())
