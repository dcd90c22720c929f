//! What people say of a place in 校对: comments, other words for it, answers, and whether that is settled.

use super::Review;
use super::deeds::{IN_WORD, words};
use super::queue::What;
use crate::review::record::{Said, State};
use crate::stats::report::Words;
use crate::text::span::{ByteSpan, first_chars, slice};
use crate::tui::command::{Asked, Ctx, Question, QuestionKind, Request};

/// A text as it is quoted in the status line.
pub(super) fn quoted(text: &str) -> String {
    let cut = if text.chars().count() > 12 { "……" } else { "" };
    format!("“{}{cut}”", first_chars(&text.replace('\n', ""), 12))
}

pub(super) fn line(title: Words, text: Vec<String>, initial: String, asked: Asked, ctx: &mut Ctx<'_>) {
    let title = ctx.snapshot.lang.of(title).to_owned();
    ctx.ask(Request::Question(Question { title, text, kind: QuestionKind::Line { initial }, asked }));
}

/// Asks for words that may have several lines.
fn written(title: Words, text: Vec<String>, asked: Asked, ctx: &mut Ctx<'_>) {
    let title = ctx.snapshot.lang.of(title).to_owned();
    ctx.ask(Request::Question(Question { title, text, kind: QuestionKind::Text, asked }));
}

pub(super) fn comment(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((_, span)) = view.place() else { return };
    let Some(entry) = view.entry() else { return };
    let text = vec![quoted(slice(entry.text(), sentence(entry.text(), span)))];
    written(Words::new("批注这一句", "Comment on this sentence"), text, Asked::CommentHere, ctx);
}

pub(super) fn suggest(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((_, span)) = view.place() else { return };
    let Some(entry) = view.entry() else { return };
    let now = slice(entry.text(), sentence(entry.text(), span)).to_owned();
    let title = ctx.snapshot.lang.of(Words::new("把这一句改成", "Say this sentence so")).to_owned();
    let (kind, asked) = (QuestionKind::Edit { initial: now }, Asked::SuggestHere);
    ctx.ask(Request::Question(Question { title, text: Vec::new(), kind, asked }));
}

/// The sentence that holds `span`, within its line.
pub(super) fn sentence(text: &str, span: ByteSpan) -> ByteSpan {
    let start = crate::text::span::head(text, span.start).rfind('\n').map_or(0, |at| at + 1);
    let end = crate::text::span::tail(text, span.end).find('\n').map_or(text.len(), |at| span.end + at);
    let line = ByteSpan::new(start, end);
    let holds = crate::text::sentence::sentences_in(text, line).find(|one| one.end > span.start);
    holds.filter(|one| one.start <= span.start).unwrap_or(line)
}

pub(super) fn reply(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some(row) = view.row().filter(|row| super::is_comment(*row)) else {
        return ctx.say(only_comments(view, Words::new("只有批注可以回复", "only comments are answered")));
    };
    let What::Comment(at) = row.what else { return };
    let Some(thread) = view.entry().and_then(|entry| entry.standing.threads.get(at)) else { return };
    let text = vec![format!("{}：{}", thread.comment.by(), quoted(&thread.text))];
    written(Words::new("回复", "Answer"), text, Asked::ReplyHere(thread.comment.id().to_owned()), ctx);
}

/// Why what can be done with comments cannot be done here.
fn only_comments(view: &Review, words: Words) -> Words {
    let in_word = view.row().is_some_and(|row| matches!(row.what, What::Word(_)));
    if in_word { IN_WORD } else { words }
}

pub(super) fn resolve(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some(What::Comment(at)) = view.row().map(|row| row.what) else {
        return ctx.say(only_comments(view, Words::new("只有批注可以标为已解决", "only comments are settled")));
    };
    let Some(thread) = view.entry().and_then(|entry| entry.standing.threads.get(at)) else { return };
    let (state, told) = if thread.state == State::Open {
        (State::Resolved, words("批注已解决".to_owned(), "settled".to_owned(), ctx))
    } else {
        (State::Open, words("批注重新打开".to_owned(), "open again".to_owned(), ctx))
    };
    view.say(vec![Said::State { of: thread.comment.id().to_owned(), state }], told, ctx);
}
