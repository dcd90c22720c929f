//! What can be done in 校对.

use super::comments::{line, quoted, sentence};
use super::queue::What;
use super::{Looked, Review, comments, save};
use crate::corpus::model::Place;
use crate::job::Job;
use crate::job::clock;
use crate::job::review::Say;
use crate::job::ruling::{Decided, Ruling};
use crate::lint::finding::Spot;
use crate::lint::rule::Level;
use crate::markup::{self, Kind};
use crate::review::again::LOOK_AGAIN;
use crate::review::anchor::Anchor;
use crate::review::record::{Said, State, Verdict};
use crate::stats::report::{Language, Words};
use crate::text::span::{first_chars, slice};
use crate::tui::command::{Answer, Asked, Command, Ctx, Note, Request, row};
use crate::tui::widgets::clause;

/// The rows.
pub const COMMANDS: &[Command<Review>] = &[
    row("review.next", &["n"], 1, Words::new("下一处", "next place"), |v, _| v.walk(true)),
    row("review.previous", &["p"], 0, Words::new("上一处", "place before"), |v, _| v.walk(false)),
    row("review.down", &["j", "down"], 0, Words::new("下移", "down"), |v, _| v.step(1)),
    row("review.up", &["k", "up"], 0, Words::new("上移", "up"), |v, _| v.step(-1)),
    row("review.unfold", &["l", "right"], 0, Words::new("展开成逐处", "a row for each place"), |v, c| {
        v.fold(false, c)
    }),
    row("review.fold", &["h", "left"], 0, Words::new("合成一条", "one row for all"), |v, c| v.fold(true, c)),
    row("review.page-down", &["pagedown", "ctrl-d"], 0, Words::new("下一页", "page down"), |v, _| v.page(1)),
    row("review.page-up", &["pageup", "ctrl-u"], 0, Words::new("上一页", "page up"), |v, _| v.page(-1)),
    row("review.first", &["g", "home"], 0, Words::new("到开头", "to the start"), |v, _| v.step(isize::MIN / 2)),
    row("review.last", &["G", "end"], 0, Words::new("到末尾", "to the end"), |v, _| v.step(isize::MAX / 2)),
    row("review.accept", &["a"], 2, Words::new("采纳", "accept"), accept),
    row("review.accept-rule", &["A"], 0, Words::new("这条规则全部采纳", "accept all of this rule"), accept_rule),
    row("review.ignore", &["i"], 3, Words::new("忽略", "ignore"), ignore),
    row("review.ignore-rule", &["I"], 0, Words::new("本文不查这条规则", "rule off in this text"), ignore_rule),
    row("review.undo", &["u"], 4, Words::new("撤回", "take back"), undo),
    row("review.withdraw", &["U"], 0, Words::new("撤回这一处的决定", "take this decision back"), withdraw),
    row("review.why", &["enter"], 5, Words::new("依据", "why"), why),
    row("review.open", &["o"], 0, Words::new("看原文", "in the text"), open),
    row("review.comment", &["c"], 6, Words::new("批注", "comment"), comments::comment),
    row("review.suggest", &["e"], 0, Words::new("提修订建议", "suggest other words"), comments::suggest),
    row("review.reply", &["r"], 0, Words::new("回复批注", "answer a comment"), comments::reply),
    row("review.resolve", &["x"], 0, Words::new("批注已解决或重开", "settle or reopen"), comments::resolve),
    row("review.name", &["L"], 0, Words::new("收进名单", "into the list of names"), name),
    row("review.sheet", &["S"], 7, Words::new("存校对单", "save the sheet"), save::ask),
    row("review.copy", &["W"], 7, Words::new("写改好的副本", "write a corrected copy"), save::ask_copy),
    row("review.merge", &["m"], 0, Words::new("并入别人的意见", "put in what another said"), save::ask_merge),
    row("review.by-rule", &["t"], 0, Words::new("按规则或按位置排", "by rule or by place"), |v, _| {
        v.sight.by_rule = !v.sight.by_rule;
        v.rearrange();
    }),
    row("review.level", &["v"], 0, Words::new("只看必改、存疑以上", "weight"), level),
    row("review.only", &["f"], 0, Words::new("只看这条规则", "this rule alone"), only),
    row("review.decided", &["d"], 0, Words::new("显示已决的", "show what is decided"), |v, c| {
        v.sight.decided = !v.sight.decided;
        v.rearrange();
        c.say(if v.sight.decided {
            Words::new("已决的也列出，再按 d 隐去", "what is decided is shown; d hides it")
        } else {
            Words::new("只列未决的", "only what is open")
        });
    }),
    row("review.all", &["s"], 0, Words::new("本文档或全部文档", "this or all documents"), all),
    row("review.back", &["esc"], 8, Words::new("退一步", "back"), back),
];

