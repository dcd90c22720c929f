//! Where a row is, as a person reads it: piece, headings, line, column, length.

use serde::Serialize;

use crate::corpus::model::Document;
use crate::text::span::ByteSpan;

/// A place of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct At {
    /// The title of the piece; empty where the document has one piece, or none there.
    pub piece: String,
    /// The headings over the place, the highest first.
    pub headings: Vec<String>,
    /// The 1-based line of the source; 0 for what is no longer in the document.
    pub line: usize,
    /// The 1-based column in that line, in characters.
    pub column: usize,
    /// How many characters.
    pub chars: usize,
}

impl At {
    /// The place of `span` (bytes of the document's text).
    pub fn of(document: &Document, span: ByteSpan) -> Self {
        let at = span.start;
        let position = document.source_position(at);
        let piece = document.pieces.iter().rfind(|piece| piece.span.start <= at && at <= piece.span.end);
        let mut headings = Vec::new();
        if let Some(piece) = piece {
            let holds = |one: ByteSpan| one.start <= at && at < one.end.max(one.start + 1);
            let mut next = piece.sections.iter().rfind(|section| holds(section.span));
            while let Some(section) = next.filter(|_| headings.len() <= piece.sections.len()) {
                headings.push(section.label());
                next = section.parent.and_then(|parent| piece.sections.get(parent));
            }
            headings.reverse();
        }
        Self {
            piece: piece.filter(|_| document.pieces.len() > 1).map_or_else(String::new, |piece| piece.title.clone()),
            headings,
            line: position.line,
            column: position.column,
            chars: document.slice(span).chars().count(),
        }
    }

    /// In words: `第三篇题目 › 一、做法 › （二）宣传 第 12 行第 3 列，4 字`.
    pub(super) fn words(&self) -> String {
        let piece = Some(&self.piece).filter(|piece| !piece.is_empty());
        let path: Vec<&str> = piece.into_iter().chain(&self.headings).map(String::as_str).collect();
        let line = if self.line == 0 {
            "原文中已找不到".to_owned()
        } else {
            format!("第 {} 行第 {} 列，{} 字", self.line, self.column, self.chars)
        };
        if path.is_empty() { line } else { format!("{}\n{line}", path.join(" › ")) }
    }
}
