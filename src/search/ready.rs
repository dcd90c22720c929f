//! What search reads of the documents of a corpus, taken out of them and set side by side. To go from one document to the
//! next in them means to wait for the memory twice; here the next one stands behind the one before.

use std::sync::Arc;

use super::counts::{Count, Counts};
use crate::corpus::model::Document;
use crate::text::folded::{Needle, Sketch};
use crate::text::shared::Text;

/// What is read of one document.
#[derive(Clone, Debug)]
pub struct Row {
    text: Text,
    sketch: Sketch,
}

impl Row {
    /// That of `document`; its text and sketch are shared with it.
    pub fn of(document: &Document) -> Self {
        Self { text: document.text.clone(), sketch: document.sketch().clone() }
    }

    /// Its text.
    pub const fn text(&self) -> &Text {
        &self.text
    }
}

/// A corpus made ready for search.
#[derive(Debug)]
pub struct Ready {
    rows: Vec<Row>,
    counts: Option<Counts>,
}

impl Ready {
    /// The `rows` of all documents in their order, and the counts of their texts.
    pub const fn new(rows: Vec<Row>, counts: Option<Counts>) -> Self {
        Self { rows, counts }
    }

    /// The documents.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How often `word` stands in them, where that is known.
    pub fn count(&self, word: &Needle) -> Option<Count> {
        self.counts.as_ref()?.of_word(word)
    }
}

/// The texts of documents for search: as they stand in the documents, or side by side.
#[derive(Clone, Copy, Debug)]
pub enum Texts<'a> {
    /// In the documents.
    Documents(&'a [Arc<Document>]),
    /// Side by side.
    Ready(&'a [Row]),
}

impl<'a> Texts<'a> {
    /// The text of the document of this number, and what is known of it.
    pub fn get(self, number: usize) -> Option<(&'a Text, &'a Sketch)> {
        match self {
            Self::Documents(documents) => {
                let document = documents.get(number)?;
                Some((&document.text, document.sketch()))
            }
            Self::Ready(rows) => rows.get(number).map(|row| (&row.text, &row.sketch)),
        }
    }

    /// The text of the document of this number.
    pub fn text(self, number: usize) -> Option<&'a Text> {
        match self {
            Self::Documents(documents) => documents.get(number).map(|document| &document.text),
            Self::Ready(rows) => rows.get(number).map(Row::text),
        }
    }
}
