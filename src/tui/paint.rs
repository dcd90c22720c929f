//! Turns a frame into the fewest bytes that make the terminal show it.
//!
//! Remembers what the terminal shows and where its cursor and pen are; asks the terminal nothing and writes nothing
//! itself. Chinese text costs its own bytes only: stock ratatui jumps after every two-cell glyph (ratatui #2721).
//! After glyphs on whose width terminals disagree the next cell is addressed anew.

pub mod pen;
pub mod row;
pub mod scroll;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use pen::{Pen, sequence};
use row::Spot;

/// Begins and ends a frame that the terminal shows at once (DECSET 2026).
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";

/// A frame of no more bytes and rows is whole in one write without further ado.
const SMALL_BYTES: usize = 160;
const SMALL_ROWS: usize = 3;

/// How the terminal shows characters that may take one cell or two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ambiguous {
    /// Not known: taken for one cell, and never trusted.
    #[default]
    Unknown,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

/// The terminal as it stands.
#[derive(Debug, Default)]
pub struct Painter {
    shown: Vec<Vec<Spot>>,
    columns: usize,
    wanted: Vec<Vec<Spot>>,
    body: Vec<u8>,
    fresh: bool,
    ambiguous: Ambiguous,
    /// Where the terminal's cursor is; `None` where it cannot be known.
    x: Option<u16>,
    y: Option<u16>,
    pen: Option<Pen>,
    visible: Option<bool>,
    touched: usize,
}

impl Painter {
    /// A painter that knows nothing of the screen.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets what the terminal shows: the next frame paints every cell.
    pub fn forget(&mut self) {
        self.fresh = false;
        self.visible = None;
    }

    /// Says how wide ambiguous characters are; the next frame paints every cell.
    pub fn set_ambiguous(&mut self, ambiguous: Ambiguous) {
        if self.ambiguous != ambiguous {
            let trusted = self.ambiguous == Ambiguous::Unknown && ambiguous == Ambiguous::Narrow;
            self.ambiguous = ambiguous;
            if !trusted {
                self.forget();
            }
        }
    }

    /// Appends to `out` what makes the terminal show `frame` with its cursor at `cursor`; nothing if it does already.
    pub fn paint(&mut self, frame: &Buffer, cursor: Option<Position>, out: &mut Vec<u8>) {
        let (columns, rows) = (usize::from(frame.area.width), usize::from(frame.area.height));
        self.body.clear();
        self.touched = 0;
        if !self.fresh || self.columns != columns || self.shown.len() != rows {
            self.clear(columns, rows);
        }
        let mut wanted = std::mem::take(&mut self.wanted);
        wanted.resize_with(rows, Vec::new);
        for (y, row) in wanted.iter_mut().enumerate() {
            row.clear();
            let shown = self.shown.get(y).map_or(&[][..], Vec::as_slice);
            row::places(frame, frame.area.y + y as u16, self.ambiguous, shown, row);
        }
        self.scroll(&wanted);
        for (y, row) in wanted.iter().enumerate() {
            let shown = self.shown.get_mut(y).map(std::mem::take).unwrap_or_default();
            if shown != *row {
                self.touched += 1;
                self.row(y as u16, &shown, row);
            }
            if let Some(place) = self.shown.get_mut(y) {
                *place = shown;
            }
        }
        std::mem::swap(&mut self.shown, &mut wanted);
        self.wanted = wanted;
        self.finish(cursor.filter(|_| columns > 0 && rows > 0), out);
    }

    fn clear(&mut self, columns: usize, rows: usize) {
        self.body.extend_from_slice(b"\x1b[r\x1b[m\x1b[2J");
        self.pen = Some(Pen::PLAIN);
        (self.x, self.y) = (None, None);
        self.columns = columns;
        self.shown = vec![vec![Spot::BLANK; columns]; rows];
        self.fresh = true;
        self.touched = rows;
    }

    fn finish(&mut self, cursor: Option<Position>, out: &mut Vec<u8>) {
        let painted = !self.body.is_empty();
        if let Some(at) = cursor {
            let x = at.x.min(self.columns.saturating_sub(1) as u16);
            let y = at.y.min(self.shown.len().saturating_sub(1) as u16);
            self.go(x, y);
        }
        let small = self.body.len() <= SMALL_BYTES && self.touched <= SMALL_ROWS;
        let visible = cursor.is_some();
        if painted && !small {
            out.extend_from_slice(BEGIN);
            if self.visible != Some(false) {
                out.extend_from_slice(HIDE);
            }
            out.append(&mut self.body);
            if visible {
                out.extend_from_slice(SHOW);
            }
            out.extend_from_slice(END);
        } else {
            if !visible && self.visible != Some(false) {
                out.extend_from_slice(HIDE);
            }
            out.append(&mut self.body);
            if visible && self.visible != Some(true) {
                out.extend_from_slice(SHOW);
            }
        }
        self.visible = Some(visible);
    }

