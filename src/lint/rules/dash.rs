//! Dashes: ones made of hyphens, half ones that open a line, and signs that only look like one.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line, is_chinese};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "dash-form",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("破折号写法", "form of a dash"),
        says: Words::new("“{}”不是破折号，破折号用两格的——", "“{}” is no dash: a dash is —— and fills two cells"),
        basis: Basis::new("GB/T 15834 4.10.2", "规定"),
        wrong: "抓住关键环节⟦--⟧摸底排查。",
        right: "抓住关键环节——摸底排查。",
        doubt: Words::new(
            "软件名、栏目路径里的连字符可能是原样。",
            "Hyphens of a program's name or of a path of columns may be as they should be.",
        ),
        reach: Reach::TEXT,
        needs: "-－",
        check: Check::Line(form),
    },
    Rule {
        id: "dash-single",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("单个破折号", "half a dash"),
        says: Words::new("行首只有一个—，副标题和分项前用——", "one — opens the line: subtitles and items take ——"),
        basis: Basis::new("GB/T 15834 4.10.2", "规定"),
        wrong: "⟦—⟧在全区创建工作会议上的讲话",
        right: "——在全区创建工作会议上的讲话",
        doubt: Words::new(
            "如果这一行接着上一行的起止时间或地名，—是连接号。",
            "Where the line goes on with a range or a pair of names of the line above, — is a connector.",
        ),
        reach: Reach::TEXT,
        needs: "—",
        check: Check::Line(single),
    },
    Rule {
        id: "dash-codepoint",
        level: Level::Hint,
        used: Use::On,
        fixes: true,
        name: Words::new("形近横线", "look-alike of a dash"),
        says: Words::new("“{}”与—形近而不是同一个字符，换成—", "“{}” looks like — and is another character: use —"),
        basis: Basis::new("", "实务"),
        wrong: "整治时间为1997年4月⟦―⟧6月。",
        right: "整治时间为1997年4月—6月。",
        doubt: Words::new(
            "有的字体和旧文件里这个字符与—没有分别，不影响阅读。",
            "In some fonts and older files the two cannot be told apart, and nothing is misread.",
        ),
        reach: Reach::TEXT,
        needs: "―─－–",
        check: Check::Line(codepoint),
    },
];

/// The longest row of hyphens that stands for a dash; more are a rule or a leader.
const LONGEST: usize = 4;

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–' | '―' | '─')
}

/// What may stand on the left of a dash within a sentence.
fn opens(c: char) -> bool {
    is_chinese(c) && !matches!(c, '（' | '“' | '‘' | '《' | '〈' | '【' | '〔' | '·' | '～')
}

/// What may stand on the right of one.
fn follows(c: char) -> bool {
    is_han(c) || matches!(c, '“' | '‘' | '《' | '〈' | '（' | '【')
}

fn form(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while at < line.len() {
        let end = line.run(at, is_dash);
        if end == at {
            at += 1;
            continue;
        }
        let (range, length) = (at..end, end - at);
        at = end;
        let hyphens = range.clone().any(|at| matches!(line.at(at), Some('-' | '－')));
        if !hyphens || !(2..=LONGEST).contains(&length) || line.is_shielded(range.clone()) {
            continue;
        }
        let left = line.before_blanks(range.start).checked_sub(1).and_then(|at| line.open(at));
        let right = line.open(line.past_blanks(range.end));
        let first = range.start <= line.text_start();
        let last = range.end >= line.end();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        // 7月--月: what is missing is for another rule to say.
        let date = |c: Option<char>| matches!(c, Some('年' | '月' | '日' | '时'));
        // 15日--28日 and 5人--7人 are ranges; 一个目标--3个到位 is none.
        let digit = |c: char| crate::text::fold::char(c).is_ascii_digit();
        let figure = |at: usize| line.at(at).is_some_and(digit);
        let ranged = || line.before_blanks(range.start).checked_sub(2).is_some_and(figure);
        let counts = right.is_some_and(digit) && !date(left) && !ranged();
        let wrong = match left {
            _ if date(left) && date(right) => false,
            _ if first => right.is_some_and(follows) || counts,
            Some(c) if opens(c) => right.is_some_and(follows) || latin(right) || counts || last,
            Some(c) if c.is_ascii_alphabetic() || matches!(c, '%' | '％') => right.is_some_and(follows),
            _ => false,
        };
        if wrong && last {
            // A stop may be meant.
            found.put(line, range.clone()).suggest("——").about(line.part(range));
        } else if wrong {
            found.put(line, range.clone()).fix("——").about(line.part(range));
        }
    }
}

/// From how many characters on a line may go on with the range that the line above began.
const TORN: usize = 30;

fn single(line: &Line<'_>, found: &mut Found) {
    let at = line.first();
    if line.at(at) != Some('—') || line.at(at + 1).is_some_and(is_dash) {
        return;
    }
    let Some(next) = line.open(at + 1) else { return };
    if !is_han(next) && !next.is_ascii_digit() {
        return;
    }
    let figures = line.run(at + 1, |c| c.is_ascii_digit());
    if figures > at + 1 {
        // The number of a page, or the second half of a range.
        let unit = line.at(figures);
        let long_year = unit == Some('年') && line.kind == Kind::Body && line.len() > TORN;
        if long_year || unit.is_none_or(|c| is_dash(c) || matches!(c, '月' | '日' | '时' | '点' | '%' | '％' | ' '))
        {
            return;
        }
    }
    found.put(line, at..at + 1).suggest("——");
}

