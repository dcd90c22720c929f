//! Marks behind the numbers and words that put items in order: （一） 1. 一、 首先， 一是.

#[cfg(test)]
mod tests;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "label-after-bracket",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("括号序号后标点", "mark after a bracketed label"),
        says: Words::new("带括号的序号后面不加标点，“{}”去掉", "no mark follows a label in brackets: “{}” goes"),
        basis: Basis::new("GB/T 15834 B.3.4", "规定"),
        wrong: "（一）⟦、⟧加强组织领导",
        right: "（一）加强组织领导",
        doubt: Words::new(
            "如果是并列提到几个序号，顿号是对的。",
            "The mark is right where several labels are named in a row.",
        ),
        reach: Reach::TEXT,
        needs: "）)㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        check: Check::Line(after_bracket),
    },
    Rule {
        id: "label-arabic-dun",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("阿拉伯数字序号", "mark of an Arabic label"),
        says: Words::new("阿拉伯数字序号后用下脚点，写成“{}”", "an Arabic label takes a point: “{}”"),
        basis: Basis::new("GB/T 15834 B.3.3, GB/T 9704 7.3.3", "规定"),
        wrong: "⟦1、⟧摸清底数。",
        right: "1.摸清底数。",
        doubt: Words::new(
            "如果这一行的数字是并列的号码而不是序号，顿号是对的。",
            "The mark is right where the figure is one of several numbers and no label.",
        ),
        reach: Reach::TEXT,
        needs: "、",
        check: Check::Line(arabic),
    },
    Rule {
        id: "label-chinese-dot",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("汉字数字序号", "mark of a Chinese label"),
        says: Words::new("汉字数字序号后用顿号，写成“{}”", "a Chinese label takes 、: “{}”"),
        basis: Basis::new("GB/T 15834 B.3.2", "规定"),
        wrong: "⟦一.⟧主要做法",
        right: "一、主要做法",
        doubt: Words::new("如果是日期或者名称的一部分，就不是序号。", "What is part of a date or a name is no label."),
        reach: Reach::TEXT,
        needs: ".．",
        check: Check::Line(chinese),
    },
    Rule {
        id: "label-ordinal-mark",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("首先其次后标点", "mark after an ordinal word"),
        says: Words::new(
            "“首先、其次、第一”一类词后用逗号，写成“{}”",
            "words such as 首先 and 第一 take a comma: “{}”",
        ),
        basis: Basis::new("GB/T 15834 B.3.1", "规定"),
        wrong: "⟦首先、⟧要压实责任。",
        right: "首先，要压实责任。",
        doubt: Words::new(
            "如果“第一、第二”是并列的修饰语或者作小标题，可以不改。",
            "It may stand where 第一 and 第二 are attributes in a row or a heading.",
        ),
        reach: Reach::TEXT,
        needs: "首其再最第",
        check: Check::Line(ordinal),
    },
    Rule {
        id: "label-shi-mark",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("一是二是后标点", "mark after yi shi"),
        says: Words::new("“一是、二是”后面不加标点，写成“{}”", "no mark follows 一是 and 二是: “{}”"),
        basis: Basis::new("GB/T 15834 B.3.7", "规定"),
        wrong: "主要抓了两项：⟦一是：⟧健全机制；二是补齐短板。",
        right: "主要抓了两项：一是健全机制；二是补齐短板。",
        doubt: Words::new(
            "如果“是”后面有意停顿、引出整段话，由作者决定。",
            "The writer decides where a pause is meant before a whole passage.",
        ),
        reach: Reach::TEXT,
        needs: "是",
        check: Check::Line(shi),
    },
];

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// ㈠ ⑴ ①
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{3220}'..='\u{3229}' | '\u{2474}'..='\u{2487}' | '\u{2460}'..='\u{2473}')
}

/// The end of a label in brackets at `at`: （一） (12) ①.
fn bracketed(line: &Line<'_>, at: usize) -> Option<usize> {
    if line.at(at).is_some_and(is_enclosed) {
        return Some(at + 1);
    }
    if !matches!(line.at(at), Some('（' | '(')) {
        return None;
    }
    let from = line.past_blanks(at + 1);
    let end = line.run(from, is_numeral).max(line.run(from, is_digit));
    let close = line.past_blanks(end);
    let closed = matches!(line.at(close), Some('）' | ')'));
    let most = if line.at(from).is_some_and(is_digit) { 2 } else { 4 };
    (closed && (1..=most).contains(&(end - from))).then_some(close + 1)
}

/// Whether a text begins at `at`: no label, no figure, no mark.
fn is_text(line: &Line<'_>, at: usize) -> bool {
    let quoted = |c: char| matches!(c, '“' | '‘' | '《' | '【' | '"' | '×');
    line.at(at).is_some_and(|c| is_han(c) || c.is_ascii_alphabetic() || quoted(c)) || {
        let bracket = matches!(line.at(at), Some('（' | '('));
        bracket && bracketed(line, at).is_none()
    }
}

/// Whether a year in figures begins at `at`: 一.2024年工作总结.
fn is_year(line: &Line<'_>, at: usize) -> bool {
    let end = line.run(at, is_digit);
    end - at == 4 && line.at(line.past_blanks(end)) == Some('年')
}

