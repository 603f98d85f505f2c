"""Answers to what the host of the gradcheck protocol asks of subjects."""

import os
import time
import traceback
from typing import Any, BinaryIO, Callable, Dict, List, Optional, Sequence, Tuple

import numpy as np

from . import frame
from .batches import Batches
from .random_state import randomness
from .subject import CLAIMS, REGISTERED, Subject, Tensor, middle

PROTOCOL = 1
CLIENT = "gradcheck-python 0.1.0"

GOLDEN = 0.6180339887498949
"""Its multiples, less whole numbers, fill an interval evenly: the golden ratio, less 1."""


def serve(subjects: Optional[Sequence[Subject]] = None) -> None:
    """Serves the subjects of the decorators, or those given, to the host that started this program.

    Raises RuntimeError where no host did.
    """
    spelling = os.environ.get("GRADCHECK_CHANNEL")
    if spelling is None:
        raise RuntimeError('no host has started this program: run it by `gradcheck run --exec "python3 FILE.py"`')
    server = Server(REGISTERED if subjects is None else subjects)
    read, write = channel(spelling)
    try:
        while server.answer(read, write):
            pass
    except EOFError:
        pass


def channel(spelling: str) -> Tuple[BinaryIO, BinaryIO]:
    """The two files of a channel, in the order in which the host expects them to be opened."""
    kind, _, places = spelling.partition(":")
    ask, tell = places.split(",")
    if kind == "fd":
        return open(int(ask), "rb", buffering=0), open(int(tell), "wb", buffering=0)
    return open(ask, "rb", buffering=0), open(tell, "wb", buffering=0)


