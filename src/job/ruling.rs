//! What was decided of what is found: decisions that are known again after edits, and what holds for a whole rule.
//!
//! Reads and writes nothing.

use std::collections::HashSet;
use std::sync::Arc;

use crate::lint::finding::{Finding, Spot};
use crate::lint::rule::Rule;
use crate::review::again::How;
use crate::review::finding::FindingKey;
use crate::review::record::{Record, Verdict};
use crate::review::standing::Standing;
use crate::text::span::ByteSpan;

/// What was decided of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decided {
    /// Nothing yet.
    #[default]
    Open,
    /// It is to be mended.
    Accepted,
    /// It stays as it is.
    Ignored,
}

/// What was decided of a place, and by which record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruling {
    /// What holds.
    pub decided: Decided,
    /// The record of it; of a place that is to be looked at again, the one that no longer holds.
    pub record: Option<Arc<Record>>,
    /// It was decided of this very place, not of its rule.
    pub own: bool,
    /// It was to be left, but what stands around it is not what it was: somebody looks again.
    pub again: bool,
}

/// What was decided of all that is found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulings {
    /// For each finding, the ruling of each of its places.
    pub findings: Vec<Vec<Ruling>>,
    /// How many places that were to be left cannot be told from others any more.
    pub lost: usize,
}

/// What `standing` decides of `findings`: all that is found in `text`, which their spans are bytes of.
pub fn rulings(findings: &[&Finding], text: &str, standing: &Standing) -> Rulings {
    let spots = || findings.iter().map(|finding| (finding.rule, finding.spots()));
    if standing.decisions.is_empty() {
        let whole =
            |(rule, spots): (&Rule, Vec<Spot>)| spots.iter().map(|spot| of_rule(standing, rule, spot)).collect();
        return Rulings { findings: spots().map(whole).collect(), lost: 0 };
    }
    let all: Vec<(&Rule, Vec<Spot>)> = spots().collect();
    let key = |rule: &Rule, spot: &Spot| FindingKey::new(rule.id, text, spot.span);
    let keys: Vec<FindingKey> = all.iter().flat_map(|(rule, spots)| spots.iter().map(|spot| key(rule, spot))).collect();
    let matched = standing.matched(&keys);
    let mut decisions = matched.findings.iter();
    let mut ruling = |rule: &Rule, spot: &Spot| match decisions.next().copied().flatten() {
        Some((how, decision)) if how.holds() => Ruling {
            decided: match decision.verdict {
                Verdict::Accepted { .. } => Decided::Accepted,
                Verdict::Ignored { .. } => Decided::Ignored,
            },
            record: Some(Arc::clone(&decision.record)),
            own: true,
            again: false,
        },
        Some((How::Unsure, decision)) if !standing.rules.contains_key(rule.id) => {
            Ruling { decided: Decided::Open, record: Some(Arc::clone(&decision.record)), own: true, again: true }
        }
        _ => of_rule(standing, rule, spot),
    };
    let findings = all.iter().map(|(rule, spots)| spots.iter().map(|spot| ruling(rule, spot)).collect()).collect();
    Rulings { findings, lost: matched.lost.len() }
}

/// What holds of a place by its rule alone.
fn of_rule(standing: &Standing, rule: &Rule, spot: &Spot) -> Ruling {
    if let Some(record) = standing.rules.get(rule.id) {
        return Ruling { decided: Decided::Ignored, record: Some(Arc::clone(record)), ..Ruling::default() };
    }
    // Words in somebody's quotation are taken over one by one.
    let by_itself = spot.fix.as_ref().is_some_and(|fix| !fix.singly);
    match standing.accepted.get(rule.id).filter(|_| by_itself) {
        Some(record) => Ruling { decided: Decided::Accepted, record: Some(Arc::clone(record)), ..Ruling::default() },
        None => Ruling::default(),
    }
}

