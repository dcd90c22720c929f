//! Ranges that are joined by a hyphen, a tilde or a doubled dash: of figures, and of points of time.

mod ends;

#[cfg(test)]
mod tests;

use std::ops::Range;

use self::ends::{Ends, ends};
use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "range-hyphen",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("数值范围连接号", "connector of a range"),
        says: Words::new("数值范围用了“{}”，连接号用浪纹线～", "“{}” in a range of figures: the connector is ～"),
        basis: Basis::new("GB/T 15834 4.13.3.2", "一般"),
        wrong: "每组安排5⟦-⟧7人。",
        right: "每组安排5～7人。",
        doubt: Words::new("如果是编号、型号、比分，短横线是对的。", "The hyphen is right in codes, models and scores."),
        reach: Reach { shielded: true, ..Reach::TEXT },
        needs: SIGNS,
        check: Check::Line(figures),
    },
    Rule {
        id: "span-hyphen",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("起止时间连接号", "connector of a time span"),
        says: Words::new("起止时间用了“{}”，连接号用一字线—", "“{}” in a span of time: the connector is —"),
        basis: Basis::new("GB/T 15834 4.13.3.2", "一般"),
        wrong: "整治时间为5月⟦-⟧7月。",
        right: "整治时间为5月—7月。",
        doubt: Words::new(
            "如果是编号或者标准号，短横线是对的。",
            "The hyphen is right in codes and in the numbers of standards.",
        ),
        reach: Reach { shielded: true, ..Reach::TEXT },
        needs: SIGNS,
        check: Check::Line(times),
    },
];

/// The signs that stand for a connector where none of them should.
const SIGNS: &str = "-~—―－–";

fn figures(line: &Line<'_>, found: &mut Found) {
    for (range, ends) in joined(line) {
        if ends == Ends::Figures {
            found.put(line, range.clone()).fix("～").about(line.part(range));
        }
    }
}

fn times(line: &Line<'_>, found: &mut Found) {
    for (range, ends) in joined(line) {
        if ends == Ends::Times {
            found.put(line, range.clone()).fix("—").about(line.part(range));
        }
    }
}

/// The wrong connectors of a line, with what they join.
fn joined(line: &Line<'_>) -> Vec<(Range<usize>, Ends)> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < line.len() {
        let end = line.run(at, |c| SIGNS.contains(c));
        if end == at {
            at += 1;
            continue;
        }
        let range = at..end;
        at = end;
        let Some(doubled) = is_wrong(line, range.clone()) else { continue };
        if let Some(ends) = ends(line, range.clone(), doubled) {
            out.push((range, ends));
        }
    }
    out
}

/// Whether the signs at `range` are no connector, and then whether they are a doubled dash. A single — is right, a
/// single ― or － is a look-alike of it.
fn is_wrong(line: &Line<'_>, range: Range<usize>) -> Option<bool> {
    let all = |signs: &str| range.clone().all(|at| line.at(at).is_some_and(|c| signs.contains(c)));
    let plain = all("-") && range.len() <= 3 || all("~") && range.len() <= 2;
    let doubled = !plain && all("-—―－–") && range.len() == 2;
    // A hyphen within a long number: the range of two large figures, or a code; the ends tell.
    let open = range.clone().all(|at| matches!(line.shield(at), Shield::None | Shield::Serial));
    (open && (plain || doubled)).then_some(doubled)
}
