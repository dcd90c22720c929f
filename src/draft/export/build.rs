//! From a recognised text to the finished document: which line is the title, a heading, the signature.
//!
//! Decides nothing that recognition has decided; adds what the draft's own block says. Must not know how parts are set.

use super::model::{Block, Fields, Finished, Kind};
use super::{Options, Profile, date, notes};
use crate::corpus::model::{Document, Extracted, Hint, Noise, Piece};
use crate::corpus::row::{self, Row};
use crate::corpus::split::attachment::is_attachment;
use crate::corpus::split::matter::Matter;
use crate::draft::front::{Field, Front};
use crate::text::fold;
use crate::text::safe;
use crate::text::span::{ByteSpan, LineIndex, slice};

/// A text with what was recognised in it, its lines as their author set them.
#[derive(Clone, Copy, Debug)]
pub struct Recognised<'a> {
    /// The text and what its format knew.
    pub source: &'a Extracted,
    /// Where its lines begin.
    pub lines: &'a LineIndex,
    /// Its pieces.
    pub pieces: &'a [Piece],
    /// Lines taken for debris.
    pub noise: &'a [Noise],
}

/// The finished form of a document that was read from a file.
pub fn of_document(document: &Document, front: &Front, options: &Options) -> Finished {
    let source = Extracted { text: document.text.to_string(), hints: document.hints.to_vec() };
    let recognised =
        Recognised { source: &source, lines: &document.lines, pieces: &document.pieces, noise: &document.noise };
    finished(&recognised, front, options)
}

/// The finished form of a text, with what the block `front` of its draft says.
pub fn finished(recognised: &Recognised<'_>, front: &Front, options: &Options) -> Finished {
    let asked = front.official().map(|official| if official { Profile::Official } else { Profile::Material });
    let profile = options.profile.or(asked).unwrap_or_default();
    let mut out = Finished { profile, fields: fields(front), ..Finished::default() };
    let mut dropped = 0;
    for row in row::rows(recognised.source, recognised.lines) {
        // The format itself says that these are no text: a bar of links, a block of settings.
        if matches!(row.marks.furniture, Some(Hint::Chrome | Hint::Link | Hint::Code)) {
            continue;
        }
        let (row, lost) = (&row, unprintable(row.text));
        dropped += lost;
        let piece = recognised.pieces.iter().rfind(|piece| piece.start_line <= row.line && row.line <= piece.end_line);
        let is_noise = recognised.noise.binary_search_by_key(&row.line, |noise| noise.line).is_ok();
        if is_noise {
            out.notes.push(notes::debris(row.line, row.text));
        }
        if let Some(piece) = piece.filter(|_| !is_noise) {
            of_piece(&mut out.blocks, row, piece);
        } else {
            let kind = if out.blocks.is_empty() && !is_noise { Kind::Subtitle } else { Kind::Body };
            out.blocks.push(Block::new(kind, row.text, row.line));
        }
    }
    join_titles(&mut out.blocks, recognised.pieces);
    for block in &mut out.blocks {
        clean(block);
    }
    out.blocks.retain(|block| !block.text.is_empty());
    by_front(&mut out, front);
    take_number(&mut out);
    if dropped > 0 {
        out.notes.push(notes::dropped(dropped));
    }
    notes::of_rules(&mut out.notes, &out.blocks, &out.fields, profile);
    if options.set_date {
        for block in out.blocks.iter_mut().filter(|block| block.kind == Kind::Date) {
            block.text = date::by_rule(&block.text).unwrap_or_else(|| block.text.clone());
        }
        out.notes.retain(|note| !notes::is_of_date(note));
    }
    out
}

fn fields(front: &Front) -> Fields {
    let of = |field| printable(front.get(field).unwrap_or(""));
    Fields {
        office: of(Field::Office),
        number: of(Field::Number),
        signer: of(Field::Signer),
        copy: of(Field::Copy),
        secrecy: of(Field::Secrecy),
        urgency: of(Field::Urgency),
        copies: of(Field::Copies),
        printer: of(Field::Printer),
        printed: of(Field::Printed),
    }
}

