//! The words of a jieba dictionary, each drawn as often as the dictionary says that it occurs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::random::Random;

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Names of things: `n` and `vn`, without those of persons and places.
    Thing,
    /// What is done: `v` and `vn` of two characters or more.
    Deed,
    /// How: `a`, `ad`, `d` of two characters or more.
    Manner,
    /// Idioms and set phrases: `i`, `l`.
    Idiom,
    /// Places and bodies: `ns`, `nt`.
    Place,
    /// Persons: `nr`.
    Person,
    /// Any word at all.
    Any,
}

const CLASSES: [Class; 7] =
    [Class::Thing, Class::Deed, Class::Manner, Class::Idiom, Class::Place, Class::Person, Class::Any];

impl Class {
    /// Whether a word of `characters` characters tagged `tag` is of the class.
    fn has(self, tag: &str, characters: usize) -> bool {
        match self {
            Self::Thing => matches!(tag, "n" | "vn" | "nz" | "an" | "j") && characters >= 2,
            Self::Deed => matches!(tag, "v" | "vn" | "vd") && characters >= 2,
            Self::Manner => matches!(tag, "a" | "ad" | "d" | "b") && characters >= 2,
            Self::Idiom => matches!(tag, "i" | "l") && characters >= 4,
            Self::Place => matches!(tag, "ns" | "nt") && characters >= 2,
            Self::Person => tag == "nr" && (2..=3).contains(&characters),
            Self::Any => true,
        }
    }
}

/// The words of one class.
#[derive(Debug, Default)]
struct Pool {
    /// Ranges of bytes in the text, most frequent first.
    words: Vec<(u32, u32)>,
    /// How often each word and those before it occur.
    sums: Vec<u64>,
}

/// A dictionary.
#[derive(Debug)]
pub struct Words {
    text: String,
    pools: [Pool; CLASSES.len()],
}

impl Words {
    /// Reads lines of the form `词 次数 词性`. Only words of ideographs are kept: others stand in documents otherwise.
    ///
    /// # Errors
    /// When some class has no word.
    pub fn new(dictionary: String) -> anyhow::Result<Self> {
        let mut entries = Vec::new();
        let mut start = 0;
        for line in dictionary.split_inclusive('\n') {
            let mut fields = line.split_whitespace();
            if let (Some(word), Some(count)) = (fields.next(), fields.next().and_then(|n| n.parse::<u64>().ok())) {
                let han = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                if han && count > 0 {
                    let at = (start as u32, (start + word.len()) as u32);
                    entries.push((count, at, word.chars().count(), fields.next().unwrap_or_default()));
                }
            }
            start += line.len();
        }
        entries.sort_by_key(|&(count, at, ..)| (std::cmp::Reverse(count), at));
        let pools = CLASSES.map(|class| {
            let mut pool = Pool::default();
            let mut sum = 0;
            for &(count, at, characters, tag) in &entries {
                if class.has(tag, characters) {
                    sum += count;
                    pool.words.push(at);
                    pool.sums.push(sum);
                }
            }
            pool
        });
        for (class, pool) in CLASSES.iter().zip(&pools) {
            if pool.words.is_empty() {
                bail!("词典里没有可用的词（{class:?}），每行应为 词 次数 词性");
            }
        }
        Ok(Self { text: dictionary, pools })
    }

    /// A word of `class`.
    pub fn draw(&self, class: Class, random: &mut Random) -> &str {
        let Some(pool) = CLASSES.iter().position(|&c| c == class).and_then(|i| self.pools.get(i)) else { return "" };
        let at = random.below(pool.sums.last().copied().unwrap_or(1));
        let found = pool.words.get(pool.sums.partition_point(|&sum| sum <= at));
        found.and_then(|&(start, end)| self.text.get(start as usize..end as usize)).unwrap_or_default()
    }
}

/// The dictionary in the source of the jieba-rs crate that this project is built with.
///
/// # Errors
/// When cargo does not tell where that is.
pub fn of_jieba() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--offline", "--manifest-path"]);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    // Packages of other systems were never fetched.
    let rustc = Command::new("rustc").arg("-vV").output().context("运行 rustc")?;
    let about = String::from_utf8_lossy(&rustc.stdout);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc 没说是哪个平台")?;
    command.args(["--filter-platform", host]);
    let output = command.output().context("运行 cargo metadata")?;
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).context("读 cargo metadata 的结果")?;
    let packages = told["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let manifest =
        packages.iter().find(|package| package["name"] == "jieba-rs").and_then(|p| p["manifest_path"].as_str());
    let folder = manifest.and_then(|path| Path::new(path).parent()).context("cargo metadata 里没有 jieba-rs")?;
    Ok(folder.join("src/data/dict.txt"))
}

/// A small dictionary with words of every class.
#[cfg(test)]
pub fn sample() -> anyhow::Result<Words> {
    let lines =
        "的 900 uj\n工作 500 vn\n群众 300 n\n整改 80 v\n扎实 60 ad\n持之以恒 20 i\n云岭 10 ns\n林木森 3 nr\nAB型 9 n\n";
    Words::new(lines.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_as_often_as_the_dictionary_says() -> anyhow::Result<()> {
        let words = sample()?;
        let mut random = Random::new(1);
        let drawn: Vec<&str> = (0..8000).map(|_| words.draw(Class::Thing, &mut random)).collect();
        let work = drawn.iter().filter(|word| **word == "工作").count();
        assert!(drawn.iter().all(|word| matches!(*word, "工作" | "群众")));
        assert!((4800..5200).contains(&work), "{work}");
        Ok(())
    }

    #[test]
    fn a_dictionary_without_words_is_refused() {
        assert!(Words::new("工作\n群众 x n\n".to_owned()).is_err());
    }
}
