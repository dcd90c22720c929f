//! What was opened is looked through again: which files came, went or changed since they were read. Only those are read.
//!
//! Must not know what is done with it.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Dictionary;
use super::recall::Library;
use crate::corpus::load::{self, Entry, Input};
use crate::corpus::model::{Corpus, Document, Problem};
use crate::stats::analysis::analyse;
use crate::stats::vocabulary::Counted;

/// Looks through what was opened.
#[derive(Debug)]
pub struct Refresh {
    /// Of which loading the corpus is.
    pub generation: u64,
    /// Of which counting its analyses are.
    pub counting: u64,
    /// What was opened.
    pub library: Library,
    /// The corpus as it is.
    pub corpus: Arc<Corpus>,
    /// How what is new is counted.
    pub dictionary: Dictionary,
    /// Of more files that came or changed only that is told: to load everything anew is the quicker then.
    pub most: usize,
}

/// Where a document of the corpus as it is now comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// It had this number and is what it was.
    Kept(usize),
    /// It had this number and was read again.
    Changed(usize, Arc<Document>),
    /// It was not there.
    New(Arc<Document>),
}

impl Slot {
    /// The number that its document had.
    pub const fn before(&self) -> Option<usize> {
        match self {
            Self::Kept(number) | Self::Changed(number, _) => Some(*number),
            Self::New(_) => None,
        }
    }
}

/// The corpus as it is now.
#[derive(Debug, Default)]
pub struct Refreshed {
    /// Its documents, in order.
    pub slots: Vec<Slot>,
    /// Those that were read, counted, by their numbers among the slots.
    pub counted: Counted,
    /// All that cannot be used of it.
    pub problems: Vec<Problem>,
    /// How many documents are gone.
    pub gone: usize,
    /// So much came or changed that everything is to be loaded anew; nothing else is told then.
    pub anew: bool,
}

impl Refreshed {
    /// The number that each document of before has now.
    pub fn numbers(&self, before: usize) -> Vec<Option<usize>> {
        let mut numbers = vec![None; before];
        for (now, slot) in self.slots.iter().enumerate() {
            if let Some(place) = slot.before().and_then(|number| numbers.get_mut(number)) {
                *place = Some(now);
            }
        }
        numbers
    }
}

impl Refresh {
    /// Looks, and reads what came and changed, as long as `going` says yes. Nothing where what was opened cannot be looked
    /// through: then it is a disk or a network that is away, not the documents.
    pub fn perform(&self, going: &dyn Fn() -> bool) -> Option<Refreshed> {
        let options = &self.library.options;
        let reachable = |input: &Input| match input {
            Input::Path(path) => path.symlink_metadata().is_ok(),
            Input::Stdin(_) | Input::Samples => true,
        };
        if !self.library.inputs.iter().all(reachable) {
            return None;
        }
        let mut refreshed = Refreshed::default();
        let entries = load::walk_while(&self.library.inputs, options, &mut refreshed.problems, &mut || going());
        let documents = self.corpus.documents.iter().enumerate();
        let known: FxHashMap<&Path, usize> = documents.map(|(number, doc)| (doc.path.as_path(), number)).collect();
        let mut before: FxHashMap<&Path, Vec<&Problem>> = FxHashMap::default();
        for problem in &self.corpus.problems {
            before.entry(problem.path.as_path()).or_default().push(problem);
        }
        let old = |entry: &Entry| known.get(entry.path.as_path()).and_then(|number| self.corpus.documents.get(*number));
        let other = entries.iter().filter(|entry| old(entry).is_none_or(|old| old.seen != entry.seen)).count();
        if other > self.most {
            return Some(Refreshed { anew: true, ..Refreshed::default() });
        }
        for entry in &entries {
            if !going() {
                return None;
            }
            let number = known.get(entry.path.as_path()).copied();
            let old = number.and_then(|number| self.corpus.documents.get(number));
            match (number, old) {
                (Some(number), Some(old)) if is_as_read(old, entry) => {
                    let problems = before.get(entry.path.as_path()).into_iter().flatten();
                    refreshed.problems.extend(problems.map(|problem| (*problem).clone()));
                    refreshed.slots.push(Slot::Kept(number));
                }
                _ => self.read(entry, number.zip(old), &mut refreshed),
            }
        }
        let there = refreshed.slots.iter().filter(|slot| slot.before().is_some()).count();
        refreshed.gone = self.corpus.documents.len() - there;
        Some(refreshed)
    }

