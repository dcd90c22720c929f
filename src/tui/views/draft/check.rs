//! The draft's check against the corpus: when it is asked for, what it found, and the marks in the text.
//!
//! What was found belongs to the paragraphs as they were: one that is changed loses its marks until the next check, all
//! others keep theirs wherever they move.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ratatui::buffer::Buffer as Cells;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::Draft;
use super::seen::Seen;
use crate::draft::buffer::Buffer;
use crate::job::Job;
use crate::job::overlap::{CheckOverlap, Checked, Shelf};
use crate::overlap::phrases::Phrases;
use crate::stats::report::Language;
use crate::text::segment::Chinese;
use crate::text::span::{ByteSpan, head, slice, tail};
use crate::tui::snapshot::Snapshot;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// The text stands in the corpus too.
    Overlap,
    /// It is to be changed or filled in.
    Open,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Check {
    /// What the last check was asked for: the editor's generation, how often the corpus was rewritten and its size, and
    /// whether names are told.
    asked: Option<(u64, u64, usize, bool)>,
    /// The text that it is about.
    waiting: Option<Buffer>,
    /// The editor's generation that the last result is about.
    found_of: u64,
    /// The text that the last result is about.
    pub of: Seen,
    /// The last result.
    pub found: Option<Checked>,
    marks: HashMap<*const String, Vec<(ByteSpan, Mark)>>,
    /// What the person said is right: the text, and the sentence that it stands in.
    right: HashSet<(String, String)>,
    shelf: Shelf,
    phrases: Arc<Phrases>,
    words: Option<Arc<Chinese>>,
}

impl Check {
    /// Names are told by these words from now on.
    pub fn set_words(&mut self, words: Arc<Chinese>) {
        self.words = Some(words);
    }

    /// What came along with borrowed text, as long as the text is that of the last check: its bytes, and from where.
    pub fn residue(&self, generation: u64) -> Vec<(ByteSpan, String)> {
        let Some(found) = self.found.as_ref().filter(|_| self.found_of == generation) else { return Vec::new() };
        let open = found.residue.iter().filter(|(residue, _)| !self.is_right(residue.at));
        open.map(|(residue, from)| (residue.at, from.clone())).collect()
    }

    /// Whether the person said that what stands at `at` is right.
    pub fn is_right(&self, at: ByteSpan) -> bool {
        self.right.contains(&self.sentence(at))
    }

    /// What stands at `at` is right, as long as its sentence stays as it is.
    pub fn confirm(&mut self, at: ByteSpan) {
        let sentence = self.sentence(at);
        self.right.insert(sentence);
        self.mark();
    }

    /// What stands at `at`, and its sentence.
    fn sentence(&self, at: ByteSpan) -> (String, String) {
        let place = self.of.place(at);
        let text = self.of.buffer().paragraph(place.start.paragraph);
        let ends = ['。', '；', '！', '？'];
        let start = head(text, place.start.byte).rfind(ends).unwrap_or(0);
        let end = tail(text, place.end.byte).find(ends).map_or(text.len(), |end| end + place.end.byte);
        (self.of.buffer().slice(place), slice(text, ByteSpan::new(start, end)).to_owned())
    }

    /// Sets the marks of all paragraphs anew.
    fn mark(&mut self) {
        self.marks.clear();
        let Some(found) = &self.found else { return };
        let overlap = found.overlap.spans.iter().map(|span| (span.at, Mark::Overlap));
        let open = found.residue.iter().map(|(found, _)| found.at).chain(found.leftovers.iter().copied());
        let open: Vec<_> = open.filter(|at| !self.is_right(*at)).map(|at| (at, Mark::Open)).collect();
        let mut marks: HashMap<*const String, Vec<(ByteSpan, Mark)>> = HashMap::new();
        for (at, mark) in overlap.chain(open) {
            let place = self.of.place(at);
            for paragraph in place.start.paragraph..=place.end.paragraph {
                let Some(text) = self.of.buffer().paragraphs().get(paragraph) else { continue };
                let (bytes, _) = place.within(paragraph, text.len());
                if !bytes.is_empty() {
                    marks.entry(Arc::as_ptr(text)).or_default().push((bytes, mark));
                }
            }
        }
        self.marks = marks;
    }
}

impl Draft {
    /// The person's own set phrases, one a line.
    pub fn set_phrases(&mut self, own: &str) {
        self.check.phrases = Arc::new(Phrases::new(own));
    }

