//! Background work: what the program asks for and what it does with the answers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{App, Over};
use crate::corpus::model::Scope;
use crate::draft::store::StoreError;
use crate::job::recall::{Library, Remember};
use crate::job::watch::Watch;
use crate::job::{Done, Job, Load, Recount, ReportRequest};
use crate::stats::data::Params;
use crate::stats::report::{Language, Words};
use crate::tui::command::{Ctx, ViewId};
use crate::tui::msg::Effect;
use crate::tui::overlays::preview::Preview;
use crate::tui::snapshot::Loading;
use crate::tui::views::draft::Draft;
use crate::tui::views::review::Review;
use crate::tui::views::statistics::Statistics;

/// Nobody sees that something came later by so much. The first places of a longer search come about then.
const PATIENCE: Duration = Duration::from_millis(33);

impl App {
    /// How long a frame may wait for what was asked: while a person types, the letter and what it finds are drawn at
    /// once, not one after the other; while documents come, the screen does not take the time that they need. A draft
    /// waits for nothing.
    pub fn patience(&self) -> Duration {
        let asked = match self.view {
            ViewId::Search => self.search.is_searching(),
            ViewId::Statistics => self.statistics.is_counting(),
            ViewId::Draft => return Duration::ZERO,
            ViewId::Read | ViewId::Review | ViewId::Messages => false,
        };
        if asked || self.snapshot.loading.active { PATIENCE } else { Duration::ZERO }
    }

    /// Loads everything anew; what was kept of the last time perhaps `as_kept`, and only then looked after.
    pub(super) fn load(&mut self, as_kept: bool) {
        self.as_kept = as_kept;
        self.loading = self.counting + 1;
        self.counting = self.loading;
        self.reports_from = self.reports + 1;
        self.corrected.clear();
        self.touched = false;
        let snapshot = &mut self.snapshot;
        snapshot.corpus = Arc::default();
        Arc::make_mut(&mut snapshot.corpus).problems.clone_from(&self.start.problems);
        snapshot.analyses = Arc::default();
        (snapshot.pieces, snapshot.characters) = (0, 0);
        snapshot.generation += 1;
        snapshot.rewritten += 1;
        snapshot.loading = Loading { active: true, since: Some(Instant::now()), ..Loading::default() };
        self.read.reset();
        self.search.reset();
        self.statistics.reset();
        self.review.reset();
        self.effects.push(Effect::Run(Job::Load(Box::new(Load {
            generation: self.loading,
            library: self.library(),
            as_kept,
            dictionary: true,
        }))));
    }

    /// What is open, and how it is read and counted.
    pub(super) fn library(&self) -> Library {
        Library {
            folder: self.start.cache.clone(),
            inputs: self.start.inputs.clone(),
            options: self.start.options.clone(),
            user_words: self.start.user_words.clone(),
            stop_words: self.start.stop_words.clone(),
            classes: self.start.config.keyword_classes.clone(),
        }
    }

    /// Keeps what was made of the corpus for the next start.
    pub(super) fn remember(&mut self) {
        if self.start.cache.is_some() {
            let (corpus, analyses) = (Arc::clone(&self.snapshot.corpus), Arc::clone(&self.snapshot.analyses));
            self.effects.push(Effect::Run(Job::Remember(Box::new(Remember {
                library: self.library(),
                corpus,
                analyses,
            }))));
        }
    }

    /// Counts all documents again, at once or when they are all read.
    fn recount(&mut self) {
        let snapshot = &mut self.snapshot;
        if snapshot.loading.active && snapshot.loading.analysed < snapshot.corpus.documents.len() {
            self.learned = true;
            return;
        }
        self.learned = false;
        self.counting += 1;
        self.reports_from = self.reports + 1;
        self.corrected.clear();
        snapshot.analyses = Arc::default();
        snapshot.characters = 0;
        snapshot.generation += 1;
        let files = snapshot.corpus.documents.len();
        let since = Some(Instant::now());
        snapshot.loading = Loading { active: true, files: Some(files), done: files, since, ..Loading::default() };
        self.effects.push(Effect::Run(Job::Recount(Recount {
            generation: self.counting,
            documents: snapshot.corpus.documents.clone(),
            user_words: self.start.user_words.clone(),
            stop_words: self.start.stop_words.clone(),
            classes: self.start.config.keyword_classes.clone(),
        })));
    }

