//! The command line's help and errors in Chinese: headings, usage and messages that the parser writes in English.
//!
//! Decides nothing about arguments.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::Cli;

/// How help is laid out.
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with its sub-commands, all in Chinese.
pub fn command() -> Command {
    let mut built = Cli::command();
    built.build();
    translated(Cli::command(), &mut built)
}

/// Reads `arguments`, the program's name first.
///
/// # Errors
///
/// What is wrong with them, or help and version where they are asked for; [`message`] puts it into words.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command().try_get_matches_from(arguments)?)
}

/// `command` in Chinese; `built` is the same command, complete, from which its usage is read.
fn translated(command: Command, built: &mut Command) -> Command {
    let usage = usage(&built.render_usage());
    let root = built.get_version().is_some();
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助"))
        .subcommand_help_heading("命令")
        .help_template(TEMPLATE)
        .override_usage(usage);
    if root {
        command =
            command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本"));
    }
    command = command.mut_args(|arg| {
        let heading = if arg.is_positional() { "参数" } else { "选项" };
        with_values(arg).help_heading(heading)
    });
    for name in names {
        if let Some(inner) = built.find_subcommand_mut(&name) {
            command = command.mut_subcommand(name, |sub| translated(sub, inner));
        }
    }
    command
}

/// An argument whose help tells the values it may have.
fn with_values(arg: Arg) -> Arg {
    let takes = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let values = if takes { arg.get_possible_values() } else { Vec::new() };
    if values.is_empty() {
        return arg;
    }
    let named = values.iter().map(|value| match value.get_help() {
        Some(help) => format!("{} {help}", value.get_name()),
        None => value.get_name().to_owned(),
    });
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let help = format!("{help}：{}", named.collect::<Vec<_>>().join("，"));
    arg.help(help).hide_possible_values(true)
}

/// A usage without the parser's own words.
fn usage(rendered: &StyledStr) -> String {
    let text = rendered.to_string();
    let text = text.strip_prefix("Usage: ").unwrap_or(&text);
    text.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>").replace("\n       ", "\n      ")
}

/// What is wrong with the arguments, in one or two lines.
pub fn message(error: &clap::Error) -> String {
    let argument = listed(error, ContextKind::InvalidArg);
    let value = listed(error, ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", listed(error, ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("还缺：{argument}"),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}”不能和“{}”一起用", listed(error, ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面还要写一个值"),
        ErrorKind::InvalidValue => {
            format!("“{argument}”不能是“{value}”，可以是：{}", listed(error, ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => format!("“{argument}”的值“{value}”不对"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{argument}”的值个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 的字节".to_owned(),
        _ => "参数不对".to_owned(),
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().map(|kind| listed(error, kind)).find(|text| !text.is_empty());
    let near = near.map_or_else(String::new, |near| format!("，是不是“{near}”"));
    format!("{what}{near}\n加上 --help 看用法")
}

/// What an error says of one thing, several joined.
fn listed(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(arguments: &[&str]) -> String {
        let arguments = ["wengao"].iter().chain(arguments).map(OsString::from);
        parse(arguments).map_or_else(|error| message(&error), |_| "读懂了".to_owned())
    }

    #[test]
    fn errors_are_chinese() {
        for (arguments, expected) in [
            (vec!["outline", "--jsn", "甲.txt"], "没有“--jsn”这个选项，是不是“--json”"),
            (vec!["outline"], "还缺：<路径>..."),
            (vec!["stats", "--json", "--csv", "甲.txt"], "“--json”不能和“--csv”一起用"),
            (vec!["--lang", "fr"], "“--lang <语言>”不能是“fr”，可以是：zh、en"),
            (vec!["--encoding"], "“--encoding <编码>”后面还要写一个值"),
            (vec!["--max-file", "大", "甲.txt"], "“--max-file <MiB>”的值“大”不对"),
            (vec!["outline", "𠀀.txt"], "读懂了"),
        ] {
            let said = said(&arguments);
            assert_eq!(said.lines().next(), Some(expected), "{arguments:?}");
        }
    }

    #[test]
    fn help_holds_no_english_of_the_parser() {
        let mut command = command();
        let subs: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let mut helps = vec![command.render_help().to_string(), command.render_long_help().to_string()];
        for sub in subs {
            helps.extend(command.find_subcommand_mut(&sub).map(|sub| sub.render_help().to_string()));
        }
        assert!(helps.len() > 6);
        for help in helps {
            for word in
                ["Usage", "Options", "Commands", "Arguments", "Print", "possible", "Possible", "OPTIONS", "COMMAND"]
            {
                assert!(!help.contains(word), "{word}: {help}");
            }
        }
    }
}
