//! 统计: reports in one table. Choose a report and what it is about, sort, filter, go to a row's place, save.

mod draw;
mod save;
mod told;

use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::corpus::model::Scope;
use crate::stats::data::Params;
use crate::stats::report::{Cell, Report, Words};
use crate::stats::table::{self as statistics, Needs, Statistic};
use crate::text::pinyin::Matcher;
use crate::tui::command::{Answer, Asked, Command, Ctx, Question, QuestionKind, Request, row};
use crate::tui::key::{Code, Key};
use crate::tui::msg::{Mouse, MouseAct};
use crate::tui::snapshot::Snapshot;
use crate::tui::view::View;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;
use crate::tui::widgets::table::{Sorted, number, shown};

/// The view.
#[derive(Debug)]
pub struct Statistics {
    /// The number of the statistic in the table of statistics.
    chosen: usize,
    scope: Scope,
    /// The word that statistics of one word are about.
    word: String,
    /// What a comparison holds the scope against.
    against: Option<Scope>,
    report: Option<Arc<Report>>,
    /// What was asked for: statistic, scope, what else it was told, generation of the snapshot.
    asked: Option<(usize, Scope, Params, u64)>,
    order: Vec<usize>,
    list: List,
    sorted: Option<Sorted>,
    query: String,
    filter: Option<Field>,
    names: Rect,
    rows: Rect,
}

impl Default for Statistics {
    fn default() -> Self {
        Self {
            chosen: 0,
            scope: Scope::Corpus,
            word: String::new(),
            against: None,
            report: None,
            asked: None,
            order: Vec::new(),
            list: List::default(),
            sorted: None,
            query: String::new(),
            filter: None,
            names: Rect::default(),
            rows: Rect::default(),
        }
    }
}

