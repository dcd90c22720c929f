//! Leads that lost their full stop: 强化宣传今年以来，…, 领导重视我局领导十分重视…
//!
//! The name of a numbered paragraph and its first sentence run together. Only where the sentence surely begins anew is
//! the name taken; must not know of other paragraphs.

use crate::corpus::clean::phrases::Edges;
use crate::text::safe::is_han;
use crate::text::span::{first_chars, head, tail};

/// Bytes of the name that a sentence begins with; `sentence` reaches to its stop, without the number before it.
pub fn name(sentence: &str) -> Option<usize> {
    let (first, _) = sentence.split_once([',', '，'])?;
    let name = plain(first).or_else(|| parallel(sentence))?;
    let rest = tail(sentence, name);
    (rest.chars().take(LEAST_REST).count() == LEAST_REST).then_some(name)
}

/// The shortest sentence behind a name, in characters.
const LEAST_REST: usize = 12;
/// The shortest and longest name of one phrase, and of each of two phrases, in characters.
const NAME: std::ops::RangeInclusive<usize> = 4..=8;
const PHRASE: std::ops::RangeInclusive<usize> = 4..=12;

/// One phrase before a time that sentences open with, or before 我局 where the sentence says it once more.
fn plain(clause: &str) -> Option<usize> {
    let found = clause.char_indices().enumerate().skip(*NAME.start()).take(NAME.end() - NAME.start() + 1);
    for (_, (at, _)) in found {
        let (name, rest) = (head(clause, at), tail(clause, at));
        if !name.chars().all(is_han) {
            return None;
        }
        if TIMES.begin(rest) || opens_with_us(rest) && says_again(name, rest) {
            return Some(at);
        }
    }
    None
}

/// Two phrases of one length before 在…中，.
fn parallel(sentence: &str) -> Option<usize> {
    let (one, rest) = sentence.split_once([',', '，'])?;
    let chars = one.chars().count();
    let other = first_chars(rest, chars);
    let sentence_opens = tail(rest, other.len());
    let (clause, _) = sentence_opens.split_once([',', '，'])?;
    let sets = clause.starts_with('在') && clause.ends_with(['中', '下', '上', '里', '后']);
    let opens = sets || TIMES.begin(sentence_opens);
    let plain =
        PHRASE.contains(&chars) && other.chars().count() == chars && one.chars().chain(other.chars()).all(is_han);
    (plain && opens).then(|| sentence.len() - sentence_opens.len())
}

/// What a sentence begins with that tells when.
static TIMES: Edges =
    Edges::new(&["今年以来", "今年由于", "今年我", "去年以来", "近年来", "一年来", "半年来", "年初以来", "上半年以来"]);

/// Whether a text begins with who writes: 我局, 我中心.
fn opens_with_us(text: &str) -> bool {
    let rest = text.strip_prefix('我');
    rest.is_some_and(|rest| UNITS.iter().any(|unit| rest.starts_with(unit)))
}

/// What offices call themselves behind 我.
const UNITS: &[&str] = &[
    "中心", "社区", "公司", "单位", "街道", "支部", "局", "县", "镇", "乡", "办", "校", "院", "市", "区", "处", "站",
    "科", "村", "厅", "委", "队", "所", "场",
];

/// Whether two letters of a name that follow each other stand in a text.
fn says_again(name: &str, text: &str) -> bool {
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    starts
        .windows(3)
        .any(|of| matches!(of, [from, _, to] if name.get(*from..*to).is_some_and(|pair| text.contains(pair))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_run_into_their_sentence() {
        for (sentence, expected) in [
            ("领导重视我局领导十分重视创城工作，把它列入重要议事日程", "领导重视"),
            ("强化宣传今年由于𠀀疫情原因，宣传工作以短片为主", "强化宣传"),
            ("领导带头抓落实，健全机制促推进在创建文明城市工作中，县委高度重视", "领导带头抓落实，健全机制促推进"),
            ("积极推进我县重点项目建设，全年完成投资", ""),
            ("全面完成今年目标任务，确保全年工作有序", ""),
            ("提高政治站位，抓好任务落实在行动，全镇上下", ""),
            ("Ab强化宣传今年以来，全镇上下一起努力", ""),
            ("e\u{301}今年以来，全镇", ""),
        ] {
            let found = name(sentence).map_or("", |at| head(sentence, at));
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
