//! What became of a text: the paragraphs that changed, old above new, with the characters marked; what is the same is
//! folded away. Below stands what can be done.
//!
//! Rows begin with `-` and `+`, and what came or went is underlined: no meaning hangs on colour.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::stats::report::{Language, Words};
use crate::text::diff::{Block, Part};
use crate::text::span::{self, ByteSpan};
use crate::text::width::Cells;
use crate::text::wrap;
use crate::tui::command::{Answer, Comparison};
use crate::tui::key::{Code, Key};
use crate::tui::layout::inside;
use crate::tui::snapshot::Snapshot;
use crate::tui::theme::Theme;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::popup;
use crate::tui::widgets::row::draw_row;
use crate::tui::widgets::scroll::Scroll;

/// Paragraphs that are shown on either side of a change.
const AROUND: usize = 1;

/// An open comparison.
#[derive(Debug)]
pub struct Comparing {
    /// What is compared.
    pub comparison: Comparison,
    scroll: Scroll,
    /// The rows for a width and a way to count cells.
    laid: Option<(usize, Cells, Language, Vec<Row>)>,
}

/// A row of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    sign: char,
    /// Parts of the row, and whether they came or went.
    parts: Vec<(String, bool)>,
    /// A row that a change begins with.
    begins: bool,
}

impl Comparing {
    /// Opens it.
    pub fn new(comparison: Comparison) -> Self {
        Self { comparison, scroll: Scroll::default(), laid: None }
    }

    /// A key; the answer when it is one.
    pub fn key(&mut self, key: Key) -> Option<Answer> {
        if key.code == Code::Esc {
            return Some(Answer::Cancelled);
        }
        let typed = key.folded().typed().map(|c| c.to_ascii_lowercase());
        if let Some((choice, _)) = self.comparison.choices.iter().find(|(choice, _)| Some(*choice) == typed) {
            return Some(Answer::Choice(*choice));
        }
        match (key.code, typed) {
            (Code::Home, _) => self.scroll.top = 0,
            (Code::End, _) => self.scroll.top = usize::MAX,
            (_, Some('n')) => self.go(true),
            (_, Some('p')) => self.go(false),
            _ => {
                self.scroll.key(key);
            }
        }
        None
    }

    /// To the next change below the top, or to the one before it.
    fn go(&mut self, down: bool) {
        let Some((.., rows)) = &self.laid else { return };
        self.scroll.go(rows.iter().enumerate().filter(|(_, row)| row.begins).map(|(at, _)| at), down);
    }

    /// Draws it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let window = inside(area);
        let buf = frame.buffer_mut();
        popup::clear(buf, window);
        let framed = [Framed { area: window, title: self.comparison.title.clone(), focused: true }];
        let inner = draw_frame(buf, window, &framed, theme, cells).first().copied().unwrap_or(window);
        let room = usize::from(inner.width.saturating_sub(2)).max(4);
        let above: Vec<&str> = self.comparison.text.iter().flat_map(|text| wrap::parts(text, room, cells)).collect();
        let below = popup::hints(&hints(&self.comparison, lang), room, cells);
        let most = usize::from(inner.height).saturating_sub(below.len() + 3);
        let mut y = inner.y;
        for text in above.iter().take(most) {
            draw_row(buf, inner.x + 1, y, text, room, cells, theme.title);
            y += 1;
        }
        let bottom = inner.bottom().saturating_sub(below.len() as u16);
        for (text, y) in below.iter().zip(bottom.max(y)..inner.bottom()) {
            draw_row(buf, inner.x + 1, y, text, room, cells, theme.key);
        }
        if self.laid.as_ref().is_none_or(|(width, of, words, _)| (*width, *of, *words) != (room, cells, lang)) {
            self.laid = Some((room, cells, lang, rows(&self.comparison.diff.blocks, room, cells, lang)));
        }
        let Some((.., rows)) = &self.laid else { return };
        self.scroll.fit(rows.len(), bottom.saturating_sub(y));
        for (y, row) in (y..bottom).zip(rows.iter().skip(self.scroll.top)) {
            draw_line(buf, inner.x + 1, y, row, room, cells, theme);
        }
    }
}

fn draw_line(buf: &mut Buffer, x: u16, y: u16, row: &Row, room: usize, cells: Cells, theme: &Theme) {
    let style = if row.sign == ' ' { theme.dim } else { theme.text };
    let mut used = draw_row(buf, x, y, &format!("{} ", row.sign), room, cells, style);
    for (text, changed) in &row.parts {
        let style: Style = if *changed { theme.found } else { style };
        used += draw_row(buf, x + used, y, text, room.saturating_sub(usize::from(used)), cells, style);
    }
}

