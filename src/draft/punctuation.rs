//! Punctuation as it is typed: what a half-width mark becomes among Chinese, which marks come in pairs.
//!
//! Looks at one paragraph around the caret and at one character. Behind a digit or a Latin letter nothing changes: 3.5,
//! 1,200, 9:00, http:, U.S. stay. Must not know of undo, nor of what was pasted: that is never given to it.

use crate::corpus::outline::number::is_figure;
use crate::text::safe::is_han;
use crate::text::span;

/// What becomes of a character that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// It stands as it is.
    AsItIs,
    /// The caret goes over the mark behind it, which is the one that was typed.
    StepOver,
    /// Something else stands in its place.
    Becomes {
        /// Bytes before it that go with it.
        before: usize,
        /// What comes.
        text: &'static str,
        /// What comes behind the caret.
        closing: &'static str,
    },
}

/// Marks that open and the ones that close them.
const PAIRS: &[(char, char, &str, &str)] = &[
    ('（', '）', "（", "）"),
    ('《', '》', "《", "》"),
    ('“', '”', "“", "”"),
    ('‘', '’', "‘", "’"),
    ('【', '】', "【", "】"),
    ('〔', '〕', "〔", "〕"),
    ('「', '」', "「", "」"),
    ('『', '』', "『", "』"),
];

/// What becomes of `c`, typed between `before` and `after` in a paragraph.
pub fn typed(before: &str, c: char, after: &str) -> Typed {
    let becomes = |text| Typed::Becomes { before: 0, text, closing: "" };
    let chinese = is_chinese(before);
    match c {
        ',' if chinese => becomes("，"),
        ';' if chinese => becomes("；"),
        ':' if chinese => becomes("："),
        '?' if chinese => becomes("？"),
        '!' if chinese => becomes("！"),
        '.' => stop(before),
        '(' if chinese || behind_counted(before) => opened('（', after),
        ')' => match (open(before, '（', '）'), open(before, '(', ')')) {
            (true, _) => closed('）', "）", after),
            (false, false) if chinese => becomes("）"),
            _ => Typed::AsItIs,
        },
        '"' => quote('“', '”', before, after),
        '\'' => quote('‘', '’', before, after),
        '-' => match before.strip_suffix('-') {
            Some(rest) if is_chinese(rest) => Typed::Becomes { before: 1, text: "——", closing: "" },
            _ => Typed::AsItIs,
        },
        _ if PAIRS.iter().any(|pair| pair.0 == c) => opened(c, after),
        _ => match PAIRS.iter().find(|pair| pair.1 == c) {
            Some(pair) if after.starts_with(c) && open(before, pair.0, pair.1) => Typed::StepOver,
            _ => Typed::AsItIs,
        },
    }
}

/// Whether what stands before is Chinese: a character, a mark, or a per cent behind some.
fn is_chinese(before: &str) -> bool {
    match before.chars().next_back() {
        Some('%' | '‰' | '℃') => before.contains(is_han),
        Some(c) => is_han(c) || is_mark(c),
        None => false,
    }
}

fn is_mark(c: char) -> bool {
    "，。；：？！、…—％".contains(c) || PAIRS.iter().any(|pair| pair.1 == c)
}

/// Whether a bracket that opens here stands among Chinese: at the beginning of a paragraph, or behind a number that counts
/// something (全省第3（并列）).
fn behind_counted(before: &str) -> bool {
    let there = before.trim_end_matches(|c: char| c.is_ascii_digit());
    before.trim().is_empty() || there.len() < before.len() && there.ends_with(is_han)
}

/// A full stop; three of them are ……, and behind a number that begins a paragraph (一.) it belongs to the number.
fn stop(before: &str) -> Typed {
    // The first of three has become 。 already.
    if let Some(rest) = before.strip_suffix("。.").or_else(|| before.strip_suffix("..")) {
        return if is_chinese(rest) {
            Typed::Becomes { before: before.len() - rest.len(), text: "……", closing: "" }
        } else {
            Typed::AsItIs
        };
    }
    let number = before.trim_start();
    let last = before.chars().next_back();
    let ends = last.is_some_and(|c| is_han(c) || PAIRS.iter().any(|pair| pair.1 == c));
    if ends && (number.is_empty() || !number.chars().all(is_figure)) {
        Typed::Becomes { before: 0, text: "。", closing: "" }
    } else {
        Typed::AsItIs
    }
}

/// Whether a mark that opens is still open at the end of `before`.
fn open(before: &str, opening: char, closing: char) -> bool {
    let mut depth = 0_usize;
    for c in before.chars() {
        if c == opening {
            depth += 1;
        } else if c == closing {
            depth = depth.saturating_sub(1);
        }
    }
    depth > 0
}

