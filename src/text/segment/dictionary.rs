//! The words that are known, with their frequencies and classes: jieba's dictionary as `build.rs` packed it, and what was
//! added to it.
//!
//! Words stand in a double array over characters (see `build.rs` for its form), so that the words which begin at a
//! character are found with one look at memory for each of their characters. Nothing here knows how text is cut by them.

use rustc_hash::FxHashMap;

const CODES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/codes"));
const ROOTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/roots"));
const NODES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/nodes"));
const ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entries"));
const TAGS: &str = include_str!(concat!(env!("OUT_DIR"), "/tags"));

/// The most that 24 bits hold: bases, and so places, and entries.
const MOST: usize = (1 << 24) - 1;

/// A place in the double array: from the lowest bit on 24 of its base, 16 of its character's code, 24 of its entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node(u64);

impl Node {
    /// Of no character.
    const FREE: Self = Self(0xffff << 24);

    const fn new(base: usize, code: u16, entry: usize) -> Self {
        Self(base as u64 | (code as u64) << 24 | (entry as u64) << 40)
    }

    /// Where its children are, counted from by their codes; 0 when there are none.
    const fn base(self) -> usize {
        (self.0 & 0xff_ffff) as usize
    }

    const fn code(self) -> u16 {
        (self.0 >> 24) as u16
    }

    /// The entry of the word that ends here; 0 when none does.
    pub(super) const fn entry(self) -> usize {
        (self.0 >> 40) as usize
    }

    /// Whether it is a node.
    const fn is_there(self) -> bool {
        self.code() != Self::FREE.code()
    }
}

/// Where a node stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Among those of single characters, by its code.
    Root(u16),
    /// Among the others.
    Below(usize),
}

/// What is known of a word, shared by words of which the same is.
#[derive(Clone, Copy, Debug)]
struct Entry {
    frequency: u64,
    tag: u16,
}

/// The words.
#[derive(Clone, Debug)]
pub(super) struct Dictionary {
    /// The codes of the characters of the basic plane; 0 for those that no word has.
    codes: Vec<u16>,
    /// Those of the others.
    far: FxHashMap<char, u16>,
    /// How many codes there are.
    coded: u16,
    /// The nodes of single characters, by their codes.
    roots: Vec<Node>,
    nodes: Vec<Node>,
    /// All bases below may be in use.
    room: usize,
    entries: Vec<Entry>,
    /// The logarithms of the frequencies of `entries`.
    logs: Vec<f64>,
    tags: Vec<Box<str>>,
    /// The sum of all frequencies.
    total: u64,
    log_total: f64,
}

