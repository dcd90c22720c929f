//! Any text proofread: every finding stands in it, and what is mended once is not mended again.

use std::path::Path;

use wengao::corpus::load;
use wengao::job::lint::mend;
use wengao::lint::engine::check;
use wengao::lint::settings::Settings;
use wengao::lint::subject::Subject;
use wengao::review::standing::Standing;
use wengao::text::words::Language;

use super::bytes::Bytes;

/// More half-width brackets than are mended one after the other.
const MOST_BRACKETS: usize = 20;

/// The first byte chooses the kind of text; the others are the text as it is, or in pieces.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let choice = bytes.byte();
    let path = Path::new(if choice & 1 == 0 { "稿.txt" } else { "稿.md" });
    let text = if choice & 2 == 0 { bytes.all_text() } else { String::from_utf8_lossy(bytes.rest()).into_owned() };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let settings = Settings { all: choice & 4 == 0, ..Settings::default() };
    let document = load::of_draft(path, &text);
    let raw = (choice & 1 == 1).then_some(text.as_str());
    let subject = Subject::new(&document, raw);
    let mut before = 0;
    for finding in check(&subject, &settings) {
        assert!(before <= finding.span.start, "findings are not in order");
        before = finding.span.start;
        assert!(!finding.message(Language::Chinese).is_empty() && !finding.message(Language::English).is_empty());
        for spot in finding.spots() {
            let spans = std::iter::once(spot.span).chain(spot.fix.map(|fix| fix.span));
            for span in spans {
                assert!(subject.text.get(span.start..span.end).is_some(), "{}: {span:?}", finding.rule.id);
            }
        }
    }
    // A bracket is mended when its neighbour has been: a longer chain of them is not mended in one go.
    if text.matches(['(', ')']).count() > MOST_BRACKETS {
        return;
    }
    let (once, _) = mend(path, &text, &settings, &Standing::default());
    let (twice, receipt) = mend(path, &once, &settings, &Standing::default());
    assert_eq!(twice, once, "{text:?} is mended twice: {receipt:?}");
}
