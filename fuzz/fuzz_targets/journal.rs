//! See `tests/it/fuzz/journal.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::journal::run(data));