impl View for Statistics {
    const COMMANDS: &'static [Command<Self>] = &[
        row("statistics.down", &["j", "down"], 1, Words::new("下移", "down"), |v, _| v.step(1)),
        row("statistics.up", &["k", "up"], 0, Words::new("上移", "up"), |v, _| v.step(-1)),
        row("statistics.page-down", &["pagedown", "ctrl-d"], 0, Words::new("下一页", "page down"), |v, _| v.page(1)),
        row("statistics.page-up", &["pageup", "ctrl-u"], 0, Words::new("上一页", "page up"), |v, _| v.page(-1)),
        row("statistics.first", &["g", "home"], 0, Words::new("到开头", "to the start"), |v, _| {
            v.step(isize::MIN / 2)
        }),
        row("statistics.last", &["G", "end"], 0, Words::new("到末尾", "to the end"), |v, _| v.step(isize::MAX / 2)),
        row("statistics.next", &["l", "right"], 2, Words::new("下一张表", "next report"), |v, _| v.choose(true)),
        row("statistics.previous", &["h", "left"], 0, Words::new("上一张表", "previous report"), |v, _| {
            v.choose(false)
        }),
        row("statistics.wider", &["o"], 3, Words::new("扩大范围", "wider scope"), wider),
        row("statistics.against", &["m"], 0, Words::new("以此为对照", "compare with this"), Statistics::mark),
        row("statistics.sort", &["s"], 3, Words::new("换列排序", "sort by next column"), Statistics::sort),
        row("statistics.reverse", &["r"], 4, Words::new("倒序", "reverse order"), Statistics::reverse),
        row("statistics.filter", &["/"], 4, Words::new("筛选", "filter"), |v, _| {
            v.filter = Some(Field::new(&v.query))
        }),
        row("statistics.open", &["enter"], 2, Words::new("看原文", "to the text"), open),
        row("statistics.search", &["c"], 2, Words::new("看语境", "in context"), concordance),
        row("statistics.word", &["w"], 0, Words::new("换一个词", "another word"), ask_word),
        row("statistics.dispersion", &["d"], 0, Words::new("这个词的分布", "dispersion of this word"), |v, c| {
            v.of_row("dispersion", c)
        }),
        row("statistics.timeline", &["t"], 0, Words::new("这个词的年份", "years of this word"), |v, c| {
            v.of_row("timeline", c)
        }),
        row("statistics.collocates", &["b"], 0, Words::new("这个词的搭配", "collocates of this word"), |v, c| {
            v.of_row("collocates", c)
        }),
        row(
            "statistics.learn",
            &["a"],
            0,
            Words::new("收进词表，重新统计", "learn this word, count again"),
            |v, c| match v.row_word() {
                Some(word) => c.ask(Request::Learn(word)),
                None => c.say(Words::new("这一行没有词", "this row has no word")),
            },
        ),
        row("statistics.save", &["e", "ctrl-s"], 3, Words::new("存成文件", "save as a file"), save::ask),
        row("statistics.back", &["esc"], 0, Words::new("退一步", "back"), back),
    ];

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        draw::draw(self, frame, area, snapshot)
    }

    fn takes_text(&self) -> bool {
        self.filter.is_some()
    }

    fn type_text(&mut self, text: &str, _pasted: bool, _ctx: &mut Ctx<'_>) {
        if let Some(field) = &mut self.filter {
            field.insert(text);
            field.text().clone_into(&mut self.query);
            self.arrange();
        }
    }

    fn key(&mut self, key: Key, _ctx: &mut Ctx<'_>) -> bool {
        let Some(field) = &mut self.filter else { return false };
        match key.code {
            Code::Enter | Code::Down => self.filter = None,
            Code::Esc => {
                self.filter = None;
                self.query.clear();
            }
            _ => {
                field.key(key);
                field.text().clone_into(&mut self.query);
            }
        }
        self.arrange();
        true
    }

    fn mouse(&mut self, mouse: Mouse, _ctx: &mut Ctx<'_>) {
        let at = Position::new(mouse.x, mouse.y);
        let height = usize::from(self.rows.height).saturating_sub(1);
        match mouse.act {
            MouseAct::WheelUp => self.list.roll(-3, self.order.len(), height),
            MouseAct::WheelDown => self.list.roll(3, self.order.len(), height),
            MouseAct::Press if self.rows.contains(at) && mouse.y > self.rows.y => {
                let row = self.list.top + usize::from(mouse.y - self.rows.y - 1);
                if row < self.order.len() {
                    self.list.cursor = row;
                }
            }
            MouseAct::Press if self.names.contains(at) => {
                let number = usize::from(mouse.y - self.names.y);
                if number < statistics::STATISTICS.len() {
                    self.set(number, self.scope);
                }
            }
            MouseAct::Press | MouseAct::Drag => {}
        }
    }

    fn answered(&mut self, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
        match (asked, answer) {
            (Asked::SaveReport, Answer::Line(name)) if !name.trim().is_empty() => {
                self.write(&ctx.snapshot.folder.join(name.trim()), false, ctx);
            }
            // A statistic that may do without a word does without an empty one.
            (Asked::Word, Answer::Line(word))
                if !word.trim().is_empty() || self.statistic().needs == Needs::PerhapsWord =>
            {
                let own = self.statistic().needs.takes_word();
                self.about(if own { self.chosen } else { number_of("dispersion") }, word.trim());
            }
            (Asked::OverwriteReport(path), Answer::Choice('y')) => self.write(&path, true, ctx),
            _ => {}
        }
    }

    fn position(&self, snapshot: &Snapshot) -> String {
        let at = if self.order.is_empty() { 0 } else { self.list.cursor + 1 };
        format!("{} {at}/{}", snapshot.lang.of(Words::new("行", "row")), self.order.len())
    }
}

impl Statistics {
    /// Shows the chosen report about `scope`.
    pub fn show(&mut self, scope: Scope) {
        self.set(self.chosen, scope);
    }

    /// What is to be counted, when it is not there and not asked for yet.
    pub fn wants_report(&mut self, snapshot: &Snapshot) -> Option<(&'static str, Scope, Params)> {
        if self.missing().is_some() {
            return None;
        }
        let params = self.params();
        let wanted = (self.chosen, self.scope, params.clone(), snapshot.generation);
        // While documents are still coming, one report at a time; the last word is asked for when they are all there.
        if self.asked.as_ref() == Some(&wanted) || (snapshot.loading.active && self.asked.is_some()) {
            return None;
        }
        self.asked = Some(wanted);
        Some((self.statistic().id, self.scope, params))
    }

    /// Whether a report was asked for and has not come.
    pub const fn is_counting(&self) -> bool {
        self.asked.is_some() && self.report.is_none()
    }

    /// A report has come.
    pub fn report(&mut self, scope: Scope, params: &Params, report: Arc<Report>) {
        if scope == self.scope && report.id == self.statistic().id && *params == self.params() {
            self.report = Some(report);
            self.arrange();
        }
    }

