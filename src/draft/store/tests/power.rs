//! The power goes after every change that a save, a journal or a version makes on a disk with a cache: the document is
//! the whole old text or the whole new one, and what was called safe is there.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::{prop_assert, proptest};

use super::cached::{Cached, State, Sync};
use super::*;
use crate::draft::buffer::{Buffer, Pos};
use crate::draft::history::Change;
use crate::draft::origin::Origins;
use crate::draft::store::journal::{Begin, Journal, Left, Replica, discard_on, gather, left_of};
use crate::draft::store::places::Places;
use crate::draft::store::versions::{Version, keep_on, list};

const OLD: &str = "旧文“引”𠀀e\u{301}\n第二段";

/// How the document stands on the disk before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scene {
    New,
    Plain,
    /// It has another name.
    Linked,
    /// No file can be made in its folder.
    Closed,
}

const SCENES: [Scene; 4] = [Scene::New, Scene::Plain, Scene::Linked, Scene::Closed];

impl Scene {
    const fn is_in_place(self) -> bool {
        matches!(self, Self::Linked | Self::Closed)
    }
}

/// What has been promised so far.
#[derive(Clone, Debug, Default)]
struct Promise {
    /// What the document may be; it may not be there where that is among them.
    document: Vec<Option<String>>,
    /// What was typed and called safe since the last save: it is in the document or in a journal, with or without what
    /// came after, which stands before it.
    safe: String,
    /// It is just being written where it stands: a whole copy of what it was makes up for it.
    in_place: bool,
    /// Versions that were kept.
    versions: Vec<String>,
}

/// What happens, and on what.
struct Stage<'a> {
    disk: &'a Cached,
    scene: Scene,
    path: PathBuf,
    places: Places,
    promise: Promise,
    identity: Option<Identity>,
    text: String,
}

fn replica(text: &str) -> Replica {
    Replica { text: Buffer::from_text(text), origins: Origins::default() }
}

fn typed(what: &str) -> [Change; 1] {
    [Change::new(Pos::default(), "", what)]
}

impl Stage<'_> {
    /// What the file is at the start.
    fn old(&self) -> &'static str {
        if self.scene == Scene::New { "" } else { OLD }
    }

    fn begin(&self, base: &str) -> Begin {
        let identity = self.identity.clone();
        Begin { path: Some(self.path.clone()), form: FileForm::default(), identity, base: replica(base), started: 9 }
    }

    fn journal(&self) -> Journal {
        Journal::new(self.begin(self.old()))
    }

    /// Types at the beginning of the text; the journal has it when this is done.
    fn write(&mut self, journal: &mut Journal, what: &str) -> io::Result<()> {
        self.text.insert_str(0, what);
        journal.append_on(self.disk, &self.places, &typed(what))?;
        self.promise.safe.clone_from(&self.text);
        Ok(())
    }

    fn save(&mut self) -> io::Result<()> {
        self.promise.document.push(Some(self.text.clone()));
        self.promise.in_place = self.scene.is_in_place();
        let (form, expected) = (FileForm::default(), self.identity.clone());
        let saved = told(save_on(self.disk, &self.path, &self.text, &form, expected.as_ref(), false))?;
        self.identity = Some(saved.identity);
        self.promise.document = vec![Some(self.text.clone())];
        self.promise.safe.clear();
        self.promise.in_place = false;
        Ok(())
    }

    fn keep(&mut self, time: u64) -> io::Result<()> {
        let text = self.text.clone();
        let version = Version { time, characters: 0, text, origins: Origins::default() };
        keep_on(self.disk, &self.places, &self.path, &version)?;
        self.promise.versions.push(self.text.clone());
        Ok(())
    }
}

/// What one sweep went through.
#[derive(Debug, Default)]
struct Seen {
    cuts: usize,
    /// What was promised, and what was on the disk.
    known: BTreeSet<(String, State)>,
}

