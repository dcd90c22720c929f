//! What was opened is looked through again: which files came, went or changed since they were read. Only those are read.
//!
//! Must not know what is done with it.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Dictionary;
use super::recall::Library;
use crate::corpus::clean::site::Site;
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
    /// The corpus was loaded [as it was kept](super::Load::as_kept), and this is the first look at the files.
    pub as_kept: bool,
}

/// Where more files than these came or changed since a corpus was kept, it is loaded anew, on all threads.
pub const MANY: usize = 1_000;

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
    /// Everything is to be loaded anew, for very much came or changed since it was kept, or what its documents share as a
    /// site is something else now; nothing else is told then.
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
        let anew = Refreshed { anew: true, ..Refreshed::default() };
        let old = |entry: &Entry| known.get(entry.path.as_path()).and_then(|number| self.corpus.documents.get(*number));
        let is_other = |entry: &&Entry| old(entry).is_none_or(|old| old.seen != entry.seen);
        if self.as_kept && entries.iter().filter(is_other).count() > MANY {
            return Some(anew);
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
        let stirred = refreshed.gone > 0 || !refreshed.counted.documents.is_empty();
        if self.as_kept && stirred && self.site(&refreshed.slots) != *self.corpus.site {
            return Some(anew);
        }
        Some(refreshed)
    }

    /// What the documents share as a site now.
    fn site(&self, slots: &[Slot]) -> Site {
        let document = |slot| match slot {
            &Slot::Kept(number) => self.corpus.documents.get(number),
            Slot::Changed(_, document) | Slot::New(document) => Some(document),
        };
        let edges: Vec<_> = slots.iter().filter_map(document).map(|document| document.edges.peek()).collect();
        Site::of(edges.iter().map(|edges| &**edges))
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
        refresh_as_kept(folder, corpus, false)
    }

    fn refresh_as_kept(folder: &Path, corpus: &Arc<Corpus>, as_kept: bool) -> Option<Refreshed> {
        let lexicon = Arc::new(Lexicon::builtin());
        let segmenter = Arc::new(Chinese::new(&[]));
        let refresh = Refresh {
            generation: 1,
            counting: 1,
            library: Library { inputs: vec![Input::Path(folder.to_owned())], ..Library::default() },
            corpus: Arc::clone(corpus),
            dictionary: Dictionary { segmenter, lexicon },
            as_kept,
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
        Ok(())
    }

    #[test]
    fn what_was_kept_is_loaded_anew_where_its_site_is_another_now() -> Outcome {
        let folder = tempfile::tempdir()?;
        let prose =
            "一年来，全镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";
        let page = |name: char, site: &str| {
            let text = format!(
                "首页 > 动态\n{site}在线\n看{site}\n{name}村开展整治活动\n{name}村：{prose}\n{name}村𠀀做得好。\n{site}文旅\n{site}发布\n"
            );
            fs::write(folder.path().join(format!("{name}.txt")), text)
        };
        "甲乙丙丁".chars().try_for_each(|name| page(name, "临河"))?;
        let corpus = Arc::new(all(&[Input::Path(folder.path().to_owned())], &load::Options::default()));
        let anew =
            |as_kept| refresh_as_kept(folder.path(), &corpus, as_kept).map(|found| (found.anew, found.slots.len()));
        assert_eq!((anew(true), corpus.site.is_empty()), (Some((false, 4)), false));
        fs::remove_file(folder.path().join("甲.txt"))?;
        assert_eq!(anew(true), Some((false, 3)), "they share the same");
        "戊己庚".chars().try_for_each(|name| page(name, "白水"))?;
        assert_eq!((anew(false), anew(true)), (Some((false, 6)), Some((true, 0))));
        Ok(())
    }
}
