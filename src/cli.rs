//! Layer 11: the command line. Parses, calls the core, prints text or JSON; no logic of its own.

pub mod chinese;
pub mod compare;
pub mod explain;
pub mod export;
pub mod lint;
pub mod outline;
pub mod overlap;
pub mod recover;
pub mod run;
pub mod search;
pub mod stats;
pub mod table;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::Ambiguous;
use crate::lint::rule::Level;
use crate::search::concordance::Order;
use crate::stats::report::Language;

/// 文稿：汉语公文的终端工作台，看提纲、看统计、写草稿
#[derive(Debug, Parser)]
#[command(name = "wengao", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(after_help = "不写路径时打开设置里的文件夹，没有设置就打开内置样例。- 表示标准输入。")]
pub struct Cli {
    /// What to do; the workbench when nothing is named.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The workbench's arguments.
    #[command(flatten)]
    pub workbench: Workbench,
}

/// What holds for the workbench and the editor.
#[derive(Args, Clone, Debug, Default)]
pub struct Workbench {
    /// 文件或文件夹；- 表示标准输入
    #[arg(value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// How to read.
    #[command(flatten)]
    pub reading: Reading,
    /// How the screen looks.
    #[command(flatten)]
    pub screen: ScreenArgs,
}

/// How files are read.
#[derive(Args, Clone, Debug, Default)]
pub struct Reading {
    /// 按这种编码读（如 gb18030、utf-8、utf-16le、big5），不再推断
    #[arg(long, value_name = "编码")]
    pub encoding: Option<String>,
    /// 单个文件的上限，单位 MiB
    #[arg(long, value_name = "MiB")]
    pub max_file: Option<u64>,
    /// 自己的词表，每行一个词，可带词频和词性
    #[arg(long, value_name = "文件")]
    pub user_words: Option<PathBuf>,
    /// 自己的停用词表，每行一个词
    #[arg(long, value_name = "文件")]
    pub stop_words: Option<PathBuf>,
}

/// How the screen looks.
#[derive(Args, Clone, Debug, Default)]
pub struct ScreenArgs {
    /// 界面语言
    #[arg(long, value_enum, value_name = "语言")]
    pub lang: Option<LangArg>,
    /// 边框和条形用 ASCII 字符
    #[arg(long)]
    pub ascii: bool,
    /// “ ” — … 一类字符占几格
    #[arg(long, value_enum, value_name = "宽度")]
    pub ambiguous: Option<AmbiguousArg>,
    /// 不用鼠标
    #[arg(long)]
    pub no_mouse: bool,
}

/// Languages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<LangArg> for Language {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Self::Chinese,
            LangArg::En => Self::English,
        }
    }
}

/// Widths of ambiguous characters.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AmbiguousArg {
    /// 问终端
    Auto,
    /// 一格
    Narrow,
    /// 两格
    Wide,
}

impl From<AmbiguousArg> for Ambiguous {
    fn from(width: AmbiguousArg) -> Self {
        match width {
            AmbiguousArg::Auto => Self::Auto,
            AmbiguousArg::Narrow => Self::Narrow,
            AmbiguousArg::Wide => Self::Wide,
        }
    }
}

/// Weights of findings.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LevelArg {
    /// 必改
    Must,
    /// 存疑
    Suspect,
    /// 提示
    Hint,
}

impl From<LevelArg> for Level {
    fn from(level: LevelArg) -> Self {
        match level {
            LevelArg::Must => Self::Must,
            LevelArg::Suspect => Self::Suspect,
            LevelArg::Hint => Self::Hint,
        }
    }
}

/// Orders of a concordance.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OrderArg {
    /// 原文先后
    Corpus,
    /// 前文
    Left,
    /// 后文
    Right,
    /// 篇，多的在前
    Piece,
}

