//! `Finding`: a place that a rule speaks of; and `Found`, into which rules put what they see.

use std::ops::Range;

use super::line::Line;
use super::rule::{Level, Rule};
use crate::text::span::ByteSpan;
use crate::text::words::Language;

/// A replacement of some text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the subject's text.
    pub span: ByteSpan,
    /// What goes there; may be empty.
    pub text: String,
    /// It changes words inside of “…”: somebody's own words, so that it is only made where a person asks for it.
    pub singly: bool,
}

/// One of the places of a finding that stands for many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Bytes of the subject's text.
    pub span: ByteSpan,
    /// Its fix, if it has one.
    pub fix: Option<Fix>,
}

/// A place that a rule speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Its weight, as the settings have it.
    pub level: Level,
    /// Bytes of the subject's text.
    pub span: ByteSpan,
    /// What it is about: stands for `{}` in the rule's words.
    pub about: String,
    /// What could stand there, in words or as text.
    pub suggestion: Option<String>,
    /// The mechanical fix.
    pub fix: Option<Fix>,
    /// Where it stands for many, all of them, this one first; else nothing.
    pub places: Vec<Spot>,
}

impl Finding {
    /// How many places it stands for.
    pub fn count(&self) -> usize {
        self.places.len().max(1)
    }

    /// What is said of it, one sentence.
    pub fn message(&self, language: Language) -> String {
        let said = self.rule.says.of(language).replace("{}", &self.about);
        match (self.places.len(), language) {
            (0, _) => said,
            (count, Language::Chinese) => format!("全文 {count} 处：{said}"),
            (count, Language::English) => format!("{count} places: {said}"),
        }
    }

    /// The fixes that may be made without a person looking at each: those of a rule of the heaviest level whose fixes are
    /// mechanical, but for words inside of “…”.
    pub fn by_itself(&self) -> Vec<Fix> {
        self.spots_by_themselves().into_iter().filter_map(|spot| spot.fix).collect()
    }

    /// The places of those fixes.
    pub fn spots_by_themselves(&self) -> Vec<Spot> {
        if self.level != Level::Must || !self.rule.fixes {
            return Vec::new();
        }
        let by_itself = |spot: &Spot| spot.fix.as_ref().is_some_and(|fix| !fix.singly);
        self.spots().into_iter().filter(by_itself).collect()
    }

    /// All places with their fixes.
    pub fn spots(&self) -> Vec<Spot> {
        if self.places.is_empty() { vec![Spot { span: self.span, fix: self.fix.clone() }] } else { self.places.clone() }
    }
}

/// Something a rule saw, before precedence and settings are looked at.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Bytes of the subject's text.
    pub span: ByteSpan,
    /// What it is about.
    pub about: String,
    /// What could stand there.
    pub suggestion: Option<String>,
    /// The fix.
    pub fix: Option<Fix>,
}

/// What one rule saw so far.
#[derive(Debug, Default)]
pub struct Found {
    /// All of it, in the order it was seen.
    pub hits: Vec<Hit>,
}

impl Found {
    /// The characters `range` (0-based, of the line) are wrong; more can be said of the answer.
    pub fn put(&mut self, line: &Line<'_>, range: Range<usize>) -> Told<'_> {
        self.put_span(line.span(range))
    }

    /// The bytes of `span` are wrong.
    pub fn put_span(&mut self, span: ByteSpan) -> Told<'_> {
        self.hits.push(Hit { span, about: String::new(), suggestion: None, fix: None });
        Told { hit: self.hits.last_mut(), span }
    }
}

/// A hit of which more can be said.
#[derive(Debug)]
pub struct Told<'f> {
    hit: Option<&'f mut Hit>,
    span: ByteSpan,
}

impl Told<'_> {
    /// The whole span is to be replaced by `text`, which is also the suggestion.
    pub fn fix(&mut self, text: impl Into<String>) -> &mut Self {
        let (text, span) = (text.into(), self.span);
        if let Some(hit) = &mut self.hit {
            hit.suggestion = Some(text.clone());
            hit.fix = Some(Fix { span, text, singly: false });
        }
        self
    }

    /// Other bytes than those of the span are to be replaced by `text`.
    pub fn fix_at(&mut self, span: ByteSpan, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        if let Some(hit) = &mut self.hit {
            hit.suggestion.get_or_insert_with(|| text.clone());
            hit.fix = Some(Fix { span, text, singly: false });
        }
        self
    }

    /// What could stand there; no fix is offered.
    pub fn suggest(&mut self, text: impl Into<String>) -> &mut Self {
        if let Some(hit) = &mut self.hit {
            hit.suggestion = Some(text.into());
        }
        self
    }

    /// What it is about: stands for `{}` in the rule's words.
    pub fn about(&mut self, text: impl Into<String>) -> &mut Self {
        if let Some(hit) = &mut self.hit {
            hit.about = text.into();
        }
        self
    }
}
