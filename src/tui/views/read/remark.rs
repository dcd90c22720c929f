//! What a reader says of a place in 阅读: a comment, a bookmark, read up to here; and the list of such places.

use super::Read;
use crate::corpus::model::Place;
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

/// Lists the places that were marked in the document.
pub(super) fn places(view: &mut Read, ctx: &mut Ctx<'_>) {
    match view.document {
        Some(number) => ctx.ask(Request::Marks(number)),
        None => ctx.say(Words::new("先打开一份文档", "open a document first")),
    }
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
            (Some((Some(place), _)), 'o') => ctx.ask(Request::OpenFound { place: *place, marked: vec![place.span] }),
            (Some((None, _)), 'o') => {
                ctx.say(Words::new("原文里已找不到这个位置", "its place is no longer in the text"));
            }
            (Some((_, Some(id))), 'd') => {
                let words = lang.of(Words::new("书签已去掉", "the mark is gone")).to_owned();
                if let Some(document) = places.iter().find_map(|(place, _)| place.map(|place| place.document)) {
                    ctx.ask(Request::Remark(Remark { document, said: Said::Withdraw { of: id.clone() }, words }));
                }
            }
            _ => {}
        },
        _ => {}
    }
}

/// The marked places of the document `number`, to be chosen from.
pub fn listed(number: usize, review: &crate::review::Review, snapshot: &Snapshot) -> Option<Choosing> {
    let document = snapshot.corpus.documents.get(number)?;
    let standing = review.standing();
    let marks: Vec<&Mark> = standing.bookmarks.iter().chain(standing.read_to.values()).collect();
    let anchors: Vec<&Anchor> = marks.iter().map(|mark| &mark.anchor).collect();
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for (mark, placed) in marks.iter().zip(place(&anchors, &document.text)) {
        let name = match (mark.name.is_empty(), snapshot.lang) {
            (false, _) => mark.name.clone(),
            (true, Language::Chinese) => format!("读到这里（{}）", mark.record.by()),
            (true, Language::English) => format!("read up to here ({})", mark.record.by()),
        };
        let line = match (placed.span(), snapshot.lang) {
            (Some(span), _) => document.source_position(span.start).line.to_string(),
            (None, Language::Chinese) => "失位".to_owned(),
            (None, Language::English) => "lost".to_owned(),
        };
        let quote = first_chars(&mark.anchor.quote.replace('\n', ""), 16).to_owned();
        rows.push(format!("{line:>5}  {name}  {quote}"));
        places.push((placed.span().map(|span| Place { document: number, span }), Some(mark.record.id().to_owned())));
    }
    if rows.is_empty() {
        return None;
    }
    Some(Choosing {
        title: snapshot.lang.of(Words::new("书签", "Marks")).to_owned(),
        rows,
        row: 0,
        keys: vec![('o', Words::new("去那里", "go there")), ('d', Words::new("去掉", "remove"))],
        asked: Asked::MarkOf(places),
    })
}
