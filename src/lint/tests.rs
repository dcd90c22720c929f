//! What holds for every rule of the table, and the ways in which the rules' own tests look.

use std::collections::BTreeSet;
use std::path::Path;

use super::engine::{MANY, check};
use super::finding::Finding;
use super::fix::{apply, same_digits};
use super::rule::{Level, Use};
use super::settings::Settings;
use super::subject::Subject;
use super::{lexicon::Lexicon, rules};
use crate::corpus::load::of_draft;
use crate::text::span::ByteSpan;

/// A text without ⟦ ⟧, ⏎ as line ends, and the spans that were marked.
fn unmarked(marked: &str) -> (String, Vec<ByteSpan>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), None);
    for c in marked.chars() {
        match c {
            '⟦' => open = Some(text.len()),
            '⟧' => spans.extend(open.take().map(|from| ByteSpan::new(from, text.len()))),
            '⏎' => text.push('\n'),
            c => text.push(c),
        }
    }
    (text, spans)
}

fn marked(text: &str, findings: &[Finding]) -> String {
    let mut out = text.to_owned();
    let mut spans: Vec<ByteSpan> = findings.iter().flat_map(Finding::spots).map(|spot| spot.span).collect();
    spans.sort();
    for span in spans.iter().rev() {
        out.insert(span.end, '⟧');
        out.insert(span.start, '⟦');
    }
    out.replace('\n', "⏎")
}

/// What `settings` find in `text`, which stands in a file of this name.
fn found_in(name: &str, text: &str, settings: &Settings) -> Vec<Finding> {
    let document = of_draft(Path::new(name), text);
    check(&Subject::new(&document, Some(text)), settings)
}

fn only(id: &str) -> Settings {
    Settings { only: vec![id.to_owned()], ..Settings::default() }
}

/// The rule finds what is marked with ⟦ ⟧ in each text (⏎ ends a line), and nothing else there.
pub(super) fn fires(id: &str, texts: &[&str]) {
    for wanted in texts {
        let (text, spans) = unmarked(wanted);
        assert!(!spans.is_empty(), "{id}: nothing is marked in {wanted}");
        let found = found_in("总结.txt", &text, &only(id));
        assert_eq!(marked(&text, &found), *wanted, "{id}");
    }
}

/// The rule finds nothing in any of the texts (⏎ ends a line).
pub(super) fn silent(id: &str, texts: &[&str]) {
    for text in texts {
        let text = text.replace('⏎', "\n");
        let found = found_in("总结.txt", &text, &only(id));
        assert!(found.is_empty(), "{id}: {}", marked(&text, &found));
    }
}

/// In Markdown the rule finds what is marked, and nothing in a text without ⟦ ⟧.
pub(super) fn in_markdown(id: &str, texts: &[&str]) {
    for wanted in texts {
        let (text, _) = unmarked(wanted);
        let found = found_in("总结.md", &text, &only(id));
        assert_eq!(marked(&text, &found), *wanted, "{id}");
    }
}

/// The rule's fixes make each first text into the second (⏎ ends a line).
#[allow(dead_code, reason = "used by families with fixes")]
pub(super) fn mends(id: &str, pairs: &[(&str, &str)]) {
    for (wrong, right) in pairs {
        let wrong = wrong.replace('⏎', "\n");
        assert_eq!(fixed(&wrong, &only(id)), right.replace('⏎', "\n"), "{id}: {wrong}");
    }
}

/// `text` with all fixes of `settings` made, until none is left.
fn fixed(text: &str, settings: &Settings) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let fixes: Vec<_> =
            found_in("总结.txt", &text, settings).iter().flat_map(Finding::spots).filter_map(|spot| spot.fix).collect();
        let (next, made) = apply(&text, &fixes);
        if made.is_empty() {
            break;
        }
        text = next;
    }
    text
}

