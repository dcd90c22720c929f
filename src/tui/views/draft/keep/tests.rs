//! What is told of a disk that does not take the records.

use super::*;

#[test]
fn a_disk_that_does_not_take_the_records_is_told_of() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut draft = Draft::new(0);
    draft.keep_in(Places::new(vec![folder.path().to_owned()]));
    let later = || Instant::now() + Duration::from_hours(1);
    let typed = |draft: &mut Draft, text: &str| {
        draft.editor.type_text(text);
        draft.flush();
        draft.take_jobs()
    };
    let jobs = typed(&mut draft, "甲");
    assert!(jobs.len() == 1 && draft.keep.deadline().is_some());
    assert!(draft.flush_due(later()).is_some_and(|words| words.zh.contains("恢复记录")));
    let perform = |job| {
        if let Job::Keep(keep) = job {
            keep.perform(&|_| ())
        }
    };
    jobs.into_iter().for_each(perform);
    // What is handed out later has its own time.
    typed(&mut draft, "乙").into_iter().for_each(perform);
    let _waiting = typed(&mut draft, "丙");
    assert!(draft.flush_due(later()).is_none());
    Ok(())
}
