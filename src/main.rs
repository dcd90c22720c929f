//! wengao (文稿): arguments, run, exit code.

fn main() {}
