//! What the documents of one site share: lines that several of them have at their heads or tails, side by side.
//!
//! One document cannot tell a column's name from a line of its own; three that have the same two lines in the same
//! order above or below their texts can, where the page is proven to be one by other debris. Drafts of one text share its
//! sentences: what runs on is never compared. Must not look into running text.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{Finding, Frame, Place, is_protected, put};
use crate::corpus::row::Row;
use crate::corpus::split::{addressee, matter, title};
use crate::text::fold;
use crate::text::span::first_chars;

/// How many documents must share two neighbouring lines.
pub const LEAST_DOCUMENTS: usize = 3;
/// The longest line that is compared, in characters.
const LONGEST: usize = 120;
/// The longest line without gaps, in characters.
const SHORT: usize = 20;
/// How many pairs of a document are kept, at the most.
const MOST_PAIRS: usize = 200;
/// From how many characters on a title of official writing is one.
const TITLE: usize = 8;

/// What such lines are called.
const OWN: &str = "网站残留";

/// Pairs of neighbouring lines that several documents share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pairs: HashSet<u64>,
}

impl Site {
    /// What `documents` share, drafts and copies of one text taken as one.
    pub fn of<'a>(documents: impl Iterator<Item = &'a Edges> + Clone) -> Self {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for pair in documents.clone().flat_map(|edges| &edges.pairs) {
            *counts.entry(*pair).or_insert(0) += 1;
        }
        counts.retain(|_, count| *count >= LEAST_DOCUMENTS);
        let mut seen: HashMap<u64, [HashSet<u64>; 2]> = HashMap::new();
        for edges in documents {
            for pair in edges.pairs.iter().filter(|pair| counts.contains_key(pair)) {
                let [heads, texts] = seen.entry(*pair).or_default();
                heads.insert(edges.head);
                texts.insert(edges.text);
            }
        }
        let shared = seen.into_iter().filter(|(_, [heads, texts])| heads.len().min(texts.len()) >= LEAST_DOCUMENTS);
        Self { pairs: shared.map(|(pair, _)| pair).collect() }
    }

    /// Whether nothing is shared.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// It as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        self.pairs.iter().flat_map(|pair| pair.to_le_bytes()).collect()
    }

    /// What [`Self::bytes`] gave.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self { pairs: bytes.as_chunks::<8>().0.iter().map(|pair| u64::from_le_bytes(*pair)).collect() }
    }

    /// Whether a document has pairs that others have too.
    pub fn touches(&self, edges: &Edges) -> bool {
        edges.pairs.iter().any(|pair| self.pairs.contains(pair))
    }

    /// Marks the rows that others have too.
    pub fn mark(&self, rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
        // Alone, lines that several documents share may be a series' own: an office's name, a contact.
        if self.is_empty() || !found.iter().flatten().any(|finding| finding.what != OWN) {
            return;
        }
        for at in shared_rows(rows, frame) {
            if self.pairs.contains(&pair(rows, at)) {
                for row in [at, at + 1] {
                    put(found, row, Some(Finding::new(OWN, "几个文件的首尾都有的相邻行")));
                }
            }
        }
    }
}

/// Head and tail of a document, as far as documents are compared by them; all are hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edges {
    /// The rows above the running text that are no debris.
    head: u64,
    /// The first row of running text.
    text: u64,
    /// The pairs of neighbouring lines of which at least one is not yet debris; the two lines of a pair are the same in
    /// every document of a site.
    pairs: Vec<u64>,
}

