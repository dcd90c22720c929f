//! Sentences that were taken out of one paragraph and stand in another: a paragraph that was broken in two, two that were
//! joined, a sentence put elsewhere. Knows nothing of sections.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::model::{Lot, Paragraph, Part, PartKind, Passage};
use super::paragraphs::MOVABLE;
use crate::text::span::{ByteSpan, slice};

/// A stretch of sentences that stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Its bytes in the old text.
    pub old: ByteSpan,
    /// Its bytes in the new text; the same words.
    pub new: ByteSpan,
    /// 1-based line of the old source on which its paragraph begins.
    pub old_line: usize,
    /// The same of the new source.
    pub new_line: usize,
}

/// A sentence of what only one text has, without its final mark.
struct Sentence {
    span: ByteSpan,
    /// The end of its part, up to which a mark may be taken in.
    end: usize,
    line: usize,
}

/// Marks as moved what is told as deleted and inserted with the same words, whole sentences of [`MOVABLE`] characters or
/// more; gives what was found, ascending by the new text.
pub fn moved(passages: &mut [Passage], old: &str, new: &str) -> Vec<Move> {
    let gone = sentences(passages, old, PartKind::Deleted);
    let come = sentences(passages, new, PartKind::Inserted);
    let mut places: FxHashMap<&str, VecDeque<&Sentence>> = FxHashMap::default();
    for sentence in &gone {
        places.entry(slice(old, sentence.span)).or_default().push_back(sentence);
    }
    let mut moves: Vec<Move> = Vec::new();
    for sentence in &come {
        let Some(from) = places.get_mut(slice(new, sentence.span)).and_then(VecDeque::pop_front) else { continue };
        let marks = |text, end: usize, limit: usize| {
            let rest: &str = slice(text, ByteSpan::new(end, limit));
            rest.chars().take_while(|c| is_end(*c) || is_close(*c)).collect::<String>()
        };
        let (one, other) = (marks(old, from.span.end, from.end), marks(new, sentence.span.end, sentence.end));
        let more: usize = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let found = Move {
            old: ByteSpan::new(from.span.start, from.span.end + more),
            new: ByteSpan::new(sentence.span.start, sentence.span.end + more),
            old_line: from.line,
            new_line: sentence.line,
        };
        match moves.last_mut() {
            Some(last) if last.old.end == found.old.start && last.new.end == found.new.start => {
                (last.old.end, last.new.end) = (found.old.end, found.new.end);
            }
            _ => moves.push(found),
        }
    }
    moves.sort_by_key(|found| found.old.start);
    split(passages, PartKind::Deleted, &moves.iter().map(|found| found.old).collect::<Vec<_>>());
    moves.sort_by_key(|found| found.new.start);
    split(passages, PartKind::Inserted, &moves.iter().map(|found| found.new).collect::<Vec<_>>());
    moves
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | '\n')
}

fn is_close(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '」')
}

fn of(part: &Part, kind: PartKind) -> ByteSpan {
    if kind == PartKind::Deleted { part.old } else { part.new }
}

/// The sentences of the parts of this kind, ascending.
fn sentences(passages: &[Passage], text: &str, kind: PartKind) -> Vec<Sentence> {
    let stands = |paragraph: &&Paragraph| paragraph.lot != Lot::Away && !paragraph.debris;
    let mut out = Vec::new();
    for paragraph in passages.iter().flat_map(|passage| &passage.paragraphs).filter(stands) {
        let stand = if kind == PartKind::Deleted { paragraph.old } else { paragraph.new };
        let line = stand.map_or(1, |stand| stand.line);
        for span in paragraph.parts.iter().filter(|part| part.kind == kind).map(|part| of(part, kind)) {
            let part = slice(text, span);
            let mut start = 0;
            let ends = part.match_indices(is_end).map(|(at, _)| at).chain([part.len()]);
            for end in ends.collect::<Vec<_>>() {
                // What is left of the sentence before is no beginning.
                let whole = slice(part, ByteSpan::new(start, end));
                let from =
                    end - whole.trim_start_matches(|c: char| is_end(c) || is_close(c) || c.is_whitespace()).len();
                let words = slice(part, ByteSpan::new(from, end)).trim_end();
                if words.chars().filter(|c| !c.is_whitespace()).nth(MOVABLE - 1).is_some() {
                    let at = ByteSpan::new(span.start + from, span.start + from + words.len());
                    out.push(Sentence { span: at, end: span.end, line });
                }
                start = end;
            }
        }
    }
    out.sort_by_key(|sentence| sentence.span.start);
    out
}

