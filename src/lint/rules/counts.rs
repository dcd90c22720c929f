//! A number of things that is announced, and the things that are then named.

use std::ops::Range;

use crate::corpus::outline::marker::{Class, Key, marker};
use crate::corpus::row::is_blank;
use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::number::{self, Script, han_digit, is_digit, is_han_figure};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "count-mismatch",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("项数不符", "count does not agree"),
    says: Words::new(
        "说的项数和列出的{}项对不上，请核对",
        "the number announced is not that of the {} items named: check it",
    ),
    basis: Basis::new("", "算术"),
    wrong: "⟦做到“三个到位”：组织到位、责任到位⟧。",
    right: "做到“三个到位”：组织到位、责任到位、保障到位。",
    doubt: Words::new(
        "一项里并列了几样，或者有的项另外写了，数目可以不同。",
        "They may differ where one item names several things, or where some are told elsewhere.",
    ),
    reach: Reach::FIGURES,
    needs: "",
    check: Check::Piece(counts),
}];

/// Measure words of things that are announced.
const MEASURES: [&str; 9] = ["件", "个", "项", "点", "条", "大", "种", "类", "方面"];
/// The most that is announced.
const MOST: u32 = 20;

fn counts(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    for (at, line) in subject.lines_of(piece).iter().enumerate() {
        let prose = !matches!(line.kind, Kind::Debris | Kind::Code | Kind::Table | Kind::Spaced);
        let measured = MEASURES.iter().any(|word| word.chars().all(|c| line.mask.may_hold(c)));
        if !prose || !measured {
            continue;
        }
        for announced in announcements(line) {
            let hit = match items_of(line, &announced) {
                Some(hit) => hit,
                None => series_of(subject, piece, at, line, &announced),
            };
            if let Some((range, count)) = hit {
                found.put(line, range).about(count.to_string());
            }
        }
    }
}

/// A number of things that a line announces.
struct Announced {
    /// The number's first character.
    start: usize,
    /// The number.
    count: u32,
    /// The thing's name behind the measure word.
    name: Range<usize>,
    /// Position behind the announcement: of its mark, or of its closing quote's follower.
    end: usize,
    /// It may do without a name: 三项, 五条, 两点.
    bare: bool,
}

/// The longest name of a thing, in characters.
const NAME: usize = 10;

/// What the line announces: 三个到位, 五项措施, “四个意识”, before a mark.
fn announcements(line: &Line<'_>) -> Vec<Announced> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < line.len() {
        let Some(c) = line.at(at) else { break };
        if !(is_digit(c) || is_han_figure(c)) {
            at += 1;
            continue;
        }
        let end = line.run(at, |c| is_digit(c) || is_han_figure(c));
        let start = at;
        at = end;
        if end - start > 3 || !number::is_start(line, start) {
            continue;
        }
        let Some(number) = number::read(line, start).filter(|number| number.range.end == end) else { continue };
        let Some(count) = number.whole().filter(|count| (2..=MOST).contains(count)) else { continue };
        let Some((measure, name)) = line.any(end, &MEASURES) else { continue };
        // Digits before 点 are a time of day, unless what is told in points follows: 3点要求.
        let told = |at: usize| line.any(at, &POINTED).is_some_and(|(_, end)| !line.at(end).is_some_and(is_han));
        if measure == "点" && number.script == Script::Arabic && !told(end + 1) {
            continue;
        }
        let from = if measure == "方面" { end } else { name };
        let close = (from..=from + NAME).find(|at| !line.at(*at).is_some_and(is_han)).unwrap_or(from + NAME + 1);
        if close > from + NAME || is_told_already(line, start) || line.in_title(start) {
            continue;
        }
        let after = if line.at(close) == Some('”') { close + 1 } else { close };
        out.push(Announced {
            start,
            count,
            name: from..close,
            end: after,
            bare: matches!(measure, "项" | "条" | "点" | "方面"),
        });
    }
    out
}

