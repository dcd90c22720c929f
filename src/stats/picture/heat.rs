//! A heat map: a row and a column for each, the darker the larger the share, its percent in the cell, a legend below.

use plotters::coord::Shift;
use plotters::prelude::{BLACK, DrawingArea, DrawingBackend, RGBColor, Rectangle, Text, WHITE};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::report::{Language, Report, Row};
use super::{Drawn, HEAD, INK, LABEL, MARGIN, PALE, ROW, SMALL, WIDTH, anchored, label, value};

/// Pixels: headers of columns, the legend, letters in cells and headers, a step of the legend.
const HEADERS: i32 = 22;
const LEGEND: i32 = 44;
const LETTERS: i32 = 11;
const STEP: i32 = 24;
/// Steps of the legend.
const STEPS: i32 = 10;
/// From this share on the percent is white: the colour is so dark there that black would be harder to read.
const DARK: f64 = 0.8;

/// How high the picture of so many rows is.
pub(super) const fn height(rows: usize) -> i32 {
    HEAD + HEADERS + ROW * (rows as i32) + LEGEND + MARGIN
}

/// The colour of `share` (0 to 1) between white and ink.
fn colour(share: f64) -> RGBColor {
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share.clamp(0.0, 1.0)) as u8;
    RGBColor(mix(WHITE.0, INK.0), mix(WHITE.1, INK.1), mix(WHITE.2, INK.2))
}

/// A share in percent; below one said so, nothing for nothing.
fn percent(share: f64) -> String {
    match share {
        ..=0.0 => String::new(),
        ..0.01 => "<1".to_owned(),
        _ => format!("{:.0}", share * 100.0),
    }
}

pub(super) fn draw<B: DrawingBackend>(
    root: &DrawingArea<B, Shift>,
    report: &Report,
    rows: &[Row],
    columns: &[usize],
    language: Language,
) -> Drawn
where
    B::ErrorType: 'static,
{
    let left = MARGIN + LABEL;
    let width = (WIDTH - MARGIN - left) / (columns.len().max(1) as i32);
    let centred = |size, colour| anchored(root, size, colour, HPos::Center, VPos::Center);
    let sides = || (0..).map(|at| left + width * at);
    for (x, column) in sides().zip(columns.iter().filter_map(|column| report.columns.get(*column))) {
        let size = if language == Language::Chinese { SMALL } else { LETTERS - 1 };
        let at = (x + width / 2, HEAD + HEADERS / 2);
        root.draw(&Text::new(column.words.of(language), at, centred(size, BLACK)))?;
    }
    for (y, row) in (0..).map(|at| HEAD + HEADERS + ROW * at).zip(rows) {
        let end = anchored(root, SMALL, BLACK, HPos::Right, VPos::Center);
        root.draw(&Text::new(label(report, row), (left - 10, y + ROW / 2), end))?;
        for (x, share) in sides().zip(columns.iter().map(|column| value(row, *column))) {
            // A line of white parts the cells; what is empty has a frame of its own.
            let edges = [(x + 1, y + 1), (x + width - 1, y + ROW - 1)];
            if share > 0.0 {
                root.draw(&Rectangle::new(edges, colour(share).filled()))?;
            }
            root.draw(&Rectangle::new(edges, PALE.stroke_width(1)))?;
            let ink = if share < DARK { BLACK } else { WHITE };
            root.draw(&Text::new(percent(share), (x + width / 2, y + ROW / 2), centred(LETTERS, ink)))?;
        }
    }
    legend(root, HEAD + HEADERS + ROW * (rows.len() as i32) + MARGIN, left)
}

/// Which colour stands for which share.
fn legend<B: DrawingBackend>(root: &DrawingArea<B, Shift>, y: i32, left: i32) -> Drawn
where
    B::ErrorType: 'static,
{
    let end = anchored(root, LETTERS, BLACK, HPos::Right, VPos::Center);
    root.draw(&Text::new("0%", (left - 10, y + ROW / 4), end))?;
    for step in 0..STEPS {
        let x = left + STEP * step;
        let share = f64::from(step + 1) / f64::from(STEPS);
        root.draw(&Rectangle::new([(x, y), (x + STEP, y + ROW / 2)], colour(share).filled()))?;
    }
    let start = anchored(root, LETTERS, BLACK, HPos::Left, VPos::Center);
    root.draw(&Text::new("100%", (left + STEP * STEPS + 10, y + ROW / 4), start))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::report::{Cell, Column, Heading, Words};
    use super::super::svg;
    use super::*;

    #[test]
    fn cells_have_their_colour_and_percent_and_a_legend_says_what_it_means() {
        let of = Words::new("角色", "Roles");
        let row = |name: &str, shares: [f64; 3]| Row {
            cells: [Cell::Text(name.to_owned())].into_iter().chain(shares.map(Cell::Share)).collect(),
            place: None,
        };
        let heat = |zh, en| Column::heat("x", Words::new(zh, en), "x");
        let report = Report {
            id: "roles",
            words: of,
            note: of,
            columns: vec![
                Column::new("title", of),
                heat("做法", "Practice"),
                heat("问题", "Problems"),
                heat("其他", "Other"),
            ],
            summary: Vec::new(),
            rows: vec![row("甲<𠀀e\u{301}>", [0.5, 0.0, 0.5]), row("乙", [1.0, 0.004, 0.0])],
            pending: 0,
        };
        let heading = Heading { source: "样例", date: "2026-11-26" };
        let picture = svg(&report, &heading, Language::Chinese).unwrap_or_default();
        for part in ["做法", "问题", "其他", "甲&lt;𠀀e\u{301}&gt;", "50", "100", "&lt;1", "0%", "100%"] {
            assert!(picture.contains(&format!("\n{part}\n")), "{part} in {picture}");
        }
        // Half way between white and ink: (255 + 38) / 2, (255 + 94) / 2, (255 + 142) / 2.
        for (fill, cells) in [("#92AEC6", 3), ("#265E8E", 2)] {
            assert_eq!(
                picture.matches(&format!("fill=\"{fill}\" stroke=\"none\"")).count(),
                cells,
                "{fill} in {picture}"
            );
        }
        // Six frames, two of them with nothing inside.
        assert_eq!(picture.matches("fill=\"none\" stroke=\"#E1E5E9\"").count(), 6, "{picture}");
        assert!(svg(&report, &heading, Language::English).is_some_and(|picture| picture.contains("\nPractice\n")));
    }

    #[test]
    fn a_picture_says_that_rows_are_missing() {
        let of = Words::new("角色", "Roles");
        let rows = vec![Row { cells: vec![Cell::Text("甲".to_owned()), Cell::Share(0.2)], place: None }; 201];
        let columns = vec![Column::new("title", of), Column::heat("x", of, "x")];
        let report = Report { id: "roles", words: of, note: of, columns, summary: Vec::new(), rows, pending: 0 };
        let heading = Heading { source: "样例", date: "2026-11-26" };
        let picture = |report: &Report| svg(report, &heading, Language::Chinese).unwrap_or_default();
        assert!(picture(&report).contains("样例 · 2026-11-26 · 前 200 行，共 201 行"));
        let whole = Report { rows: report.rows.iter().take(200).cloned().collect(), ..report };
        assert!(!picture(&whole).contains("前 200 行"));
    }
}
