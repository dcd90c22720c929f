//! See `tests/it/fuzz/text.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::text::run(data));
