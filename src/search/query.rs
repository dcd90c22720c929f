//! What a person looks for, read from one line: words, "phrases", -exclusions, filters, /regular expressions/, pinyin.
//!
//! Words stand apart by blanks and must all stand in one section, in any order. Quotes hold blanks together. A word or
//! filter behind `-` shuts out the sections that hold it. `role:` `piece:` `level:` `year:` (角色 篇 级 年) choose
//! sections, `py:` (拼音) reads its word as pinyin. Full-width forms of all these marks are the same. Errors name the
//! characters of the line that they are about. Knows nothing of documents.

mod expression;
mod filter;
mod pattern;

use std::fmt;

pub use expression::Expression;
pub use filter::{Filter, Wanted};
pub use pattern::Pattern;

use crate::text::fold;
use crate::text::folded::Needle;
use crate::text::span::{ByteSpan, slice, tail};

/// A query read.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What is to stand in the text, or not.
    pub terms: Vec<Term>,
    /// Which sections are looked at.
    pub filters: Vec<Filter>,
}

/// One word, phrase or expression.
#[derive(Clone, Debug)]
pub struct Term {
    /// Where in the query it stands.
    pub span: ByteSpan,
    /// What it finds.
    pub pattern: Pattern,
    /// Sections that hold it are shut out.
    pub excluded: bool,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the query that are wrong.
    pub span: ByteSpan,
    /// Why and what would be right, in the user's words (Chinese).
    pub reason: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for QueryError {}

impl Query {
    /// Reads `line`.
    ///
    /// # Errors
    /// A filter without a value or with one that does not exist, a regular expression that is none, pinyin of
    /// something else than letters.
    pub fn parse(line: &str) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let mut at = 0;
        while let Some(token) = next(line, &mut at) {
            query.read(line, token)?;
        }
        // The same word twice asks for nothing more.
        let mut seen: Vec<(String, bool)> = Vec::new();
        query.terms.retain(|term| {
            let key = (term.pattern.key(), term.excluded);
            let new = !seen.contains(&key);
            seen.extend(new.then_some(key));
            new
        });
        Ok(query)
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.filters.is_empty()
    }

    /// The same with letters as they stand and never as pinyin, but for what `py:` asks for.
    #[must_use]
    pub fn as_it_stands(mut self) -> Self {
        for term in &mut self.terms {
            if let Pattern::Letters(text, _) = &term.pattern {
                term.pattern = Pattern::Text(text.clone());
            }
        }
        self
    }

    /// The terms whose places are looked for.
    pub fn sought(&self) -> impl Iterator<Item = (usize, &Term)> {
        self.terms.iter().enumerate().filter(|(_, term)| !term.excluded)
    }

    /// Whether sections matter: more than one word, exclusions or filters.
    pub fn needs_sections(&self) -> bool {
        !self.filters.is_empty() || self.terms.len() > 1 || self.terms.iter().any(|term| term.excluded)
    }

    /// Whether all that this finds lies in documents in which `broader` finds something. It may say no where that is so.
    pub fn narrows(&self, broader: &Self) -> bool {
        let ([term], true) = (broader.terms.as_slice(), broader.filters.is_empty()) else { return false };
        let Pattern::Text(part) = &term.pattern else { return false };
        let holds_it = |(_, own): (usize, &Term)| match &own.pattern {
            Pattern::Text(text) => text.text().contains(part.text()),
            _ => false,
        };
        !term.excluded && self.sought().any(holds_it)
    }

    /// The one word that this looks for, where it is that of `broader` with more behind and begins wherever it begins:
    /// then all places of this are among those of `broader`. It may say nothing where that is so.
    pub fn lengthens(&self, broader: &Self) -> Option<&Needle> {
        let (own, other) = (self.only_word()?, broader.only_word()?);
        (own.text().starts_with(other.text()) && !other.overlaps_itself()).then_some(own)
    }

    /// The word that is all it asks for, where it is no more than one.
    pub fn only_word(&self) -> Option<&Needle> {
        match (self.terms.as_slice(), self.needs_sections()) {
            ([Term { pattern: Pattern::Text(text), .. }], false) => Some(text),
            _ => None,
        }
    }

