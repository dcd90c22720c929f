//! Items of a site one after another: each a title, a line of the site with source or time, and its text.
//!
//! One such line in the middle of a text proves nothing; two and more in the same form do.

use super::Cut;
use super::matter::is_date;
use super::title::could_be_title;
use crate::corpus::model::Noise;
use crate::corpus::outline::reason::Beginning;
use crate::corpus::row::Row;

/// How many items prove each other.
const LEAST: usize = 2;
/// The shortest title, in characters.
const SHORTEST: usize = 8;
/// The shortest first paragraph, in characters.
const LEAST_TEXT: usize = 30;
/// The category of debris that stands between title and text.
const STAMP: &str = "来源与时间";

/// Whether a line of the site with source or time was taken out right below `row` and above `next`.
pub fn is_stamped(noise: &[Noise], row: &Row<'_>, next: &Row<'_>) -> bool {
    let after = noise.partition_point(|noise| noise.line <= row.line);
    noise.get(after).is_some_and(|noise| noise.line < next.line && noise.what == STAMP)
}

/// Where items begin; empty unless several do. `noise` is the debris that was taken out of `rows`.
pub fn cuts(rows: &[Row<'_>], noise: &[Noise]) -> Vec<Cut> {
    let is_stamped = |row: &Row<'_>, next: &Row<'_>| is_stamped(noise, row, next);
    let opens = |at: &usize| {
        let (Some(row), Some(next)) = (rows.get(*at), rows.get(at + 1)) else { return false };
        let above = at.checked_sub(1).and_then(|at| rows.get(at));
        let free = above.is_none_or(|above| above.is_closed() || is_date(above.text));
        // The date may close the item before instead.
        let closed = above.is_none_or(|above| is_stamped(above, row));
        free && row.chars >= SHORTEST
            && could_be_title(row)
            && next.chars >= LEAST_TEXT
            && next.is_closed()
            && (is_stamped(row, next) || closed)
    };
    let found: Vec<Cut> =
        (0..rows.len()).filter(opens).map(|row| Cut { row, separator: false, why: Beginning::Item }).collect();
    if found.len() >= LEAST { found } else { Vec::new() }
}
