//! Whole numbers written onto their names, over decimals: 1总则 over 1.1目的. 2 组织机构 has its blank and needs nothing.
//!
//! A figure before a name is a number only where the decimals below it say so. Must not decide what is a heading.

use super::marker::{Class, Key, Marker};
use super::number::{Script, number};
use crate::corpus::row::Row;
use crate::text::safe::is_han;
use crate::text::span::{head, tail};

/// Gives the rows that `skipped` does not hold for their whole numbers, where a decimal of that number follows or the
/// number goes on from one that has them.
pub fn numbered<'t>(mut rows: Vec<Row<'t>>, skipped: impl Fn(&Row<'t>) -> bool) -> Vec<Row<'t>> {
    if !rows.iter().any(|row| row.marker.is_some_and(|m| m.key.class == Class::Decimal2)) {
        return rows;
    }
    let mut last = 0;
    for at in 0..rows.len() {
        let Some(found) = rows.get(at).filter(|row| !skipped(row)).and_then(onto_name) else { continue };
        let below = rows.get(at + 1).and_then(|below| below.marker.map(|m| (m, below.text)));
        let opens = below.is_some_and(|(m, text)| {
            m.key.class == Class::Decimal2 && m.number == 1 && number(text).is_some_and(|n| n.value == found.number)
        });
        if opens || last > 0 && found.number == last + 1 {
            last = found.number;
            rows.iter_mut().skip(at).take(1).for_each(|row| row.marker = Some(found));
        }
    }
    rows
}

/// The number that a short row opens with right before its name.
fn onto_name<'t>(row: &Row<'t>) -> Option<Marker<'t>> {
    if row.marker.is_some() || row.marks.table || row.chars > LONGEST || row.is_closed() {
        return None;
    }
    let n = number(row.text).filter(|n| n.script == Script::Arabic && n.value <= MOST)?;
    let name = tail(row.text, n.len);
    let named = name.chars().all(|c| is_han(c) || matches!(c, '、' | '与')) && name.chars().count() >= LEAST_NAME;
    let key = Key { class: Class::Arabic, word: "" };
    named.then(|| Marker { key, number: n.value, text: head(row.text, n.len), end: n.len })
}

/// The longest row, in characters, the shortest name, and the highest number.
const LONGEST: usize = 24;
const LEAST_NAME: usize = 2;
const MOST: u32 = 30;

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn decimals_say_that_a_figure_is_a_number() {
        check(
            "青石镇防汛预案\n1总则\n1.1目的\n@\n1.2依据\n@\n2组织机构及𠀀责\n2.1指挥部\n@\n2.2办公室\n@\n3附则\n@\n@",
            &[
                "2 1 1总则",
                "3 2 1.1目的",
                "5 2 1.2依据",
                "7 1 2组织机构及𠀀责",
                "8 2 2.1指挥部",
                "10 2 2.2办公室",
                "12 1 3附则",
            ],
        );
        // A count is no number that goes on.
        check("青石镇预案\n@\n1.1目的\n@\n1.2依据\n@\n5个村受灾\n@\n@", &["3 1 1.1目的", "5 1 1.2依据"]);
    }
}
