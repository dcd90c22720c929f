//! A view whose type is forgotten.

use crate::tui::command::{Answer, Asked, Ctx};
use crate::tui::key::Key;
use crate::tui::msg::Mouse;
use crate::tui::view::View;

/// A view whose type is forgotten: what the program needs of all of them.
pub(super) trait AnyView {
    fn run(&mut self, id: &str, ctx: &mut Ctx<'_>) -> bool;
    fn takes_paste(&self) -> bool;
    fn type_text(&mut self, text: &str, pasted: bool, ctx: &mut Ctx<'_>);
    fn key_first(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool;
    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool;
    fn mouse(&mut self, mouse: Mouse, ctx: &mut Ctx<'_>);
    fn answered(&mut self, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>);
}

impl<V: View> AnyView for V {
    fn run(&mut self, id: &str, ctx: &mut Ctx<'_>) -> bool {
        View::run(self, id, ctx)
    }
    fn takes_paste(&self) -> bool {
        View::takes_paste(self)
    }
    fn type_text(&mut self, text: &str, pasted: bool, ctx: &mut Ctx<'_>) {
        View::type_text(self, text, pasted, ctx);
    }
    fn key_first(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool {
        View::key_first(self, key, ctx)
    }
    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> bool {
        View::key(self, key, ctx)
    }
    fn mouse(&mut self, mouse: Mouse, ctx: &mut Ctx<'_>) {
        View::mouse(self, mouse, ctx);
    }
    fn answered(&mut self, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
        View::answered(self, asked, answer, ctx);
    }
}
