//! The verdict on each section: heading, section above, place in the piece and body against each other.

use std::sync::Arc;

use super::evidence::{Body, Heading, Say};
use super::kind::Kind;
use super::words::RoleWords;
use super::{Aid, Reason, Role, RoleFinding};
use crate::corpus::correction::Placed;
use crate::corpus::model::Section;
use crate::text::fold;
use crate::text::span::{first_chars, slice};

/// Below this nothing is said.
const FLOOR: u32 = 30;
/// A section of a summary or plan about which nothing else is known. This and what is handed down are odd and do not
/// end in five: no sum of words is, so that words never come out equal to them.
const TOPIC: u32 = 33;
/// The words of 做法 that make sections of a piece of unknown kind topics: one a section, and this many in all.
const TOPIC_WORDS: usize = 4;
/// What the section above hands down: 做法 and 成效 give way to more exact roles, the others hold.
const LOOSE: u32 = 41;
const LOOSE_OUTCOME: u32 = 51;
const FIRM: u32 = 87;
/// Words from this weight on decide by themselves; from the other on they stand against a loose section above.
const CERTAIN: u8 = 8;
const CLEAR: u8 = 7;
/// With so much from the heading the body is not asked.
const ENOUGH: u32 = 45;
/// What position adds to words that need it.
const NEAR_END: u32 = 30;
const LATER: u32 = 20;
const AFTER_DIFFICULTY: u32 = 40;
/// How much of a heading a reason shows, in characters.
const SHOWN: usize = 16;

/// Gives every section of a piece its role, in reading order. `text` is the document's, `title` the piece's.
pub fn assign(text: &str, title: &str, sections: &mut [Section], words: &RoleWords, said: &Placed) {
    let mut piece = Piece::new(text, title, sections, words);
    for at in 0..sections.len() {
        let Some(section) = sections.get(at) else { continue };
        let above = section.parent.and_then(|parent| sections.get(parent));
        let found = match said.role(section.line) {
            Some(role) => role.map(|role| RoleFinding { role, reason: Reason::ByHand }),
            // The whole piece plays no part in itself.
            None if fold::tight(&section.text) == fold::tight(title) => None,
            None => judge(&piece, at, section, above, words, slice(text, section.body)),
        };
        piece.passed(section, found.as_ref(), words);
        if let Some(section) = sections.get_mut(at) {
            section.role = found;
        }
    }
}

/// What is known of the piece while its sections are judged.
struct Piece {
    kind: Kind,
    /// The first and the last but one of the highest sections.
    first: Option<usize>,
    near_end: usize,
    /// Sections about which nothing is known are topics of the work.
    topics: bool,
    /// The last of the highest sections has no role, and words of its heading say so.
    outside: bool,
    /// By level: a section on problems came before, below the same section.
    difficulty: Vec<bool>,
}

impl Piece {
    fn new(text: &str, title: &str, sections: &[Section], words: &RoleWords) -> Self {
        let kind = Kind::of(title);
        let topics = match kind {
            Kind::Summary | Kind::Plan | Kind::Notice => true,
            Kind::Rule => false,
            Kind::Other => {
                let said = |section: &Section| Body::read(words, slice(text, section.body)).words(Role::Practice).1;
                sections.iter().map(said).sum::<usize>() >= sections.len().max(TOPIC_WORDS)
            }
        };
        let highest: Vec<usize> = (0..sections.len())
            .filter(|at| sections.get(*at).is_some_and(|section| section.parent.is_none()))
            .collect();
        let near_end = highest.iter().rev().nth(1).copied().unwrap_or(usize::MAX);
        let near_end = if highest.len() > 3 { near_end } else { highest.last().copied().unwrap_or(usize::MAX) };
        let first = highest.first().copied();
        Self { kind, first, near_end, topics, outside: false, difficulty: Vec::new() }
    }

    fn passed(&mut self, section: &Section, found: Option<&RoleFinding>, words: &RoleWords) {
        if section.parent.is_none() {
            let mut voices = words.in_heading(&section.text).flat_map(|found| found.voices);
            self.outside = found.is_none() && voices.any(|voice| voice.role.is_none());
        }
        let level = usize::from(section.level);
        self.difficulty.resize(level + 1, false);
        let role = found.map(|found| found.role);
        if let Some(place) = self.difficulty.get_mut(level) {
            *place |= matches!(role, Some(Role::Difficulty | Role::Cause));
        }
    }

    fn after_difficulty(&self, section: &Section) -> bool {
        self.difficulty.get(usize::from(section.level)).is_some_and(|seen| *seen)
    }
}

/// The best so far, and whether another role has as much.
#[derive(Default)]
struct Best<'w> {
    score: u32,
    role: Option<Role>,
    ground: Ground<'w>,
    tied: bool,
}

/// A reason not yet put into words.
#[derive(Clone, Copy, Default)]
enum Ground<'w> {
    #[default]
    Topic,
    Heading(&'w Arc<str>, Aid),
    Above,
    Body,
}

