//! From input to deeds. Order for a key: text if the open view takes text, then that view's command, then the
//! program's command, then the rest of the view's keyboard.

use std::sync::Arc;

use super::commands::PROGRAM;
use super::{App, Over};
use crate::tui::command::{Answer, Asked, Ctx, Leaving, Request, Room};
use crate::tui::key::{Code, Key};
use crate::tui::msg::Input;
use crate::tui::overlays::changes::Wish;
use crate::tui::overlays::palette::Chosen;
use crate::tui::view::View;

impl App {
    /// Acts on all that was waiting. Runs of typed characters arrive in a text as one piece.
    pub(super) fn input(&mut self, inputs: Vec<Input>) {
        let mut typed = String::new();
        let mut inputs = inputs.into_iter().peekable();
        while let Some(input) = inputs.next() {
            if let Input::Key(key) = input
                && let Some(c) = self.text_of(key, &typed, inputs.peek())
            {
                typed.push(c);
                continue;
            }
            self.flush(&mut typed);
            match input {
                Input::Key(key) => self.key(key),
                Input::Paste(text) => self.type_text(&text, true),
                Input::Mouse(mouse) => {
                    if self.over.is_none() {
                        self.with_view(|view, ctx| view.mouse(mouse, ctx));
                    }
                }
                Input::Resize { .. } => {}
            }
        }
        self.flush(&mut typed);
    }

    /// The character that `key` types, when it is text now. In the middle of a burst of text a line end or tab is text
    /// as well: that is a paste without brackets.
    fn text_of(&self, key: Key, typed: &str, next: Option<&Input>) -> Option<char> {
        if !self.takes_text() {
            return None;
        }
        let asking = matches!(&self.over, Some(Over::Question(asking)) if asking.takes_lines());
        match key.typed() {
            Some(c) => Some(c),
            // The last line end of a burst is the key that ends a question.
            None if asking && !typed.is_empty() && key == Key::plain(Code::Enter) => {
                matches!(next, Some(Input::Key(next)) if next.typed().is_some()).then_some('\n')
            }
            None if typed.is_empty() || self.over.is_some() || self.view.room() != Room::Draft => None,
            None if key == Key::plain(Code::Enter) => Some('\n'),
            None if key == Key::plain(Code::Tab) => Some('\t'),
            None => None,
        }
    }

    pub(super) fn takes_text(&self) -> bool {
        match &self.over {
            Some(Over::Question(asking)) => asking.takes_text(),
            Some(Over::Palette(_)) => true,
            Some(
                Over::Help(_)
                | Over::Note(_)
                | Over::Preview(_)
                | Over::Compare(_)
                | Over::Changes(_)
                | Over::Choose(_),
            ) => false,
            None => match self.view.room() {
                Room::Read => View::takes_text(&self.read),
                Room::Search => View::takes_text(&self.search),
                Room::Statistics => View::takes_text(&self.statistics),
                Room::Draft => View::takes_text(&self.draft),
                Room::Review | Room::Messages | Room::Program => false,
            },
        }
    }

    fn flush(&mut self, typed: &mut String) {
        if !typed.is_empty() {
            let text = std::mem::take(typed);
            // A burst with line ends is a paste that lost its brackets.
            let pasted = text.contains('\n');
            self.type_text(&text, pasted);
        }
    }

    fn type_text(&mut self, text: &str, pasted: bool) {
        self.said = None;
        match &mut self.over {
            Some(Over::Question(asking)) if asking.takes_text() => asking.type_text(text),
            Some(Over::Palette(palette)) => palette.type_text(text, &self.snapshot),
            Some(_) => {}
            None => self.with_view(|view, ctx| {
                if view.takes_paste() {
                    view.type_text(text, pasted, ctx);
                }
            }),
        }
    }

