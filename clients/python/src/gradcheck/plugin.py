"""The plugin of pytest: options for the checks of a session, and one report of all of them."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from . import session_report
from .session import SESSION

PARTS = ".parts"
"""The folder, in that of the report, where checks leave theirs until the session ends."""


def pytest_addoption(parser: Any) -> None:
    group = parser.getgroup("gradcheck", "derivatives held to mathematical laws")
    group.addoption("--gradcheck-effort", metavar="EFFORT", help="quick, normal or thorough, for checks that name none; quick if omitted")
    group.addoption("--gradcheck-path", metavar="LAW[:PATH]", help="replay one failure, as its report says")
    group.addoption("--gradcheck-report", metavar="DIR", help="write one report of all checks into this folder: report.json, index.html and junit.xml")


def pytest_configure(config: Any) -> None:
    SESSION.plugged = True
    SESSION.effort = config.getoption("--gradcheck-effort")
    SESSION.path = config.getoption("--gradcheck-path") or SESSION.path
    folder = config.getoption("--gradcheck-report")
    SESSION.parts = None if folder is None else Path(folder).resolve() / PARTS
    if SESSION.parts and not hasattr(config, "workerinput"):
        for left in SESSION.parts.glob("*"):
            left.unlink()


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    """Merges the reports once all tests, and all workers, are done."""
    if SESSION.parts is None or hasattr(config, "workerinput"):
        return
    files = session_report.write(SESSION.parts.parent, " ".join(["pytest", *sys.argv[1:]]))
    # A worker that was ended may have left a part unfinished
    shutil.rmtree(SESSION.parts, ignore_errors=True)
    told = ", ".join(str(file) for file in files) or "no check was made"
    terminalreporter.write_line(f"gradcheck: {told}")
