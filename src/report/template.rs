//! How templates of pages are read: texts are escaped, and what is not filled is an error.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

/// An environment without templates, in which all pages of this house are made.
///
/// # Panics
/// Never: the delimiters are the usual ones.
#[must_use]
pub fn house() -> Environment<'static> {
    let mut house = Environment::new();
    house.set_auto_escape_callback(|_| AutoEscape::Html);
    house.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    house.set_syntax(syntax.expect("the usual delimiters"));
    house
}
