//! See `tests/it/fuzz/merge.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::merge::run(data));
