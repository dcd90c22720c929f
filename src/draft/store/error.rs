//! Why a draft could not be opened or saved, in words that name the cause and what to do.

use std::io;
use std::path::PathBuf;

use rustix::io::Errno;

use super::lock::Holder;
use crate::text::decode::NotText;

/// Why a draft was not opened or not saved.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is a file where a new one was to be made.
    #[error("{} 已经存在。可以换个名字，或者覆盖它", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is not what was read.
    #[error("{} 打开之后被别的程序改过。直接保存会丢掉那些改动，可以另存为，或者仍然覆盖", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file may not be written.
    #[error("{} 是只读文件。可以另存为，或者仍然覆盖", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else has the draft open to write.
    #[error("{} 在别处打开着写，没有保存。可以另存为", path.display())]
    Held {
        /// The file.
        path: PathBuf,
        /// Who has it.
        holder: Box<Holder>,
    },
    /// A folder, a pipe, a device, a socket.
    #[error("{} 是{kind}，不是普通文件，请换一个文件", path.display())]
    NotRegular {
        /// What was to be opened or written.
        path: PathBuf,
        /// What it is.
        kind: &'static str,
    },
    /// The file is longer than a draft may be.
    #[error("{} 超过 256 MiB，不能当草稿打开，请先拆分", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file's bytes are not those that its text would be written as.
    #[error("{} 按 {encoding} 读得出来，却写不回原样，没有改动。请先另存为 UTF-8", path.display())]
    Inexact {
        /// The file.
        path: PathBuf,
        /// The encoding that was found.
        encoding: &'static str,
    },
    /// The bytes are no text.
    #[error("{} 打不开：{reason}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: NotText,
    },
    /// Some bytes are no text in the file's encoding; saving would destroy them.
    #[error(
        "{} 按 {encoding} 读有 {places} 处读不出，编辑再保存会毁掉这些字节，没有打开。请换一种编码（如 GB18030、Big5）打开，或先转成 UTF-8",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The encoding that it was read in.
        encoding: &'static str,
        /// How many places could not be read.
        places: usize,
    },
    /// The encoding of the file has no such character.
    #[error(
        "没有保存：文件的编码 {encoding} 写不了“{character}”（U+{:04X}）。文字还在，请改存为 UTF-8，或换掉这个字",
        u32::from(*character)
    )]
    Unencodable {
        /// The character.
        character: char,
        /// The encoding.
        encoding: &'static str,
    },
    /// The folder of the file is not there.
    #[error("{} 所在的文件夹不存在，请先建立文件夹或换个位置", path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// The file could not be read.
    #[error("打不开 {}：{}", path.display(), cause(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file could not be written; it holds what it held.
    #[error("没有保存 {}：{}。原文件没有动，文字还在内存里，请排除故障后重试，或另存到别处", path.display(), cause(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Writing in place broke off; the old text is in the backup.
    #[error(
        "没有存好 {}：{}。文件可能只写了一部分，原来的内容完整地在 {}；文字还在内存里，请另存到别处",
        path.display(), cause(source), backup.display()
    )]
    Torn {
        /// The file.
        path: PathBuf,
        /// A complete copy of what the file held.
        backup: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new text is in the file, but the disk did not confirm that it will stay.
    #[error("{} 已写入，但磁盘没有确认（{}），断电可能丢失；文字还在内存里，请另存到别处", path.display(), cause(source))]
    NotDurable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl StoreError {
    /// The same of something that is no draft, a report: nothing of the person's was in danger.
    pub fn of_report(&self) -> String {
        match self {
            Self::Write { path, source } | Self::Torn { path, source, .. } | Self::NotDurable { path, source } => {
                format!("没有存成 {}：{}", path.display(), cause(source))
            }
            other => other.to_string(),
        }
    }

    /// Whether there is a question to the person that goes on to saving, and not only words.
    pub fn asks(&self) -> bool {
        self.may_overwrite() || matches!(self, Self::Held { .. })
    }

    /// Whether the person may say to write all the same.
    pub fn may_overwrite(&self) -> bool {
        matches!(self, Self::Exists { .. } | Self::Changed { .. } | Self::ReadOnly { .. })
    }
}

/// The cause of a failed file operation, in the user's words.
pub fn cause(error: &io::Error) -> String {
    let words = match Errno::from_io_error(error) {
        Some(Errno::NOSPC) => "磁盘已满",
        Some(Errno::DQUOT) => "磁盘配额已用完",
        Some(Errno::ACCESS | Errno::PERM) => "没有权限",
        Some(Errno::ROFS) => "文件系统只读",
        Some(Errno::IO) => "磁盘输入输出错误",
        Some(Errno::NOENT) => "文件夹不存在",
        Some(Errno::NOTDIR) => "路径中有一段不是文件夹",
        Some(Errno::ISDIR) => "这是文件夹",
        Some(Errno::NAMETOOLONG) => "文件名太长",
        Some(Errno::LOOP) => "符号链接绕成了圈",
        Some(Errno::FBIG) => "文件超过了系统允许的大小",
        Some(Errno::MFILE | Errno::NFILE) => "打开的文件太多",
        Some(Errno::BUSY | Errno::TXTBSY) => "文件正被占用",
        Some(Errno::STALE | Errno::TIMEDOUT) => "网络磁盘没有响应",
        _ => return error.to_string(),
    };
    words.to_owned()
}