impl<'w> Best<'w> {
    fn offer(&mut self, role: Role, score: u32, ground: Ground<'w>) {
        if score == 0 {
            return;
        }
        if score > self.score {
            *self = Self { score, role: Some(role), ground, tied: false };
        } else if score == self.score && self.role != Some(role) {
            self.tied = true;
        }
    }
}

fn judge(
    piece: &Piece,
    at: usize,
    section: &Section,
    above: Option<&Section>,
    words: &RoleWords,
    body: &str,
) -> Option<RoleFinding> {
    let heading = Heading::read(words, &section.marker, &section.text);
    // What stands below 附则 is no more a topic than that is.
    let outside = above.is_some_and(|above| above.role.is_none()) && piece.outside;
    let from_above = above.and_then(|above| above.role.as_ref()).map(|found| found.role);
    let mut best = Best::default();
    match from_above {
        Some(Role::Practice) => best.offer(Role::Practice, LOOSE, Ground::Above),
        Some(Role::Outcome) => best.offer(Role::Outcome, LOOSE_OUTCOME, Ground::Above),
        Some(role) => best.offer(role, FIRM, Ground::Above),
        None if outside => {}
        None => best.offer(Role::Practice, if piece.topics { TOPIC } else { 0 }, Ground::Topic),
    }
    for role in Role::ALL {
        let Some(say) = heading.of(role) else { continue };
        let (score, aid) = match from_above {
            None => placed(piece, at, section, role, say),
            Some(above) if stands(above, role, say.weight) => (say.score, Aid::None),
            Some(_) => continue,
        };
        best.offer(role, score, Ground::Heading(say.word, aid));
    }
    let read = (best.score < ENOUGH).then(|| Body::read(words, body));
    if let Some(read) = &read {
        for role in Role::ALL {
            let heard = match role {
                Role::Organisation | Role::Publicity | Role::Inspection => true,
                Role::Practice => best.role.is_none(),
                _ => above.is_none(),
            };
            if heard {
                best.offer(role, read.score(role), Ground::Body);
            }
        }
    }
    let role = best.role.filter(|_| best.score >= FLOOR.max(heading.none) && !best.tied)?;
    let reason = match best.ground {
        Ground::Topic => Reason::Topic(piece.kind),
        Ground::Heading(word, aid) => Reason::Heading { word: Arc::clone(word), aid },
        Ground::Above => origin(above?),
        Ground::Body => {
            let (words, count) = read?.words(role);
            Reason::Body { words, count }
        }
    };
    Some(RoleFinding { role, reason })
}

/// Whether a heading's word for `role` may stand against the role of the section above.
fn stands(above: Role, role: Role, weight: u8) -> bool {
    use Role::{
        Cause, Difficulty, Guarantee, Inspection, Intention, Organisation, Outcome, Practice, Publicity, Stage,
    };
    match above {
        Practice | Outcome => matches!(role, Organisation | Publicity | Inspection) || weight >= CLEAR,
        Intention => matches!(role, Difficulty | Cause) && weight > CERTAIN,
        Difficulty => matches!(role, Cause | Intention) && weight >= CERTAIN,
        Cause => matches!(role, Intention) && weight >= CERTAIN,
        Role::Opening => matches!(role, Difficulty | Outcome | Stage) && weight >= CERTAIN,
        Guarantee => matches!(role, Organisation | Publicity | Inspection) && weight >= CERTAIN,
        Organisation => matches!(role, Publicity | Inspection) && weight >= CERTAIN,
        Publicity | Inspection | Stage => false,
    }
}

/// What a word for `role` says at this place of the piece.
fn placed(piece: &Piece, at: usize, section: &Section, role: Role, say: Say<'_>) -> (u32, Aid) {
    let first = piece.first == Some(at);
    let certain = say.weight >= CERTAIN;
    match (role, piece.kind) {
        (Role::Guarantee, Kind::Plan | Kind::Notice) if !first && at >= piece.near_end => {
            (say.score + NEAR_END, if certain { Aid::None } else { Aid::NearEnd })
        }
        (Role::Guarantee, Kind::Summary | Kind::Plan | Kind::Other) if !certain => (say.score / 2, Aid::None),
        (Role::Intention, _) if certain && say.weight > CERTAIN => (say.score, Aid::None),
        (Role::Intention, Kind::Plan) => (say.score / 3, Aid::None),
        (Role::Intention, _) if piece.after_difficulty(section) => {
            (say.score + AFTER_DIFFICULTY, if certain { Aid::None } else { Aid::AfterDifficulty })
        }
        (Role::Intention, Kind::Summary) if !first => (say.score + LATER, Aid::None),
        _ => (say.score, Aid::None),
    }
}

/// The section from which the role comes down.
fn origin(above: &Section) -> Reason {
    if let Some(Reason::Above(heading)) = above.role.as_ref().map(|found| &found.reason) {
        return Reason::Above(Arc::clone(heading));
    }
    let shown = first_chars(&above.text, SHOWN);
    let more = if shown.len() < above.text.len() { "…" } else { "" };
    Reason::Above(format!("{shown}{more}").into())
}
