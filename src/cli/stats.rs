//! `wengao stats`: what it prints, as text, CSV and JSON. Arguments are read elsewhere; nothing is computed here that is
//! not a statistic of [`crate::stats`].

pub mod against;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use crate::corpus::model::{Corpus, Scope};
use crate::job::clock::today;
use crate::stats::analysis::Lengths;
use crate::stats::data::{Data, Params};
use crate::stats::keywords;
use crate::stats::picture;
use crate::stats::report::{Cell, Column, Heading, Language, Report, Row, Words};
use crate::stats::sections;
use crate::stats::sheet;
use crate::stats::table::{Needs, Statistic, find};
use crate::stats::together::Together;
use crate::stats::vocabulary::Analyses;
use crate::stats::writer;
use crate::text::fold;
use crate::text::safe;
use crate::text::width::Cells;

/// How many keywords a piece and the corpus show.
const KEYWORDS: usize = 20;
const SHOWN: Params =
    Params { limit: KEYWORDS, least: None, word: String::new(), against: Vec::new(), together: Together::ALONE };

/// The form of what is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Tables for people.
    #[default]
    Text,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// `stats --json`.
#[derive(Debug, Serialize)]
pub struct Output {
    /// Every piece that was analysed, in order.
    pub pieces: Vec<Counts>,
    /// All of them together; its path is empty.
    pub corpus: Counts,
    /// What could not be used.
    pub problems: Vec<Unusable>,
}

/// The figures of a piece or of the corpus.
#[derive(Debug, Serialize)]
pub struct Counts {
    /// The file, as the user named it.
    pub path: String,
    /// The piece's title.
    pub title: String,
    /// 字数.
    pub characters: u32,
    /// 句.
    pub sentences: u32,
    /// 段.
    pub paragraphs: u32,
    /// Number of sections by level.
    pub sections: BTreeMap<u8, usize>,
    /// The first keywords, best first.
    pub keywords: Vec<Word>,
}

/// A keyword.
#[derive(Debug, Serialize)]
pub struct Word {
    /// The word.
    pub word: String,
    /// How often it occurs.
    pub count: u64,
    /// Its score, rounded to two decimals; see [`keywords`].
    pub score: f64,
}

/// A file that could not be used.
#[derive(Debug, Serialize)]
pub struct Unusable {
    /// The file or folder.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// Prints the figures of every piece and of the corpus.
///
/// # Errors
/// What `out` gives.
pub fn overview(
    corpus: &Corpus,
    analyses: &Analyses,
    form: Form,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let data = Data { corpus, analyses };
    match form {
        Form::Json => {
            writeln!(out, "{}", safe::json(&serde_json::to_string_pretty(&output(&data))?))
        }
        Form::Csv => writer::csv(&table(&data, true), false, out),
        Form::Text => {
            writer::text(&table(&data, false), Cells::NARROW, language, out)?;
            writeln!(out)?;
            let report = (keywords::STATISTIC.run)(&data, Scope::Corpus, &SHOWN);
            writer::text(&report, Cells::NARROW, language, out)
        }
    }
}

/// One statistic about one scope.
#[derive(Debug)]
pub struct Asked<'a> {
    statistic: &'a Statistic,
    scope: Scope,
    params: Params,
}

impl Asked<'_> {
    /// The report, no longer than was asked for.
    fn report(&self, corpus: &Corpus, analyses: &Analyses) -> Report {
        let mut report = (self.statistic.run)(&Data { corpus, analyses }, self.scope, &self.params);
        let counted = report.columns.iter().position(|column| column.id == "count");
        if let (Some(least), Some(column)) = (self.params.least, counted) {
            report.rows.retain(|row| !matches!(row.cells.get(column), Some(Cell::Count(count)) if *count < least));
        }
        report.rows.truncate(self.params.limit);
        report
    }
}

