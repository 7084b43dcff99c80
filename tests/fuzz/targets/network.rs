#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| drop(hotwash_fuzz::network(data)));
