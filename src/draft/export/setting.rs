//! How the parts of a document are set by GB/T 9704—2012: faces, indents, blank lines, new pages. The one place of the
//! rules; a Word file, a web page, plain text and the pages on screen all follow it.
//!
//! Must not know of any kind of file. Measures are cells, half a character of size 3 (3号), unless they say otherwise.

use super::model::{Block, Finished, Kind};
use super::{Profile, title};
use crate::draft::motion::WordBoundaries;
use crate::text::span::head;
use crate::text::width::Cells;

/// Cells of a line: 28 characters (5.2.3).
pub const LINE: usize = 56;
/// Lines of a page (5.2.3).
pub const LINES: usize = 22;
/// Cells of a line of the title: 20 characters of size 2 in 156 mm.
pub const TITLE_LINE: usize = 40;
/// How far a paragraph is set in.
const INDENT: usize = 4;

/// The faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// 小标宋: titles.
    Title,
    /// 黑体: headings of the first level.
    Hei,
    /// 楷体: headings of the second level.
    Kai,
    /// 仿宋: text, and headings below.
    Fang,
}

impl Face {
    /// The face of a heading of this level, 1 the highest (7.3.3).
    pub const fn of_level(level: u8) -> Self {
        match level {
            0 | 1 => Self::Hei,
            2 => Self::Kai,
            _ => Self::Fang,
        }
    }
}

/// Where the lines of a part stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From edge to edge.
    Full,
    /// In the middle.
    Centre,
    /// At the right edge, less [`Para::right`].
    Right,
}

/// A part as it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Para<'a> {
    /// The part.
    pub block: &'a Block,
    /// Its lines where they are broken by hand: those of a title; else empty.
    pub lines: Vec<String>,
    /// Its face but for its headings.
    pub face: Face,
    /// Where its lines stand.
    pub align: Align,
    /// How far the first line is set in.
    pub first: usize,
    /// How far the other lines are set in.
    pub left: usize,
    /// How far it ends before the right edge.
    pub right: usize,
    /// Bytes of its text that stand before the column at `left`: 附件：1.
    pub hangs: usize,
    /// Blank lines before it.
    pub blank: usize,
    /// It begins a page.
    pub new_page: bool,
}

/// The parts of `document` as they are set; `words` tell where a title may be broken.
pub fn set<'a>(document: &'a Finished, words: &dyn WordBoundaries) -> Vec<Para<'a>> {
    let mut out: Vec<Para<'a>> = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        let before = out.last().map(|para: &Para<'_>| para.block.kind);
        let new_page = before.is_some() && matches!(block.kind, Kind::Annex | Kind::Title);
        let para =
            Para { blank: if new_page { 0 } else { blank(before, block.kind) }, new_page, ..plain(block, words) };
        out.push(para);
    }
    sign(&mut out);
    out
}

/// A part by itself.
fn plain<'a>(block: &'a Block, words: &dyn WordBoundaries) -> Para<'a> {
    let para = Para {
        block,
        lines: Vec::new(),
        face: Face::Fang,
        align: Align::Full,
        first: INDENT,
        left: 0,
        right: 0,
        hangs: 0,
        blank: 0,
        new_page: false,
    };
    match block.kind {
        Kind::Title | Kind::AnnexTitle => {
            let lines = title::lines(&block.text, TITLE_LINE, words);
            Para { lines, face: Face::Title, align: Align::Centre, first: 0, ..para }
        }
        Kind::Subtitle => Para { face: Face::Kai, align: Align::Centre, first: 0, ..para },
        Kind::Addressee | Kind::Line => Para { first: 0, ..para },
        Kind::Annex => Para { face: Face::Hei, first: 0, ..para },
        Kind::Attachments => attached(block, para),
        Kind::Signature | Kind::Date => Para { align: Align::Right, first: 0, right: INDENT, ..para },
        Kind::Heading(_) | Kind::Body => para,
    }
}

/// A line that names an attachment: two characters in, its other lines under the first character of the name (7.3.4).
fn attached<'a>(block: &'a Block, para: Para<'a>) -> Para<'a> {
    let text = &block.text;
    let named = ["附件：", "附件:"].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let rest = crate::text::span::tail(text, named);
    let digits = rest.chars().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).map(char::len_utf8).sum();
    let after = crate::text::span::tail(rest, digits);
    let mark = after.chars().next().filter(|c| digits > 0 && matches!(c, '.' | '．' | '、'));
    let number = mark.map_or(0, |mark| {
        let blanks = crate::text::span::tail(after, mark.len_utf8());
        digits + mark.len_utf8() + blanks.len() - blanks.trim_start().len()
    });
    let hangs = named + number;
    // 附件： takes three characters; an entry without it stands under the first one's number.
    let first = if named > 0 { INDENT } else { INDENT + 6 };
    let left = first + Cells::WIDE.text(head(text, hangs));
    Para { first, left, hangs, ..para }
}

/// Blank lines between a part and the one before.
fn blank(before: Option<Kind>, kind: Kind) -> usize {
    let Some(before) = before else { return 0 };
    let titled = matches!(before, Kind::Title | Kind::AnnexTitle | Kind::Subtitle);
    let signed = matches!(before, Kind::Signature | Kind::Date);
    match kind {
        Kind::Subtitle => 0,
        _ if titled => 1,
        Kind::AnnexTitle if before == Kind::Annex => 1,
        Kind::Attachments if before != Kind::Attachments => 1,
        Kind::Signature | Kind::Date if !signed => 1,
        _ => 0,
    }
}

