//! Answers to comments and what is settled, written as Word does it.

use super::super::{Kind, Note, Reply, read};
use super::build::{Outcome, back, docx, note, p, part, raw_parts};

fn reply(author: &str, date: &str, text: &str) -> Reply {
    Reply { author: author.to_owned(), date: date.to_owned(), text: text.to_owned() }
}

/// Who, what, what was answered and whether it is settled, of every comment.
type Told = (String, String, Vec<(String, String)>, bool);

fn told(docx: &[u8]) -> Result<Vec<Told>, super::super::Error> {
    let one = |mark: super::super::Marked| match mark.kind {
        Kind::Comment { replies, resolved } => {
            let replies = replies.into_iter().map(|reply| (reply.author, reply.text)).collect();
            Some((mark.author, mark.text, replies, resolved))
        }
        _ => None,
    };
    Ok(read(docx)?.into_iter().filter_map(one).collect())
}

fn own(author: &str, text: &str) -> (String, String) {
    (author.to_owned(), text.to_owned())
}

/// Comments with answers, settled and not.
fn notes() -> [Note; 3] {
    [
        Note {
            replies: vec![
                reply("李 & 四", "2026-03-06T10:00:00Z", "已核\n见附表𠀀"),
                reply("", "", " "),
                reply("", "昨天", "好"),
            ],
            ..note(1, 2, 1, "数字？")
        },
        Note { resolved: true, by: Some("王".to_owned()), ..note(1, 3, 1, "已改") },
        note(1, 1, 1, "看"),
    ]
}

