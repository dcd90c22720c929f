//! Records folded and put together.

use proptest::prelude::*;

use super::anchor::Anchor;
use super::finding::FindingKey;
use super::record::{Said, Stamp, State, Verdict};
use super::standing::Decision;
use super::*;

/// A record of `by` in that second.
fn record(by: &str, second: usize, said: Said) -> Record {
    let at = format!("2026-11-26T08:{:02}:{:02}+08:00", second / 60, second % 60);
    match Record::new(Stamp { by, at: &at, nonce: "1" }, said) {
        Ok(record) => record,
        Err(error) => panic!("{error}"),
    }
}

fn comment(text: &str) -> Said {
    Said::Comment {
        anchor: Anchor { quote: "布署".to_owned(), ..Anchor::default() },
        text: text.to_owned(),
        suggestion: None,
    }
}

fn finding(text: &str) -> FindingKey {
    FindingKey { rule: "word-typo".to_owned(), text: text.to_owned(), ..FindingKey::default() }
}

fn ignored(text: &str, reason: &str) -> Said {
    Said::Decision { finding: finding(text), verdict: Verdict::Ignored { reason: reason.to_owned() } }
}

fn withdraw(of: &Record) -> Said {
    Said::Withdraw { of: of.id().to_owned() }
}

fn review(records: &[&Record]) -> Review {
    let mut review = Review::default();
    for record in records {
        review.add((*record).clone());
    }
    review
}

#[test]
fn a_comment_gathers_its_answers_and_its_state() {
    let asked = record("王", 5, comment("改"));
    // The second reviewer's clock is late.
    let answer = record("李", 1, Said::Reply { of: asked.id().to_owned(), text: "好".to_owned() });
    let later = record("李", 9, Said::Reply { of: asked.id().to_owned(), text: "已改".to_owned() });
    let state = |second, state| record("李", second, Said::State { of: asked.id().to_owned(), state });
    let (accepted, open) = (state(7, State::Accepted), state(8, State::Open));
    let lost = record("李", 3, Said::Reply { of: "没有".to_owned(), text: "?".to_owned() });
    let standing = review(&[&later, &accepted, &asked, &answer, &lost]).standing();
    let thread = standing.thread(asked.id()).cloned();
    assert_eq!(standing.threads.len(), 1);
    let Some(thread) = thread else { panic!("no thread") };
    assert_eq!((thread.state, thread.stated.as_deref()), (State::Accepted, Some(&accepted)));
    assert_eq!(thread.replies.iter().map(|reply| &**reply).collect::<Vec<_>>(), [&answer, &later]);
    let standing = review(&[&asked, &accepted, &open]).standing();
    assert_eq!(standing.threads.first().map(|thread| thread.state), Some(State::Open));
    // The state is taken back, then the comment.
    let back = record("李", 10, withdraw(&open));
    let standing = review(&[&asked, &accepted, &open, &back]).standing();
    assert_eq!(standing.threads.first().map(|thread| thread.state), Some(State::Accepted));
    let gone = record("王", 11, withdraw(&asked));
    assert!(review(&[&asked, &accepted, &gone]).standing().threads.is_empty());
}

#[test]
fn times_are_compared_across_zones() {
    let of = |at: &str, reason: &str| match Record::new(Stamp { by: "王", at, nonce: "1" }, ignored("布署", reason))
    {
        Ok(record) => record,
        Err(error) => panic!("{error}"),
    };
    let (later, earlier) = (of("2026-11-26T01:00:00Z", "后"), of("2026-11-26T08:30:00+08:00", "先"));
    let standing = review(&[&later, &earlier]).standing();
    assert_eq!(standing.decision(&finding("布署")).map(|d| &d.record).map(|record| &**record), Some(&later));
}

#[test]
fn what_is_said_last_counts_though_the_clock_was_set_back() -> Result<(), ReviewError> {
    let asked = record("王", 50, comment("改"));
    let resolved = record("王", 55, Said::State { of: asked.id().to_owned(), state: State::Resolved });
    let mut review = review(&[&asked, &resolved]);
    let now = "2026-11-26T08:00:01+08:00";
    let reopened = Said::State { of: asked.id().to_owned(), state: State::Open };
    let at = review.time_of("王", now, &reopened);
    review.add(Record::new(Stamp { by: "王", at: &at, nonce: "2" }, reopened)?);
    assert_eq!(review.standing().threads.first().map(|thread| thread.state), Some(State::Open));
    let back = withdraw(&resolved);
    assert_eq!(review.time_of("王", "2026-11-26T09:00:00+08:00", &back), "2026-11-26T09:00:00+08:00");
    assert_ne!(review.time_of("王", now, &back), now);
    // What has nothing to do with it keeps its time; what is no time is left to whoever checks it.
    for said in [comment("别的"), ignored("布署", ""), Said::AcceptRule { rule: "r".to_owned() }] {
        assert_eq!(review.time_of("王", now, &said), now);
    }
    assert_eq!(review.time_of("王", "昨天", &back), "昨天");
    Ok(())
}

