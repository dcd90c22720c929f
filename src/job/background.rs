//! Work that may wait: threads whose work nobody is looking for yet leave the processor to those that a person waits for.

use crate::stats::together::Work;

/// From now on this thread works when no other of the program wants to; it stays so. Where the system knows no such thing
/// nothing changes.
pub fn step_back() {
    #[cfg(target_os = "linux")]
    {
        /// How nice it is, of 19.
        const NICE: i32 = 10;
        // One that may not works as before.
        let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
    }
}

/// Does both on two threads; gives back when both are done.
pub fn both(one: Work<'_>, other: Work<'_>) {
    std::thread::scope(|scope| {
        scope.spawn(one);
        other();
    });
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_this_thread_steps_back() {
        let nice = || rustix::process::getpriority_process(Some(rustix::thread::gettid())).ok();
        let before = nice();
        let other = std::thread::spawn(move || {
            step_back();
            nice()
        });
        assert_eq!(other.join().ok().flatten(), Some(before.unwrap_or_default().max(10)));
        assert_eq!(nice(), before);
    }
}
