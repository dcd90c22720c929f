//! See `tests/it/fuzz/query.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::query::run(data));
