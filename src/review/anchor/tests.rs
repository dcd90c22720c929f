//! Anchors found again, changed, lost; and many at once.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;

const TEXT: &str = "青禾镇工作总结\n一、主要做法\n今年以来，各科室要提高认识,抓好落实，确保各项任务按时完成。\n\
    二、存在问题\n一是及时作出布署不够；二是督导检查的力度还不大，台帐𠀀登记e\u{301}不全。\n三、下一步打算\n继续抓好落实。";

fn of(text: &str, words: &str) -> Anchor {
    let start = text.find(words).unwrap_or_default();
    Anchor::new(text, ByteSpan::new(start, start + words.len()))
}

/// Where the anchor of `words` in [`TEXT`] is in `text`: the words found there after `=` (the same) or `~` (changed).
fn check(words: &str, text: &str, expected: &str) {
    let found = match of(TEXT, words).place(text) {
        Placed::Same(span) => format!("={}", slice(text, span)),
        Placed::Changed(span) => format!("~{}", slice(text, span)),
        Placed::Lost => "lost".to_owned(),
    };
    assert_eq!(found, expected, "{words} in {text}");
}

#[test]
fn an_anchor_keeps_twenty_characters_and_a_line() {
    let anchor = of(TEXT, "台帐𠀀");
    assert_eq!(anchor.before, "及时作出布署不够；二是督导检查的力度还不大，".chars().skip(2).collect::<String>());
    assert_eq!(anchor.after, "登记e\u{301}不全。\n三、下一步打算\n继续抓好");
    assert_eq!(anchor.line, 5);
    assert_eq!(of(TEXT, "青禾镇").before, "");
    // Inside a character the span is cut before it.
    assert_eq!(Anchor::new("甲𠀀", ByteSpan::new(1, 5)).quote, "甲");
    assert_eq!(
        Anchor::new("甲", ByteSpan::new(90, 99)),
        Anchor { before: "甲".to_owned(), line: 1, ..Anchor::default() }
    );
}

#[test]
fn words_are_found_after_edits_elsewhere() {
    check("布署", TEXT, "=布署");
    check("布署", &format!("加一段。\n加两段。\n{TEXT}"), "=布署");
    check("布署", &TEXT.replace("今年以来", "去年").replace("继续抓好", "不断抓好"), "=布署");
    // Half of what is around it changed.
    check("布署", &TEXT.replace("不够；二是督导", "还不到位；另外，督导"), "=布署");
    check("布署", &TEXT.replace("一是及时作出", "一是领导带头作出"), "=布署");
    check("青禾镇", &format!("（讨论稿）{TEXT}"), "=青禾镇");
    check("继续抓好落实。", &format!("{TEXT}\n附件：名单"), "=继续抓好落实。");
}

#[test]
fn of_several_places_the_one_with_its_surroundings_is_meant_or_none() {
    let place = |text: &str, anchor: &Anchor| anchor.place(text).span().map(|span| span.start);
    let text = "抓好落实。\n".repeat(9);
    let fifth = "抓好落实。\n".len() * 4;
    let anchor = Anchor::new(&text, ByteSpan::new(fifth, fifth + 12));
    assert_eq!(anchor.line, 5);
    assert_eq!(place(&text, &anchor), Some(fifth));
    // A line more before it: as many as there were, so it is the fifth of them still.
    let other = text.replacen('\n', "\n总之，要一抓到底。\n", 1);
    assert_eq!(place(&other, &anchor), Some(fifth + "总之，要一抓到底。\n".len()));
    // One of them is gone, or came: nobody can tell which.
    assert_eq!(place(&text.replacen("抓好落实。\n", "", 1), &anchor), None);
    assert_eq!(place(&format!("{text}抓好落实。\n"), &anchor), None);
    let two = "甲处要抓好落实，乙处要抓好落实，丙处要抓好落实。";
    let second = of(two, "抓好落实，丙").place(two).span().map(|span| span.start).unwrap_or_default();
    let anchor = Anchor::new(two, ByteSpan::new(second, second + 12));
    let shorter = two.replace("甲处要抓好落实，", "");
    assert_eq!(place(&shorter, &anchor), Some("乙处要".len()));
}

