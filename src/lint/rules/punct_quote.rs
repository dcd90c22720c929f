//! Quotation marks that are straight, reversed or not nested as they should be; titles in titles; brackets in brackets.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::{Line, ends_sentence, is_chinese, is_mark};
use crate::lint::pair::{Pair, Sort, pairs};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// Marks around text that may hold shielded figures.
const AROUND: Reach = Reach { shielded: true, ..Reach::MARKS };

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "punct-straight-quote",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("直引号", "straight quotes"),
        says: Words::new("中文里用了直引号，应用弯引号", "straight quotes around Chinese; use curly ones"),
        basis: Basis::new("GB/T 15834 4.8.2", "规定"),
        wrong: "开展⟦\"洁净家园\"⟧行动",
        right: "开展“洁净家园”行动",
        doubt: Words::new(
            "程序代码里的直引号是对的；表示英寸、撇号的也不是引号。",
            "Straight quotes are right in code; those for inches and apostrophes are no quotes.",
        ),
        reach: Reach { tables: false, ..AROUND },
        needs: "\"'",
        check: Check::Line(straight),
    },
    Rule {
        id: "quote-reversed",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("引号前后颠倒", "reversed quotes"),
        says: Words::new("前后引号颠倒了，请对调", "the opening and closing quotes are reversed"),
        basis: Basis::new("GB/T 15834 4.8.2", "规定"),
        wrong: "打造⟦”洁净家园“⟧品牌",
        right: "打造“洁净家园”品牌",
        doubt: Words::new(
            "引文跨段时，本段的引号可能与前后段配对。",
            "In a quotation over several paragraphs the marks may belong to others before or after.",
        ),
        reach: AROUND,
        needs: "”’",
        check: Check::Line(reversed),
    },
    Rule {
        id: "quote-nested",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("引号套用", "nested quotes"),
        says: Words::new("双引号里面再引用，应改用单引号", "quotes inside double quotes take single ones"),
        basis: Basis::new("GB/T 15834 4.8.3.4", "规定"),
        wrong: "他说：“把⟦“一把尺子”⟧用到底。”",
        right: "他说：“把‘一把尺子’用到底。”",
        doubt: Words::new(
            "也可能是漏了一个引号，使两处引文看起来像套在一起。",
            "A missing mark can make two quotations look like one in the other.",
        ),
        reach: AROUND,
        needs: "“",
        check: Check::Line(nested_quote),
    },
    Rule {
        id: "title-mark-nested",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("书名号套用", "nested title marks"),
        says: Words::new("书名号里面再用书名号，应改用〈〉", "a title inside a title takes 〈〉"),
        basis: Basis::new("GB/T 15834 4.15.3.5", "规定"),
        wrong: "《关于修订⟦《考评办法》⟧的通知》",
        right: "《关于修订〈考评办法〉的通知》",
        doubt: Words::new(
            "也可能是漏了一个书名号，使两个名称看起来像套在一起。",
            "A missing mark can make two titles look like one in the other.",
        ),
        reach: AROUND,
        needs: "《",
        check: Check::Line(nested_title),
    },
    Rule {
        id: "bracket-nested",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("括号套用", "nested brackets"),
        says: Words::new("括号里面又套括号，宜改写或换一种括号", "brackets inside brackets; rephrase or use others"),
        basis: Basis::new("GB/T 15834 4.9.3.6", "宜"),
        wrong: "见附件（含表格⟦（⟧三））",
        right: "见附件（含表格三）",
        doubt: Words::new(
            "引用的名称、条款号本来带括号时，可以保留。",
            "A name or clause number that has brackets of its own may keep them.",
        ),
        reach: Reach::TEXT,
        needs: "（",
        check: Check::Line(nested_bracket),
    },
];

/// Whether the mark at `at` stands in code or an address.
fn is_code(line: &Line<'_>, at: usize) -> bool {
    matches!(line.shield(at), Shield::Code | Shield::Web | Shield::Path)
}

fn straight(line: &Line<'_>, found: &mut Found) {
    for (mark, open, close) in [('"', '“', '”'), ('\'', '‘', '’')] {
        if line.mask.may_hold(mark) {
            straight_of(line, mark, (open, close), found);
        }
    }
}

