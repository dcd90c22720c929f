//! Where many words stand in one text, in a pass or a few over it.
//!
//! Bounded: of words that stand in very many places only those around the wanted line are kept, so that neither a text of
//! one character nor a sidecar made to harm takes more than a moment. Must not know what the words are.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::{Finder, FinderRev};

use crate::text::span::{LineIndex, head, tail};

/// Words that stand in more places than this are looked for around their line.
const MANY: usize = 4096;
/// How many places are kept on either side of the line then.
const AROUND: usize = 512;
/// Words of more bytes than this are looked for one by one; they are few.
const LONGEST: usize = 4096;
/// How many bytes of words are looked for in one pass: what they are looked for with takes many times as much room.
const BATCH: usize = 1 << 20;
/// How many matches one pass may meet in all, for each byte of the text.
const PER_BYTE: usize = 8;

/// What is looked for, and the 1-based line around which it is expected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub words: &'a str,
    pub line: usize,
}

/// Where the wanted words stand.
#[derive(Debug)]
pub(super) struct Occurrences {
    /// For each of the wanted, which of the different words it is.
    which: Vec<Option<usize>>,
    /// For each of the different words the bytes at which they begin, ascending.
    starts: Vec<Vec<usize>>,
    /// For each of the wanted whose words stand in too many places, those around its line.
    around: HashMap<usize, Vec<usize>>,
}

impl Occurrences {
    /// Looks for all of them. Empty words stand nowhere.
    pub(super) fn of(wanted: &[Wanted<'_>], text: &str, lines: &LineIndex) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut which = Vec::with_capacity(wanted.len());
        for one in wanted {
            let next = numbers.len();
            which.push((!one.words.is_empty()).then(|| *numbers.entry(one.words).or_insert(next)));
        }
        let mut different: Vec<(&str, usize)> = numbers.into_iter().collect();
        different.sort_unstable_by_key(|(_, number)| *number);
        let words: Vec<&str> = different.into_iter().map(|(words, _)| words).collect();
        let (starts, cut) = everywhere(&words, text);
        let mut around = HashMap::new();
        for (at, one) in wanted.iter().enumerate() {
            if which.get(at).copied().flatten().is_some_and(|word| cut.get(word) == Some(&true)) {
                around.insert(at, near(one, text, lines));
            }
        }
        Self { which, starts, around }
    }

    /// The bytes at which the words of that number (in the order in which they were wanted) begin, ascending.
    pub(super) fn starts(&self, at: usize) -> &[usize] {
        if let Some(around) = self.around.get(&at) {
            return around;
        }
        let word = self.which.get(at).copied().flatten();
        word.and_then(|word| self.starts.get(word)).map_or(&[], Vec::as_slice)
    }

    /// Whether there may be more places than were kept.
    pub(super) fn is_cut(&self, at: usize) -> bool {
        self.around.contains_key(&at)
    }
}

/// The places of all of `words`, overlapping ones too, and for each whether there may be more.
fn everywhere(words: &[&str], text: &str) -> (Vec<Vec<usize>>, Vec<bool>) {
    let mut starts = vec![Vec::new(); words.len()];
    let mut cut = vec![false; words.len()];
    let (short, long): (Vec<usize>, Vec<usize>) =
        (0..words.len()).partition(|at| words.get(*at).is_some_and(|words| words.len() <= LONGEST));
    let mut batch: Vec<usize> = Vec::new();
    let mut bytes = 0;
    let length = |at: usize| words.get(at).map_or(0, |words| words.len());
    for at in short {
        if bytes + length(at) > BATCH {
            one_pass(&batch, words, text, &mut starts, &mut cut);
            batch.clear();
            bytes = 0;
        }
        bytes += length(at);
        batch.push(at);
    }
    one_pass(&batch, words, text, &mut starts, &mut cut);
    for at in long {
        if let (Some(words), Some(starts)) = (words.get(at), starts.get_mut(at)) {
            starts.extend(Finder::new(words.as_bytes()).find_iter(text.as_bytes()).take(MANY));
        }
    }
    (starts, cut)
}

/// Looks for those of `words` that `batch` names.
fn one_pass(batch: &[usize], words: &[&str], text: &str, starts: &mut [Vec<usize>], cut: &mut [bool]) {
    let patterns = batch.iter().filter_map(|at| words.get(*at));
    let built = AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns);
    let most = text.len().saturating_mul(PER_BYTE);
    let mut whole = false;
    if let Ok(machine) = built {
        whole = true;
        for (count, found) in machine.find_overlapping_iter(text).enumerate() {
            if count >= most {
                whole = false;
                break;
            }
            let Some(word) = batch.get(found.pattern().as_usize()).copied() else { continue };
            match (starts.get_mut(word), cut.get_mut(word)) {
                (Some(places), _) if places.len() < MANY => places.push(found.start()),
                (_, Some(cut)) => *cut = true,
                _ => {}
            }
        }
    }
    if !whole {
        // Words that lie in each other thousands of times: each is looked for by itself.
        for at in batch {
            if let Some(cut) = cut.get_mut(*at) {
                *cut = true;
            }
        }
    }
}