impl From<OrderArg> for Order {
    fn from(order: OrderArg) -> Self {
        match order {
            OrderArg::Corpus => Self::Corpus,
            OrderArg::Left => Self::Left,
            OrderArg::Right => Self::Right,
            OrderArg::Piece => Self::Piece,
        }
    }
}

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 打开草稿编辑器；文件在第一次保存时建立
    Draft {
        /// 草稿文件
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
        /// How the screen looks.
        #[command(flatten)]
        screen: ScreenArgs,
    },
    /// 程序意外中断时没保存的草稿：列出来，或把文字打印出来
    Recover {
        /// 草稿文件，或列出的恢复记录；没存过文件的写 新草稿；不写就列出全部
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
        /// 把恢复出来的文字写到标准输出
        #[arg(long)]
        print: bool,
    },
    /// 列出每篇的提纲
    Outline {
        /// 文件或文件夹；- 表示标准输入
        #[arg(value_name = "路径", required = true)]
        paths: Vec<PathBuf>,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
        /// 逐行写明为什么是标题、为什么不是，为什么定这一级、为什么分篇、为什么算杂质
        #[arg(long)]
        explain: bool,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
    },
    /// 统计：字数、句数、段数、各级标题、关键词，关键性、固定说法、新词、搭配、分布、年份、角色等各张表
    Stats {
        /// 文件或文件夹；- 表示标准输入
        #[arg(value_name = "路径", required = true)]
        paths: Vec<PathBuf>,
        /// 输出 JSON
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// 输出 CSV
        #[arg(long)]
        csv: bool,
        /// 只出这一张统计表（keywords、keyness、ngrams、newwords、collocates、dispersion、timeline、roles……）
        #[arg(long, value_name = "表名")]
        statistic: Option<String>,
        /// 把这张表存成 Excel 工作簿
        #[arg(long, value_name = "文件", requires = "statistic")]
        xlsx: Option<PathBuf>,
        /// 把这张表画成图（SVG）
        #[arg(long, value_name = "文件", requires = "statistic")]
        svg: Option<PathBuf>,
        /// 搭配、分布、年份看哪个词
        #[arg(long, value_name = "词", requires = "statistic")]
        word: Option<String>,
        /// 只看题名或文件名含这些字的第一篇；关键性拿它和其余的比
        #[arg(long, value_name = "篇名", requires = "statistic")]
        piece: Option<String>,
        /// 比较和哪里的文档比：文件或文件夹，可写几次
        #[arg(long, value_name = "路径", requires = "statistic")]
        against: Vec<PathBuf>,
        /// 出现不到这么多次的不列
        #[arg(long, value_name = "次数", requires = "statistic")]
        least: Option<u64>,
        /// 最多列出多少行
        #[arg(long, value_name = "行数", requires = "statistic")]
        limit: Option<usize>,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
    },
    /// 检索：找出文字所在的每一处，连同前后文
    #[command(after_help = "检索式：词之间用空格隔开，都在同一节里才算；“词组”加引号；-不要的词；/正则式/；\n\
        角色:问题 篇:民政 级:2 年:2024 限定范围；拼音:cjwm 按拼音找。全角半角、大写小写不分。")]
    Search {
        /// 检索式
        #[arg(value_name = "检索式", allow_hyphen_values = true)]
        query: String,
        /// 文件或文件夹；- 表示标准输入
        #[arg(value_name = "路径", required = true)]
        paths: Vec<PathBuf>,
        /// 输出 JSON
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// 输出 CSV
        #[arg(long)]
        csv: bool,
        /// 字母照原样哪里都没有时，按拼音找（cjwm、chuangjian）
        #[arg(long)]
        pinyin: bool,
        /// 按什么排列，不写是 corpus
        #[arg(long, value_enum, value_name = "次序", default_value = "corpus", hide_default_value = true)]
        order: OrderArg,
        /// 前后文各取多少字，不写是 16
        #[arg(long, value_name = "字数", default_value_t = 16, hide_default_value = true)]
        context: usize,
        /// 最多列出多少处；总数照算
        #[arg(long, value_name = "数")]
        limit: Option<usize>,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
    },
    /// 查重：草稿里哪些文字在别的文档里有，夹带了谁的单位、姓名、年份，哪里还没填
    #[command(
        after_help = "只比汉字：标点、空格、换行、数字、字母都不算；连着 13 个字相同才算。\n退出状态：什么也没有是 0；有相同的、夹带的或未填的是 1；出错是 2。"
    )]
    Overlap {
        /// 草稿，读得了的格式都行；- 表示标准输入
        #[arg(value_name = "草稿")]
        draft: PathBuf,
        /// 和哪里的文档比：文件或文件夹，可写几个
        #[arg(long, value_name = "路径", required = true, num_args = 1..)]
        against: Vec<PathBuf>,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
        /// 自己的套话表，每行一句；全由套话组成的不算重合
        #[arg(long, value_name = "文件")]
        set_phrases: Option<PathBuf>,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
    },
    /// 校对：标点、数字、结构、漏填、用词，按国标和实务逐条查；能机械改的可以直接改
    #[command(after_help = "每条写明位置、级别（必改、存疑、提示）、规则和理由；规则可在设置里按编号关掉或改级别。\n\
        --fix 只改必改而且能机械改的，其余字节不动。\n退出状态：没有问题是 0，有是 1，出错是 2。")]
    Lint {
        /// 文件或文件夹；- 表示标准输入
        #[arg(value_name = "文件", required = true)]
        files: Vec<PathBuf>,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
        /// 把能机械改的改好写回去（纯文本和 Markdown），列出改了什么
        #[arg(long)]
        fix: bool,
        /// 和 --fix 一起用：只给一个文件，改好的文字写到标准输出
        #[arg(long, requires = "fix", conflicts_with = "json")]
        stdout: bool,
        /// 只查这条规则，可写几次
        #[arg(long = "rule", value_name = "规则")]
        rules: Vec<String>,
        /// 只列这个级别以上的，不写是 hint
        #[arg(long, value_enum, value_name = "级别")]
        min_level: Option<LevelArg>,
        /// 平时关着的规则也查
        #[arg(long)]
        all: bool,
        /// 说明用什么语言
        #[arg(long, value_enum, value_name = "语言")]
        lang: Option<LangArg>,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
    },
    /// 比较两稿：哪些节移了、改了序号，哪些段、哪些字改了，数字、日期、名称的变动另列
    #[command(
        after_help = "[-删去的字-] {+增加的字+} [<移走的句子<] {>移来的句子>}；行首 ~ 有改动，# 只改序号，+ 新增，- 删去，> 移来，< 移走。段首段尾的空格、空行不比。\n\
        退出状态：两稿相同是 0，不同是 1，出错是 2。"
    )]
    Compare {
        /// 旧稿，读得了的格式都行；- 表示标准输入
        #[arg(value_name = "旧稿", display_order = 1)]
        old: PathBuf,
        /// 新稿，格式不必和旧稿一样；- 表示标准输入
        #[arg(value_name = "新稿", display_order = 2)]
        new: PathBuf,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
        /// 存成网页（花脸稿），可以打印；- 表示标准输出
        #[arg(long, value_name = "文件")]
        html: Option<PathBuf>,
        /// 没有改动的段落也都列出来
        #[arg(long, conflicts_with = "json")]
        full: bool,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
    },
    /// 导出成公文版面的文件（GB/T 9704）：Word、纯文本、Markdown、网页
    #[command(
        after_help = "草稿可以是程序能读的任何格式。稿首说明（--- 之间的“标题：…”“单位：…”“日期：…”）不排出来。\n\
        不合国标规定的地方写在标准错误里，文字一概不改。"
    )]
    Export {
        /// 草稿；- 表示标准输入
        #[arg(value_name = "草稿")]
        draft: PathBuf,
        /// 导出到哪个文件，按结尾定格式（.docx .txt .md .html）；- 表示标准输出
        #[arg(short, long, value_name = "文件")]
        output: PathBuf,
        /// 排成材料还是公文；不写，看稿首说明里的“格式”，再没有就是材料
        #[arg(long, value_enum, value_name = "版式")]
        profile: Option<export::ProfileArg>,
        /// 哪种文件；不写看文件名的结尾
        #[arg(long, value_enum, value_name = "格式")]
        format: Option<export::KindArg>,
        /// 字母和数字用什么字体；不写按设置
        #[arg(long, value_enum, value_name = "字体")]
        latin: Option<export::LatinArg>,
        /// 把成文日期改写成国标规定的写法（2024年7月1日）
        #[arg(long)]
        set_date: bool,
        /// 文件已经存在也覆盖
        #[arg(long)]
        force: bool,
        /// 用 JSON 说明导出了什么
        #[arg(long)]
        json: bool,
        /// How to read.
        #[command(flatten)]
        reading: Reading,
    },
    /// 列出全部命令和按键
    Commands {
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 生成命令行补全脚本
    Completions {
        /// 哪种命令行
        #[arg(value_enum, value_name = "种类")]
        shell: clap_complete::Shell,
    },
    /// 生成手册页（roff）
    Man,
}