#[test]
fn where_the_meant_one_is_gone_its_double_is_not_taken_for_it() {
    let same = "成立领导小组，由主任任组长，定期召开会议研究解决问题。";
    let text = format!(
        "一、组织领导\n{same}各科室分工负责。\n二、宣传发动\n利用广播讲清政策。\n三、督导检查\n{same}每月通报一次。\n"
    );
    let second = text.rfind(same).unwrap_or_default();
    let span = ByteSpan::new(second, second + same.len());
    let anchor = Anchor::new(&text, span);
    assert_eq!((anchor.nth, anchor.of), (2, 2));
    assert_eq!(anchor.place(&text), Placed::Same(span));
    // The other one may go, and words may come between.
    let alone = text.replacen(same, "", 1);
    assert_eq!(anchor.place(&alone), Placed::Same(ByteSpan::new(second - same.len(), second)));
    // It went itself: the sentence stands in one place only, and that is another one.
    let gone = format!("{}{}", head(&text, second), tail(&text, span.end));
    assert_eq!(gone.matches(same).count(), 1);
    assert_eq!(anchor.place(&gone), Placed::Lost);
    // It was changed: the other one, to the letter as it was, is not meant.
    let changed = format!("{}{}{}", head(&text, second), same.replace("主任", "局长"), tail(&text, span.end));
    assert_eq!(
        anchor.place(&changed).span().map(|span| slice(&changed, span).to_owned()),
        Some(same.replace("主任", "局长"))
    );
    // A copy of the whole section before it: both are as good, and the line no longer tells.
    let twice = format!("{text}{text}");
    assert_eq!(anchor.place(&twice), Placed::Lost);
    // Words that stand once keep nothing more than they did.
    let json = serde_json::to_string(&of(TEXT, "布署")).unwrap_or_default();
    assert!(!json.contains("nth") && !json.contains("alike"), "{json}");
}

#[test]
fn an_anchor_of_an_earlier_version_is_read_and_does_not_guess() -> Result<(), serde_json::Error> {
    let line = "继续抓好落实。\n";
    let (text, sixth) = (line.repeat(12), line.len() * 5);
    let around = line.repeat(3);
    let json = serde_json::json!({
        "quote": "继续", "before": last_chars(&around, AROUND), "after": first_chars(around.trim_start_matches("继续"), AROUND), "line": 6,
    });
    let old: Anchor = serde_json::from_value(json)?;
    assert_eq!(old.place(&text), Placed::Same(ByteSpan::new(sixth, sixth + 6)));
    assert_eq!(Anchor { line: 99, ..old }.place(&text), Placed::Lost);
    Ok(())
}

#[test]
fn words_that_were_changed_are_found_by_what_is_around_them() {
    check("布署", &TEXT.replace("布署", "部署"), "~部署");
    check("帐", &TEXT.replace('帐', "账"), "~账");
    check(",", &TEXT.replace(',', "，并"), "~，并");
    check("督导检查的力度还不大", &TEXT.replace("的力度还不大", "力度不够大"), "~督导检查力度不够大");
    // At the ends of the text the end is the surrounding.
    check("青禾镇工作总结", &TEXT.replace("青禾镇工作总结", "青禾镇2024年工作总结"), "~青禾镇2024年工作总结");
    check("继续抓好落实。", &TEXT.replace("继续抓好落实。", "不断抓好落实！"), "~不断抓好落实！");
}

#[test]
fn what_cannot_be_told_is_lost() {
    // Gone altogether, with what was around it or without.
    check("布署", &TEXT.replace("布署", ""), "lost");
    check("布署", &TEXT.replace("一是及时作出布署不够；", ""), "lost");
    check("布署", "别的文章，从头到尾没有一句相同。", "lost");
    check("布署", "", "lost");
    // A common word elsewhere is not the one that was meant.
    check(",", "别的文章,从头到尾没有一句相同,但是也用半角。", "lost");
    check("落实", "别的文章要落实，从头到尾没有一句相同，但也要落实。", "lost");
    // The row that was meant is gone; others like it stand on.
    let rows = "事项：修路\n责任人：张三\n时限：6月底\n事项：种树\n责任人：李四\n时限：7月底\n事项：清淤\n责任人：张三\n时限：8月底\n";
    let anchor = of(rows, "张三");
    let fewer = rows.replace("事项：修路\n责任人：张三\n时限：6月底\n", "");
    assert_eq!(anchor.place(&fewer.replace("李四", "张三")), Placed::Lost);
    // Grown beyond what an edit makes of it.
    let grown = TEXT.replace("布署", &"另起炉灶写了很长的一段".repeat(9));
    check("布署", &grown, "lost");
    // Two places are as good.
    let twice = format!("{TEXT}\n{TEXT}").replace("布署", "部署");
    check("布署", &twice, "lost");
    assert_eq!(Anchor::default().place(TEXT), Placed::Lost);
}

#[test]
fn a_point_is_where_its_sides_meet() {
    let at = TEXT.find("抓好").unwrap_or_default();
    let anchor = Anchor::new(TEXT, ByteSpan::new(at, at));
    assert_eq!(anchor.place(&format!("加一段。\n{TEXT}")), Placed::Same(ByteSpan::new(at + 13, at + 13)));
    // What is beyond ten characters of it changed.
    let near = TEXT.replace("今年以来", "今年上半年以来");
    assert_eq!(anchor.place(&near), Placed::Same(ByteSpan::new(at + 9, at + 9)));
    assert_eq!(anchor.place("别的文章"), Placed::Lost);
}

/// A long text, no two of its paragraphs alike.
fn long(chars: usize) -> String {
    let mut text = String::with_capacity(chars * 3);
    let mut number = 0;
    while text.len() < chars * 3 {
        number += 1;
        let _ = writeln!(text, "各街道、各科室对第{number}项工作作出布署，抓好第{number}个点位𠀀的落实。");
    }
    text
}