/// What is told in points.
const POINTED: [&str; 12] =
    ["要求", "意见", "建议", "体会", "措施", "做法", "希望", "原因", "经验", "不足", "启示", "具体要求"];

/// Words before a number that refer to what was said, or make it inexact or an ordinal.
const BACK: [&str; 24] = [
    "上述", "以上", "这", "前", "该", "另", "另外", "其他", "其余", "各", "每", "第", "近", "约", "超", "等", "等等",
    "那", "此", "上", "某", "余", "之", "其中",
];

fn is_told_already(line: &Line<'_>, start: usize) -> bool {
    let start = if line.before(start) == Some('“') { start - 1 } else { start };
    line.any_before(start, &BACK).is_some()
        || line.before(start).is_some_and(|c| matches!(c, '几' | '数' | '十' | '-' | '—' | '～' | '、'))
}

/// The clause's first character.
fn clause_start(line: &Line<'_>, at: usize) -> usize {
    let near = at.saturating_sub(40);
    let mark = (near..at).rev().find(|at| {
        line.at(*at).is_some_and(|c| {
            matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '（' | '）' | ',' | ';' | ' ' | '　')
        })
    });
    mark.map_or(near, |at| at + 1)
}

/// A mismatch with the characters it stands on and the number of items; nothing where all agrees.
type Mismatch = Option<(Range<usize>, u32)>;

/// Items behind a colon that all hold the thing's last two characters: “三个到位”：组织到位、责任到位. `None` where none
/// stand there.
fn items_of(line: &Line<'_>, announced: &Announced) -> Option<Mismatch> {
    const LONGEST: usize = 200;
    if announced.name.len() < 2 {
        return None;
    }
    let word = line.part(announced.name.end - 2..announced.name.end);
    // “三个到位”要求：, “三个到位”工作法（
    let quoted = line.before(announced.end) == Some('”');
    let at = if quoted {
        (announced.end..announced.end + 5).find(|at| !line.at(*at).is_some_and(is_han))?
    } else {
        announced.end
    };
    let from = match line.at(at)? {
        '：' | ':' | '（' | '(' => at + 1,
        '，' if line.starts(at + 1, "即") => at + 2,
        '，' if line.starts(at + 1, "就是") => at + 3,
        _ => return None,
    };
    let bracket = matches!(line.at(at), Some('（' | '('));
    let end = (from..from + LONGEST).find(|at| {
        line.at(*at).is_none_or(|c| matches!(c, '。' | '；' | '！' | '？') || (bracket && matches!(c, '）' | ')')))
    })?;
    let (mut count, mut joints, mut last, mut item) = (0, 0, from, from);
    while item < end {
        let close = (item..end).find(|at| line.at(*at).is_some_and(|c| matches!(c, '、' | '，'))).unwrap_or(end);
        let text = line.part(item..close);
        if !text.contains(word) {
            // Behind a comma the sentence goes on; another item without the word is none of them.
            if count < 2 || line.before(item) != Some('，') {
                return None;
            }
            break;
        }
        count += 1;
        joints += u32::from(["和", "或", "与", "及"].iter().any(|joint| text.contains(joint)));
        last = close;
        item = close + 1;
    }
    if count < 2 {
        return None;
    }
    // Behind a semicolon there may be more of them.
    let after = line.part(end..line.len().min(end + 30));
    let goes_on = line.at(end) == Some('；') && last == end && after.contains(word);
    let others = goes_on || line.part(from..last).contains(['等', '…']);
    let wrong = count != announced.count && count + joints != announced.count && !others;
    Some(wrong.then(|| (clause_start(line, announced.start)..last, count)))
}

/// Names of things that are announced with 个 or without a name of their own and may be told in a series.
const KINDS: [&str; 36] = [
    "事", "实事", "方面", "点", "项", "条", "问题", "意见", "建议", "要求", "措施", "工作", "任务", "体会", "做法",
    "原因", "经验", "不足", "特点", "内容", "环节", "重点", "步骤", "原则", "目标", "阶段", "举措", "亮点", "希望",
    "困难", "短板", "抓手", "关键", "情况", "转变", "层面",
];

