//! Which words speak for which role: the list beside this file, with the user's own on top.
//!
//! The words stand in two automata, one for headings and one for bodies, built once. Nothing here reads files.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::Role;
use crate::text::safe;
use crate::text::segment::BadLine;

/// The built-in list.
const BUILT_IN: &str = include_str!("lexicon.txt");

/// The most characters of a word, and the most words of a list: what is longer is no list of words.
const LONGEST: usize = 24;
const MOST_WORDS: usize = 20_000;
/// The largest weight.
const MOST_WEIGHT: u8 = 10;
/// What stands for the role of a section that has none.
const NO_ROLE: &str = "无";

/// What a word speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The role; none for words of sections that have no role.
    pub role: Option<Role>,
    /// How loudly, 1 to 10.
    pub weight: u8,
}

/// A word found, and where.
#[derive(Clone, Copy, Debug)]
pub struct Found<'w> {
    /// The word.
    pub word: &'w Arc<str>,
    /// What it speaks for; several where the list has the word several times.
    pub voices: &'w [Voice],
    /// Its first byte, and one past its last.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// Words of headings and words of bodies.
#[derive(Clone, Debug)]
pub struct RoleWords {
    headings: Words,
    bodies: Words,
    /// Of the user's own.
    fingerprint: u64,
}

#[derive(Clone, Debug)]
struct Words {
    automaton: Option<AhoCorasick>,
    rows: Vec<(Arc<str>, Vec<Voice>)>,
}

impl RoleWords {
    /// The built-in words.
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: LazyLock<Arc<RoleWords>> = LazyLock::new(|| Arc::new(RoleWords::new("").0));
        Arc::clone(&BUILTIN)
    }

    /// The built-in words with the user's: `角色 词 权重 [标题|正文]` a line, lines that begin with `#` passed over. A row
    /// of the user's replaces all built-in ones of the same word and place; with the weight 0 it only takes away the one
    /// of its role. The lines that could not be used come back with their numbers.
    pub fn new(own: &str) -> (Self, Vec<BadLine>) {
        let mut rows = Vec::new();
        read(BUILT_IN, &mut rows);
        let builtin = rows.len();
        let bad = read(own, &mut rows);
        let (mut headings, mut bodies) = (Table::default(), Table::default());
        for (at, row) in rows.into_iter().enumerate() {
            let table = if row.in_body { &mut bodies } else { &mut headings };
            table.put(row, at >= builtin);
        }
        let mut hasher = DefaultHasher::new();
        own.hash(&mut hasher);
        (Self { headings: headings.build(), bodies: bodies.build(), fingerprint: hasher.finish() }, bad)
    }

    /// A number that stands for the user's own words.
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The words of headings in `text`, the longest where they overlap.
    pub fn in_heading<'w>(&'w self, text: &str) -> impl Iterator<Item = Found<'w>> {
        self.headings.find(text)
    }

    /// The words of bodies in `text`.
    pub fn in_body<'w>(&'w self, text: &str) -> impl Iterator<Item = Found<'w>> {
        self.bodies.find(text)
    }
}

impl Words {
    fn find<'w>(&'w self, text: &str) -> impl Iterator<Item = Found<'w>> {
        let matches = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(text));
        matches.filter_map(|found| {
            let (word, voices) = self.rows.get(found.pattern().as_usize())?;
            Some(Found { word, voices, start: found.start(), end: found.end() })
        })
    }
}

/// A line of a list.
struct Row {
    role: Option<Role>,
    word: Arc<str>,
    weight: u8,
    in_body: bool,
}

/// Reads a list into `rows`; the lines that could not be used.
fn read(list: &str, rows: &mut Vec<Row>) -> Vec<BadLine> {
    let mut bad = Vec::new();
    for (index, line) in list.trim_start_matches('\u{feff}').lines().enumerate() {
        let fields: Vec<&str> = line.split_whitespace().take(5).collect();
        if fields.first().is_none_or(|first| first.starts_with('#')) {
            continue;
        }
        let found = if rows.len() < MOST_WORDS {
            row(&fields)
        } else {
            Err(format!("词表超过 {MOST_WORDS} 行，这一行起没有用"))
        };
        match found {
            Ok(row) => rows.push(row),
            Err(reason) => bad.push(BadLine { line: index + 1, reason }),
        }
        if rows.len() >= MOST_WORDS && !bad.is_empty() {
            break;
        }
    }
    bad
}