/// Lets `act` happen with the power going after every change in turn, and judges all that can be on the disk then.
fn sweep(scene: Scene, act: impl Fn(&mut Stage<'_>) -> io::Result<()>) -> io::Result<Seen> {
    sweep_on(None, scene, act)
}

/// As [`sweep`], on a disk that only says that it has synced.
fn sweep_on(deaf: Option<Sync>, scene: Scene, act: impl Fn(&mut Stage<'_>) -> io::Result<()>) -> io::Result<Seen> {
    let mut seen = Seen::default();
    for off_after in 0..300 {
        seen.cuts += 1;
        if !cut(&mut seen, (deaf, off_after), scene, &act)? {
            return Ok(seen);
        }
    }
    Err(io::Error::other("it takes fewer changes"))
}

/// Lets `act` happen with the power going after so many changes, and judges all that can be on the disk then. Whether it
/// went.
fn cut(
    seen: &mut Seen,
    (deaf, off_after): (Option<Sync>, usize),
    scene: Scene,
    act: impl Fn(&mut Stage<'_>) -> io::Result<()>,
) -> io::Result<bool> {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempdir())?;
    let root = folder.path();
    fs::create_dir_all(root.join("文稿"))?;
    let path = root.join("文稿/报告.txt");
    let mut identity = None;
    if scene != Scene::New {
        fs::write(&path, format!("{OLD}\n"))?;
        identity = told(open(&path))?.identity;
    }
    if scene == Scene::Linked {
        fs::hard_link(&path, root.join("另一处.txt"))?;
    }
    let mut disk = Cached::new(root, off_after)?;
    disk.deaf = deaf;
    if scene == Scene::Closed {
        disk.closed = path.parent().map(Path::to_owned);
    }
    let places = Places::new(vec![root.join("state/wengao/drafts"), root.join("run/wengao/drafts")]);
    let text = if scene == Scene::New { "" } else { OLD }.to_owned();
    let document = vec![(scene != Scene::New).then(|| text.clone())];
    let promise = Promise { document, ..Promise::default() };
    let mut stage = Stage { disk: &disk, scene, path, places, promise, identity, text };
    let result = act(&mut stage);
    let Stage { path, places, promise, .. } = stage;
    for state in disk.states() {
        // What was judged for the same promise is not judged again.
        if !seen.known.insert((format!("{promise:?}"), state.clone())) {
            continue;
        }
        disk.lay(&state)?;
        judge(&disk, &path, &places, &promise).map_err(|error| {
            let held: Vec<String> = state.iter().map(|(path, held)| shown(path, held.as_ref())).collect();
            let told = format!("{scene:?}, off after {off_after}, {result:?}, {promise:#?}");
            io::Error::other(format!("{error}\n{told}\n{}", held.join("\n")))
        })?;
    }
    let off = disk.is_off();
    if !off {
        result?;
    }
    Ok(off)
}

fn shown(path: &Path, held: Option<&(usize, Vec<u8>)>) -> String {
    let bytes = held.map(|(_, bytes)| String::from_utf8_lossy(bytes).chars().take(400).collect::<String>());
    format!("{}: {bytes:?}", path.display())
}

fn judge(disk: &Cached, path: &Path, places: &Places, promise: &Promise) -> io::Result<()> {
    let fail = |what: &str| Err(io::Error::other(what.to_owned()));
    let held = open(path).ok().map(|opened| opened.identity.map(|_| opened.text));
    let whole = held.as_ref().is_some_and(|held| promise.document.contains(held));
    let Left { drafts, unreadable } = gather(&Real, places, |_| true);
    let has = |text: &str| drafts.iter().any(|left| left.now.text.to_text().ends_with(text));
    if !unreadable.is_empty() {
        return fail("a journal cannot be read");
    }
    if drafts.iter().any(|left| left.now.text.to_text().contains('\0')) {
        return fail("a journal has what nobody wrote");
    }
    if !whole {
        let folders = path.parent().map(Path::to_owned).into_iter().chain([disk.backups()]);
        let before = promise.document.first().cloned().flatten().unwrap_or_default();
        // One that was removed may be there again, and then the next has another name.
        let copies = folders.flat_map(|folder| ["~", "~1", "~2"].map(|end| folder.join(format!("报告.txt{end}"))));
        let copied =
            copies.into_iter().any(|copy| fs::read(copy).is_ok_and(|copy| copy == format!("{before}\n").as_bytes()));
        if !promise.in_place || !copied {
            return fail("the document is neither the old one nor the new one");
        }
    }
    if !promise.safe.is_empty() && held != Some(Some(promise.safe.clone())) && !has(&promise.safe) {
        return fail("what was safe is lost");
    }
    let versions = list(places, path);
    if !promise.versions.iter().all(|text| versions.iter().any(|version| version.text == *text)) {
        return fail("a version is lost");
    }
    Ok(())
}

#[test]
fn a_save_leaves_the_old_document_or_the_new_one() -> io::Result<()> {
    for scene in SCENES {
        let seen = sweep(scene, |stage| {
            stage.text.insert_str(0, "新写的𠀀，比旧的长一些。");
            stage.save()?;
            // The second one is shorter.
            stage.text = "短".to_owned();
            stage.save()
        })?;
        assert!(seen.cuts > 8 && seen.known.len() > 16, "{} {}", seen.cuts, seen.known.len());
    }
    Ok(())
}

#[test]
fn what_was_typed_is_safe_until_the_save_is_and_then_the_journal_goes() -> io::Result<()> {
    for scene in SCENES {
        sweep(scene, |stage| {
            let mut journal = stage.journal();
            for what in ["新", "写的𠀀", "一段\n"] {
                stage.write(&mut journal, what)?;
            }
            stage.save()?;
            stage.keep(20)?;
            journal.remove_on(stage.disk);
            // And once more, from the beginning: the folder of the journal was removed.
            let mut journal = Journal::new(stage.begin(&stage.text));
            stage.write(&mut journal, "后来")
        })?;
    }
    Ok(())
}

#[test]
fn what_is_typed_while_it_is_saved_is_safe() -> io::Result<()> {
    for scene in SCENES {
        sweep(scene, |stage| {
            let mut journal = stage.journal();
            stage.write(&mut journal, "新")?;
            stage.save()?;
            let saved = stage.text.clone();
            stage.write(&mut journal, "后来")?;
            stage.keep(20)?;
            journal.rebase_on(stage.disk, &stage.places, stage.begin(&saved), replica(&stage.text))?;
            stage.write(&mut journal, "再后来")
        })?;
    }
    Ok(())
}

#[test]
fn a_draft_that_gets_its_first_file_is_in_the_one_or_in_the_other() -> io::Result<()> {
    sweep(Scene::New, |stage| {
        let mut journal = Journal::new(Begin { path: None, ..stage.begin("") });
        stage.write(&mut journal, "新的草稿e\u{301}")?;
        stage.save()?;
        stage.keep(20)?;
        let saved = stage.text.clone();
        stage.write(&mut journal, "后来")?;
        journal.rebase_on(stage.disk, &stage.places, stage.begin(&saved), replica(&stage.text))?;
        stage.write(&mut journal, "再后来")
    })?;
    Ok(())
}

#[test]
fn a_journal_that_grew_long_is_written_anew_and_loses_nothing() -> io::Result<()> {
    let long = "长".repeat(360_000);
    sweep(Scene::Plain, |stage| {
        let mut journal = stage.journal();
        stage.write(&mut journal, "新")?;
        let change = Change::new(Pos::default(), "", long.as_str());
        let back = Change::new(Pos::default(), long.as_str(), "");
        journal.append_on(stage.disk, &stage.places, &[change, back])?;
        stage.write(&mut journal, "后来")
    })?;
    Ok(())
}

#[test]
fn what_was_restored_is_in_a_journal_before_the_old_one_goes() -> io::Result<()> {
    sweep(Scene::Plain, |stage| {
        let mut journal = stage.journal();
        stage.write(&mut journal, "新")?;
        stage.write(&mut journal, "写的")?;
        drop(journal);
        let left = left_of(&stage.places, &stage.path);
        let leftover = left.drafts.into_iter().next().ok_or(io::ErrorKind::NotFound)?;
        let mut journal = stage.journal();
        journal.append_on(stage.disk, &stage.places, &leftover.changes)?;
        discard_on(stage.disk, &stage.places, &leftover.journal)?;
        stage.write(&mut journal, "后来")?;
        // Somebody took the draft over: it goes on in a file of its own.
        journal.part();
        stage.write(&mut journal, "再后来")
    })?;
    Ok(())
}

#[test]
fn on_a_disk_that_only_says_that_it_has_synced_every_promise_is_broken() {
    let save = |stage: &mut Stage<'_>| {
        stage.text.insert_str(0, "新写的");
        stage.save()
    };
    let write = |stage: &mut Stage<'_>| {
        let mut journal = stage.journal();
        stage.write(&mut journal, "新")?;
        stage.write(&mut journal, "写的")
    };
    let keep = |stage: &mut Stage<'_>| stage.keep(20);
    let lost = |deaf: Sync, scene: Scene, act: &dyn Fn(&mut Stage<'_>) -> io::Result<()>, what: &str| {
        let told = sweep_on(Some(deaf), scene, act).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(told.starts_with(what), "{deaf:?} {scene:?}: {told}");
    };
    for scene in SCENES {
        lost(Sync::File, scene, &save, "the document");
    }
    lost(Sync::Folder, Scene::New, &save, "the document");
    lost(Sync::Folder, Scene::Plain, &save, "the document");
    lost(Sync::Folder, Scene::Linked, &save, "the document");
    lost(Sync::File, Scene::Plain, &write, "a journal cannot be read");
    lost(Sync::Folder, Scene::Plain, &write, "what was safe");
    lost(Sync::Data, Scene::Plain, &write, "what was safe");
    lost(Sync::File, Scene::Plain, &keep, "a version");
    lost(Sync::Folder, Scene::Plain, &keep, "a version");
}

