//! See `tests/it/fuzz/docx.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::docx::run(data));
