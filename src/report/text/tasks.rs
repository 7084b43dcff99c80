//! Critical tasks one by one: those that went worst, and those that evaluators rated themselves.

use super::super::summary;
use super::{Page, Tone, columns, cut, left};

/// How many of the worst tasks are named.
const WORST: usize = 6;

impl Page<'_> {
    /// The tasks that went worst.
    pub(super) fn worst(&mut self) {
        let worst = summary::worst(self.lens);
        if worst.is_empty() {
            return;
        }
        let all_predicted = worst.iter().all(|task| task.predicted);
        self.heading("WORST TASKS", if all_predicted { "predicted" } else { "" });
        let words: Vec<_> = worst
            .iter()
            .map(|task| summary::task_words(self.lens, task))
            .collect();
        let longest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
        let ids = longest(&mut words.iter().take(WORST).map(|(id, _)| columns(id))).min(16);
        let seat = |place: usize| self.lens.org(worst[place].seat).to_owned();
        let seats = longest(&mut (0..worst.len().min(WORST)).map(|at| columns(&seat(at)))).min(18);
        for (place, (task, (id, title))) in worst.iter().zip(&words).take(WORST).enumerate() {
            let letter = self.rated(task.rating, task.rating.word());
            let late = summary::timing(self.lens, task);
            let mark = match summary::rated_how(task) {
                _ if all_predicted && task.by_rule.is_none() => String::new(),
                how => how,
            };
            let head = format!(
                "  {letter}  {}  {}  ",
                left(id, ids),
                left(&seat(place), seats)
            );
            let room = self.width - (2 + 1 + 2 + ids + 2 + seats + 2);
            self.line(&format!("{head}{}", cut(&format!("{late}{mark}"), room)));
            self.prose("     ", Some(Tone::Dim), &cut(title, self.width - 5));
        }
        if worst.len() > WORST {
            let more = format!("and {} more past their target", worst.len() - WORST);
            self.prose("  ", Some(Tone::Dim), &more);
        }
    }

    /// What evaluators rated themselves, with what the rule says.
    pub(super) fn judged(&mut self) {
        let all = summary::judged(self.lens);
        if all.is_empty() {
            return;
        }
        self.heading("RATED BY EVALUATORS", "beside the rule");
        for (task, rule) in all {
            let (id, _) = summary::task_words(self.lens, task);
            let letter = self.rated(task.rating, task.rating.word());
            let seat = self.lens.org(task.seat);
            let head = cut(&format!("{id}  {seat}"), self.width - 2 - 3);
            self.line(&format!("  {letter}  {head}"));
            let why = self.lens.says(&task.why);
            let rule = format!("by rule {}: {}", rule.rating, self.lens.says(&rule.why));
            for text in [why, rule] {
                self.prose("     ", Some(Tone::Dim), &text);
            }
        }
    }
}