    /// Reads a document that came or changed.
    fn read(&self, entry: &Entry, old: Option<(usize, &Arc<Document>)>, to: &mut Refreshed) {
        let options = &self.library.options;
        let (document, problems) = match load::read(entry, options) {
            Ok(read) => read,
            Err(problem) => return to.problems.push(problem),
        };
        to.problems.extend(problems);
        let document = load::again(&document, options, &self.corpus.site).unwrap_or(document);
        if let Some((number, old)) = old
            && **old == document
        {
            return to.slots.push(Slot::Kept(number));
        }
        let Dictionary { segmenter, lexicon } = &self.dictionary;
        let analysis = analyse(&document, &**segmenter, lexicon, &mut to.counted.vocabulary);
        to.counted.documents.push((to.slots.len(), analysis));
        let document = Arc::new(document);
        to.slots.push(old.map_or_else(
            || Slot::New(Arc::clone(&document)),
            |(number, _)| Slot::Changed(number, Arc::clone(&document)),
        ));
    }
}

/// Whether a document need not be read again: its file is as it was, and nothing is or was said of it.
fn is_as_read(document: &Document, entry: &Entry) -> bool {
    document.seen == entry.seen && !entry.said && document.said.is_empty() && document.said.lost.is_empty()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::job::load::all;
    use crate::stats::lexicon::Lexicon;
    use crate::text::segment::Chinese;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn refresh(folder: &Path, corpus: &Arc<Corpus>) -> Option<Refreshed> {
        refresh_at_most(folder, corpus, usize::MAX)
    }

    fn refresh_at_most(folder: &Path, corpus: &Arc<Corpus>, most: usize) -> Option<Refreshed> {
        let lexicon = Arc::new(Lexicon::builtin());
        let segmenter = Arc::new(Chinese::new(&[]));
        let refresh = Refresh {
            generation: 1,
            counting: 1,
            library: Library { inputs: vec![Input::Path(folder.to_owned())], ..Library::default() },
            corpus: Arc::clone(corpus),
            dictionary: Dictionary { segmenter, lexicon },
            most,
        };
        refresh.perform(&|| true)
    }

    #[test]
    fn what_came_went_and_changed_is_found() -> Outcome {
        let folder = tempfile::tempdir()?;
        let file = |name: &str| folder.path().join(name);
        for name in ["1甲.txt", "2乙.txt", "3丙.txt", "5戊.txt"] {
            fs::write(file(name), format!("{name}总结\n一、做法\n𠀀村点位成效明显。\n"))?;
        }
        fs::write(file("6空.txt"), "")?;
        let corpus = Arc::new(all(&[Input::Path(folder.path().to_owned())], &load::Options::default()));
        assert_eq!((corpus.documents.len(), corpus.problems.len()), (4, 1));
        let Some(same) = refresh(folder.path(), &corpus) else { return Err("not looked through".into()) };
        assert_eq!(same.slots, (0..4).map(Slot::Kept).collect::<Vec<_>>());
        assert_eq!((same.gone, same.problems.len(), same.counted.documents.len()), (0, 1, 0));
        fs::write(file("2乙.txt"), "改了的总结\n一、做法\n新词。\n")?;
        fs::write(file("4丁.txt"), "新来的总结\n一、做法\n成效。\n")?;
        fs::write(file("6空.txt"), "不空的总结\n一、做法\n成效。\n")?;
        fs::remove_file(file("3丙.txt"))?;
        let Some(found) = refresh(folder.path(), &corpus) else { return Err("not looked through".into()) };
        let told: Vec<String> = found
            .slots
            .iter()
            .map(|slot| match slot {
                Slot::Kept(number) => format!("{number}"),
                Slot::Changed(number, document) => format!("{number}: {}", document.text.lines().next().unwrap_or("")),
                Slot::New(document) => document.name(),
            })
            .collect();
        assert_eq!(told, ["0", "1: 改了的总结", "4丁.txt", "3", "6空.txt"]);
        assert_eq!(found.numbers(4), [Some(0), Some(1), None, Some(3)]);
        assert_eq!((found.gone, found.problems.len()), (1, 0));
        assert_eq!(found.counted.documents.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 4]);
        assert!(refresh(&file("没有"), &corpus).is_none());
        // Two that came and one that changed.
        let anew = |most| refresh_at_most(folder.path(), &corpus, most).map(|found| (found.anew, found.slots.len()));
        assert_eq!((anew(2), anew(3)), (Some((true, 0)), Some((false, 5))));
        Ok(())
    }
}
