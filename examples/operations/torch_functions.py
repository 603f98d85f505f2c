"""Operations of PyTorch, each with its inputs. Most of torch.nn.functional comes first, and then what torch.special, torch.linalg and torch itself have."""

import functools

import torch
import torch.nn.functional as F
from table import Table, numbers, positive, unit

table = Table("torch")
x = numbers(3)
LABELS = torch.tensor([2, 0])
SIGNS = torch.tensor([1, -1])
TARGETS = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]], dtype=torch.float64)
CHANCES = torch.tensor([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]], dtype=torch.float64)


def windows(kind, **what):
    """Operations of 1, 2 and 3 dimensions, whose names end with that."""
    for d in (1, 2, 3):
        table.add(f"{kind}{d}d", functools.partial(getattr(F, f"{kind}{d}d"), **what), x=numbers(1, 2, *(4, 3, 2)[:d]))


def kernels(kind, weight, **what):
    for d in (1, 2, 3):
        name, sizes = f"{kind}{d}d", (1, 2, *(3, 3, 2)[:d])
        table.add(name, functools.partial(getattr(F, name), **what), input=numbers(*sizes), weight=numbers(*weight, *(2,) * d), bias=numbers(1))


# Activations
table.each("celu elu gelu hardshrink hardsigmoid hardswish hardtanh leaky_relu logsigmoid mish relu relu6 rrelu selu sigmoid silu softplus softshrink softsign tanh tanhshrink", F, x=x)
table.add("gelu of tanh", lambda x: F.gelu(x, approximate="tanh"), x=x)
table.add("softplus beta 3", lambda x: F.softplus(x, beta=3, threshold=5), x=x)
table.add("threshold", lambda x: F.threshold(x, 0.1, 20), x=x)
table.add("elu alpha 2", lambda x: F.elu(x, alpha=2.0), x=x)
table.add("celu alpha 2", lambda x: F.celu(x, alpha=2.0), x=x)
table.add("rrelu in training", lambda x: F.rrelu(x, training=True), x=x)
table.add("prelu", F.prelu, input=numbers(2, 3), weight=numbers(1))
table.add("prelu of channels", F.prelu, input=numbers(2, 3), weight=numbers(3))
table.add("glu", F.glu, x=numbers(2, 4))
for name in ("softmax", "softmin", "log_softmax"):
    table.add(name, functools.partial(getattr(F, name), dim=-1), x=numbers(2, 3))
    table.add(f"{name} of rows", functools.partial(getattr(F, name), dim=0), x=numbers(2, 3))
table.add("gumbel_softmax", functools.partial(F.gumbel_softmax, dim=-1), x=numbers(2, 3))
for name in ("dropout", "alpha_dropout", "feature_alpha_dropout"):
    table.add(name, functools.partial(getattr(F, name), p=0.5, training=True), x=numbers(2, 3))
for d in (1, 2, 3):
    table.add(f"dropout{d}d", functools.partial(getattr(F, f"dropout{d}d"), p=0.5), x=numbers(2, 3, *(2, 1, 1)[:d]))

