//! Layer 3: settings. One TOML file, every key with a default; the command line overrides it.
//!
//! Reads the one configuration file and the word lists that it names; knows nothing of screens.

mod proofreading;

use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

pub use proofreading::{add_name, drop_name, own_names, proofreading, reviewer};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::corpus::load::words;
use crate::corpus::model::Problem;
use crate::draft::export::Latin;
use crate::draft::snippets::Snippet;
use crate::stats::report::Language;
use crate::text::class::Class;
use crate::text::segment::parse_lexicon;

/// Cells of East Asian Ambiguous characters (“ ” — …).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ambiguous {
    /// Ask the terminal at the start.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

/// Where sidecars are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SidecarPlace {
    /// Beside the document; in the program's folder where that cannot be written.
    #[default]
    Beside,
    /// In the program's folder.
    State,
}

/// The keys of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DraftKeys {
    /// What is typed is text.
    #[default]
    Plain,
    /// Normal, insert and visual mode, as in vi.
    Vim,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Folders and files to open when none is named.
    pub folders: Vec<PathBuf>,
    /// Language of the words on screen.
    pub lang: Language,
    /// Draw borders and bars in ASCII.
    pub ascii: bool,
    /// Listen to the mouse.
    pub mouse: bool,
    /// Width of ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Largest file to read, in MiB.
    pub max_file_mib: u64,
    /// Own words for segmentation, one a line with optional weight and tag.
    pub user_words: Option<PathBuf>,
    /// Own stop words, one a line.
    pub stop_words: Option<PathBuf>,
    /// Own set phrases that are no copied text, one a line.
    pub set_phrases: Option<PathBuf>,
    /// The parts of speech whose words count as words that mean something.
    pub keyword_classes: Vec<Class>,
    /// Own words for the roles of sections, `角色 词 权重 [标题|正文]` a line.
    pub roles: Option<PathBuf>,
    /// Where what a person said of a document is kept: beside it, or in the program's own folder.
    pub sidecar: SidecarPlace,
    /// Keep what was made of large folders for the next start, in the program's own cache folder.
    pub cache: bool,
    /// Watch what is open and follow what happens there.
    pub watch: bool,
    /// Target length of a draft, in 字数; 0 for none.
    pub target: u64,
    /// The face of Latin letters and digits in documents that are exported: that of the text, or Times New Roman.
    pub latin_face: Latin,
    /// Make half-width marks typed among Chinese full-width.
    pub smart_punctuation: bool,
    /// Offer how a text goes on, dimmed behind the caret.
    pub ghost: bool,
    /// From how many 字 on a sentence of the draft is marked as long; 0 for none.
    pub long_sentence: usize,
    /// Rules of the proofreader that are switched off, by id.
    pub lint_off: Vec<String>,
    /// Rules that are off by themselves and are switched on, by id.
    pub lint_on: Vec<String>,
    /// Weights of rules by id: must, suspect or hint.
    pub lint_levels: BTreeMap<String, String>,
    /// Names, units, places and terms that the proofreader leaves alone, one a line, `=` between variants.
    pub names: Option<PathBuf>,
    /// From how many 字 on a document is too long; 0 for never.
    pub longest_document: usize,
    /// Who comments and decides; the name that the system knows without it.
    pub reviewer: String,
    /// Whether what is typed in a draft is text at once, or keys of vi until it is told to be text.
    pub draft_keys: DraftKeys,
    /// Keys by command id, such as `"read.fold" = ["h", "left"]`; an empty list takes a command's keys away.
    pub keys: BTreeMap<String, Vec<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            folders: Vec::new(),
            lang: Language::Chinese,
            ascii: false,
            mouse: true,
            ambiguous: Ambiguous::Auto,
            max_file_mib: 64,
            user_words: None,
            stop_words: None,
            set_phrases: None,
            keyword_classes: Class::MEANINGFUL.to_vec(),
            roles: None,
            sidecar: SidecarPlace::Beside,
            cache: true,
            watch: true,
            target: 0,
            latin_face: Latin::Same,
            smart_punctuation: true,
            ghost: true,
            long_sentence: 80,
            lint_off: Vec::new(),
            lint_on: Vec::new(),
            lint_levels: BTreeMap::new(),
            names: None,
            longest_document: 0,
            reviewer: String::new(),
            draft_keys: DraftKeys::Plain,
            keys: BTreeMap::new(),
        }
    }
}