fn straight_of(line: &Line<'_>, mark: char, (open, close): (char, char), found: &mut Found) {
    let marks = quotes(line, mark);
    let even = marks.len().is_multiple_of(2);
    // With an odd number nobody knows which belong together; of three and more a pair is still told.
    if !even && marks.len() < 3 {
        return;
    }
    for pair in marks.chunks_exact(2) {
        let [from, to] = *pair else { continue };
        let inside = from + 1..to;
        let chinese = line.chars.get(inside.clone()).is_some_and(|chars| chars.iter().any(|c| is_han(*c)));
        if !(chinese || mark == '"' && is_named(line, from, to)) {
            continue;
        }
        let mut told = found.put(line, from..to + 1);
        if even {
            told.fix(format!("{open}{}{close}", line.part(inside)));
        }
    }
}

/// The longest name in figures, in characters.
const NAME: usize = 12;

/// Whether the marks at `from` and `to` enclose figures that name something in a Chinese sentence: "1+6"方案.
fn is_named(line: &Line<'_>, from: usize, to: usize) -> bool {
    let inside = line.chars.get(from + 1..to).unwrap_or_default();
    let figures = inside.iter().any(char::is_ascii_digit)
        && inside.iter().all(|c| c.is_ascii_alphanumeric() || "·+.-—～/×".contains(*c));
    let leads = line.before(from).is_none_or(|c| is_chinese(c) || c.is_whitespace());
    let follows = line.at(to + 1).is_some_and(|c| is_han(c) || is_mark(c) && line.before(from).is_some_and(is_han));
    figures && inside.len() <= NAME && leads && follows
}

/// The straight marks that quote: not apostrophes, inches, minutes, and values in code.
fn quotes(line: &Line<'_>, mark: char) -> Vec<usize> {
    let mut marks = Vec::new();
    for at in line.positions(|c| c == mark) {
        let (before, after) = (line.before(at), line.at(at + 1));
        let opens = marks.len().is_multiple_of(2);
        let measure = opens && before.is_some_and(|c| c.is_ascii_digit());
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let apostrophe = mark == '\'' && joins(before) && (opens || joins(after));
        let value = before == Some('=') && opens;
        if !(measure || apostrophe || value || is_code(line, at) || line.is_shielded(at..at + 1)) {
            marks.push(at);
        }
    }
    marks
}

fn reversed(line: &Line<'_>, found: &mut Found) {
    for sort in [Sort::Double, Sort::Single] {
        if line.mask.may_hold(sort.marks().1) {
            reversed_of(line, sort, found);
        }
    }
}

fn reversed_of(line: &Line<'_>, sort: Sort, found: &mut Found) {
    let (all, lone) = pairs(line, &[sort]);
    if lone.len() < 2 {
        return;
    }
    let mut marks: Vec<(usize, bool)> = all.iter().flat_map(|pair| [(pair.open, true), (pair.close, false)]).collect();
    marks.extend(lone.iter().map(|lone| (lone.at, lone.opens)));
    marks.sort_unstable();
    // Read from the left: outside of a quotation a closing mark begins one that is reversed.
    let (mut swaps, mut depth, mut place) = (Vec::new(), 0_usize, 0);
    while let Some((at, opens)) = marks.get(place).copied() {
        place += 1;
        if opens {
            depth += 1;
        } else if depth > 0 {
            depth -= 1;
        } else {
            let Some((to, true)) = marks.get(place).copied() else { return };
            swaps.push((at, to));
            place += 1;
        }
    }
    if depth > 0 {
        return;
    }
    let (open, close) = sort.marks();
    for (from, to) in swaps {
        let inside = line.chars.get(from + 1..to).unwrap_or_default();
        // ’ is an apostrophe as well: ’90年代.
        let quoted = sort == Sort::Double && !inside.is_empty() || inside.iter().any(|c| is_han(*c));
        let crosses = |c: &char| ends_sentence(*c) || matches!(c, '“' | '”');
        if quoted && !(sort == Sort::Single && inside.iter().any(crosses)) {
            found.put(line, from..to + 1).fix(format!("{open}{}{close}", line.part(from + 1..to)));
        }
    }
}

fn nested_quote(line: &Line<'_>, found: &mut Found) {
    let (all, lone) = pairs(line, &[Sort::Double, Sort::Single]);
    if lone.iter().any(|lone| lone.sort == Sort::Double) {
        return;
    }
    let told = nested(&all, Sort::Double, Sort::Single);
    tell(line, &all, told, found);
}

fn nested_title(line: &Line<'_>, found: &mut Found) {
    let (mut all, lone) = pairs(line, &[Sort::Title, Sort::InnerTitle]);
    if all.is_empty() || lone.iter().any(|lone| lone.sort == Sort::Title) {
        return;
    }
    let told = nested(&all, Sort::Title, Sort::InnerTitle);
    if told.is_empty() && (line.mask.may_hold('<') || line.mask.may_hold('＜')) {
        angles(line, &mut all, found);
        return;
    }
    tell(line, &all, told, found);
}