# Products and convolutions
table.add("linear", F.linear, x=numbers(2, 3), weight=numbers(2, 3), bias=numbers(2))
table.add("bilinear", F.bilinear, a=numbers(2, 2), b=numbers(2, 3), weight=numbers(2, 2, 3), bias=numbers(2))
kernels("conv", (1, 2))
kernels("conv_transpose", (2, 1))
table.add("conv2d with stride, padding and dilation", functools.partial(F.conv2d, stride=2, padding=2, dilation=2), x=numbers(1, 1, 4, 4), weight=numbers(1, 1, 2, 2))
table.add("conv2d of groups", functools.partial(F.conv2d, groups=2), x=numbers(1, 2, 3, 3), weight=numbers(2, 1, 2, 2))
table.add("conv1d same", functools.partial(F.conv1d, padding="same"), x=numbers(1, 1, 4), weight=numbers(1, 1, 2))
table.add("conv_transpose2d with stride", functools.partial(F.conv_transpose2d, stride=2, output_padding=1), x=numbers(1, 1, 2, 2), weight=numbers(1, 1, 3, 3))
table.add("conv_tbc", F.conv_tbc, x=numbers(3, 1, 2), weight=numbers(2, 2, 1), bias=numbers(1))
table.add("unfold", functools.partial(F.unfold, kernel_size=2), x=numbers(1, 1, 3, 3))
table.add("fold", functools.partial(F.fold, output_size=(3, 3), kernel_size=2), x=numbers(1, 4, 4))
table.add("scaled_dot_product_attention", F.scaled_dot_product_attention, q=numbers(1, 2, 2), k=numbers(1, 3, 2), v=numbers(1, 3, 2))
table.add("causal scaled_dot_product_attention", functools.partial(F.scaled_dot_product_attention, is_causal=True), q=numbers(1, 3, 2), k=numbers(1, 3, 2), v=numbers(1, 3, 2))

# Pooling
windows("adaptive_avg_pool", output_size=2)
windows("adaptive_max_pool", output_size=2)
windows("avg_pool", kernel_size=2)
windows("max_pool", kernel_size=2)
windows("lp_pool", norm_type=2, kernel_size=2)
table.add("avg_pool2d with padding", functools.partial(F.avg_pool2d, kernel_size=3, stride=2, padding=1, count_include_pad=False, ceil_mode=True), x=numbers(1, 1, 4, 4))
table.add("avg_pool2d with a divisor", functools.partial(F.avg_pool2d, kernel_size=2, divisor_override=3), x=numbers(1, 1, 4, 4))
table.add("max_pool2d with dilation", functools.partial(F.max_pool2d, kernel_size=2, stride=1, dilation=2), x=numbers(1, 1, 4, 4))
table.add("lp_pool1d of cubes", functools.partial(F.lp_pool1d, norm_type=3, kernel_size=2), x=numbers(1, 1, 4, low=0.1))
table.add("fractional_max_pool2d", functools.partial(F.fractional_max_pool2d, kernel_size=2, output_size=2), x=numbers(1, 1, 4, 4))
table.add("fractional_max_pool3d", functools.partial(F.fractional_max_pool3d, kernel_size=2, output_size=1), x=numbers(1, 1, 3, 3, 3))
table.add("max_unpool1d", lambda x: F.max_unpool1d(x, torch.tensor([[[0, 3]]]), 2), x=numbers(1, 1, 2))
table.add("max_unpool2d", lambda x: F.max_unpool2d(x, torch.tensor([[[[0, 7], [9, 14]]]]), 2), x=numbers(1, 1, 2, 2))
table.add("max_unpool3d", lambda x: F.max_unpool3d(x, torch.tensor([[[[[3]]]]]), 2), x=numbers(1, 1, 1, 1, 1))

# Norms
table.add("batch_norm", lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True), x=numbers(3, 2), w=numbers(2), b=numbers(2))
table.add("batch_norm of statistics", lambda x, w, b: F.batch_norm(x, torch.zeros(2).double(), torch.ones(2).double(), w, b), x=numbers(3, 2), w=numbers(2), b=numbers(2))
table.add("layer_norm", lambda x, w, b: F.layer_norm(x, (3,), w, b), x=numbers(2, 3), w=numbers(3), b=numbers(3))
table.add("group_norm", lambda x, w, b: F.group_norm(x, 2, w, b), x=numbers(1, 4, 2), w=numbers(4), b=numbers(4))
table.add("instance_norm", F.instance_norm, x=numbers(1, 2, 3))
table.add("rms_norm", lambda x, w: F.rms_norm(x, (3,), w), x=numbers(2, 3), w=numbers(3))
table.add("local_response_norm", functools.partial(F.local_response_norm, size=2), x=numbers(1, 3, 2))
for p in (1, 2, 3, float("inf")):
    table.add(f"normalize p={p}", functools.partial(F.normalize, p=p, dim=-1), x=numbers(2, 3))

