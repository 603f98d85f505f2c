"""A check in a test: this process serves its own live objects to a checker."""

import contextlib
import inspect
import os
import re
import selectors
import shlex
import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Dict, List, Optional, Sequence, Tuple

from .checker import Checker, checker
from .serving import Server, channel
from .session import SESSION
from .session_report import keep
from .subject import Subject, of_function, of_layer

HANDOVER = (
    'mkfifo "$0/$$" && exec 3<>"$0/$$" 4<"$0/$$" && echo "$$ $GRADCHECK_CHANNEL" > "$0/meet" && read -r met <&4 && exec 3>&- && '
    '{ read -r over <&4 || rm -rf -- "$0"; }'
)
"""What the checker starts in place of a server: it tells the channel to the test process, and waits until that is done.

Until it has met the test process it holds the writing end of its FIFO too, as one without a writer is at its end. Afterwards the
end means that the test process is gone, however it ended: then nobody else removes the folder.
"""


def check(target: Any, /, *, effort: Optional[str] = None, flags: Sequence[str] = (), engine: Optional[str] = None, **given: Any) -> str:
    """Checks the derivatives of a target, and returns the report.

    The target is a class with forward and backward, a function with its claims as keywords, a torch.autograd.Function, a
    torch.nn.Module, a function of jax, any function of tensors where `engine` is "torch" or "jax", or a Subject. The other
    keywords are its inputs with their shapes, constants, which are arrays, and the switches that docs/python.md tells of.
    `effort` is "quick" if neither it nor the option --gradcheck-effort of pytest says another. `flags`, and after them those of
    the variable GRADCHECK_FLAGS, go to `gradcheck run`.

    Raises AssertionError with the report, and a line that replays it, where a law is violated or nothing could be checked.
    """
    outcomes = [checked(subject, effort, flags) for subject in subjects_of(target, engine, given)]
    report = "".join(report for _, report in outcomes)
    if any(status != 0 for status, _ in outcomes):
        __tracebackhide__ = True
        raise AssertionError("gradcheck\n" + report)
    return report


def checked(subject: Subject, effort: Optional[str], flags: Sequence[str]) -> Tuple[int, str]:
    """The status and the report of a check of one subject, which counts as one of its test."""
    SESSION.begin()
    more = SESSION.flags(effort, [*flags, *shlex.split(os.environ.get("GRADCHECK_FLAGS", ""))])
    server = Server([subject])
    empty = server.empty()
    if empty is not None:
        return empty
    status, report = outcome(server, more, bool(SESSION.parts))
    pairs = subject.pairs()
    if pairs is None:
        return status, replayable(report)
    suspects = pairs.suspects(subject.claims, list(subject.inputs)) if status == 1 else []
    right = (said for said, claims in suspects if outcome(Server([replace(subject, claims=claims)]), more, False)[0] == 0)
    return status, replayable(report) + "".join(f"looks like {said}\n" for said in islice(right, 1))


def outcome(server: Server, more: Sequence[str], kept: bool) -> Tuple[int, str]:
    """The status and the report of a check of what is served. It is one of the session's if it is to be kept."""
    with tempfile.TemporaryDirectory(prefix="gradcheck-") as folder:
        served = f"exec sh -c {shlex.quote(HANDOVER)} {shlex.quote(folder)}"
        whole = Path(folder, "report.json")
        told = ["--reporter", f"json={whole}"] if kept else []
        words = ["run", "--exec", served, "--no-memory", "--reporter", "terminal", *told, *more]
        status, report = attached(server, words, folder)
        report = report.replace(f" · report in {whole}", "").replace(f"gradcheck: {served}: ", "gradcheck: ")
        if kept:
            keep(whole)
    return status, report


def subjects_of(target: Any, engine: Optional[str], given: Dict[str, Any]) -> List[Subject]:
    """The subjects that a target is. An engine is imported only where the target is one of its objects, or it is named."""
    if isinstance(target, Subject):
        return [target]
    bases = inspect.getmro(target if inspect.isclass(target) else type(target))
    names = [engine or "", str(getattr(target, "__module__", "")), *(base.__module__ for base in bases)]
    modules = {name.partition(".")[0] for name in names}
    if "torch" in modules:
        from .pytorch import of_torch

        return of_torch(target, **given)
    if modules & {"jax", "jaxlib"}:
        from .jax_function import of_jax

        return of_jax(target, **given)
    if engine is not None:
        raise ValueError(f'gradcheck: engine={engine!r} is neither "torch" nor "jax"')
    if hasattr(target, "forward") and hasattr(target, "backward"):
        return [of_layer(target, **given)]
    if callable(target) and not inspect.isclass(target):
        return [of_function(target, **given)]
    raise TypeError(f"gradcheck: {target!r} is neither a function nor a layer with forward and backward")


def attached(server: Server, words: List[str], folder: str) -> Tuple[int, str]:
    """Has a checker check what is served here, answers all that it asks, in this thread, and returns its status and what it wrote."""
    if not hasattr(os, "mkfifo"):
        raise RuntimeError("gradcheck.check needs named pipes, which this system does not have: serve the subjects to `gradcheck run --exec`")
    meet = os.path.join(folder, "meet")
    os.mkfifo(meet, 0o600)
    try:
        with checker() as one, open(os.open(meet, os.O_RDWR), "rb", buffering=0) as visitors:
            one.order(words)
            converse(server, visitors, one, folder)
            return one.outcome()
    finally:
        server.restore()


def converse(server: Server, visitors: BinaryIO, one: Checker, folder: str) -> None:
    """Answers whoever asks until the checker is done. Who still asks when that ends, or is broken off, is let go."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(visitors, selectors.EVENT_READ)
        waiting.register(one.told, selectors.EVENT_READ)
        try:
            while True:
                for key, _ in waiting.select():
                    if key.fileobj is one.told:
                        if one.done():
                            return
                    elif key.fileobj is visitors:
                        for line in visitors.read(4096).decode().splitlines():
                            name, _, spelling = line.partition(" ")
                            held = met(os.path.join(folder, name))
                            read, write = channel(spelling)
                            waiting.register(read, selectors.EVENT_READ, (write, held))
                    elif not answered(server, key.fileobj, key.data[0]):
                        waiting.unregister(key.fileobj)
                        part(key)
        finally:
            for key in waiting.get_map().values():
                if key.data:
                    part(key)


def part(asker: selectors.SelectorKey) -> None:
    """Ends the talk with one who asks."""
    write, held = asker.data
    for end in (asker.fileobj, write):
        with contextlib.suppress(BrokenPipeError):
            end.close()  # type: ignore[union-attr]
    release(held)


def answered(server: Server, read: Any, write: BinaryIO) -> bool:
    try:
        return server.answer(read, write)
    except (EOFError, BrokenPipeError):
        return False


def met(fifo: str) -> Optional[int]:
    """The line to the process that waits at a FIFO, which notices when it is cut off; None if that process is gone."""
    try:
        line = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None
    with contextlib.suppress(BrokenPipeError):
        os.write(line, b"met\n")
    return line


def release(line: Optional[int]) -> None:
    """Lets the process end that waits at the other end of a line, if there still is one."""
    if line is not None:
        with contextlib.suppress(BrokenPipeError):
            os.write(line, b"over\n")
        os.close(line)


def replayable(report: str) -> str:
    """A report whose replay line starts this test again."""
    command = r"^(.*?)((?:npx )?gradcheck run .*--exec.*)$"
    return re.sub(command, lambda found: found.group(1) + SESSION.replay(found.group(2)), report, flags=re.MULTILINE)
