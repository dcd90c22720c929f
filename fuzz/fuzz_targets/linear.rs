//! See `tests/it/fuzz/linear.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::linear::run(data));
