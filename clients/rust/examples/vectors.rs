//! The server of the test vectors.

use std::process::ExitCode;

use gradcheck_client::{function, map, Server, Tensor};

fn root(x: f64) -> f64 {
    if x < 0.0 {
        panic!("x is below 0");
    }
    x.sqrt()
}

fn slopes(x: &[f64], along: &[f64], filled: &mut [f64]) {
    for i in 0..2 {
        filled[i] = 3.0 * x[i] * x[i] * along[i];
    }
}

fn main() -> ExitCode {
    let cube = map::<f64>("cube", [Tensor::new("x", [2])], 2, |x, y| (0..2).for_each(|i| y[i] = x[0][i] * x[0][i] * x[0][i]))
        .vjp(|x, dy, dx| slopes(&x["x"], dy, &mut dx["x"]))
        .jvp(|x, dx, dy| slopes(&x["x"], &dx["x"], dy));
    let root_of = function::<f64>(
        "root",
        [Tensor::new("x", []).within(0.0, f64::INFINITY)],
        |x| root(x["x"][0]),
        |x, dx| dx["x"][0] = 0.5 / root(x["x"][0]),
    );
    let double = map::<f32>("double", [Tensor::new("x", [3])], 3, |x, y| (0..3).for_each(|i| y[i] = 2.0 * x["x"][i]));
    Server::new().with(cube).with(root_of).with(double).serve()
}
