//! The rules by example, and what must hold for any text.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use unicode_segmentation::UnicodeSegmentation;

use super::{indent_shown, never_begins, never_ends, row_of, rows, rows_after_edit};
use crate::text::span::{self, ByteSpan};
use crate::text::width::Cells;

fn split(text: &str, width: usize, cells: Cells) -> Vec<&str> {
    let mut starts = Vec::new();
    rows(text, width, 0, cells, &mut starts);
    pieces(text, &starts)
}

fn pieces<'t>(text: &'t str, starts: &[usize]) -> Vec<&'t str> {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| span::slice(text, ByteSpan::new(start, end))).collect()
}

#[track_caller]
fn check(text: &str, width: usize, expected: &[&str]) {
    assert_eq!(split(text, width, Cells::NARROW), expected, "{text} at {width}");
}

#[test]
fn marks_keep_off_the_edges() {
    check("", 10, &[""]);
    check("创建文明城市，人人有责", 12, &["创建文明城", "市，人人有责"]);
    check("创建文明城市，人人有责", 13, &["创建文明城", "市，人人有责"]);
    check("创建“文明城市”活动", 6, &["创建", "“文明", "城市”", "活动"]);
    check("落实《条例》（试行）", 10, &["落实《条", "例》（试", "行）"]);
    check("文明城市。”他说", 8, &["文明城", "市。”他", "说"]);
    check("习近平·新时代", 6, &["习近", "平·新", "时代"]);
    check("上午9:00～17:00开放", 9, &["上午", "9:00～", "17:00开放"]);
    check("创城,建设", 4, &["创", "城,", "建设"]);
}

#[test]
fn dashes_and_dots_are_not_parted() {
    check("文明城市——活动", 9, &["文明城市", "——活动"]);
    check("北京城市—上海", 8, &["北京城", "市—上海"]);
    check("文明城市等……活动", 11, &["文明城市等", "……活动"]);
    assert_eq!(split("创城……好", 6, Cells::WIDE), ["创城", "……好"]);
    check("…………………………", 5, &["…………", "…………", "……"]);
}

#[test]
fn words_and_numbers_stay_whole() {
    check("增长5.5%左右", 7, &["增长", "5.5%左", "右"]);
    check("投入1,234.56万元", 10, &["投入", "1,234.56万", "元"]);
    check("气温为-3℃左右", 8, &["气温为", "-3℃左右"]);
    check("hello world", 8, &["hello ", "world"]);
    check("hello world", 5, &["hello", " ", "world"]);
    check("用internationalization吧", 10, &["用", "internatio", "nalization", "吧"]);
    check("看https://a.cn/创城", 14, &["看", "https://a.cn/", "创城"]);
}

#[test]
fn width_wins_when_the_rules_cannot_be_kept() {
    check("创城，，，，，，好", 8, &["创", "城，，，", "，，，好"]);
    check("（（（（中））））", 6, &["（（（", "（", "中））", "））"]);
    check("创城", 1, &["创", "城"]);
    check("创城", 0, &["创", "城"]);
    check("创\u{202e}城", 4, &["创", "\u{202e}", "城"]);
}

#[test]
fn clusters_stay_whole() {
    check("👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧", 3, &["👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"]);
    check("e\u{301}e\u{301}创", 2, &["e\u{301}e\u{301}", "创"]);
    check("🇨🇳🇨🇳", 2, &["🇨🇳", "🇨🇳"]);
}

#[test]
fn the_first_row_is_set_in() {
    let mut starts = Vec::new();
    rows("创建文明城市", 8, 4, Cells::NARROW, &mut starts);
    assert_eq!(pieces("创建文明城市", &starts), ["创建", "文明城市"]);
    assert_eq!(indent_shown(7, 4), 0);
    assert_eq!((row_of(&starts, 0), row_of(&starts, 5), row_of(&starts, 6), row_of(&starts, 99)), (0, 0, 1, 1));
}

#[test]
fn a_line_of_many_megabytes_is_linear() {
    for unit in ["创建文明城市，", "，", "（", "a", "👨\u{200d}👩", "e\u{301}", "—", " ", "\""] {
        let text = unit.repeat(200_000 / unit.len());
        for width in [1, 79] {
            let mut starts = Vec::new();
            rows(&text, width, 0, Cells::NARROW, &mut starts);
            assert!(starts.len() > 1);
        }
    }
    let marks = format!("e{}", "\u{301}".repeat(200_000));
    assert_eq!(split(&marks, 20, Cells::NARROW), [marks.as_str()]);
}

fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[创建文明城市人民政府的一二三]{1,6}",
        3 => "[，。、；：？！”’）》〉」』】〕]{1,3}",
        2 => "[“‘（《〈「『【〔]{1,2}",
        2 => "[,.;:?!)\\]}%(\\[{\"'/-]{1,2}",
        2 => "[a-z]{1,12}",
        2 => "[0-9]{1,3}([.,][0-9]{1,3}){0,2}[%℃]?",
        1 => Just("——".to_owned()),
        1 => Just("……".to_owned()),
        1 => "[—…～·①\u{3000} \t]{1,2}",
        1 => "[𠀀𠮷]{1,2}",
        1 => prop_oneof![Just("👨\u{200d}👩\u{200d}👧"), Just("🇨🇳"), Just("e\u{301}"), Just("\u{301}"), Just("👍🏽")]
            .prop_map(str::to_owned),
        1 => "[\u{0}-\u{1f}\u{7f}\u{200b}\u{202e}\u{2028}]",
        1 => any::<char>().prop_map(String::from),
    ]
}

