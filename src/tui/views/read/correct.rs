//! Corrections by hand in 阅读: the menu for a line, and what its answers say of the line.

use std::sync::Arc;

use super::{Read, roles, why};
use crate::corpus::again;
use crate::corpus::correction::{self, Change, Correction as Said, Verdict, anchor};
use crate::corpus::model::{Document, Place, Scope};
use crate::corpus::role::Role;
use crate::stats::report::{Language, Words};
use crate::tui::command::{Asked, Correction, Ctx, Note, Question, QuestionKind, Request, Target};
use crate::tui::layout::Pane;
use crate::tui::snapshot::Snapshot;

/// The menu: key and words.
const MENU: &[(char, Words)] = &[
    ('1', Words::new("一级标题", "level 1")),
    ('2', Words::new("二级标题", "level 2")),
    ('3', Words::new("三级标题", "level 3")),
    ('4', Words::new("四级标题", "level 4")),
    ('5', Words::new("五级标题", "level 5")),
    ('6', Words::new("六级标题", "level 6")),
    ('0', Words::new("不是标题", "no heading")),
    ('p', Words::new("从此分篇", "split here")),
    ('P', Words::new("与上篇合并", "join above")),
    ('d', Words::new("是杂质", "debris")),
    ('t', Words::new("不是杂质", "no debris")),
    ('r', Words::new("本节角色…", "role…")),
    ('u', Words::new("撤回更正", "take back")),
];

/// How many characters of a line stand for it.
const QUOTED: usize = 16;

/// Keys of the roles, in their order.
const ROLE_KEYS: &[char] = &['1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b'];

impl Read {
    /// The line under the reading mark, or of the tree's row.
    fn target(&mut self, snapshot: &Snapshot) -> Option<Target> {
        let (place, line, to) = match self.focus {
            Pane::Middle => {
                let place = self.mark_place(snapshot)?;
                let other = self.anchor.map_or(self.mark.line, |anchor| anchor.line);
                (place, self.mark.line.min(other), self.mark.line.max(other))
            }
            Pane::Left => {
                let scope = self.scope();
                let document = snapshot.document(scope).filter(|_| !matches!(scope, Scope::Document(_)))?;
                let line = again::line(document, scope)?;
                (snapshot.corpus.place(scope)?, line, line)
            }
        };
        let document = snapshot.corpus.documents.get(place.document)?;
        let scope = if self.focus == Pane::Left { self.scope() } else { snapshot.corpus.scope_at(place) };
        let of = |scope: Scope| again::line(document, scope);
        let (heading, piece) = match scope {
            Scope::Section(d, p, _) => (of(scope), of(Scope::Piece(d, p))),
            Scope::Piece(..) => (None, of(scope)),
            Scope::Corpus | Scope::Document(_) => (None, None),
        };
        Some(Target { document: place.document, of: Arc::clone(document), line, to, heading, piece })
    }

    /// The place of the row at the reading mark.
    pub(super) fn mark_place(&mut self, snapshot: &Snapshot) -> Option<Place> {
        self.lay_out(snapshot);
        let number = self.document?;
        let document = snapshot.corpus.documents.get(number)?;
        Some(Place { document: number, span: self.page.as_mut()?.row(document, self.mark).span })
    }
}

/// Shows why the line was taken for what it is.
pub fn why(view: &mut Read, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let head = lang.of(Words::new("为什么", "Why"));
    let note = match view.target(ctx.snapshot) {
        Some(target) => ctx.snapshot.corpus.documents.get(target.document).map(|document| {
            let line = if view.focus == Pane::Middle { view.mark.line } else { target.line };
            let title = format!("{head} · {}", lines(document, line, line, lang));
            Note { title, rows: why::rows(document, line, lang) }
        }),
        None => ctx.snapshot.document(view.scope()).map(|document| Note {
            title: head.to_owned(),
            rows: vec![
                (String::new(), document.name()),
                (lang.of(Words::new("编码", "encoding")).to_owned(), encoding(document, lang)),
                (lang.of(Words::new("篇数", "pieces")).to_owned(), document.pieces.len().to_string()),
                (lang.of(Words::new("杂质行", "debris lines")).to_owned(), document.noise.len().to_string()),
            ],
        }),
    };
    match note {
        Some(note) => ctx.ask(Request::Note(note)),
        None => ctx.say(Words::new("这里没有文字", "nothing here")),
    }
}

