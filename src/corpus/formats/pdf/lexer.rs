//! The operators of a page, read one after the other: a stream of tokens, nothing kept.
//!
//! Must not know what operators do.

/// The deepest nesting of arrays and dictionaries.
const DEEPEST: usize = 32;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number.
    Number(f32),
    /// A string, its escapes resolved.
    Text(Vec<u8>),
    /// A name without its slash.
    Name(Vec<u8>),
    /// An array begins or ends.
    Array(bool),
    /// A dictionary begins or ends.
    Dictionary(bool),
    /// An operator.
    Operator(Vec<u8>),
}

/// A content stream being read.
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Lexer<'a> {
    /// Reads `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, depth: 0 }
    }

    /// The next token; `None` at the end, and where nothing sensible follows.
    pub(super) fn next(&mut self) -> Option<Token> {
        loop {
            let (&first, after) = self.rest.split_first()?;
            match first {
                0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ' | b')' | b'{' | b'}' => self.rest = after,
                b'%' => {
                    let end = after.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(after.len());
                    self.rest = after.get(end..)?;
                }
                b'(' => return Some(Token::Text(self.literal(after))),
                b'<' if after.first() == Some(&b'<') => {
                    self.rest = after.get(1..)?;
                    return self.opened(Token::Dictionary(true));
                }
                b'<' => return Some(Token::Text(self.hexadecimal(after))),
                b'>' => {
                    self.rest = after.strip_prefix(b">").unwrap_or(after);
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Token::Dictionary(false));
                }
                b'[' => {
                    self.rest = after;
                    return self.opened(Token::Array(true));
                }
                b']' => {
                    self.rest = after;
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Token::Array(false));
                }
                b'/' => {
                    self.rest = after;
                    return Some(Token::Name(name(self.word())));
                }
                _ => {
                    let word = self.word();
                    return Some(number(word).map_or_else(|| Token::Operator(word.to_vec()), Token::Number));
                }
            }
        }
    }

    /// Passes over the data of an image in the stream, up to its `EI`.
    pub(super) fn skip_image(&mut self) {
        let is_blank = |b: Option<&u8>| b.is_none_or(|b| matches!(b, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' '));
        let ends = |w: &[u8]| is_blank(w.first()) && w.get(1..3) == Some(b"EI") && is_blank(w.get(3));
        let at = self.rest.windows(4).position(ends).map(|at| at + 3);
        self.rest = at.and_then(|at| self.rest.get(at..)).unwrap_or_default();
    }

    fn opened(&mut self, token: Token) -> Option<Token> {
        self.depth += 1;
        (self.depth <= DEEPEST).then_some(token)
    }

    fn word(&mut self) -> &'a [u8] {
        let regular = |b: &u8| {
            !matches!(b, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
                && !matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
        };
        let end = self.rest.iter().position(|b| !regular(b)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn literal(&mut self, mut rest: &'a [u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut depth = 1;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    let Some((&escaped, after)) = rest.split_first() else { break };
                    rest = after;
                    match escaped {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'b' => out.push(8),
                        b'f' => out.push(0x0C),
                        b'\r' => rest = rest.strip_prefix(b"\n").unwrap_or(rest),
                        b'\n' => {}
                        b'0'..=b'7' => {
                            let mut value = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some((digit @ b'0'..=b'7', after)) = rest.split_first() else { break };
                                value = value * 8 + u32::from(digit - b'0');
                                rest = after;
                            }
                            out.push(value as u8);
                        }
                        other => out.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        self.rest = rest;
        out
    }

    fn hexadecimal(&mut self, rest: &'a [u8]) -> Vec<u8> {
        let end = rest.iter().position(|b| *b == b'>').unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        self.rest = after.get(1..).unwrap_or_default();
        let digits: Vec<u8> = digits.iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
        digits.chunks(2).map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0)).collect()
    }
}

/// A name with its `#41` resolved.
fn name(word: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
        rest = after;
        match digit(0).zip(digit(1)).filter(|_| byte == b'#') {
            Some((a, b)) => {
                out.push((a * 16 + b) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            None => out.push(byte),
        }
    }
    out
}

fn number(word: &[u8]) -> Option<f32> {
    let first = *word.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    let value = text.parse::<f32>().ok().or_else(|| {
        // Some programs write two signs, or a sign within.
        let digits = text.trim_start_matches('-').split('-').next()?;
        digits.parse::<f32>().ok().map(|value| if text.starts_with('-') { -value } else { value })
    })?;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Token};

    fn check(text: &[u8], expected: &[&str]) {
        let mut lexer = Lexer::new(text);
        let mut found = Vec::new();
        while let Some(token) = lexer.next() {
            if token == Token::Operator(b"ID".to_vec()) {
                lexer.skip_image();
            }
            found.push(match token {
                Token::Number(n) => n.to_string(),
                Token::Text(t) => format!("({})", String::from_utf8_lossy(&t)),
                Token::Name(n) => format!("/{}", String::from_utf8_lossy(&n)),
                Token::Array(open) => if open { "[" } else { "]" }.to_owned(),
                Token::Dictionary(open) => if open { "<<" } else { ">>" }.to_owned(),
                Token::Operator(o) => String::from_utf8_lossy(&o).into_owned(),
            });
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn tokens() {
        check(
            b"BT /F#31 12 Tf 1 0 0 -1.5 .5 --2 Tm",
            &["BT", "/F1", "12", "Tf", "1", "0", "0", "-1.5", "0.5", "-2", "Tm"],
        );
        check(
            b"(a(b)\\)\\101\\\nc)Tj<414>Tj%x\n[(a)-3]TJ",
            &["(a(b))Ac)", "Tj", "(A@)", "Tj", "[", "(a)", "-3", "]", "TJ"],
        );
        check(b"/S<</A<FE>/B 1>>BDC T*", &["/S", "<<", "/A", "(\u{FFFD})", "/B", "1", ">>", "BDC", "T*"]);
        check(b"BI /W 1 ID \x01(EI\x02 EI Q", &["BI", "/W", "1", "ID", "Q"]);
        check(b"(open", &["(open)"]);
        check(&b"[".repeat(150_000), &["["; 32]);
    }
}