    pub(super) fn report(&mut self, statistic: &'static str, scope: Scope, params: Params) {
        self.reports += 1;
        self.effects.push(Effect::Run(Job::Report(ReportRequest {
            generation: self.reports,
            statistic,
            scope,
            params,
            corpus: Arc::clone(&self.snapshot.corpus),
            analyses: Arc::clone(&self.snapshot.analyses),
        })));
    }

    /// Asks for the reports that the open view shows and does not have.
    pub(super) fn want_reports(&mut self) {
        if let (Some(query), Some(path)) = (self.search.take_used(), self.start.queries_file.clone()) {
            self.effects.push(Effect::Run(Job::KeepQuery { path, query }));
        }
        match self.view {
            ViewId::Read => {
                if let Some(scope) = self.read.wants_report(&self.snapshot) {
                    self.report("keywords", scope, Params::default());
                }
            }
            ViewId::Statistics => {
                if let Some((statistic, scope, params)) = self.statistics.wants_report(&self.snapshot) {
                    self.report(statistic, scope, params);
                }
            }
            ViewId::Search => {
                let wanted = [self.search.wants_ready(&self.snapshot), self.search.wants(&self.snapshot)];
                self.effects.extend(wanted.into_iter().flatten().map(Effect::Run));
            }
            ViewId::Draft => {
                if let Some(job) = self.draft.wants(&self.snapshot) {
                    self.effects.push(Effect::Run(job));
                }
                if let Some(job) = self.draft.wants_proof() {
                    self.effects.push(Effect::Run(job));
                }
                if let Some(job) = self.draft.wants_overlap(&self.snapshot) {
                    self.effects.push(Effect::Run(job));
                }
            }
            ViewId::Review => {
                if let Some(job) = self.review.wants(&self.snapshot) {
                    self.effects.push(Effect::Run(job));
                }
            }
            ViewId::Messages => {}
        }
    }

