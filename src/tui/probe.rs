//! Asks the terminal once, at the start, whether “ takes one cell or two, and reads the answer.
//!
//! The question goes out before the first frame; the answer is waited for after it, and not for long. A late answer
//! is swallowed by the input thread. The first key of somebody who types ahead is not lost.

use std::time::{Duration, Instant};

use super::key::{Code, Key};
use super::msg::Input;
use super::paint::Ambiguous;
use super::terminal::Tty;

/// Prints “ in the second row (an answer from the first reads like Shift-F3), asks for the cursor, clears.
pub const QUESTION: &[u8] = "\x1b[2;1H“\x1b[6n\x1b[2J".as_bytes();

/// How long the answer is waited for.
const PATIENCE: Duration = Duration::from_millis(100);

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the terminal said; unknown if it said nothing.
    pub ambiguous: Ambiguous,
    /// The key that was read instead of an answer.
    pub typed: Option<Input>,
}

/// Reads the answer, one byte at a time, so that whatever follows stays for the input thread.
pub fn answer(tty: &Tty) -> Answer {
    let deadline = Instant::now() + PATIENCE;
    let mut read = Vec::new();
    loop {
        match parse(&read) {
            Parsed::More => {}
            Parsed::Done(answer) => return answer,
        }
        let left = deadline.saturating_duration_since(Instant::now()).as_millis() as u32;
        let mut byte = [0];
        if left > 0 && tty.readable(left) && rustix::io::read(tty.input(), &mut byte).is_ok_and(|n| n == 1) {
            read.extend_from_slice(&byte);
        } else {
            // A lone Esc is a key.
            let typed = (read == b"\x1b").then_some(Input::Key(Key::plain(Code::Esc)));
            return Answer { ambiguous: Ambiguous::Unknown, typed };
        }
    }
}

enum Parsed {
    More,
    Done(Answer),
}

/// Reads what has come so far.
fn parse(read: &[u8]) -> Parsed {
    let done = |ambiguous, typed| Parsed::Done(Answer { ambiguous, typed });
    let unknown = |key: Option<Key>| done(Ambiguous::Unknown, key.map(Input::Key));
    match read {
        [] | [0x1b] | [0x1b, b'[' | b'O'] => Parsed::More,
        [0x1b, b'[', numbers @ .., b'R'] => {
            let column = std::str::from_utf8(numbers).ok().and_then(|n| n.split_once(';')).map(|(_, column)| column);
            match column {
                Some("2") => done(Ambiguous::Narrow, None),
                Some("3") => done(Ambiguous::Wide, None),
                _ => unknown(None),
            }
        }
        [0x1b, b'[' | b'O', b'A'] => unknown(Some(Key::plain(Code::Up))),
        [0x1b, b'[' | b'O', b'B'] => unknown(Some(Key::plain(Code::Down))),
        [0x1b, b'[' | b'O', b'C'] => unknown(Some(Key::plain(Code::Right))),
        [0x1b, b'[' | b'O', b'D'] => unknown(Some(Key::plain(Code::Left))),
        [0x1b, b'[', .., 0x40..=0x7e] => unknown(None),
        [0x1b, b'[', rest @ ..] if rest.len() < 16 => Parsed::More,
        [0x1b, ..] => unknown(None),
        [b'\r' | b'\n'] => unknown(Some(Key::plain(Code::Enter))),
        [b'\t'] => unknown(Some(Key::plain(Code::Tab))),
        [0x7f | 8] => unknown(Some(Key::plain(Code::Backspace))),
        [control @ 1..=0x1a] => unknown(Some(Key { ctrl: true, ..Key::char(char::from(control + b'a' - 1)) })),
        text => match std::str::from_utf8(text) {
            Ok(text) => unknown(text.chars().next().filter(|c| !c.is_control()).map(Key::char)),
            Err(error) if error.error_len().is_none() => Parsed::More,
            Err(_) => unknown(None),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is made of bytes that come one by one, and how many of them are read.
    fn check(bytes: &[u8], ambiguous: Ambiguous, typed: Option<Key>, taken: usize) {
        for read in 0..=bytes.len() {
            if let Parsed::Done(answer) = parse(bytes.get(..read).unwrap_or_default()) {
                assert_eq!(answer, Answer { ambiguous, typed: typed.map(Input::Key) }, "{bytes:?}");
                assert_eq!(read, taken, "{bytes:?}");
                return;
            }
        }
        assert_eq!(taken, 0, "{bytes:?} wants more");
    }

    #[test]
    fn answers_and_keys_are_told_apart() {
        check(b"\x1b[2;2R", Ambiguous::Narrow, None, 6);
        check(b"\x1b[2;3Rabc", Ambiguous::Wide, None, 6);
        check(b"\x1b[2;9R", Ambiguous::Unknown, None, 6);
        check(b"abc", Ambiguous::Unknown, Some(Key::char('a')), 1);
        check("创城".as_bytes(), Ambiguous::Unknown, Some(Key::char('创')), 3);
        check(b"\x1b[Bx", Ambiguous::Unknown, Some(Key::plain(Code::Down)), 3);
        check(b"\x11", Ambiguous::Unknown, Some(Key { ctrl: true, ..Key::char('q') }), 1);
        check(b"\r", Ambiguous::Unknown, Some(Key::plain(Code::Enter)), 1);
        check(b"\xff", Ambiguous::Unknown, None, 1);
        check(b"\x1b[2;", Ambiguous::Unknown, None, 0);
    }
}
