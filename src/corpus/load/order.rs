//! The order of names as people number them: 第2篇 before 第10篇.
//!
//! Must not know of files.

use std::cmp::Ordering;
use std::ffi::OsStr;

/// Compares names, runs of digits by their value, the rest by their bytes. Different names are never equal.
pub(super) fn natural(a: &OsStr, b: &OsStr) -> Ordering {
    let (a, b) = (a.as_encoded_bytes(), b.as_encoded_bytes());
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (one, two) = (digits(a, i), digits(b, j));
            let (first, second) = (significant(one), significant(two));
            let order = first.len().cmp(&second.len()).then_with(|| first.cmp(second));
            if order != Ordering::Equal {
                return order;
            }
            i += one.len();
            j += two.len();
        } else if x == y {
            i += 1;
            j += 1;
        } else {
            return x.cmp(&y);
        }
    }
    (a.len() - i).cmp(&(b.len() - j)).then_with(|| a.cmp(b))
}

fn digits(bytes: &[u8], from: usize) -> &[u8] {
    let rest = bytes.get(from..).unwrap_or(&[]);
    let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    rest.get(..length).unwrap_or(&[])
}

fn significant(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    digits.get(zeros..).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::natural;

    #[test]
    fn numbers_count() {
        let mut names = ["第10篇", "第2篇", "第02篇", "b", "第2篇2", "a10", "a9", ""];
        names.sort_by(|a, b| natural(OsStr::new(a), OsStr::new(b)));
        assert_eq!(names, ["", "a9", "a10", "b", "第02篇", "第2篇", "第2篇2", "第10篇"]);
    }
}