#[test]
fn many_anchors_in_a_long_text_are_placed_at_once() {
    let text = long(300_000);
    let spans: Vec<ByteSpan> =
        text.match_indices("布署").map(|(at, words)| ByteSpan::new(at, at + words.len())).collect();
    let anchors: Vec<Anchor> = spans.iter().step_by(3).map(|span| Anchor::new(&text, *span)).collect();
    let all: Vec<&Anchor> = anchors.iter().collect();
    assert!(all.len() > 2_000);
    let expected: Vec<Placed> = spans.iter().step_by(3).map(|span| Placed::Same(*span)).collect();
    assert_eq!(place(&all, &text), expected);
    // Every one of them was mended.
    let mended = text.replace("布署", "部署");
    let expected: Vec<Placed> = spans.iter().step_by(3).map(|span| Placed::Changed(*span)).collect();
    assert_eq!(place(&all, &mended), expected);
    // Nothing of it is left; and a text of one character, which every search loves least.
    assert!(place(&all, &"工作".repeat(150_000)).iter().all(|placed| *placed == Placed::Lost));
    let same = "一".repeat(300_000);
    let spans: Vec<ByteSpan> = (0..30).map(|at| ByteSpan::new(at * 6000, at * 6000 + 3 * (at % 15))).collect();
    let anchors: Vec<Anchor> = spans.iter().map(|span| Anchor::new(&same, *span)).collect();
    let placed = place(&anchors.iter().collect::<Vec<_>>(), &same);
    assert_eq!(placed, spans.into_iter().map(Placed::Same).collect::<Vec<_>>());
    let fewer = "一".repeat(299_999);
    assert!(place(&anchors.iter().collect::<Vec<_>>(), &fewer).iter().all(|placed| *placed == Placed::Lost));
    // All of them changed, in a text where their words stand everywhere.
    let other = format!("{}乙", "二一".repeat(150_000));
    assert_eq!(place(&anchors.iter().collect::<Vec<_>>(), &other).len(), anchors.len());
}

#[test]
fn in_a_text_of_a_few_characters_that_did_not_change_nothing_is_lost() {
    for (text, start, end) in [("aa工", 1, 2), ("一一", 3, 6), ("，𠀀𠀀e\u{301}", 7, 11)] {
        let span = ByteSpan::new(start, end);
        assert_eq!(Anchor::new(text, span).place(text), Placed::Same(span), "{text}");
    }
    // The other one is gone, or this one: nobody can tell.
    assert_eq!(Anchor::new("一一", ByteSpan::new(3, 6)).place("一"), Placed::Lost);
}

const SIGNS: &[char] = &['工', '作', '落', '实', '抓', '好', '，', '。', ',', '\n', '𠀀', 'a', 'e', '\u{301}', '“'];

/// Text of so many characters.
fn signs(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(SIGNS), count).prop_map(|signs| signs.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Edits outside of what an anchor keeps neither lose it nor send it elsewhere, where nothing else could be meant.
    #[test]
    fn edits_elsewhere_lose_nothing(
        head_old in signs(0..=40), head_new in signs(0..=60),
        before in signs(20), quote in signs(1..=30), after in signs(20),
        tail_old in signs(0..=40), tail_new in signs(0..=60),
    ) {
        let old = format!("{head_old}{before}{quote}{after}{tail_old}");
        let start = head_old.len() + before.len();
        let anchor = Anchor::new(&old, ByteSpan::new(start, start + quote.len()));
        let new = format!("{head_new}{before}{quote}{after}{tail_new}");
        // What else could be meant is lost rather than pointed at.
        let clear = !anchor.has_rivals() && new.matches(&anchor.whole()).count() == 1;
        match anchor.place(&new) {
            Placed::Same(span) => {
                prop_assert_eq!(slice(&new, span), quote);
                prop_assert!(!clear || span.start == head_new.len() + before.len());
            }
            placed => prop_assert!(!clear && placed == Placed::Lost, "{:?}", placed),
        }
    }

    /// Whatever became of the text, an anchor points at its own words or at what stands between its own surroundings.
    #[test]
    fn nothing_else_is_pointed_at(old in signs(0..=80), new in signs(0..=160), from in 0_usize..90, length in 0_usize..30) {
        let span = ByteSpan::new(floor(&old, from), floor(&old, from + length));
        let anchor = Anchor::new(&old, span);
        match anchor.place(&new) {
            Placed::Same(span) => prop_assert_eq!(slice(&new, span), &anchor.quote),
            Placed::Changed(span) => {
                prop_assert!(head(&new, span.start).ends_with(last_chars(&anchor.before, EDGE)));
                prop_assert!(tail(&new, span.end).starts_with(first_chars(&anchor.after, EDGE)));
            }
            Placed::Lost => {}
        }
        prop_assert!(anchor.place(&old) != Placed::Lost || (anchor.quote.is_empty() && anchor.whole().is_empty()));
    }
}

fn floor(text: &str, byte: usize) -> usize {
    crate::text::span::floor(text, byte)
}
