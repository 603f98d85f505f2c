"""Engines that tests need."""

import importlib
import os

import pytest


def engine(name):
    """An engine; where it is not installed, the tests of the module are skipped, unless GRADCHECK_ENGINES asks for it."""
    if name in os.environ.get("GRADCHECK_ENGINES", "").split(","):
        return importlib.import_module(name)
    return pytest.importorskip(name)
