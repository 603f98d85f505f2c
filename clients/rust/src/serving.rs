//! Answers to what the host of the protocol asks.

use std::any::Any;
use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{self, Error, ErrorKind, Read, Write};
use std::panic::{catch_unwind, set_hook, take_hook, AssertUnwindSafe};
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use crate::json::{digits, joined, quote, Json};
use crate::subject::{Number, Served, Subject, Tensor};

const CLAIMS: [&str; 7] = ["gradient", "jacobian", "vjp", "jvp", "hessian", "hvp", "reference"];
const PREFIX: usize = 16;
const LONGEST_HEADER: usize = 1 << 24;
/// Numbers that are taken from a source, to be tried as inputs.
const MOST_LITERALS: usize = 200;

/// What is served: subjects, in their order.
#[derive(Default)]
pub struct Server {
    subjects: Vec<Served>,
}

impl Server {
    pub fn new() -> Self {
        Self::default()
    }

    /// The same server with one more subject.
    pub fn with<T: Number>(mut self, subject: Subject<T>) -> Self {
        self.subjects.push(subject.served);
        self
    }

    /// Answers the host that started this program until it says bye. The status of the program: 0, or 2 with a line on standard error if there is no host, or one that says what is no
    /// frame. A panic of a function is told to the host, and printed no more.
    pub fn serve(&self) -> ExitCode {
        let spelling = match std::env::var("GRADCHECK_CHANNEL") {
            Ok(spelling) => spelling,
            Err(_) => {
                eprintln!("no host has started this program: run it by gradcheck run --exec PROGRAM");
                return ExitCode::from(2);
            }
        };
        keep_places();
        match channel(&spelling).and_then(|(mut ask, mut tell)| self.converse(&mut ask, &mut tell)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::from(2)
            }
        }
    }

    /// Answers until bye, or until the host is gone.
    fn converse(&self, ask: &mut impl Read, tell: &mut impl Write) -> io::Result<()> {
        loop {
            let (asked, numbers) = match question(ask) {
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                other => other?,
            };
            if asked.get("type").text() == "bye" {
                return Ok(());
            }
            match tell.write_all(&self.answer(&asked, &numbers)) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                other => other?,
            }
        }
    }

    fn answer(&self, asked: &Json, numbers: &[f64]) -> Vec<u8> {
        match asked.get("type").text() {
            "hello" => self.hello(asked),
            "call" => self.values(asked, numbers).unwrap_or_else(|message| trouble(asked, &message)),
            other => trouble(asked, &format!("no message {other} is known")),
        }
    }

    fn hello(&self, asked: &Json) -> Vec<u8> {
        let known = matches!(asked.get("protocol"), Json::List(versions) if versions.contains(&Json::Number(1.0)));
        let subjects = if known { joined(&self.subjects, announced) } else { String::new() };
        frame(&format!(r#"{{"type":"hello","protocol":1,"client":"gradcheck-rust 0.1.0","subjects":[{subjects}]}}"#), &[])
    }

    /// The answer to a call. An error is the message of one that could not be answered as a whole.
    fn values(&self, asked: &Json, numbers: &[f64]) -> Result<Vec<u8>, String> {
        let started = Instant::now();
        let (place, what) = (asked.get("subject").count(), asked.get("what").text());
        let subject = self.subjects.get(place).ok_or_else(|| format!("no subject {place} is served"))?;
        let call = subject.calls.get(what).ok_or_else(|| format!("{} has no {what}", subject.name))?;
        let (n, m): (usize, usize) = (subject.inputs.iter().map(Tensor::size).sum(), subject.outputs);
        let shape = match what {
            "f" | "jvp" | "reference" => vec![m],
            "jacobian" => vec![m, n],
            "hessian" => vec![n, n],
            _ => vec![n],
        };
        let along = match what {
            "vjp" => m,
            "jvp" | "hvp" => n,
            _ => 0,
        };
        let single = subject.single && what != "reference";
        let (mut body, mut faults) = (Vec::new(), Vec::new());
        let points = points(asked, numbers, n, along)?;
        for (at, (x, along)) in points.iter().enumerate() {
            let called = AssertUnwindSafe(|| {
                (subject.restore)();
                call(x, along)
            });
            let row = catch_unwind(called).unwrap_or_else(|thrown| {
                faults.push(format!(r#"{{"at":{at},"error":"panic","message":{}}}"#, quote(&message(&*thrown))));
                vec![f64::NAN; shape.iter().product()]
            });
            for value in row {
                if single {
                    body.extend((value as f32).to_le_bytes());
                } else {
                    body.extend(value.to_le_bytes());
                }
            }
        }
        let header = format!(
            r#"{{"type":"values","id":{},"shape":[{},{}],"dtype":"{}","us":{}{}}}"#,
            asked.get("id").count(),
            points.len(),
            joined(shape, |size| size.to_string()),
            if single { "f4" } else { "f8" },
            started.elapsed().as_micros(),
            if faults.is_empty() { String::new() } else { format!(r#","faults":[{}]"#, faults.join(",")) }
        );
        Ok(frame(&header, &body))
    }
}

thread_local! {
    /// Where this thread has panicked last.
    static PLACE: RefCell<String> = RefCell::default();
}

/// From now on a panic of this thread is not printed, as it is told to the host. Those of other threads are.
fn keep_places() {
    let (usual, here) = (take_hook(), thread::current().id());
    set_hook(Box::new(move |panic| {
        if thread::current().id() == here {
            let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
            PLACE.with(|last| *last.borrow_mut() = place.unwrap_or_default());
        } else {
            usual(panic);
        }
    }));
}

/// What a panic said, and where.
fn message(thrown: &(dyn Any + Send)) -> String {
    let text = thrown.downcast_ref::<&str>().map(|text| text.to_string());
    let text = text.or_else(|| thrown.downcast_ref::<String>().cloned()).unwrap_or_default();
    PLACE.with(|place| format!("{text} ({})", place.borrow()))
}

fn trouble(asked: &Json, message: &str) -> Vec<u8> {
    frame(&format!(r#"{{"type":"error","id":{},"error":"Unknown","message":{}}}"#, asked.get("id").count(), quote(message)), &[])
}

fn announced(subject: &Served) -> String {
    let inputs = joined(&subject.inputs, |Tensor { name, shape, range: (low, high) }| {
        let sizes = joined(shape, |size| size.to_string());
        format!(r#"{{"name":{},"shape":[{sizes}],"range":[{},{}]}}"#, quote(name), digits(*low), digits(*high))
    });
    let source = std::fs::read_to_string(subject.source.file()).unwrap_or_default();
    format!(
        r#"{{"name":{},"precision":"{}","source":{{"file":{},"line":{}}},"inputs":[{inputs}],"outputs":{},"claims":[{}],"features":["line"{}],"literals":[{}],"traits":{{{}}}}}"#,
        quote(&subject.name),
        subject.precision,
        quote(subject.source.file()),
        subject.source.line(),
        subject.outputs,
        joined(CLAIMS.iter().filter(|what| subject.calls.contains_key(**what)), |what| quote(what)),
        if subject.deterministic { r#","deterministic""# } else { "" },
        joined(literals(&source), digits),
        joined(&subject.traits, |(key, json)| format!("{}:{json}", quote(key))),
    )
}

/// The numbers that are written in a source, each once. A name is passed over with its digits.
fn literals(source: &str) -> Vec<f64> {
    let mut found = Vec::new();
    let source = source.replace("..", " ");
    let mut rest = source.as_str();
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric() || c == '_') {
        rest = &rest[start..];
        let mut before = ' ';
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest.find(|c: char| {
            let exponent = is_number && "+-".contains(c) && "eE".contains(before);
            before = c;
            !(c.is_alphanumeric() || c == '_' || (is_number && c == '.') || exponent)
        });
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        let digits = word.replace('_', "");
        let number = digits.strip_suffix("f64").or_else(|| digits.strip_suffix("f32")).unwrap_or(&digits);
        match number.parse::<f64>() {
            Ok(value) if is_number && value.is_finite() && !found.contains(&value) => found.push(value),
            _ => {}
        }
    }
    found.truncate(MOST_LITERALS);
    found
}

/// The files of a channel, opened in the order in which the host expects it.
fn channel(spelling: &str) -> io::Result<(File, File)> {
    let none = || Error::new(ErrorKind::InvalidInput, "GRADCHECK_CHANNEL names no channel");
    let (kind, places) = spelling.split_once(':').ok_or_else(none)?;
    let (ask, tell) = places.split_once(',').ok_or_else(none)?;
    match kind {
        "fifo" => Ok((File::open(ask)?, OpenOptions::new().write(true).create(true).truncate(false).open(tell)?)),
        "fd" => inherited(ask, tell).ok_or_else(none),
        _ => Err(none()),
    }
}

#[cfg(unix)]
fn inherited(ask: &str, tell: &str) -> Option<(File, File)> {
    use std::os::unix::io::FromRawFd;
    // The host says that this process has inherited both, and nothing else here knows of them.
    let file = |descriptor: &str| descriptor.parse().ok().map(|number| unsafe { File::from_raw_fd(number) });
    Some((file(ask)?, file(tell)?))
}

#[cfg(not(unix))]
fn inherited(_: &str, _: &str) -> Option<(File, File)> {
    None
}

fn frame(header: &str, body: &[u8]) -> Vec<u8> {
    let padding = (8 - header.len() % 8) % 8;
    let mut bytes = b"1GCP".to_vec();
    bytes.extend(((header.len() + padding) as u32).to_le_bytes());
    bytes.extend((body.len() as u64).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(std::iter::repeat(b' ').take(padding));
    bytes.extend(body);
    bytes
}

/// The next question and its numbers.
fn question(ask: &mut impl Read) -> io::Result<(Json, Vec<f64>)> {
    let garbage = |message| Error::new(ErrorKind::InvalidData, message);
    let mut prefix = [0; PREFIX];
    ask.read_exact(&mut prefix)?;
    let size = |from: usize, count: usize| prefix[from..from + count].iter().rev().fold(0, |all, byte| all << 8 | *byte as usize);
    let (header, body) = (size(4, 4), size(8, 8));
    if &prefix[..4] != b"1GCP" || header > LONGEST_HEADER || body % 8 != 0 {
        return Err(garbage("the channel carried what is no frame"));
    }
    let (mut text, mut bytes) = (vec![0; header], vec![0; body]);
    ask.read_exact(&mut text)?;
    ask.read_exact(&mut bytes)?;
    let asked = std::str::from_utf8(&text).ok().and_then(Json::parse).ok_or_else(|| garbage("a header is no JSON"))?;
    let numbers = bytes.chunks_exact(8).map(|eight| f64::from_le_bytes(eight.try_into().unwrap())).collect();
    Ok((asked, numbers))
}

/// A point, and the cotangent or tangent that goes with it.
type Point = (Vec<f64>, Vec<f64>);

fn points(asked: &Json, numbers: &[f64], n: usize, along: usize) -> Result<Vec<Point>, String> {
    let k = asked.get("points").count();
    let (line, shared) = (asked.get("form").text() == "line", asked.get("shared") == &Json::Bool(true));
    let own = if line { n.saturating_mul(2).saturating_add(k) } else { k.saturating_mul(n) };
    let all = if shared { own.saturating_add(along) } else { own.saturating_add(k.saturating_mul(along)) };
    if numbers.len() != all {
        return Err(format!("the body of a question has {} numbers where {all} should be", numbers.len()));
    }
    let (places, rest) = numbers.split_at(own);
    let point = |j: usize| match line {
        // Product and sum are rounded each.
        true => (0..n).map(|i| places[i] + places[2 * n + j] * places[n + i]).collect(),
        false => places[j * n..][..n].to_vec(),
    };
    Ok((0..k).map(|j| (point(j), rest[if shared { 0 } else { j * along }..][..along].to_vec())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_source_are_found() {
        let source = "fn f32x4(a1: f64) { let b = 3.5; for i in 0..7 { x[i] = 1_000 * 2e-3 * 0.25f32 - 0x1F } } // v12";
        assert_eq!(literals(source), [3.5, 0.0, 7.0, 1000.0, 2e-3, 0.25]);
    }
}
