//! Serves functions that are written in Rust, and the derivatives that they are claimed to have, to gradcheck.
//!
//! ```no_run
//! use gradcheck_client::{layer, Server, Tensor};
//!
//! fn main() -> std::process::ExitCode {
//!     let inputs = [Tensor::new("x", [3]), Tensor::new("a", [])];
//!     let scale = layer::<f64>(
//!         "scale",
//!         inputs,
//!         3,
//!         |x, y| (0..3).for_each(|i| y[i] = x["a"][0] * x["x"][i]),
//!         |x, dy, dx| {
//!             for i in 0..3 {
//!                 dx["x"][i] = x["a"][0] * dy[i];
//!                 dx["a"][0] += x["x"][i] * dy[i];
//!             }
//!         },
//!     );
//!     Server::new().with(scale).serve()
//! }
//! ```
//!
//! docs/native.md tells how to use it, docs/protocol.md what goes over the wire.

mod json;
mod serving;
mod subject;

pub use serving::Server;
pub use subject::{function, layer, map, Number, Subject, Tensor, Tensors};
