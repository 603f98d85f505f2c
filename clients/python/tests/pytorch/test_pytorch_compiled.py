"""What torch.compile makes of PyTorch code."""

import re

import pytest

from conftest import engine, since

torch = engine("torch")

import gradcheck  # noqa: E402
from failure import fails  # noqa: E402


@since("2.0", "torch.compile")
def test_compiled_code_is_held_to_the_code_it_was_made_of():
    def backend(graph, _):
        def wrong(*args):
            return [2 * y for y in graph(*args)]

        return wrong

    gradcheck.check(torch.nn.Tanh(), x=(2,), compiled="eager")
    said = fails(torch.nn.Tanh(), x=(2,), compiled=backend, match="✗ Tanh compiled")
    assert "matches-reference" in said and "✓ Tanh " in said


def test_a_torch_that_compiles_nothing_is_told_which_does(monkeypatch):
    monkeypatch.delattr(torch, "compile", raising=False)
    with pytest.raises(RuntimeError, match=rf"^gradcheck: compiled needs PyTorch 2\.0 or newer, and this is {re.escape(torch.__version__)}$"):
        gradcheck.check(torch.nn.Tanh(), x=(2,), compiled=True)