/// Adds the part that `row` of `piece` is.
fn of_piece(blocks: &mut Vec<Block>, row: &Row<'_>, piece: &Piece) {
    let new = |kind| Block::new(kind, row.text, row.line);
    if row.line == piece.start_line && is_attachment(row.text) {
        return blocks.push(new(Kind::Annex));
    }
    if let Some(matter) = piece.matter_of(row.line) {
        let headed = blocks.last().is_some_and(|block| {
            matches!(block.kind, Kind::Title | Kind::AnnexTitle | Kind::Subtitle | Kind::Annex) && block.line < row.line
        });
        let kind = match matter {
            Matter::Title => Kind::Title,
            Matter::Addressee => Kind::Addressee,
            Matter::Attachments => Kind::Attachments,
            Matter::Contents => Kind::Line,
            Matter::Number => Kind::Subtitle,
            Matter::Author | Matter::Date | Matter::Note if headed => Kind::Subtitle,
            Matter::Signature | Matter::Author => Kind::Signature,
            Matter::Date => Kind::Date,
            Matter::Note => Kind::Body,
        };
        return blocks.push(new(kind));
    }
    let own = piece.sections.iter().filter(|section| section.line == row.line);
    let within = row.span();
    let heads: Vec<(ByteSpan, u8)> = own
        .filter_map(|section| {
            let span = section.heading.overlap(within)?;
            Some((ByteSpan::new(span.start - row.start, span.end - row.start), section.level))
        })
        .collect();
    let kind = match heads.first() {
        Some((span, level)) if span.start == 0 => Kind::Heading(*level),
        _ if row.marks.table => Kind::Line,
        _ => Kind::Body,
    };
    blocks.push(Block { heads, ..new(kind) });
}

/// Joins the rows of one title, tells second titles from first ones, and titles of attachments from both.
fn join_titles(blocks: &mut Vec<Block>, pieces: &[Piece]) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let tight = |text: &str| fold::tight(text);
    let mut of: Option<usize> = None;
    for mut block in blocks.drain(..) {
        if block.kind != Kind::Title {
            out.push(block);
            continue;
        }
        let number = pieces.iter().rposition(|piece| piece.start_line <= block.line);
        let title = number.and_then(|at| pieces.get(at)).map_or_else(String::new, |piece| tight(&piece.title));
        let belongs = title.contains(&tight(&block.text));
        let begun = of.is_some() && of == number;
        let joined = out.last().filter(|last| begun && matches!(last.kind, Kind::Title | Kind::AnnexTitle));
        if let Some(last) = joined.filter(|last| belongs && title.contains(&tight(&(last.text.clone() + &block.text))))
        {
            let gap = if ends_latin(&last.text) && begins_latin(&block.text) { " " } else { "" };
            let text = format!("{}{gap}{}", last.text, block.text);
            if let Some(last) = out.last_mut() {
                last.text = text;
            }
            continue;
        }
        if begun || !belongs {
            block.kind = Kind::Subtitle;
        } else {
            let annexed = out.last().is_some_and(|last| last.kind == Kind::Annex);
            block.kind = if annexed { Kind::AnnexTitle } else { Kind::Title };
            of = number;
        }
        out.push(block);
    }
    *blocks = out;
}

fn ends_latin(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_alphanumeric())
}

