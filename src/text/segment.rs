//! Words: cutting Chinese text into tokens. The only room that names `jieba_rs`.
//!
//! The text is cut here token for token as jieba-rs cuts it, by its dictionary and its model, only faster: `dictionary` has
//! the words, `route` the likeliest of them, `unknown` those that no dictionary has. jieba-rs itself guesses the classes of
//! unknown words, and the tests hold everything against it.
//!
//! Tokens hold bytes. Nothing here knows what the words are counted for: stop words and statistics live above.

use std::collections::HashSet;

use jieba_rs::{HmmModel, Jieba};
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar;

use self::dictionary::Dictionary;
use self::route::Sink;
use self::unknown::Model;
use super::class::Class;
use super::safe::is_han;
use super::span::{ByteSpan, head, slice, tail};

mod dictionary;
mod route;
mod unknown;

/// How many bytes are handed to the segmenter at a time: its tables grow with what it gets.
const CHUNK: usize = 32 * 1024;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TokenKind {
    /// A word with at least one ideograph.
    Han,
    /// Letters, perhaps with digits: `App`, `20xx`, `５G`.
    Latin,
    /// Digits with their marks: `12.5%`, `２００`.
    Number,
    /// A punctuation mark, a symbol, a control character.
    Mark,
    /// White space.
    Space,
}

/// A stretch of text that belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// Its bytes.
    pub const fn span(self) -> ByteSpan {
        ByteSpan::new(self.start as usize, self.end as usize)
    }
}

/// Something that cuts text into words.
pub trait Segmenter: Send + Sync {
    /// Appends the tokens of `text` to `out`, in order and without gaps: every byte lies in exactly one token.
    /// Bytes beyond 4 GiB are not read.
    fn cut(&self, text: &str, out: &mut Vec<Token>);
}

/// Something that knows the parts of speech of words.
pub trait Tagger: Send + Sync {
    /// The class of `word` by itself.
    fn class(&self, word: &str) -> Class;
}

/// What the dictionary has a word down for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A place, by its code `ns`.
    Place,
    /// A person, an organisation or another name (`nr`, `nt`, `nz`).
    Name,
    /// A word that is no name.
    Word,
    /// It is not in the dictionary.
    Unknown,
}

/// Something that cuts text into words and can tell names from other words.
pub trait Names: Segmenter {
    /// What `word` as a whole is down for.
    fn standing(&self, word: &str) -> Standing;
}

/// A word that the segmenter is to know, in the form of jieba's user dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconEntry {
    /// The word.
    pub word: Box<str>,
    /// How often it is taken to occur in the 60 million words of the dictionary; without one the smallest weight that
    /// keeps the word whole.
    pub weight: Option<u32>,
    /// A class (`n`, `nz`, `v`); see [`Class::of_code`].
    pub tag: Option<Box<str>>,
}

/// A line of a word list that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// 1-based line.
    pub line: usize,
    /// What is wrong, in the user's words (Chinese).
    pub reason: String,
}

/// Reads a word list: one word a line, `词 [权重] [词性]`. Empty lines and lines that begin with `#` are passed over;
/// a line that cannot be used is reported and the others are kept.
pub fn parse_lexicon(text: &str) -> (Vec<LexiconEntry>, Vec<BadLine>) {
    let (mut entries, mut bad) = (Vec::new(), Vec::new());
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let mut fields = line.split_whitespace();
        let Some(word) = fields.next().filter(|word| !word.starts_with('#')) else { continue };
        match entry(word, fields.next(), fields.next(), fields.next()) {
            Ok(entry) => entries.push(entry),
            Err(reason) => bad.push(BadLine { line: index + 1, reason }),
        }
    }
    (entries, bad)
}

/// One entry from the fields of its line.
fn entry(word: &str, weight: Option<&str>, tag: Option<&str>, more: Option<&str>) -> Result<LexiconEntry, String> {
    if let Some(c) = word.chars().find(|&c| !in_words(c)) {
        let shown = super::safe::line(c.encode_utf8(&mut [0; 4])).into_owned();
        return Err(format!("词里有“{shown}”，分词只认汉字、半角字母和数字"));
    }
    if more.is_some() {
        return Err("多于三栏：一行写一个词，格式为 词 [权重] [词性]".to_owned());
    }
    let (weight, tag) = match (weight, tag) {
        // jieba lets the weight be left out before the class.
        (Some(only), None) if only.chars().all(|c| c.is_ascii_alphabetic()) => (None, Some(only)),
        other => other,
    };
    let weight = match weight.map(str::parse::<u32>) {
        Some(Err(_)) => {
            let shown = super::safe::line(weight.unwrap_or_default()).into_owned();
            return Err(format!("权重“{shown}”不是 0 到 {} 的整数", u32::MAX));
        }
        Some(Ok(weight)) => Some(weight),
        None => None,
    };
    Ok(LexiconEntry { word: word.into(), weight, tag: tag.map(Into::into) })
}

