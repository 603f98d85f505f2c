//! What docs/findings.md says is wrong in candle, each as the smallest snippet that shows it.

use candle_core::{Device, Result, Tensor, Var};

const PAGE: &str = include_str!("../../../docs/findings.md");

/// The relative difference up to which a derivative is right. Why: the smallest mistake is a hundred times larger, and double precision leaves far less.
const RIGHT: f64 = 1e-9;

/// The relative difference up to which a derivative is the one that the page tells of. Why: it is told to nine digits.
const TOLD: f64 = 1e-8;

struct Finding {
    /// A text by which the page tells of it.
    told: &'static str,
    f: fn(&Tensor) -> Result<Tensor>,
    x: (&'static [f64], &'static [usize]),
    /// The gradient of the sum of f that candle gives, if it gives one.
    got: Option<&'static [f64]>,
    /// What it is in truth.
    truth: &'static [f64],
}

/// Twice the number x. What is largest, or smallest, of both grows as x does, whichever of the two counts as such.
fn twice(x: &Tensor) -> Result<Tensor> {
    x.broadcast_as((1, 2))
}

const FINDINGS: &[Finding] = &[
    Finding {
        told: "| `max_pool2d(2)` |",
        f: |x| x.max_pool2d(2),
        x: (&[1.0, 2.0, 3.0, 4.0], &[1, 1, 2, 2]),
        got: Some(&[0.0, 0.0, 0.0, 0.25]),
        truth: &[0.0, 0.0, 0.0, 1.0],
    },
    // (1 + tanh u) / 2 + x (1 - tanh² u) u' / 2 with u = √(2/π) (x + 0.044715 x³)
    Finding { told: "| `gelu()` |", f: Tensor::gelu, x: (&[1.0], &[1]), got: Some(&[1.08296390]), truth: &[1.0829640838457826] },
    // Φ(x) + x φ(x)
    Finding { told: "| `gelu_erf()` |", f: Tensor::gelu_erf, x: (&[1.0], &[1]), got: Some(&[1.08331530]), truth: &[1.0833154705876864] },
    Finding { told: "| `max(1)`, `min(1)` |", f: |x| twice(x)?.max(1), x: (&[1.0], &[1, 1]), got: Some(&[2.0]), truth: &[1.0] },
    Finding { told: "| `max(1)`, `min(1)` |", f: |x| twice(x)?.min(1), x: (&[1.0], &[1, 1]), got: Some(&[2.0]), truth: &[1.0] },
    Finding {
        told: "| `avg_pool2d_with_stride(2, 1)` |",
        f: |x| x.avg_pool2d_with_stride(2, 1),
        x: (&[1.0, 2.0, 3.0, 4.0], &[1, 1, 2, 2]),
        got: None,
        truth: &[0.25, 0.25, 0.25, 0.25],
    },
];

fn gradient(f: fn(&Tensor) -> Result<Tensor>, (x, shape): (&[f64], &[usize])) -> Result<Vec<f64>> {
    let x = Var::from_slice(x, shape, &Device::Cpu)?;
    let gradients = f(x.as_tensor())?.sum_all()?.backward()?;
    gradients.get(&x).expect("a gradient").flatten_all()?.to_vec1()
}

fn agree(a: &[f64], b: &[f64], bar: f64) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= bar * b.abs().max(1.0))
}

/// The rows of the tables of the page's part on candle, without those of its heading.
fn rows() -> Vec<&'static str> {
    let part = PAGE.split("\n## ").find(|part| part.starts_with("candle\n")).expect("a part on candle");
    part.lines().filter(|line| line.starts_with('|')).skip(2).collect()
}

#[test]
fn each_is_still_wrong_and_as_the_page_tells() {
    for Finding { told, f, x, got, truth } in FINDINGS {
        let found = gradient(*f, *x).ok();
        let is_right = found.as_ref().is_some_and(|found| agree(found, truth, RIGHT));
        assert!(!is_right, "{told} candle gives {found:?}, which is right: docs/findings.md says it is wrong");
        let is_told = match (&found, got) {
            (Some(found), Some(got)) => agree(found, got, TOLD),
            (None, None) => true,
            _ => false,
        };
        assert!(is_told, "{told} candle gives {found:?}, and {got:?} was found");
    }
}

#[test]
fn the_page_tells_of_these_alone() {
    let rows = rows();
    let (untold, unproven): (Vec<_>, Vec<_>) = (
        FINDINGS.iter().filter(|one| !rows.iter().any(|row| row.starts_with(one.told))).map(|one| one.told).collect(),
        rows.iter().filter(|row| !FINDINGS.iter().any(|one| row.starts_with(one.told))).collect(),
    );
    assert!(untold.is_empty() && unproven.is_empty(), "not on the page: {untold:?}; without a snippet: {unproven:?}");
}

#[test]
fn what_is_right_is_told_from_what_is_wrong() {
    let right = gradient(|x| x.sqr(), (&[1.0, -2.0], &[2])).unwrap();
    assert!(agree(&right, &[2.0, -4.0], RIGHT));
    assert!(!agree(&right, &[2.0, -4.0 + 1e-6], RIGHT) && !agree(&right, &[2.0], RIGHT) && !agree(&[f64::NAN], &[0.0], RIGHT));
}