/// The largest list of words that is read, in bytes.
const LARGEST_LIST: u64 = 16 << 20;

/// Where the configuration file is looked for: `$XDG_CONFIG_HOME/wengao/config.toml`, else under `~/.config`.
pub fn path() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("wengao").join("config.toml"))
}

/// Where the program keeps what belongs to no folder of the person's: `$XDG_STATE_HOME/wengao`, else under
/// `~/.local/state`.
pub fn state_folder() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    let folder = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some(folder.join("wengao"))
}

/// Where what can be made again is kept: `$XDG_CACHE_HOME/wengao`, else under `~/.cache`.
pub fn cache_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("wengao"))
}

/// Reads the settings. A file that is not there gives the defaults; one that cannot be read or understood gives the
/// defaults and a row that says why.
pub fn read(path: &Path) -> (Config, Vec<Problem>) {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Config::default(), Vec::new()),
        Err(error) => return (Config::default(), vec![problem(path, format!("设置文件读不了：{}", words(&error)))]),
    };
    match toml::from_str(&text) {
        Ok(config) => (config, Vec::new()),
        Err(error) => {
            let line = error.span().map_or(1, |span| text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1);
            let reason = format!("设置文件第 {line} 行看不懂：{}。先用默认设置", told(error.message()));
            (Config::default(), vec![problem(path, reason)])
        }
    }
}

/// The person's own snippets, kept beside the settings in `snippets.toml` as `[[snippet]]` tables.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Snippets {
    snippet: Vec<Snippet>,
}

/// Where a person's own snippets are looked for: `snippets.toml` beside the settings.
pub fn snippets_file() -> Option<PathBuf> {
    Some(path()?.with_file_name("snippets.toml"))
}

/// Reads a person's own snippets. No file is no problem; one that cannot be read or understood is a row.
pub fn snippets(path: &Path) -> (Vec<Snippet>, Vec<Problem>) {
    let small = path.metadata().is_ok_and(|found| found.is_file() && found.len() <= LARGEST_LIST);
    if !path.exists() {
        return (Vec::new(), Vec::new());
    }
    let text = if small { std::fs::read_to_string(path).ok() } else { None };
    let Some(text) = text else { return (Vec::new(), vec![problem(path, "套话文件读不了".to_owned())]) };
    match toml::from_str::<Snippets>(&text) {
        Ok(read) => (read.snippet, Vec::new()),
        Err(error) => {
            let line = error.span().map_or(1, |span| text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1);
            (Vec::new(), vec![problem(path, format!("套话文件第 {line} 行看不懂：{}", told(error.message())))])
        }
    }
}

/// Reads a word list that the settings name; a list that cannot be read is a row.
pub fn word_list(path: Option<&Path>) -> (String, Vec<Problem>) {
    let Some(path) = path else { return (String::new(), Vec::new()) };
    // A pipe would never end, and a list of words is no such size.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file() || metadata.len() > LARGEST_LIST) {
        return (String::new(), vec![problem(path, "词表要是普通文件，不超过 16 MB".to_owned())]);
    }
    match std::fs::read_to_string(path) {
        Ok(text) => (text, Vec::new()),
        Err(error) => (String::new(), vec![problem(path, format!("词表读不了：{}", words(&error)))]),
    }
}

/// The person's own list of words where the settings name none: `words.txt` beside the settings.
pub fn own_words() -> Option<PathBuf> {
    path().map(|settings| settings.with_file_name("words.txt"))
}

