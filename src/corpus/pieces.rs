//! The pieces of a document, and the little of them that a tree of all documents shows and that is counted by: how many
//! there are, where each stands, what their titles have in common, how their sections hang together and what part each
//! plays. That little is read without the rest.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use super::model::{Piece, Section};
use super::role::Role;
use crate::text::shared::Bytes;
use crate::text::span::{ByteSpan, head};

/// What a tree shows of a section without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Index of the section above, in the same piece.
    pub parent: Option<usize>,
    /// The part that it plays.
    pub role: Option<Role>,
}

impl Branch {
    fn of(section: &Section) -> Self {
        Self { parent: section.parent, role: section.role.as_ref().map(|found| found.role) }
    }
}

/// Bytes before the rest: how many pieces there are, and what their titles share.
const HEAD: usize = 8;
/// Bytes of each piece before the trees: where it begins and ends, how many sections it has.
const PIECE: usize = 12;
/// Bytes of a branch: the number of the section above, and one of the role.
const BRANCH: usize = 5;
/// What stands for no section and for no role.
const NO_PARENT: u32 = u32::MAX;
const NO_ROLE: u8 = u8::MAX;

/// The pieces of a document, or the bytes that they are made of when they are first looked at.
#[derive(Clone, Default)]
pub struct Pieces {
    count: u32,
    /// See [`Self::shared_beginning`]; known of those that were kept.
    shared: u32,
    made: OnceLock<Box<[Piece]>>,
    bytes: Option<Bytes>,
}

impl Pieces {
    /// The pieces whose [`Self::bytes`] these are, which are known to be undamaged; nothing for bytes that are no pieces'.
    pub fn of_bytes(bytes: Bytes) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let shared = rest.first_chunk::<4>()?;
        let (count, shared) = (u32::from_le_bytes(*count), u32::from_le_bytes(*shared));
        Some(Self { count, shared, made: OnceLock::new(), bytes: Some(bytes) })
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// All of them; they stay in memory.
    pub fn as_slice(&self) -> &[Piece] {
        self.made.get_or_init(|| self.make().into())
    }

    /// All of them for one look: what is made of bytes for it goes with it. For whoever goes through a whole corpus.
    pub fn peek(&self) -> Cow<'_, [Piece]> {
        self.made.get().map_or_else(|| Cow::Owned(self.make()), |made| Cow::Borrowed(&**made))
    }

    fn make(&self) -> Vec<Piece> {
        let bytes = self.bytes.as_deref().unwrap_or_default();
        let rest = trees(bytes).and_then(|mut trees| {
            trees.by_ref().for_each(drop);
            postcard::from_bytes(trees.rest).ok()
        });
        rest.unwrap_or_default()
    }

    /// Where each stands, in order.
    pub fn spans(&self) -> impl Iterator<Item = ByteSpan> + Clone + '_ {
        let made = self.made.get().map(|pieces| pieces.iter().map(|piece| piece.span));
        let kept = if made.is_none() { self.bytes.as_deref().and_then(parts) } else { None };
        let kept = kept.map(|(parts, _)| parts.iter().map(|part| ByteSpan::new(number(part, 0), number(part, 1))));
        made.into_iter().flatten().chain(kept.into_iter().flatten())
    }

    /// Bytes that all titles of a compilation begin with and that tell none of them apart; 0 unless every title keeps
    /// something of its own after four characters or more.
    pub fn shared_beginning(&self) -> usize {
        if self.bytes.is_some() {
            self.shared as usize
        } else {
            shared_beginning(self.iter().map(|piece| piece.title.as_str()))
        }
    }

    /// The sections of each piece, in order, without their words.
    pub fn branches(&self) -> impl Iterator<Item = Vec<Branch>> + '_ {
        let made =
            self.made.get().map(|pieces| pieces.iter().map(|piece| piece.sections.iter().map(Branch::of).collect()));
        let kept = if made.is_none() { self.bytes.as_deref().and_then(trees) } else { None };
        made.into_iter().flatten().chain(kept.into_iter().flatten())
    }

    /// All of them as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        if let Some(bytes) = &self.bytes {
            return bytes.to_vec();
        }
        let pieces = self.as_slice();
        let mut bytes = Vec::new();
        let mut put =
            |number: usize| bytes.extend_from_slice(&u32::try_from(number).unwrap_or(NO_PARENT).to_le_bytes());
        put(pieces.len());
        put(self.shared_beginning());
        for piece in pieces {
            put(piece.span.start);
            put(piece.span.end);
            put(piece.sections.len());
        }
        for branch in pieces.iter().flat_map(|piece| &piece.sections).map(Branch::of) {
            let parent = branch.parent.and_then(|parent| u32::try_from(parent).ok()).unwrap_or(NO_PARENT);
            bytes.extend_from_slice(&parent.to_le_bytes());
            let role = branch.role.and_then(|role| Role::ALL.iter().position(|other| *other == role));
            bytes.push(role.and_then(|role| u8::try_from(role).ok()).unwrap_or(NO_ROLE));
        }
        // Numbers, texts and lists of them always have a form.
        bytes.extend(postcard::to_allocvec(pieces).unwrap_or_default());
        bytes
    }
}

/// What is known of each piece at the front of the bytes of pieces, and what stands behind it.
fn parts(bytes: &[u8]) -> Option<(&[[u8; PIECE]], &[u8])> {
    let (&[a, b, c, d, ..], rest) = bytes.split_first_chunk::<HEAD>()?;
    let (parts, rest) = rest.split_at_checked((u32::from_le_bytes([a, b, c, d]) as usize).checked_mul(PIECE)?)?;
    Some((parts.as_chunks().0, rest))
}

