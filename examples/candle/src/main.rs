//! Operations of candle, held to what its own backward says of them, in double precision on the processor.

use std::process::ExitCode;

use candle_core::{Device, Result, Tensor as Candle, Var};
use gradcheck_client::{layer, Server, Subject, Tensor, Tensors};

type Inputs = &'static [(&'static str, &'static [usize], f64, f64)];
type Operation = fn(&[Candle]) -> Result<Candle>;

fn variables(inputs: Inputs, x: &Tensors<f64>) -> Result<Vec<Var>> {
    let one = |(k, (_, shape, ..)): (usize, &(&str, &[usize], f64, f64))| Var::from_slice(&x[k], *shape, &Device::Cpu);
    inputs.iter().enumerate().map(one).collect()
}

fn values(y: &Candle) -> Result<Vec<f64>> {
    y.flatten_all()?.to_vec1()
}

/// The operation on variables of these values.
fn applied(operation: Operation, inputs: Inputs, x: &Tensors<f64>) -> Result<(Vec<Var>, Candle)> {
    let variables = variables(inputs, x)?;
    let tensors: Vec<Candle> = variables.iter().map(|one| one.as_tensor().clone()).collect();
    let y = operation(&tensors)?;
    Ok((variables, y))
}

fn backward(operation: Operation, inputs: Inputs, x: &Tensors<f64>, dy: &[f64], dx: &mut Tensors<f64>) -> Result<()> {
    let (variables, y) = applied(operation, inputs, x)?;
    let weights = Candle::from_slice(dy, y.shape(), &Device::Cpu)?;
    let gradients = y.mul(&weights)?.sum_all()?.backward()?;
    for (k, variable) in variables.iter().enumerate() {
        if let Some(gradient) = gradients.get(variable) {
            dx[k].copy_from_slice(&values(gradient)?);
        }
    }
    Ok(())
}

fn subject(name: &str, outputs: usize, inputs: Inputs, operation: Operation) -> Subject<f64> {
    let tensors: Vec<Tensor> = inputs.iter().map(|(name, shape, low, high)| Tensor::new(name, *shape).within(*low, *high)).collect();
    layer(
        name,
        tensors,
        outputs,
        move |x, y| y.copy_from_slice(&applied(operation, inputs, x).and_then(|(_, y)| values(&y)).unwrap()),
        move |x, dy, dx| backward(operation, inputs, x, dy, dx).unwrap(),
    )
}

const X: Inputs = &[("x", &[2, 3], -2.0, 2.0)];
const POSITIVE: Inputs = &[("x", &[2, 3], 0.1, 3.0)];
const PAIR: Inputs = &[("a", &[2, 3], -2.0, 2.0), ("b", &[2, 3], 0.5, 2.0)];
const ROW: Inputs = &[("a", &[2, 3], -2.0, 2.0), ("b", &[1, 3], 0.5, 2.0)];
const POWER: Inputs = &[("a", &[2, 3], 0.1, 2.0), ("b", &[2, 3], -2.0, 2.0)];
const PRODUCT: Inputs = &[("a", &[2, 3], -2.0, 2.0), ("b", &[3, 2], -2.0, 2.0)];
const LINE: Inputs = &[("x", &[1, 2, 6], -2.0, 2.0), ("w", &[2, 2, 3], -2.0, 2.0)];
const IMAGE: Inputs = &[("x", &[1, 1, 4, 4], -2.0, 2.0), ("w", &[1, 1, 3, 3], -2.0, 2.0)];
const PICTURE: Inputs = &[("x", &[1, 1, 4, 4], -2.0, 2.0)];

