//! Tests of web pages.

use std::time::Instant;

use super::super::Source;
use super::{extract, lines_of, sniff};
use crate::corpus::model::Hint;
use crate::text::decode::encode;

fn check(html: &str, text: &str, hints: &[(usize, Hint)]) {
    let found = lines_of(html);
    assert_eq!(found.text, text);
    assert_eq!(found.hints, hints);
}

#[test]
fn a_line_for_each_block() {
    check("<p>甲\n  乙</p>丙<br>丁<div>a\n b</div>", "甲乙\n丙\n丁\na b\n", &[]);
    check("<p>　　一、&ldquo;甲&rdquo;&nbsp;&nbsp;乙<p>二<b>三</b>", "　　一、“甲” 乙\n二三\n", &[]);
    check(
        "<script>var a='<p>x</p>'</script><style>p{}</style><!-- 注 --><p>正文<noscript>无</noscript></p>",
        "正文\n",
        &[],
    );
    check("<pre>甲\n  乙</pre>", "甲\n  乙\n", &[]);
}

#[test]
fn headings_lists_and_stress() {
    check(
        "<h1>总结</h1><h2>一、做法</h2><p>正文</p>",
        "总结\n一、做法\n正文\n",
        &[(1, Hint::Title), (2, Hint::Heading(2))],
    );
    check("<h1>甲</h1><p>一</p><h1>乙</h1>", "甲\n一\n乙\n", &[(1, Hint::Heading(1)), (3, Hint::Heading(1))]);
    check("<ul><li>甲<li><p>乙</p></ul>", "甲\n乙\n", &[(1, Hint::ListItem), (2, Hint::ListItem)]);
    check(
        "<p><strong>一、做法</strong></p><p><b>一是</b>正文很长很长</p><p style='text-align: center'>中</p>",
        "一、做法\n一是正文很长很长\n中\n",
        &[(1, Hint::Emphasis), (3, Hint::Emphasis)],
    );
}

#[test]
fn furniture_and_links() {
    let body = "<p>正文一二三四五六七八九十正文一二三四五六七八九十</p>";
    check(
        &format!("<nav><a>首页</a> | <a>新闻</a></nav>{body}<div class='left sidebar'>热点</div><footer>版权</footer>"),
        "首页 | 新闻\n正文一二三四五六七八九十正文一二三四五六七八九十\n热点\n版权\n",
        &[(1, Hint::Link), (1, Hint::Chrome), (3, Hint::Chrome), (4, Hint::Chrome)],
    );
    // A form around the whole page is the page.
    check(&format!("<form>{body}</form>"), "正文一二三四五六七八九十正文一二三四五六七八九十\n", &[]);
    check(
        &format!("<article><header><h1>题</h1></header>{body}</article>"),
        "题\n正文一二三四五六七八九十正文一二三四五六七八九十\n",
        &[(1, Hint::Title)],
    );
}

#[test]
fn tables_are_rows_and_layout_tables_are_not() {
    check(
        "<table><tr><th>项目<th>数<tr><td><p>宣传</p><td>12</table>",
        "项目\t数\n宣传\t12\n",
        &[(1, Hint::TableRow), (2, Hint::TableRow)],
    );
    let page = ["<p>第0段", "<p>第1段", "<p>第2段", "<p>第3段", "<p>第4段", "<p>第5段"].concat();
    check(
        &format!(
            "<table><tr><td><a>首页</a></td><td>{page}<table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
        ),
        "首页\n第0段\n第1段\n第2段\n第3段\n第4段\n第5段\na\tb\n",
        &[(1, Hint::Link), (8, Hint::TableRow)],
    );
}

#[test]
fn the_title_is_a_line_only_without_h1() {
    check("<title>总结 - 某某网</title><p>甲乙丙</p>", "总结 - 某某网\n甲乙丙\n", &[(1, Hint::Title)]);
    check("<title>创城工作总结_某某网</title><p>甲乙丙</p>", "创城工作总结\n甲乙丙\n", &[(1, Hint::Title)]);
    check("<title>创城工作总结_某某网</title><p>创城工作总结</p><p>甲</p>", "创城工作总结\n甲\n", &[(1, Hint::Title)]);
    check("<title>网站</title><h1>题目</h1>", "题目\n", &[(1, Hint::Title)]);
}

#[test]
fn the_page_says_its_encoding() -> Result<(), String> {
    let html = "<html><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><p>鎔基</p></html>";
    let bytes = encode(html, encoding_rs::GBK, false).map_err(|c| c.to_string())?;
    let source = Source { bytes: &bytes, encoding: None, max_expanded: 0 };
    let found = extract(&source)?;
    assert_eq!((found.encoding, found.guessed, found.extracted.text.as_str()), ("gb18030", false, "鎔基\n"));
    // Saved anew as UTF-8 with the old words in its head.
    let source = Source { bytes: html.as_bytes(), ..source };
    assert_eq!(extract(&source)?.encoding, "UTF-8");
    let utf16: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(sniff(&utf16));
    Ok(())
}

#[test]
fn hostile_pages_take_linear_time() {
    let start = Instant::now();
    for unit in
        ["<div>", "<p><b><i>", "<table><tr><td>", "<ul><li>", "<a href=x>", "</div>", "<nav>", "<h1>", "<form><select>"]
    {
        let page = unit.repeat(60_000) + "正文";
        assert!(lines_of(&page).text.contains("正文"), "{unit}");
    }
    assert!(start.elapsed().as_secs() < 60);
}

#[test]
fn stray_ends_do_no_harm() {
    check("<b><p>甲</p></b><p>乙丙丁</p></div></span></td>末尾", "甲\n乙丙丁\n末尾\n", &[(1, Hint::Emphasis)]);
    check("<a><p>甲</p><p>乙</a>丙</p>", "甲\n乙丙\n", &[(1, Hint::Link)]);
}