/// What is asked for: `statistic` of the first piece whose title or file has `piece` in its name, else of everything.
///
/// # Errors
/// In Chinese: there is no such piece; the statistic has to be told a word or a piece.
pub fn asked<'a>(
    statistic: &'a Statistic,
    corpus: &Corpus,
    piece: Option<&str>,
    params: Params,
) -> Result<Asked<'a>, String> {
    let scope = match piece {
        None => Scope::Corpus,
        Some(name) => {
            let wanted = fold::tight(name);
            let holds = |text: &str| fold::tight(text).contains(&wanted);
            let named = |d: usize| corpus.documents.get(d).is_some_and(|document| holds(&document.name()));
            let pieces = || corpus.pieces().filter(|(d, ..)| !params.against.contains(&Scope::Document(*d)));
            let by_title = pieces().find(|(_, _, piece)| holds(&piece.title));
            let found = by_title.or_else(|| pieces().find(|(d, _, _)| named(*d)));
            let missing = || format!("没有题名或文件名含“{}”的篇", safe::line(name));
            found.map(|(d, p, _)| Scope::Piece(d, p)).ok_or_else(missing)?
        }
    };
    match statistic.needs {
        Needs::Word if params.word.trim().is_empty() => {
            Err(format!("“{}”要说明看哪个词，如 --word 志愿者", statistic.words.zh))
        }
        Needs::Part if scope == Scope::Corpus => {
            Err(format!("“{}”要说明拿哪一篇和其余的比，如 --piece 篇名", statistic.words.zh))
        }
        _ => Ok(Asked { statistic, scope, params }),
    }
}

/// Prints one statistic.
///
/// # Errors
/// What `out` gives.
pub fn statistic(
    asked: &Asked<'_>,
    corpus: &Corpus,
    analyses: &Analyses,
    form: Form,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let report = asked.report(corpus, analyses);
    match form {
        Form::Text if report.rows.is_empty() => {
            writer::text(&report, Cells::NARROW, language, out)?;
            let word = asked.params.word.trim();
            match asked.statistic.needs {
                Needs::Word => writeln!(out, "“{}”在这里没有出现", safe::line(word)),
                Needs::Part => writeln!(out, "没有比其余文字多用的词，或者没有其余的文字可比"),
                Needs::Against => writeln!(out, "两边用词没有差别，或者有一边没有可比的文字"),
                Needs::Nothing | Needs::PerhapsWord => writeln!(out, "这里没有可统计的内容"),
            }
        }
        Form::Json => writer::json(&report, language, out),
        Form::Csv => writer::csv(&report, false, out),
        Form::Text => writer::text(&report, Cells::NARROW, language, out),
    }
}

/// The files that a statistic is saved as: a workbook, a picture.
///
/// # Errors
/// In Chinese: there is no picture of it, or more than a sheet holds.
pub fn files(
    asked: &Asked<'_>,
    corpus: &Corpus,
    analyses: &Analyses,
    source: &str,
    language: Language,
    xlsx: &Option<PathBuf>,
    svg: &Option<PathBuf>,
) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let mut files = Vec::new();
    if xlsx.is_none() && svg.is_none() {
        return Ok(files);
    }
    let report = asked.report(corpus, analyses);
    let date = today();
    let piece = match asked.scope {
        Scope::Piece(d, p) => corpus.documents.get(d).and_then(|document| document.pieces.get(p)),
        _ => None,
    };
    let source = piece.map_or_else(|| source.to_owned(), |piece| format!("{source} · {}", piece.title));
    let heading = Heading { source: &source, date: &date };
    if let Some(path) = xlsx {
        let bytes = sheet::xlsx(&report, &heading, language).map_err(|error| format!("写不成表：{error}"))?;
        files.push((path.clone(), bytes));
    }
    if let Some(path) = svg {
        let picture = picture::svg(&report, &heading, language);
        let picture = picture.ok_or_else(|| format!("“{}”没有图", asked.statistic.words.zh))?;
        files.push((path.clone(), picture.into_bytes()));
    }
    Ok(files)
}

/// The statistic of this id, or words for the user that name those there are.
///
/// # Errors
/// The message, in Chinese, when there is none.
pub fn named(id: &str) -> Result<&'static Statistic, String> {
    let by_word = || crate::stats::table::STATISTICS.iter().find(|statistic| statistic.words.zh == id).copied();
    find(id).or_else(by_word).ok_or_else(|| {
        let known: Vec<&str> = crate::stats::table::STATISTICS.iter().map(|statistic| statistic.id).collect();
        format!("没有名为“{}”的统计；可用：{}", crate::text::safe::line(id), known.join("、"))
    })
}

/// All that `stats --json` says.
pub fn output(data: &Data<'_>) -> Output {
    let pieces = analysed(data).map(|(d, p, path, title)| counts(data, Scope::Piece(d, p), path, title));
    let problems = data
        .corpus
        .problems
        .iter()
        .map(|problem| Unusable { path: problem.path.to_string_lossy().into_owned(), reason: problem.reason.clone() });
    Output {
        pieces: pieces.collect(),
        corpus: counts(data, Scope::Corpus, String::new(), "全部".to_owned()),
        problems: problems.collect(),
    }
}