/// The head and tail of a document.
pub fn edges(rows: &[Row<'_>], frame: &Frame, found: &[Option<Finding>]) -> Edges {
    let is_open = |at: &usize| {
        let open = |at: usize| found.get(at).is_some_and(Option::is_none);
        open(*at) || open(*at + 1)
    };
    let pairs =
        shared_rows(rows, frame).into_iter().filter(is_open).take(MOST_PAIRS).map(|at| pair(rows, at)).collect();
    let head = rows.iter().zip(found).take(frame.first).filter(|(_, found)| found.is_none());
    let hash = |texts: &mut dyn Iterator<Item = &str>| {
        let mut hasher = DefaultHasher::new();
        texts.for_each(|text| fold::tight(text).hash(&mut hasher));
        hasher.finish()
    };
    let text = rows.get(frame.first).map(|row| first_chars(row.text, LONGEST));
    Edges { head: hash(&mut head.map(|(row, _)| row.text)), text: hash(&mut text.into_iter()), pairs }
}

/// The first rows of pairs that could be furniture.
fn shared_rows(rows: &[Row<'_>], frame: &Frame) -> Vec<usize> {
    let outside = |at: &usize| frame.place(*at) != Place::Body;
    let fit: Vec<usize> = (0..rows.len()).filter(|at| outside(at) && could_be_furniture(rows, *at)).collect();
    let first = |pair: &[usize]| match pair {
        &[at, next] if at + 1 == next && frame.place(at) == frame.place(next) => Some(at),
        _ => None,
    };
    fit.windows(2).filter_map(first).collect()
}

/// Whether a row may be the site's: short, no sentence, no number, no title, no signature over a date.
fn could_be_furniture(rows: &[Row<'_>], at: usize) -> bool {
    rows.get(at).is_some_and(|row| {
        let signs = || rows.iter().skip(at + 1).take(SIGNERS).any(|below| matter::is_date(below.text));
        let issues = || rows.iter().skip(at + 1).take(SIGNERS).any(|below| opens_title(below.text));
        // What several drafts of one text begin with is not the site's: a line of furniture is short, or has gaps.
        let short = || row.chars <= SHORT || row.text.contains([' ', '\u{3000}', '|', '>']);
        row.chars <= LONGEST
            && short()
            && !row.text.contains(['，', '。', '、'])
            && !is_protected(row)
            && !row.marks.table
            && row.marker.is_none()
            && !row.text.ends_with(['。', '！', '？', '；'])
            && !matter::is_matter(row.text)
            && !addressee::is_salutation(row.text)
            && !(row.chars >= TITLE && title::ends_as_title(row.text))
            && !matter::is_letterhead(row.text)
            && !opens_title(row.text)
            && !signs()
            && !issues()
    })
}

/// How many rows sign over a date, or name the offices above a title.
const SIGNERS: usize = 4;

/// Whether a line begins what an office says in its title: 关于…, 转发….
fn opens_title(text: &str) -> bool {
    ["关于", "转发", "印发", "批转"].iter().any(|word| text.starts_with(word))
}

/// The hash of the row `at` and the next.
fn pair(rows: &[Row<'_>], at: usize) -> u64 {
    let text = |at: usize| rows.get(at).map_or_else(String::new, |row| fold::tight(row.text));
    let mut hasher = DefaultHasher::new();
    (text(at), text(at + 1)).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use crate::corpus::clean::site::Site;
    use crate::corpus::correction::Corrections;
    use crate::corpus::model::Extracted;
    use crate::corpus::recognise::{Aids, Recognised, recognise_with};
    use crate::corpus::role::words::RoleWords;
    use crate::text::span::LineIndex;

    fn read(text: &str, site: &Site) -> Recognised {
        let source = Extracted { text: text.to_owned(), hints: Vec::new() };
        let aids = Aids {
            name: "甲",
            words: &RoleWords::builtin(),
            corrections: &Corrections::default(),
            site,
            as_set: false,
        };
        recognise_with(&source, &LineIndex::new(text), &aids)
    }

    fn page(title: &str, body: &str) -> String {
        let prose =
            "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";
        format!(
            "首页 > 动态\n青石在线\n看青石𠀀\n{title}\n{title}，{prose}\n{body}\n青石镇人民政府\n2023年5月6日\n青石文旅\n青石发布"
        )
    }

    #[test]
    fn drafts_of_one_text_keep_what_they_share() {
        let opening = "青石镇各项工作在上级的坚强领导下取得新的进展，\n得到广大群众的充分肯定和一致好评，𠀀村尤其突出，\n为下一步工作打下坚实基础";
        let draft = |last: &str| {
            format!(
                "首页 > 动态\n青石镇工作总结\n{opening}\n现将有关情况总结如下\n一、做法\n{last}\n青石镇人民政府\n2023年5月6日"
            )
        };
        let drafts = ["修路三条。", "修路四条。", "修路五条。"].map(draft);
        let alone: Vec<Recognised> = drafts.iter().map(|draft| read(draft, &Site::default())).collect();
        let site = Site::of(alone.iter().map(|found| &found.edges));
        for draft in &drafts {
            let lines: Vec<usize> = read(draft, &site).noise.iter().map(|noise| noise.line).collect();
            assert_eq!(lines, [1], "{draft}");
        }
    }

    #[test]
    fn lines_that_three_documents_share_are_the_site_s() {
        let pages = [
            page("甲村开展整治活动", "甲村做得好。"),
            page("乙村开展宣传活动", "乙村也好。"),
            page("丙村开展评比活动", "丙村不错。"),
        ];
        let alone: Vec<Recognised> = pages.iter().map(|page| read(page, &Site::default())).collect();
        assert!(alone.iter().all(|found| found.noise.len() == 1), "{alone:?}");
        let site = Site::of(alone.iter().map(|found| &found.edges));
        assert_eq!(Site::of_bytes(&site.bytes()), site);
        for (page, found) in pages.iter().zip(&alone) {
            assert!(site.touches(&found.edges));
            let lines: Vec<usize> = read(page, &site).noise.iter().map(|noise| noise.line).collect();
            assert_eq!(lines, [1, 2, 3, 9, 10], "{page}");
        }
        let two = Site::of(alone.iter().take(2).map(|found| &found.edges));
        assert!(two.is_empty());
    }
}
