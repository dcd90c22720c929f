//! Rich text as a stream of braces, control words and bytes. Linear in the length.
//!
//! Must not know what control words mean, but for the one whose bytes are no rich text.

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word and its number.
    Word(&'t str, Option<i32>),
    /// A control sign: `\~`.
    Sign(u8),
    /// A byte given by its number: `\'d6`.
    Byte(u8),
    /// Bytes of text.
    Text(&'t [u8]),
}

/// The stream.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'t> {
    rest: &'t [u8],
}

impl<'t> Tokens<'t> {
    /// Reads `bytes`.
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'t [u8] {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    /// Takes bytes as long as they are of one kind.
    fn take_while(&mut self, wanted: impl Fn(&u8) -> bool) -> &'t [u8] {
        let length = self.rest.iter().position(|byte| !wanted(byte)).unwrap_or(self.rest.len());
        self.take(length)
    }

    fn control(&mut self) -> Option<Token<'t>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.take(1);
            if first == b'\'' {
                let digit = |at: usize| self.rest.get(at).and_then(|digit| char::from(*digit).to_digit(16));
                if let (Some(high), Some(low)) = (digit(0), digit(1)) {
                    self.take(2);
                    return Some(Token::Byte((high * 16 + low) as u8));
                }
            }
            return Some(Token::Sign(first));
        }
        let word = std::str::from_utf8(self.take_while(u8::is_ascii_alphabetic)).unwrap_or_default();
        let minus = matches!(self.rest, [b'-', digit, ..] if digit.is_ascii_digit());
        if minus {
            self.take(1);
        }
        let digits = std::str::from_utf8(self.take_while(u8::is_ascii_digit)).unwrap_or_default();
        // A number out of all bounds says nothing.
        let number = digits.parse::<i32>().ok().map(|number| if minus { -number } else { number });
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            self.take(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        // Line breaks are the writer's own.
        self.take_while(|byte| matches!(byte, b'\r' | b'\n' | 0));
        match self.rest.first()? {
            b'{' => {
                self.take(1);
                Some(Token::Open)
            }
            b'}' => {
                self.take(1);
                Some(Token::Close)
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => Some(Token::Text(self.take_while(|byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_token() {
        let check = |bytes: &[u8], expected: &[Token<'_>]| {
            assert_eq!(Tokens::new(bytes).collect::<Vec<_>>(), expected);
        };
        check(
            b"{\\b0 a\r\nb}",
            &[Token::Open, Token::Word("b", Some(0)), Token::Text(b"a"), Token::Text(b"b"), Token::Close],
        );
        check(
            b"\\u-10179?\\'d6\\~\\'x",
            &[
                Token::Word("u", Some(-10179)),
                Token::Text(b"?"),
                Token::Byte(0xD6),
                Token::Sign(b'~'),
                Token::Sign(b'\''),
                Token::Text(b"x"),
            ],
        );
        check(b"\\bin3 }{}a", &[Token::Word("bin", Some(3)), Token::Text(b"a")]);
        check(b"\\bin99999 }", &[Token::Word("bin", Some(99_999))]);
        check(
            b"\\u99999999999 a\\b- \\",
            &[Token::Word("u", None), Token::Text(b"a"), Token::Word("b", None), Token::Text(b"- ")],
        );
    }
}