    /// Background work reports; what belongs to an older loading is dropped.
    pub(super) fn done(&mut self, done: Done) {
        let current = self.loading;
        match done {
            Done::Found { generation, files } if generation == current => self.snapshot.loading.files = Some(files),
            Done::Progress { generation, done } if generation == current => {
                let loading = &mut self.snapshot.loading;
                loading.done = done;
                if loading.is_counting() {
                    loading.since = Some(Instant::now());
                }
            }
            Done::Documents { generation, documents } if generation == current => {
                let snapshot = &mut self.snapshot;
                snapshot.pieces += documents.iter().map(|document| document.pieces.len()).sum::<usize>();
                Arc::make_mut(&mut snapshot.corpus).documents.extend(documents);
                snapshot.generation += 1;
            }
            Done::Revised { generation, documents, site } if generation == current => {
                let same = documents.is_empty();
                Arc::make_mut(&mut self.snapshot.corpus).revise(documents, site);
                if same {
                    return;
                }
                self.snapshot.count_pieces();
                self.snapshot.generation += 1;
                self.snapshot.rewritten += 1;
                self.read.revised();
            }
            Done::Problems { generation, problems } if generation == current => {
                Arc::make_mut(&mut self.snapshot.corpus).problems.extend(problems);
            }
            Done::Analysed { generation, mut counted } if generation == self.counting => {
                let snapshot = &mut self.snapshot;
                counted.documents.retain(|(number, _)| !self.corrected.contains(number));
                Arc::make_mut(&mut snapshot.analyses).put(counted, |analysis, before| {
                    snapshot.loading.analysed += usize::from(before.is_none());
                    snapshot.characters += u64::from(analysis.lengths().characters);
                    snapshot.characters -= before.map_or(0, |before| u64::from(before.lengths().characters));
                });
                snapshot.generation += 1;
            }
            Done::Totals { generation, totals } if generation == self.counting => {
                Arc::make_mut(&mut self.snapshot.analyses).set_totals(totals);
            }
            Done::Loaded { generation, cancelled, new } if generation == current => self.loaded(cancelled, new),
            Done::Recounted { generation, cancelled } if generation == self.counting => {
                self.snapshot.loading.active = false;
                self.snapshot.loading.cancelled = cancelled;
                self.snapshot.generation += 1;
                let words = if cancelled {
                    Words::new("重新统计停下了，有的文档还没有计入", "stopped; some documents are not counted yet")
                } else {
                    Words::new("已按新词表重新统计", "counted again with the new words")
                };
                self.say(self.snapshot.lang.of(words).to_owned(), false);
                if self.learned {
                    self.recount();
                } else if !cancelled {
                    self.remember();
                }
                self.refresh();
            }
            Done::Found { .. }
            | Done::Recounted { .. }
            | Done::Progress { .. }
            | Done::Documents { .. }
            | Done::Revised { .. }
            | Done::Problems { .. }
            | Done::Analysed { .. }
            | Done::Totals { .. }
            | Done::Loaded { .. } => {}
            Done::Dictionary(dictionary) => {
                self.draft.set_dictionary(Arc::clone(&dictionary.segmenter));
                self.dictionary = Some(dictionary);
                self.refresh();
            }
            Done::Touched => {
                self.touched = true;
                self.review.touched();
                self.refresh();
            }
            Done::Refreshed { generation, counting, refreshed } => self.refreshed(generation, counting, refreshed),
            Done::Corrected { asked, result } => self.corrected(&asked, result),
            Done::Report { generation, .. } if generation < self.reports_from => {}
            Done::Report { scope, params, report, .. } => {
                if report.id == "keywords" {
                    self.read.report(scope, Arc::clone(&report));
                }
                self.statistics.report(scope, &params, report);
            }
            Done::Prepared { corpus, ready } => self.search.prepared(&corpus, ready),
            Done::Counted { generation, corpus, tally } => self.search.counted(generation, &corpus, tally),
            Done::Hits { generation, corpus, hits } => self.search.hits(generation, &corpus, hits),
            Done::Searched { generation, corpus, tally } => self.search.searched(generation, &corpus, tally),
            Done::DraftFacts { generation, facts } => self.draft.facts(generation, facts),
            Done::Completed { generation, at, offer } => self.draft.completed(generation, at, offer, &self.snapshot),
            Done::Proofread { generation, proofed } => self.draft.proofread(generation, *proofed),
            Done::Overlap { generation, checked } => self.draft.checked(generation, *checked),
            Done::Material { generation, corpus, found } => self.draft.material(generation, &corpus, &found),
            Done::Skeleton(skeleton) => {
                let requests = self.with_draft(|draft, ctx| draft.take_skeleton(skeleton, ctx));
                self.follow(requests);
            }
            Done::DraftOpened { path, result } => {
                let requests = self.with_draft(|draft, ctx| draft.opened(path, result, ctx));
                self.follow(requests);
            }
            Done::DraftSaved { path, generation, result } => {
                let saved = result.is_ok();
                // A question stands in the way: whoever was leaving still is, until the answer is to stay.
                let asks = result.as_ref().is_err_and(StoreError::asks);
                let leaving = self.leaving;
                let requests = self.with_draft(|draft, ctx| draft.saved(path, generation, result, ctx));
                self.follow(requests);
                self.leaving = leaving && asks;
                if saved && leaving {
                    self.quit();
                }
            }
            Done::DraftMerged(result) => {
                let requests = self.with_draft(|draft, ctx| draft.merged(result, ctx));
                self.follow(requests);
            }
            Done::Exported { export, result } => {
                let requests = self.with_draft(|_, ctx| Draft::exported(*export, result, ctx));
                self.follow(requests);
            }
            Done::Previewed { pages, line } => {
                if self.view == ViewId::Draft && self.over.is_none() {
                    self.over = Some(Over::Preview(Preview::new(pages, line)));
                }
            }
            Done::Kept(news) => {
                let requests = self.with_draft(|draft, ctx| draft.kept(news, ctx));
                self.follow(requests);
            }
            Done::WordAdded { path, word, result } => match result {
                Ok(text) => {
                    self.start.user_words = text;
                    let text = match self.snapshot.lang {
                        Language::Chinese => format!("“{word}”已收进词表 {}，正在重新统计", path.display()),
                        Language::English => format!("“{word}” is in {} now; counting again", path.display()),
                    };
                    self.say(text, false);
                    self.recount();
                }
                Err(reason) => self.say(reason, true),
            },
            Done::Reviewed { generation, documents } => {
                // What loading told already is not told again.
                let corpus = Arc::clone(&self.snapshot.corpus);
                for problem in self.review.reviewed(generation, documents) {
                    if !corpus.problems.iter().any(|known| known.path == problem.path) {
                        self.say(format!("{}：{}", problem.path.display(), problem.reason), true);
                    }
                }
            }
            Done::Said { said, result } => {
                self.said_of(&said, result);
            }
            Done::Recovered(recovered) => self.recovered(&recovered),
            Done::Marks(reviews) => self.marked(&reviews),
            Done::Compared(comparison) => self.compared(*comparison),
            Done::Copied { asked, result } => {
                let mut requests = Vec::new();
                Review::copied(&asked, result, &mut Ctx { snapshot: &self.snapshot, requests: &mut requests });
                self.follow(requests);
            }
            Done::Merged { asked, result } => {
                let mut requests = Vec::new();
                self.review.merged(&asked, result, &mut Ctx { snapshot: &self.snapshot, requests: &mut requests });
                self.follow(requests);
            }
            Done::SheetWritten { asked, result } => {
                let mut requests = Vec::new();
                Review::sheet_written(&asked, result, &mut Ctx { snapshot: &self.snapshot, requests: &mut requests });
                self.follow(requests);
            }
            Done::NameAdded { name, out, result } => self.name_added(&name, out, result),
            Done::FileWritten { path, result } => match result {
                Ok(()) => {
                    let words = if self.snapshot.lang == Language::Chinese { "已存为" } else { "saved as" };
                    self.say(format!("{words} {}", path.display()), false);
                }
                Err(StoreError::Exists { .. }) => {
                    let mut requests = Vec::new();
                    let mut ctx = Ctx { snapshot: &self.snapshot, requests: &mut requests };
                    Statistics::file_exists(path, &mut ctx);
                    self.follow(requests);
                }
                Err(error) => self.say(error.of_report(), true),
            },
            Done::Failed { what, message } => {
                let words = match self.snapshot.lang {
                    Language::Chinese => format!("{what}出了错，其余照常：{message}"),
                    Language::English => format!("{what} failed, the rest goes on: {message}"),
                };
                self.snapshot.loading.active &= what != "读入";
                self.refreshing = false;
                self.say(words, true);
            }
        }
    }