/// Items in a series 一是… or （一）… behind the end of the announcing sentence.
fn series_of(subject: &Subject<'_>, piece: &Piece, at: usize, line: &Line<'_>, announced: &Announced) -> Mismatch {
    let mark = line.at(announced.end);
    // A colon leads to what is counted, whatever that is.
    let colon = matches!(mark, Some('：' | ':')) && !announced.name.is_empty();
    let named = colon
        || (announced.name.is_empty() && announced.bare)
        || KINDS.iter().any(|kind| line.part(announced.name.clone()).ends_with(kind));
    if !matches!(mark, Some('：' | ':' | '。')) || !named {
        return None;
    }
    let from = line.run(announced.end + 1, is_blank);
    let (count, ended) = if from < line.len() {
        let (count, end) = inline(line, from)?;
        let rest = line.part(end..line.len().min(end + 300));
        let more = ["最后", "此外", "另外", "还有", "再次", "第三", "第四"].iter().any(|word| rest.contains(word));
        let key = Key { class: Class::Item, word: "" };
        let (count, ended) = goes_on(subject, piece, at, key, count)?;
        (count, ended && !more)
    } else {
        below(subject, piece, at)?
    };
    // 从四个方面提出十二条措施: the other number of the clause may be the one that is told.
    let start = clause_start(line, announced.start);
    let near = Range { start: start.saturating_sub(30), end: announced.end };
    let told = numbers_in(line, near).contains(&count);
    // Who miscounts does so by one or two; a list that lacks more was cut off or is told elsewhere.
    let (short, over) = (announced.count.saturating_sub(count), count.saturating_sub(announced.count));
    let wrong = count >= 2 && !told && ((short == 1 && ended) || (1..=2).contains(&over));
    wrong.then_some((announced.start..announced.end, count))
}

/// All small whole numbers of some characters.
fn numbers_in(line: &Line<'_>, within: Range<usize>) -> Vec<u32> {
    let start = |at: &usize| {
        line.at(*at).is_some_and(|c| is_digit(c) || is_han_figure(c))
            && !line.before(*at).is_some_and(|c| is_digit(c) || is_han_figure(c))
    };
    within.filter(start).filter_map(|at| number::read(line, at)?.whole()).collect()
}

/// The number of an item that begins at `at` in a paragraph: 一是, 二要, 第三，, （一）, （1）. The second is its kind.
fn item_at(line: &Line<'_>, at: usize) -> Option<(u32, u8)> {
    if line.at(at).is_some_and(is_digit) {
        return numbered_at(line, at).map(|number| (number, 5));
    }
    let open = matches!(line.at(at), Some('（' | '('));
    let ordinal = line.at(at) == Some('第');
    let from = at + usize::from(open || ordinal);
    let end = line.run(from, |c| is_han_figure(c) || (open && is_digit(c)));
    if end == from || end - from > 3 {
        return None;
    }
    let number = number::read(line, from).filter(|number| number.range.end == end)?.whole()?;
    let digits = line.at(from).is_some_and(is_digit);
    let kind = match line.at(end)? {
        '）' | ')' if open => 2 + u8::from(digits),
        '，' | ',' if ordinal => 4,
        '是' | '要' | '抓' | '靠' if !open && !ordinal => 1,
        _ => return None,
    };
    Some((number, kind))
}

/// The number of an item 1. or 1、 that begins at `at` behind the end of the one before; 3、4号 and 1.5 are none.
fn numbered_at(line: &Line<'_>, at: usize) -> Option<u32> {
    let end = line.run_within(at, 3, is_digit);
    let border = line.before(line.before_blanks(at)).is_none_or(|c| matches!(c, '。' | '；' | '：' | ';' | ':'));
    let item = matches!(line.at(end), Some('.' | '．' | '、')) && line.at(end + 1).is_some_and(|c| !is_digit(c));
    (border && item && end - at <= 2).then(|| number::read(line, at)?.whole()).flatten()
}