/// Writes, saves, takes over and restores in this order.
fn live(stage: &mut Stage<'_>, acts: &[u8]) -> io::Result<()> {
    let (disk, places) = (stage.disk, stage.places.clone());
    let (mut journal, mut base) = (None, stage.old().to_owned());
    for (act, time) in acts.iter().zip(20..) {
        match act {
            0..3 => {
                let mut own = journal.take().unwrap_or_else(|| Journal::new(stage.begin(&base)));
                stage.write(&mut own, ["新", "写的𠀀", "一段e\u{301}\n"].get(usize::from(*act)).unwrap_or(&"新"))?;
                journal = Some(own);
            }
            3 => {
                stage.save()?;
                base.clone_from(&stage.text);
                stage.keep(time)?;
                journal.take().into_iter().for_each(|journal| journal.remove_on(disk));
            }
            4 => {
                let mut own = journal.take().unwrap_or_else(|| Journal::new(stage.begin(&base)));
                stage.save()?;
                base.clone_from(&stage.text);
                stage.write(&mut own, "后来")?;
                stage.keep(time)?;
                own.rebase_on(disk, &places, stage.begin(&base), replica(&stage.text))?;
                journal = Some(own);
            }
            5 => journal.iter_mut().for_each(Journal::part),
            _ => {
                let Some(own) = journal.take() else { continue };
                drop(own);
                let left = left_of(&places, &stage.path).drafts;
                let mut own = Journal::new(stage.begin(&base));
                let restored = Change::new(Pos::default(), base.as_str(), stage.text.as_str());
                own.append_on(disk, &places, &[restored])?;
                left.iter().try_for_each(|left| discard_on(disk, &places, &left.journal))?;
                journal = Some(own);
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_was_done_before_the_power_went(acts in vec(0_u8..7, 1..8), off_after in 0_usize..120, scene in 0_usize..4) {
        let scene = SCENES.get(scene).copied().unwrap_or(Scene::Plain);
        let held = cut(&mut Seen::default(), (None, off_after), scene, |stage| live(stage, &acts));
        prop_assert!(held.is_ok(), "{}", held.map_or_else(|error| error.to_string(), |_| String::new()));
    }
}
