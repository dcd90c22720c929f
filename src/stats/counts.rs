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
        if scope == Scope::Corpus { Self::of_all(data, wanted) } else { Self::of_part(data, scope, wanted) }
    }

    /// Hands the words of `scope` that are `wanted`, their counts and first places to `put`, in no order: of the whole corpus
    /// there may be very many.
    pub fn each(data: &Data<'_>, scope: Scope, wanted: impl Fn(&Word) -> bool, mut put: impl FnMut(u32, u64, Place)) {
        if scope == Scope::Corpus {
            let vocabulary = data.vocabulary();
            let all = data.totals().iter(|word| vocabulary.length(word));
            let kept = all.filter(|(word, ..)| vocabulary.get(*word).is_some_and(&wanted));
            kept.for_each(|(word, total, first)| put(word, u64::from(total.count), first));
        } else {
            Self::of_part(data, scope, wanted).iter().for_each(|(word, count, first)| put(word, count, first));
        }
    }

    fn of_all(data: &Data<'_>, wanted: impl Fn(&Word) -> bool) -> Self {
        let (vocabulary, totals) = (data.vocabulary(), data.totals());
        let all = totals.iter(|word| vocabulary.length(word));
        let kept = all.filter(|(word, ..)| vocabulary.get(*word).is_some_and(&wanted));
        let mut rows: Vec<(u32, u64, Place)> =
            kept.map(|(word, total, first)| (word, u64::from(total.count), first)).collect();
        rows.sort_unstable_by_key(|(_, _, first)| *first);
        Self { rows, running: totals.running() }
    }

    fn of_part(data: &Data<'_>, scope: Scope, wanted: impl Fn(&Word) -> bool) -> Self {
        let vocabulary = data.vocabulary();
        let mut counts = Self::default();
        let mut slots: FxHashMap<u32, usize> = FxHashMap::default();
        for part in data.parts(scope) {
            for token in part.analysis.tokens(vocabulary, part.span) {
                let Some(word) = vocabulary.get(token.word) else { continue };
                counts.running += u64::from(word.is_word());
                if !wanted(word) {
                    continue;
                }
                let slot = *slots.entry(token.word).or_insert(counts.rows.len());
                if let Some((_, count, _)) = counts.rows.get_mut(slot) {
                    *count += 1;
                } else {
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
