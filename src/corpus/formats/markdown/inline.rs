//! Marks within a line of Markdown: emphasis, links, code, tags and escapes are taken away, their text is kept.
//!
//! Linear in the length of the line. Must not know of blocks.

use std::collections::HashSet;

use crate::text::span::{ByteSpan, slice, tail};

/// The longest address of a link, in bytes: without a bound many unclosed ones would each look at the whole line.
const LONGEST_ADDRESS: usize = 2048;
/// The longest tag, in bytes.
const LONGEST_TAG: usize = 512;

/// The text of a line without its marks.
pub(super) fn strip(line: &str) -> String {
    let cut = Cutter::new(line).cuts();
    if cut.is_empty() {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for (span, put) in cut {
        if span.start < at {
            continue;
        }
        out.push_str(slice(line, ByteSpan::new(at, span.start)));
        out.push_str(put);
        at = span.end;
    }
    out.push_str(tail(line, at));
    out
}

/// What is cut, and what stands there instead.
type Cut = (ByteSpan, &'static str);

/// A mark that may open emphasis.
#[derive(Clone, Copy)]
struct Opener {
    at: usize,
    length: usize,
}

struct Cutter<'t> {
    line: &'t str,
    at: usize,
    cuts: Vec<Cut>,
    /// Openers by mark (`*`, `_`, `~`) and length (1–3), innermost last.
    open: [[Vec<Opener>; 3]; 3],
    /// Opening brackets.
    brackets: Vec<ByteSpan>,
    /// Lengths of runs of backticks that nothing closes from here on.
    unclosed: HashSet<usize>,
}

impl<'t> Cutter<'t> {
    fn new(line: &'t str) -> Self {
        Self { line, at: 0, cuts: Vec::new(), open: Default::default(), brackets: Vec::new(), unclosed: HashSet::new() }
    }

    fn cuts(mut self) -> Vec<Cut> {
        while let Some(offset) = tail(self.line, self.at).find(['\\', '*', '_', '~', '`', '[', '!', ']', '<', '&']) {
            self.at += offset;
            let rest = tail(self.line, self.at);
            let next = rest.chars().nth(1);
            match rest.chars().next() {
                Some('\\') => self.escape(next),
                Some(mark @ ('*' | '_' | '~')) => self.emphasis(mark),
                Some('`') => self.code(rest),
                Some('!') if next == Some('[') => self.bracket(2),
                Some('[') => self.bracket(1),
                Some(']') => self.close_bracket(rest),
                Some('<') => self.tag(rest),
                Some('&') => self.entity(rest),
                _ => self.at += 1,
            }
        }
        self.cuts.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        self.cuts
    }

    fn cut(&mut self, start: usize, length: usize, put: &'static str) {
        self.cuts.push((ByteSpan::new(start, start + length), put));
    }

    fn escape(&mut self, next: Option<char>) {
        if next.is_some_and(|c| c.is_ascii_punctuation()) {
            self.cut(self.at, 1, "");
            self.at += 2;
        } else {
            self.at += 1;
        }
    }

    /// A run of marks: closes an open one of its length, or opens. Blanks to fill in (`____`) are left alone.
    fn emphasis(&mut self, mark: char) {
        let rest = tail(self.line, self.at);
        let length = rest.len() - rest.trim_start_matches(mark).len();
        let start = self.at;
        self.at += length;
        let (kind, shortest, longest) = match mark {
            '*' => (0, 1, 3),
            '_' => (1, 1, 2),
            _ => (2, 2, 2),
        };
        if length < shortest || length > longest {
            return;
        }
        let before = slice(self.line, ByteSpan::new(0, start)).chars().next_back();
        let after = tail(self.line, self.at).chars().next();
        let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (mut opens, mut closes) = (solid(after), solid(before));
        if mark == '_' {
            (opens, closes) = (opens && !word(before), closes && !word(after));
        }
        if mark == '*' && length == 1 {
            // 3*4*5 is arithmetic.
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if digit(before) && digit(after) {
                return;
            }
        }
        let stack = &mut self.open[kind][length - 1];
        if closes && let Some(opener) = stack.pop() {
            if opener.at + opener.length < start {
                self.cut(opener.at, opener.length, "");
                self.cut(start, length, "");
                return;
            }
            self.open[kind][length - 1].push(opener);
        }
        if opens {
            self.open[kind][length - 1].push(Opener { at: start, length });
        }
    }

    fn code(&mut self, rest: &str) {
        let length = rest.len() - rest.trim_start_matches('`').len();
        let start = self.at;
        self.at += length;
        if self.unclosed.contains(&length) {
            return;
        }
        let mut at = self.at;
        while let Some(offset) = tail(self.line, at).find('`') {
            at += offset;
            let here = tail(self.line, at);
            let run = here.len() - here.trim_start_matches('`').len();
            if run == length {
                self.cut(start, length, "");
                self.cut(at, length, "");
                self.at = at + length;
                return;
            }
            at += run;
        }
        self.unclosed.insert(length);
    }

    fn bracket(&mut self, length: usize) {
        self.brackets.push(ByteSpan::new(self.at, self.at + length));
        self.at += length;
    }

    /// `[text](address)` and the footnote's mark `[^1]`; other brackets stay.
    fn close_bracket(&mut self, rest: &str) {
        let start = self.at;
        self.at += 1;
        let Some(open) = self.brackets.pop() else { return };
        if slice(self.line, ByteSpan::new(open.end, start)).starts_with('^') {
            let defines = open.start == 0 && rest.starts_with("]:");
            if !defines {
                self.cut(open.start, start + 1 - open.start, "");
            }
            return;
        }
        let window = slice(rest, ByteSpan::new(1, LONGEST_ADDRESS));
        if let Some(close) = closing_paren(window).filter(|_| window.starts_with('(')) {
            self.cut(open.start, open.len(), "");
            self.cut(start, close + 2, "");
            self.at = start + close + 2;
        }
    }

    /// Tags go, addresses in angle brackets stay without them, `<br>` is a blank.
    fn tag(&mut self, rest: &str) {
        let start = self.at;
        self.at += 1;
        let window = slice(rest, ByteSpan::new(1, LONGEST_TAG));
        if let Some(comment) = window.strip_prefix("!--") {
            if let Some(end) = comment.find("-->") {
                self.cut(start, end + 7, "");
                self.at = start + end + 7;
            }
            return;
        }
        let name = window.strip_prefix('/').unwrap_or(window);
        let Some(end) = window.find('>').filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic())) else {
            return;
        };
        let inner = slice(window, ByteSpan::new(0, end));
        if inner.contains("://") && !inner.contains(' ') {
            self.cut(start, 1, "");
            self.cut(start + end + 1, 1, "");
        } else {
            let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
            self.cut(start, end + 2, if name.eq_ignore_ascii_case("br") { " " } else { "" });
        }
        self.at = start + end + 2;
    }

    fn entity(&mut self, rest: &str) {
        const ENTITIES: &[(&str, &str)] = &[
            ("&nbsp;", " "),
            ("&emsp;", "\u{3000}"),
            ("&ensp;", " "),
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&ldquo;", "“"),
            ("&rdquo;", "”"),
            ("&middot;", "·"),
        ];
        match ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, put)) => {
                self.cut(self.at, name.len(), put);
                self.at += name.len();
            }
            None => self.at += 1,
        }
    }
}

/// Offset of the parenthesis that closes the one at the start; those within are counted.
fn closing_paren(window: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in window.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