#[rustfmt::skip]
fn main() -> ExitCode {
    let table: &[(&str, usize, Inputs, Operation)] = &[
        ("exp", 6, X, |x| x[0].exp()),
        ("log", 6, POSITIVE, |x| x[0].log()),
        ("sin", 6, X, |x| x[0].sin()),
        ("cos", 6, X, |x| x[0].cos()),
        ("tanh", 6, X, |x| x[0].tanh()),
        ("abs", 6, X, |x| x[0].abs()),
        ("neg", 6, X, |x| x[0].neg()),
        ("recip", 6, POSITIVE, |x| x[0].recip()),
        ("sqr", 6, X, |x| x[0].sqr()),
        ("sqrt", 6, POSITIVE, |x| x[0].sqrt()),
        ("gelu", 6, X, |x| x[0].gelu()),
        ("gelu_erf", 6, X, |x| x[0].gelu_erf()),
        ("erf", 6, X, |x| x[0].erf()),
        ("silu", 6, X, |x| x[0].silu()),
        ("relu", 6, X, |x| x[0].relu()),
        ("elu", 6, X, |x| x[0].elu(1.5)),
        ("powf", 6, POSITIVE, |x| x[0].powf(2.5)),
        ("affine", 6, X, |x| x[0].affine(3.0, 0.5)),
        ("add broadcast", 6, ROW, |x| x[0].broadcast_add(&x[1])),
        ("mul broadcast", 6, ROW, |x| x[0].broadcast_mul(&x[1])),
        ("div broadcast", 6, ROW, |x| x[0].broadcast_div(&x[1])),
        ("sub", 6, PAIR, |x| x[0].sub(&x[1])),
        ("div", 6, PAIR, |x| x[0].div(&x[1])),
        ("maximum", 6, PAIR, |x| x[0].maximum(&x[1])),
        ("minimum", 6, PAIR, |x| x[0].minimum(&x[1])),
        ("pow", 6, POWER, |x| x[0].pow(&x[1])),
        ("matmul", 4, PRODUCT, |x| x[0].matmul(&x[1])),
        ("matmul of a transposed", 9, PRODUCT, |x| x[0].t()?.matmul(&x[1].t()?)),
        ("sum over 0", 3, X, |x| x[0].sum(0)),
        ("mean over 1", 2, X, |x| x[0].mean(1)),
        ("var over 1", 2, X, |x| x[0].var(1)),
        ("max over 1", 2, X, |x| x[0].max(1)),
        ("min over 1", 2, X, |x| x[0].min(1)),
        ("logsumexp over 1", 2, X, |x| x[0].log_sum_exp(1)),
        ("cumsum over 1", 6, X, |x| x[0].cumsum(1)),
        ("narrow", 4, X, |x| x[0].narrow(1, 1, 2)),
        ("cat", 12, PAIR, |x| Candle::cat(&[&x[0], &x[1]], 1)),
        ("pad", 10, X, |x| x[0].pad_with_zeros(1, 1, 1)),
        ("clamp", 6, X, |x| x[0].clamp(-1.0, 1.0)),
        ("flip", 6, X, |x| x[0].flip(&[1])),
        ("repeat", 12, X, |x| x[0].repeat((1, 2))),
        ("conv1d", 12, LINE, |x| x[0].conv1d(&x[1], 1, 1, 1, 1)),
        ("conv1d with stride 2", 6, LINE, |x| x[0].conv1d(&x[1], 1, 2, 1, 1)),
        ("conv2d", 16, IMAGE, |x| x[0].conv2d(&x[1], 1, 1, 1, 1)),
        ("conv2d with stride 2", 4, IMAGE, |x| x[0].conv2d(&x[1], 1, 2, 1, 1)),
        ("conv2d with dilation 2", 16, IMAGE, |x| x[0].conv2d(&x[1], 2, 1, 2, 1)),
        ("conv_transpose2d", 36, IMAGE, |x| x[0].conv_transpose2d(&x[1], 0, 0, 1, 1)),
        ("avg_pool2d", 4, PICTURE, |x| x[0].avg_pool2d(2)),
        ("avg_pool2d with stride 1", 9, PICTURE, |x| x[0].avg_pool2d_with_stride(2, 1)),
        ("max_pool2d", 4, PICTURE, |x| x[0].max_pool2d(2)),
        ("upsample_nearest2d", 64, PICTURE, |x| x[0].upsample_nearest2d(8, 8)),
    ];
    let serve = |server: Server, (name, outputs, inputs, operation): &(&str, usize, Inputs, Operation)| {
        server.with(subject(&format!("candle {name}"), *outputs, inputs, *operation))
    };
    table.iter().fold(Server::new(), serve).serve()
}
