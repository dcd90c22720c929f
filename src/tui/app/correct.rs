//! Corrections by hand: asked of the worker, and put in the place of the document as it was.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use crate::corpus::again;
use crate::corpus::correction::Change;
use crate::job::Job;
use crate::job::correct::{CHANGED, Correct, Corrected};
use crate::stats::analysis::Analysis;
use crate::stats::report::{Language, Words};
use crate::tui::command::Correction;
use crate::tui::msg::Effect;

/// How many corrections can be taken back.
const UNDONE: usize = 200;

/// A correction that can be taken back.
#[derive(Debug)]
pub(super) struct Undo {
    path: PathBuf,
    changes: Vec<Change>,
    /// What was said, which must still stand to be taken back.
    said: Vec<Change>,
    what: String,
}

impl App {
    /// Asks the worker to keep a correction.
    pub(super) fn correct(&mut self, wanted: Correction) {
        let Correction { document, changes, undo, what } = wanted;
        self.run_correction(document, changes, undo, what, false);
    }

    /// Takes back the last correction.
    pub(super) fn uncorrect(&mut self) {
        let lang = self.snapshot.lang;
        let Some(Undo { path, changes, said, what }) = self.undo.pop() else {
            self.say(lang.of(Words::new("没有可以撤回的更正", "no correction to take back")).to_owned(), false);
            return;
        };
        if let Some(number) = self.snapshot.corpus.documents.iter().position(|document| document.path == path) {
            self.run_correction(number, changes, said, what, true);
        } else {
            let words = Words::new("上一次更正的文件已不在这里", "the file last corrected is no longer here");
            self.say(lang.of(words).to_owned(), true);
        }
    }

    fn run_correction(&mut self, number: usize, changes: Vec<Change>, undo: Vec<Change>, what: String, undoes: bool) {
        let Some(document) = self.snapshot.corpus.documents.get(number) else { return };
        let Some(dictionary) = self.dictionary.clone() else {
            let words = Words::new("还在读入，请稍等再更正", "still loading; correct in a moment");
            self.say(self.snapshot.lang.of(words).to_owned(), false);
            return;
        };
        self.effects.push(Effect::Run(Job::Correct(Box::new(Correct {
            generation: self.loading,
            number,
            path: document.path.clone(),
            changes,
            undo,
            undoes,
            what,
            options: self.start.options.clone(),
            site: Arc::clone(&self.snapshot.corpus.site),
            dictionary,
        }))));
    }

    /// A document was corrected, or not.
    pub(super) fn corrected(&mut self, asked: &Correct, result: Result<Corrected, String>) {
        let (changes, said) = if asked.undoes { (&asked.changes, &asked.undo) } else { (&asked.undo, &asked.changes) };
        let undo =
            Undo { path: asked.path.clone(), changes: changes.clone(), said: said.clone(), what: asked.what.clone() };
        // What could be taken back before a failure can be taken back after it, unless another has the last word.
        let overtaken = result.as_ref().is_err_and(|reason| reason == CHANGED);
        if asked.undoes == result.is_err() && !overtaken {
            self.undo.push(undo);
            if self.undo.len() > UNDONE {
                self.undo.remove(0);
            }
        }
        match result {
            Err(reason) => self.say(reason, true),
            Ok(corrected) => {
                let words = self.told(asked, &corrected.sidecar);
                // After another loading the document has been read, or is being read, with what was kept.
                if asked.generation == self.loading {
                    self.replace(asked, corrected);
                }
                self.say(words, false);
            }
        }
    }

    /// What was done and where it is kept.
    fn told(&self, asked: &Correct, sidecar: &Path) -> String {
        let zh = self.snapshot.lang == Language::Chinese;
        let what = &asked.what;
        if asked.undoes {
            return if zh { format!("已撤回上一次更正：{what}") } else { format!("taken back: {what}") };
        }
        if asked.changes.iter().all(|change| matches!(change, Change::Forget(_))) {
            return what.clone();
        }
        let beside = sidecar.parent() == asked.path.parent();
        let name = sidecar.file_name().filter(|_| beside).map_or(sidecar, Path::new).display();
        if zh { format!("{what}，记在 {name}") } else { format!("{what}, kept in {name}") }
    }

    /// Puts the document as it is now in the place of the document as it was.
    fn replace(&mut self, asked: &Correct, corrected: Corrected) {
        let Corrected { document, mut counted, problems, sidecar } = corrected;
        let snapshot = &mut self.snapshot;
        let before = Arc::clone(&snapshot.corpus);
        // Documents that came or went meanwhile have given it another number.
        let there = |number: &usize| before.documents.get(*number).is_some_and(|old| old.path == asked.path);
        let found = || before.documents.iter().position(|old| old.path == asked.path);
        let Some(number) = Some(asked.number).filter(there).or_else(found) else { return };
        let Some(old) = before.documents.get(number) else { return };
        for (counted, _) in &mut counted.documents {
            *counted = number;
        }
        let corpus = Arc::make_mut(&mut snapshot.corpus);
        corpus.problems.retain(|problem| problem.path != asked.path && problem.path != sidecar);
        corpus.problems.extend(problems);
        if let Some(place) = corpus.documents.get_mut(number) {
            *place = Arc::clone(&document);
        }
        let characters = |analysis: &Analysis| u64::from(analysis.lengths().characters);
        Arc::make_mut(&mut snapshot.analyses).put(counted, |new, old| {
            match old {
                Some(old) => snapshot.characters = snapshot.characters.saturating_sub(characters(old)),
                None => snapshot.loading.analysed += 1,
            }
            snapshot.characters += characters(new);
        });
        snapshot.count_pieces();
        snapshot.generation += 1;
        snapshot.rewritten += 1;
        self.corrected.insert(number);
        self.reports_from = self.reports + 1;
        self.read.replaced(number, &before, &self.snapshot, false);
        self.statistics.replaced(number, |scope| again::scope(old, &document, scope));
    }
}
