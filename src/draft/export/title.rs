//! Breaking a title over lines: in the form of a trapezoid or a rhombus, never inside a word (GB/T 9704—2012, 7.3.1).
//!
//! Must not know of pages or of files. Widths are cells, two to a Chinese character.

use crate::draft::motion::WordBoundaries;
use crate::text::safe::is_han;
use crate::text::segment::Segmenter;
use crate::text::span::{ByteSpan, head, slice, tail};
use crate::text::width::Cells;
use crate::text::wrap::{never_begins, never_ends, parts};

/// The most lines that are tried in every way; longer titles are filled line by line.
const MOST_LINES: usize = 4;
/// The most places at which such a title may break.
const MOST_PLACES: usize = 60;
/// The shortest last line that is not thought too short, in cells.
const SHORT: usize = 8;

/// Characters that do not begin a line of a title.
const CLINGS: &[char] = &['的', '之', '等', '们', '者', '性', '化', '号', '年', '月', '日', '、', '·'];

/// The words that a segmenter finds.
pub struct ByDictionary<'a>(pub &'a dyn Segmenter);

impl WordBoundaries for ByDictionary<'_> {
    fn boundaries(&self, text: &str) -> Vec<usize> {
        let mut tokens = Vec::new();
        self.0.cut(text, &mut tokens);
        tokens.iter().map(|token| token.end as usize).collect()
    }
}

/// `text` in lines of at most `width` cells.
pub fn lines(text: &str, width: usize, words: &dyn WordBoundaries) -> Vec<String> {
    let cells = Cells::WIDE;
    let all = cells.text(text);
    if all <= width {
        return vec![text.to_owned()];
    }
    let places = places(text, words);
    let least = all.div_ceil(width).max(2);
    let mut best: Option<(f64, Vec<usize>)> = None;
    if places.len() <= MOST_PLACES {
        for count in least..=(least + 1).min(MOST_LINES) {
            let mut chosen = Vec::new();
            choose(text, &places, count, width, &mut chosen, &mut best);
        }
    }
    match best {
        None => parts(text, width, cells).into_iter().map(str::to_owned).collect(),
        Some((_, breaks)) => cut(text, &breaks),
    }
}

fn cut(text: &str, breaks: &[usize]) -> Vec<String> {
    let ends = breaks.iter().copied().chain([text.len()]);
    let mut from = 0;
    let mut out = Vec::new();
    for end in ends {
        out.push(slice(text, ByteSpan::new(from, end)).trim().to_owned());
        from = end;
    }
    out
}

/// Where a line may begin, with what that costs.
fn places(text: &str, words: &dyn WordBoundaries) -> Vec<(usize, f64)> {
    let known = words.boundaries(text);
    let mut depth = 0_usize;
    let mut out = Vec::new();
    let mut before = None;
    for (byte, c) in text.char_indices() {
        if let Some(last) = before
            && let Some(cost) = cost(text, byte, last, c, depth, &known)
        {
            out.push((byte, cost));
        }
        depth = match c {
            '《' | '“' | '（' | '(' | '〔' => depth + 1,
            '》' | '”' | '）' | ')' | '〕' => depth.saturating_sub(1),
            _ => depth,
        };
        before = Some(c);
    }
    out
}

/// What a break before `c` at `byte` costs; nothing where there must be none.
fn cost(text: &str, byte: usize, last: char, c: char, depth: usize, known: &[usize]) -> Option<f64> {
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '%');
    let combining = Cells::WIDE.char(c) == 0;
    if combining || never_begins(c) || never_ends(last) || joined(last) && joined(c) || CLINGS.contains(&c) {
        return None;
    }
    let counted = last.is_ascii_digit() && is_han(c);
    if counted && !c.is_whitespace() {
        return None;
    }
    let rest = tail(text, byte);
    let own = known.binary_search(&byte).is_ok();
    // Without a word there, only what surely opens one.
    let opens = ["关于", "转发", "印发", "贯彻", "工作", "情况", "实施"].iter().any(|word| rest.starts_with(word));
    let base = if own || opens { 0.0 } else { 30.0 };
    let within = if depth > 0 { 6.0 } else { 0.0 };
    let good = if rest.starts_with("关于") {
        -8.0
    } else if head(text, byte).ends_with('年') {
        // 2024年 and what was done in it.
        3.0
    } else if matches!(last, '”' | '》') {
        // “放管服”改革, 《办法》实施情况.
        2.0
    } else if last == '的' || last.is_whitespace() {
        -2.0
    } else {
        0.0
    };
    Some(base + within + good)
}