    /// Another corpus is being loaded.
    pub fn reset(&mut self) {
        *self = Self { chosen: self.chosen, word: std::mem::take(&mut self.word), ..Self::default() };
    }

    /// Documents have other numbers: what `now` gives; those for which it gives none are gone.
    pub fn renumbered(&mut self, now: &dyn Fn(usize) -> Option<usize>) {
        self.scope = self.scope.renumbered(now).unwrap_or(Scope::Corpus);
        self.against = self.against.and_then(|marked| marked.renumbered(now));
        // Its rows lead to places that have other numbers now.
        self.report = None;
        self.order.clear();
        self.asked = None;
    }

    /// A document was read again: a scope of it that is there no more gives way to the whole document.
    pub fn replaced(&mut self, number: usize, again: impl Fn(Scope) -> Option<Scope>) {
        if self.scope.document() == Some(number) {
            self.scope = again(self.scope).unwrap_or(Scope::Document(number));
        }
        let marked = self.against.filter(|marked| marked.document() == Some(number));
        if let Some(marked) = marked {
            self.against = Some(again(marked).unwrap_or(Scope::Document(number)));
        }
    }

    /// A file that was to be written stands there already.
    pub fn file_exists(path: PathBuf, ctx: &mut Ctx<'_>) {
        let text = ctx.snapshot.lang.of(Words::new("这个文件已经有了：", "this file exists:"));
        ctx.ask(Request::Question(Question {
            title: ctx.snapshot.lang.of(Words::new("覆盖文件？", "Overwrite?")).to_owned(),
            text: vec![text.to_owned(), path.display().to_string()],
            kind: QuestionKind::Choice(vec![
                ('y', Words::new("覆盖", "overwrite")),
                ('n', Words::new("不覆盖", "keep it")),
            ]),
            asked: Asked::OverwriteReport(path),
        }));
    }

    fn statistic(&self) -> &'static Statistic {
        statistics::STATISTICS.get(self.chosen).unwrap_or(&statistics::STATISTICS[0])
    }

    fn set(&mut self, chosen: usize, scope: Scope) {
        if (chosen, scope) != (self.chosen, self.scope) {
            if chosen != self.chosen {
                self.sorted = None;
                self.filter = None;
                self.query.clear();
            }
            (self.chosen, self.scope) = (chosen, scope);
            self.report = None;
            self.asked = None;
            self.list = List::default();
            self.order.clear();
        }
    }

    /// Shows the report of this number about `word`.
    fn about(&mut self, chosen: usize, word: &str) {
        word.clone_into(&mut self.word);
        self.set(chosen, self.scope);
        self.again();
    }

    /// Has the report made anew.
    fn again(&mut self) {
        self.report = None;
        self.asked = None;
        self.list = List::default();
        self.order.clear();
    }

    /// Shows the statistic of this id about the word of the chosen row.
    fn of_row(&mut self, id: &str, ctx: &mut Ctx<'_>) {
        match self.row_word().or_else(|| Some(self.own_word()).filter(|word| !word.is_empty())) {
            Some(word) => self.about(number_of(id), &word),
            None => ctx.say(Words::new("这一行没有词", "this row has no word")),
        }
    }

    /// The word of the chosen row, where rows are of words.
    fn row_word(&self) -> Option<String> {
        let report = self.report.as_ref()?;
        report.columns.first().filter(|column| column.id == "word")?;
        match report.rows.get(*self.order.get(self.list.cursor)?)?.cells.first()? {
            Cell::Text(word) => Some(word.clone()),
            _ => None,
        }
    }

    fn choose(&mut self, forward: bool) {
        let count = statistics::STATISTICS.len();
        let next = if forward { self.chosen + 1 } else { self.chosen + count - 1 };
        self.set(next % count, self.scope);
    }

    fn step(&mut self, rows: isize) {
        self.list.step(rows, self.order.len());
    }

    fn page(&mut self, pages: isize) {
        self.step(pages * (self.rows.height as isize - 2).max(1));
    }

    fn sort(&mut self, ctx: &mut Ctx<'_>) {
        let Some(report) = &self.report else { return };
        let next = self.sorted.map_or(0, |s| s.column + 1);
        self.sorted = report.columns.get(next).map(|_| {
            let text = report.rows.first().and_then(|r| r.cells.get(next)).is_some_and(|c| matches!(c, Cell::Text(_)));
            Sorted { column: next, descending: !text }
        });
        self.arrange();
        let lang = ctx.snapshot.lang;
        let name = match self.sorted.and_then(|s| self.report.as_ref()?.columns.get(s.column)) {
            Some(column) => lang.of(column.words),
            None => lang.of(Words::new("原来的次序", "the report's own order")),
        };
        ctx.say_text(format!("{}{name}", lang.of(Words::new("排序：", "sorted by: "))));
    }

    fn reverse(&mut self, ctx: &mut Ctx<'_>) {
        match &mut self.sorted {
            Some(sorted) => {
                sorted.descending = !sorted.descending;
                self.arrange();
            }
            None => self.sort(ctx),
        }
    }

    /// Filters and sorts the rows.
    fn arrange(&mut self) {
        let Some(report) = &self.report else { return };
        let query = self.query.trim();
        let matcher = (!query.is_empty()).then(|| Matcher::new(query));
        let matches = |r: &usize| {
            let cells = report.rows.get(*r).map_or(&[][..], |row| &row.cells);
            matcher.as_ref().is_none_or(|m| cells.iter().any(|c| matches!(c, Cell::Text(t) if m.is_match(t))))
        };
        self.order = (0..report.rows.len()).filter(matches).collect();
        if let Some(Sorted { column, descending }) = self.sorted {
            let cell = |r: &usize| report.rows.get(*r).and_then(|row| row.cells.get(column));
            self.order.sort_by(|a, b| {
                let order = compare(cell(a), cell(b));
                if descending { order.reverse() } else { order }
            });
        }
        self.list.cursor = self.list.cursor.min(self.order.len().saturating_sub(1));
    }
}

