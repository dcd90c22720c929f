//! A disk with a cache: what was not synced is there until the power goes, and then may be there or not.
//!
//! What is written into a file is safe when the file is synced, a name when its folder is. Everything else is kept or
//! lost by itself, in any order; of a write a beginning may be kept, with or without the length of the rest.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::File;

use rustix::io::Errno;

use super::*;

/// The most things that are kept and lost in all ways; of more, each is kept alone and lost alone.
const ALL_WAYS: usize = 6;

/// A way to sync.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sync {
    File,
    Data,
    Folder,
}

/// The disk. Its power goes after the change of that number (from 1).
pub(super) struct Cached {
    root: PathBuf,
    /// Nothing can be made in this folder.
    pub closed: Option<PathBuf>,
    /// It says that it has synced so, and has not.
    pub deaf: Option<Sync>,
    off_after: usize,
    count: Cell<usize>,
    tree: RefCell<Tree>,
}

/// What the disk holds and what the cache does.
#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    /// Nodes by the number that the real file has.
    numbers: BTreeMap<u64, usize>,
    root: usize,
}

/// A file or a folder.
enum Node {
    File { safe: Vec<u8>, waiting: Vec<Write> },
    Folder { safe: BTreeMap<OsString, usize>, waiting: Vec<Naming> },
}

#[derive(Clone)]
enum Write {
    Bytes { at: usize, bytes: Vec<u8> },
    Length(usize),
}

/// Names that change together: a rename is kept or lost as one.
type Naming = Vec<(OsString, Option<usize>)>;

/// What becomes of something that was not synced.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Lost,
    Kept,
    /// So many bytes of it are kept; the rest is nothing or zeros.
    Torn(usize, bool),
}

/// What is on the disk when the power is back: paths from the root, with the file's number and bytes; folders have none.
pub(super) type State = BTreeMap<PathBuf, Option<(usize, Vec<u8>)>>;

impl Cached {
    /// What stands under `root` is safe.
    pub fn new(root: &Path, off_after: usize) -> io::Result<Self> {
        let mut tree = Tree::default();
        tree.root = tree.scan(root)?;
        let (count, tree) = (Cell::new(0), RefCell::new(tree));
        Ok(Self { root: root.to_owned(), closed: None, deaf: None, off_after, count, tree })
    }

    /// Whether the power has gone.
    pub fn is_off(&self) -> bool {
        self.count.get() >= self.off_after
    }

    /// Where the program keeps its backups.
    pub fn backups(&self) -> PathBuf {
        self.root.join("state/wengao/backup")
    }

    /// Whether there is still power for a look at the disk.
    fn look(&self) -> io::Result<()> {
        if self.is_off() { Err(Errno::IO.into()) } else { Ok(()) }
    }

    /// Changes the real files, and what is known of them.
    fn change<T>(&self, act: impl FnOnce() -> io::Result<T>, note: impl FnOnce(&mut Tree, &T)) -> io::Result<T> {
        self.look()?;
        let done = act();
        if let Ok(done) = &done {
            note(&mut self.tree.borrow_mut(), done);
        }
        self.count.set(self.count.get() + 1);
        done
    }

    fn sync_node(&self, way: Sync, number: io::Result<u64>) -> io::Result<()> {
        let note = |tree: &mut Tree, number: &u64| {
            if self.deaf != Some(way) {
                tree.synced(tree.node(Ok(*number)));
            }
        };
        self.change(|| number, note).map(drop)
    }

    /// All that can be on the disk after the power went now.
    pub fn states(&self) -> BTreeSet<State> {
        let tree = self.tree.borrow();
        let waiting = tree.waiting();
        let all = |fate| vec![fate; waiting.len()];
        let names = |named: Fate, written: Fate| {
            waiting.iter().map(|(_, write)| if write.is_none() { named } else { written }).collect::<Vec<_>>()
        };
        let whole = [all(Fate::Lost), all(Fate::Kept), names(Fate::Kept, Fate::Lost), names(Fate::Lost, Fate::Kept)];
        let mut fates: Vec<Vec<Fate>> = whole.to_vec();
        if waiting.len() <= ALL_WAYS {
            fates.extend((0..1_usize << waiting.len()).map(|ways| {
                let fate = |at: usize| if ways >> at & 1 == 1 { Fate::Kept } else { Fate::Lost };
                (0..waiting.len()).map(fate).collect()
            }));
        }
        for (at, (_, write)) in waiting.iter().enumerate() {
            let mut own = vec![Fate::Lost, Fate::Kept];
            if let Some(length) = write {
                let places = [0, 1, length / 2, length.saturating_sub(1)];
                own.extend(places.into_iter().flat_map(|kept| [Fate::Torn(kept, false), Fate::Torn(kept, true)]));
            }
            for (fate, others) in own.iter().flat_map(|fate| whole.iter().map(move |others| (fate, others))) {
                let mut others = others.clone();
                others.splice(at..=at, [*fate]);
                fates.push(others);
            }
        }
        fates.iter().map(|fates| tree.after(&waiting, fates)).collect()
    }

