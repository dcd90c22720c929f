//! How often each word stands in a scope, and where first: the beginning of most statistics.

use rustc_hash::FxHashMap;

use super::data::Data;
use super::vocabulary::Word;
use crate::corpus::model::{Place, Scope};

/// Counts of words by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// (word, count, first place), in the order of first places within each document.
    rows: Vec<(u32, u64, Place)>,
    /// Words and figures in the scope, those not asked for as well; marks are none.
    running: u64,
}

impl Counts {
    /// Counts the words of `scope` that are `wanted`.
    pub fn of(data: &Data<'_>, scope: Scope, wanted: impl Fn(&Word) -> bool) -> Self {
        let vocabulary = data.vocabulary();
        let kinds: Vec<(bool, bool)> = vocabulary.words().iter().map(|word| (word.is_word(), wanted(word))).collect();
        let mut counts = Self::default();
        // Where each word stands among the rows: an array for the whole, a table for parts.
        let mut dense: Vec<u32> = if scope == Scope::Corpus { vec![u32::MAX; kinds.len()] } else { Vec::new() };
        let mut sparse: FxHashMap<u32, u32> = FxHashMap::default();
        for part in data.parts(scope) {
            for token in part.analysis.tokens(vocabulary, part.span) {
                let (is_word, wanted) = kinds.get(token.word as usize).copied().unwrap_or_default();
                counts.running += u64::from(is_word);
                if !wanted {
                    continue;
                }
                let slot = match dense.get_mut(token.word as usize) {
                    Some(slot) => slot,
                    None => sparse.entry(token.word).or_insert(u32::MAX),
                };
                if let Some((_, count, _)) = counts.rows.get_mut(*slot as usize) {
                    *count += 1;
                } else {
                    *slot = counts.rows.len() as u32;
                    let place = Place { document: part.number, span: token.span(vocabulary) };
                    counts.rows.push((token.word, 1, place));
                }
            }
        }
        counts
    }

    /// (word, count, first place), as they first occur.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u64, Place)> + '_ {
        self.rows.iter().copied()
    }

    /// All running words and figures of the scope.
    pub const fn running(&self) -> u64 {
        self.running
    }
}