# Tables of vectors
INDICES = torch.tensor([[0, 2], [2, 1]])
table.add("embedding", lambda w: F.embedding(INDICES, w), w=numbers(3, 2))
table.add("embedding with a maximal norm", lambda w: F.embedding(INDICES, w.clone(), max_norm=1.0), w=numbers(3, 2))
for mode in ("sum", "mean", "max"):
    table.add(f"embedding_bag of {mode}", lambda w, mode=mode: F.embedding_bag(INDICES, w, mode=mode), w=numbers(3, 2))
table.add("embedding_bag with weights", lambda w, s: F.embedding_bag(INDICES, w, per_sample_weights=s, mode="sum"), w=numbers(3, 2), s=numbers(2, 2))

# Distances
for p in (1, 2, 3):
    table.add(f"pairwise_distance p={p}", functools.partial(F.pairwise_distance, p=p), a=numbers(2, 2), b=numbers(2, 2))
    table.add(f"pdist p={p}", functools.partial(F.pdist, p=p), x=numbers(3, 2))
    table.add(f"cdist p={p}", functools.partial(torch.cdist, p=p), a=numbers(2, 2), b=numbers(2, 2))
table.add("cosine_similarity", F.cosine_similarity, a=numbers(2, 2), b=numbers(2, 2))

