//! Lines without a number over groups of headings: a name right over the first of them, nothing between.
//!
//! The name over a group proves its first heading, and those that stand in it: 背景与意义 over 背景 and 意义. Asks of
//! the rows what `evidence` says of them; knows nothing of levels.

use super::among::is_name;
use super::candidate::Candidate;
use super::evidence::{Evidence, LONGEST_NAMED};
use super::marker::Key;
use super::names::is_named;
use super::persons::is_person;
use crate::corpus::row::Row;
use crate::text::safe::is_han;
use rustc_hash::{FxHashMap, FxHashSet};

/// The shortest and longest name over a group that no word makes one, in characters.
const NAME: std::ops::RangeInclusive<usize> = 6..=16;

/// The rows of a piece that stand over groups, ascending.
#[derive(Debug, Default)]
pub struct Groups(Vec<usize>);

impl Groups {
    /// The rows over groups among those that `is_free` holds for; `pool` is what the rows say of themselves, by row.
    pub fn of(rows: &[Row<'_>], is_free: impl Fn(usize) -> bool, pool: &[(usize, Evidence)]) -> Self {
        // A series below one line alone proves nothing.
        let heads =
            pool.iter().filter(|(_, e)| matches!(e, Evidence::Over | Evidence::Form { stopped: false })).count();
        let mut found: Vec<usize> =
            (0..rows.len()).filter(|at| is_free(*at) && is_group(rows, *at, pool, heads > 1)).collect();
        // Very short names, of places mostly, prove each other: 深圳 over the title of what was done there.
        let short: Vec<usize> = (0..rows.len()).filter(|at| is_free(*at) && is_short(rows, *at, pool)).collect();
        let persons = short.iter().filter(|at| rows.get(**at).is_some_and(|row| is_person(row.text))).count();
        if short.len() + found.len() >= LEAST_SHORT && persons * 2 < short.len() {
            found.extend(short);
            found.sort_unstable();
        }
        Self(found)
    }

    /// The rows over groups.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.0.iter().copied()
    }

    /// Whether row `at` is the first of a group, or stands in the name of the group above it.
    pub fn hold(&self, rows: &[Row<'_>], at: usize) -> bool {
        let above = self.0.partition_point(|group| *group < at).checked_sub(1).and_then(|place| self.0.get(place));
        let Some((row, group)) = rows.get(at).zip(above.and_then(|group| rows.get(*group))) else { return false };
        above.is_some_and(|group| group + 1 == at) || group.text.contains(row.text)
    }
}

/// Whether row `at` names a section by its last word or its form and stands right over a line that could head a part
/// of it; `many` holds where several lines stand over series.
fn is_group(rows: &[Row<'_>], at: usize, pool: &[(usize, Evidence)], many: bool) -> bool {
    let below = pool.binary_search_by_key(&(at + 1), |(at, _)| *at).ok().and_then(|at| pool.get(at));
    let heads = below.is_some_and(|(_, e)| match e {
        Evidence::Form { stopped } => !stopped,
        Evidence::Over => many,
        _ => false,
    });
    let ended = at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(Row::is_closed);
    heads
        && ended
        && pool.binary_search_by_key(&at, |(at, _)| *at).is_err()
        && rows.get(at).is_some_and(|row| {
            let twice = rows.get(at + 1).is_some_and(|below| below.text == row.text);
            let name = NAME.contains(&row.chars) && is_name(row);
            row.marker.is_none() && !twice && (row.chars <= LONGEST_NAMED && is_named(row.text) || name)
        })
}

/// The shortest and longest name of a place over a group, in characters, and how many prove each other.
const SHORT: std::ops::RangeInclusive<usize> = 2..=5;
const LEAST_SHORT: usize = 3;

/// Whether row `at` is nothing but a very short name, right over a short line over a paragraph.
fn is_short(rows: &[Row<'_>], at: usize, pool: &[(usize, Evidence)]) -> bool {
    let says = |at: usize| pool.binary_search_by_key(&at, |(at, _)| *at).ok().and_then(|at| pool.get(at));
    let heads = says(at + 1).is_some_and(|(_, e)| matches!(e, Evidence::Form { stopped: false }));
    let ended = at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(|row| row.text.ends_with(['。', '”', '！']));
    let name = |row: &Row<'_>| SHORT.contains(&row.chars) && row.text.chars().all(is_han) && row.marker.is_none();
    heads && ended && says(at).is_none() && rows.get(at).is_some_and(name)
}

/// The rows at which a series of headings begins that begins elsewhere in the piece as well.
pub fn begun_again(kept: &[Candidate<'_>]) -> FxHashSet<usize> {
    let mut begun: FxHashMap<Key<'_>, u32> = FxHashMap::default();
    let firsts = || kept.iter().filter(|found| found.marker.is_some() && found.number() == 1);
    firsts().for_each(|found| *begun.entry(found.key()).or_insert(0) += 1);
    firsts().filter(|found| begun.get(&found.key()).is_some_and(|times| *times > 1)).map(|found| found.row).collect()
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn names_of_places_over_titles_prove_each_other() {
        let part = |place: &str, title: &str| format!("{place}\n{title}\n@\n@\n");
        let three = part("青石", "“五进社区”，服务群众")
            + &part("白水", "设置党工委，领导各类组织")
            + &part("云浮", "完善𠀀保障体系");
        check(
            &format!("社区工作观摩会强调加强建设\n@\n@\n{three}"),
            &[
                "4 1 青石",
                "5 2 “五进社区”，服务群众",
                "8 1 白水",
                "9 2 设置党工委，领导各类组织",
                "12 1 云浮",
                "13 2 完善𠀀保障体系",
            ],
        );
    }
}
