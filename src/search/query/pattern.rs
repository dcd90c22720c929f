//! What a term finds: a text as it stands, pinyin, or a regular expression.

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};

use super::QueryError;
use crate::text::fold;
use crate::text::folded::{Folded, hashes};
use crate::text::pinyin::Matcher;
use crate::text::span::{ByteSpan, tail};

/// What a term finds. All but pinyin is looked for in folded text.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// A text as it stands.
    Text(Literal),
    /// Letters: as they stand, and where the corpus holds them nowhere, as pinyin.
    Letters(Literal, Matcher),
    /// Pinyin.
    Pinyin(Matcher),
    /// A regular expression, within one line.
    Expression(Regex),
}

/// A folded text, made ready to be looked for.
#[derive(Clone, Debug)]
pub struct Literal {
    finder: Finder<'static>,
    /// Of its pairs of characters.
    hashes: Box<[u32]>,
}

impl Literal {
    /// The folded text, never empty.
    fn new(folded: &str) -> Option<Self> {
        let finder = || Finder::new(folded).into_owned();
        (!folded.is_empty()).then(|| Self { finder: finder(), hashes: hashes(folded).collect() })
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.finder.needle()).unwrap_or_default()
    }

    /// Whether it stands in `folded`.
    pub fn is_in(&self, folded: &Folded) -> bool {
        folded.may_hold(&self.hashes) && self.finder.find(folded.text().as_bytes()).is_some()
    }

    /// Where it stands in `folded`, one occurrence after the other without overlap.
    pub fn all_in<'a>(&'a self, folded: &'a Folded) -> impl Iterator<Item = ByteSpan> + 'a {
        let length = self.finder.needle().len();
        let text = if folded.may_hold(&self.hashes) { folded.text() } else { "" };
        self.finder.find_iter(text.as_bytes()).map(move |at| ByteSpan::new(at, at + length))
    }
}

impl Pattern {
    /// What it asks for, by which two of them are the same.
    pub fn key(&self) -> String {
        match self {
            Self::Text(text) => format!("={}", text.text()),
            Self::Letters(text, _) => format!("~{}", text.text()),
            Self::Pinyin(matcher) => format!(":{}", matcher.query()),
            Self::Expression(regex) => format!("/{}", regex.as_str()),
        }
    }

    /// `text` as it stands; nothing for an empty one.
    pub fn text(text: &str) -> Option<Self> {
        Literal::new(&fold::text(text)).map(Self::Text)
    }

    /// A word: as it stands; with letters perhaps pinyin.
    pub fn word(text: &str) -> Option<Self> {
        let folded = fold::text(text);
        let literal = Literal::new(&folded)?;
        let letters = folded.chars().any(|c| c.is_ascii_lowercase() || c == 'ü') && folded.chars().nth(1).is_some();
        // Figures are no spelling: 20xx is what it is.
        let spelled = letters && !folded.chars().any(|c| c.is_ascii_digit());
        Some(if spelled { Self::Letters(literal, Matcher::new(text)) } else { Self::Text(literal) })
    }

    /// Pinyin, with or without characters among it; `span` is where it stands in the query.
    ///
    /// # Errors
    /// It has no letters.
    pub fn pinyin(text: &str, span: ByteSpan) -> Result<Self, QueryError> {
        let letters = fold::text(text).chars().any(|c| c.is_ascii_lowercase() || c == 'ü');
        if letters {
            Ok(Self::Pinyin(Matcher::new(text)))
        } else {
            Err(QueryError { span, reason: "“拼音:”后面要写字母，如 cjwm 或 chuangjian".to_owned() })
        }
    }

