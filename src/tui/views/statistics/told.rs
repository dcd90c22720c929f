//! What a report has to be told beside its scope: a word, or the part of the corpus to compare with.

use super::Statistics;
use crate::corpus::model::Scope;
use crate::stats::data::Params;
use crate::stats::report::Words;
use crate::stats::table::Needs;
use crate::tui::command::Ctx;

/// What stands before the name of the part to compare with.
pub(super) const AGAINST: Words = Words::new("对照：", "against: ");

impl Statistics {
    /// What the statistic is told.
    pub(super) fn params(&self) -> Params {
        let against = self.against.filter(|_| self.statistic().needs == Needs::Against);
        Params { word: self.own_word(), against: against.into_iter().collect(), ..Params::default() }
    }

    /// The word, where the statistic looks at one.
    pub(super) fn own_word(&self) -> String {
        if self.statistic().needs.takes_word() { self.word.clone() } else { String::new() }
    }

    /// What the statistic has still to be told.
    pub(super) fn missing(&self) -> Option<Words> {
        match self.statistic().needs {
            Needs::Word if self.word.is_empty() => Some(Words::new(
                "这张表看一个词：按 w 输入，或在关键词表里停在词上按 d、b",
                "this report is of one word: w asks for it, d and b on a row of keywords take that one",
            )),
            Needs::Part if self.scope == Scope::Corpus => Some(Words::new(
                "这张表拿一篇、一节和其余的比：在阅读里选好，再按 s",
                "this report holds a piece or section against the rest: choose one in Read and press s",
            )),
            Needs::Against if self.against.is_none() => Some(Words::new(
                "这张表拿两部分比：先在一篇、一节或一个文档的统计里按 m 定为对照，再换到另一部分",
                "this report holds two parts against each other: m marks the part to compare with, then choose another",
            )),
            Needs::Against if self.against == Some(self.scope) => Some(Words::new(
                "这就是对照本身：在阅读里另选一篇、一节，按 s；再按 m 就不再作对照",
                "this is the part to compare with: choose another in Read and press s; m takes the mark away",
            )),
            _ => None,
        }
    }

    /// Marks the scope as the one to compare with, or takes its mark away.
    pub(super) fn mark(&mut self, ctx: &mut Ctx<'_>) {
        self.against = Some(self.scope).filter(|scope| self.against != Some(*scope));
        if self.statistic().needs == Needs::Against {
            self.again();
        }
        let lang = ctx.snapshot.lang;
        match self.against {
            Some(scope) => {
                let next =
                    lang.of(Words::new("；换到另一部分，看“比较”", "; choose another part and look at “Compare”"));
                ctx.say_text(format!("{}{}{next}", lang.of(AGAINST), ctx.snapshot.scope_name(scope)));
            }
            None => ctx.say(Words::new("不再作对照", "no longer what is compared with")),
        }
    }
}
