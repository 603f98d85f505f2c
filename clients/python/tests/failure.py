"""Checks that fail."""

import pytest

import gradcheck


def fails(*args, match, **given):
    """The report of a check that fails, which has a text that matches."""
    with pytest.raises(AssertionError, match=match) as raised:
        gradcheck.check(*args, **given)
    return str(raised.value)
