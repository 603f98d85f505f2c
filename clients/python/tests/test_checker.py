"""The process that checks is kept from one check to the next."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import gradcheck
from gradcheck import checker
from layers import Dense, WrongDense


def kept():
    return [one.process.pid for one in checker.IDLE]


def square(**more):
    return gradcheck.check(lambda x: (x**2).sum(), x=(3,), gradient=lambda x: 2 * x, **more)


def test_one_process_checks_what_is_right_and_what_is_wrong():
    square()
    (first,) = kept()
    with pytest.raises(AssertionError, match=r"w\[2,1\]"):
        gradcheck.check(WrongDense, x=(4, 3), w=(3, 2))
    with pytest.raises(AssertionError, match="no-such-law"):
        square(flags=["--property", "no-such-law"])
    gradcheck.check(Dense, x=(4, 3), w=(3, 2))
    assert kept() == [first]


def test_its_report_is_that_of_a_process_of_its_own():
    def told():
        with pytest.raises(AssertionError) as raised:
            gradcheck.check(WrongDense, x=(4, 3), w=(3, 2))
        return [line for line in str(raised.value).splitlines()[:-1] if "replay" not in line]

    square()
    kept_one = told()
    checker.end_all()
    assert told() == kept_one and len(kept_one) > 5


def test_a_check_has_the_folder_and_the_environment_of_its_moment(tmp_path, monkeypatch):
    square()
    (first,) = kept()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADCHECK_FLAGS", "--seed 7 --reporter json=found.json")
    square()
    assert kept() == [first]
    assert '"seed": 7' in (tmp_path / "found.json").read_text().replace('"seed":7', '"seed": 7')


def test_one_that_was_killed_is_replaced():
    square()
    (first,) = kept()
    os.kill(first, signal.SIGKILL)
    checker.IDLE[0].process.wait()
    square()
    assert len(kept()) == 1 and kept() != [first]


def test_one_that_is_killed_while_it_checks_is_told():
    square()
    (first,) = kept()

    def f(x):
        # Not where its shape is asked for, before there is a checker to be killed
        if kept() == []:
            os.kill(first, signal.SIGKILL)
        return (x**2).sum()

    with pytest.raises(RuntimeError, match="checker has ended with status -9"):
        gradcheck.check(f, x=(3,), gradient=lambda x: 2 * x)
    assert kept() == []
    square()


def test_one_is_not_kept_that_is_not_done():
    def f(x):
        if np.any(x):
            raise KeyboardInterrupt
        return 0.0

    square()
    with pytest.raises(KeyboardInterrupt):
        gradcheck.check(f, x=(3,), gradient=lambda x: 2 * x)
    assert kept() == []


def test_checks_in_two_threads_have_a_process_each_and_a_check_within_a_check_too():
    checker.end_all()
    calls = []

    def f(x):
        calls.append(x)
        if len(calls) == 10:
            assert "1 right" in square()
        return (x**2).sum()

    gradcheck.check(f, x=(3,), gradient=lambda x: 2 * x)
    assert len(calls) > 10 and len(kept()) == 2
    threads = [threading.Thread(target=square) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept()) == 2


def test_none_outlives_the_program_that_started_it(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("""
import gradcheck
from gradcheck import checker
gradcheck.check(lambda x: x**2, x=(2,), vjp=lambda x, w: 2 * x * w)
print(checker.IDLE[0].process.pid)
""")
    path = {"PYTHONPATH": str(Path(gradcheck.__file__).parents[1])}
    done = subprocess.run([sys.executable, str(program)], env={**os.environ, **path}, capture_output=True, text=True, check=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
