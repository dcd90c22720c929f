//! Runs what the command line asked for. Gives the exit status: 0 fine, 2 trouble.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use super::stats::Form;
use super::{Cli, Command, Reading, ScreenArgs};
use crate::config::{self, Config, SidecarPlace};
use crate::corpus::load::sidecar::Sidecars;
use crate::corpus::load::{self, Input, Options};
use crate::corpus::model::{Corpus, Problem};
use crate::corpus::role::words::RoleWords;
use crate::draft::store::places::Places;
use crate::draft::{export, store};
use crate::job;
use crate::job::background;
use crate::job::recall::Library;
use crate::lint::settings::Settings as Proofreading;
use crate::overlap::phrases::Phrases;
use crate::search::query::Query;
use crate::stats::data::Params;
use crate::stats::lexicon::Lexicon;
use crate::stats::together::Together;
use crate::stats::vocabulary::Analyses;
use crate::text::decode::encoding_by_name;
use crate::text::safe;
use crate::text::segment::{BadLine, Chinese, parse_lexicon};
use crate::tui::app::Start;

/// Does what `cli` asks for.
///
/// # Errors
/// Arguments that cannot be used, a terminal that is not there, output that cannot be written.
pub fn run(cli: Cli) -> anyhow::Result<i32> {
    let out = &mut io::stdout().lock();
    let named = |path: &PathBuf| {
        let commands = super::chinese::command();
        let is_command = commands.get_subcommands().any(|command| path.as_os_str() == command.get_name());
        is_command && !path.exists()
    };
    if let Some(command) = cli.workbench.paths.iter().find(|path| cli.command.is_none() && named(path)) {
        bail!("选项要写在子命令后面：wengao {} …", command.display());
    }
    match cli.command {
        None => workbench(cli.workbench.paths, None, &cli.workbench.reading, &cli.workbench.screen),
        Some(Command::Draft { file, reading, screen }) => workbench(Vec::new(), Some(file), &reading, &screen),
        Some(Command::Recover { file, print }) => {
            let terminal = io::stdout().is_terminal();
            super::recover::recover(&Places::of_person(), file.as_deref(), print, out, terminal)
        }
        Some(Command::Outline { json, explain, paths, reading }) => {
            let (config, problems) = settings();
            let corpus = read_all(&paths, &reading, &config, problems)?;
            let (documents, problems) = (&corpus.documents, &corpus.problems);
            let text = match (json, explain) {
                (true, _) => {
                    let json = serde_json::to_string(&super::outline::json(documents, problems, explain))?;
                    let escaped = safe::json(&json);
                    if let Cow::Owned(escaped) = escaped { escaped } else { json }
                }
                (false, true) => super::explain::explained(documents, problems),
                (false, false) => super::outline::text(documents, problems),
            };
            print(out, &text)?;
            Ok(status(&corpus))
        }
        Some(Command::Stats {
            json,
            csv,
            statistic,
            xlsx,
            svg,
            word,
            piece,
            against,
            least,
            limit,
            paths,
            reading,
        }) => {
            let statistic = statistic.map(|id| super::stats::named(&id)).transpose().map_err(anyhow::Error::msg)?;
            if let Some(statistic) = statistic {
                super::stats::against::allowed(statistic, &against).map_err(anyhow::Error::msg)?;
            }
            let (config, problems) = settings();
            // A file that is named on both sides is one to hold against: it is read under that name.
            let all: Vec<PathBuf> = against.iter().chain(&paths).cloned().collect();
            let (corpus, analyses) = counted(&all, &reading, &config, problems)?;
            let against = super::stats::against::documents(&corpus, &against).map_err(anyhow::Error::msg)?;
            let form = form(json, csv);
            match statistic {
                None => super::stats::overview(&corpus, &analyses, form, config.lang, out)?,
                Some(statistic) => {
                    let params = Params {
                        // People read the first rows, programs want them all.
                        limit: limit.unwrap_or(if form == Form::Text && xlsx.is_none() { 50 } else { usize::MAX }),
                        least,
                        word: word.unwrap_or_default(),
                        against,
                        together: Together::new(background::both),
                    };
                    let asked = super::stats::asked(statistic, &corpus, piece.as_deref(), params);
                    let asked = asked.map_err(anyhow::Error::msg)?;
                    if xlsx.is_none() && svg.is_none() {
                        super::stats::statistic(&asked, &corpus, &analyses, form, config.lang, out)?;
                    }
                    let source = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ");
                    let files = super::stats::files(&asked, &corpus, &analyses, &source, config.lang, &xlsx, &svg);
                    for (path, bytes) in files.map_err(anyhow::Error::msg)? {
                        store::write_new(&path, &bytes, true)?;
                    }
                }
            }
            Ok(status(&corpus))
        }
        Some(Command::Search { query, paths, json, csv, pinyin, order, context, limit, reading }) => {
            let query = match Query::parse(&query) {
                Ok(wanted) if wanted.is_empty() => bail!("检索式是空的"),
                Ok(wanted) if pinyin => wanted,
                Ok(wanted) => wanted.as_it_stands(),
                Err(error) => bail!(super::search::pointed(&query, &error)),
            };
            let (config, problems) = settings();
            let corpus = read_all(&paths, &reading, &config, problems)?;
            let context = context.min(MOST_CONTEXT);
            let asked = super::search::Asked { query: &query, order: order.into(), context, limit };
            super::search::search(&corpus, &asked, form(json, csv), out)?;
            Ok(status(&corpus))
        }
        Some(Command::Overlap { draft, against, json, set_phrases, reading }) => {
            let (config, problems) = settings();
            // The draft may be one of the files that it is held against.
            let own = read_all(std::slice::from_ref(&draft), &reading, &config, problems)?;
            let Some(own) = own.documents.first() else { return Ok(2) };
            let corpus = read_all(&against, &reading, &config, Vec::new())?;
            let list = set_phrases.as_deref().or(config.set_phrases.as_deref());
            let (phrases, wrong) = config::word_list(list);
            complain(&wrong);
            let list = Phrases::new(&phrases);
            let words = Arc::new(Chinese::new(&parse_lexicon(&library(&[], &reading, &config)?.0.user_words).0));
            let found = super::overlap::overlap(own, corpus, list, words, json, out)?;
            Ok(if found.0 { 2 } else { i32::from(found.1) })
        }
        Some(Command::Lint { files, json, fix, stdout, rules, min_level, all, lang, reading }) => {
            let (config, mut problems) = settings();
            let (settings, wrong) = config::proofreading(&config);
            problems.extend(wrong);
            let (options, wrong) = options(&reading, &config)?;
            problems.extend(wrong);
            complain(&problems);
            let settings = Proofreading { only: rules, least: min_level.map(Into::into), all, ..settings };
            if let Some(id) = settings.only.iter().find(|id| crate::lint::rules::by_id(id).is_none()) {
                bail!("没有“{}”这条校对规则", safe::line(id));
            }
            let language = lang.map_or(config.lang, Into::into);
            let asked = super::lint::Asked { options: &options, settings, json, language };
            lint(&asked, &files, fix, stdout, out)
        }
        Some(Command::Compare { old, new, json, html, full, reading }) => {
            if old.as_os_str() == "-" && new.as_os_str() == "-" {
                bail!("标准输入只能是两稿中的一稿");
            }
            let (config, problems) = settings();
            let corpora = [
                read_all(std::slice::from_ref(&old), &reading, &config, problems)?,
                read_all(std::slice::from_ref(&new), &reading, &config, Vec::new())?,
            ];
            let mut documents = Vec::new();
            for (corpus, path) in corpora.iter().zip([&old, &new]) {
                match corpus.documents.as_slice() {
                    [document] => documents.push(document),
                    [] => return Ok(2),
                    several => {
                        bail!("比较要两份文档，{} 里有 {} 份", safe::line(&path.to_string_lossy()), several.len())
                    }
                }
            }
            let [one, other] = documents.as_slice() else { return Ok(2) };
            let asked = super::compare::Asked { json, html, full, colors: io::stdout().is_terminal() && colors() };
            super::compare::compare(one, other, &asked, out)
        }
        Some(Command::Export { draft, output, profile, format, latin, set_date, force, json, reading }) => {
            let (config, problems) = settings();
            let corpus = read_all(std::slice::from_ref(&draft), &reading, &config, problems)?;
            let [document] = corpus.documents.as_slice() else {
                bail!("导出要一份草稿，{} 里有 {} 份", safe::line(&draft.to_string_lossy()), corpus.documents.len());
            };
            let latin = latin.map_or(config.latin_face, Into::into);
            let asked = super::export::Asked {
                output,
                kind: format.map(Into::into),
                options: export::Options { profile: profile.map(Into::into), latin, set_date },
                force,
                json,
            };
            let (user_words, wrong) =
                config::user_words(reading.user_words.as_deref().or(config.user_words.as_deref()));
            complain(&wrong);
            let words = Chinese::new(Lexicon::new("", &user_words).0.entries());
            for note in super::export::export(document, &asked, &words, out)? {
                warn(&safe::line(&note));
            }
            Ok(0)
        }
        Some(Command::Commands { json }) => {
            let text = if json { super::table::json().to_string() } else { super::table::text(settings().0.lang) };
            print(out, &text)?;
            Ok(0)
        }
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut super::chinese::command(), "wengao", &mut script);
            out.write_all(&script)?;
            Ok(0)
        }
        Some(Command::Man) => {
            clap_mangen::Man::new(super::chinese::command()).render(out)?;
            Ok(0)
        }
    }
}

