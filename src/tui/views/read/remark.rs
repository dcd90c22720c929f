//! What a reader says of a place in 阅读: a comment, a bookmark, read up to here; and the list of such places.

use super::Read;
use crate::corpus::model::Place;
use crate::review::Review;
use crate::review::anchor::{Anchor, place};
use crate::review::record::Said;
use crate::review::standing::Mark;
use crate::stats::report::{Language, Words};
use crate::text::sentence::sentences_in;
use crate::text::span::{ByteSpan, first_chars};
use crate::tui::command::{Answer, Asked, Choosing, Ctx, Question, QuestionKind, Remark, Request};
use crate::tui::snapshot::Snapshot;

impl Read {
    /// What is chosen, else the sentence at the reading mark.
    fn remarked(&mut self, snapshot: &Snapshot) -> Option<Place> {
        let row = self.mark_place(snapshot)?;
        let document = snapshot.corpus.documents.get(row.document)?;
        if let Some(span) = self.chosen(snapshot) {
            return Some(Place { span, ..row });
        }
        let line = document.lines.span(&document.text, document.lines.line_of(row.span.start));
        let holds = |one: &ByteSpan| one.end > row.span.start;
        let span = sentences_in(&document.text, line).find(holds).unwrap_or(line);
        Some(Place { span, ..row })
    }
}

fn ask(view: &mut Read, title: Words, kind: QuestionKind, asked: fn(Place) -> Asked, ctx: &mut Ctx<'_>) {
    let Some(place) = view.remarked(ctx.snapshot) else { return };
    let Some(document) = ctx.snapshot.corpus.documents.get(place.document) else { return };
    let text = document.slice(place.span).replace('\n', "");
    let cut = if text.chars().count() > 24 { "……" } else { "" };
    ctx.ask(Request::Question(Question {
        title: ctx.snapshot.lang.of(title).to_owned(),
        text: vec![format!("“{}{cut}”", first_chars(&text, 24))],
        kind,
        asked: asked(place),
    }));
}

pub(super) fn comment(view: &mut Read, ctx: &mut Ctx<'_>) {
    ask(view, Words::new("批注", "Comment"), QuestionKind::Text, Asked::CommentAt, ctx);
}

pub(super) fn bookmark(view: &mut Read, ctx: &mut Ctx<'_>) {
    let kind = QuestionKind::Line { initial: String::new() };
    ask(view, Words::new("书签的名字", "Name of the bookmark"), kind, Asked::BookmarkAt, ctx);
}

/// Notes that the document was read up to the reading mark.
pub(super) fn read_to(view: &mut Read, ctx: &mut Ctx<'_>) {
    let Some(place) = view.remarked(ctx.snapshot) else { return };
    let words = Words::new("记下读到这里", "read up to here");
    say(place, |anchor| Said::ReadTo { anchor }, ctx.snapshot.lang.of(words).to_owned(), ctx);
}

/// Lists the places that were marked in the document, or in all where none is open.
pub(super) fn places(view: &mut Read, ctx: &mut Ctx<'_>) {
    ctx.ask(Request::Marks(view.document));
}

fn say(place: Place, said: impl FnOnce(Anchor) -> Said, words: String, ctx: &mut Ctx<'_>) {
    let Some(document) = ctx.snapshot.corpus.documents.get(place.document) else { return };
    let said = said(Anchor::new(&document.text, place.span));
    ctx.ask(Request::Remark(Remark { document: place.document, said, words }));
}

/// Does what was answered.
pub(super) fn answered(asked: &Asked, answer: &Answer, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    match (asked, answer) {
        (Asked::CommentAt(place), Answer::Line(text)) if !text.trim().is_empty() => {
            let text = text.trim().to_owned();
            let words = lang.of(Words::new("批注已记下，7 里看", "noted; 7 shows it")).to_owned();
            say(*place, |anchor| Said::Comment { anchor, text, suggestion: None }, words, ctx);
        }
        (Asked::BookmarkAt(place), Answer::Line(name)) if !name.trim().is_empty() => {
            let name = name.trim().to_owned();
            let words = lang.of(Words::new("书签已记下，' 列出", "marked; ' lists it")).to_owned();
            say(*place, |anchor| Said::Bookmark { anchor, name }, words, ctx);
        }
        (Asked::MarkOf(places), Answer::Row(row, key)) => match (places.get(*row), key) {
            (_, 'a') => ctx.ask(Request::Marks(None)),
            (Some((_, Some(place), _)), 'o') => {
                ctx.ask(Request::OpenFound { place: *place, marked: vec![place.span] });
            }
            (Some((_, None, _)), 'o') => {
                ctx.say(Words::new("原文里已找不到这个位置", "its place is no longer in the text"));
            }
            (Some((document, _, id)), 'd') => {
                let words = lang.of(Words::new("书签已去掉", "the mark is gone")).to_owned();
                ctx.ask(Request::Remark(Remark {
                    document: *document,
                    said: Said::Withdraw { of: id.clone() },
                    words,
                }));
            }
            _ => {}
        },
        _ => {}
    }
}

/// The marked places of documents, to be chosen from; where they are of several, each with its document's name.
pub fn listed(reviews: &[(usize, Review)], snapshot: &Snapshot) -> Option<Choosing> {
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for (number, review) in reviews {
        let Some(document) = snapshot.corpus.documents.get(*number) else { continue };
        let standing = review.standing();
        let marks: Vec<&Mark> = standing.bookmarks.iter().chain(standing.read_to.values()).collect();
        let anchors: Vec<&Anchor> = marks.iter().map(|mark| &mark.anchor).collect();
        let mut found: Vec<(&Mark, Option<ByteSpan>)> = Vec::new();
        found
            .extend(marks.into_iter().zip(place(&anchors, &document.text)).map(|(mark, placed)| (mark, placed.span())));
        // As they stand in the text; those whose place is lost come last.
        found.sort_by_key(|(_, span)| span.map_or(usize::MAX, |span| span.start));
        for (mark, span) in found {
            let name = match (mark.name.is_empty(), snapshot.lang) {
                (false, _) => mark.name.clone(),
                (true, Language::Chinese) => format!("读到这里（{}）", mark.record.by()),
                (true, Language::English) => format!("read up to here ({})", mark.record.by()),
            };
            let line = match (span, snapshot.lang) {
                (Some(span), _) => document.source_position(span.start).line.to_string(),
                (None, Language::Chinese) => "失位".to_owned(),
                (None, Language::English) => "lost".to_owned(),
            };
            let of = if reviews.len() > 1 {
                format!("{}:", snapshot.cells.middle(&document.name(), 20))
            } else {
                String::new()
            };
            let quote = first_chars(&mark.anchor.quote.replace('\n', ""), 16).to_owned();
            rows.push(format!("{of}{line:>5}  {name}  {quote}"));
            let span = span.map(|span| Place { document: *number, span });
            places.push((*number, span, mark.record.id().to_owned()));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let title = if reviews.len() > 1 {
        Words::new("全部文档的书签", "Marks of all documents")
    } else {
        Words::new("书签", "Marks")
    };
    let mut keys = vec![('o', Words::new("去那里", "go there")), ('d', Words::new("去掉", "remove"))];
    if reviews.len() == 1 && snapshot.corpus.documents.len() > 1 {
        keys.push(('a', Words::new("全部文档的", "of all documents")));
    }
    Some(Choosing { title: snapshot.lang.of(title).to_owned(), rows, row: 0, keys, asked: Asked::MarkOf(places) })
}
