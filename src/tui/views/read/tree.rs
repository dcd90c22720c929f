//! The tree of 阅读: documents, pieces, sections; folding by row and by level; filtering by Chinese or pinyin.

mod replaced;

use std::collections::HashSet;

use super::jump::depth;
use super::roles::Query;
use crate::corpus::model::{Corpus, Scope, Section};
use crate::corpus::role::Role;
use crate::text::span::tail;
use crate::tui::widgets::list::List;

/// The deepest fold level: everything is open.
pub const DEEPEST: u8 = 9;

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub scope: Scope,
    /// How far it is indented, 0 at the left.
    pub depth: u8,
    /// Bytes at the beginning of a piece's title that it has in common with all others of its document.
    pub shared: u32,
    /// The role of a section.
    pub role: Option<Role>,
    /// Open, closed, or without anything below.
    pub fold: Fold,
}

impl Row {
    /// Its words, not made safe. Made when they are asked for: a tree has many rows, a screen few.
    pub fn label(&self, corpus: &Corpus) -> String {
        let document = |d: usize| corpus.documents.get(d);
        let label = match self.scope {
            Scope::Corpus => None,
            Scope::Document(d) => document(d).map(|doc| format!("{} ({})", doc.name(), doc.pieces.len())),
            Scope::Piece(d, p) => document(d)
                .and_then(|doc| doc.pieces.get(p))
                .map(|piece| tail(&piece.title, self.shared as usize).trim_start().to_owned()),
            Scope::Section(d, p, s) => {
                document(d).and_then(|doc| doc.pieces.get(p)?.sections.get(s)).map(Section::label)
            }
        };
        label.unwrap_or_default()
    }
}

/// Whether a row shows what is below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// It does.
    Open,
    /// It does not.
    Closed,
    /// There is nothing below.
    Leaf,
}

/// The tree with its cursor.
#[derive(Debug)]
pub struct Tree {
    /// The rows that are not folded away.
    pub rows: Vec<Row>,
    /// The cursor in them.
    pub list: List,
    /// Rows down to this depth show what is below them.
    level: u8,
    /// Rows that are the other way than `level` says.
    turned: HashSet<Scope>,
    /// The cursor's scope, kept while rows come and go.
    at: Option<Scope>,
    filter: String,
    built: Option<(u64, usize)>,
}

impl Default for Tree {
    fn default() -> Self {
        let list = List::default();
        Self { rows: Vec::new(), list, level: 1, turned: HashSet::new(), at: None, filter: String::new(), built: None }
    }
}

impl Tree {
    /// Brings the rows up to date with the corpus, which `generation` numbers.
    pub fn refresh(&mut self, corpus: &Corpus, rewritten: u64) {
        let now = (rewritten, corpus.documents.len());
        match self.built {
            Some(built) if built == now => return,
            Some((of, count)) if of == rewritten && count < now.1 && count > 0 => self.append(corpus, count),
            _ => self.build(corpus),
        }
        self.built = Some(now);
    }

    /// Adds the rows of the documents from this number on.
    fn append(&mut self, corpus: &Corpus, from: usize) {
        let query = (!self.filter.trim().is_empty()).then(|| Query::new(&self.filter));
        let mut rows = std::mem::take(&mut self.rows);
        for number in from..corpus.documents.len() {
            self.add_document(&mut rows, corpus, number, query.as_ref());
        }
        self.rows = rows;
        self.at = self.at.or_else(|| self.rows.get(self.list.cursor).map(|row| row.scope));
    }

    /// The scope under the cursor.
    pub fn scope(&self) -> Scope {
        self.rows.get(self.list.cursor).map_or(Scope::Corpus, |row| row.scope)
    }

    /// Moves the cursor.
    pub fn step(&mut self, rows: isize) {
        self.list.step(rows, self.rows.len());
        self.at = Some(self.scope());
    }

    /// Puts the cursor on a row of the list.
    pub fn choose(&mut self, row: usize) {
        if row < self.rows.len() {
            self.list.cursor = row;
            self.at = Some(self.scope());
        }
    }

    /// Puts the cursor on `scope`, or on the row that it is folded into.
    pub fn go_to(&mut self, corpus: &Corpus, scope: Scope) {
        let mut wanted = Some(scope);
        while let Some(scope) = wanted {
            if let Some(row) = self.rows.iter().position(|row| row.scope == scope) {
                self.choose(row);
                return;
            }
            wanted = parent(corpus, scope);
        }
    }

