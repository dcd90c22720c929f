//! The built-in samples: the documents of `sample_docs`, inside the program.
//!
//! Must not know how they are read.

/// The folder that they come from, and under which they are shown.
pub const FOLDER: &str = "sample_docs";

/// One sample.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its file name.
    pub name: &'static str,
    /// The file.
    pub bytes: &'static [u8],
}

/// A row of the table: name and content of a file of the folder.
macro_rules! sample {
    ($name:literal) => {
        Sample { name: $name, bytes: include_bytes!(concat!("../../sample_docs/", $name)) }
    };
}

/// All of them, in the order of their names.
pub const SAMPLES: &[Sample] = &[
    sample!("云岭市上半年优化营商环境工作情况报告.txt"),
    sample!("云岭市图书馆2025年半年总结.docx"),
    sample!("云岭市民政局2025年养老服务工作计划.md"),
    sample!("信息专报.jsonl"),
    sample!("关于二季度创城点位测评情况的通报.txt"),
    sample!("创城半年工作总结八篇.html"),
    sample!("创建工作汇报三篇.txt"),
    sample!("在全县防汛暨安全生产工作会议上的讲话.txt"),
    sample!("杏坞村上半年人居环境整治工作总结.txt"),
    sample!("枫泊街道创城半年工作总结.html"),
    sample!("柳溪街道2024年创城工作总结.txt"),
    sample!("校园食品安全专项整治通知及实施方案.txt"),
    sample!("竹隐社区五事工作法经验材料.txt"),
    sample!("简报汇编.json"),
    sample!("芦荻镇镇长2024年度述职述廉报告.txt"),
    sample!("青禾县城区内涝应急预案.txt"),
    sample!("青禾县政府第12次常务会议纪要.txt"),
    sample!("青禾县教育局2024年度总结.docx"),
    sample!("青禾县水利局2024年度工作总结.txt"),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{FOLDER, SAMPLES};

    #[test]
    fn the_table_is_the_folder() -> std::io::Result<()> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
        let mut names: Vec<String> = std::fs::read_dir(folder)?
            .map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned()))
            .collect::<Result<_, _>>()?;
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        let table: Vec<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
        assert_eq!(table, names);
        Ok(())
    }
}
