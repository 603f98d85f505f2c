"""Engines that tests need."""

import importlib
import os

import pytest

from gradcheck.session import SESSION


def engine(name):
    """An engine; where it is not installed, the tests of the module are skipped, unless GRADCHECK_ENGINES asks for it."""
    if name in os.environ.get("GRADCHECK_ENGINES", "").split(","):
        return importlib.import_module(name)
    return pytest.importorskip(name)


@pytest.fixture(autouse=True)
def without_the_plugin(monkeypatch):
    """As where the plugin is not loaded, which it is where the package is installed: tests of it are sessions of their own."""
    monkeypatch.setattr(SESSION, "plugged", False)