    /// Opens every row above `scope` and puts the cursor on it.
    pub fn reveal(&mut self, corpus: &Corpus, scope: Scope) {
        self.filter.clear();
        let mut above = parent(corpus, scope);
        while let Some(scope) = above {
            let depth = Self::depth(corpus, scope);
            if !self.is_open(scope, depth) {
                self.turn(scope);
            }
            above = parent(corpus, scope);
        }
        self.build(corpus);
        self.go_to(corpus, scope);
    }

    /// Of the rows, the next that is as deep as the one under the cursor.
    pub fn beside(&self, corpus: &Corpus, forward: bool) -> Option<Scope> {
        let wanted = depth(corpus, self.scope());
        let same = |row: &&Row| depth(corpus, row.scope) == wanted;
        let (before, after) = self.rows.split_at_checked(self.list.cursor)?;
        let found = if forward { after.iter().skip(1).find(same) } else { before.iter().rev().find(same) };
        found.map(|row| row.scope)
    }

    /// Opens the row under the cursor. False when there was nothing to open.
    pub fn open(&mut self, corpus: &Corpus) -> bool {
        let Some(row) = self.rows.get(self.list.cursor).filter(|row| row.fold == Fold::Closed) else { return false };
        self.turn(row.scope);
        self.build(corpus);
        true
    }

    /// Closes the row under the cursor, or goes to the row above it in the tree.
    pub fn close(&mut self, corpus: &Corpus) {
        let Some(row) = self.rows.get(self.list.cursor) else { return };
        if row.fold == Fold::Open {
            self.turn(row.scope);
            self.build(corpus);
        } else if let Some(above) = parent(corpus, row.scope) {
            self.go_to(corpus, above);
        }
    }

    /// Opens a closed row and closes an open one.
    pub fn toggle(&mut self, corpus: &Corpus) {
        if let Some(row) = self.rows.get(self.list.cursor).filter(|row| row.fold != Fold::Leaf) {
            self.turn(row.scope);
            self.build(corpus);
        }
    }

    /// Folds everything below one level less or more; gives the level: 0 shows documents alone.
    pub fn fold_level(&mut self, deeper: bool) -> u8 {
        let deepest = self.rows.iter().map(|row| row.depth + 1).max().unwrap_or(0);
        self.level = if deeper { (self.level + 1).min(DEEPEST) } else { self.level.min(deepest).saturating_sub(1) };
        self.turned.clear();
        self.built = None;
        self.level
    }

    /// Shows only rows that match; an empty query shows all.
    pub fn set_filter(&mut self, query: &str) {
        if self.filter != query {
            query.clone_into(&mut self.filter);
            self.built = None;
        }
    }

