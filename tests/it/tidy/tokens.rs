//! Rust text as tokens: names, `::` and single marks. Comments are dropped; a literal is one empty token.

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The name or mark; empty for a text, byte or character literal.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// It stands in code that only tests compile.
    pub test: bool,
}

/// The texts of the tokens of `pattern`, to be searched for with [`finds`].
pub(super) fn pattern(pattern: &str) -> Vec<String> {
    tokens(pattern).into_iter().map(|token| token.text).collect()
}

/// Whether `texts` begins with `pattern`.
pub(super) fn starts<'a>(mut texts: impl Iterator<Item = &'a str>, pattern: &[String]) -> bool {
    pattern.iter().all(|wanted| texts.next() == Some(wanted.as_str()))
}

/// Whether the tokens from `at` on begin with `pattern`.
pub(super) fn starts_at(tokens: &[Token], at: usize, pattern: &[String]) -> bool {
    starts(tokens.iter().skip(at).map(|token| token.text.as_str()), pattern)
}

/// The place after the bracket that closes the one at `open`, or the end.
pub(super) fn after_bracket(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

/// The tokens of `text`, those of test code marked.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, line: 1, tokens: Vec::new() };
    while reader.at < reader.chars.len() {
        reader.step();
    }
    mark_tests(&mut reader.tokens);
    reader.tokens
}

/// Where the reading stands.
struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            if self.peek(0) == '\n' {
                self.line += 1;
            }
            self.at += 1;
        }
    }

    fn push(&mut self, text: String, line: usize) {
        self.tokens.push(Token { text, line, test: false });
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => {
                while self.at < self.chars.len() && self.peek(0) != '\n' {
                    self.skip(1);
                }
            }
            ('/', '*') => self.block_comment(),
            ('"', _) => self.literal('"'),
            ('\'', _) => self.quote(),
            (':', ':') => {
                self.push("::".to_owned(), self.line);
                self.skip(2);
            }
            (c, _) if c.is_alphanumeric() || c == '_' => self.name(),
            (c, _) => {
                if !c.is_whitespace() {
                    self.push(c.to_string(), self.line);
                }
                self.skip(1);
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.skip(1);
                    continue;
                }
            }
            self.skip(2);
            if depth == 0 {
                break;
            }
        }
    }

    /// A literal with escapes, its opening `mark` at hand.
    fn literal(&mut self, mark: char) {
        self.push(String::new(), self.line);
        self.skip(1);
        while self.at < self.chars.len() && self.peek(0) != mark {
            self.skip(if self.peek(0) == '\\' { 2 } else { 1 });
        }
        self.skip(1);
    }

    /// A character literal or a lifetime.
    fn quote(&mut self) {
        if self.peek(1) == '\\' || self.peek(2) == '\'' {
            self.literal('\'');
        } else {
            self.skip(1);
        }
    }

    /// A name, a number, or the letters before a literal.
    fn name(&mut self) {
        let line = self.line;
        let mut name = String::new();
        while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
            name.push(self.peek(0));
            self.skip(1);
        }
        let hashes = self.chars.iter().skip(self.at).take_while(|c| **c == '#').count();
        match name.as_str() {
            "r" | "br" | "cr" if self.peek(hashes) == '"' => self.raw(hashes),
            "b" | "c" if self.peek(0) == '"' => self.literal('"'),
            "b" if self.peek(0) == '\'' => self.literal('\''),
            // `r#name`: the name comes next.
            "r" if hashes == 1 => self.skip(1),
            _ => self.push(name, line),
        }
    }

    /// A raw literal, its first hash or quotation mark at hand.
    fn raw(&mut self, hashes: usize) {
        self.push(String::new(), self.line);
        self.skip(hashes + 1);
        while self.at < self.chars.len() {
            let closes = self.peek(0) == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == '#');
            self.skip(1);
            if closes {
                self.skip(hashes);
                break;
            }
        }
    }
}

/// Marks every item under `#[cfg(test)]`.
fn mark_tests(tokens: &mut [Token]) {
    let attribute: Vec<String> = ["#", "[", "cfg", "(", "test", ")", "]"].map(str::to_owned).to_vec();
    let mut at = 0;
    while at < tokens.len() {
        if !starts_at(tokens, at, &attribute) {
            at += 1;
            continue;
        }
        let end = item_end(tokens, at + attribute.len());
        for token in tokens.iter_mut().take(end).skip(at) {
            token.test = true;
        }
        at = end;
    }
}

/// The place after the item that begins at `at`, other attributes first.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            ";" => return at + 1,
            "{" => {
                let end = after_bracket(tokens, at);
                // A brace within `use` or a value: the item goes on to its semicolon.
                return end + usize::from(tokens.get(end).is_some_and(|next| next.text == ";"));
            }
            "(" | "[" => at = after_bracket(tokens, at),
            "}" | ")" | "]" => return at,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(tokens(text).into_iter().map(|token| token.text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn comments_and_literals_hide_what_they_hold() {
        check("a // b\nc /* d /* e */ f */ g", &["a", "c", "g"]);
        check(r#"f("x \" y", b"z", 'q', '\'', b'w') h"#, &["f", "(", "", ",", "", ",", "", ",", "", ",", "", ")", "h"]);
        check(r##"r#"a "quoted" b"# + br"c" + r"d""##, &["", "+", "", "+", ""]);
        check("r#type <'a, 'static> '文' x", &["type", "<", "a", ",", "static", ">", "", "x"]);
        check("a::b [1..2]", &["a", "::", "b", "[", "1", ".", ".", "2", "]"]);
        check("\"never closed", &[""]);
    }

    #[test]
    fn lines_are_counted_through_comments_and_literals() {
        let lines: Vec<_> = tokens("a\n\"x\ny\" /*\n*/ b").into_iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 2, 4]);
    }

    #[test]
    fn items_for_tests_are_marked_to_their_end() {
        let check = |text: &str, expected: &[&str]| {
            let kept: Vec<_> = tokens(text).into_iter().filter(|t| !t.test).map(|t| t.text).collect();
            assert_eq!(kept, expected, "{text}");
        };
        check("a; #[cfg(test)] mod tests { fn f() { g(); } } b", &["a", ";", "b"]);
        check("#[cfg(test)] mod tests; b", &["b"]);
        check("#[cfg(test)] #[path(x)] use a::{b, c}; d", &["d"]);
        check("#[cfg(test)] fn f(a: [u8; 3]) -> T { x } d", &["d"]);
        check("#[cfg(not(test))] a", &["#", "[", "cfg", "(", "not", "(", "test", ")", ")", "]", "a"]);
    }
}
