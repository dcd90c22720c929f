//! See `tests/it/fuzz/proof.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::proof::run(data));
