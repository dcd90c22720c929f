//! See `tests/it/fuzz/wrap.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::wrap::run(data));
