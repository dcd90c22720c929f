//! Credits: who wrote a text, and who took its pictures, alone on a line beside them.
//!
//! Knows nothing of headings.

use super::{names, persons};
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::tail;

/// Whether a row says who wrote what follows: ●记者 王明.
pub fn names_reporter(text: &str) -> bool {
    ["记者", "通讯员", "撰稿"].iter().any(|word| text.contains(word)) && !text.contains(['，', ','])
}

/// Whether a row is nothing but who wrote or took what stands beside it: 融媒体中心记者王明　通讯员 李红, 王明 摄.
pub fn is_credit(text: &str) -> bool {
    if text.len() > LONGEST_CREDIT {
        return false;
    }
    let signed = text.strip_prefix(['文', '图', '圖']).is_some_and(|rest| rest.starts_with(['/', '_', '|', '│', '｜']));
    let taken = ["摄", "供图", "供圖", " 图", "/图"].iter().any(|end| text.ends_with(end));
    let desk = matches!(text.trim_start_matches(['—', '―', '-', ' ']), "编者" | "本报编者" | "编辑部" | "本报编辑部");
    if desk && text.starts_with(['—', '―']) || signed || taken && text.contains(char::is_whitespace) {
        return true;
    }
    if !text.contains(['记', '员', '撰', '摄']) {
        return false;
    }
    // A medium and its reporter without a name.
    let medium = text.strip_suffix("记者").is_some_and(|medium| {
        medium.starts_with("本") && medium.chars().count() == 2
            || medium.ends_with(MEDIA) && medium.chars().count() <= 8
    });
    if medium {
        return true;
    }
    // Behind the last of such words stand names and nothing else.
    let after = WRITERS
        .iter()
        .filter_map(|word| text.rfind(word).map(|at| tail(text, at + word.len())))
        .min_by_key(|s| s.len());
    let Some(after) = after.filter(|_| !text.contains(['，', ',', '。'])) else { return false };
    let mut names =
        after.split(|c: char| c.is_whitespace() || "：:、/·()（）".contains(c)).filter(|name| !name.is_empty());
    let tight = fold::unspaced(text);
    !names::is_label(&tight)
        && names.clone().next().is_some_and(persons::opens_as_person)
        && names.all(|name| name.chars().count() <= 4)
}

/// Whether a row is nothing but who speaks below it, with the office before the name: 青石县政协主席 王 明.
pub fn is_speaker(text: &str) -> bool {
    if text.len() > LONGEST_CREDIT || !text.contains(char::is_whitespace) {
        return false;
    }
    let tight = fold::unspaced(text);
    let short = tight.chars().count() <= LONGEST_SPEAKER;
    short && tight.chars().all(|c| is_han(c) || c == '、') && persons::ends_in_person(&tight)
}

/// The longest such row, in characters.
const LONGEST_SPEAKER: usize = 40;
/// Last characters of names of media.
const MEDIA: &[char] = &['报', '社', '网', '台', '刊', '谈'];
/// The longest such row, in bytes.
const LONGEST_CREDIT: usize = 180;
/// Who writes for a paper.
const WRITERS: &[&str] = &["记者", "通讯员", "特约撰稿", "撰稿", "摄影"];

#[cfg(test)]
mod tests {
    use super::{is_credit, is_speaker};

    #[test]
    fn who_speaks_below_a_title() {
        for (text, expected) in [
            ("青石县政协主席 王 明", true),
            ("青石大学教授、研究所所长　李𠀀红", true),
            ("青石县政协主席王明", false),
            ("凝聚发展合力 绘就乡村蓝图", false),
            ("青石县县长 在会上讲话", false),
        ] {
            assert_eq!(is_speaker(text), expected, "{text}");
        }
    }

    #[test]
    fn who_wrote_or_took_what_stands_beside_it() {
        for (text, expected) in [
            ("青石县融媒体中心记者王明　通讯员 李红𠀀", true),
            ("本报记者 王 明", true),
            ("文│王明 李红", true),
            ("村民在广场上跳舞 王明 摄", true),
            ("——编者", true),
            ("半月谈记者", true),
            ("编者", false),
            ("县里的记者", false),
            ("县里的记者走基层", false),
            ("县长答记者问", false),
            ("记者手记", false),
            ("凝聚发展合力 绘就乡村蓝图", false),
            ("据记者王明了解，", false),
        ] {
            assert_eq!(is_credit(text), expected, "{text}");
        }
    }
}
