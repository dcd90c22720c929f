//! 版头 and 版记 of an official document (GB/T 9704—2012, 7.2 and 7.4).

use super::body::{run, twips};
use super::{fonts, page};
use crate::draft::export::Latin;
use crate::draft::export::model::Fields;
use crate::draft::export::setting::Face;
use crate::text::width::Cells;
use crate::text::wrap;

/// The upper edge of the mark stands so far below that of the block, in twips: 35 mm (7.2.4).
const TO_MARK: u32 = 1984;
/// Lines kept for 份号, 密级, 紧急程度 at the top left (7.2.1–7.2.3).
const CORNER: u32 = 3;
/// The largest and the smallest mark, in points.
const MARK: (u32, u32) = (48, 22);
/// A line of 0.35 mm and one of 0.25 mm, in eighths of a point (7.4.1).
const THICK: u32 = 8;
const THIN: u32 = 6;

const RED: &str = r#"<w:color w:val="FF0000"/>"#;

fn sized(points: u32) -> String {
    format!(r#"<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>"#, points * 2)
}

fn paragraph(out: &mut String, properties: &str, look: &str, text: &str) {
    out.push_str(&format!("<w:p><w:pPr>{properties}</w:pPr>"));
    if !text.is_empty() {
        run(out, look, text);
    }
    out.push_str("</w:p>");
}

/// 版头: what stands at the top left, the mark in red, two blank lines, 文号 and 签发人, the red rule, two blank lines.
pub(super) fn head(out: &mut String, fields: &Fields, latin: Latin) {
    let hei = fonts(Face::Hei, latin);
    paragraph(out, "", "", &fields.copy);
    paragraph(out, "", &hei, &fields.secrecy);
    paragraph(out, "", &hei, &fields.urgency);
    let length = Cells::WIDE.text(&fields.office).max(2) as u32;
    // As large as the width of the block allows.
    let points = (page::BLOCK / 10 / length).clamp(MARK.1, MARK.0);
    let line = points * 24;
    let before = TO_MARK - CORNER * page::PITCH;
    let look = format!("{}{RED}{}", fonts(Face::Title, latin), sized(points));
    let spacing = format!(
        r#"<w:snapToGrid w:val="0"/><w:spacing w:before="{before}" w:line="{line}" w:lineRule="exact"/><w:jc w:val="center"/>"#
    );
    paragraph(out, &spacing, &look, &fields.office);
    out.push_str("<w:p/><w:p/>");
    // The rule stands 4 mm below.
    let rule = r#"<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/></w:pBdr>"#;
    if fields.signer.is_empty() {
        paragraph(out, &format!(r#"{rule}<w:jc w:val="center"/>"#), "", &fields.number);
    } else {
        // Set in by a tab: the rule goes from edge to edge.
        let edge = page::BLOCK - twips(2);
        let stop = twips(2);
        out.push_str(&format!(
            r#"<w:p><w:pPr>{rule}<w:tabs><w:tab w:val="left" w:pos="{stop}"/><w:tab w:val="right" w:pos="{edge}"/></w:tabs></w:pPr>"#
        ));
        run(out, "", &format!("\t{}\t签发人：", fields.number));
        run(out, &fonts(Face::Kai, latin), &fields.signer);
        out.push_str("</w:p>");
    }
    out.push_str("<w:p/><w:p/>");
}

/// Twips of a character of size 4.
const FOUR: u32 = 280;
/// Cells of a line of 抄送机关, behind 抄送：: 32 characters less one on either side and three.
const COPIES: usize = 52;

/// 版记: a table at the bottom of the last page, as wide as the block, its outer rules thick and its inner one thin.
pub(super) fn foot(out: &mut String, fields: &Fields) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    if !fields.copies.is_empty() {
        let end = if fields.copies.ends_with('。') { "" } else { "。" };
        let text = format!("{}{end}", fields.copies);
        // Further lines stand under the first office (7.4.2).
        let lines = wrap::parts(&text, COPIES, Cells::WIDE).into_iter().enumerate();
        rows.push(lines.map(|(at, part)| format!("{}{part}", if at == 0 { "\t抄送：" } else { "\t\t" })).collect());
    }
    if !fields.printer.is_empty() || !fields.printed.is_empty() {
        let ends = fields.printed.is_empty() || fields.printed.ends_with("印发");
        let day = format!("{}{}", fields.printed, if ends { "" } else { "印发" });
        rows.push(vec![format!("\t{}\t{day}", fields.printer)]);
    }
    if rows.is_empty() {
        return;
    }
    let (width, edge) = (page::BLOCK, page::BLOCK - FOUR);
    let border =
        |side: &str, size: u32| format!(r#"<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>"#);
    out.push_str(&format!(
        r#"<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{}{}{}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>"#,
        border("top", THICK),
        border("bottom", THICK),
        border("insideH", THIN),
    ));
    for (number, lines) in rows.iter().enumerate() {
        // All of it stands on one page.
        let together = if number + 1 < rows.len() { "<w:keepNext/>" } else { "" };
        // Only the row of who printed it has a day at its right.
        let name = if lines.first().is_some_and(|line| line.starts_with("\t抄送：")) {
            format!(r#"<w:tab w:val="left" w:pos="{}"/>"#, FOUR * 4)
        } else {
            format!(r#"<w:tab w:val="right" w:pos="{edge}"/>"#)
        };
        out.push_str(&format!(
            r#"<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>{together}<w:tabs><w:tab w:val="left" w:pos="{FOUR}"/>{name}</w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="480" w:lineRule="exact"/></w:pPr>"#
        ));
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                out.push_str("<w:r><w:br/></w:r>");
            }
            run(out, &sized(14), line);
        }
        out.push_str("</w:p></w:tc></w:tr>");
    }
    out.push_str("</w:tbl>");
    // Word wants a paragraph behind a table: one that takes no room, nor a line of the grid.
    out.push_str(
        r#"<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#,
    );
}
