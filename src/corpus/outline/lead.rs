//! The lead of a paragraph: what stands before its first full stop, and what that makes of the paragraph.

use super::glued;
use super::marker::marker;
use super::names;
use crate::corpus::row::visible;
use crate::text::safe::is_han;
use crate::text::span::{first_chars, head, marks, tail};

/// What a numbered paragraph is by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One short sentence or phrase on its own line.
    Own,
    /// A first sentence that may name the paragraph, and more after it.
    RunIn,
    /// A clause: one long sentence, or an item that ends in ；.
    Clause,
}

/// The lead of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead<'t> {
    /// The lead without final mark.
    pub text: &'t str,
    /// Its length in characters.
    pub chars: usize,
    /// Bytes from the beginning of the paragraph to the end of the lead, final mark included.
    pub len: usize,
    /// What ends it; a blank when nothing does.
    pub mark: char,
    /// What the paragraph is.
    pub form: Form,
}

/// The longest line that may be a heading on its own, in characters.
const LONGEST_OWN: usize = 60;
/// The longest first sentence that may be a heading, in characters.
const LONGEST_RUN_IN: usize = 50;
/// The longest lead before a colon, in characters.
const LONGEST_COLON: usize = 24;
/// The longest name before a colon that stands over a list in its own paragraph, in characters.
const LONGEST_NAME: usize = 14;
/// The shortest value of a field, in characters.
const LEAST_FIELD: usize = 3;
/// The shortest text after a lead, in characters.
const LEAST_REST: usize = 6;
/// From how many characters on a first sentence is split at a wide gap.
const LONGEST_GAP: usize = 16;
/// How many characters are searched for the end of a lead.
const SEARCHED: usize = 80;

/// Marks that a heading's text does not end in.
const FINAL: &[char] = &['。', '．', '.', '；', ';', '：', ':', '，', ',', '、', '！', '!', ' ', '　'];

/// Reads the lead of a paragraph of `chars` characters, its marker left out. The text must be trimmed.
pub fn lead(text: &str, chars: usize) -> Lead<'_> {
    let with = |end: usize, mark: char, form: Form| {
        let whole = head(text, end).trim_end_matches(FINAL);
        // A question's mark is no part of its name; several are a mask for letters that were lost.
        let whole = whole.strip_suffix(['？', '?']).filter(|rest| !rest.ends_with(['？', '?'])).unwrap_or(whole);
        Lead { text: whole, chars: whole.chars().count(), len: end, mark, form }
    };
    let searched = first_chars(text, SEARCHED);
    let Some((at, mark)) = first_stop(searched) else {
        let form = if chars <= LONGEST_OWN && !text.ends_with(['，', ',', '、']) { Form::Own } else { Form::Clause };
        // 活动时间：5月18日: a field and its value.
        let colon = colon(searched, searched.len());
        if let Some((at, sign)) = colon
            && names::names_field(head(text, at))
            && tail(text, at + sign.len_utf8()).chars().count() >= LEAST_FIELD
        {
            return with(at + sign.len_utf8(), ' ', Form::RunIn);
        }
        if form == Form::Clause
            && let Some((at, sign)) = colon
            && head(text, at).chars().count() <= LONGEST_NAME
        {
            return with(at + sign.len_utf8(), sign, Form::RunIn);
        }
        if form == Form::Clause
            && let Some(end) = gap(searched).or_else(|| glued::name(searched))
        {
            return with(end, ' ', Form::RunIn);
        }
        let last = text.chars().next_back().unwrap_or(' ');
        return with(text.len(), last, form);
    };
    let end = at + mark.len_utf8();
    let end = end + closers(tail(text, end));
    let rest = tail(text, end).trim();
    if let Some(gap) =
        gap(head(searched, at)).filter(|_| text.ends_with('。') && before_stop(searched, at) > LONGEST_GAP)
    {
        return with(gap, ' ', Form::RunIn);
    }
    // An item ends in ；; a name before a colon may stand over a list of them.
    let item = text.ends_with(['；', ';']) || text.ends_with("；。") || text.ends_with(";。");
    let colon = colon(searched, at);
    let named = colon.is_some_and(|(colon, _)| head(text, colon).chars().count() <= LONGEST_NAME);
    if item || matches!(mark, '；' | ';') && !named {
        return with(end, mark, Form::Clause);
    }
    if let Some((colon, sign)) = colon
        && chars > head(text, colon).chars().count() + 1 + LEAST_REST
    {
        return with(colon + sign.len_utf8(), sign, Form::RunIn);
    }
    let before = before_stop(text, at);
    if before > LONGEST_GAP
        && mark == '。'
        && let Some(end) = glued::name(head(text, at))
    {
        return with(end, ' ', Form::RunIn);
    }
    let form = if rest.chars().take(LEAST_REST).count() < LEAST_REST {
        if before <= LONGEST_OWN { Form::Own } else { Form::Clause }
    } else if before <= LONGEST_RUN_IN {
        Form::RunIn
    } else {
        Form::Clause
    };
    let end = if form == Form::Own { text.len() } else { end };
    with(end, mark, form)
}

