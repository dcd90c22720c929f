//! Where borrowed text came from: stretches of a draft with their source, which move with every edit.
//!
//! Every character either has a source or is the writer's own; what is typed inside of a borrowed stretch is his own
//! and parts it. Must not know how text came into the draft, nor what the share of it means.

use std::path::PathBuf;
use std::sync::Arc;

use super::buffer::{Pos, PosSpan};
use crate::corpus::model::Document;
use crate::text::span::ByteSpan;

/// A place of the corpus that text was taken from, told so that it is still true when the corpus is closed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The document, as its path was named.
    pub path: PathBuf,
    /// The title of its piece.
    pub piece: String,
    /// 1-based line of the source at which the text began.
    pub line: usize,
}

impl Source {
    /// The place of `byte` of a document's text.
    pub fn of(document: &Document, byte: usize) -> Self {
        let piece = document.pieces.iter().rfind(|piece| piece.span.start <= byte && byte <= piece.span.end);
        Self {
            path: document.path.clone(),
            piece: piece.map_or_else(|| document.name(), |piece| piece.title.clone()),
            line: document.source_position(byte).line,
        }
    }
}

/// A stretch of some text that was borrowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borrowed {
    /// Bytes of that text.
    pub span: ByteSpan,
    /// Where it came from.
    pub source: Arc<Source>,
}

impl Borrowed {
    /// All of a text that is `length` bytes long, from `source`.
    pub fn whole(length: usize, source: Arc<Source>) -> Vec<Self> {
        if length == 0 { Vec::new() } else { vec![Self { span: ByteSpan::new(0, length), source }] }
    }

    /// The same in a text that has `by` more bytes before it.
    #[must_use]
    pub fn behind(&self, by: usize) -> Self {
        Self { span: ByteSpan::new(self.span.start + by, self.span.end + by), source: Arc::clone(&self.source) }
    }
}

/// A stretch of the draft that was borrowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The stretch, not empty.
    pub span: PosSpan,
    /// Where it came from.
    pub source: Arc<Source>,
}

/// All borrowed stretches of a draft, ascending and apart; neighbours of one source are one stretch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    spans: Vec<Origin>,
}

impl Origins {
    /// From stretches in any order; what overlaps an earlier one is cut, what is empty is left out.
    pub fn new(mut spans: Vec<Origin>) -> Self {
        spans.sort_by_key(|origin| origin.span.start);
        let mut out = Self::default();
        for mut origin in spans {
            if let Some(last) = out.spans.last() {
                origin.span.start = origin.span.start.max(last.span.end);
            }
            if origin.span.start < origin.span.end {
                out.push(origin);
            }
        }
        out
    }

    /// The stretches.
    pub fn spans(&self) -> &[Origin] {
        &self.spans
    }

    /// Whether nothing is borrowed.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The source of the character behind `pos`, if it is borrowed.
    pub fn at(&self, pos: Pos) -> Option<&Origin> {
        let next = self.spans.partition_point(|origin| origin.span.end <= pos);
        self.spans.get(next).filter(|origin| origin.span.start <= pos)
    }

    /// The borrowed bytes of `paragraph`, which is `length` bytes long, ascending.
    pub fn in_paragraph(&self, paragraph: usize, length: usize) -> impl Iterator<Item = (ByteSpan, &Arc<Source>)> {
        let first = self.spans.partition_point(|origin| origin.span.end.paragraph < paragraph);
        let those = self.spans.iter().skip(first).take_while(move |origin| origin.span.start.paragraph <= paragraph);
        those.filter_map(move |origin| {
            let (bytes, _) = origin.span.within(paragraph, length);
            (!bytes.is_empty()).then_some((bytes, &origin.source))
        })
    }

