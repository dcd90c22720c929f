//! Decisions found again after edits: which finding of a changed text each of them was made of.
//!
//! First to the letter. What is left is known again by rule and words where enough of its surroundings stands and no other
//! finding fits nearly as well; where several fit, or the surroundings are gone, the decision is not applied but told, so
//! that it neither hides another mistake nor disappears unseen. Must not know what rules there are.

use std::collections::{HashMap, HashSet};

use super::finding::FindingKey;
use super::record::Verdict;
use super::standing::{Decision, Standing};

/// So many characters of the surroundings, of twenty, must stand for a decision to hold.
const ENOUGH: usize = 4;
/// And so many more than at any other finding with the same words.
const CLEARLY: usize = 3;
/// A decision is shown at no more findings than this; one that would be is told for the whole document.
const MOST: usize = 3;

/// How a finding and a decision belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// To the letter.
    Same,
    /// By its words and what is left of its surroundings: the decision holds.
    Again,
    /// It may be what was decided of, but its surroundings changed: the decision does not hold, somebody looks again.
    Unsure,
}

impl How {
    /// Whether the decision holds.
    pub const fn holds(self) -> bool {
        !matches!(self, Self::Unsure)
    }
}

/// What is to be said of a finding whose decision is [`How::Unsure`].
pub const LOOK_AGAIN: &str = "依据已变，请再看";

/// What was decided of the findings of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched<'s> {
    /// For each finding, in the order given, its decision.
    pub findings: Vec<Option<(How, &'s Decision)>>,
    /// Findings that were to be ignored and can be told at no place, though their words are still found somewhere; in the
    /// order of their records.
    pub lost: Vec<(&'s FindingKey, &'s Decision)>,
}

impl Standing {
    /// The decisions that belong to `findings`: all that the rules find in the text as it is now, none left out, or what is
    /// left out would be taken for gone.
    pub fn matched<'s>(&'s self, findings: &[FindingKey]) -> Matched<'s> {
        let mut out = Matched { findings: vec![None; findings.len()], lost: Vec::new() };
        if self.decisions.is_empty() {
            return out;
        }
        let mut there: HashSet<&FindingKey> = HashSet::new();
        let mut open: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (at, (key, place)) in findings.iter().zip(&mut out.findings).enumerate() {
            if let Some(decision) = self.decision(key) {
                *place = Some((How::Same, decision));
                there.insert(key);
            } else {
                open.entry((&key.rule, &key.text)).or_default().push(at);
            }
        }
        let mut left: HashMap<(&str, &str), Vec<(&'s FindingKey, &'s Decision)>> = HashMap::new();
        for (key, decision) in self.decisions.iter().filter(|(key, _)| !there.contains(key)) {
            left.entry((&key.rule, &key.text)).or_default().push((key, decision));
        }
        for (words, mut decisions) in left {
            // Where no finding with these words is open the mistake is gone, and with it what was decided.
            let Some(places) = open.get(&words) else { continue };
            decisions.sort_by(|one, other| one.1.record.cmp(&other.1.record));
            group(&decisions, places, findings, &mut out);
        }
        out.lost.sort_by(|one, other| one.1.record.cmp(&other.1.record));
        out
    }
}

/// Matches decisions and findings of one rule and the same words.
fn group<'s>(
    decisions: &[(&'s FindingKey, &'s Decision)],
    places: &[usize],
    findings: &[FindingKey],
    out: &mut Matched<'s>,
) {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (number, (key, _)) in decisions.iter().enumerate() {
        for at in places {
            let kept = findings.get(*at).map_or(0, |finding| kept(key, finding));
            if kept > 0 {
                pairs.push((kept, number, *at));
            }
        }
    }
    pairs.sort_unstable_by_key(|(kept, number, at)| (std::cmp::Reverse(*kept), *number, *at));
    // The two best of each side: a pair holds where it outdoes what else there is for both.
    let mut best: HashMap<(bool, usize), [usize; 2]> = HashMap::new();
    for (kept, number, at) in &pairs {
        for side in [(false, *number), (true, *at)] {
            let two = best.entry(side).or_default();
            if two[0] == 0 {
                two[0] = *kept;
            } else if two[1] == 0 {
                two[1] = *kept;
            }
        }
    }
    let clear = |kept: usize, side: (bool, usize)| {
        best.get(&side).is_some_and(|two| two[0] == kept && two[0] >= two[1] + CLEARLY)
    };
    let mut done: HashSet<usize> = HashSet::new();
    for (kept, number, at) in &pairs {
        if *kept >= ENOUGH && clear(*kept, (false, *number)) && clear(*kept, (true, *at)) {
            done.insert(*number);
            if let (Some(place), Some((_, decision))) = (out.findings.get_mut(*at), decisions.get(*number)) {
                *place = Some((How::Again, decision));
            }
        }
    }
    for (number, (key, decision)) in decisions.iter().enumerate().filter(|(number, _)| !done.contains(number)) {
        // What was mended stands there no longer, and is missed by nobody.
        if !matches!(decision.verdict, Verdict::Ignored { .. }) {
            continue;
        }
        let most = best.get(&(false, number)).map_or(0, |two| two[0]);
        let free = |at: &usize| out.findings.get(*at).is_some_and(Option::is_none);
        let alike: Vec<usize> = if most > 0 {
            pairs.iter().filter(|pair| pair.1 == number && pair.0 == most).map(|pair| pair.2).filter(free).collect()
        } else {
            places.iter().copied().filter(free).collect()
        };
        if alike.is_empty() || alike.len() > MOST {
            out.lost.push((*key, *decision));
            continue;
        }
        for at in alike {
            if let Some(place) = out.findings.get_mut(at) {
                *place = Some((How::Unsure, *decision));
            }
        }
    }
}