    /// The regular expression `source`, which begins at byte `at` of the query; nothing for an empty one.
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn expression(source: &str, at: usize) -> Result<Option<Self>, QueryError> {
        let (folded, way) = fold_expression(source);
        if folded.is_empty() {
            return Ok(None);
        }
        if let Some(flag) = source.find("(?-i") {
            let span = ByteSpan::new(at + flag, at + flag + "(?-i".len());
            return Err(QueryError { span, reason: "检索不分大小写，正则式里不能写 (?-i)".to_owned() });
        }
        let wrong = |span: ByteSpan, reason: &str| QueryError { span, reason: format!("正则式{reason}") };
        let whole = ByteSpan::new(at, at + source.len());
        if let Err(error) = regex_syntax::ParserBuilder::new().nest_limit(50).build().parse(&folded) {
            let Some((start, end, reason)) = explained(&error) else { return Err(wrong(whole, "写法不对")) };
            let back = |byte: usize| way.get(byte).copied().unwrap_or(source.len());
            // An error between two characters is about the second.
            let next = tail(source, back(start)).chars().next().map_or(0, char::len_utf8);
            let end = if end > start { back(end) } else { back(start) + next };
            return Err(wrong(ByteSpan::new(at + back(start), at + end.max(back(start))), reason));
        }
        let built = RegexBuilder::new(&folded).case_insensitive(true).multi_line(true).size_limit(4 << 20).build();
        built.map(|regex| Some(Self::Expression(regex))).map_err(|_| wrong(whole, "太大，重复次数写小些"))
    }
}

/// An expression for folded text, and for each of its bytes the byte of `source` that it came from. Full-width marks
/// become half-width ones that stand for themselves; what is ASCII stays, for `\D` is not `\d`.
fn fold_expression(source: &str) -> (String, Vec<usize>) {
    let (mut out, mut way) = (String::with_capacity(source.len()), Vec::with_capacity(source.len() + 1));
    let mut escaped = false;
    for (at, c) in source.char_indices() {
        let folded = fold::char(c);
        // \/ is a slash: only the end of the expression had to be told from it.
        let slash = c == '\\' && !escaped && tail(source, at + 1).starts_with('/');
        if !slash {
            if !c.is_ascii() && regex_syntax::is_meta_character(folded) && !escaped {
                out.push('\\');
            }
            out.push(if c.is_ascii() { c } else { folded });
        }
        way.resize(out.len(), at);
        escaped = !escaped && c == '\\';
    }
    way.push(source.len());
    (out, way)
}

/// Where an expression is wrong, in bytes of it, and how.
fn explained(error: &regex_syntax::Error) -> Option<(usize, usize, &'static str)> {
    use regex_syntax::ast::ErrorKind as Kind;
    let parse = match error {
        regex_syntax::Error::Parse(error) => error,
        regex_syntax::Error::Translate(error) => {
            return Some((error.span().start.offset, error.span().end.offset, "里有不认识的字符类"));
        }
        _ => return None,
    };
    let reason = match parse.kind() {
        Kind::GroupUnclosed => "的括号没有合上",
        Kind::GroupUnopened => "多了一个右括号",
        Kind::ClassUnclosed => "的方括号没有合上",
        Kind::ClassRangeInvalid => "的字符范围前后颠倒",
        Kind::RepetitionMissing => "的重复号（* + ? {）前面没有字",
        Kind::RepetitionCountInvalid
        | Kind::RepetitionCountUnclosed
        | Kind::RepetitionCountDecimalEmpty
        | Kind::DecimalEmpty
        | Kind::DecimalInvalid => "的重复次数写得不对，应如 {2,4}",
        Kind::EscapeUnrecognized => "里反斜杠后面的字不能这样写",
        Kind::EscapeUnexpectedEof => "末尾的反斜杠后面没有字",
        Kind::UnsupportedLookAround => "不能用前后断言",
        Kind::UnsupportedBackreference => "不能引用前面的括号",
        Kind::NestLimitExceeded(_) => "的括号套得太深",
        _ => "写法不对",
    };
    Some((parse.span().start.offset, parse.span().end.offset, reason))
}
