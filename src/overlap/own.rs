//! What is a text's own: its unit and place, its persons, its year. Told by the person, or read from the head of the text,
//! its title and its signature.

use super::names::names;
use super::years::years;
use crate::corpus::model::Document;
use crate::corpus::split::matter::Matter;
use crate::corpus::year;
use crate::text::segment::Names;
use crate::text::span::slice;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Names of its unit and place as they stand: 青禾县教育局.
    pub names: Vec<String>,
    /// The stems of their places: 青禾.
    pub stems: Vec<String>,
    /// Its persons.
    pub people: Vec<String>,
    /// Its year.
    pub year: Option<u16>,
}

/// How many lines of a draft are looked at for its title, and for its signature.
const TITLE: usize = 3;
const SIGNED: usize = 3;
/// The longest line of either, in characters.
const LINE: usize = 40;

impl Own {
    /// That of a draft. A block between two `---` lines at its head, or lines like `单位：青禾县教育局` there, go before the
    /// title; the signature counts where these name no unit.
    pub fn of_draft(text: &str, words: &dyn Names) -> Self {
        let mut own = Self::default();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "---").collect();
        for line in lines.iter().take(12) {
            let Some((key, value)) = line.split_once(['：', ':']) else { continue };
            match key.trim() {
                "单位" | "地区" | "地点" | "署名" | "作者单位" => own.add(value.trim(), words, true),
                "负责人" | "姓名" => own.people.push(value.trim().to_owned()),
                "年度" | "年份" => {
                    own.year = years(&format!("{}年", value.trim().trim_end_matches(['年', '度']))).first().map(|y| y.1)
                }
                "标题" | "题目" => own.line(value, words),
                _ => {}
            }
        }
        for line in lines.iter().take(TITLE).filter(|line| line.chars().count() <= LINE && !line.contains('。')) {
            own.line(line, words);
        }
        let signed =
            lines.iter().rev().take(SIGNED).filter(|line| line.chars().count() <= LINE && !line.contains('。'));
        let (named, dated) = (!own.names.is_empty(), own.year.is_some());
        for line in signed {
            if !named {
                own.add(line, words, false);
            }
            if !dated {
                own.year = own.year.or_else(|| years(line).last().map(|(_, year)| *year));
            }
        }
        own
    }

    /// That of a piece of the corpus.
    pub fn of_piece(document: &Document, piece: usize, words: &dyn Names) -> Self {
        let mut own = Self::default();
        let Some(piece) = document.pieces.get(piece) else { return own };
        own.add(&piece.title, words, false);
        for (line, what) in &piece.matter {
            if matches!(what, Matter::Title | Matter::Signature | Matter::Author) {
                own.add(document.lines.line(&document.text, *line), words, false);
            }
        }
        own.year = year::of(document, piece);
        own
    }

    fn line(&mut self, line: &str, words: &dyn Names) {
        self.add(line, words, false);
        self.year = self.year.or_else(|| years(line).first().map(|(_, year)| *year));
    }

    /// Adds what `line` names; all of it where it is `whole` the name of a unit.
    pub fn add(&mut self, line: &str, words: &dyn Names, whole: bool) {
        let found = names(line, words);
        if whole && !line.is_empty() {
            self.names.push(line.to_owned());
        }
        for name in found {
            let whole = slice(line, name.at);
            if !self.names.iter().any(|own| own == whole) {
                self.names.push(whole.to_owned());
            }
            if !self.stems.contains(&name.stem) {
                self.stems.push(name.stem);
            }
        }
    }

    /// Whether `name`, whose place has the stem `stem`, is one of its own or has one in it.
    pub fn has(&self, name: &str, stem: &str) -> bool {
        self.stems.iter().any(|own| own == stem || name.contains(own.as_str()))
            || self.names.iter().any(|own| own.contains(name) || own.contains(stem))
    }

    /// Whether both have a place in common: text of one is no foreign text in the other.
    pub fn is_same(&self, other: &Self) -> bool {
        self.stems.iter().any(|stem| other.stems.contains(stem))
            || self.names.iter().any(|name| other.names.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Chinese;

    #[test]
    fn unit_and_year_are_read_from_head_title_and_signature() {
        let words = Chinese::new(&[]);
        let check = |text: &str, names: &[&str], year: Option<u16>| {
            let own = Own::of_draft(text, &words);
            assert_eq!(
                (own.names.iter().map(String::as_str).collect::<Vec<_>>(), own.year),
                (names.to_vec(), year),
                "{text}"
            );
        };
        check("青禾县教育局2024年工作总结\n正文走访柳塘镇。\n", &["青禾县教育局"], Some(2024));
        check("上半年工作总结\n正文。\n青禾县教育局\n二〇二四年七月一日\n", &["青禾县教育局"], Some(2024));
        check("---\n单位：柳塘镇\n年度：2023\n---\n工作总结\n", &["柳塘镇"], Some(2023));
        check("", &[], None);
    }
}
