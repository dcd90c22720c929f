//! What can be told only when a page is at its end: what was furniture, and which line is the title.
//!
//! Must not know of tags.

use super::super::lines::Line;
use crate::corpus::model::Hint;

/// The most of a page's text, in percent, that a container of furniture can hold: one with more is the page.
const MOST_FURNITURE: usize = 50;
/// The longest page title that becomes a line, in characters.
const LONGEST_TITLE: usize = 80;

/// A container that its tag or class calls furniture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Container {
    /// The container around it; 0 is none.
    pub(super) parent: usize,
    bytes: usize,
    applies: bool,
}

impl Container {
    /// One within the container `parent`.
    pub(super) const fn within(parent: usize) -> Self {
        Self { parent, bytes: 0, applies: false }
    }
}

/// Marks the lines of those containers that are not the page itself.
pub(super) fn mark_furniture(lines: &mut [Line], containers: &mut [Container]) {
    let all: usize = lines.iter().map(|line| line.text.len()).sum();
    for line in &*lines {
        if let Some(container) = containers.get_mut(line.mark) {
            container.bytes += line.text.len();
        }
    }
    for index in (1..containers.len()).rev() {
        let Some(Container { parent, bytes, .. }) = containers.get(index).copied() else { continue };
        if let Some(above) = containers.get_mut(parent).filter(|_| parent > 0) {
            above.bytes += bytes;
        }
    }
    for index in 1..containers.len() {
        let Some(Container { parent, bytes, .. }) = containers.get(index).copied() else { continue };
        let above = containers.get(parent).is_some_and(|c| c.applies);
        if let Some(container) = containers.get_mut(index) {
            container.applies = above || bytes * 100 <= all * MOST_FURNITURE;
        }
    }
    for line in lines {
        let first = line.hints.contains(&Hint::Heading(1));
        if !first && containers.get(line.mark).is_some_and(|c| c.applies) {
            line.hints.push(Hint::Chrome);
        }
    }
}

/// A single h1 is the title; without one the page's `<title>` is, as a line of its own if it stands nowhere.
pub(super) fn mark_title(lines: &mut Vec<Line>, page_title: &str) {
    let firsts = lines.iter().filter(|line| line.hints.contains(&Hint::Heading(1))).count();
    if firsts == 1 {
        for hint in lines.iter_mut().flat_map(|line| &mut line.hints) {
            if *hint == Hint::Heading(1) {
                *hint = Hint::Title;
            }
        }
    }
    if firsts > 0 || page_title.is_empty() || lines.is_empty() {
        return;
    }
    let title = without_site(page_title).to_owned();
    let same = |line: &&mut Line| {
        let text = line.text.trim();
        text.chars().count() >= 4 && (page_title.starts_with(text) || text == title)
    };
    if let Some(line) = lines.iter_mut().take(30).find(|line| same(line) && !line.hints.contains(&Hint::Link)) {
        line.hints.retain(|hint| *hint != Hint::Emphasis);
        line.hints.insert(0, Hint::Title);
    } else if title.chars().count() <= LONGEST_TITLE {
        lines.insert(0, Line { text: title, hints: vec![Hint::Title], ..Line::default() });
    }
}

/// A page's title without the site's name behind it.
fn without_site(title: &str) -> &str {
    let cut = ["_", "|", "｜", " - ", " – ", " — ", " -- "]
        .iter()
        .filter_map(|mark| title.split_once(mark))
        .map(|(head, _)| head.trim());
    match cut.filter(|head| head.chars().count() >= 4).min_by_key(|head| head.len()) {
        Some(head) => head,
        None => title,
    }
}