impl Review {
    /// Gives each place of a finding of many a row of its own, or all of them one row again.
    fn fold(&mut self, together: bool, ctx: &mut Ctx<'_>) {
        let Some((entry, found)) = self.row().and_then(|row| self.queue.finding(row)) else {
            return ctx.say(NO_FINDING);
        };
        let (many, key) = (found.finding.count() > 1, (entry.reviewed.number, found.finding.rule.id));
        if !many {
            return ctx.say(Words::new("这一条只有一处", "this row is one place"));
        }
        let changed = if together { self.unfolded.remove(&key) } else { self.unfolded.insert(key) };
        if changed {
            self.wanted = self.exact_place();
            self.rearrange();
        }
    }

    fn page(&mut self, pages: isize) {
        self.step(pages * (self.area.height as isize - 1).max(1));
    }

    /// Says something of the document under the cursor.
    pub(super) fn say(&mut self, said: Vec<Said>, words: String, ctx: &mut Ctx<'_>) {
        self.said_at = self.exact_place();
        let Some(entry) = self.entry() else { return };
        let path = entry.reviewed.linted.document.path.clone();
        if ctx.snapshot.built_in || path.as_os_str() == "-" {
            return ctx.complain(ctx.snapshot.lang.of(NO_FILE).to_owned());
        }
        ctx.ask(Request::Run(Job::Say(Box::new(Say {
            number: entry.reviewed.number,
            path,
            sidecars: self.ground.options.sidecars.clone(),
            by: self.ground.reviewer.clone(),
            said,
            words,
        }))));
    }
}

/// What stands in the Word file is decided in Word.
pub(super) const IN_WORD: Words = Words::new(
    "这是 Word 里的修订或批注，在 Word 里接受、拒绝、回复",
    "this stands in the Word file; decide and answer it in Word",
);

/// For what is done with findings alone.
const NO_FINDING: Words = Words::new("这一条不是查出的问题", "this row is no finding");

/// What a mark in a Word file is called.
pub(super) fn marked_words(kind: &Kind) -> Words {
    let (zh, en) = kind.words();
    Words::new(zh, en)
}

/// What has no file has no place for what is said of it.
const NO_FILE: Words = Words::new(
    "这份文档没有文件（内置样例或标准输入），批注和处理意见无处可存",
    "this document has no file: nothing can be kept of it",
);

pub(super) fn words(zh: String, en: String, ctx: &Ctx<'_>) -> String {
    if ctx.snapshot.lang == Language::Chinese { zh } else { en }
}

fn accept(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((row, span)) = view.place() else { return };
    let Some(entry) = view.entry() else { return };
    if let What::Comment(at) = row.what {
        let Some(thread) = entry.standing.threads.get(at) else { return };
        if thread.suggestion.is_none() {
            return ctx
                .say(Words::new("这条批注没有修订建议，x 是标为已解决", "no other words are suggested; x settles it"));
        }
        let said = Said::State { of: thread.comment.id().to_owned(), state: State::Accepted };
        return view.say(vec![said], words("已采纳修订建议".to_owned(), "accepted".to_owned(), ctx), ctx);
    }
    let Some((entry, found)) = view.queue.finding(row) else {
        return ctx.say(IN_WORD);
    };
    let spots = found.finding.spots();
    let Some(fix) = spots.get(row.nth(view.nth)).and_then(|spot| spot.fix.clone()) else {
        return ctx.say(Words::new(
            "这一处不能机械地改：e 写修订建议，i 忽略，c 批注",
            "no mechanical fix: e suggests words, i ignores, c comments",
        ));
    };
    let key = entry.key(&found.finding, span);
    let old = slice(entry.text(), fix.span).to_owned();
    let told = format!("{} → {}", quoted(&old), quoted(&fix.text));
    let verdict = Verdict::Accepted { old, new: fix.text };
    let told = words(format!("已采纳：{told}"), format!("accepted: {told}"), ctx);
    view.say(vec![Said::Decision { finding: key, verdict }], told, ctx);
    if let Some(next) = view.open_place(row, true) {
        view.nth = next;
    }
}