/// Whether the segmenter joins `c` to its neighbours; words with other characters would never be found.
fn in_words(c: char) -> bool {
    is_han(c) && c != '〇' || c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
}

/// jieba with its own dictionary, its model for unknown words and a lexicon on top.
pub struct Chinese {
    dictionary: Dictionary,
    model: Model,
    /// The words of the lexicon that jieba's own dictionary does not have.
    added: HashSet<Box<str>>,
    /// Knows no word and so tells the class of any by its characters alone.
    guess: Jieba,
}

/// A model by which all characters make one word: so likely is it that a word begins, that it begins, ends, goes on or is
/// one character after it began, ended, went on or was one, and that it has a character in each place.
const ONE_WORD: &str = "0 -1e99 -1e99 -1e99\n\
    -1e99 0 0 -1e99\n-1e99 -1e99 -1e99 -1e99\n-1e99 0 0 -1e99\n-1e99 -1e99 -1e99 -1e99\n\
    一:0\n一:0\n一:0\n一:0\n";

impl Chinese {
    /// Takes over the dictionary and adds `lexicon`; of entries with the same word the last one counts.
    pub fn new(lexicon: &[LexiconEntry]) -> Self {
        let mut dictionary = Dictionary::jieba();
        let new = lexicon.iter().filter(|entry| dictionary.find(&entry.word).is_none());
        let added = new.map(|entry| entry.word.clone()).collect();
        for entry in lexicon {
            // A weight of 0 has no logarithm.
            let weight = entry.weight.map(|weight| u64::from(weight.max(1)));
            let weight = weight.unwrap_or_else(|| suggested(&dictionary, &entry.word));
            dictionary.add(&entry.word, weight, entry.tag.as_deref().unwrap_or_default());
        }
        let mut guess = Jieba::empty();
        if let Ok(model) = HmmModel::load(&mut ONE_WORD.as_bytes()) {
            guess.set_hmm_model(model);
        }
        Self { dictionary, model: Model::jieba(), added, guess }
    }

    /// Whether `word` is known from the lexicon alone.
    pub fn has_added(&self, word: &str) -> bool {
        self.added.contains(word)
    }
}

/// The smallest frequency that keeps `word` whole, as jieba's `suggest_freq` has it.
fn suggested(dictionary: &Dictionary, word: &str) -> u64 {
    let frequency = |word: &str| dictionary.find(word).map_or(1, |entry| dictionary.frequency(entry));
    let log_total = dictionary.log_total();
    let mut parts = Spans::default();
    route::cut(dictionary, None, word, &mut parts);
    let logs = parts.0.iter().map(|part| (frequency(slice(word, *part)) as f64).ln());
    let log = logs.fold(0.0, |sum, log| sum + log - log_total);
    ((log + log_total).exp() as u64 + 1).max(frequency(word))
}

impl std::fmt::Debug for Chinese {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chinese")
    }
}

impl Segmenter for Chinese {
    fn cut(&self, text: &str, out: &mut Vec<Token>) {
        let first = out.len();
        for (at, text) in chunks(head(text, u32::MAX as usize)) {
            route::cut(&self.dictionary, Some(&self.model), text, &mut Tokens { out, first, text, at: at as u32 });
        }
    }
}

impl Tagger for Chinese {
    /// By the dictionary; of a word that it does not have by the model for unknown ones, and of one that it cuts by the
    /// last part: 新/时代.
    fn class(&self, word: &str) -> Class {
        let mut parts = Spans::default();
        route::cut(&self.dictionary, Some(&self.model), word, &mut parts);
        let Some(last) = parts.0.last().map(|last| slice(word, *last)) else { return Class::Other };
        match self.dictionary.find(last) {
            Some(entry) => Class::of_code(self.dictionary.tag(entry)),
            None => self.guess.tag(last, true).last().map_or(Class::Other, |tag| Class::of_code(tag.tag)),
        }
    }
}

