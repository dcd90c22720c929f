//! Shields: stretches that are no prose and that no rule reports. Addresses, code, compound Latin words, figures with
//! marks of their own.
//!
//! A plain word of letters or a plain number is not shielded: it may be the neighbour that a rule asks for.

mod markdown;

use std::ops::Range;

/// What shields a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shield {
    /// Nothing.
    #[default]
    None,
    /// A web or e-mail address.
    Web,
    /// A path of files.
    Path,
    /// Inline code, the target of a link, a tag of HTML in Markdown.
    Code,
    /// A Latin word with marks inside: `Wi-Fi/LAN`, `1+X`, `ZC-2024A012`.
    Latin,
    /// A number with groups or decimals: `1,234.56`.
    Number,
    /// A time of day: `9:00`, `9：30`.
    Clock,
    /// A ratio: `2.50:1`, `3：1`.
    Ratio,
    /// A fraction: `2/3`.
    Fraction,
    /// A date in figures: `2024-5-19`, `2024/5/19`, `2024.5.19`.
    Date,
    /// A section number: `5.1.2`.
    Section,
    /// A telephone, post or serial number: `0351-4044044`, `000014349/2019-00005`.
    Serial,
}

/// The shield of each character; empty where nothing is shielded. `markdown` says whether `` ` `` and `](` have a meaning.
pub fn shields(chars: &[char], markdown: bool) -> Vec<Shield> {
    let mut out = Shields { chars, shields: Vec::new() };
    if markdown {
        out.code();
    }
    out.tokens();
    out.shields
}

/// The letters that numbers of standards begin with.
const STANDARDS: &[&str] = &[
    "GB", "GBJ", "GBZ", "DB", "ISO", "IEC", "HJ", "JGJ", "JTG", "JTJ", "CJJ", "CJ", "WS", "AQ", "GA", "YY", "TSG",
    "NY", "SL", "LY", "JR", "SB", "YD", "JB", "HG", "QB", "DL", "TB", "JT", "XF", "MZ", "DA", "WW", "LB", "T",
];

struct Shields<'c> {
    chars: &'c [char],
    shields: Vec<Shield>,
}

