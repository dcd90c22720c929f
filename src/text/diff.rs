//! What became of a text: the paragraphs that changed, and in them the characters.
//!
//! Paragraphs are compared first, then the characters of those that changed; a character is a grapheme cluster. Knows
//! nothing of files or screens. Linear in memory; the time of unlike texts is bounded by the heuristics of the
//! algorithm, and characters of very long unlike stretches are not compared one by one.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// The most characters, old and new together, that are compared one by one in a stretch of changed paragraphs.
const FINE: usize = 20_000;

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its text, not empty.
    pub text: String,
    /// It is only in this one of the two texts.
    pub changed: bool,
}

/// A stretch of whole paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Paragraphs that both texts have.
    Same(Vec<String>),
    /// Paragraphs of the old text and what became of them.
    Changed {
        /// The old ones, each in its parts.
        old: Vec<Vec<Part>>,
        /// The new ones.
        new: Vec<Vec<Part>>,
    },
}

/// All that differs between two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The texts from beginning to end.
    pub blocks: Vec<Block>,
    /// Characters that only the old text has; a line end is one.
    pub removed: usize,
    /// Characters that only the new text has.
    pub inserted: usize,
}

impl Diff {
    /// What became of `old` in `new`.
    pub fn new(old: &str, new: &str) -> Self {
        if old == new {
            return Self { blocks: vec![Block::Same(old.split('\n').map(str::to_owned).collect())], ..Self::default() };
        }
        let olds: Vec<&str> = old.split('\n').collect();
        let news: Vec<&str> = new.split('\n').collect();
        let mut diff = Self::default();
        for op in capture_diff_slices(Algorithm::Myers, &olds, &news) {
            let old = olds.get(op.old_range()).unwrap_or_default();
            let new = news.get(op.new_range()).unwrap_or_default();
            if matches!(op, DiffOp::Equal { .. }) {
                diff.blocks.push(Block::Same(old.iter().map(|text| (*text).to_owned()).collect()));
            } else {
                diff.change(old, new);
            }
        }
        diff
    }

    /// Whether the texts are the same.
    pub fn is_empty(&self) -> bool {
        self.removed == 0 && self.inserted == 0
    }

    fn change(&mut self, old: &[&str], new: &[&str]) {
        let (one, other) = (old.join("\n"), new.join("\n"));
        let olds: Vec<&str> = one.graphemes(true).collect();
        let news: Vec<&str> = other.graphemes(true).collect();
        let ops = if olds.len() + news.len() <= FINE {
            capture_diff_slices(Algorithm::Myers, &olds, &news)
        } else {
            vec![DiffOp::Replace { old_index: 0, old_len: olds.len(), new_index: 0, new_len: news.len() }]
        };
        let (mut before, mut after) = (Paragraphs::default(), Paragraphs::default());
        for op in ops {
            let changed = !matches!(op, DiffOp::Equal { .. });
            let gone = olds.get(op.old_range()).unwrap_or_default();
            let come = news.get(op.new_range()).unwrap_or_default();
            if changed {
                self.removed += gone.len();
                self.inserted += come.len();
            }
            for cluster in gone {
                before.push(cluster, changed);
            }
            for cluster in come {
                after.push(cluster, changed);
            }
        }
        // A paragraph that came or went altogether has one line end more than its characters show.
        self.removed += usize::from(new.is_empty());
        self.inserted += usize::from(old.is_empty());
        let whole = |paragraphs: Paragraphs, any: bool| if any { paragraphs.done } else { Vec::new() };
        self.blocks.push(Block::Changed { old: whole(before, !old.is_empty()), new: whole(after, !new.is_empty()) });
    }
}

/// Paragraphs that grow by a cluster at a time.
#[derive(Debug)]
struct Paragraphs {
    done: Vec<Vec<Part>>,
}

impl Default for Paragraphs {
    fn default() -> Self {
        Self { done: vec![Vec::new()] }
    }
}

impl Paragraphs {
    fn push(&mut self, cluster: &str, changed: bool) {
        if let Some(rest) = cluster.strip_suffix('\n') {
            if !rest.is_empty() {
                self.push(rest, changed);
            }
            self.done.push(Vec::new());
            return;
        }
        let Some(parts) = self.done.last_mut() else { return };
        match parts.last_mut() {
            Some(part) if part.changed == changed => part.text.push_str(cluster),
            _ => parts.push(Part { text: cluster.to_owned(), changed }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;

    /// Removed parts in 〔〕, inserted ones in ＋＋, paragraphs after each other.
    fn told(old: &str, new: &str) -> String {
        let mark = |paragraphs: &[Vec<Part>], open: char, close: char| {
            let of = |parts: &Vec<Part>| {
                let one = |p: &Part| if p.changed { format!("{open}{}{close}", p.text) } else { p.text.clone() };
                parts.iter().map(one).collect::<String>()
            };
            paragraphs.iter().map(of).collect::<Vec<_>>().join("/")
        };
        let block = |block: &Block| match block {
            Block::Same(paragraphs) => paragraphs.join("/"),
            Block::Changed { old, new } => format!("-{} +{}", mark(old, '〔', '〕'), mark(new, '【', '】')),
        };
        Diff::new(old, new).blocks.iter().map(block).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn characters_are_told_in_the_paragraphs_that_changed() {
        for (old, new, expected, counts) in [
            ("甲\n乙丙\n丁", "甲\n乙新丙\n丁", "甲|-乙丙 +乙【新】丙|丁", (0, 1)),
            ("入户200人", "入户300人", "-入户〔2〕00人 +入户【3】00人", (1, 1)),
            ("甲\n乙", "甲\n乙\n新段", "甲/乙|- +【新段】", (0, 3)),
            ("甲\n旧段\n乙", "甲\n乙", "甲|-〔旧段〕 +|乙", (3, 0)),
            ("e\u{301}𠀀", "e𠀀", "-〔e\u{301}〕𠀀 +【e】𠀀", (1, 1)),
            ("", "新", "- +【新】", (0, 1)),
            ("一样", "一样", "一样", (0, 0)),
        ] {
            let diff = Diff::new(old, new);
            assert_eq!((told(old, new).as_str(), (diff.removed, diff.inserted)), (expected, counts), "{old} {new}");
        }
    }

    #[test]
    fn long_unlike_texts_are_compared_in_bounded_time() {
        let text = |seed: usize| -> String {
            (0..60_000_usize)
                .map(|n| char::from_u32(0x4e00 + ((n * 7919 + seed * 104_729 + n * n) % 20_000) as u32).unwrap_or('一'))
                .collect()
        };
        let diff = Diff::new(&text(1), &text(2));
        assert_eq!((diff.removed, diff.inserted), (60_000, 60_000));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_difference(old in "[甲乙，a\n𠀀\u{301}]{0,40}", new in "[甲乙，a\n𠀀\u{301}]{0,40}") {
            let diff = Diff::new(&old, &new);
            let (mut before, mut after) = (Vec::new(), Vec::new());
            let text = |parts: &Vec<Part>| parts.iter().map(|part| part.text.as_str()).collect::<String>();
            for block in &diff.blocks {
                match block {
                    Block::Same(paragraphs) => {
                        before.extend(paragraphs.clone());
                        after.extend(paragraphs.clone());
                    }
                    Block::Changed { old, new } => {
                        before.extend(old.iter().map(text));
                        after.extend(new.iter().map(text));
                    }
                }
            }
            prop_assert_eq!(before.join("\n"), old.as_str());
            prop_assert_eq!(after.join("\n"), new.as_str());
            prop_assert_eq!(diff.is_empty(), old == new);
        }
    }
}
