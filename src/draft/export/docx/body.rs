//! document.xml: the parts of the document as paragraphs, and the page they stand on.

use super::{escaped, fonts, official, page, styles};
use crate::draft::export::model::{Finished, Kind};
use crate::draft::export::rows::runs;
use crate::draft::export::setting::{Align, Face, Para};
use crate::draft::export::{Latin, Profile};
use crate::text::span::slice;

/// Twips of so many cells, half a character each.
pub(super) const fn twips(cells: usize) -> u32 {
    cells as u32 * page::BLOCK / 56
}

/// The part.
pub(super) fn document(document: &Finished, set: &[Para<'_>], latin: Latin) -> String {
    let mut out = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#
        .to_owned();
    let is_official = document.profile == Profile::Official;
    if is_official {
        official::head(&mut out, &document.fields, latin);
    }
    for para in set {
        for _ in 0..para.blank {
            out.push_str("<w:p/>");
        }
        paragraph(&mut out, para, latin);
    }
    if is_official {
        official::foot(&mut out, &document.fields);
    }
    let (width, height) = (page::WIDTH, page::HEIGHT);
    let (top, left, right, bottom) = (page::TOP, page::LEFT, page::RIGHT, page::BOTTOM);
    let (footer, pitch) = (page::FOOTER, page::PITCH);
    out.push_str(&format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="{footer}" w:gutter="0"/><w:cols w:space="425"/><w:docGrid w:type="linesAndChars" w:linePitch="{pitch}" w:charSpace="0"/></w:sectPr></w:body></w:document>"#
    ));
    out
}

fn paragraph(out: &mut String, para: &Para<'_>, latin: Latin) {
    let style = match para.block.kind {
        Kind::Title => "Title".to_owned(),
        Kind::Subtitle => "Subtitle".to_owned(),
        Kind::Addressee => "Addressee".to_owned(),
        Kind::Heading(level) => styles::heading(level),
        Kind::Body => "BodyText".to_owned(),
        Kind::Line => "Normal".to_owned(),
        Kind::Attachments => "Attachments".to_owned(),
        Kind::Signature | Kind::Date => "Signature".to_owned(),
        Kind::Annex => "Annex".to_owned(),
        Kind::AnnexTitle => "AnnexTitle".to_owned(),
    };
    out.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>"#));
    if para.new_page {
        out.push_str("<w:pageBreakBefore/>");
    }
    if para.hangs > 0 {
        let (left, hanging) = (para.left, para.left.saturating_sub(para.first));
        out.push_str(&format!(
            r#"<w:ind w:leftChars="{}" w:left="{}" w:hangingChars="{}" w:hanging="{}"/>"#,
            left * 50,
            twips(left),
            hanging * 50,
            twips(hanging)
        ));
    } else if para.block.kind == Kind::Attachments {
        out.push_str(&format!(r#"<w:ind w:leftChars="{}" w:left="{}"/>"#, para.left * 50, twips(para.left)));
    }
    if para.align == Align::Right {
        out.push_str(&format!(
            r#"<w:ind w:rightChars="{}" w:right="{}"/><w:jc w:val="right"/>"#,
            para.right * 50,
            twips(para.right)
        ));
    }
    out.push_str("</w:pPr>");
    if para.lines.is_empty() {
        // The face of the paragraph's style is that of its heading, else that of the part.
        let own = match para.block.kind {
            Kind::Heading(level) => Face::of_level(level),
            _ => para.face,
        };
        for (span, face) in runs(para) {
            let look = match face {
                face if face == own => String::new(),
                Face::Fang => r#"<w:rStyle w:val="TextFace"/>"#.to_owned(),
                face => fonts(face, latin),
            };
            run(out, &look, slice(&para.block.text, span));
        }
    } else {
        for (at, line) in para.lines.iter().enumerate() {
            if at > 0 {
                out.push_str("<w:r><w:br/></w:r>");
            }
            run(out, "", line);
        }
    }
    out.push_str("</w:p>");
}

/// A run of text; marks that Chinese and Latin share (“ ” — …) are set as Chinese ones.
pub(super) fn run(out: &mut String, look: &str, text: &str) {
    let hinted = if look.contains("<w:rFonts ") {
        look.replace("<w:rFonts ", r#"<w:rFonts w:hint="eastAsia" "#)
    } else if look.starts_with("<w:rStyle") {
        format!(r#"{look}<w:rFonts w:hint="eastAsia"/>"#)
    } else {
        format!(r#"<w:rFonts w:hint="eastAsia"/>{look}"#)
    };
    out.push_str(&format!("<w:r><w:rPr>{hinted}</w:rPr>"));
    for (at, part) in text.split('\t').enumerate() {
        if at > 0 {
            out.push_str("<w:tab/>");
        }
        if !part.is_empty() {
            out.push_str(&format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(part)));
        }
    }
    out.push_str("</w:r>");
}
