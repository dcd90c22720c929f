//! What the settings say of proofreading: rules, weights, the list of names, who reviews.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Config, append, path, problem, word_list};
use crate::corpus::load::words;
use crate::corpus::model::Problem;
use crate::lint::lexicon::{BadEntry, Lexicon};
use crate::lint::rule::Level;
use crate::lint::settings::Settings as Proofreading;

/// The list of names and terms where the settings name none: `names.txt` beside the settings.
pub fn own_names() -> Option<PathBuf> {
    path().map(|settings| settings.with_file_name("names.txt"))
}

/// Who comments and decides: the name in the settings, else the one that the system knows the person by.
pub fn reviewer(config: &Config) -> String {
    let known = || std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).ok();
    let set = Some(config.reviewer.trim().to_owned()).filter(|name| !name.is_empty());
    let name: String = set.or_else(known).unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    if name.is_empty() { "校对人".to_owned() } else { name }
}

/// What the settings say of proofreading, with what is wrong there: an id that no rule has, a weight that there is not, a
/// bad line of the list of names.
pub fn proofreading(config: &Config) -> (Proofreading, Vec<Problem>) {
    let settings_file = path().unwrap_or_default();
    let mut problems = Vec::new();
    let switched = config.lint_off.iter().map(|id| (id.clone(), false));
    let switched = switched.chain(config.lint_on.iter().map(|id| (id.clone(), true))).collect();
    let mut levels = BTreeMap::new();
    for (id, name) in &config.lint_levels {
        match Level::from_id(name) {
            Some(level) => drop(levels.insert(id.clone(), level)),
            None => problems
                .push(problem(&settings_file, format!("设置里 {id} 的级别写成了“{name}”，只能是 must、suspect、hint"))),
        }
    }
    let own = own_names().filter(|path| config.names.is_none() && path.exists());
    let list = config.names.as_deref().or(own.as_deref());
    let (text, wrong) = word_list(list);
    problems.extend(wrong);
    let (lexicon, bad) = Lexicon::parse(&text);
    let row = |bad: &BadEntry| problem(list.unwrap_or(Path::new("")), format!("第 {} 行：{}", bad.line, bad.reason));
    problems.extend(bad.iter().map(row));
    let longest = (config.longest_document > 0).then_some(config.longest_document);
    let settings = Proofreading { switched, levels, lexicon: lexicon.into(), longest, ..Proofreading::default() };
    for id in settings.unknown() {
        problems.push(problem(&settings_file, format!("设置里写了校对规则“{id}”，没有这条规则")));
    }
    (settings, problems)
}

/// Adds `name` to the end of the list of names at `path`, which is made where there is none; gives the whole list. One that
/// stands in it already is not added again.
///
/// # Errors
/// In the user's words: it cannot be an entry, or the list cannot be written.
pub fn add_name(path: &Path, name: &str) -> Result<String, String> {
    let name = name.trim();
    if let Some(bad) = Lexicon::parse(name).1.first() {
        return Err(format!("没有收进名单：{}", bad.reason));
    }
    let failed = |error: &std::io::Error| format!("没有收进名单 {}：{}", path.display(), words(error));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    let (before, problems) = if path.exists() { word_list(Some(path)) } else { Default::default() };
    if let Some(problem) = problems.first() {
        return Err(format!("没有收进名单：{}", problem.reason));
    }
    if Lexicon::parse(&before).0.terms().iter().any(|term| term.form == name || term.variants.iter().any(|v| v == name))
    {
        return Ok(before);
    }
    append(path, before, name).map_err(|error| failed(&error))
}

/// Takes the last line that is `name` out of the list of names at `path`; gives the whole list.
///
/// # Errors
/// In the user's words: the list cannot be read or written.
pub fn drop_name(path: &Path, name: &str) -> Result<String, String> {
    let failed = |error: &std::io::Error| format!("没有从名单 {} 里拿掉：{}", path.display(), words(error));
    let text = std::fs::read_to_string(path).map_err(|error| failed(&error))?;
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let Some(at) = lines.iter().rposition(|line| line.trim() == name.trim()) else { return Ok(text) };
    lines.remove(at);
    let text = lines.concat();
    let write = || -> std::io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        std::io::Write::write_all(&mut file, text.as_bytes())?;
        file.as_file().sync_data()?;
        file.as_file().set_permissions(path.metadata()?.permissions())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| failed(&error))?;
    Ok(text)
}