/// The longest series in a paragraph, in characters.
const SERIES: usize = 5000;

/// How many items in order from one stand in the rest of a paragraph that begins with the first one at `from`, and where
/// the last one begins. `None` where there is no such series or it has a hole.
fn inline(line: &Line<'_>, from: usize) -> Option<(u32, usize)> {
    let (1, kind) = item_at(line, from)? else { return None };
    let (mut count, mut last) = (1, from);
    for at in from + 1..line.len().min(from + SERIES) {
        let Some(c) = line.at(at) else { break };
        if !(han_digit(c).is_some() || is_digit(c) || matches!(c, '十' | '（' | '(' | '第')) {
            continue;
        }
        let border = line
            .before(at)
            .is_some_and(|c| matches!(c, '，' | '。' | '；' | '：' | '”' | '）' | '！' | ';' | '、') || is_blank(c));
        let Some((number, own)) = item_at(line, at).filter(|_| border) else { continue };
        if own != kind {
            continue;
        }
        match number {
            1 => break,
            number if number == count + 1 => (count, last) = (number, at),
            _ => return None,
        }
    }
    Some((count, last))
}

/// The marker that a line begins with.
fn marker_of<'t>(line: &Line<'t>) -> Option<(Key<'t>, u32)> {
    let text = line.text.trim_matches(is_blank);
    marker(text).map(|marker| (marker.key, marker.number))
}

/// How far the series of `key` goes on in the lines behind the line `at` of the piece, `count` being told there; and whether
/// its end is sure.
fn goes_on<'t>(subject: &Subject<'t>, piece: &Piece, at: usize, key: Key<'t>, count: u32) -> Option<(u32, bool)> {
    let lines = subject.lines_of(piece);
    // What stands above the announcing line ends its section.
    let number = at + piece.lines.start;
    let mut above = Vec::new();
    let mut heading = piece.headings.iter().rposition(|heading| heading.line <= number);
    while let Some(one) = heading.and_then(|at| piece.headings.get(at)) {
        above.push((one.class, one.word.as_str(), one.level));
        heading = one.parent;
    }
    let mut count = count;
    for line in lines.iter().skip(at + 1) {
        if matches!(line.kind, Kind::Title) {
            break;
        }
        let Some((own, number)) = marker_of(line) else { continue };
        if above.iter().any(|(class, word, _)| *class == own.class && *word == own.word) {
            return Some((count, true));
        }
        // 一是 and 二要 are of one series.
        if own != key && !(own.class == Class::Item && key.class == Class::Item) {
            continue;
        }
        match number {
            1 if count > 0 => return Some((count, false)),
            number if number == count + 1 => count = number,
            _ => return None,
        }
    }
    Some((count, true))
}