/// Tries every way of choosing `count - 1` places after those `chosen`.
fn choose(
    text: &str,
    places: &[(usize, f64)],
    count: usize,
    width: usize,
    chosen: &mut Vec<(usize, f64)>,
    best: &mut Option<(f64, Vec<usize>)>,
) {
    if chosen.len() + 1 == count {
        let breaks: Vec<usize> = chosen.iter().map(|(byte, _)| *byte).collect();
        let widths: Vec<usize> = cut(text, &breaks).iter().map(|line| Cells::WIDE.text(line)).collect();
        if widths.iter().any(|line| *line > width || *line == 0) {
            return;
        }
        let cost = chosen.iter().map(|(_, cost)| cost).sum::<f64>() + form(&widths);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            *best = Some((cost, breaks));
        }
        return;
    }
    let from = chosen.last().map_or(0, |(byte, _)| *byte);
    for place in places.iter().filter(|(byte, _)| *byte > from) {
        // What is before the place is a line of its own: no wider than a line.
        if Cells::WIDE.text(slice(text, ByteSpan::new(from, place.0)).trim()) > width {
            break;
        }
        chosen.push(*place);
        choose(text, places, count, width, chosen, best);
        chosen.pop();
    }
}

/// What lines of these widths cost by their form: least for a trapezoid or a rhombus of lines not too unlike.
fn form(widths: &[usize]) -> f64 {
    let pairs = || widths.iter().zip(widths.iter().skip(1));
    let rises = pairs().all(|(above, below)| above < below);
    let falls = pairs().all(|(above, below)| above > below);
    let peak = widths.iter().position(|width| Some(width) == widths.iter().max()).unwrap_or(0);
    let up = pairs().take(peak).all(|(above, below)| above < below);
    let down = pairs().skip(peak).all(|(above, below)| above > below);
    let rhombus = widths.len() > 2 && up && down;
    let shape = if rises || falls || rhombus { 0.0 } else { 8.0 };
    let mean = widths.iter().sum::<usize>() as f64 / widths.len() as f64;
    let spread: f64 = widths.iter().map(|width| (*width as f64 - mean).powi(2)).sum::<f64>() / 24.0;
    let short = if widths.iter().any(|width| *width < SHORT) { 10.0 } else { 0.0 };
    shape + spread + short + 7.0 * widths.len() as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::draft::motion::ByClass;

    /// Words at the bars of a text.
    struct Barred(Vec<usize>);

    impl WordBoundaries for Barred {
        fn boundaries(&self, _text: &str) -> Vec<usize> {
            self.0.clone()
        }
    }

    /// Breaks `barred`, whose words are parted by bars, and gives the lines.
    fn check(barred: &str, expected: &[&str]) {
        let mut bars = Vec::new();
        let mut text = String::new();
        for part in barred.split('|') {
            text.push_str(part);
            bars.push(text.len());
        }
        assert_eq!(lines(&text, 40, &Barred(bars)), expected, "{barred}");
    }

    #[test]
    fn titles_break_between_words_in_a_good_form() {
        check("云岭市|民政局|2024年|工作|总结", &["云岭市民政局2024年工作总结"]);
        check(
            "青禾县|人民政府|办公室|关于|2024年|上半年|创建|全国|文明|城市|工作|情况|的|报告",
            &["青禾县人民政府办公室", "关于2024年上半年创建全国", "文明城市工作情况的报告"],
        );
        check(
            "云岭市|深入|推进|“|放管服|”|改革|优化|营商|环境|工作|领导小组",
            &["云岭市深入推进“放管服”改革", "优化营商环境工作领导小组"],
        );
    }

    #[test]
    fn without_words_marks_and_known_openings_tell() {
        let text = "青禾县人民政府办公室关于进一步加强城市管理的通知";
        assert_eq!(lines(text, 40, &ByClass), ["青禾县人民政府办公室", "关于进一步加强城市管理的通知"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[创城《》“”，、的关于a1 𠀀e\u{301}]{1,90}", width in 8usize..44) {
            let text = text.trim();
            let found = lines(text, width, &ByClass);
            let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(tight(&found.concat()), tight(text));
            prop_assert!(found.iter().all(|line| Cells::WIDE.text(line) <= width), "{:?}", found);
        }
    }
}
