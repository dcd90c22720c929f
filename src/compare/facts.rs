//! The facts that changed: which stood in a changed place, and what stands there now.
//!
//! A fact that is only elsewhere now is none of them. Knows nothing of how facts are recognised.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fact::figure::normal;
use super::fact::{Fact, FactKind, context, facts};
use super::model::{Lot, Paragraph, Part, PartKind, Passage, Stand};
use crate::text::span::{ByteSpan, first_chars, last_chars, slice};

/// A fact in one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its words.
    pub text: String,
    /// Its bytes in its text.
    pub span: ByteSpan,
    /// 1-based line of the source.
    pub line: usize,
    /// The clause that it stands in.
    pub context: String,
}

/// A fact that changed, came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// What it is.
    pub kind: FactKind,
    /// What the old text says; nothing where the fact is new.
    pub old: Option<Told>,
    /// What the new text says; nothing where the fact is gone.
    pub new: Option<Told>,
    /// Index of the passage that it stands in.
    pub passage: usize,
}

/// So far from each other, in bytes, may two facts stand that took each other's place, their units being the same.
const NEAR: usize = 120;

/// The same for facts that share only their kind.
const BESIDE: usize = 36;

/// So many characters of its clause are shown on either side of a fact.
const SHOWN: usize = 12;

/// What is looked for.
#[derive(Clone, Debug)]
struct Found {
    passage: usize,
    paragraph: usize,
    fact: Fact,
    /// Its words as they are compared.
    words: String,
    unit: String,
    /// What stands around it, for knowing it again: two characters before it, two after it.
    around: (String, String),
    /// Where it would stand in the new text.
    at: usize,
    /// The part of its paragraph in which it alone was changed: what is deleted there, or what is inserted behind that.
    change: Option<usize>,
    told: Told,
    open: bool,
}

/// The facts that changed between `old` and `new`, in reading order.
pub fn changed(passages: &[Passage], old: &str, new: &str) -> Vec<FactChange> {
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    let all = passages.iter().enumerate().flat_map(|(at, passage)| passage.paragraphs.iter().map(move |p| (at, p)));
    for (number, (passage, paragraph)) in all.enumerate() {
        if paragraph.lot != Lot::Away && !paragraph.debris && paragraph.is_changed() {
            collect(paragraph, (passage, number), (old, new), &mut olds, &mut news);
        }
    }
    let mut out = in_place(&mut olds, &mut news);
    cancel(&mut olds, &mut news);
    out.extend(pair(&mut olds, &mut news));
    for found in olds.into_iter().filter(|found| found.open && !found.fact.weak) {
        out.push((
            found.paragraph,
            found.at,
            FactChange { kind: found.fact.kind, old: Some(found.told), new: None, passage: found.passage },
        ));
    }
    for found in news.into_iter().filter(|found| found.open && !found.fact.weak) {
        out.push((
            found.paragraph,
            found.at,
            FactChange { kind: found.fact.kind, old: None, new: Some(found.told), passage: found.passage },
        ));
    }
    out.sort_by_key(|(paragraph, at, _)| (*paragraph, *at));
    out.into_iter().map(|(.., change)| change).collect()
}

