//! What is read of changes and comments.

use super::super::{Kind, Marked, Reply, Stretch, read};
use super::build::{Outcome, docx, p, r};

/// A mark as a line: kind, who, places, text.
fn line(mark: &Marked) -> String {
    let kind = match &mark.kind {
        Kind::Inserted => "增".to_owned(),
        Kind::Deleted => "删".to_owned(),
        Kind::MovedHere => "移入".to_owned(),
        Kind::MovedAway => "移出".to_owned(),
        Kind::Formatted(aspect) => format!("格{aspect:?}"),
        Kind::Comment { replies, resolved } => format!("批{}{}", replies.len(), if *resolved { "结" } else { "" }),
    };
    let places: Vec<String> =
        mark.places.iter().map(|Stretch { line, column, length }| format!("{line}:{column}+{length}")).collect();
    format!("{kind} {} {} {}", mark.author, places.join(","), mark.text)
}

fn lines(body: &str, others: &[(&str, &str)]) -> Result<Vec<String>, super::super::Error> {
    Ok(read(&docx(body, others))?.iter().map(line).collect())
}

#[test]
fn changes_have_their_places() -> Outcome {
    let ins = |by: &str, inner: &str| {
        format!("<w:ins w:id=\"1\" w:author=\"{by}\" w:date=\"2026-01-02T03:04:05Z\">{inner}</w:ins>")
    };
    let del = |by: &str, text: &str| {
        format!(
            "<w:del w:id=\"2\" w:author=\"{by}\" w:date=\"2026-01-02T03:04:05Z\"><w:r><w:delText>{text}</w:delText></w:r></w:del>"
        )
    };
    let body = [
        // Two elements of one person at one time are one change; what was taken out of what was put in is another.
        format!(
            "<w:p>{}{}{}{}{}</w:p>",
            r("甲𠀀"),
            ins("王", &r("新")),
            ins("王", &format!("{}{}", r("增"), del("李", "又删"))),
            r("乙"),
            del("李", "旧")
        ),
        // Only taken out, and the paragraph's end is kept.
        format!("<w:p>{}</w:p>", del("李", "整段")),
        format!(
            "<w:p><w:pPr><w:rPr><w:del w:author=\"李\" w:date=\"2026-01-02T03:04:05Z\"/></w:rPr></w:pPr>{}{}</w:p>",
            r("前半，"),
            del("李", "并")
        ),
        p("后半。"),
        format!(
            "<w:p><w:moveFrom w:author=\"赵\">{0}</w:moveFrom>{1}</w:p><w:p><w:moveTo w:author=\"赵\">{0}</w:moveTo>{1}</w:p>",
            r("移"),
            r("处")
        ),
        format!(
            "<w:tbl><w:tr><w:trPr><w:ins w:author=\"孙\"/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:del w:author=\"孙\"/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
            p("一"),
            p("二"),
            p("三")
        ),
        p("末"),
    ];
    assert_eq!(
        lines(&body.concat(), &[])?,
        [
            "增 王 1:3+2 新增",
            "删 李 1:5+0 又删",
            "删 李 1:6+0 旧",
            "删 李 2:1+0 整段",
            "删 李 2:4+0 并\n",
            "移出 赵 3:1+0 移",
            "移入 赵 4:1+1 移",
            "增 孙 5:1+3 一\t二",
            "删 孙 6:1+0 三\n",
        ]
    );
    Ok(())
}

#[test]
fn an_insertion_over_paragraphs_is_one() -> Outcome {
    let mark = "<w:pPr><w:rPr><w:ins w:author=\"王\"/></w:rPr></w:pPr>";
    let ins = |text: &str| format!("<w:ins w:author=\"王\">{}</w:ins>", r(text));
    let body = format!("<w:p>{mark}{}{}</w:p><w:p>{}{}</w:p>", r("甲"), ins("一"), ins("二"), r("乙"));
    assert_eq!(lines(&body, &[])?, ["增 王 1:2+1,2:1+1 一\n二"]);
    let body = format!("<w:p>{mark}{}</w:p>{}", r("甲"), p("乙"));
    assert_eq!(lines(&body, &[])?, ["增 王 1:2+0 \n"]);
    Ok(())
}

