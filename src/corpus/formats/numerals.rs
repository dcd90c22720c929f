//! Numbers as they are counted with: in Chinese figures, and in Word's number formats.
//!
//! Must not know of lists and levels.

const CHINESE: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const LEGAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

/// `number` in Chinese figures as headings count: 一, 十, 十二, 二十, 一百零一; from 10,000 on in Arabic ones.
pub fn counting(number: u32) -> String {
    chinese(number, &CHINESE, ["十", "百", "千"], true)
}

/// `number` in the format that Word calls `format`; `None` for bullets and formats without a number.
pub(super) fn write(number: u32, format: &str) -> Option<String> {
    let enclosed = |first: u32, most: u32| {
        let sign = (1..=most).contains(&number).then(|| char::from_u32(first + number - 1)).flatten();
        sign.map_or_else(|| number.to_string(), String::from)
    };
    let cycle = |signs: &str| {
        let count = signs.chars().count();
        let index = (number.max(1) as usize - 1) % count;
        signs.chars().nth(index).map(String::from)
    };
    Some(match format {
        "bullet" | "none" => return None,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseLegal"
        | "koreanCounting" => counting(number),
        "chineseLegalSimplified" | "ideographLegalTraditional" => chinese(number, &LEGAL, ["拾", "佰", "仟"], false),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            number.to_string().bytes().filter_map(|b| CHINESE.get(usize::from(b - b'0'))).copied().collect()
        }
        "ideographTraditional" => return cycle("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => return cycle("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match number {
            21..=35 => char::from_u32(0x3251 + number - 21).map(String::from)?,
            36..=50 => char::from_u32(0x32B1 + number - 36).map(String::from)?,
            _ => enclosed(0x2460, 20),
        },
        "decimalEnclosedParen" => enclosed(0x2474, 20),
        "decimalEnclosedFullstop" => enclosed(0x2488, 20),
        "ideographEnclosedCircle" => enclosed(0x3280, 10),
        "decimalFullWidth" | "decimalFullWidth2" => {
            number.to_string().bytes().filter_map(|b| char::from_u32(0xFF10 + u32::from(b - b'0'))).collect()
        }
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_ascii_lowercase(),
        _ => number.to_string(),
    })
}

fn chinese(number: u32, digits: &[&str; 10], units: [&str; 3], short_ten: bool) -> String {
    let digit = |d: u32| digits.get(d as usize).copied().unwrap_or("");
    if number == 0 || number > 9999 {
        return if number == 0 { digit(0).to_owned() } else { number.to_string() };
    }
    let mut out = String::new();
    let mut zero = false;
    for (power, unit) in [(1000, units[2]), (100, units[1]), (10, units[0]), (1, "")] {
        let d = number / power % 10;
        if d == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        if !(short_ten && power == 10 && d == 1 && number < 20) {
            out.push_str(digit(d));
        }
        out.push_str(unit);
    }
    out
}

/// a … z, aa, bb, …, as Word counts.
fn letters(number: u32, first: u8) -> String {
    let index = number.max(1) - 1;
    let letter = char::from(first + u8::try_from(index % 26).unwrap_or(0));
    let times = (index / 26 + 1).min(32) as usize;
    std::iter::repeat_n(letter, times).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn numbers_in_words() {
        for (number, format, expected) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "japaneseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (2024, "ideographDigital", "二〇二四"),
            (3, "chineseLegalSimplified", "叁"),
            (2, "ideographTraditional", "乙"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircle", "㉑"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (7, "decimalZero", "07"),
            (7, "decimal", "7"),
        ] {
            assert_eq!(write(number, format).as_deref(), Some(expected), "{format}");
        }
        assert_eq!(write(1, "bullet"), None);
    }
}
