//! Tests of Markdown.

use super::scan;
use super::strip;
use crate::corpus::model::Hint;

fn check(source: &str, text: &str, hints: &[(usize, Hint)]) {
    let found = scan(source);
    assert_eq!(found.text, text);
    assert_eq!(found.hints, hints);
    assert_eq!(found.text.lines().count(), source.lines().count());
}

#[test]
fn headings_lose_their_marks() {
    check(
        "# 总结 #\n##一、做法\n\n#话题# 讨论\n",
        "总结\n一、做法\n\n#话题# 讨论\n",
        &[(1, Hint::Heading(1)), (2, Hint::Heading(2))],
    );
    check(
        "工作总结\n===\n\n一、做法\n---\n正文。\n---\n",
        "工作总结\n\n\n一、做法\n\n正文。\n---\n",
        &[(1, Hint::Heading(1)), (4, Hint::Heading(2)), (7, Hint::Chrome)],
    );
}

#[test]
fn front_matter_and_fences_are_code() {
    check(
        "---\ntitle: 甲\n---\n正文\n```\n# 不是标题\n```\n# 是\n",
        "---\ntitle: 甲\n---\n正文\n```\n# 不是标题\n```\n是\n",
        &[
            (1, Hint::Code),
            (2, Hint::Code),
            (3, Hint::Code),
            (5, Hint::Code),
            (6, Hint::Code),
            (7, Hint::Code),
            (8, Hint::Heading(1)),
        ],
    );
    check("```\n# 没有结束的围栏\n", "```\n没有结束的围栏\n", &[(2, Hint::Heading(1))]);
}

#[test]
fn the_only_title_may_stand_in_the_front_matter() {
    let code = |line| (line, Hint::Code);
    check(
        "---\ntitle: \"甲镇工作总结\"\n---\n正文\n",
        "---\n甲镇工作总结\n---\n正文\n",
        &[code(1), (2, Hint::Title), code(3)],
    );
    let other = "---\ntitle: 甲镇工作总结\n---\n# 总结\n";
    check(other, &other.replace("# ", ""), &[code(1), code(2), code(3), (4, Hint::Heading(1))]);
}

#[test]
fn text_with_front_matter_is_markdown() {
    for (text, expected) in [
        ("---\nsource: http://x\ntitle: 甲\n---\n\n正文\n", true),
        ("\u{feff}---\r\ntags:\r\n  - 甲\r\n---\r\n正文\r\n", true),
        ("---\n甲镇召开会议：部署工作，要求落实。\n---\n", false),
        ("---\n时间 地点：甲\n---\n", false),
        ("---\n正文\n", false),
        ("甲\n---\n乙：丙\n---\n", false),
        ("", false),
    ] {
        assert_eq!(super::has_front_matter(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn rules_comments_and_bare_addresses_are_furniture() {
    check(
        "正文\n\n---\n<!-- 公报 -->\nhttp://x.cn/a?b=1\n<https://y.cn>\n见 http://x.cn\n",
        "正文\n\n---\n<!-- 公报 -->\nhttp://x.cn/a?b=1\nhttps://y.cn\n见 http://x.cn\n",
        &[(3, Hint::Chrome), (4, Hint::Code), (5, Hint::Link), (6, Hint::Link)],
    );
}

#[test]
fn lists_tables_and_stress() {
    check(
        "- 甲\n* [ ] 乙\n1. 丙\n",
        "甲\n乙\n1. 丙\n",
        &[(1, Hint::ListItem), (2, Hint::ListItem), (3, Hint::ListItem)],
    );
    check("**一、加强领导**\n**一是**抓好\n", "一、加强领导\n一是抓好\n", &[(1, Hint::Emphasis)]);
    check(
        "| 项目 | 数 |\n|:--|--:|\n| 宣\\|传 | 12 |\n后\n",
        "项目\t数\n\n宣|传\t12\n后\n",
        &[(1, Hint::TableRow), (3, Hint::TableRow)],
    );
    check(
        "![图一 现场](a.png)\n[相关链接](http://x)\n> 引文\n",
        "图一 现场\n相关链接\n引文\n",
        &[(1, Hint::Caption), (2, Hint::Link)],
    );
}

#[test]
fn comments_are_not_shown() {
    check("前<!-- 一\n二\n三 -->后\n尾<!-- 注 -->\n", "前\n\n后\n尾\n", &[]);
}

#[test]
fn marks_within_a_line() {
    for (line, text) in [
        ("**重点：**内容和*斜体*、`代码`、~~删~~", "重点：内容和斜体、代码、删"),
        ("见[文件](http://a.b/c_(d))第三条", "见文件第三条"),
        ("201_年投入____万元，_强调_", "201_年投入____万元，强调"),
        ("3*4*5 与 a * b", "3*4*5 与 a * b"),
        ("1\\. 不是列表 \\*", "1. 不是列表 *"),
        ("甲<br>乙<b>丙</b><http://a.cn/x>", "甲 乙丙http://a.cn/x"),
        ("脚注[^1]在此&nbsp;[方括号]", "脚注在此 [方括号]"),
        ("x < 3 且 y > 2", "x < 3 且 y > 2"),
        ("**未闭合", "**未闭合"),
    ] {
        assert_eq!(strip(line), text);
    }
}

#[test]
fn a_long_hostile_line_is_linear() {
    for unit in ["[](", "`", "*_", "<a", "![", "``` "] {
        let line = unit.repeat(60_000);
        assert!(strip(&line).len() <= line.len());
    }
}