fn codepoint(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while at < line.len() {
        let end = line.run(at, |c| matches!(c, '―' | '─' | '－' | '–'));
        if end == at {
            at += 1;
            continue;
        }
        let range = at..end;
        at = end;
        if range.len() > 2 || line.is_shielded(range.clone()) {
            continue;
        }
        let wide = range.clone().all(|at| matches!(line.at(at), Some('―' | '─')));
        let left = line.before_blanks(range.start).checked_sub(1).and_then(|at| line.at(at));
        let right = line.at(line.past_blanks(range.end));
        let wrong = if wide {
            let text = |c: char| is_chinese(c) || c.is_ascii_alphanumeric();
            let first = range.start == line.first();
            (first || left.is_some_and(text)) && right.is_some_and(|c| text(c) && !is_dash(c))
        } else {
            range.len() == 1 && figure_before(line, range.start) && right.is_some_and(|c| c.is_ascii_digit())
        };
        if wrong {
            found.put(line, range.clone()).fix("—".repeat(range.len())).about(line.part(range));
        }
    }
}

/// Whether a figure with or without a sign or a unit of time ends before `at`.
fn figure_before(line: &Line<'_>, at: usize) -> bool {
    let end = line.before_blanks(at);
    let plain = |at: usize| {
        let code =
            matches!(line.shield(at), Shield::Latin | Shield::Web | Shield::Path | Shield::Code | Shield::Serial);
        line.at(at).is_some_and(|c| c.is_ascii_digit()) && !code
    };
    match line.before(end) {
        Some('年' | '月' | '日' | '时' | '%' | '％') => end.checked_sub(2).is_some_and(plain),
        _ => end.checked_sub(1).is_some_and(plain),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn dashes_of_hyphens() {
        fires(
            "dash-form",
            &[
                "我们守住一条底线⟦---⟧群众满意。",
                "落实“四张清单”⟦--⟧问题、责任、时限、销号。",
                "唱响《青禾谣》⟦－－⟧《柳溪谣》的姊妹篇。",
                "小事不出村（社区）⟦--⟧大事不出镇。",
                "抓早抓小 ⟦--⟧ 防患未然。",
                "⟦--⟧在青禾县创建动员会上的讲话",
                "　　⟦－－⟧打通堵点，⟦--⟧补齐短板。",
                "入户率达到98%⟦--⟧比上年高。",
                "开通微信小程序⟦--⟧e\u{301}站，𠀀里村⟦--⟧先行点。",
                "一、守底线⟦--⟧抓安全",
                "⟦--⟧2026年1月6日在青禾县干部大会上",
                "**⟦--⟧２０２６年春在青禾县干部大会上**",
                "我们的目标只有一个⟦--⟧",
                "落实一个目标⟦--⟧3个社区全部达标。",
                "用好一个抓手⟦—-⟧网格。",
            ],
        );
        silent(
            "dash-form",
            &[
                "4月15日--28日报名。",
                "自查阶段（7月--月）。",
                "每组5--7人。",
                "每组5人--7人。",
                "------",
                "抓住关键环节——摸底排查。",
                "见http://a.cn/b--c/文件",
                "参数git--help说明",
                "《柳溪--青禾》一书",
                "西宁-成都-曼谷航线",
                "编号A--B",
            ],
        );
        mends("dash-form", &[("守底线--抓安全，“三张单”－－一张网。", "守底线——抓安全，“三张单”——一张网。")]);
    }

    #[test]
    fn half_a_dash_at_the_start_of_a_line() {
        fires(
            "dash-single",
            &["青禾镇工作总结⏎⟦—⟧2021年度", "　　⟦—⟧狠抓落实，补齐短板。", "⟦—⟧3个社区完成改造。", "⟦—⟧𠀀里村的做法"],
        );
        silent(
            "dash-single",
            &[
                "——在大会上的讲话",
                "—1—",
                "— 1 —",
                "深圳—香港—广州",
                "—7月底前完成。",
                "—15%的比例安排。",
                "—A座",
                "2019年—2021年",
                "―记青禾镇",
            ],
        );
    }

    #[test]
    fn signs_that_look_like_a_dash() {
        fires(
            "dash-codepoint",
            &[
                "他给出了答案⟦――⟧干。",
                "⟦――⟧记青禾镇志愿者",
                "⟦―⟧7月底前完成。",
                "2019⟦–⟧2021年，每组5⟦－⟧7人。",
                "自11月15日⟦－⟧12月3日，比例60%⟦－⟧70%。",
                "青禾⟦─⟧柳溪公路",
                "𠀀里⟦―⟧柳溪，e\u{301}站",
            ],
        );
        silent(
            "dash-codepoint",
            &[
                "青禾—柳溪公路",
                "────────",
                "《规划（2010－2020年）》",
                "青禾－柳溪公路",
                "A–B线",
                "型号X-3",
                "每组5-7人",
                "单价－元",
            ],
        );
        mends("dash-codepoint", &[("答案――干，5－7人。", "答案——干，5—7人。")]);
    }
}
