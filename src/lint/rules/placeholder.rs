//! What was left to be filled in: xx, ××, blanks, empty brackets, notes to oneself.

use crate::corpus::row::is_blank;
use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line, ends_clause, is_chinese, is_mark};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "placeholder-xx",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("未填的xx", "xx left to fill in"),
        says: Words::new("“{}”还没有换成实际内容，请填写", "“{}” was never filled in"),
        basis: Basis::new("", "实务"),
        wrong: "于⟦xx⟧年6月启动。",
        right: "于2024年6月启动。",
        doubt: Words::new("有意隐去的人名、地名可以这样写。", "Names that are hidden on purpose may be written so."),
        reach: Reach { shielded: true, ..Reach::LEFTOVERS },
        needs: "xX×ｘＸ＊*○□",
        check: Check::Line(masked),
    },
    Rule {
        id: "placeholder-blank",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("空缺未填", "blank left to fill in"),
        says: Words::new("“{}”是空的，请填写或删去", "“{}” is empty: fill it in or delete it"),
        basis: Basis::new("", "实务"),
        wrong: "以⟦_⟧理论为指导。",
        right: "以科学理论为指导。",
        doubt: Words::new(
            "供人填写的表格和试题里，空格是对的。",
            "Blanks are right in forms and in questions of a test.",
        ),
        reach: Reach::LEFTOVERS,
        needs: "_）)》”〕】",
        check: Check::Line(blank),
    },
    Rule {
        id: "placeholder-todo",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("待办记号", "note to oneself"),
        says: Words::new("“{}”是留给自己的记号，请补上内容", "“{}” is a note to oneself"),
        basis: Basis::new("", "实务"),
        wrong: "走访⟦【待核实】⟧户。",
        right: "走访120户。",
        doubt: Words::new("确实尚未定下的事项可以注明待定。", "What is really not decided yet may be called so."),
        reach: Reach::LEFTOVERS,
        needs: "待〖OD此请？?【",
        check: Check::Line(todo),
    },
];

/// Longer runs are rules across the page or codes.
const LONGEST: usize = 8;

fn masked(line: &Line<'_>, found: &mut Found) {
    let (mut at, mut bold) = (0, false);
    while let Some(c) = line.at(at) {
        let Some(sort) = sort(c) else {
            at += 1;
            continue;
        };
        let mut end = line.run(at, |other| sort_is(other, sort));
        // xx.x亿元
        if sort == Sort::Cross && line.at(end) == Some('.') && line.at(end + 1).is_some_and(|c| sort_is(c, sort)) {
            end = line.run(end + 1, |other| sort_is(other, sort));
        }
        if !(bold && c == '*')
            && let Some(from) = mask_at(line, at, end, sort)
        {
            found.put(line, from..end).about(line.part(from..end));
        } else if c == '*' && (end - at) % 4 >= 2 {
            // **重点** is set bold, as Markdown does.
            bold = !bold;
        }
        at = end;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Cross,
    Shape(char),
}

fn sort(c: char) -> Option<Sort> {
    match c {
        'x' | 'X' | '×' | 'ｘ' | 'Ｘ' => Some(Sort::Cross),
        '*' | '＊' | '○' | '□' => Some(Sort::Shape(c)),
        _ => None,
    }
}

fn sort_is(c: char, wanted: Sort) -> bool {
    sort(c) == Some(wanted)
}

/// Where the mask begins that ends at `end` and whose signs begin at `at`, if it is one.
fn mask_at(line: &Line<'_>, at: usize, end: usize, sort: Sort) -> Option<usize> {
    let (count, next) = (end - at, line.at(end));
    if count > LONGEST || !is_figures(line, at..end) {
        return None;
    }
    if let Sort::Shape(mark) = sort {
        let place = next.is_some_and(|c| "年月日市县区镇".contains(c));
        let numeral = line.before(at).is_some_and(|c| "一二三四五六七八九〇零".contains(c));
        // 走访***户, 调研*余次: what counts stands before it, and what it counts behind.
        let rough = usize::from(is_rough(line, end));
        let figure = (count >= 2 || rough > 0)
            && line.before(at).is_some_and(is_chinese)
            && line.any_of(end + rough, COUNTED).is_some_and(|(_, behind)| !goes_on(line, behind))
            && !(mark == '*' && count == 2 && closes_bold(line, end));
        let named = count >= 2 && place && !(mark == '*' && opens_bold(line, end));
        return ((named || figure) && !numeral).then_some(at);
    }
    if next.is_some_and(|c| c.is_ascii_alphanumeric()) && !next.is_some_and(|c| c.is_ascii_digit() && count >= 2) {
        return None;
    }
    // 20xx and 200X are years; other figures before it belong to a product or a masked number.
    let from = line.run_before(at, |c| c.is_ascii_digit());
    let year = from < at
        && end - from == 4
        && (line.starts(from, "19") || line.starts(from, "20"))
        && !line.before(from).is_some_and(|c| c.is_ascii_alphanumeric());
    if from < at && !year {
        return None;
    }
    let left = line.before(from);
    let foreign = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || "/\\@.+=&#".contains(c));
    // 3.20XX年计划: the label before it is no part of the year.
    let labelled = year && left == Some('.') && {
        let label = line.run_before(from - 1, |c| c.is_ascii_digit());
        (1..=2).contains(&(from - 1 - label)) && label <= line.text_start()
    };
    if foreign(left) && !labelled || foreign(next) && !next.is_some_and(|c| c == '.' || c == '/') {
        return None;
    }
    // XX染色体 is called so.
    if line.starts(end, "染色体") || line.starts(end, "型染色体") || line.starts(end, "性染色体") {
        return None;
    }
    let chinese = |c: Option<char>| c.is_some_and(|c| is_chinese(c) || "()[]%-~,".contains(c));
    // 走访 XX 户: set off by blanks, as figures and Latin words are in some texts; | XX |: a cell.
    let blank = |c: Option<char>| c.is_some_and(is_blank);
    let han = |at: Option<usize>| at.and_then(|at| line.at(at)).is_some_and(is_han);
    let apart = blank(left) && blank(next) && han(from.checked_sub(2)) && han(Some(end + 1));
    let beside = chinese(left) || chinese(next) || apart || is_cell(line, from, end);
    if year {
        return (beside && (count >= 2 || next == Some('年'))).then_some(from);
    }
    if count >= 2 {
        let figures = next.is_some_and(|c| c.is_ascii_digit()) && !chinese(left);
        let model = next == Some('-') && left != Some('-') && !line.at(end + 1).is_some_and(|c| sort_is(c, sort));
        let mixed = line.chars.get(at..end).is_some_and(|run| run.iter().any(|c| *c != '.' && Some(*c) != line.at(at)));
        return (beside && !figures && !model && !mixed).then_some(at);
    }
    is_single(line, at, end).then_some(at)
}

