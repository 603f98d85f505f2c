//! A server of functions that misbehave, between two that do not.

use std::cell::Cell;
use std::process::{abort, exit, ExitCode};
use std::rc::Rc;
use std::thread::sleep;
use std::time::Duration;

use gradcheck_client::{layer, Server, Subject, Tensor, Tensors};

type X = Tensors<f64>;

fn square(x: &X, y: &mut [f64]) {
    for i in 0..2 {
        y[i] = x[0][i] * x[0][i];
    }
}

fn backward(x: &X, dy: &[f64], dx: &mut X) {
    for i in 0..2 {
        dx[0][i] = 2.0 * x[0][i] * dy[i];
    }
}

fn with_f(name: &str, f: impl Fn(&X, &mut [f64]) + 'static) -> Subject<f64> {
    layer(name, [Tensor::new("x", [2])], 2, f, backward)
}

fn with_backward(name: &str, own: impl Fn(&X, &[f64], &mut X) + 'static) -> Subject<f64> {
    layer(name, [Tensor::new("x", [2])], 2, square, own)
}

fn main() -> ExitCode {
    let calls = Rc::new(Cell::new(0.0));
    let counting = |calls: Rc<Cell<f64>>| {
        move |x: &X, y: &mut [f64]| {
            square(x, y);
            calls.set(calls.get() + 1.0);
            y[0] += calls.get();
        }
    };
    Server::new()
        .with(with_f("first right", square))
        .with(with_f("exits", |_, _| exit(3)))
        .with(with_f("aborts", |_, _| abort()))
        .with(with_f("hangs", |_, _| sleep(Duration::from_secs(1000))))
        .with(with_f("prints", |x, y| {
            println!("1GCP is no frame here");
            square(x, y)
        }))
        .with(with_f("panics", |_, _| panic!("pivot \"3\"\n\t\\ is {} 0", '\u{1}')))
        .with(with_f("reads beyond its input", |x, y| y[0] = x[0][y.len()]))
        .with(with_f("panics on one side", |x, y| if x[0][0] < 0.0 { panic!() } else { square(x, y) }))
        .with(with_f("is not a number", |_, y| y.fill(f64::NAN)))
        .with(with_f("leaves an entry out", |x, y| y[0] = x[0][0]))
        .with(with_f("asks for what is not there", |x, y| y.fill(x["z"][0])))
        .with(with_backward("panics in its claim", |_, _, _| panic!("no gradient")))
        .with(with_backward("takes another number of gradients", |_, dy, dx| {
            let [a, b] = dx.each();
            a[0] = dy[0];
            b[0] = dy[0];
        }))
        .with(with_backward("claims what is not a number", |_, _, dx| dx[0][0] = f64::NAN))
        .with(with_backward("leaves a gradient out", |x, dy, dx| dx[0][0] = 2.0 * x[0][0] * dy[0]))
        .with(with_f("remembers", counting(calls.clone())))
        .with(with_f("puts back what it remembers", counting(calls.clone())).restore(move || calls.set(0.0)))
        .with(with_f("last right", square))
        .serve()
}