/// What can be done.
fn hints(comparison: &Comparison, lang: Language) -> Vec<String> {
    let mut out: Vec<String> =
        comparison.choices.iter().map(|(key, words)| format!("{key} {}", lang.of(*words))).collect();
    out.push(lang.of(Words::new("n/p 下一处、上一处", "n/p next, previous change")).to_owned());
    out.push(lang.of(Words::new("↑↓ 滚动", "arrows scroll")).to_owned());
    out.push(lang.of(Words::new("Esc 回去", "Esc back")).to_owned());
    out
}

/// The rows of a difference in a window of `room` cells.
fn rows(blocks: &[Block], room: usize, cells: Cells, lang: Language) -> Vec<Row> {
    let width = room.saturating_sub(2).max(2);
    let mut out = Vec::new();
    let count = blocks.len();
    for (number, block) in blocks.iter().enumerate() {
        match block {
            Block::Same(paragraphs) => {
                let before = if number == 0 { 0 } else { AROUND };
                let after = if number + 1 == count { 0 } else { AROUND };
                let hidden = paragraphs.len().saturating_sub(before + after);
                let show = |text: &String, out: &mut Vec<Row>| {
                    let plain = [Part { text: text.clone(), changed: false }];
                    paragraph(' ', &plain, width, cells, out);
                };
                if hidden <= 1 {
                    for text in paragraphs {
                        show(text, &mut out);
                    }
                    continue;
                }
                paragraphs.iter().take(before).for_each(|text| show(text, &mut out));
                let words = match lang {
                    Language::Chinese => format!("…… {hidden} 段相同 ……"),
                    Language::English => format!("… {hidden} paragraphs are the same …"),
                };
                out.push(Row { sign: ' ', parts: vec![(words, false)], begins: false });
                paragraphs.iter().skip(before + hidden).for_each(|text| show(text, &mut out));
            }
            Block::Changed { old, new } => {
                let first = out.len();
                for parts in old {
                    paragraph('-', parts, width, cells, &mut out);
                }
                for parts in new {
                    paragraph('+', parts, width, cells, &mut out);
                }
                if let Some(row) = out.get_mut(first) {
                    row.begins = true;
                }
            }
        }
    }
    out
}

/// The rows of one paragraph.
fn paragraph(sign: char, parts: &[Part], width: usize, cells: Cells, out: &mut Vec<Row>) {
    let text: String = parts.iter().map(|part| part.text.as_str()).collect();
    let mut starts = Vec::new();
    wrap::rows(&text, width, 0, cells, &mut starts);
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    for (start, end) in starts.iter().copied().zip(ends) {
        let row = ByteSpan::new(start, end);
        let (mut at, mut shown) = (0, Vec::new());
        for part in parts {
            let span = ByteSpan::new(at, at + part.text.len());
            at = span.end;
            if let Some(common) = span.overlap(row).filter(|common| !common.is_empty()) {
                shown.push((span::slice(&text, common).to_owned(), part.changed));
            }
        }
        out.push(Row { sign, parts: shown, begins: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diff::Diff;

    fn told(old: &str, new: &str, room: usize) -> Vec<String> {
        let rows = rows(&Diff::new(old, new).blocks, room, Cells::NARROW, Language::Chinese);
        let part = |(text, changed): &(String, bool)| if *changed { format!("[{text}]") } else { text.clone() };
        rows.iter().map(|row| format!("{}{}", row.sign, row.parts.iter().map(part).collect::<String>())).collect()
    }

    #[test]
    fn changes_are_marked_and_what_is_the_same_is_folded_away() {
        let old = "一\n二\n三\n四，旧\n五";
        let new = "一\n二\n三\n四，新𠀀\n五";
        assert_eq!(told(old, new, 40), [" …… 2 段相同 ……", " 三", "-四，[旧]", "+四，[新𠀀]", " 五"]);
        assert_eq!(told("甲", "甲\ne\u{301}", 40), [" 甲", "+[e\u{301}]"]);
    }

    #[test]
    fn no_row_is_too_wide_and_no_character_is_lost() {
        let old = "公文“写作”要实事求是，𠀀不说空话。".repeat(4);
        let new = old.replace("空话", "套话、大话 abc");
        for room in 6..50 {
            let rows = rows(&Diff::new(&old, &new).blocks, room, Cells::NARROW, Language::Chinese);
            let text = |sign: char| -> String {
                rows.iter()
                    .filter(|row| row.sign == sign)
                    .flat_map(|row| &row.parts)
                    .map(|(text, _)| text.as_str())
                    .collect()
            };
            assert_eq!((text('-'), text('+')), (old.clone(), new.clone()));
            let widest =
                rows.iter().map(|row| row.parts.iter().map(|(t, _)| Cells::NARROW.text(t.trim_end())).sum::<usize>());
            assert!(widest.max() <= Some(room - 2), "{room}");
        }
    }
}
