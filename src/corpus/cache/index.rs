//! The index of a cache: which documents it has, what their files were like, and where they stand. A table of rows of one
//! width that is used as it was read.

use super::Seen;

/// A stretch of the file, and its check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) at: u64,
    pub(super) length: u64,
    pub(super) check: u32,
}

/// A chunk: where it stands, and the bytes of its texts and of the rest behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) at: u64,
    pub(super) text: u64,
    pub(super) rest: u64,
    pub(super) check: u32,
}

/// A document: what its file was like, its chunk, and where its parts end there; they begin where those before end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) seen: Seen,
    pub(super) chunk: u32,
    pub(super) text_end: u32,
    pub(super) rest_end: u32,
}

/// Bytes of a row: six numbers of eight, four of four.
const ROW: usize = 64;
/// Bytes of a chunk: three numbers of eight, one of four.
const CHUNK: usize = 28;
/// Bytes before both: how many chunks and documents, and the place of what belongs to all.
const HEAD: usize = 4 + 4 + 20;

/// The index.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// What belongs to all documents.
    pub(super) common: Place,
    pub(super) chunks: Vec<Chunk>,
    /// The rows as bytes, each with the end of its path among the paths.
    rows: Vec<u8>,
    paths: Vec<u8>,
}

impl Index {
    /// Adds a document.
    pub(super) fn add(&mut self, path: &[u8], row: &Row) {
        self.paths.extend_from_slice(path);
        let Row { seen, chunk, text_end, rest_end } = row;
        for number in [seen.size, seen.inode] {
            self.rows.extend_from_slice(&number.to_le_bytes());
        }
        for number in [seen.modified.0, seen.modified.1, seen.changed.0, seen.changed.1] {
            self.rows.extend_from_slice(&number.to_le_bytes());
        }
        for number in [self.paths.len() as u32, *chunk, *text_end, *rest_end] {
            self.rows.extend_from_slice(&number.to_le_bytes());
        }
    }

    /// How many documents there are.
    pub(super) const fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    fn bytes_of(&self, number: usize) -> Option<&[u8; ROW]> {
        self.rows.as_chunks::<ROW>().0.get(number)
    }

    /// The document of this number.
    pub(super) fn row(&self, number: usize) -> Option<Row> {
        let mut bytes: &[u8] = self.bytes_of(number)?;
        let (size, inode) = (long(&mut bytes)?, long(&mut bytes)?);
        let mut time = || Some((long(&mut bytes)?.cast_signed(), long(&mut bytes)?.cast_signed()));
        let (modified, changed) = (time()?, time()?);
        short(&mut bytes)?;
        let (chunk, text_end, rest_end) = (short(&mut bytes)?, short(&mut bytes)?, short(&mut bytes)?);
        Some(Row { seen: Seen { size, modified, changed, inode }, chunk, text_end, rest_end })
    }

    /// The path of the document of this number.
    pub(super) fn path(&self, number: usize) -> Option<&[u8]> {
        let end = |number: usize| {
            let mut bytes = self.bytes_of(number)?.get(48..)?;
            Some(short(&mut bytes)? as usize)
        };
        let from = number.checked_sub(1).map_or(Some(0), end)?;
        self.paths.get(from..end(number)?)
    }

    /// It as bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + self.chunks.len() * CHUNK + self.rows.len() + self.paths.len());
        for number in [self.chunks.len() as u32, self.len() as u32] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        let Place { at, length, check } = self.common;
        bytes.extend_from_slice(&at.to_le_bytes());
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&check.to_le_bytes());
        for Chunk { at, text, rest, check } in &self.chunks {
            for number in [at, text, rest] {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            bytes.extend_from_slice(&check.to_le_bytes());
        }
        bytes.extend_from_slice(&self.rows);
        bytes.extend_from_slice(&self.paths);
        bytes
    }

    /// What [`Self::bytes`] gave; nothing for other bytes.
    pub(super) fn of_bytes(mut bytes: &[u8]) -> Option<Self> {
        let (chunks, documents) = (short(&mut bytes)? as usize, short(&mut bytes)? as usize);
        let common = Place { at: long(&mut bytes)?, length: long(&mut bytes)?, check: short(&mut bytes)? };
        let (mut table, rest) = bytes.split_at_checked(chunks.checked_mul(CHUNK)?)?;
        let (rows, paths) = rest.split_at_checked(documents.checked_mul(ROW)?)?;
        let mut all = Vec::with_capacity(chunks);
        for _ in 0..chunks {
            let (at, text, rest) = (long(&mut table)?, long(&mut table)?, long(&mut table)?);
            all.push(Chunk { at, text, rest, check: short(&mut table)? });
        }
        Some(Self { common, chunks: all, rows: rows.to_vec(), paths: paths.to_vec() })
    }
}

/// The number of eight bytes at the front.
fn long(bytes: &mut &[u8]) -> Option<u64> {
    let (number, rest) = bytes.split_first_chunk::<8>()?;
    *bytes = rest;
    Some(u64::from_le_bytes(*number))
}

/// The number of four bytes at the front.
fn short(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_comes_back_and_nothing_else_is_one() {
        let mut index = Index { common: Place { at: 7, length: 8, check: 9 }, ..Index::default() };
        index.chunks.push(Chunk { at: 40, text: 1 << 40, rest: 3, check: 4 });
        let seen = Seen { size: 5, modified: (-1, 2), changed: (3, 4), inode: u64::MAX };
        let rows = [("甲.txt", 0_u32), ("", 1), ("𠀀/乙.txt", 1)].map(|(path, chunk)| {
            let row = Row { seen, chunk, text_end: chunk + 1, rest_end: chunk + 2 };
            index.add(path.as_bytes(), &row);
            (path, row)
        });
        let bytes = index.bytes();
        let Some(back) = Index::of_bytes(&bytes) else { panic!("no index") };
        assert_eq!((back.common, &back.chunks, back.len()), (index.common, &index.chunks, 3));
        for (number, (path, row)) in rows.iter().enumerate() {
            assert_eq!((back.path(number), back.row(number)), (Some(path.as_bytes()), Some(*row)));
        }
        assert_eq!((back.path(3), back.row(3)), (None, None));
        assert!(
            (0..HEAD + CHUNK + 3 * ROW)
                .all(|length| Index::of_bytes(bytes.get(..length).unwrap_or_default()).is_none())
        );
    }
}
