//! See `tests/it/fuzz/formats.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::formats::run(data));
