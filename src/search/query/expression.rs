//! Regular expressions over text that is kept as it stands: which kinds of characters an expression tells apart from
//! their folded forms. Where a text holds none of these, it need not be folded for it.

use std::sync::LazyLock;

use regex::Regex;
use regex_syntax::hir::{self, Class, Hir, HirKind, Look, Visitor};

use crate::text::fold;
use crate::text::folded::Kinds;

/// More classes of characters than this are not looked into.
const MOST_CLASSES: usize = 64;
/// No character beyond this one has another form.
const LAST: u32 = 0x1_ffff;

/// A regular expression for folded text.
#[derive(Clone, Debug)]
pub struct Expression {
    regex: Regex,
    kinds: Kinds,
}

impl Expression {
    /// `regex` with what it means.
    pub fn new(regex: Regex, meaning: &Hir) -> Self {
        let kinds = hir::visit(meaning, Told { kinds: Kinds::default(), classes: 0 }).unwrap_or(Kinds::ALL);
        Self { regex, kinds }
    }

    /// To be matched with folded text, or with one that is plain in [`Self::kinds`].
    pub const fn regex(&self) -> &Regex {
        &self.regex
    }

    /// The kinds of characters whose form matters to it.
    pub const fn kinds(&self) -> Kinds {
        self.kinds
    }
}

/// Every character that folding changes, with what it becomes.
static CHANGED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let all = (0..=LAST).filter_map(char::from_u32);
    all.map(|c| (c, fold::char(c))).filter(|(c, folded)| c != folded).collect()
});

/// Goes through an expression; the error is that all kinds may matter.
struct Told {
    kinds: Kinds,
    classes: usize,
}

impl Visitor for Told {
    type Output = Kinds;
    type Err = ();

    fn finish(self) -> Result<Kinds, ()> {
        Ok(self.kinds)
    }

    fn visit_pre(&mut self, part: &Hir) -> Result<(), ()> {
        let kinds = match part.kind() {
            HirKind::Literal(literal) => Kinds::of(std::str::from_utf8(&literal.0).map_err(drop)?),
            HirKind::Class(Class::Unicode(class)) if self.classes < MOST_CLASSES => {
                self.classes += 1;
                let holds = |c: char| {
                    class
                        .ranges()
                        .binary_search_by(|range| {
                            if range.end() < c {
                                std::cmp::Ordering::Less
                            } else if range.start() > c {
                                std::cmp::Ordering::Greater
                            } else {
                                std::cmp::Ordering::Equal
                            }
                        })
                        .is_ok()
                };
                let told = CHANGED.iter().filter(|(c, folded)| holds(*c) != holds(*folded));
                told.map(|(_, folded)| Kinds::one(*folded)).fold(Kinds::default(), Kinds::and)
            }
            HirKind::Look(Look::Start | Look::End | Look::StartLF | Look::EndLF) => Kinds::default(),
            HirKind::Class(_) | HirKind::Look(_) => return Err(()),
            _ => return Ok(()),
        };
        self.kinds = self.kinds.and(kinds);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::Pattern;

    fn check(source: &str, expected: Kinds) {
        let pattern = Pattern::expression(source, 0).ok().flatten();
        let Some(Pattern::Expression(expression)) = pattern else { panic!("{source} is no expression") };
        assert_eq!(expression.kinds(), expected, "{source}");
    }

    #[test]
    fn kinds_are_those_whose_forms_an_expression_tells_apart() {
        let of = Kinds::of;
        check("创建.{0,3}城市", of(""));
        check("创建[^。]*社区$", of(""));
        check(r"\d+户", of(""));
        check("[0-9]+户", of("1"));
        check("2024年", of("2"));
        check("led屏", of("l"));
        check("创建，", of(","));
        check(r"\s", of(""));
        check("[^,]创", of(","));
        check(r"创\b", Kinds::ALL);
        check(&"[^甲]".repeat(70), Kinds::ALL);
    }

    #[test]
    fn nothing_beyond_the_last_has_another_form() {
        assert!((LAST + 1..=0x10_ffff).filter_map(char::from_u32).all(|c| fold::char(c) == c));
        assert!(CHANGED.contains(&('Ａ', 'a')) && CHANGED.iter().all(|(_, folded)| fold::char(*folded) == *folded));
    }
}
