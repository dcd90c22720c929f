//! What a view is. Views know the snapshot and ask with requests; they know neither each other nor the program.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::command::{Answer, Asked, Command, Ctx, Info};
use super::key::Key;
use super::msg::Mouse;
use super::snapshot::Snapshot;

/// A view of the workbench.
pub trait View: Sized + 'static {
    /// Its commands.
    const COMMANDS: &'static [Command<Self>];

    /// Draws itself and says where the caret of a text input stands, in cells of the screen.
    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position>;

    /// Whether typed characters are text now.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether pasted text is taken now.
    fn takes_paste(&self) -> bool {
        self.takes_text()
    }

    /// Text was typed or pasted.
    fn type_text(&mut self, _text: &str, _pasted: bool, _ctx: &mut Ctx<'_>) {}

    /// A key before any command sees it. True when it was of use.
    fn key_first(&mut self, _key: Key, _ctx: &mut Ctx<'_>) -> bool {
        false
    }

    /// A key that no command has. True when it was of use.
    fn key(&mut self, _key: Key, _ctx: &mut Ctx<'_>) -> bool {
        false
    }

    /// The mouse within the view's area.
    fn mouse(&mut self, _mouse: Mouse, _ctx: &mut Ctx<'_>) {}

    /// A question of this view was answered.
    fn answered(&mut self, _asked: Asked, _answer: Answer, _ctx: &mut Ctx<'_>) {}

    /// Where one is, for the right end of the status line.
    fn position(&self, _snapshot: &Snapshot) -> String {
        String::new()
    }

    /// Runs a command by its id. True when it is one of this view.
    fn run(&mut self, id: &str, ctx: &mut Ctx<'_>) -> bool {
        match Self::COMMANDS.iter().find(|command| command.info.id == id) {
            Some(command) => {
                (command.run)(self, ctx);
                true
            }
            None => false,
        }
    }

    /// What is told of its commands.
    fn infos() -> impl Iterator<Item = &'static Info> {
        Self::COMMANDS.iter().map(|command| &command.info)
    }
}