#[test]
fn answers_are_words_own_and_settled_ones_are_marked_so() -> Outcome {
    let (copy, receipt) = back(&docx(&p("甲乙丙"), &[]), &[], &notes())?;
    assert_eq!((receipt.notes, receipt.notes_left), (3, Vec::new()));
    assert_eq!(
        told(&copy)?,
        [
            ("校对".to_owned(), "看".to_owned(), Vec::new(), false),
            ("校对".to_owned(), "数字？".to_owned(), vec![own("李 & 四", "已核\n见附表𠀀"), own("校对", "好")], false),
            ("王".to_owned(), "已改".to_owned(), Vec::new(), true),
        ]
    );
    let threads = part(&copy, "word/commentsExtended.xml");
    assert!(
        threads.ends_with(
            "<w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\">\
         <w15:commentEx w15:paraId=\"5C000000\" w15:done=\"0\"/>\
         <w15:commentEx w15:paraId=\"5C000001\" w15:paraIdParent=\"5C000000\" w15:done=\"0\"/>\
         <w15:commentEx w15:paraId=\"5C000002\" w15:paraIdParent=\"5C000000\" w15:done=\"0\"/>\
         <w15:commentEx w15:paraId=\"5C000003\" w15:done=\"1\"/>\
         <w15:commentEx w15:paraId=\"5C000004\" w15:done=\"0\"/></w15:commentsEx>"
        ),
        "{threads}"
    );
    let comments = part(&copy, "word/comments.xml");
    assert!(
        comments.contains(" mc:Ignorable=\"w14\">")
            && comments.contains("xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"")
    );
    // The id is that of a comment's last paragraph.
    assert!(comments.contains(">已核</w:t></w:r></w:p><w:p w14:paraId=\"5C000001\">"), "{comments}");
    assert!(comments.contains("w:author=\"李 &amp; 四\" w:date=\"2026-03-06T10:00:00Z\" w:initials=\"李\""));
    assert!(comments.contains("<w:comment w:id=\"2\" w:author=\"校对\" w:initials=\"校\">"));
    // Each answer stands where the comment does.
    let main = part(&copy, "word/document.xml");
    let start = |id: u8| format!("<w:commentRangeStart w:id=\"{id}\"/>");
    assert!(main.contains(&[start(0), start(1), start(2)].concat()), "{main}");
    for id in 0..5 {
        let end = format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>");
        assert_eq!(main.matches(&end).count(), 1, "{main}");
    }
    let kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";
    let related = format!("Id=\"rId1\" Type=\"{kind}\" Target=\"commentsExtended.xml\"/>");
    assert!(part(&copy, "word/_rels/document.xml.rels").contains(&related));
    assert!(part(&copy, "[Content_Types].xml").contains(
        "<Override PartName=\"/word/commentsExtended.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml\"/></Types>"
    ));
    // Once more: ids go on, and nothing is declared twice.
    let (again, _) = back(&copy, &[], &notes())?;
    assert_eq!(told(&again)?.iter().filter(|(_, _, replies, _)| replies.len() == 2).count(), 2);
    assert!(part(&again, "word/commentsExtended.xml").contains("\"5C000006\" w15:paraIdParent=\"5C000005\""));
    for name in ["word/_rels/document.xml.rels", "[Content_Types].xml"] {
        assert_eq!(part(&again, name), part(&copy, name));
    }
    Ok(())
}

#[test]
fn old_answers_stay_and_ids_of_paragraphs_are_free() -> Outcome {
    let comments = "<x:comments xmlns:x=\"w\"><x:comment x:id=\"4\" x:author=\"王\"><x:p q:paraId='5C000000'><x:r><x:t>一</x:t></x:r></x:p></x:comment><x:comment x:id=\"5\" x:author=\"李\"><x:p q:paraId=\"5c000001\"><x:r><x:t>二</x:t></x:r></x:p></x:comment></x:comments>";
    let threads = "<e:commentsEx xmlns:e=\"e\"><e:commentEx e:paraId=\"5C000000\" e:done=\"1\"/><e:commentEx e:paraId=\"5C000001\" e:paraIdParent=\"5C000000\" e:done=\"1\"/></e:commentsEx>";
    let rels = "<Relationships><Relationship Id='rId1' Type=\"t/comments\" Target=\"comments.xml\"/><Relationship Id='rId2' Type=\"t/commentsExtended\" Target=\"answers.xml\"/><Relationship Id='rId3' Type=\"t/commentsIds\" Target=\"commentsIds.xml\"/></Relationships>";
    let parts = [
        ("word/comments.xml", comments),
        ("word/answers.xml", threads),
        ("word/commentsIds.xml", "<ids/>"),
        ("word/_rels/document.xml.rels", rels),
    ];
    let file = docx("<w:p w14:paraId=\"5C000002\"><w:r><w:t>甲乙丙</w:t></w:r></w:p>", &parts);
    let (copy, _) = back(&file, &[], &notes())?;
    let now = told(&copy)?;
    let old = now.iter().find(|(author, ..)| author == "王").cloned();
    assert_eq!(now.len(), 4);
    assert!(now.contains(&("王".to_owned(), "一".to_owned(), vec![own("李", "二")], true)), "{old:?}");
    let written = part(&copy, "word/answers.xml");
    assert!(
        written.contains("<e:commentEx e:paraId=\"5C000004\" e:paraIdParent=\"5C000003\" e:done=\"0\"/>"),
        "{written}"
    );
    let written = part(&copy, "word/comments.xml");
    assert!(written.starts_with(comments.strip_suffix("</x:comments>").unwrap_or_default()));
    assert!(
        written.contains(
            "<x:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" w14:paraId=\"5C000003\">"
        ),
        "{written}"
    );
    let changed: Vec<String> =
        raw_parts(&copy).into_iter().filter(|part| !raw_parts(&file).contains(part)).map(|(name, _)| name).collect();
    assert_eq!(changed, ["word/document.xml", "word/comments.xml", "word/answers.xml"]);
    Ok(())
}

#[test]
fn without_answers_no_part_of_answers_is_made() -> Outcome {
    let (copy, _) = back(&docx(&p("甲"), &[]), &[], &[note(1, 1, 1, "看")])?;
    assert!(part(&copy, "word/commentsExtended.xml").is_empty());
    assert!(!part(&copy, "word/comments.xml").contains("paraId"));
    Ok(())
}

#[test]
fn what_the_list_of_content_types_has_already_is_not_said_again() -> Outcome {
    let (copy, _) = back(&docx(&p("甲"), &[]), &[], &[note(1, 1, 1, "看")])?;
    let types = part(&copy, "[Content_Types].xml").replace("\"/word/comments.xml\"", "'/word/Comments.xml'");
    let file = super::build::zipped(&[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &part(&copy, "_rels/.rels")),
        ("word/document.xml", &super::build::document(&p("甲"))),
    ]);
    let (copy, _) = back(&file, &[], &[note(1, 1, 1, "看")])?;
    assert_eq!(part(&copy, "[Content_Types].xml"), types);
    Ok(())
}
