//! The years of a piece: those that it names in its title, its number (文号) and its date, and the one that it is of.

use super::model::{Document, Piece};
use super::split::matter::Matter;
use crate::text::fold;

/// The years of a piece: of its title, number and date, or where these name none, of its file's name.
pub fn all(document: &Document, piece: &Piece) -> Vec<u16> {
    let mut found = named(&piece.title);
    for what in [Matter::Title, Matter::Number, Matter::Date] {
        found.extend(of_matter(document, piece, what));
    }
    if found.is_empty() { of_file(document) } else { found }
}

/// The year that a piece is of: the last one that its dates name (a signature stands at the end), else the first of its
/// title, of its number, of its file's name.
pub fn of(document: &Document, piece: &Piece) -> Option<u16> {
    let matter = |what| of_matter(document, piece, what);
    let signed = matter(Matter::Date).pop();
    let titled = || named(&piece.title).into_iter().chain(matter(Matter::Title)).next();
    let numbered = || matter(Matter::Number).into_iter().next();
    signed.or_else(titled).or_else(numbered).or_else(|| of_file(document).into_iter().next())
}

/// The years in the lines of a piece that are `what`, in order.
fn of_matter(document: &Document, piece: &Piece, what: Matter) -> Vec<u16> {
    let lines = piece.matter.iter().filter(|(_, of)| *of == what);
    lines.flat_map(|(line, _)| named(document.lines.line(&document.text, *line))).collect()
}

/// The years in a file's name.
fn of_file(document: &Document) -> Vec<u16> {
    named(&document.path.file_stem().map(|name| name.to_string_lossy()).unwrap_or_default())
}

/// The years that a text names, 1900 to 2100: 2024年, 〔2024〕, 2024-05-06, 二〇二四年.
fn named(text: &str) -> Vec<u16> {
    let digit = |c: char| match c {
        '〇' | '○' | '零' => Some(0),
        _ => fold::char(c)
            .to_digit(10)
            .or_else(|| "一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u32 + 1)),
    };
    let mut found = Vec::new();
    let mut run = Vec::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if let Some(digit) = digit(c) {
            run.push(digit as u16);
            continue;
        }
        // Four figures, or eight of which the last four are a day.
        if matches!(run.len(), 4 | 6 | 8) {
            let year = run.iter().take(4).fold(0, |year, digit| year * 10 + digit);
            if (1900..=2100).contains(&year) {
                found.push(year);
            }
        }
        run.clear();
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;

    fn check(name: &str, title: &str, below: &str, end: &str, year: Option<u16>, years: &[u16]) {
        let text = format!("{title}\n{below}\n一、主要做法\n全镇围绕目标，扎实推进，宣传𠀀e\u{301}到户。\n{end}\n");
        let document = load::of_text(Path::new(name), &text, &Corrections::default());
        let Some(piece) = document.pieces.first() else { panic!("no piece: {text}") };
        let mut found = all(&document, piece);
        found.sort_unstable();
        found.dedup();
        assert_eq!((of(&document, piece), found.as_slice()), (year, years), "{text}");
    }

    #[test]
    fn the_date_goes_before_the_title_and_that_before_the_number_and_the_file() {
        let body = "现将有关情况总结如下。";
        check("a.txt", "青石镇2024年工作总结", body, "青石镇人民政府\n２０２５年1月6日", Some(2025), &[2024, 2025]);
        check(
            "2019.txt",
            "青石镇2023年总结和2024年计划",
            body,
            "青石镇人民政府\n20xx年x月x日",
            Some(2023),
            &[2023, 2024],
        );
        check("a.txt", "关于开展督查的通知", "青政发〔2022〕15号", "青石镇人民政府", Some(2022), &[2022]);
        check("2019年.txt", "青石镇工作总结", body, "", Some(2019), &[2019]);
        check("a.txt", "青石镇工作总结", body, "", None, &[]);
    }

    #[test]
    fn years_of_titles_numbers_and_names() {
        for (text, expected) in [
            ("青石镇2024年工作总结", &[2024][..]),
            ("青政发〔２０２３〕15号", &[2023]),
            ("二〇二四年五月六日", &[2024]),
            ("2024-05-06", &[2024]),
            ("20240506小结", &[2024]),
            ("2023年总结和2024年计划", &[2023, 2024]),
            ("共12345人，2345户", &[]),
            ("20xx年", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
