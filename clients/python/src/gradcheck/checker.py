"""Checkers: processes that carry out command lines of gradcheck, one after the other, and are kept for the next check."""

import atexit
import contextlib
import json
import os
import subprocess
from typing import Iterator, List, Optional, Tuple

from .node import command, places

IDLE: List["Checker"] = []
"""Checkers that have nothing to do. Each takes most of a second to start, and its code becomes faster while it runs."""


class Checker:
    """A process that reads command lines, and tells what came of each."""

    def __init__(self) -> None:
        self.words = command()
        self.owner = os.getpid()
        # In a session of its own, so that Ctrl-C is left to this process, which ends the checker or goes on
        self.process = subprocess.Popen(
            [*self.words, "attend"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True
        )
        assert self.process.stdin and self.process.stdout
        self.asked, self.told = self.process.stdin, self.process.stdout
        self.heard = b""

    def fits(self) -> bool:
        """Whether it lives, and is of the command that is to be used."""
        return self.words == command() and self.process.poll() is None

    def order(self, words: List[str]) -> None:
        """Sends a command line, to be carried out in the folder and the environment of this process as they are now."""
        order = {"words": words, "cwd": os.getcwd(), "env": {**os.environ, "PATH": places(), "NO_COLOR": "1"}}
        self.heard = b""
        rest = memoryview(json.dumps(order).encode() + b"\n")
        with contextlib.suppress(BrokenPipeError):
            while rest:
                rest = rest[self.asked.write(rest) or 0 :]

    def done(self) -> bool:
        """Whether all is told, once there is something to read. Waits for it if there is not."""
        part = self.told.read(1 << 16)
        self.heard += part or b""
        return not part or part.endswith(b"\n")

    def outcome(self) -> Tuple[int, str]:
        """The status of the command, and what it wrote. Raises RuntimeError where the process has ended."""
        if not self.heard.endswith(b"\n"):
            raise RuntimeError(f"gradcheck's checker has ended with status {self.process.wait()}")
        told = json.loads(self.heard)
        return told["status"], told["stdout"] + told["stderr"]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.asked.close()
        self.told.close()


def idle() -> Optional[Checker]:
    """One of the checkers that have nothing to do, if one fits; those that do not are ended."""
    while IDLE:
        one = IDLE.pop()
        # A process that was forked off leaves the checkers to that which has started them
        if one.owner == os.getpid():
            if one.fits():
                return one
            one.end()
    return None


@atexit.register
def end_all() -> None:
    """Ends the checkers that this process has started."""
    while IDLE:
        one = IDLE.pop()
        if one.owner == os.getpid():
            one.end()


@contextlib.contextmanager
def checker() -> Iterator[Checker]:
    """A checker for one command. Afterwards it is kept, unless something was raised: it may not be done then."""
    one = idle() or Checker()
    try:
        yield one
    except BaseException:
        one.end()
        raise
    IDLE.append(one)
