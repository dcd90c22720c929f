//! Half-width marks in Chinese text.

use crate::lint::finding::Found;
use crate::lint::line::{Line, is_chinese};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "punct-halfwidth",
    level: Level::Must,
    used: Use::On,
    fixes: true,
    name: Words::new("半角标点", "half-width mark"),
    says: Words::new("汉字旁用了半角标点“{}”", "half-width “{}” beside Chinese"),
    basis: Basis::new("GB/T 15834 4.1–4.7", "规定"),
    wrong: "各科室要提高认识⟦,⟧抓好落实。",
    right: "各科室要提高认识，抓好落实。",
    doubt: Words::new(
        "程序代码、外文句子里的半角标点是对的。",
        "Half-width marks are right in code and in foreign sentences.",
    ),
    reach: Reach::MARKS,
    needs: ",;:?!",
    check: Check::Line(halfwidth),
}];

fn halfwidth(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| ",;:?!".contains(c)) {
        let (left, right) = (at.checked_sub(1).and_then(|at| line.open(at)), line.open(at + 1));
        let after = left.is_some_and(|c| is_chinese(c) || matches!(c, '%' | '％' | ')'));
        let before = right.is_some_and(is_chinese) && left.is_some_and(|c| c.is_ascii_alphanumeric());
        if at < line.first() + 1 || !(after || before) {
            continue;
        }
        let Some(mark) = line.at(at) else { continue };
        let full = match mark {
            ',' => "，",
            ';' => "；",
            ':' => "：",
            '?' => "？",
            _ => "！",
        };
        found.put(line, at..at + 1).fix(full).about(mark);
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn half_width_marks_beside_chinese() {
        fires(
            "punct-halfwidth",
            &[
                "一是摸底⟦;⟧二是整改⟦!⟧",
                "满意率98%⟦,⟧比上年高。",
                "印发《关于创城⟦:⟧做法的通知》",
                "发放A4⟦,⟧彩页𠀀⟦,⟧各1份。",
            ],
        );
        silent(
            "punct-halfwidth",
            &["共1,234户。", "9:00开会。", "见http://a.cn/b,c。", "GB/T 9704, ISO 9001", "比分为3:1。", ",行首"],
        );
    }
}