/// Document number, piece number, path and title of the pieces whose documents have been analysed.
fn analysed(data: &Data<'_>) -> impl Iterator<Item = (usize, usize, String, String)> {
    data.parts(Scope::Corpus).flat_map(|part| {
        let path = part.document.path.to_string_lossy();
        let pieces = part.document.pieces.iter().enumerate();
        pieces.map(move |(p, piece)| (part.number, p, path.clone().into_owned(), piece.title.clone()))
    })
}

fn counts(data: &Data<'_>, scope: Scope, path: String, title: String) -> Counts {
    let Lengths { characters, sentences, paragraphs } = data.lengths(scope);
    let mut levels = BTreeMap::new();
    sections::each(data, scope, |_, section, _| *levels.entry(section.level).or_default() += 1);
    let keywords = keywords::ranked(data, scope, &SHOWN).into_iter().map(|keyword| Word {
        word: keyword.word.to_owned(),
        count: keyword.count,
        score: (keyword.score * 100.0).round() / 100.0,
    });
    Counts { path, title, characters, sentences, paragraphs, sections: levels, keywords: keywords.collect() }
}

/// The pieces as a table, with the corpus as its last row; for people with fewer keywords and the file's name alone.
fn table(data: &Data<'_>, full: bool) -> Report {
    let Output { mut pieces, corpus, problems: _ } = output(data);
    pieces.push(corpus);
    let rows = pieces.into_iter().map(|counts| {
        let path = if full { counts.path } else { counts.path.rsplit('/').next().unwrap_or_default().to_owned() };
        let sections: usize = counts.sections.values().sum();
        let shown = if full { KEYWORDS } else { 5 };
        let words: Vec<&str> = counts.keywords.iter().take(shown).map(|keyword| &*keyword.word).collect();
        let cells = vec![
            Cell::Text(path),
            Cell::Text(counts.title),
            Cell::Count(counts.characters.into()),
            Cell::Count(counts.sentences.into()),
            Cell::Count(counts.paragraphs.into()),
            Cell::Count(sections as u64),
            Cell::Text(words.join(" ")),
        ];
        Row { cells, place: None }
    });
    Report {
        id: "stats",
        words: Words::new("统计", "Statistics"),
        note: Words::new(
            "字数：可见字符，标点计入，空格不计，连续的字母数字算一个",
            "characters: visible ones with punctuation, spaces left out, a run of letters and digits is one",
        ),
        summary: Vec::new(),
        columns: vec![
            Column::new("path", Words::new("文件", "File")),
            Column::new("title", Words::new("篇目", "Piece")),
            Column::new("characters", Words::new("字数", "Characters")),
            Column::new("sentences", Words::new("句", "Sentences")),
            Column::new("paragraphs", Words::new("段", "Paragraphs")),
            Column::new("sections", Words::new("节", "Sections")),
            Column::new("keywords", Words::new("关键词", "Keywords")),
        ],
        rows: rows.collect(),
        pending: data.pending(Scope::Corpus),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::model::Problem;
    use crate::stats::sample::{Line, analysed, corpus};

    fn check(print: impl Fn(&Corpus, &Analyses, &mut dyn Write) -> io::Result<()>, expected: &str) {
        let mut corpus = corpus(&[&[
            Line::Title("甲"),
            Line::Heading(1, "一、创建"),
            Line::RunIn(2, "一是 加强。", "社区 社区。"),
            Line::Title("=乙"),
            Line::Text("创建 的 xx。"),
        ]]);
        corpus.problems.push(Problem { path: "坏.doc".into(), reason: "读不了".to_owned() });
        let analyses = analysed(&corpus);
        let mut out = Vec::new();
        assert!(print(&corpus, &analyses, &mut out).is_ok());
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn json_has_the_promised_form() {
        // 甲 15 characters (1 + 4 + 10), =乙 7 (2 + 5); 创建 in both pieces, 社区 in one.
        let words = |a: f64, b: f64| serde_json::json!([{"word": "社区", "count": 2, "score": a}, {"word": "创建", "count": 1, "score": b}]);
        let expected = serde_json::json!({
            "pieces": [
                {"path": "1.txt", "title": "甲", "characters": 15, "sentences": 3, "paragraphs": 2,
                 "sections": {"1": 1, "2": 1}, "keywords": words(1873.95, 666.67)},
                {"path": "1.txt", "title": "=乙", "characters": 7, "sentences": 1, "paragraphs": 1,
                 "sections": {}, "keywords": [{"word": "创建", "count": 1, "score": 1428.57}]},
            ],
            "corpus": {"path": "", "title": "全部", "characters": 22, "sentences": 4, "paragraphs": 3,
                "sections": {"1": 1, "2": 1},
                "keywords": [{"word": "创建", "count": 2, "score": 909.09}, {"word": "社区", "count": 2, "score": 454.55}]},
            "problems": [{"path": "坏.doc", "reason": "读不了"}],
        });
        let compare = |corpus: &Corpus, analyses: &Analyses, out: &mut dyn Write| {
            let mut json = Vec::new();
            overview(corpus, analyses, Form::Json, Language::Chinese, &mut json)?;
            let found: serde_json::Value = serde_json::from_slice(&json)?;
            assert_eq!(found, expected);
            out.write_all(b"same")
        };
        check(compare, "same");
    }

    #[test]
    fn tables_for_people_and_spreadsheets() {
        check(
            |corpus, analyses, out| overview(corpus, analyses, Form::Csv, Language::Chinese, out),
            "path,title,characters,sentences,paragraphs,sections,keywords\r\n\
             1.txt,甲,15,3,2,2,社区 创建\r\n1.txt,'=乙,7,1,1,0,创建\r\n,全部,22,4,3,2,创建 社区\r\n",
        );
        check(
            |corpus, analyses, out| overview(corpus, analyses, Form::Text, Language::Chinese, out),
            "统计 · 字数：可见字符，标点计入，空格不计，连续的字母数字算一个\n\
             文件   篇目  字数  句  段  节  关键词\n\
             1.txt  甲      15   3   2   2  社区 创建\n\
             1.txt  =乙      7   1   1   0  创建\n       \
             全部    22   4   3   2  创建 社区\n\n\
             关键词 · 按分出的词计数，去停用词；得分：全部=万字频次×篇数占比，其余=TF-IDF（万字频次×逆篇频）\n\
             词    次数  每万字  篇数    得分  词性\n\
             创建     2  909.09     2  909.09\n\
             社区     2  909.09     1  454.55\n",
        );
    }

    #[test]
    fn one_statistic_is_printed_whole() {
        assert!(named("nothing").is_err_and(|message| message.contains("keywords、textrank、keyness")));
        let Ok(lengths) = named("lengths") else { return };
        let print = |corpus: &Corpus, analyses: &Analyses, out: &mut dyn Write| {
            let asked = asked(lengths, corpus, None, Params::default()).map_err(io::Error::other)?;
            statistic(&asked, corpus, analyses, Form::Json, Language::English, out)
        };
        check(
            print,
            "{\"id\":\"lengths\",\"title\":\"Lengths\",\"columns\":[\"path\",\"title\",\"characters\",\"sentences\",\"paragraphs\",\"share\"],\
             \"rows\":[[\"1.txt\",\"甲\",15,3,2,0.6818181818181818],[\"1.txt\",\"=乙\",7,1,1,0.3181818181818182]]}\n",
        );
    }

    #[test]
    fn what_a_statistic_has_to_be_told() {
        let corpus = corpus(&[&[Line::Title("甲镇总结")], &[Line::Title("乙镇总结")]]);
        let ask = |id: &str, piece: Option<&str>, word: &str| {
            let params = Params { word: word.to_owned(), ..Params::default() };
            let statistic = named(id)?;
            asked(statistic, &corpus, piece, params).map(|asked| asked.scope)
        };
        assert_eq!(ask("keyness", Some("乙 镇"), ""), Ok(Scope::Piece(1, 0)));
        assert_eq!(ask("ngrams", Some("2.TXT"), ""), Ok(Scope::Piece(1, 0)));
        assert_eq!(ask("dispersion", None, "创城"), Ok(Scope::Corpus));
        assert_eq!(ask("年份", None, ""), Ok(Scope::Corpus));
        assert_eq!(ask("timeline", Some("乙镇"), "创城"), Ok(Scope::Piece(1, 0)));
        for (id, piece, part) in
            [("keyness", None, "--piece"), ("dispersion", None, "--word"), ("ngrams", Some("丙"), "没有题名")]
        {
            assert!(ask(id, piece, " ").is_err_and(|message| message.contains(part)), "{id}");
        }
    }
}