#[test]
fn every_row_is_complete() {
    let mut ids = BTreeSet::new();
    for rule in rules::all() {
        assert!(ids.insert(rule.id), "{} twice", rule.id);
        assert!(rule.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", rule.id);
        assert!((2..=10).contains(&rule.name.zh.chars().count()), "{}: {}", rule.id, rule.name.zh);
        assert!(rule.name.en.is_ascii() && rule.name.en.len() <= 32, "{}: {}", rule.id, rule.name.en);
        assert!(!rule.says.zh.is_empty() && rule.says.zh.chars().count() <= 44, "{}: {}", rule.id, rule.says.zh);
        assert!(!rule.says.zh.ends_with('。') && !rule.says.en.ends_with('.'), "{}", rule.id);
        assert_eq!(rule.says.zh.contains("{}"), rule.says.en.contains("{}"), "{}", rule.id);
        assert!(rule.doubt.zh.ends_with('。') && rule.doubt.en.ends_with('.'), "{}", rule.id);
        assert!(!rule.basis.strength.is_empty(), "{}", rule.id);
    }
}

#[test]
fn every_rule_finds_its_wrong_example_and_not_its_right_one() {
    for rule in rules::all().filter(|rule| rule.wrong.contains('⟦') && rule.used != Use::Draft) {
        fires(rule.id, &[rule.wrong]);
        silent(rule.id, &[rule.right]);
        let (wrong, _) = unmarked(rule.wrong);
        let found = found_in("总结.txt", &wrong, &only(rule.id));
        let has_fix = found.iter().flat_map(Finding::spots).any(|spot| spot.fix.is_some());
        assert_eq!(has_fix, rule.fixes, "{}: a fix of its wrong example", rule.id);
    }
}

#[test]
fn no_right_example_is_wrong_by_another_rule() {
    for rule in rules::all().filter(|rule| rule.wrong.contains('⟦')) {
        let text = rule.right.replace('⏎', "\n");
        let settings = Settings { least: Some(Level::Suspect), ..Settings::default() };
        let found = found_in("总结.txt", &text, &settings);
        let told: Vec<&str> = found.iter().map(|finding| finding.rule.id).collect();
        assert!(found.is_empty(), "{}: {} {told:?}", rule.id, marked(&text, &found));
    }
}

#[test]
fn fixing_twice_changes_nothing_more_and_keeps_the_digits() {
    for rule in rules::all().filter(|rule| rule.fixes) {
        let (wrong, _) = unmarked(rule.wrong);
        let settings = Settings { all: true, ..Settings::default() };
        let once = fixed(&wrong, &settings);
        assert_eq!(fixed(&once, &settings), once, "{}", rule.id);
        if rule.id != "html-leftover" {
            assert!(same_digits(&wrong, &once), "{}: {wrong} {once}", rule.id);
        }
    }
}

#[test]
fn the_more_special_rule_speaks() {
    for (text, wanted) in [
        ("自1997年10月――1998年2月", "span-hyphen"),
        ("每组5－－7人", "range-hyphen"),
        ("电话：0351－4044044", "phone-hyphen"),
        ("五月--七月集中整治", "span-hyphen"),
        ("增幅为5-8%", "percent-range-sign"),
        ("（一）,加强领导", "label-after-bracket"),
        ("（青政发(2024)5号）", "docnum-bracket"),
        ("附件：1.任务分解表。；", "attachment-mark"),
    ] {
        let settings = Settings { least: Some(Level::Suspect), ..Settings::default() };
        let found = found_in("总结.txt", text, &settings);
        let told: Vec<&str> = found.iter().map(|finding| finding.rule.id).collect();
        assert_eq!(told, [wanted], "{text}");
    }
}

#[test]
fn a_gap_in_labels_says_nothing_of_their_marks() {
    let settings = Settings { least: Some(Level::Suspect), ..Settings::default() };
    let text = "（一）抓宣传教育。\n(二)抓日常巡查。\n(四)抓考核奖惩。";
    let found = found_in("总结.txt", text, &settings);
    let marks: Vec<usize> =
        found.iter().filter(|one| one.rule.id == "punct-halfwidth-bracket").map(|one| one.span.start).collect();
    assert_eq!(marks.len(), 4, "{found:?}");
    assert!(found.iter().any(|one| one.rule.id == "label-gap"));
}

#[test]
fn entries_of_a_bibliography_are_left_alone() {
    let settings = Settings { all: true, ..Settings::default() };
    for text in [
        "[1] 周禾. 街巷治理的路径[J]. 城乡研究, 2022(3): 15-23.",
        "［12］ 周禾,𠀀e\u{301}. 街巷志[M]. 青禾: 青禾出版社, 2019.",
        "3. 周禾. 治理之变[EB/OL]. (2023-05-01)[2024-01-02]. http://a.cn/b.",
    ] {
        assert!(found_in("总结.txt", text, &settings).is_empty(), "{text}");
    }
    for text in ["[1] 周禾指出,街巷治理要抓早。", "街巷治理,见[J]类", "1.全面推广[A]类做法,抓早"]
    {
        let only = only("punct-halfwidth");
        assert_eq!(found_in("总结.txt", text, &only).len(), 1, "{text}");
    }
}

#[test]
fn what_is_many_is_one_finding_at_its_first_place() {
    let text = "创城,".repeat(MANY + 1) + "完";
    let found = found_in("总结.txt", &text, &only("punct-halfwidth"));
    assert_eq!(found.len(), 1);
    let counts: Vec<(usize, usize, bool)> = found.iter().map(|f| (f.count(), f.span.start, f.fix.is_some())).collect();
    assert_eq!(counts, [(MANY + 1, "创城".len(), false)]);
    assert_eq!(fixed(&text, &only("punct-halfwidth")), "创城，".repeat(MANY + 1) + "完");
}

#[test]
fn words_inside_quotes_are_mended_one_by_one() {
    let text = "要“周密布署,”再布署,截止目前";
    let settings = Settings { only: ["word-typo", "punct-halfwidth"].map(str::to_owned).into(), ..Settings::default() };
    let found = found_in("总结.txt", text, &settings);
    let singly: Vec<bool> =
        found.iter().flat_map(Finding::spots).filter_map(|spot| spot.fix).map(|fix| fix.singly).collect();
    assert_eq!(singly, [true, false, false, false]);
    let fixes: Vec<_> = found.iter().flat_map(Finding::by_itself).collect();
    assert_eq!(apply(text, &fixes).0, "要“周密布署，”再部署，截止目前", "marks inside of quotes, words outside");
    let lighter = Settings { levels: [("word-typo".to_owned(), Level::Suspect)].into(), ..only("word-typo") };
    assert!(found_in("总结.txt", text, &lighter).iter().all(|finding| finding.by_itself().is_empty()));
}

#[test]
fn what_is_about_the_document_is_one_finding() {
    let found = found_in("总结.txt", "甲90%，乙91%，丙92%；丁80％，戊70％", &only("percent-sign-mixed"));
    assert_eq!(found.iter().map(Finding::count).collect::<Vec<_>>(), [2]);
}

#[test]
fn rules_on_figures_leave_code_and_addresses_alone() {
    let settings = |id: &str| Settings { only: vec![id.to_owned()], ..Settings::default() };
    let found = found_in("总结.md", "到场`约1,200人左右`，到场约1,200人左右。", &settings("approx-double"));
    assert_eq!(found.len(), 1);
    assert!(found_in("总结.txt", "见http://a.cn/b5-6%20c。", &settings("percent-range-sign")).is_empty());
}

#[test]
fn names_of_the_list_are_left_alone() {
    let lexicon = Lexicon::parse("创城,指挥部").0;
    let settings = Settings { lexicon: lexicon.into(), ..only("punct-halfwidth") };
    assert!(found_in("总结.txt", "设创城,指挥部一个", &settings).is_empty());
    assert_eq!(found_in("总结.txt", "设创城,办公室一个", &settings).len(), 1);
}

#[test]
fn an_id_that_no_rule_has_is_told() {
    let mut settings = only("punct-halfwidth");
    settings.switched.insert("punct-halfwith".to_owned(), false);
    assert_eq!(settings.unknown(), ["punct-halfwith"]);
}

/// Pieces of which texts are made that hold what the rules look for, in any order.
const BITS: &[&str] = &[
    "一",
    "二",
    "三",
    "是",
    "、",
    "。",
    "；",
    "：",
    "，",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "5",
    "2024",
    "0351",
    "4044044",
    "-",
    "--",
    "—",
    "～",
    "~",
    ".",
    "年",
    "月",
    "日",
    "号",
    "第",
    "发",
    "人",
    "%",
    "附件：",
    "首先",
    "1",
    "[",
    "]",
    "〔",
    "〕",
    "\n",
    " ",
    "\u{3000}",
    "创城",
    "𠀀",
    "e\u{301}",
    "a",
    "……",
    "! ",
    "＃",
    "０",
    "9:00",
    "的",
    "等",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_read_and_fixes_come_to_an_end(bits in proptest::collection::vec(proptest::sample::select(BITS), 0..40)) {
        let text: String = bits.concat();
        let settings = Settings { all: true, ..Settings::default() };
        for span in found_in("总结.txt", &text, &settings).iter().flat_map(Finding::spots).map(|spot| spot.span) {
            proptest::prop_assert!(span.start <= span.end && span.end <= text.len());
            proptest::prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        }
        let once = fixed(&text, &settings);
        proptest::prop_assert_eq!(fixed(&once, &settings), once.clone());
        proptest::prop_assert!(same_digits(&text, &once), "{} {}", text, once);
    }
}

proptest::proptest! {
    #[test]
    fn figures_of_any_kind_are_read_and_their_values_kept(
        text in "[0-9０５.,:：/%％年月日号时点分约近余多左右以上共计其中（）、，。；～—-一二十〇○几两万亿个处人家倍率周星期期到由降增平方🙂𠀀\u{301} \n]{0,60}",
    ) {
        let settings = Settings { all: true, ..Settings::default() };
        for finding in found_in("总结.txt", &text, &settings) {
            for spot in finding.spots() {
                proptest::prop_assert!(text.is_char_boundary(spot.span.start) && text.is_char_boundary(spot.span.end));
                proptest::prop_assert!(spot.span.start <= spot.span.end && spot.span.end <= text.len());
            }
        }
        let own = ["digit-fullwidth", "percent-range-sign", "date-hao", "year-zero-form", "percent-sign-mixed"];
        let own = Settings { only: own.map(str::to_owned).to_vec(), ..Settings::default() };
        let once = fixed(&text, &own);
        proptest::prop_assert!(same_digits(&text, &once), "{} {}", text, once);
        proptest::prop_assert_eq!(fixed(&once, &own), once);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    /// No fix takes an entry of the person's list away, or changes one.
    #[test]
    fn fixes_leave_the_names_of_the_list(
        bits in proptest::collection::vec(proptest::sample::select(BITS), 0..30),
        name in proptest::sample::select(&["第,二号", "发[2024]5号", "（一）、二", "5-2024人", "是“是”"][..]),
    ) {
        let text: String = bits.iter().enumerate().map(|(n, bit)| if n % 7 == 3 { format!("{bit}{name}") } else { (*bit).to_owned() }).collect();
        let settings = Settings { lexicon: Lexicon::parse(name).0.into(), ..Settings::default() };
        let once = fixed(&text, &settings);
        proptest::prop_assert!(once.matches(name).count() >= text.matches(name).count(), "{} {}", text, once);
    }
}
