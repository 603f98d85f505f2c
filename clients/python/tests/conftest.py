"""Engines that tests need."""

import importlib
import importlib.util
import os
import re

import pytest

from gradcheck.session import SESSION


def engine(name):
    """An engine; where it is not installed, the tests of the module are skipped, unless GRADCHECK_ENGINES asks for it."""
    if name in os.environ.get("GRADCHECK_ENGINES", "").split(","):
        return importlib.import_module(name)
    return pytest.importorskip(name)


def since(version, what):
    """Marks a test of what PyTorch has since a version: it is skipped with an older one, and the reason names both."""
    installed = importlib.import_module("torch").__version__ if importlib.util.find_spec("torch") else version
    older = numbered(installed) < numbered(version)
    return pytest.mark.skipif(older, reason=f"{what} needs PyTorch {version} or newer, and this is {installed}")


def numbered(version):
    return [int(part) for part in re.findall(r"\d+", version)[:2]]


@pytest.fixture(autouse=True)
def without_the_plugin(monkeypatch):
    """As where the plugin is not loaded, which it is where the package is installed: tests of it are sessions of their own."""
    monkeypatch.setattr(SESSION, "plugged", False)