fn encoding(document: &Document, lang: Language) -> String {
    let guess = if document.encoding_guessed { lang.of(Words::new("（推断）", " (guessed)")) } else { "" };
    format!("{}{guess}", document.encoding)
}

/// Opens the menu of corrections for the line.
pub fn menu(view: &mut Read, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let Some(target) = view.target(ctx.snapshot) else {
        let words =
            Words::new("更正对着一行：请先选一篇、一节，或进正文", "choose a piece, a section or a line of text first");
        return ctx.say(words);
    };
    let Some(document) = ctx.snapshot.corpus.documents.get(target.document) else { return };
    if ctx.snapshot.built_in {
        let words = Words::new(
            "内置样例没有文件，更正无处可记；请打开自己的文件夹",
            "built-in samples have no file to keep corrections for",
        );
        return ctx.say(words);
    }
    if document.path.as_os_str() == "-" {
        let words = Words::new(
            "标准输入没有文件，更正无处可记；请先存成文件",
            "standard input has no file to keep corrections for",
        );
        return ctx.say(words);
    }
    let is = if target.line == target.to {
        let sep = lang.of(Words::new("：", ": "));
        format!("{}{sep}{}", why::taken(document, target.line, lang), why::quoted(document, target.line, QUOTED))
    } else {
        why::quoted(document, target.line, QUOTED)
    };
    let title =
        format!("{} · {}", lang.of(Words::new("更正", "Correct")), lines(document, target.line, target.to, lang));
    let kind = QuestionKind::Choice(MENU.to_vec());
    ctx.ask(Request::Question(Question { title, text: vec![is], kind, asked: Asked::Correct(target) }));
}

/// The target as it stands now. While the person was choosing, documents may have come and gone, and then it has another
/// number; or this one may have changed, and then nobody knows which line was meant.
fn standing(target: Target, ctx: &mut Ctx<'_>) -> Option<Target> {
    let documents = &ctx.snapshot.corpus.documents;
    let is = |document: &Arc<Document>| Arc::ptr_eq(document, &target.of);
    let there = documents.get(target.document).is_some_and(is);
    let number = if there { Some(target.document) } else { documents.iter().position(is) };
    if number.is_none() {
        ctx.say(Words::new(
            "文件刚才在别处改了，没有更正；请看准了再按一次",
            "the file has just changed elsewhere; nothing was corrected, look and press again",
        ));
    }
    Some(Target { document: number?, ..target })
}

/// The person chose from the menu.
pub fn chosen(target: Target, key: char, ctx: &mut Ctx<'_>) {
    let Some(target) = standing(target, ctx) else { return };
    let document = &Arc::clone(&target.of);
    let lang = ctx.snapshot.lang;
    let one = |line: usize| Target { line, to: line, ..target.clone() };
    match key {
        '1'..='6' => say(&target, Verdict::Heading(key.to_digit(10).map_or(1, |level| level as u8)), ctx),
        '0' if !(target.line..=target.to).any(|line| is_heading(document, line)) => {
            ctx.say(Words::new("这一行本来就不是标题", "this line is no heading"));
        }
        '0' => say(&target, Verdict::Body, ctx),
        'p' => say(&one(target.line), Verdict::Split, ctx),
        'P' => match target.piece {
            Some(line) if document.pieces.first().is_none_or(|piece| piece.start_line != line) => {
                say(&one(line), Verdict::Joined, ctx);
            }
            _ => ctx.say(Words::new("这是第一篇，上面没有篇", "the first piece: nothing above to join")),
        },
        'd' if document.is_noise(target.line) && target.line == target.to => {
            ctx.say(Words::new("这一行已经是杂质", "this line is debris already"));
        }
        'd' => say(&target, Verdict::Debris, ctx),
        't' if !(target.line..=target.to).any(|line| document.is_noise(line)) => {
            ctx.say(Words::new("这一行本来就不是杂质", "this line is no debris"));
        }
        't' => say(&target, Verdict::Text, ctx),
        'r' => match target.heading.filter(|line| !document.is_noise(*line)) {
            Some(line) => ask_role(document, one(line), lang, ctx),
            None => ctx.say(Words::new("这一行不在任何一节里", "this line is in no section")),
        },
        _ => forget(document, &target, ctx),
    }
}