/// The facts of a paragraph that are not the same in both texts.
fn collect(
    paragraph: &Paragraph,
    (passage, number): (usize, usize),
    (old, new): (&str, &str),
    olds: &mut Vec<Found>,
    news: &mut Vec<Found>,
) {
    let of = |text: &str, stand: Option<Stand>, side: fn(&Part) -> ByteSpan| {
        let mut found = stand.map(|stand| facts(text, stand.core)).unwrap_or_default();
        // The number before the words counts nothing; what was moved with its sentence is the same.
        let spans = |wanted: fn(PartKind) -> bool| -> Vec<ByteSpan> {
            paragraph.parts.iter().filter(|part| wanted(part.kind)).map(side).filter(|span| !span.is_empty()).collect()
        };
        let numbers = spans(|kind| kind == PartKind::Renumbered);
        let moved = spans(|kind| matches!(kind, PartKind::MovedFrom | PartKind::MovedTo));
        let at = |spans: &[ByteSpan], fact: &Fact| -> Option<ByteSpan> {
            spans.get(spans.partition_point(|span| span.end <= fact.span.start)).copied()
        };
        found.retain(|fact| {
            at(&numbers, fact).is_none_or(|span| span.overlap(fact.span).is_none())
                && at(&moved, fact).is_none_or(|span| !span.covers(fact.span))
        });
        found
    };
    let (before, after) = (of(old, paragraph.old, |part| part.old), of(new, paragraph.new, |part| part.new));
    let found = |fact: &Fact, text: &str, stand: Stand, at: usize, change: Option<usize>| Found {
        passage,
        paragraph: number,
        fact: *fact,
        words: normal(slice(text, fact.span)),
        unit: slice(text, fact.unit).to_owned(),
        around: around(text, stand.core, fact.span),
        at,
        change,
        told: Told {
            text: slice(text, fact.span).to_owned(),
            span: fact.span,
            line: stand.line,
            context: context(text, stand.core, fact.span, SHOWN),
        },
        open: true,
    };
    let there: Vec<Option<ByteSpan>> = before.iter().map(|fact| same_there(paragraph, fact.span)).collect();
    let news_there: FxHashSet<(FactKind, ByteSpan)> = after.iter().map(|fact| (fact.kind, fact.span)).collect();
    let olds_there: FxHashSet<(FactKind, ByteSpan)> =
        before.iter().zip(&there).filter_map(|(fact, there)| Some((fact.kind, (*there)?))).collect();
    for (fact, there) in before.iter().zip(there) {
        if there.is_none_or(|there| !news_there.contains(&(fact.kind, there)))
            && let Some(stand) = paragraph.old
        {
            let change = change(paragraph, fact.span, PartKind::Deleted);
            olds.push(found(fact, old, stand, place(paragraph, fact.span.start), change));
        }
    }
    for fact in &after {
        if !olds_there.contains(&(fact.kind, fact.span))
            && let Some(stand) = paragraph.new
        {
            let change = change(paragraph, fact.span, PartKind::Inserted);
            news.push(found(fact, new, stand, fact.span.start, change));
        }
    }
}

fn around(text: &str, core: ByteSpan, span: ByteSpan) -> (String, String) {
    let before = last_chars(slice(text, ByteSpan::new(core.start, span.start)), 2);
    (before.to_owned(), first_chars(slice(text, ByteSpan::new(span.end, core.end)), 2).to_owned())
}

/// The part that holds a byte of the old text.
fn part_at(paragraph: &Paragraph, byte: usize) -> Option<&Part> {
    // Their old spans ascend, the empty ones among them.
    paragraph.parts.get(paragraph.parts.partition_point(|part| part.old.end <= byte))
}

/// The number of the deleted part that lies in `fact`, or of the one before the inserted part that does, where one took the
/// other's place.
fn change(paragraph: &Paragraph, fact: ByteSpan, kind: PartKind) -> Option<usize> {
    let deleted = kind == PartKind::Deleted;
    let side = |part: &Part| if deleted { part.old } else { part.new };
    let from = paragraph.parts.partition_point(|part| side(part).end <= fact.start);
    let meet = paragraph.parts.iter().enumerate().skip(from).take_while(|(_, part)| side(part).start < fact.end);
    let mut changed = meet.filter(|(_, part)| part.kind == kind);
    let (at, part) = changed.next().filter(|_| changed.next().is_none())?;
    let (gone, come) = if deleted { (at, at + 1) } else { (at.checked_sub(1)?, at) };
    let is = |at: usize, kind: PartKind| paragraph.parts.get(at).is_some_and(|part| part.kind == kind);
    (fact.covers(side(part)) && is(gone, PartKind::Deleted) && is(come, PartKind::Inserted)).then_some(gone)
}

