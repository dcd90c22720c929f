//! The picture in the README: the workbench on the built-in samples, drawn from its own cells. Kept current like the
//! key table.

use std::fmt::Write;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use wengao::corpus::load::Input as Source;
use wengao::tui::app::Start;

use crate::support::Driver;

/// Pixels of a cell.
const CELL: (usize, usize) = (9, 20);

/// The screen as SVG.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (usize::from(buffer.area.width) * CELL.0, usize::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"Sarasa Mono SC, Noto Sans Mono CJK SC, Source Han Mono, monospace\" font-size=\"15\">\n<rect width=\"100%\" height=\"100%\" fill=\"#1d1f21\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let Some(cell) = buffer.cell((x, y)) else { continue };
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let cells = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
            skip = cells - 1;
            let (mut ink, mut paper) = (color(cell.fg, "#d4d4d4"), color(cell.bg, "#1d1f21"));
            if cell.modifier.contains(Modifier::REVERSED) {
                std::mem::swap(&mut ink, &mut paper);
            }
            let (left, top) = (usize::from(x) * CELL.0, usize::from(y) * CELL.1);
            if paper != "#1d1f21" {
                let _ = writeln!(
                    out,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"{paper}\"/>",
                    cells * CELL.0,
                    CELL.1
                );
            }
            if cell.symbol() != " " {
                let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
                let text = cell.symbol().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let _ = writeln!(
                    out,
                    "<text x=\"{left}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{weight}>{text}</text>",
                    top + 15,
                    cells * CELL.0
                );
            }
        }
    }
    out.push_str("</svg>\n");
    out
}

const fn color(color: Color, plain: &'static str) -> &'static str {
    match color {
        Color::Red => "#f07178",
        Color::Green => "#8fbf7f",
        Color::Yellow => "#e5c07b",
        Color::Cyan => "#6fc3df",
        Color::DarkGray => "#7a7f85",
        _ => plain,
    }
}

#[test]
fn the_picture_of_the_readme_is_current() -> std::io::Result<()> {
    let start =
        Start { inputs: vec![Source::Samples], source: "sample_docs".to_owned(), color: true, ..Start::default() };
    let mut driver = Driver::start(start, 120, 40);
    driver.press("/");
    driver.type_text("水利");
    driver.press("enter j j");
    driver.screen();
    let picture = svg(driver.buffer());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join("workbench.svg");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        return std::fs::write(&path, picture);
    }
    assert!(std::fs::read_to_string(&path)? == picture, "the picture is old: run UPDATE_DOCS=1 cargo test");
    Ok(())
}
