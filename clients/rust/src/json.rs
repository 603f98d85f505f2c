//! JSON, as far as the headers of the protocol need it.

use std::iter::Peekable;
use std::str::Chars;

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// How deep lists and objects may lie in each other.
const DEEPEST: usize = 100;

impl Json {
    /// The value that a text is, with nothing after it; None if it is none.
    pub fn parse(text: &str) -> Option<Json> {
        let mut rest = text.chars().peekable();
        let value = any(&mut rest, 0)?;
        skip(&mut rest);
        rest.next().is_none().then_some(value)
    }

    /// The value of a key; null if there is none.
    pub fn get(&self, key: &str) -> &Json {
        match self {
            Json::Object(members) => members.iter().find(|(name, _)| name == key).map_or(&Json::Null, |(_, value)| value),
            _ => &Json::Null,
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Json::Text(text) => text,
            _ => "",
        }
    }

    /// A number that counts something; 0 if this is none.
    pub fn count(&self) -> usize {
        match self {
            Json::Number(value) => *value as usize,
            _ => 0,
        }
    }
}

fn skip(rest: &mut Peekable<Chars>) {
    while rest.next_if(|c| " \t\r\n".contains(*c)).is_some() {}
}

fn any(rest: &mut Peekable<Chars>, depth: usize) -> Option<Json> {
    if depth > DEEPEST {
        return None;
    }
    skip(rest);
    match *rest.peek()? {
        '{' => members(rest, '}', |rest| {
            skip(rest);
            let key = quoted(rest)?;
            skip(rest);
            rest.next_if_eq(&':')?;
            Some((key, any(rest, depth + 1)?))
        })
        .map(Json::Object),
        '[' => members(rest, ']', |rest| any(rest, depth + 1)).map(Json::List),
        '"' => quoted(rest).map(Json::Text),
        _ => {
            let mut word = String::new();
            while let Some(c) = rest.next_if(|c| c.is_ascii_alphanumeric() || "+-.".contains(*c)) {
                word.push(c);
            }
            match word.as_str() {
                "null" => Some(Json::Null),
                "true" => Some(Json::Bool(true)),
                "false" => Some(Json::Bool(false)),
                number => number.parse().ok().map(Json::Number),
            }
        }
    }
}

fn members<T>(rest: &mut Peekable<Chars>, close: char, one: impl Fn(&mut Peekable<Chars>) -> Option<T>) -> Option<Vec<T>> {
    rest.next();
    let mut all = Vec::new();
    skip(rest);
    if rest.next_if_eq(&close).is_some() {
        return Some(all);
    }
    loop {
        all.push(one(rest)?);
        skip(rest);
        match rest.next()? {
            ',' => {}
            c if c == close => return Some(all),
            _ => return None,
        }
    }
}

fn quoted(rest: &mut Peekable<Chars>) -> Option<String> {
    rest.next_if_eq(&'"')?;
    let mut text = String::new();
    loop {
        match rest.next()? {
            '"' => return Some(text),
            '\\' => text.push(match rest.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    let code: String = (0..4).map_while(|_| rest.next()).collect();
                    // Names of this protocol are of ASCII: half of a pair is only shown.
                    char::from_u32(u32::from_str_radix(&code, 16).ok()?).unwrap_or('?')
                }
                other => other,
            }),
            c => text.push(c),
        }
    }
}

/// A text as JSON.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A number as JSON; null where it is not finite.
pub fn digits(value: f64) -> String {
    if value.is_finite() {
        format!("{:e}", value)
    } else {
        "null".into()
    }
}

/// Texts with commas between them.
pub fn joined<T>(items: impl IntoIterator<Item = T>, text: impl FnMut(T) -> String) -> String {
    items.into_iter().map(text).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read() {
        let header = r#" {"id": 7, "a": [null, true, -1.5e3, {}, []], "τ\"\u00e9\n": "x"}  "#;
        let read = Json::parse(header).unwrap();
        assert_eq!(read.get("id").count(), 7);
        assert_eq!(
            read.get("a"),
            &Json::List(vec![Json::Null, Json::Bool(true), Json::Number(-1500.0), Json::Object(vec![]), Json::List(vec![])])
        );
        assert_eq!(read.get("τ\"é\n").text(), "x");
        assert_eq!(read.get("b"), &Json::Null);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = "[".repeat(200);
        for text in ["", "{", "[1,]", "{\"a\":1,}", "{a:1}", "\"a", "\"\\u00", "1 2", "nul", &deep] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
    }

    #[test]
    fn texts_and_numbers_are_read_as_they_were_written() {
        let text = "a \"b\" \\ \n\u{1} τ";
        assert_eq!(Json::parse(&quote(text)), Some(Json::Text(text.into())));
        for value in [0.1, -2.0, 1e300, 5e-324, 0.0] {
            assert_eq!(Json::parse(&digits(value)), Some(Json::Number(value)));
        }
        assert_eq!(digits(f64::INFINITY), "null");
    }
}
