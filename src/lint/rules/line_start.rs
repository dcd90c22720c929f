//! Marks that stand where a line begins.

use crate::lint::finding::Found;
use crate::lint::line::{Line, is_mark};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "punct-line-start",
    level: Level::Must,
    used: Use::On,
    fixes: false,
    name: Words::new("行首标点", "mark at a line's start"),
    says: Words::new("“{}”不能放在行首，删去或者移到上一行末尾", "“{}” may not begin a line: move or remove it"),
    basis: Basis::new("GB/T 15834 5.1.1, 5.1.3", "规定"),
    wrong: "⟦，⟧并限期整改到位。",
    right: "并限期整改到位。",
    doubt: Words::new(
        "如果只是这个文件的换行断错了，把两行接上即可。",
        "If only the line break is wrong, joining the lines mends it.",
    ),
    reach: Reach::TEXT,
    needs: MARKS,
    check: Check::Line(line_start),
}];

/// The marks that no line begins with; the half-width ones only before Chinese.
const MARKS: &str = "，。、；：？！”’）》〉】〕,;";

fn line_start(line: &Line<'_>, found: &mut Found) {
    let starts = std::iter::once(line.first()).chain(line.breaks.iter().map(|at| line.past_blanks(*at)));
    for at in starts {
        let Some(mark) = line.at(at).filter(|c| MARKS.contains(*c)) else { continue };
        // A line of marks alone is what is left of a page's frame.
        let text = line.run(at, |c| is_mark(c) || c == ',' || c == ';' || crate::corpus::row::is_blank(c));
        let next = line.at(at + 1);
        let half = mark.is_ascii() && !next.is_some_and(crate::text::safe::is_han);
        // 。。。 and 、、、 stand for an ellipsis.
        let dots = matches!(mark, '。' | '、') && next == Some(mark) && line.at(at + 2) == Some(mark);
        if text < line.len() && !half && !dots {
            found.put(line, at..at + 1).about(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::corpus::load::of_text;
    use crate::lint::engine::check;
    use crate::lint::settings::Settings;
    use crate::lint::subject::Subject;
    use crate::lint::tests::{fires, silent};

    #[test]
    fn marks_at_the_start_of_a_line() {
        fires(
            "punct-line-start",
            &[
                "整改到位⏎⟦。⟧下一步，继续巡查。",
                "　　⟦；⟧二是抓回访。",
                "印发《考评细则⏎⟦》⟧的通知",
                "推行“路长制⏎⟦”⟧的做法",
                "⟦：⟧𠀀里村、e\u{301}站已经完成。",
                "⟦）⟧的要求",
                "⟦,⟧并限期整改。",
                "⟦、⟧社区干部",
            ],
        );
        silent(
            "punct-line-start",
            &[
                "……",
                "——记青禾镇志愿者",
                "“路长制”推行以来",
                "《考评细则》",
                "（一）加强领导",
                "】",
                "，",
                ";x = 1",
                "。。。。",
                "·青禾镇",
            ],
        );
    }

    #[test]
    fn lines_that_were_joined_are_seen_as_they_stand_in_the_source() {
        let text = [
            "一、主要做法",
            "青禾镇坚持问题导向，对照测评体系逐条梳理",
            "，排出背街小巷环境、楼道堆物、飞线充电三个",
            "方面的问题，逐项明确责任人和完成时限，每周",
            "由镇主要负责同志调度一次，完成一项销号一项",
            "，群众反映的问题基本得到解决，满意率稳步提",
            "高，有两个村被评为示范村，一个社区𠀀的做法",
            "在全县推广，来镇里学习的单位有十多家，大家",
            "都说看得见变化，摸得着实惠，愿意一起出力。",
        ];
        let text = text.join("\n");
        let document = of_text(Path::new("总结.txt"), &text, &crate::corpus::correction::Corrections::default());
        let subject = Subject::new(&document, Some(&text));
        assert_eq!(subject.lines.len(), 2, "the lines are joined");
        let settings = Settings { only: vec!["punct-line-start".to_owned()], ..Settings::default() };
        let found = check(&subject, &settings);
        let places: Vec<_> = found.iter().map(|f| subject.position(f.span.start)).map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [(3, 1), (6, 1)]);
    }
}