/// The number at this place of what is known of a piece.
fn number(part: &[u8; PIECE], at: usize) -> usize {
    part.as_chunks::<4>().0.get(at).map_or(0, |number| u32::from_le_bytes(*number) as usize)
}

/// The trees behind what is known of each piece.
struct Trees<'a> {
    /// What is known of the next pieces.
    parts: std::slice::Iter<'a, [u8; PIECE]>,
    /// What stands behind those that were taken.
    rest: &'a [u8],
}

fn trees(bytes: &[u8]) -> Option<Trees<'_>> {
    let (parts, rest) = parts(bytes)?;
    Some(Trees { parts: parts.iter(), rest })
}

impl Iterator for Trees<'_> {
    type Item = Vec<Branch>;

    fn next(&mut self) -> Option<Vec<Branch>> {
        let count = number(self.parts.next()?, 2);
        let (own, rest) = self.rest.split_at_checked(count.checked_mul(BRANCH)?)?;
        self.rest = rest;
        let branch = |&[a, b, c, d, role]: &[u8; BRANCH]| {
            let parent = Some(u32::from_le_bytes([a, b, c, d])).filter(|parent| *parent != NO_PARENT);
            Branch { parent: parent.map(|parent| parent as usize), role: Role::ALL.get(usize::from(role)).copied() }
        };
        Some(own.as_chunks::<BRANCH>().0.iter().map(branch).collect())
    }
}

impl From<Vec<Piece>> for Pieces {
    fn from(pieces: Vec<Piece>) -> Self {
        Self { count: pieces.len() as u32, shared: 0, made: OnceLock::from(Box::from(pieces)), bytes: None }
    }
}

impl Deref for Pieces {
    type Target = [Piece];

    fn deref(&self) -> &[Piece] {
        self.as_slice()
    }
}

impl<'a> IntoIterator for &'a Pieces {
    type Item = &'a Piece;
    type IntoIter = std::slice::Iter<'a, Piece>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter()
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Pieces {}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

/// See [`Pieces::shared_beginning`].
fn shared_beginning<'t>(titles: impl Iterator<Item = &'t str> + Clone) -> usize {
    let mut rest = titles.clone();
    let Some(first) = rest.next() else { return 0 };
    let mut shared = first.len();
    let mut others = 0;
    for title in rest {
        others += 1;
        let same =
            first.char_indices().zip(title.chars()).find(|((_, a), b)| a != b).map_or(first.len(), |((i, _), _)| i);
        shared = shared.min(same).min(title.len());
    }
    // The number itself is not cut: 第一篇 and 第二篇 share 第.
    let kept = head(first, shared).trim_end_matches(['第', '篇', '【', '（', '(', '《', ' ', '\u{3000}']);
    let own = titles.map(str::len).min().unwrap_or(0);
    if others == 0 || kept.chars().count() < 4 || kept.len() >= own { 0 } else { kept.len() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load::of_text;

    #[test]
    fn the_trees_are_those_of_the_pieces() {
        let text = "第一篇：创建工作总结\n一、主要做法\n（一）抓宣传。发放手册，氛围浓厚，𠀀村e\u{301}点位成效明显。\n（二）抓整治。清理死角，面貌一新。\n二、存在问题\n氛围不浓，投入不足。\n第二篇：创建工作计划\n一、目标\n全面提升，长效管理。\n";
        for text in [text, "", "无标题的一段话。\n"] {
            let document = of_text(Path::new("甲.txt"), text, &Corrections::default());
            let pieces = &document.pieces;
            let Some(back) = Pieces::of_bytes(pieces.bytes().into()) else { panic!("no pieces") };
            assert_eq!((back.len(), back.bytes()), (pieces.len(), pieces.bytes()));
            assert_eq!(back.shared_beginning(), pieces.shared_beginning());
            let before: Vec<Vec<Branch>> = back.branches().collect();
            let spans = |pieces: &Pieces| pieces.spans().collect::<Vec<_>>();
            assert_eq!(spans(&back), pieces.iter().map(|piece| piece.span).collect::<Vec<_>>());
            assert_eq!(*back.peek(), **pieces);
            assert!(back.made.get().is_none());
            assert_eq!(&back, pieces);
            assert_eq!((spans(&back), &*back.peek()), (spans(pieces), &**pieces));
            assert_eq!(before, back.branches().collect::<Vec<_>>());
            assert_eq!(before, pieces.branches().collect::<Vec<_>>());
            assert_eq!(before.len(), pieces.len());
        }
        assert!(Pieces::of_bytes(vec![1].into()).is_none());
        let damaged = Pieces::of_bytes(vec![2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0].into());
        assert!(damaged.is_some_and(|pieces| pieces.as_slice().is_empty() && pieces.branches().count() == 0));
        let damaged = Pieces::of_bytes(vec![2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0].into());
        assert!(damaged.is_some_and(|pieces| pieces.peek().is_empty() && pieces.spans().count() == 0));
    }

    #[test]
    fn titles_of_a_compilation_keep_what_tells_them_apart() {
        for (titles, shared) in [
            (&["创城半年工作总结【第一篇】", "创城半年工作总结【第二篇】"][..], "创城半年工作总结"),
            (&["篇一：甲街道", "篇二：乙街道"], ""),
            (&["年度工作总结", "年度工作总结1"], ""),
            (&["年度工作总结"], ""),
            (&["𠀀乙丙丁戊A", "𠀀乙丙丁戊B"], "𠀀乙丙丁戊"),
        ] {
            assert_eq!(shared_beginning(titles.iter().copied()), shared.len(), "{titles:?}");
        }
    }
}
