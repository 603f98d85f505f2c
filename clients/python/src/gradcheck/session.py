"""What the checks of one test session have in common, as the plugin of pytest sets it."""

import os
import shlex
import sys
from pathlib import Path
from typing import List, Optional

PATH = "GRADCHECK_PATH"
"""The variable that says what the option --gradcheck-path does, where there is no such option."""


class Session:
    """The settings of a session, and which check of which test is running."""

    def __init__(self) -> None:
        self.plugged = False
        """Whether the plugin is loaded, so that its options are known."""
        self.effort: Optional[str] = None
        self.path: Optional[str] = None
        """Which one check is replayed, and where it begins: LAW, LAW:PATH, or one of them and @k for the k-th check of its test."""
        self.parts: Optional[Path] = None
        """The folder into which each check writes its report."""
        self.test, self.number = "", 0

    def begin(self) -> None:
        """Counts a check of the running test."""
        test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
        self.test, self.number = test, self.number + 1 if test == self.test else 1

    def flags(self, effort: Optional[str], given: List[str]) -> List[str]:
        """The flags of `gradcheck run` for the check that has begun."""
        effort = effort or self.effort or "quick"
        path, _, number = (self.path or os.environ.get(PATH, "")).partition("@")
        law, _, place = path.partition(":")
        replayed = ["--property", law, *(["--path", place] if place else [])] if path and int(number or 1) == self.number else []
        return [*([] if "--effort" in given else ["--effort", effort]), *given, *replayed]

    def replay(self, command: str) -> str:
        """The line that starts this check again as a command of `gradcheck run` says: at one point of one law, all of that law, or all laws at another effort."""
        words = shlex.split(command)
        said = dict(zip(words, words[1:]))
        law, place = said.get("--property"), said.get("--path")
        again = started()
        if not self.test and again is None:
            more = f"flags={['--property', law, *(['--path', place] if place else [])]}" if law else f"effort={said['--effort']!r}"
            return f"gradcheck.check(…, {more})"
        flags = os.environ.get("GRADCHECK_FLAGS")
        if law is None:
            if self.test and self.plugged:
                return line(["pytest", self.test, "--gradcheck-effort", said["--effort"]], GRADCHECK_FLAGS=flags)
            return line(self.unplugged(again), GRADCHECK_FLAGS=shlex.join([*shlex.split(flags or ""), "--effort", said["--effort"]]))
        path = f"{law}:{place}" if place else law
        path += f"@{self.number}" if self.number > 1 else ""
        if not (self.test and self.plugged):
            return line(self.unplugged(again), GRADCHECK_FLAGS=flags, GRADCHECK_PATH=path)
        effort = ["--gradcheck-effort", self.effort] if self.effort else []
        return line(["pytest", self.test, "--gradcheck-path", path, *effort], GRADCHECK_FLAGS=flags)

    def unplugged(self, again: Optional[List[str]]) -> List[str]:
        """The words that start the test, or the program, again where the plugin's options are not known."""
        return ["python3", "-m", "pytest", self.test] if self.test else again or []


def line(words: List[str], **variables: Optional[str]) -> str:
    """A line for the shell, with the variables that are set before its words."""
    return " ".join([*(f"{name}={shlex.quote(value)}" for name, value in variables.items() if value), shlex.join(words)])


def started() -> Optional[List[str]]:
    """The words that started this program; None where it takes lines, as a notebook does."""
    words: Optional[List[str]] = getattr(sys, "orig_argv", None)
    if Path(getattr(sys.modules["__main__"], "__file__", None) or os.devnull).is_file():
        return words or ["python3", *sys.argv]
    return words if sys.argv[0] == "-c" else None


SESSION = Session()
