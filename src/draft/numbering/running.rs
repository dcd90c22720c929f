//! Items in running text: 一是…；二是…, 第一，…第二，…

use super::mark::Mark;
use crate::corpus::outline::marker::Class;
use crate::corpus::outline::number::is_figure;
use crate::text::span;

/// An item in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its marker.
    pub mark: Mark,
    /// A sentence ended before it, or it is the first thing in its paragraph.
    pub opens: bool,
}

/// The items of a paragraph in order.
pub fn items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let begins = c == '第' || is_figure(c);
        let stop = before.is_none_or(|mark| "。；：！？;:".contains(mark));
        let pause = before.is_some_and(|mark| "，、,”）".contains(mark));
        if begins
            && (stop || pause)
            && let Some(mark) = Mark::at(text, at).filter(|mark| counts(mark, stop, span::tail(text, at)))
        {
            let opens = before.is_none_or(|mark| "。！？".contains(mark));
            items.push(Item { mark, opens });
        }
        if !c.is_whitespace() {
            before = Some(c);
        }
    }
    items
}

/// Whether a marker behind a mark (`stop`: one that ends more than a clause) is that of an item.
fn counts(mark: &Mark, stop: bool, text: &str) -> bool {
    match mark.style.class {
        // 一要, 一抓 are words behind a comma.
        Class::Item => stop || mark.style.word == "是",
        // 第一、第二季度 is no item.
        Class::Ordinal => stop && !mark.text.ends_with('、') && !text.starts_with("第一书记"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_behind_marks() {
        for (text, expected) in [
            ("一是抓宣传；二是抓整治，三是抓督查。", &["一是", "二是", "三是"][..]),
            ("主要做法：一要早。二要实。", &["一要", "二要"]),
            ("今年，一要早，二要实", &[]),
            ("第一，抓早。第二，抓实。", &["第一，", "第二，"]),
            ("全年，第一、第二季度", &[]),
            ("　　一是𠀀e\u{301}；", &["一是"]),
            ("三个一是工作法", &[]),
        ] {
            let found: Vec<String> = items(text).into_iter().map(|item| item.mark.text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
