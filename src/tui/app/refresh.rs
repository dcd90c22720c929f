//! What was opened keeps changing: files come, go and change while the workbench runs, and it follows.
//!
//! Documents that stay keep their place on screen, whatever number they have now.

use std::sync::Arc;

use super::App;
use crate::corpus::again;
use crate::corpus::model::{Corpus, Document};
use crate::job::Job;
use crate::job::refresh::{Refresh, Refreshed, Slot};
use crate::stats::report::{Language, Words};
use crate::tui::msg::Effect;

/// Of how many documents that changed at once the place on screen is looked for line by line.
const FOLLOWED: usize = 16;

impl App {
    /// Has what was opened looked through, once there is something to see and nothing in the way.
    pub(super) fn refresh(&mut self) {
        let Some(dictionary) = self.dictionary.clone() else { return };
        let loading = self.snapshot.loading;
        // Who stopped the reading does not want what is left to be read.
        if !self.touched || self.refreshing || loading.active || loading.cancelled {
            return;
        }
        (self.touched, self.refreshing) = (false, true);
        self.effects.push(Effect::Run(Job::Refresh(Box::new(Refresh {
            generation: self.loading,
            counting: self.counting,
            library: self.library(),
            corpus: Arc::clone(&self.snapshot.corpus),
            dictionary,
            as_kept: self.as_kept,
        }))));
    }

    /// It has been looked through.
    pub(super) fn refreshed(&mut self, generation: u64, counting: u64, refreshed: Option<Box<Refreshed>>) {
        self.refreshing = false;
        if generation != self.loading {
            return;
        }
        if counting != self.counting {
            // Words were learned meanwhile: what was counted was counted without them.
            self.touched = true;
            return self.refresh();
        }
        if let Some(refreshed) = refreshed {
            if refreshed.anew {
                return self.load(false);
            }
            if std::mem::take(&mut self.missing) {
                // What went away took the watch with it, or was never watched.
                self.watch();
            }
            self.follow_folder(*refreshed);
        } else {
            self.missing = true;
            let words = Words::new(
                "打开的文件夹或文件读不到了，先留着已读入的；回来了会自己跟上",
                "what was opened is away; what was read of it stays until it is back",
            );
            self.say(self.snapshot.lang.of(words).to_owned(), true);
        }
        self.refresh();
    }

    fn follow_folder(&mut self, refreshed: Refreshed) {
        let before = Arc::clone(&self.snapshot.corpus);
        let count = |wanted: fn(&Slot) -> bool| refreshed.slots.iter().filter(|slot| wanted(slot)).count();
        let (new, changed) =
            (count(|slot| matches!(slot, Slot::New(_))), count(|slot| matches!(slot, Slot::Changed(..))));
        let gone = refreshed.gone;
        let numbers = refreshed.numbers(before.documents.len());
        let problems: Vec<_> = self.start.problems.iter().chain(&refreshed.problems).cloned().collect();
        if problems != before.problems {
            if problems.len() > before.problems.len() {
                self.tell_problems(problems.len());
            }
            Arc::make_mut(&mut self.snapshot.corpus).problems = problems;
            self.snapshot.generation += 1;
        }
        let first = std::mem::take(&mut self.as_kept);
        if numbers.iter().enumerate().any(|(old, now)| *now != Some(old)) || new > 0 {
            self.renumber(&refreshed.slots, &numbers);
        }
        if new + changed + gone == 0 {
            return;
        }
        let before: Arc<Corpus> = Arc::clone(&self.snapshot.corpus);
        let corpus = Arc::make_mut(&mut self.snapshot.corpus);
        let mut read_again: Vec<(usize, Arc<Document>)> = Vec::new();
        for (number, slot) in refreshed.slots.iter().enumerate() {
            if let (Slot::Changed(_, document), Some(place)) = (slot, corpus.documents.get_mut(number)) {
                *place = Arc::clone(document);
                read_again.push((number, Arc::clone(document)));
            }
        }
        Arc::make_mut(&mut self.snapshot.analyses).put(refreshed.counted, |_, _| ());
        self.snapshot.sum_up();
        self.snapshot.generation += 1;
        self.reports_from = self.reports + 1;
        if read_again.len() > FOLLOWED {
            self.snapshot.rewritten += 1;
            self.read.revised();
        } else {
            for (number, document) in read_again {
                self.snapshot.rewritten += 1;
                self.read.replaced(number, &before, &self.snapshot, true);
                let Some(old) = before.documents.get(number) else { continue };
                self.statistics.replaced(number, |scope| again::scope(old, &document, scope));
            }
        }
        self.say(told(self.snapshot.lang, new, changed, gone), false);
        if first {
            // What was loaded was the state of the last time: that of now is kept for the next.
            self.remember();
        }
    }

    /// Documents came or went: those that stay have other numbers.
    fn renumber(&mut self, slots: &[Slot], numbers: &[Option<usize>]) {
        let snapshot = &mut self.snapshot;
        let before = Arc::clone(&snapshot.corpus);
        let documents = slots.iter().filter_map(|slot| match slot {
            Slot::New(document) => Some(Arc::clone(document)),
            Slot::Kept(number) | Slot::Changed(number, _) => before.documents.get(*number).cloned(),
        });
        Arc::make_mut(&mut snapshot.corpus).documents = documents.collect();
        Arc::make_mut(&mut snapshot.analyses).renumber(slots.iter().map(Slot::before));
        snapshot.generation += 1;
        snapshot.rewritten += 1;
        let now = |number: usize| numbers.get(number).copied().flatten();
        self.corrected = self.corrected.iter().filter_map(|number| now(*number)).collect();
        self.read.renumbered(&now);
        self.search.renumbered();
        self.statistics.renumbered(&now);
        self.review.renumbered(&now);
    }
}

fn told(lang: Language, new: usize, changed: usize, gone: usize) -> String {
    let zh = lang == Language::Chinese;
    let parts = [(new, "新增", "new"), (changed, "改动", "changed"), (gone, "移走", "gone")];
    let parts = parts.iter().filter(|(count, ..)| *count > 0);
    if zh {
        let parts: Vec<String> = parts.map(|(count, zh, _)| format!("{zh} {count} 个")).collect();
        format!("文件有变动，已经跟上：{}", parts.join("，"))
    } else {
        let parts: Vec<String> = parts.map(|(count, _, en)| format!("{count} {en}")).collect();
        format!("files changed, all followed: {}", parts.join(", "))
    }
}
