"""Operations of JAX, each with its inputs. Those of jax.numpy come first, and then what jax.nn, jax.scipy and jax.lax have."""

import functools

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy import linalg as scipy_linalg
from jax.scipy import special, stats
from table import Table, numbers, positive, unit

jax.config.update("jax_enable_x64", True)

table = Table("jax")
x = numbers(3)
square = numbers(2, 2)

# Functions of one number
table.each(
    "abs arcsinh arctan cbrt ceil cos cosh deg2rad exp exp2 expm1 fabs floor negative positive rad2deg rint sign sin sinc sinh square tan tanh trunc "
    "nan_to_num conj real",
    jnp,
    x=x,
)
table.each("log log10 log2 log1p sqrt reciprocal", jnp, x=positive(3))
table.each("arccos arcsin arctanh", jnp, x=numbers(3, low=-1, high=1))
table.add("arccosh", jnp.arccosh, x=numbers(3, low=1))
table.add("i0", jnp.i0, x=x)
table.add("modf", lambda x: jnp.modf(x)[0], x=x)
table.add("frexp", lambda x: jnp.frexp(x)[0], x=x)
table.add("unwrap", jnp.unwrap, x=x)
table.add("angle", jnp.angle, x=x)

# Functions of two numbers
table.each("add subtract multiply divide arctan2 hypot logaddexp logaddexp2 maximum minimum fmax fmin copysign", jnp, a=numbers(2), b=numbers(2))
# Of periods as small as roundings slopes cannot be measured
table.each("fmod mod remainder", jnp, a=numbers(2), b=numbers(2, low=0.5))
table.add("heaviside", lambda a: jnp.heaviside(a, 0.5), a=numbers(2))
table.add("power", jnp.power, a=positive(2), b=numbers(2))
table.add("power of squares", lambda a: jnp.power(a, 2), a=numbers(2))
table.add("power of squares by floats", lambda a: jnp.power(a, 2.0), a=numbers(2))
table.add("float_power", jnp.float_power, a=positive(2), b=numbers(2))
table.add("divmod", lambda a, b: jnp.divmod(a, b)[1], a=numbers(2), b=numbers(2, low=0.5))
table.add("clip", jnp.clip, x=numbers(2), low=numbers(2), high=numbers(2))
table.add("where", lambda a, b: jnp.where(a > 0, a, b), a=numbers(2), b=numbers(2))
table.add("interp", jnp.interp, x=numbers(2), xp=np.array([-1.0, 0.0, 2.0]), fp=numbers(3))
table.add("polyval", jnp.polyval, p=numbers(3), x=numbers(2))
table.add("ldexp", lambda a: jnp.ldexp(a, 3), a=numbers(2))
table.add("select", lambda a, b: jnp.select([a > 0, b > 0], [a * b, a - b], 0.0), a=numbers(2), b=numbers(2))
table.add("piecewise", lambda x: jnp.piecewise(x, [x < 0, x > 1], [lambda x: -x, jnp.sin, 0.5]), x=x)

# Sums, products and orders
for name in (
    "sum mean prod std var max min median cumsum cumprod nansum nanmean nanprod nanstd nanvar nanmax nanmin nanmedian nancumsum nancumprod ptp sort average"
).split():
    table.add(name, functools.partial(getattr(jnp, name), axis=1), x=numbers(2, 3))
table.add("var of a sample", functools.partial(jnp.var, ddof=1), x=x)
table.add("std of a sample", functools.partial(jnp.std, ddof=1), x=x)
table.add("average of weights", lambda x, w: jnp.average(x, weights=w), x=x, w=positive(3))
table.add("quantile", lambda x: jnp.quantile(x, 0.3), x=numbers(4))
table.add("quantile by its part", lambda q: jnp.quantile(jnp.array([1.0, 3.0, 4.0, 9.0]), q), q=unit(2))
table.add("percentile", lambda x: jnp.percentile(x, 30.0, method="midpoint"), x=numbers(4))
table.add("nanquantile", lambda x: jnp.nanquantile(x, 0.3), x=numbers(4))
table.add("partition", lambda x: jnp.partition(x, 1), x=numbers(3))
table.add("diff", jnp.diff, a=numbers(4))
table.add("ediff1d", jnp.ediff1d, a=numbers(4))
table.add("gradient", jnp.gradient, f=numbers(4))
table.add("trapezoid", jnp.trapezoid, y=numbers(4), x=numbers(4))
table.add("cov", jnp.cov, m=numbers(2, 3))
table.add("corrcoef", jnp.corrcoef, x=numbers(2, 3))
table.add("convolve", jnp.convolve, a=numbers(3), v=numbers(2))
table.add("correlate", jnp.correlate, a=numbers(3), v=numbers(2))
table.add("cross", jnp.cross, a=numbers(3), b=numbers(3))
table.each("dot matmul inner outer kron vdot", jnp, a=square, b=square)
table.add("tensordot", functools.partial(jnp.tensordot, axes=1), a=square, b=square)
table.add("einsum", lambda a, b: jnp.einsum("ij,kj->ik", a, b), a=square, b=square)
table.add("trace", jnp.trace, a=square)
table.add("vander", jnp.vander, x=x)