/// Where a span of the old text that both texts have stands in the new one.
fn same_there(paragraph: &Paragraph, span: ByteSpan) -> Option<ByteSpan> {
    let part = part_at(paragraph, span.start).filter(|part| part.kind == PartKind::Same && part.old.covers(span))?;
    let start = part.new.start + span.start - part.old.start;
    Some(ByteSpan::new(start, start + span.len()))
}

/// Where a byte of the old text would be in the new one.
fn place(paragraph: &Paragraph, byte: usize) -> usize {
    let part = part_at(paragraph, byte).filter(|part| part.old.contains(byte));
    part.map_or(byte, |part| match part.kind {
        PartKind::Same => part.new.start + byte - part.old.start,
        _ => part.new.start,
    })
}

/// By what a fact is known again elsewhere: its words, its paragraph where it is to be found in the same, and of a figure
/// or a date what stands right before it or right behind it.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Company<'a> {
    kind: FactKind,
    words: &'a str,
    paragraph: Option<usize>,
    /// Before it or behind it.
    side: Option<(bool, &'a str)>,
}

impl Found {
    fn company(&self, same_paragraph: bool) -> impl Iterator<Item = Company<'_>> {
        let sides = match self.fact.kind {
            FactKind::Figure | FactKind::Date => {
                let side = |after: bool, text| (!str::is_empty(text)).then_some(Some((after, text)));
                [side(false, self.around.0.as_str()), side(true, self.around.1.as_str())]
            }
            _ => [Some(None), None],
        };
        let paragraph = same_paragraph.then_some(self.paragraph);
        sides.into_iter().flatten().map(move |side| Company {
            kind: self.fact.kind,
            words: &self.words,
            paragraph,
            side,
        })
    }
}

/// Closes what stands in both texts with the same words in the same company: it was only moved.
fn cancel(olds: &mut [Found], news: &mut [Found]) {
    // In the same paragraph first.
    for same_paragraph in [true, false] {
        let mut places: FxHashMap<Company<'_>, VecDeque<usize>> = FxHashMap::default();
        for (at, found) in news.iter().enumerate().filter(|(_, found)| found.open) {
            for company in found.company(same_paragraph) {
                places.entry(company).or_default().push_back(at);
            }
        }
        let (mut gone, mut taken) = (Vec::new(), vec![false; news.len()]);
        for (at, one) in olds.iter().enumerate().filter(|(_, found)| found.open) {
            let first = one.company(same_paragraph).filter_map(|company| {
                let queue = places.get_mut(&company)?;
                while queue.front().is_some_and(|place| taken.get(*place) == Some(&true)) {
                    queue.pop_front();
                }
                queue.front().copied()
            });
            if let Some(place) = first.min()
                && let Some(taken) = taken.get_mut(place)
            {
                *taken = true;
                gone.push(at);
            }
        }
        for at in gone {
            if let Some(found) = olds.get_mut(at) {
                found.open = false;
            }
        }
        for (found, _) in news.iter_mut().zip(taken).filter(|(_, taken)| *taken) {
            found.open = false;
        }
    }
}

/// Whether two names of units are one that was read with words before it: 扎实做好民政局. 青禾县民政局 for 民政局 or for
/// 县民政局 is another name.
fn only_reach(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let place = |c: char| "省市县区镇乡村州旗".contains(c);
    long.strip_suffix(short).is_some_and(|more| !more.ends_with(place) && !short.starts_with(place))
}