class Server:
    """What is served: subjects, each with the shape of its output, and the random state in which each point begins."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = list(subjects)
        self.batches = [Batches(subject) for subject in self.subjects]
        self.random = randomness()
        self.shapes: List[Tuple[int, ...]] = [self.shape(subject) for subject in self.subjects]

    def shape(self, subject: Subject) -> Tuple[int, ...]:
        """The shape of what f returns at the first of some points of its ranges where it raises nothing; () if there is none."""
        inputs = subject.inputs.values()
        # Equal entries first, then others: a matrix of equal ones has no inverse
        for point in [*(middle(subject.inputs, part) for part in (0.5, 0.25, 0.75)), [varied(tensor) for tensor in inputs]]:
            try:
                with subject.setting():
                    return np.shape(self.alone(subject, subject.f, typed(point, subject)))
            except Exception:
                continue
        return ()

    def empty(self) -> Optional[Tuple[int, str]]:
        """The outcome of a check of the first subject where there is nothing to measure, since its inputs or its output have no entries; else None.

        Its claims are asked once all the same: what they raise, and a gradient of another shape, is a failure.
        """
        subject, shape = self.subjects[0], self.shapes[0]
        entries = sum(tensor.size for tensor in subject.inputs.values())
        if entries > 0 and np.prod(shape) > 0:
            return None
        xs = [np.full(tensor.shape, tensor.at(0.5)) for tensor in subject.inputs.values()]
        said = f"{subject.name}   nothing to measure: its {'output has' if entries > 0 else 'inputs have'} no entries"
        try:
            for what in ("f", "vjp"):
                call = subject.f if what == "f" else subject.claims.get(what)
                with subject.setting():
                    found = self.alone(subject, call, typed([*xs, *([np.ones(shape)] if what == "vjp" else [])], subject)) if call else []
                if what == "vjp" and call and np.any(joined(found, subject) != 0) and np.prod(shape) == 0:
                    return 1, f"✗ {said}, and a gradient of it is not 0\n"
        except Exception as error:
            return 1, f"✗ {said}, and {what} raises {type(error).__name__}: {error}\n"
        finally:
            self.restore()
        return 0, f"✓ {said}\n"

    def alone(self, subject: Subject, call: Callable[..., Any], args: Sequence[Any]) -> Any:
        """What a call returns that begins in the state of the hello."""
        self.random()
        subject.restore()
        return call(*args)

    def restore(self) -> None:
        """Puts back the state in which this server was made."""
        self.random()
        for subject in self.subjects:
            subject.restore()

    def answer(self, read: BinaryIO, write: BinaryIO) -> bool:
        """Answers one message; False if it was the last. Raises EOFError where the host is gone."""
        asked, body = frame.receive(read)
        kind = asked.get("type")
        if kind == "bye":
            return False
        if kind == "hello":
            frame.send(write, self.hello(asked))
        elif kind == "call":
            frame.send(write, *self.values(asked, body))
        else:
            frame.send(write, trouble(asked, "Unknown", f"no message {kind!r} is known here"))
        return True

    def hello(self, asked: frame.Header) -> frame.Header:
        known = PROTOCOL in asked.get("protocol", [])
        engines = {"numpy": np.__version__}
        for subject in self.subjects:
            engines.update(subject.engines)
        shown = [announced(*pair) for pair in zip(self.subjects, self.shapes)] if known else []
        return {"type": "hello", "protocol": PROTOCOL, "client": CLIENT, "engines": engines, "subjects": shown}

    def values(self, asked: frame.Header, body: bytes) -> Tuple[frame.Header, bytes]:
        started = time.perf_counter()
        subject, what = self.subjects[asked["subject"]], asked["what"]
        call = subject.f if what == "f" else subject.claims.get(what)
        if call is None:
            return trouble(asked, "Unknown", f"{subject.name} has no {what}"), b""
        shape = self.shapes[asked["subject"]]
        try:
            with subject.setting():
                given = points(asked, np.frombuffer(body, "<f8"), subject, shape)
                batch = self.batches[asked["subject"]].results(what, given, lambda at: self.alone(subject, call, given[at]))
                rows, faults = self.rows(subject, call, given, what, batch)
        except Exception as error:
            return trouble(asked, type(error).__name__, str(error), traceback.format_exc()), b""
        header, data = packed(rows, asked["points"])
        spent = round((time.perf_counter() - started) * 1e6)
        return {"type": "values", "id": asked["id"], **header, "us": spent, **({"faults": faults} if faults else {})}, data

    def rows(
        self, subject: Subject, call: Callable[..., Any], given: Sequence[Sequence[Any]], what: str, batch: Optional[Sequence[Any]] = None
    ) -> Tuple[Dict[int, Any], List[Dict[str, Any]]]:
        rows, faults = {}, []
        for at, args in enumerate(given):
            try:
                result = batch[at] if batch else self.alone(subject, call, args)
                rows[at] = joined(result, subject) if what in ("gradient", "vjp", "hvp") else flat(result)
            except Exception as error:
                faults.append({"at": at, "error": type(error).__name__, "message": str(error)})
        return rows, faults


def varied(tensor: Tensor) -> Any:
    """Entries that are spread over the range of an input, none like another."""
    parts = np.mod(np.arange(1, tensor.size + 1) * GOLDEN, 1).reshape(tensor.shape)
    return tensor.at(0.0) + parts * (tensor.at(1.0) - tensor.at(0.0))


def announced(subject: Subject, shape: Tuple[int, ...]) -> Dict[str, Any]:
    with subject.setting():
        pairs = subject.pairs()
    inputs = [{"name": name, "shape": t.shape, "range": [t.low, t.high]} for name, t in subject.inputs.items() if t.size > 0]
    told = {"deterministic": subject.deterministic, "batched": subject.batched, "single": subject.precision != "float64"}
    features = ["line", *(name for name, holds in told.items() if holds)]
    return {
        "name": subject.name,
        "precision": subject.precision,
        "source": subject.source,
        "inputs": inputs,
        "outputs": max(1, int(np.prod(shape))),
        "claims": [what for what in CLAIMS if what in subject.claims],
        "features": features,
        "literals": subject.literals,
        "traits": subject.traits,
        **({"notes": pairs.notes} if pairs else {}),
    }


def trouble(asked: frame.Header, error: str, message: str, trace: str = "") -> frame.Header:
    return {"type": "error", "id": asked.get("id", 0), "error": error, "message": message, **({"trace": trace} if trace else {})}


def points(asked: frame.Header, numbers: Any, subject: Subject, shape: Tuple[int, ...]) -> List[List[Any]]:
    """The arguments at each point: the inputs, then the cotangent or the tangents."""
    n, k = sum(t.size for t in subject.inputs.values()), asked["points"]
    if asked.get("form") == "line":
        x, v, steps, rest = numbers[:n], numbers[n : 2 * n], numbers[2 * n : 2 * n + k], numbers[2 * n + k :]
        xs = x + steps[:, None] * v
    else:
        xs, rest = numbers[: k * n].reshape(k, n), numbers[k * n :]
    what = asked["what"]
    along = rest.reshape(1 if asked.get("shared") else k, -1) if what in ("vjp", "jvp", "hvp") else None
    given = []
    for at in range(k):
        args = apart(xs[at], subject)
        if along is not None:
            one = along[at % len(along)]
            args += [one.reshape(shape)] if what == "vjp" else apart(one, subject)
        given.append(typed(args, subject, exactly=what == "reference"))
    return given


def apart(x: Any, subject: Subject) -> List[Any]:
    parts, at = [], 0
    for tensor in subject.inputs.values():
        parts.append(x[at : at + tensor.size].reshape(tensor.shape))
        at += tensor.size
    return parts


def typed(args: Sequence[Any], subject: Subject, exactly: bool = False) -> List[Any]:
    """Arrays of the subject's own that it may write to: in single precision where it computes in less than double, unless they are to be exact."""
    return [np.array(a, dtype=np.float64 if exactly or subject.precision == "float64" else np.float32) for a in args]