/// Reads the list of words at `named`, else the one that [`own_words`] names where there is one.
pub fn user_words(named: Option<&Path>) -> (String, Vec<Problem>) {
    let own = own_words().filter(|path| named.is_none() && path.exists());
    word_list(named.or(own.as_deref()))
}

/// Adds `word` to the end of the list at `path`, which is made where there is none; gives the text of the whole list.
/// A word that stands in it already is not added again.
///
/// # Errors
/// In the user's words: it is no word for the segmenter, or the list cannot be written.
pub fn add_word(path: &Path, word: &str) -> Result<String, String> {
    let word = word.trim();
    let (entries, bad) = parse_lexicon(word);
    if let Some(line) = bad.first() {
        return Err(format!("没有收进词表：{}", line.reason));
    }
    let [entry] = entries.as_slice() else { return Err("没有收进词表：这不是一个词".to_owned()) };
    let failed = |error: &std::io::Error| format!("没有收进词表 {}：{}", path.display(), words(error));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    let (before, problems) = if path.exists() { word_list(Some(path)) } else { Default::default() };
    if let Some(problem) = problems.first() {
        return Err(format!("没有收进词表：{}", problem.reason));
    }
    let (known, _) = parse_lexicon(&before);
    if known.iter().any(|known| known.word == entry.word) {
        return Ok(before);
    }
    append(path, before, word).map_err(|error| failed(&error))
}

/// Puts `line` behind the text `before` of the file at `path`, which is made where there is none; gives the whole text.
fn append(path: &Path, before: String, line: &str) -> std::io::Result<String> {
    // Added at the end, so that what another program writes meanwhile is kept.
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let line = format!("{gap}{line}\n");
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(line.as_bytes())?;
    file.sync_data()?;
    Ok(before + &line)
}

/// How many queries are remembered.
pub const QUERIES: usize = 100;
/// The largest file of queries that is read, in bytes; a larger one is begun anew.
const LARGEST_QUERIES: u64 = 256 << 10;

/// The file of the queries that were used: `queries.txt` among what the program keeps for itself.
pub fn queries_file() -> Option<PathBuf> {
    Some(state_folder()?.join("queries.txt"))
}

/// The queries that were used, oldest first, each once; none where there is no such file.
pub fn queries(path: &Path) -> Vec<String> {
    let small = path.metadata().is_ok_and(|found| found.is_file() && found.len() <= LARGEST_QUERIES);
    let text = small.then(|| std::fs::read_to_string(path).ok()).flatten().unwrap_or_default();
    let mut queries: Vec<String> = Vec::new();
    for line in text.lines().rev().map(str::trim).filter(|line| !line.is_empty()) {
        if queries.len() < QUERIES && !queries.iter().any(|query| query == line) {
            queries.push(line.to_owned());
        }
    }
    queries.reverse();
    queries
}

/// Adds a query that was used: at the end, so that what another instance adds meanwhile is kept.
///
/// # Errors
/// The file cannot be written.
pub fn add_query(path: &Path, query: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.create(true).mode(0o600);
    // Long use makes it long.
    if path.metadata().is_ok_and(|found| found.len() > LARGEST_QUERIES / 2) {
        let kept = queries(path).join("\n");
        options.write(true).truncate(true).open(path)?.write_all(format!("{kept}\n{query}\n").as_bytes())
    } else {
        options.append(true).open(path)?.write_all(format!("{query}\n").as_bytes())
    }
}

/// What is wrong with a setting, in the user's words.
fn told(message: &str) -> String {
    let named = || message.split('`').nth(1).unwrap_or("");
    match () {
        () if message.starts_with("unknown field") => format!("没有“{}”这一项", named()),
        () if message.starts_with("unknown variant") => format!("没有“{}”这个值", named()),
        () if message.starts_with("duplicate") => "同一项写了两次".to_owned(),
        () if message.starts_with("invalid") => "值的类型不对".to_owned(),
        () => "写法不对，文字的值要加引号".to_owned(),
    }
}

