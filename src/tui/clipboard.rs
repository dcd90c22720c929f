//! Text for the terminal's clipboard (OSC 52). The terminal never says whether it took it, so nobody may say that it
//! did; the clipboard is never read.

use ratatui::crossterm::Command as _;
use ratatui::crossterm::clipboard::CopyToClipboard;

/// The most base64 that terminals take.
const MOST: usize = 74_994;

/// A text too long for a terminal's clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("太长，终端剪贴板放不下（约 {most} 字以内），请另存为文件", most = MOST / 4)]
pub struct TooLong;

/// Whether `text` may be sent.
///
/// # Errors
/// When it is too long.
pub fn check(text: &str) -> Result<(), TooLong> {
    if text.len().div_ceil(3) * 4 > MOST { Err(TooLong) } else { Ok(()) }
}

/// The bytes that hand `text` to the terminal.
///
/// # Errors
/// When it is too long.
pub fn sequence(text: &str) -> Result<Vec<u8>, TooLong> {
    check(text)?;
    let mut out = String::new();
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut out).map_err(|_| TooLong)?;
    Ok(out.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_go_and_long_ones_do_not() {
        assert_eq!(sequence("创城").as_deref(), Ok(&b"\x1b]52;c;5Yib5Z+O\x1b\\"[..]));
        let fits = "a".repeat(56_244);
        assert!(sequence(&fits).is_ok_and(|bytes| bytes.len() <= MOST + 16));
        assert_eq!(check(&format!("{fits}aa")), Err(TooLong));
        assert_eq!(sequence(&"创".repeat(20_000)), Err(TooLong));
    }
}
