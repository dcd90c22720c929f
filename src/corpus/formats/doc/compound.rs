//! The compound file: named streams, read whole and bounded by the size of the file.
//!
//! Must not know what is in the streams.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::numbers::{part, u16_at, u32_at};
use crate::text::decode::office_kind;

/// The first bytes.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// What is said of a file whose parts cannot be found.
pub(super) const DAMAGED: &str = "文件不完整或已损坏；请重新复制或下载，或在 Word 或 WPS 里打开后另存为 docx";
/// Numbers of table sectors that the header holds itself.
const IN_HEADER: usize = 109;

/// An opened file.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens the file; the error is a reason in the user's words.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        if !is_bounded(bytes) {
            return Err(DAMAGED.to_owned());
        }
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| DAMAGED.to_owned())?;
        Ok(Self { file, size: bytes.len() as u64 })
    }

    /// The stream of this name at the root; `None` when there is none.
    pub(super) fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let path = format!("/{name}");
        if !self.file.is_stream(&path) {
            return Ok(None);
        }
        let damaged = |_| DAMAGED.to_owned();
        let stream = self.file.open_stream(&path).map_err(damaged)?;
        let length = stream.len();
        if length > self.size {
            return Err(DAMAGED.to_owned());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        stream.take(length).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 == length { Ok(Some(bytes)) } else { Err(DAMAGED.to_owned()) }
    }

    /// Whether there is a storage of this name at the root.
    pub(super) fn has_storage(&self, name: &str) -> bool {
        self.file.is_storage(format!("/{name}"))
    }

    /// What the file is, by the names at its root.
    pub(super) fn kind(&self) -> &'static str {
        let names: Vec<String> = self.file.read_root_storage().map(|entry| entry.name().to_owned()).collect();
        office_kind(|name| names.iter().any(|own| own == name))
    }
}

/// Whether the file's list of table sectors is no longer than the file has need of: each one named is read, and one
/// named a million times would be read a million times.
fn is_bounded(bytes: &[u8]) -> bool {
    let shift = u16_at(bytes, 30).filter(|shift| (9..=12).contains(shift));
    let Some(sector) = shift.map(|shift| 1_usize << shift) else { return false };
    let per_sector = sector / 4;
    let needed = bytes.len() / sector / per_sector + 1;
    let most = needed.saturating_sub(IN_HEADER) / (per_sector - 1) + 1;
    let mut next = u32_at(bytes, 68);
    for _ in 0..=most {
        let Some(at) = next.filter(|next| *next < 0xFFFF_FFFA) else { return true };
        let start = (at as usize).saturating_add(1).saturating_mul(sector);
        next = part(bytes, start, sector).and_then(|sector| u32_at(sector, sector.len() - 4));
    }
    false
}
