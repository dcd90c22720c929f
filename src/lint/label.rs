//! `Label`: the numbers that lines of a piece open with, and which series they form.
//!
//! Headings alone do not tell of a number that is missing: an item that ends in ； is none. So labels are read from the
//! lines themselves. A series is one kind of label below one parent. Knows nothing of rules.

use std::ops::Range;

use super::line::{Kind, Line, ends_clause};
use super::subject::{Piece, Subject};
use crate::corpus::outline::marker::{Class, marker};
use crate::corpus::row::is_blank;
use crate::text::fold;
use crate::text::span::{head, tail};

/// A number that a line opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// 0-based line of the subject.
    pub line: usize,
    /// Its characters in the line.
    pub marker: Range<usize>,
    /// What it looks like.
    pub class: Class,
    /// The word that it carries (阶段), or the numbers before the last one of 1.2.3.
    pub word: String,
    /// Its number.
    pub number: u32,
    /// The mark that it ends in.
    pub mark: char,
    /// The label above it.
    pub parent: Option<usize>,
    /// The label before it in its series.
    pub before: Option<usize>,
    /// The label behind it in its series.
    pub after: Option<usize>,
}

impl Label {
    fn is_kind_of(&self, other: &Self, marked: bool) -> bool {
        self.class == other.class
            && self.word == other.word
            && (!marked || self.class != Class::Arabic || self.mark == other.mark)
    }
}

/// The labels of a piece, in order. 一是 and letters are none; rows of tables, debris and lists of contents hold none.
pub fn labels(subject: &Subject<'_>, piece: &Piece) -> Vec<Label> {
    let mut all: Vec<Label> = subject.lines_of(piece).iter().filter_map(label).collect();
    // 1. and 1、 are two kinds where both begin at one.
    let begins =
        |mark: char| all.iter().any(|label| label.class == Class::Arabic && label.number == 1 && label.mark == mark);
    let marked = begins('.') && begins('、');
    let mut open: Vec<usize> = Vec::new();
    for at in 0..all.len() {
        let Some(new) = all.get(at).cloned() else { continue };
        let same = open.iter().rposition(|other| all.get(*other).is_some_and(|other| other.is_kind_of(&new, marked)));
        let before = if let Some(place) = same {
            let before = open.get(place).copied();
            open.truncate(place);
            before
        } else {
            while open.last().and_then(|other| all.get(*other)).is_some_and(|other| other.class > new.class) {
                open.pop();
            }
            None
        };
        let goes_on = before.filter(|before| {
            all.get(*before)
                .is_some_and(|before| new.number >= before.number && new.number != 1 && new.number <= before.number + 3)
        });
        if let Some(slot) = goes_on.and_then(|before| all.get_mut(before)) {
            slot.after = Some(at);
        }
        let parent = open.last().copied();
        if let Some(slot) = all.get_mut(at) {
            (slot.parent, slot.before) = (parent, goes_on);
        }
        open.push(at);
        // Further out than that, nothing goes on; and no text takes time that grows with its square.
        if open.len() > DEEPEST {
            open.remove(0);
        }
    }
    all
}

/// The most labels that may stand one below the other.
const DEEPEST: usize = 64;

/// For each label the index of the first one of its series, and how many the series has up to it.
pub fn firsts(all: &[Label]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(all.len());
    for (at, label) in all.iter().enumerate() {
        let before = label.before.and_then(|before| out.get(before)).map(|(first, count)| (*first, count + 1));
        out.push(before.unwrap_or((at, 1)));
    }
    out
}

/// The label of a line, if it has one.
fn label(line: &Line<'_>) -> Option<Label> {
    if !matches!(line.kind, Kind::Body | Kind::Heading | Kind::Field) {
        return None;
    }
    let first = line.first();
    let from = line.run(first, |c| c == '#' || c == '*' || is_blank(c));
    let found = marker(line.part(from..line.len()))?;
    let used = matches!(found.key.class, Class::Letter | Class::Item | Class::Plain);
    // 1、2号楼 and 5、6月 are pairs of numbers.
    if found.key.class == Class::Arabic && is_pair(line, from + found.text.chars().count()) {
        return None;
    }
    // 〔1〕 and [1] open footnotes.
    let note = found.text.starts_with(['〔', '[', '［', '【']);
    if used || note || found.number > MOST || found.number == 0 {
        return None;
    }
    let mark = fold::char(found.text.chars().next_back()?);
    let mark = if mark == '．' { '.' } else { mark };
    let word = match found.key.class {
        Class::Decimal2 | Class::Decimal3 | Class::Decimal4 => {
            found.text.trim_end_matches(['.', '．', '、']).rsplit_once(['.', '．']).map_or("", |(before, _)| before)
        }
        _ => found.key.word,
    };
    Some(Label {
        line: line.index,
        marker: from..from + found.text.chars().count(),
        class: found.key.class,
        word: word.to_owned(),
        number: found.number,
        mark,
        parent: None,
        before: None,
        after: None,
    })
}

