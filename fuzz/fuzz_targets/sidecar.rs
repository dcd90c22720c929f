//! See `tests/it/fuzz/sidecar.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wengao_fuzz::sidecar::run(data));