/// `<…>` and ＜…＞ that hold Chinese inside of 《…》.
fn angles(line: &Line<'_>, all: &mut Vec<Pair>, found: &mut Found) {
    all.retain(|pair| pair.parent.is_none() && pair.sort == Sort::Title);
    let mut last = 0;
    for pair in all.iter() {
        let mut open = None;
        for at in pair.open.max(last)..pair.close {
            match line.at(at) {
                Some('<' | '＜') => open = Some(at),
                Some('>' | '＞') => {
                    let Some(from) = open.take() else { continue };
                    let inside = from + 1..at;
                    if line.chars.get(inside.clone()).is_some_and(|chars| chars.iter().any(|c| is_han(*c))) {
                        found.put(line, from..at + 1).fix(format!("〈{}〉", line.part(inside)));
                    }
                }
                _ => {}
            }
        }
        last = pair.close;
    }
}

/// What the sort of each of `all` ought to be that stands right inside of one of its own sort: inside of `outer` comes
/// `inner`, inside of that `outer` again. The outermost wrong pairs, as indices, each with the sorts of all inside of it.
fn nested(all: &[Pair], outer: Sort, inner: Sort) -> Vec<(usize, Vec<(usize, Sort)>)> {
    let mut sorts: Vec<Sort> = Vec::with_capacity(all.len());
    let mut told: Vec<(usize, Vec<(usize, Sort)>)> = Vec::new();
    let mut told_end = 0;
    for (place, pair) in all.iter().enumerate() {
        let parent = pair.parent.and_then(|parent| sorts.get(parent)).copied();
        // A pair inside of one that was put right goes the other way round with it.
        let turned =
            pair.parent.is_some_and(|parent| all.get(parent).map(|pair| pair.sort) != sorts.get(parent).copied());
        let sort = match (pair.sort, parent) {
            (sort, Some(parent)) if sort == outer && parent == outer => inner,
            (sort, Some(parent)) if sort == inner && parent == inner && turned => outer,
            (sort, _) => sort,
        };
        sorts.push(sort);
        if pair.open < told_end {
            if let Some((_, inside)) = told.last_mut() {
                inside.push((place, sort));
            }
        } else if sort != pair.sort {
            told_end = pair.close;
            told.push((place, vec![(place, sort)]));
        }
    }
    told
}

/// Tells of the wrong pairs, the text inside kept and its own pairs put right with them.
fn tell(line: &Line<'_>, all: &[Pair], told: Vec<(usize, Vec<(usize, Sort)>)>, found: &mut Found) {
    for (place, inside) in told {
        let Some(pair) = all.get(place) else { continue };
        let range: Range<usize> = pair.open..pair.close + 1;
        let mut chars: Vec<char> = line.chars.get(range.clone()).unwrap_or_default().to_vec();
        for (place, sort) in inside {
            let Some(inner) = all.get(place) else { continue };
            let (open, close) = sort.marks();
            for (at, mark) in [(inner.open, open), (inner.close, close)] {
                if let Some(c) = at.checked_sub(pair.open).and_then(|at| chars.get_mut(at)) {
                    *c = mark;
                }
            }
        }
        found.put(line, range).fix(chars.into_iter().collect::<String>());
    }
}