impl Shields<'_> {
    fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn set(&mut self, range: Range<usize>, shield: Shield) {
        if shield == Shield::None {
            return;
        }
        if self.shields.is_empty() {
            self.shields.resize(self.chars.len(), Shield::None);
        }
        for place in self.shields.get_mut(range).unwrap_or_default() {
            *place = shield;
        }
    }

    fn is_set(&self, at: usize) -> bool {
        self.shields.get(at).is_some_and(|shield| *shield != Shield::None)
    }

    fn tokens(&mut self) {
        let mut at = 0;
        while let Some(c) = self.at(at) {
            if self.is_set(at) {
                at += 1;
                continue;
            }
            if c == '/' && self.at(at + 1).is_some_and(|c| c.is_ascii_alphabetic()) && !before_is_word(self.chars, at) {
                let end = run(self.chars, at, |c| c.is_ascii_graphic());
                if self.chars.get(at + 1..end).unwrap_or_default().contains(&'/') {
                    self.set(at..end, Shield::Path);
                    at = end;
                    continue;
                }
            }
            if !c.is_ascii_alphanumeric() {
                if matches!(c, '(' | '（')
                    && let Some(end) = self.phone(at)
                {
                    self.set(at..end, Shield::Serial);
                    at = end;
                    continue;
                }
                at += 1;
                continue;
            }
            if let Some(end) = self.standard(at) {
                self.set(at..end, Shield::Latin);
                at = end;
                continue;
            }
            let end = self.token(at);
            self.judge(at..end);
            at = end;
        }
    }

    /// The end of a telephone number whose area code stands in the brackets that open at `from`: (0351)4044044.
    fn phone(&self, from: usize) -> Option<usize> {
        let digit = |c: char| c.is_ascii_digit();
        let area = run(self.chars, from + 1, digit);
        let coded = self.at(from + 1) == Some('0') && (3..=4).contains(&(area - from - 1));
        if !coded || !matches!(self.at(area), Some(')' | '）')) {
            return None;
        }
        let number = area + 1 + usize::from(matches!(self.at(area + 1), Some(' ' | '-')));
        let end = run(self.chars, number, digit);
        (7..=8).contains(&(end - number)).then_some(end)
    }

    /// The end of a standard's number with a blank in it that begins at `from`: GB 3095, GB/T 15834—2011.
    fn standard(&self, from: usize) -> Option<usize> {
        if before_is_word(self.chars, from) || !self.at(from).is_some_and(|c| c.is_ascii_uppercase()) {
            return None;
        }
        let name = run(self.chars, from, |c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '/');
        if !matches!(self.at(name), Some(' ' | '\u{a0}')) || !self.at(name + 1).is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let word: String = self.chars.get(from..name).unwrap_or_default().iter().collect();
        let body = word.strip_suffix("/T").unwrap_or(&word).trim_end_matches(|c: char| c.is_ascii_digit());
        if !STANDARDS.contains(&body) {
            return None;
        }
        let number = run(self.chars, name + 1, |c| c.is_ascii_digit() || c == '.');
        let year = run(self.chars, number + 1, |c| c.is_ascii_digit());
        let dated = matches!(self.at(number), Some('-' | '—' | '–')) && year == number + 5;
        Some(if dated { year } else { number })
    }

    /// The end of the word or number with inner marks that begins at `from`.
    fn token(&self, from: usize) -> usize {
        let text = |range: Range<usize>| self.chars.get(range).unwrap_or_default();
        if let [a, ':', '\\' | '/', ..] = text(from..from + 3)
            && a.is_ascii_alphabetic()
        {
            let rest =
                run(self.chars, from + 2, |c| !c.is_whitespace() && !matches!(c, '，' | '。' | '；' | '”' | '）'));
            // A letter before a scheme's :// is the scheme's.
            return rest;
        }
        let mut at = from;
        loop {
            at = run(self.chars, at, |c| c.is_ascii_alphanumeric());
            let (Some(mark), next) = (self.at(at), self.at(at + 1)) else { return at };
            if mark == ':' && text(at + 1..at + 3) == ['/', '/'] {
                return self.address_end(from, at + 3);
            }
            let before = self.chars.get(at.wrapping_sub(1)).copied().unwrap_or(' ');
            let Some(next) = next else { return at };
            if mark == '.' && next.is_ascii_alphabetic() && self.is_label(from, at) {
                return at;
            }
            let joins = match mark {
                '.' | '-' | '_' | '/' | '+' | '&' | '@' | '\'' | '’' => next.is_ascii_alphanumeric(),
                ':' | '：' if self.is_year(at + 1) => false,
                ',' | ':' | '：' => before.is_ascii_digit() && next.is_ascii_digit(),
                '—' | '–' => before.is_ascii_alphabetic() && next.is_ascii_alphabetic(),
                _ => false,
            };
            if !joins {
                // An address goes on after its slash and its question: www.x.gov.cn/?a=1
                let word: String = text(from..at).iter().collect();
                let goes_on = matches!(mark, '/' | '?' | '#' | ':' | '%' | '~' | '=') && is_host(&word);
                return if goes_on { self.address_end(from, at) } else { at };
            }
            at += 1;
        }
    }

    /// Whether the digits `from..at` are the number of a label at the start of the line: 3.APP.
    fn is_label(&self, from: usize, at: usize) -> bool {
        let number = self.chars.get(from..at).unwrap_or_default();
        let before = self.chars.get(..from).unwrap_or_default();
        number.len() <= 2 && number.iter().all(char::is_ascii_digit) && before.iter().all(|c| c.is_whitespace())
    }

    /// Whether the digits that begin at `at` are a year, alone or the first of two: 图1：2019年, 表2：2011-2015年. The four
    /// figures of a scale (1：2000) are none.
    fn is_year(&self, at: usize) -> bool {
        let four = |at: usize| {
            let end = run(self.chars, at, |c| c.is_ascii_digit());
            let year = self.stands(at, "19") || self.stands(at, "20");
            Some(end).filter(|end| end - at == 4 && year)
        };
        let Some(end) = four(at) else { return false };
        let join = run(self.chars, end, |c| matches!(c, '-' | '—' | '～' | '~' | '至' | '–' | '－'));
        self.at(end) == Some('年') || join > end && four(join).is_some_and(|end| self.at(end) == Some('年'))
    }

    /// Whether the six digits that begin at `at` are a post code: 邮编：100000, 030002.
    fn is_post_code(&self, at: usize) -> bool {
        let named = |word: &str| at.checked_sub(word.chars().count()).is_some_and(|from| self.stands(from, word));
        self.at(at) == Some('0')
            || ["邮编", "邮编：", "邮编:", "邮政编码", "邮政编码：", "邮政编码:"].into_iter().any(named)
    }

    /// The end of the address that begins at `from` and goes on at `at`; a mark at its end is the sentence's, and so is a
    /// bracket that the address did not open.
    fn address_end(&self, from: usize, at: usize) -> usize {
        let opened = |c: &&char| **c == '(';
        let mut depth = self.chars.get(from..at).unwrap_or_default().iter().filter(opened).count();
        let mut end = at;
        while let Some(c) = self.at(end).filter(|c| is_address(*c)) {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => break,
                ')' => depth -= 1,
                _ => {}
            }
            end += 1;
        }
        let mark = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*');
        while end > at && self.at(end - 1).is_some_and(mark) {
            end -= 1;
        }
        end
    }

    /// Shields the token `range` as what it is.
    fn judge(&mut self, range: Range<usize>) {
        let text: String = self.chars.get(range.clone()).unwrap_or_default().iter().collect();
        if text.contains("://") || text.starts_with("www.") || is_mail(&text) || is_host(&text) {
            return self.set(range, Shield::Web);
        }
        if text.contains('\\') {
            return self.set(range, Shield::Path);
        }
        if text.chars().any(|c| c.is_ascii_alphabetic()) {
            let compound = text.chars().any(|c| !c.is_ascii_alphanumeric());
            let quantity = compound && is_quantity(&text);
            return self.set(range, if compound && !quantity { Shield::Latin } else { Shield::None });
        }
        if !text.contains(|c: char| !c.is_ascii_digit()) {
            // Hotlines and long numbers.
            let hotline = (5..=6).contains(&text.len())
                && ["平台", "热线", "专线", "服务"].iter().any(|word| self.stands(range.end, word));
            let serial =
                (text.len() >= 7 && text.starts_with('0')) || (text.len() == 6 && self.is_post_code(range.start));
            return self.set(range, if hotline || serial { Shield::Serial } else { Shield::None });
        }
        let whole = of_figures(&text);
        if whole != Shield::None {
            return self.set(range, whole);
        }
        // A range: its ends for themselves.
        let mut from = range.start;
        for part in text.split('-') {
            let end = from + part.chars().count();
            if part.contains(|c: char| !c.is_ascii_digit()) {
                self.set(from..end, of_figures(part));
            }
            from = end + 1;
        }
    }

    fn stands(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.at(at + n) == Some(c))
    }
}

