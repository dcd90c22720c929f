//! A web page that prints as the same page: A4, the margins and faces of the standard, page numbers where the browser
//! has them.
//!
//! All text is escaped; nothing is loaded from elsewhere. Must not know of files.

use super::model::{Finished, Kind};
use super::plain::foot_lines;
use super::rows::runs;
use super::setting::{Align, Face, Para};
use super::{Latin, Profile};
use crate::text::span::slice;

/// The deepest heading that a page has.
const DEEPEST: u8 = 6;

/// The sheet. A character of 15.793 pt is 1/28 of 156 mm, a line of 28.99 pt is 1/22 of 225 mm.
const SHEET: &str = "
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@page :right { @bottom-right { content: '— ' counter(page) ' —'; font: 14pt SimSun, '宋体', serif; vertical-align: top; padding: 4.6mm 14pt 0 0; } }
@page :left { @bottom-left { content: '— ' counter(page) ' —'; font: 14pt SimSun, '宋体', serif; vertical-align: top; padding: 4.6mm 0 0 14pt; } }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; font-size: 16pt; line-height: 28.99pt; letter-spacing: -0.207pt; text-align: justify; line-break: strict; overflow-wrap: anywhere; orphans: 1; widows: 1; }
@media screen { body { max-width: 156mm; margin: 20mm auto; } }
h1, h2, h3, h4, h5, h6, p { margin: 0; font-size: 16pt; font-weight: normal; text-indent: 2em; }
h1, .title { font-size: 22pt; text-align: center; text-indent: 0; }
.subtitle { text-align: center; text-indent: 0; }
.row { display: block; }
.flush { text-indent: 0; }
.line { text-indent: 0; white-space: pre-wrap; }
.right { text-align: right; text-indent: 0; }
.page { break-before: page; }
.gap { margin-top: 28.99pt; }
.office { color: #f00; font-size: 40pt; line-height: 48pt; padding-top: 35mm; text-align: center; text-indent: 0; }
.number { margin-top: 57.98pt; padding-bottom: 4mm; border-bottom: 1.5pt solid #f00; margin-bottom: 57.98pt; text-align: center; text-indent: 0; }
.foot { font-size: 14pt; margin-top: 28.99pt; border-top: 0.35mm solid #000; border-bottom: 0.35mm solid #000; }
.foot p { font-size: 14pt; padding: 0 1em; text-indent: 0; }
.foot p + p { border-top: 0.25mm solid #000; }
";

/// The class of a face, and the fonts that stand for it.
const FACES: &[(Face, &str, &str)] = &[
    (Face::Title, "song", "'方正小标宋简体', FZXiaoBiaoSong-B05S, STZhongsong, '华文中宋', SimSun, '宋体', serif"),
    (Face::Hei, "hei", "SimHei, '黑体', STHeiti, 'Noto Sans CJK SC', sans-serif"),
    (Face::Kai, "kai", "'楷体_GB2312', KaiTi, '楷体', STKaiti, 'AR PL UKai CN', serif"),
    (Face::Fang, "fang", "'仿宋_GB2312', FangSong, '仿宋', STFangsong, 'AR PL UMing CN', serif"),
];

fn class(face: Face) -> &'static str {
    FACES.iter().find(|(own, ..)| *own == face).map_or("fang", |(_, class, _)| class)
}

/// The page.
pub fn page(document: &Finished, set: &[Para<'_>], latin: Latin) -> String {
    let title = escaped(document.title());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{SHEET}"
    );
    let letters = if latin == Latin::Times { "'Times New Roman', " } else { "" };
    for (face, class, fonts) in FACES {
        let body = if *face == Face::Fang { "body, " } else { "" };
        out.push_str(&format!("{body}.{class} {{ font-family: {letters}{fonts}; }}\n"));
    }
    out.push_str("</style>\n</head>\n<body>\n");
    if document.profile == Profile::Official {
        head(&mut out, document);
    }
    for para in set {
        paragraph(&mut out, para);
    }
    let foot = foot_lines(document);
    if document.profile == Profile::Official && !foot.is_empty() {
        out.push_str("<div class=\"foot\">");
        for line in &foot {
            out.push_str(&format!("<p>{}</p>", escaped(line)));
        }
        out.push_str("</div>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn head(out: &mut String, document: &Finished) {
    let fields = &document.fields;
    for text in [&fields.copy, &fields.secrecy, &fields.urgency] {
        if !text.is_empty() {
            out.push_str(&format!("<p class=\"flush hei\">{}</p>\n", escaped(text)));
        }
    }
    out.push_str(&format!("<p class=\"office song\">{}</p>\n", escaped(&fields.office)));
    let signer = if fields.signer.is_empty() {
        String::new()
    } else {
        format!("\u{3000}\u{3000}签发人：<span class=\"kai\">{}</span>", escaped(&fields.signer))
    };
    out.push_str(&format!("<p class=\"number\">{}{signer}</p>\n", escaped(&fields.number)));
}

fn paragraph(out: &mut String, para: &Para<'_>) {
    let alone = !para.block.runs_in() && para.block.heads.len() == 1;
    let (tag, own) = match para.block.kind {
        Kind::Title => ("h1".to_owned(), Face::Title),
        Kind::Heading(level) if alone && level < DEEPEST => (format!("h{}", level + 1), Face::of_level(level)),
        _ => ("p".to_owned(), para.face),
    };
    let mut classes = vec![class(own)];
    match para.block.kind {
        Kind::AnnexTitle => classes.push("title"),
        Kind::Subtitle => classes.push("subtitle"),
        Kind::Line => classes.push("line"),
        Kind::Addressee | Kind::Annex => classes.push("flush"),
        _ => {}
    }
    if para.align == Align::Right {
        classes.push("right");
    }
    if para.new_page {
        classes.push("page");
    }
    if para.blank > 0 {
        classes.push("gap");
    }
    let em = |cells: usize| cells as f64 / 2.0;
    let style = if para.align == Align::Right {
        format!(" style=\"padding-right: {}em\"", em(para.right))
    } else if para.block.kind == Kind::Attachments {
        let first = em(para.first) - em(para.left);
        format!(" style=\"padding-left: {}em; text-indent: {first}em\"", em(para.left))
    } else {
        String::new()
    };
    out.push_str(&format!("<{tag} class=\"{}\"{style}>", classes.join(" ")));
    if para.lines.is_empty() {
        for (span, face) in runs(para) {
            let text = escaped(slice(&para.block.text, span));
            if face == own {
                out.push_str(&text);
            } else {
                out.push_str(&format!("<span class=\"{}\">{text}</span>", class(face)));
            }
        }
    } else {
        // Not broken as text: a title in two rows is one title to whoever reads the page.
        for line in &para.lines {
            out.push_str(&format!("<span class=\"row\">{}</span>", escaped(line)));
        }
    }
    out.push_str(&format!("</{tag}>\n"));
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
