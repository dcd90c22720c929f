//! Which key means which command: built from the rows of the tables and the settings' overrides.

use std::collections::{BTreeMap, HashMap};

use super::command::{Info, Room};
use super::key::Key;

/// Keys by room, and commands' keys by id for showing them.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    by_key: HashMap<(Room, Key), &'static str>,
    by_id: HashMap<&'static str, Vec<Key>>,
}

impl Keymap {
    /// Builds the map; `overrides` are lists of key names by command id. Also gives, for the messages, what could not
    /// be used: unknown ids, words that name no key, a key that another command of the room has already.
    pub fn new(rows: &[(Room, &'static Info)], overrides: &BTreeMap<String, Vec<String>>) -> (Self, Vec<String>) {
        let mut map = Self::default();
        let mut wrong = Vec::new();
        for id in overrides.keys() {
            if !rows.iter().any(|(_, info)| info.id == id) {
                wrong.push(format!("设置 keys 里没有“{id}”这个命令；命令名见 wengao commands"));
            }
        }
        // Keys of the settings take precedence over default keys.
        let (set, default): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, info)| overrides.contains_key(info.id));
        for &(room, info) in set.into_iter().chain(default) {
            let chosen = overrides.get(info.id);
            let names: Vec<&str> = match chosen {
                Some(own) => own.iter().map(String::as_str).collect(),
                None => info.keys.to_vec(),
            };
            for name in names {
                match name.parse::<Key>() {
                    Err(error) => wrong.push(format!("{}：{error}", info.id)),
                    Ok(key) => match map.by_key.get(&(room, key)) {
                        Some(other) if chosen.is_some() => {
                            wrong.push(format!("{}：{} 已是 {other} 的键", info.id, key.shown()));
                        }
                        Some(_) => {}
                        None => {
                            map.by_key.insert((room, key), info.id);
                            map.by_id.entry(info.id).or_default().push(key);
                        }
                    },
                }
            }
        }
        (map, wrong)
    }

    /// The command that `key` means in `room`.
    pub fn command(&self, room: Room, key: Key) -> Option<&'static str> {
        self.by_key.get(&(room, key)).copied()
    }

    /// The keys of a command.
    pub fn keys(&self, id: &str) -> &[Key] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// The keys of a command as a person reads them: `j/↓`.
    pub fn shown(&self, id: &str) -> String {
        self.keys(id).iter().map(|key| key.shown()).collect::<Vec<_>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::report::Words;

    const UP: Info = Info { id: "read.up", words: Words::new("上", "up"), keys: &["k", "up"], hint: 0 };
    const DOWN: Info = Info { id: "read.down", words: Words::new("下", "down"), keys: &["j"], hint: 0 };
    const ROWS: &[(Room, &Info)] = &[(Room::Read, &UP), (Room::Read, &DOWN)];

    fn overrides(rows: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        rows.iter().map(|(id, keys)| ((*id).to_owned(), keys.iter().map(|k| (*k).to_owned()).collect())).collect()
    }

    #[test]
    fn settings_replace_default_keys_and_take_them_from_others() {
        let (map, wrong) = Keymap::new(ROWS, &overrides(&[("read.down", &["k"])]));
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(map.command(Room::Read, Key::char('k')), Some("read.down"));
        assert_eq!(map.command(Room::Read, Key::char('j')), None);
        assert_eq!(map.shown("read.up"), "↑");
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let (map, wrong) = Keymap::new(ROWS, &overrides(&[("read.fly", &["x"]), ("read.up", &["hyper-x"])]));
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert_eq!(map.keys("read.up"), &[]);
    }
}
