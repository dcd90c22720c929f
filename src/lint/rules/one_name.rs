//! One thing, one name: variants of a term, and how a unit speaks of itself.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::lint::finding::Found;
use crate::lint::line::Kind;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::settings::Settings;
use crate::lint::subject::{Piece, Subject};
use crate::text::span::{ByteSpan, head, tail};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "term-variants",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("同义异名", "variants of a term"),
        says: Words::new("同一篇里几种叫法：{}，统一用一种", "one thing, several names in one piece: {}"),
        basis: Basis::new("", "实务"),
        wrong: "创文…双创…创城",
        right: "统一用创文",
        doubt: Words::new(
            "全称在前、简称在后时可以并用。",
            "A full name may stand beside a short one that it introduced.",
        ),
        reach: Reach { lexicon: true, ..Reach::WORDS },
        needs: "",
        check: Check::Set(variants),
    },
    Rule {
        id: "self-reference",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("自称不一", "self-reference"),
        says: Words::new("前面自称“{}”，全文用一种", "the text calls itself {} before: keep to one"),
        basis: Basis::new("", "实务"),
        wrong: "我局高度重视。⏎⟦本局⟧将继续努力。",
        right: "我局高度重视。⏎我局将继续努力。",
        doubt: Words::new("引用别人的话时不必统一。", "Words of others need not be the same."),
        reach: Reach::WORDS,
        needs: "",
        check: Check::Piece(itself),
    },
];

/// The bytes of the text that `piece` takes.
fn span_of(subject: &Subject<'_>, piece: &Piece) -> ByteSpan {
    let lines = subject.lines_of(piece);
    let from = lines.first().map_or(0, |line| line.start);
    let to = lines.last().map_or(from, |line| line.start + line.text.len());
    ByteSpan::new(from, to)
}

/// Whether `byte` is where words are the writer's own.
fn is_own(subject: &Subject<'_>, byte: usize) -> bool {
    let Some(line) = subject.lines.get(subject.line_of(byte)) else { return false };
    let at = line.char_of(byte.saturating_sub(line.start));
    !matches!(line.kind, Kind::Debris | Kind::Code | Kind::Table | Kind::Spaced | Kind::Matter)
        && !line.in_title(at)
        && !line.in_quotation(at)
        && !line.is_shielded(at..at + 1)
}

/// Whether `byte` is inside of “…”: there others speak of themselves, however short it is.
fn is_said(subject: &Subject<'_>, byte: usize) -> bool {
    let line = subject.lines.get(subject.line_of(byte));
    line.is_some_and(|line| line.in_quotes(line.char_of(byte.saturating_sub(line.start))))
}

/// For each term of the list of which a piece holds several forms: the first place of another form than the one to be used,
/// or than the first where that one is not there.
fn variants(subject: &Subject<'_>, settings: &Settings, found: &mut Found) {
    let terms = settings.lexicon.terms();
    if terms.iter().all(|term| term.variants.is_empty()) {
        return;
    }
    let places = settings.lexicon.places(subject.text);
    for piece in &subject.pieces {
        let span = span_of(subject, piece);
        let from = places.partition_point(|(place, _)| place.start < span.start);
        let to = places.partition_point(|(place, _)| place.start < span.end);
        let mut of_term = std::collections::BTreeMap::<usize, Vec<ByteSpan>>::new();
        for (place, number) in places.get(from..to).unwrap_or_default() {
            let with_variants = terms.get(*number).is_some_and(|term| !term.variants.is_empty());
            if with_variants && is_own(subject, place.start) {
                of_term.entry(*number).or_default().push(*place);
            }
        }
        for (number, own) in of_term {
            let Some(term) = terms.get(number) else { continue };
            let mut forms: Vec<(&str, usize)> = Vec::new();
            for place in &own {
                let form = subject.slice(*place);
                match forms.iter_mut().find(|(known, _)| *known == form) {
                    Some((_, count)) => *count += 1,
                    None => forms.push((form, 1)),
                }
            }
            let kept =
                forms.iter().find(|(form, _)| *form == term.form).or(forms.first()).map_or("", |(form, _)| *form);
            let other = own.iter().find(|place| subject.slice(**place) != kept);
            if let Some(place) = other
                && !(forms.len() == 2 && is_introduced(subject.text, &own))
            {
                let told: Vec<String> = forms.iter().map(|(form, count)| format!("{form} {count} 处")).collect();
                found.put_span(*place).about(told.join("、")).suggest(term.form.clone());
            }
        }
    }
}

/// Whether one of the places stands behind 简称, so that it is a short name of what stands before.
fn is_introduced(text: &str, places: &[ByteSpan]) -> bool {
    places.iter().any(|place| {
        let before = head(text, place.start).trim_end_matches(['“', '"', '为', '：', ' ']);
        before.ends_with("简称") || before.ends_with("统称")
    })
}

/// Names of units that a text may speak for.
const UNITS: &[&str] = &[
    "局", "办", "委", "院", "校", "厅", "站", "所", "镇", "乡", "街道", "社区", "单位", "中心", "公司", "支队", "大队",
];
/// What 我 and 本 before a name of a unit are the ends and beginnings of: 基本局面.
const NOT_AFTER: &str = "自敌忘基资成日样标版原书文剧根脚课";
const NOT_BEFORE: &[&str] = &[
    "局面", "局限", "局部", "局势", "办法", "办理", "办学", "委托", "委员", "委屈", "院线", "校准", "校正", "站点",
    "所有", "所以", "所属",
];

static SELVES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = UNITS.iter().flat_map(|unit| [format!("我{unit}"), format!("本{unit}")]);
    AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(words.chain(["我们".to_owned()]))
        .ok()
});

