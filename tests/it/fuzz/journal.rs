//! A draft's journal read after a crash: any bytes do no harm, and what is left of a damaged one is what was typed up to
//! the damage.

use std::fs;
use std::path::Path;

use wengao::draft::buffer::Buffer;
use wengao::draft::editor::Editor;
use wengao::draft::store::FileForm;
use wengao::draft::store::journal::{Begin, Journal, Leftover, Replica, left};
use wengao::draft::store::places::Places;

use super::bytes::Bytes;
use super::document::at_desk;
use super::draft::{LONGEST, perform};

/// What is left of these bytes.
fn left_of(folder: &Path, bytes: &[u8]) -> Option<Leftover> {
    let own = folder.join("new-0000000000001");
    fs::create_dir_all(&own).ok()?;
    let path = own.join("0000000000001-1-0001.jsonl");
    fs::write(&path, bytes).ok()?;
    let mut found = left(&Places::new(vec![folder.to_owned()]), false);
    fs::remove_file(&path).ok()?;
    assert_eq!(found.drafts.len() + found.unreadable.len(), 1, "a journal is neither read nor named");
    found.drafts.pop()
}

/// Lines with the checksums that a journal has.
fn signed<'l>(lines: impl Iterator<Item = &'l [u8]>) -> Vec<u8> {
    let (mut sum, mut out) = (0, Vec::new());
    for line in lines {
        let mut hasher = crc32fast::Hasher::new_with_initial(sum);
        hasher.update(line);
        sum = hasher.finalize();
        out.extend(format!("{sum:08x} ").into_bytes());
        out.extend(line);
        out.push(b'\n');
    }
    out
}

/// The first byte chooses: the others are a journal, its lines without their checksums, or a draft that is written.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let choice = bytes.byte() % 4;
    at_desk("drafts", |folder, _| match choice {
        0 => drop(left_of(folder, bytes.rest())),
        1 => {
            let whole = signed(bytes.rest().split(|byte| *byte == b'\n'));
            if let Some(found) = left_of(folder, &whole) {
                // It is shown and goes into an editor as any draft.
                let mut editor = Editor::new(&found.base.text.to_text());
                editor.restore(&found.now.text.to_text(), &found.now.origins);
                assert_eq!(*editor.buffer(), found.now.text);
            }
        }
        _ => drop(written(folder, bytes)),
    });
}

/// Writes a draft with its journal, damages that, and reads it.
fn written(folder: &Path, mut bytes: Bytes) -> std::io::Result<()> {
    let places = Places::new(vec![folder.join("written")]);
    let (damage, at, with) = (bytes.byte(), bytes.below(1 << 16), bytes.byte());
    let begin = |text: Buffer| {
        let base = Replica { text, ..Replica::default() };
        Begin { path: None, form: FileForm::default(), identity: None, base, started: 7 }
    };
    let first = bytes.text(16);
    let mut editor = Editor::new(&first);
    editor.record_edits();
    let mut journal = Journal::new(begin(editor.buffer().clone()));
    // What the draft was after each of its edits.
    let mut states = vec![journal.now().clone()];
    for _ in 0..16 {
        if bytes.is_empty() || editor.buffer().bytes() > LONGEST {
            break;
        }
        perform(&mut editor, &mut bytes);
        if bytes.byte().is_multiple_of(16) && journal.is_safe() {
            // Saved meanwhile: the edits from here on are those to the text as it is, borrowed stretches and all.
            let records = editor.take_records();
            journal.append(&places, &records)?;
            let base = Replica { text: editor.buffer().clone(), origins: editor.origins().clone() };
            let begin = Begin { base: base.clone(), ..begin(Buffer::default()) };
            journal.rebase(&places, begin, base.clone())?;
            states = vec![base];
        }
        let records = editor.take_records();
        for change in &records {
            let mut next = states.last().cloned().unwrap_or_default();
            assert!(next.apply(change), "an edit does not fit: {change:?}");
            states.push(next);
        }
        journal.append(&places, &records)?;
        assert_eq!(journal.now().text, *editor.buffer());
        assert_eq!(journal.now().origins, *editor.origins());
    }
    let Some(path) = journal.path().map(Path::to_owned) else { return Ok(()) };
    let whole = fs::read(&path)?;
    let found = left_of(folder, &whole).ok_or(std::io::ErrorKind::InvalidData)?;
    assert_eq!(Some(&found.now), states.last(), "a whole journal does not give the draft");
    assert_eq!((found.lost, &found.base), (0, &states[0]));
    let mut damaged = whole.clone();
    let at = at % whole.len();
    match damage % 3 {
        0 => damaged.truncate(at),
        1 => damaged[at] ^= 1 << (with % 8),
        // A block of the disk that never came there.
        _ => damaged[at..].iter_mut().take(1 + usize::from(with) * 4).for_each(|byte| *byte = 0),
    }
    let intact = whole[..at].split(|byte| *byte == b'\n').count() - 1;
    match left_of(folder, &damaged) {
        Some(found) => {
            assert_eq!(found.base, states[0], "the text before the first edit is another");
            assert!(states.contains(&found.now), "what is left was never the draft");
            assert_eq!(states.get(found.edits), Some(&found.now));
            assert!(found.edits + 1 >= intact, "{} edits of {intact} lines", found.edits);
        }
        None => assert_eq!(intact, 0, "the draft's own line is whole and nothing is read"),
    }
    journal.remove();
    Ok(())
}