/// A straight quotation mark: closes what is open, else opens where Chinese may begin.
fn quote(opening: char, closing: char, before: &str, after: &str) -> Typed {
    let text = PAIRS.iter().find(|pair| pair.0 == opening).map_or("", |pair| pair.3);
    if open(before, opening, closing) {
        return closed(closing, text, after);
    }
    // One that stands as it was typed is closed by one that does.
    let straight = if opening == '“' { '"' } else { '\'' };
    if before.matches(straight).count() % 2 == 1 {
        return Typed::AsItIs;
    }
    let there = before.trim_end();
    let opens = |c: char| PAIRS.iter().any(|pair| pair.0 == c);
    if there.is_empty() || is_chinese(there) || there.ends_with(opens) { opened(opening, after) } else { Typed::AsItIs }
}

fn opened(opening: char, after: &str) -> Typed {
    let Some(pair) = PAIRS.iter().find(|pair| pair.0 == opening) else { return Typed::AsItIs };
    let next = after.chars().next();
    let room = next.is_none_or(|c| c.is_whitespace() || is_mark(c));
    Typed::Becomes { before: 0, text: pair.2, closing: if room { pair.3 } else { "" } }
}

fn closed(closing: char, text: &'static str, after: &str) -> Typed {
    if after.starts_with(closing) { Typed::StepOver } else { Typed::Becomes { before: 0, text, closing: "" } }
}

/// Whether a burst is typed by hand, one key after the other: what holds Chinese or is longer was committed by an input
/// method or came from a clipboard, and stays as it is.
pub fn by_hand(burst: &str) -> bool {
    let count = span::first_chars(burst, 4).chars().count();
    count == 1 || count < 4 && !burst.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands after every key of `keys` behind `before`, the caret as `|`.
    fn after(text: &str, keys: &str) -> String {
        let (before, behind) = text.split_once('|').unwrap_or((text, ""));
        let (mut before, mut behind) = (before.to_owned(), behind.to_owned());
        for c in keys.chars() {
            match typed(&before, c, &behind) {
                Typed::AsItIs => before.push(c),
                Typed::StepOver => {
                    before.extend(behind.chars().next());
                    behind = behind.chars().skip(1).collect();
                }
                Typed::Becomes { before: gone, text, closing } => {
                    before.truncate(before.len() - gone);
                    before.push_str(text);
                    behind.insert_str(0, closing);
                }
            }
        }
        format!("{before}|{behind}")
    }

    #[test]
    fn marks_behind_chinese_become_full_width() {
        for (text, keys, expected) in [
            ("创城", ",", "创城，|"),
            ("创城", ".", "创城。|"),
            ("创城；", "?!", "创城；？！|"),
            ("做法", ":", "做法：|"),
            ("𠀀", ";", "𠀀；|"),
            ("3", ".5", "3.5|"),
            ("投入1", ",200", "投入1,200|"),
            ("上午9", ":00", "上午9:00|"),
            ("http", "://", "http://|"),
            ("U", ".S.", "U.S.|"),
            ("增长5%", ",", "增长5%，|"),
            ("5%", ",", "5%,|"),
            ("一", ".", "一.|"),
            ("　　十二", ".", "　　十二.|"),
            ("排名第一", ".", "排名第一。|"),
            ("e\u{301}", ",", "e\u{301},|"),
            ("", ",", ",|"),
            ("（完）", ".", "（完）。|"),
            ("创城", "--", "创城——|"),
            ("2019", "--", "2019--|"),
            ("创城", "...", "创城……|"),
            ("创城……", ".", "创城…….|"),
            ("ok", "...", "ok...|"),
        ] {
            assert_eq!(after(text, keys), expected, "{text} {keys}");
        }
    }

    #[test]
    fn brackets_and_quotes_come_in_pairs() {
        for (text, keys, expected) in [
            ("创城", "(", "创城（|）"),
            ("创城", "(一)", "创城（一）|"),
            ("创城|办", "(", "创城（|办"),
            ("创城（半|办", ")", "创城（半）|办"),
            ("", "(1)", "（1）|"),
            ("全省第3", "(并列)", "全省第3（并列）|"),
            ("2025.6.30,", "\"十四五\"", "2025.6.30,\"十四五\"|"),
            ("it", "(x)", "it(x)|"),
            ("x3", "(y)", "x3(y)|"),
            ("a", "(b)", "a(b)|"),
            ("", "\"", "“|”"),
            ("抓", "\"创城\"", "抓“创城”|"),
            ("抓“创城", "\"", "抓“创城”|"),
            ("抓“", "'细'", "抓“‘细’|"),
            ("it", "'s", "it's|"),
            ("a", "\"b", "a\"b|"),
            ("见", "《办法》", "见《办法》|"),
            ("“甲“乙|”", "””", "“甲“乙””|"),
            ("已完”|”", "”", "已完””|”"),
        ] {
            assert_eq!(after(text, keys), expected, "{text} {keys}");
        }
    }

    #[test]
    fn what_an_input_method_commits_is_left_alone() {
        for (burst, expected) in [(",", true), ("创", true), ("--", true), ("创建,", false), ("ab, c", false)] {
            assert_eq!(by_hand(burst), expected, "{burst}");
        }
    }
}
