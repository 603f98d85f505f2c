"""What docs/python.md and examples/numpy show."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gradcheck
from conftest import engine
from gradcheck.node import command
from layers import WrongDense

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "python.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split()[1])
def test_the_tests_that_are_shown_pass(block):
    for name in ("torch", "jax"):
        if f"import {name}\n" in block:
            engine(name)
    shown = {"__name__": "shown"}
    exec(compile(block, "docs/python.md", "exec"), shown)
    tests = [value for name, value in shown.items() if name.startswith("test_")]
    assert tests
    for test in tests:
        test()


def test_the_report_that_is_shown_names_the_changed_sign():
    shown = re.search(r"it says\n\n```text\n(.*?)\n```", TEXT, re.DOTALL).group(1)
    with pytest.raises(AssertionError) as raised:
        gradcheck.check(WrongDense, x=(4, 3), w=(3, 2))
    assert [line for line in shown.splitlines() if line not in str(raised.value)] == []


def test_the_example_of_numpy_has_one_right_and_one_wrong_layer():
    served = f"{sys.executable} {ROOT / 'examples' / 'numpy' / 'layers.py'}"
    words = [*command(), "run", "--exec", served, "--no-memory", "--reporter", "terminal", "--effort", "quick"]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "clients" / "python" / "src")}
    ran = subprocess.run(words, capture_output=True, text=True, env=environment)
    assert "✗ LayerNormWithoutVariance" in ran.stdout, ran.stdout + ran.stderr
    assert "1 wrong · 1 right" in ran.stdout
