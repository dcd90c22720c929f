//! Drafts written to files and read back: the same title, the same outline; and drafts that mean harm.

use std::path::Path;

use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::{collection::vec, option};

use super::build::of_document;
use super::model::{Finished, Kind};
use super::{FileKind, Latin, Options, Profile, bytes};
use crate::corpus::correction::Corrections;
use crate::corpus::formats::{Source, extract};
use crate::corpus::load::of_text;
use crate::corpus::model::Document;
use crate::corpus::recognise::recognise;
use crate::corpus::role::words::RoleWords;
use crate::draft::front::{Front, blanked};
use crate::draft::motion::ByClass;
use crate::text::span::LineIndex;

/// Level, marker, text and whether it runs in.
type Heading = (u8, String, String, bool);

fn finished(text: &str, profile: Profile) -> (Finished, Document) {
    let front = Front::read(text);
    let document = of_text(Path::new(""), &blanked(text, &front), &Corrections::default());
    (of_document(&document, &front, &Options { profile: Some(profile), ..Options::default() }), document)
}

fn outline_of(document: &Document) -> Vec<Heading> {
    let sections = document.pieces.iter().flat_map(|piece| &piece.sections);
    sections.map(|s| (s.level, s.marker.clone(), s.text.clone(), s.run_in)).collect()
}

/// The outline of the file that `kind` makes of a document, as the program reads it.
fn read_back(document: &Finished, kind: FileKind) -> Result<(String, Vec<Heading>), String> {
    let name = match kind {
        FileKind::Docx => "a.docx",
        FileKind::Html => "a.html",
        FileKind::Markdown => "a.md",
        FileKind::Text => "a.txt",
    };
    let file = bytes(document, kind, Latin::Same, &ByClass)?;
    let source = Source { bytes: &file, encoding: None, max_expanded: 1 << 28 };
    let (_, content) = extract(Path::new(name), &source)?;
    let lines = LineIndex::new(&content.extracted.text);
    let found = recognise(&content.extracted, &lines, "", &RoleWords::builtin());
    let sections = found.pieces.iter().flat_map(|piece| &piece.sections);
    let outline = sections.map(|s| (s.level, s.marker.clone(), s.text.clone(), s.run_in)).collect();
    Ok((found.pieces.first().map_or_else(String::new, |piece| piece.title.clone()), outline))
}

const SAMPLE: &str = "杏坞镇2026年上半年创建全国文明城市工作总结

今年以来，杏坞镇围绕群众最关心的环境秩序问题，组织干部、网格员、志愿者入户宣传，签约率达到98.5%。

一、主要做法

（一）高位统筹，压实责任。成立专班，书记、镇长任双组长，全年开会26次，交办清单47批次，“把手”带头包联路段𠀀。

（二）建管并重，改善环境。投入资金1260万元，完成14个小区改造，新建口袋公园5处，群众满意度明显提高。

1.抓路段。每个路段都有人管，每天巡查两遍，发现问题当天交办，三天之内办结并且回访。

2.抓小区。每个小区都有公约，每月评比一次，评出的红黑榜贴在小区门口，居民都说好。

二、存在问题

经费还不足，人手也不够，个别路段反复回潮，群众还有意见，需要在下半年加以解决。

三、下一步打算

继续抓好各项工作，力争年底全面达标，向群众交一份满意的答卷，为来年打下好的基础。

杏坞镇人民政府
2026年7月1日
";

#[test]
fn the_parts_of_a_draft_are_known() {
    let (found, _) = finished(SAMPLE, Profile::Material);
    let kinds: Vec<Kind> = found.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Title,
            Kind::Body,
            Kind::Heading(1),
            Kind::Heading(2),
            Kind::Heading(2),
            Kind::Heading(3),
            Kind::Heading(3),
            Kind::Heading(1),
            Kind::Body,
            Kind::Heading(1),
            Kind::Body,
            Kind::Signature,
            Kind::Date,
        ]
    );
    assert_eq!(found.notes, Vec::<String>::new());
    assert!(found.blocks.iter().filter(|block| block.kind == Kind::Heading(2)).all(super::model::Block::runs_in));
}

#[test]
fn what_is_written_is_read_back() -> Result<(), String> {
    let (found, document) = finished(SAMPLE, Profile::Material);
    for kind in [FileKind::Docx, FileKind::Html, FileKind::Markdown] {
        let (title, outline) = read_back(&found, kind)?;
        assert_eq!(title, "杏坞镇2026年上半年创建全国文明城市工作总结", "{kind:?}");
        assert_eq!(outline, outline_of(&document), "{kind:?}");
    }
    Ok(())
}

