//! A text file changed at single places: everything else stays byte for byte, encoding, mark and line ends included.
//!
//! Knows nothing of why a place is changed.

use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};

use super::disk::{Disk, Real};
use super::write::{Order, put};
use super::{Identity, StoreError, read_file};
use crate::text::decode::{LineEnds, decode, encode};

/// A text file as it was read, with the way back to its bytes.
#[derive(Clone, Debug)]
pub struct Exact {
    /// The text with line feeds only.
    pub text: String,
    path: PathBuf,
    /// What the file was; nothing for what stands in no file.
    identity: Option<Identity>,
    /// How each line of the text ends in the file, where they do not all end in a line feed.
    ends: Vec<&'static str>,
    encoding: &'static Encoding,
    bom: bool,
}

/// Reads the text file at `path`, in the encoding `forced` or in the one that is found.
///
/// # Errors
/// When it cannot be read, is no text, is damaged, or could not be written again byte for byte.
pub fn read(path: &Path, forced: Option<&'static Encoding>) -> Result<Exact, StoreError> {
    read_on(&Real, path, forced)
}

fn read_on(disk: &dyn Disk, path: &Path, forced: Option<&'static Encoding>) -> Result<Exact, StoreError> {
    let (bytes, facts) = read_file(disk, path)?
        .ok_or_else(|| StoreError::Read { path: path.to_owned(), source: std::io::ErrorKind::NotFound.into() })?;
    let identity = Some(Identity::new(&facts, &bytes));
    Ok(Exact { identity, ..of_bytes(path, &bytes, forced)? })
}

/// Reads text that stands in no file, called `path`; it cannot be written.
///
/// # Errors
/// As for [`read`].
pub fn of_bytes(path: &Path, bytes: &[u8], forced: Option<&'static Encoding>) -> Result<Exact, StoreError> {
    let decoded = decode(bytes, forced).map_err(|reason| StoreError::NotText { path: path.to_owned(), reason })?;
    if decoded.damaged > 0 {
        let (encoding, places) = (decoded.encoding, decoded.damaged);
        return Err(StoreError::Damaged { path: path.to_owned(), encoding, places });
    }
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
    let ends = match decoded.line_ends {
        LineEnds::Lf => Vec::new(),
        LineEnds::CrLf => vec!["\r\n"; decoded.text.matches('\n').count()],
        LineEnds::Cr => vec!["\r"; decoded.text.matches('\n').count()],
        LineEnds::Mixed => {
            let (whole, _) = encoding.decode_without_bom_handling(bytes);
            let at = whole.match_indices('\n').map(|(at, _)| at);
            at.map(|at| if at > 0 && whole.as_bytes().get(at - 1) == Some(&b'\r') { "\r\n" } else { "\n" }).collect()
        }
    };
    let exact =
        Exact { text: decoded.text, path: path.to_owned(), identity: None, ends, encoding, bom: decoded.had_bom };
    match exact.bytes(&exact.text) {
        Ok(again) if again == bytes => Ok(exact),
        _ => Err(StoreError::Inexact { path: path.to_owned(), encoding: encoding.name() }),
    }
}

impl Exact {
    /// The bytes of `text`, which has the file's lines with some of them changed.
    fn bytes(&self, text: &str) -> Result<Vec<u8>, StoreError> {
        let mut out = String::with_capacity(text.len() + self.ends.len());
        let mut ends = self.ends.iter();
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            out.push_str(line);
            if lines.peek().is_some() {
                out.push_str(ends.next().copied().unwrap_or("\n"));
            }
        }
        encode(&out, self.encoding, self.bom)
            .map_err(|character| StoreError::Unencodable { character, encoding: self.encoding.name() })
    }

    /// The bytes that the file would have with `text`.
    ///
    /// # Errors
    /// [`StoreError::Unencodable`] when the file's encoding has no such character.
    pub fn with(&self, text: &str) -> Result<Vec<u8>, StoreError> {
        self.bytes(text)
    }

    /// Writes the file with `text`: a new file beside it, flushed, renamed, its mode kept. What is the same is not written.
    ///
    /// # Errors
    /// When the file changed since it was read, is read-only, or the disk fails; it then holds what it held.
    pub fn write(&self, text: &str) -> Result<(), StoreError> {
        if text == self.text {
            return Ok(());
        }
        let bytes = self.bytes(text)?;
        let order = Order {
            path: &self.path,
            bytes: &bytes,
            expected: self.identity.as_ref(),
            replace: false,
            read_only: false,
        };
        put(&Real, &order).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], old: &str, new: &str, expected: &[u8]) -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.txt");
        std::fs::write(&path, bytes)?;
        let read = read(&path, None).map_err(std::io::Error::other)?;
        assert!(!read.text.contains('\r'));
        read.write(&read.text.replace(old, new)).map_err(std::io::Error::other)?;
        assert_eq!(std::fs::read(&path)?, expected);
        Ok(())
    }

    #[test]
    fn all_but_the_change_stays_byte_for_byte() -> std::io::Result<()> {
        check("\u{feff}一,二\r\n三\n\n四\r\n".as_bytes(), ",", "，", "\u{feff}一，二\r\n三\n\n四\r\n".as_bytes())?;
        check("一,𠀀\r二e\u{301}".as_bytes(), ",", "，", "一，𠀀\r二e\u{301}".as_bytes())?;
        check("　一,二\n".as_bytes(), ",", "", "　一二\n".as_bytes())?;
        let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        let long = "各科室要提高认识,抓好落实。\r\n下一步要加强检查。\n";
        check(&gb(long), ",", "，", &gb(&long.replace(',', "，")))?;
        let utf16 = |text: &str| -> Vec<u8> {
            [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
        };
        check(&utf16("一,二\r\n三"), ",", "，", &utf16("一，二\r\n三"))
    }

    #[test]
    fn a_file_that_changed_meanwhile_or_cannot_be_read_is_left_alone() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "一,二")?;
        let read = read(&path, None).map_err(std::io::Error::other)?;
        std::fs::write(&path, "别人写的")?;
        assert!(read.write("一，二").is_err());
        assert_eq!(std::fs::read_to_string(&path)?, "别人写的");
        assert!(super::read(&folder.path().join("b.txt"), None).is_err());
        Ok(())
    }
}
