//! The draft's proofreading: when it is asked for, what it found, the marks in the text, and what is done about it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use ratatui::buffer::Buffer as Cells;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::seen::Seen;
use super::{Draft, side};
use crate::corpus::load::sidecar::Sidecars;
use crate::draft::buffer::{Buffer, PosSpan};
use crate::draft::history::Change;
use crate::draft::motion::Motion;
use crate::job::Job;
use crate::job::lint::{Linted, Located};
use crate::job::proof::{Proofed, Proofread, Remark};
use crate::job::review::Say;
use crate::lint::finding::{Finding, Fix};
use crate::lint::incremental::Kept;
use crate::lint::rule::Level;
use crate::lint::settings::Settings;
use crate::review::finding::FindingKey;
use crate::review::record::{Said, State, Verdict};
use crate::stats::report::{Language, Words};
use crate::text::span::{ByteSpan, first_chars, slice};
use crate::tui::command::{Ctx, Note, Request};
use crate::tui::layout::Desk;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::clause;

/// What the program is started with that matters here.
#[derive(Debug, Default)]
pub struct Ground {
    /// Which rules work.
    pub settings: Arc<Settings>,
    /// Where what was said of a file is.
    pub sidecars: Sidecars,
    /// Who decides.
    pub reviewer: String,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Proof {
    ground: Ground,
    /// The editor's generation that was asked about last.
    asked: Option<u64>,
    waiting: Option<Buffer>,
    /// The text that the last result is about.
    pub of: Seen,
    /// The last result.
    pub found: Option<Linted>,
    /// What others said of the draft's file.
    pub remarks: Vec<Remark>,
    marks: HashMap<*const String, Vec<(ByteSpan, Level)>>,
    /// What single lines gave at the last check.
    kept: Arc<Mutex<Kept>>,
    /// What was ignored since, or in a draft without a file.
    ignored: HashSet<FindingKey>,
    /// The place that was walked to last.
    walked: Option<PosSpan>,
}

impl Proof {
    /// The findings that nobody decided on, lightest last within a place.
    pub fn open(&self) -> impl Iterator<Item = &Located> {
        let linted = self.found.as_ref();
        let all = linted.map(|linted| linted.findings.as_slice()).unwrap_or_default();
        all.iter().filter(move |found| linted.is_some_and(|linted| !self.is_ignored(linted, &found.finding)))
    }

    fn is_ignored(&self, linted: &Linted, finding: &Finding) -> bool {
        !self.ignored.is_empty()
            && finding.places.is_empty()
            && self.ignored.contains(&FindingKey::new(finding.rule.id, linted.text(), finding.span))
    }

    /// The draft is to be looked at again.
    pub fn renew(&mut self) {
        self.asked = None;
    }

    fn mark(&mut self) {
        let mut marks: HashMap<*const String, Vec<(ByteSpan, Level)>> = HashMap::new();
        for found in self.open() {
            for spot in found.finding.spots() {
                let place = self.of.place(spot.span);
                let Some(text) = self.of.buffer().paragraphs().get(place.start.paragraph) else { continue };
                let (bytes, _) = place.within(place.start.paragraph, text.len());
                if !bytes.is_empty() {
                    marks.entry(Arc::as_ptr(text)).or_default().push((bytes, found.finding.level));
                }
            }
        }
        self.marks = marks;
    }
}

impl Draft {
    /// What the program is started with.
    pub fn set_proofreading(&mut self, ground: Ground) {
        self.proof.ground = ground;
        self.proof.asked = None;
    }

    /// The proofreading that is wanted now: after a pause, where the draft changed since the last one.
    pub fn wants_proof(&mut self) -> Option<Job> {
        let generation = self.editor.generation();
        if self.opening.is_some() || self.due.is_some() || self.proof.asked == Some(generation) {
            return None;
        }
        self.proof.asked = Some(generation);
        let buffer = self.editor.buffer().clone();
        let job = Proofread {
            generation,
            text: buffer.clone(),
            path: self.file.as_ref().map(|file| file.path.clone()),
            settings: Arc::clone(&self.proof.ground.settings),
            sidecars: self.proof.ground.sidecars.clone(),
            residue: self.check.residue(generation),
            kept: Arc::clone(&self.proof.kept),
        };
        self.proof.waiting = Some(buffer);
        Some(Job::Proofread(Box::new(job)))
    }

