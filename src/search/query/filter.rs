//! Filters: which sections are looked at.

use crate::corpus::role::Role;
use crate::text::fold;
use crate::text::pinyin::Matcher;
use crate::text::span::ByteSpan;

/// A filter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Where in the query it stands.
    pub span: ByteSpan,
    /// What it asks for.
    pub wanted: Wanted,
    /// What it asks for is shut out.
    pub excluded: bool,
}

/// What a filter asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Sections of this role; `None` for those of no role.
    Role(Option<Role>),
    /// Pieces whose title, or the name of whose file, holds this, folded.
    Piece(Box<str>),
    /// Sections of this level, 1 the highest; 0 what stands before the first heading.
    Level(u8),
    /// Pieces of this year: by their title, number or date, or by the name of their file.
    Year(u16),
}

/// The names of filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// role:
    Role,
    /// piece:
    Piece,
    /// level:
    Level,
    /// year:
    Year,
}

impl Field {
    /// The field of this folded name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "role" | "角色" => Self::Role,
            "piece" | "篇" | "篇名" | "题名" => Self::Piece,
            "level" | "级" | "层级" => Self::Level,
            "year" | "年" | "年份" => Self::Year,
            _ => return None,
        })
    }

    /// What the field asks for with this value; why not, in the user's words.
    pub fn read(self, value: &str) -> Result<Wanted, String> {
        let folded = fold::tight(value);
        let number = || folded.trim_end_matches(['年', '级']).parse::<u16>().ok();
        match self {
            Self::Role => {
                if matches!(folded.as_str(), "无" | "none") {
                    return Ok(Wanted::Role(None));
                }
                // Without an input method: wt, zuofa.
                let spelled = folded.chars().all(|c| c.is_ascii_lowercase()) && folded.len() > 1;
                let matcher = Matcher::new(&folded);
                let is = |role: &Role| role.id() == folded || spelled && matcher.is_match(role.id());
                let role = Role::ALL.into_iter().find(is);
                role.map(|role| Wanted::Role(Some(role))).ok_or_else(|| {
                    let all: Vec<&str> = Role::ALL.iter().map(|role| role.id()).collect();
                    format!("“角色:”后面要写其中一种：{}、无", all.join("、"))
                })
            }
            Self::Piece if folded.is_empty() => Err("“篇:”后面要写篇名里的字".to_owned()),
            Self::Piece => Ok(Wanted::Piece(folded.into())),
            Self::Level => number()
                .and_then(|level| u8::try_from(level).ok())
                .filter(|level| *level <= 9)
                .map(Wanted::Level)
                .ok_or_else(|| "“级:”后面要写 0 到 9 的数，1 是最高一级，0 是第一个标题之前".to_owned()),
            Self::Year => number()
                .filter(|year| (1000..=2999).contains(year))
                .map(Wanted::Year)
                .ok_or_else(|| "“年:”后面要写四位数的年份，如 2024".to_owned()),
        }
    }
}