impl Names for Chinese {
    fn standing(&self, word: &str) -> Standing {
        let Some(entry) = self.dictionary.find(word) else { return Standing::Unknown };
        let mut parts = Spans::default();
        route::cut(&self.dictionary, None, word, &mut parts);
        let tag = self.dictionary.tag(entry);
        if parts.0.len() != 1 {
            Standing::Word
        } else if tag.starts_with("ns") {
            Standing::Place
        } else if ["nr", "nt", "nz"].iter().any(|code| tag.starts_with(code)) {
            Standing::Name
        } else {
            Standing::Word
        }
    }
}

/// Takes where tokens stand.
#[derive(Debug, Default)]
struct Spans(Vec<ByteSpan>);

impl Sink for Spans {
    fn word(&mut self, start: u32, end: u32, _: char) {
        self.0.push(ByteSpan::new(start as usize, end as usize));
    }

    fn other(&mut self, start: u32, end: u32, c: char) {
        self.word(start, end, c);
    }
}

/// Takes the tokens of a part of a text.
struct Tokens<'a> {
    out: &'a mut Vec<Token>,
    /// Tokens before are none of this text.
    first: usize,
    text: &'a str,
    /// Where the part begins.
    at: u32,
}

impl Tokens<'_> {
    fn push(&mut self, start: u32, end: u32) {
        let word = slice(self.text, ByteSpan::new(start as usize, end as usize));
        push(self.out, self.first, (self.at + start) as usize, (self.at + end) as usize, word);
    }
}

impl Sink for Tokens<'_> {
    fn word(&mut self, start: u32, end: u32, first: char) {
        if is_han(first) {
            self.out.push(Token { start: self.at + start, end: self.at + end, kind: TokenKind::Han });
        } else {
            self.push(start, end);
        }
    }

    fn other(&mut self, start: u32, end: u32, c: char) {
        if matches!(c, '，' | '。' | '、' | '；' | '：' | '“' | '”' | '（' | '）' | '《' | '》') {
            self.out.push(Token { start: self.at + start, end: self.at + end, kind: TokenKind::Mark });
        } else {
            self.push(start, end);
        }
    }
}

/// A segmenter for tests: a run of characters of one kind is one token.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByClass;

impl Segmenter for ByClass {
    fn cut(&self, text: &str, out: &mut Vec<Token>) {
        let first = out.len();
        let text = head(text, u32::MAX as usize);
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            let joins = out.len() > first;
            match out.last_mut() {
                Some(last) if joins && last.kind == TokenKind::Han && is_han(c) => last.end = end as u32,
                _ => push(out, first, start, end, slice(text, ByteSpan::new(start, end))),
            }
        }
    }
}

/// Appends a word; joins it to the token before (no further back than `first`) where letters and digits were torn apart
/// because some are full-width or accented.
fn push(out: &mut Vec<Token>, first: usize, start: usize, end: usize, word: &str) {
    let kind = kind_of(word);
    let alone = out.len() == first;
    if let Some(last) = out.last_mut().filter(|last| !alone && is_alnum(last.kind)) {
        if is_alnum(kind) {
            last.end = end as u32;
            last.kind = if last.kind == kind { kind } else { TokenKind::Latin };
            return;
        }
        if word.chars().all(|c| !c.is_control() && c.width() == Some(0)) {
            last.end = end as u32;
            return;
        }
    }
    out.push(Token { start: start as u32, end: end as u32, kind });
}

const fn is_alnum(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Latin | TokenKind::Number)
}

fn kind_of(word: &str) -> TokenKind {
    if word.chars().any(is_han) {
        TokenKind::Han
    } else if word.chars().any(char::is_alphabetic) {
        TokenKind::Latin
    } else if word.chars().any(char::is_numeric) {
        TokenKind::Number
    } else if word.chars().all(char::is_whitespace) {
        TokenKind::Space
    } else {
        TokenKind::Mark
    }
}

/// Cuts `text` into stretches of at most 32 KB, each with the byte where it begins: after a mark or space where there is
/// one, else between any two characters, so that only a run of more than 32 KB without a mark may lose a word at a seam.
/// A caller that needs no more than a stretch at a time keeps its memory small however long a line is.
pub fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = tail(text, at);
        let mut end = rest.len();
        if end > CHUNK {
            let limit = head(rest, CHUNK);
            end = limit.char_indices().rfind(|&(_, c)| !in_words(c)).map_or(limit.len(), |(i, c)| i + c.len_utf8());
        }
        let start = at;
        at += end;
        (end > 0).then(|| (start, head(rest, end)))
    })
}

#[cfg(test)]
mod tests;
