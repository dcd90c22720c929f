//! Comparing what is open with another document: which one, the window, the page that is saved.

use std::path::PathBuf;
use std::sync::Arc;

use super::{App, Over};
use crate::compare::Comparison;
use crate::job::Job;
use crate::job::compare::Version;
use crate::stats::report::Words;
use crate::tui::command::{Answer, Asked, Question, QuestionKind, ViewId};
use crate::tui::msg::Effect;
use crate::tui::overlays::changes::Changes;

impl App {
    /// Asks with which document what is open is to be compared.
    pub(super) fn ask_compare(&mut self) {
        let own = if self.view == ViewId::Draft { None } else { self.read.scope().document() };
        let documents = self.snapshot.corpus.documents.iter().enumerate();
        let others: Vec<(usize, (String, String))> = documents
            .filter(|(number, _)| Some(*number) != own)
            .map(|(number, document)| {
                let title = document.pieces.first().map_or_else(String::new, |piece| piece.title.clone());
                (number, (document.name(), title))
            })
            .collect();
        if others.is_empty() || own.is_none() && self.view != ViewId::Draft {
            let words = Words::new("要有两份文档才能比较", "there must be two documents");
            return self.say(self.snapshot.lang.of(words).to_owned(), false);
        }
        let (numbers, names) = others.into_iter().unzip();
        self.ask(Question {
            title: self.snapshot.lang.of(Words::new("和哪一份比（它作旧稿）", "Compare with (the old one)")).to_owned(),
            text: Vec::new(),
            kind: QuestionKind::Find(names),
            asked: Asked::CompareWith(numbers),
        });
    }

    /// Does what was answered. True where the question was about comparing.
    pub(super) fn answered_compare(&mut self, asked: &Asked, answer: &Answer) -> bool {
        match (asked, answer) {
            (Asked::CompareWith(numbers), Answer::Nth(row)) => {
                let documents = &self.snapshot.corpus.documents;
                let old = numbers.get(*row).and_then(|number| documents.get(*number)).map(Arc::clone);
                let new = if self.view == ViewId::Draft {
                    Some(Version::Draft(self.draft.path().unwrap_or_default(), self.draft.text()))
                } else {
                    let own = self.read.scope().document().and_then(|number| documents.get(number));
                    own.map(|document| Version::Document(Arc::clone(document)))
                };
                if let (Some(old), Some(new)) = (old, new) {
                    self.effects.push(Effect::Run(Job::Compare(Box::new((Version::Document(old), new)))));
                }
            }
            (Asked::ChangesTo(comparison), Answer::Line(name)) if !name.trim().is_empty() => {
                let path = self.snapshot.folder.join(name.trim());
                self.effects.push(Effect::Run(Job::SaveChanges { path, comparison: Arc::clone(comparison) }));
            }
            (Asked::CompareWith(_) | Asked::ChangesTo(_), _) => {}
            _ => return false,
        }
        true
    }

    /// Two versions were compared.
    pub(super) fn compared(&mut self, comparison: Comparison) {
        if self.over.is_some() {
            return;
        }
        let name =
            |path: &PathBuf| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let draft = self.snapshot.lang.of(Words::new("草稿", "draft"));
        let new = Some(name(&comparison.paths.1)).filter(|name| !name.is_empty());
        let title = format!("{} → {}", name(&comparison.paths.0), new.as_deref().unwrap_or(draft));
        self.over = Some(Over::Changes(Box::new(Changes::new(title, Arc::new(comparison)))));
    }

    /// Asks where the page goes.
    pub(super) fn ask_changes(&mut self, comparison: Arc<Comparison>) {
        let stem = comparison.paths.1.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        self.ask(Question {
            title: self.snapshot.lang.of(Words::new("存成网页", "Save as a page")).to_owned(),
            text: Vec::new(),
            kind: QuestionKind::Line { initial: format!("{stem}-花脸稿.html") },
            asked: Asked::ChangesTo(comparison),
        });
    }
}
