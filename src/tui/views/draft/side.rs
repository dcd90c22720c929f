//! What lies beside the text: cards, each about a place of the draft, of the corpus, or of both.
//!
//! A kind of cards is one file: it makes the cards and says what is at the head of the pane. Drawing, walking, going to
//! the place in the draft, opening the place in 阅读 and taking the text over are the same for all of them.

mod borrowed;
mod material;
mod overlap;
mod proof;
mod residue;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use self::material::Material;
use super::Draft;
use crate::corpus::model::Place;
use crate::draft::buffer::PosSpan;
use crate::draft::origin::Source;
use crate::draft::slot;
use crate::stats::report::{Language, Words};
use crate::text::count::characters;
use crate::text::span::ByteSpan;
use crate::text::wrap;
use crate::tui::command::{Ctx, Request};
use crate::tui::key::{Code, Key};
use crate::tui::layout::Desk;
use crate::tui::msg::{Mouse, MouseAct};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::list::List;
use crate::tui::widgets::row::draw_row;

/// What kind of cards is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// 同类章节: sections of the corpus that play the part of the one that is being written.
    #[default]
    Sections,
    /// 相近句子: sentences of the corpus like the one that is being written.
    Sentences,
    /// 检索: what a query finds.
    Found,
    /// 借用清单: what was taken over, and from where.
    Borrowed,
    /// 查重: what stands in the corpus too.
    Overlap,
    /// 待改: what came along with borrowed text, and what is not filled in.
    Residue,
    /// 校对: what the proofreader finds.
    Proof,
}

impl Kind {
    /// All kinds, in the order in which Tab goes through them.
    const ALL: &'static [Self] =
        &[Self::Sections, Self::Sentences, Self::Found, Self::Borrowed, Self::Overlap, Self::Residue, Self::Proof];

    /// Its name, the title of the pane.
    pub const fn words(self) -> Words {
        match self {
            Self::Sections => Words::new("同类章节", "like sections"),
            Self::Sentences => Words::new("相近句子", "like sentences"),
            Self::Found => Words::new("检索材料", "found"),
            Self::Borrowed => Words::new("借用清单", "borrowed"),
            Self::Overlap => Words::new("查重", "overlap"),
            Self::Residue => Words::new("待改", "to be changed"),
            Self::Proof => Words::new("校对", "proofreading"),
        }
    }

    /// Its cards, and the lines at the head of the pane.
    fn cards(self, view: &Draft, snapshot: &Snapshot) -> (Vec<String>, Vec<Card>) {
        match self {
            Self::Sections | Self::Sentences | Self::Found => material::cards(self, view, snapshot),
            Self::Borrowed => borrowed::cards(view, snapshot),
            Self::Overlap => overlap::cards(view, snapshot),
            Self::Residue => residue::cards(view, snapshot),
            Self::Proof => proof::cards(view, snapshot),
        }
    }

    /// What stands in an empty pane.
    const fn nothing(self) -> Words {
        match self {
            Self::Sections => material::NO_SECTIONS,
            Self::Sentences => material::NO_SENTENCES,
            Self::Found => material::NOTHING_FOUND,
            Self::Borrowed => borrowed::NOTHING,
            Self::Overlap => overlap::NOTHING,
            Self::Residue => residue::NOTHING,
            Self::Proof => proof::NOTHING,
        }
    }
}

/// A card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// What it is about, in one row.
    pub title: String,
    /// The text on it, of which the first rows are shown. Foreign text is welcome.
    pub text: String,
    /// Where it stands in the draft.
    pub at: Option<PosSpan>,
    /// Where it stands in the corpus.
    pub place: Option<Place>,
}

/// The pane.
#[derive(Debug, Default)]
pub struct Side {
    /// What is shown.
    pub kind: Kind,
    /// It was put away.
    pub hidden: bool,
    list: List,
    head: Vec<String>,
    cards: Vec<Card>,
    /// What the cards were made of: kind, and the snapshot's generation.
    made_of: Option<(Kind, u64)>,
    area: Rect,
    /// It was drawn last time.
    shown: bool,
    material: Material,
}

impl Side {
    /// The cards are to be made anew: something that they are made of has come.
    pub fn renew(&mut self) {
        self.made_of = None;
    }

    fn chosen(&self) -> Option<&Card> {
        self.cards.get(self.list.cursor)
    }
}

/// Rows of a card: title, two rows of text, a gap.
const ROWS: usize = 4;

/// What can be done, the longest first: what has room is shown.
const HINTS: &[Words] = &[
    Words::new("y 摘入  o 原文  Tab 换栏  Esc 回正文", "y take  o source  Tab next  Esc text"),
    Words::new("y 摘入  o 原文  Esc 回正文", "y take  o source  Esc text"),
    Words::new("y 摘入  Esc 回正文", "y take  Esc text"),
];