fn problem(path: &Path, reason: String) -> Problem {
    Problem { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_survive_writing_and_reading() {
        let text = toml::to_string(&Config::default()).unwrap_or_default();
        assert_eq!(toml::from_str::<Config>(&text).ok(), Some(Config::default()));
    }

    #[test]
    fn a_wrong_key_names_its_line_and_the_rest_goes_on() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("config.toml");
        std::fs::write(&file, "ascii = true\nlanguage = \"en\"\n")?;
        let (config, problems) = read(&file);
        assert_eq!(config, Config::default());
        assert_eq!(problems.len(), 1);
        assert!(problems.iter().all(|p| p.reason.contains("第 2 行")), "{problems:?}");
        Ok(())
    }

    #[test]
    fn parts_of_speech_are_named_in_chinese_or_by_code() {
        let read =
            |list: &str| toml::from_str::<Config>(&format!("keyword-classes = {list}")).map(|c| c.keyword_classes);
        assert_eq!(read("[\"名词\", \"v\"]").ok(), Some(vec![Class::Noun, Class::Verb]));
        assert_eq!(read("[]").ok(), Some(Vec::new()));
        let told = read("[\"名字\"]").err().map(|error| told(error.message()));
        assert_eq!(told.as_deref(), Some("没有“名字”这个值"));
    }

    #[test]
    fn words_are_added_at_the_end_of_the_list() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let list = folder.path().join("设置").join("words.txt");
        assert_eq!(add_word(&list, " 包保 ").as_deref(), Ok("包保\n"));
        std::fs::write(&list, "# 我的\n包保 300 n")?;
        assert_eq!(add_word(&list, "四双").as_deref(), Ok("# 我的\n包保 300 n\n四双\n"));
        assert_eq!(add_word(&list, "包保").as_deref(), Ok("# 我的\n包保 300 n\n四双\n"), "it stands there already");
        assert_eq!(std::fs::read_to_string(&list)?, "# 我的\n包保 300 n\n四双\n");
        for wrong in ["", "  ", "门前·三包", "# 甲"] {
            assert!(add_word(&list, wrong).is_err(), "{wrong:?}");
        }
        assert!(add_word(folder.path(), "甲乙").is_err_and(|why| why.contains("没有收进词表")));
        Ok(())
    }

    #[test]
    fn snippets_are_read_from_a_file_of_their_own() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("snippets.toml");
        assert_eq!(snippets(&file), (Vec::new(), Vec::new()));
        std::fs::write(&file, "[[snippet]]\nname = \"会议\"\nabbreviation = \"hy\"\ntext = \"【时间】召开会议\"\n")?;
        let (read, problems) = snippets(&file);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(
            read.iter().map(|s| (s.name.as_str(), s.abbreviation.as_str())).collect::<Vec<_>>(),
            [("会议", "hy")]
        );
        std::fs::write(&file, "[[snippet]]\nname = \"会议\"\nwords = 3\n")?;
        let (read, problems) = snippets(&file);
        assert!(read.is_empty() && problems.iter().all(|p| p.reason.contains("第 3 行")), "{problems:?}");
        assert_eq!(problems.len(), 1);
        Ok(())
    }

    #[test]
    fn no_file_is_no_problem() {
        assert_eq!(read(Path::new("/nowhere/at/all.toml")), (Config::default(), Vec::new()));
    }

    #[test]
    fn queries_are_kept_each_once_the_last_ones() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("深").join("queries.txt");
        assert!(queries(&path).is_empty());
        for query in ["创建", "“入户 宣传” -𠀀", "创建"] {
            add_query(&path, query)?;
        }
        assert_eq!(queries(&path), ["“入户 宣传” -𠀀", "创建"]);
        for number in 0..30_000 {
            add_query(&path, &format!("第{number}"))?;
        }
        let kept = queries(&path);
        assert_eq!((kept.len(), kept.last().map(String::as_str)), (QUERIES, Some("第29999")));
        assert!(path.metadata()?.len() <= LARGEST_QUERIES);
        std::fs::write(&path, [0xff, 0xfe])?;
        assert!(queries(&path).is_empty());
        Ok(())
    }
}