/// Whether what stands from `from` to `end` is all that a cell of a table holds.
fn is_cell(line: &Line<'_>, from: usize, end: usize) -> bool {
    let (left, right) = (line.before(line.before_blanks(from)), line.at(line.past_blanks(end)));
    line.kind == Kind::Table && left == Some('|') && right == Some('|')
}

/// What is counted, so that a mark before it stands for a figure.
const COUNTED: &str = "户 家 名 处 座 盏 亩 吨 份 件 场 个 次 副 块 公里 人次 场次 万元 亿元 万人 万户 万亩 万平方米";
/// What a single cross before it stands for the name of.
const PLACES: &str = "市 县 镇 乡 村 街道 社区 区委 区政府 区人民";
/// What makes a quantity of the word before it, so that a cross multiplies: 标准×人数, 单价×户数.
const QUANTITY: &str = "数限均率度量比额值费价准资积";

/// Whether 余 or 多 stands at `at`: 50余次.
fn is_rough(line: &Line<'_>, at: usize) -> bool {
    matches!(line.at(at), Some('余' | '多'))
}

/// Whether the cross at `at` stands for a figure or a name: X月, X镇, X余名, 新建x家.
fn is_single(line: &Line<'_>, at: usize, end: usize) -> bool {
    let quantity = |c: Option<char>| c.is_some_and(|c| QUANTITY.contains(c));
    let left = line.before(at);
    // 某X县 is called so on purpose; 单价×个数 multiplies.
    let product = line.at(at) == Some('×') && (quantity(left) || left.is_some_and(|c| matches!(c, ')' | '）')));
    if left == Some('某') || product || line.starts(end, "日线") {
        return false;
    }
    // 于 X 月 X 日
    let end = end + usize::from(line.at(at) != Some('×') && line.at(end) == Some(' '));
    let date = line.at(end).is_some_and(|c| "年月日".contains(c)).then_some(end + 1);
    let rough = end + usize::from(is_rough(line, end));
    let free = left.is_none_or(|c| is_chinese(c) || is_blank(c));
    let other = || line.any_of(end, PLACES).or_else(|| line.any_of(rough, COUNTED)).map(|(_, behind)| behind);
    let found = date.or_else(|| other().filter(|_| free));
    found.is_some_and(|behind| !quantity(line.at(behind)) && !goes_on(line, behind))
}

/// Whether what is counted goes on as another word at `at`: 家庭, 名单, 个人, 户籍.
fn goes_on(line: &Line<'_>, at: usize) -> bool {
    line.at(at).is_some_and(|c| "族庭长属籍单称地序人".contains(c))
}

/// How far a word of crosses and figures is looked at, in characters.
const TOKEN: usize = 16;