/// The same where there is nothing to take.
const RESIDUE_HINTS: &[Words] = &[
    Words::new("Enter 去改  c 没有问题  Esc 回正文", "Enter go  c it is right  Esc text"),
    Words::new("c 没有问题  Esc 回正文", "c it is right  Esc text"),
    Words::new("c 没有问题", "c it is right"),
];

/// The same where there is something to mend.
const PROOF_HINTS: &[Words] = &[
    Words::new("y 改  A 同类全改  i 忽略  e 依据  Esc 回正文", "y mend  A all  i ignore  e why  Esc text"),
    Words::new("y 改  A 同类全改  i 忽略", "y mend  A all  i ignore"),
    Words::new("y 改  A 全改  i 忽略", "y mend  A all"),
];

/// Draws the pane.
pub fn draw(view: &mut Draft, buf: &mut Buffer, area: Rect, snapshot: &Snapshot) {
    let (theme, cells, lang) = (&snapshot.theme, snapshot.cells, snapshot.lang);
    refresh(view, snapshot);
    view.side.shown = true;
    let width = usize::from(area.width).saturating_sub(2);
    let mut y = area.y;
    let line = |buf: &mut Buffer, y: u16, text: &str, style: Style| {
        if y < area.bottom() {
            draw_row(buf, area.x + 1, y, &cells.ellipsis(text, width), width, cells, style);
        }
    };
    for part in view.side.head.iter().flat_map(|head| wrap::parts(head, width.max(2), cells).into_iter().take(2)) {
        line(buf, y, part, theme.text);
        y += 1;
    }
    if view.side.cards.is_empty() && view.side.head.is_empty() {
        for part in wrap::parts(lang.of(view.side.kind.nothing()), width.max(2), cells) {
            line(buf, y, part, theme.dim);
            y += 1;
        }
    }
    if view.side.cards.is_empty() {
        return;
    }
    y += u16::from(!view.side.head.is_empty());
    let focused = view.focus == Desk::Side;
    let foot = u16::from(focused && area.height > 8);
    let room = usize::from((area.bottom() - foot).saturating_sub(y));
    view.side.area = Rect { y, height: room as u16, ..area };
    let count = view.side.cards.len();
    let sight = view.side.list.sight(count, (room / ROWS).max(1));
    for number in sight {
        let Some(card) = view.side.cards.get(number) else { break };
        let chosen = number == view.side.list.cursor;
        let style = match (chosen, focused) {
            (true, true) => theme.cursor,
            (true, false) => theme.cursor_idle,
            (false, _) => theme.heading,
        };
        let title = cells.pad(&cells.ellipsis(&card.title, width), width);
        line(buf, y, if chosen && focused { &title } else { title.trim_end() }, style);
        let flat = card.text.replace('\n', " ");
        let parts = wrap::parts(&flat, width.max(2), cells);
        let more = parts.len() > ROWS - 2;
        for (nth, part) in parts.iter().take(ROWS - 2).enumerate() {
            let last = more && nth == ROWS - 3;
            let part = if last { cells.ellipsis(&format!("{part}……"), width) } else { (*part).to_owned() };
            line(buf, y + 1 + nth as u16, &part, theme.text);
        }
        y += ROWS as u16;
    }
    if foot > 0 {
        let hints = match view.side.kind {
            Kind::Residue => RESIDUE_HINTS,
            Kind::Proof => PROOF_HINTS,
            _ => HINTS,
        };
        let hints = hints.iter().map(|words| lang.of(*words)).find(|words| cells.text(words) <= width);
        line(buf, area.bottom() - 1, hints.unwrap_or_default(), theme.dim);
    }
}

/// Makes the cards anew where something that they are made of has changed: not at every key, but after a pause.
fn refresh(view: &mut Draft, snapshot: &Snapshot) {
    let of = Some((view.side.kind, snapshot.generation));
    if view.side.made_of != of {
        let (head, cards) = view.side.kind.cards(view, snapshot);
        view.side.made_of = of;
        view.side.head = head;
        view.side.cards = cards;
    }
}

pub use self::material::{arrived, look_for, wants};

/// A key while the pane has the keyboard. True when it was of use.
pub fn key(view: &mut Draft, key: Key, ctx: &mut Ctx<'_>) -> bool {
    let count = view.side.cards.len();
    match key.code {
        Code::Down | Code::Char('j') => view.side.list.step(1, count),
        Code::Up | Code::Char('k') => view.side.list.step(-1, count),
        Code::Enter => go(view, ctx),
        Code::Char('y') => take(view, ctx),
        Code::Char('o') => open(view, ctx),
        Code::Char('c') if view.side.kind == Kind::Residue => residue::confirm(view, ctx),
        code if view.side.kind == Kind::Proof => return proof::key(view, code, ctx),
        _ => return false,
    }
    true
}

