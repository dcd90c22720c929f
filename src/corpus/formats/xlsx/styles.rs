//! How cells show their numbers: the format of each style, built in or written down in the workbook.
//!
//! Must not know of sheets.

use std::collections::HashMap;

use super::super::xml::{Node, Xml, attribute, split_name};
use super::pattern::{Pattern, general};

/// The longest format that is followed, by Excel's own bound.
const LONGEST: usize = 255;

/// The formats that every workbook has, as Chinese Excel shows them.
const BUILT_IN: &[(u32, &str)] = &[
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (14, "yyyy/m/d"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "yyyy/m/d h:mm"),
    (27, "yyyy年m月"),
    (28, "m月d日"),
    (29, "m月d日"),
    (30, "m/d/yy"),
    (31, "yyyy年m月d日"),
    (32, "h时mm分"),
    (33, "h时mm分ss秒"),
    (36, "yyyy年m月"),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (50, "yyyy年m月"),
    (51, "m月d日"),
    (52, "yyyy年m月"),
    (53, "m月d日"),
    (54, "m月d日"),
    (57, "yyyy年m月"),
    (58, "m月d日"),
];

/// The formats of all styles of cells.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: Vec<Option<Pattern>>,
    from_1904: bool,
}

impl Styles {
    /// No styles: numbers are shown as they are.
    pub(super) fn new(from_1904: bool) -> Self {
        Self { cells: Vec::new(), from_1904 }
    }

    /// Reads styles.xml.
    pub(super) fn read(text: &str, from_1904: bool) -> Result<Self, String> {
        let mut xml = Xml::new(text);
        let mut own: HashMap<u32, String> = HashMap::new();
        let mut styles = Self::new(from_1904);
        let mut in_cells = false;
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => {
                    let id = || attribute(&tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    match split_name(tag.name().into_inner()).1 {
                        "numFmt" => {
                            let code = attribute(&tag, "formatCode").filter(|code| code.chars().count() <= LONGEST);
                            own.extend(id().zip(code.map(std::borrow::Cow::into_owned)));
                        }
                        "cellXfs" => in_cells = true,
                        "xf" if in_cells => {
                            let id = id().unwrap_or(0);
                            let built_in = || BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, code)| *code);
                            let code = own.get(&id).map(String::as_str).or_else(built_in);
                            styles.cells.push(code.map(Pattern::read));
                        }
                        _ => {}
                    }
                }
                Node::End(name) if split_name(&name).1 == "cellXfs" => in_cells = false,
                _ => {}
            }
        }
        Ok(styles)
    }

    /// `number` as a cell of the style `style` shows it.
    pub(super) fn shown(&self, style: usize, number: f64) -> String {
        match self.cells.get(style).and_then(Option::as_ref) {
            Some(pattern) => pattern.shown(number, self.from_1904),
            None => general(number),
        }
    }
}
