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
        """The line that starts this check again as a command of `gradcheck run` says: at one point of one law, or all of that law."""
        words = shlex.split(command)
        said = dict(zip(words, words[1:]))
        law, place = said["--property"], said.get("--path")
        again = started()
        if not self.test and again is None:
            return f"gradcheck.check(…, flags={['--property', law, *(['--path', place] if place else [])]})"
        path = f"{law}:{place}" if place else law
        path += f"@{self.number}" if self.number > 1 else ""
        flags = os.environ.get("GRADCHECK_FLAGS")
        before = [f"GRADCHECK_FLAGS={shlex.quote(flags)}"] if flags else []
        if not (self.test and self.plugged):
            line = shlex.join(["python3", "-m", "pytest", self.test] if self.test else again or [])
            return " ".join([*before, f"{PATH}={shlex.quote(path)}", line])
        effort = ["--gradcheck-effort", self.effort] if self.effort else []
        return " ".join([*before, shlex.join(["pytest", self.test, "--gradcheck-path", path, *effort])])


def started() -> Optional[List[str]]:
    """The words that started this program; None where it takes lines, as a notebook does."""
    words: Optional[List[str]] = getattr(sys, "orig_argv", None)
    if Path(getattr(sys.modules["__main__"], "__file__", None) or os.devnull).is_file():
        return words or ["python3", *sys.argv]
    return words if sys.argv[0] == "-c" else None


SESSION = Session()
