//! Puts away what a killed save left beside a draft, once its text stands elsewhere for sure.

use std::path::Path;

use crate::draft::store::journal::{Leftover, writer};
use crate::draft::store::places::Places;
use crate::draft::store::stale::{Stale, stale};
use crate::draft::store::versions::{Version, keep};
use crate::draft::store::{begins_with, bytes};
use crate::job::clock;
use crate::text::count::characters;
use crate::text::decode::decode;

/// Puts away what killed saves left of the draft at `path`, of which `left` are the journals. What no journal and no file
/// has is kept as a version first; where that cannot be, it stays where it is.
pub(super) fn put_away(places: &Places, path: &Path, left: &[Leftover]) {
    let found = stale(path);
    if found.is_empty() {
        return;
    }
    let file = bytes(path).unwrap_or_default();
    for stale in found {
        let known = file.starts_with(&stale.bytes) || left.iter().any(|left| holds(left, &stale));
        if known || kept(places, path, &stale) {
            // What cannot be removed is looked at again the next time.
            let _ = stale.remove();
        }
    }
}

/// Whether a journal has what was to be saved: it is that of the same process, or its text says so.
fn holds(left: &Leftover, stale: &Stale) -> bool {
    let process = writer(&left.journal).and_then(|writer| writer.rsplit_once('-')?.1.parse().ok());
    let same = process == Some(stale.process) && left.lost == 0;
    same || begins_with(&left.now.text.to_text(), &left.form, &stale.bytes)
}

fn kept(places: &Places, path: &Path, stale: &Stale) -> bool {
    let Ok(decoded) = decode(&stale.bytes, None) else { return false };
    let text = decoded.text.strip_suffix('\n').unwrap_or(&decoded.text).to_owned();
    let version = Version { time: clock::now(), characters: characters(&text), text, ..Version::default() };
    !places.is_empty() && keep(places, path, &version).is_ok()
}
