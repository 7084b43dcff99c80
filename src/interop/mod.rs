//! Other people's formats, in and out.

pub mod msel;
mod ron_text;