    fn read(&mut self, line: &str, token: Token) -> Result<(), QueryError> {
        let text = slice(line, token.inner);
        let mut put = |pattern: Option<Pattern>| {
            self.terms.extend(pattern.map(|pattern| Term { span: token.span, pattern, excluded: token.excluded }));
        };
        match token.kind {
            Kind::Phrase => put(Pattern::text(text)),
            Kind::Expression => put(Pattern::expression(text, token.inner.start)?),
            Kind::Word => put(Pattern::word(text)),
            Kind::Pinyin => put(Some(Pattern::pinyin(text, token.span)?)),
            Kind::Filter(field) => {
                let wanted = field.read(text).map_err(|reason| QueryError { span: token.span, reason })?;
                self.filters.push(Filter { span: token.span, wanted, excluded: token.excluded });
            }
        }
        Ok(())
    }
}

/// What a part of the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Phrase,
    Expression,
    Pinyin,
    Filter(filter::Field),
}

/// A part of the line.
#[derive(Clone, Copy, Debug)]
struct Token {
    /// All of it.
    span: ByteSpan,
    /// What it is about, without quotes, slashes and names.
    inner: ByteSpan,
    kind: Kind,
    excluded: bool,
}

/// The token that begins at or behind `at`.
fn next(line: &str, at: &mut usize) -> Option<Token> {
    let rest = tail(line, *at);
    let start = *at + (rest.len() - rest.trim_start().len());
    let mut here = start;
    let first = tail(line, here).chars().next()?;
    // A dash alone, or before a blank, is a word.
    let after = tail(line, here + first.len_utf8());
    let excluded = fold::char(first) == '-' && after.starts_with(|c: char| !c.is_whitespace());
    if excluded {
        here += first.len_utf8();
    }
    let (kind, named) = name(tail(line, here));
    let (inner, end) = if named > 0 {
        let value = here + named;
        let (inner, end, _) = value_at(line, value);
        (inner, end)
    } else {
        let (inner, end, form) = value_at(line, here);
        *at = end;
        return Some(Token { span: ByteSpan::new(start, end), inner, kind: form, excluded });
    };
    *at = end;
    Some(Token { span: ByteSpan::new(start, end), inner, kind, excluded })
}

/// The value that begins at `at`: what it is about, where it ends, and its form.
fn value_at(line: &str, at: usize) -> (ByteSpan, usize, Kind) {
    let rest = tail(line, at);
    let Some(first) = rest.chars().next() else { return (ByteSpan::new(at, at), at, Kind::Word) };
    let inside = at + first.len_utf8();
    // A quote with nothing behind it is what is looked for.
    if let Some(close) = closers(first).filter(|_| !tail(line, inside).trim().is_empty()) {
        // While the closing quote is still to be typed, the phrase goes to the end.
        let (end, mark) = find_closer(tail(line, inside), close);
        return (ByteSpan::new(inside, inside + end), inside + end + mark, Kind::Phrase);
    }
    if fold::char(first) == '/' && inside < line.len() {
        let (end, mark) = find_slash(tail(line, inside));
        return (ByteSpan::new(inside, inside + end), inside + end + mark, Kind::Expression);
    }
    let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
    (ByteSpan::new(at, end), end, Kind::Word)
}

/// The marks that close a phrase which `open` opens.
fn closers(open: char) -> Option<&'static [char]> {
    match open {
        '"' | '＂' | '“' | '”' => Some(&['"', '＂', '”']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

/// Bytes before the closing mark, and its own.
fn find_closer(text: &str, close: &[char]) -> (usize, usize) {
    let found = text.char_indices().find(|(_, c)| close.contains(c));
    found.map_or((text.len(), 0), |(at, c)| (at, c.len_utf8()))
}

/// Bytes before the slash that ends an expression, and its own; a slash behind `\` ends none.
fn find_slash(text: &str) -> (usize, usize) {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if !escaped && fold::char(c) == '/' {
            return (at, c.len_utf8());
        }
        escaped = !escaped && c == '\\';
    }
    (text.len(), 0)
}

/// The name before a colon at the beginning of `text`, if it is one of ours: what it says and the bytes with the colon.
fn name(text: &str) -> (Kind, usize) {
    let Some((at, colon)) = text.char_indices().find(|(_, c)| matches!(c, ':' | '：') || c.is_whitespace()) else {
        return (Kind::Word, 0);
    };
    if colon.is_whitespace() {
        return (Kind::Word, 0);
    }
    let name = fold::text(slice(text, ByteSpan::new(0, at)));
    let kind = match name.as_str() {
        "py" | "pinyin" | "拼音" => Some(Kind::Pinyin),
        name => filter::Field::named(name).map(Kind::Filter),
    };
    kind.map_or((Kind::Word, 0), |kind| (kind, at + colon.len_utf8()))
}

#[cfg(test)]
mod tests;
