//! Maps from the codes of a font to text, as `ToUnicode` gives them.
//!
//! Must not know of fonts.

use std::collections::{BTreeMap, HashMap};

use super::lexer::{Lexer, Token};

/// The most entries that are kept.
const MOST: usize = 200_000;

/// A map.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    single: HashMap<u32, String>,
    /// Ranges by their first code: the last one, and the text of the first.
    ranges: BTreeMap<u32, (u32, String)>,
    /// Lengths of codes, in bytes, with the first and the last code.
    spaces: Vec<(usize, u32, u32)>,
}

impl CMap {
    /// Reads a map.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        let mut held: Vec<Vec<Vec<u8>>> = Vec::new();
        let mut array = false;
        while let Some(token) = lexer.next() {
            match token {
                Token::Text(text) => match held.last_mut().filter(|_| array) {
                    Some(last) => last.push(text),
                    None => held.push(vec![text]),
                },
                Token::Array(true) => {
                    array = true;
                    held.push(Vec::new());
                }
                Token::Array(false) => array = false,
                Token::Operator(operator) => {
                    match operator.as_slice() {
                        b"endbfchar" => map.chars(&held),
                        b"endbfrange" => map.several(&held),
                        b"endcodespacerange" => map.space(&held),
                        _ => {}
                    }
                    held.clear();
                }
                _ => {}
            }
            if held.len() > MOST || map.single.len() > MOST || map.ranges.len() > MOST {
                break;
            }
        }
        map
    }

    /// The text of a code.
    pub(super) fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let (first, (last, text)) = self.ranges.range(..=code).next_back()?;
        if code > *last {
            return None;
        }
        let mut signs: Vec<char> = text.chars().collect();
        let end = signs.pop()?;
        signs.push(char::from_u32((end as u32).checked_add(code - first)?)?);
        Some(signs.into_iter().collect())
    }

    /// How many bytes the code at the start of `bytes` has; `None` when the map does not say.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |(length, first, last): &&(usize, u32, u32)| {
            let code = bytes.get(..*length).map(number);
            code.is_some_and(|code| (*first..=*last).contains(&code))
        };
        self.spaces.iter().find(fits).or_else(|| self.spaces.first()).map(|(length, ..)| *length)
    }

    fn chars(&mut self, held: &[Vec<Vec<u8>>]) {
        for pair in held.chunks_exact(2) {
            if let [code, text] = pair
                && let (Some(code), Some(text)) = (code.first(), text.first())
            {
                self.single.insert(number(code), utf16(text));
            }
        }
    }

    fn several(&mut self, held: &[Vec<Vec<u8>>]) {
        for three in held.chunks_exact(3) {
            let [first, last, texts] = three else { continue };
            let (Some(first), Some(last)) = (first.first(), last.first()) else { continue };
            let (first, last) = (number(first), number(last));
            match texts.as_slice() {
                [text] => {
                    self.ranges.insert(first, (last.max(first), utf16(text)));
                }
                texts => self.single.extend((first..=last).zip(texts).map(|(code, text)| (code, utf16(text)))),
            }
        }
    }

    fn space(&mut self, held: &[Vec<Vec<u8>>]) {
        for pair in held.chunks_exact(2) {
            if let [first, last] = pair
                && let (Some(first), Some(last)) = (first.first(), last.first())
                && (1..=4).contains(&first.len())
            {
                self.spaces.push((first.len(), number(first), number(last)));
            }
        }
        self.spaces.truncate(64);
        self.spaces.sort_unstable();
    }
}

/// A code as a number.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |n, b| n << 8 | u32::from(*b))
}

/// Text in UTF-16 with the higher byte first.
pub(super) fn utf16(bytes: &[u8]) -> String {
    if let [one] = bytes {
        return char::from(*one).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| number(pair) as u16);
    char::decode_utf16(units.take(64)).map(|c| c.unwrap_or('\u{FFFD}')).filter(|c| *c != '\0').collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn codes_have_texts() {
        let map = CMap::read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <D842DFB7> <0004><00660069> endbfchar\n\
              2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<4E59> <4E01>] endbfrange",
        );
        for (code, expected) in
            [(3, "𠮷"), (4, "fi"), (0x10, "一"), (0x12, "丂"), (0x20, "乙"), (0x21, "丁"), (0x13, ""), (0, "")]
        {
            assert_eq!(map.get(code).unwrap_or_default(), expected, "{code:x}");
        }
        assert_eq!(map.length(b"\0\x10"), Some(2));
        // One range over all codes costs one entry.
        let all = CMap::read(b"1 beginbfrange <00000000> <FFFFFFFF> <4E00> endbfrange");
        assert_eq!(all.get(7).as_deref(), Some("万"));
        assert_eq!(all.get(u32::MAX), None);
    }
}
