//! More comments put beside those of a file, answers to them and whether they are settled, with all that these parts
//! need where there are none yet.
//!
//! Must not know where in the text they are attached.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::super::escape::{Names, date, escape, prefix_of, value};
use super::super::package::append;
use super::super::splice::free_ids;
use super::super::{Error, Note, Who};
use super::beside::{Beside, DECLARATION, Kind};
use super::{Comment, Reply, entries, unreadable};
use crate::corpus::formats::docx::Trace;
use crate::corpus::formats::xml::{Node, Xml, split_name};
use crate::text::span::{slice, tail};

const COMMENTS: Kind = Kind {
    word: "comments",
    relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    content: "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
};
/// The type of the relation in files of the strict kind.
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
/// What answers what, and what is settled ([MS-DOCX] 2.5.22, `commentsEx`).
const THREADS: Kind = Kind {
    word: "commentsExtended",
    relation: "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    content: "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
};
/// The namespace of `w14:paraId` ([MS-DOCX] 2.6.2.3).
const OF_2010: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
const OF_2012: &str = "http://schemas.microsoft.com/office/word/2012/wordml";
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// What was made of comments.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Written {
    /// The ids of each comment and of the answers to it, in the order given.
    pub(in super::super) ids: Vec<Vec<u32>>,
    /// The style of the sign in the text that refers to a comment, where the file has one.
    pub(in super::super) look: Option<String>,
    /// Names and texts of the parts that change or are new.
    pub(in super::super) parts: Vec<(String, String)>,
}

/// Somebody says something: a comment or an answer.
struct Entry<'a> {
    by: &'a str,
    date: &'a str,
    text: &'a str,
    id: u32,
    /// The id of its last paragraph, and that of the comment which it answers.
    paragraph: Option<(u32, Option<u32>)>,
    resolved: bool,
}

/// Puts `notes` beside the comments of a file, with all that a part of comments needs where there is none yet.
pub(in super::super) fn write(docx: &[u8], trace: &Trace, notes: &[&Note], who: &Who) -> Result<Written, Error> {
    if notes.is_empty() {
        return Ok(Written::default());
    }
    let mut beside = Beside::new(docx, trace)?;
    let styles = match beside.text(&trace.styles)? {
        Some(part) => styles(&part).map_err(unreadable(&trace.styles))?,
        None => HashMap::new(),
    };
    let (comments, threads) = (beside.find(COMMENTS)?, beside.find(THREADS)?);
    let old = match &comments.text {
        Some(part) => entries(part).map_err(unreadable(&comments.name))?,
        None => Vec::new(),
    };
    // Without answers, and nothing settled, a file needs no part that says so.
    let threaded = threads.text.is_some() || notes.iter().any(|note| note.resolved || answers(note).next().is_some());
    let parts = [Some(trace.part.as_str()), comments.text.as_deref(), threads.text.as_deref()];
    let paragraphs = threaded.then(|| free_paragraphs(&parts));
    let ids = free_ids(&taken(&old, trace));
    let said = said(notes, who, ids, paragraphs);
    let mut written = Written { look: styles.get("annotation reference").cloned(), ..Written::default() };
    written.ids = said.iter().map(|entries| entries.iter().map(|entry| entry.id).collect()).collect();
    let looks = [styles.get("annotation text"), written.look.as_ref()].map(|style| style.map(String::as_str));
    let all = |names: &Names, paragraph: &str| -> String {
        said.iter().flatten().map(|entry| entry.written(names, paragraph, looks)).collect()
    };
    let (part, strict) = if let Some(part) = &comments.text {
        let more = |root: &BytesStart<'_>| {
            let declared = prefix_of(root, OF_2010).map(|prefix| format!(" {prefix}:"));
            declared.unwrap_or_else(|| format!(" xmlns:w14=\"{OF_2010}\" w14:"))
        };
        (append(&comments.name, part, |root, _| Ok(all(&Names::of(root)?, &more(root))))?, false)
    } else {
        let (names, space) = main_names(trace)?;
        let more = format!(" xmlns:w14=\"{OF_2010}\" xmlns:mc=\"{COMPATIBILITY}\" mc:Ignorable=\"w14\"");
        let more = if threaded { more } else { String::new() };
        let declared = format!("xmlns:{}=\"{space}\"{more}", names.attribute.trim_end_matches(':'));
        let names = Names { element: names.attribute.clone(), ..names };
        let tag = format!("{}comments", names.element);
        let all = all(&names, " w14:");
        (format!("{DECLARATION}<{tag} {declared}>{all}</{tag}>"), space.contains("purl.oclc.org"))
    };
    let relation = if strict { STRICT } else { COMMENTS.relation };
    beside.put(Kind { relation, ..COMMENTS }, comments, part)?;
    if threaded {
        let empty = || format!("{DECLARATION}<w15:commentsEx xmlns:w15=\"{OF_2012}\"/>");
        let part = threads.text.clone().unwrap_or_else(empty);
        let all = |names: &Names| said.iter().flatten().map(|entry| entry.thread(names)).collect();
        let part = append(&threads.name, &part, |root, _| Ok(all(&Names::of(root)?)))?;
        beside.put(THREADS, threads, part)?;
    }
    written.parts = beside.changed();
    Ok(written)
}

/// The answers to a comment that say something.
fn answers(note: &Note) -> impl Iterator<Item = &Reply> {
    note.replies.iter().filter(|reply| !reply.text.trim().is_empty())
}