/// Whether the label that ends before `at` is the first of two numbers of things: a mark 、 and a higher number with what it
/// counts follow at once.
fn is_pair(line: &Line<'_>, at: usize) -> bool {
    const THINGS: &[&str] =
        &["号", "级", "楼", "班", "组", "季度", "月", "单元", "栋", "幢", "标段", "日", "年级", "排"];
    let Some(mark) = at.checked_sub(1).filter(|at| line.at(*at) == Some('、')) else { return false };
    let (from, to) = (line.run_before(mark, |c| c.is_ascii_digit()), line.run(at, |c| c.is_ascii_digit()));
    let number = |range: Range<usize>| line.part(range).parse::<u32>().ok();
    line.any(to, THINGS).is_some() && number(at..to).is_some_and(|second| number(from..mark) < Some(second))
}

/// The highest number of a label; higher ones are figures.
const MOST: u32 = 60;

/// Over how many lines a number is looked for: what stands further apart is not told of, and no text takes time that grows
/// with its square.
pub const FAR: usize = 600;

/// Whether a number of the kind of `like` is written somewhere between the two places (line, character), in any form
/// that a label has, also torn off its text. Places more than 600 lines apart count as if it were.
pub fn is_written(subject: &Subject<'_>, like: &Label, number: u32, from: (usize, usize), to: (usize, usize)) -> bool {
    if to.0.saturating_sub(from.0) > FAR {
        return true;
    }
    let forms = forms(like, number);
    let counted = matches!(like.class, Class::Han | Class::HanBracket);
    let bare = if counted { han(number) } else { number.to_string() };
    let bracketed = matches!(like.class, Class::HanBracket | Class::ArabicBracket | Class::HalfBracket);
    (from.0..=to.0).filter_map(|at| subject.lines.get(at)).any(|line| {
        let start = if line.index == from.0 { from.1 } else { 0 };
        let end = if line.index == to.0 { to.1 } else { line.len() };
        let text = line.part(start..end.max(start)).trim_matches(|c| is_blank(c) || c == '#' || c == '*');
        // 三）, of which the first bracket is gone; a number alone on its line.
        let half = |c: char| bracketed && matches!(c, '）' | ')' | '〕');
        let torn = text.trim_end_matches(['、', '.', '．', '）', ')']) == bare
            || text.strip_prefix(bare.as_str()).is_some_and(|rest| rest.starts_with(|c| is_blank(c) || half(c)));
        torn || forms.iter().any(|form| stands(text, form, counted && !bracketed))
    })
}

/// Whether `form` stands in `text` with no other numeral before it and no decimals behind; one that `opens` a clause, or
/// that says 第 with no measure, at the start of one only: 占三分之二，位居第三，周三、周四 are prose.
fn stands(text: &str, form: &str, opens: bool) -> bool {
    let digit = form.starts_with(|c: char| c.is_ascii_digit());
    let ordinal =
        form.starts_with('第') && form.ends_with(|c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit());
    text.match_indices(form).any(|(at, _)| {
        let (before, after) = (head(text, at).chars().next_back(), tail(text, at + form.len()).chars().next());
        let decimal = digit && form.ends_with(['.', '．']) && after.is_some_and(|c| c.is_ascii_digit());
        let goes_on = |c: char| {
            if digit { c.is_ascii_digit() || c == '.' } else { "一二三四五六七八九十百".contains(c) }
        };
        let outer = if before == Some('第') { head(text, at).chars().rev().nth(1) } else { before };
        let starts = outer.is_none_or(|c| is_blank(c) || ends_clause(c) || matches!(c, '*' | '#' | '（' | '('));
        !decimal && !before.is_some_and(goes_on) && (starts || !(opens || ordinal))
    })
}

