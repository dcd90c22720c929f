//! Finding Chinese by what can be typed without an input method: initials (`cjwm`), full or mixed spelling
//! (`chuangjian`, `chuangj`), beside the characters themselves. The only file that names `ib_pinyin`.
//!
//! Every reading of a character counts (重 is `zhong` and `chong`). Width and case do not: `ＣＪ` is `cj`. A caller that
//! needs what stands in the text and nothing else must not come here; this is for pickers.

use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock, OnceLock};

use ib_pinyin::pinyin::{PinyinData, PinyinNotation};

use super::safe::is_han;
use super::span::ByteSpan;

/// How many characters of a query may be pinyin; a longer query is looked up as it stands.
const LONGEST: usize = 100;

/// Whether `query` matches somewhere in `text`. For many texts build a [`Matcher`] once.
pub fn matches(query: &str, text: &str) -> bool {
    Matcher::new(query).is_match(text)
}

/// A query made ready.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// Folded characters.
    query: Vec<char>,
    /// The query as ASCII, position for position; what is not ASCII is a blank that no spelling has.
    ascii: String,
    /// The initial that a reading must have to begin a match, as a bit; 0 when the query begins with no letter.
    initial: u32,
    /// Made for the first long text.
    places: OnceLock<Arc<Places>>,
}

/// From how many bytes on a text is long. Names and titles are not: for one of them [`Places`], which look at all common
/// characters, would take longer to make than they spare.
const LONG: usize = 2048;

/// Which characters may stand where in a match, so that in a long text nearly all are passed over by one look.
#[derive(Debug)]
struct Places {
    /// Of each character of three bytes, as bits: [`BEGINS`], [`FOLLOWS`], [`RARE`].
    of: Box<[u8]>,
    /// The same of ASCII.
    ascii: [u8; 128],
    /// What may follow the first character, folded, and the initials that may, as bits.
    after: (Vec<char>, u32),
    /// A single character may be a whole match.
    alone: bool,
}

/// It may be the first character of a match.
const BEGINS: u8 = 1;
/// It may be the second.
const FOLLOWS: u8 = 2;
/// Nothing was made ready of it. It may have readings that no common character has, so that what follows it is not asked.
const RARE: u8 = 4;

impl Places {
    /// Where the character of these three bytes may stand.
    fn of(&self, first: u8, second: u8, third: u8) -> u8 {
        let code = u16::from(first & 0xf) << 12 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
        self.of.get(usize::from(code)).copied().unwrap_or(RARE)
    }
}

impl Matcher {
    /// Makes `query` ready. White space around it is dropped; white space and `'` inside may stand between syllables
    /// (`chuang jian`, `xi'an`).
    pub fn new(query: &str) -> Self {
        let query: Vec<char> = query.trim().chars().map(fold).collect();
        let ascii: String = query.iter().map(|&c| if c.is_ascii_alphabetic() { c } else { ' ' }).collect();
        let initial = if query.len() > LONGEST { 0 } else { ascii.bytes().next().map_or(0, letter) };
        Self { query, ascii, initial, places: OnceLock::new() }
    }

    /// The query, folded.
    pub fn query(&self) -> String {
        self.query.iter().collect()
    }

    /// Whether the query is empty; then it matches everything.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// Whether it matches somewhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The bytes of the first match in `text`, as short as it can be from where it begins; the empty span at the start
    /// for an empty query.
    pub fn find(&self, text: &str) -> Option<ByteSpan> {
        let Some(&first) = self.query.first() else { return Some(ByteSpan::default()) };
        let long = text.len() >= LONG && self.query.len() <= LONGEST;
        if self.places.get().is_some() || long {
            return self.find_in_long(text);
        }
        let common: &[u32] = &INITIALS;
        text.char_indices()
            .filter(|&(_, c)| {
                // Nearly all of the text: ideographs, which folding leaves as they are.
                if let Some(bits) = u32::from(c).checked_sub(0x4e00).and_then(|at| common.get(at as usize)) {
                    return c == first || bits & self.initial != 0;
                }
                let folded = fold(c);
                folded == first || self.initial != 0 && is_han(c) && initials(c) & self.initial != 0
            })
            .find_map(|(start, _)| {
                let rest = super::span::tail(text, start);
                let length = if self.query.len() > LONGEST { self.as_it_stands(rest) } else { self.match_at(rest) };
                length.map(|length| ByteSpan::new(start, start + length))
            })
    }