#[test]
fn comments_have_their_places_answers_and_state() -> Outcome {
    let comments = r#"<w:comments xmlns:w="w" xmlns:w14="w14">
        <w:comment w:id="0" w:author="王" w:date="2026-01-02T03:04:05Z" w:initials="王"><w:p w14:paraId="0a"><w:r><w:annotationRef/></w:r><w:r><w:t>第一&amp;段</w:t></w:r></w:p><w:p w14:paraId="0B"><w:r><w:t>第二段</w:t></w:r></w:p></w:comment>
        <w:comment w:id="1" w:author="李"><w:p w14:paraId="1A"><w:r><w:t>同意</w:t></w:r></w:p></w:comment>
        <w:comment w:id="2" w:author="赵"><w:p w14:paraId="2A"><w:r><w:t>点</w:t></w:r></w:p></w:comment>
        <w:comment w:id="3" w:author="孙"><w:p/></w:comment></w:comments>"#;
    let threads = r#"<w15:commentsEx xmlns:w15="w15"><w15:commentEx w15:paraId="0B" w15:done="1"/><w15:commentEx w15:paraId="1A" w15:paraIdParent="0b" w15:done="0"/><w15:commentEx w15:paraId="2A" w15:done="0"/></w15:commentsEx>"#;
    let refer = |id: u8| format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
    let body = [
        format!(
            "<w:p>{}<w:commentRangeStart w:id=\"0\"/><w:commentRangeStart w:id=\"1\"/>{}</w:p>",
            r("甲"),
            r("乙𠀀")
        ),
        p("丙丁"),
        format!(
            "<w:p>{}<w:commentRangeEnd w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"1\"/>{}{}</w:p>",
            r("戊"),
            refer(0),
            refer(1),
            r("己")
        ),
        format!("<w:p>{}{}</w:p>", r("庚"), refer(2)),
    ];
    let parts = [("word/comments.xml", comments), ("word/commentsExtended.xml", threads)];
    let marks = read(&docx(&body.concat(), &parts))?;
    assert_eq!(
        marks.iter().map(line).collect::<Vec<_>>(),
        ["批1结 王 1:2+2,2:1+2,3:1+1 第一&段\n第二段", "批0 赵 4:2+0 点", "批0 孙  "]
    );
    let reply = Reply { author: "李".to_owned(), date: String::new(), text: "同意".to_owned() };
    assert_eq!(marks.first().map(|mark| &mark.kind), Some(&Kind::Comment { replies: vec![reply], resolved: true }));
    assert_eq!(marks.first().map(|mark| mark.date.as_str()), Some("2026-01-02T03:04:05Z"));
    Ok(())
}

#[test]
fn a_comment_that_ends_before_it_begins_is_between_its_marks() -> Outcome {
    let comments = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\" w:author=\"王\"><w:p><w:r><w:t>倒</w:t></w:r></w:p></w:comment></w:comments>";
    let body = format!(
        "<w:p>{}<w:commentRangeEnd w:id=\"0\"/>{}<w:commentRangeStart w:id=\"0\"/>{}</w:p>",
        r("甲"),
        r("乙丙"),
        r("丁")
    );
    assert_eq!(lines(&body, &[("word/comments.xml", comments)])?, ["批0 王 1:2+2 倒"]);
    Ok(())
}

#[test]
fn signs_in_a_comment_are_read_and_its_tab_stops_are_not() -> Outcome {
    let comments = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\" w:author=\"王\"><w:p><w:pPr><w:tabs><w:tab w:pos=\"9\"/></w:tabs></w:pPr><w:r><w:annotationRef/></w:r><w:r><w:t>第3</w:t><w:noBreakHyphen/><w:t>5页</w:t><w:tab/><w:sym w:char=\"F0FE\"/><w:br/><w:t>𠀀</w:t></w:r></w:p></w:comment></w:comments>";
    assert_eq!(lines(&p("甲"), &[("word/comments.xml", comments)])?, ["批0 王  第3-5页\t☑\n𠀀"]);
    Ok(())
}