fn accept_rule(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((entry, found)) = view.row().and_then(|row| view.queue.finding(row)) else { return ctx.say(NO_FINDING) };
    let rule = found.finding.rule;
    if !rule.fixes || found.finding.level != Level::Must {
        return ctx.say(Words::new(
            "只有必改而且能机械改的才能一次全部采纳",
            "only what must be mended, and mechanically, is accepted at once",
        ));
    }
    let all = entry.reviewed.linted.findings.iter().zip(&entry.rulings.findings);
    let of_rule = all.filter(|(other, _)| other.finding.rule == rule);
    let places = of_rule.flat_map(|(found, rulings)| found.finding.spots().into_iter().zip(rulings));
    let by_itself = |spot: &Spot| spot.fix.as_ref().is_some_and(|fix| !fix.singly);
    let open = |ruling: &Ruling| ruling.decided == Decided::Open && !ruling.again;
    let count = places.filter(|(spot, ruling)| by_itself(spot) && open(ruling)).count();
    let name = ctx.snapshot.lang.of(rule.name);
    let told = words(format!("本文“{name}”{count} 处全部采纳"), format!("all {count} of {name} here accepted"), ctx);
    view.say(vec![Said::AcceptRule { rule: rule.id.to_owned() }], told, ctx);
}

fn ignore(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((row, span)) = view.place() else { return };
    match row.what {
        What::Finding(_) => {
            let Some((entry, _)) = view.queue.finding(row) else { return };
            let text = vec![quoted(slice(entry.text(), span))];
            line(
                Words::new("为什么忽略（可以不写）", "Why (may be empty)"),
                text,
                String::new(),
                Asked::IgnoreFinding,
                ctx,
            );
        }
        What::Comment(at) => {
            let Some(thread) = view.entry().and_then(|entry| entry.standing.threads.get(at)) else { return };
            if thread.suggestion.is_none() {
                return ctx
                    .say(Words::new("批注不用忽略：x 标为已解决，r 回复", "comments are settled: x; answered: r"));
            }
            let said = Said::State { of: thread.comment.id().to_owned(), state: State::Declined };
            let told = words("没有采纳这条修订建议".to_owned(), "declined".to_owned(), ctx);
            view.say(vec![said], told, ctx);
        }
        What::Word(_) => ctx.say(IN_WORD),
    }
}

fn ignore_rule(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((_, found)) = view.row().and_then(|row| view.queue.finding(row)) else { return ctx.say(NO_FINDING) };
    let name = ctx.snapshot.lang.of(found.finding.rule.name).to_owned();
    let title = Words::new("本文为什么不查这条规则（可以不写）", "Why this rule is off here (may be empty)");
    line(title, vec![name], String::new(), Asked::IgnoreRule, ctx);
}

fn undo(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some(undo) = view.undo.pop() else {
        return ctx.say(Words::new("没有可撤回的", "nothing to take back"));
    };
    if let Some(name) = undo.name {
        if let Some(path) = view.ground.names.clone() {
            ctx.ask(Request::Run(Job::AddName { path, name, out: true }));
        }
        return;
    }
    let said = undo.ids.iter().map(|id| Said::Withdraw { of: id.clone() }).collect();
    ctx.ask(Request::Run(Job::Say(Box::new(Say {
        number: undo.number,
        path: undo.path,
        sidecars: view.ground.options.sidecars.clone(),
        by: view.ground.reviewer.clone(),
        said,
        words: String::new(),
    }))));
    view.wanted = undo.place;
    ctx.say_text(match ctx.snapshot.lang {
        Language::Chinese => format!("已撤回：{}", undo.words),
        Language::English => format!("taken back: {}", undo.words),
    });
}

/// Takes back what was decided of the place under the cursor, whenever and by whomever it was.
fn withdraw(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some(row) = view.row() else { return };
    let Some(entry) = view.entry() else { return };
    let record = match row.what {
        What::Finding(_) => view.queue.ruling(row, view.nth).and_then(|ruling| ruling.record.as_ref()),
        What::Comment(at) => {
            let thread = entry.standing.threads.get(at);
            thread.map(|thread| thread.stated.as_ref().unwrap_or(&thread.comment))
        }
        What::Word(_) => return ctx.say(IN_WORD),
    };
    let Some(record) = record else {
        return ctx.say(Words::new("这一处还没有决定", "nothing was decided here"));
    };
    let by = format!("{} {}", record.by(), clock::shown(record.at()));
    let told = words(format!("已撤回这一处的决定（{by}）"), format!("taken back ({by})"), ctx);
    view.say(vec![Said::Withdraw { of: record.id().to_owned() }], told, ctx);
}

