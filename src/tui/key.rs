//! Keys as the program names them: parsed from words, printed back, and folded from a forgotten input method.
//!
//! Knows nothing of commands. crossterm's key events come in here and nowhere else.

use std::fmt;
use std::str::FromStr;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What was pressed, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character; letters as typed, so `G` is Shift and g.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
}

/// A key with its modifiers. Shift is kept only where the code does not say it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held, for keys that are no characters.
    pub shift: bool,
    /// What was pressed.
    pub code: Code,
}

/// The words of the keys that are no characters.
const NAMES: &[(&str, Code)] = &[
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backtab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("insert", Code::Insert),
    ("space", Code::Char(' ')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { ctrl: false, alt: false, shift: false, code }
    }

    /// A character.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// The character that this key types into a text, if it types one.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The half-width key of a full-width one: what was meant when an input method was left on.
    #[must_use]
    pub fn folded(self) -> Self {
        let Code::Char(c) = self.code else { return self };
        Self { code: Code::Char(half_width(c)), ..self }
    }

    /// From crossterm; `None` for keys that the program has no use for.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        let code = match event.code {
            KeyCode::Char(c) => Code::Char(c),
            KeyCode::F(n) => Code::F(n),
            KeyCode::Enter => Code::Enter,
            KeyCode::Esc => Code::Esc,
            KeyCode::Tab => Code::Tab,
            KeyCode::BackTab => Code::BackTab,
            KeyCode::Backspace => Code::Backspace,
            KeyCode::Delete => Code::Delete,
            KeyCode::Up => Code::Up,
            KeyCode::Down => Code::Down,
            KeyCode::Left => Code::Left,
            KeyCode::Right => Code::Right,
            KeyCode::Home => Code::Home,
            KeyCode::End => Code::End,
            KeyCode::PageUp => Code::PageUp,
            KeyCode::PageDown => Code::PageDown,
            KeyCode::Insert => Code::Insert,
            _ => return None,
        };
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT) && !matches!(code, Code::Char(_) | Code::BackTab);
        let code = match code {
            Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
            other => other,
        };
        Some(Self { ctrl, alt, shift, code })
    }

    /// As a person reads it: `Ctrl-S`, `Enter`, `↑`, `空格`.
    pub fn shown(self) -> String {
        let mut out = String::new();
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                out.push_str(name);
            }
        }
        match self.code {
            Code::Char(' ') => out.push_str("Space"),
            Code::Char(c) if self.ctrl => out.extend(c.to_uppercase()),
            Code::Char(c) => out.push(c),
            Code::F(n) => out.push_str(&format!("F{n}")),
            Code::Up => out.push('↑'),
            Code::Down => out.push('↓'),
            Code::Left => out.push('←'),
            Code::Right => out.push('→'),
            Code::PageUp => out.push_str("PgUp"),
            Code::PageDown => out.push_str("PgDn"),
            Code::BackTab => out.push_str("Shift-Tab"),
            Code::Delete => out.push_str("Del"),
            Code::Insert => out.push_str("Ins"),
            other => {
                let name = NAMES.iter().find(|(_, code)| *code == other).map_or("", |(name, _)| name);
                let mut chars = name.chars();
                out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
                out.push_str(chars.as_str());
            }
        }
        out
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "f{n}"),
            code => match (NAMES.iter().find(|(_, named)| *named == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, Code::Char(c)) => write!(f, "{c}"),
                (None, _) => Ok(()),
            },
        }
    }
}

/// A word that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是按键名；写法如 ctrl-s、alt-left、f2、pageup、g")]
pub struct UnknownKey(pub String);

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(word: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(word.to_owned());
        let mut key = Self::plain(Code::Esc);
        let mut rest = word;
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-").filter(|r| !r.is_empty()) {
                key.ctrl = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("alt-").filter(|r| !r.is_empty()) {
                key.alt = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("shift-").filter(|r| !r.is_empty()) {
                key.shift = true;
                rest = after;
            } else {
                break;
            }
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => Code::Char(c),
            (Some('f'), Some(_))
                if rest.get(1..).is_some_and(|n| n.parse::<u8>().is_ok_and(|n| (1..=12).contains(&n))) =>
            {
                Code::F(rest.get(1..).and_then(|n| n.parse().ok()).unwrap_or(1))
            }
            _ => NAMES.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code).ok_or_else(unknown)?,
        };
        if key.shift && matches!(key.code, Code::Char(_)) {
            return Err(unknown());
        }
        Ok(key)
    }
}

/// The half-width form of a full-width letter, digit or mark, and of the marks that a Chinese input method puts in
/// their place (。 for `.`, 、 for `/` or `\`, 【 for `[`).
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => '/',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '《' => '<',
        '》' => '>',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '￥' => '$',
        '…' => '^',
        '—' => '_',
        '·' => '`',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_parses_and_prints_back() {
        for word in
            ["a", "G", "ctrl-s", "alt-left", "shift-up", "ctrl-shift-end", "f12", "space", "enter", "pageup", "-", "?"]
        {
            assert_eq!(word.parse::<Key>().map(|k| k.to_string()), Ok(word.to_owned()), "{word}");
        }
        for word in ["", "ctrl-", "f13", "f0", "nonsense", "shift-a", "ctrl-ab"] {
            assert!(word.parse::<Key>().is_err(), "{word}");
        }
    }

    #[test]
    fn full_width_keys_mean_their_half_width_ones() {
        for (typed, meant) in
            [('：', ':'), ('／', '/'), ('ｊ', 'j'), ('？', '?'), ('、', '/'), ('Ｇ', 'G'), ('　', ' '), ('创', '创')]
        {
            assert_eq!(Key::char(typed).folded(), Key::char(meant));
        }
    }

    #[test]
    fn keys_are_shown_as_people_write_them() {
        for (word, shown) in [
            ("ctrl-s", "Ctrl-S"),
            ("up", "↑"),
            ("enter", "Enter"),
            ("shift-tab", "Shift-Tab"),
            ("f2", "F2"),
            ("g", "g"),
        ] {
            assert_eq!(word.parse::<Key>().map(Key::shown), Ok(shown.to_owned()), "{word}");
        }
    }
}