/// The mouse over the pane: the wheel walks, a press chooses.
pub fn mouse(view: &mut Draft, mouse: Mouse) {
    match mouse.act {
        MouseAct::WheelUp => step(view, -1),
        MouseAct::WheelDown => step(view, 1),
        MouseAct::Press if view.side.area.contains(Position::new(mouse.x, mouse.y)) => {
            view.focus = Desk::Side;
            let row = usize::from(mouse.y - view.side.area.y) / ROWS;
            view.side.list.cursor = view.side.list.top + row;
            step(view, 0);
        }
        MouseAct::Press | MouseAct::Drag => {}
    }
}

/// The pane is not drawn.
pub fn out_of_sight(view: &mut Draft) {
    view.side.area = Rect::default();
    view.side.shown = false;
}

/// Whether a cell belongs to the pane, as last drawn.
pub fn holds(view: &Draft, at: Position) -> bool {
    view.side.area.contains(at)
}

/// Walks by `rows` cards.
pub fn step(view: &mut Draft, rows: isize) {
    let count = view.side.cards.len();
    view.side.list.step(rows, count);
}

/// Shows `kind` and gives the pane the keyboard; puts it away where it has it already.
pub fn show(view: &mut Draft, kind: Kind) {
    if view.focus == Desk::Side && view.side.kind == kind {
        view.focus = Desk::Text;
        return;
    }
    view.side.hidden = false;
    if view.side.kind != kind {
        view.side.kind = kind;
        view.side.list = List::default();
    }
    view.focus = Desk::Side;
}

/// Shows the next kind of cards.
pub fn next_kind(view: &mut Draft) {
    let at = Kind::ALL.iter().position(|kind| *kind == view.side.kind).unwrap_or(0);
    if let Some(kind) = Kind::ALL.get((at + 1) % Kind::ALL.len()) {
        view.side.kind = *kind;
        view.side.list = List::default();
    }
}

/// Goes to the card's place in the draft; where it has none, opens its place in the corpus.
fn go(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let Some(card) = view.side.chosen() else { return };
    match card.at {
        Some(span) => {
            view.editor.select(span);
            view.focus = Desk::Text;
        }
        None => open(view, ctx),
    }
}

/// Opens the place that the text at the caret was taken from in 阅读; in the pane, and where the text is the writer's own, the
/// card's place.
pub fn open(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let own = view.editor.origins().at(view.editor.caret()).filter(|_| view.focus == Desk::Text);
    if let Some(place) = own.and_then(|origin| place_of(&origin.source, ctx.snapshot)) {
        return ctx.ask(Request::OpenFound { place, marked: vec![place.span] });
    }
    match view.side.chosen().map(|card| card.place) {
        Some(Some(place)) => ctx.ask(Request::OpenFound { place, marked: vec![place.span] }),
        Some(None) => ctx.say(Words::new("原文不在打开的语料里", "its source is not open")),
        None => {}
    }
}

/// Takes the card's text over into the draft: in the place of what is selected, or of a slot in the caret's paragraph; else
/// a sentence at the caret, more as paragraphs of its own.
pub fn take(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.focus == Desk::Text && super::proof::mend_selected(view, ctx) {
        return;
    }
    if view.side.kind == Kind::Proof && view.side.shown {
        return proof::accept(view, ctx);
    }
    let Some(place) = view.side.chosen().and_then(|card| card.place) else {
        return ctx.say(Words::new("这里没有可摘的文字", "nothing here to take"));
    };
    let Some(document) = ctx.snapshot.corpus.documents.get(place.document) else { return };
    let source = Arc::new(Source::of(document, place.span.start));
    let text = document.prose(place.span);
    if view.editor.selection().is_none()
        && let Some(slot) = slot::beside(view.editor.buffer(), view.editor.caret())
    {
        view.editor.select(slot);
    }
    if view.side.kind == Kind::Sections && view.editor.selection().is_none() {
        return ctx.ask(Request::Take { text, source });
    }
    view.editor.insert_from(&text, &source);
    view.touched();
    let count = characters(&text);
    ctx.say_text(match ctx.snapshot.lang {
        Language::Chinese => format!("已摘入 {count} 字，出处记在借用清单（Alt-b）"),
        Language::English => format!("{count} characters taken, listed with their source (Alt-b)"),
    });
}

/// The place in the corpus at which a source begins, if its document is open.
fn place_of(source: &Source, snapshot: &Snapshot) -> Option<Place> {
    let (number, document) =
        snapshot.corpus.documents.iter().enumerate().find(|(_, document)| document.path == source.path)?;
    let line = (1..=document.lines.count()).find(|line| document.source_line(*line) >= source.line)?;
    let span = document.lines.span(&document.text, line);
    Some(Place { document: number, span: ByteSpan::new(span.start, span.end) })
}