    /// The draft was proofread; a result about an older text is dropped.
    pub fn proofread(&mut self, generation: u64, proofed: Proofed) {
        if self.proof.asked != Some(generation) {
            return;
        }
        if let Some(buffer) = self.proof.waiting.take() {
            self.proof.of = Seen::new(buffer);
        }
        self.proof.found = Some(proofed.linted);
        self.proof.remarks = proofed.remarks;
        self.proof.mark();
        self.side.renew();
    }
}

/// How many findings there are, for the status line; nothing where there are none.
pub fn told(view: &Draft, lang: Language) -> String {
    let count = view.proof.open().count();
    match (count, lang) {
        (0, _) => String::new(),
        (_, Language::Chinese) => format!("校对 {count}  "),
        (_, Language::English) => format!("{count} found  "),
    }
}

/// Goes to the next finding behind the caret, round the end of the text, and says what it is.
pub fn next(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let from = view.editor.caret();
    let mut places: Vec<(PosSpan, Finding)> = Vec::new();
    for found in view.proof.open() {
        for spot in found.finding.spots() {
            if let Some(span) = view.proof.of.now(view.editor.buffer(), spot.span) {
                places.push((span, Finding { fix: spot.fix, places: Vec::new(), ..found.finding.clone() }));
            }
        }
    }
    places.sort_by_key(|(span, _)| (span.start, span.end));
    let walked = view.proof.walked.filter(|span| span.start == from);
    let next = places.iter().find(|(span, _)| match walked {
        Some(walked) => (span.start, span.end) > (walked.start, walked.end),
        None => span.start >= from,
    });
    let Some((span, finding)) = next.or_else(|| places.first()) else {
        return ctx.say(Words::new("没有发现问题", "nothing was found"));
    };
    // Nothing is selected: what is typed next is put in, and takes nothing away.
    view.editor.go(Motion::To(span.start), false);
    view.proof.walked = Some(*span);
    view.focus = Desk::Text;
    let lang = ctx.snapshot.lang;
    let change = match (&finding.fix, lang) {
        (Some(fix), Language::Chinese) if fix.text.is_empty() => "，Alt-y 删去".to_owned(),
        (Some(fix), Language::Chinese) => format!("，Alt-y 改成“{}”", first_chars(&fix.text, 12)),
        (Some(fix), Language::English) => format!("; Alt-y: “{}”", first_chars(&fix.text, 12)),
        (None, _) => String::new(),
    };
    ctx.say_text(format!("{}：{}{change}", lang.of(finding.level.words()), finding.message(lang)));
}

/// Mends the finding that is selected in the text. True when there was one with a fix.
pub fn mend_selected(view: &mut Draft, ctx: &mut Ctx<'_>) -> bool {
    let caret = view.editor.caret();
    let Some(walked) = view.proof.walked.filter(|span| span.start == caret) else { return false };
    let spots = view.proof.open().flat_map(|found| found.finding.spots());
    let here: Vec<_> =
        spots.filter(|spot| view.proof.of.now(view.editor.buffer(), spot.span) == Some(walked)).collect();
    let open = !here.is_empty();
    match here.into_iter().find_map(|spot| spot.fix) {
        Some(fix) => mend(view, &[fix], ctx),
        None if open => ctx.say(Words::new("这一处不能机械地改，请自己改", "no mechanical fix: change it by hand")),
        None => return false,
    }
    true
}

/// Makes `fixes` in the text as one step that can be undone.
pub fn mend(view: &mut Draft, fixes: &[Fix], ctx: &mut Ctx<'_>) {
    let mut changes: Vec<Change> = Vec::new();
    for fix in fixes {
        let Some(span) = view.proof.of.now(view.editor.buffer(), fix.span) else { continue };
        changes.push(Change::new(span.start, view.editor.buffer().slice(span), fix.text.clone()));
    }
    // From the last to the first, so that what is yet to come stays where it is; one that meets another is left.
    changes.sort_by_key(|change| std::cmp::Reverse(change.at));
    let mut before: Option<crate::draft::buffer::Pos> = None;
    changes.retain(|change| {
        let free = before.is_none_or(|before| change.before().end <= before && change.at != before);
        if free {
            before = Some(change.at);
        }
        free
    });
    let count = changes.len();
    if count == 0 {
        return ctx.say(Words::new("这一段刚改过，等一下再改", "this paragraph has just changed; in a moment"));
    }
    view.editor.deed(changes);
    view.touched();
    ctx.say_text(match ctx.snapshot.lang {
        Language::Chinese => format!("改了 {count} 处，Ctrl-Z 撤销"),
        Language::English => format!("{count} places mended, Ctrl-Z undoes"),
    });
}

/// Settles a comment: what it suggests is put into the text where it is accepted.
pub fn settle(view: &mut Draft, remark: &Remark, state: State, ctx: &mut Ctx<'_>) {
    if state == State::Accepted {
        let Some(new) = remark.thread.suggestion.clone() else {
            return ctx.say(Words::new(
                "这条批注没有修订建议，改好以后按 i 标为已解决",
                "no words are suggested; i settles it",
            ));
        };
        let now = remark.span.and_then(|span| view.proof.of.now(view.editor.buffer(), span));
        let Some(span) = now.filter(|_| remark.same) else {
            return ctx.say(Words::new("批注的文字已经改动，请自己改", "the text has changed; change it yourself"));
        };
        let change = Change::new(span.start, view.editor.buffer().slice(span), new);
        view.editor.deed(vec![change]);
        view.touched();
    }
    let Some(file) = &view.file else { return };
    ctx.ask(Request::Run(Job::Say(Box::new(Say {
        number: usize::MAX,
        path: file.path.clone(),
        sidecars: view.proof.ground.sidecars.clone(),
        by: view.proof.ground.reviewer.clone(),
        said: vec![Said::State { of: remark.thread.comment.id().to_owned(), state }],
        words: String::new(),
    }))));
    view.proof.remarks.retain(|other| other.thread.comment.id() != remark.thread.comment.id());
    view.side.renew();
    ctx.say(if state == State::Accepted {
        Words::new("已照建议改，Ctrl-Z 撤销文字", "changed as suggested; Ctrl-Z undoes the text")
    } else {
        Words::new("批注已解决", "settled")
    });
}

/// Leaves a finding as it is from now on; kept beside the file where the draft has one.
pub fn ignore(view: &mut Draft, finding: &Finding, ctx: &mut Ctx<'_>) {
    let Some(linted) = &view.proof.found else { return };
    let rule = finding.rule.id;
    let key = FindingKey::new(rule, linted.text(), finding.span);
    let said = if finding.places.is_empty() {
        Said::Decision { finding: key.clone(), verdict: Verdict::Ignored { reason: String::new() } }
    } else {
        Said::IgnoreRule { rule: rule.to_owned(), reason: String::new() }
    };
    view.proof.ignored.insert(key);
    view.proof.mark();
    view.side.renew();
    if let Some(file) = &view.file {
        ctx.ask(Request::Run(Job::Say(Box::new(Say {
            number: usize::MAX,
            path: file.path.clone(),
            sidecars: view.proof.ground.sidecars.clone(),
            by: view.proof.ground.reviewer.clone(),
            said: vec![said],
            words: String::new(),
        }))));
        if !finding.places.is_empty() {
            view.proof.asked = None;
        }
    }
    ctx.say(Words::new("已忽略；这一处改动后会再查", "ignored until the place changes"));
}

/// Shows the rule of a finding, what it rests on, and why it may be a false alarm.
pub fn why(finding: &Finding, ctx: &mut Ctx<'_>) {
    let (lang, rule) = (ctx.snapshot.lang, finding.rule);
    let rows = clause::rows(finding, lang);
    ctx.ask(Request::Note(Note { title: lang.of(rule.name).to_owned(), rows }));
}

/// Draws the marks of the rows in sight over the text in `area`.
pub fn draw_marks(view: &mut Draft, buf: &mut Cells, area: Rect, snapshot: &Snapshot) {
    if view.proof.marks.is_empty() {
        return;
    }
    let theme = &snapshot.theme;
    let style = |level: Level| match level {
        Level::Must => theme.error.add_modifier(Modifier::UNDERLINED),
        Level::Suspect => theme.found,
        Level::Hint => Style::new().add_modifier(Modifier::UNDERLINED),
    };
    for (y, row) in (area.y..area.bottom()).zip(view.editor.visible()) {
        let Some(text) = view.editor.buffer().paragraphs().get(row.at.paragraph) else { continue };
        let Some(marks) = view.proof.marks.get(&Arc::as_ptr(text)) else { continue };
        let here: Vec<_> = marks.iter().filter_map(|(span, mark)| Some((span.overlap(row.span)?, *mark))).collect();
        if here.is_empty() {
            continue;
        }
        let mut x = usize::from(area.x) + row.indent;
        for (byte, cluster) in slice(text, row.span).grapheme_indices(true) {
            let start = row.span.start + byte;
            let cluster_span = ByteSpan::new(start, start + cluster.len());
            let width = snapshot.cells.cluster(cluster);
            for (_, level) in here.iter().filter(|(span, _)| span.overlap(cluster_span).is_some()) {
                let cells = Rect { x: x as u16, y, width: width as u16, height: 1 };
                buf.set_style(cells.intersection(area), style(*level));
            }
            x += width;
        }
    }
}

/// Opens the pane of findings.
pub fn show(view: &mut Draft) {
    side::show(view, side::Kind::Proof);
}
