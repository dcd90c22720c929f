//! Reasons: why a line is a heading or is none, why it has its level, why a piece begins where it does.
//!
//! A short closed list each, as data; the words are for people. Decides nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a line is a heading, or is none although it opens with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// The format gives it a heading's style.
    Style,
    /// It stands in a series of this many numbers, most of which name a paragraph or stand over text.
    Series(u32),
    /// Without a number: it ends in a word that names a section, or is a known label.
    Word,
    /// Without a number: the format sets it off, by bold type, face or place.
    SetOff,
    /// Without a number: short over a long paragraph, and so are this many lines of the piece.
    Form(u32),
    /// Without a number: alone among paragraphs, which nothing else breaks.
    Among,
    /// Without a number: over a series that begins at one, and so are this many lines of the piece.
    Over(u32),
    /// Without a number: a sentence over a paragraph, and this many open with the same words.
    Parallel(u32),
    /// A question of an interview, of this many.
    Question(u32),
    /// Without a number: the first sentence of a paragraph, and this many paragraphs in a row open so.
    Lead(u32),
    /// A person said so.
    ByHand,
    /// No heading: a whole sentence or an item that ends in ；.
    Clause,
    /// No heading: its series of this many numbers lists sentences or items.
    List(u32),
    /// No heading: a number alone that neither begins a series nor goes on with one, or one that counts torn slices.
    Stray,
    /// No heading: its paragraph holds the rest of the series.
    Enumeration,
    /// No heading: nothing but figures and marks follow the number.
    NoWords,
    /// No heading: a row of a table.
    Table,
    /// No heading: a person said so.
    NotByHand,
}

impl Reason {
    /// Whether it speaks for a heading.
    pub const fn is_heading(self) -> bool {
        matches!(
            self,
            Self::Style
                | Self::Series(_)
                | Self::Word
                | Self::SetOff
                | Self::Form(_)
                | Self::Among
                | Self::Over(_)
                | Self::Parallel(_)
                | Self::Question(_)
                | Self::Lead(_)
                | Self::ByHand
        )
    }

    /// The name in the command line's JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Style => "style",
            Self::Series(_) => "series",
            Self::Word => "word",
            Self::SetOff => "set-off",
            Self::Form(_) => "form",
            Self::Among => "among",
            Self::Over(_) => "over",
            Self::Parallel(_) => "parallel",
            Self::Question(_) => "question",
            Self::Lead(_) => "lead",
            Self::ByHand | Self::NotByHand => "by-hand",
            Self::Clause => "clause",
            Self::List(_) => "list",
            Self::Stray => "stray",
            Self::Enumeration => "enumeration",
            Self::NoWords => "no-words",
            Self::Table => "table",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Style => f.write_str("格式标为标题"),
            Self::Series(1) => f.write_str("序号独立成题，下有正文"),
            Self::Series(members) => write!(f, "同类序号 {members} 个成系列，多数领起正文"),
            Self::Word => f.write_str("无序号，用词是栏目名"),
            Self::SetOff => f.write_str("无序号，格式单独突出"),
            Self::Form(1) => f.write_str("无序号，短行单独立在两段长文之间"),
            Self::Form(siblings) => write!(f, "无序号，短行领长段，同形 {siblings} 处"),
            Self::Among => f.write_str("无序号，整段文字中独立的短行"),
            Self::Over(siblings) => write!(f, "无序号，短行下序号从一起，同形 {siblings} 处"),
            Self::Parallel(siblings) => write!(f, "无序号，独立成句领长段，开头相同的有 {siblings} 处"),
            Self::Question(siblings) => write!(f, "一问一答，共 {siblings} 问"),
            Self::Lead(siblings) => write!(f, "无序号，段首短句，连续 {siblings} 段如此"),
            Self::ByHand => f.write_str("人工定为标题"),
            Self::Clause => f.write_str("整句或分号结尾，是条款"),
            Self::List(1) => f.write_str("序号后是整句，下无正文"),
            Self::List(members) => write!(f, "同类序号 {members} 项多是整句，是列举"),
            Self::Stray => f.write_str("孤立的序号"),
            Self::Enumeration => f.write_str("一段之内自成列举"),
            Self::NoWords => f.write_str("序号后没有文字"),
            Self::Table => f.write_str("表格里的行"),
            Self::NotByHand => f.write_str("人工定为正文"),
        }
    }
}

/// Why a heading has its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Nesting {
    /// Nothing stands above it.
    Top,
    /// It opens below the heading above.
    Below,
    /// It goes on beside the last heading of its kind.
    Beside,
    /// What it belongs to is lost; its kind has this level elsewhere.
    Usual,
    /// The chapter that it stood in is lost: the next one has a number above one.
    Lost,
    /// A person said so.
    ByHand,
}

impl Nesting {
    /// The name in the command line's JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Below => "below",
            Self::Beside => "beside",
            Self::Usual => "usual",
            Self::Lost => "lost",
            Self::ByHand => "by-hand",
        }
    }
}

impl fmt::Display for Nesting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Top => "最高一级",
            Self::Below => "在上一标题之下另起",
            Self::Beside => "接前面同类标题",
            Self::Usual => "上级缺失，随同类的级别",
            Self::Lost => "上级缺失，下一章不从一起",
            Self::ByHand => "人工定级",
        })
    }
}

/// Why a piece begins where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Beginning {
    /// The document begins there.
    Start,
    /// The format says so.
    Format,
    /// A separator of a series: 第一篇, 范文二.
    Separator,
    /// An item that a site lists: a title, source or time, and text.
    Item,
    /// A line that opens an attachment.
    Attachment,
    /// A new title after a signature and date.
    Signed,
    /// A title with a document number or addressee below it.
    Addressed,
    /// A title below which numbers begin again.
    Restart,
    /// A line of its own with the whole title of a document: 关于…的通知.
    Title,
    /// The title of another article: who did what, over a paragraph that opens as news do, or with its author below.
    Article,
    /// A person said so.
    ByHand,
}

impl Beginning {
    /// The name in the command line's JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Format => "format",
            Self::Separator => "separator",
            Self::Item => "item",
            Self::Attachment => "attachment",
            Self::Signed => "signed",
            Self::Addressed => "addressed",
            Self::Restart => "restart",
            Self::Title => "title",
            Self::Article => "article",
            Self::ByHand => "by-hand",
        }
    }
}

impl fmt::Display for Beginning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Start => "全文由此开始",
            Self::Format => "格式分开",
            Self::Separator => "分篇行成系列",
            Self::Item => "标题、时间、正文逐条排列",
            Self::Attachment => "附件行",
            Self::Signed => "落款之后的新标题",
            Self::Addressed => "标题下有文号或称呼",
            Self::Restart => "新标题下序号重新起",
            Self::Title => "独立成行的完整公文标题",
            Self::Article => "另一篇文章的标题和开头",
            Self::ByHand => "人工分篇",
        })
    }
}
