#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hotwash_fuzz::part(data));
