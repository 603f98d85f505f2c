"""How and where PyTorch computes during a check, and what is put back."""

import pytest

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402


def test_an_arithmetic_is_apart_from_the_type_and_put_back():
    before = torch.get_float32_matmul_precision(), torch.get_num_threads()
    seen = []

    class Watching(torch.nn.Linear):
        def forward(self, x):
            y = super().forward(x)
            seen.append((torch.get_float32_matmul_precision(), y.dtype, torch.get_num_threads()))
            return y

    gradcheck.check(Watching(4, 2), x=(2, 4))
    assert seen[-1] == ("highest", torch.float32, 1)
    gradcheck.check(Watching(4, 2), x=(2, 4), arithmetic="tf32")
    assert seen[-1][0] == "high"
    gradcheck.check(Watching(4, 2), x=(2, 4), arithmetic="autocast:bfloat16")
    assert any(dtype == torch.bfloat16 for _, dtype, _ in seen)
    assert before == (torch.get_float32_matmul_precision(), torch.get_num_threads())
    with pytest.raises(ValueError, match="arithmetic='fp8' is none of highest, tf32, autocast:bfloat16 and autocast:float16"):
        gradcheck.check(Watching(4, 2), x=(2, 4), arithmetic="fp8")


def test_tensors_stay_on_their_device():
    if not torch.cuda.is_available():
        pytest.skip("there is no GPU")
    seen = set()

    def watched(x):
        seen.add(x.device.type)
        return x.tanh()

    gradcheck.check(watched, x=(2, 3), engine="torch", device="cuda")
    assert seen == {"cuda"}