/// The forms that a label of this kind and number has.
fn forms(like: &Label, number: u32) -> Vec<String> {
    let (han, figure) = (han(number), number.to_string());
    let sign =
        |base: u32, most: u32| if number <= most { char::from_u32(base + number).map(String::from) } else { None };
    let mut out = Vec::new();
    match like.class {
        Class::Han => out.extend(["、", "．", ".", "，", "：", ":"].map(|mark| format!("{han}{mark}"))),
        Class::HanBracket => {
            out.extend(
                [("（", "）"), ("(", ")"), ("（", ")"), ("(", "）"), ("〔", "〕"), ("【", "】")]
                    .map(|(a, b)| format!("{a}{han}{b}")),
            );
            out.extend(sign(0x321f, 10));
        }
        Class::Arabic => {
            out.extend(["、", "．", "."].map(|mark| format!("{figure}{mark}")));
            out.extend(sign(0x2487, 20));
        }
        Class::ArabicBracket | Class::HalfBracket => {
            out.extend(["）", ")"].map(|close| format!("{figure}{close}")));
            out.extend(sign(0x2473, 20));
        }
        Class::Circled => out.extend(sign(0x245f, 20)),
        Class::Decimal2 | Class::Decimal3 | Class::Decimal4 => {
            out.extend([".", "．"].map(|mark| format!("{}{mark}{figure}", like.word)))
        }
        _ => {
            let word = &like.word;
            let measure = match like.class {
                Class::Part => "部分 篇 编",
                Class::Chapter => "章",
                Class::Division => "节",
                Class::Article => "条",
                _ => "",
            };
            for measure in measure.split(' ') {
                out.extend([
                    format!("第{han}{measure}"),
                    format!("第{figure}{measure}"),
                    format!("第 {han} {measure}"),
                ]);
            }
            if !word.is_empty() {
                out.extend([format!("{word}{han}"), format!("{word}{figure}"), format!("第{han}{word}")]);
            }
        }
    }
    out
}

/// A number under a hundred in words.
pub fn han(number: u32) -> String {
    let digit =
        |n: u32| "一二三四五六七八九".chars().nth(n.wrapping_sub(1) as usize).map(String::from).unwrap_or_default();
    match (number / 10, number % 10) {
        (0, one) => digit(one),
        (1, one) => format!("十{}", digit(one)),
        (ten, one) => format!("{}十{}", digit(ten), digit(one)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::load::of_draft;

    /// The labels of a text as number, parent and label before.
    fn check(text: &str, expected: &[(u32, Option<usize>, Option<usize>)]) {
        let document = of_draft(Path::new("总结.txt"), text);
        let subject = Subject::new(&document, None);
        let found: Vec<_> = subject.pieces.iter().flat_map(|piece| labels(&subject, piece)).collect();
        let found: Vec<_> = found.iter().map(|label| (label.number, label.parent, label.before)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn series_stand_below_their_parents() {
        check(
            "一、做法\n（一）甲𠀀。\n（三）乙e\u{301}；\n二、打算\n（一）丙。",
            &[(1, None, None), (1, Some(0), None), (3, Some(0), Some(1)), (2, None, Some(0)), (1, Some(3), None)],
        );
        check("一是甲。\nA. 乙\n〔1〕丙", &[]);
        check("1、2号楼完工。\n3、4号楼在建。\n5、6月收尾。\n1、3号线开通。", &[]);
        check("1、2名干部\n2、1号楼", &[(1, None, None), (2, None, Some(0))]);
        check(
            "1.甲\n1、乙\n2、丙\n2.丁",
            &[(1, None, None), (1, Some(0), None), (2, Some(0), Some(1)), (2, None, Some(0))],
        );
    }

    #[test]
    fn a_series_knows_where_it_begins() {
        let document = of_draft(Path::new("总结.txt"), "一、甲\n（一）乙\n（二）丙\n二、丁\n三、𠀀");
        let subject = Subject::new(&document, None);
        let found: Vec<_> = subject.pieces.iter().flat_map(|piece| labels(&subject, piece)).collect();
        assert_eq!(firsts(&found), [(0, 1), (1, 1), (1, 2), (0, 2), (0, 3)]);
        assert_eq!(firsts(&[]), []);
    }

    #[test]
    fn numbers_in_words() {
        for (number, words) in [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")] {
            assert_eq!(han(number), words);
        }
        assert!(!stands("共2.5亿元", "2.", false) && stands("2.甲", "2.", false));
        assert!(stands("做法：2.甲", "2.", false) && !stands("做法：12.甲", "2.", false));
        assert!(
            !stands("十二、甲", "二、", true)
                && !stands("位居第二，", "二，", true)
                && !stands("周二、周三", "二、", true)
        );
        assert!(stands("第二，甲", "二，", true) && stands("有：一、甲；二、乙", "二、", true));
    }
}
