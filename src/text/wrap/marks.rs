//! What each character may do at the edges of a row: the 禁则 table.
//!
//! Rules: GB/T 15834—2011 标点符号用法, clause 5.1 (the places of marks in horizontal setting); the sub-clause stands
//! at each row. Nothing here knows of widths or rows.

/// What a character is to the breaking of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An ideograph, kana, an emoji: a row may break on either side.
    Ideograph,
    /// A letter, digit or sign of a Latin word or number: kept with its neighbours of the same kind.
    Word,
    /// White space: a row may break after it.
    Space,
    /// An opening mark: never ends a row (5.1.3).
    Open,
    /// An opening mark of half width, which also stays with the word before it: `f(x)`.
    HalfOpen,
    /// A mark that never begins a row (5.1.1–5.1.3, 5.1.6, 5.1.7).
    Close,
    /// The same of half width: it may also stand inside a word or number, `1,234.5`.
    HalfClose,
    /// `/`: neither begins nor ends a row (5.1.9).
    Slash,
    /// `—` and `…`: two of them are one mark and are not parted (5.1.4, 5.1.5).
    Pair,
    /// `"`: opening and closing by turns.
    Quote,
}

/// The class of `c`.
pub(super) fn class(c: char) -> Class {
    if matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{20000}'..) {
        return Class::Ideograph;
    }
    match c {
        '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '［' | '｛' | '｢' | '￥'
        | '¥' | '＄' | '€' | '£' | '﹙' | '﹛' | '﹝' => Class::Open,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕'
        | '〗' | '〙' | '〛' | '］' | '｝' | '｣' | '．' | '％' | '‰' | '°' | '′' | '″' | '℃' | '℉' | '～' | '〜'
        | '–' | '·' | '•' | '‧' | '・' | '･' | '｡' | '､' | '‼' | '⁇' | '⁈' | '⁉' | '〞' | '〟' | '﹚' | '﹜' | '﹞'
        | '々' | '〻' | 'ー' => Class::Close,
        '—' | '…' | '―' | '⋯' | '─' => Class::Pair,
        '(' | '[' | '{' | '$' => Class::HalfOpen,
        ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '%' => Class::HalfClose,
        '/' | '／' => Class::Slash,
        '"' | '＂' => Class::Quote,
        ' ' | '\t' | '\u{3000}' => Class::Space,
        '!'..='~' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Word,
        '\u{2460}'..='\u{24ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' => {
            Class::Ideograph
        }
        c if c.is_whitespace() && c != '\u{a0}' => Class::Space,
        c if c.is_alphanumeric() => Class::Word,
        _ => Class::Ideograph,
    }
}

/// Whether `c` is a grapheme cluster by itself whenever the character after it is such a one too: nothing in
/// these ranges joins, extends or is extended by another of them.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{ff01}'..='\u{ff60}'
        | '‘'..='”' | '—' | '…' | '·' | '\u{3400}'..='\u{4dbf}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{20000}'..='\u{2fffd}')
}

/// Whether no row may begin with `c`, whatever stands before it.
pub fn never_begins(c: char) -> bool {
    class(c) == Class::Close
}

/// Whether no row may end with `c`.
pub fn never_ends(c: char) -> bool {
    matches!(class(c), Class::Open | Class::HalfOpen)
}
