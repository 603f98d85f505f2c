"""Operations of PyTorch are held to the laws, and those that are known to be wrong are so."""

from known import TORCH
from table import both_tests
from torch_functions import table

test_operation, test_known_failure = both_tests(table, TORCH)