fn wider(view: &mut Statistics, ctx: &mut Ctx<'_>) {
    let corpus = &ctx.snapshot.corpus;
    let next = match view.scope {
        Scope::Piece(d, _) if corpus.documents.get(d).is_some_and(|doc| doc.pieces.len() > 1) => Scope::Document(d),
        Scope::Corpus | Scope::Document(_) | Scope::Piece(..) => Scope::Corpus,
        Scope::Section(d, p, s) => {
            let above = corpus.documents.get(d).and_then(|doc| doc.pieces.get(p)?.sections.get(s)?.parent);
            above.map_or(Scope::Piece(d, p), |up| Scope::Section(d, p, up))
        }
    };
    if next == view.scope {
        ctx.say(Words::new("已是全部文档", "this is everything"));
    }
    view.set(view.chosen, next);
}

fn open(view: &mut Statistics, ctx: &mut Ctx<'_>) {
    let row = view.order.get(view.list.cursor).and_then(|r| view.report.as_ref()?.rows.get(*r));
    match row.and_then(|row| row.place) {
        Some(place) => ctx.ask(Request::Open(place)),
        None => ctx.say(Words::new("这一行没有对应的原文", "this row has no place in the text")),
    }
}

/// The number of the statistic of this id.
fn number_of(id: &str) -> usize {
    statistics::STATISTICS.iter().position(|statistic| statistic.id == id).unwrap_or(0)
}

fn ask_word(view: &mut Statistics, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("看哪个词？", "Which word?")).to_owned(),
        text: vec![
            lang.of(Words::new(
                "分布和搭配是一个词的表；年份可以不写词",
                "dispersion and collocates are of one word; years may do without",
            ))
            .to_owned(),
        ],
        kind: QuestionKind::Line { initial: view.row_word().unwrap_or_default() },
        asked: Asked::Word,
    }));
}

/// Looks for the word of a row.
fn concordance(view: &mut Statistics, ctx: &mut Ctx<'_>) {
    let word = view.row_word().or_else(|| Some(view.own_word()).filter(|word| !word.is_empty()));
    match word {
        Some(word) => ctx.ask(Request::Search(format!("\"{}\"", word.replace('"', " ")))),
        None => ctx.say(Words::new("这一行没有可检索的词", "this row has no word to look for")),
    }
}

fn back(view: &mut Statistics, ctx: &mut Ctx<'_>) {
    if view.query.is_empty() {
        ctx.ask(Request::Back);
    } else {
        view.query.clear();
        view.arrange();
    }
}

fn compare(a: Option<&Cell>, b: Option<&Cell>) -> Ordering {
    let (Some(a), Some(b)) = (a, b) else { return a.is_some().cmp(&b.is_some()) };
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => shown(a).cmp(&shown(b)),
    }
}