/// Whether a section begins at the line.
fn is_heading(document: &Document, line: usize) -> bool {
    document.pieces.iter().flat_map(|piece| &piece.sections).any(|section| section.line == line)
}

fn ask_role(document: &Document, target: Target, lang: Language, ctx: &mut Ctx<'_>) {
    let mut options: Vec<(char, Words)> =
        ROLE_KEYS.iter().zip(Role::ALL).map(|(key, role)| (*key, roles::words(role))).collect();
    options.push(('0', roles::NONE));
    let title = format!(
        "{} · {}",
        lang.of(Words::new("本节角色", "Role of the section")),
        lines(document, target.line, target.line, lang)
    );
    let text = vec![why::quoted(document, target.line, QUOTED)];
    ctx.ask(Request::Question(Question {
        title,
        text,
        kind: QuestionKind::Choice(options),
        asked: Asked::Role(target),
    }));
}

/// The person chose a role.
pub fn role_chosen(target: Target, key: char, ctx: &mut Ctx<'_>) {
    let Some(target) = standing(target, ctx) else { return };
    let at = ROLE_KEYS.iter().position(|own| *own == key);
    say(&target, Verdict::Role(at.and_then(|at| Role::ALL.get(at).copied())), ctx);
}

/// Asks to keep `verdict` of the target's lines.
fn say(target: &Target, verdict: Verdict, ctx: &mut Ctx<'_>) {
    let Some(document) = ctx.snapshot.corpus.documents.get(target.document) else { return };
    let lang = ctx.snapshot.lang;
    let (mut changes, mut undo) = (Vec::new(), Vec::new());
    let one = target.line == target.to;
    for line in target.line..=target.to {
        let Some(anchor) = anchor(document, line) else { continue };
        // Of several lines, debris that may not even be shown stays what it is.
        if !one && document.is_noise(line) && verdict != Verdict::Text {
            continue;
        }
        undo.extend(correction::standing(document, line));
        // Nothing else can be said of debris while it is debris.
        if document.is_noise(line) && !matches!(verdict, Verdict::Debris | Verdict::Text) {
            changes.extend(correction::say(document, line, Verdict::Text));
            changes.push(Change::Say(Said { verdict, anchor }));
        } else {
            changes.extend(correction::say(document, line, verdict));
        }
    }
    let done = why::verdict_words(verdict, lang);
    let sep = if lang == Language::Chinese { "" } else { ": " };
    let what = format!("{}{sep}{done}", lines(document, target.line, target.to, lang));
    ctx.ask(Request::Correct(Correction { document: target.document, changes, undo, what }));
}

/// Asks to forget what was said of the target's lines.
fn forget(document: &Document, target: &Target, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let said = (target.line..=target.to).filter(|line| !document.said.of(*line).is_empty());
    let (mut changes, mut undo) = (Vec::new(), Vec::new());
    for line in said {
        changes.extend(correction::forget(document, line));
        undo.extend(correction::standing(document, line));
    }
    if changes.is_empty() {
        return ctx.say(Words::new("这一行没有更正可撤", "nothing was said of this line"));
    }
    let done = lang.of(Words::new("的更正已撤回", ": corrections taken back"));
    let what = format!("{}{done}", lines(document, target.line, target.to, lang));
    ctx.ask(Request::Correct(Correction { document: target.document, changes, undo, what }));
}

/// Lines by their numbers in the source.
fn lines(document: &Document, from: usize, to: usize, lang: Language) -> String {
    let (from, to) = (document.source_line(from), document.source_line(to));
    match (lang, from == to) {
        (Language::Chinese, true) => format!("第 {from} 行"),
        (Language::Chinese, false) => format!("第 {from}–{to} 行"),
        (Language::English, true) => format!("line {from}"),
        (Language::English, false) => format!("lines {from}–{to}"),
    }
}