    /// The same where the query is neither empty nor too long for pinyin.
    fn find_in_long(&self, text: &str) -> Option<ByteSpan> {
        let places = self.places.get_or_init(|| Arc::new(self.places()));
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            while let Some(&[first @ 0xe0..=0xef, second, third]) = bytes.get(at..).and_then(<[u8]>::first_chunk)
                && places.of(first, second, third) & (BEGINS | RARE) == 0
            {
                at += 3;
            }
            let (place, length) = self.place_at(text, at, places)?;
            let goes_on = || self.place_at(text, at + length, places).is_some_and(|(next, _)| next & FOLLOWS != 0);
            if place & BEGINS != 0
                && (places.alone || place & RARE != 0 || goes_on())
                && let Some(length) = self.match_at(super::span::tail(text, at))
            {
                return Some(ByteSpan::new(at, at + length));
            }
            at += length;
        }
    }

    /// Where the character at a byte of a text may stand in a match, and its bytes; nothing at the end.
    fn place_at(&self, text: &str, at: usize, places: &Places) -> Option<(u8, usize)> {
        let (first, rest) = text.as_bytes().get(at..)?.split_first()?;
        let known = match (first, rest) {
            (0xe0..=0xef, &[second, third, ..]) => (places.of(*first, second, third), 3),
            _ => (places.ascii.get(usize::from(*first)).copied().unwrap_or(RARE), 1),
        };
        if known.0 & RARE == 0 {
            return Some(known);
        }
        let c = super::span::tail(text, at).chars().next()?;
        Some((self.place(c, &places.after) | RARE, c.len_utf8()))
    }

    fn places(&self) -> Places {
        let all = self.query.len();
        // The first character of the query stands for itself.
        let mut reached: u128 = 1 << 1;
        for (c, _) in COMMON.zip(INITIALS.iter()).filter(|(_, initials)| *initials & self.initial != 0) {
            reached |= self.readings(c, 0);
        }
        reached |= self.gaps(reached);
        let next = || (0..all).filter(|at| reached & (1 << at) != 0);
        let letters = next().filter_map(|at| self.ascii.as_bytes().get(at)).fold(0, |bits, byte| bits | letter(*byte));
        let after: (Vec<char>, u32) = (next().filter_map(|at| self.query.get(at).copied()).collect(), letters);
        let (mut of, mut ascii) = (vec![RARE; 1 << 16].into_boxed_slice(), [0; 128]);
        for c in COMMON.chain('\u{2010}'..='\u{203f}').chain('\u{3000}'..='\u{303f}').chain('\u{ff00}'..='\u{ffef}') {
            if let Some(place) = of.get_mut(c as usize) {
                *place = self.place(c, &after);
            }
        }
        for (c, place) in ('\0'..).zip(&mut ascii) {
            *place = self.place(c, &after);
        }
        Places { of, ascii, after, alone: reached & (1 << all) != 0 }
    }

    /// Where a character may stand.
    fn place(&self, c: char, (after, letters): &(Vec<char>, u32)) -> u8 {
        let folded = fold(c);
        let initials = if is_han(c) { initials(c) } else { 0 };
        let begins = self.query.first() == Some(&folded) || initials & self.initial != 0;
        let follows = after.contains(&folded) || initials & letters != 0;
        (u8::from(begins) * BEGINS) | (u8::from(follows) * FOLLOWS)
    }

    /// The positions that are reached from those `reached` by passing over white space and apostrophes of the query, which
    /// may stand between syllables.
    fn gaps(&self, mut reached: u128) -> u128 {
        let mut over = 0;
        for gap in (0..self.query.len()).filter(|&i| matches!(self.query.get(i), Some(' ' | '\''))) {
            let further = (reached & (1 << gap)) << 1;
            reached |= further;
            over |= further;
        }
        over
    }

    /// Bytes of the match at the start of `text` without pinyin.
    fn as_it_stands(&self, text: &str) -> Option<usize> {
        let mut chars = text.char_indices();
        self.query.iter().all(|&q| chars.next().is_some_and(|(_, c)| fold(c) == q)).then(|| chars.offset())
    }

    /// Bytes of the match at the start of `text`. The positions of the query that can be reached are bits: bit n is set
    /// when the first n characters have been matched, in whatever way, so the work is the length of the text times that
    /// of the query and never more.
    fn match_at(&self, text: &str) -> Option<usize> {
        let all = self.query.len();
        let mut reached: u128 = 1;
        for (at, c) in text.char_indices() {
            let folded = fold(c);
            let mut next: u128 = 0;
            for from in (0..all).filter(|from| reached & (1 << from) != 0) {
                if self.query.get(from) == Some(&folded) {
                    next |= 1 << (from + 1);
                }
                // Most characters are passed over by their initials before their readings are looked up.
                let wanted = self.ascii.as_bytes().get(from).map_or(0, |byte| letter(*byte));
                if wanted != 0 && is_han(c) && initials(c) & wanted != 0 {
                    next |= self.readings(c, from);
                }
            }
            next |= self.gaps(next);
            if next & (1 << all) != 0 {
                return Some(at + c.len_utf8());
            }
            if next == 0 {
                return None;
            }
            reached = next;
        }
        None
    }

    /// The positions reached by reading `c` from position `from`: its initial (`c`, `ch`), its whole spelling, and at the
    /// end of the query any beginning of the spelling.
    fn readings(&self, c: char, from: usize) -> u128 {
        let rest = super::span::tail(&self.ascii, from);
        let mut reached = 0;
        each_spelling(c, |spelling| {
            let common = spelling.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count();
            if common == 0 {
                return;
            }
            reached |= 1 << (from + 1);
            if common == spelling.len() || common == rest.len() {
                reached |= 1 << (from + common);
            }
            if common >= 2 && matches!(spelling.as_bytes(), [b'z' | b'c' | b's', b'h', ..]) {
                reached |= 1 << (from + 2);
            }
        });
        reached
    }
}

