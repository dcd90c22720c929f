//! The table of statistics: one row each. Adding a statistic is a file and a row here.

use super::data::{Data, Params};
use super::report::{Report, Words};
use super::{
    collocates, compare, dispersion, keyness, keywords, lengths, newwords, ngrams, roles, sections, sentences,
    setphrases, terms, textrank, timeline,
};
use crate::corpus::model::Scope;

/// A statistic.
#[derive(Debug)]
pub struct Statistic {
    /// Its name on the command line and in JSON; never changes.
    pub id: &'static str,
    /// Its name on screen.
    pub words: Words,
    /// What it counts or computes, in one line.
    pub note: Words,
    /// What it has to be told beside the scope.
    pub needs: Needs,
    /// Computes it. A scope that is not there gives a report without rows.
    pub run: fn(&Data<'_>, Scope, &Params) -> Report,
}

/// What a statistic has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing but the scope.
    Nothing,
    /// A scope that is not everything: it is held against the rest.
    Part,
    /// What it is held against: [`Params::against`].
    Against,
    /// A word: [`Params::word`].
    Word,
    /// A word, or none: without one it is about the scope alone.
    PerhapsWord,
}

impl Needs {
    /// Whether a word is looked at.
    pub const fn takes_word(self) -> bool {
        matches!(self, Self::Word | Self::PerhapsWord)
    }
}

impl Statistic {
    /// A report of this statistic about `scope`, its rows still to come.
    pub fn report(&self, data: &Data<'_>, scope: Scope) -> Report {
        Report {
            id: self.id,
            words: self.words,
            note: self.note,
            columns: Vec::new(),
            summary: Vec::new(),
            rows: Vec::new(),
            pending: data.pending(scope),
        }
    }
}

/// All statistics, in the order in which they are offered.
pub const STATISTICS: &[&Statistic] = &[
    &keywords::STATISTIC,
    &textrank::STATISTIC,
    &keyness::STATISTIC,
    &compare::STATISTIC,
    &ngrams::STATISTIC,
    &setphrases::STATISTIC,
    &newwords::STATISTIC,
    &collocates::STATISTIC,
    &dispersion::STATISTIC,
    &timeline::STATISTIC,
    &terms::STATISTIC,
    &roles::STATISTIC,
    &sections::STATISTIC,
    &lengths::STATISTIC,
    &sentences::STATISTIC,
];

/// The statistic of this id.
pub fn find(id: &str) -> Option<&'static Statistic> {
    STATISTICS.iter().find(|statistic| statistic.id == id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::Corpus;
    use crate::stats::vocabulary::Analyses;

    #[test]
    fn rows_are_complete_and_every_report_fits_its_row() {
        let corpus = Corpus::default();
        let data = Data { corpus: &corpus, analyses: &Analyses::default() };
        for (index, statistic) in STATISTICS.iter().enumerate() {
            assert!(STATISTICS.iter().skip(index + 1).all(|other| other.id != statistic.id), "{}", statistic.id);
            assert!(find(statistic.id).is_some());
            for words in [statistic.words, statistic.note] {
                assert!(!words.zh.is_empty() && !words.en.is_empty());
            }
            for scope in [Scope::Corpus, Scope::Document(3), Scope::Piece(3, 1), Scope::Section(3, 1, 2)] {
                let report = (statistic.run)(&data, scope, &Params::default());
                assert_eq!((report.id, report.rows.len(), report.pending), (statistic.id, 0, 0));
                assert!(!report.columns.is_empty());
            }
        }
        assert!(find("nothing").is_none());
    }
}
