//! The part of a Word file that holds its comments, and the one that says which of them are answers.
//!
//! Must not know where in the text comments are attached.

mod beside;
mod written;

use std::collections::HashMap;

use super::escape::value;
use super::package::open;
use super::{Error, Reply};
use crate::corpus::formats::archive::Archive;
use crate::corpus::formats::docx::tape::sign;
use crate::corpus::formats::docx::{Trace, damaged};
use crate::corpus::formats::xml::{Node, Xml, attribute, split_name};
pub(super) use written::write;

/// A comment and the answers to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Comment {
    pub(super) id: String,
    /// What is said, by whom and when.
    pub(super) said: Reply,
    pub(super) replies: Vec<Reply>,
    pub(super) resolved: bool,
    /// The ids of its paragraphs, by which it is named where answers are.
    paragraphs: Vec<String>,
}

/// The comments of a file, answers with what they answer, in the order of the part.
pub(super) fn read(docx: &[u8], trace: &Trace) -> Result<Vec<Comment>, Error> {
    let mut archive = open(docx)?;
    let Some(part) = text(&mut archive, &trace.comments)? else { return Ok(Vec::new()) };
    let comments = entries(&part).map_err(unreadable(&trace.comments))?;
    let threads = match text(&mut archive, &trace.threads)? {
        Some(part) => threads(&part).map_err(unreadable(&trace.threads))?,
        None => HashMap::new(),
    };
    Ok(threaded(comments, &threads))
}

/// Names the part that cannot be read.
fn unreadable(part: &str) -> impl Fn(String) -> Error {
    move |reason| Error::Unreadable(damaged(part, &reason))
}

fn text(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, Error> {
    archive.text(name).map_err(Error::Unreadable)
}

fn entries(part: &str) -> Result<Vec<Comment>, String> {
    let mut xml = Xml::new(part);
    let mut comments: Vec<Comment> = Vec::new();
    let (mut open, mut in_text, mut skip) = (false, false, 0_usize);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => {
                let name = tag.name().into_inner();
                let local = split_name(name).1;
                let last = comments.last_mut().filter(|_| open);
                match (local, last) {
                    _ if skip > 0 => skip += 1,
                    ("del" | "moveFrom" | "Fallback" | "pPr" | "rPr", _) => skip = 1,
                    ("comment", _) => {
                        let said =
                            Reply { author: value(&tag, "author"), date: value(&tag, "date"), text: String::new() };
                        comments.push(Comment { id: value(&tag, "id"), said, ..Comment::default() });
                        open = true;
                    }
                    ("p", Some(comment)) => {
                        if !comment.said.text.is_empty() {
                            comment.said.text.push('\n');
                        }
                        comment.paragraphs.extend(attribute(&tag, "paraId").map(|id| id.to_ascii_uppercase()));
                    }
                    ("t", _) => in_text = true,
                    (_, Some(comment)) => comment.said.text.extend(sign(&tag)),
                    _ => {}
                }
            }
            Node::End(_) if skip > 0 => skip -= 1,
            Node::End(name) => match split_name(&name).1 {
                "comment" => open = false,
                "t" => in_text = false,
                _ => {}
            },
            Node::Text(portion) => {
                if let Some(comment) = comments.last_mut().filter(|_| open && in_text && skip == 0) {
                    comment.said.text.push_str(&portion);
                }
            }
        }
    }
    for comment in &mut comments {
        comment.said.text.truncate(comment.said.text.trim_end().len());
    }
    Ok(comments)
}

/// By a paragraph's id: the one that it answers, and whether it was settled.
fn threads(part: &str) -> Result<HashMap<String, (Option<String>, bool)>, String> {
    let mut xml = Xml::new(part);
    let mut threads = HashMap::new();
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        if let Some(own) = attribute(&tag, "paraId") {
            let parent = attribute(&tag, "paraIdParent").map(|id| id.to_ascii_uppercase());
            let done = attribute(&tag, "done").is_some_and(|done| matches!(done.as_ref(), "1" | "true" | "on"));
            threads.insert(own.to_ascii_uppercase(), (parent, done));
        }
    }
    Ok(threads)
}

/// Puts answers to what they answer. Word has one step of answers; those of more go to the first comment too.
fn threaded(comments: Vec<Comment>, threads: &HashMap<String, (Option<String>, bool)>) -> Vec<Comment> {
    const DEEPEST: usize = 64;
    let owners: HashMap<&str, usize> = comments
        .iter()
        .zip(0..)
        .flat_map(|(comment, at)| comment.paragraphs.iter().map(move |id| (id.as_str(), at)))
        .collect();
    let thread = |at: usize| comments.get(at)?.paragraphs.iter().rev().find_map(|id| threads.get(id));
    let parent = |at: usize| {
        let parent = thread(at)?.0.as_deref()?;
        owners.get(parent).copied().filter(|parent| *parent != at)
    };
    let roots: Vec<usize> = (0..comments.len())
        .map(|at| std::iter::successors(Some(at), |at| parent(*at)).take(DEEPEST).last().unwrap_or(at))
        .collect();
    let resolved: Vec<bool> = (0..comments.len()).map(|at| thread(at).is_some_and(|(_, done)| *done)).collect();
    // In a circle of answers nobody was first: each stays a comment.
    let answers = |at: usize| {
        let root = roots.get(at).copied().unwrap_or(at);
        (root != at && parent(root).is_none()).then_some(root)
    };
    let mut replies: HashMap<usize, Vec<Reply>> = HashMap::new();
    for (comment, at) in comments.iter().zip(0..) {
        if let Some(root) = answers(at) {
            replies.entry(root).or_default().push(comment.said.clone());
        }
    }
    let first: Vec<bool> = (0..comments.len()).map(|at| answers(at).is_none()).collect();
    let all = comments.into_iter().zip(0..).zip(resolved).zip(first);
    all.filter(|(_, first)| *first)
        .map(|(((comment, at), resolved), _)| Comment {
            replies: replies.remove(&at).unwrap_or_default(),
            resolved,
            ..comment
        })
        .collect()
}