/// The places around the wanted line, not overlapping on either side of its beginning; ascending.
fn near(wanted: &Wanted<'_>, text: &str, lines: &LineIndex) -> Vec<usize> {
    let line = wanted.line.clamp(1, lines.count());
    let middle = lines.span(text, line).start;
    let words = wanted.words.as_bytes();
    // Words that reach over the middle belong to the places before it.
    let reach = text.floor_char_boundary(middle.saturating_add(words.len().saturating_sub(1)).min(text.len()));
    let before = FinderRev::new(words);
    let before = before.rfind_iter(head(text, reach).as_bytes()).filter(|at| *at < middle).take(AROUND);
    let mut places: Vec<usize> = before.collect();
    places.reverse();
    let after = Finder::new(words);
    places.extend(after.find_iter(tail(text, middle).as_bytes()).take(AROUND).map(|at| at + middle));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::{ByteSpan, slice};

    fn starts(words: &str, line: usize, text: &str) -> (Vec<usize>, bool) {
        let found = Occurrences::of(&[Wanted { words, line }], text, &LineIndex::new(text));
        (found.starts(0).to_vec(), found.is_cut(0))
    }

    #[test]
    fn every_place_is_found_overlapping_ones_too() {
        assert_eq!(starts("一一", 1, "一一一𠀀一一"), (vec![0, 3, 13], false));
        assert_eq!(starts("e\u{301}", 1, "ee\u{301}"), (vec![1], false));
        assert_eq!(starts("", 1, "甲"), (vec![], false));
        assert_eq!(starts("乙", 1, ""), (vec![], false));
        let text = "甲乙甲";
        let wanted =
            [Wanted { words: "甲", line: 1 }, Wanted { words: "乙", line: 1 }, Wanted { words: "甲", line: 9 }];
        let found = Occurrences::of(&wanted, text, &LineIndex::new(text));
        assert_eq!([found.starts(0), found.starts(1), found.starts(2)], [&[0, 6][..], &[3], &[0, 6]]);
    }

    #[test]
    fn of_very_many_places_those_around_the_line_are_kept() {
        let text = "工作\n".repeat(10_000);
        let (places, cut) = starts("工作", 5_000, &text);
        let begin = 4_999 * "工作\n".len();
        assert!(cut && places.len() == AROUND * 2 && places.is_sorted());
        assert!(places.contains(&begin) && places.contains(&(begin - 7)) && !places.contains(&0));
        // Words longer than a pass takes are found too, and so are more than one pass takes.
        let text: String =
            (0..40_000).map(|number| char::from_u32(0x4e00 + number * 7 % 20_000).unwrap_or('一')).collect();
        let words: Vec<&str> = (0..9_000).map(|at| slice(&text, ByteSpan::new(at * 9, at * 9 + 300))).collect();
        let long = head(&text, LONGEST * 2);
        let wanted: Vec<Wanted<'_>> = words.iter().chain([&long]).map(|words| Wanted { words, line: 1 }).collect();
        let found = Occurrences::of(&wanted, &text, &LineIndex::new(&text));
        assert!((0..words.len()).all(|at| found.starts(at).contains(&(at * 9))));
        assert_eq!(found.starts(words.len()).first(), Some(&0));
        // Words that lie in each other end the pass early and are found all the same.
        let text = "一".repeat(20_000);
        let words: Vec<String> = (1..200).map(|count| "一".repeat(count)).collect();
        let wanted: Vec<Wanted<'_>> = words.iter().map(|words| Wanted { words, line: 1 }).collect();
        let found = Occurrences::of(&wanted, &text, &LineIndex::new(&text));
        assert!((0..wanted.len()).all(|at| found.starts(at).first() == Some(&0) && found.is_cut(at)));
    }
}
