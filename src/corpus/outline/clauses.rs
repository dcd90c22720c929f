//! Names of several clauses, by the lengths of these.
//!
//! Knows nothing of where a line stands.

use super::names;

/// Whether a name is two clauses of the same length: 引来金凤凰,富了一方人.
pub fn is_couplet(name: &str) -> bool {
    let halves = name.split_once(',').map(|(one, other)| (one.chars().count(), other.chars().count()));
    halves.is_some_and(|(one, other)| one == other && CLAUSE.contains(&one)) && !names::is_story(name)
}

/// Whether a name is three or four clauses of like length: 察民情,聚民心,当好村里的带头人.
pub fn are_alike(name: &str) -> bool {
    let mut clauses = name.split(',').map(|clause| clause.chars().count());
    (3..=4).contains(&clauses.clone().count()) && clauses.all(|chars| CLAUSE.contains(&chars)) && !names::is_story(name)
}

/// The shortest and longest clause of such names, in characters.
const CLAUSE: std::ops::RangeInclusive<usize> = 3..=12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_of_like_length() {
        for (name, couplet, alike) in [
            ("引来金凤凰,富了一方人", true, false),
            ("察民情,聚民心,当好村里的带头人", false, true),
            ("引来金凤凰,富了𠀀", false, false),
            ("他曾来过,没有走", false, false),
            ("e\u{301},a", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_couplet(name), are_alike(name)), (couplet, alike), "{name}");
        }
    }
}
