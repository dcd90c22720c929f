//! Two headings in one line: a sentence that names a group, and the one that names its first part.
//!
//! Pages lose the break between them: 五年来，我们办成了大事。产业稳步发展。 Knows nothing of levels.

use super::lead::{Form, Lead};
use crate::corpus::row::Row;
use crate::text::span::head;

/// The first of two sentences that alone make up a line, each short enough to name something.
pub fn first<'t>(row: &Row<'t>) -> Option<Lead<'t>> {
    if row.chars > LONGEST || row.marker.is_some() || row.marks.table || row.marks.item {
        return None;
    }
    let (one, two) = row.text.strip_suffix('。')?.split_once('。')?;
    let (chars, rest) = (one.chars().count(), two.chars().count());
    let names = (GROUP.contains(&chars) && PART.contains(&rest)) && !two.contains(['。', '；', '！', '？', '：']);
    let len = head(row.text, one.len() + '。'.len_utf8()).len();
    (names && chars > rest && !one.contains(['；', '！', '？', '：'])).then_some(Lead {
        text: one,
        chars,
        len,
        mark: '。',
        form: Form::RunIn,
    })
}

/// The longest such line, the sentence that names the group, and the one that names its first part, in characters.
const LONGEST: usize = 80;
const GROUP: std::ops::RangeInclusive<usize> = 14..=50;
const PART: std::ops::RangeInclusive<usize> = 4..=20;

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn a_group_and_its_first_part_in_one_line() {
        check(
            "青石县政府工作报告\n@\n五年来，我们坚定不移发展产业，综合实力迈上新的台阶。经济实力显著提升。\n@\n产业结构持续优化。\n@\n五年来，我们坚定不移深化改革，发展活力得到充分释放。重点改革全面推进。\n@\n开放水平大幅提升。\n@\n五年来，我们坚定不移改善民生，人民生活𠀀一年好过一年。就业形势保持稳定。\n@\n社会保障持续完善。\n@",
            &[
                "3 1 *五年来，我们坚定不移发展产业，综合实力迈上新的台阶",
                "5 2 产业结构持续优化",
                "7 1 *五年来，我们坚定不移深化改革，发展活力得到充分释放",
                "9 2 开放水平大幅提升",
                "11 1 *五年来，我们坚定不移改善民生，人民生活𠀀一年好过一年",
                "13 2 社会保障持续完善",
            ],
        );
        check(
            "青石县政府工作报告\n@\n五年来，我们坚定不移发展产业，综合实力迈上新的台阶。经济实力显著提升。\n@\n@",
            &[],
        );
    }

    #[test]
    fn a_long_name_of_a_group_beside_those_that_open_alike() {
        check(
            "青石县政府工作报告\n@@\n五年来，我们坚定不移发展产业，综合实力迈上新的台阶。经济实力显著提升。\n@@\n五年来，我们坚定不移深化改革，发展活力得到充分释放。重点改革全面推进。\n@@\n五年来，我们坚定不移践行以人民为中心的发展思想，在共建𠀀共享中谱写青石新篇章。\n@@\n就业形势保持稳定。\n@@\n社会保障持续完善。\n@@\n健康青石深入推进。\n@@",
            &[
                "3 1 *五年来，我们坚定不移发展产业，综合实力迈上新的台阶",
                "5 1 *五年来，我们坚定不移深化改革，发展活力得到充分释放",
                "7 1 五年来，我们坚定不移践行以人民为中心的发展思想，在共建𠀀共享中谱写青石新篇章",
                "9 2 就业形势保持稳定",
                "11 2 社会保障持续完善",
                "13 2 健康青石深入推进",
            ],
        );
    }
}