/// The toneless spellings of every character, ü as v.
static DATA: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(PinyinNotation::Ascii));

/// The common ideographs.
const COMMON: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Their initials as bits, so that most characters are passed over at a glance.
static INITIALS: LazyLock<Vec<u32>> = LazyLock::new(|| COMMON.map(initials_of).collect());

fn initials(c: char) -> u32 {
    let common = u32::from(c).checked_sub(0x4e00).and_then(|i| INITIALS.get(i as usize)).copied();
    common.unwrap_or_else(|| initials_of(c))
}

fn initials_of(c: char) -> u32 {
    let mut bits = 0;
    each_spelling(c, |spelling| bits |= spelling.bytes().next().map_or(0, letter));
    bits
}

/// Hands every spelling of `c` to `each`; lve and nve also as lue and nue, which input methods take as well.
fn each_spelling(c: char, mut each: impl FnMut(&str)) {
    DATA.get_pinyins_and_for_each(c, |pinyin| {
        let Some(spelling) = pinyin.notation(PinyinNotation::Ascii) else { return };
        each(spelling);
        match spelling {
            "lve" => each("lue"),
            "nve" => each("nue"),
            _ => {}
        }
    });
}

const fn letter(byte: u8) -> u32 {
    if byte.is_ascii_lowercase() { 1 << (byte - b'a') } else { 0 }
}