    /// The check that is wanted now: after a pause, once all is read, where the draft or the corpus changed since the
    /// last one.
    pub fn wants_overlap(&mut self, snapshot: &Snapshot) -> Option<Job> {
        if snapshot.loading.active || self.opening.is_some() || self.due.is_some() {
            return None;
        }
        let of =
            (self.editor.generation(), snapshot.rewritten, snapshot.corpus.documents.len(), self.check.words.is_some());
        if self.check.asked == Some(of) {
            return None;
        }
        let buffer = self.editor.buffer().clone();
        if buffer.is_empty() {
            // Nothing to look at; an answer that is under way is about another text.
            if self.check.asked.is_some() {
                let (shelf, phrases) = (self.check.shelf.clone(), Arc::clone(&self.check.phrases));
                self.check = Check { shelf, phrases, words: self.check.words.take(), ..Check::default() };
                self.side.renew();
            }
            return None;
        }
        self.check.asked = Some(of);
        let job = CheckOverlap {
            generation: of.0,
            text: buffer.clone(),
            path: self.file.as_ref().map(|file| file.path.clone()),
            taken: self.editor.origins().clone(),
            corpus: Arc::clone(&snapshot.corpus),
            shelf: self.check.shelf.clone(),
            phrases: Arc::clone(&self.check.phrases),
            words: self.check.words.clone(),
        };
        self.check.waiting = Some(buffer);
        Some(Job::Overlap(Box::new(job)))
    }

    /// A check has come; one of an older text is dropped.
    pub fn checked(&mut self, generation: u64, checked: Checked) {
        if self.check.asked.is_none_or(|asked| asked.0 != generation) {
            return;
        }
        if let Some(buffer) = self.check.waiting.clone() {
            self.check.of = Seen::new(buffer);
        }
        self.check.found = Some(checked);
        self.check.found_of = generation;
        self.check.mark();
        self.proof.renew();
        self.side.renew();
    }
}

/// The share of the draft that stands in the corpus, for the status line; nothing as long as it is not known, or where
/// there is none.
pub fn share(view: &Draft, lang: Language) -> String {
    let Some(found) = view.check.found.as_ref().filter(|found| found.overlap.covered > 0) else { return String::new() };
    let (covered, all) = (found.overlap.covered, found.overlap.letters.max(1));
    let share = (covered * 100 + all / 2) / all;
    match lang {
        Language::Chinese => format!("重合 {share}%  "),
        Language::English => format!("overlap {share}%  "),
    }
}

/// Draws the marks of the rows in sight over the text in `area`, and signs in the cell to the left of it.
pub fn draw_marks(view: &mut Draft, buf: &mut Cells, area: Rect, snapshot: &Snapshot) {
    if view.check.marks.is_empty() || area.x == 0 {
        return;
    }
    let theme = &snapshot.theme;
    let style = |mark: Mark| match mark {
        Mark::Overlap => Style::new().add_modifier(Modifier::UNDERLINED),
        Mark::Open => theme.error.add_modifier(Modifier::UNDERLINED),
    };
    for (y, row) in (area.y..area.bottom()).zip(view.editor.visible()) {
        let Some(text) = view.editor.buffer().paragraphs().get(row.at.paragraph) else { continue };
        let Some(marks) = view.check.marks.get(&Arc::as_ptr(text)) else { continue };
        let here: Vec<_> = marks.iter().filter_map(|(span, mark)| Some((span.overlap(row.span)?, *mark))).collect();
        let mut x = usize::from(area.x) + row.indent;
        for (byte, cluster) in slice(text, row.span).grapheme_indices(true) {
            let start = row.span.start + byte;
            let cluster_span = ByteSpan::new(start, start + cluster.len());
            let width = snapshot.cells.cluster(cluster);
            for (_, mark) in here.iter().filter(|(span, _)| span.overlap(cluster_span).is_some()) {
                let cells = Rect { x: x as u16, y, width: width as u16, height: 1 };
                buf.set_style(cells.intersection(area), style(*mark));
            }
            x += width;
        }
        let sign = match (here.iter().any(|(_, mark)| *mark == Mark::Open), here.is_empty()) {
            (true, _) => Some(("!", theme.error)),
            (false, false) => Some((if theme.ascii { "|" } else { "┃" }, theme.dim)),
            (false, true) => None,
        };
        if let (Some((sign, style)), Some(cell)) = (sign, buf.cell_mut((area.x - 1, y))) {
            cell.set_symbol(sign).set_style(style);
        }
    }
}
