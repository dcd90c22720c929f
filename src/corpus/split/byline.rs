//! Bylines: lines that hold nothing but reporters and the paper, agency or site they write for, or an author and his
//! post.
//!
//! Judges one line by its words. Must not know where it stands.

use crate::corpus::outline::persons::is_person;
use crate::corpus::row::{Row, unglossed, visible};
use crate::text::safe::is_han;
use crate::text::span::tail;

/// The longest name of a person, in characters.
const LONGEST_PERSON: usize = 4;
/// The longest line of reporters, in characters.
const LONGEST_BYLINE: usize = 40;

/// Whether a line is nothing but reporters and who they write for: 新华社记者王明、李华, 青石网记者 王明 青石报道.
pub fn is_byline(text: &str) -> bool {
    if text.len() > LONGEST_BYLINE * '记'.len_utf8() * 2 || !text.contains(['记', '記', '通']) {
        return false;
    }
    let bare = unglossed(text);
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || "（）()□■●".contains(c));
    let Some((medium, names)) = ["记者", "記者", "通讯员"]
        .iter()
        .find_map(|word| bare.split_once(word))
        .filter(|_| visible(text) <= LONGEST_BYLINE)
    else {
        return false;
    };
    let plain = |text: &str| text.chars().all(|c| is_han(c) || c.is_whitespace() || matches!(c, '·' | '/'));
    // Behind no medium, what is no person may be a label: 记者手记.
    let person = |names: &str| names.starts_with(|c: char| !is_han(c)) || is_person(names);
    let of_medium = if medium.is_empty() {
        person(names)
    } else {
        MEDIA.iter().any(|end| medium.trim_end().ends_with(end))
            || medium.ends_with("新闻") && medium.chars().count() > LONGEST_PERSON
    };
    let parts =
        names.split(['、', '，', ',', ' ', '　', '/', '：', ':']).map(str::trim).filter(|part| !part.is_empty());
    let name = |part: &str| {
        let part = ["通讯员", "实习生", "記者", "记者"].iter().find_map(|word| part.strip_prefix(word)).unwrap_or(part);
        part.is_empty()
            || WORDS.contains(&part)
            || part.ends_with("报道") && part.chars().count() <= LONGEST_PERSON + 2
            || (1..=LONGEST_PERSON).contains(&part.chars().count())
    };
    let mut parts = parts.peekable();
    of_medium && plain(medium) && parts.peek().is_some() && parts.all(|part| plain(part) && name(part))
}

/// How names of media end before a reporter.
const MEDIA: &[&str] = &["社", "报", "報", "网", "網", "台", "刊", "端", "中心", "全媒体", "融媒体", "电视", "评论员"];

/// What else stands in such lines.
const WORDS: &[&str] = &["通讯员", "报道", "通訊員", "報道", "实习生", "记者", "文", "图", "摄", "摄影", "摄影报道"];

/// Whether a row names its author: a post and a name at its end, 青石县政协主席 王 明.
pub fn is_author(row: &Row<'_>) -> bool {
    let plain = row.chars <= LONGEST_AUTHOR && row.marker.is_none() && !row.is_closed();
    if !plain || row.text.contains(['，', ',', '、', '“', '《', '—', '(', '（']) {
        return false;
    }
    let after = POSTS.iter().filter_map(|post| row.text.rfind(post).map(|at| at + post.len())).max();
    let name = after.map_or("", |at| tail(row.text, at));
    let letters = name.chars().filter(|c| !c.is_whitespace()).count();
    let parted = name.starts_with(char::is_whitespace);
    parted && (2..=LONGEST_NAME).contains(&letters) && name.chars().all(|c| is_han(c) || c == '·' || c.is_whitespace())
}

/// Whether a row is nothing but a person's name.
pub fn is_name(text: &str) -> bool {
    let letters = || text.chars().filter(|c| !c.is_whitespace());
    let tight: String = letters().take(4).collect();
    (2..=3).contains(&letters().take(4).count()) && is_person(&tight)
}

/// The longest line with post and name, and the longest name, in characters.
const LONGEST_AUTHOR: usize = 30;
const LONGEST_NAME: usize = 4;

/// Posts before the name of an author.
const POSTS: &[&str] = &[
    "主席",
    "书记",
    "主任",
    "市长",
    "县长",
    "区长",
    "镇长",
    "乡长",
    "省长",
    "局长",
    "处长",
    "科长",
    "部长",
    "院长",
    "校长",
    "会长",
    "所长",
    "站长",
    "队长",
    "厅长",
    "司长",
    "经理",
    "董事长",
    "秘书长",
    "委员",
    "代表",
    "教授",
    "记者",
    "通讯员",
    "研究员",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporters_and_who_they_write_for() {
        for text in [
            "新华社记者王明、李华、白阳",
            "新華社記者王優(yōu)玲",
            "本报记者 王 明",
            "青石网时刻新闻记者 王𠀀 青石报道",
            "记者 王明 通讯员 李华",
            "□本报记者 王明",
            "（青石日报记者：王明）",
        ] {
            assert!(is_byline(text), "{text}");
        }
        for text in [
            "记者走进青石镇",
            "优秀记者王明",
            "记者在采访中了解到，群众满意",
            "通讯员队伍建设情况",
            "新闻记者培训班",
            "e\u{301}记者",
            "本报记者",
            "记者手记",
        ] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