fn begins_latin(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// What the draft's own block says stands over what was recognised; where both differ, a note tells.
fn by_front(out: &mut Finished, front: &Front) {
    if let Some(title) = front.get(Field::Title).map(printable).filter(|title| !title.is_empty()) {
        match out.blocks.iter_mut().find(|block| block.kind == Kind::Title) {
            Some(block) if fold::tight(&block.text) == fold::tight(&title) => {}
            Some(block) => {
                out.notes.push(notes::replaced("标题", &block.text, &title));
                block.text = title;
            }
            None => out.blocks.insert(0, Block::new(Kind::Title, title, 0)),
        }
    }
    if let Some(to) = front.get(Field::To).map(printable).filter(|to| !to.is_empty())
        && !out.blocks.iter().any(|block| block.kind == Kind::Addressee)
    {
        let to = if to.ends_with(['：', ':']) { to } else { format!("{to}：") };
        let at = out.blocks.iter().position(|block| !matches!(block.kind, Kind::Title | Kind::Subtitle));
        let at = at.unwrap_or(out.blocks.len());
        out.blocks.insert(at, Block::new(Kind::Addressee, to, 0));
    }
    // Both stand at the end of the first piece, before what is attached.
    let end = out.blocks.iter().skip(1).position(|block| matches!(block.kind, Kind::Annex | Kind::Title));
    let end = end.map_or(out.blocks.len(), |at| at + 1);
    let mut at = end;
    for (field, kind, what) in [(Field::Unit, Kind::Signature, "署名"), (Field::Date, Kind::Date, "日期")] {
        let Some(said) = front.get(field).map(printable).filter(|said| !said.is_empty()) else { continue };
        let own = out.blocks.iter().take(end).rposition(|block| block.kind == kind);
        match own.and_then(|own| out.blocks.get_mut(own)) {
            Some(block) if fold::tight(&block.text) == fold::tight(&said) => {}
            Some(block) => {
                out.notes.push(notes::replaced(what, &block.text, &said));
                block.text = said;
            }
            None => {
                // 署名 stands over the date that the text has.
                let date = out.blocks.iter().take(at).rposition(|block| block.kind == Kind::Date);
                let before = date.filter(|_| kind == Kind::Signature).unwrap_or(at);
                out.blocks.insert(before, Block::new(kind, said, 0));
                at += 1;
            }
        }
    }
}

/// 文号 of an official document stands in its head and not in its text.
fn take_number(out: &mut Finished) {
    if out.profile != Profile::Official {
        return;
    }
    let is_number = |block: &Block| {
        block.kind == Kind::Subtitle
            && crate::corpus::split::matter::is_number(&block.text)
            && !block.text.starts_with('第')
    };
    let first = out.blocks.iter().take_while(|block| matches!(block.kind, Kind::Title | Kind::Subtitle));
    let Some(at) = first.enumerate().find(|(_, block)| is_number(block)).map(|(at, _)| at) else { return };
    let block = out.blocks.remove(at);
    if out.fields.number.is_empty() {
        out.fields.number = block.text;
    } else if fold::tight(&out.fields.number) != fold::tight(&block.text) {
        out.notes.push(notes::replaced("文号", &block.text, &out.fields.number));
    }
}

/// Whether `c` cannot stand on paper, nor in the XML of a document.
fn is_unprintable(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}')
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// Whether `c` is a sign for the reader of a screen, that nobody sees on paper: turns of direction, blanks of no width.
fn is_invisible(c: char) -> bool {
    safe::picture(c).is_some() && c != '\t' && c != '\u{200d}' && !('\u{e0000}'..='\u{e0fff}').contains(&c)
}

fn unprintable(text: &str) -> usize {
    text.chars().filter(|c| is_unprintable(*c)).count()
}

/// `text` without what cannot be printed, nor blanks around it.
fn printable(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_unprintable(*c) && !is_invisible(*c)).collect();
    kept.trim_matches(row::is_blank).to_owned()
}

/// Takes what cannot be printed out of a part, its headings staying where they are.
fn clean(block: &mut Block) {
    let gone = |c: char| is_unprintable(c) || is_invisible(c);
    if !block.text.contains(gone) && block.text.trim_matches(row::is_blank).len() == block.text.len() {
        return;
    }
    let moved = |byte: usize| printed_length(slice(&block.text, ByteSpan::new(0, byte)), gone);
    let heads: Vec<(ByteSpan, u8)> =
        block.heads.iter().map(|(span, level)| (ByteSpan::new(moved(span.start), moved(span.end)), *level)).collect();
    let kept: String = block.text.chars().filter(|c| !gone(*c)).collect();
    let front = kept.len() - kept.trim_start_matches(row::is_blank).len();
    kept.trim_matches(row::is_blank).clone_into(&mut block.text);
    let length = block.text.len();
    let shifted = |byte: usize| byte.saturating_sub(front).min(length);
    block.heads = heads
        .into_iter()
        .map(|(span, level)| (ByteSpan::new(shifted(span.start), shifted(span.end)), level))
        .filter(|(span, _)| !span.is_empty())
        .collect();
    if block.heads.is_empty() && matches!(block.kind, Kind::Heading(_)) {
        block.kind = Kind::Body;
    }
}

fn printed_length(text: &str, gone: impl Fn(char) -> bool) -> usize {
    text.chars().filter(|c| !gone(*c)).map(char::len_utf8).sum()
}