impl Dictionary {
    /// jieba's own.
    pub(super) fn jieba() -> Self {
        let nodes = |bytes: &[u8]| bytes.as_chunks().0.iter().map(|node| Node(u64::from_le_bytes(*node))).collect();
        let nodes: [Vec<Node>; 2] = [nodes(ROOTS), nodes(NODES)];
        let [roots, nodes] = nodes;
        let number = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes);
        let entries: Vec<Entry> = (ENTRIES.as_chunks().0.as_chunks().0.iter())
            .map(|[frequency, tag]| Entry { frequency: number(frequency).into(), tag: number(tag) as u16 })
            .collect();
        let words = roots.iter().chain(&nodes);
        let total = words.filter_map(|node| entries.get(node.entry())).map(|entry| entry.frequency).sum();
        Self {
            codes: CODES.as_chunks().0.iter().map(|code| u16::from_le_bytes(*code)).collect(),
            far: FxHashMap::default(),
            coded: roots.len() as u16,
            room: nodes.len(),
            roots,
            nodes,
            logs: entries.iter().map(|entry| (entry.frequency as f64).ln()).collect(),
            entries,
            tags: TAGS.lines().map(Into::into).collect(),
            total,
            log_total: (total as f64).ln(),
        }
    }

    /// The code of a character; 0 when no word has it.
    #[inline]
    pub(super) fn code(&self, c: char) -> u16 {
        match self.codes.get(c as usize) {
            Some(code) => *code,
            None => self.far.get(&c).copied().unwrap_or(0),
        }
    }

    /// The node of a character by itself.
    #[inline]
    pub(super) fn root(&self, code: u16) -> Option<Node> {
        self.roots.get(usize::from(code)).copied().filter(|node| node.is_there())
    }

    /// The node of what `node` is for with one character more.
    #[inline]
    pub(super) fn child(&self, node: Node, code: u16) -> Option<Node> {
        let base = node.base();
        if base == 0 {
            return None;
        }
        self.nodes.get(base + usize::from(code)).copied().filter(|node| node.code() == code)
    }

    /// The logarithm of the frequency of an entry, which is that of a word.
    #[inline]
    pub(super) fn log(&self, entry: usize) -> f64 {
        self.logs.get(entry).copied().unwrap_or_default()
    }

    /// The logarithm of the sum of all frequencies.
    pub(super) const fn log_total(&self) -> f64 {
        self.log_total
    }

    /// The entry of the word with these codes.
    pub(super) fn entry(&self, codes: impl IntoIterator<Item = u16>) -> Option<usize> {
        let mut codes = codes.into_iter();
        let first = self.root(codes.next()?)?;
        let last = codes.try_fold(first, |node, code| self.child(node, code))?;
        Some(last.entry()).filter(|entry| *entry != 0)
    }

    /// The entry of `word`.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.entry(word.chars().map(|c| self.code(c)))
    }

    /// How often a word with this entry is taken to occur.
    pub(super) fn frequency(&self, entry: usize) -> u64 {
        self.entries.get(entry).map_or(0, |entry| entry.frequency)
    }

    /// The class of a word with this entry, by jieba's code.
    pub(super) fn tag(&self, entry: usize) -> &str {
        let tag = self.entries.get(entry).and_then(|entry| self.tags.get(usize::from(entry.tag)));
        tag.map_or("", |tag| &**tag)
    }

    /// Adds `word`. One that is there gets the frequency and keeps its class. An empty word is none, and beyond some
    /// millions there is no room for more.
    pub(super) fn add(&mut self, word: &str, frequency: u64, tag: &str) {
        let before = self.find(word).and_then(|entry| self.entries.get(entry)).copied();
        let tag = before.map_or_else(|| self.tag_number(tag), |before| before.tag);
        let entry = self.entries.len();
        if entry > MOST || !self.put(word, entry) {
            return;
        }
        self.entries.push(Entry { frequency, tag });
        self.logs.push((frequency as f64).ln());
        self.total += frequency;
        self.total -= before.map_or(0, |before| before.frequency);
        self.log_total = (self.total as f64).ln();
    }

    fn tag_number(&mut self, tag: &str) -> u16 {
        let known = self.tags.iter().position(|known| **known == *tag);
        known.unwrap_or_else(|| {
            self.tags.push(tag.into());
            self.tags.len() - 1
        }) as u16
    }

    /// Gives a word an entry; whether there was room for it.
    fn put(&mut self, word: &str, entry: usize) -> bool {
        let mut chars = word.chars();
        let Some(code) = chars.next().and_then(|first| self.code_for(first)) else { return false };
        let Some(root) = self.roots.get_mut(usize::from(code)) else { return false };
        if !root.is_there() {
            *root = Node::new(0, code, 0);
        }
        let mut place = Place::Root(code);
        for c in chars {
            let Some(next) = self.code_for(c).and_then(|code| self.child_for(place, code)) else { return false };
            place = Place::Below(next);
        }
        let Some(last) = self.at(place) else { return false };
        *last = Node::new(last.base(), last.code(), entry);
        true
    }

    /// The place of the child of a node by a character; it gets one when it has none.
    fn child_for(&mut self, parent: Place, code: u16) -> Option<usize> {
        let node = *self.at(parent)?;
        if self.child(node, code).is_some() {
            return Some(node.base() + usize::from(code));
        }
        let base = self.with_room(node, code)?;
        *self.at(parent)? = Node::new(base, node.code(), node.entry());
        let child = base + usize::from(code);
        if self.nodes.len() <= child {
            self.nodes.resize(child + 1, Node::FREE);
        }
        *self.nodes.get_mut(child)? = Node::new(0, code, 0);
        Some(child)
    }

    fn at(&mut self, place: Place) -> Option<&mut Node> {
        match place {
            Place::Root(code) => self.roots.get_mut(usize::from(code)),
            Place::Below(place) => self.nodes.get_mut(place),
        }
    }

    /// The code of `c`; it gets one when it is new.
    fn code_for(&mut self, c: char) -> Option<u16> {
        match self.code(c) {
            0 if self.coded == Node::FREE.code() => None,
            0 => {
                let code = self.coded;
                match self.codes.get_mut(c as usize) {
                    Some(of) => *of = code,
                    None => drop(self.far.insert(c, code)),
                }
                self.coded += 1;
                self.roots.push(Node::FREE);
                Some(code)
            }
            code => Some(code),
        }
    }

    /// A base for the children of `node` and one more, for which it has room. They are moved there.
    fn with_room(&mut self, node: Node, code: u16) -> Option<usize> {
        let base = node.base();
        if base != 0 && self.is_free(base + usize::from(code)) {
            return Some(base);
        }
        let all = if base == 0 { 0 } else { self.coded };
        let children: Vec<u16> = (1..all).filter(|code| self.child(node, *code).is_some()).collect();
        let fits = |base: usize| {
            let mut wanted = children.iter().copied().chain([code]);
            wanted.all(|code| self.is_free(base + usize::from(code)))
        };
        let new = (self.room..=MOST - usize::from(u16::MAX)).find(|base| fits(*base))?;
        self.room = new + 1;
        let end = new + usize::from(self.coded);
        if self.nodes.len() <= end {
            self.nodes.resize(end + 1, Node::FREE);
        }
        for code in children {
            let (from, to) = (base + usize::from(code), new + usize::from(code));
            let child = self.nodes.get_mut(from).map(|child| std::mem::replace(child, Node::FREE));
            if let (Some(child), Some(place)) = (child, self.nodes.get_mut(to)) {
                *place = child;
            }
        }
        Some(new)
    }

    fn is_free(&self, place: usize) -> bool {
        self.nodes.get(place).is_none_or(|node| !node.is_there())
    }
}
