//! Lines of web pages left in a text, as recognition knows them.

use crate::corpus::row::is_blank;
use crate::lint::finding::Found;
use crate::lint::line::Kind;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::Subject;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "web-debris",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("网页残留行", "lines of a web page"),
    says: Words::new("这里有 {} 行网页残留，不是正文，请删去", "lines of a web page, not of the text: {}"),
    basis: Basis::new("", "实务"),
    wrong: "全镇开展集中整治，清理背街小巷十二条，群众满意度明显提高，创建工作取得阶段性成效。⏎⟦35 3544360⟧⏎\");",
    right: "全镇开展集中整治，清理背街小巷十二条，群众满意度明显提高，创建工作取得阶段性成效。",
    doubt: Words::new("短行、表格和名单可能被当成网页残留。", "Short lines, tables and lists may be taken for debris."),
    reach: Reach { debris: true, shielded: true, titles: true, ..Reach::TEXT },
    needs: "",
    check: Check::Document(debris),
}];

/// One finding for each run of such lines, empty lines between them not counted, at the first of them.
fn debris(subject: &Subject<'_>, found: &mut Found) {
    let mut run: Option<(usize, usize)> = None;
    let empty = |at: &usize| subject.lines.get(*at).is_some_and(|line| line.text.chars().all(is_blank));
    let mut put = |(at, count): (usize, usize)| {
        if let Some(line) = subject.lines.get(at) {
            found.put(line, line.first()..line.end()).about(count.to_string());
        }
    };
    for at in (0..subject.lines.len()).filter(|at| !empty(at)) {
        let is_debris = subject.lines.get(at).is_some_and(|line| line.kind == Kind::Debris);
        run = match (run, is_debris) {
            (Some((first, count)), true) => Some((first, count + 1)),
            (None, true) => Some((at, 1)),
            (Some(whole), false) => {
                put(whole);
                None
            }
            (None, false) => None,
        };
    }
    if let Some(whole) = run {
        put(whole);
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    const TEXT: &str = "全镇开展集中整治，清理背街小巷十二条，群众满意度明显提高，创建工作取得阶段性成效，𠀀e\u{301}。";

    #[test]
    fn one_finding_a_run() {
        fires(
            "web-debris",
            &[
                &format!(
                    "⟦当前位置：首页 > 工作动态⟧⏎{TEXT}⏎{TEXT}⏎⟦【打印本页】【关闭窗口】⟧⏎⏎上一篇：青石镇开展巡查"
                ),
                &format!("{TEXT}⏎{TEXT}⏎⟦\");⟧"),
                &format!("{TEXT}⏎⟦35 3544360⟧⏎{TEXT}"),
                "⟦35 3544360⟧",
                "⟦索引号：000014349/2019-00005⟧",
            ],
        );
        silent("web-debris", &[TEXT, &format!("一、做法⏎{TEXT}⏎二、打算⏎{TEXT}"), ""]);
        silent(
            "web-debris",
            &[&format!("{TEXT}⏎图2　各村得分情况⏎{TEXT}"), &format!("{TEXT}⏎⏎编辑：王小明　校对：李晓红")],
        );
    }
}
