//! Texts that are to be filed: times that are only right today, and a length that is asked for.

use std::sync::LazyLock;

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::settings::Settings;
use crate::lint::subject::Subject;
use crate::lint::word_list::{Word, WordList};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
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
    },
    Rule {
        id: "doc-length",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("篇幅超限", "too long"),
        says: Words::new("篇幅超过限额：{}", "longer than the limit: {}"),
        basis: Basis::new("", "实务"),
        wrong: "六千字",
        right: "四千字内",
        doubt: Words::new("限额是你设置的，附件也计算在内。", "The limit is yours; attachments count."),
        reach: Reach { titles: true, shielded: true, tables: true, lexicon: true, ..Reach::TEXT },
        needs: "",
        check: Check::Set(length),
    },
];

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

/// Characters of the text without white space, web debris and code; the finding stands at the first line that counts.
fn length(subject: &Subject<'_>, settings: &Settings, found: &mut Found) {
    let Some(longest) = settings.longest else { return };
    let counted = |line: &&Line<'_>| !matches!(line.kind, Kind::Debris | Kind::Code);
    let written = |line: &Line<'_>| line.chars.iter().filter(|c| !c.is_whitespace()).count();
    let count: usize = subject.lines.iter().filter(counted).map(written).sum();
    let first = subject.lines.iter().filter(counted).find(|line| written(line) > 0);
    if let Some(line) = first
        && count > longest
    {
        found.put(line, line.first()..line.end()).about(format!("{count} / {longest}"));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::load::of_draft;
    use crate::lint::engine::check;
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

    #[test]
    fn a_text_longer_than_the_limit() {
        let told = |text: &str, longest: Option<usize>| {
            let settings = Settings { only: vec!["doc-length".to_owned()], longest, ..Settings::default() };
            let document = of_draft(Path::new("总结.txt"), text);
            let subject = Subject::new(&document, Some(text));
            let one = |f: &crate::lint::finding::Finding| (subject.slice(f.span).to_owned(), f.about.clone());
            check(&subject, &settings).iter().map(one).collect::<Vec<_>>()
        };
        let text = "\n　总结 \n\n正文𠀀e\u{301} 12。";
        assert_eq!(told(text, Some(9)), [("总结".to_owned(), "10 / 9".to_owned())]);
        assert_eq!(told(text, Some(10)), []);
        assert_eq!(told(text, None), []);
        assert_eq!(told("", Some(0)), []);
    }
}