/// Figures joined with a unit in letters (5-7km): the marks are those of a range.
fn is_quantity(text: &str) -> bool {
    let figures = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.len() - figures.len();
    (1..=3).contains(&unit) && !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// What figures with marks are as a whole; nothing for a range of two plain numbers.
fn of_figures(text: &str) -> Shield {
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let length = |part: &str| if is_digits(part) { part.len() } else { 0 };
    let parts: Vec<&str> = text.split(['-', '/', '.', ',', ':', '：']).collect();
    if let [year, month, day] = parts.as_slice()
        && [4].contains(&length(year))
        && (1..=2).contains(&length(month))
        && (1..=2).contains(&length(day))
        && ["-", "/", "."].iter().any(|mark| text.matches(mark).count() == 2)
    {
        return Shield::Date;
    }
    let count = |mark: char| text.matches(mark).count();
    let colons = count(':') + count('：');
    match (count('-'), count('/'), count('.'), count(','), colons) {
        (1, 0, 0, 0, 0) => {
            // An area code and a number, or a code with leading noughts.
            let (area, number) = text.split_once('-').unwrap_or_default();
            let phone = area.starts_with('0') && (3..=4).contains(&area.len()) && (7..=8).contains(&number.len());
            let free = (area == "400" || area == "800") && number.len() >= 7;
            if phone || free || area.len() >= 6 { Shield::Serial } else { Shield::None }
        }
        (1, 0, ..) => Shield::None,
        (n, ..) if n >= 2 => Shield::Serial,
        (_, n, ..) if n >= 1 => {
            let small = n == 1 && parts.len() == 2 && parts.iter().all(|part| length(part) <= 4);
            if small { Shield::Fraction } else { Shield::Serial }
        }
        (_, _, dots, _, colons) if colons >= 1 => {
            let clock = dots == 0
                && parts.len() <= 3
                && parts.first().is_some_and(|hour| hour.len() <= 2)
                && parts.iter().skip(1).all(|part| part.len() == 2);
            if clock { Shield::Clock } else { Shield::Ratio }
        }
        (_, _, dots, _, _) if dots >= 2 => Shield::Section,
        (_, _, _, commas, _) if commas >= 1 => {
            // Groups of three; another comma parts two numbers.
            let whole = text.split('.').next().unwrap_or_default();
            let mut groups = whole.split(',');
            let first = groups.next().unwrap_or_default();
            let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
            if grouped { Shield::Number } else { Shield::None }
        }
        (_, _, 1, _, _) => Shield::Number,
        _ => Shield::None,
    }
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Whether a word is a host: its last part is one of the usual ends.
fn is_host(text: &str) -> bool {
    let host = text.split(['/', ':']).next().unwrap_or_default();
    let mut parts = host.rsplit('.');
    let last = parts.next().unwrap_or_default();
    parts.next().is_some_and(|part| !part.is_empty())
        && ["com", "cn", "net", "org", "gov", "edu", "html", "htm", "php", "aspx", "jsp"].contains(&last)
}

fn is_address(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"')
}

fn before_is_word(chars: &[char], at: usize) -> bool {
    at.checked_sub(1).and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric)
}

fn run(chars: &[char], at: usize, wanted: impl Fn(char) -> bool) -> usize {
    at + chars.get(at..).unwrap_or_default().iter().take_while(|c| wanted(**c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `marked` holds ⟦ ⟧ around each stretch that is shielded.
    fn check(marked: &str, markdown: bool) {
        let chars: Vec<char> = marked.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
        let shields = shields(&chars, markdown);
        let mut out = String::new();
        let mut open = false;
        for (at, c) in chars.iter().enumerate() {
            let shielded = shields.get(at).is_some_and(|s| *s != Shield::None);
            if shielded != open {
                out.push(if shielded { '⟦' } else { '⟧' });
                open = shielded;
            }
            out.push(*c);
        }
        if open {
            out.push('⟧');
        }
        assert_eq!(out, marked);
    }

    #[test]
    fn stretches_that_are_no_prose_are_shielded() {
        for text in [
            "见⟦http://www.yl.gov.cn/a,b⟧。",
            "邮箱⟦a.b@yl.gov.cn⟧，网址⟦www.yl.cn⟧",
            "⟦Wi-Fi/LAN⟧、⟦V—Tax⟧、⟦1+X⟧、⟦ZC-2024A012⟧",
            "⟦1,234.56⟧元，⟦4.42⟧亿，⟦9:00⟧，⟦9：30⟧，⟦2.50:1⟧，⟦3：1⟧",
            "⟦2024-5-19⟧，⟦5.1.2⟧，⟦0351-4044044⟧，⟦000014349/2019-00005⟧，⟦12345⟧平台",
            "每组5-7人，2019-2021年，⟦0.5⟧-⟦0.7⟧个百分点，⟦9:00⟧-⟦11:30⟧",
            "A4纸，共50人，GB标准，𠀀x，e\u{301}",
            "一,二:三；3,4号楼",
            "路径⟦C:\\台账\\a.txt⟧，⟦/srv/a/b⟧",
            "5-7km",
            "（见⟦http://a.cn/b_(c)⟧）和(⟦http://a.cn/b⟧),⟦www.yl.gov.cn/?a=1&b=2⟧；⟦https://a.cn/x⟧.",
            "⟦(0351)4044044⟧，⟦（010） 62323045⟧，(0351)号，（2024）5号",
            "执行⟦GB 3095⟧、⟦GB/T 15834—2011⟧和⟦DB14/T 1234-2016⟧，GDP 5000亿元，IT 3班",
            "⟦v1.2.3⟧，⟦don't⟧，⟦R&D⟧",
            "邮编⟦030002⟧，邮政编码：⟦100000⟧，共100000户，⟦400-1234567⟧，⟦96.7⟧万，⟦2/3⟧，⟦2024/5/19⟧，⟦2024.5.19⟧，⟦010-12345678⟧",
            "3.APP建设",
            "见⟦3.APP⟧",
            "１２３，汉字。汉字,汉字:汉字(汉)——汉",
            "图1：2019年，表2：2011-2015年，⟦1：2000⟧，⟦3：1⟧年均",
            "第3、4、5号，2024年5月，50%—60%，5G+工业，共3 000户",
        ] {
            check(text, false);
        }
        check("用⟦`a,b`⟧和[链接]⟦(a,b.md)⟧，单个`不算", true);
        check("用`a,b`不算", false);
        for text in [
            "[甲]:⟦ a.md \"标题\"⟧",
            "见[甲]⟦(a_(b).md \"题（一)\")⟧，[乙]⟦(http://a.cn '题')⟧",
            "甲⟦<br>⟧乙⟦<img src=\"a.png\">⟧，⟦<code>中,文</code>⟧丙，⟦<!-- 待定,注 -->⟧、⟦<http://a.cn>⟧",
            "⟦<div align=\"center\">⟧𠀀e\u{301}⟦</div>⟧",
            "<关于甲的意见>，a<b，b>c，[^1]: 见甲/乙，[注]：见a，<code",
            "[^1]: 注.文",
            "[注]: 数据,未经审计.",
            "[注]: 甲/乙 丙",
        ] {
            check(text, true);
        }
        check("甲<br>乙", false);
    }
}
