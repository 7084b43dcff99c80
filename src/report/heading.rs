//! The first lines of what many runs say in a terminal.

use super::line::{plain, wrap};
use crate::campaign::About;

/// Mark and label, the title, and what was played, in lines of at most `width` columns.
#[must_use]
pub fn heading(about: &About, title: &str, played: &str, width: usize) -> String {
    let mut out = format!("{} · {}\n", plain(&about.mark), about.tlp);
    let what = format!("{} · {played} · every seat simulated", plain(&about.id));
    for line in wrap(&plain(title), width).iter().chain(&wrap(&what, width)) {
        out.push_str(line);
        out.push('\n');
    }
    out
}