/// Proofreads `files`, and mends them where that is asked for.
fn lint(
    asked: &super::lint::Asked<'_>,
    files: &[PathBuf],
    fix: bool,
    stdout: bool,
    out: &mut impl Write,
) -> anyhow::Result<i32> {
    let mut problems = Vec::new();
    if stdout {
        let [file] = files else { bail!("--stdout 只能给一个文件") };
        let stdin = match input(file.clone(), asked.options)? {
            Input::Stdin(bytes) => Some(bytes),
            Input::Path(_) | Input::Samples => None,
        };
        let status = super::lint::fix_to_output(asked, file, stdin.as_deref(), &mut problems, out)?;
        complain(&problems);
        return Ok(status);
    }
    let inputs: Vec<Input> =
        files.iter().map(|path| input(path.clone(), asked.options)).collect::<anyhow::Result<_>>()?;
    // In the order in which they are named, and each once.
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    for input in &inputs {
        let entries = load::walk(std::slice::from_ref(input), asked.options, &mut problems);
        found.extend(entries.into_iter().filter(|entry| known.insert(entry.path.clone())));
    }
    let status = if fix {
        let paths: Vec<PathBuf> = found.into_iter().map(|entry| entry.path).collect();
        super::lint::fix(asked, &paths, &mut problems, out)?
    } else {
        super::lint::lint(asked, &found, &mut problems, out)?
    };
    complain(&problems);
    Ok(status)
}

