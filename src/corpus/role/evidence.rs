//! What the words of a heading and of a body say, role by role. Weighs nothing against the rest of the piece.

use std::sync::Arc;

use super::Role;
use super::words::RoleWords;
use crate::text::span::{ByteSpan, head, slice};

/// What a word of weight 1 says, so that it can be parted.
const UNIT: u32 = 10;
/// How much of a body is looked at, in bytes: some three hundred characters.
const BODY: usize = 900;
/// The most that a body can say, and what a word of weight 1 in it says.
const BODY_MOST: u32 = 54;
const BODY_UNIT: u32 = 6;
/// Up to this weight, what a measure treats (整治…问题) is no 问题 of its own.
const TREATED: u8 = 5;
/// Marks that part the clauses of a heading.
const CLAUSE: [char; 8] = ['，', ',', '；', ';', '：', ':', '。', '　'];

/// What one role has for itself in a heading.
#[derive(Clone, Copy, Debug)]
pub struct Say<'w> {
    /// How much, in tenths of a weight.
    pub score: u32,
    /// The weight of the word, as listed.
    pub weight: u8,
    /// The word that says most.
    pub word: &'w Arc<str>,
}

/// What a heading says, by role.
#[derive(Debug, Default)]
pub struct Heading<'w> {
    says: [Option<Say<'w>>; Role::ALL.len()],
    /// How much speaks for no role at all.
    pub none: u32,
}

impl<'w> Heading<'w> {
    /// Reads marker and text of a heading. The first clause counts most, and the last word of a clause: 检查中存在的问题
    /// is about 问题.
    pub fn read(words: &'w RoleWords, marker: &str, text: &str) -> Self {
        let mut heading = Self::default();
        for part in [marker, text] {
            let mut found = words.in_heading(part).peekable();
            let (mut first_clause, mut treats, mut end) = (true, false, 0);
            while let Some(word) = found.next() {
                if slice(part, ByteSpan::new(end, word.start)).contains(CLAUSE) {
                    (first_clause, treats) = (false, false);
                }
                end = word.end;
                let next = found.peek().map_or(part.len(), |next| next.start);
                let last = found.peek().is_none() || slice(part, ByteSpan::new(end, next)).contains(CLAUSE);
                for voice in word.voices {
                    if voice.role == Some(Role::Difficulty) && treats && voice.weight <= TREATED {
                        continue;
                    }
                    let order = if last { 12 } else { 10 } * if first_clause { 10 } else { 5 };
                    let score = u32::from(voice.weight) * UNIT * order / 100;
                    heading.add(voice.role, Say { score, weight: voice.weight, word: word.word });
                }
                treats |= word.voices.iter().any(|voice| voice.role == Some(Role::Practice));
            }
        }
        heading
    }

    /// What it says for `role`.
    pub fn of(&self, role: Role) -> Option<Say<'w>> {
        self.says.get(role as usize).copied().flatten()
    }

    fn add(&mut self, role: Option<Role>, say: Say<'w>) {
        let Some(role) = role else {
            self.none = self.none.max(say.score);
            return;
        };
        if let Some(place) = self.says.get_mut(role as usize) {
            *place = Some(match *place {
                None => say,
                // A second word supports the first.
                Some(old) if old.score >= say.score => Say { score: old.score + UNIT, ..old },
                Some(old) => Say { score: say.score + UNIT, weight: say.weight.max(old.weight), ..say },
            });
        }
    }
}

/// What a body says, by role.
#[derive(Debug, Default)]
pub struct Body<'w> {
    /// (word, role, weight) of every word found.
    found: Vec<(&'w Arc<str>, Role, u8)>,
}

impl<'w> Body<'w> {
    /// Reads the beginning of a body.
    pub fn read(words: &'w RoleWords, body: &str) -> Self {
        let found = words.in_body(head(body, BODY)).flat_map(|found| {
            let voices = found.voices.iter();
            voices.filter_map(move |voice| voice.role.map(|role| (found.word, role, voice.weight)))
        });
        Self { found: found.collect() }
    }

    /// How much it says for `role`; a single word says nothing.
    pub fn score(&self, role: Role) -> u32 {
        let weights = || self.found.iter().filter(|row| row.1 == role).map(|row| u32::from(row.2));
        if weights().nth(1).is_none() { 0 } else { (weights().sum::<u32>() * BODY_UNIT).min(BODY_MOST) }
    }

    /// The two most frequent words of `role`, and how often words of it occur.
    pub fn words(&self, role: Role) -> (Vec<Arc<str>>, usize) {
        let mut counts: Vec<(&Arc<str>, usize)> = Vec::new();
        for (word, ..) in self.found.iter().filter(|row| row.1 == role) {
            match counts.iter_mut().find(|(known, _)| known == word) {
                Some((_, count)) => *count += 1,
                None => counts.push((word, 1)),
            }
        }
        let all = counts.iter().map(|(_, count)| count).sum();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        (counts.into_iter().take(2).map(|(word, _)| Arc::clone(word)).collect(), all)
    }
}
