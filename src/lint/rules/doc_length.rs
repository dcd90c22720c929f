//! A length that is asked for.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::settings::Settings;
use crate::lint::subject::Subject;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "doc-length",
    level: Level::Hint,
    used: Use::Off,
    fixes: false,
    name: Words::new("篇幅超限", "too long"),
    says: Words::new("篇幅超过限额：{}", "longer than the limit: {}"),
    basis: Basis::new("", "实务"),
    wrong: "六千字",
    right: "四千字内",
    doubt: Words::new("限额是你设置的，附件也计算在内。", "The limit is yours; attachments count."),
    reach: Reach { titles: true, shielded: true, tables: true, lexicon: true, ..Reach::TEXT },
    needs: "",
    check: Check::Set(length),
}];

/// Characters of the text without white space, web debris and code; the finding stands at the first line that counts.
fn length(subject: &Subject<'_>, settings: &Settings, found: &mut Found) {
    let Some(longest) = settings.longest else { return };
    let counted = |line: &&Line<'_>| !matches!(line.kind, Kind::Debris | Kind::Code);
    let written = |line: &Line<'_>| line.chars.iter().filter(|c| !c.is_whitespace()).count();
    let count: usize = subject.lines.iter().filter(counted).map(written).sum();
    let first = subject.lines.iter().filter(counted).find(|line| written(line) > 0);
    if let Some(line) = first
        && count > longest
    {
        found.put(line, line.first()..line.end()).about(format!("{count} / {longest}"));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::load::of_draft;
    use crate::lint::engine::check;

    #[test]
    fn a_text_longer_than_the_limit() {
        let told = |text: &str, longest: Option<usize>| {
            let settings = Settings { only: vec!["doc-length".to_owned()], longest, ..Settings::default() };
            let document = of_draft(Path::new("总结.txt"), text);
            let subject = Subject::new(&document, Some(text));
            let one = |f: &crate::lint::finding::Finding| (subject.slice(f.span).to_owned(), f.about.clone());
            check(&subject, &settings).iter().map(one).collect::<Vec<_>>()
        };
        let text = "\n　总结 \n\n正文𠀀e\u{301} 12。";
        assert_eq!(told(text, Some(9)), [("总结".to_owned(), "10 / 9".to_owned())]);
        assert_eq!(told(text, Some(10)), []);
        assert_eq!(told(text, None), []);
        assert_eq!(told("", Some(0)), []);
    }
}
