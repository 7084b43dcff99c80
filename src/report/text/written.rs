//! What people wrote down, for a terminal.

use super::super::evaluation;
use super::{Page, Tone};

impl Page<'_> {
    pub(super) fn written(&mut self) {
        let all = evaluation::written(self.lens);
        if !all.observations.is_empty() {
            self.heading("OBSERVATIONS", "");
        }
        for one in &all.observations {
            let of = if one.of.is_empty() { "all" } else { &one.of };
            let text = format!("{} {of}: {} ({})", one.at, one.text, one.by);
            self.prose("  ", None, &text);
        }
        if !all.answers.is_empty() {
            self.heading("HOT WASH", "");
        }
        for one in &all.answers {
            let text = format!("{}: {}", one.org, one.question);
            self.prose("  ", None, &text);
            self.prose("     ", Some(Tone::Dim), &one.answer);
        }
        if !all.corrections.is_empty() {
            self.heading("CORRECTIVE ACTIONS", "");
        }
        for one in &all.corrections {
            self.prose("  ", None, &one.title);
            let corrects = match one.corrects.as_str() {
                "" => String::new(),
                task => format!("corrects {task} · "),
            };
            let by = match &one.by {
                Some(by) => format!(" · written down by {by}"),
                None => String::new(),
            };
            let text = format!("{corrects}owner {} · due {}{by}", one.owner, one.due);
            self.prose("     ", Some(Tone::Dim), &text);
        }
        if !all.struck.is_empty() {
            self.heading("CORRECTIVE ACTIONS TAKEN BACK", "");
        }
        for one in &all.struck {
            self.prose("  ", None, &one.title);
            self.prose("     ", Some(Tone::Dim), &one.struck());
        }
    }
}