/// How many characters right before the words and right behind them are the same.
fn kept(one: &FindingKey, other: &FindingKey) -> usize {
    let before = one.before.chars().rev().zip(other.before.chars().rev()).take_while(|(a, b)| a == b).count();
    before + one.after.chars().zip(other.after.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Review;
    use super::super::record::{Record, Said, Stamp};
    use super::*;
    use crate::text::span::ByteSpan;

    const RULE: &str = "punct-halfwidth";

    fn keys(text: &str) -> Vec<FindingKey> {
        text.match_indices(',')
            .map(|(at, words)| FindingKey::new(RULE, text, ByteSpan::new(at, at + words.len())))
            .collect()
    }

    fn standing(decided: &[(FindingKey, Verdict)]) -> Standing {
        let mut review = Review::default();
        for (number, (finding, verdict)) in decided.iter().enumerate() {
            let said = Said::Decision { finding: finding.clone(), verdict: verdict.clone() };
            let stamp = Stamp { by: "王", at: "2026-11-26T08:20:05+08:00", nonce: &number.to_string() };
            match Record::new(stamp, said) {
                Ok(record) => review.add(record),
                Err(error) => panic!("{error}"),
            }
        }
        review.standing()
    }

    fn ignored() -> Verdict {
        Verdict::Ignored { reason: "引文".to_owned() }
    }

    /// How each comma of `new` stands after the comma of that number in `old` was ignored, and how many are lost: `=` to
    /// the letter, `~` known again, `?` to be looked at, `-` open.
    fn check(old: &str, nth: usize, new: &str, expected: &str) {
        let standing =
            standing(&keys(old).into_iter().skip(nth).take(1).map(|key| (key, ignored())).collect::<Vec<_>>());
        let matched = standing.matched(&keys(new));
        let mut told: String = matched
            .findings
            .iter()
            .map(|found| match found {
                Some((How::Same, _)) => '=',
                Some((How::Again, _)) => '~',
                Some((How::Unsure, _)) => '?',
                None => '-',
            })
            .collect();
        if !matched.lost.is_empty() {
            told.push_str(&format!(" {}", matched.lost.len()));
        }
        assert_eq!(told, expected, "{old} → {new}");
    }

    const TEXT: &str = "今年以来，各科室要提高认识,抓好落实，确保完成。另外还要加强领导,明确责任，按时报送𠀀e\u{301}。";

    #[test]
    fn a_decision_is_known_again_or_told() {
        check(TEXT, 0, TEXT, "=-");
        // A word beside it changed; the other comma stays open.
        check(TEXT, 0, &TEXT.replace("落实", "推进"), "~-");
        check(TEXT, 1, &TEXT.replace("加强领导", "切实加强组织领导").replace("责任", "分工"), "-~");
        // All around it was written anew: it is told there, and hides nothing.
        check(TEXT, 0, "各部门务必落到实处,不得走过场。", "?");
        check(TEXT, 0, "甲乙丙丁,戊己庚辛。壬癸子丑,寅卯辰巳。", "??");
        // Which of many it was nobody can tell: it is told for the document.
        check(TEXT, 0, "甲乙,丙丁,戊己,庚辛,壬癸", "---- 1");
        // The passage was copied and both changed alike.
        let both = TEXT.replace("落实", "推进").replace("今年以来", "去年以来");
        check(TEXT, 0, &format!("{both}\n{both}"), "?-?-");
        // What is mended is missed by nobody, and what is gone is gone.
        check(TEXT, 0, "一个半角逗号也没有。", "");
        let accepted = Verdict::Accepted { old: ",".to_owned(), new: "，".to_owned() };
        let standing = standing(&keys(TEXT).into_iter().take(1).map(|key| (key, accepted.clone())).collect::<Vec<_>>());
        assert_eq!(standing.matched(&keys("甲乙,丙丁")), Matched { findings: vec![None], lost: Vec::new() });
        assert!(How::Again.holds() && !How::Unsure.holds());
    }

    proptest! {
        /// What is known to the letter stays so; every ignored finding that is still found is applied once or told, and no
        /// decision is applied at two places of which one is not to the letter.
        #[test]
        fn nothing_disappears(old in "[甲乙丙,，。]{0,60}", new in "[甲乙丙,，。]{0,60}", every in 1_usize..4) {
            let decided: Vec<(FindingKey, Verdict)> = keys(&old).into_iter().step_by(every).map(|key| (key, ignored())).collect();
            let standing = standing(&decided);
            let found = keys(&new);
            let matched = standing.matched(&found);
            prop_assert_eq!(matched.findings.len(), found.len());
            for (key, found) in found.iter().zip(&matched.findings) {
                prop_assert_eq!(standing.decision(key).is_some(), matches!(found, Some((How::Same, _))));
            }
            let open = matched.findings.iter().zip(&found).any(|(found, _)| !matches!(found, Some((How::Same, _))));
            for (key, decision) in &standing.decisions {
                let how: Vec<How> = matched.findings.iter().flatten().filter(|(_, d)| d.record == decision.record).map(|(how, _)| *how).collect();
                let lost = matched.lost.iter().any(|(lost, _)| *lost == key);
                let again = how.iter().filter(|how| **how == How::Again).count();
                prop_assert!(again == 0 || how.len() == 1, "applied in one place");
                prop_assert!(!lost || how.is_empty());
                prop_assert!(!open || lost || !how.is_empty() || found.is_empty(), "{:?}", key);
            }
        }
    }
}
