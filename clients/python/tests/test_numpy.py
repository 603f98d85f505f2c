"""Checks of NumPy code, by the checker itself."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

import gradcheck
from gradcheck.node import command
from gradcheck.serving import drawing, randomness
from layers import Dense, WrongDense

HERE = Path(__file__).parent


def test_a_right_layer_passes():
    assert "Dense" in gradcheck.check(Dense, x=(4, 3), w=(3, 2))


def test_a_changed_sign_is_named_by_tensor_and_index_and_replayed_by_one_line(monkeypatch):
    with pytest.raises(AssertionError) as raised:
        gradcheck.check(WrongDense, x=(4, 3), w=(3, 2))
    report = str(raised.value)
    assert "w[2,1]" in report
    replay = next(line for line in report.splitlines() if "GRADCHECK_FLAGS=" in line)
    assert replay.endswith("test_a_changed_sign_is_named_by_tensor_and_index_and_replayed_by_one_line")
    monkeypatch.setenv("GRADCHECK_FLAGS", replay.partition("GRADCHECK_FLAGS='")[2].partition("'")[0])
    with pytest.raises(AssertionError, match=r"w\[2,1\]"):
        gradcheck.check(WrongDense, x=(4, 3), w=(3, 2))


@pytest.mark.parametrize("reserve", [False, True])
@pytest.mark.parametrize("draw", [np.random.random_sample, np.random.standard_normal, lambda: np.random.seed(1), lambda: None])
def test_each_point_begins_in_the_random_state_of_the_hello(draw, reserve):
    np.random.seed(5)
    if reserve:
        np.random.standard_normal()
    restore = randomness()
    draw()
    restore()
    found = [np.random.random_sample(), np.random.standard_normal(3).tolist()]
    np.random.seed(5)
    if reserve:
        np.random.standard_normal()
    assert found == [np.random.random_sample(), np.random.standard_normal(3).tolist()]


def test_the_random_state_is_looked_at_rather_than_set():
    np.random.seed(5)
    drawn = drawing()
    assert not drawn()
    np.random.random_sample()
    assert drawn()


def test_a_function_is_checked_by_its_gradient():
    gradcheck.check(lambda x: (x**2).sum(), x=(3,), gradient=lambda x: 2 * x)
    with pytest.raises(AssertionError, match="x"):
        gradcheck.check(lambda x: (x**2).sum(), x=(3,), gradient=lambda x: x)


def test_an_object_is_checked_and_keeps_its_state():
    class Counting(Dense):
        calls = 0

        def forward(self, x, w):
            self.calls += 1
            return super().forward(x, w) + self.calls

    counting = Counting()
    gradcheck.check(counting, x=(2, 3), w=(3, 2))
    assert counting.calls == 0


def test_random_state_after_a_check_is_that_before_it():
    np.random.seed(3)
    expected = np.random.rand()
    np.random.seed(3)
    gradcheck.check(lambda x: x * np.random.rand(), x=(2,), vjp=lambda x, w: w * np.random.rand())
    assert np.random.rand() == expected


def test_what_a_function_raises_is_told():
    def broken(x):
        raise ValueError("shapes (3,) and (4,) not aligned")

    with pytest.raises(AssertionError, match="not aligned"):
        gradcheck.check(broken, x=(2,), gradient=lambda x: x)


def test_a_function_that_raises_where_all_entries_are_equal_has_its_shape():
    inverse = np.linalg.inv
    report = gradcheck.check(inverse, x=(3, 3), vjp=lambda x, dy: -inverse(x).T @ dy @ inverse(x).T)
    assert "1 right" in report


def handovers(folder):
    """The processes that wait in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [entry] if str(folder) in entry.read_text() else []
        except OSError:
            pass
    return found


@pytest.mark.parametrize("ending", [lambda: 0, KeyboardInterrupt, SystemExit])
def test_no_process_and_no_folder_is_left_however_a_check_ends(ending, tmp_path, monkeypatch):
    calls = []

    def f(x):
        calls.append(1)
        if len(calls) > 20:
            result = ending()
            if isinstance(result, BaseException):
                raise result
        return (x**2).sum()

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    try:
        gradcheck.check(f, x=(2,), gradient=lambda x: 2 * x)
    except (KeyboardInterrupt, SystemExit):
        pass
    until = time.monotonic() + 10
    while (handovers(tmp_path) or list(tmp_path.iterdir())) and time.monotonic() < until:
        time.sleep(0.05)
    assert (handovers(tmp_path), list(tmp_path.iterdir())) == ([], [])


def test_a_file_is_served_to_the_command():
    words = [*command(), "run", "--exec", f"{sys.executable} {HERE / 'layers.py'}", "--no-memory", "--reporter", "terminal", "--effort", "quick"]
    path = str(HERE.parent / "src")
    ran = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path, "NO_COLOR": "1"})
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "w[2,1]" in ran.stdout


def test_a_server_without_a_host_says_how_it_is_run(monkeypatch):
    monkeypatch.delenv("GRADCHECK_CHANNEL", raising=False)
    with pytest.raises(RuntimeError, match="gradcheck run --exec"):
        gradcheck.serve()


def test_without_node_it_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("GRADCHECK_NODE", raising=False)
    monkeypatch.setattr("gradcheck.node.util.find_spec", lambda _: None)
    with pytest.raises(RuntimeError, match=r"pip install 'gradcheck\[node\]'"):
        gradcheck.check(Dense, x=(4, 3), w=(3, 2))


def test_a_shape_that_is_a_number_is_refused():
    with pytest.raises(TypeError, match=r"the shape of x is a tuple, as x=\(3,\)"):
        gradcheck.check(Dense, x=3)
