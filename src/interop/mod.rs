//! Other people's formats, in and out.

pub mod fitted;
pub mod msel;
mod ron_text;