/// The rule, its clause and strength, a right example, and why it may be a false alarm; or the whole of a comment.
fn why(view: &mut Review, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let Some(row) = view.row() else { return };
    let label = |zh: &'static str, en: &'static str| lang.of(Words::new(zh, en)).to_owned();
    if let What::Comment(at) = row.what {
        let Some(thread) = view.entry().and_then(|entry| entry.standing.threads.get(at)) else { return };
        let mut rows = vec![
            (label("原文", "text"), thread.anchor.quote.clone()),
            (label("批注", "note"), format!("{}：{}", thread.comment.by(), thread.text)),
        ];
        if let Some(words) = &thread.suggestion {
            rows.push((label("建议", "suggestion"), words.clone()));
        }
        for reply in &thread.replies {
            if let Said::Reply { text, .. } = reply.said() {
                rows.push((label("回复", "answer"), format!("{}：{text}", reply.by())));
            }
        }
        return ctx.ask(Request::Note(Note { title: label("批注", "Comment"), rows }));
    }
    if let Some(marked) = view.queue.word(row) {
        let mut rows = vec![
            (label("谁", "who"), format!("{} {}", marked.author, marked.date)),
            (lang.of(marked_words(&marked.kind)).to_owned(), marked.text.clone()),
        ];
        if let Kind::Comment { replies, resolved } = &marked.kind {
            let answer = |reply: &markup::Reply| (label("回复", "answer"), format!("{}：{}", reply.author, reply.text));
            rows.extend(replies.iter().map(answer));
            if *resolved {
                rows.push((label("状态", "state"), label("已解决", "settled")));
            }
        }
        return ctx.ask(Request::Note(Note { title: label("Word 修订和批注", "In Word"), rows }));
    }
    let Some((_, found)) = view.queue.finding(row) else { return };
    let (finding, rule) = (&found.finding, found.finding.rule);
    let mut rows = clause::rows(finding, lang);
    if let Some(ruling) = view.queue.ruling(row, view.nth)
        && let Some(record) = &ruling.record
    {
        let reason = match record.said() {
            Said::Decision { verdict: Verdict::Ignored { reason }, .. } | Said::IgnoreRule { reason, .. } => {
                reason.clone()
            }
            _ => String::new(),
        };
        let state = if ruling.again { Some(AGAIN) } else { decided_words(ruling.decided) };
        let state = state.map_or("", |words| lang.of(words));
        let told = format!("{state} {} {} {reason}", record.by(), clock::shown(record.at()));
        rows.push((label("决定", "decided"), told.trim().to_owned()));
    }
    ctx.ask(Request::Note(Note { title: lang.of(rule.name).to_owned(), rows }));
}

fn open(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((_, span)) = view.place() else {
        return ctx.say(Words::new("原文里已找不到这个位置", "its place is no longer in the text"));
    };
    let Some(entry) = view.entry() else { return };
    let document = &entry.reviewed.linted.document;
    // The marks of Markdown are no part of the text that is read: its line is opened.
    let span = match &entry.reviewed.linted.raw {
        None => span,
        Some(raw) => {
            let line = crate::text::span::LineIndex::new(raw).line_of(span.start);
            document.lines.span(&document.text, line)
        }
    };
    let place = Place { document: entry.reviewed.number, span };
    ctx.ask(Request::OpenFound { place, marked: vec![span] });
}

/// What the finding is about goes into the list of names, which no rule finds fault with.
fn name(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some((row, span)) = view.place() else { return };
    if !matches!(row.what, What::Finding(_)) {
        return ctx.say(Words::new("查出的问题才能收进名单", "only what was found goes into the list"));
    }
    let Some(entry) = view.entry() else { return };
    let text = entry.text();
    let found = slice(text, span);
    // A mark alone is no name: what stands around it is.
    let initial = if found.chars().filter(|c| c.is_alphanumeric()).count() >= 2 {
        found.to_owned()
    } else {
        let before = crate::text::span::last_chars(crate::text::span::head(text, span.start), 4);
        let after = first_chars(crate::text::span::tail(text, span.end), 4);
        format!("{}{found}{}", before.rsplit('\n').next().unwrap_or(""), after.split('\n').next().unwrap_or(""))
    };
    line(
        Words::new("收进名单，以后不再查它", "Into the list of names"),
        vec![words(
            "人名、单位、地名、术语；同义的写法用 = 连起来".to_owned(),
            "names, units, places, terms; = between variants".to_owned(),
            ctx,
        )],
        initial,
        Asked::NameHere,
        ctx,
    );
}

fn level(view: &mut Review, ctx: &mut Ctx<'_>) {
    let (least, told) = match view.sight.least {
        None => (Some(Level::Must), Words::new("只看必改", "must alone")),
        Some(Level::Must) => (Some(Level::Suspect), Words::new("看必改和存疑", "must and suspect")),
        Some(_) => (None, Words::new("各级都看", "all weights")),
    };
    view.sight.least = least;
    view.rearrange();
    ctx.say(told);
}

