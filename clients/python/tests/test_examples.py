"""The examples of engines: those that are right pass, and of the others each test fails by a law and names an entry."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import engine

ROOT = Path(__file__).resolve().parents[3]


def ran(name, file):
    """The output of the tests of an example."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "clients" / "python" / "src")}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT / "examples" / name), file]
    return subprocess.run(words, capture_output=True, text=True, env=environment, cwd=ROOT / "examples" / name).stdout


@pytest.mark.parametrize("name", ["jax", "torch"])
def test_the_example_of_an_engine(name):
    engine(name)
    folder = "pytorch" if name == "torch" else name
    tests = {file: len(re.findall(r"^def test_", (ROOT / "examples" / folder / file).read_text(), re.MULTILINE)) for file in ("test_right.py", "test_wrong.py")}
    right = ran(folder, "test_right.py")
    assert f"{tests['test_right.py']} passed" in right and "failed" not in right, right
    wrong = ran(folder, "test_wrong.py")
    assert f"{tests['test_wrong.py']} failed" in wrong and "passed" not in wrong, wrong
    told = re.findall(r"✗ \w.*?∂y\S*/∂\w+.*(?:is|are) wrong", wrong)
    assert len(told) >= tests["test_wrong.py"], wrong
