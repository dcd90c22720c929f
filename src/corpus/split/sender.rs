//! Cases of several places in one file: the place on a line of its own before a colon, the title of its case, its text.
//!
//! A place over its text alone is an entry of one work; with titles of their own below, three and more of them are works.

use super::Cut;
use super::news::is_unit;
use super::title::could_be_title;
use crate::corpus::outline::reason::Beginning;
use crate::corpus::row::Row;

/// How many such cases prove each other.
const LEAST: usize = 3;
/// The shortest and longest name of a place with its colon, in characters.
const NAME: std::ops::RangeInclusive<usize> = 4..=24;
/// The shortest title of a case and the shortest paragraph below it, in characters.
const SHORTEST: usize = 6;
const LEAST_TEXT: usize = 36;

/// Whether a line names a place or an office before a colon and nothing more: 青石省白水县：
pub fn is_sender(text: &str) -> bool {
    let Some(name) = text.strip_suffix(['：', ':']) else { return false };
    NAME.contains(&text.chars().count()) && !name.contains(['，', '。', '、', '：', ':', '“', '《']) && is_unit(name)
}

/// Where the cases begin; empty unless several do.
pub fn cuts(rows: &[Row<'_>]) -> Vec<Cut> {
    let opens = |at: &usize| {
        let [Some(place), Some(title), Some(text)] = [0, 1, 2].map(|below| rows.get(at + below)) else { return false };
        place.marker.is_none()
            && is_sender(place.text)
            && title.chars >= SHORTEST
            && could_be_title(title)
            && text.chars >= LEAST_TEXT
            && text.is_closed()
    };
    let found: Vec<Cut> =
        (0..rows.len()).filter(opens).map(|row| Cut { row, separator: true, why: Beginning::Separator }).collect();
    if found.len() >= LEAST { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::split::tests::{found, starts};

    #[test]
    fn places_with_colons_over_titles_open_cases() {
        let case = |place: &str, title: &str| format!("{place}：\n{title}\n@\n图为现场\n");
        let three = case("青石市", "“三问三答”办实事")
            + &case("青石市𠀀水县", "小院里的议事桌")
            + &case("白水省对口支援工作中心", "Ａ级服务送到家门口");
        assert_eq!(starts(&three), [1, 5, 9]);
        assert_eq!(found(&three).first().map(|piece| piece.title.as_str()), Some("青石市：“三问三答”办实事"));
        let two = case("青石市", "“三问三答”办实事") + &case("白水县", "小院里的议事桌");
        assert_eq!(starts(&two).len(), 1);
        // Entries of one work have no titles of their own.
        assert_eq!(starts("各地动态\n@\n青石市：\n@\n白水县：\n@\n红叶区：\n@").len(), 1);
    }

    #[test]
    fn a_sender_is_a_place_or_an_office() {
        for (text, expected) in [
            ("青石市：", true),
            ("青石省𠀀水县:", true),
            ("主要做法：", false),
            ("青石市、白水县：", false),
            ("青石市", false),
            ("：", false),
        ] {
            assert_eq!(is_sender(text), expected, "{text}");
        }
    }
}
