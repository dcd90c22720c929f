//! Where the program keeps what makes a draft safe: journals, locks, versions. Each draft has a folder of its own, named
//! after its file, in the first of several places that can be written.
//!
//! Nothing of it lies in the folder of the documents. Must not know what is in the files.

use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use rustix::io::Errno;

use super::disk::{Disk, Kind};
use super::write::{cut, make_folder};
use super::{folder_of, resolve};

/// Folders in the order in which they are tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    folders: Vec<PathBuf>,
}

impl Places {
    /// These folders; none keeps nothing.
    pub const fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders }
    }

    /// The person's own: `$XDG_STATE_HOME/wengao/drafts` (else under `~/.local/state`), then under
    /// `$XDG_RUNTIME_DIR`, then in the folder for temporary files.
    pub fn of_person() -> Self {
        let mut folders = Vec::new();
        if let Ok(base) = etcetera::choose_base_strategy() {
            folders.push(base.state_dir().unwrap_or_else(|| base.data_dir()).join("wengao").join("drafts"));
            folders.extend(base.runtime_dir().map(|folder| folder.join("wengao").join("drafts")));
        }
        let user = rustix::process::geteuid().as_raw();
        folders.push(std::env::temp_dir().join(format!("wengao-{user}")).join("drafts"));
        Self { folders }
    }

    /// The folders.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Whether nothing is to be kept.
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty()
    }
}

/// A path that means the same in whatever folder a program is started; what has no such path stays as it is.
pub(super) fn whole(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The name of the folder of the draft at `path`: the same for every way to name the file.
pub(super) fn key(disk: &dyn Disk, path: &Path) -> String {
    let target = resolve(disk, path).unwrap_or_else(|_| path.to_owned());
    let folder = std::path::absolute(folder_of(&target)).unwrap_or_else(|_| folder_of(&target).to_owned());
    // A folder that cannot be looked at has only the name that it was given.
    let folder = disk.real_path(&folder).unwrap_or(folder);
    let name = target.file_name().unwrap_or_default();
    let whole = folder.join(name);
    let shown: String = cut(name, 60).to_string_lossy().chars().map(|c| if plain(c) { c } else { '_' }).collect();
    format!("{shown}-{:016x}", fingerprint(whole.as_os_str().as_encoded_bytes()))
}

/// The name of the folder of a draft that has no file: `started` is in milliseconds since 1970.
pub(super) fn key_of_new(started: u64) -> String {
    format!("{NEW}{started}-{}", std::process::id())
}

/// What the folder of a draft without a file begins with; no file's folder does, for a mark stands in the way.
pub(super) const NEW: &str = "+new-";

fn plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// FNV-1a of 64 bits: the same in every build of the program.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Makes the folder `key` in `place`, which nobody else may be able to write.
pub(super) fn make(disk: &dyn Disk, place: &Path, key: &str) -> io::Result<PathBuf> {
    let folder = place.join(key);
    make_folder(disk, &folder)?;
    // In a folder that all may write, another person may have been there first.
    let parent = folder_of(place);
    for own in [parent, place, &folder] {
        let facts = disk.facts(own)?.ok_or(Errno::NOENT)?;
        let link = facts.kind == Kind::Other("符号链接");
        let foreign = facts.owner != rustix::process::geteuid().as_raw();
        let open = own != parent && facts.mode & 0o022 != 0;
        // The parent may be a link or another's where the person set it up so; what the program made may not.
        if own != parent && (link || foreign || open) {
            return Err(Errno::PERM.into());
        }
        if own == parent && (foreign || facts.mode & 0o002 != 0) && place.starts_with(std::env::temp_dir()) {
            return Err(Errno::PERM.into());
        }
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::disk::Real;
    use super::*;

    #[test]
    fn every_way_to_name_a_file_leads_to_one_folder() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let inside = folder.path().join("文稿");
        fs::create_dir(&inside)?;
        fs::write(inside.join("报告.txt"), "")?;
        std::os::unix::fs::symlink("文稿", folder.path().join("link"))?;
        std::os::unix::fs::symlink("文稿/报告.txt", folder.path().join("short.txt"))?;
        let of = |name: &str| key(&Real, &folder.path().join(name));
        let expected = of("文稿/报告.txt");
        for name in ["link/报告.txt", "short.txt", "文稿/../文稿/报告.txt"] {
            assert_eq!(of(name), expected, "{name}");
        }
        assert!(expected.starts_with("报告.txt-") && expected != of("文稿/报告2.txt"));
        assert_eq!(of("none/报告.txt"), of("none/报告.txt"));
        for name in ["报告.txt", "none/报告.txt"] {
            assert_eq!(key(&Real, Path::new(name)), key(&Real, &whole(name.into())), "{name}");
        }
        assert!(!of(&format!("{NEW}x")).starts_with(NEW));
        Ok(())
    }

    #[test]
    fn a_fingerprint_never_changes() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("文稿".as_bytes()), fingerprint("文稿".as_bytes()));
        assert_ne!(fingerprint(b"a"), fingerprint(b"b"));
    }

    #[test]
    fn a_folder_that_is_a_link_is_not_used() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let place = folder.path().join("wengao").join("drafts");
        let made = make(&Real, &place, "a")?;
        assert_eq!(disk_mode(&made)?, 0o700);
        std::os::unix::fs::symlink(&made, place.join("b"))?;
        assert!(make(&Real, &place, "b").is_err());
        Ok(())
    }

    fn disk_mode(path: &Path) -> io::Result<u32> {
        Ok(Real.facts(path)?.map_or(0, |facts| facts.mode))
    }
}