#[test]
fn decisions_are_taken_back_and_brought_back() {
    let first = record("王", 1, ignored("布署", "人名"));
    let second = record("李", 2, ignored("布署", "引文"));
    let back = record("李", 3, withdraw(&second));
    let again = record("李", 4, withdraw(&back));
    let holds = |records: &[&Record]| {
        let standing = review(records).standing();
        let ignored = |decision: &&Decision| matches!(decision.verdict, Verdict::Ignored { .. });
        standing.decision(&finding("布署")).filter(ignored).map(|decision| decision.record.id().to_owned())
    };
    assert_eq!(holds(&[&first, &second]).as_deref(), Some(second.id()));
    assert_eq!(holds(&[&first, &second, &back]).as_deref(), Some(first.id()));
    assert_eq!(holds(&[&first, &second, &back, &again]).as_deref(), Some(second.id()));
    assert_eq!(holds(&[&back, &again]), None);
    let rule = record("王", 5, Said::IgnoreRule { rule: "word-typo".to_owned(), reason: String::new() });
    let standing = review(&[&rule]).standing();
    assert_eq!(standing.rules.get("word-typo").map(|record| record.id()), Some(rule.id()));
    let verdict = Verdict::Accepted { old: "布署".to_owned(), new: "部署".to_owned() };
    let mended = record("王", 6, Said::Decision { finding: finding("布署"), verdict });
    assert_eq!(holds(&[&first, &mended]), None, "what was mended is not ignored");
    // What takes itself or a later one back takes nothing back.
    let id = record("王", 7, Said::Withdraw { of: String::new() }).id().to_owned();
    let own = record("王", 7, Said::Withdraw { of: id });
    assert_eq!(holds(&[&first, &own]).as_deref(), Some(first.id()));
    let early = record("王", 0, withdraw(&back));
    assert_eq!(holds(&[&first, &second, &back, &early]).as_deref(), Some(first.id()));
}

#[test]
fn marks_of_reading_are_each_reviewers_own() {
    let to = |by, second, line| record(by, second, Said::ReadTo { anchor: Anchor { line, ..Anchor::default() } });
    let bookmark = record("王", 4, Said::Bookmark { anchor: Anchor::default(), name: "待核".to_owned() });
    let standing = review(&[&to("王", 1, 10), &to("王", 2, 5), &to("李", 3, 90), &bookmark]).standing();
    let lines: Vec<_> = standing.read_to.iter().map(|(by, mark)| (by.as_str(), mark.anchor.line)).collect();
    assert_eq!(lines, [("李", 90), ("王", 5)]);
    assert_eq!(standing.bookmarks.first().map(|mark| mark.name.as_str()), Some("待核"));
}

#[test]
fn of_two_records_with_one_id_the_same_counts_everywhere() {
    let (one, other) = (record("王", 1, ignored("布署", "甲")), record("王", 1, ignored("布署", "乙")));
    assert_eq!(one.id(), other.id());
    let (here, there) = (review(&[&one, &other]), review(&[&other, &one]));
    assert_eq!(here.standing(), there.standing());
    assert_eq!(here.records().count(), 2, "neither is lost");
}

#[test]
fn two_remarks_with_one_id_are_both_shown() {
    let (one, other) = (record("王", 1, comment("甲")), record("王", 1, comment("乙")));
    let answer = record("李", 2, Said::Reply { of: one.id().to_owned(), text: "好".to_owned() });
    let standing = review(&[&one, &other, &answer]).standing();
    let told: Vec<(&str, usize)> = standing.threads.iter().map(|t| (t.text.as_str(), t.replies.len())).collect();
    assert_eq!(told, [("乙", 1), ("甲", 0)], "copied by hand and changed: nothing that was typed disappears");
    // The same in other letters is one.
    let spaced = one.line().replacen("{\"kind\"", "{ \"kind\"", 1);
    let (read, _) = Review::read(format!("{}\n{spaced}\n", one.line()).as_bytes());
    assert_eq!((read.records().count(), read.standing().threads.len()), (2, 1));
    let gone = record("王", 3, withdraw(&one));
    assert!(review(&[&one, &other, &gone]).standing().threads.is_empty());
}