    fn loaded(&mut self, cancelled: bool, new: bool) {
        self.snapshot.loading.active = false;
        self.snapshot.loading.cancelled = cancelled;
        self.snapshot.generation += 1;
        let problems = self.snapshot.corpus.problems.len();
        let zh = self.snapshot.lang == Language::Chinese;
        if cancelled {
            let count = self.snapshot.corpus.documents.len();
            let text = if zh {
                format!("已停止，读入了 {count} 个文档")
            } else {
                format!("stopped at {count} documents")
            };
            self.say(text, false);
        } else if problems > 0 {
            self.tell_problems(problems);
        }
        if self.learned {
            self.recount();
        } else if new && !cancelled {
            self.remember();
        }
        // What happened while everything was read is seen by looking once more.
        if self.start.watch && !cancelled {
            self.watch();
            self.touched = true;
            self.refresh();
        }
    }

    /// Has what was opened watched from now on.
    pub(super) fn watch(&mut self) {
        self.effects.push(Effect::Run(Job::Watch(Watch { inputs: self.start.inputs.clone() })));
    }

    /// Says that so many files, or parts of them, could not be used.
    pub(super) fn tell_problems(&mut self, problems: usize) {
        let text = match self.snapshot.lang {
            Language::Chinese => format!("读入时有 {problems} 个问题，按 8 看原因"),
            Language::English => format!("{problems} problems of loading; 8 tells why"),
        };
        self.say(text, false);
    }

    pub(super) fn with_draft(
        &mut self,
        act: impl FnOnce(&mut Draft, &mut Ctx<'_>),
    ) -> Vec<crate::tui::command::Request> {
        let mut requests = Vec::new();
        act(&mut self.draft, &mut Ctx { snapshot: &self.snapshot, requests: &mut requests });
        requests
    }

    pub(super) fn follow(&mut self, requests: Vec<crate::tui::command::Request>) {
        for request in requests {
            self.request(request);
        }
    }
}
