"""The state of PyTorch modules, which a check keeps: parameters, statistics, random numbers."""

import math

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402


class Block(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(3, 2)
        self.norm = torch.nn.BatchNorm1d(2)
        self.drop = torch.nn.Dropout(0.5)
        self.unused = torch.nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return self.drop(self.norm(torch.tanh(self.linear(x))))


def test_a_module_with_statistics_and_dropout_passes_and_keeps_its_state():
    torch.manual_seed(1)
    block = Block().double()
    before = {name: value.clone() for name, value in block.state_dict().items()}
    random = torch.get_rng_state()
    report = gradcheck.check(block, x=(4, 3))
    assert "Block" in report
    assert all(torch.equal(before[name], value) for name, value in block.state_dict().items())
    assert torch.equal(random, torch.get_rng_state())


def test_a_running_state_is_put_back_for_every_point():
    class Running(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("mean", torch.zeros(2, dtype=torch.float64))

        def forward(self, x):
            self.mean += 0.1 * x.detach()
            return x * (1 + self.mean.abs().sum().detach() * 0) + math.pi

    module = Running()
    gradcheck.check(module, x=(2,))
    assert module.mean.tolist() == [0, 0]