const fn form(json: bool, csv: bool) -> Form {
    match (json, csv) {
        (true, _) => Form::Json,
        (_, true) => Form::Csv,
        _ => Form::Text,
    }
}

/// The most characters of context on either side of a place.
const MOST_CONTEXT: usize = 500;

fn settings() -> (Config, Vec<Problem>) {
    config::path().map_or_else(Default::default, |path| config::read(&path))
}

fn workbench(
    paths: Vec<PathBuf>,
    draft: Option<PathBuf>,
    reading: &Reading,
    screen: &ScreenArgs,
) -> anyhow::Result<i32> {
    if !io::stdout().is_terminal() {
        bail!("标准输出不是终端，打不开工作台；要在脚本里用，请用 wengao outline 或 wengao stats");
    }
    let (mut config, mut problems) = settings();
    if let Some(lang) = screen.lang {
        config.lang = lang.into();
    }
    config.ascii |= screen.ascii;
    config.mouse &= !screen.no_mouse;
    if let Some(width) = screen.ambiguous {
        config.ambiguous = width.into();
    }
    let (options, wrong) = options(reading, &config)?;
    problems.extend(wrong);
    let (inputs, source) = inputs(paths, &config, &options)?;
    let words = |own: &Option<PathBuf>, set: &Option<PathBuf>| config::word_list(own.as_deref().or(set.as_deref()));
    let named = reading.user_words.as_deref().or(config.user_words.as_deref());
    let (user_words, wrong) = config::user_words(named);
    let own_words = named.map(Path::to_owned).or_else(config::own_words);
    problems.extend(wrong);
    if let Some(path) = reading.user_words.as_ref().or(config.user_words.as_ref()) {
        let (_, bad) = parse_lexicon(&user_words);
        problems.extend(bad.into_iter().map(|line| bad_line(path, &line)));
    }
    let (stop_words, wrong) = words(&reading.stop_words, &config.stop_words);
    problems.extend(wrong);
    let (set_phrases, wrong) = config::word_list(config.set_phrases.as_deref());
    problems.extend(wrong);
    let color = colors();
    let folder = std::env::current_dir().unwrap_or_default();
    let cache = config.cache.then(config::cache_folder).flatten();
    let watch = config.watch;
    let (snippets, wrong) = config::snippets_file().map(|path| config::snippets(&path)).unwrap_or_default();
    problems.extend(wrong);
    let (proofreading, wrong) = config::proofreading(&config);
    problems.extend(wrong);
    let names = config.names.clone().or_else(config::own_names);
    let reviewer = config::reviewer(&config);
    let queries_file = config::queries_file();
    let queries = queries_file.as_deref().map(config::queries).unwrap_or_default();
    let start = Start {
        config,
        inputs,
        source,
        options,
        problems,
        user_words,
        own_words,
        stop_words,
        snippets,
        set_phrases,
        proofreading: Arc::new(proofreading),
        names,
        reviewer,
        queries_file,
        queries,
        cache,
        watch,
        draft,
        places: Places::of_person(),
        color,
        folder,
    };
    crate::tui::workbench::open(start).context("工作台没能运行")
}