def flat(value: Any) -> Any:
    return np.ravel(np.asarray(value))


def joined(result: Any, subject: Subject) -> Any:
    """One gradient of all inputs. Raises TypeError or ValueError, with the name of the input, where the parts do not fit."""
    parts = result if isinstance(result, (tuple, list)) and len(subject.inputs) > 0 else (result,)
    if len(subject.inputs) == 1 and isinstance(result, list):
        parts = (result,)
    if len(parts) != len(subject.inputs):
        raise TypeError(f"{counted(len(parts), 'gradient')} for {counted(len(subject.inputs), 'input')} ({', '.join(subject.inputs)})")
    arrays = []
    for part, (name, tensor) in zip(parts, subject.inputs.items()):
        array = np.zeros(tensor.shape) if part is None else np.asarray(part)
        if array.shape != tensor.shape and not array.size == tensor.size == 1:
            raise ValueError(f"the gradient of {name} has shape {array.shape} where {tensor.shape} should be")
        arrays.append((array.ravel(), part is None))
    real = [array for array, missing in arrays if not missing]
    dtype = np.result_type(*real) if real else np.float64
    return np.concatenate([array.astype(dtype) if missing else array for array, missing in arrays])


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def packed(rows: Dict[int, Any], k: int) -> Tuple[frame.Header, bytes]:
    """The numbers of an answer; a row that is missing is NaN."""
    strange = next((row for row in rows.values() if row.dtype.kind not in "fiub" or row.dtype.itemsize > 8), None)
    width = max((len(row) for row in rows.values()), default=1)
    if strange is not None:
        return {"shape": [k, width], "dtype": strange_name(strange)}, b""
    single = bool(rows) and all(row.dtype.kind == "f" and row.dtype.itemsize < 8 for row in rows.values())
    table = np.full((k, width), np.nan, "<f4" if single else "<f8")
    for at, row in rows.items():
        table[at, : len(row)] = row
    return {"shape": [k, width], "dtype": "f4" if single else "f8"}, table.tobytes()


def strange_name(row: Any) -> str:
    if row.dtype == object and len(row):
        return type(row[0]).__name__
    # A text has its length in the name of its type
    return {"U": "str", "S": "bytes"}.get(row.dtype.kind, str(row.dtype.name))