#[test]
fn what_is_kept_is_the_same_when_it_is_read_again() {
    for file in [
        "坏行\r\r\n",
        "\u{feff}\u{feff}\r{\"kind\":\"drawing\"}\r\r\r\n\u{feff}\r\n",
        "\u{feff}坏\u{feff}\r𠀀e\u{301}\r",
    ] {
        let (once, unread) = Review::read(file.as_bytes());
        let (again, unread_again) = Review::read(&once.bytes());
        assert_eq!(again, once, "{file:?}");
        assert_eq!(unread_again.damaged.len(), unread.damaged.len(), "{file:?}");
    }
    assert_eq!(Review::read("坏行\r\r\n".as_bytes()).0.bytes(), "坏行\n".as_bytes());
}

#[test]
fn lines_that_are_not_understood_are_kept() {
    let own = record("王", 1, comment("改"));
    let others = "{\"kind\":\"correction\",\"verdict\":\"body\",\"line\":1,\"text\":\"甲\"}\n坏行\n{\"kind\":\"drawing\",\"v\":3}";
    let file = format!("\u{feff}{others}\r\n{}\n\n", own.line());
    let (review, unread) = Review::read(file.as_bytes());
    assert_eq!(unread, Unread { damaged: vec![2], newer: vec!["drawing".to_owned()] });
    let bytes = review.bytes();
    let text = String::from_utf8_lossy(&bytes);
    assert!(others.lines().chain([own.line()]).all(|line| text.lines().any(|found| found == line)), "{text}");
    assert_eq!(Review::read(&bytes).0, review);
    let (_, unread) = Review::read(&[b"\xff\xfe\n", own.line().as_bytes()].concat());
    assert_eq!(unread.damaged, [1]);
}

/// What somebody may say; ids point at records of the same making.
fn said() -> impl Strategy<Value = (usize, usize, Said)> {
    let id = (0_usize..4, 0_usize..20).prop_map(|(by, second)| {
        record(["王", "李", "e\u{301}", "𠀀"].get(by).copied().unwrap_or_default(), second, comment("")).id().to_owned()
    });
    let said = prop_oneof![
        "[改布署]{0,3}".prop_map(|text| comment(&text)),
        id.clone().prop_map(|of| Said::Reply { of, text: "好".to_owned() }),
        id.clone().prop_map(|of| Said::State { of, state: State::Declined }),
        "[布署]{1,2}".prop_map(|text| ignored(&text, "")),
        id.prop_map(|of| Said::Withdraw { of }),
        Just(Said::IgnoreRule { rule: "word-typo".to_owned(), reason: String::new() }),
    ];
    (0_usize..4, 0_usize..20, said)
}

fn reviews() -> impl Strategy<Value = Review> {
    let line = prop_oneof!["[坏行{}\"]{1,6}", Just("{\"kind\":\"correction\"}".to_owned())];
    (proptest::collection::vec(said(), 0..12), proptest::collection::vec(line, 0..3)).prop_map(|(all, lines)| {
        let mut review = Review::read(lines.join("\n").as_bytes()).0;
        for (by, second, said) in all {
            review.add(record(["王", "李", "e\u{301}", "𠀀"].get(by).copied().unwrap_or_default(), second, said));
        }
        review
    })
}

fn merged(reviews: &[&Review]) -> Review {
    let mut out = Review::default();
    for review in reviews {
        out.merge(review);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Reviews put together in any order and any number of times are one and the same, and hold all of each.
    #[test]
    fn merging_is_a_union(a in reviews(), b in reviews(), c in reviews()) {
        let all = merged(&[&a, &b, &c]);
        prop_assert_eq!(&merged(&[&merged(&[&a, &b]), &c]), &merged(&[&a, &merged(&[&b, &c])]));
        prop_assert_eq!(&merged(&[&c, &b, &a, &a, &all]), &all);
        prop_assert_eq!(merged(&[&c, &a, &b]).standing(), all.standing());
        prop_assert_eq!(merged(&[&c, &a, &b]).bytes(), all.bytes());
        for one in [&a, &b, &c] {
            prop_assert_eq!(&merged(&[&all, one]), &all);
            for record in one.records() {
                prop_assert!(all.records().any(|found| found == record));
            }
        }
        prop_assert_eq!(Review::read(&all.bytes()).0, all);
    }
}