/// Sets signatures and the date below them (7.3.5.2): the signature two characters from the right; the date's first
/// character two to the right of the signature's. A date that is longer stands two from the right itself, and the
/// signature moves.
fn sign(paras: &mut [Para<'_>]) {
    let width = |para: &Para<'_>| Cells::WIDE.text(&para.block.text).min(LINE);
    let mut at = 0;
    while at < paras.len() {
        let signers = paras.iter().skip(at).take_while(|para| para.block.kind == Kind::Signature).count();
        let date = paras.get(at + signers).filter(|para| para.block.kind == Kind::Date).map(width);
        if signers == 0 {
            at += 1;
            continue;
        }
        let longest = paras.iter().skip(at).take(signers).map(width).max().unwrap_or(0);
        let day = date.unwrap_or(0);
        let right = if day > longest { day + 2 * INDENT - longest } else { INDENT };
        let edge = longest + right;
        for para in paras.iter_mut().skip(at).take(signers) {
            para.right = edge.saturating_sub(width(para)).min(LINE.saturating_sub(width(para)));
        }
        if let Some(para) = paras.get_mut(at + signers).filter(|_| date.is_some()) {
            para.right = edge.saturating_sub(INDENT + day);
        }
        at += signers + 1;
    }
}

/// Lines of size 3 that the head of an official document takes above its title, blank ones included; 0 for 材料.
pub fn head_lines(document: &Finished) -> usize {
    // 35 mm to the upper edge of the mark, the mark, two blank lines, 文号, 4 mm and the rule, two blank lines.
    if document.profile == Profile::Official { 12 } else { 0 }
}

/// Lines of size 3 that 版记 takes at the bottom of the last page; 0 for 材料.
pub fn foot_lines(document: &Finished) -> usize {
    let fields = &document.fields;
    if document.profile == Profile::Material {
        return 0;
    }
    // Size 4 has 32 characters in a line, one of them left free on either side and three taken by 抄送：.
    let copies = Cells::WIDE.text(&fields.copies).div_ceil(54);
    copies + usize::from(!fields.printer.is_empty() || !fields.printed.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::motion::ByClass;

    fn rights(parts: &[(Kind, &str)]) -> Vec<usize> {
        let blocks = parts.iter().map(|(kind, text)| Block::new(*kind, *text, 1)).collect();
        let document = Finished { blocks, ..Finished::default() };
        set(&document, &ByClass).iter().map(|para| para.right).collect()
    }

    #[test]
    fn the_date_begins_two_characters_right_of_the_signature() {
        // 柳溪街道办事处 is 14 cells, the date 12 + 3 figures … 2024年12月27日 is 14.
        assert_eq!(rights(&[(Kind::Signature, "柳溪街道办事处"), (Kind::Date, "2024年12月27日")]), [4, 0]);
        // A longer signature: the date's first character two right of its first, wherever it ends.
        assert_eq!(rights(&[(Kind::Signature, "青禾县市场监督管理局"), (Kind::Date, "2024年7月1日")]), [4, 8]);
        // A longer date stands two from the right and moves the signature.
        let [office, date] = rights(&[(Kind::Signature, "市委办"), (Kind::Date, "2024年12月27日")])[..] else {
            panic!("two parts")
        };
        assert_eq!((office, date), (16, 4));
        assert_eq!((LINE - office - 6) + 4, LINE - date - 14);
        // Several offices begin in one column.
        assert_eq!(rights(&[(Kind::Signature, "青禾县教育局"), (Kind::Signature, "青禾县市场监督管理局")]), [12, 4]);
    }

    #[test]
    fn attachments_hang_under_the_first_character_of_their_names() {
        let of = |text: &str| {
            let block = Block::new(Kind::Attachments, text, 1);
            let para = plain(&block, &ByClass);
            (para.first, para.left, head(text, para.hangs).to_owned())
        };
        assert_eq!(of("附件：1.青禾县𠀀方案"), (4, 12, "附件：1.".to_owned()));
        assert_eq!(of("2.名单"), (10, 12, "2.".to_owned()));
        assert_eq!(of("附件：名单"), (4, 10, "附件：".to_owned()));
    }

    #[test]
    fn blank_lines_and_new_pages_are_where_the_standard_has_them() {
        let parts = [
            (Kind::Title, 0, false),
            (Kind::Subtitle, 0, false),
            (Kind::Addressee, 1, false),
            (Kind::Body, 0, false),
            (Kind::Attachments, 1, false),
            (Kind::Attachments, 0, false),
            (Kind::Signature, 1, false),
            (Kind::Date, 0, false),
            (Kind::Annex, 0, true),
            (Kind::AnnexTitle, 1, false),
            (Kind::Heading(1), 1, false),
            (Kind::Title, 0, true),
        ];
        let blocks = parts.iter().map(|(kind, ..)| Block::new(*kind, "甲", 1)).collect();
        let document = Finished { blocks, ..Finished::default() };
        let found: Vec<_> = set(&document, &ByClass).iter().map(|p| (p.block.kind, p.blank, p.new_page)).collect();
        assert_eq!(found, parts);
    }
}
