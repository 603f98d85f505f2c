"""Operations of JAX are held to the laws, and those that are known to be wrong are so."""

import pytest
from known import JAX as KNOWN
from table import Operation, confirm, judge
from jax_functions import table


@pytest.mark.parametrize("name", table.sample(KNOWN))
def test_operation(name):
    judge(table.operations[name], KNOWN)


@pytest.mark.parametrize("name", KNOWN)
def test_known_failure(name):
    confirm(table.operations[name], KNOWN[name])
