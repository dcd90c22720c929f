//! Signs that count within one paragraph: 做法是：①抓宣传；②抓整治。 （1）…；（2）…
//!
//! Only a series that is certain is put right: it begins with one and rises, with a small hole or a repetition, as it does
//! when items were taken out or put in. Where one of its signs stands in other words (见③), in a quotation, or beside
//! the number of a law, a sign may be a reference, and all of that paragraph's series stays as it is.

use super::mark::Mark;
use crate::corpus::outline::number::{is_figure, number};
use crate::text::fold;
use crate::text::span::{self, ByteSpan};

/// The most items that are taken for gone between two signs: beyond that it is another kind of counting.
const HOLE: u32 = 4;

/// The most letters and figures that an item needs to be one: ①、③ names items and is none.
const WORDS: usize = 2;

/// What a sign looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// ①
    Circled,
    /// （1） (1) ⑴
    Figures,
    /// （一） ㈠
    Han,
}

const KINDS: [Kind; 3] = [Kind::Circled, Kind::Figures, Kind::Han];

/// A sign in a paragraph.
#[derive(Clone, Copy, Debug)]
struct Sign {
    kind: Kind,
    value: u32,
    span: ByteSpan,
    /// It stands where an item begins.
    placed: bool,
    /// A sentence ended before it, or words that announce a series.
    opens: bool,
}

/// Whether signs count in `text`, rightly or not, and certainly.
pub fn counts(text: &str) -> bool {
    !series(text).is_empty()
}

/// The signs of the certain series in `text`, and what should stand there, in order.
pub fn numbered(text: &str) -> Vec<(ByteSpan, String)> {
    let write = |(value, sign): (u32, &Sign)| {
        let mark = Mark::at(text, sign.span.start)?;
        Some((mark.span, mark.with(value)?))
    };
    let runs = series(text);
    let of = |run: &Vec<Sign>| (1..).zip(run).map(write).collect::<Option<Vec<_>>>();
    let mut out: Vec<(ByteSpan, String)> = runs.iter().filter_map(of).flatten().collect();
    out.sort_by_key(|(span, _)| span.start);
    out
}

fn series(text: &str) -> Vec<Vec<Sign>> {
    let signs = signs(text);
    if signs.len() < 2 || names_law(text) {
        return Vec::new();
    }
    let of = |kind: Kind| {
        let own: Vec<Sign> = signs.iter().filter(|sign| sign.kind == kind).copied().collect();
        let ends = own.iter().skip(1).map(|sign| sign.span.start).chain([text.len()]);
        let words = |(sign, end): (&Sign, usize)| {
            let item = span::slice(text, ByteSpan::new(sign.span.end, end));
            item.chars().filter(|c| c.is_alphanumeric()).take(WORDS).count() == WORDS
        };
        if own.iter().any(|sign| !sign.placed) || !own.iter().zip(ends).all(words) {
            return Vec::new();
        }
        runs(&own)
    };
    KINDS.into_iter().flat_map(of).collect()
}

/// Series of more than one sign that begin with one and rise.
fn runs(signs: &[Sign]) -> Vec<Vec<Sign>> {
    let mut runs: Vec<Vec<Sign>> = Vec::new();
    for sign in signs {
        match runs.last_mut() {
            Some(run) if !(sign.value == 1 && sign.opens) => run.push(*sign),
            _ => runs.push(vec![*sign]),
        }
    }
    let next = |pair: (&Sign, &Sign)| (pair.0.value..=pair.0.value + 1 + HOLE).contains(&pair.1.value);
    runs.retain(|run| {
        run.len() > 1 && run.first().is_some_and(|sign| sign.value == 1) && run.iter().zip(run.iter().skip(1)).all(next)
    });
    runs
}

