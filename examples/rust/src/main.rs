//! Scaled dot-product attention with a backward pass written by hand: right, and with the scale forgotten for the keys.

use std::process::ExitCode;

use gradcheck_client::{layer, Server, Subject, Tensor};

/// Positions, and the size of each query, key and value.
const N: usize = 3;
const D: usize = 2;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The weights with which each position looks at the others: the softmax of the scaled products.
fn weights(q: &[f64], k: &[f64]) -> Vec<Vec<f64>> {
    q.chunks(D)
        .map(|q| {
            let scores: Vec<f64> = k.chunks(D).map(|k| dot(q, k) / (D as f64).sqrt()).collect();
            let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let all: f64 = scores.iter().map(|s| (s - top).exp()).sum();
            scores.iter().map(|s| (s - top).exp() / all).collect()
        })
        .collect()
}

fn forward(q: &[f64], k: &[f64], v: &[f64], y: &mut [f64]) {
    y.fill(0.0);
    for (i, row) in weights(q, k).iter().enumerate() {
        for (j, weight) in row.iter().enumerate() {
            for c in 0..D {
                y[i * D + c] += weight * v[j * D + c];
            }
        }
    }
}

fn attention(name: &str, scale_of_keys: f64) -> Subject<f64> {
    let inputs = [Tensor::new("q", [N, D]), Tensor::new("k", [N, D]), Tensor::new("v", [N, D])];
    layer(
        name,
        inputs,
        N * D,
        |x, y| forward(&x["q"], &x["k"], &x["v"], y),
        move |x, dy, dx| {
            let [dq, dk, dv] = dx.each();
            let (q, k, v) = (&x["q"], &x["k"], &x["v"]);
            for (i, row) in weights(q, k).iter().enumerate() {
                let dy = &dy[i * D..][..D];
                let through: Vec<f64> = v.chunks(D).map(|v| dot(dy, v)).collect();
                let mean = dot(row, &through);
                for j in 0..N {
                    let score = row[j] * (through[j] - mean);
                    for c in 0..D {
                        dq[i * D + c] += score * k[j * D + c] / (D as f64).sqrt();
                        dk[j * D + c] += score * q[i * D + c] * scale_of_keys;
                        dv[j * D + c] += row[j] * dy[c];
                    }
                }
            }
        },
    )
}

fn main() -> ExitCode {
    Server::new().with(attention("attention", 1.0 / (D as f64).sqrt())).with(attention("attention without scale of keys", 1.0)).serve()
}