# Shapes
table.each("flip ravel transpose tril triu diagonal fliplr flipud rot90 squeeze", jnp, a=square)
table.add("diag", jnp.diag, a=numbers(2))
table.add("concatenate", lambda a, b: jnp.concatenate([a, b]), a=numbers(2), b=numbers(1))
table.add("stack", lambda a, b: jnp.stack([a, b]), a=numbers(2), b=numbers(2))
for mode in ("constant", "edge", "linear_ramp", "maximum", "mean", "minimum", "reflect", "symmetric", "wrap", "median"):
    table.add(f"pad {mode}", functools.partial(jnp.pad, pad_width=1, mode=mode), a=numbers(3))
table.add("roll", functools.partial(jnp.roll, shift=1), a=x)
table.add("repeat", functools.partial(jnp.repeat, repeats=2), a=x)
table.add("tile", functools.partial(jnp.tile, reps=(2, 2)), a=x)
table.add("take", lambda a: jnp.take(a, np.array([0, 2, 2])), a=x)
table.add("take_along_axis", lambda a: jnp.take_along_axis(a, np.array([[1], [0]]), 1), a=square)
table.add("insert", lambda a, b: jnp.insert(a, 1, b), a=numbers(3), b=numbers(1))
table.add("apply_along_axis", lambda a: jnp.apply_along_axis(jnp.prod, 0, a), a=square)

# Matrices
table.each("det inv pinv slogdet svdvals", jnp.linalg, "linalg.", a=square)
table.add("linalg.cholesky", lambda a: jnp.linalg.cholesky(a @ a.T + jnp.eye(2)), a=square)
table.add("linalg.eigvalsh", lambda a: jnp.linalg.eigvalsh(a + a.T), a=square)
table.add("linalg.qr", lambda a: jnp.linalg.qr(a + 3 * jnp.eye(2))[1], a=numbers(2, 2, low=-1, high=1))
table.add("linalg.solve", jnp.linalg.solve, a=square, b=numbers(2))
table.add("linalg.lstsq", lambda a, b: jnp.linalg.lstsq(a, b)[0], a=numbers(3, 2), b=numbers(3))
table.add("linalg.matrix_power", lambda a: jnp.linalg.matrix_power(a, 3), a=square)
table.add("linalg.matrix_power of -2", lambda a: jnp.linalg.matrix_power(a, -2), a=square)
table.add("linalg.multi_dot", lambda a, b, c: jnp.linalg.multi_dot([a, b, c]), a=numbers(1, 2), b=square, c=numbers(2, 1))
for p in (None, 1, 2, 3, 0.5, np.inf, -np.inf):
    table.add(f"linalg.norm {p}", functools.partial(jnp.linalg.norm, ord=p), x=x)
for p in ("fro", "nuc", 2, -2):
    table.add(f"linalg.norm {p} of matrices", functools.partial(jnp.linalg.norm, ord=p), x=square)
table.add("scipy.linalg.expm", scipy_linalg.expm, a=square)
table.add("scipy.linalg.solve_triangular", scipy_linalg.solve_triangular, a=square, b=numbers(2))

# Neural networks
table.each(
    "celu elu gelu hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_sign softmax "
    "softplus sparse_plus sparse_sigmoid squareplus standardize logsumexp",
    jax.nn,
    "nn.",
    x=x,
)
table.add("nn.glu", jax.nn.glu, x=numbers(2, 4))
table.add("nn.gelu exactly", functools.partial(jax.nn.gelu, approximate=False), x=x)
table.add("nn.dot_product_attention", jax.nn.dot_product_attention, q=numbers(1, 2, 1, 2), k=numbers(1, 2, 1, 2), v=numbers(1, 2, 1, 2))

