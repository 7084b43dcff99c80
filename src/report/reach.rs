//! How many messages went by each channel, and what became of them: a small table that every format
//! shows alike.

use super::lens::Lens;
use crate::metric::{Provenance, Reading, Scope};
use crate::model::ChannelId;
use std::collections::BTreeMap;

/// What stands at the head of each column, and the measure that fills it.
pub const COLUMNS: [(&str, &str); 5] = [
    ("sent", "messages_sent"),
    ("retries", "retries"),
    ("delivered", "messages_delivered"),
    ("asked", "requests_delivered"),
    ("answered", "messages_answered"),
];

/// What the columns mean.
pub const LEGEND: &str = "sent: messages, by the channel of their first try · retries: further \
    tries, by the channel of each · delivered: by the channel of arrival · asked: of those, what \
    calls for an answer · answered: or refused · answers themselves are not counted";

/// One channel, and how often each of [`COLUMNS`].
pub struct Row<'a> {
    /// What the channel is called.
    pub name: String,
    /// Where the counts come from.
    pub provenance: Provenance,
    /// Whether other rows come from elsewhere, so that the provenance must be told.
    pub mixed: bool,
    /// The readings, where there are any.
    pub readings: [Option<&'a Reading>; COLUMNS.len()],
}

impl Row<'_> {
    /// The counts.
    #[must_use]
    pub fn counts(&self) -> [u64; COLUMNS.len()] {
        self.readings
            .map(|one| one.map_or(0, |one| u64::from(one.count)))
    }

    /// The channel, with the provenance where it must be told.
    #[must_use]
    pub fn title(&self) -> String {
        if self.mixed {
            format!("{} ({})", self.name, self.provenance)
        } else {
            self.name.clone()
        }
    }
}

/// The rows that the reader may see, in the order of the scenario's channels.
#[must_use]
pub fn rows<'a>(lens: &Lens<'a>) -> Vec<Row<'a>> {
    let mut found: BTreeMap<(ChannelId, Provenance), [Option<&Reading>; COLUMNS.len()]> =
        BTreeMap::new();
    for one in lens.readings() {
        let column = COLUMNS.iter().position(|(_, metric)| *metric == one.metric);
        if let (Scope::Channel(id), Some(column)) = (one.scope, column) {
            found.entry((id, one.provenance)).or_default()[column] = Some(one);
        }
    }
    let first = found.keys().next().map(|(_, provenance)| *provenance);
    let mixed = found.keys().any(|(_, one)| Some(*one) != first);
    let channels = &lens.what.exercise.channels;
    found
        .into_iter()
        .map(|((id, provenance), readings)| Row {
            name: channels
                .get(id.at())
                .map_or_else(String::new, |one| lens.says(&one.name)),
            provenance,
            mixed,
            readings,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BCERT, small};
    use super::super::{Edition, Format, Style, render};
    use super::*;

    #[test]
    fn every_format_for_people_shows_what_went_by_each_channel() {
        let mut fixture = small();
        let model = fixture.card.readings[0].clone();
        let mut add = |metric, channel, provenance, count| {
            let scope = Scope::Channel(ChannelId(channel));
            fixture.card.readings.push(Reading {
                metric,
                scope,
                provenance,
                count,
                ..model.clone()
            });
        };
        let simulated = Provenance::Simulated;
        add("messages_sent", 0, simulated, 1_204);
        add("retries", 0, simulated, 33);
        add("messages_delivered", 0, simulated, 1_190);
        add("messages_delivered", 1, simulated, 7);
        add("requests_delivered", 1, simulated, 5);
        add("messages_answered", 1, simulated, 4);
        let words = |fixture: &super::super::fixture::Fixture, format, edition| {
            let style = Style {
                colour: false,
                width: 80,
            };
            let text = render(&fixture.subject(), format, edition, style);
            let bare: Vec<&str> = text.split(['<', '>', ' ', '\n', '|']).collect();
            bare.join(" ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        for edition in [Edition::Excon, Edition::Team(BCERT), Edition::Public] {
            let text = words(&fixture, Format::Text, edition);
            assert!(text.contains("MESSAGES BY CHANNEL simulated sent retries"));
            assert!(text.contains("E-mail 1,204 33 1,190 · ·"), "{text}");
            assert!(text.contains("Hotline · · 7 5 4"), "{text}");
            let md = words(&fixture, Format::Md, edition);
            assert!(md.contains("E-mail simulated 1,204 33 1,190 0 0"), "{md}");
            let html = words(&fixture, Format::Html, edition);
            assert!(html.contains("Messages by channel"), "{edition:?}");
        }
        // What people did is not added to what was simulated.
        let mut again = fixture.clone();
        let mut played = model.clone();
        played.metric = "messages_sent";
        played.scope = Scope::Channel(ChannelId(0));
        played.provenance = Provenance::Measured;
        played.count = 2;
        again.card.readings.push(played);
        let text = words(&again, Format::Text, Edition::Excon);
        assert!(text.contains("E-mail (measured) 2 · · · ·"), "{text}");
        assert!(text.contains("E-mail (simulated) 1,204"), "{text}");
    }
}