/// Nothing shields `range`, or only that it stands in a word of crosses and figures: 2024-xx-xx.
fn is_figures(line: &Line<'_>, range: std::ops::Range<usize>) -> bool {
    match line.shield(range.start) {
        Shield::None => true,
        Shield::Latin => {
            let inner = |c: &&char| c.is_ascii_alphanumeric() || "-_/.+&".contains(**c);
            let figure = |c: &char| c.is_ascii_digit() || *c == '-' || sort(*c) == Some(Sort::Cross);
            let before = line.chars.get(range.start.saturating_sub(TOKEN)..range.start).unwrap_or_default();
            let after = line.chars.get(range.end..).unwrap_or_default();
            before.iter().rev().take_while(inner).all(|c| figure(c) || *c == '.')
                && after.iter().take(TOKEN).take_while(inner).all(figure)
        }
        _ => false,
    }
}

/// Whether `**` stands behind `at` again, so that what is between is set bold.
fn closes_bold(line: &Line<'_>, at: usize) -> bool {
    line.chars.get(at..).unwrap_or_default().windows(2).take(40).any(|pair| pair == ['*', '*'])
}

/// Whether `**` before `at` opens words set bold: what it opens is longer than a name.
fn opens_bold(line: &Line<'_>, at: usize) -> bool {
    let rest = line.chars.get(at..).unwrap_or_default();
    rest.windows(2).take(40).position(|pair| pair == ['*', '*']).is_some_and(|length| length > 3)
}

fn blank(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while let Some(c) = line.at(at) {
        let end = match c {
            '_' => {
                let end = line.run(at, |c| c == '_');
                if let Some(behind) = stressed(line, at, end) {
                    at = behind;
                    continue;
                }
                if is_gap(line, at, end) {
                    found.put(line, at..end).about(line.part(at..end));
                }
                end
            }
            '（' | '(' | '《' | '“' | '〔' | '【' => {
                if let Some(end) = empty(line, at, c) {
                    found.put(line, at..end).about(line.part(at..end));
                    end
                } else {
                    at + 1
                }
            }
            _ => at + 1,
        };
        at = end;
    }
}

/// The longest text that `_` stresses, in characters.
const STRESSED: usize = 20;

/// In Markdown, the position behind text that `_` … `_` stress: 要_提高_认识. No blank and no comma stands in it.
fn stressed(line: &Line<'_>, at: usize, end: usize) -> Option<usize> {
    let close = line.run_within(end, STRESSED, |c| c != '_' && !is_blank(c) && !ends_clause(c));
    let behind = line.run(close, |c| c == '_');
    (line.markdown && close > end && behind - close == end - at).then_some(behind)
}

/// Whether the line `_` … stands for something that is missing.
fn is_gap(line: &Line<'_>, at: usize, end: usize) -> bool {
    let (left, right) = (line.before(at), line.at(end));
    let han = |c: Option<char>| c.is_some_and(is_han);
    if !(han(left) || han(right)) {
        return false;
    }
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(left) || latin(right) || end - at == 1 && (word(left) || word(right)) {
        return false;
    }
    // _重点_ and __重点__ are set apart.
    let opens = !han(left) && han(right);
    let closes = han(left) && !han(right);
    let same = |from: usize| line.run(from, |c| c == '_') - from == end - at;
    let partner = |mut range: std::ops::Range<usize>| {
        range.any(|n| line.at(n) == Some('_') && line.before(n) != Some('_') && same(n))
    };
    let far = |n: usize| n.saturating_sub(20);
    if opens && left.is_none_or(|c| is_blank(c) || is_mark(c)) && partner(end + 2..(end + 20).min(line.len())) {
        let close = (end + 2..line.len()).find(|n| line.at(*n) == Some('_'));
        if close.is_some_and(|n| !han(line.at(line.run(n, |c| c == '_')))) {
            return false;
        }
    }
    if closes && partner(far(at)..at.saturating_sub(1)) {
        let open = (far(at)..at).rev().find(|n| line.at(*n) == Some('_')).map(|n| line.run_before(n + 1, |c| c == '_'));
        if open.is_some_and(|n| !han(line.before(n))) {
            return false;
        }
    }
    !is_file(line, end)
}

/// Whether the word that goes on at `at` is a file's name: 总结_终稿.docx.
fn is_file(line: &Line<'_>, at: usize) -> bool {
    let name =
        |c: &&char| is_han(**c) || c.is_ascii_alphanumeric() || matches!(**c, '_' | '-' | '（' | '）' | '(' | ')');
    let end = at + line.chars.get(at..).unwrap_or_default().iter().take(40).take_while(name).count();
    line.at(end) == Some('.') && line.at(end + 1).is_some_and(|c| c.is_ascii_alphabetic())
}

