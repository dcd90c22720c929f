//! Words around a number that say the same twice or cannot be: 约…左右, 超过…以上, 下降2倍.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::number::{self, Number, Script, is_digit, is_han_figure};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "approx-double",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("概数重复", "approximate twice"),
        says: Words::new(
            "“{}”里约数的说法重复，留一个就够",
            "“{}” says twice that the number is approximate: once is enough",
        ),
        basis: Basis::new("", "实务"),
        wrong: "到场⟦约50人左右⟧。",
        right: "到场约50人。",
        doubt: Words::new(
            "“左右”“上下”如果另有所指，就不是约数。",
            "Where 左右 or 上下 means something else nothing is said twice.",
        ),
        reach: Reach::FIGURES,
        needs: "左上余多近",
        check: Check::Line(approximate),
    },
    Rule {
        id: "exceed-above",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("超过又以上", "over and above"),
        says: Words::new("“{}”：前面有了超过的意思，“以上”多余", "“{}”: what exceeds a number needs no 以上"),
        basis: Basis::new("", "实务"),
        wrong: "惠及⟦超过100户以上⟧。",
        right: "惠及超过100户。",
        doubt: Words::new(
            "“以上”如果说的是级别、年龄一类，就不多余。",
            "It is not too much where 以上 belongs to a rank or an age.",
        ),
        reach: Reach::FIGURES,
        needs: "以",
        check: Check::Line(above),
    },
    Rule {
        id: "decrease-times",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("减少几倍", "less by times"),
        says: Words::new(
            "“{}”：减少不能说倍数，应当用百分数或分数",
            "“{}”: what falls cannot fall by times, give a percentage",
        ),
        basis: Basis::new("", "实务"),
        wrong: "投诉量⟦下降2倍⟧。",
        right: "投诉量下降50%。",
        doubt: Words::new(
            "倍数如果是别的量的增长，请把两句分开。",
            "Where the times belong to another figure, part the two clauses.",
        ),
        reach: Reach::FIGURES,
        needs: "倍",
        check: Check::Line(times),
    },
];

/// Numbers of the line before `before`, the nearest ones to it first, that begin within `reach` characters.
fn number_before(line: &Line<'_>, before: usize, reach: usize) -> Option<Number> {
    let last = (before.saturating_sub(reach)..before).rev().find(|at| {
        line.at(*at).is_some_and(|c| {
            is_digit(c)
                || (is_han_figure(c)
                    && !line.starts(*at, "百分")
                    && (number::unit(line, at + 1).is_some() || line.ends(*at, "分之")))
        })
    })?;
    // 1000亿: the figures stand before.
    let figures = line.run_before(last + 1, is_han_figure);
    let arabic = figures.checked_sub(1).filter(|at| figures <= last && line.at(*at).is_some_and(is_digit));
    number_ending(line, arabic.unwrap_or(last))
}

/// The number whose last character, without 万, is at `last`.
fn number_ending(line: &Line<'_>, last: usize) -> Option<Number> {
    if line.at(last).is_some_and(is_digit) {
        let start = line.run_before(last + 1, |c| is_digit(c) || matches!(c, '.' | ','));
        let start = line.run(start, |c| matches!(c, '.' | ','));
        return number::arabic(line, start).filter(|number| number.range.end > last && number::is_start(line, start));
    }
    let start = line.run_before(last + 1, is_han_figure);
    number::han(line, start)
}

/// What may stand between a word like 约 and its number.
const LINKS: &str = "为占有合计达需用在是到于";
/// Words that say that a number is not exact, the longest first.
const ABOUT: [&str; 7] = ["大约", "大概", "将近", "接近", "约莫", "约", "近"];
/// Letters before 约 or 近 with which it is another word.
const OTHER_ABOUT: &str = "节预签合契制特违条公集简相爽赴邀誓履守附最临靠邻就远亲贴逼走拉新";
/// Units of time, before which 近 means the last ones.
const TIMES: [&str; 8] = ["年", "个月", "月", "天", "日", "周", "个工作日", "届"];

