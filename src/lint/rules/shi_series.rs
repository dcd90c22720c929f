//! 一是 二是 …, 一要 二要 …, 第一， 第二， …: a number is missing, the first is not there, one stands alone;
//! 首先 … 最后 with nothing between.

use std::ops::Range;

use crate::corpus::outline::marker::Class;
use crate::corpus::row::is_blank;
use crate::lint::finding::Found;
use crate::lint::label::han;
use crate::lint::line::{Kind, Line, is_mark};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "shi-gap",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("一是二是不连续", "gap in a shi series"),
        says: Words::new("“{}”前后的序数对不上，请核对", "the numbers around “{}” do not follow"),
        basis: Basis::new("", "实务"),
        wrong: "一是查台账；⟦三是⟧问群众。",
        right: "一是查台账；二是问群众。",
        doubt: Words::new("其余各项可能用了别的说法。", "The others may be put in other words."),
        reach: Reach::TEXT,
        needs: "",
        check: Check::Piece(gap),
    },
    Rule {
        id: "first-next",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("首先最后之间", "nothing between first and last"),
        says: Words::new("有“首先”有“最后”，中间没有“其次”，请核对", "首先 and 最后 with nothing between"),
        basis: Basis::new("", "实务"),
        wrong: "首先，摸底。⟦最后⟧，验收。",
        right: "首先，摸底。其次，整改。最后，验收。",
        doubt: Words::new("只有两步时也可以这样说。", "Two steps may be told so."),
        reach: Reach::TEXT,
        needs: "",
        check: Check::Piece(ends),
    },
];

/// One 一是, 二是 ….
#[derive(Clone, Debug)]
struct Item {
    number: u32,
    line: usize,
    range: Range<usize>,
    /// The part of the piece, between two headings, that it stands in.
    section: usize,
}

/// The highest number that is looked for.
const MOST: u32 = 20;

/// The most series that may be open one within the other.
const DEEPEST: usize = 32;

/// The lines of the headings that part sections, and where in them their text begins.
fn heads(piece: &Piece) -> Vec<(usize, usize)> {
    let heads = piece.headings.iter().filter(|heading| heading.class != Class::Item);
    heads.map(|heading| (heading.line, heading.marker.end)).collect()
}

/// Where 一是 二是 (or, by `word`, 一要 二要) open a line or a clause.
fn items(subject: &Subject<'_>, piece: &Piece, heads: &[(usize, usize)], word: &str) -> Vec<Item> {
    let mut out = Vec::new();
    for line in subject.lines_of(piece).iter().filter(|line| matches!(line.kind, Kind::Body | Kind::Heading)) {
        let section = heads.partition_point(|head| head.0 <= line.index);
        for range in line.each(word) {
            let from = line.run_before(range.start, |c| "一二三四五六七八九十".contains(c));
            let starts = line.before(from).is_none_or(|c| {
                is_blank(c) || is_mark(c) && !matches!(c, '”' | '’' | '》' | '、') || ",;:.*".contains(c)
            });
            let number = (1..=MOST).find(|number| han(*number) == line.part(from..range.start));
            if let Some(number) = number.filter(|_| starts) {
                out.push(Item { number, line: line.index, range: from..range.end, section });
            }
        }
    }
    out
}

fn gap(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let heads = heads(piece);
    let of_shi = items(subject, piece, &heads, "是");
    series(subject, piece, &heads, &of_shi, true, found);
    lone(subject, piece, &heads, &of_shi, found);
    // 一要 and 三要 open clauses of their own as well: only what stands in a series counts.
    series(subject, piece, &heads, &items(subject, piece, &heads, "要"), false, found);
    for line in subject.lines_of(piece).iter().filter(|line| line.kind == Kind::Body) {
        for word in ["第", "其"] {
            ordinals(subject, line, word, found);
        }
    }
}