fn only(view: &mut Review, ctx: &mut Ctx<'_>) {
    let rule = view.row().and_then(|row| view.queue.finding(row)).map(|(_, found)| found.finding.rule);
    if rule.is_none() && view.sight.only.is_none() {
        return ctx.say(Words::new("先停在一条查出的问题上，再按 f", "stand on a finding first, then f"));
    }
    view.sight.only = if view.sight.only.is_some() { None } else { rule.map(|rule| rule.id) };
    view.rearrange();
    ctx.say(match view.sight.only {
        Some(_) => Words::new("只看这条规则，再按 f 看全部", "this rule alone; f shows all"),
        None => Words::new("各条规则都看", "all rules"),
    });
}

fn all(view: &mut Review, ctx: &mut Ctx<'_>) {
    view.looked = match view.looked {
        Looked::Document(_) => Looked::All,
        Looked::All => {
            let number = view.entry().map_or(0, |entry| entry.reviewed.number);
            Looked::Document(number)
        }
    };
    ctx.say(match view.looked {
        Looked::All => Words::new("看全部文档，再按 s 只看一份", "all documents; s shows one"),
        Looked::Document(_) => Words::new("只看这份文档", "this document alone"),
    });
}

fn back(view: &mut Review, ctx: &mut Ctx<'_>) {
    if view.sight.only.take().is_some() {
        view.rearrange();
    } else {
        ctx.ask(Request::Back);
    }
}

/// Does what was asked about.
pub(super) fn answered(view: &mut Review, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
    let Some(answer) = save::answered(view, &asked, answer, ctx) else { return };
    let Answer::Line(text) = answer else { return };
    let text = text.trim().to_owned();
    let Some((row, span)) = view.place() else { return };
    let Some(entry) = view.entry() else { return };
    let anchor = || Anchor::new(entry.text(), sentence(entry.text(), span));
    match asked {
        Asked::IgnoreFinding => {
            let Some((entry, found)) = view.queue.finding(row) else { return };
            let key = entry.key(&found.finding, span);
            let told = quoted(slice(entry.text(), span));
            let told = words(format!("已忽略 {told}"), format!("ignored {told}"), ctx);
            view.say(vec![Said::Decision { finding: key, verdict: Verdict::Ignored { reason: text } }], told, ctx);
        }
        Asked::IgnoreRule => {
            let Some((_, found)) = view.queue.finding(row) else { return };
            let rule = found.finding.rule;
            let name = ctx.snapshot.lang.of(rule.name);
            let told = words(format!("本文不再查“{name}”"), format!("{name} is off here"), ctx);
            view.say(vec![Said::IgnoreRule { rule: rule.id.to_owned(), reason: text }], told, ctx);
        }
        Asked::CommentHere if !text.is_empty() => {
            let said = Said::Comment { anchor: anchor(), text, suggestion: None };
            view.say(vec![said], words("批注已记下".to_owned(), "noted".to_owned(), ctx), ctx);
        }
        Asked::SuggestHere => {
            let anchor = anchor();
            if anchor.quote == text {
                return ctx.say(Words::new("文字没有改动，没有记下", "nothing was changed, nothing noted"));
            }
            let said = Said::Comment { anchor, text: String::new(), suggestion: Some(text) };
            view.say(vec![said], words("修订建议已记下".to_owned(), "suggested".to_owned(), ctx), ctx);
        }
        Asked::ReplyHere(of) if !text.is_empty() => {
            view.say(vec![Said::Reply { of, text }], words("已回复".to_owned(), "answered".to_owned(), ctx), ctx);
        }
        Asked::NameHere if !text.is_empty() => match view.ground.names.clone() {
            Some(path) => ctx.ask(Request::Run(Job::AddName { path, name: text, out: false })),
            None => ctx.complain(
                ctx.snapshot
                    .lang
                    .of(Words::new("没有放名单的地方：请在设置里写 names", "no place for the list"))
                    .to_owned(),
            ),
        },
        _ => {}
    }
}

/// What a row is called that was to be left and whose surroundings changed.
pub(super) const AGAIN: Words = Words::new(LOOK_AGAIN, "it changed: look again");

/// What a decision is called beside a row.
pub(super) const fn decided_words(decided: Decided) -> Option<Words> {
    match decided {
        Decided::Open => None,
        Decided::Accepted => Some(Words::new("已采纳", "accepted")),
        Decided::Ignored => Some(Words::new("已忽略", "ignored")),
    }
}