/// Where a word begins that says that the number at `start` is not exact.
fn about_before(line: &Line<'_>, start: usize, timed: bool) -> Option<usize> {
    let blank = |at: usize| line.run_before(at, |c| c == ' ');
    let mut at = blank(start);
    for linked in [false, true] {
        if linked {
            at = at.checked_sub(1).filter(|at| line.at(*at).is_some_and(|c| LINKS.contains(c)))?;
        }
        let Some(word) = line.any_before(at, &ABOUT) else { continue };
        let from = at - word.chars().count();
        let single = word.chars().count() == 1;
        let other = single && line.before(from).is_some_and(|c| OTHER_ABOUT.contains(c));
        if !(other || (timed && word == "近")) {
            // 约近50人: the first of two such words.
            return Some(line.any_before(from, &ABOUT).map_or(from, |word| from - word.chars().count()));
        }
    }
    None
}

/// Words that say it wherever they stand before a number in its clause, when 左右 stands behind it.
const PLAINLY: [&str; 8] = ["大约", "约占", "约需", "约有", "约为", "约合", "约达", "约计"];
/// How far they may stand before the number, in characters.
const PLAIN: usize = 8;

/// Where one of the words begins that say that the number at `start`, some words further on, is not exact: 约占总数的30%.
fn plainly_before(line: &Line<'_>, start: usize) -> Option<usize> {
    let from = line.run_before_within(start, PLAIN, is_han);
    let word = (from..start)
        .find(|at| line.any(*at, &PLAINLY).is_some() && !line.before(*at).is_some_and(|c| OTHER_ABOUT.contains(c)))?;
    // Another figure between is the one that is meant.
    let between = line.any(word, &PLAINLY).map_or(start, |(_, end)| end)..start;
    let other = between.clone().any(|at| line.at(at).is_some_and(|c| is_han_figure(c) || is_digit(c)));
    (!other).then_some(word)
}

/// 余 and 多 in other words.
const OTHER_MORE: [&str; 12] =
    ["余额", "余地", "余热", "余粮", "余下", "多元化", "多样", "多维", "多层", "多方", "多边", "多角"];
/// 左右 and 上下 in other words.
const OTHER_AROUND: [&str; 18] = [
    "左右两",
    "左右岸",
    "左右邻",
    "左右翼",
    "左右摇",
    "左右侧",
    "左右逢",
    "左右手",
    "左右为",
    "左右着",
    "上下游",
    "上下级",
    "上下班",
    "上下联",
    "上下一",
    "上下车",
    "上下学",
    "上下功夫",
];
/// Letters that a counted thing's name between a unit and 左右 does not hold.
const NO_NAME: &str = "在的和与及从向由把被将，。；：、（）“”《》";

/// Where 左右 or 上下 ends that belongs to what ends at `at`.
fn around(line: &Line<'_>, at: usize) -> Option<usize> {
    for from in at..at + 5 {
        if line.any(from, &["左右", "上下"]).is_some() {
            return line.any(from, &OTHER_AROUND).is_none().then_some(from + 2);
        }
        if !line.at(from).is_some_and(|c| is_han(c) && !NO_NAME.contains(c) && !is_han_figure(c)) {
            return None;
        }
    }
    None
}

fn approximate(line: &Line<'_>, found: &mut Found) {
    let mut seen = 0;
    for word in line.positions(|c| matches!(c, '左' | '上' | '余' | '多' | '近')) {
        if line.at(word) == Some('近') {
            if let Some(range) = about_near(line, word) {
                found.put(line, range.clone()).about(line.part(range));
            }
            continue;
        }
        let suffix = line.any(word, &["左右", "上下"]).is_some();
        if matches!(line.at(word), Some('左' | '上')) && !suffix {
            continue;
        }
        // 将近一半左右
        if suffix
            && let Some(half) = line.any_before(word, &HALVES)
            && let Some(about) = about_before(line, word - half.chars().count(), false)
            && line.any(word, &OTHER_AROUND).is_none()
        {
            found.put(line, about..word + 2).about(line.part(about..word + 2));
            continue;
        }
        let number = if suffix {
            number_before(line, word, 9)
        } else {
            word.checked_sub(1).and_then(|last| {
                // 3万余, 10多: the number ends right before.
                let last = line.run_before(last + 1, |c| matches!(c, '万' | '亿')).checked_sub(1)?;
                number_ending(line, last)
            })
        };
        let Some(number) = number.filter(|number| number.range.start >= seen) else { continue };
        if let Some(range) = doubled(line, &number) {
            seen = range.end;
            let written = line.part(range.clone());
            found.put(line, range).about(written);
        }
    }
}

