"""What the checks of one test session have in common, as the plugin of pytest sets it."""

import os
import shlex
import sys
from pathlib import Path
from typing import List, Optional


class Session:
    """The settings of a session, and which check of which test is running."""

    def __init__(self) -> None:
        self.plugged = False
        """Whether the plugin is loaded, so that its options are known."""
        self.effort: Optional[str] = None
        self.path: Optional[str] = None
        """Where the one check begins that is replayed: LAW:PATH, or LAW:PATH@k for the k-th check of its test."""
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
        path, _, number = (self.path or "").partition("@")
        law, _, place = path.partition(":")
        replayed = ["--property", law, "--path", place] if self.path and int(number or 1) == self.number else []
        return [*([] if "--effort" in given else ["--effort", effort]), *given, *replayed]

    def replay(self, command: str) -> str:
        """The line that starts this check again as a command of `gradcheck run` says."""
        words = shlex.split(command)
        del words[: words.index("run") + 1]
        said = dict(zip(words, words[1:]))
        environment = os.environ.get("GRADCHECK_FLAGS")
        if self.test and self.plugged and "--path" in said:
            number = f"@{self.number}" if self.number > 1 else ""
            again = ["pytest", self.test, "--gradcheck-path", f"{said['--property']}:{said['--path']}{number}"]
            again += ["--gradcheck-effort", self.effort] if self.effort else []
            return (f"GRADCHECK_FLAGS={shlex.quote(environment)} " if environment else "") + shlex.join(again)
        at = words.index("--exec")
        kept = [word for word in [*words[:at], *words[at + 2 :]] if word != "--no-memory"]
        again = ["python3", "-m", "pytest", self.test] if self.test else ["python3", Path(sys.argv[0]).name]
        return f"GRADCHECK_FLAGS={shlex.quote(shlex.join(kept))} {shlex.join(again)}"


SESSION = Session()