fn paragraph() -> impl Strategy<Value = String> {
    vec(token(), 0..80).prop_map(|tokens| tokens.concat().replace('\n', ""))
}

/// Cells of what no break may part before `start`, up to and with the cluster there.
fn glued(text: &str, start: usize, cells: Cells) -> usize {
    let here = span::tail(text, start).graphemes(true).next().map_or(0, |cluster| cells.cluster(cluster));
    let mut run = here;
    for cluster in span::head(text, start).graphemes(true).rev() {
        run += cells.cluster(cluster);
        let first = cluster.chars().next().unwrap_or(' ');
        if cells.cluster(cluster) > 0 && !(never_begins(first) || ",.;:?!)]}%\"/—…-".contains(first)) {
            break;
        }
    }
    run
}

/// Long enough to be broken again in part: runs of plain Chinese between whatever may come.
fn long_paragraph() -> impl Strategy<Value = String> {
    vec(prop_oneof![3 => "[创建文明城市，。]{1,30}", 1 => token()], 0..60)
        .prop_map(|parts| parts.concat().replace('\n', ""))
}

proptest! {
    #[test]
    fn breaking_again_after_an_edit_is_breaking_anew(
        text in long_paragraph(), width in 1_usize..40, indent in 0_usize..3, wide in any::<bool>(),
        edits in vec((any::<usize>(), 0_usize..12, prop_oneof![long_paragraph(), token(), Just(String::new())]), 1..6),
    ) {
        let cells = Cells { ambiguous_wide: wide };
        let (mut text, mut starts, mut anew) = (text, Vec::new(), Vec::new());
        rows(&text, width, indent, cells, &mut starts);
        for (at, length, inserted) in edits {
            let inserted = inserted.replace('\n', "");
            let at = span::floor(&text, at % (text.len() + 1));
            let removed = span::slice(&text, ByteSpan::new(at, at + length)).to_owned();
            text.replace_range(at..at + removed.len(), &inserted);
            rows_after_edit(&text, width, indent, cells, at, &removed, &inserted, &mut starts);
            rows(&text, width, indent, cells, &mut anew);
            prop_assert_eq!(&starts, &anew);
        }
    }

    #[test]
    fn rows_are_whole_and_never_too_wide(
        text in paragraph(), width in 1_usize..130, indent in 0_usize..5, wide in any::<bool>(),
    ) {
        let cells = Cells { ambiguous_wide: wide };
        let mut starts = Vec::new();
        rows(&text, width, indent, cells, &mut starts);
        prop_assert_eq!(starts.first(), Some(&0));
        prop_assert!(starts.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(text.is_empty() || starts.iter().all(|&start| start < text.len()));
        let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(byte, _)| byte).collect();
        prop_assert!(starts.iter().all(|start| *start == 0 || boundaries.binary_search(start).is_ok()));
        for (row, piece) in pieces(&text, &starts).into_iter().enumerate() {
            let limit = if row == 0 { width - indent_shown(width, indent) } else { width };
            let seen = piece.graphemes(true).filter(|cluster| cells.cluster(cluster) > 0).count();
            prop_assert!(cells.text(piece) <= limit || seen == 1, "{:?} at {}", piece, limit);
        }
    }

    #[test]
    fn marks_keep_off_the_edges_of_any_text(text in paragraph(), width in 20_usize..=120, wide in any::<bool>()) {
        let cells = Cells { ambiguous_wide: wide };
        let mut starts = Vec::new();
        rows(&text, width, 0, cells, &mut starts);
        let pieces = pieces(&text, &starts);
        for (row, piece) in pieces.iter().enumerate() {
            let first = piece.chars().next().unwrap_or(' ');
            let start = starts[row];
            let last = span::head(&text, start).chars().next_back().unwrap_or(' ');
            let half = ",.;:?!)]}%".contains(first) && crate::text::safe::is_han(last);
            if row > 0 && (never_begins(first) || half) {
                prop_assert!(glued(&text, start, cells) > width, "{:?} begins a row of {}", piece, width);
            }
            if row + 1 < pieces.len() && piece.chars().next_back().is_some_and(never_ends) {
                let inner = piece.trim_end_matches(|c| never_ends(c) || c == '/');
                prop_assert!(inner.is_empty() || cells.text(piece) * 2 > width, "{:?} ends with its opening mark", piece);
            }
        }
        for (pair, text) in [("——", &text), ("……", &text)] {
            for (byte, _) in text.match_indices(pair) {
                let before = span::head(text, byte).chars().rev().filter(|&c| cells.char(c) > 0);
                let run = before.take_while(|c| pair.starts_with(*c)).count();
                let middle = byte + pair.len() / 2;
                prop_assert!(run % 2 == 1 || starts.binary_search(&middle).is_err());
            }
        }
    }
}