    fn key(&mut self, key: Key) {
        self.said = None;
        match self.over.take() {
            Some(Over::Help(mut help)) => {
                if !help.key(key) {
                    self.over = Some(Over::Help(help));
                }
            }
            Some(Over::Note(mut reading)) => {
                if !reading.key(key) {
                    self.over = Some(Over::Note(reading));
                }
            }
            Some(Over::Preview(mut preview)) => {
                if !preview.key(key) {
                    self.over = Some(Over::Preview(preview));
                }
            }
            Some(Over::Compare(mut comparing)) => match comparing.key(key) {
                None => self.over = Some(Over::Compare(comparing)),
                Some(answer) => self.answer(comparing.comparison.asked, answer),
            },
            Some(Over::Changes(mut changes)) => match changes.key(key) {
                Wish::Stay => self.over = Some(Over::Changes(changes)),
                Wish::Close => {}
                Wish::Save => self.ask_changes(Arc::clone(&changes.comparison)),
            },
            Some(Over::Choose(mut rows)) => match rows.key(key) {
                None => self.over = Some(Over::Choose(rows)),
                Some(answer) => self.answer(rows.choosing.asked, answer),
            },
            Some(Over::Palette(mut palette)) => match palette.key(key, &self.snapshot) {
                None => self.over = Some(Over::Palette(palette)),
                Some(Chosen::Nothing) => {}
                Some(Chosen::Command(id)) => self.command(id),
                Some(Chosen::Place(place)) => self.request(Request::Open(place)),
            },
            Some(Over::Question(mut asking)) => match asking.key(key) {
                None => self.over = Some(Over::Question(asking)),
                Some(answer) => self.answer(asking.question.asked.clone(), answer),
            },
            None => self.view_key(key),
        }
    }

    fn view_key(&mut self, key: Key) {
        let text = self.takes_text();
        // While a filter is typed into, Enter, Esc and arrows are its own.
        let own_input = text && self.view.room() != Room::Draft;
        if own_input && self.with_view(|view, ctx| view.key(key, ctx)) {
            return;
        }
        let key = if text { key } else { key.folded() };
        if self.with_view(|view, ctx| view.key_first(key, ctx)) {
            return;
        }
        let room = self.view.room();
        match self.keymap.command(room, key).or_else(|| self.keymap.command(Room::Program, key)) {
            Some(id) => self.command(id),
            None => {
                self.with_view(|view, ctx| view.key(key, ctx));
            }
        }
    }

    /// Runs a command of the open view or of the program.
    pub fn command(&mut self, id: &str) {
        if self.with_view(|view, ctx| view.run(id, ctx)) {
            return;
        }
        if let Some(command) = PROGRAM.iter().find(|command| command.info.id == id) {
            let snapshot = self.snapshot.clone();
            let mut requests = Vec::new();
            (command.run)(self, &mut Ctx { snapshot: &snapshot, requests: &mut requests });
            for request in requests {
                self.request(request);
            }
        }
    }

    /// Leaves as it was ordered in a line.
    pub(super) fn leave_as(&mut self, leaving: Leaving) {
        match leaving {
            Leaving::Ask => self.quit(),
            Leaving::Save => self.answer(Asked::LeaveProgram, Answer::Choice('s')),
            Leaving::LetGo => self.answer(Asked::LeaveProgram, Answer::Choice('n')),
        }
    }

    /// Keeps a comment that is being written when the program ends without the person's doing.
    pub(super) fn keep_words(&mut self) {
        if let Some(Over::Question(asking)) = self.over.take_if(|over| matches!(over, Over::Question(_)))
            && let Some(words) = asking.words()
        {
            self.answer(asking.question.asked, Answer::Line(words));
        }
    }

    pub(super) fn answer(&mut self, asked: Asked, answer: Answer) {
        match (&asked, &answer) {
            (Asked::LeaveProgram, Answer::Choice('n')) => self.leave(),
            (Asked::LeaveProgram, Answer::Choice('s')) => {
                self.leaving = true;
                self.with_view(|view, ctx| view.answered(asked, answer, ctx));
            }
            (Asked::LeaveProgram, _) => self.leaving = false,
            _ if self.answered_compare(&asked, &answer) => {}
            _ => {
                let stays = matches!(
                    (&asked, &answer),
                    (Asked::DraftChanged { .. } | Asked::DraftTaken { .. }, Answer::Choice('c' | 'm'))
                );
                if stays || answer == Answer::Cancelled {
                    self.leaving = false;
                }
                if asked.is_of_draft() {
                    // The draft asks wherever the person is.
                    let requests = self.with_draft(|draft, ctx| draft.answered(asked, answer, ctx));
                    self.follow(requests);
                } else {
                    self.with_view(|view, ctx| view.answered(asked, answer, ctx));
                }
            }
        }
    }
}
