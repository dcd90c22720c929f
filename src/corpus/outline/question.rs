//! Questions: of a paper to whom it interviews, and names of sections that ask and answer.
//!
//! Knows nothing of where a line stands.

use crate::corpus::row::Row;

/// Whether a line is a question that a paper or its reporter asks someone: 《青石周刊》：规划何时出台？
pub fn asks_someone(text: &str) -> bool {
    let speaker = text.split_once(['：', ':']).map(|(speaker, _)| speaker);
    let paper = |speaker: &str| speaker.starts_with('《') && speaker.ends_with('》') || speaker.ends_with("记者");
    text.ends_with(['？', '?']) && speaker.is_some_and(paper)
}

/// Whether a name asks and goes on: 河道太窄?有的要拓宽.
pub fn asks_and_answers(name: &str) -> bool {
    let parts = name.split_once('?').filter(|_| name.chars().count() <= LONGEST);
    parts.is_some_and(|(asked, rest)| asked.chars().count() >= LEAST_PART && rest.chars().count() >= LEAST_PART)
        && name.matches('?').count() == 1
}

/// The shortest question and the shortest answer of such a name, in characters.
const LEAST_PART: usize = 3;

/// Whether a row asks or answers in an interview: 问：…
pub fn is_asked(row: &Row<'_>) -> bool {
    let speaker = row.text.split_once(['：', ':']).map(|(speaker, _)| speaker);
    speaker.is_some_and(|speaker| matches!(speaker, "问" | "答" | "记者" | "主持人"))
}

/// The longest name that asks and goes on, in characters.
const LONGEST: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_that_ask_and_names_that_answer() {
        assert!(asks_someone("《青石周刊》：规划何时出台？"));
        assert!(asks_someone("本刊记者：𠀀这条河怎么治？"));
        assert!(!asks_someone("办法：谁来出钱？"));
        assert!(asks_and_answers("河道太窄?有的要拓宽"));
        assert!(!asks_and_answers("谁?怎么办?不知道"));
        assert!(!asks_and_answers("e\u{301}?"));
    }
}
