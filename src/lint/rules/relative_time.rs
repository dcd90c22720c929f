//! Times that are only right today, in a text that is to be filed.

use std::sync::LazyLock;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::word_list::{Word, WordList};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "relative-time",
    level: Level::Hint,
    used: Use::Off,
    fixes: false,
    name: Words::new("相对时间", "relative time"),
    says: Words::new(
        "存档的文件里“{}”日后难以弄清，写明日期",
        "in a filed text nobody will know when {} was: give the date",
    ),
    basis: Basis::new("", "实务"),
    wrong: "⟦近日⟧召开",
    right: "7月4日召开",
    doubt: Words::new("当时就用的信息、讲话可以这样写。", "News and speeches of the day may say so."),
    reach: Reach::WORDS,
    needs: "今近前",
    check: Check::Line(relative),
}];

const TIMES: &[Word] = &[
    Word::guarded("今年", "2024年", "如当现而", "轻龄"),
    Word::guarded("近日", "7月4日", "最临将接靠附亲邻", "均期"),
    Word::new("日前", "7月4日"),
];

static TIME_LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(TIMES));

fn relative(line: &Line<'_>, found: &mut Found) {
    for (word, range) in TIME_LIST.places(line) {
        // 30日前完成, 节日前: only at the start of a clause it is the adverb.
        let bounded = range.start <= line.first() || line.before(range.start).is_some_and(|c| !c.is_alphanumeric());
        // 至今年均增长: 至今 and 年均.
        let parted = word.wrong == "今年" && line.ends(range.start, "至") && line.starts(range.end, "均");
        if (word.wrong != "日前" || bounded) && !parted {
            found.put(line, range).about(word.wrong);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, silent};
    use crate::lint::word_list::every_word_is_tried;

    #[test]
    fn times_that_are_only_right_today() {
        every_word_is_tried(
            "relative-time",
            TIMES,
            &[
                ("⟦今年⟧完成8处", "如今年轻人多了"),
                ("全县⟦近日⟧启动清理", "临近日期"),
                ("⟦日前⟧，会议召开", "7月4日召开"),
            ],
        );
        fires("relative-time", &["　　⟦近日⟧，⟦今年⟧", "（⟦日前⟧）", "“⟦今年⟧”𠀀", "e\u{301}⟦今年⟧"]);
        silent(
            "relative-time",
            &[
                "6月30日前完成，节日前检查，截止日前报送",
                "至今年均增长5%，近日均客流",
                "《今年工作要点》",
                "他说：“今年的工作一定要早谋划早安排。”",
            ],
        );
    }
}
