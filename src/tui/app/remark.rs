//! What is said of documents: asked of the worker, and shown where it belongs.

use super::{App, Over};
use crate::job::Job;
use crate::job::review::{Kept, Say};
use crate::lint::lexicon::Lexicon;
use crate::lint::settings::Settings as Proofreading;
use crate::review::Review;
use crate::review::record::Said;
use crate::stats::report::{Language, Words};
use crate::tui::command::{Ctx, Remark, ViewId};
use crate::tui::msg::Effect;
use crate::tui::overlays::choose::Rows;
use crate::tui::views::draft::proof::Ground;
use crate::tui::views::read::remark::listed;

impl App {
    /// Tells the draft by which rules it is proofread.
    pub(super) fn ground_draft(&mut self) {
        self.draft.set_proofreading(Ground {
            settings: self.start.proofreading.clone(),
            sidecars: self.start.options.sidecars.clone(),
            reviewer: self.start.reviewer.clone(),
        });
    }

    /// Asks the worker to keep what a reader says.
    pub(super) fn remark(&mut self, remark: Remark) {
        let Some(document) = self.snapshot.corpus.documents.get(remark.document) else { return };
        let path = document.path.clone();
        if self.snapshot.built_in || path.as_os_str() == "-" {
            let words = Words::new(
                "这份文档没有文件（内置样例或标准输入），批注和书签无处可存",
                "this document has no file: nothing can be kept of it",
            );
            return self.say(self.snapshot.lang.of(words).to_owned(), true);
        }
        self.effects.push(Effect::Run(Job::Say(Box::new(Say {
            number: remark.document,
            path,
            sidecars: self.start.options.sidecars.clone(),
            by: self.start.reviewer.clone(),
            said: vec![remark.said],
            words: remark.words,
        }))));
    }

    /// Asks the worker which places are marked.
    pub(super) fn marks(&mut self, of: Option<usize>) {
        let documents = self.snapshot.corpus.documents.iter().enumerate();
        let asked = documents.filter(|(number, _)| of.is_none_or(|of| of == *number));
        let documents = asked.map(|(number, document)| (number, document.path.clone())).collect();
        self.effects.push(Effect::Run(Job::Marks { documents, sidecars: self.start.options.sidecars.clone() }));
    }

    /// The marked places of documents are there.
    pub(super) fn marked(&mut self, reviews: &[(usize, Review)]) {
        if self.view != ViewId::Read || self.over.is_some() {
            return;
        }
        if let Some(choosing) = listed(reviews, &self.snapshot) {
            self.over = Some(Over::Choose(Box::new(Rows::new(choosing))));
        } else if reviews.len() == 1 && self.snapshot.corpus.documents.len() > 1 {
            self.marks(None);
        } else {
            let words = Words::new("还没有书签：B 加书签，M 记下读到这里", "no marks yet: B sets one, M notes how far");
            self.say(self.snapshot.lang.of(words).to_owned(), false);
        }
    }

    /// Something that was said is kept, or not.
    pub(super) fn said_of(&mut self, said: &Say, result: Result<Kept, String>) {
        let marks = said.said.iter().all(|said| matches!(said, Said::ReadTo { .. } | Said::Bookmark { .. }));
        if let (true, Ok(_)) = (marks && !said.said.is_empty(), &result) {
            return self.say(said.words.clone(), false);
        }
        let mut requests = Vec::new();
        let here = self.view == ViewId::Review;
        self.review.said(said, result, here, &mut Ctx { snapshot: &self.snapshot, requests: &mut requests });
        self.follow(requests);
    }

    /// A name is in the person's list now, or not.
    pub(super) fn name_added(&mut self, name: &str, result: Result<String, String>) {
        match result {
            Ok(text) => {
                let lexicon = Lexicon::parse(&text).0.into();
                let settings = Proofreading { lexicon, ..Proofreading::clone(&self.start.proofreading) };
                self.start.proofreading = settings.into();
                self.review.names(self.start.proofreading.clone());
                self.ground_draft();
                let text = match self.snapshot.lang {
                    Language::Chinese => format!("“{name}”已收进名单，不再查它"),
                    Language::English => format!("“{name}” is in the list of names now"),
                };
                self.say(text, false);
            }
            Err(reason) => self.say(reason, true),
        }
    }
}
