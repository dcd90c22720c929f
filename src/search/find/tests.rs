//! What is found, against documents read as the program reads them.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::corpus::correction::Corrections;
use crate::corpus::load;
use crate::text::fold;
use crate::text::span::slice;

const SUMMARY: &str = "青石镇2024年创建工作总结\n\
    今年以来，全镇围绕创建目标，扎实推进各项工作，现将有关情况总结如下。\n\
    一、主要做法\n\
    （一）加强宣传。发放创建手册２００份，ＡＰＰ推送12次，群众知晓率明显提高，氛围更加浓厚。\n\
    （二）整治环境。清理卫生死角，创建示范街区，志愿者入户宣传，村容村貌有了新的变化。\n\
    二、存在的问题\n\
    个别村创建氛围不浓，宣传不够深入，志愿者人数不足，长效机制有待完善。\n\
    三、下一步打算\n\
    继续加强宣传，完善机制，𠀀村e\u{301}点位提升，确保创建目标如期实现。\n\
    青石镇人民政府\n\
    2024年12月30日\n";

/// Line and found text of every place.
fn found(query: &str, text: &str) -> Vec<(usize, String)> {
    let document = load::of_text(Path::new("青石镇2024.txt"), text, &Corrections::default());
    let query = Query::parse(query).unwrap_or_default();
    let (query, _) = crate::search::engine::resolved(&query, |text| text.is_in(&document.text, document.sketch()));
    let mut places = Vec::new();
    find(&query, &document, |found| places.push(found));
    places
        .into_iter()
        .map(|place| (document.source_position(place.span.start).line, document.slice(place.span).to_owned()))
        .collect()
}

fn check(query: &str, expected: &[(usize, &str)]) {
    let found = found(query, SUMMARY);
    let found: Vec<(usize, &str)> = found.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn text_is_found_in_any_width_and_case() {
    check("200", &[(4, "２００")]);
    check("app推送", &[(4, "ＡＰＰ推送")]);
    check("ＡＰＰ推送１２", &[(4, "ＡＰＰ推送12")]);
    check("率明显", &[(4, "率明显")]);
    check("，志愿", &[(5, "，志愿"), (7, "，志愿")]);
    check(",志愿", &[(5, "，志愿"), (7, "，志愿")]);
    check("𠀀村e\u{301}点", &[(9, "𠀀村e\u{301}点")]);
    check("创建 不在这里", &[]);
    check("", &[]);
    check("\u{1b}", &[]);
}

#[test]
fn words_stand_in_one_section() {
    check("宣传 志愿者", &[(5, "志愿者"), (5, "宣传"), (7, "宣传"), (7, "志愿者")]);
    check("宣传 -志愿者", &[(4, "宣传"), (9, "宣传")]);
    check("宣传 -志愿者 -机制", &[(4, "宣传")]);
    check("-志愿者 手册", &[(4, "手册")]);
    check("手册 机制", &[]);
}

#[test]
fn a_place_counts_once_whatever_terms_find_it() {
    check("入户 入户", &[(5, "入户")]);
    check("入户 入户宣传", &[(5, "入户宣传")]);
    check("户宣 入户", &[(5, "入户"), (5, "户宣")]);
}

#[test]
fn filters_choose_where() {
    check("宣传 role:问题", &[(7, "宣传")]);
    check("role:问题", &[(6, "二、存在的问题")]);
    check("创建 角色：做法", &[(5, "创建")]);
    check("创建 role:xc", &[(4, "创建")]);
    check("宣传 -角色:问题 -级:1", &[(4, "宣传"), (5, "宣传")]);
    check("创建 level:0", &[(1, "创建"), (2, "创建")]);
    check("手册 year:2024", &[(4, "手册")]);
    check("手册 year:2023", &[]);
    check("手册 篇:青石镇", &[(4, "手册")]);
    check("手册 -篇:青石镇", &[]);
}

#[test]
fn letters_are_pinyin_where_they_stand_nowhere() {
    check("cjmb", &[(2, "创建目标"), (9, "创建目标")]);
    check("zhiyuanzhe", &[(5, "志愿者"), (7, "志愿者")]);
    check("app", &[(4, "ＡＰＰ")]);
    check("py:sfjq", &[(5, "示范街区")]);
    check("xc 志愿者 -手册", &[(5, "志愿者"), (5, "宣传"), (7, "宣传"), (7, "志愿者")]);
}

#[test]
fn expressions_stay_within_a_line() {
    check("/[0-9]+(份|次)/", &[(4, "２００份"), (4, "12次")]);
    check("/^.+村.*变化。$/", &[(5, SUMMARY.lines().nth(4).unwrap_or_default())]);
    check("/不[浓足]/", &[(7, "不浓"), (7, "不足")]);
    check("/x*/", &[]);
    check("/做法[\\s\\S]加强/", &[]);
}

/// The same without the program's ways: all places of folded `word` in the folded text, by characters.
fn naive(text: &str, word: &str) -> Vec<usize> {
    let (text, word): (Vec<char>, Vec<char>) =
        (text.chars().map(fold::char).collect(), word.chars().map(fold::char).collect());
    let mut found = Vec::new();
    let mut at = 0;
    while !word.is_empty() && at + word.len() <= text.len() {
        if text.iter().skip(at).zip(&word).all(|(one, other)| one == other) {
            found.push(at);
            at += word.len();
        } else {
            at += 1;
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_in_the_text_is_found_and_nothing_else(
        text in "([创建城ＡaＢb，,。1１𠀀e\u{301} ]{0,12}\n){0,8}",
        words in proptest::collection::vec("[创建城ＡaＢb，,1１𠀀\u{301}]{1,3}", 20),
    ) {
        let document = load::of_text(Path::new("甲.txt"), &text, &Corrections::default());
        for word in words {
            let query = Query::parse(&format!("\"{word}\"")).unwrap_or_default();
            let mut places = Vec::new();
            find(&query, &document, |found| places.push(found));
            let before = |byte| slice(&document.text, ByteSpan::new(0, byte)).chars().count();
            let starts: Vec<usize> = places.iter().map(|place| before(place.span.start)).collect();
            prop_assert_eq!(starts, naive(&document.text, &word), "{}", word);
            for place in places {
                prop_assert_eq!(fold::text(document.slice(place.span)), fold::text(&word));
            }
        }
    }
}