    /// Brings the real files into this state.
    pub fn lay(&self, state: &State) -> io::Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let path = entry?.path();
            if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
        let mut laid: BTreeMap<usize, PathBuf> = BTreeMap::new();
        for (path, held) in state {
            let path = self.root.join(path);
            match held {
                None => Real.make_folder(&path)?,
                Some((node, bytes)) => {
                    if let Some(other) = laid.get(node) {
                        fs::hard_link(other, &path)?;
                    } else {
                        fs::write(&path, bytes)?;
                        laid.insert(*node, path);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Tree {
    fn scan(&mut self, path: &Path) -> io::Result<usize> {
        let data = fs::symlink_metadata(path)?;
        if let Some(known) = self.numbers.get(&data.ino()) {
            return Ok(*known);
        }
        if data.is_file() {
            return Ok(self.add(data.ino(), Node::File { safe: fs::read(path)?, waiting: Vec::new() }));
        }
        let mut safe = BTreeMap::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            safe.insert(entry.file_name(), self.scan(&entry.path())?);
        }
        Ok(self.add(data.ino(), Node::Folder { safe, waiting: Vec::new() }))
    }

    fn add(&mut self, number: u64, node: Node) -> usize {
        self.nodes.push(node);
        self.numbers.insert(number, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    fn node(&self, number: io::Result<u64>) -> Option<usize> {
        self.numbers.get(&number.ok()?).copied()
    }

    fn at(&self, path: &Path) -> Option<usize> {
        self.node(fs::symlink_metadata(path).map(|data| data.ino()))
    }

    fn write(&mut self, file: &File, write: Write) {
        let node = self.node(file.metadata().map(|data| data.ino()));
        if let Some(Node::File { waiting, .. }) = node.and_then(|node| self.nodes.get_mut(node)) {
            waiting.push(write);
        }
    }

    fn name(&mut self, folder: &Path, naming: Naming) {
        let node = self.at(folder);
        if let Some(Node::Folder { waiting, .. }) = node.and_then(|node| self.nodes.get_mut(node)) {
            waiting.push(naming);
        }
    }

    /// Something new stands at `path`.
    fn made(&mut self, path: &Path, node: Node) {
        if let Ok(data) = fs::symlink_metadata(path) {
            let node = self.add(data.ino(), node);
            self.name(folder_of(path), vec![(last(path), Some(node))]);
        }
    }

    fn renamed(&mut self, from: &Path, to: &Path) {
        assert_eq!(from.parent(), to.parent(), "only within a folder");
        let node = self.at(to);
        self.name(folder_of(to), vec![(last(from), None), (last(to), node)]);
    }

    fn synced(&mut self, node: Option<usize>) {
        match node.and_then(|node| self.nodes.get_mut(node)) {
            Some(Node::File { safe, waiting }) => waiting.drain(..).for_each(|write| write.onto(safe, Fate::Kept)),
            Some(Node::Folder { safe, waiting }) => waiting.drain(..).for_each(|naming| rename(safe, naming)),
            None => {}
        }
    }

    /// What was not synced, in order: its node, and how many bytes it is when it is a write.
    fn waiting(&self) -> Vec<(usize, Option<usize>)> {
        let of = |(number, node): (usize, &Node)| match node {
            Node::File { waiting, .. } => waiting.iter().map(|write| (number, Some(write.length()))).collect(),
            Node::Folder { waiting, .. } => vec![(number, None); waiting.len()],
        };
        self.nodes.iter().enumerate().flat_map(of).collect()
    }

    /// What is on the disk when this becomes of what was not synced.
    fn after(&self, waiting: &[(usize, Option<usize>)], fates: &[Fate]) -> State {
        let of = |node: usize| waiting.iter().zip(fates).filter(move |((of, _), _)| *of == node).map(|(_, fate)| *fate);
        let mut state = State::new();
        let mut open = vec![(PathBuf::new(), self.root)];
        while let Some((path, number)) = open.pop() {
            match self.nodes.get(number) {
                Some(Node::File { safe, waiting }) => {
                    let mut bytes = safe.clone();
                    for (write, fate) in waiting.iter().zip(of(number)) {
                        write.clone().onto(&mut bytes, fate);
                    }
                    state.insert(path, Some((number, bytes)));
                }
                Some(Node::Folder { safe, waiting }) => {
                    let mut names = safe.clone();
                    for (naming, fate) in waiting.iter().zip(of(number)) {
                        if fate == Fate::Kept {
                            rename(&mut names, naming.clone());
                        }
                    }
                    open.extend(names.into_iter().map(|(name, node)| (path.join(name), node)));
                    if path != Path::new("") {
                        state.insert(path, None);
                    }
                }
                None => {}
            }
        }
        state
    }
}

impl Write {
    const fn length(&self) -> usize {
        match self {
            Self::Bytes { bytes, .. } => bytes.len(),
            Self::Length(_) => 0,
        }
    }

    fn onto(self, held: &mut Vec<u8>, fate: Fate) {
        match (self, fate) {
            (_, Fate::Lost) | (Self::Length(_), Fate::Torn(..)) => {}
            (Self::Length(length), Fate::Kept) => held.resize(length, 0),
            (Self::Bytes { at, mut bytes }, fate) => {
                if let Fate::Torn(kept, zeros) = fate {
                    let length = bytes.len();
                    bytes.truncate(kept);
                    bytes.resize(if zeros { length } else { bytes.len() }, 0);
                }
                held.resize(held.len().max(at + bytes.len()), 0);
                held.splice(at..at + bytes.len(), bytes);
            }
        }
    }
}

fn rename(names: &mut BTreeMap<OsString, usize>, naming: Naming) {
    for (name, node) in naming {
        match node {
            Some(node) => names.insert(name, node),
            None => names.remove(&name),
        };
    }
}

fn last(path: &Path) -> OsString {
    path.file_name().unwrap_or_default().to_owned()
}

impl Disk for Cached {
    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        self.look().and_then(|()| Real.read_link(path))
    }
    fn facts(&self, path: &Path) -> io::Result<Option<Facts>> {
        self.look().and_then(|()| Real.facts(path))
    }
    fn facts_of(&self, file: &File) -> io::Result<Facts> {
        self.look().and_then(|()| Real.facts_of(file))
    }
    fn may_write(&self, path: &Path) -> io::Result<()> {
        self.look().and_then(|()| Real.may_write(path))
    }
    fn open_read(&self, path: &Path) -> io::Result<File> {
        self.look().and_then(|()| Real.open_read(path))
    }
    fn open_write(&self, path: &Path) -> io::Result<File> {
        self.look().and_then(|()| Real.open_write(path))
    }
    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        if path.parent() == self.closed.as_deref() {
            return Err(Errno::ACCESS.into());
        }
        let file = || Node::File { safe: Vec::new(), waiting: Vec::new() };
        self.change(|| Real.create(path, mode), |tree, _| tree.made(path, file()))
    }
    fn read_all(&self, file: &File, limit: u64) -> io::Result<Vec<u8>> {
        self.look().and_then(|()| Real.read_all(file, limit))
    }
    fn write_all(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        let write = Write::Bytes { at: 0, bytes: bytes.to_vec() };
        self.change(|| Real.write_all(file, bytes), |tree, ()| tree.write(file, write))
    }
    fn set_length(&self, file: &File, length: u64) -> io::Result<()> {
        let write = Write::Length(usize::try_from(length).unwrap_or_default());
        self.change(|| Real.set_length(file, length), |tree, ()| tree.write(file, write))
    }
    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        self.look().and_then(|()| Real.set_owner(file, owner, group))
    }
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        self.look().and_then(|()| Real.set_mode(file, mode))
    }
    fn copy_attributes(&self, from: &Path, to: &File) -> io::Result<()> {
        self.look().and_then(|()| Real.copy_attributes(from, to))
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.sync_node(Sync::File, file.metadata().map(|data| data.ino()))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.sync_node(Sync::Folder, fs::symlink_metadata(folder).map(|data| data.ino()))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|| Real.rename(from, to), |tree, ()| tree.renamed(from, to))
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|| Real.rename_new(from, to), |tree, ()| tree.renamed(from, to))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.change(|| Real.remove(path), |tree, ()| tree.name(folder_of(path), vec![(last(path), None)]))
    }
    fn backup_folder(&self) -> io::Result<PathBuf> {
        Ok(self.backups())
    }
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.look().and_then(|()| Real.real_path(path))
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
        while let Some(folder) = missing.pop() {
            let made = Node::Folder { safe: BTreeMap::new(), waiting: Vec::new() };
            self.change(|| Real.make_folder(folder), |tree, ()| tree.made(folder, made))?;
        }
        self.look()
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.change(|| Real.remove_folder(path), |tree, ()| tree.name(folder_of(path), vec![(last(path), None)]))
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.look().and_then(|()| Real.names(folder))
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        let new = !path.exists();
        let file = Node::File { safe: Vec::new(), waiting: Vec::new() };
        let note = |tree: &mut Tree, _: &File| {
            if new {
                tree.made(path, file);
            }
        };
        self.change(|| Real.open_lock(path), note)
    }
    fn lock(&self, file: &File) -> io::Result<bool> {
        self.look().and_then(|()| Real.lock(file))
    }
    fn append(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        let at = file.metadata().map_or(0, |data| usize::try_from(data.size()).unwrap_or_default());
        let write = Write::Bytes { at, bytes: bytes.to_vec() };
        self.change(|| Real.append(file, bytes), |tree, ()| tree.write(file, write))
    }
    fn sync_data(&self, file: &File) -> io::Result<()> {
        self.sync_node(Sync::Data, file.metadata().map(|data| data.ino()))
    }
}
