"""Checks of NumPy code, by the checker itself."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

import gradcheck
from gradcheck import checker
from gradcheck.node import command
from gradcheck.random_state import drawing, randomness
from layers import Dense, WrongDense

HERE = Path(__file__).parent


def test_a_right_layer_passes():
    assert "Dense" in gradcheck.check(Dense, x=(4, 3), w=(3, 2))


def test_a_changed_sign_is_named_by_tensor_and_index_and_replayed_by_one_line(monkeypatch):
    with pytest.raises(AssertionError) as raised:
        gradcheck.check(WrongDense, x=(4, 3), w=(3, 2))
    report = str(raised.value)
    assert "w[2,1]" in report
    path, test = re.search(r"replay +GRADCHECK_PATH=(\S+) python3 -m pytest (\S+)", report).groups()
    assert test.endswith("test_a_changed_sign_is_named_by_tensor_and_index_and_replayed_by_one_line")
    # The two checks that follow are the second and the third of this test
    monkeypatch.setenv("GRADCHECK_PATH", f"{path}@3")
    gradcheck.check(Dense, x=(4, 3), w=(3, 2), flags=["--runs", "1"])
    with pytest.raises(AssertionError, match=r"w\[2,1\]") as raised:
        gradcheck.check(WrongDense, x=(4, 3), w=(3, 2))
    assert f"GRADCHECK_PATH={path}@3 " in str(raised.value) and "otherwise" not in str(raised.value)


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
    checker.end_all()
    opened = len(os.listdir("/proc/self/fd"))
    try:
        gradcheck.check(f, x=(2,), gradient=lambda x: 2 * x)
    except (KeyboardInterrupt, SystemExit):
        pass
    checker.end_all()
    assert len(os.listdir("/proc/self/fd")) == opened
    until = time.monotonic() + 10
    while (handovers(tmp_path) or list(tmp_path.iterdir())) and time.monotonic() < until:
        time.sleep(0.05)
    assert (handovers(tmp_path), list(tmp_path.iterdir())) == ([], [])


KILLED = """
import gradcheck, time
calls = []
def f(x):
    calls.append(x)
    if len(calls) == 20:
        print("busy", flush=True)
        time.sleep(100)
    return (x**2).sum()
gradcheck.check(f, x=(2,), gradient=lambda x: 2 * x)
"""


def test_no_process_and_no_folder_is_left_of_a_program_that_is_killed(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(Path(gradcheck.__file__).parents[1]), "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", KILLED], env=environment, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline()
        assert handovers(tmp_path)
        program.kill()
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


@pytest.mark.parametrize(
    "given, said",
    [
        ({"x": (3,), "grad": np.cos}, r"^gradcheck: grad=<ufunc 'cos'> is no shape, as grad=\(4, 3\), and no array; claims are gradient, .* and reference$"),
        ({"x": (2.5,)}, r"^gradcheck: x=\(2\.5,\) is no shape"),
        ({"x": "quick"}, r"^gradcheck: x='quick' is no shape"),
    ],
)
def test_a_keyword_that_is_nothing_is_named(given, said):
    with pytest.raises(TypeError, match=said):
        gradcheck.check(np.sin, **given)


def test_a_precision_that_is_none_is_named():
    with pytest.raises(ValueError, match="^gradcheck: precision='half' is none of float64, float32, bfloat16 and float16$"):
        gradcheck.check(np.sin, x=(3,), precision="half", vjp=lambda x, w: w * np.cos(x))


def test_what_the_checker_refuses_is_told_without_the_line_that_starts_a_server():
    with pytest.raises(AssertionError, match='^gradcheck\ngradcheck: subject "f" is announced wrongly: precision'):
        gradcheck.check(gradcheck.Subject("f", {"x": gradcheck.Tensor((3,))}, np.sin, precision="half"))


def test_a_class_without_a_backward_pass_is_refused():
    class Forward:
        def forward(self, x):
            return x

    for target in (Forward, Forward()):
        with pytest.raises(TypeError, match="is neither a function nor a layer with forward and backward"):
            gradcheck.check(target, x=(3,))


@pytest.mark.parametrize(
    "backward, said",
    [
        (lambda self, dy: dy, "vjp threw: TypeError: 1 gradient for 2 inputs (x, w)"),
        (lambda self, dy: (dy, dy, dy), "vjp threw: TypeError: 3 gradients for 2 inputs (x, w)"),
        (lambda self, dy: (dy, "none"), "the gradient of w has shape () where (2, 2) should be"),
    ],
)
def test_gradients_that_do_not_fit_the_inputs_are_told(backward, said):
    made = type("Sum", (), {"forward": lambda self, x, w: x + w, "backward": backward})
    with pytest.raises(AssertionError) as raised:
        gradcheck.check(made, x=(2, 2), w=(2, 2))
    assert said in str(raised.value)


def test_an_output_that_is_a_text_is_told_by_its_type():
    with pytest.raises(AssertionError, match='f returned numbers of type "str" where'):
        gradcheck.check(lambda x: "seven", x=(3,), gradient=np.cos)
