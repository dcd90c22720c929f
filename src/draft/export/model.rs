//! The model of a finished document: its parts in reading order, each knowing what it is, and the fields around it.
//!
//! Must not know how a part is set, nor of any kind of file.

use super::Profile;
use crate::text::span::ByteSpan;

/// What a part of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The title; of a further piece, if it is not the first.
    Title,
    /// A line that belongs to the title: a second title, a day in brackets, who speaks.
    Subtitle,
    /// 称谓 or 主送机关.
    Addressee,
    /// A heading of this level, 1 the highest, with the text of its paragraph where it runs in.
    Heading(u8),
    /// A paragraph.
    Body,
    /// A line that is set as it stands: a row of a table, of a table of contents.
    Line,
    /// 附件说明: a line that names an attachment.
    Attachments,
    /// 署名.
    Signature,
    /// 成文日期.
    Date,
    /// 附件 with its number, at the head of an attachment.
    Annex,
    /// The title of an attachment.
    AnnexTitle,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its text in one line, without blanks around it; never empty, and nothing in it that cannot be printed.
    pub text: String,
    /// The headings in it: bytes of `text`, and level. A heading that stands alone takes the whole text.
    pub heads: Vec<(ByteSpan, u8)>,
    /// 1-based line of the source at which it begins; 0 where it stands in none.
    pub line: usize,
}

impl Block {
    /// A part without headings.
    pub fn new(kind: Kind, text: impl Into<String>, line: usize) -> Self {
        Self { kind, text: text.into(), heads: Vec::new(), line }
    }

    /// Whether a heading in it is followed by text.
    pub fn runs_in(&self) -> bool {
        self.heads.last().is_some_and(|(span, _)| span.end < self.text.len())
    }
}

/// The fields around an official document (版头 and 版记); empty where they are not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// 发文机关标志.
    pub office: String,
    /// 发文字号.
    pub number: String,
    /// 签发人.
    pub signer: String,
    /// 份号.
    pub copy: String,
    /// 密级和保密期限.
    pub secrecy: String,
    /// 紧急程度.
    pub urgency: String,
    /// 抄送机关.
    pub copies: String,
    /// 印发机关.
    pub printer: String,
    /// 印发日期.
    pub printed: String,
}

/// A finished document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// What it is printed as.
    pub profile: Profile,
    /// The fields around it; used by an official document only.
    pub fields: Fields,
    /// Its parts, in reading order.
    pub blocks: Vec<Block>,
    /// What the person should know, in the user's words.
    pub notes: Vec<String>,
}

impl Finished {
    /// The text of the first part of this kind; empty where there is none.
    pub fn first(&self, kind: Kind) -> &str {
        self.blocks.iter().find(|block| block.kind == kind).map_or("", |block| block.text.as_str())
    }

    /// The title; empty where there is none.
    pub fn title(&self) -> &str {
        self.first(Kind::Title)
    }
}
