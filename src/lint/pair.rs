//! Pairs: which opening mark of a line belongs to which closing one, and which marks stand alone.
//!
//! Knows nothing of what a rule makes of it.

use super::line::Line;

/// A kind of marks that pair with each other; either width of a bracket is the same kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// “ ”
    Double,
    /// ‘ ’
    Single,
    /// 《 》
    Title,
    /// 〈 〉
    InnerTitle,
    /// （ ） ( )
    Round,
    /// 〔 〕
    Tortoise,
    /// 【 】
    Lenticular,
}

impl Sort {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Double, Self::Single, Self::Title, Self::InnerTitle, Self::Round, Self::Tortoise, Self::Lenticular];

    /// Its opening and closing mark.
    pub const fn marks(self) -> (char, char) {
        match self {
            Self::Double => ('“', '”'),
            Self::Single => ('‘', '’'),
            Self::Title => ('《', '》'),
            Self::InnerTitle => ('〈', '〉'),
            Self::Round => ('（', '）'),
            Self::Tortoise => ('〔', '〕'),
            Self::Lenticular => ('【', '】'),
        }
    }

    /// The kind of a mark, and whether it opens.
    pub fn of(c: char) -> Option<(Self, bool)> {
        let c = match c {
            '(' => '（',
            ')' => '）',
            c => c,
        };
        Self::ALL.into_iter().find_map(|sort| match sort.marks() {
            (open, _) if open == c => Some((sort, true)),
            (_, close) if close == c => Some((sort, false)),
            _ => None,
        })
    }
}

/// Two marks that belong together, by their positions in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What they are.
    pub sort: Sort,
    /// The opening one.
    pub open: usize,
    /// The closing one.
    pub close: usize,
    /// The pair of the asked kinds right around it, as an index of the list; always an earlier one.
    pub parent: Option<usize>,
}

/// A mark without partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lone {
    /// What it is.
    pub sort: Sort,
    /// Its position.
    pub at: usize,
    /// Whether it opens.
    pub opens: bool,
}

/// The pairs of `sorts` in `line`, by their opening marks, and the marks without partner, both ascending. Marks of
/// different kinds that cross leave the one that opened later alone. Shielded marks, apostrophes and the brackets of
/// labels (`1）`, `a)`) are no marks.
pub fn pairs(line: &Line<'_>, sorts: &[Sort]) -> (Vec<Pair>, Vec<Lone>) {
    let (mut pairs, mut lone): (Vec<Pair>, Vec<Lone>) = (Vec::new(), Vec::new());
    // Marks that are open: their kind, position and place in `pairs`, where each is kept until it proves alone.
    let mut open: Vec<(Sort, usize)> = Vec::new();
    let mut counts = [0_usize; Sort::ALL.len()];
    let mut closed: Vec<bool> = Vec::new();
    for (at, c) in line.chars.iter().enumerate() {
        // Letters, ideographs among them, are no marks: most of a text is passed by quickly.
        if *c < '\u{2018}' && !matches!(c, '(' | ')') || ('\u{3020}'..'\u{ff08}').contains(c) {
            continue;
        }
        let Some((sort, opens)) = Sort::of(*c).filter(|(sort, _)| sorts.contains(sort)) else { continue };
        let Some(count) = counts.get_mut(sort as usize) else { continue };
        let apostrophe = sort == Sort::Single && !opens && is_apostrophe(line, at, *count > 0);
        if line.is_shielded(at..at + 1) || apostrophe {
            continue;
        }
        if opens {
            *count += 1;
            open.push((sort, pairs.len()));
            pairs.push(Pair { sort, open: at, close: at, parent: None });
            closed.push(false);
        } else if *count == 0 {
            if !(sort == Sort::Round && is_label(line, at)) {
                lone.push(Lone { sort, at, opens });
            }
        } else {
            while let Some((top, place)) = open.pop() {
                if let Some(count) = counts.get_mut(top as usize) {
                    *count -= 1;
                }
                if top != sort {
                    continue;
                }
                if let (Some(pair), Some(closed)) = (pairs.get_mut(place), closed.get_mut(place)) {
                    pair.close = at;
                    *closed = true;
                }
                break;
            }
        }
    }
    let alone = pairs.iter().zip(&closed).filter(|(_, closed)| !**closed);
    lone.extend(alone.map(|(pair, _)| Lone { sort: pair.sort, at: pair.open, opens: true }));
    lone.sort_by_key(|lone| lone.at);
    let mut kept = closed.iter();
    pairs.retain(|_| kept.next() == Some(&true));
    let mut around: Vec<usize> = Vec::new();
    for place in 0..pairs.len() {
        let Some(pair) = pairs.get(place).copied() else { break };
        while around.last().and_then(|last| pairs.get(*last)).is_some_and(|last| last.close < pair.open) {
            around.pop();
        }
        if let Some(pair) = pairs.get_mut(place) {
            pair.parent = around.last().copied();
        }
        around.push(place);
    }
    (pairs, lone)
}

