//! Words: cutting Chinese text into tokens. The only file that names `jieba_rs`.
//!
//! Tokens hold bytes; the segmenter behind them may count otherwise, and what it counts stays in here. This file
//! must not know what the words are counted for: stop words and statistics live above.

use std::collections::HashSet;

use jieba_rs::Jieba;
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar;

use super::class::Class;
use super::safe::is_han;
use super::span::{ByteSpan, head, slice, tail};

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
    jieba: Jieba,
    /// The words of the lexicon that jieba's own dictionary does not have.
    added: HashSet<Box<str>>,
}

impl Chinese {
    /// Loads the dictionary (0.1 s in release builds, so call it on a worker) and adds `lexicon`; of entries with the
    /// same word the last one counts.
    pub fn new(lexicon: &[LexiconEntry]) -> Self {
        let mut jieba = Jieba::new();
        let new = lexicon.iter().filter(|entry| !jieba.has_word(&entry.word));
        let added = new.map(|entry| entry.word.clone()).collect();
        for entry in lexicon {
            // A weight of 0 has no logarithm.
            let weight = entry.weight.map(|weight| weight.max(1) as usize);
            jieba.add_word(&entry.word, weight, entry.tag.as_deref());
        }
        Self { jieba, added }
    }

    /// Whether `word` is known from the lexicon alone.
    pub fn has_added(&self, word: &str) -> bool {
        self.added.contains(word)
    }
}

impl std::fmt::Debug for Chinese {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chinese")
    }
}

impl Segmenter for Chinese {
    fn cut(&self, text: &str, out: &mut Vec<Token>) {
        let first = out.len();
        for (at, chunk) in chunks(head(text, u32::MAX as usize)) {
            for token in self.jieba.cut(chunk, true) {
                push(out, first, at + token.byte_start, at + token.byte_end, token.word);
            }
        }
    }
}

impl Tagger for Chinese {
    /// By the dictionary; of a word that it does not have by the model for unknown ones, and of one that it cuts by the
    /// last part: 新/时代.
    fn class(&self, word: &str) -> Class {
        self.jieba.tag(word, true).last().map_or(Class::Other, |tag| Class::of_code(tag.tag))
    }
}

impl Names for Chinese {
    fn standing(&self, word: &str) -> Standing {
        if !self.jieba.has_word(word) {
            return Standing::Unknown;
        }
        match self.jieba.tag(word, false).as_slice() {
            [one] if one.tag.starts_with("ns") => Standing::Place,
            [one] if ["nr", "nt", "nz"].iter().any(|code| one.tag.starts_with(code)) => Standing::Name,
            _ => Standing::Word,
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
mod tests {
    use super::*;

    fn words<'t>(segmenter: &dyn Segmenter, text: &'t str) -> Vec<&'t str> {
        let mut tokens = Vec::new();
        segmenter.cut(text, &mut tokens);
        let mut at = 0;
        for token in &tokens {
            assert_eq!(token.span().start, at, "a gap in {text:?}");
            at = token.span().end;
        }
        assert_eq!(at, text.len(), "the end of {text:?}");
        tokens.iter().map(|token| slice(text, token.span())).collect()
    }

    fn check(segmenter: &dyn Segmenter, text: &str, expected: &str) {
        assert_eq!(words(segmenter, text).join("|"), expected, "{text:?}");
    }

    #[test]
    fn classes_make_runs() {
        for (text, expected) in [
            ("", ""),
            ("创建，文明", "创建|，|文明"),
            ("ＡＢc20xx年", "ＡＢc20xx|年"),
            ("2０0 家", "2０0| |家"),
            ("cafe\u{301}好", "cafe\u{301}|好"),
            ("𠀀城", "𠀀城"),
            ("\u{1b}[0m", "\u{1b}|[|0m"),
        ] {
            check(&ByClass, text, expected);
        }
    }

    #[test]
    fn a_token_before_the_call_is_left_alone() {
        let mut tokens = vec![Token { start: 0, end: 3, kind: TokenKind::Latin }];
        ByClass.cut("abc", &mut tokens);
        assert_eq!(tokens.len(), 2);
    }

    #[test]
    fn jieba_cuts_with_the_lexicon() {
        let (lexicon, bad) = parse_lexicon("四城同创 2000 nz\n创城\n");
        assert_eq!(bad, []);
        let chinese = Chinese::new(&lexicon);
        for (text, expected) in [
            ("开展四城同创工作", "开展|四城同创|工作"),
            ("创城总结", "创城|总结"),
            ("共２０家，12.5%", "共|２０|家|，|12.5%"),
            ("\u{0}城\u{7f}𠀀𠀁\n社区", "\u{0}|城|\u{7f}|𠀀𠀁|\n|社区"),
            ("café在社区", "café|在|社区"),
        ] {
            check(&chinese, text, expected);
        }
        // A line of more than one chunk, with marks and without.
        let sentence = "社区开展四城同创工作，";
        let long = sentence.repeat(3 * CHUNK / sentence.len());
        let per_sentence = words(&chinese, sentence).len();
        assert_eq!(words(&chinese, &long).len(), per_sentence * (3 * CHUNK / sentence.len()));
        words(&chinese, &"创".repeat(CHUNK));
        words(&chinese, &"\u{301}".repeat(CHUNK));
    }

    #[test]
    fn words_have_classes() {
        let (lexicon, _) = parse_lexicon("创城 2000 nz\n包保\n");
        let chinese = Chinese::new(&lexicon);
        let check = |word: &str, class: Class| assert_eq!(chinese.class(word), class, "{word}");
        for (word, class) in [
            ("社区", Class::Noun),
            ("整改", Class::Verb),
            ("至少", Class::Adverb),
            ("万人次", Class::Numeral),
            ("创城", Class::Noun),
            ("包保", Class::Other),
            ("LED", Class::Foreign),
            ("", Class::Other),
            ("𠀀\u{301}", Class::Other),
        ] {
            check(word, class);
        }
    }

    #[test]
    fn bad_lines_of_a_lexicon_have_numbers() {
        let (entries, bad) =
            parse_lexicon("\u{feff}# 词表\n包保 300 n\n\n门前·三包\n迎检 多\n双创 nz\n牛皮癣 1 n x\n　网格员　5\n");
        let words: Vec<_> = entries.iter().map(|e| (&*e.word, e.weight, e.tag.as_deref())).collect();
        assert_eq!(words, [("包保", Some(300), Some("n")), ("双创", None, Some("nz")), ("网格员", Some(5), None)]);
        assert_eq!(bad.iter().map(|b| b.line).collect::<Vec<_>>(), [4, 5, 7]);
    }
}
