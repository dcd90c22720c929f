//! A comparison as one web page (花脸稿) to be read and printed: self-contained, without scripts.
//!
//! What is deleted is struck through, what is inserted underlined, what was moved says where it came from: colours
//! only help. Every text of the documents is escaped, and what a page cannot hold is shown as a picture.

use super::Comparison;
use super::facts::Told;
use super::rows::{Row, RowKind, RowLot, RowPart, RowPartKind};
use crate::text::safe;

/// The sheet of styles.
const SHEET: &str = "
@page { size: A4; margin: 25mm 22mm; }
body { max-width: 46em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff;
  font: 16px/1.8 FangSong, 仿宋, 仿宋_GB2312, STFangsong, 'Songti SC', 'Noto Serif CJK SC', serif; }
h1 { font: bold 22px/1.5 SimHei, 黑体, 'Heiti SC', 'Noto Sans CJK SC', sans-serif; text-align: center; }
h2, caption { font: bold 17px/1.6 SimHei, 黑体, 'Heiti SC', 'Noto Sans CJK SC', sans-serif; text-align: left; }
.files, .sum, .legend { font-size: 14px; margin: .3em 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; line-height: 1.5; margin: 1em 0; }
th, td { border: 1px solid #555; padding: .2em .5em; text-align: left; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
p { margin: 0 0 .2em; text-indent: 2em; overflow-wrap: anywhere; }
p.h { font-family: SimHei, 黑体, 'Heiti SC', 'Noto Sans CJK SC', sans-serif; break-after: avoid; }
p.h2 { font-family: KaiTi, 楷体, 'Kaiti SC', serif; }
p.h3, p.h4 { font-family: inherit; font-weight: bold; }
p.away { border-left: 3px dotted #067d17; padding-left: .4em; }
p.here { border-left: 3px solid #067d17; padding-left: .4em; }
p.in { border-left: 3px double #1a4fa3; padding-left: .4em; }
p.out { border-left: 3px double #c00; padding-left: .4em; }
del { color: #c00; text-decoration: line-through; }
ins { color: #1a4fa3; text-decoration: underline; text-underline-offset: .15em; }
.moved { color: #067d17; }
.number { text-decoration: underline dotted; }
.note { color: #555; font-size: .85em; }
@media print { body { max-width: none; margin: 0; padding: 0; } * { print-color-adjust: exact; } }
";

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(safe::line(text).as_ref()).into_owned()
}

/// The page. The names of the two files stand at its head as their paths give them.
pub fn page(comparison: &Comparison) -> String {
    let name = |path: &std::path::Path| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        escaped(&name.to_string_lossy())
    };
    let (old, new) = (name(&comparison.paths.0), name(&comparison.paths.1));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n<title>花脸稿：{old} → {new}</title>\n\
        <style>{SHEET}</style>\n</head>\n<body>\n<h1>花脸稿</h1>\n\
        <p class=\"files\">旧稿：{old}<br>新稿：{new}</p>\n<p class=\"sum\">{}。</p>\n",
        escaped(&comparison.summary())
    );
    if !comparison.is_same() {
        out.push_str(
            "<p class=\"legend\"><del>划线</del>是删去的，<ins>下划线</ins>是增加的，\
            <span class=\"moved\">绿字</span>是移了位置的，后面注明〔移自…〕〔移至…〕，\
            <span class=\"number\">一、</span>→<span class=\"number\">二、</span>是改了序号的。</p>\n",
        );
    }
    facts(comparison, &mut out);
    out.push_str("<main>\n");
    for row in comparison.rows(false) {
        self::row(&row, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn facts(comparison: &Comparison, out: &mut String) {
    if comparison.facts.is_empty() {
        return;
    }
    out.push_str(&format!(
        "<table>\n<caption>数字、日期、名称的变动（{} 处）</caption>\n<thead><tr><th>类别</th><th>旧稿</th><th>新稿</th>\
        <th>所在的句子</th></tr></thead>\n<tbody>\n",
        comparison.facts.len()
    ));
    let cell = |told: &Option<Told>, tag: &str| match told {
        Some(told) => format!("<{tag}>{}</{tag}> <span class=\"note\">第 {} 行</span>", escaped(&told.text), told.line),
        None => "（无）".to_owned(),
    };
    for change in &comparison.facts {
        let context = change.new.as_ref().or(change.old.as_ref()).map(|told| escaped(&told.context));
        out.push_str(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            change.kind.word(),
            cell(&change.old, "del"),
            cell(&change.new, "ins"),
            context.unwrap_or_default()
        ));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn row(row: &Row, out: &mut String) {
    let mut classes = Vec::new();
    if row.kind == RowKind::Heading {
        classes.push("h".to_owned());
        classes.push(format!("h{}", row.level));
    }
    let own = match row.lot {
        RowLot::MovedHere => "here",
        RowLot::MovedAway => "away",
        RowLot::Inserted => "in",
        RowLot::Deleted => "out",
        RowLot::Same | RowLot::Changed | RowLot::Renumbered if row.carried => "here",
        RowLot::Same | RowLot::Changed | RowLot::Renumbered => "",
    };
    if !own.is_empty() {
        classes.push(own.to_owned());
    }
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    out.push_str(&format!("<p{class}>"));
    for part in &row.parts {
        self::part(part, row.lot == RowLot::MovedHere, out);
    }
    out.push_str("</p>\n");
}

fn part(part: &RowPart, moved: bool, out: &mut String) {
    let text = escaped(&part.text);
    out.push_str(&match part.kind {
        RowPartKind::Same if !moved => text,
        RowPartKind::Same | RowPartKind::MovedTo | RowPartKind::MovedFrom => {
            format!("<span class=\"moved\">{text}</span>")
        }
        RowPartKind::Deleted => format!("<del>{text}</del>"),
        RowPartKind::Inserted => format!("<ins>{text}</ins>"),
        RowPartKind::Renumbered => format!("<span class=\"number\">{text}</span>"),
        RowPartKind::Note => format!("<span class=\"note\">{text}</span>"),
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::compared;
    use super::*;

    #[test]
    fn the_page_says_by_signs_what_changed() {
        let title = "青石镇2024年工作总结\n";
        let (one, other) =
            ("利用广播和展板讲清楚政策要求，营造浓厚氛围。", "清运垃圾三十余吨，整治一百二十处乱堆乱放。");
        let old =
            format!("{title}一、宣传发动\n{one}\n二、环境整治\n{other}\n三、下步打算\n继续抓好落实，走访200户。\n");
        let new =
            format!("{title}一、环境整治\n{other}\n二、宣传发动\n{one}\n三、下步打算\n继续抓好落实，走访350户。\n");
        let page = page(&compared(&old, &new));
        for wanted in [
            "<del>200</del><ins>350</ins>",
            "<td>数字</td><td><del>200户</del>",
            "〔移自“",
            "〔移至“",
            "class=\"number\">一、</span>",
            "line-through",
            "underline",
            "1 节移了位置",
        ] {
            assert!(page.contains(wanted), "{wanted}: {page}");
        }
        assert!(page.find("<table>") < page.find("<main>"));
        assert!(!page.contains("<script") && !page.contains("http"));
    }

    #[test]
    fn texts_of_documents_are_escaped() {
        let page = page(&compared("<b>甲</b> & \"乙\"𠀀", "<i>甲</i> & e\u{301}\u{1b}[31m\u{202e}"));
        assert!(
            !page.contains("<b>甲")
                && !page.contains("<i>甲")
                && !page.contains('\u{1b}')
                && !page.contains('\u{202e}')
        );
        assert!(page.contains("&lt;") && page.contains("&amp;") && page.contains("e\u{301}"));
    }

    #[test]
    fn two_equal_texts_give_a_page_without_marks() {
        let page = page(&compared("甲乙丙丁。\n", "甲乙丙丁。\n"));
        assert!(page.contains("没有改动") && page.contains("<p>甲乙丙丁。</p>") && !page.contains("<del>"), "{page}");
    }
}
