//! 校对: what the proofreader finds in the draft.

use super::Card;
use crate::job::copy::trimmed;
use crate::job::lint::Located;
use crate::job::proof::Remark;
use crate::lint::finding::Finding;
use crate::lint::rule::Level;
use crate::review::record::State;
use crate::stats::report::{Language, Words};
use crate::tui::command::Ctx;
use crate::tui::key::Code;
use crate::tui::snapshot::Snapshot;
use crate::tui::views::draft::{Draft, proof};

pub(super) const NOTHING: Words = Words::new("没有发现问题", "nothing was found");

/// The findings, the heaviest first.
fn open(view: &Draft) -> Vec<&Located> {
    let mut all: Vec<&Located> = view.proof.open().collect();
    all.sort_by_key(|found| (std::cmp::Reverse(found.finding.level), found.finding.span.start));
    all
}

pub(super) fn cards(view: &Draft, snapshot: &Snapshot) -> (Vec<String>, Vec<Card>) {
    let lang = snapshot.lang;
    let card = |found: &Located| {
        let finding = &found.finding;
        let place = view.proof.of.place(finding.span);
        let many = if finding.count() > 1 { format!(" ×{}", finding.count()) } else { String::new() };
        let level = lang.of(finding.level.words());
        let paragraph = place.start.paragraph + 1;
        let title = match lang {
            Language::Chinese => format!("{level} {}{many}（{paragraph} 段）", lang.of(finding.rule.name)),
            Language::English => format!("{level} {}{many} ({paragraph})", lang.of(finding.rule.name)),
        };
        let change = match (&finding.suggestion, lang) {
            (Some(text), Language::Chinese) if text.is_empty() => "→ 删去".to_owned(),
            (Some(text), _) => format!("→ {text}"),
            (None, _) => String::new(),
        };
        let text = format!("“{}”{change}  {}", view.proof.of.text(finding.span), finding.message(lang));
        Card { title, text, at: view.proof.of.now(view.editor.buffer(), finding.span), place: None }
    };
    let all = open(view);
    let count = |level: Level| all.iter().filter(|found| found.finding.level == level).count();
    let mut head = Vec::new();
    if !all.is_empty() {
        let parts: Vec<String> = Level::ALL
            .into_iter()
            .filter(|level| count(*level) > 0)
            .map(|level| format!("{} {}", lang.of(level.words()), count(level)))
            .collect();
        head.push(parts.join("  "));
    }
    let remarks = view.proof.remarks.len();
    if remarks > 0 {
        head.push(match lang {
            Language::Chinese => format!("批注 {remarks} 条"),
            Language::English => format!("{remarks} comments"),
        });
    }
    let said = view.proof.remarks.iter().map(|remark| said(view, remark, lang));
    (head, said.chain(all.into_iter().map(card)).collect())
}

/// The card of a comment.
fn said(view: &Draft, remark: &Remark, lang: Language) -> Card {
    let thread = &remark.thread;
    let by = thread.comment.by();
    let place = match (remark.span.map(|span| view.proof.of.place(span).start.paragraph + 1), lang) {
        (Some(paragraph), Language::Chinese) => format!("（{paragraph} 段）"),
        (Some(paragraph), Language::English) => format!(" ({paragraph})"),
        (None, Language::Chinese) => "（失位）".to_owned(),
        (None, Language::English) => " (lost)".to_owned(),
    };
    let title = match (&thread.suggestion, lang) {
        (Some(_), Language::Chinese) => format!("建议 {by}{place}"),
        (None, Language::Chinese) => format!("批注 {by}{place}"),
        (_, Language::English) => format!("{by}{place}"),
    };
    // Of a sentence that is said anew what is new, before the rest of the words.
    let text = if let Some(new) = &thread.suggestion {
        let (_, old, new) = trimmed(&thread.anchor.quote, new);
        format!("“{old}”→“{new}”  {}", thread.text)
    } else {
        let words = remark.span.map_or_else(|| thread.anchor.quote.clone(), |span| view.proof.of.text(span));
        format!("{}  “{words}”", thread.text)
    };
    let at = remark.span.and_then(|span| view.proof.of.now(view.editor.buffer(), span));
    Card { title, text, at, place: None }
}

/// The chosen comment; those stand before the findings.
fn remark(view: &Draft) -> Option<Remark> {
    view.proof.remarks.get(view.side.list.cursor).cloned()
}

fn chosen(view: &Draft) -> Option<Finding> {
    let at = view.side.list.cursor.checked_sub(view.proof.remarks.len())?;
    open(view).get(at).map(|found| found.finding.clone())
}

/// Mends the chosen one: all its places where it stands for many.
pub(super) fn accept(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if let Some(remark) = remark(view) {
        return proof::settle(view, &remark, State::Accepted, ctx);
    }
    let Some(finding) = chosen(view) else { return };
    let fixes: Vec<_> = finding.spots().into_iter().filter_map(|spot| spot.fix).collect();
    if fixes.is_empty() {
        return ctx.say(Words::new("这一条不能机械地改，Enter 去正文改", "no mechanical fix; Enter goes there"));
    }
    proof::mend(view, &fixes, ctx);
}

/// Mends all of the chosen one's rule.
fn accept_rule(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let Some(finding) = chosen(view) else { return };
    let of_rule = open(view).into_iter().filter(|found| found.finding.rule == finding.rule);
    let fixes: Vec<_> = of_rule.flat_map(|found| found.finding.by_itself()).collect();
    if fixes.is_empty() {
        return ctx.say(Words::new(
            "只有必改而且能机械改的才能一次全改",
            "only what must be mended, and mechanically, is mended at once",
        ));
    }
    proof::mend(view, &fixes, ctx);
}

/// A key of this pane alone. True when it was of use.
pub(super) fn key(view: &mut Draft, code: Code, ctx: &mut Ctx<'_>) -> bool {
    match code {
        Code::Char('A') => accept_rule(view, ctx),
        Code::Char('i') => {
            if let Some(remark) = remark(view) {
                proof::settle(view, &remark, State::Resolved, ctx);
            } else if let Some(finding) = chosen(view) {
                proof::ignore(view, &finding, ctx);
            }
        }
        Code::Char('e') => {
            if let Some(finding) = chosen(view) {
                proof::why(&finding, ctx);
            }
        }
        _ => return false,
    }
    true
}