    /// What is borrowed of the text that stands at `at`, which is `text`, as stretches of that text.
    pub fn of(&self, at: Pos, text: &str) -> Vec<Borrowed> {
        let end = at.after(text);
        let first = self.spans.partition_point(|origin| origin.span.end <= at);
        let those = self.spans.iter().skip(first).take_while(|origin| origin.span.start < end);
        let mut lines = Lines::new(at, text);
        those
            .map(|origin| {
                let start = lines.offset(origin.span.start.max(at));
                let end = lines.offset(origin.span.end.min(end));
                Borrowed { span: ByteSpan::new(start, end), source: Arc::clone(&origin.source) }
            })
            // Nothing at all stands inside of a stretch as well.
            .filter(|borrowed| !borrowed.span.is_empty())
            .collect()
    }

    /// Follows an edit: `removed` went at `at` and `inserted` came, of which `brought` is borrowed. Gives what was borrowed
    /// of the removed text.
    pub fn replace(&mut self, at: Pos, removed: &str, inserted: &str, brought: &[Borrowed]) -> Vec<Borrowed> {
        if self.spans.is_empty() && brought.is_empty() {
            return Vec::new();
        }
        let lost = self.of(at, removed);
        let (end, now) = (at.after(removed), at.after(inserted));
        let moved = |pos: Pos| {
            if pos.paragraph == end.paragraph {
                Pos::new(now.paragraph, now.byte + (pos.byte - end.byte))
            } else {
                Pos::new(now.paragraph + (pos.paragraph - end.paragraph), pos.byte)
            }
        };
        let first = self.spans.partition_point(|origin| origin.span.end <= at);
        let rest = self.spans.split_off(first);
        let mut behind = Vec::with_capacity(rest.len());
        for Origin { span, source } in rest {
            if span.end > end {
                let span = PosSpan { start: moved(span.start.max(end)), end: moved(span.end) };
                behind.push(Origin { span, source: Arc::clone(&source) });
            }
            if span.start < at {
                self.push(Origin { span: PosSpan { start: span.start, end: at }, source });
            }
        }
        let mut lines = Lines::new(at, inserted);
        for Borrowed { span, source } in brought {
            let span = PosSpan { start: lines.pos(span.start), end: lines.pos(span.end) };
            self.push(Origin { span, source: Arc::clone(source) });
        }
        for origin in behind {
            self.push(origin);
        }
        lost
    }

    /// Appends a stretch that begins where the last one ends or behind it.
    fn push(&mut self, origin: Origin) {
        match self.spans.last_mut() {
            Some(last) if last.span.end == origin.span.start && last.source == origin.source => {
                last.span.end = origin.span.end;
            }
            _ => self.spans.push(origin),
        }
    }
}

