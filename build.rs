//! Packs the dictionary and the model for unknown words that `src/text/segment` reads, so that no start has to: the words
//! into a double array (Aoe 1989) over characters, the model into tables.
//!
//! All numbers are little-endian. A node of the array is eight bytes: its base, its own character's code and its entry, of
//! 24, 16 and 24 bits from the lowest on; the child by the character `c` stands at base + code of `c` and bears that code.
//! No two nodes share a base, so that a code tells whose child a node is. Codes count from 1, frequent characters first.

use std::collections::HashMap;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// What is packed, and of which package it is.
const DICTIONARY: (&str, &str) = ("jieba-rs", "src/data/dict.txt");
const MODEL: (&str, &str) = ("jieba-macros", "src/hmm.model");
/// The code of a node that is free.
const FREE: u64 = 0xffff;
/// The model's characters: from the first on, so many.
const FIRST: u32 = 0x4e00;
const CHARACTERS: usize = 0x9fd5 - 0x4e00 + 1;
/// What a character is said to have where the model says nothing.
const NEVER: f64 = -3.14e100;

fn main() -> Result<(), Box<dyn Error>> {
    let to = PathBuf::from(env::var("OUT_DIR")?);
    let packages = packages()?;
    let words = read(&packages, DICTIONARY)?;
    dictionary(&words, &to)?;
    // Tests go through it word by word.
    fs::write(to.join("words"), words)?;
    model(&read(&packages, MODEL)?, &to)?;
    writeln!(io::stdout(), "cargo::rerun-if-changed=build.rs\ncargo::rerun-if-changed=Cargo.lock")?;
    Ok(())
}

/// What cargo knows of the packages that this one is built from, as JSON. The dictionary and the model are those of the
/// very version that is locked, so that text is cut here as jieba-rs cuts it.
fn packages() -> Result<String, Box<dyn Error>> {
    let (cargo, target) = (env::var("CARGO")?, env::var("TARGET")?);
    let ask = |offline: &[&str]| {
        let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", &target];
        Command::new(&cargo)
            .args(arguments)
            .args(offline)
            .current_dir(env::var("CARGO_MANIFEST_DIR")?)
            .output()
            .map_err(|error| -> Box<dyn Error> { format!("{cargo} metadata: {error}").into() })
    };
    // What only the tests need may not be there yet.
    let mut told = ask(&["--offline"])?;
    if !told.status.success() {
        told = ask(&[])?;
    }
    if !told.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&told.stderr)).into());
    }
    Ok(String::from_utf8(told.stdout)?)
}

