//! Functions and what is claimed of them.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};
use std::panic::Location;

/// An input that the checker chooses: its name, its shape (none is a single number), and the range of its entries, whose ends may be infinite.
#[derive(Debug, Clone)]
pub struct Tensor {
    pub name: &'static str,
    pub shape: Vec<usize>,
    pub range: (f64, f64),
}

impl Tensor {
    /// An input with entries from −2 to 2.
    pub fn new(name: &'static str, shape: impl Into<Vec<usize>>) -> Self {
        Tensor { name, shape: shape.into(), range: (-2.0, 2.0) }
    }

    /// The same input with another range.
    pub fn within(self, low: f64, high: f64) -> Self {
        Tensor { range: (low, high), ..self }
    }

    pub(crate) fn size(&self) -> usize {
        self.shape.iter().product()
    }
}

/// The entries of all inputs, or of their gradients or tangents: those of each tensor in row-major order, by its place or by its name. An input that is not there is a panic.
#[derive(Debug)]
pub struct Tensors<T> {
    parts: Vec<(&'static str, Vec<T>)>,
}

impl<T: Number> Tensors<T> {
    pub(crate) fn zeros(tensors: &[Tensor]) -> Self {
        Tensors { parts: tensors.iter().map(|tensor| (tensor.name, vec![T::narrowed(0.0); tensor.size()])).collect() }
    }

    pub(crate) fn of(tensors: &[Tensor], numbers: &[f64]) -> Self {
        let mut all = Self::zeros(tensors);
        let entries = all.parts.iter_mut().flat_map(|(_, part)| part);
        entries.zip(numbers).for_each(|(entry, number)| *entry = T::narrowed(*number));
        all
    }

    pub(crate) fn numbers(&self) -> Vec<f64> {
        self.parts.iter().flat_map(|(_, part)| part).map(|entry| entry.widened()).collect()
    }

    /// All tensors at once, in their order: `let [dx, dw] = gradients.each();`. Panics where there are more or fewer.
    pub fn each<const N: usize>(&mut self) -> [&mut [T]; N] {
        let count = self.parts.len();
        let parts: Vec<&mut [T]> = self.parts.iter_mut().map(|(_, part)| part.as_mut_slice()).collect();
        parts.try_into().unwrap_or_else(|_| panic!("there are {count} inputs, not {N}"))
    }

