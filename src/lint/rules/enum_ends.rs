//! Items of one paragraph that end now with a semicolon, now with a full stop.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "enum-mixed-ends",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("分项句末不一", "items end differently"),
    says: Words::new(
        "同一段的分项有的用分号有的用句号，这里的“{}”与其他分项不一",
        "“{}” here, while the other items end differently",
    ),
    basis: Basis::new("GB/T 15834 A.5", "规定"),
    wrong: "一是查台账⟦。⟧二是看现场；三是问群众；四是抓回访。",
    right: "一是查台账；二是看现场；三是问群众；四是抓回访。",
    doubt: Words::new(
        "如果某一项里另有几句话，这一项可以用句号收住。",
        "An item that holds several sentences may end with a full stop.",
    ),
    reach: Reach::TEXT,
    needs: "；",
    check: Check::Line(mixed_ends),
}];

/// The forms of numbers that put items in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// 一是
    Shi,
    /// 一要
    Yao,
    /// 第一
    Ordinal,
    /// 其一
    Qi,
    /// （一）
    HanBracket,
    /// （1）
    Bracket,
    /// ①
    Circled,
    /// 1. 1、
    Arabic,
    /// 1）
    HalfBracket,
}

/// The forms, for a series of each.
const FORMS: usize = 9;

/// A series that is being read.
#[derive(Clone, Debug, Default)]
struct Series {
    /// The number of its last item; 0 before the first.
    number: u32,
    /// Where the last item's text begins.
    from: usize,
    /// The marks before its items from the second on, each with the length of the item before it and whether that item
    /// holds other stops or semicolons.
    ends: Vec<End>,
    /// A mark before an item was neither ； nor 。.
    other: bool,
}

#[derive(Clone, Copy, Debug)]
struct End {
    at: usize,
    mark: char,
    length: usize,
    inner: bool,
}

/// From how many characters on, on the average, items are passages that end with a full stop.
const PASSAGE: usize = 60;

fn mixed_ends(line: &Line<'_>, found: &mut Found) {
    if matches!(line.kind, Kind::Title | Kind::Heading) {
        return;
    }
    let mut series: [Series; FORMS] = std::array::from_fn(|_| Series::default());
    // Stops and semicolons so far, to know quickly whether an item holds one.
    let mut marks = 0;
    let mut marks_at = [0_usize; FORMS];
    for at in 0..line.len() {
        let c = line.at(at).unwrap_or(' ');
        if let Some((form, number, end)) = label(line, at, c)
            && let Some((one, before)) = series.get_mut(form as usize).zip(marks_at.get_mut(form as usize))
        {
            if number == one.number + 1 && number > 1 {
                one.take(line, at, marks - *before);
            } else {
                tell(line, one, found);
                *one = Series::default();
            }
            if number == 1 || one.number > 0 {
                (one.number, one.from) = (number, end);
            }
            *before = marks;
        }
        marks += usize::from(matches!(c, '。' | '；'));
    }
    for one in &series {
        tell(line, one, found);
    }
}

impl Series {
    /// The item before the one at `at` ends; `marks` stops and semicolons are in it, its own among them.
    fn take(&mut self, line: &Line<'_>, at: usize, marks: usize) {
        let mark_at = line.before_blanks(at).saturating_sub(1);
        match line.at(mark_at) {
            Some(mark @ ('。' | '；')) => {
                let length = mark_at.saturating_sub(self.from);
                self.ends.push(End { at: mark_at, mark, length, inner: marks > 1 });
            }
            _ => self.other = true,
        }
    }
}

/// Tells the odd marks of a series that is over.
fn tell(line: &Line<'_>, series: &Series, found: &mut Found) {
    if series.other || series.number < 3 {
        return;
    }
    // An item of several sentences may end with a full stop.
    let plain: Vec<&End> = series.ends.iter().filter(|end| !(end.inner && end.mark == '。')).collect();
    let count = |mark: char| plain.iter().filter(|end| end.mark == mark).count();
    let (semicolons, stops) = (count('；'), count('。'));
    if semicolons == 0 || stops == 0 {
        return;
    }
    let length: usize = series.ends.iter().map(|end| end.length).sum();
    let passages = length > PASSAGE * series.ends.len();
    let odd = if semicolons < stops || semicolons == stops && passages { '；' } else { '。' };
    for end in plain.iter().filter(|end| end.mark == odd) {
        found.put(line, end.at..end.at + 1).suggest(if odd == '。' { "；" } else { "。" }).about(odd);
    }
}

fn han_digit(c: char) -> Option<u32> {
    "一二三四五六七八九".chars().position(|digit| digit == c).map(|at| at as u32 + 1)
}

/// The number in Chinese numerals at `at`, up to 99, and the position behind it.
fn han_number(line: &Line<'_>, at: usize) -> Option<(u32, usize)> {
    let digit = |at: usize| line.at(at).and_then(han_digit);
    match (digit(at), line.at(at + 1) == Some('十'), line.at(at) == Some('十')) {
        (_, _, true) => Some(digit(at + 1).map_or((10, at + 1), |ones| (10 + ones, at + 2))),
        (Some(tens), true, _) => Some(digit(at + 2).map_or((tens * 10, at + 2), |ones| (tens * 10 + ones, at + 3))),
        (Some(ones), false, _) => Some((ones, at + 1)),
        _ => None,
    }
}

