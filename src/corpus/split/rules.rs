//! Rules of an office one after another with nothing between them, as a file of its institutions holds them.
//!
//! Their titles end in one word, and each counts its own clauses.

use super::title::could_be_title;
use crate::corpus::row::Row;

/// The rows after `from` at which a rule begins, ascending; `run_over` tells where numbers run on over a row.
pub fn starts(rows: &[Row<'_>], from: usize, run_over: impl Fn(usize) -> bool) -> Vec<usize> {
    let word = |row: &Row<'_>| {
        let short = TITLE.contains(&row.chars) && row.marker.is_none() && row.marks.heading.is_none();
        let word = WORDS.iter().find(|word| short && row.text.ends_with(**word))?;
        could_be_title(row).then_some(word)
    };
    let begins = |at: usize| {
        let ended = at == from + 1 || at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(Row::is_closed);
        let below =
            rows.get(at + 1).is_some_and(|row| row.chars >= LEAST_TEXT || row.marker.is_some_and(|m| m.number == 1));
        ended && below && !run_over(at)
    };
    let found: Vec<(usize, &str)> = (from + 1..rows.len())
        .filter_map(|at| Some((at, *word(rows.get(at)?)?)))
        .filter(|(at, _)| begins(*at))
        .collect();
    let first = rows.get(from).and_then(word);
    // One rule may have parts that are called so; whole ones count their clauses.
    let counts = |at: usize| rows.iter().skip(at + 1).take(2).any(|row| row.marker.is_some_and(|m| m.number == 1));
    let counted = found.iter().filter(|(at, _)| counts(*at)).count();
    if counted < LEAST_COUNTED {
        return Vec::new();
    }
    // All of them count their clauses, that which the file begins with as well: then they need not be called alike.
    let whole = first.is_some() && counts(from) && counted == found.len() && counted + 1 >= LEAST_ALIKE;
    let alike = |of: &&&str| found.iter().filter(|(_, word)| *word == **of).count() + usize::from(first == Some(*of));
    let proven: Vec<&str> = WORDS.iter().filter(|word| whole || alike(word) >= LEAST_ALIKE).copied().collect();
    found.iter().filter(|(_, word)| proven.contains(word)).map(|(at, _)| *at).collect()
}

/// What titles of rules end in, and how long such a title is in characters.
const WORDS: &[&str] = &["制度", "办法", "规定", "细则", "守则", "规程", "公约", "预案", "机制"];
const TITLE: std::ops::RangeInclusive<usize> = 5..=30;
/// How many prove each other, and how many of them must count their clauses.
const LEAST_ALIKE: usize = 3;
const LEAST_COUNTED: usize = 2;
/// The shortest first paragraph, in characters.
const LEAST_TEXT: usize = 36;

#[cfg(test)]
mod tests {
    use crate::corpus::split::tests::starts;

    #[test]
    fn rules_that_count_their_clauses_need_not_be_called_alike() {
        let rule = |title: &str, lead: &str| format!("{title}\n{lead}1、每月学习一次。@\n2、学习要有𠀀记录。@\n");
        let file = rule("青石社区学习制度", "") + &rule("党支部联系群众办法", "@\n") + &rule("联络员走访工作机制", "");
        assert_eq!(starts(&file), [1, 4, 8]);
        let plan = "青石社区工作计划\n@\n学习制度建设机制\n1、每月学习一次。@\n经费保障机制\n@\n@\n联络员走访机制\n@";
        assert_eq!(starts(plan), [1]);
    }
}
