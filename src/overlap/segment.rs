//! A segment: the chosen stretches of some documents, in buckets by their hash. It never changes, but that documents
//! leave it.
//!
//! An entry is a place (four bytes) and two tags of what stands beside it (two bytes): with them nearly all that has
//! nothing more in common with the draft is passed over without a look at the text.

use std::sync::Arc;

use super::sequence::{Chosen, Sequence, mix};
use crate::corpus::model::Document;

/// About how many bytes of text make a segment.
pub const FULL: usize = 64 << 20;

/// A tag where there is nothing to tag. It may look like another: the text decides.
const NOTHING: u8 = 0;

/// See the module.
#[derive(Debug, Default)]
pub struct Segment {
    /// The documents; nothing for one that left.
    documents: Vec<Option<Arc<Document>>>,
    /// Where the text of each begins in the text of all.
    starts: Vec<u32>,
    /// Bytes of the text of all.
    bytes: usize,
    /// Those of the documents that left.
    left: usize,
    shift: u32,
    /// Where the entries of each bucket begin, and where the last ends.
    buckets: Vec<u32>,
    places: Vec<u32>,
    tags: Vec<[u8; 2]>,
}

impl Segment {
    /// Of `documents`, whose texts together are shorter than 4 GiB; what goes beyond is left out.
    pub fn build(documents: Vec<Arc<Document>>) -> Self {
        let mut segment = Self::default();
        let mut entries: Vec<(u32, u32, [u8; 2])> = Vec::new();
        let (mut sequence, mut hashes) = (Sequence::default(), Vec::new());
        for document in documents {
            let Ok(start) = u32::try_from(segment.bytes) else { break };
            if u32::try_from(segment.bytes + document.text.len()).is_err() {
                break;
            }
            sequence.fill(&document);
            sequence.choose(&mut hashes, |chosen| {
                let at = sequence.at.get(chosen.at).copied().unwrap_or(0);
                let tags = [chosen.left.unwrap_or(NOTHING), chosen.right.unwrap_or(NOTHING)];
                entries.push((mix(chosen.hash), start + at, tags));
            });
            segment.starts.push(start);
            segment.bytes += document.text.len();
            segment.documents.push(Some(document));
        }
        segment.sort(&entries);
        segment
    }

    /// Puts the entries into their buckets, about four to eight in each.
    fn sort(&mut self, entries: &[(u32, u32, [u8; 2])]) {
        let bits = (entries.len() / 4).max(2).ilog2();
        self.shift = u32::BITS - bits;
        self.buckets = vec![0; (1 << bits) + 1];
        for (hash, ..) in entries {
            if let Some(count) = self.buckets.get_mut((hash >> self.shift) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut self.buckets {
            sum += *count;
            *count = sum;
        }
        self.places = vec![0; entries.len()];
        self.tags = vec![[NOTHING; 2]; entries.len()];
        let mut next = self.buckets.clone();
        for (hash, place, tags) in entries {
            let Some(slot) = next.get_mut((hash >> self.shift) as usize) else { continue };
            let at = *slot as usize;
            *slot += 1;
            if let (Some(to), Some(tag)) = (self.places.get_mut(at), self.tags.get_mut(at)) {
                (*to, *tag) = (*place, *tags);
            }
        }
    }

    /// Hands on the places that may go on as the draft does around `chosen`, as document of the segment and byte of its
    /// text, until `going` is false.
    pub fn candidates(&self, chosen: Chosen, mut going: impl FnMut(usize, &Arc<Document>, usize) -> bool) {
        let bucket = (mix(chosen.hash) >> self.shift) as usize;
        let (Some(start), Some(end)) = (self.buckets.get(bucket), self.buckets.get(bucket + 1)) else { return };
        let range = *start as usize..*end as usize;
        let tags = self.tags.get(range.clone()).unwrap_or_default();
        let places = self.places.get(range).unwrap_or_default();
        for ([left, right], place) in tags.iter().zip(places) {
            if chosen.left != Some(*left) && chosen.right != Some(*right) {
                continue;
            }
            let number = self.starts.partition_point(|start| start <= place) - 1;
            let (Some(Some(document)), Some(start)) = (self.documents.get(number), self.starts.get(number)) else {
                continue;
            };
            if !going(number, document, (place - start) as usize) {
                return;
            }
        }
    }

    /// The documents, in order; nothing for one that left.
    pub fn documents(&self) -> &[Option<Arc<Document>>] {
        &self.documents
    }

    /// Lets the document go that has this number in the segment.
    pub fn leave(&mut self, number: usize) {
        if let Some(document) = self.documents.get_mut(number).and_then(Option::take) {
            self.left += document.text.len();
        }
    }

    /// Bytes of the texts that are in it, and of those that left.
    pub const fn text(&self) -> (usize, usize) {
        (self.bytes - self.left, self.left)
    }

    /// Bytes of memory that it takes, the texts not among them.
    pub fn size(&self) -> usize {
        self.places.len() * 6 + (self.buckets.len() + self.starts.len()) * 4 + self.documents.len() * size_of::<usize>()
    }
}
