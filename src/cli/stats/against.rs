//! The other side of a comparison on the command line: the documents that `--against` names.

use std::path::{Path, PathBuf};

use crate::corpus::model::{Corpus, Scope};
use crate::stats::table::{Needs, Statistic};

/// Whether documents to hold against were named where they are wanted, and only there.
///
/// # Errors
/// In Chinese: they are missing, or the statistic has no use for them.
pub fn allowed(statistic: &Statistic, against: &[PathBuf]) -> Result<(), String> {
    match (statistic.needs == Needs::Against, against.is_empty()) {
        (true, true) => Err(format!("“{}”要说明和哪些文档比，如 --against 去年/", statistic.words.zh)),
        (false, false) => Err(format!("“{}”不用对照，--against 只用于“比较”（compare）", statistic.words.zh)),
        _ => Ok(()),
    }
}

/// The documents of `corpus` that stand below the paths of `against`.
///
/// # Errors
/// In Chinese: there are none, or there are no others.
pub fn documents(corpus: &Corpus, against: &[PathBuf]) -> Result<Vec<Scope>, String> {
    let is_other = |path: &Path| against.iter().any(|of| path.starts_with(of));
    let all = corpus.documents.iter().enumerate();
    let other: Vec<Scope> =
        all.filter(|(_, document)| is_other(&document.path)).map(|(d, _)| Scope::Document(d)).collect();
    if against.is_empty() {
        Ok(other)
    } else if other.is_empty() {
        Err("--against 指的地方没有读得成的文档，没有对照可比".to_owned())
    } else if other.len() == corpus.documents.len() {
        Err("除了 --against 指的文档，没有别的文档可比；要比的文件或文件夹也要写上".to_owned())
    } else {
        Ok(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, corpus};
    use crate::stats::table;

    /// The documents are 1.txt, 2.txt and 3.txt.
    fn check(against: &[&str], expected: Result<&[usize], &str>) {
        let of: &[Line] = &[Line::Title("题"), Line::Text("创建")];
        let corpus = corpus(&[of, of, of]);
        let against: Vec<PathBuf> = against.iter().map(PathBuf::from).collect();
        match (documents(&corpus, &against), expected) {
            (Ok(found), Ok(expected)) => {
                assert_eq!(found, expected.iter().map(|number| Scope::Document(*number)).collect::<Vec<_>>());
            }
            (Err(message), Err(part)) => assert!(message.contains(part), "{message}"),
            (found, _) => panic!("{against:?}: {found:?}"),
        }
    }

    #[test]
    fn documents_below_the_paths_are_the_other_side() {
        check(&[], Ok(&[]));
        check(&["2.txt"], Ok(&[1]));
        check(&["3.txt", "1.txt", "1.txt"], Ok(&[0, 2]));
        check(&["2"], Err("没有读得成的文档"));
        check(&["1.txt", "2.txt", "3.txt"], Err("没有别的文档可比"));
    }

    #[test]
    fn only_a_comparison_takes_them_and_it_must() {
        for (id, against, part) in [
            ("compare", &[][..], "--against 去年/"),
            ("keywords", &[PathBuf::from("去年")], "只用于“比较”"),
            ("compare", &[PathBuf::from("去年")], ""),
            ("keywords", &[], ""),
        ] {
            let found = table::find(id).map(|statistic| allowed(statistic, against));
            match part {
                "" => assert_eq!(found, Some(Ok(())), "{id}"),
                _ => assert!(found.is_some_and(|found| found.is_err_and(|message| message.contains(part))), "{id}"),
            }
        }
    }
}