# Special functions
table.each("erf erfc expit i0 i0e i1 i1e log_ndtr ndtr", special, "special.", x=x)
table.each("digamma gamma gammaln exp1 spence expi", special, "special.", x=numbers(3, low=0.1, high=8))
table.add("special.entr", special.entr, x=numbers(3, low=1e-3))
table.add("special.digamma of negative numbers", special.digamma, x=numbers(3, low=-4, high=0))
table.add("special.gammaln of negative numbers", special.gammaln, x=numbers(3, low=-4, high=0))
table.add("special.gamma of negative numbers", special.gamma, x=numbers(3, low=-4, high=0))
table.add("special.erfinv", special.erfinv, x=numbers(3, low=-1, high=1))
table.add("special.logit", special.logit, x=unit(3))
table.add("special.ndtri", special.ndtri, x=unit(3))
table.add("special.polygamma", lambda x: special.polygamma(1, x), x=positive(3))
table.add("special.multigammaln", lambda x: special.multigammaln(x, 3), x=numbers(3, low=1))
table.add("special.zeta", lambda q: special.zeta(2.0, q), q=positive(3))
table.add("special.zeta by its exponent", lambda s: special.zeta(s, 1.0), s=numbers(3, low=1))
table.add("special.xlogy", special.xlogy, x=numbers(3), y=positive(3))
table.add("special.xlog1py", special.xlog1py, x=numbers(3), y=numbers(3, low=-1))
table.add("special.kl_div", special.kl_div, p=positive(2), q=positive(2))
table.add("special.rel_entr", special.rel_entr, p=positive(2), q=positive(2))
table.add("special.beta", special.beta, a=positive(2), b=positive(2))
table.add("special.betaln", special.betaln, a=positive(2), b=positive(2))
table.add("special.betainc", lambda x: special.betainc(2.0, 3.0, x), x=unit(2))
table.add("special.gammainc", special.gammainc, a=positive(2), x=positive(2))
table.add("special.gammaincc", special.gammaincc, a=positive(2), x=positive(2))
table.add("special.logsumexp with weights", lambda x, b: special.logsumexp(x, b=b), x=x, b=positive(3))
table.add("special.poch", special.poch, z=numbers(2, low=0.5, high=4), m=numbers(2, low=0.5, high=4))

# Distributions
table.add("stats.norm.logpdf", stats.norm.logpdf, x=numbers(2), loc=numbers(2), scale=positive(2))
table.add("stats.norm.logcdf", stats.norm.logcdf, x=numbers(2))
table.add("stats.beta.logpdf", stats.beta.logpdf, x=unit(2), a=positive(2), b=positive(2))
table.add("stats.gamma.logpdf", stats.gamma.logpdf, x=positive(2), a=positive(2))
table.add("stats.t.logpdf", stats.t.logpdf, x=numbers(2), df=positive(2))
table.add("stats.laplace.cdf", stats.laplace.cdf, x=numbers(2))
table.add("stats.truncnorm.logpdf", lambda x: stats.truncnorm.logpdf(x, -1.0, 1.0), x=numbers(2, low=-1, high=1))

# Of jax.lax
for name in ("cumlogsumexp", "cummax", "cummin", "cumprod", "cumsum"):
    table.add(f"lax.{name}", functools.partial(getattr(jax.lax, name), axis=1), x=numbers(2, 3))
table.add("lax.rsqrt", jax.lax.rsqrt, x=positive(3))
table.add("lax.integer_pow", lambda x: jax.lax.integer_pow(x, -3), x=x)
table.add("lax.logistic", jax.lax.logistic, x=x)
table.add("lax.top_k", lambda x: jax.lax.top_k(x, 2)[0], x=numbers(4))
table.add("lax.reduce_precision", lambda x: jax.lax.reduce_precision(x, 11, 52), x=x)
table.add("lax.clamp", jax.lax.clamp, low=numbers(2), x=numbers(2), high=numbers(2))
table.add("lax.max_pool", lambda x: jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (2,), (1,), "VALID"), x=numbers(4))
table.add("lax.conv", lambda x, w: jax.lax.conv(x, w, (1, 1), "SAME"), x=numbers(1, 1, 3, 3), w=numbers(1, 1, 2, 2))
table.add("segment_max", lambda x: jax.ops.segment_max(x, np.array([0, 0, 1]), 2), x=x)
table.add("at.multiply", lambda a, b: a.at[np.array([1, 0])].multiply(b, unique_indices=True), a=numbers(2), b=numbers(2))
for how in ("add", "max", "min"):
    table.add(f"at.{how}", lambda a, b, how=how: getattr(a.at[np.array([0, 1, 0])], how)(b), a=numbers(2), b=numbers(3))
table.add("fft.rfft, its size", lambda x: jnp.abs(jnp.fft.rfft(x)), x=x)
table.add("image.resize", lambda x: jax.image.resize(x, (3, 4), "cubic"), x=numbers(2, 3))