    fn place(&self, name: &str) -> usize {
        self.parts.iter().position(|(known, _)| *known == name).unwrap_or_else(|| panic!("no input is named {name}"))
    }
}

impl<T: Number> Index<usize> for Tensors<T> {
    type Output = [T];
    fn index(&self, place: usize) -> &[T] {
        &self.parts[place].1
    }
}

impl<T: Number> IndexMut<usize> for Tensors<T> {
    fn index_mut(&mut self, place: usize) -> &mut [T] {
        &mut self.parts[place].1
    }
}

impl<T: Number> Index<&str> for Tensors<T> {
    type Output = [T];
    fn index(&self, name: &str) -> &[T] {
        &self[self.place(name)]
    }
}

impl<T: Number> IndexMut<&str> for Tensors<T> {
    fn index_mut(&mut self, name: &str) -> &mut [T] {
        let place = self.place(name);
        &mut self[place]
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for f64 {}
    impl Sealed for f32 {}
}

/// f64 or f32: what a subject computes in.
pub trait Number: sealed::Sealed + Copy + 'static {
    #[doc(hidden)]
    const SINGLE: bool;
    #[doc(hidden)]
    fn narrowed(value: f64) -> Self;
    #[doc(hidden)]
    fn widened(self) -> f64;
}

impl Number for f64 {
    const SINGLE: bool = false;
    fn narrowed(value: f64) -> f64 {
        value
    }
    fn widened(self) -> f64 {
        self
    }
}

impl Number for f32 {
    const SINGLE: bool = true;
    fn narrowed(value: f64) -> f32 {
        value as f32
    }
    fn widened(self) -> f64 {
        self.into()
    }
}

/// What answers one question at one point: from all inputs and what goes with them to the numbers of the answer.
type Call = Box<dyn Fn(&[f64], &[f64]) -> Vec<f64>>;

/// What is served of one function: all but the type of its numbers.
pub(crate) struct Served {
    pub name: String,
    pub precision: &'static str,
    pub inputs: Vec<Tensor>,
    pub outputs: usize,
    pub single: bool,
    pub source: &'static Location<'static>,
    pub traits: BTreeMap<String, String>,
    pub calls: BTreeMap<&'static str, Call>,
    pub restore: Box<dyn Fn()>,
    pub deterministic: bool,
}

/// A function of tensors of f64 or f32, and what is claimed of it. Each claim gets the inputs x first. What it fills: outputs and rows come as NaN, so that an entry which is not
/// written shows; gradients come as zeros, so that they may be summed up.
pub struct Subject<T> {
    pub(crate) served: Served,
    numbers: PhantomData<T>,
}

impl<T: Number> Subject<T> {
    #[track_caller]
    fn new(name: &str, inputs: Vec<Tensor>, outputs: usize) -> Self {
        let served = Served {
            name: name.into(),
            precision: if T::SINGLE { "float32" } else { "float64" },
            inputs,
            outputs,
            single: T::SINGLE,
            source: Location::caller(),
            traits: BTreeMap::new(),
            calls: BTreeMap::new(),
            restore: Box::new(|| {}),
            deterministic: false,
        };
        Subject { served, numbers: PhantomData }
    }

    fn claim(mut self, what: &'static str, call: impl Fn(&[Tensor], &[f64], &[f64]) -> Vec<f64> + 'static) -> Self {
        let inputs = self.served.inputs.clone();
        self.served.calls.insert(what, Box::new(move |x, along| call(&inputs, x, along)));
        self
    }

    fn rows<R: Number>(self, what: &'static str, size: usize, call: impl Fn(&Tensors<R>, &mut [R]) + 'static) -> Self {
        self.claim(what, move |inputs, x, _| {
            let mut numbers = unwritten::<R>(size);
            call(&Tensors::of(inputs, x), &mut numbers);
            widened(&numbers)
        })
    }

    /// The number of all entries of the inputs.
    fn size(&self) -> usize {
        self.served.inputs.iter().map(Tensor::size).sum()
    }

    /// y = f(x), y of as many entries as there are outputs.
    fn f(self, call: impl Fn(&Tensors<T>, &mut [T]) + 'static) -> Self {
        let outputs = self.served.outputs;
        self.rows("f", outputs, call)
    }

    /// The gradient of the only output.
    pub fn gradient(self, call: impl Fn(&Tensors<T>, &mut Tensors<T>) + 'static) -> Self {
        self.claim("gradient", move |inputs, x, _| {
            let mut dx = Tensors::zeros(inputs);
            call(&Tensors::of(inputs, x), &mut dx);
            dx.numbers()
        })
    }

    /// The product of a cotangent dy and the Jacobian: the backward pass.
    pub fn vjp(self, call: impl Fn(&Tensors<T>, &[T], &mut Tensors<T>) + 'static) -> Self {
        self.claim("vjp", move |inputs, x, along| {
            let mut dx = Tensors::zeros(inputs);
            let dy: Vec<T> = along.iter().map(|w| T::narrowed(*w)).collect();
            call(&Tensors::of(inputs, x), &dy, &mut dx);
            dx.numbers()
        })
    }

    /// The product of the Jacobian and a tangent: the forward mode.
    pub fn jvp(self, call: impl Fn(&Tensors<T>, &Tensors<T>, &mut [T]) + 'static) -> Self {
        let outputs = self.served.outputs;
        self.claim("jvp", move |inputs, x, along| {
            let mut dy = unwritten::<T>(outputs);
            call(&Tensors::of(inputs, x), &Tensors::of(inputs, along), &mut dy);
            widened(&dy)
        })
    }