/// The places among `findings` (all that is found in `text`) that are to be left, by rule and bytes.
pub fn ignored(findings: &[&Finding], text: &str, standing: &Standing) -> HashSet<(&'static str, ByteSpan)> {
    let of = rulings(findings, text, standing).findings;
    let places = findings.iter().zip(of).flat_map(|(finding, rulings)| {
        let id = finding.rule.id;
        finding.spots().into_iter().zip(rulings).map(move |(spot, ruling)| (id, spot.span, ruling.decided))
    });
    places.filter(|(.., decided)| *decided == Decided::Ignored).map(|(id, span, _)| (id, span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::lint::draft;
    use crate::lint::settings::Settings;
    use crate::review::Review;
    use crate::review::record::{Said, Stamp};

    const TEXT: &str = "青石镇工作总结\n\n各科室要提高认识,抓好落实𠀀。\n\n全镇上下齐心协力,干群一条心e\u{301}。\n";

    fn standing(said: Vec<Said>) -> Result<Standing, Box<dyn std::error::Error>> {
        let mut review = Review::default();
        for (number, said) in said.into_iter().enumerate() {
            let at = format!("2026-01-02T03:04:{number:02}Z");
            review.add(Record::new(Stamp { by: "王芳", at: &at, nonce: &number.to_string() }, said)?);
        }
        Ok(review.standing())
    }

    fn found(text: &str, standing: &Standing) -> Vec<(String, Ruling)> {
        let linted = draft("a.txt".as_ref(), text, &Settings::default(), &Standing::default());
        let findings = linted.found();
        let rulings = rulings(&findings, linted.text(), standing).findings;
        let around =
            |span: ByteSpan| crate::text::span::first_chars(crate::text::span::tail(text, span.end), 2).to_owned();
        let first = |rulings: Vec<Ruling>| rulings.into_iter().next().unwrap_or_default();
        findings.iter().zip(rulings).map(|(finding, rulings)| (around(finding.span), first(rulings))).collect()
    }

    #[test]
    fn a_decision_outlives_an_edit_beside_it_and_is_told_where_nothing_around_it_stands()
    -> Result<(), Box<dyn std::error::Error>> {
        let at = TEXT.find(',').unwrap_or_default();
        let key = FindingKey::new("punct-halfwidth", TEXT, ByteSpan::new(at, at + 1));
        let ignored = Said::Decision { finding: key, verdict: Verdict::Ignored { reason: "原文".to_owned() } };
        let standing = standing(vec![ignored])?;
        let states = |text: &str| -> Vec<(Decided, bool)> {
            found(text, &standing).iter().map(|(_, ruling)| (ruling.decided, ruling.again)).collect()
        };
        assert_eq!(states(TEXT), [(Decided::Ignored, false), (Decided::Open, false)]);
        let beside = TEXT.replace("各科室要提高", "各单位务必提高");
        assert_eq!(states(&beside), [(Decided::Ignored, false), (Decided::Open, false)]);
        // All around it is new: it may be what was decided of, and may not.
        let away = "青石镇工作总结\n\n会议强调要加强领导,压实责任。\n";
        assert_eq!(states(away), [(Decided::Open, true)]);
        Ok(())
    }

    #[test]
    fn what_holds_of_a_rule_holds_of_what_was_not_decided_by_itself() -> Result<(), Box<dyn std::error::Error>> {
        let at = TEXT.find(',').unwrap_or_default();
        let key = FindingKey::new("punct-halfwidth", TEXT, ByteSpan::new(at, at + 1));
        let own = Said::Decision { finding: key, verdict: Verdict::Ignored { reason: String::new() } };
        let all = Said::AcceptRule { rule: "punct-halfwidth".to_owned() };
        let rulings = found(TEXT, &standing(vec![own, all])?);
        let told: Vec<(Decided, bool)> = rulings.iter().map(|(_, ruling)| (ruling.decided, ruling.own)).collect();
        assert_eq!(told, [(Decided::Ignored, true), (Decided::Accepted, false)]);
        Ok(())
    }
}
