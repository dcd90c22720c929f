//! What a term finds: a text as it stands, pinyin, or a regular expression.

use regex::RegexBuilder;

use super::{Expression, QueryError};
use crate::text::fold;
use crate::text::folded::Needle;
use crate::text::pinyin::Matcher;
use crate::text::span::{ByteSpan, tail};

/// What a term finds. All but pinyin is looked for in folded text.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// A text as it stands.
    Text(Needle),
    /// Letters: as they stand, and where the corpus holds them nowhere, as pinyin.
    Letters(Needle, Matcher),
    /// Pinyin.
    Pinyin(Matcher),
    /// A regular expression, within one line.
    Expression(Expression),
}

impl Pattern {
    /// What it asks for, by which two of them are the same.
    pub fn key(&self) -> String {
        match self {
            Self::Text(text) => format!("={}", text.text()),
            Self::Letters(text, _) => format!("~{}", text.text()),
            Self::Pinyin(matcher) => format!(":{}", matcher.query()),
            Self::Expression(expression) => format!("/{}", expression.regex().as_str()),
        }
    }

    /// `text` as it stands; nothing for an empty one.
    pub fn text(text: &str) -> Option<Self> {
        Needle::new(text).map(Self::Text)
    }

    /// A word: as it stands; with letters perhaps pinyin.
    pub fn word(text: &str) -> Option<Self> {
        let folded = fold::text(text);
        let needle = Needle::new(text)?;
        let letters = folded.chars().any(|c| c.is_ascii_lowercase() || c == 'ü') && folded.chars().nth(1).is_some();
        // Figures are no spelling: 20xx is what it is.
        let spelled = letters && !folded.chars().any(|c| c.is_ascii_digit());
        Some(if spelled { Self::Letters(needle, Matcher::new(text)) } else { Self::Text(needle) })
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
        let mut parser = regex_syntax::ParserBuilder::new();
        parser.nest_limit(50).case_insensitive(true).multi_line(true);
        let meaning = match parser.build().parse(&folded) {
            Ok(meaning) => meaning,
            Err(error) => {
                let Some((start, end, reason)) = explained(&error) else { return Err(wrong(whole, "写法不对")) };
                let back = |byte: usize| way.get(byte).copied().unwrap_or(source.len());
                // An error between two characters is about the second.
                let next = tail(source, back(start)).chars().next().map_or(0, char::len_utf8);
                let end = if end > start { back(end) } else { back(start) + next };
                return Err(wrong(ByteSpan::new(at + back(start), at + end.max(back(start))), reason));
            }
        };
        let built = RegexBuilder::new(&folded).case_insensitive(true).multi_line(true).size_limit(4 << 20).build();
        built
            .map(|regex| Some(Self::Expression(Expression::new(regex, &meaning))))
            .map_err(|_| wrong(whole, "太大，重复次数写小些"))
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