/// Cuts the parts of this kind where `moved` stands, which ascends.
fn split(passages: &mut [Passage], kind: PartKind, moved: &[ByteSpan]) {
    if moved.is_empty() {
        return;
    }
    let (to, deleted) =
        if kind == PartKind::Deleted { (PartKind::MovedFrom, true) } else { (PartKind::MovedTo, false) };
    for paragraph in passages.iter_mut().flat_map(|passage| &mut passage.paragraphs) {
        let mut parts = Vec::with_capacity(paragraph.parts.len());
        for part in &paragraph.parts {
            if part.kind != kind {
                parts.push(*part);
                continue;
            }
            let span = of(part, kind);
            let first = moved.partition_point(|moved| moved.start < span.start);
            let mut at = span.start;
            let mut push = |kind: PartKind, from: usize, end: usize| {
                let here = ByteSpan::new(from, end);
                if !here.is_empty() {
                    parts.push(if deleted {
                        Part { kind, old: here, new: part.new }
                    } else {
                        Part { kind, old: part.old, new: here }
                    });
                }
            };
            for moved in moved.iter().skip(first).take_while(|moved| moved.end <= span.end) {
                push(kind, at, moved.start);
                push(to, moved.start, moved.end);
                at = moved.end;
            }
            push(kind, at, span.end);
        }
        paragraph.parts = parts;
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::PartKind;
    use super::super::tests::compared;

    const ONE: &str = "组织志愿者对背街小巷集中清扫，清运垃圾三十余吨。";
    const TWO: &str = "民警和网格员每晚巡查两次，调解邻里纠纷𠀀十五起。";
    const THREE: &str = "利用广播和展板讲清楚政策要求，营造e\u{301}浓厚氛围。";

    /// Deleted, inserted and moved characters; moved stretches.
    fn told(old: &str, new: &str) -> (usize, usize, usize) {
        let comparison = compared(old, new);
        let text = |kind| {
            let parts = comparison.paragraphs().flat_map(|paragraph| &paragraph.parts);
            parts
                .filter(|part| part.kind == kind)
                .map(|part| comparison.old_text(part.old).to_owned())
                .collect::<String>()
        };
        let to: String = comparison
            .paragraphs()
            .flat_map(|paragraph| &paragraph.parts)
            .filter(|part| part.kind == PartKind::MovedTo)
            .map(|part| comparison.new_text(part.new))
            .collect();
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        assert_eq!(letters(&text(PartKind::MovedFrom)), letters(&to), "{old} → {new}");
        (comparison.counts.deleted, comparison.counts.inserted, comparison.moves.len())
    }

    #[test]
    fn a_paragraph_is_broken_and_joined() {
        let whole = format!("{ONE}{TWO}{THREE}\n");
        let apart = format!("{ONE}{TWO}\n{THREE}\n");
        assert_eq!(told(&whole, &apart), (0, 0, 1));
        assert_eq!(told(&apart, &whole), (0, 0, 1));
    }

    #[test]
    fn a_sentence_stands_in_another_paragraph() {
        let old =
            format!("第一段开头说明总体情况，比较具体。{ONE}最后再说一句。\n{TWO}第二段结尾说明别的情况，也很具体。\n");
        let new =
            format!("第一段开头说明总体情况，比较具体。最后再说一句。\n{TWO}{ONE}第二段结尾说明别的情况，也很具体。\n");
        assert_eq!(told(&old, &new), (0, 0, 1));
        assert_eq!(compared(&old, &new).facts, []);
    }

    #[test]
    fn what_is_short_or_unlike_is_not_moved() {
        assert_eq!(told("甲乙丙丁。很好。\n戊己庚辛壬癸。", "甲乙丙丁。\n戊己庚辛壬癸。很好。").2, 0);
        assert_eq!(told(&format!("{ONE}{TWO}"), &format!("{ONE}{THREE}")).2, 0);
    }
}