fn nested_bracket(line: &Line<'_>, found: &mut Found) {
    let (all, _) = pairs(line, &[Sort::Round]);
    for pair in all.iter().filter(|pair| pair.parent.is_some()) {
        found.put(line, pair.open..pair.open + 1);
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn straight_quotes_around_chinese() {
        fires(
            "punct-straight-quote",
            &[
                "⟦\"门前三包\"⟧和⟦\"路长制\"⟧一起抓",
                "印发《关于⟦\"六小\"⟧行业的通知》",
                "他说：“要学⟦'枫桥经验'⟧。”",
                "满意率⟦\"达到98.5%以上\"⟧",
                "⟦\"𠀀甲\"⟧",
                "⟦\"甲e\u{301}\"⟧和\"B",
                "推行⟦\"十四五2025\"⟧",
                "⟦\"12·4\"⟧国家宪法日，制定⟦\"1+6\"⟧方案、⟦\"1223\"⟧𠀀模式，见⟦\"3.15\"⟧。",
            ],
        );
        silent(
            "punct-straight-quote",
            &[
                "添置55\"电视2台、65\"电视1台",
                "it's 甲 and don't 乙",
                "打造\"洁净家园品牌",
                "按\"ISO\"标准，见\"1.2.3\" (v1)，共5\"和6\"两种e\u{301}",
                "\"a1\":\"b2\"，宽18\"、长20\"的屏",
                "设<a class=\"标题\">",
                "开展“洁净家园”行动",
            ],
        );
        // An odd number is told without a fix.
        mends("punct-straight-quote", &[("\"甲\"和'乙'", "“甲”和‘乙’"), ("\"甲\"和\"乙", "\"甲\"和\"乙")]);
    }

    #[test]
    fn reversed_quotes() {
        fires(
            "quote-reversed",
            &[
                "⟦”甲类“⟧和⟦”乙类“⟧",
                "“甲”之后⟦”乙类“⟧，再“丙”",
                "⟦”达到98.5%“⟧",
                "《关于⟦”洁净𠀀“⟧的通知》",
                "一、⟦”e\u{301}甲“⟧",
                "打造⟦’洁净𠀀家园‘⟧品牌，他说：“学⟦’三里经验‘⟧。”",
            ],
        );
        silent(
            "quote-reversed",
            &[
                "“甲”“乙”",
                "甲”和“乙”",
                "“甲“和“乙”",
                "“甲”、”乙",
                "他说：“把‘甲’用好。”",
                "”“",
                "甲”乙",
                "the ’90s",
                "甲’。乙‘丙",
                "“甲’乙”，“丙‘丁”",
                "在’98抗洪中，‘九八’精神",
                "‘甲’和‘乙’",
                "don’t甲‘乙’",
            ],
        );
        mends("quote-reversed", &[("”甲“、”乙“、“丙”", "“甲”、“乙”、“丙”"), ("“学’甲‘和‘乙’”", "“学‘甲’和‘乙’”")]);
    }

    #[test]
    fn quotes_in_quotes() {
        fires(
            "quote-nested",
            &[
                "“甲⟦“乙”⟧和⟦“丙”⟧丁”",
                "“⟦“乙”⟧丁”",
                "“甲⟦“乙“丙”丁”⟧戊”",
                "印发《“甲⟦“𠀀98.5”⟧”方案》",
                "“甲‘乙“丙”丁’⟦“e\u{301}”⟧戊”",
            ],
        );
        silent(
            "quote-nested",
            &["“甲”“乙”", "“甲‘乙’丙”", "“甲‘乙“丙”丁’戊”", "“甲“乙”丙", "‘甲“乙”丙’", "“甲it’s乙”"],
        );
        mends(
            "quote-nested",
            &[
                (
                    "他讲：“甲记得：“要‘乙’到底。”又问“丙‘e\u{301}’”。”",
                    "他讲：“甲记得：‘要“乙”到底。’又问‘丙“e\u{301}”’。”",
                ),
                ("“甲“乙‘丙“丁”’”戊”", "“甲‘乙“丙‘丁’”’戊”"),
                ("“甲“乙“丙”丁”戊”", "“甲‘乙“丙”丁’戊”"),
                ("“甲“乙“丙“丁”丙”乙”甲”", "“甲‘乙“丙‘丁’丙”乙’甲”"),
            ],
        );
    }

    #[test]
    fn titles_in_titles() {
        fires(
            "title-mark-nested",
            &[
                "转发《关于印发⟦《考评办法》⟧和⟦《评分细则》⟧的通知》",
                "《关于⟦<考评办法>⟧的通知》",
                "《关于⟦＜考评𠀀办法＞⟧的通知》",
                "《甲⟦《乙《丙》乙》⟧甲》",
                "《⟦《2024.5年报》⟧e\u{301}》",
            ],
        );
        silent(
            "title-mark-nested",
            &[
                "《关于修订〈考评办法〉的通知》",
                "《关于〈转发《办法》〉的通知》",
                "《甲》《乙》",
                "《甲《乙》",
                "《关于“甲”的通知》",
                "《A<B>C》",
            ],
        );
        mends(
            "title-mark-nested",
            &[
                ("《甲《乙〈𠀀丙〉丁》戊》", "《甲〈乙《𠀀丙》丁〉戊》"),
                ("《甲《乙《丙》乙》甲》", "《甲〈乙《丙》乙〉甲》"),
                ("《关于《甲》的<乙>》", "《关于〈甲〉的〈乙〉》"),
            ],
        );
    }

    #[test]
    fn brackets_in_brackets() {
        fires(
            "bracket-nested",
            &["（甲⟦（⟧乙）和⟦（⟧丙））", "（⟦（⟧一）𠀀）", "按规定（见第三条⟦(⟧二）e\u{301}）执行"],
        );
        silent("bracket-nested", &["（甲）（乙）", "（甲〔乙〕）", "（甲（乙", "（包括：1）甲；2）乙）"]);
    }
}