/// Width and case folded, and what keyboards write in their place: all spaces as one, ’ as ', ü as v.
fn fold(c: char) -> char {
    match c {
        '’' => '\'',
        'ü' | 'Ü' => 'v',
        c if c.is_whitespace() => ' ',
        c => super::fold::char(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::slice;

    fn check(query: &str, text: &str, expected: Option<&str>) {
        let found = Matcher::new(query).find(text).map(|span| slice(text, span));
        assert_eq!(found, expected, "{query:?} in {text:?}");
        let long = format!("{}{text}", "。".repeat(LONG));
        if !query.trim().is_empty() {
            let found = Matcher::new(query).find(&long).map(|span| slice(&long, span));
            assert_eq!(found, expected, "{query:?} in a long text that ends in {text:?}");
        }
        assert_eq!(matches(query, text), expected.is_some());
    }

    #[test]
    fn initials_and_spellings_find_chinese() {
        let title = "二、创建文明城市工作总结";
        for (query, expected) in [
            ("cjwm", Some("创建文明")),
            ("chuangjian", Some("创建")),
            ("chuangj", Some("创建")),
            ("chuangji", Some("创建")),
            ("chjwm", Some("创建文明")),
            ("cjianwming", Some("创建文明")),
            ("chuang jian", Some("创建")),
            ("CJWM", Some("创建文明")),
            ("ｃｊｗｍ", Some("创建文明")),
            ("wenming", Some("文明")),
            ("创建wm", Some("创建文明")),
            ("zongj", Some("总结")),
            ("zj", Some("总结")),
            ("cjws", None),
            ("cm", None),
            ("uangjian", None),
            ("", Some("")),
            ("  ", Some("")),
        ] {
            check(query, title, expected);
        }
    }

    /// The bytes of the shortest match at the start of `text`, found by trying everything.
    fn tried(query: &[char], text: &str) -> Option<usize> {
        let Some(&first) = query.first() else { return Some(0) };
        let c = text.chars().next()?;
        let rest = crate::text::span::tail(text, c.len_utf8());
        let mut ways = Vec::new();
        if fold(c) == first {
            ways.push(1);
        }
        if is_han(c) {
            each_spelling(c, |spelling| {
                let letters: Vec<char> = spelling.chars().collect();
                let common = letters.iter().zip(query).take_while(|(one, other)| one == other).count();
                let double = matches!(letters.as_slice(), ['z' | 'c' | 's', 'h', ..]);
                for taken in 1..=common {
                    if taken == 1 || taken == 2 && double || taken == letters.len() || taken == query.len() {
                        ways.push(taken);
                    }
                }
            });
        }
        // What stands between syllables of the query may be passed over behind any of them.
        let mut at = 0;
        while at < ways.len() {
            let taken = ways[at];
            if matches!(query.get(taken), Some(' ' | '\'')) && !ways.contains(&(taken + 1)) {
                ways.push(taken + 1);
            }
            at += 1;
        }
        let ends = ways.into_iter().filter_map(|taken| tried(query.get(taken..)?, rest));
        ends.min().map(|end| end + c.len_utf8())
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 2_000, ..Default::default() })]

        #[test]
        fn the_first_match_is_that_of_trying_everything(
            text in "[创建城重庆西安绿战略，a𠀀的㐀é' ’]{0,8}",
            query in "[acdehijlnqvxz]{1,4}|[创建a]{0,2}[chjx ']{0,3}|chong|xi'?an|zhanl[uv]e?|cheng[cj]|ch ?c",
        ) {
            let folded: Vec<char> = query.trim().chars().map(fold).collect();
            let starts = text.char_indices().map(|(at, _)| at);
            let naive = starts.into_iter().find_map(|at| {
                Some(ByteSpan::new(at, at + tried(&folded, crate::text::span::tail(&text, at))?))
            });
            let naive = if folded.is_empty() { Some(ByteSpan::default()) } else { naive };
            let matcher = Matcher::new(&query);
            proptest::prop_assert_eq!(matcher.find(&text), naive, "{} in {}", query, text);
            if !matcher.is_empty() {
                proptest::prop_assert_eq!(matcher.find_in_long(&text), naive, "{} in {}", query, text);
            }
        }
    }

    #[test]
    fn every_reading_counts() {
        for (query, text, expected) in [
            ("zhongqing", "重庆", Some("重庆")),
            ("cq", "去重庆", Some("重庆")),
            ("zq", "去重庆", Some("重庆")),
            ("xi'an", "在西安", Some("西安")),
            ("xian", "在西安", Some("西安")),
            ("lvhua", "绿化", Some("绿化")),
            ("lühua", "绿化", Some("绿化")),
            ("zhanlue", "战略", Some("战略")),
            ("zhanlve", "战略", Some("战略")),
        ] {
            check(query, text, expected);
        }
    }

    #[test]
    fn characters_match_themselves_whatever_their_width() {
        for (query, text, expected) in [
            ("文明", "创建文明", Some("文明")),
            ("ＡＰＰ", "下载app", Some("app")),
            ("app", "下载ＡＰＰ", Some("ＡＰＰ")),
            ("20xx年", "２０XX年", Some("２０XX年")),
            ("𠀀", "甲𠀀乙", Some("𠀀")),
            ("e\u{301}", "cafe\u{301}", Some("e\u{301}")),
            ("\u{1b}", "a\u{1b}b", Some("\u{1b}")),
            ("，", "甲,乙", Some(",")),
        ] {
            check(query, text, expected);
        }
        let long = "创".repeat(300);
        check(&long, &format!("文{long}"), Some(long.as_str()));
        check(&"c".repeat(300), &long, None);
        check(&"c".repeat(LONGEST), &long, Some("创".repeat(LONGEST).as_str()));
    }
}