/// 第一， 第二， or 其一， 其二， of which one is missing in a paragraph. What opens lines is for the rules on labels.
fn ordinals(subject: &Subject<'_>, line: &Line<'_>, word: &str, found: &mut Found) {
    let mut last: Option<(u32, usize)> = None;
    for start in line.each(word).map(|range| range.start) {
        let end = line.run(start + 1, |c| "一二三四五六七八九十".contains(c));
        let number = (1..=MOST).find(|number| han(*number) == line.part(start + 1..end));
        let marked = matches!(line.at(end), Some('，' | ',' | '：' | ':'));
        let Some(number) = number.filter(|_| marked && (start <= line.first() || opens(line, start))) else { continue };
        let from = last.filter(|(before, _)| (before + 2..=before + 3).contains(&number));
        if let Some((before, from)) = from {
            let told = |missing: u32| otherwise(subject, missing, (line.index, from), (line.index, start), false);
            if !(before + 1..number).any(told) {
                put(subject, &Item { number, line: line.index, range: start..end, section: 0 }, found);
            }
        }
        last = Some((number, end));
    }
}

fn put(subject: &Subject<'_>, item: &Item, found: &mut Found) {
    if let Some(line) = subject.lines.get(item.line) {
        found.put(line, item.range.clone()).about(line.part(item.range.clone()));
    }
}

/// Numbers that are missing or come again; where `whole`, also the first number.
fn series(
    subject: &Subject<'_>,
    piece: &Piece,
    heads: &[(usize, usize)],
    items: &[Item],
    whole: bool,
    found: &mut Found,
) {
    // Series that are still open, the innermost last: the index of the last item, and how many it has.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let last = |slot: &(usize, usize)| items.get(slot.0);
        if item.number == 1 {
            // A series that goes on behind an inner one is the outer one; one that was left is closed by the next section.
            open.retain(|slot| last(slot).is_some_and(|other| other.section == item.section));
            open.push((at, 1));
            // Further out than that, nothing goes on.
            if open.len() > DEEPEST {
                open.remove(0);
            }
            continue;
        }
        let next = open.iter().rposition(|slot| last(slot).is_some_and(|other| other.number + 1 == item.number));
        if let Some(place) = next {
            open.truncate(place + 1);
            if let Some(slot) = open.last_mut() {
                *slot = (at, slot.1 + 1);
            }
            continue;
        }
        let near = open.iter().rposition(|slot| last(slot).is_some_and(|other| other.section == item.section));
        let before = near.and_then(|place| open.get(place)).and_then(last);
        let told = match before {
            Some(before) if item.number > before.number => {
                let missing = before.number + 1..item.number;
                let end = (before.line, before.range.end);
                missing.len() <= 2
                    && !missing
                        .clone()
                        .any(|number| otherwise(subject, number, end, (item.line, item.range.start), false))
            }
            Some(before) => {
                let goes_on = items.get(at + 1).is_none_or(|next| next.number == item.number + 1 || next.number == 1);
                // 一是 … 二要 … 三是 after another 二要: a series of its own, in other words.
                let end = (before.line, before.range.end);
                let other = || otherwise(subject, item.number - 1, end, (item.line, item.range.start), false);
                before.number == item.number && goes_on && !other()
            }
            None if !whole => false,
            None => {
                let above = heads.partition_point(|head| head.0 <= item.line).checked_sub(1);
                let first = above.and_then(|at| heads.get(at)).copied().unwrap_or((piece.lines.start, 0));
                let opened = !open.is_empty()
                    && items.get(at.wrapping_sub(1)).is_some_and(|other| other.section + 1 >= item.section);
                let said = (1..item.number)
                    .any(|number| otherwise(subject, number, first, (item.line, item.range.start), false));
                !opened && !said && item.number <= 3
            }
        };
        if told {
            put(subject, item, found);
        }
        match near {
            Some(place) => {
                open.truncate(place + 1);
                if let Some(slot) = open.last_mut() {
                    *slot = (at, slot.1 + 1);
                }
            }
            None => open.push((at, 1)),
        }
    }
}

