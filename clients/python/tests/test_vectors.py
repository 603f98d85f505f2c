"""The conversation of the test vectors, replayed by this client."""

import io
import math
from pathlib import Path

import numpy as np
import pytest

from gradcheck import Subject, Tensor, frame
from gradcheck.serving import Server

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "protocol"


def root(x):
    if x < 0:
        raise ValueError("x is below 0")
    return math.sqrt(x)


def cubed(x):
    return x * x * x


def slopes(x, w):
    return 3 * x * x * w


SUBJECTS = [
    Subject("cube", {"x": Tensor((2,))}, cubed, {"vjp": slopes, "jvp": slopes}),
    Subject("root", {"x": Tensor((), 0.0, None)}, root, {"gradient": lambda x: 0.5 / root(x)}),
    Subject("double", {"x": Tensor((3,))}, lambda x: 2 * x, precision="float32"),
]


def frames(data):
    stream = io.BytesIO(data)
    while True:
        try:
            yield frame.receive(stream)
        except EOFError:
            return


def test_answers_of_the_vectors_are_the_same_to_the_bit():
    ask, tell, server = io.BytesIO((FOLDER / "ask.bin").read_bytes()), io.BytesIO(), Server(SUBJECTS)
    while server.answer(ask, tell):
        pass
    ours, theirs = list(frames(tell.getvalue())), list(frames((FOLDER / "tell.bin").read_bytes()))
    assert [body for _, body in ours] == [body for _, body in theirs]
    assert [plain(header) for header, _ in ours] == [plain(header) for header, _ in theirs]


def plain(header):
    """A header without messages, times and names of clients, and without what is said where nothing need be."""
    kept = {key: value for key, value in header.items() if key not in ("client", "engines", "message", "trace", "us", "limits")}
    if "faults" in kept:
        kept["faults"] = [{key: fault[key] for key in ("at", "error")} for fault in kept["faults"]]
    if "subjects" in kept:
        kept["subjects"] = [
            {
                **{key: subject[key] for key in ("name", "outputs", "claims")},
                "precision": subject.get("precision", "float64"),
                "inputs": [{"range": [-2, 2], **tensor} for tensor in subject["inputs"]],
            }
            for subject in kept["subjects"]
        ]
    return kept


def test_a_version_that_is_not_spoken_is_answered_with_the_own_one_and_no_subjects():
    tell = io.BytesIO()
    ask = io.BytesIO()
    frame.send(ask, {"type": "hello", "protocol": [2]})
    ask.seek(0)
    Server(SUBJECTS).answer(ask, tell)
    header, _ = next(frames(tell.getvalue()))
    assert (header["protocol"], header["subjects"]) == (1, [])


def asked(subject, what, numbers, **more):
    ask, tell = io.BytesIO(), io.BytesIO()
    frame.send(ask, {"type": "call", "id": 1, "subject": 0, "what": what, "points": 1, **more}, np.asarray(numbers, "<f8").tobytes())
    ask.seek(0)
    Server([subject]).answer(ask, tell)
    return next(frames(tell.getvalue()))


@pytest.mark.parametrize(("value", "dtype"), [(1j, "complex128"), ("1", "str"), (None, "NoneType")])
def test_numbers_that_are_not_real_are_told_by_their_type(value, dtype):
    header, body = asked(Subject("f", {"x": Tensor((1,))}, lambda x: value), "f", [1.0])
    assert (header["dtype"], body) == (dtype, b"")


def test_a_gradient_that_is_none_is_zeros():
    two = {"x": Tensor((2,)), "y": Tensor((1,))}
    _, body = asked(Subject("f", two, lambda x, y: x, {"vjp": lambda x, y, w: (None, w[:1])}), "vjp", [1, 2, 3, 4, 5])
    assert np.frombuffer(body).tolist() == [0.0, 0.0, 4.0]


def test_a_gradient_of_another_shape_is_told_with_the_name_of_its_input():
    header, _ = asked(Subject("f", {"x": Tensor((2, 3))}, np.sum, {"gradient": lambda x: np.ones((3, 2))}), "gradient", range(6))
    assert header["faults"][0]["message"] == "the gradient of x has shape (3, 2) where (2, 3) should be"


def test_every_point_begins_in_the_same_random_state():
    noisy = Subject("noisy", {"x": Tensor((1,))}, lambda x: x + np.random.rand())
    _, body = asked(noisy, "f", [1, 1, 1], points=3)
    assert len(set(np.frombuffer(body).tolist())) == 1