#[test]
fn changes_of_the_look_alone_have_their_places() -> Outcome {
    let by = |name: &str| format!("w:id=\"1\" w:author=\"{name}\" w:date=\"2026-01-02T03:04:05Z\"");
    let look =
        |name: &str| format!("<w:rPr><w:b/><w:rPrChange {}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>", by(name));
    let run = |name: &str, text: &str| format!("<w:r>{}<w:t>{text}</w:t></w:r>", look(name));
    let lines_changed = |name: &str, more: &str| {
        format!(
            "<w:pPr><w:jc w:val=\"center\"/>{more}<w:pPrChange {}><w:pPr><w:sectPr><w:sectPrChange/></w:sectPr></w:pPr></w:pPrChange></w:pPr>",
            by(name)
        )
    };
    let cell = |text: &str| {
        format!(
            "<w:tc><w:tcPr><w:cellIns {0}/><w:tcPrChange {0}><w:tcPr/></w:tcPrChange></w:tcPr>{1}</w:tc>",
            by("钱"),
            p(text)
        )
    };
    let body = [
        // Runs that follow one another are one, over the end of the paragraph where that was changed too.
        format!("<w:p><w:pPr>{}</w:pPr>{}{}{}</w:p>", look("王"), r("甲"), run("王", "乙𠀀"), run("王", "e\u{301}")),
        format!("<w:p>{}{}{}</w:p>", run("王", "丙"), run("李", "丁"), r("戊")),
        format!("<w:p>{}{}</w:p>", lines_changed("赵", &look("李")), r("己庚")),
        format!("<w:p>{}{}</w:p>", lines_changed("赵", ""), r("辛")),
        // What was taken out, and a paragraph without text, have no look to tell of.
        format!(
            "<w:p>{}<w:del w:author=\"李\">{}</w:del></w:p>",
            look("孙"),
            run("孙", "删").replace("w:t>", "w:delText>")
        ),
        format!("<w:p>{}</w:p>", lines_changed("孙", "")),
        format!(
            "<w:tbl><w:tblPr><w:tblPrChange {0}><w:tblPr/></w:tblPrChange></w:tblPr><w:tr><w:trPr><w:trPrChange {0}><w:trPr/></w:trPrChange></w:trPr>{1}{2}</w:tr></w:tbl>",
            by("钱"),
            cell("一"),
            cell("二")
        ),
        format!(
            "<w:p><w:pPr><w:sectPr><w:sectPrChange {}><w:sectPr/></w:sectPrChange></w:sectPr></w:pPr>{}</w:p>",
            by("周"),
            r("末")
        ),
        format!("<w:p>{}</w:p>", run("吴", &"长".repeat(100))),
    ];
    assert_eq!(
        lines(&body.concat(), &[])?,
        [
            "格Text 王 1:2+4,2:1+1 乙𠀀e\u{301}\n丙".to_owned(),
            "格Text 李 2:2+1 丁".to_owned(),
            "格Paragraph 赵 3:1+2,4:1+1 己庚\n辛".to_owned(),
            "删 李 5:1+0 删".to_owned(),
            "格Table 钱 5:1+3 一\t二".to_owned(),
            "格Page 周 6:1+0 ".to_owned(),
            format!("格Text 吴 7:1+100 {}…", "长".repeat(80)),
        ]
    );
    Ok(())
}

#[test]
fn answers_in_a_circle_stay_comments() -> Outcome {
    let comments = r#"<w:comments xmlns:w="w" xmlns:w14="w14"><w:comment w:id="0" w:author="王"><w:p w14:paraId="A"><w:r><w:t>一</w:t></w:r></w:p></w:comment><w:comment w:id="1" w:author="李"><w:p w14:paraId="B"><w:r><w:t>二</w:t></w:r></w:p></w:comment></w:comments>"#;
    let threads = r#"<w15:commentsEx xmlns:w15="w15"><w15:commentEx w15:paraId="A" w15:paraIdParent="B"/><w15:commentEx w15:paraId="B" w15:paraIdParent="A"/></w15:commentsEx>"#;
    let parts = [("word/comments.xml", comments), ("word/commentsExtended.xml", threads)];
    assert_eq!(lines(&p("甲"), &parts)?, ["批0 王  一", "批0 李  二"]);
    Ok(())
}