/// 一是 with nothing that goes on.
fn lone(subject: &Subject<'_>, piece: &Piece, heads: &[(usize, usize)], items: &[Item], found: &mut Found) {
    // From the end on: the section of the next 二是.
    let mut second: Option<usize> = None;
    for (at, item) in items.iter().enumerate().rev() {
        if item.number == 2 {
            second = Some(item.section);
        }
        let after = items.get(at + 1);
        let goes_on =
            second.is_some_and(|section| section <= item.section + 1) || after.is_some_and(|other| other.number == 3);
        if item.number != 1 || goes_on {
            continue;
        }
        // What the next section says is its own.
        let head = heads.get(heads.partition_point(|head| head.0 <= item.line)).map_or(piece.lines.end, |head| head.0);
        let last = (head.saturating_sub(1).max(item.line), usize::MAX);
        let end = after.map_or(last, |other| last.min((other.line, other.range.start)));
        if !otherwise(subject, 2, (item.line, item.range.end), end, true) {
            put(subject, item, found);
        }
    }
}

/// 首先是 that goes on as 二是, with no 一是 and no 其次 between: two ways of writing one series, told at 二是.
pub(super) fn first_and_second(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let lines = || subject.lines_of(piece).iter().filter(|line| matches!(line.kind, Kind::Body | Kind::Heading));
    if !lines().any(|line| line.mask.may_hold('首') && line.text.contains("首先")) {
        return;
    }
    let heads = heads(piece);
    let items = items(subject, piece, &heads, "是");
    for line in lines() {
        let mut words = line.each("首先").peekable();
        while let Some(range) = words.next() {
            let opens = line.before(range.start).is_none_or(|c| is_blank(c) || is_mark(c));
            if !opens || !matches!(line.at(range.end), Some('是' | '，' | ',')) {
                continue;
            }
            let here = (line.index, range.end);
            let section = heads.partition_point(|head| head.0 <= line.index);
            let next = items.partition_point(|item| (item.line, item.range.start) <= here);
            let Some(next) = items.get(next) else { continue };
            let again = words.peek().is_some_and(|again| (line.index, again.start) < (next.line, next.range.start));
            if next.number != 2 || next.section != section || again {
                continue;
            }
            let there = (next.line, next.range.start);
            let other = (line.index..=next.line).filter_map(|at| subject.lines.get(at)).any(|between| {
                let from = if between.index == here.0 { here.1 } else { 0 };
                let to = if between.index == there.0 { there.1 } else { between.len() };
                ["其次", "第二", "首先"].iter().any(|word| between.part(from..to.max(from)).contains(word))
            });
            if let (false, Some(place)) = (other, subject.lines.get(next.line)) {
                found.put(place, next.range.clone()).about("首先 二是");
            }
        }
    }
}

/// Whether a number is told in other words between two places: 二要, 其二, 第二, （二）, 其次; with `loose` also 此外 and
/// the like.
fn otherwise(subject: &Subject<'_>, number: u32, from: (usize, usize), to: (usize, usize), loose: bool) -> bool {
    let number_han = han(number);
    let words = ["是", "要", "抓", "靠", "看", "、", "，", "．", "."].map(|word| format!("{number_han}{word}"));
    let mut forms: Vec<String> = words.into();
    forms.extend(["其", "第", "之"].map(|word| format!("{word}{number_han}")));
    forms.extend([("（", "）"), ("(", ")")].map(|(open, close)| format!("{open}{number_han}{close}")));
    forms.extend([("（", "）"), ("(", ")")].map(|(open, close)| format!("{open}{number}{close}")));
    forms.extend(["其次", "再次", "另一方面"].map(str::to_owned));
    if loose {
        forms.extend(["同时", "此外", "另外", "最后", "再者", "然后", "也是", "再一个", "还有"].map(str::to_owned));
    }
    if number == 1 {
        forms.extend(["首先", "一方面", "1.", "1、"].map(str::to_owned));
    }
    (from.0..=to.0).filter_map(|at| subject.lines.get(at)).any(|line| {
        let start = if line.index == from.0 { from.1 } else { 0 };
        let end = if line.index == to.0 { to.1.min(line.len()) } else { line.len() };
        let text = line.part(start.min(line.len())..end.max(start));
        forms.iter().any(|form| text.contains(form.as_str())) || is_torn(text, &number_han)
    })
}

