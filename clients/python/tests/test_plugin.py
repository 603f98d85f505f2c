"""The plugin of pytest, by sessions of it."""

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import gradcheck
from gradcheck.session import Session

SOURCE = Path(gradcheck.__file__).parents[1]
TESTS = '''
import numpy as np, gradcheck, pytest

@pytest.mark.parametrize("k", [1, 2])
def test_right(k):
    gradcheck.check(lambda x: np.sum(np.sin(k * x)), x=(3,), gradient=lambda x: k * np.cos(k * x))

def test_wrong():
    gradcheck.check(lambda x: np.sum(np.sin(x)), x=(3,), gradient=np.cos)
    gradcheck.check(lambda x: np.sum(np.sin(x)), name="branch", x=(3,), gradient=lambda x: np.cos(x) * (1 + 1e-4 * (x > 1)))
'''


def session(folder, *words, **environment):
    (folder / "test_them.py").write_text(TESTS)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    # Where a wheel was built, its description beside the source names the plugin already
    described = any(SOURCE.glob("gradcheck.egg-info/entry_points.txt"))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *([] if described else ["-p", "gradcheck.plugin"]), *words]
    return subprocess.run(command, cwd=folder, env={**kept, "PYTHONPATH": str(SOURCE), **environment}, capture_output=True, text=True)


def replay(text):
    return re.search(r"replay\s+(.*)", text).group(1)


def test_a_failure_is_replayed_by_the_line_that_it_prints(tmp_path):
    line = replay(session(tmp_path).stdout)
    assert re.fullmatch(r"pytest test_them\.py::test_wrong --gradcheck-path matches-differences:\S+@2", line)
    again = session(tmp_path, *shlex.split(line)[1:]).stdout
    assert "✗ branch" in again and replay(again) == line
    whole = session(tmp_path, "test_them.py::test_wrong").stdout
    evaluations = [int(re.search(r"(\d+) f \+", text[text.index("✗ branch") :]).group(1)) if "f +" in text else 0 for text in (again, whole)]
    assert evaluations[0] < evaluations[1]


def test_the_effort_is_that_of_the_session_where_a_check_names_none(tmp_path):
    words = ["test_them.py::test_right[1]", "--gradcheck-effort", "no-such"]
    assert '"no-such"' in session(tmp_path, *words).stdout
    (tmp_path / "test_own.py").write_text(TESTS.replace("x=(3,), ", 'x=(3,), effort="quick", '))
    assert session(tmp_path, "test_own.py::test_right", *words[1:]).returncode == 0


def test_the_line_has_the_effort_and_the_flags_of_its_session(tmp_path):
    (tmp_path / "test_sign.py").write_text(TESTS.replace("k * np.cos", "-k * np.cos"))
    ran = session(tmp_path, "test_sign.py::test_right[1]", "--gradcheck-effort", "quick", GRADCHECK_FLAGS="--seed 7")
    assert "seed 7" in ran.stdout
    line = replay(ran.stdout)
    assert line.startswith("GRADCHECK_FLAGS='--seed 7' pytest 'test_sign.py::test_right[1]'") and line.endswith("--gradcheck-effort quick")


@pytest.mark.parametrize("workers", [[], ["-n", "2"]])
def test_a_session_has_one_report_whose_subjects_are_named_by_their_tests(workers, tmp_path):
    if workers and importlib.util.find_spec("xdist") is None:
        pytest.skip("pytest-xdist is not installed")
    ran = session(tmp_path, *workers, "--gradcheck-report", "told")
    assert "1 failed, 2 passed" in ran.stdout, ran.stdout
    assert f"gradcheck: {tmp_path / 'told' / 'report.json'}, " in ran.stdout
    assert sorted(entry.name for entry in (tmp_path / "told").iterdir()) == ["index.html", "junit.xml", "report.json"]
    report = json.loads((tmp_path / "told" / "report.json").read_text())
    names = [subject["name"] for subject in report["subjects"]]
    of = "test_them.py::test_"
    assert names == [f"<lambda> · {of}right[1]", f"<lambda> · {of}right[2]", f"<lambda> · {of}wrong", f"branch · {of}wrong #2"]
    (wrong,) = [result for result in report["results"] if result["verdict"] == "fail"]
    assert wrong["subject"] == names[3] and wrong["replay"] == replay(ran.stdout)
    assert report["summary"]["fail"] == 1 and report["summary"]["pass"] == len(report["results"]) - 1
    assert "branch · test_them.py::test_wrong #2" in (tmp_path / "told" / "index.html").read_text()
    assert "failures=\"1\"" in (tmp_path / "told" / "junit.xml").read_text()


