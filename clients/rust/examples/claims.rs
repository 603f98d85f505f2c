//! A server of functions with each claim there is, in both precisions, and of the same with one wrong number.

use std::process::ExitCode;

use gradcheck_client::{function, map, Server, Subject, Tensor};

/// f = a (x³ + x y²)
fn cubic(name: &str, six: f64) -> Subject<f64> {
    let inputs = [Tensor::new("p", [2]).within(-1.0, 1.0), Tensor::new("a", []).within(0.5, 2.0)];
    function(
        name,
        inputs,
        |p| p["a"][0] * p["p"][0] * (p[0][0] * p[0][0] + p[0][1] * p[0][1]),
        |p, dp| {
            let (x, y, a) = (p[0][0], p[0][1], p[1][0]);
            let [dp, da] = dp.each();
            dp[0] = a * (3.0 * x * x + y * y);
            dp[1] = 2.0 * a * x * y;
            da[0] = x * x * x + x * y * y;
        },
    )
    .hessian(move |p, rows| {
        let (x, y, a) = (p[0][0], p[0][1], p[1][0]);
        let (xx, xy) = (3.0 * x * x + y * y, 2.0 * x * y);
        rows.copy_from_slice(&[six * a * x, 2.0 * a * y, xx, 2.0 * a * y, 2.0 * a * x, xy, xx, xy, 0.0]);
    })
    .hvp(|p, v, product| {
        let (x, y, a) = (p[0][0], p[0][1], p[1][0]);
        let (vx, vy, va) = (v["p"][0], v["p"][1], v["a"][0]);
        let (xx, xy) = (3.0 * x * x + y * y, 2.0 * x * y);
        product["p"][0] = 6.0 * a * x * vx + 2.0 * a * y * vy + xx * va;
        product["p"][1] = 2.0 * a * y * vx + 2.0 * a * x * vy + xy * va;
        product["a"][0] = xx * vx + xy * vy;
    })
    .known("degree", "4")
}

fn polar(name: &str, factor: f64) -> Subject<f32> {
    let inputs = [Tensor::new("r", []).within(0.5, 2.0), Tensor::new("t", [1]).within(-1.0, 1.0)];
    map::<f32>(name, inputs, 2, |x, y| {
        y[0] = x["r"][0] * x["t"][0].cos();
        y[1] = x["r"][0] * x["t"][0].sin();
    })
    .jacobian(|x, rows| {
        let (r, (sin, cos)) = (x[0][0], x[1][0].sin_cos());
        rows.copy_from_slice(&[cos, -r * sin, sin, r * cos]);
    })
    .reference(move |x, y| {
        y[0] = factor * x["r"][0] * x["t"][0].cos();
        y[1] = x["r"][0] * x["t"][0].sin();
    })
    .deterministic()
}

fn main() -> ExitCode {
    Server::new()
        .with(cubic("cubic", 6.0))
        .with(cubic("cubic with another Hessian", 5.0))
        .with(polar("polar of floats", 1.0))
        .with(polar("polar with another reference", 1.25))
        .with(polar("polar of halves", 1.0).precision("bfloat16"))
        .serve()
}
