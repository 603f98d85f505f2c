"""What is known to be wrong, in PyTorch 2.15.0 and in JAX 0.10.2. docs/findings.md tells of it; a failure that is mended has to be taken off here and there."""

from math import inf, log1p, nan, pi

from table import Known

BUG, CONVENTION, LIMIT = "bug", "convention", "documented limit"
NORM = "the slope of a norm at 0 is a quotient 0/0; any subgradient would do, such as 0"
STD = "a root of 0: any subgradient would do, such as 0"
ROOT = "an infinite slope times a cotangent of 0"

TORCH = {
    "hardsigmoid": Known([0], 0, 0.1666666716337204, 1 / 6, BUG, "1/6 is one of single precision, also in float64"),
    "embedding with a maximal norm": Known([[3, 4]], 0, [[1, 1], [1, 1], [2, 2]], [[0.032, -0.024], [0.032, -0.024], [0.064, -0.048]], LIMIT, "vectors are made shorter in place, and the gradient is by the shorter ones"),
    "binary_cross_entropy near its end": Known([1], 0, 0, -1, BUG, "(x − t) / max(x (1 − x), 1e-12) leaves nothing within 1e-12 of the ends"),
    "binary_cross_entropy of chances": Known([0, 0.5], 1, inf, 100 / 6, BUG, "the loss holds logarithms at −100, and the gradient by the target does not"),
    "poisson_nll_loss of rates": Known([1, 0], 1, nan, -log1p(1e-8) / 3, BUG, "the term of Stirling, which is left out for targets up to 1, sends back 0 · ∞"),
    "ctc_loss of logarithms": Known([0], 0, [[[0.4, 0.1, 0.5]], [[0.2, 0.3, 0.5]], [[0.2, 0.3, 0.5]], [[0.4, 0.1, 0.5]]], [[[-0.1, -0.4, 0]], [[-0.3, -0.2, 0]], [[-0.3, -0.2, 0]], [[-0.1, -0.4, 0]]], CONVENTION, "the gradient takes for granted that a log_softmax comes before"),
    "torch.sqrt": Known([[0, 1, 1]], 0, [nan, 0.5, 0.5], [0, 0.5, 0.5], CONVENTION, ROOT, dy=[0, 1, 1]),
    "torch.digamma": Known([1], 0, 1.6449340676383375, pi**2 / 6, BUG, "the trigamma function has nine digits, also in float64"),
    "torch.digamma of negative numbers": Known([-0.5], 0, 8.93480220, pi**2 / 2 + 4, BUG, "as above"),
    "special.polygamma": Known([1], None, 1.6449340676383375, pi**2 / 6, BUG, "polygamma(1, x) itself has nine digits; its derivative is right"),
    "torch.hypot": Known([0, 0], 0, nan, 0, CONVENTION, NORM),
    "linalg.det": Known([1], 0, 0, [[1, -1], [-1, 1]], BUG, "the gradient of a matrix without an inverse is 0 in place of its cofactors"),
}

JAX = {
    "sqrt": Known([[0, 1, 1]], 0, [nan, 0.5, 0.5], [0, 0.5, 0.5], CONVENTION, ROOT, dy=[0, 1, 1]),
    "ldexp": Known([0], 0, 1, 8, BUG, "0 is passed on as it is, and so is its slope"),
    "std": Known([1], 0, nan, 0, CONVENTION, STD),
    "nanstd": Known([1], 0, nan, 0, CONVENTION, STD),
    "std of a sample": Known([1], 0, nan, 0, CONVENTION, STD),
    "vander": Known([0], 0, nan, 1, BUG, "powers are taken as of real exponents"),
    "linalg.norm None": Known([0], 0, nan, 0, CONVENTION, NORM),
    "linalg.norm 2": Known([0], 0, nan, 0, CONVENTION, NORM),
    "linalg.norm 3": Known([0], 0, nan, 0, CONVENTION, NORM),
    "linalg.norm 0.5": Known([0], 0, nan, 0, CONVENTION, NORM),
    "linalg.norm fro of matrices": Known([0], 0, nan, 0, CONVENTION, NORM),
    "special.i0": Known([0], 0, 1, 0, BUG, "it is exp(|x|) i0e(x), and the slopes of the two factors at 0 do not belong together"),
    "special.spence": Known([1.5], 0, nan, -0.8109302162163288, BUG, "NaN from 1 up to 2; at 1 itself 0 in place of −1"),
    "special.gammainc": Known([0, 1], 0, nan, -0.21938393439552029, BUG, "NaN at the end a = 0, where the slope is −E₁(x)"),
    "special.gammaincc": Known([0, 1], 0, nan, 0.21938393439552029, BUG, "as above, E₁(x)"),
    "lax.clamp": Known([0, 0, 1], 1, 0, 0.5, BUG, "at a tie 0 is sent to all of the tied inputs"),
    "stats.laplace.cdf": Known([710], 0, nan, 0, BUG, "exp(x) of the other branch overflows"),
    "stats.norm.logcdf": Known([-20.5], 0, 20.54855112032592, 20.548551052435849, BUG, "it is log_ndtr"),
    "special.log_ndtr": Known([-20.5], 0, 20.54855112032592, 20.548551052435849, BUG, "the series for x < −20 has eight digits there"),
}
