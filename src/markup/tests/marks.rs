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
fn answers_in_a_circle_stay_comments() -> Outcome {
    let comments = r#"<w:comments xmlns:w="w" xmlns:w14="w14"><w:comment w:id="0" w:author="王"><w:p w14:paraId="A"><w:r><w:t>一</w:t></w:r></w:p></w:comment><w:comment w:id="1" w:author="李"><w:p w14:paraId="B"><w:r><w:t>二</w:t></w:r></w:p></w:comment></w:comments>"#;
    let threads = r#"<w15:commentsEx xmlns:w15="w15"><w15:commentEx w15:paraId="A" w15:paraIdParent="B"/><w15:commentEx w15:paraId="B" w15:paraIdParent="A"/></w15:commentsEx>"#;
    let parts = [("word/comments.xml", comments), ("word/commentsExtended.xml", threads)];
    assert_eq!(lines(&p("甲"), &parts)?, ["批0 王  一", "批0 李  二"]);
    Ok(())
}
