//! Roles: which part a section plays in its piece (开头, 做法, 成效, …), and why it is taken for that.
//!
//! A role is judged from the words of the heading, from the section above, from the place in the piece and from the
//! words of the body, in one pass over the sections of a piece. Knows nothing of how headings are found.

mod evidence;
mod judge;
mod kind;
pub mod words;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use judge::assign;
pub use kind::Kind;

use super::record::shared;

/// The part that a section plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// 开头: how things stand, what it is about, aims and principles.
    Opening,
    /// 做法: what was done or is to be done, the topics of the work.
    Practice,
    /// 成效: what came of it.
    Outcome,
    /// 问题: what is wrong.
    Difficulty,
    /// 原因: why it is wrong.
    Cause,
    /// 打算: what comes next.
    Intention,
    /// 保障: what makes sure that it is done, demands at the end.
    Guarantee,
    /// 组织: who leads, who answers for what.
    Organisation,
    /// 宣传: making it known.
    Publicity,
    /// 督查: inspection, supervision, assessment.
    Inspection,
    /// 阶段: steps and dates.
    Stage,
}

impl Role {
    /// All of them, in the order in which a piece has them.
    pub const ALL: [Self; 11] = [
        Self::Opening,
        Self::Practice,
        Self::Outcome,
        Self::Difficulty,
        Self::Cause,
        Self::Intention,
        Self::Guarantee,
        Self::Organisation,
        Self::Publicity,
        Self::Inspection,
        Self::Stage,
    ];

    /// The word for it, on screen and in the command line's JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Opening => "开头",
            Self::Practice => "做法",
            Self::Outcome => "成效",
            Self::Difficulty => "问题",
            Self::Cause => "原因",
            Self::Intention => "打算",
            Self::Guarantee => "保障",
            Self::Organisation => "组织",
            Self::Publicity => "宣传",
            Self::Inspection => "督查",
            Self::Stage => "阶段",
        }
    }

    /// Its mark where two characters are too many; no other role has the same.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Opening => "开",
            Self::Practice => "做",
            Self::Outcome => "成",
            Self::Difficulty => "问",
            Self::Cause => "因",
            Self::Intention => "打",
            Self::Guarantee => "保",
            Self::Organisation => "组",
            Self::Publicity => "宣",
            Self::Inspection => "督",
            Self::Stage => "阶",
        }
    }

    /// The role of this word.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }
}

/// What helps a word of the heading to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aid {
    /// Nothing; the word is enough.
    None,
    /// The section is one of the last of its piece.
    NearEnd,
    /// Sections on problems stand before it.
    AfterDifficulty,
}

/// Why a section is taken for what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// A word of the heading.
    Heading {
        /// The word.
        #[serde(with = "shared")]
        word: Arc<str>,
        /// What helped it.
        aid: Aid,
    },
    /// The section above, which has the role by itself: its heading.
    Above(#[serde(with = "shared")] Arc<str>),
    /// Words of the body: the two most frequent, and how many in all.
    Body {
        /// The words.
        #[serde(with = "shared::all")]
        words: Vec<Arc<str>>,
        /// How often words of this role occur.
        count: usize,
    },
    /// Nothing more exact: a topic of a piece of this kind.
    Topic(Kind),
    /// A person said so.
    ByHand,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading { word, aid } => {
                write!(f, "标题含“{word}”")?;
                f.write_str(match aid {
                    Aid::None => "",
                    Aid::NearEnd => "，近篇末",
                    Aid::AfterDifficulty => "，在问题之后",
                })
            }
            Self::Above(heading) => write!(f, "随上级“{heading}”"),
            Self::Body { words, count } => write!(f, "正文 {count} 次出现“{}”", words.join("、")),
            Self::Topic(kind) => write!(f, "{}里的一项内容", kind.word()),
            Self::ByHand => f.write_str("人工指定"),
        }
    }
}

/// A role with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFinding {
    /// The role.
    pub role: Role,
    /// Why; shown by its `Display` as one short Chinese phrase.
    pub reason: Reason,
}

#[cfg(test)]
mod tests;