/// Whether the terminal has colours and they are wanted.
fn colors() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        && std::env::var("TERM").is_ok_and(|term| !matches!(term.as_str(), "dumb" | "vt100" | "vt220" | ""))
}

/// What to open and what it is called.
fn inputs(paths: Vec<PathBuf>, config: &Config, options: &Options) -> anyhow::Result<(Vec<Input>, String)> {
    let paths = if paths.is_empty() { config.folders.clone() } else { paths };
    let Some(first) = paths.first() else { return Ok((vec![Input::Samples], "内置样例".to_owned())) };
    let name = first.file_name().map_or_else(|| first.to_string_lossy(), |name| name.to_string_lossy());
    let source = match paths.len() {
        1 => name.into_owned(),
        n => format!("{name} 等 {n} 处"),
    };
    Ok((paths.into_iter().map(|path| input(path, options)).collect::<anyhow::Result<_>>()?, source))
}

fn input(path: PathBuf, options: &Options) -> anyhow::Result<Input> {
    if path.as_os_str() != "-" {
        return Ok(Input::Path(path));
    }
    load::stdin(&mut io::stdin().lock(), options).map_err(|problem| anyhow::anyhow!(problem.reason))
}

/// How to read; with it, what is wrong with the list of words for roles.
fn options(reading: &Reading, config: &Config) -> anyhow::Result<(Options, Vec<Problem>)> {
    let encoding = match &reading.encoding {
        None => None,
        Some(name) => {
            let known = encoding_by_name(name);
            Some(
                known
                    .with_context(|| format!("没有“{name}”这种编码；可用 utf-8、gb18030、utf-16le、utf-16be、big5"))?,
            )
        }
    };
    let max_file = reading.max_file.unwrap_or(config.max_file_mib).saturating_mul(1024 * 1024);
    let (roles, problems) = roles(config.roles.as_deref());
    let sidecars = Sidecars {
        state: config::state_folder().map(|folder| folder.join("sidecars")),
        only_state: config.sidecar == SidecarPlace::State,
    };
    Ok((Options { encoding, max_file, roles, sidecars, ..Options::default() }, problems))
}