/// The end of the empty pair that opens at `at`.
fn empty(line: &Line<'_>, at: usize, open: char) -> Option<usize> {
    let close = match open {
        '（' | '(' => "）)",
        '《' => "》",
        '“' => "”",
        '〔' => "〕",
        _ => "】",
    };
    let mut end = line.run(at + 1, is_blank);
    if matches!(open, '（' | '(') && end == at + 1 {
        // The year of an edition was cut out: 测评体系（版）.
        end = if line.starts(end, "年版") { end + 2 } else { end + usize::from(line.at(end) == Some('版')) };
    }
    if !line.at(end).is_some_and(|c| close.contains(c)) {
        return None;
    }
    let call = open == '(' && line.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    // 在（ ）内打“√” tells how to fill in a form.
    let asks = line.any(end + 1, &["内打", "内填", "内划", "内画", "里填", "里打", "中填", "中打", "内写"]).is_some();
    (!call && !asks).then_some(end + 1)
}

/// What is said of what is to come, in brackets.
const WAITING: &[&str] = &[
    "待定",
    "待补",
    "待补充",
    "待核实",
    "待核",
    "待查",
    "待填",
    "待填写",
    "待确认",
    "待确定",
    "待完善",
    "待更新",
    "待统计",
    "待提供",
    "待修改",
    "待落实",
    "待增加",
    "待添加",
    "待续写",
];
/// What asks the writer for something, at the beginning of a note in brackets.
const ASKING: &[&str] = &["请补充", "请填写", "请填入", "请核实", "请插入", "此处补", "此处填", "此处插入", "此处加"];
/// The longest note in brackets, in characters.
const NOTE: usize = 10;

fn todo(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while let Some(c) = line.at(at) {
        let end = match c {
            '【' | '[' | '［' | '（' | '(' | '〖' => note(line, at, c),
            'T' => word(line, at, &["TODO", "TBD"]),
            '此' => line.any(at, &["此处填写", "此处补充", "此处插入", "此处添加", "此处待补"]).map(|(_, end)| end),
            '？' | '?' => questions(line, at),
            _ => None,
        };
        if let Some(end) = end {
            found.put(line, at..end).about(line.part(at..end));
            at = end;
            continue;
        }
        at = if matches!(c, '？' | '?') { line.run(at, |c| matches!(c, '？' | '?')) } else { at + 1 };
    }
}

/// The end of the note in brackets that opens at `at`.
fn note(line: &Line<'_>, at: usize, open: char) -> Option<usize> {
    let close = match open {
        '【' => '】',
        '[' => ']',
        '［' => '］',
        '〖' => '〗',
        _ => '）',
    };
    let length = (1..=if open == '〖' { 20 } else { NOTE + 1 })
        .find(|n| line.at(at + n).is_some_and(|c| c == close || close == '）' && c == ')'))?;
    let inner = line.part(at + 1..at + length);
    let inner = inner.trim_matches(is_blank);
    // 【请填写单位名称】, （请补充数据）
    let asks = ASKING.iter().any(|word| inner.starts_with(word));
    let waits = asks || WAITING.iter().any(|word| inner == *word || inner.ends_with(word) || inner.starts_with(word));
    let opens = inner.starts_with('待')
        && !["待遇", "待业", "待客", "待续", "待岗", "待命", "待人"].iter().any(|word| inner.starts_with(word));
    let said = match open {
        '〖' => !inner.is_empty() && !inner.chars().all(|c| c.is_ascii_digit()),
        // 【合并：…】 stands around what two wrote of one paragraph until a person decides.
        '【' => waits || opens || inner.starts_with("合并："),
        _ => waits,
    };
    said.then_some(at + length + 1)
}

/// The end of a word in capitals that stands by itself.
fn word(line: &Line<'_>, at: usize, words: &[&str]) -> Option<usize> {
    let (_, end) = line.any(at, words)?;
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    // A TODO清单 is a thing.
    let named = line.any(end, &["清单", "列表", "事项", "管理", "软件", "应用", "功能", "List"]).is_some();
    (!letter(line.before(at)) && !letter(line.at(end)) && !named).then_some(end)
}

/// Three question marks and more that stand for a figure or a word; behind a sentence they are its emphasis.
fn questions(line: &Line<'_>, at: usize) -> Option<usize> {
    let end = line.run(at, |c| matches!(c, '？' | '?'));
    let count = end - at;
    if !(3..=LONGEST).contains(&count) {
        return None;
    }
    let (left, right) = (line.before(at), line.at(end));
    let stands = left.is_none_or(|c| is_blank(c) || is_mark(c) && !"”’》）！".contains(c));
    let goes_on = right
        .is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '。' | '，' | '、' | '；' | '%' | '％'));
    let closed = left.is_some_and(|c| matches!(c, '”' | '’'));
    ((stands || goes_on) && !closed).then_some(end)
}

#[cfg(test)]
mod tests;