/// The series that the lines behind the line `at` begin with.
fn below(subject: &Subject<'_>, piece: &Piece, at: usize) -> Option<(u32, bool)> {
    let lines = subject.lines_of(piece);
    let next = lines.iter().skip(at + 1).find(|line| !line.text.trim_matches(is_blank).is_empty())?;
    let (key, 1) = marker_of(next)? else { return None };
    let known = matches!(
        key.class,
        Class::Item
            | Class::Han
            | Class::HanBracket
            | Class::Arabic
            | Class::ArabicBracket
            | Class::Circled
            | Class::Ordinal
    );
    let own = piece.headings.iter().rfind(|heading| heading.line <= at + piece.lines.start);
    if !known || own.is_some_and(|own| own.class == key.class) {
        return None;
    }
    goes_on(subject, piece, at, key, 0)
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn items_that_all_hold_the_word() {
        fires(
            "count-mismatch",
            &[
                "全镇动员，⟦落实“四个到户”：政策到户、资金到户、服务到户⟧，群众满意。",
                "⟦坚持“两个结合”（集中整治与日常管理相结合、堵漏和疏导相结合、点面相结合⟧）𠀀",
                "⟦明确三项机制：巡查机制、会商机制、督办机制、考评机制⟧。e\u{301}",
                "⟦做到“三个一律”，即发现一律登记、超期一律通报⟧。",
                "一、⟦抓好“五个环节”：摸底环节、整改环节、验收环节⟧；",
            ],
        );
        silent(
            "count-mismatch",
            &[
                "做到“三个到位”：组织到位、责任到位和保障到位。",
                "做到“三个到位”：组织到位、责任到位、保障到位，群众满意。",
                "学习“三个代表”重要思想。",
                "做到“三个到位”：组织到位、责任到位等。",
                "做到几个到位：组织到位、责任到位。",
                "做好“三个结合”：点与面结合、堵与疏结合；上与下结合。",
                "第三个到位：组织到位、责任到位。",
                "明确三项机制：巡查、会商、督办、考评。",
                "做到“三个到位”：组织到位、责任到位、钱要跟上。",
                "上述三个机制：巡查机制、会商机制。",
                "《关于“三个到位”：组织到位、责任到位的通知》",
            ],
        );
    }

    #[test]
    fn items_that_are_told_in_order() {
        fires(
            "count-mismatch",
            &[
                "主要抓了⟦三个方面⟧：一是查台账；二是看现场。",
                "下面提⟦两点意见⟧。一要摸底；二要整改；三要回访。𠀀",
                "存在⟦四个方面的问题⟧：⏎一是台账不清。⏎二是责任不明。⏎三是督办不力。",
                "一、做法⏎主要有⟦三条⟧：⏎（一）建机制⏎正文。⏎（二）抓督办⏎正文。⏎二、打算⏎正文。",
                "呈现⟦两个明显特征⟧：一是路面净；二是秩序好；三是绿化多。",
                "抓好⟦两件事⟧：一是摸底，二是整改，三是回访。",
                "e\u{301}组有⟦3个特点⟧：（1）快；（2）准。",
                "采取⟦两项措施⟧。第一，摸底；第二，整改；第三，回访。",
                "抓好⟦四项工作⟧：一是查台账；二是看现场。⏎三是问群众。",
                "现提出以下⟦3点要求⟧：⏎一是摸清底数。⏎二是落实责任。",
                "谈⟦2点体会⟧：一是快；二是准；三是实。",
                "会议议程有⟦四项⟧：1.审议报告；2.讨论办法；3.表决人选。",
                "提出⟦两条措施⟧：1、抓源头；2、抓过程；3、抓结果。",
            ],
        );
        silent(
            "count-mismatch",
            &[
                "主要抓了三个方面：一是查台账；二是看现场；三是问群众。",
                "上述三个方面。一是查台账；二是看现场。",
                "从两个方面提出十二条措施：一是查台账；二是看现场。",
                "主要抓了三个方面：一是查台账；二是看现场。⏎三是问群众。",
                "主要抓了三个方面：一是查台账；二是看现场；最后问群众。",
                "会议议程有三项：1.审议报告；2.讨论3、4号楼；3.表决人选。",
                "安排两项工作：1.5公里道路改造；2.3公里管网改造；3.2公里绿化。",
                "抓了三个方面。群众满意。",
                "抓了几个方面：一是查台账；二是看现场。",
                "上午9点。一是查台账；二是看现场。",
                "下午3点工作例会：一是摸底；二是整改。",
                "下午3点要求到岗：一是摸底；二是整改。",
                "存在两个方面的问题：⏎一是台账不清。⏎二是责任不明。",
                "查台账、看现场等三个方面：一是快；二是准。",
                "抓了三个方面：一是快；三是准。",
                "抓好八个方面的工作：⏎（一）建机制⏎正文。⏎（二）抓督办⏎正文。",
                "立行立改41个，限期整改17个。⏎一、总体情况⏎二、问题",
                "统一是三项工作：一是快",
            ],
        );
    }
}
