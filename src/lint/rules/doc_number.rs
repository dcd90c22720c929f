//! Numbers of documents (发文字号): the brackets of the year, 第, and noughts.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::span::head;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "docnum-bracket",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("发文字号括号", "brackets of a doc number"),
        says: Words::new("发文字号的年份用六角括号，写成“{}”", "the year of a document number stands in 〔 〕: “{}”"),
        basis: Basis::new("GB/T 9704 7.2.5", "规定"),
        wrong: "（某政发⟦[2024]⟧5号）",
        right: "（某政发〔2024〕5号）",
        doubt: Words::new(
            "案件号、合同号用圆括号，不是发文字号。",
            "Numbers of court cases and contracts take round brackets.",
        ),
        reach: Reach { tables: true, shielded: true, ..Reach::TEXT },
        needs: "[(（【［﹝{〖<〈〔",
        check: Check::Line(brackets),
    },
    Rule {
        id: "docnum-di",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("发文字号加第", "di in a document number"),
        says: Words::new("发文字号的顺序号前不加“第”", "no 第 stands before the number of a document"),
        basis: Basis::new("GB/T 9704 7.2.5", "规定"),
        wrong: "（某政发〔2024〕⟦第⟧5号）",
        right: "（某政发〔2024〕5号）",
        doubt: Words::new("公告、命令的编号另有写法。", "Announcements and orders are numbered in another way."),
        reach: Reach { tables: true, ..Reach::TEXT },
        needs: "第",
        check: Check::Line(ordinal),
    },
    Rule {
        id: "docnum-zero",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("发文字号编虚位", "nought in a doc number"),
        says: Words::new("发文字号的顺序号不编虚位，写成“{}”", "the number of a document has no leading nought: “{}”"),
        basis: Basis::new("GB/T 9704 7.2.5", "规定"),
        wrong: "（某政发〔2024〕⟦0⟧5号）",
        right: "（某政发〔2024〕5号）",
        doubt: Words::new("引用旧文件时，原文号就带0的照录。", "The number of an older document is given as it is."),
        reach: Reach { tables: true, ..Reach::TEXT },
        needs: "0０",
        check: Check::Line(noughts),
    },
];

/// The number of a document: year with its brackets, 第, figures.
struct Number {
    year: Range<usize>,
    /// The brackets are 〔 〕.
    proper: bool,
    di: Option<usize>,
    figures: Range<usize>,
}

fn opens(c: char) -> bool {
    matches!(c, '[' | '(' | '（' | '【' | '［' | '﹝' | '{' | '〖' | '<' | '〈' | '〔')
}