/// Pairs what took another's place, in one paragraph: the same kind with the same unit, the nearest first.
fn pair(olds: &mut [Found], news: &mut [Found]) -> Vec<(usize, usize, FactChange)> {
    let mut pairs: Vec<(bool, usize, usize, usize)> = Vec::new();
    for (i, one) in olds.iter().enumerate().filter(|(_, found)| found.open) {
        // They ascend by paragraph, in it by their place.
        let from =
            news.partition_point(|other| (other.paragraph, other.at) < (one.paragraph, one.at.saturating_sub(NEAR)));
        let near = |other: &Found| other.paragraph == one.paragraph && other.at <= one.at + NEAR;
        let here = news.iter().enumerate().skip(from).take_while(|(_, other)| near(other));
        for (j, other) in here.filter(|(_, other)| other.open && other.fact.kind == one.fact.kind) {
            let away = one.at.abs_diff(other.at);
            let unlike = one.unit != other.unit;
            if away <= if unlike { BESIDE } else { NEAR } {
                pairs.push((unlike, away, i, j));
            }
        }
    }
    pairs.sort_unstable();
    pairs.into_iter().filter_map(|(.., i, j)| close(olds.get_mut(i)?, news.get_mut(j)?)).collect()
}

/// Pairs what was changed where it stands, nothing else beside it: figures that two places exchanged are no figures that
/// were moved.
fn in_place(olds: &mut [Found], news: &mut [Found]) -> Vec<(usize, usize, FactChange)> {
    let key = |found: &Found| Some((found.fact.kind, found.paragraph, found.change?));
    let places: FxHashMap<(FactKind, usize, usize), usize> =
        news.iter().enumerate().filter_map(|(at, found)| Some((key(found)?, at))).collect();
    let pairs = olds.iter_mut().filter_map(|one| {
        let at = *places.get(&key(one)?)?;
        close(one, news.get_mut(at)?)
    });
    pairs.collect()
}

/// Closes two facts one of which took the other's place, and tells of it where that is a change: 一个 for 一项 is wording,
/// and words that only look otherwise (１２ for 12) are the same.
fn close(one: &mut Found, other: &mut Found) -> Option<(usize, usize, FactChange)> {
    if !one.open || !other.open {
        return None;
    }
    (one.open, other.open) = (false, false);
    let reach = one.fact.kind == FactKind::Unit && only_reach(&one.words, &other.words);
    if (one.fact.weak && other.fact.weak) || one.words == other.words || reach {
        return None;
    }
    let change = FactChange {
        kind: one.fact.kind,
        old: Some(one.told.clone()),
        new: Some(other.told.clone()),
        passage: other.passage,
    };
    Some((other.paragraph, other.at, change))
}

#[cfg(test)]
mod tests {
    use super::super::tests::compared;

    /// Kind, old and new of all facts that changed.
    fn told(old: &str, new: &str) -> Vec<String> {
        let of = |told: &Option<super::Told>| told.as_ref().map_or("—".to_owned(), |told| told.text.clone());
        let one =
            |change: &super::FactChange| format!("{} {} {}", change.kind.word(), of(&change.old), of(&change.new));
        compared(old, new).facts.iter().map(one).collect()
    }