/// All that is said: each comment with the answers to it.
fn said<'a>(
    notes: &[&'a Note],
    who: &'a Who,
    mut ids: impl Iterator<Item = u32>,
    mut paragraphs: Option<impl Iterator<Item = u32>>,
) -> Vec<Vec<Entry<'a>>> {
    let mut all = Vec::new();
    for note in notes {
        let mut entries: Vec<Entry> = Vec::new();
        let own = (note.by.as_deref().unwrap_or(&who.name), note.date.as_deref().unwrap_or(&who.date), &note.text);
        let more = answers(note).map(|reply| {
            let by = if reply.author.trim().is_empty() { &who.name } else { &reply.author };
            (by.as_str(), reply.date.as_str(), &reply.text)
        });
        for (by, date, text) in std::iter::once(own).chain(more) {
            let first = entries.first().and_then(|entry| entry.paragraph).map(|(paragraph, _)| paragraph);
            let paragraph = paragraphs.as_mut().and_then(Iterator::next).map(|own| (own, first));
            let id = ids.next().unwrap_or_default();
            entries.push(Entry { by, date, text, id, paragraph, resolved: note.resolved });
        }
        all.push(entries);
    }
    all
}

impl Entry<'_> {
    /// As it stands in the part with the comments; `paragraph` is what comes before the name of a paragraph's id, and
    /// `looks` are the styles of its text and of its sign.
    fn written(&self, names: &Names, paragraph: &str, looks: [Option<&str>; 2]) -> String {
        let (e, a) = (&names.element, &names.attribute);
        let (author, date, id) = (escape(self.by), date(names, self.date), self.id);
        let initials = escape(&self.by.chars().take(1).collect::<String>());
        let styled = |what: &str, style: Option<&str>| {
            let style = style.map(|style| format!("<{e}{what}Style {a}val=\"{}\"/>", escape(style)));
            style.map(|style| format!("<{e}{what}Pr>{style}</{e}{what}Pr>")).unwrap_or_default()
        };
        let [text, sign] = looks;
        let mut sign = format!("<{e}r>{}<{e}annotationRef/></{e}r>", styled("r", sign));
        let mut out = format!("<{e}comment {a}id=\"{id}\" {a}author=\"{author}\"{date} {a}initials=\"{initials}\">");
        let mut lines = self.text.trim_end().split('\n').peekable();
        while let Some(line) = lines.next() {
            let last = self.paragraph.filter(|_| lines.peek().is_none());
            let own = last.map(|(own, _)| format!("{paragraph}paraId=\"{own:08X}\"")).unwrap_or_default();
            let (sign, properties) = (std::mem::take(&mut sign), styled("p", text));
            let line = escape(line.trim_end_matches('\r'));
            out.push_str(&format!(
                "<{e}p{own}>{properties}{sign}<{e}r><{e}t xml:space=\"preserve\">{line}</{e}t></{e}r></{e}p>"
            ));
        }
        out.push_str(&format!("</{e}comment>"));
        out
    }

    /// As it stands in the part that says what answers what.
    fn thread(&self, names: &Names) -> String {
        let Some((own, first)) = self.paragraph else { return String::new() };
        let (e, a, done) = (&names.element, &names.attribute, u8::from(self.resolved));
        let first = first.map(|first| format!(" {a}paraIdParent=\"{first:08X}\"")).unwrap_or_default();
        format!("<{e}commentEx {a}paraId=\"{own:08X}\"{first} {a}done=\"{done}\"/>")
    }
}

/// Ids of paragraphs that none in `parts` has. They are eight hexadecimal digits below 0x80000000.
fn free_paragraphs(parts: &[Option<&str>]) -> impl Iterator<Item = u32> + use<> {
    /// Where nobody comes who counts from 1; others draw lots.
    const FIRST: u32 = 0x5C00_0000;
    const NAME: &str = "paraId=";
    let mut taken = HashSet::new();
    for part in parts.iter().flatten() {
        let ids = part.match_indices(NAME).filter_map(|(at, _)| {
            let digits = tail(part, at + NAME.len()).get(1..9)?;
            u32::from_str_radix(digits, 16).ok()
        });
        taken.extend(ids);
    }
    (FIRST..0x8000_0000).filter(move |id| !taken.contains(id))
}

/// How elements are called in the main part, and their namespace.
fn main_names(trace: &Trace) -> Result<(Names, String), Error> {
    let mut xml = Xml::new(slice(&trace.part, trace.tape.root));
    let Ok(Some(Node::Start(root))) = xml.next() else {
        return Err(Error::Unusual("docx 的正文是空的，没有写".to_owned()));
    };
    let names = Names::of(&root)?;
    let key = format!("xmlns:{}", names.attribute.trim_end_matches(':'));
    let own = root.attributes().with_checks(false).flatten().find(|own| own.key.into_inner() == key);
    Ok((names, own.map(|own| own.value.into_owned()).unwrap_or_default()))
}

/// The ids that comments have.
fn taken(old: &[Comment], trace: &Trace) -> Vec<u32> {
    let named = trace.tape.anchors.iter().map(|anchor| &anchor.id);
    old.iter().map(|comment| &comment.id).chain(named).filter_map(|id| id.parse().ok()).collect()
}

/// The ids of styles by their names, in small letters.
fn styles(part: &str) -> Result<HashMap<String, String>, String> {
    let mut xml = Xml::new(part);
    let mut styles = HashMap::new();
    let mut id = String::new();
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        let name = tag.name().into_inner();
        match split_name(name).1 {
            "style" => id = value(&tag, "styleId"),
            "name" => {
                styles.insert(value(&tag, "val").to_lowercase(), id.clone());
            }
            _ => {}
        }
    }
    Ok(styles)
}