/// Whether ’ at `at` stands in or after a foreign word and closes nothing.
fn is_apostrophe(line: &Line<'_>, at: usize, open: bool) -> bool {
    let after_letter = line.before(at).is_some_and(|c| c.is_ascii_alphanumeric());
    after_letter && (!open || line.at(at + 1).is_some_and(|c| c.is_ascii_alphabetic()))
}

/// The longest number of a label, in characters.
const LABEL: usize = 3;

/// Whether the closing bracket at `at` ends a label without an opening one: 1） a) 一）, at a line's start or after a mark.
fn is_label(line: &Line<'_>, at: usize) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let mut from = line.run_before(at, |c| c.is_ascii_digit() || c == '.');
    if from == at {
        from = line.run_before(at, numeral);
    }
    if from == at {
        from = line.run_before(at, |c| c.is_ascii_alphabetic() || matches!(c, '①'..='⑳' | 'Ⅰ'..='ⅻ'));
    }
    let length = at - from;
    let border = line.before(from).is_none_or(|c| c.is_whitespace() || (super::line::is_mark(c) && c != '（'));
    (1..=LABEL).contains(&length) && border
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::line::Kind;

    fn check(text: &str, sorts: &[Sort], wanted: &[(usize, usize, Option<usize>)], alone: &[usize]) {
        let line = Line::new(0, 0, text, Kind::Body, false);
        let (pairs, lone) = pairs(&line, sorts);
        let pairs: Vec<_> = pairs.iter().map(|pair| (pair.open, pair.close, pair.parent)).collect();
        assert_eq!(pairs, wanted, "{text}");
        assert_eq!(lone.iter().map(|lone| lone.at).collect::<Vec<_>>(), alone, "{text}");
    }

    #[test]
    fn marks_find_their_partners() {
        let quotes = [Sort::Double, Sort::Single];
        check("“甲”“𠀀‘e\u{301}’”", &quotes, &[(0, 2, None), (3, 9, None), (5, 8, Some(1))], &[]);
        check("“甲“乙”丙", &quotes, &[(2, 4, None)], &[0]);
        check("甲”“乙", &quotes, &[], &[1, 2]);
        check("“‘甲”’", &quotes, &[(0, 3, None)], &[1, 4]);
        check("it’s ‘甲’", &quotes, &[(5, 7, None)], &[]);
        check("‘WTO’，‘it’s’，rocks’", &quotes, &[(0, 4, None), (6, 11, None)], &[]);
        check("(甲）（乙)", &[Sort::Round], &[(0, 2, None), (3, 5, None)], &[]);
        check("1）甲；2）乙 a)丙，二）丁，甲）戊1.1）", &[Sort::Round], &[], &[17, 22]);
        check("1.1）甲", &[Sort::Round], &[], &[]);
    }

    proptest::proptest! {
        #[test]
        fn each_mark_is_in_one_pair_or_alone(text in "[“”‘’（）()《》〈〉甲𠀀]{0,40}") {
            let line = Line::new(0, 0, &text, Kind::Body, false);
            let (pairs, lone) = pairs(&line, &Sort::ALL);
            let mut seen: Vec<usize> = pairs.iter().flat_map(|pair| [pair.open, pair.close]).collect();
            seen.extend(lone.iter().map(|lone| lone.at));
            seen.sort_unstable();
            let marks: Vec<usize> = line.positions(|c| Sort::of(c).is_some()).collect();
            proptest::prop_assert_eq!(seen, marks);
            for pair in &pairs {
                let parent = pair.parent.and_then(|parent| pairs.get(parent));
                proptest::prop_assert!(pair.open < pair.close);
                proptest::prop_assert!(parent.is_none_or(|p| p.open < pair.open && pair.close < p.close));
            }
        }
    }

    #[test]
    fn many_marks_take_no_time() {
        let text = "“".repeat(30_000) + &"’‘”".repeat(30_000);
        let line = Line::new(0, 0, &text, Kind::Body, false);
        assert_eq!(pairs(&line, &Sort::ALL).0.len(), 30_000);
    }
}