fn signs(text: &str) -> Vec<Sign> {
    let (mut signs, mut before, mut quoted) = (Vec::new(), None, 0_usize);
    let mut behind = 0;
    for (at, c) in text.char_indices() {
        if at >= behind
            && let Some((kind, value, len)) = sign(span::tail(text, at))
        {
            let stop = before.is_none_or(|mark| "。；：！？;:，、,".contains(mark));
            let opens = before.is_none_or(|mark| "。！？：:".contains(mark));
            let span = ByteSpan::new(at, at + len);
            signs.push(Sign { kind, value, span, placed: stop && quoted == 0, opens });
            behind = at + len;
        }
        match c {
            '“' | '「' | '『' | '《' => quoted += 1,
            '”' | '」' | '』' | '》' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        if !c.is_whitespace() {
            before = Some(c);
        }
    }
    signs
}

/// The sign that `text` begins with: its kind, its number and its length in bytes.
fn sign(text: &str) -> Option<(Kind, u32, usize)> {
    let first = text.chars().next()?;
    for (sign, count, kind) in [('①', 20, Kind::Circled), ('\u{2474}', 20, Kind::Figures), ('\u{3220}', 10, Kind::Han)]
    {
        let place = u32::from(first).wrapping_sub(u32::from(sign));
        if place < count {
            return Some((kind, place + 1, first.len_utf8()));
        }
    }
    if fold::char(first) != '(' {
        return None;
    }
    let rest = span::tail(text, first.len_utf8());
    let found = number(rest).filter(|number| number.value < 100)?;
    let close = span::tail(rest, found.len).chars().next().filter(|c| fold::char(*c) == ')')?;
    let figure = rest.chars().next().is_some_and(|c| fold::char(c).is_ascii_digit());
    let kind = if figure { Kind::Figures } else { Kind::Han };
    Some((kind, found.value, first.len_utf8() + found.len + close.len_utf8()))
}

/// Whether a 条, a 款 or a 项 is named by its number.
fn names_law(text: &str) -> bool {
    text.match_indices('第').any(|(at, _)| {
        let rest = span::tail(text, at + '第'.len_utf8());
        let rest = rest.trim_start_matches(['（', '(']);
        let behind = rest.trim_start_matches(|c: char| is_figure(c) || fold::char(c).is_ascii_digit());
        behind.len() < rest.len() && behind.trim_start_matches(['）', ')']).starts_with(['条', '款', '项', '目'])
    })
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn right(text: &str) -> String {
        let mut out = text.to_owned();
        for (span, new) in numbered(text).into_iter().rev() {
            out.replace_range(span.start..span.end, &new);
        }
        out
    }

    #[test]
    fn a_hole_or_a_repetition_is_put_right() {
        for (text, expected) in [
            ("做法是：①抓宣传；③抓整治；④抓督查。", "做法是：①抓宣传；②抓整治；③抓督查。"),
            ("①抓宣传，②抓整治𠀀，②抓e\u{301}督查，③抓长效。", "①抓宣传，②抓整治𠀀，③抓e\u{301}督查，④抓长效。"),
            ("做法：①早动手；①早落实。", "做法：①早动手；②早落实。"),
            ("包括：（1）入户宣传；（3）上门服务。", "包括：（1）入户宣传；（2）上门服务。"),
            ("包括：(1) 入户宣传；(4) 上门服务。", "包括：(1) 入户宣传；(2) 上门服务。"),
            ("包括：⑴入户宣传；⑶上门服务。", "包括：⑴入户宣传；⑵上门服务。"),
            ("包括：（一）入户宣传；（三）上门服务。", "包括：（一）入户宣传；（二）上门服务。"),
            ("宣传：①入户；③上街。整治：①拆违；④清淤。", "宣传：①入户；②上街。整治：①拆违；②清淤。"),
            ("分两步：①摸底：（1）入户；（3）登记；③整改。", "分两步：①摸底：（1）入户；（2）登记；②整改。"),
        ] {
            assert_eq!(right(text), expected);
        }
    }

    #[test]
    fn what_is_not_certain_stays_as_it_is() {
        for text in [
            "做法见③，其余：①入户宣传；④上门服务。",
            "完成①、③两项任务。",
            "①、③项工作已完成。",
            "材料（1）（3）已上报。",
            "三年级（1）班、（3）班受表彰。",
            "按《条例》第五条：（1）入户宣传；（3）上门服务。",
            "按条例第（二）项：①入户宣传；③上门服务。",
            "文件写道：“①入户宣传；③上门服务。”",
            "②抓宣传；④抓整治。",
            "①抓宣传；③抓整治；②抓督查。",
            "①抓宣传；⑨抓整治。",
            "①独此一件工作。",
            "增长一成①，下降两成③。",
            "《意见》（2024）、《方案》（2025）。",
            "①抓宣传；②抓整治。",
            "",
        ] {
            assert_eq!(right(text), text);
        }
    }

    proptest! {
        #[test]
        fn a_series_that_lost_items_or_got_some_twice_counts_from_one(
            steps in vec(0_u32..=5, 1..12), look in 0_usize..4, refers in proptest::bool::ANY,
        ) {
            let mut values = vec![1_u32];
            for step in steps {
                let next = (values.last().copied().unwrap_or(1) + step).min(20);
                values.push(next);
            }
            let sign = |value: u32| match look {
                0 => char::from_u32(u32::from('①') + value - 1).map(String::from).unwrap_or_default(),
                1 => format!("（{value}）"),
                2 => format!("({value})"),
                _ => format!("（{}）", super::super::mark::han(value, false)),
            };
            let write = |values: &[u32]| {
                let items: Vec<String> =
                    values.iter().zip(1..).map(|(value, at)| format!("{}第{at}样𠀀事e\u{301}", sign(*value))).collect();
                format!("做法是：{}。", items.join("；"))
            };
            let text = write(&values);
            let wanted: Vec<u32> = (1..).take(values.len()).collect();
            prop_assert_eq!(right(&text), write(&wanted));
            prop_assert_eq!(right(&right(&text)), right(&text));
            // With a reference behind it nothing is touched.
            let with = format!("{text}其余见{}。", sign(2));
            prop_assert_eq!(right(&with), with.clone());
            let law = format!("{text}依据第{}条。", values.len());
            prop_assert!(!refers || right(&law) == law);
        }
    }
}