fn figure(line: &Line<'_>, at: usize) -> Option<(u32, usize)> {
    let end = line.run(at, |c| c.is_ascii_digit());
    let number = line.part(at..end).parse().ok().filter(|number| (1..=99).contains(number))?;
    Some((number, end))
}

/// The label that begins at `at`, with its number and the position behind it.
fn label(line: &Line<'_>, at: usize, first: char) -> Option<(Form, u32, usize)> {
    let may = matches!(first, '（' | '(' | '第' | '其' | '十' | '①'..='⑳')
        || first.is_ascii_digit()
        || han_digit(first).is_some();
    if !may || !opens(line, at) {
        return None;
    }
    let of = |form: Form, (number, end): (u32, usize)| Some((form, number, end));
    match first {
        '①'..='⑳' => of(Form::Circled, (u32::from(first) - u32::from('①') + 1, at + 1)),
        '（' | '(' => {
            let (form, (number, end)) = match han_number(line, at + 1) {
                Some(number) => (Form::HanBracket, number),
                None => (Form::Bracket, figure(line, at + 1)?),
            };
            matches!(line.at(end), Some('）' | ')')).then_some((form, number, end + 1))
        }
        '第' => of(Form::Ordinal, han_number(line, at + 1)?).filter(|(.., end)| comma(line, *end)),
        '其' => of(Form::Qi, han_number(line, at + 1)?).filter(|(.., end)| comma(line, *end)),
        _ if first.is_ascii_digit() => {
            let (number, end) = figure(line, at)?;
            let next_digit = line.at(end + 1).is_some_and(|c| c.is_ascii_digit());
            match line.at(end) {
                Some('.' | '．' | '、') if !next_digit => Some((Form::Arabic, number, end + 1)),
                Some('）' | ')') => Some((Form::HalfBracket, number, end + 1)),
                _ => None,
            }
        }
        _ => {
            let (number, end) = han_number(line, at)?;
            match line.at(end) {
                Some('是') => Some((Form::Shi, number, end + 1)),
                Some('要') => Some((Form::Yao, number, end + 1)),
                _ => None,
            }
        }
    }
}

fn comma(line: &Line<'_>, at: usize) -> bool {
    matches!(line.at(at), Some('，' | '、' | '：' | ','))
}

/// Whether an item may begin at `at`.
fn opens(line: &Line<'_>, at: usize) -> bool {
    let before = line.before(line.before_blanks(at));
    before.is_none_or(|c| matches!(c, '。' | '；' | '：' | '，' | '、' | '！' | '？' | ',' | ';' | ':' | '”' | '）'))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn items_that_end_differently() {
        fires(
            "enum-mixed-ends",
            &[
                "（1）排查隐患；（2）建立台账⟦。⟧（3）逐项销号；（4）回头检查。",
                "第一，抓领导；第二，抓机制；第三，抓督查⟦。⟧第四，抓考核。",
                "工作中：①摸底；②整改⟦。⟧③验收；④归档。",
                "一要抓早。二要抓小⟦；⟧三要抓细。四要抓实。",
                "　　主要做法：一是𠀀里村试点⟦。⟧二是e\u{301}站推开；三是全县铺开；四是总结。",
                "1.摸底；2.整改⟦。⟧3.验收；4.归档。",
                "一是抓早；二是抓小⟦。⟧三是抓实。",
                "（一）查；（二）看；（三）问⟦。⟧（四）访；（五）评。",
                "1）摸底；2）整改；3）验收⟦。⟧4）归档。",
                "主要抓了三点：一是查台账，看现场；二是问群众，抓回访⟦。⟧三是严考核，重实效；四是建机制。下一步继续抓。",
            ],
        );
        silent(
            "enum-mixed-ends",
            &[
                "一是查台账；二是看现场；三是问群众。",
                "一是查台账。二是看现场。三是问群众。",
                "一是查台账，二是看现场，三是问群众。",
                "一是查台账；⏎二是看现场；⏎三是问群众。",
                "一是查台账；二是看现场。现场共有三处。三是问群众；四是抓回访。",
                "一是查台账；二是看现场。",
                "一是抓机制：（1）会商；（2）督办；（3）通报。二是抓队伍：（1）培训；（2）考核；（3）奖惩。三是抓宣传。",
                "一是抓机制：会商；督办；通报。二是抓队伍；三是抓宣传；四是抓考核。",
                "见附件（1）；附件（2）。",
                "一是抓早；三是抓小。五是抓细。",
                "一是抓早，二是抓小；三是抓细。四是抓实。",
                "达到1.5万元；2.5万元。3.5万元",
            ],
        );
    }

    #[test]
    fn long_passages_end_with_full_stops() {
        let passage = "对照测评体系逐条梳理，排出背街小巷环境、楼道堆物、飞线充电三个方面的问题，逐项明确责任人和完成时限，每周由主要负责同志调度一次，完成一项销号一项";
        let text = format!("一是{passage}⟦；⟧二是{passage}。三是{passage}。");
        fires("enum-mixed-ends", &[&text]);
    }
}