fn after_bracket(line: &Line<'_>, found: &mut Found) {
    let start = line.text_start();
    // 1）、 is a label with one bracket; what follows 1）, may be a list that was torn.
    let digits = line.run(start, is_digit);
    let half = (1..=2).contains(&(digits - start)) && matches!(line.at(digits), Some('）' | ')'));
    let end = if half { Some(digits + 1) } else { bracketed(line, start) };
    let Some(end) = end else { return };
    let mark = line.past_blanks(end);
    let is_mark = |c: char| match c {
        '、' | '．' => true,
        '，' | '。' | '：' | '；' | '.' | ',' | ':' | ';' | '－' | '·' => !half,
        _ => false,
    };
    let to = line.run(mark, is_mark);
    let text = line.past_blanks(to);
    // （五）、2024年… and (2).2名…, but (1).5
    let digits = line.run(text, is_digit);
    let point = matches!(line.at(mark), Some('.' | '．' | ','));
    let figure = digits > text && (!point || line.at(digits).is_some_and(is_han));
    if (1..=2).contains(&(to - mark)) && (is_text(line, text) || figure) {
        found.put(line, mark..to).fix("").about(line.part(mark..to));
    }
}

/// Hotlines: 110、公安… is no item.
const HOTLINES: &str = "110 112 114 119 120 122";

fn arabic(line: &Line<'_>, found: &mut Found) {
    let start = line.text_start();
    let end = line.run(start, is_digit);
    let mark = line.past_blanks(end);
    if !(1..=3).contains(&(end - start)) || line.at(mark) != Some('、') || mark - end > 1 {
        return;
    }
    let text = line.past_blanks(mark + 1);
    let hotline = HOTLINES.split(' ').any(|number| number == line.part(start..end));
    // 3、五天 and 1、二号楼 would be pairs.
    let pair = text == mark + 1 && line.at(text).is_some_and(is_numeral) && is_pair(line, text);
    if (is_text(line, text) || is_year(line, text)) && !hotline && !pair {
        let label = format!("{}.", line.part(start..end));
        found.put(line, start..mark + 1).fix(label.clone()).about(label);
    }
}

/// Whether the numeral at `at` counts or orders things: 二号楼, 三级.
fn is_pair(line: &Line<'_>, at: usize) -> bool {
    let end = line.run(at, is_numeral);
    line.any(end, &["号", "级", "楼", "班", "年级", "组", "季度", "月", "单元", "天"]).is_some()
}

fn chinese(line: &Line<'_>, found: &mut Found) {
    let start = line.text_start();
    let end = line.run(start, is_numeral);
    if !(1..=3).contains(&(end - start)) || !matches!(line.at(end), Some('.' | '．')) {
        return;
    }
    let text = line.past_blanks(end + 1);
    // 七.一, 九.一八
    let day = text == end + 1 && line.at(text).is_some_and(is_numeral) && !is_word(line, text);
    if is_text(line, text) && !day || is_year(line, text) {
        let label = format!("{}、", line.part(start..end));
        found.put(line, start..end + 1).fix(label.clone()).about(label);
    }
}

/// Whether what begins with the numeral at `at` counts or is a word, and is no day of a month.
fn is_word(line: &Line<'_>, at: usize) -> bool {
    let counts = line.run(at, is_numeral) == at + 1 && line.any_of(at + 1, COUNTED).is_some();
    counts || line.any_of(at, WORDS).is_some()
}

/// What is counted.
const COUNTED: &str = "年 是 要 个 类 项 批 级 场 条 次 家 支 座 所 方面 名 位";
/// Words that begin like a number.
const WORDS: &str = "一致 一如 一把 一体 一线 一手 一心 一季 三农 三大 三资 三公 四风 十四五 十五五 十三五";

/// Words that open a sentence and put it in order.
const ORDINALS: &str = "\
    首先 其次 再次 再者 最后 其一 其二 其三 其四 其五 第一 第二 第三 第四 第五 第六 第七 第八 第九 第十";

fn ordinal(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| matches!(c, '首' | '其' | '再' | '最' | '第')) {
        let Some((word, end)) = line.any_of(at, ORDINALS) else { continue };
        if !matches!(line.at(end), Some('、' | '：' | ':')) || !opens_sentence(line, at) {
            continue;
        }
        let next = line.past_blanks(end + 1);
        // 第一、第二产业; 第一、二产业; 首先、其次、最后.
        let row = line.any_of(next, ORDINALS).is_some()
            || line.at(next) == Some('第')
            || (1..=2).contains(&(line.run(next, |c| is_numeral(c) || c == '〇') - next));
        let dun = line.at(end) == Some('、');
        // A word with its mark alone on a line is a heading.
        if next >= line.len() || dun && row {
            continue;
        }
        found.put(line, at..end + 1).suggest(format!("{word}，")).about(format!("{word}，"));
    }
}

/// Whether a sentence or a clause with a stop before it begins at `at`.
fn opens_sentence(line: &Line<'_>, at: usize) -> bool {
    at <= line.text_start() || {
        let before = line.before(line.before_blanks(at));
        matches!(before, None | Some('。' | '；' | '：' | '！' | '？' | '”' | '）'))
    }
}

fn shi(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '是') {
        if !matches!(line.at(at + 1), Some('，' | '：' | '、' | ',' | ':')) {
            continue;
        }
        let from = line.run_before(at, is_numeral);
        if !(1..=3).contains(&(at - from)) {
            continue;
        }
        let before = line.before(line.before_blanks(from));
        let opens = from <= line.text_start()
            || matches!(
                before,
                None | Some('。' | '；' | '：' | '，' | '、' | '！' | '？' | '”' | '）' | ',' | ';' | ':' | '—')
            );
        if opens && !ends(line, at + 2) {
            let label = line.part(from..at + 1);
            found.put(line, from..at + 2).suggest(label).about(label);
        }
    }
}

/// Whether nothing more is said from `at` on.
fn ends(line: &Line<'_>, at: usize) -> bool {
    line.past_blanks(at) >= line.len()
}
