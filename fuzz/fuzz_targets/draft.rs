//! See `tests/it/fuzz/draft.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::draft::run(data));
