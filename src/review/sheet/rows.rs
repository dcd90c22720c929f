//! Rows of comments: a remark with its answers, at the place where it is now.

use super::{At, Kind, Outcome, Row};
use crate::corpus::model::Document;
use crate::review::anchor::Placed;
use crate::review::record::{Said, State};
use crate::review::standing::Thread;

/// The row of a comment that was placed in `document`. One that is lost keeps the words that it was made of.
pub fn of_thread(thread: &Thread, placed: Placed, document: &Document) -> Row {
    let mut remark = thread.text.clone();
    if matches!(placed, Placed::Changed(_)) {
        remark = format!("{remark}\n（批注之后原文有改动，原为“{}”）", thread.anchor.quote);
    }
    for reply in &thread.replies {
        if let Said::Reply { text, .. } = reply.said() {
            remark.push_str(&format!("\n{}：{text}", reply.by()));
        }
    }
    let at = placed.span().map_or_else(At::default, |span| At::of(document, span));
    // Around what is in a line of its own stands only that line.
    let before = thread.anchor.before.rsplit('\n').next().unwrap_or_default();
    let after = thread.anchor.after.split('\n').next().unwrap_or_default();
    let original = match placed {
        Placed::Changed(span) => document.slice(span).to_owned(),
        Placed::Same(_) | Placed::Lost => thread.anchor.quote.clone(),
    };
    Row {
        at,
        kind: if thread.suggestion.is_some() { Kind::Suggestion } else { Kind::Comment },
        level: String::new(),
        before: before.to_owned(),
        original,
        after: after.to_owned(),
        suggestion: thread.suggestion.clone(),
        clause: String::new(),
        strength: String::new(),
        remark,
        outcome: match thread.state {
            State::Open => Outcome::Open,
            State::Resolved => Outcome::Resolved,
            State::Accepted => Outcome::Accepted,
            State::Declined => Outcome::Declined,
        },
        by: thread.comment.by().to_owned(),
        time: thread.comment.at().to_owned(),
    }
}
