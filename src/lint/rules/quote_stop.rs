//! A stop or comma inside of quotation marks where the sentence goes on behind them.

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "quote-stop-inside",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("引号内点号", "stop inside of quotes"),
    says: Words::new("引文是句子的一部分，后引号前的“{}”去掉", "the quotation is part of a sentence: “{}” goes"),
    basis: Basis::new("GB/T 15834 B.2.1", "规定"),
    wrong: "坚持“创建为民⟦。⟧”的理念。",
    right: "坚持“创建为民”的理念。",
    doubt: Words::new(
        "如果引号里是独立成句的原话，句号可以留在里面。",
        "The stop may stay where a whole sentence is quoted for itself.",
    ),
    reach: Reach::TEXT,
    needs: "”",
    check: Check::Line(stop_inside),
}];

/// What goes on with the sentence whatever was quoted.
const GOES_ON: &str = "\
    的 、 ， 总体要求 总体目标 总体思路 工作要求 工作理念 工作思路 工作原则 工作目标 工作方针 基本原则 精神 理念 要求 原则 目标 这一 这个 这句 这种 这条 这项 这样的 那一 那个 那句 那种 那样的 等";
/// Those of them that may begin a sentence.
const NOUNS: &str = "总体 工作 基本 精神 理念 要求 原则 目标";
/// What goes on with it where no whole sentence was quoted.
const MAY_GO_ON: &str = "这 那 和 与 及 以及";
/// What begins a new sentence though it begins like one of the above.
const NEW: &str = "\
    的确 的士 等到 等他 等她 等我 等你 等人 等待 等候 等会 等了 要求各 要求全 精神抖擞 和平 与会 与此 及时 \
    及至 这次 这时 这两 这几 那时 那天 那年 这些年 这一年 这年 这里 这天 这一天 那里 那些年 那几";

fn stop_inside(line: &Line<'_>, found: &mut Found) {
    let mut open: Vec<usize> = Vec::new();
    for at in line.positions(|c| matches!(c, '“' | '”')) {
        if line.at(at) == Some('“') {
            open.push(at);
            continue;
        }
        let Some(from) = open.pop() else { continue };
        let Some(mark) = line.before(at).filter(|c| matches!(c, '。' | '；' | '，')) else { continue };
        // 。。 and ……。 are for other rules.
        if !open.is_empty()
            || at < from + 3
            || !line.before(at - 1).is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric())
        {
            continue;
        }
        if line.any_of(at + 1, NEW).is_some() {
            continue;
        }
        // “……？……。”：a quotation of several sentences is one for itself.
        let within = from + 1..at - 1;
        let several = within.into_iter().any(|at| matches!(line.at(at), Some('。' | '！' | '？')));
        let spoken = matches!(
            line.before(from),
            None | Some(
                '：' | ':' | '。' | '！' | '？' | '”' | '，' | '；' | '说' | '道' | '言' | '称' | '讲' | '问' | '答'
            )
        );
        // “少说多做。”目标一致，…: a sentence for itself, and a noun that begins the next one.
        if spoken && mark == '。' && line.any_of(at + 1, NOUNS).is_some() {
            continue;
        }
        // 他说：“把路修好，把水引来。”这句话: clauses that are somebody's own sentence, of which the next one speaks.
        let clauses = || (from + 1..at - 1).any(|at| matches!(line.at(at), Some('，' | '；' | '：')));
        if spoken && mark == '。' && matches!(line.at(at + 1), Some('这' | '那')) && clauses() {
            continue;
        }
        let part = line.any_of(at + 1, GOES_ON);
        // 。”总体要求是: a sentence that begins so.
        let part = part
            .is_some_and(|(word, end)| word.chars().count() < 4 || !line.at(end).is_some_and(|c| "是为：".contains(c)));
        let perhaps = line.any_of(at + 1, MAY_GO_ON).is_some();
        if part && !(several && line.at(at + 1) == Some('等')) || perhaps && !spoken && !several {
            found.put(line, at - 1..at).about(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn stops_in_quotations_that_are_part_of_a_sentence() {
        fires(
            "quote-stop-inside",
            &[
                "按照“谁主管、谁负责⟦。⟧”的原则抓落实。",
                "树立“一盘棋⟦，⟧”理念，坚持“开门搞创建⟦；⟧”原则。",
                "叫响“人人参与⟦。⟧”、“人人共享⟦。⟧”等口号。",
                "把“群众满意⟦。⟧”这一标准贯穿始终。",
                "做到“日巡查⟦。⟧”和“周通报⟦。⟧”，形成闭环。",
                "一、落实“两个到位⟦。⟧”要求",
                "（践行“马上办⟦。⟧”精神）",
                "围绕“𠀀里样板⟦。⟧”目标，办好“e\u{301}站3⟦。⟧”及分站。",
                "“我是党员我带头⟦。⟧”这句话挂在墙上。",
                "坚持“谁主管，谁负责⟦。⟧”这一原则，喊响“少说空话，多办实事⟦。⟧”的口号。",
                "按照“讲政治、顾大局⟦。⟧”总体要求",
                "围绕“保民生、促发展⟦，⟧”工作思路𠀀",
            ],
        );
        silent(
            "quote-stop-inside",
            &[
                "他说：“要把好事办好。”随后走访了三户居民。",
                "老人说：“路修好了，灯也亮了。”这是居民的心里话。",
                "“怎么又来了？进去吧。”为何群众有怨言？",
                "他说：“走！马上办。”和镇干部一起赶到现场。",
                "坚持“创建为民”的理念。",
                "“先看看，”他说，“再定。”",
                "会上说：“一定办到。”与会人员鼓掌。",
                "群众说：“把路修好，把水引来。”这句话很实在。",
                "“少说空话，多办𠀀实事e\u{301}。”这句话挂在墙上。",
                "“还有人吗？”的喊声",
                "“办好了！”的回音",
                "《谈“为民。”的含义》",
                "他说：“不能等。”等到雨停，大家又上了路。",
                "没有开头。”的",
                "厂长说“去年翻了一番。”这些年他一直住在厂里。",
                "老张说“日子好过了。”这是大家的话。",
                "会议强调：“要抓落实。”总体要求是稳中求进。",
            ],
        );
    }
}