    /// Lets the terminal move rows that only moved.
    fn scroll(&mut self, wanted: &[Vec<Spot>]) {
        let changed = self.shown.iter().zip(wanted).filter(|(shown, wanted)| shown != wanted).count();
        if changed < 4 {
            return;
        }
        let prints = |rows: &[Vec<Spot>]| rows.iter().map(|row| row::fingerprint(row)).collect::<Vec<_>>();
        let empty = vec![Spot::BLANK; self.columns];
        let Some(shift) = scroll::find(&prints(&self.shown), &prints(wanted), row::fingerprint(&empty)) else { return };
        let Some(region) = self.shown.get_mut(shift.top..=shift.bottom) else { return };
        if shift.up {
            region.rotate_left(shift.by);
        } else {
            region.rotate_right(shift.by);
        }
        let freed = if shift.up { region.len().saturating_sub(shift.by)..region.len() } else { 0..shift.by };
        for row in region.get_mut(freed).unwrap_or_default() {
            row.clone_from(&empty);
        }
        self.touched += region.len();
        // The rows that come free take the pen's ground.
        self.take(Pen::PLAIN);
        sequence(&mut self.body, &[shift.top as u16 + 1, shift.bottom as u16 + 1], 'r');
        sequence(&mut self.body, &[shift.top as u16 + 1], 'H');
        sequence(&mut self.body, &[shift.by as u16], if shift.up { 'M' } else { 'L' });
        self.body.extend_from_slice(b"\x1b[r");
        (self.x, self.y) = (None, None);
    }

    fn row(&mut self, y: u16, shown: &[Spot], wanted: &[Spot]) {
        let tail = wanted.iter().rposition(|spot| !spot.is_blank()).map_or(0, |last| last + 1);
        // Cells after a glyph of doubtful width are painted again even if they did not change.
        let mut doubtful = 0;
        let mut x = 0;
        while let Some(spot) = wanted.get(x) {
            if spot.width == 0 || (shown.get(x) == Some(spot) && x >= doubtful) {
                x += 1;
                continue;
            }
            if x >= tail {
                let stale = shown.iter().rposition(|spot| !spot.is_blank()).map_or(x, |last| last.max(x));
                if stale + 1 - x > 3 || doubtful > x {
                    self.go(x as u16, y);
                    self.take(Pen::PLAIN);
                    self.body.extend_from_slice(b"\x1b[K");
                    return;
                }
            }
            if !self.bridge(wanted, x as u16, y) {
                self.go(x as u16, y);
            }
            let certain = spot.certain(self.ambiguous);
            self.put(spot, certain, y);
            let next = x + usize::from(spot.width);
            let line_goes_on = spot.is_line() && wanted.get(next).is_some_and(Spot::is_line);
            if !certain && !line_goes_on {
                doubtful = next + 1;
                self.x = None;
            }
            if next >= wanted.len() {
                // The cursor may stand on the last cell or wait behind it.
                self.x = None;
            }
            x = next;
        }
    }

    /// Gets to `x` by writing the cells in between once more, if that is shorter than a jump.
    fn bridge(&mut self, wanted: &[Spot], x: u16, y: u16) -> bool {
        let (Some(from), Some(pen)) = (self.x.filter(|from| *from < x && self.y == Some(y)), self.pen) else {
            return false;
        };
        let Some(between) = wanted.get(usize::from(from)..usize::from(x)).filter(|cells| cells.len() <= 4) else {
            return false;
        };
        let fits = |spot: &Spot| {
            let own = Pen::of(&spot.cell);
            spot.width == 0
                || (spot.certain(self.ambiguous) && (own == pen || (spot.cell.symbol() == " " && own.blanks_like(pen))))
        };
        let cost: usize = between.iter().filter(|spot| spot.width > 0).map(|spot| spot.cell.symbol().len()).sum();
        let starts_whole = between.first().is_some_and(|spot| spot.width > 0);
        if cost > 4 || !starts_whole || !between.iter().all(fits) {
            return false;
        }
        for spot in between.iter().filter(|spot| spot.width > 0) {
            self.body.extend_from_slice(spot.cell.symbol().as_bytes());
        }
        self.x = Some(x);
        true
    }

    fn put(&mut self, spot: &Spot, certain: bool, y: u16) {
        let pen = Pen::of(&spot.cell);
        let blank = spot.cell.symbol() == " ";
        if !(blank && self.pen.is_some_and(|held| held.blanks_like(pen))) {
            self.take(pen);
        }
        let start = self.x;
        if let (false, 2.., Some(x)) = (certain, spot.width, start) {
            // A terminal that takes it for one cell would leave the other as it was.
            self.body.extend(std::iter::repeat_n(b' ', usize::from(spot.width)));
            self.x = None;
            self.go(x, y);
        }
        self.body.extend_from_slice(spot.cell.symbol().as_bytes());
        self.x = start.map(|x| x + spot.width);
    }

    fn take(&mut self, pen: Pen) {
        pen.change(self.pen, &mut self.body);
        self.pen = Some(pen);
    }

    /// Moves the terminal's cursor.
    fn go(&mut self, x: u16, y: u16) {
        if self.y == Some(y) {
            match self.x {
                Some(at) if at == x => return,
                Some(at) if at > x && at - x <= 3 => self.body.extend(std::iter::repeat_n(8, usize::from(at - x))),
                Some(at) if x == at + 1 => sequence(&mut self.body, &[], 'C'),
                _ if x == 0 => self.body.push(b'\r'),
                _ => sequence(&mut self.body, &[x + 1], 'G'),
            }
        } else if x == 0 {
            sequence(&mut self.body, &[y + 1], 'H');
        } else {
            sequence(&mut self.body, &[y + 1, x + 1], 'H');
        }
        (self.x, self.y) = (Some(x), Some(y));
    }
}

#[cfg(test)]
mod tests;
