//! A short line that stands alone between long paragraphs and needs no other beside it to be a heading.

use super::evidence::{LEAST_MOTTO, LEAST_SENTENCE};
use crate::corpus::row::{Row, unglossed};

/// Whether a short line stands between two long paragraphs so that it needs no other beside it: no sentence goes on over
/// it, and it is neither who speaks nor what a picture shows.
pub fn is_lone(rows: &[Row<'_>], at: usize) -> bool {
    let Some(row) = rows.get(at).filter(|row| LONE.contains(&row.chars)) else { return false };
    let bare = unglossed(row.text);
    let breaks =
        bare.contains(['：', ':', '（', '(', '/', '、', '…', '—']) || bare.contains(|c: char| c.is_ascii_digit());
    let text = |at: Option<usize>, least: usize| {
        at.and_then(|at| rows.get(at))
            .is_some_and(|row| row.chars >= least && row.marker.is_none() && row.text.ends_with(['。', '”', '！', '…']))
    };
    let ended = text(at.checked_sub(1), LEAST_ABOVE)
        || text(at.checked_sub(2), LEAST_ABOVE) && text(at.checked_sub(1), LEAST_MOTTO);
    let cut = at + 2 == rows.len() && rows.get(at + 1).is_some_and(|row| row.chars >= LEAST_SENTENCE);
    let goes_on = text(Some(at + 1), LEAST_BELOW)
        || text(Some(at + 1), LEAST_SENTENCE) && text(Some(at + 2), LEAST_SECOND)
        || cut;
    !breaks && ended && goes_on
}

/// The shortest and longest such line, and the shortest paragraphs above and below it, in characters: the first below, or
/// the second below a short one.
const LONE: std::ops::RangeInclusive<usize> = 6..=20;
const LEAST_ABOVE: usize = 60;
const LEAST_BELOW: usize = 80;
const LEAST_SECOND: usize = 50;
