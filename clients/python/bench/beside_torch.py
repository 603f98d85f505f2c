"""gradcheck beside torch.autograd.gradcheck: `python3 clients/python/bench/beside_torch.py [--write]`.

Holds twenty right modules and twenty wrong ones, in float64 and in float32, to the laws at quick effort and to
torch.autograd.gradcheck, slow and fast, each as it comes. Prints one table, of verdicts and of times relative to that of the
slow mode of torch in float64; --write puts it into docs/python-peers.md. It ends with 1 where gradcheck is wrong about one.
"""

import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "clients" / "python" / "src"), str(Path(__file__).parent)]

import torch  # noqa: E402
from modules import right, wrong  # noqa: E402

import gradcheck  # noqa: E402

PAGE = ROOT / "docs" / "python-peers.md"
MARKS = ("<!-- beside torch -->", "<!-- end of it -->")
TYPES = (torch.float64, torch.float32)


def ours(target, given, dtype):
    try:
        report = gradcheck.check(target, precision=str(dtype).partition(".")[2], **given)
    except AssertionError:
        return False
    return None if "\n? " in "\n" + report else True


def theirs(target, given, dtype, fast):
    """The verdict of torch's own function at one random point, in the inputs and the parameters."""
    torch.manual_seed(7)

    def drawn(shape):
        low, high = (shape.low, shape.high) if isinstance(shape, gradcheck.Tensor) else (-2, 2)
        size = shape.shape if isinstance(shape, gradcheck.Tensor) else shape
        return (low + (high - low) * torch.rand(size, dtype=dtype)).requires_grad_()

    xs = [value if isinstance(value, torch.Tensor) else drawn(value) for value in given.values()]
    parameters = dict(target.named_parameters()) if isinstance(target, torch.nn.Module) else {}
    call = target.apply if not isinstance(target, torch.nn.Module) else None

    def f(*tensors):
        if call:
            return call(*tensors)
        torch.manual_seed(5)
        return torch.func.functional_call(target, dict(zip(parameters, tensors[len(xs) :])), tensors[: len(xs)])

    held = [p.detach().clone().requires_grad_() for p in parameters.values()]
    try:
        return bool(torch.autograd.gradcheck(f, (*xs, *held), fast_mode=fast, raise_exception=False))
    except Exception:
        return False


def timed(call, *args):
    started = time.process_time()
    verdict = call(*args)
    return verdict, time.process_time() - started


def converted(target, dtype):
    return target.to(dtype) if isinstance(target, torch.nn.Module) else target


def rows():
    """Name, whether it is right, the six verdicts, and the six times, of each module."""
    gradcheck.check(torch.nn.Tanh(), x=(2,))
    for is_right, cases in ((True, right()), (False, wrong())):
        for name, target, given in cases:
            found = []
            for dtype in TYPES:
                converted(target, dtype)
                found += [timed(ours, target, given, dtype), timed(theirs, target, given, dtype, False), timed(theirs, target, given, dtype, True)]
            print(name, *(f"{verdict}/{spent:.2f}" for verdict, spent in found), file=sys.stderr)
            yield name, is_right, [verdict for verdict, _ in found], [spent for _, spent in found]


HEAD = ["gradcheck, float64", "torch slow, float64", "torch fast, float64", "gradcheck, float32", "torch slow, float32", "torch fast, float32"]


def table(found):
    lines = ["| module | is | " + " | ".join(HEAD) + " |", "| --- | --- |" + " --- |" * 6]
    told = {True: "passes", False: "fails", None: "open"}
    for name, is_right, verdicts, _ in found:
        marked = [told[v] if v is is_right else f"**{told[v]}**" for v in verdicts]
        lines.append(f"| {name} | {'right' if is_right else 'wrong'} | " + " | ".join(marked) + " |")
    counts = [sum(verdicts[k] is is_right for _, is_right, verdicts, _ in found) for k in range(6)]
    lines.append(f"| all {len(found)}: told rightly | | " + " | ".join(map(str, counts)) + " |")
    totals = [sum(spent[k] for *_, spent in found) for k in range(6)]
    lines.append("| time in the process of the test, of that of torch slow, float64 | | " + " | ".join(f"{t / totals[1]:.1f}" for t in totals) + " |")
    return "\n".join(lines), counts


def main():
    warnings.simplefilter("ignore")
    found = list(rows())
    text, counts = table(found)
    print(text)
    if "--write" in sys.argv[1:]:
        before, _, rest = PAGE.read_text().partition(MARKS[0])
        version = ".".join(torch.__version__.split(".")[:2])
        PAGE.write_text(f"{before}{MARKS[0]}\n\nWith PyTorch {version}:\n\n{text}\n\n{MARKS[1]}{rest.partition(MARKS[1])[2]}")
    return 0 if counts[0] == counts[3] == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
