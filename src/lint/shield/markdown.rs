//! What Markdown shields: inline code, the targets of links, and tags of HTML.
//!
//! Knows nothing of figures and addresses in prose.

use super::{Shield, Shields, run};

/// The longest target of a link and the longest tag, in characters.
const LONGEST: usize = 1000;

impl Shields<'_> {
    /// Inline code, the targets of links, and the tags of HTML, which are Markdown's own.
    pub(super) fn code(&mut self) {
        if let Some(from) = self.definition() {
            return self.set(from..self.chars.len(), Shield::Code);
        }
        // Behind the last > no tag is sought: a line of many < is read once.
        let last = self.chars.iter().rposition(|c| *c == '>').unwrap_or(0);
        let mut at = 0;
        while let Some(c) = self.at(at) {
            if c == '`' {
                let ticks = run(self.chars, at, |c| c == '`');
                let close = (ticks..self.chars.len()).find(|from| {
                    self.at(*from) == Some('`')
                        && self.at(from - 1) != Some('`')
                        && run(self.chars, *from, |c| c == '`') - from == ticks - at
                });
                if let Some(close) = close {
                    let end = close + (ticks - at);
                    self.set(at..end, Shield::Code);
                    at = end;
                    continue;
                }
                at = ticks;
                continue;
            }
            let end = match c {
                ']' if self.at(at + 1) == Some('(') => self.target(at + 1).map(|end| (at + 1, end)),
                '<' if at < last => self.tag(at).map(|end| (at, end)),
                _ => None,
            };
            if let Some((from, end)) = end {
                self.set(from..end, Shield::Code);
                at = end;
                continue;
            }
            at += 1;
        }
    }

    /// Where the target of a link's definition begins that is the whole line: `[办法]: a.md "标题"`. A note (`[^1]: …`) is
    /// text.
    fn definition(&self) -> Option<usize> {
        let from = run(self.chars, 0, |c| c == ' ');
        if from > 3 || self.at(from) != Some('[') || self.at(from + 1) == Some('^') {
            return None;
        }
        let label = run(self.chars, from + 1, |c| !matches!(c, '[' | ']'));
        if self.at(label) != Some(']') || self.at(label + 1) != Some(':') || label == from + 1 {
            return None;
        }
        let start = run(self.chars, label + 2, char::is_whitespace);
        let end = run(self.chars, start, |c| !c.is_whitespace());
        let target = self.chars.get(start..end).unwrap_or_default();
        let is_target = target.iter().any(|c| matches!(c, '.' | '/' | '#'))
            && !target.iter().any(|c| matches!(c, '，' | '。' | '；' | '：' | '、' | ','));
        let title = run(self.chars, end, char::is_whitespace);
        let titled = matches!(self.at(title), None | Some('"' | '\'' | '('));
        (is_target && titled).then_some(label + 2)
    }

    /// The end of a link's target whose bracket opens at `from`: brackets inside pair, and in its title they count for
    /// nothing.
    fn target(&self, from: usize) -> Option<usize> {
        let (mut depth, mut title) = (0_usize, None);
        for (at, c) in self.chars.iter().enumerate().skip(from).take(LONGEST) {
            match (*c, title) {
                ('"' | '\'', None) if self.at(at - 1).is_some_and(char::is_whitespace) => title = Some(*c),
                (c, Some(mark)) if c == mark => title = None,
                (_, Some(_)) => {}
                ('(', _) => depth += 1,
                (')', _) if depth == 1 => return Some(at + 1),
                (')', _) => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// The end of the tag, comment or address between < and > at `from`; what stands in `<code>` goes with it.
    fn tag(&self, from: usize) -> Option<usize> {
        let near = self.chars.get(from..(from + LONGEST).min(self.chars.len())).unwrap_or_default();
        let seek = |start: usize, word: &[char]| {
            let found = near.get(start..)?.windows(word.len()).position(|part| part == word)?;
            Some(from + start + found + word.len())
        };
        if near.starts_with(&['<', '!', '-', '-']) {
            return seek(4, &['-', '-', '>']);
        }
        let name = 1 + usize::from(near.get(1) == Some(&'/'));
        let end = run(near, name, |c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-'));
        let is_name = near.get(name).is_some_and(char::is_ascii_alphabetic);
        let goes_on = near.get(end).is_some_and(|c| matches!(c, ' ' | '\t' | '/' | '>' | '.' | '@'));
        if !is_name || !goes_on {
            return None;
        }
        let close = run(near, end, |c| !matches!(c, '<' | '>'));
        if near.get(close) != Some(&'>') {
            return None;
        }
        let called: String = near.get(name..end).unwrap_or_default().iter().collect();
        if name == 1 && matches!(called.as_str(), "code" | "pre" | "kbd" | "samp" | "script" | "style") {
            let closing: Vec<char> = format!("</{called}>").chars().collect();
            return seek(close, &closing).or(Some(from + close + 1));
        }
        Some(from + close + 1)
    }
}
