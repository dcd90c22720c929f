//! `Rule`: one row of the table. What it looks for, how much weight it has, what it rests on, and how it is explained.

use super::finding::Found;
use super::line::Line;
use super::settings::Settings;
use super::subject::{Piece, Subject};
use crate::text::words::Words;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Style.
    Hint,
    /// A person decides.
    Suspect,
    /// Wrong by a norm, a fact or arithmetic.
    Must,
}

impl Level {
    /// All, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Must, Self::Suspect, Self::Hint];

    /// Its name in the settings and in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Suspect => "suspect",
            Self::Hint => "hint",
        }
    }

    /// The level of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.id() == id)
    }

    /// What it is called.
    pub const fn words(self) -> Words {
        match self {
            Self::Must => Words::new("必改", "must"),
            Self::Suspect => Words::new("存疑", "suspect"),
            Self::Hint => Words::new("提示", "hint"),
        }
    }
}

/// When a rule works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Always.
    On,
    /// When it is switched on.
    Off,
    /// For drafts of which the sources are known.
    Draft,
}

/// What a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Where it is written: `GB/T 15834 4.1–4.7`; empty for what is not written in a norm.
    pub clause: &'static str,
    /// How strongly: 规定 · 一般 · 通常 · 宜 · 可以 · 推荐, or what else speaks for it: 实务 · 事实 · 算术.
    pub strength: &'static str,
}

impl Basis {
    /// A clause and its strength.
    pub const fn new(clause: &'static str, strength: &'static str) -> Self {
        Self { clause, strength }
    }

    /// As it is printed: `GB/T 15834 4.1–4.7 规定`.
    pub fn shown(self) -> String {
        if self.clause.is_empty() { self.strength.to_owned() } else { format!("{} {}", self.clause, self.strength) }
    }

    /// As it is explained: the clause and how strong it is, in words; what is written in no norm by its kind alone.
    pub fn told(self) -> String {
        if self.clause.is_empty() {
            self.strength.to_owned()
        } else {
            format!("{}（{}）", self.shown(), self.called())
        }
    }

    /// What a rule of the norms may be called: only 规定 is 国标规定.
    pub fn called(self) -> &'static str {
        match (self.clause.is_empty(), self.strength) {
            (false, "规定") => "国标规定",
            (false, _) => "国标建议",
            (true, strength) => strength,
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One line at a time. What is found depends on the line's text, kind and breaks and on nothing else, so that it can be
    /// kept.
    Line(fn(&Line<'_>, &mut Found)),
    /// One piece with its outline.
    Piece(fn(&Subject<'_>, &Piece, &mut Found)),
    /// The whole document.
    Document(fn(&Subject<'_>, &mut Found)),
    /// The whole document in the light of what the user set: terms, limits.
    Set(fn(&Subject<'_>, &Settings, &mut Found)),
    /// Nothing: what it finds comes from elsewhere.
    Given,
}

/// Where a rule works beside the ordinary places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Inside of 《…》 too.
    pub titles: bool,
    /// Not inside of quotations of ten characters and more.
    pub not_quoted: bool,
    /// Over shielded text too: addresses, codes, figures with marks of their own.
    pub shielded: bool,
    /// Over figures and compound words with marks of their own, but not over addresses, paths and code.
    pub figures: bool,
    /// On lines that are letter-spaced throughout and rows of tables too.
    pub tables: bool,
    /// On lines of web debris, and there only.
    pub debris: bool,
    /// Over entries of the user's list of names and terms too.
    pub lexicon: bool,
}

impl Reach {
    /// Ordinary text only.
    pub const TEXT: Self = Self {
        titles: false,
        not_quoted: false,
        shielded: false,
        figures: false,
        tables: false,
        debris: false,
        lexicon: false,
    };
    /// Figures: with marks of their own too.
    pub const FIGURES: Self = Self { figures: true, ..Self::TEXT };
    /// Marks of pairs: also in titles and tables.
    pub const MARKS: Self = Self { titles: true, tables: true, ..Self::TEXT };
    /// Forms of single marks: also in titles.
    pub const TITLES: Self = Self { titles: true, ..Self::TEXT };
    /// Words: not in quotations.
    pub const WORDS: Self = Self { not_quoted: true, ..Self::TEXT };
    /// What was left over: also in titles and tables.
    pub const LEFTOVERS: Self = Self { titles: true, tables: true, ..Self::TEXT };
}

/// A row of the table.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name in the settings, on the command line and in JSON.
    pub id: &'static str,
    /// How much its findings weigh where the settings say nothing else.
    pub level: Level,
    /// When it works.
    pub used: Use,
    /// Its fix is mechanical, where a finding of it has one.
    pub fixes: bool,
    /// What it is called: a few characters.
    pub name: Words,
    /// What it says of a place, one sentence to the writer; `{}` stands for what the finding is about.
    pub says: Words,
    /// What it rests on.
    pub basis: Basis,
    /// A wrong text, ⟦ ⟧ around what is found, ⏎ for line ends.
    pub wrong: &'static str,
    /// The same text put right.
    pub right: &'static str,
    /// Why a finding may be a false alarm.
    pub doubt: Words,
    /// Where it works.
    pub reach: Reach,
    /// Characters of which a line must hold one, or there is nothing to find in it; empty where that is not known.
    pub needs: &'static str,
    /// How it looks.
    pub check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}
