//! The card of a finding: what is said of it, what that rests on, examples, and why it may be a false alarm.

use crate::lint::finding::Finding;
use crate::stats::report::{Language, Words};

/// Its rows: what each is about, and the words.
pub fn rows(finding: &Finding, lang: Language) -> Vec<(String, String)> {
    let label = |zh: &'static str, en: &'static str| lang.of(Words::new(zh, en)).to_owned();
    let rule = finding.rule;
    vec![
        (label("问题", "finding"), finding.message(lang)),
        (label("级别", "weight"), lang.of(finding.level.words()).to_owned()),
        (label("依据", "basis"), rule.basis.told()),
        (label("错例", "wrong"), rule.wrong.replace('⏎', " / ")),
        (label("对例", "right"), rule.right.replace('⏎', " / ")),
        (label("误报", "doubt"), lang.of(rule.doubt).to_owned()),
        (label("编号", "id"), rule.id.to_owned()),
    ]
}