    #[test]
    fn what_changed_is_told_with_both_values() {
        for (old, new, expected) in [
            ("今年走访群众200户，发放传单300份。", "今年走访群众350户，发放传单300份。", vec!["数字 200户 350户"]),
            ("于2024年3月5日召开会议。", "于2024年4月2日召开会议。", vec!["日期 2024年3月5日 2024年4月2日"]),
            ("由局长张某带队检查各村。", "由局长李某带队检查各村。", vec!["姓名 局长张某 局长李某"]),
            ("由局长张某带队检查各村。", "由局长张某某带队检查各村。", vec!["姓名 局长张某 局长张某某"]),
            ("由县民政局牵头落实。", "由县教育局牵头落实。", vec!["单位 县民政局 县教育局"]),
            ("由县民政局牵头落实。", "由青禾县民政局牵头落实。", vec!["单位 县民政局 青禾县民政局"]),
            (
                "执行青政发〔2023〕5号文件。",
                "执行青政发〔2024〕8号文件。",
                vec!["文号 青政发〔2023〕5号 青政发〔2024〕8号"],
            ),
            ("学习《条例》和有关要求。", "学习《办法》和有关要求。", vec!["文件名 《条例》 《办法》"]),
            ("投入资金300万元用于整治。", "投入资金用于整治。", vec!["数字 300万元 —"]),
            ("整治河道，群众满意，成效明显。", "整治河道5公里，群众满意，成效明显。", vec!["数字 — 5公里"]),
            (
                "清运垃圾30吨，出动车辆20台次。",
                "清运垃圾45吨，出动车辆28台次。",
                vec!["数字 30吨 45吨", "数字 20台次 28台次"],
            ),
            ("共有200人参加会议𠀀。", "共有200户参加会议𠀀。", vec!["数字 200人 200户"]),
            ("甲村走访20户，乙村走访30户。", "甲村走访30户，乙村走访20户。", vec!["数字 20户 30户", "数字 30户 20户"]),
            ("近200户受益于这项工作。", "约200户受益于这项工作。", vec!["数字 近200户 约200户"]),
        ] {
            assert_eq!(told(old, new), expected, "{old} → {new}");
        }
    }

    #[test]
    fn what_was_only_moved_or_reworded_is_not_told() {
        let one = "组织志愿者清运垃圾30吨，整治乱堆乱放120处，环境面貌明显改善。";
        let other = "民警每晚巡查2次，调解邻里纠纷15起，治安持续向好。";
        for (old, new) in [
            (format!("{one}\n{other}\n"), format!("{other}\n{one}\n")),
            ("开展走访群众200户的活动。".to_owned(), "组织走访群众200户的活动。".to_owned()),
            ("走访群众２００户。".to_owned(), "走访群众200户。".to_owned()),
            ("走访群众1,200户，".to_owned(), "走访群众1200户，".to_owned()),
            (
                "一、走访200户\n开展走访工作情况很好。\n二、宣传政策\n宣传政策工作情况很好。".to_owned(),
                "一、宣传政策\n宣传政策工作情况很好。\n二、走访200户\n开展走访工作情况很好。".to_owned(),
            ),
            ("清运垃圾30吨，整治门店12家。".to_owned(), "整治门店12家，清运垃圾30吨。".to_owned()),
            ("做好民政局的工作。".to_owned(), "扎实有效做好民政局的工作。".to_owned()),
            ("1.1 编制目的是明确责任。".to_owned(), "2.1 编制目的是明确责任。".to_owned()),
            ("建成一个中心，效果很好。".to_owned(), "建成一座中心，效果很好。".to_owned()),
        ] {
            assert_eq!(told(&old, &new), [""; 0], "{old} → {new}");
        }
    }

    #[test]
    fn thousands_of_equal_figures_in_one_paragraph_are_told_at_once() {
        let text = |from: u32, figure: &dyn Fn(usize) -> usize| -> String {
            let one = |n: u32| format!("{}{}人，", char::from_u32(from + n).unwrap_or('一'), figure(n as usize));
            (0..8_000).map(one).collect::<Vec<_>>().concat()
        };
        let facts = compared(&text(0x4e00, &|_| 1), &text(0x7000, &|_| 1)).facts;
        assert!(facts.len() <= 16_000);
        let changed = compared(&text(0x4e00, &|n| n), &text(0x4e00, &|n| n + 1)).facts;
        assert_eq!(changed.iter().filter(|change| change.old.is_some() && change.new.is_some()).count(), 8_000);
    }

    #[test]
    fn paragraphs_that_came_or_went_tell_their_facts() {
        let old = "前面的一段没有改动，写得长一些好认。\n";
        let new = format!("{old}新增一段：投入500万元，建成公园3个。\n");
        assert_eq!(told(old, &new), ["数字 — 500万元", "数字 — 3个"]);
        assert_eq!(told(&new, old), ["数字 500万元 —", "数字 3个 —"]);
    }
}