/// One row from the fields of its line.
fn row(fields: &[&str]) -> Result<Row, String> {
    let (id, word, weight, place) = match *fields {
        [id, word, weight] => (id, word, weight, "标题"),
        [id, word, weight, place] => (id, word, weight, place),
        _ => return Err("要三栏或四栏：角色 词 权重 [标题|正文]".to_owned()),
    };
    let role = Role::from_id(id);
    if role.is_none() && id != NO_ROLE {
        let known: Vec<&str> = Role::ALL.into_iter().map(Role::id).collect();
        return Err(format!("没有“{}”这个角色；可用：{}、{NO_ROLE}", safe::line(id), known.join("、")));
    }
    if word.chars().nth(1).is_none() || word.chars().nth(LONGEST).is_some() {
        return Err(format!("词“{}”要有 2 到 {LONGEST} 个字", safe::line(word)));
    }
    let weight = weight.parse::<u8>().ok().filter(|weight| *weight <= MOST_WEIGHT);
    let Some(weight) = weight else { return Err(format!("权重要是 0 到 {MOST_WEIGHT} 的整数")) };
    let in_body = match place {
        "标题" => false,
        "正文" => true,
        other => return Err(format!("第四栏是“{}”，要写 标题 或 正文", safe::line(other))),
    };
    Ok(Row { role, word: word.into(), weight, in_body })
}

/// Rows with the same word together, in the order in which the words come first.
#[derive(Default)]
struct Table {
    at: HashMap<Arc<str>, usize>,
    /// The words of which the user said what they speak for.
    own: HashSet<usize>,
    rows: Vec<(Arc<str>, Vec<Voice>)>,
}

impl Table {
    fn put(&mut self, row: Row, own: bool) {
        let rows = &mut self.rows;
        let at = *self.at.entry(Arc::clone(&row.word)).or_insert_with(|| {
            rows.push((row.word, Vec::new()));
            rows.len() - 1
        });
        let Some((_, voices)) = rows.get_mut(at) else { return };
        if own && row.weight > 0 && self.own.insert(at) {
            voices.clear();
        }
        voices.retain(|voice| voice.role != row.role);
        if row.weight > 0 {
            voices.push(Voice { role: row.role, weight: row.weight });
        }
    }

    fn build(mut self) -> Words {
        self.rows.retain(|(_, voices)| !voices.is_empty());
        let words = self.rows.iter().map(|(word, _)| word.as_bytes());
        // It cannot fail within the bounds above; without an automaton no word is found.
        // Without the search for rare bytes, of which Chinese text has none.
        let mut builder = AhoCorasickBuilder::new();
        let automaton = builder.match_kind(MatchKind::LeftmostLongest).prefilter(false).build(words).ok();
        Words { automaton, rows: self.rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &RoleWords, heading: &str, expected: &str) {
        let found: Vec<String> = words
            .in_heading(heading)
            .flat_map(|found| {
                let id = |voice: &Voice| voice.role.map_or(NO_ROLE, Role::id);
                found.voices.iter().map(move |voice| format!("{}{}{}", id(voice), found.word, voice.weight))
            })
            .collect();
        assert_eq!(found.join(" "), expected, "{heading}");
    }

    #[test]
    fn what_the_user_says_of_a_word_is_all_that_is_said_of_it() {
        check(&RoleWords::new("无 原因分析 9").0, "原因分析", "无原因分析9");
        check(&RoleWords::new("问题 原因分析 10\n原因 原因分析 4").0, "原因分析", "问题原因分析10 原因原因分析4");
        check(&RoleWords::new("打算 原因分析 0").0, "原因分析", "原因原因分析10");
    }

    #[test]
    fn the_longest_word_is_found() {
        let words = RoleWords::builtin();
        check(&words, "目前存在的主要问题", "问题存在的主要问题10");
        check(&words, "坚持问题导向", "做法问题导向6");
        check(&words, "𠀀附则", "无附则9");
        check(&words, "", "");
    }

    #[test]
    fn the_users_rows_come_on_top() {
        let (words, bad) = RoleWords::new("\u{feff}# 我的\n\n做法 问题导向 0\n阶段 战役 7 标题\n问题 问题 9\n");
        assert_eq!(bad, []);
        check(&words, "坚持问题导向", "问题问题9");
        check(&words, "三大战役", "阶段战役7");
    }

    #[test]
    fn lines_that_cannot_be_used_are_named() {
        let list = "感想 体会 5\n做法 战役\n做法 战役 11\n做法 战役 五\n做法 战 5\n做法 战役 5 标题 多\n做法 战役 5 落款\n做法 战役 5 正文\n";
        let (words, bad) = RoleWords::new(list);
        assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
        assert!(bad.iter().all(|bad| !bad.reason.is_empty()));
        assert_eq!(words.in_body("打响战役").count(), 1);
    }

    #[test]
    fn a_list_without_end_has_an_end() {
        let list: Vec<String> = (0..MOST_WORDS).map(|n| format!("做法 战役{n} 5")).collect();
        let (_, bad) = RoleWords::new(&list.join("\n"));
        assert_eq!(bad.len(), 1);
    }

    #[test]
    fn the_built_in_list_is_sound() {
        let mut rows = Vec::new();
        assert_eq!(read(BUILT_IN, &mut rows), []);
        let mut seen = std::collections::HashSet::new();
        for row in &rows {
            assert!(row.weight > 0 && seen.insert((row.role, Arc::clone(&row.word), row.in_body)), "{}", row.word);
        }
        for role in Role::ALL {
            assert!(rows.iter().filter(|row| row.role == Some(role)).count() >= 8, "{}", role.id());
        }
    }
}