/// Places of a draft and bytes of a text that stands at one of them, asked for in ascending order.
struct Lines<'t> {
    at: Pos,
    text: &'t str,
    /// The byte at which the line that was reached begins, and its number.
    start: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    const fn new(at: Pos, text: &'t str) -> Self {
        Self { at, text, start: 0, line: 0 }
    }

    fn next(&mut self) -> bool {
        match crate::text::span::tail(self.text, self.start).find('\n') {
            Some(end) => {
                self.start += end + 1;
                self.line += 1;
                true
            }
            None => false,
        }
    }

    /// The byte of the text at `pos` of the draft.
    fn offset(&mut self, pos: Pos) -> usize {
        while self.at.paragraph + self.line < pos.paragraph && self.next() {}
        self.start + if self.line == 0 { pos.byte - self.at.byte } else { pos.byte }
    }

    /// The place in the draft of `byte` of the text.
    fn pos(&mut self, byte: usize) -> Pos {
        while crate::text::span::slice(self.text, ByteSpan::new(self.start, byte)).contains('\n') && self.next() {}
        let column = byte - self.start + if self.line == 0 { self.at.byte } else { 0 };
        Pos::new(self.at.paragraph + self.line, column)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::draft::buffer::Buffer;
    use crate::text::span::floor;

    fn source(line: usize) -> Arc<Source> {
        Arc::new(Source { path: "a.txt".into(), piece: "总结".to_owned(), line })
    }

    /// The source's line of every byte; 0 for the writer's own.
    fn bytes(buffer: &Buffer, origins: &Origins) -> Vec<usize> {
        let mut out = vec![0; buffer.bytes()];
        for origin in origins.spans() {
            for byte in out.iter_mut().take(buffer.offset(origin.span.end)).skip(buffer.offset(origin.span.start)) {
                *byte = origin.source.line;
            }
        }
        out
    }

    #[test]
    fn what_is_typed_inside_is_the_writers_own_and_parts_the_stretch() {
        let mut origins = Origins::default();
        origins.replace(Pos::default(), "", "入户\n宣传", &Borrowed::whole(13, source(3)));
        origins.replace(Pos::new(1, 3), "", "新\n", &[]);
        let spans: Vec<PosSpan> = origins.spans().iter().map(|origin| origin.span).collect();
        let pos = Pos::new;
        assert_eq!(spans, [PosSpan::new(pos(0, 0), pos(1, 3)), PosSpan::new(pos(2, 0), pos(2, 3))]);
        let lost = origins.replace(pos(1, 3), "新\n", "", &[]);
        assert!(lost.is_empty());
        assert_eq!(origins.spans().len(), 1, "{origins:?}");
        assert_eq!(origins.at(pos(1, 5)).map(|origin| origin.source.line), Some(3));
        assert_eq!(origins.at(pos(1, 6)), None);
    }

    #[test]
    fn nothing_inside_of_a_stretch_is_not_borrowed() {
        let mut origins = Origins::default();
        origins.replace(Pos::default(), "", "入户宣传", &Borrowed::whole(12, source(3)));
        assert_eq!(origins.of(Pos::new(0, 6), ""), []);
        assert_eq!(origins.of(Pos::new(0, 6), "宣").len(), 1);
    }

    proptest! {
        #[test]
        fn origins_follow_edits_as_marks_on_single_bytes_do(
            acts in vec((any::<usize>(), any::<usize>(), "[创城，a\n𠀀]{0,6}", 0_usize..4), 0..30),
        ) {
            let (mut buffer, mut origins, mut model) = (Buffer::default(), Origins::default(), Vec::new());
            let mut back = Vec::new();
            for (one, other, text, from) in acts {
                let whole = buffer.to_text();
                let place = |any: usize| floor(&whole, any % (whole.len() + 1));
                let (start, end) = (place(one).min(place(other)), place(one).max(place(other)));
                let span = PosSpan::new(buffer.at_offset(start), buffer.at_offset(end));
                let removed = buffer.delete(span);
                buffer.insert(span.start, &text);
                let brought = if from == 0 { Vec::new() } else { Borrowed::whole(text.len(), source(from)) };
                let before = origins.clone();
                let lost = origins.replace(span.start, &removed, &text, &brought);
                model.splice(start..end, vec![from; text.len()]);
                prop_assert_eq!(bytes(&buffer, &origins), model.clone());
                prop_assert!(origins.spans().iter().all(|origin| !origin.span.is_empty()));
                prop_assert_eq!(&Origins::new(origins.spans().to_vec()), &origins);
                let all: usize = (0..buffer.count())
                    .flat_map(|p| origins.in_paragraph(p, buffer.paragraph(p).len()).map(|(span, _)| span.len()))
                    .sum();
                let feeds = whole_feeds(&buffer, &origins);
                prop_assert_eq!(all + feeds, model.iter().filter(|line| **line > 0).count());
                back.push((span.start, text, removed, lost, before));
            }
            while let Some((at, text, removed, lost, before)) = back.pop() {
                origins.replace(at, &text, &removed, &lost);
                prop_assert_eq!(&origins, &before);
            }
        }
    }

    /// Line feeds that are borrowed.
    fn whole_feeds(buffer: &Buffer, origins: &Origins) -> usize {
        origins.spans().iter().map(|origin| buffer.slice(origin.span).matches('\n').count()).sum()
    }
}