#[test]
fn the_block_at_the_top_tells_and_is_not_printed() -> Result<(), String> {
    let text = format!(
        "---\n标题：杏坞镇创城总结\n单位：杏坞镇党委\n日期：二〇二六年七月一日\n主送：县文明办\n字数：2000\n---\n{SAMPLE}"
    );
    let (found, _) = finished(&text, Profile::Material);
    assert_eq!((found.title(), found.first(Kind::Signature)), ("杏坞镇创城总结", "杏坞镇党委"));
    assert_eq!((found.first(Kind::Date), found.first(Kind::Addressee)), ("二〇二六年七月一日", "县文明办："));
    // What stands in the text is not dropped in silence.
    for what in ["标题", "署名", "日期", "汉字数字"] {
        assert!(found.notes.iter().any(|note| note.contains(what)), "{what}: {:?}", found.notes);
    }
    let plain = bytes(&found, FileKind::Text, Latin::Same, &ByClass)?;
    let plain = String::from_utf8(plain).map_err(|error| error.to_string())?;
    assert!(!plain.contains("字数") && !plain.contains("---"), "{plain}");
    Ok(())
}

#[test]
fn the_date_is_changed_only_when_asked_for() {
    let text = SAMPLE.replace("2026年7月1日", "二〇二六年七月一日");
    let document = of_text(Path::new(""), &text, &Corrections::default());
    for (set_date, expected) in [(false, "二〇二六年七月一日"), (true, "2026年7月1日")] {
        let options = Options { set_date, ..Options::default() };
        let found = of_document(&document, &Front::default(), &options);
        assert_eq!(found.first(Kind::Date), expected);
        assert_eq!(found.notes.len(), usize::from(!set_date), "{:?}", found.notes);
    }
}

#[test]
fn an_official_document_tells_what_it_lacks() {
    let (found, _) = finished(SAMPLE, Profile::Official);
    for what in ["发文机关", "文号", "主送"] {
        assert!(found.notes.iter().any(|note| note.contains(what)), "{what}: {:?}", found.notes);
    }
    let head = "---\n发文机关：云岭市民政局文件\n文号：云民发[2026]05号\n主送：各县（区）民政局\n抄送：市委办\n---\n";
    let (found, _) = finished(&format!("{head}{SAMPLE}"), Profile::Official);
    assert_eq!(found.fields.office, "云岭市民政局文件");
    assert!(found.notes.iter().any(|note| note.contains("六角括号")), "{:?}", found.notes);
}

fn paragraph() -> impl Strategy<Value = String> {
    "[创城工作群众环境整治，、“”a1𠀀e\u{301}]{20,60}".prop_map(|text| format!("今年{text}好。"))
}

/// A draft: a title, sections of a first level, some with sections of a second that run in.
fn draft() -> impl Strategy<Value = String> {
    let name = "[整治宣传督查保障]{4,12}";
    let below = option::of((vec((name, paragraph()), 2..4), Just(())));
    let section = (name, paragraph(), below);
    vec(section, 2..5).prop_map(|sections| {
        let numbers = ["一", "二", "三", "四", "五"];
        let mut out = "杏坞镇2026年上半年创城工作总结\n\n".to_owned();
        for ((name, text, below), number) in sections.into_iter().zip(numbers) {
            out.push_str(&format!("{number}、{name}\n\n{text}\n\n"));
            for ((name, text), number) in below.into_iter().flat_map(|(below, ())| below).zip(numbers) {
                out.push_str(&format!("（{number}）{name}。{text}\n\n"));
            }
        }
        out.push_str("杏坞镇人民政府\n2026年7月1日\n");
        out
    })
}

proptest! {
    #[test]
    fn every_draft_is_read_back_with_its_outline(text in draft()) {
        let (found, document) = finished(&text, Profile::Material);
        let expected = outline_of(&document);
        prop_assert!(expected.len() >= 2);
        for kind in [FileKind::Docx, FileKind::Html, FileKind::Markdown] {
            let (title, outline) = read_back(&found, kind).map_err(proptest::test_runner::TestCaseError::fail)?;
            prop_assert_eq!(&title, "杏坞镇2026年上半年创城工作总结");
            prop_assert_eq!(&outline, &expected, "{:?}", kind);
        }
    }

    #[test]
    fn hostile_text_gives_a_file_that_can_be_read(
        parts in vec(prop_oneof!["[<>&\"'\u{0}\u{1}\u{8}\u{b}\u{1b}\u{7f}\u{85}\u{fffe}\u{ffff}\u{fdd0}\u{202e}\u{feff}\t𠀀e\u{301}]{0,12}", "[创城，。一、（一）1.]{0,20}"], 0..12),
        official in proptest::bool::ANY,
    ) {
        let text = format!("总结]]><!--\n\n{}\n正文&amp;<b>。\n", parts.join("\n"));
        let profile = if official { Profile::Official } else { Profile::Material };
        let (found, _) = finished(&text, profile);
        for block in &found.blocks {
            prop_assert!(!block.text.chars().any(|c| c.is_control() && c != '\t'), "{:?}", block);
            prop_assert!(block.heads.iter().all(|(span, _)| block.text.get(span.start..span.end).is_some()));
        }
        for kind in [FileKind::Docx, FileKind::Html, FileKind::Markdown, FileKind::Text] {
            let read = read_back(&found, kind);
            prop_assert!(read.is_ok(), "{:?}: {:?}", kind, read);
        }
    }
}