/// The characters of a number with two signs of not being exact around it.
fn doubled(line: &Line<'_>, number: &Number) -> Option<Range<usize>> {
    let mut at = number.range.end;
    let more = matches!(line.at(at), Some('余' | '多')) && line.any(at, &OTHER_MORE).is_none();
    if more {
        at += 1;
        at = line.any(at, &["万亿", "千万", "百万", "万", "亿", "千", "百"]).map_or(at, |(_, end)| end);
    }
    let unit = number::unit(line, at);
    // 三分之一: a number by itself.
    let fraction = line.ends(number.range.start, "分之");
    if unit.is_none() && number.script == Script::Han && !fraction {
        return None;
    }
    let (unit, end) = unit.unwrap_or(("", at));
    let around = around(line, end);
    // 50—60人左右: the word stands before the first of the two.
    let mut start = number.range.start;
    if number.script == Script::Arabic && matches!(line.before(start), Some('—' | '～' | '-' | '~' | '至')) {
        start = line.run_before(start - 1, |c| is_digit(c) || matches!(c, '.' | '%' | '％' | '万' | '亿'));
    }
    if fraction {
        start = line.run_before(start - 2, |c| is_digit(c) || is_han_figure(c));
    }
    let about =
        about_before(line, start, TIMES.contains(&unit)).or_else(|| around.and_then(|_| plainly_before(line, start)));
    let count = [more, around.is_some(), about.is_some()].iter().filter(|sign| **sign).count();
    (count >= 2).then(|| about.unwrap_or(start)..around.unwrap_or(end))
}

/// The characters of a number after two words like 约, the second of which is 近 at `near`.
fn about_near(line: &Line<'_>, near: usize) -> Option<Range<usize>> {
    let number = number::arabic(line, near + 1)?;
    let word = line.any_before(near, &["大约", "大概", "约"])?;
    let from = near - word.chars().count();
    let other = word == "约" && line.before(from).is_some_and(|c| OTHER_ABOUT.contains(c));
    let end = number::unit(line, number.range.end).map_or(number.range.end, |(_, end)| end);
    (!other).then_some(from..end)
}

/// Words that say that a number is the least.
const OVER: [&str; 15] = [
    "多达",
    "超",
    "逾",
    "超过",
    "超过了",
    "突破",
    "突破了",
    "高于",
    "多于",
    "不低于",
    "不少于",
    "超出",
    "大于",
    "不小于",
    "至少",
];
/// Those of them that a verb may part from the number, and such verbs.
const LEAST: [&str; 3] = ["至少", "不低于", "不少于"];
const VERBS: [&str; 14] =
    ["开展", "有", "召开", "组织", "举办", "完成", "安排", "配备", "达到", "走访", "参加", "检查", "巡查", "保持"];
/// Letters of ranks, ages and degrees, to which 以上 may belong.
const RANKS: &str = "级岁学历职称县市省处科厅局副本专高初中干等的在、";

/// Parts of a whole in words.
const HALVES: [&str; 3] = ["半数", "一半", "大半"];

/// Where a part of a whole in words begins that ends before `at`: 半数, 三分之二.
fn part_before(line: &Line<'_>, at: usize) -> Option<usize> {
    if let Some(half) = line.any_before(at, &HALVES) {
        return Some(at - half.chars().count());
    }
    let figure = |c: char| is_digit(c) || is_han_figure(c);
    let part = line.run_before_within(at, 3, figure);
    let over = part.checked_sub(2).filter(|from| part < at && line.starts(*from, "分之"))?;
    let whole = line.run_before_within(over, 3, figure);
    (whole < over).then_some(whole)
}