def test_what_an_earlier_session_left_is_no_part_of_the_report(tmp_path):
    parts = tmp_path / "told" / ".parts"
    parts.mkdir(parents=True)
    (parts / "left.json").write_text("{")
    ran = session(tmp_path, "-k", "nothing", "--gradcheck-report", "told")
    assert "gradcheck: no check was made" in ran.stdout and list((tmp_path / "told").iterdir()) == []


def test_a_path_that_no_report_says_is_refused(tmp_path):
    ran = session(tmp_path, "--gradcheck-path", "h0")
    assert ran.returncode == 1 and re.search(r'E +gradcheck: .*"h0"', ran.stdout)


def test_what_fails_at_every_point_is_replayed_by_the_name_of_its_law(tmp_path):
    odd = TESTS.replace("np.sin(k * x)", "x @ np.ones(4)").replace("x=(3,)", "name='odd \\x1b[31m\\n', x=(3,)", 1)
    (tmp_path / "test_none.py").write_text(odd)
    line = replay(session(tmp_path, "test_none.py::test_right[1]").stdout)
    assert line == "pytest 'test_none.py::test_right[1]' --gradcheck-path matches-differences"
    again = session(tmp_path, *shlex.split(line)[1:]).stdout
    assert "throws" in again and replay(again) == line


def test_a_part_that_a_worker_left_unfinished_is_removed(tmp_path):
    (tmp_path / "test_left.py").write_text(TESTS + """
def test_part():
    from pathlib import Path
    Path("told/.parts/one.unfinished").write_text("{")
""")
    ran = session(tmp_path, "test_left.py", "-k", "test_right or test_part", "--gradcheck-report", "told")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert sorted(entry.name for entry in (tmp_path / "told").iterdir()) == ["index.html", "junit.xml", "report.json"]


PROGRAM = """
import numpy as np, gradcheck
gradcheck.check(lambda x: np.sum(np.sin(x)), x=(3,), gradient=np.cos)
gradcheck.check(lambda x: np.sum(np.sin(x)), x=(3,), gradient=lambda x: -np.cos(x))
"""


def program(folder, words, given=None, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(words, cwd=folder, env={**kept, "PYTHONPATH": str(SOURCE), **environment}, input=given, capture_output=True, text=True)


@pytest.mark.skipif(sys.version_info < (3, 10), reason="Python 3.9 does not tell the words that started it")
@pytest.mark.parametrize("words", [["programs/one.py", "--speed", "2 m/s"], ["-c", PROGRAM]])
def test_a_program_is_replayed_by_the_line_that_it_prints(words, tmp_path):
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "one.py").write_text(PROGRAM)
    line = re.search(r"replay\s+(GRADCHECK_PATH=.*?)\n    otherwise", program(tmp_path, [sys.executable, *words]).stderr, re.DOTALL).group(1)
    path, *started = shlex.split(line)
    assert path == "GRADCHECK_PATH=matches-differences:h0@2" and started == [sys.executable, *words]
    again = program(tmp_path, started, GRADCHECK_PATH=path.partition("=")[2]).stderr
    assert f"replay      {line}\n" in again and "otherwise" not in again


def test_where_lines_are_typed_a_check_is_replayed_by_its_flags(tmp_path):
    told = program(tmp_path, [sys.executable], PROGRAM).stderr
    assert replay(told) == "gradcheck.check(…, flags=['--property', 'matches-differences', '--path', 'h0'])"


def test_a_check_at_another_effort_is_told_as_a_line_for_the_shell(monkeypatch):
    told = Session()
    told.test = "test_them.py::test_right[1]"
    command = "gradcheck run --exec 'python3 it.py' --budget 5000 --effort normal"
    monkeypatch.delenv("GRADCHECK_FLAGS", raising=False)
    assert told.replay(command) == "GRADCHECK_FLAGS='--effort normal' python3 -m pytest 'test_them.py::test_right[1]'"
    monkeypatch.setenv("GRADCHECK_FLAGS", "--seed 7")
    assert told.replay(command) == "GRADCHECK_FLAGS='--seed 7 --effort normal' python3 -m pytest 'test_them.py::test_right[1]'"
    told.plugged = True
    assert told.replay(command) == "GRADCHECK_FLAGS='--seed 7' pytest 'test_them.py::test_right[1]' --gradcheck-effort normal"
