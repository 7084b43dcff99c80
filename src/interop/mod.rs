//! Other people's formats, in and out.

pub mod fitted;
pub mod msel;
pub(crate) mod ron_text;
