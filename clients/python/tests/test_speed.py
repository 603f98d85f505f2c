"""What checks of small layers cost, by what is counted."""

import re
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench" / "small_layers.py"


def test_a_check_of_a_small_layer_needs_fewer_than_half_as_many_messages_as_evaluations():
    ran = subprocess.run([sys.executable, BENCH, "5"], capture_output=True, text=True)
    evaluations, messages = map(int, re.search(r"(\d+) evaluations in (\d+) messages a check", ran.stdout).groups())
    assert ran.returncode in (0, 1) and 100 < evaluations < 1000
    assert messages < evaluations / 2