/// Where a piece speaks of itself, with the words.
fn selves<'t>(subject: &Subject<'t>, piece: &Piece) -> Vec<(ByteSpan, &'t str)> {
    let Some(finder) = SELVES.as_ref() else { return Vec::new() };
    let span = span_of(subject, piece);
    let text = subject.slice(span);
    let own = |found: aho_corasick::Match| {
        let Range { start, end } = found.range();
        let place = ByteSpan::new(span.start + start, span.start + end);
        let before = head(text, start).chars().next_back();
        let unit = found.pattern().as_usize() < UNITS.len() * 2;
        let inner = tail(text, start + '我'.len_utf8());
        let other =
            before.is_some_and(|c| NOT_AFTER.contains(c)) || NOT_BEFORE.iter().any(|word| inner.starts_with(word));
        (!(unit && other) && is_own(subject, place.start) && !is_said(subject, place.start))
            .then(|| (place, subject.slice(place)))
    };
    finder.find_iter(text).filter_map(own).collect()
}

/// The first place of each other way in which a piece speaks of the same unit: 我局, then 本局 or 我们.
fn itself(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let places = selves(subject, piece);
    let unit = |word: &str| word.chars().skip(1).collect::<String>();
    let mut known: Vec<&str> = Vec::new();
    for (place, word) in &places {
        if known.contains(word) {
            continue;
        }
        let same = |other: &&&str| **other == "我们" || *word == "我们" || unit(other) == unit(word);
        if let Some(first) = known.iter().find(same) {
            found.put_span(*place).about(*first).suggest(*first);
        }
        known.push(word);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::corpus::load::of_draft;
    use crate::lint::engine::check;
    use crate::lint::lexicon::Lexicon;
    use crate::lint::tests::{fires, silent};

    /// The texts found in `text` with what is said of each and what it suggests.
    fn found(list: &str, text: &str) -> Vec<(String, String, Option<String>)> {
        let settings = Settings {
            lexicon: Arc::new(Lexicon::parse(list).0),
            only: vec!["term-variants".to_owned()],
            ..Settings::default()
        };
        let document = of_draft(Path::new("总结.txt"), text);
        let subject = Subject::new(&document, Some(text));
        let one = |finding: &crate::lint::finding::Finding| {
            (subject.slice(finding.span).to_owned(), finding.about.clone(), finding.suggestion.clone())
        };
        check(&subject, &settings).iter().map(one).collect()
    }

    #[test]
    fn variants_of_a_term() {
        let list = "创文 = 双创 = 创城\n张家洼 = 章家洼\n李明轩";
        let text = "今年创文工作起步早。\n各村抓双创，双创抓得实，创城见成效𠀀。";
        assert_eq!(
            found(list, text),
            [("双创".to_owned(), "创文 1 处、双创 2 处、创城 1 处".to_owned(), Some("创文".to_owned()))]
        );
        assert_eq!(found(list, "先说双创，再说创文。").first().map(|told| told.0.clone()), Some("双创".to_owned()));
        assert_eq!(
            found(list, "先说创城，再说双创e\u{301}。").first().map(|told| told.0.clone()),
            Some("双创".to_owned())
        );
        assert_eq!(found(list, "创文、双创；张家洼、章家洼").len(), 2);
    }

    #[test]
    fn one_form_or_a_short_name_is_right() {
        let list = "文明城市创建 = 创文 = 双创\n李明轩";
        for text in [
            "创文，创文，李明轩",
            "文明城市创建（以下简称“创文”）工作，创文要抓紧。",
            "见《双创方案》，创文要抓紧。",
            "他说：“双创工作一定要抓好抓实。”创文要抓紧。",
            "",
        ] {
            assert_eq!(found(list, text), [], "{text}");
        }
        assert_eq!(found("", "创文、双创"), []);
        let one = |town: &str, term: &str| {
            format!(
                "{town}2024年上半年工作总结\n\n今年以来，全镇上下抓得紧、抓得实，各项任务过半。\n\n一、主要做法\n\n抓好{term}工作，清理背街小巷12处，成效明显。\n\n二、下步打算\n\n继续抓好各项任务的落实，年底前全部完成。\n\n"
            )
        };
        let pieces = one("青石桥镇", "创文") + &one("红枫镇", "双创");
        let document = of_draft(Path::new("总结.txt"), &pieces);
        assert_eq!(document.pieces.len(), 2);
        assert_eq!(found(list, &pieces), [], "each piece for itself");
    }

    #[test]
    fn a_unit_has_one_name_for_itself() {
        fires(
            "self-reference",
            &[
                "我局抓得紧，⟦我们⟧抓得实，⟦本局⟧还要抓。",
                "本街道动手早。⏎⟦我街道⟧𠀀",
                "我们动手早。⏎⟦本单位⟧e\u{301}抓得紧。",
            ],
        );
        for unit in UNITS {
            fires("self-reference", &[&format!("我{unit}抓得紧，⟦本{unit}⟧抓得实。")]);
            silent("self-reference", &[&format!("我{unit}抓得紧，我{unit}抓得实。")]);
        }
        for word in NOT_BEFORE {
            silent("self-reference", &[&format!("我们抓得紧，本{word}也好。")]);
        }
        silent(
            "self-reference",
            &[
                "我局抓得紧，我局抓得实。",
                "我镇和本局都到了。",
                "我局掌握基本局面，资本局势稳定，成本所需。",
                "我局印发《本局工作规则》。",
                "我局负责人说：“我们一定把这件事情办好。”",
                "我局负责人说：“我们一定办。”",
                "我局按本办法执行，我办",
            ],
        );
    }
}
