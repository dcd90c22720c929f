//! Names of attachments, behind which no mark stands.

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::Subject;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "attachment-mark",
    level: Level::Must,
    used: Use::On,
    fixes: true,
    name: Words::new("附件名称后标点", "mark after an attachment"),
    says: Words::new("附件名称后面不加标点，“{}”去掉", "no mark follows the name of an attachment: “{}” goes"),
    basis: Basis::new("GB/T 9704 7.3.4", "规定"),
    wrong: "附件：1.任务分解表⟦。⟧",
    right: "附件：1.任务分解表",
    doubt: Words::new(
        "如果这一行是说明附件的句子，就不是附件名称。",
        "A sentence about attachments is no name of one.",
    ),
    reach: Reach { tables: true, ..Reach::TEXT },
    needs: "",
    check: Check::Document(names),
}];

/// The longest name of an attachment, in characters.
const LONGEST: usize = 60;
/// What begins a sentence about attachments.
const SENTENCES: &str = "见 详见 请 附 随文 由 略 已 将 无 按 本 各 以上 共";

/// The line that names the first attachment, and those below it that go on counting.
fn names(subject: &Subject<'_>, found: &mut Found) {
    // The number that the next line would have, while attachments are named.
    let mut next = None;
    for line in subject.lines.iter().filter(|line| line.first() < line.len()) {
        if let Some(from) = first_name(line) {
            next = (number_at(line, from).map(|(number, _)| number) == Some(1)).then_some(2);
            last_mark(line, from, found);
        } else if let Some((number, name)) =
            next.and(number_at(line, line.text_start())).filter(|one| Some(one.0) == next)
        {
            next = Some(number + 1);
            last_mark(line, name, found);
        } else {
            next = None;
        }
    }
}

/// The number with a point or 、 that stands at `at`, and where the name behind it begins.
fn number_at(line: &Line<'_>, at: usize) -> Option<(u32, usize)> {
    let end = line.run(at, |c| c.is_ascii_digit());
    let number = line.part(at..end).parse().ok()?;
    matches!(line.at(end), Some('.' | '．' | '、')).then(|| (number, line.past_blanks(end + 1)))
}

/// Where the name of an attachment begins in a line that opens with 附件：.
fn first_name(line: &Line<'_>) -> Option<usize> {
    let start = line.text_start();
    let second = line.past_blanks(start + 1);
    if line.at(start) != Some('附') || line.at(second) != Some('件') {
        return None;
    }
    let number = line.past_blanks(second + 1);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９') || "一二三四五六七八九十".contains(c);
    let colon = line.past_blanks(line.run(number, is_number));
    matches!(line.at(colon), Some('：' | ':')).then(|| line.past_blanks(colon + 1))
}

/// The mark behind the name that begins at `from` and takes the rest of the line.
fn last_mark(line: &Line<'_>, from: usize, found: &mut Found) {
    let end = line.end();
    let mark = line.run_before(end, |c| matches!(c, '。' | '；' | '，' | '、' | ';' | ','));
    let name = from..mark;
    if mark == end || mark - from.min(mark) < 2 || name.len() > LONGEST || line.any_of(from, SENTENCES).is_some() {
        return;
    }
    // A sentence has marks of its own outside of the title.
    let own = |at: usize| line.at(at).is_some_and(|c| matches!(c, '。' | '，' | '！' | '？')) && !line.in_title(at);
    if !name.into_iter().any(own) {
        found.put(line, mark..end).fix("").about(line.part(mark..end));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn marks_behind_names_of_attachments() {
        fires(
            "attachment-mark",
            &[
                "附件：考评细则⟦。⟧",
                "　　附件:1．责任分工表⟦；⟧",
                "附件2：《青禾镇网格划分，2024年版》⟦。⟧",
                "附 件：1.𠀀里村名册⟦，⟧",
                "附件一：e\u{301}站名单⟦。⟧",
                "附件：1.任务表；2.考评表⟦。⟧",
                "正文到此。⏎附件：关于设立路长的通知⟦。⟧  ",
                "附件：1.任务分解表⟦；⟧⏎　　　2.责任清单⟦。⟧",
                "附件：1.任务分解表⏎⏎　　　2.𠀀里村名册⏎　　　3.e\u{301}站名单⟦。⟧",
            ],
        );
        silent(
            "attachment-mark",
            &[
                "附件：1.任务分解表",
                "附件：请各单位对照填写，6月底前报送。",
                "附件：见下页。",
                "附件材料一并报送。",
                "附件1",
                "附件：表格填好后，由专人报送。",
                "附件：",
                "见附件：任务分解表。",
                "附件：任务表（含表格）",
                "附件：1.任务表⏎2024年6月1日。⏎2.责任清单。",
                "附件：1.任务表⏎3.责任清单。",
                "附件：任务表⏎2.责任清单。",
                "附件：1.任务表⏎2.请各村对照，认真填写。",
            ],
        );
        mends(
            "attachment-mark",
            &[("附件：考评细则。；", "附件：考评细则"), ("附件：1.甲表；⏎　　2.乙表。", "附件：1.甲表⏎　　2.乙表")],
        );
    }
}