/// 二 at the end of a line, its 是 on the next one.
fn is_torn(text: &str, number: &str) -> bool {
    text.trim_end().ends_with(number)
}

fn ends(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    for line in subject.lines_of(piece).iter().filter(|line| line.kind == Kind::Body) {
        let first = line.each("首先").find(|range| opens(line, range.start));
        let Some(first) = first else { continue };
        let last = line.each("最后").find(|range| range.start > first.end && opens(line, range.start));
        let Some(last) = last else { continue };
        let between = line.part(first.end..last.start);
        if !["其次", "再次", "然后", "接着", "随后", "第二", "之后", "再者", "同时"]
            .iter()
            .any(|word| between.contains(word))
        {
            found.put(line, last);
        }
    }
}

/// Whether a clause begins at `at`.
fn opens(line: &Line<'_>, at: usize) -> bool {
    at <= line.first() || line.before(at).is_some_and(|c| matches!(c, '。' | '；' | '！' | '：' | '，'))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn gaps() {
        fires(
            "shi-gap",
            &[
                "一是查台账，建清单𠀀。⏎⟦三是⟧问群众e\u{301}。⏎四是抓回访。",
                "主要抓了：一是摸底，二是整治，⟦四是⟧督查。",
                "⟦二是⟧整治到位；三是督查到位。",
                "一、做法⏎⟦一是⟧摸清底数，建立台账。⏎二、打算⏎继续推进各项工作。",
                "一是摸底；二是整治；⟦二是⟧督查；四是回访。".replace("四是回访", "三是回访").as_str(),
                "做到三点：⟦一是⟧摸清底数。",
                "一要摸底，二要整治𠀀，⟦四要⟧督查e\u{301}。",
                "一要摸底。⏎二要整治。⏎⟦二要⟧督查。⏎三要回访。",
                "第一，摸底。第二，整治𠀀。⟦第四⟧，督查e\u{301}。",
                "要点有：其一，摸底；⟦其三⟧，督查。",
                "一、做法⏎全镇推进各项工作。⏎⟦二是⟧整治到位，成效明显。⏎二、打算⏎继续推进各项工作。",
            ],
        );
        silent(
            "shi-gap",
            &[
                "统一是前提，之一是摸底，这一是关键。",
                "一是摸底：一是查，二是看；二是整治；三是督查。",
                "一是摸底。⏎全镇推进。⏎二是整治。⏎三是督查。",
                "一是摸底；二要整治；三是督查。",
                "首先是摸底；二是整治。",
                "一是摸底，另一方面整治到位。",
                "一、做法⏎一是摸底；二是整治。⏎二、打算⏎一是建制；二是督查。",
                "“一是摸底；二是整治。”",
                "（一）摸底。一是查看。⏎（二）整治。二是回访。",
                "一要摸底，二是整治，三要督查。",
                "第一，摸底。其次，整治。第三，督查。",
                "位居第一，第三名是青石镇；第一，摸底；第二，整治，得分全县第四，成效明显。",
                "其一，摸底；二是整治；其三，督查。",
                "第一，摸底。⏎第三，督查。",
                "一要摸底，二要整治。⏎一是回访，二要督查，三是验收𠀀。",
                "既要摸底，三要整治；一要抓早。",
                "一是摸底：一要查，二要看；二是整治：一要清，二要管；三要验。",
            ],
        );
    }

    #[test]
    fn first_and_last() {
        fires(
            "first-next",
            &[
                "首先，摸清底数𠀀；⟦最后⟧，组织验收e\u{301}。",
                "首先要摸底，逐户登记。⟦最后⟧要验收。",
                "做到两点：首先，摸底。⟦最后⟧，验收。",
            ],
        );
        silent(
            "first-next",
            &[
                "首先，摸底。然后整改。最后，验收。",
                "首先，摸底。⏎最后，验收。",
                "最后，验收。首先，摸底。",
                "放在首先考虑的位置，直到最后。",
            ],
        );
    }
}
