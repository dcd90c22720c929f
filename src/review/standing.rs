//! What holds after all that was said: the records folded, in the order of their times and ids.
//!
//! Of several records on one thing the last counts; what was taken back does not count, unless that was taken back too.
//! Must not touch files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::anchor::{Anchor, Placed, place};
use super::finding::FindingKey;
use super::record::{Record, Said, State, Verdict};

/// A comment with what followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The comment's record.
    pub comment: Arc<Record>,
    /// What it is about.
    pub anchor: Anchor,
    /// What it says.
    pub text: String,
    /// What should stand there instead.
    pub suggestion: Option<String>,
    /// The answers, in their order.
    pub replies: Vec<Arc<Record>>,
    /// How it stands.
    pub state: State,
    /// The record that says so; none while nobody did.
    pub stated: Option<Arc<Record>>,
}

/// What was decided of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub verdict: Verdict,
    /// The record that says so.
    pub record: Arc<Record>,
}

/// A mark at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The place.
    pub anchor: Anchor,
    /// Its name; empty for a mark of reading.
    pub name: String,
    /// The record that made it.
    pub record: Arc<Record>,
}

/// What holds of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The comments, in the order in which they were made.
    pub threads: Vec<Thread>,
    /// What was decided of single findings.
    pub decisions: HashMap<FindingKey, Decision>,
    /// The rules that do not count in this document, with the records that say so.
    pub rules: BTreeMap<String, Arc<Record>>,
    /// The rules whose fixes are all taken over in this document, with the records that say so.
    pub accepted: BTreeMap<String, Arc<Record>>,
    /// How far each reviewer has read, by the reviewer's name.
    pub read_to: BTreeMap<String, Mark>,
    /// The bookmarks, in the order in which they were made.
    pub bookmarks: Vec<Mark>,
}

impl Standing {
    /// Folds `records`, which are in the order of their times and ids. Of several with one id the first counts, but that
    /// of remarks each is shown; what is said of them is said of the first, but for their withdrawal.
    pub(super) fn of<'a>(records: impl Iterator<Item = &'a Arc<Record>>) -> Self {
        let (mut ids, mut remarks) = (HashSet::new(), HashSet::new());
        let counts = |record: &&'a Arc<Record>| {
            let first = ids.insert(record.id());
            let remark = matches!(record.said(), Said::Comment { .. });
            let other = remark && remarks.insert((record.id(), record.said()));
            first || other
        };
        let records: Vec<&Arc<Record>> = records.filter(counts).collect();
        let gone = withdrawn(&records);
        let mut found = Self::default();
        let mut threads: HashMap<&str, usize> = HashMap::new();
        let live = || records.iter().copied().filter(|record| !gone.contains(record.id()));
        for record in live() {
            if let Said::Comment { anchor, text, suggestion } = record.said() {
                threads.entry(record.id()).or_insert(found.threads.len());
                found.threads.push(Thread {
                    comment: record.clone(),
                    anchor: anchor.clone(),
                    text: text.clone(),
                    suggestion: suggestion.clone(),
                    replies: Vec::new(),
                    state: State::Open,
                    stated: None,
                });
            }
        }
        // The clocks of two reviewers differ: an answer may seem older than what it answers.
        for record in live() {
            let record = record.clone();
            let mark = |anchor: &Anchor, name: &str| Mark {
                anchor: anchor.clone(),
                name: name.to_owned(),
                record: record.clone(),
            };
            let number = |of: &str| threads.get(of).copied();
            match record.said() {
                Said::Comment { .. } | Said::Withdraw { .. } => {}
                Said::Reply { of, .. } => {
                    if let Some(thread) = number(of).and_then(|at| found.threads.get_mut(at)) {
                        thread.replies.push(record.clone());
                    }
                }
                Said::State { of, state } => {
                    if let Some(thread) = number(of).and_then(|at| found.threads.get_mut(at)) {
                        (thread.state, thread.stated) = (*state, Some(record.clone()));
                    }
                }
                Said::Decision { finding, verdict } => {
                    let decision = Decision { verdict: verdict.clone(), record: record.clone() };
                    found.decisions.insert(finding.clone(), decision);
                }
                Said::IgnoreRule { rule, .. } => {
                    found.rules.insert(rule.clone(), record.clone());
                }
                Said::AcceptRule { rule } => {
                    found.accepted.insert(rule.clone(), record.clone());
                }
                Said::ReadTo { anchor } => {
                    found.read_to.insert(record.by().to_owned(), mark(anchor, ""));
                }
                Said::Bookmark { anchor, name } => found.bookmarks.push(mark(anchor, name)),
            }
        }
        found
    }

    /// The comment of this id with what followed.
    pub fn thread(&self, id: &str) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.comment.id() == id)
    }

    /// Where the comments are in `text`, in their order.
    pub fn places(&self, text: &str) -> Vec<Placed> {
        place(&self.threads.iter().map(|thread| &thread.anchor).collect::<Vec<_>>(), text)
    }

    /// What was decided of a finding.
    pub fn decision(&self, finding: &FindingKey) -> Option<&Decision> {
        self.decisions.get(finding)
    }
}

/// The ids of the records that do not count. A record that takes another of its kind back must be later than that: so no
/// two can take each other back.
fn withdrawn<'a>(records: &[&'a Arc<Record>]) -> HashSet<&'a str> {
    let mut earlier: HashSet<&str> = records
        .iter()
        .filter(|record| matches!(record.said(), Said::Withdraw { .. }))
        .map(|record| record.id())
        .collect();
    let takes_back = earlier.clone();
    let mut gone: HashSet<&str> = HashSet::new();
    for record in records.iter().rev() {
        let Said::Withdraw { of } = record.said() else { continue };
        earlier.remove(record.id());
        let counts = !gone.contains(record.id());
        if counts && (earlier.contains(of.as_str()) || !takes_back.contains(of.as_str())) {
            gone.insert(of);
        }
    }
    gone
}
