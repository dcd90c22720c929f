//! Any bytes as rich text.

use super::document;

/// How Chinese Word begins.
const HEAD: &[u8] = br"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Times;}}\pard ";

/// The bytes, and the same behind that.
pub fn run(data: &[u8]) {
    document::read("稿.rtf", data);
    document::read("稿.rtf", &[HEAD, data, b"}"].concat());
}