# Losses
table.each("mse_loss l1_loss smooth_l1_loss huber_loss", F, input=numbers(3), target=numbers(3))
table.add("mse_loss with weights", lambda a, b, w: F.mse_loss(a, b, weight=w), a=numbers(3), b=numbers(3), w=numbers(3))
table.add("binary_cross_entropy", F.binary_cross_entropy, input=unit(2, 3), target=TARGETS)
table.add("binary_cross_entropy of chances", F.binary_cross_entropy, input=unit(2, 3), target=unit(2, 3))
table.add("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, input=numbers(2, 3), target=unit(2, 3))
table.add("binary_cross_entropy near its end", lambda x: F.binary_cross_entropy(x, torch.ones(1).double()), x=unit(1))
table.add("cross_entropy", F.cross_entropy, input=numbers(2, 3), target=LABELS)
table.add("cross_entropy of chances", F.cross_entropy, input=numbers(2, 3), target=unit(2, 3))
table.add("cross_entropy with smoothing", functools.partial(F.cross_entropy, label_smoothing=0.1), input=numbers(2, 3), target=LABELS)
table.add("cross_entropy with weights", lambda a, t: F.cross_entropy(a, t, weight=torch.tensor([1.0, 2.0, 3.0]).double()), a=numbers(2, 3), t=LABELS)
table.add("nll_loss", F.nll_loss, input=numbers(2, 3), target=LABELS)
table.add("nll_loss of images", F.nll_loss, input=numbers(1, 2, 2, 1), target=torch.tensor([[[1], [0]]]))
table.add("kl_div", functools.partial(F.kl_div, reduction="batchmean"), input=numbers(2, 3), target=positive(2, 3))
table.add("kl_div of logarithms", functools.partial(F.kl_div, reduction="sum", log_target=True), input=numbers(2, 3), target=numbers(2, 3))
table.add("poisson_nll_loss", F.poisson_nll_loss, input=numbers(3), target=positive(3))
table.add("poisson_nll_loss of rates", functools.partial(F.poisson_nll_loss, log_input=False, full=True), input=positive(3), target=positive(3))
table.add("gaussian_nll_loss", F.gaussian_nll_loss, input=numbers(3), target=numbers(3), var=positive(3))
table.add("hinge_embedding_loss", F.hinge_embedding_loss, input=numbers(2), target=SIGNS)
table.add("margin_ranking_loss", F.margin_ranking_loss, a=numbers(2), b=numbers(2), target=SIGNS)
table.add("soft_margin_loss", F.soft_margin_loss, input=numbers(2), target=SIGNS)
table.add("cosine_embedding_loss", F.cosine_embedding_loss, a=numbers(2, 3), b=numbers(2, 3), target=SIGNS)
table.add("multi_margin_loss", F.multi_margin_loss, input=numbers(2, 3), target=LABELS)
table.add("multi_margin_loss of squares", functools.partial(F.multi_margin_loss, p=2), input=numbers(2, 3), target=LABELS)
table.add("multilabel_margin_loss", F.multilabel_margin_loss, input=numbers(1, 4), target=torch.tensor([[3, 0, -1, 1]]))
table.add("multilabel_soft_margin_loss", F.multilabel_soft_margin_loss, input=numbers(2, 3), target=TARGETS)
table.add("triplet_margin_loss", F.triplet_margin_loss, a=numbers(2, 2), b=numbers(2, 2), c=numbers(2, 2))
table.add("triplet_margin_loss with swap", functools.partial(F.triplet_margin_loss, swap=True), a=numbers(2, 2), b=numbers(2, 2), c=numbers(2, 2))
table.add("triplet_margin_with_distance_loss", F.triplet_margin_with_distance_loss, a=numbers(2, 2), b=numbers(2, 2), c=numbers(2, 2))
table.add("ctc_loss", lambda x: F.ctc_loss(x.log_softmax(-1), torch.tensor([[1, 2]]), torch.tensor([4]), torch.tensor([2])), x=numbers(4, 1, 3))
table.add("ctc_loss of logarithms", lambda x: F.ctc_loss(x, torch.tensor([[1, 1]]), torch.tensor([4]), torch.tensor([2])), x=numbers(4, 1, 3))

# Pictures
table.add("pixel_shuffle", functools.partial(F.pixel_shuffle, upscale_factor=2), x=numbers(1, 4, 1, 2))
table.add("pixel_unshuffle", functools.partial(F.pixel_unshuffle, downscale_factor=2), x=numbers(1, 1, 2, 4))
table.add("channel_shuffle", functools.partial(F.channel_shuffle, groups=2), x=numbers(1, 4, 1, 2))
table.add("pad", functools.partial(F.pad, pad=(1, -1, 2, 0)), x=numbers(2, 3))
for mode in ("reflect", "replicate", "circular"):
    for d in (1, 2, 3):
        table.add(f"pad {d}d {mode}", functools.partial(F.pad, pad=(1, 1) * d, mode=mode), x=numbers(1, 1, *(3, 2, 2)[:d]))
for mode, d in (("nearest", 2), ("nearest-exact", 2), ("linear", 1), ("bilinear", 2), ("bicubic", 2), ("trilinear", 3), ("area", 2)):
    table.add(f"interpolate {mode}", functools.partial(F.interpolate, size=(3, 4, 3)[:d], mode=mode), x=numbers(1, 1, *(2, 3, 2)[:d]))
for mode in ("linear", "bilinear", "bicubic"):
    d = 1 if mode == "linear" else 2
    table.add(f"interpolate {mode} of aligned corners", functools.partial(F.interpolate, size=(3, 4)[:d], mode=mode, align_corners=True), x=numbers(1, 1, *(2, 3)[:d]))
for mode in ("bilinear", "bicubic"):
    table.add(f"interpolate {mode} downwards", functools.partial(F.interpolate, size=(2, 2), mode=mode, antialias=True), x=numbers(1, 1, 3, 4))
for mode in ("bilinear", "nearest", "bicubic"):
    for padding in ("zeros", "border", "reflection"):
        table.add(f"grid_sample {mode} {padding}", functools.partial(F.grid_sample, mode=mode, padding_mode=padding, align_corners=False), x=numbers(1, 1, 3, 2), grid=numbers(1, 1, 2, 2))
table.add("grid_sample of volumes", functools.partial(F.grid_sample, align_corners=True), x=numbers(1, 1, 2, 2, 2), grid=numbers(1, 1, 1, 2, 3))
table.add("affine_grid", functools.partial(F.affine_grid, size=(1, 1, 2, 3), align_corners=False), theta=numbers(1, 2, 3))

# Functions of one number
table.each("arctan asinh atan cos cosh deg2rad erf erfc exp exp2 expm1 neg rad2deg sgn sign sin sinc sinh square tan abs ceil floor frac round trunc", torch, "torch.", x=x)
table.each("log log10 log1p log2 sqrt rsqrt reciprocal lgamma digamma", torch, "torch.", x=positive(3))
table.each("acos asin atanh erfinv", torch, "torch.", x=numbers(3, low=-1, high=1))
table.add("torch.acosh", torch.acosh, x=numbers(3, low=1))
table.add("torch.logit", torch.logit, x=unit(3))
table.add("torch.lgamma of negative numbers", torch.lgamma, x=numbers(3, low=-4, high=0))
table.add("torch.digamma of negative numbers", torch.digamma, x=numbers(3, low=-4, high=0))
table.each("bessel_j0 bessel_j1 erfcx expit i0 i0e i1 i1e log_ndtr ndtr sinc", torch.special, "special.", x=x)
table.add("special.entr", torch.special.entr, x=numbers(3, low=1e-3))
table.add("special.ndtri", torch.special.ndtri, x=unit(3))
table.add("special.polygamma", lambda x: torch.special.polygamma(1, x), x=positive(3))
table.add("special.multigammaln", lambda x: torch.special.multigammaln(x, 3), x=numbers(3, low=1))
table.add("special.zeta", lambda q: torch.special.zeta(torch.tensor(2.0).double(), q), q=positive(3))
table.add("special.xlogy", torch.special.xlogy, x=numbers(3), y=positive(3))
table.add("special.xlog1py", torch.special.xlog1py, x=numbers(3), y=numbers(3, low=-1))
table.add("special.gammainc", lambda x: torch.special.gammainc(torch.tensor(2.5).double(), x), x=positive(3))
table.add("special.gammaincc", lambda x: torch.special.gammaincc(torch.tensor(2.5).double(), x), x=positive(3))

# Functions of two numbers
table.each("add sub mul div atan2 hypot logaddexp logaddexp2 maximum minimum fmax fmin copysign", torch, "torch.", a=numbers(2), b=numbers(2))
# Of periods as small as roundings slopes cannot be measured
table.each("fmod remainder", torch, "torch.", a=numbers(2), b=numbers(2, low=0.5))
table.add("torch.pow", torch.pow, a=positive(2), b=numbers(2))
table.add("torch.pow of squares", lambda a: torch.pow(a, 2), a=numbers(2))
table.add("torch.pow of roots", lambda a: torch.pow(a, 0.5), a=positive(2))
table.add("torch.pow of a number", lambda b: torch.pow(2.0, b), b=numbers(2))
table.add("torch.float_power", torch.float_power, a=positive(2), b=numbers(2))
table.add("torch.ldexp", lambda a, b: torch.ldexp(a, b), a=numbers(2), b=numbers(2, low=-4, high=4))
table.add("torch.lerp", torch.lerp, a=numbers(2), b=numbers(2), c=numbers(2))
table.add("torch.addcdiv", torch.addcdiv, a=numbers(2), b=numbers(2), c=positive(2))
table.add("torch.clamp", torch.clamp, x=numbers(2), min=numbers(2), max=numbers(2))
table.add("torch.where", lambda a, b: torch.where(a > 0, a, b), a=numbers(2), b=numbers(2))

# Sums, products and orders
for name in "sum mean prod std var amax amin logsumexp cumsum cumprod logcumsumexp median nanmedian sort".split():
    table.add(f"torch.{name}", lambda x, call=getattr(torch, name): tuple(call(x, 1)) if name in ("median", "nanmedian", "sort") else call(x, 1), x=numbers(2, 3))
for name in ("max", "min", "mode", "cummax", "cummin", "aminmax"):
    table.add(f"torch.{name}", lambda x, call=getattr(torch, name): tuple(call(x, dim=1)), x=numbers(2, 3))
for p in (0.5, 1, 2, 3, float("inf"), float("-inf")):
    table.add(f"linalg.vector_norm {p}", functools.partial(torch.linalg.vector_norm, ord=p, dim=-1), x=numbers(2, 3))
table.add("torch.max of all", torch.max, x=numbers(3))
table.add("torch.prod of all", torch.prod, x=numbers(3))
table.add("torch.quantile", lambda x: torch.quantile(x, 0.3), x=numbers(4))
table.add("torch.quantile by its part", lambda q: torch.quantile(torch.tensor([1.0, 3.0, 4.0, 9.0]).double(), q), q=unit(2))
table.add("torch.kthvalue", lambda x: torch.kthvalue(x, 2).values, x=numbers(4))
table.add("torch.topk", lambda x: torch.topk(x, 2).values, x=numbers(4))
table.add("torch.renorm", lambda x: torch.renorm(x, 2, 0, 1.0), x=numbers(2, 3))
table.add("torch.dist", torch.dist, a=numbers(3), b=numbers(3))
table.add("torch.trapezoid", torch.trapezoid, y=numbers(4), x=numbers(4))
table.add("torch.gradient", lambda x: torch.gradient(x)[0], x=numbers(4))
table.add("torch.cov", torch.cov, x=numbers(2, 3))
table.add("torch.corrcoef", torch.corrcoef, x=numbers(2, 3))
table.add("torch.segment_reduce", lambda x: torch.segment_reduce(x, "prod", lengths=torch.tensor([2, 2])), x=numbers(4))
for how in ("prod", "mean", "amax", "amin"):
    table.add(f"torch.scatter_reduce {how}", lambda x, s, how=how: x.scatter_reduce(0, torch.tensor([0, 1, 0]), s, how), x=numbers(2), s=numbers(3))
table.add("torch.cross", torch.linalg.cross, a=numbers(3), b=numbers(3))
table.add("torch.kron", torch.kron, a=numbers(2, 2), b=numbers(1, 2))
table.add("torch.take_along_dim", lambda x: torch.take_along_dim(x, INDICES, 1), x=numbers(2, 3))

# Matrices
square = numbers(2, 2)
table.each("matmul mm inner", torch, "torch.", a=square, b=square)
table.each("det inv matrix_exp slogdet pinv", torch.linalg, "linalg.", a=square)
table.add("linalg.cholesky", lambda a: torch.linalg.cholesky(a @ a.mT + torch.eye(2)), a=square)
table.add("linalg.eigvalsh", lambda a: torch.linalg.eigvalsh(a + a.mT), a=square)
table.add("linalg.svdvals", torch.linalg.svdvals, a=square)
table.add("linalg.solve", torch.linalg.solve, a=square, b=numbers(2))
table.add("linalg.solve_triangular", lambda a, b: torch.linalg.solve_triangular(a, b, upper=True), a=square, b=numbers(2, 1))
table.add("linalg.lstsq", lambda a, b: torch.linalg.lstsq(a, b).solution, a=numbers(3, 2), b=numbers(3, 1))
table.add("linalg.qr", lambda a: torch.linalg.qr(a + 3 * torch.eye(2)).R, a=numbers(2, 2, low=-1, high=1))
table.add("linalg.matrix_power", lambda a: torch.linalg.matrix_power(a, 3), a=square)
table.add("linalg.matrix_power of -2", lambda a: torch.linalg.matrix_power(a, -2), a=square)
table.add("linalg.multi_dot", lambda a, b, c: torch.linalg.multi_dot([a, b, c]), a=numbers(1, 2), b=square, c=numbers(2, 1))
for p in ("fro", "nuc", 2, -2, 1, float("inf")):
    table.add(f"linalg.matrix_norm {p}", functools.partial(torch.linalg.matrix_norm, ord=p), a=square)