/// Characters before the stop at byte `at`.
fn before_stop(text: &str, at: usize) -> usize {
    visible(head(text, at)).min(LONGEST_OWN + 1)
}

/// The first mark that ends a sentence: full-width ones, and half-width ones that stand before a blank, Han or the end.
fn first_stop(text: &str) -> Option<(usize, char)> {
    let mut depth = 0usize;
    for (at, c) in marks(text) {
        match c {
            '“' | '《' | '「' => depth += 1,
            '”' | '》' | '」' => depth = depth.saturating_sub(1),
            '。' => return Some((at, c)),
            '！' | '？' | '；' | ';' | '?' | '!' if depth == 0 => return Some((at, c)),
            '.' | '．' => {
                let before = head(text, at).chars().next_back().is_some_and(|c| !c.is_ascii_alphanumeric());
                let after = tail(text, at + c.len_utf8()).chars().next();
                if before && after.is_none_or(|c| !c.is_ascii_alphanumeric()) {
                    return Some((at, c));
                }
            }
            _ => {}
        }
    }
    None
}

/// Bytes of closing quotes and brackets after a full stop.
fn closers(text: &str) -> usize {
    text.len() - text.trim_start_matches(['”', '"', '’', '）', ')', '」']).len()
}

/// A colon that ends a lead before byte `stop`: a name without a comma before it, not 是： nor 如下：
fn colon(text: &str, stop: usize) -> Option<(usize, char)> {
    let (at, sign) = marks(head(text, stop)).find(|(_, c)| matches!(c, '：' | ':'))?;
    let before = head(text, at);
    let chars = before.chars().count();
    let named = !before.contains(['，', ',', '、', '“'])
        && (!before.ends_with(['是', '下', '为', '出', '到', '有', '即', '说', '括'])
            || ["报到", "签到"].iter().any(|word| before.ends_with(word)));
    let clock = before.ends_with(|c: char| c.is_ascii_digit());
    ((2..=LONGEST_COLON).contains(&chars) && named && !clock).then_some((at, sign))
}

/// A wide gap after a short phrase: 一、加强领导　为了…
fn gap(text: &str) -> Option<usize> {
    let found = marks(text).filter(|(_, c)| matches!(c, ' ' | '　')).find(|&(at, c)| {
        let rest = tail(text, at + c.len_utf8());
        // 宣传报道 1、…: the items of a list stand in its paragraph.
        let item = |next: char| next.is_ascii_digit() && marker(rest).is_some();
        rest.chars().next().is_some_and(|next| c == '　' || next == ' ' || is_han(next) || item(next))
    });
    let (at, _) = found?;
    let before = head(text, at);
    let fits = (4..=24).contains(&before.chars().count())
        && !before.contains(['，', '。'])
        && before.chars().all(|c| !c.is_ascii_alphanumeric());
    fits.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, form: Form, expected: &str) {
        let found = lead(text, text.chars().count());
        assert_eq!((found.form, found.text), (form, expected), "{text}");
        assert!(found.len <= text.len());
    }

    #[test]
    fn leads_of_every_form() {
        check("强化领导", Form::Own, "强化领导");
        check("强化领导。", Form::Own, "强化领导");
        check("强化领导。成立了领导小组，明确了职责。", Form::RunIn, "强化领导");
        check("强化领导.成立了领导小组.", Form::RunIn, "强化领导");
        check("目标任务：到明年底全部建成。", Form::RunIn, "目标任务");
        check("工作打算 我们将继续努力，把工作做细。", Form::RunIn, "工作打算");
        check("加强领导 落实责任", Form::Own, "加强领导 落实责任");
        check("活动时间：5月18日（周六）", Form::RunIn, "活动时间");
        check("参加人员:公司全体员工𠀀", Form::RunIn, "参加人员");
        check("聚焦主业：推动高质量发展", Form::Own, "聚焦主业：推动高质量发展");
        check("宣传报道 1、6月1日上午，召开会议。2、发放资料。", Form::RunIn, "宣传报道");
        check(
            "全年完成 12项工作，推进了Ab𠀀建设，群众满意度提高。",
            Form::Own,
            "全年完成 12项工作，推进了Ab𠀀建设，群众满意度提高",
        );
        check("报到：参会人员于6月11日到招待所报到。", Form::RunIn, "报到");
        check("目标是：到明年底全部建成。", Form::Own, "目标是：到明年底全部建成");
        check("未按规定办理的；", Form::Clause, "未按规定办理的");
        check("负责协调工作;。", Form::Clause, "负责协调工作");
        check("推进“放管服。”改革。全面落实Ab𠀀要求。", Form::RunIn, "推进“放管服。”");
        check("开展“一窗通办！”活动。落实了各项要求。", Form::RunIn, "开展“一窗通办！”活动");
        check("达到4.5亿元。全年增长。超过预期。", Form::RunIn, "达到4.5亿元");
        check(&format!("{}。", "长".repeat(70)), Form::Clause, &"长".repeat(70));
    }
}
