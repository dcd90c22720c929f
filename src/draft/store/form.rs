//! How a draft is written: encoding, byte order mark, line ends, final newline. A file keeps its form.

use encoding_rs::{Encoding, UTF_8};

use crate::text::decode::{Decoded, LineEnds, encode};

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileForm {
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// It begins with a byte order mark.
    pub bom: bool,
    /// How its lines end: one of `\n`, `\r\n`, `\r`.
    pub line_end: &'static str,
    /// It ends with the end of a line.
    pub final_newline: bool,
}

impl Default for FileForm {
    fn default() -> Self {
        Self { encoding: UTF_8, bom: false, line_end: "\n", final_newline: true }
    }
}

impl FileForm {
    /// The form of what was read from `bytes`; where line ends are mixed, the form of most of them.
    pub fn of(decoded: &Decoded, bytes: &[u8]) -> Self {
        let line_end = match decoded.line_ends {
            LineEnds::Lf => "\n",
            LineEnds::CrLf => "\r\n",
            LineEnds::Cr => "\r",
            LineEnds::Mixed => {
                let all = decoded.text.matches('\n').count();
                let narrow = bytes.windows(2).filter(|pair| *pair == b"\r\n").count();
                let wide =
                    bytes.windows(4).filter(|four| matches!(*four, [0x0d, 0, 0x0a, 0] | [0, 0x0d, 0, 0x0a])).count();
                if narrow.max(wide) * 2 > all { "\r\n" } else { "\n" }
            }
        };
        let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
        Self { encoding, bom: decoded.had_bom, line_end, final_newline: decoded.text.ends_with('\n') }
    }

    /// The bytes of `text`, which has line feeds only and not its final one.
    ///
    /// # Errors
    /// The first character that the encoding cannot hold.
    pub fn bytes(&self, text: &str) -> Result<Vec<u8>, char> {
        let end = if self.final_newline && !text.is_empty() { "\n" } else { "" };
        let whole = format!("{text}{end}");
        let whole = if self.line_end == "\n" { whole } else { whole.replace('\n', self.line_end) };
        encode(&whole, self.encoding, self.bom)
    }
}
