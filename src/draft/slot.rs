//! Slots: `【…】`, where something is still to be written. Knows the buffer, nothing of what slots are for.

use super::buffer::{Buffer, Pos, PosSpan};
use crate::text::span::{ByteSpan, head, tail};

/// The first slot that begins at `from` or behind it; behind the end of the text the first of all.
pub fn next(buffer: &Buffer, from: Pos) -> Option<PosSpan> {
    let count = buffer.count();
    let from = buffer.clamp(from);
    let behind = within(buffer, from.paragraph, from.byte);
    behind.or_else(|| (1..=count).find_map(|by| within(buffer, (from.paragraph + by) % count, 0)))
}

/// The slot that `pos` stands in or at the edge of; else the only one of its paragraph.
pub fn beside(buffer: &Buffer, pos: Pos) -> Option<PosSpan> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(slot) = within(buffer, pos.paragraph, from) {
        from = slot.end.byte;
        all.push(slot);
    }
    let here = all.iter().find(|slot| slot.start <= pos && pos <= slot.end).copied();
    here.or(if let [only] = *all { Some(only) } else { None })
}

/// How many slots a text has.
pub fn count(text: &str) -> usize {
    let of_line = |line: &str| {
        let (mut count, mut from) = (0, 0);
        while let Some(slot) = in_line(line, from) {
            count += 1;
            from = slot.end;
        }
        count
    };
    text.lines().map(of_line).sum()
}

/// The first slot of `paragraph` that begins at `byte` or behind it.
fn within(buffer: &Buffer, paragraph: usize, byte: usize) -> Option<PosSpan> {
    let slot = in_line(buffer.paragraph(paragraph), byte)?;
    Some(PosSpan { start: Pos::new(paragraph, slot.start), end: Pos::new(paragraph, slot.end) })
}

/// The first slot of a line that begins at `byte` or behind it. A slot holds no other opening mark.
fn in_line(text: &str, byte: usize) -> Option<ByteSpan> {
    // A closing mark that nothing opens is no slot's.
    let first = byte + tail(text, byte).find('【')?;
    let close = first + tail(text, first).find('】')?;
    let start = head(text, close).rfind('【')?;
    Some(ByteSpan::new(start, close + '】'.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let buffer = Buffer::from_text(text);
        let mut out = Vec::new();
        let mut from = Pos::default();
        while let Some(slot) = next(&buffer, from).filter(|slot| slot.start >= from) {
            out.push(buffer.slice(slot));
            from = slot.end;
        }
        out
    }

    #[test]
    fn slots_are_found_in_order_and_round_the_end() {
        assert_eq!(texts("】一、【甲】𠀀e\u{301}【乙】\n【】丙】【丁\n【戊】"), ["【甲】", "【乙】", "【】", "【戊】"]);
        assert_eq!(texts("】【"), Vec::<String>::new());
        assert_eq!(count("】一、【甲】𠀀e\u{301}【乙】\n【】丙】【丁\n【戊】"), 4);
        let buffer = Buffer::from_text("【甲】\n正文");
        assert_eq!(next(&buffer, Pos::new(1, 3)).map(|slot| slot.start), Some(Pos::default()));
    }

    #[test]
    fn the_slot_beside_the_caret_is_the_one_it_touches_or_the_only_one() {
        let buffer = Buffer::from_text("一是【甲】。【乙】\n二是【丙】\n无");
        let at = |paragraph, byte| beside(&buffer, Pos::new(paragraph, byte)).map(|slot| buffer.slice(slot));
        assert_eq!(at(0, 0), None);
        assert_eq!(at(0, 9), Some("【甲】".to_owned()));
        assert_eq!(at(0, 18), Some("【乙】".to_owned()));
        assert_eq!(at(1, 0), Some("【丙】".to_owned()));
        assert_eq!(at(2, 0), None);
    }
}