/// The words for roles, with the user's list at `path` on top.
fn roles(path: Option<&Path>) -> (Arc<RoleWords>, Vec<Problem>) {
    let Some(path) = path else { return (RoleWords::builtin(), Vec::new()) };
    let (own, mut problems) = config::word_list(Some(path));
    let (words, bad) = RoleWords::new(&own);
    problems.extend(bad.iter().map(|line| bad_line(path, line)));
    (Arc::new(words), problems)
}

fn bad_line(path: &Path, line: &BadLine) -> Problem {
    Problem { path: path.to_owned(), reason: format!("第 {} 行：{}", line.line, line.reason) }
}

fn read_all(paths: &[PathBuf], reading: &Reading, config: &Config, problems: Vec<Problem>) -> anyhow::Result<Corpus> {
    let (library, wrong) = library(paths, reading, config)?;
    let recall = library.recall().map(|(recall, _)| recall);
    let mut corpus = job::load::all_kept(&library.inputs, &library.options, recall.as_ref());
    corpus.problems.splice(0..0, problems.into_iter().chain(wrong));
    complain(&corpus.problems);
    Ok(corpus)
}

/// The same with its words counted.
fn counted(
    paths: &[PathBuf],
    reading: &Reading,
    config: &Config,
    problems: Vec<Problem>,
) -> anyhow::Result<(Corpus, Analyses)> {
    let (library, wrong) = library(paths, reading, config)?;
    for line in Lexicon::new(&library.stop_words, &library.user_words).1 {
        warn(&format!("词表第 {} 行：{}", line.line, safe::line(&line.reason)));
    }
    let (mut corpus, analyses) = job::whole::load_whole(&library);
    corpus.problems.splice(0..0, problems.into_iter().chain(wrong));
    complain(&corpus.problems);
    Ok((corpus, analyses))
}

/// What `paths` name and how it is read and counted; with it, what is wrong with the lists of words.
fn library(paths: &[PathBuf], reading: &Reading, config: &Config) -> anyhow::Result<(Library, Vec<Problem>)> {
    let list = |own: &Option<PathBuf>, set: &Option<PathBuf>| {
        let path: Option<&Path> = own.as_deref().or(set.as_deref());
        let (text, problems) = config::word_list(path);
        complain(&problems);
        text
    };
    let stop_words = list(&reading.stop_words, &config.stop_words);
    let (user_words, problems) = config::user_words(reading.user_words.as_deref().or(config.user_words.as_deref()));
    complain(&problems);
    let (options, wrong) = options(reading, config)?;
    let inputs: Vec<Input> = paths.iter().map(|path| input(path.clone(), &options)).collect::<anyhow::Result<_>>()?;
    let folder = config.cache.then(config::cache_folder).flatten();
    let classes = config.keyword_classes.clone();
    Ok((Library { folder, inputs, options, user_words, stop_words, classes }, wrong))
}

/// Problems go to standard error, safely.
fn complain(problems: &[Problem]) {
    for problem in problems {
        warn(&format!("{}：{}", safe::line(&problem.path.to_string_lossy()), safe::line(&problem.reason)));
    }
}

fn warn(line: &str) {
    // Standard error that is closed has nobody to read it.
    let _ = writeln!(io::stderr(), "wengao: {line}");
}

/// 2 when nothing at all could be read.
fn status(corpus: &Corpus) -> i32 {
    if corpus.documents.is_empty() && !corpus.problems.is_empty() { 2 } else { 0 }
}

fn print(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}
