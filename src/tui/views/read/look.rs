//! From 阅读 to 检索: what is chosen in the text is looked for, else a word of the line under the mark or of the heading.

use super::Read;
use crate::corpus::model::Place;
use crate::stats::report::Words;
use crate::text::span::{ByteSpan, first_chars};
use crate::tui::command::{Asked, Ctx, Question, QuestionKind, Request};
use crate::tui::layout::Pane;
use crate::tui::snapshot::Snapshot;

/// How many words are offered: as many as there are keys from 1 to 9.
const OFFERED: usize = 9;
/// The longest text that is looked for as it stands, in characters.
const LONGEST: usize = 60;

/// Looks for what is chosen, or asks for which word.
pub(super) fn look(view: &mut Read, ctx: &mut Ctx<'_>) {
    if let Some((document, span)) = view.document.zip(view.chosen(ctx.snapshot)) {
        let text = ctx.snapshot.corpus.documents.get(document).map_or("", |document| document.slice(span));
        // A place lies within a line: of several the first that says something.
        let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
        ctx.ask(Request::Search(quoted(first_chars(line, LONGEST))));
        return;
    }
    let place = match view.focus {
        Pane::Middle => view.mark_place(ctx.snapshot).map(|place| whole_line(place, ctx.snapshot)),
        Pane::Left => ctx.snapshot.corpus.place(view.scope()).map(|place| heading(place, ctx.snapshot)),
    };
    let words = place.map(|place| words(place, ctx.snapshot)).unwrap_or_default();
    match words.as_slice() {
        [] => ctx.say(Words::new("这一行没有可检索的词", "no word to look for in this row")),
        [only] => ctx.ask(Request::Search(quoted(only))),
        _ => ctx.ask(Request::Question(Question {
            title: ctx.snapshot.lang.of(Words::new("检索哪个词", "Which word")).to_owned(),
            text: Vec::new(),
            kind: QuestionKind::Pick(words.clone()),
            asked: Asked::LookFor(words),
        })),
    }
}

/// The words were offered and one was taken by its key.
pub(super) fn taken(words: &[String], key: char, ctx: &mut Ctx<'_>) {
    let at = key.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
    if let Some(word) = at.and_then(|at| words.get(at)) {
        ctx.ask(Request::Search(quoted(word)));
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace(['"', '＂', '”'], " "))
}

/// The same place; where it is blank, as the row above a heading is, all of its line.
fn whole_line(place: Place, snapshot: &Snapshot) -> Place {
    let blank = snapshot.corpus.documents.get(place.document).filter(|doc| doc.slice(place.span).trim().is_empty());
    let line = blank.map(|document| document.lines.span(&document.text, document.lines.line_of(place.span.start)));
    Place { span: line.unwrap_or(place.span), ..place }
}

/// The line at which a place begins.
fn heading(place: Place, snapshot: &Snapshot) -> Place {
    let document = snapshot.corpus.documents.get(place.document);
    let line = document.map(|document| document.lines.span(&document.text, document.lines.line_of(place.span.start)));
    Place { span: line.and_then(|line| line.overlap(place.span)).unwrap_or(place.span), ..place }
}

/// The words within a place that mean something, each once, as they stand.
fn words(place: Place, snapshot: &Snapshot) -> Vec<String> {
    let vocabulary = snapshot.analyses.vocabulary();
    let Some(analysis) = snapshot.analyses.get(place.document) else { return Vec::new() };
    let mut words: Vec<String> = Vec::new();
    for token in analysis.tokens(vocabulary, place.span) {
        let text = vocabulary.text(token.word);
        let whole = token.span(vocabulary).overlap(place.span) == Some(token.span(vocabulary));
        let kept = vocabulary.get(token.word).is_some_and(|word| word.kept);
        if kept && whole && !words.iter().any(|word| word == text) {
            words.push(text.to_owned());
        }
        if words.len() == OFFERED {
            break;
        }
    }
    // Of a title, which is no prose, all of it.
    if words.is_empty()
        && let Some(document) = snapshot.corpus.documents.get(place.document)
    {
        let line = document.slice(ByteSpan::new(place.span.start, place.span.end)).trim();
        words.extend((!line.is_empty()).then(|| first_chars(line, LONGEST).to_owned()));
    }
    words
}