fn above(line: &Line<'_>, found: &mut Found) {
    for word in line.each("以上") {
        // 超过半数以上, 超过三分之二以上
        if let Some(part) = part_before(line, word.start)
            && let Some(over) = line.any_before(part, &OVER)
            && over.chars().count() > 1
        {
            let range = part - over.chars().count()..word.end;
            let suggestion = line.part(range.start..word.start);
            found.put(line, range.clone()).suggest(suggestion).about(line.part(range));
            continue;
        }
        let Some(number) = number_before(line, word.start, 10) else { continue };
        let blank = line.run_before(number.range.start, |c| c == ' ');
        // 至少开展1次以上: a verb may stand between.
        let verb = line.any_before(blank, &VERBS).map_or(blank, |verb| blank - verb.chars().count());
        let least = line.any_before(verb, &LEAST).filter(|_| verb < blank);
        let Some(over) = line.any_before(blank, &OVER).or(least) else { continue };
        let from = if least.is_some() { verb } else { blank } - over.chars().count();
        if over.chars().count() == 1 && line.before(from).is_some_and(|c| "赶反高".contains(c)) {
            continue;
        }
        let unit = number::unit(line, number.range.end);
        if unit.is_none() && number.script == Script::Han {
            continue;
        }
        let end = unit.map_or(number.range.end, |(_, end)| end);
        // 年以上学历 aside, at most a short name stands between.
        let stop = if line.ends(word.start, "（含）") { word.start - 3 } else { word.start };
        let name = line.chars.get(end..stop).unwrap_or_default();
        if end > stop || name.len() > 4 || name.iter().any(|c| !is_han(*c) || RANKS.contains(*c)) {
            continue;
        }
        if unit.is_some_and(|(unit, _)| matches!(unit, "级" | "岁"))
            || line.at(word.end) == Some('述')
            || below_follows(line, word.end)
        {
            continue;
        }
        let range = from..word.end;
        let suggestion = line.part(range.start..word.start);
        found.put(line, range.clone()).suggest(suggestion).about(line.part(range));
    }
}

/// Whether a number with 以下 follows: 30人以上50人以下.
fn below_follows(line: &Line<'_>, at: usize) -> bool {
    let at = line.run(at, |c| matches!(c, '、' | '，' | ' '));
    number::read(line, at).is_some_and(|number| {
        let end = number::unit(line, number.range.end).map_or(number.range.end, |(_, end)| end);
        (end..end + 4).any(|at| line.starts(at, "以下"))
    })
}

/// Words of growing less.
const FALLS: [&str; 11] = ["下降", "减少", "降低", "缩短", "压缩", "缩小", "缩减", "削减", "下滑", "减低", "减小"];
/// What may stand between such a word and the times.
const BY: [&str; 12] =
    ["了", "近", "约", "了近", "了约", "将近", "了将近", "大约", "超过", "了大约", "幅度达", "幅度达到"];
/// 倍 in other words.
const OTHER_TIMES: [&str; 6] = ["倍率", "倍频", "倍数", "倍镜", "倍增", "倍速"];

fn times(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '倍') {
        let Some(last) = line.run_before(at, |c| c == ' ').checked_sub(1) else { continue };
        let last = if matches!(line.at(last), Some('多' | '余')) { last.saturating_sub(1) } else { last };
        let Some(number) = number_ending(line, last) else { continue };
        let mut from = line.run_before(number.range.start, |c| c == ' ');
        let mut fall = line.any_before(from, &FALLS);
        if fall.is_none()
            && let Some(by) = line.any_before(from, &BY)
        {
            from -= by.chars().count();
            fall = line.any_before(from, &FALLS);
        }
        let Some(fall) = fall else { continue };
        if line.any(at, &OTHER_TIMES).is_none() {
            let range = from - fall.chars().count()..at + 1;
            found.put(line, range.clone()).about(line.part(range));
        }
    }
}

#[cfg(test)]
mod tests;
