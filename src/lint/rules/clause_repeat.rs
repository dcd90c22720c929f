//! Clauses that stand twice in a piece.

use std::collections::HashMap;
use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "clause-repeat",
    level: Level::Hint,
    used: Use::On,
    fixes: false,
    name: Words::new("句子重复", "clause said twice"),
    says: Words::new("“{}”前文已经出现过，请看是否重复", "“{}” was said before in this piece"),
    basis: Basis::new("", "实务"),
    wrong: "不断自查自纠补差补漏。⏎⟦不断自查自纠补差补漏⟧。",
    right: "不断自查自纠补差补漏。⏎逐项销号。",
    doubt: Words::new("前后呼应和固定提法可以重复。", "Set phrases and echoes may come again."),
    reach: Reach::TEXT,
    needs: "",
    check: Check::Piece(repeats),
}];

/// The shortest clause, in ideographs.
const SHORTEST: usize = 8;
/// From how many characters on a clause tells wherever it comes again.
const LONG: usize = 12;
/// How many lines further on a shorter one tells.
const NEAR: usize = 12;
/// Words of set phrases, of forms and of lists of duties.
const SET: &[&str] = &[
    "习近平",
    "社会主义",
    "中国特色",
    "精神",
    "科学发展观",
    "三个代表",
    "小康社会",
    "中国梦",
    "党中央",
    "新时代",
    "责任单位",
    "牵头单位",
    "配合单位",
    "责任部门",
    "牵头部门",
    "责任领导",
    "共同富裕",
    "现代化",
    "高质量发展",
    "以下简称",
    "有关规定",
    "法律法规",
    "以人民为中心",
    "党的领导",
    "我代表",
    "共产党",
];

fn repeats(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let is_prose = |line: &&Line<'_>| line.kind == Kind::Body && line.text.contains(['。', '；', '，', ',', ';']);
    for line in subject.lines_of(piece).iter().filter(is_prose) {
        let at = piece.headings.partition_point(|heading| heading.line < line.index);
        let heading = piece.headings.get(at).filter(|heading| heading.line == line.index);
        // A run-in heading is no clause.
        let from = heading.map_or(line.first(), |heading| heading.marker.end + heading.text.chars().count());
        let mut run: Option<Range<usize>> = None;
        for clause in clauses(line, from) {
            let text = line.part(clause.clone());
            let counts = is_clause(line, &clause, text);
            let before = if counts { seen.insert(text, line.index) } else { None };
            // A short one comes again far away as a set phrase does.
            if before.is_some_and(|before| clause.len() >= LONG || line.index <= before + NEAR) {
                run = Some(run.map_or(clause.start, |run| run.start)..clause.end);
                continue;
            }
            if counts || clause.len() >= SHORTEST {
                put(line, run.take(), found);
            }
        }
        put(line, run, found);
    }
}

fn put(line: &Line<'_>, run: Option<Range<usize>>, found: &mut Found) {
    let Some(range) = run else { return };
    let text: String = line.part(range.clone()).chars().take(16).collect();
    let rest = if range.len() > 16 { "……" } else { "" };
    found.put(line, range).about(format!("{text}{rest}"));
}

/// The clauses of a line from `from` on, marks and blanks around them left out, those in brackets and titles too.
fn clauses(line: &Line<'_>, from: usize) -> Vec<Range<usize>> {
    let (mut out, mut start, mut depth) = (Vec::new(), from, 0_usize);
    for at in from..=line.len() {
        let c = line.at(at);
        let opens = c.is_some_and(|c| matches!(c, '（' | '(' | '《' | '〔'));
        let closes = c.is_some_and(|c| matches!(c, '）' | ')' | '》' | '〕'));
        let ends = c.is_none_or(|c| {
            matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '!' | '?' | '“' | '”')
        });
        if !(opens || closes || ends) {
            continue;
        }
        if depth == 0 && !closes {
            let blank = |at: usize| line.at(at).is_some_and(crate::corpus::row::is_blank);
            let (mut a, mut b) = (start, at);
            while a < b && blank(a) {
                a += 1;
            }
            while b > a && blank(b - 1) {
                b -= 1;
            }
            out.push(a..b);
        }
        if opens {
            depth += 1;
        } else if closes {
            depth = depth.saturating_sub(1);
        }
        start = at + 1;
    }
    out
}

fn is_clause(line: &Line<'_>, clause: &Range<usize>, text: &str) -> bool {
    let han = line.chars.get(clause.clone()).unwrap_or_default().iter().filter(|c| is_han(**c)).count();
    // Half of a sentence that a quotation or a name goes on with, and what only says when or where, comes again freely.
    let edge = |at: Option<char>| at.is_some_and(|c| "“”（）()《》〔〕".contains(c));
    let open = edge(line.before(clause.start)) || edge(line.at(clause.end));
    let frame = text.ends_with([
        '内', '的', '时', '后', '前', '来', '中', '下', '上', '处', '起', '村', '局', '院', '校', '室', '会',
    ]);
    let heads = line.at(clause.end).is_some_and(|c| matches!(c, '：' | ':'));
    if open || frame || heads {
        return false;
    }
    han >= SHORTEST
        && !text.contains('、')
        && !text.contains(char::is_whitespace)
        && !SET.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn clauses_that_come_again() {
        fires(
            "clause-repeat",
            &[
                "镇里每周调度一次整改进度，群众反映良好。⏎各村抓好落实，⟦镇里每周调度一次整改进度⟧，成效明显。",
                "逐街逐巷清理卫生死角，限时销号整改到位；⟦逐街逐巷清理卫生死角，限时销号整改到位⟧。",
                "𠀀里村组织党员上门宣传e\u{301}，深受欢迎。⏎（一）𠀀里村。⟦𠀀里村组织党员上门宣传e\u{301}⟧。",
            ],
        );
        silent(
            "clause-repeat",
            &[
                "以习近平新时代中国特色社会主义思想为指导。⏎以习近平新时代中国特色社会主义思想为指导。",
                "抓好落实，抓好落实。",
                "青石镇环境卫生所负责⏎青石镇环境卫生所负责",
                "我代表青石镇人民政府报告。⏎我代表青石镇人民政府感谢。",
                "一、扎实推进背街小巷整治⏎正文在这里。⏎二、打算⏎扎实推进背街小巷环境整治。",
                "完善台账（责任到人到岗到具体点位），建好队伍（责任到人到岗到具体点位）。",
                "《青石镇文明创建考评办法》印发后，《青石镇文明创建考评办法》受到好评。",
                "青石镇、白水镇、河东街道办事处到场，青石镇、白水镇、河东街道办事处发言。",
            ],
        );
    }
}
