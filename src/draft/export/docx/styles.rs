//! styles.xml: the text, headings 1 to 9 with their outline levels, the title, and what stands at the end.

use super::{fonts, page};
use crate::draft::export::Latin;
use crate::draft::export::setting::Face;

/// The style of a kind of paragraph: id, the name that Word knows it by, face, size in half points, more of its
/// paragraph properties behind the spacing (in the order of the schema), and its outline level.
struct Style {
    id: &'static str,
    name: &'static str,
    face: Face,
    size: u32,
    indent: &'static str,
    align: &'static str,
    level: Option<u8>,
}

/// Two characters in (5.2.2); the measure in twips is for readers that do not know the one in characters.
const INDENT: &str = r#"<w:ind w:firstLineChars="200" w:firstLine="632"/>"#;
const CENTRED: &str = r#"<w:jc w:val="center"/>"#;

const STYLES: &[Style] = &[
    Style { id: "BodyText", name: "Body Text", face: Face::Fang, size: 32, indent: INDENT, align: "", level: None },
    Style { id: "Title", name: "Title", face: Face::Title, size: 44, indent: "", align: CENTRED, level: None },
    Style { id: "Subtitle", name: "Subtitle", face: Face::Kai, size: 32, indent: "", align: CENTRED, level: None },
    Style { id: "Addressee", name: "主送机关", face: Face::Fang, size: 32, indent: "", align: "", level: None },
    Style { id: "Attachments", name: "附件说明", face: Face::Fang, size: 32, indent: "", align: "", level: None },
    Style { id: "Signature", name: "署名和日期", face: Face::Fang, size: 32, indent: "", align: "", level: None },
    Style { id: "Annex", name: "附件序号", face: Face::Hei, size: 32, indent: "", align: "", level: None },
    Style {
        id: "AnnexTitle",
        name: "附件的题名",
        face: Face::Title,
        size: 44,
        indent: "",
        align: CENTRED,
        level: None,
    },
];

/// The style of a heading of this level.
pub(super) fn heading(level: u8) -> String {
    format!("Heading{}", level.clamp(1, 9))
}

/// The part.
pub(super) fn part(latin: Latin) -> String {
    let body = fonts(Face::Fang, latin);
    let (pitch, space) = (page::PITCH, page::SPACE);
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>{body}<w:spacing w:val="{space}"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{pitch}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>"#
    );
    for level in 1..=9u8 {
        let id = heading(level);
        let fonts = fonts(Face::of_level(level), latin);
        let outline = level - 1;
        out.push_str(&format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr>{INDENT}<w:outlineLvl w:val="{outline}"/></w:pPr><w:rPr>{fonts}<w:b w:val="0"/><w:bCs w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>"#
        ));
    }
    for style in STYLES {
        let Style { id, name, face, size, indent, align, level } = style;
        let fonts = fonts(*face, latin);
        let outline = level.map_or_else(String::new, |level| format!(r#"<w:outlineLvl w:val="{level}"/>"#));
        out.push_str(&format!(
            r#"<w:style w:type="paragraph" w:customStyle="{}" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{grid}{indent}{align}{outline}</w:pPr><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#,
            u8::from(!name.is_ascii()),
            // Larger than a line of the grid: in it a line would take two.
            grid = if *size > 32 { r#"<w:snapToGrid w:val="0"/>"# } else { "" },
        ));
    }
    // The face of text behind a heading that runs in.
    out.push_str(&format!(
        r#"<w:style w:type="character" w:customStyle="1" w:styleId="TextFace"><w:name w:val="正文字"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{body}</w:rPr></w:style></w:styles>"#
    ));
    out
}
