//! See `tests/it/fuzz/rtf.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::rtf::run(data));
