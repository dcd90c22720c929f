//! How queries are read.

use super::*;
use crate::corpus::role::Role;

/// Terms as `text` `[letters]` `{pinyin}` `/expression/`, shut out behind `-`.
fn shown(query: &Query) -> String {
    let terms = query.terms.iter().map(|term| {
        let text = match &term.pattern {
            Pattern::Text(text) => text.text().to_owned(),
            Pattern::Letters(text, _) => format!("[{}]", text.text()),
            Pattern::Pinyin(_) => "{}".to_owned(),
            Pattern::Expression(expression) => format!("/{}/", expression.regex().as_str()),
        };
        format!("{}{text}", if term.excluded { "-" } else { "" })
    });
    terms.collect::<Vec<_>>().join("|")
}

#[test]
fn words_phrases_and_expressions() {
    for (line, expected) in [
        ("", ""),
        (" 　 ", ""),
        ("创建", "创建"),
        ("创建　文明 ＡＢ１", "创建|文明|ab1"),
        ("\"创建 文明\"", "创建 文明"),
        ("“创建　文明”社区", "创建 文明|社区"),
        ("“创建 文明\"", "创建 文明"),
        ("「甲 乙」", "甲 乙"),
        ("\"没有合上 的", "没有合上 的"),
        ("\"\" ''", "''"),
        ("-问题 －“不 足”", "-问题|-不 足"),
        ("- 甲 -", "-|甲"),
        ("甲 Ａ ａ -甲 甲", "甲|a|-甲"),
        ("“", "“"),
        ("甲 \"", "甲|\""),
        ("cjwm", "[cjwm]"),
        ("创建wm", "[创建wm]"),
        ("20xx", "20xx"),
        ("a", "a"),
        ("“app”", "app"),
        ("py:cj 拼音：wm", "{}|{}"),
        ("/创.{0,3}建/", "/创.{0,3}建/"),
        ("／创（[一二]）／ 甲", "/创\\([一二]\\)/|甲"),
        ("/a\\/b\\d\\D/", "/a/b\\d\\D/"),
        ("/没合上", "/没合上/"),
        ("-/[０-９]+/", "-/[0-9]+/"),
        ("/", "/"),
        ("和/或", "和/或"),
        ("//", ""),
        ("时间：上午", "时间:上午"),
        ("𠀀e\u{301}", "[𠀀e\u{301}]"),
        ("\u{1b}", "\u{1b}"),
    ] {
        let query = Query::parse(line).map_err(|error| error.to_string());
        assert_eq!(query.as_ref().map(shown), Ok(expected.to_owned()), "{line:?}");
    }
}

#[test]
fn filters_choose_sections() {
    for (line, expected, excluded) in [
        ("role:问题", Wanted::Role(Some(Role::Difficulty)), false),
        ("角色：无", Wanted::Role(None), false),
        ("-ROLE:保障", Wanted::Role(Some(Role::Guarantee)), true),
        ("piece:民政", Wanted::Piece("民政".into()), false),
        ("篇：“市 民政局”", Wanted::Piece("市民政局".into()), false),
        ("level:2", Wanted::Level(2), false),
        ("级：２级", Wanted::Level(2), false),
        ("year:2024", Wanted::Year(2024), false),
        ("年：２０２４年", Wanted::Year(2024), false),
    ] {
        let query = Query::parse(line).unwrap_or_default();
        let found: Vec<_> = query.filters.iter().map(|filter| (filter.wanted.clone(), filter.excluded)).collect();
        assert_eq!(found, [(expected, excluded)], "{line}");
        assert!(query.terms.is_empty());
    }
}

#[test]
fn errors_point_into_the_query() {
    for (line, expected, reason) in [
        ("甲 role:做", "role:做", "其中一种"),
        ("甲 role: 乙", "role:", "其中一种"),
        ("篇:", "篇:", "篇名里的字"),
        ("级:十", "级:十", "0 到 9"),
        ("年:24", "年:24", "四位数"),
        ("拼音:创建", "拼音:创建", "字母"),
        ("甲 /(乙/", "(", "括号没有合上"),
        ("/乙）\\d)/", ")", "多了一个右括号"),
        ("/[乙/", "[", "方括号没有合上"),
        ("/*乙/", "*", "前面没有字"),
        ("/（甲）{3,2}/", "{3,2}", "重复次数"),
        ("/甲\\y/", "\\y", "反斜杠"),
        ("/甲(?=乙)/", "(?=", "前后断言"),
        ("甲 /(?-i)A/", "(?-i", "不分大小写"),
        ("/((甲{900}){900}){900}/", "((甲{900}){900}){900}", "太大"),
    ] {
        let Err(error) = Query::parse(line) else { panic!("{line} is read") };
        assert_eq!(slice(line, error.span), expected, "{line}: {error}");
        assert!(error.reason.contains(reason), "{line}: {error}");
    }
}

proptest::proptest! {
    #[test]
    fn every_line_is_read_or_refused_within_it(line in "[创建 　\"“”「/\\\\()\\[{}*+?.-：:a-cｐｙpyrole级年1２𠀀\u{301}]{0,24}|\\PC{0,24}") {
        match Query::parse(&line) {
            Ok(query) => {
                for term in &query.terms {
                    proptest::prop_assert!(!slice(&line, term.span).is_empty());
                }
            }
            Err(error) => {
                proptest::prop_assert!(error.span.end <= line.len());
                proptest::prop_assert!(line.is_char_boundary(error.span.start) && line.is_char_boundary(error.span.end));
                proptest::prop_assert!(!error.reason.is_empty());
            }
        }
    }
}

#[test]
fn a_longer_word_narrows_a_shorter_one() {
    let check = |narrow: &str, broad: &str, expected: bool| {
        let read = |text: &str| Query::parse(text).unwrap_or_default();
        assert_eq!(read(narrow).narrows(&read(broad)), expected, "{narrow} within {broad}");
    };
    check("创建文明", "创建", true);
    check("创建文明", "建文", true);
    check("ＡＰＰ１创建", "1创", true);
    check("创建 社区", "创建", true);
    check("创建", "创建文明", false);
    check("社区", "创建", false);
    check("-创建文明", "创建", false);
    check("创建文明", "-创建", false);
    check("创建文明", "创建 社区", false);
    check("创建文明", "角色:问题 创建", false);
    check("角色:问题 创建文明", "创建", true);
    check("cjwm", "cj", false);
    check("/创建.明/", "创建", false);
    check("创建", "", false);
}
