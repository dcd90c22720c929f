//! Marks side by side: doubled ones, and dots that stand for an ellipsis.

use std::ops::Range;

use super::punct_dun::is_other_word;
use crate::lint::finding::Found;
use crate::lint::line::{Line, is_chinese};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "punct-double",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("标点叠用", "doubled marks"),
        says: Words::new("标点叠用了，只留一个", "marks side by side; keep one"),
        basis: Basis::new("GB/T 15834 4", "规定"),
        wrong: "按时报送台账⟦；；⟧逐项销号。",
        right: "按时报送台账；逐项销号。",
        doubt: Words::new("两个标点之间可能漏了文字，不只是多打了一个。", "Text may be missing between the two marks."),
        reach: Reach::TEXT,
        needs: "，。、；：,;:",
        check: Check::Line(double),
    },
    Rule {
        id: "punct-ellipsis",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("省略号写法", "form of ellipsis"),
        says: Words::new("省略号应写成六连点“……”", "an ellipsis is six dots: ……"),
        basis: Basis::new("GB/T 15834 4.11.2", "规定"),
        wrong: "还有不少难题⟦...⟧",
        right: "还有不少难题……",
        doubt: Words::new(
            "网页截断的标题、目录里的引导点不是省略号。",
            "Dots of cut headlines and of tables of contents are no ellipsis.",
        ),
        reach: Reach::TITLES,
        needs: ".。、…．",
        check: Check::Line(ellipsis),
    },
    Rule {
        id: "punct-ellipsis-deng",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("省略号与等连用", "ellipsis before and so on"),
        says: Words::new("省略号与“等”意思重复，去掉省略号", "an ellipsis and 等 say the same; drop the ellipsis"),
        basis: Basis::new("GB/T 15834 A.9.2", "规定"),
        wrong: "摆放了横幅、展板、折页⟦……等⟧。",
        right: "摆放了横幅、展板、折页等。",
        doubt: Words::new(
            "省略号后面的“等”可能另起一词，如“等到”“等着”。",
            "The 等 after an ellipsis may begin a word of waiting.",
        ),
        reach: Reach::TEXT,
        needs: "等",
        check: Check::Line(ellipsis_deng),
    },
];

const STOPS: &str = "，。、；：,;:";
const CALLS: &str = "？！?!";
/// How many of ？ and ！ may stand side by side.
const MOST_CALLS: usize = 3;

/// The full-width form of a mark.
fn full(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '.' => '。',
        '?' => '？',
        '!' => '！',
        c => c,
    }
}

fn double(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while at < line.len() {
        let end = run_of_marks(line, at);
        if end == at {
            at += 1;
            continue;
        }
        if end - at >= 2 && !line.is_shielded(at..end) {
            judge(line, at..end, found);
        }
        at = end;
    }
}

/// The end of the run of marks from `at` on.
fn run_of_marks(line: &Line<'_>, at: usize) -> usize {
    let mut end = at;
    while let Some(c) = line.at(end) {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
        // A dot among marks, but not that of a number, a label or an ellipsis.
        let stop = c == '.' && !joins(line.before(end)) && !joins(line.at(end + 1));
        if !(STOPS.contains(c) || CALLS.contains(c) || stop) {
            break;
        }
        end += 1;
    }
    end
}

fn judge(line: &Line<'_>, range: Range<usize>, found: &mut Found) {
    let marks = line.chars.get(range.clone()).unwrap_or_default();
    let chinese = marks.iter().any(|c| !c.is_ascii()) || line.before(range.start).is_some_and(is_chinese);
    let calls = marks.iter().filter(|c| CALLS.contains(**c)).count();
    let first = marks.first().copied().map_or(' ', full);
    let same = marks.iter().all(|c| full(*c) == first);
    // Three stops or commas of a list are meant as an ellipsis.
    let dots = same && matches!(first, '。' | '、') && marks.len() >= 3;
    if !chinese || dots || (calls == marks.len() && calls <= MOST_CALLS) {
        return;
    }
    if same && calls == 0 {
        found.put(line, range).fix(first);
        return;
    }
    // What ends most is likely meant: a question, a sentence, a clause, a list.
    let rank = |c: &char| match full(*c) {
        '？' | '！' => 4,
        '。' if first != '；' => 3,
        '；' | '：' => 2,
        '，' => 1,
        _ => 0,
    };
    let kept = marks.iter().rev().max_by_key(|c| rank(c)).copied().map_or(first, full);
    found.put(line, range).suggest(kept);
}

/// The characters that a run from one of them on consists of.
fn group(c: char) -> &'static str {
    match c {
        '。' => "。",
        '、' => "、",
        _ => ".．…",
    }
}

fn ellipsis(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while let Some(c) = line.at(at) {
        if !".。、…．".contains(c) {
            at += 1;
            continue;
        }
        let end = line.run(at, |other| group(c).contains(other));
        let marks = line.chars.get(at..end).unwrap_or_default();
        let alone = at == line.first() && end == line.end();
        let true_dots = marks.iter().filter(|c| **c == '…').count();
        let wrong = match true_dots {
            0 => marks.len() >= 3,
            n if n < marks.len() => true,
            n => n != 2 && !(n == 4 && alone),
        };
        if wrong && !line.is_shielded(at..end) && is_in_chinese(line, at..end) && !is_leader(line, at..end) {
            let waits = line.at(end) == Some('等') && !is_other_word(line, end);
            if !waits {
                found.put(line, at..end).fix("……");
            }
        }
        at = end;
    }
}

