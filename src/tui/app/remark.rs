//! What is said of documents: asked of the worker, and shown where it belongs.

use std::path::PathBuf;

use super::{App, Over};
use crate::corpus::load::Input;
use crate::job::Job;
use crate::job::review::{Kept, Say};
use crate::job::unfinished::{HalfSaid, Recovered, Task};
use crate::lint::lexicon::Lexicon;
use crate::lint::settings::Settings as Proofreading;
use crate::review::Review;
use crate::review::record::Said;
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Asked, Ctx, Remark, ViewId};
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

    /// Where comments are kept while they are written.
    fn unfinished(&self) -> Option<PathBuf> {
        let kept = !self.snapshot.built_in && !self.start.inputs.iter().any(|input| matches!(input, Input::Stdin(_)));
        self.start.places.folders().first().filter(|_| kept).map(|folder| folder.with_file_name("comments"))
    }

    /// Has what killed programs left of comments put where it belongs.
    pub(super) fn recover_words(&mut self) {
        if let Some(folder) = self.unfinished() {
            let task = Task::Recover(self.start.options.sidecars.clone());
            self.effects.push(Effect::Run(Job::HalfSaid(HalfSaid { folder, task })));
        }
    }

    /// What killed programs left was put where it belongs, or not.
    pub(super) fn recovered(&mut self, recovered: &[Recovered]) {
        for one in recovered {
            let name = one.document.display();
            let text = match (&one.failed, self.snapshot.lang) {
                (None, Language::Chinese) => format!("上次没写完的批注已记在 {name} 旁边，7 里看"),
                (None, Language::English) => format!("a comment that was cut off is kept beside {name}; 7 shows it"),
                (Some(reason), Language::Chinese) => format!("上次没写完的批注记不到 {name} 旁边：{reason}"),
                (Some(reason), Language::English) => format!("a comment on {name} that was cut off: {reason}"),
            };
            self.say(text, one.failed.is_some());
        }
        self.review.touched();
    }

    /// Keeps the comment that is being written, in case the program is killed; nothing once it is said or dropped.
    pub(super) fn keep_half(&mut self) {
        let written = match &self.over {
            Some(Over::Question(asking)) => asking.words().map(|words| (asking.question.asked.clone(), words)),
            _ => None,
        };
        let words = written.as_ref().map(|(_, words)| words.clone());
        if self.half == words {
            return;
        }
        self.half = words;
        let Some(folder) = self.unfinished() else { return };
        let say = written.and_then(|(asked, words)| self.would_say(asked, words));
        let task = say.map_or(Task::Clear, Task::Keep);
        self.effects.push(Effect::Run(Job::HalfSaid(HalfSaid { folder, task })));
    }

    /// What would be kept if these words were the answer.
    fn would_say(&mut self, asked: Asked, words: String) -> Option<Box<Say>> {
        let (over, said, before) = (self.over.take(), self.said.take(), self.effects.len());
        self.answer(asked, Answer::Line(words));
        let effects = self.effects.split_off(before);
        (self.over, self.said) = (over, said);
        effects.into_iter().find_map(|effect| match effect {
            Effect::Run(Job::Say(say)) => Some(say),
            _ => None,
        })
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
        let away = result.as_ref().ok().and_then(|kept| kept.away.clone());
        self.kept_of(said, result);
        // Told once: it is the same for all that is said in that folder.
        if let Some(file) = away.filter(|_| !std::mem::replace(&mut self.away, true)) {
            let text = match self.snapshot.lang {
                Language::Chinese => format!("{}；文件夹写不进去，记在 {}", said.words, file.display()),
                Language::English => {
                    format!("{}; the folder cannot be written: kept in {}", said.words, file.display())
                }
            };
            self.say(text, false);
        }
    }

    fn kept_of(&mut self, said: &Say, result: Result<Kept, String>) {
        let marks = said.said.iter().all(|said| matches!(said, Said::ReadTo { .. } | Said::Bookmark { .. }));
        if let (true, Ok(_)) = (marks && !said.said.is_empty(), &result) {
            return self.say(said.words.clone(), false);
        }
        let mut requests = Vec::new();
        let here = self.view == ViewId::Review;
        self.review.said(said, result, here, &mut Ctx { snapshot: &self.snapshot, requests: &mut requests });
        self.follow(requests);
    }

    /// A name is in the person's list now, or out of it, or not.
    pub(super) fn name_added(&mut self, name: &str, out: bool, result: Result<String, String>) {
        match result {
            Ok(text) => {
                let lexicon = Lexicon::parse(&text).0.into();
                let settings = Proofreading { lexicon, ..Proofreading::clone(&self.start.proofreading) };
                self.start.proofreading = settings.into();
                self.review.names(self.start.proofreading.clone());
                if !out {
                    self.review.named(name);
                }
                self.ground_draft();
                let text = match (out, self.snapshot.lang) {
                    (false, Language::Chinese) => format!("“{name}”已收进名单，不再查它（u 撤回）"),
                    (false, Language::English) => format!("“{name}” is in the list of names now (u takes it back)"),
                    (true, Language::Chinese) => format!("“{name}”已从名单里拿掉"),
                    (true, Language::English) => format!("“{name}” is out of the list of names"),
                };
                self.say(text, false);
            }
            Err(reason) => self.say(reason, true),
        }
    }
}
