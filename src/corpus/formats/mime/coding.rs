//! How bytes are coded for the way: base64 and quoted-printable.
//!
//! What does not belong there is passed over, as mail programs do. Must not know of headers and parts.

/// The bytes that base64 stands for.
pub(super) fn base64(coded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(coded.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in coded {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            // The end of a run; another may follow.
            b'=' => {
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

/// The bytes that quoted-printable stands for; in a header `_` is a blank.
pub(super) fn quoted(coded: &[u8], in_header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(coded.len());
    let mut rest = coded;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'=' => {
                let hex = |b: u8| char::from(b).to_digit(16);
                match *after {
                    [b'\r', b'\n', ..] => rest = after.get(2..).unwrap_or_default(),
                    [b'\n', ..] => rest = after.get(1..).unwrap_or_default(),
                    [a, b, ..] if hex(a).is_some() && hex(b).is_some() => {
                        let value = hex(a).zip(hex(b)).map_or(0, |(a, b)| a * 16 + b);
                        out.push(value as u8);
                        rest = after.get(2..).unwrap_or_default();
                    }
                    _ => out.push(byte),
                }
            }
            b'_' if in_header => out.push(b' '),
            byte => out.push(byte),
        }
    }
    out
}