/// Whether dots stand beside Chinese, not between Latin or figures, nor in a row of them: 1、2、…、n.
fn is_in_chinese(line: &Line<'_>, range: Range<usize>) -> bool {
    let chinese = |c: Option<char>| c.is_some_and(is_chinese);
    let joint = |c: Option<char>| c.is_some_and(|c| matches!(c, '、' | '，' | ','));
    let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (left, right) = (range.start.saturating_sub(1), range.end + 1);
    if joint(line.before(range.start)) && joint(line.at(range.end)) && plain(line.before(left)) && plain(line.at(right))
    {
        return false;
    }
    chinese(line.before(range.start)) || chinese(line.at(range.end))
}

/// Whether dots lead to a page number at the line's end, or cut a headline before its date: 关于开展…[05-11].
fn is_leader(line: &Line<'_>, range: Range<usize>) -> bool {
    if matches!(line.at(range.end), Some('[' | '［')) {
        return true;
    }
    let number = line.run(range.end, |c| c.is_whitespace() || matches!(c, '(' | '（' | '第'));
    let end = line.run(number, |c| c.is_ascii_digit());
    let rest = line.run(end, |c| c.is_whitespace() || matches!(c, ')' | '）' | '页'));
    end > number && rest == line.len()
}

fn ellipsis_deng(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '等') {
        let Some(last) = line.before(at) else { continue };
        let from = line.run_before(at, |c| group(last).contains(c));
        let length = at - from;
        let dots = match last {
            '…' => length >= 1,
            '.' | '．' | '。' => length >= 2,
            '、' => length >= 3,
            _ => false,
        };
        if !dots || !line.before(from).is_some_and(|c| is_han(c) || is_chinese(c) || c.is_alphanumeric()) {
            continue;
        }
        if is_other_word(line, at) || line.is_shielded(from..at) {
            continue;
        }
        let end = at + if line.at(at + 1) == Some('等') { 2 } else { 1 };
        found.put(line, from..end).fix(line.part(at..end));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn marks_side_by_side() {
        fires(
            "punct-double",
            &[
                "按时报送台账⟦；。⟧",
                "一是摸底⟦，，⟧二是整改⟦。。⟧",
                "一是摸底⟦，,⟧二是整改⟦,,⟧三是回访",
                "走访学校⟦、、⟧医院⟦：：⟧都到了⟦。，⟧",
                "“甲”⟦，。⟧《乙》⟦、，⟧𠀀⟦；；⟧e\u{301}⟦，，⟧",
                "完成了吗⟦？。⟧完成了⟦！！！！⟧",
                "结束⟦。.⟧全天",
            ],
        );
        silent(
            "punct-double",
            &[
                "真的吗？！太好了！！！",
                "还有难题。。。",
                "走访学校、、、",
                "还有难题……。",
                "他说：“好。”，随后",
                "时间：9:00；地点：（略）。",
                "std::vec, a;; b",
                "《甲，，乙》",
                "1.、甲",
            ],
        );
        mends("punct-double", &[("甲，,乙；；丙。。", "甲，乙；丙。"), ("甲；。乙", "甲；。乙"), ("甲::乙", "甲：乙")]);
    }

    #[test]
    fn dots_that_are_no_ellipsis() {
        fires(
            "punct-ellipsis",
            &[
                "还有不少难题⟦......⟧要逐一解决⟦。。。⟧",
                "学校、医院⟦、、、⟧都走到了",
                "还有难题⟦…⟧",
                "还有难题⟦………⟧要解决",
                "《难题⟦...⟧》和“办法⟦…⟧”",
                "⟦...⟧𠀀里村",
                "甲⟦…⟧乙⟦．．．⟧丙⟦….⟧",
                "学校⟦...⟧等候通知",
            ],
        );
        silent(
            "punct-ellipsis",
            &[
                "还有难题……",
                "…………",
                "1...10，a...z",
                "一、做法......3",
                "二、打算…………（12）",
                "关于开展创城工…[05-11]",
                "学校、医院、社区",
                "Loading...",
                "x1,…,xn和1、2、…、9",
                "e\u{301}...",
                "学校、医院...等单位",
                "见http://a.cn/...",
            ],
        );
        mends("punct-ellipsis", &[("难题...和。。。还有…", "难题……和……还有……")]);
    }

    #[test]
    fn an_ellipsis_before_and_so_on() {
        fires(
            "punct-ellipsis-deng",
            &[
                "摆放横幅、展板⟦…等⟧。",
                "摆放横幅、展板⟦...等⟧物",
                "摆放横幅⟦。。。等等⟧，𠀀⟦……等⟧",
                "摆放“横幅”⟦、、、等⟧",
                "投放A、B⟦……等⟧3类",
            ],
        );
        silent(
            "punct-ellipsis-deng",
            &["横幅、展板等。", "横幅……", "大家……等待结果", "他说“来了……”等话", "《展板……等》", "难题……三等"],
        );
        mends("punct-ellipsis-deng", &[("横幅、展板……等等。", "横幅、展板等等。"), ("甲...等，乙", "甲等，乙")]);
    }
}