/// The text of a file of a package.
fn read(packages: &str, (package, file): (&str, &str)) -> Result<String, Box<dyn Error>> {
    let manifest = packages
        .split_once(&format!("\"name\":\"{package}\",\"version\""))
        .and_then(|(_, rest)| rest.split_once("\"manifest_path\":\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .ok_or_else(|| format!("cargo metadata says nothing of {package}"))?;
    let path = Path::new(&manifest.0.replace("\\\\", "\\")).with_file_name(file);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// A node of the trie while it is made.
#[derive(Default)]
struct Node {
    /// 0 where no word ends.
    entry: u32,
    /// Codes and nodes.
    children: Vec<(u16, usize)>,
}

/// Packs a list of `word frequency class`, sorted by word.
fn dictionary(text: &str, to: &Path) -> Result<(), Box<dyn Error>> {
    let mut uses: HashMap<char, usize> = HashMap::new();
    let mut rows = Vec::new();
    for line in text.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(frequency), Some(tag)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(format!("{line}: not a word, a number and a class").into());
        };
        rows.push((word, frequency.parse::<u32>()?, tag));
        for c in word.chars() {
            *uses.entry(c).or_default() += 1;
        }
    }
    let mut characters: Vec<(usize, char)> = uses.into_iter().map(|(c, uses)| (uses, c)).collect();
    characters.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut codes = vec![0_u16; 1 << 16];
    for (code, (_, c)) in (1..).zip(&characters) {
        *codes.get_mut(*c as usize).ok_or("a character beyond the basic plane")? = code;
    }
    let mut tags: Vec<&str> = Vec::new();
    // The entry 0 is that of no word.
    let mut entries: Vec<(u32, u16)> = vec![(0, 0)];
    let mut numbers: HashMap<(u32, &str), u32> = HashMap::new();
    let mut nodes: Vec<Node> = vec![Node::default()];
    // Those of frequent words side by side.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|row| std::cmp::Reverse(rows[*row].1));
    for row in order {
        let (_, frequency, tag) = rows[row];
        numbers.entry((frequency, tag)).or_insert_with(|| {
            let tag = tags.iter().position(|known| *known == tag).unwrap_or_else(|| {
                tags.push(tag);
                tags.len() - 1
            });
            entries.push((frequency, tag as u16));
            entries.len() as u32 - 1
        });
    }
    for (word, frequency, tag) in rows {
        let mut at = 0;
        for c in word.chars() {
            let code = codes[c as usize];
            // Words are sorted, so that the child is the last one or there is none.
            let next = nodes.len();
            at = match nodes[at].children.last() {
                Some(&(last, child)) if last == code => child,
                _ => {
                    nodes[at].children.push((code, next));
                    nodes.push(Node::default());
                    next
                }
            };
        }
        if nodes[at].entry != 0 {
            return Err(format!("{word} stands in the list twice").into());
        }
        nodes[at].entry = numbers.get(&(frequency, tag)).copied().unwrap_or(0);
    }
    for node in &mut nodes {
        node.children.sort_unstable();
        if node.children.windows(2).any(|two| two[0].0 == two[1].0) {
            return Err("the list is not sorted".into());
        }
    }
    let (roots, array) = pack(&nodes, characters.len());
    fs::write(to.join("codes"), codes.iter().flat_map(|code| code.to_le_bytes()).collect::<Vec<u8>>())?;
    fs::write(to.join("roots"), roots.iter().flat_map(|node| node.to_le_bytes()).collect::<Vec<u8>>())?;
    fs::write(to.join("nodes"), array.iter().flat_map(|node| node.to_le_bytes()).collect::<Vec<u8>>())?;
    let numbers = entries.iter().flat_map(|(frequency, tag)| [*frequency, u32::from(*tag)]);
    fs::write(to.join("entries"), numbers.flat_map(u32::to_le_bytes).collect::<Vec<u8>>())?;
    fs::write(to.join("tags"), tags.join("\n"))?;
    Ok(())
}

/// The nodes of single characters by code, and those below them. The children of a node go to the first base where all of
/// them find room, those of nodes with many children first.
fn pack(nodes: &[Node], codes: usize) -> (Vec<u64>, Vec<u64>) {
    let mut free = Bits::default();
    let mut unused = Bits::default();
    let mut bases = vec![0; nodes.len()];
    let mut parents: Vec<usize> = (1..nodes.len()).filter(|node| !nodes[*node].children.is_empty()).collect();
    parents.sort_by_key(|node| std::cmp::Reverse(nodes[*node].children.len()));
    // A base of 0 is that of a node without children.
    unused.take(0);
    let (mut before, mut from) = (0, 0);
    for parent in parents {
        let children = &nodes[parent].children;
        if children.len() != before {
            (before, from) = (children.len(), 0);
        }
        let fitting = |block: usize| {
            let all = children.iter().fold(unused.word(block * 64), |fit, (code, _)| {
                if fit == 0 { 0 } else { fit & free.word(block * 64 + usize::from(*code)) }
            });
            (all != 0).then(|| block * 64 + all.trailing_zeros() as usize)
        };
        let Some(base) = (from..).find_map(fitting) else { continue };
        from = base / 64;
        unused.take(base);
        for (code, _) in children {
            free.take(base + usize::from(*code));
        }
        bases[parent] = base;
    }
    let word = |code: u16, node: usize| bases[node] as u64 | u64::from(code) << 24 | u64::from(nodes[node].entry) << 40;
    let mut roots = vec![FREE << 24; codes + 1];
    for &(code, node) in &nodes[0].children {
        roots[usize::from(code)] = word(code, node);
    }
    let mut array = vec![FREE << 24; free.0.len() * 64];
    for (parent, node) in nodes.iter().enumerate().skip(1) {
        for &(code, child) in &node.children {
            array[bases[parent] + usize::from(code)] = word(code, child);
        }
    }
    while array.last() == Some(&(FREE << 24)) {
        array.pop();
    }
    (roots, array)
}

/// Places, all free but those that were taken.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    /// The 64 places from one on, a bit set for each that is free.
    fn word(&self, at: usize) -> u64 {
        let of = |block: usize| self.0.get(block).map_or(u64::MAX, |taken| !taken);
        let (block, bit) = (at / 64, at % 64);
        if bit == 0 { of(block) } else { of(block) >> bit | of(block + 1) << (64 - bit) }
    }

    fn take(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        self.0[at / 64] |= 1 << (at % 64);
    }
}

/// Packs the model: four logarithms for the first character, four for each step to another state, and for each character
/// the place of its four among all; state by state 始, 末, 中, 单.
fn model(text: &str, to: &Path) -> Result<(), Box<dyn Error>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut numbers: Vec<f64> = Vec::new();
    for line in lines.by_ref().take(5) {
        for number in line.split_whitespace() {
            numbers.push(number.parse()?);
        }
    }
    let mut places = vec![0_u16; CHARACTERS];
    // The first four are those of a character that the model does not know.
    let mut emitted: Vec<[f64; 4]> = vec![[NEVER; 4]];
    for (state, line) in lines.enumerate() {
        for pair in line.split(',') {
            let (c, number) = pair.split_once(':').ok_or("no character and number")?;
            let c = c.chars().next().ok_or("no character")?;
            let Some(place) = (c as usize).checked_sub(FIRST as usize).and_then(|at| places.get_mut(at)) else {
                continue;
            };
            if *place == 0 {
                *place = emitted.len() as u16;
                emitted.push([NEVER; 4]);
            }
            *emitted.get_mut(usize::from(*place)).and_then(|row| row.get_mut(state)).ok_or("a fifth state")? =
                number.parse()?;
        }
    }
    numbers.extend(emitted.iter().flatten());
    fs::write(to.join("model"), numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>())?;
    fs::write(to.join("places"), places.iter().flat_map(|place| place.to_le_bytes()).collect::<Vec<u8>>())?;
    Ok(())
}