    /// The Jacobian, m rows of n numbers.
    pub fn jacobian(self, call: impl Fn(&Tensors<T>, &mut [T]) + 'static) -> Self {
        let size = self.served.outputs * self.size();
        self.rows("jacobian", size, call)
    }

    /// The Hessian of the only output, n rows of n numbers.
    pub fn hessian(self, call: impl Fn(&Tensors<T>, &mut [T]) + 'static) -> Self {
        let size = self.size().pow(2);
        self.rows("hessian", size, call)
    }

    /// The product of the Hessian of the only output and a tangent.
    pub fn hvp(self, call: impl Fn(&Tensors<T>, &Tensors<T>, &mut Tensors<T>) + 'static) -> Self {
        self.claim("hvp", move |inputs, x, along| {
            let mut product = Tensors::zeros(inputs);
            call(&Tensors::of(inputs, x), &Tensors::of(inputs, along), &mut product);
            product.numbers()
        })
    }

    /// The same function written otherwise, in double precision.
    pub fn reference(self, call: impl Fn(&Tensors<f64>, &mut [f64]) + 'static) -> Self {
        let outputs = self.served.outputs;
        self.rows("reference", outputs, call)
    }

    /// The arithmetic behind the numbers, where it is another than their type says: "bfloat16" or "float16".
    pub fn precision(mut self, arithmetic: &'static str) -> Self {
        self.served.precision = arithmetic;
        self
    }

    /// Something else that is known of the function, as JSON: `known("degree", "2")`.
    pub fn known(mut self, key: &str, json: &str) -> Self {
        self.served.traits.insert(key.into(), json.into());
        self
    }

    /// Called before each point: puts back whatever state the function changes.
    pub fn restore(mut self, call: impl Fn() + 'static) -> Self {
        self.served.restore = Box::new(call);
        self
    }

    /// The same question has the same answer to the bit.
    pub fn deterministic(mut self) -> Self {
        self.served.deterministic = true;
        self
    }
}

/// Numbers that are NaN until they are written.
fn unwritten<T: Number>(size: usize) -> Vec<T> {
    vec![T::narrowed(f64::NAN); size]
}

fn widened<T: Number>(numbers: &[T]) -> Vec<f64> {
    numbers.iter().map(|number| number.widened()).collect()
}

/// A map f(x, y) with this many outputs, of which nothing is claimed yet.
#[track_caller]
pub fn map<T: Number>(
    name: &str,
    inputs: impl Into<Vec<Tensor>>,
    outputs: usize,
    f: impl Fn(&Tensors<T>, &mut [T]) + 'static,
) -> Subject<T> {
    Subject::new(name, inputs.into(), outputs).f(f)
}

/// A layer: forward(x, y) and backward(x, dy, dx). `outputs` is the number of entries of y.
#[track_caller]
pub fn layer<T: Number>(
    name: &str,
    inputs: impl Into<Vec<Tensor>>,
    outputs: usize,
    forward: impl Fn(&Tensors<T>, &mut [T]) + 'static,
    backward: impl Fn(&Tensors<T>, &[T], &mut Tensors<T>) + 'static,
) -> Subject<T> {
    Subject::new(name, inputs.into(), outputs).f(forward).vjp(backward)
}

/// A function that returns its value, f(x), and gradient(x, dx).
#[track_caller]
pub fn function<T: Number>(
    name: &str,
    inputs: impl Into<Vec<Tensor>>,
    f: impl Fn(&Tensors<T>) -> T + 'static,
    gradient: impl Fn(&Tensors<T>, &mut Tensors<T>) + 'static,
) -> Subject<T> {
    Subject::new(name, inputs.into(), 1).f(move |x, y| y[0] = f(x)).gradient(gradient)
}
