//! Any bytes as a web page.

use super::document;

/// The bytes, and the same with a root around them.
pub fn run(data: &[u8]) {
    document::read("页.html", data);
    let whole = [b"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>", data].concat();
    document::read("页.htm", &whole);
}
