//! The way from ratatui to the terminal: one frame, one write.
//!
//! ratatui's own comparison of frames is not used; [`Painter`] compares each frame with what the terminal shows. The
//! ratatui backend here only notes where the cursor is wanted. It never asks the terminal for anything.

use std::convert::Infallible;
use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

use super::paint::{Ambiguous, Painter};

/// Where bytes go to.
pub trait Sink {
    /// The size in cells, now.
    fn size(&self) -> Size;

    /// Sends all of `bytes`.
    ///
    /// # Errors
    /// When they cannot be sent: the terminal is gone.
    fn send(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// A screen that ratatui draws on.
pub struct Screen<S: Sink> {
    terminal: Terminal<Wishes>,
    painter: Painter,
    bytes: Vec<u8>,
    sink: S,
}

impl<S: Sink> Screen<S> {
    /// A screen of which nothing is known; the first frame paints all of it.
    pub fn new(sink: S) -> Self {
        let wishes = Wishes { size: sink.size(), cursor: None, last: Position::ORIGIN };
        let Ok(terminal) = Terminal::new(wishes);
        Self { terminal, painter: Painter::new(), bytes: Vec::new(), sink }
    }

    /// Draws a frame: at most one write, none when nothing changed. Tells how many bytes were sent.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<usize> {
        self.terminal.backend_mut().size = self.sink.size();
        self.bytes.clear();
        let Ok(frame) = self.terminal.draw(draw);
        // The frame borrows the terminal, and the cursor is noted there.
        let (frame, painter) = (frame.buffer.clone(), &mut self.painter);
        painter.paint(&frame, self.terminal.backend().cursor, &mut self.bytes);
        if !self.bytes.is_empty() {
            self.sink.send(&self.bytes)?;
        }
        Ok(self.bytes.len())
    }

    /// Sends bytes that are no part of a frame and leave the cursor where it is.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sink.send(bytes)
    }

    /// Paints every cell with the next frame.
    pub fn repaint(&mut self) {
        self.painter.forget();
    }

    /// Says how wide ambiguous characters are.
    pub fn set_ambiguous(&mut self, ambiguous: Ambiguous) {
        self.painter.set_ambiguous(ambiguous);
    }

    /// The size in cells, now.
    pub fn size(&self) -> Size {
        self.sink.size()
    }
}

/// What ratatui wants of the terminal beside the cells.
struct Wishes {
    size: Size,
    cursor: Option<Position>,
    last: Position,
}

impl Backend for Wishes {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = Some(self.last);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.last)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.last = position.into();
        if let Some(cursor) = &mut self.cursor {
            *cursor = self.last;
        }
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
