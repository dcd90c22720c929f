//! See `tests/it/fuzz/html.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::html::run(data));