fn closes(c: char) -> bool {
    matches!(c, ']' | ')' | '）' | '】' | '］' | '﹞' | '}' | '〗' | '>' | '〉' | '〕')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// What stands before the numbers of contracts, cases and things that are counted by years.
const OTHERS: &str =
    "合同 协议 案号 编号 案件 判决书 裁定书 单号 证书 批次 标准 国用 集用 证 证字 初字 终字 执字 鉴字 专利 备案号";
/// Announcements and orders have numbers of their own: 令〔2017〕第42号.
const ORDERS: &str = "令 公告 通告 公报";
/// What 号 begins when it ends no number.
const THINGS: &str = "号楼 号线 号院 号门 号井 号店 号台风 号馆 号厅 号房 号机";

/// The longest sign of an agency that is looked at, in characters.
const AGENCY: usize = 16;
/// What is called a number and is that of a document.
const DOCUMENTS: &str = "文件编号 发文编号 公文编号 来文编号";

/// Whether the number whose agency's sign ends before `before` is that of a contract, a licence or a case: 合同编号：某采,
/// 建字第.
fn is_other(line: &Line<'_>, before: usize) -> bool {
    if line.any_of_before(before, OTHERS).is_some() {
        return true;
    }
    let from = line.run_before_within(before, AGENCY, is_han);
    let sign = line.part(from..before);
    if sign.ends_with('第') || sign.contains("字第") {
        return true;
    }
    is_numbered(line, before)
}

/// Whether what stands before `before` is called a number, and not that of a document: 合同编号：某采(2024)012号.
pub(super) fn is_numbered(line: &Line<'_>, before: usize) -> bool {
    let from = line.run_before_within(before, AGENCY, is_han);
    let sign = line.part(from..before);
    let name = line.before_blanks(from);
    let named = match line.before(name) {
        Some('：' | ':') => line.before_blanks(name - 1),
        _ => from + sign.find("编号").map_or(0, |byte| head(sign, byte).chars().count() + 2),
    };
    // 编号：青政发[2024]5号 is a document's all the same.
    let plain = line.ends(named, "编号") && !line.before(named.saturating_sub(2)).is_some_and(is_han);
    if plain && sign.ends_with(['发', '函', '办']) {
        return false;
    }
    line.any_of_before(named, "编号 证号 案号 单号 合同号 备案号 许可证 批号").is_some()
        && line.any_of_before(named, DOCUMENTS).is_none()
}

/// The numbers of documents in a line.
fn numbers(line: &Line<'_>) -> Vec<Number> {
    let mut out = Vec::new();
    for open in line.positions(opens) {
        let from = line.past_blanks(open + 1);
        let digits = line.run(from, is_digit);
        let close = line.past_blanks(digits);
        let year: String = line.part(from..digits).chars().map(crate::text::fold::char).collect();
        if year.len() != 4 || !(year.starts_with("19") || year.starts_with("20")) || !line.at(close).is_some_and(closes)
        {
            continue;
        }
        let before = line.before_blanks(open);
        let agency = line.before(before).is_some_and(is_han) && open - before <= 1;
        let alone = open == line.first() && !matches!(line.at(open), Some('〔' | '<' | '〈' | '{'));
        if !(agency || alone) || agency && is_other(line, before) {
            continue;
        }
        let at = line.past_blanks(close + 1);
        let di = (line.at(at) == Some('第')).then_some(at);
        let first = line.past_blanks(di.map_or(at, |at| at + 1));
        let last = line.run(first, |c| is_digit(c) || matches!(c, 'x' | 'X' | '×' | 'Ｘ'));
        let end = line.past_blanks(last);
        let counted = (1..=5).contains(&(last - first)) && line.at(end) == Some('号');
        if !counted || line.any_of(end, THINGS).is_some() {
            continue;
        }
        if alone && (di.is_some() || end + 1 < line.end()) {
            continue;
        }
        // An order that is said to have its number (公告（2024）第5号) is none of these.
        if di.is_some() && line.any_of_before(before, ORDERS).is_some() {
            continue;
        }
        let proper = line.at(open) == Some('〔') && line.at(close) == Some('〕');
        out.push(Number { year: open..close + 1, proper, di, figures: first..last });
    }
    out
}

fn brackets(line: &Line<'_>, found: &mut Found) {
    for number in numbers(line).into_iter().filter(|number| !number.proper) {
        let year: String = line.part(number.year.clone()).chars().filter(|c| is_digit(*c)).collect();
        let right = format!("〔{year}〕");
        found.put(line, number.year).fix(right.clone()).about(right);
    }
}

fn ordinal(line: &Line<'_>, found: &mut Found) {
    for di in numbers(line).into_iter().filter_map(|number| number.di) {
        found.put(line, di..di + 1).fix("");
    }
}

fn noughts(line: &Line<'_>, found: &mut Found) {
    for Number { figures, .. } in numbers(line) {
        let end = line.run(figures.start, |c| matches!(c, '0' | '０')).min(figures.end);
        if end > figures.start && end < figures.end {
            let right = line.part(end..figures.end);
            found.put(line, figures.start..end).suggest(right).about(format!("{right}号"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn brackets_of_the_year() {
        fires(
            "docnum-bracket",
            &[
                "《关于设立路长的通知》（青政办发⟦(2023)⟧12号）",
                "青禾文⟦【2024】⟧3号、柳政字⟦［2022］⟧105号",
                "按青办函⟦（2024）⟧7号文件执行。",
                "青政发 ⟦[2024]⟧ 5号",
                "青政发⟦〔2024]⟧5号，青党发⟦﹝2024﹞⟧6号",
                "青创办⟦[2024]⟧第5号",
                "青创办⟦[2024]⟧×号",
                "𠀀里镇文⟦(2024)⟧1号",
                "青政发⟦（２０２４）⟧5号",
                "文件编号：青政发⟦(2024)⟧5号，编号：青政办函⟦[2024]⟧7号",
                "⟦[2024]⟧7号",
                "　⟦（2024）⟧12号",
            ],
        );
        silent(
            "docnum-bracket",
            &[
                "青政发〔2024〕5号",
                "（2024）青01民初5号判决",
                "购销合同（2024）5号",
                "青国用（2003）第012号，青房权证（2003）5号",
                "青禾公告（2024）第5号",
                "数据见文献[2024]。",
                "园区（2024）5号楼",
                "合同编号：青采(2024)012号，采购编号： 𠀀采（2024）3号",
                "合同编号青采（2024）12号",
                "建字第（2024）012号建设工程规划许可证，青建字第禾（2024）3号",
                "（2024）第7号",
                "[2024]7号文件印发后e\u{301}",
                "〔2024〕7号",
                "工作总结（2024）",
                "X发e\u{301}[2024]5号",
                "2024年第5号公告",
                "青政发[20245]号",
            ],
        );
        mends("docnum-bracket", &[("青政发[2024]5号、青文【 2023 】6号", "青政发〔2024〕5号、青文〔2023〕6号")]);
    }

    #[test]
    fn no_di_before_the_number() {
        fires(
            "docnum-di",
            &[
                "青政发〔2024〕⟦第⟧5号",
                "（柳办字〔2023〕⟦第⟧ 12 号）",
                "青禾文(2024)⟦第⟧3号",
                "𠀀里镇文〔2024〕⟦第⟧1号",
            ],
        );
        silent(
            "docnum-di",
            &[
                "青政发〔2024〕5号",
                "县政府令〔2024〕第5号",
                "青禾公告〔2024〕第5号",
                "2024年第5号公告",
                "（2024）青民初第5号",
                "第5号",
            ],
        );
        mends("docnum-di", &[("青政发〔2024〕第5号", "青政发〔2024〕5号")]);
    }

    #[test]
    fn no_noughts_before_the_number() {
        fires(
            "docnum-zero",
            &[
                "青政发〔2024〕⟦0⟧5号",
                "柳办字〔2023〕⟦00⟧7号",
                "青禾文(2024)⟦０⟧3号",
                "𠀀里镇文〔2024〕⟦0⟧12号e\u{301}",
            ],
        );
        silent(
            "docnum-zero",
            &[
                "合同编号：青采(2024)012号",
                "建字第（2024）012号",
                "青政发〔2024〕50号",
                "青政发〔2024〕0号",
                "（2024）青01民初5号",
                "2024年05号",
                "〔2024〕05号",
            ],
        );
    }
}