    /// What the rows are filtered by.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    fn turn(&mut self, scope: Scope) {
        if !self.turned.remove(&scope) {
            self.turned.insert(scope);
        }
    }

    fn is_open(&self, scope: Scope, depth: u8) -> bool {
        (depth < self.level) != self.turned.contains(&scope)
    }

    fn depth(corpus: &Corpus, scope: Scope) -> u8 {
        let below = |d: usize| u8::from(corpus.documents.get(d).is_some_and(|doc| doc.pieces.len() != 1));
        match scope {
            Scope::Corpus | Scope::Document(_) => 0,
            Scope::Piece(d, _) => below(d),
            Scope::Section(d, p, s) => {
                let above = corpus.documents.get(d).and_then(|doc| doc.pieces.get(p)).map_or(0, |piece| {
                    std::iter::successors(piece.sections.get(s).and_then(|s| s.parent), |up| {
                        piece.sections.get(*up).and_then(|s| s.parent)
                    })
                    .count()
                });
                below(d) + 1 + above as u8
            }
        }
    }

    fn build(&mut self, corpus: &Corpus) {
        let at = self.at;
        let query = (!self.filter.trim().is_empty()).then(|| Query::new(&self.filter));
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        for number in 0..corpus.documents.len() {
            self.add_document(&mut rows, corpus, number, query.as_ref());
        }
        self.rows = rows;
        self.list.cursor = self.list.cursor.min(self.rows.len().saturating_sub(1));
        if let Some(scope) = at {
            let mut wanted = Some(scope);
            while let Some(scope) = wanted {
                if let Some(row) = self.rows.iter().position(|row| row.scope == scope) {
                    self.list.cursor = row;
                    break;
                }
                wanted = parent(corpus, scope);
            }
        }
        self.at = self.rows.get(self.list.cursor).map(|row| row.scope).or(at);
    }

    fn add_document(&self, rows: &mut Vec<Row>, corpus: &Corpus, number: usize, query: Option<&Query>) {
        let Some(document) = corpus.documents.get(number) else { return };
        let single = document.pieces.len() == 1;
        let start = rows.len();
        let mut base = 0;
        if !single {
            let scope = Scope::Document(number);
            let fold = self.fold(scope, 0, !document.pieces.is_empty(), query);
            rows.push(Row { scope, depth: 0, shared: 0, role: None, fold });
            base = 1;
            if fold == Fold::Closed {
                return;
            }
        }
        let shared = document.pieces.shared_beginning() as u32;
        for (p, branches) in document.pieces.branches().enumerate() {
            let scope = Scope::Piece(number, p);
            let piece_row = rows.len();
            let fold = self.fold(scope, base, !branches.is_empty(), query);
            rows.push(Row { scope, depth: base, shared, role: None, fold });
            // Depth of each section and whether the rows above it are open.
            let mut depths: Vec<(u8, bool)> = Vec::with_capacity(branches.len());
            for (s, branch) in branches.iter().enumerate() {
                let (depth, shown) = match branch.parent.and_then(|up| depths.get(up).copied().map(|d| (up, d))) {
                    Some((up, (depth, shown))) => {
                        let above = Scope::Section(number, p, up);
                        (depth + 1, shown && (query.is_some() || self.is_open(above, depth)))
                    }
                    None => (base + 1, fold == Fold::Open),
                };
                depths.push((depth, shown));
                if shown {
                    let below = branches.get(s + 1).is_some_and(|next| next.parent == Some(s));
                    let scope = Scope::Section(number, p, s);
                    rows.push(Row {
                        scope,
                        depth,
                        shared: 0,
                        role: branch.role,
                        fold: self.fold(scope, depth, below, query),
                    });
                }
            }
            if let Some(query) = query {
                keep_matches(rows, piece_row, query, corpus);
            }
        }
        // A document whose pieces all fell to the filter stays only when its own name matches.
        if let Some(query) = query
            && !single
            && rows.len() == start + 1
            && !rows.get(start).is_some_and(|row| is_match(row, query, corpus))
        {
            rows.truncate(start);
        }
    }

    fn fold(&self, scope: Scope, depth: u8, below: bool, query: Option<&Query>) -> Fold {
        if !below {
            Fold::Leaf
        } else if query.is_some() || self.is_open(scope, depth) {
            Fold::Open
        } else {
            Fold::Closed
        }
    }
}

/// Whether a row is what the filter asks for.
fn is_match(row: &Row, query: &Query, corpus: &Corpus) -> bool {
    query.is_match(&row.label(corpus), matches!(row.scope, Scope::Section(..)), row.role)
}

/// Of the rows from `start` on, keeps those that match and the rows above them in the tree.
fn keep_matches(rows: &mut Vec<Row>, start: usize, query: &Query, corpus: &Corpus) {
    let part = rows.split_off(start.min(rows.len()));
    let mut kept = Vec::new();
    let mut depth_wanted = 0;
    for row in part.into_iter().rev() {
        let above_a_match = row.depth + 1 == depth_wanted;
        if above_a_match || is_match(&row, query, corpus) {
            depth_wanted = row.depth;
            kept.push(row);
        } else if row.depth + 1 < depth_wanted {
            depth_wanted = 0;
        }
    }
    kept.reverse();
    rows.append(&mut kept);
}

/// The scope above `scope` in the tree.
pub fn parent(corpus: &Corpus, scope: Scope) -> Option<Scope> {
    match scope {
        Scope::Corpus | Scope::Document(_) => None,
        Scope::Piece(d, _) => corpus.documents.get(d).filter(|doc| doc.pieces.len() != 1).map(|_| Scope::Document(d)),
        Scope::Section(d, p, s) => {
            let section = corpus.documents.get(d)?.pieces.get(p)?.sections.get(s)?;
            Some(section.parent.map_or(Scope::Piece(d, p), |up| Scope::Section(d, p, up)))
        }
    }
}
