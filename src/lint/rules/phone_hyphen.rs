//! Telephone numbers whose parts are joined by another sign than the short hyphen.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "phone-hyphen",
    level: Level::Must,
    used: Use::On,
    fixes: true,
    name: Words::new("电话连接号", "hyphen of a telephone"),
    says: Words::new("电话号码里用了“{}”，连接号用短横线-", "“{}” in a telephone number: the connector is -"),
    basis: Basis::new("GB/T 15834 4.13.3.1", "规定"),
    wrong: "咨询电话：0351⟦—⟧4044044",
    right: "咨询电话：0351-4044044",
    doubt: Words::new(
        "如果两边是两个编号的起止，就不是电话。",
        "Two codes that begin and end a range are no telephone.",
    ),
    reach: Reach { shielded: true, ..Reach::TEXT },
    needs: "—－～~–―−",
    check: Check::Line(joined),
}];

fn is_sign(c: char) -> bool {
    matches!(c, '—' | '－' | '～' | '~' | '–' | '―' | '−' | '─')
}

/// The sign beside a hyphen: `0351—-4044044`.
fn is_joint(c: char) -> bool {
    is_sign(c) || c == '-'
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn joined(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while at < line.len() {
        let end = line.run(at, is_joint);
        if end == at {
            at += 1;
            continue;
        }
        let range = at..end;
        at = end;
        let signs = range.clone().any(|at| line.at(at).is_some_and(is_sign));
        if signs && range.len() <= 2 && is_phone(line, range.clone()) {
            found.put(line, range.clone()).fix("-").about(line.part(range));
        }
    }
}

/// Whether the figures around the signs at `range` are those of one telephone number.
fn is_phone(line: &Line<'_>, range: Range<usize>) -> bool {
    let word = |at: usize| matches!(line.shield(at), Shield::Latin | Shield::Web | Shield::Path | Shield::Code);
    let (end, start) = (line.before_blanks(range.start), line.past_blanks(range.end));
    let (from, to) = (line.run_before(end, is_digit), line.run(start, is_digit));
    let free = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'));
    // 0351—4044044/4044045
    let free_after = free(line.at(to)) || line.at(to) == Some('/');
    if from == end || to == start || word(from) || word(start) || !free(line.before(from)) || !free_after {
        return false;
    }
    let (left, right) = (to_ascii(line.part(from..end)), to_ascii(line.part(start..to)));
    let goes_on = line.at(to).is_some_and(is_joint);
    let after_joint = line.before(from).is_some_and(is_joint);
    let area = left.starts_with('0') && !left.starts_with("00") && (3..=4).contains(&left.len());
    let service = matches!(left.as_str(), "400" | "800");
    let mobile = left.len() == 3 && left.starts_with('1') && !left.starts_with("10");
    let local = (7..=8).contains(&right.len()) && !right.starts_with('0');
    // 400—123—4567 and 138—0000—0000, by their first two parts and by their last two.
    let parts_before = || {
        let end = line.run_before(from, is_joint);
        let from = line.run_before(end, is_digit);
        to_ascii(line.part(from..end))
    };
    let parts_after = || {
        let start = line.run(to, is_joint);
        line.run(start, is_digit) - start
    };
    let first = !after_joint && goes_on && parts_after() == 4;
    let last = after_joint && !goes_on && right.len() == 4;
    (!after_joint && !goes_on && (area && local || service && right.len() == 7))
        // An extension behind the number: 0351—4044044-801.
        || (!after_joint && goes_on && area && local)
        || (first && (service && right.len() == 3 || mobile && right.len() == 4))
        || (last && left.len() == 3 && matches!(parts_before().as_str(), "400" | "800"))
        || (last && left.len() == 4 && {
            let before = parts_before();
            before.len() == 3 && before.starts_with('1') && !before.starts_with("10")
        })
}

fn to_ascii(text: &str) -> String {
    text.chars().map(crate::text::fold::char).collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn telephone_numbers() {
        fires(
            "phone-hyphen",
            &[
                "联系电话：010⟦—⟧65432100，传真：0351⟦～⟧4044044。",
                "（电话0351⟦－⟧4044044）",
                "请拨打0571⟦~⟧87654321咨询，或者0571⟦–⟧87654322。",
                "0351⟦——⟧4044044",
                "热线：400⟦—⟧1234567",
                "热线：400⟦—⟧123⟦—⟧4567",
                "０３５１⟦－⟧４０４４０４４",
                "𠀀里村电话0351⟦—⟧4044044，e\u{301}站0351⟦—⟧4044045",
                "电话0351⟦—⟧4044044/4044045",
                "手机138⟦—⟧0000⟦—⟧0000",
            ],
        );
        silent(
            "phone-hyphen",
            &[
                "电话：0351-4044044",
                "2019—2021年",
                "0.5—0.7",
                "编号001—20230415",
                "100—1234567元",
                "0351—404404",
                "X0351—4044044",
                "0351-4044044、4044045",
                "2019—2021—2023",
                "350—4000米",
            ],
        );
        mends("phone-hyphen", &[("0351——4044044", "0351-4044044")]);
    }
}
