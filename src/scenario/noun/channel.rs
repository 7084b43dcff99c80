//! Channels.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::{Entry, List};
use super::super::problem::Problem;
use super::super::ron_place::{Given, Length, Milli, Share, Spot};
use super::{noun, text};
use crate::exercise::{Channel, Family, Reading};
use crate::model::{MILLION, Span, Tlp};
use serde::Deserialize;

noun! {
    ChannelText as "Channel" {
        name: Spot<String>,
        transit: Given<Length>,
        spread: Given<Milli>,
        reading: Given<ReadingText>,
        loss: Given<Share>,
        bounce: Given<Share>,
        bounce_after: Given<Length>,
        authenticated: bool,
        checking: Given<Share>,
        ceiling: Tlp,
        classified: bool,
        evidence: bool,
        approval: Given<Length>,
        capacity: Given<u16>,
        by_agreement: bool,
    }
}

/// How a channel is read.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::scenario) enum ReadingText {
    /// It interrupts whoever is on duty.
    Interrupting,
    /// It interrupts somebody at any hour.
    AroundTheClock,
    /// Somebody on duty looks every so often.
    Polled(Given<Length>),
    /// In office hours, some time after arrival.
    OfficeHours(Given<Length>),
}

impl ReadingText {
    /// How it is read. Source and range may stand with the whole or with its length.
    fn reading(given: &Given<ReadingText>) -> Given<Reading> {
        let made = given.map(ReadingText::means);
        match &given.value {
            ReadingText::Polled(every) => made.or_of(every, |every| Reading::Polled(every.0)),
            ReadingText::OfficeHours(median) => {
                made.or_of(median, |median| Reading::OfficeHours(median.0))
            }
            ReadingText::Interrupting | ReadingText::AroundTheClock => made,
        }
    }

    fn means(&self) -> Reading {
        match self {
            ReadingText::Interrupting => Reading::Interrupting,
            ReadingText::AroundTheClock => Reading::AroundTheClock,
            ReadingText::Polled(every) => Reading::Polled(every.value.0),
            ReadingText::OfficeHours(median) => Reading::OfficeHours(median.value.0),
        }
    }
}

/// Resolves all channels.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Channel> {
    list.values().map(|entry| one(cx, entry)).collect()
}

fn one(cx: &mut Cx<'_>, entry: &Entry<'_>) -> Channel {
    let said = entry.value.decode::<ChannelText>(cx.sources, cx.problems);
    let id = entry.id.value.clone();
    let mut channel = Channel {
        name: id.clone(),
        id,
        transit: Span::minutes(1),
        sigma_milli: 500,
        reading: Reading::Interrupting,
        loss_ppm: 0,
        bounce_ppm: 1_000_000,
        bounce_after: Span::minutes(5),
        authenticated: false,
        checking_ppm: MILLION,
        ceiling: Tlp::Amber,
        classified: false,
        evidence: false,
        approval: None,
        capacity: 0,
        by_agreement: false,
    };
    let Some(said) = said.map(|spot| spot.value) else {
        return channel;
    };
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Channel,
    };
    let mut numbers = cx.numbers(&of);
    channel.transit = numbers.length("transit", &said.transit);
    channel.sigma_milli = numbers
        .may("spread", &said.spread)
        .map_or(500, |milli| milli.0);
    let reading = said.reading.as_ref().map(ReadingText::reading);
    let reading = numbers.need("reading", &reading);
    channel.reading = reading.unwrap_or(Reading::Interrupting);
    channel.loss_ppm = numbers.may("loss", &said.loss).map_or(0, |share| share.0);
    channel.bounce_ppm = numbers
        .may("bounce", &said.bounce)
        .map_or(1_000_000, |share| share.0);
    let after = numbers.may("bounce_after", &said.bounce_after);
    channel.bounce_after = after.map_or(Span::minutes(5), |length| length.0);
    channel.approval = numbers
        .may("approval", &said.approval)
        .map(|length| length.0);
    channel.checking_ppm = numbers
        .may("checking", &said.checking)
        .map_or(MILLION, |share| share.0);
    channel.capacity = numbers.may("capacity", &said.capacity).unwrap_or(0);
    if said.name.is_some() {
        channel.name = text(said.name);
    }
    channel.authenticated = said.authenticated.unwrap_or(false);
    if let Some(given) = said.checking.as_ref().filter(|_| !channel.authenticated) {
        let message = format!("the `checking` of channel `{}` changes nothing", channel.id);
        let problem = Problem::new(&codes::NOTHING_TO_DO, message).at(given.place);
        let why = "it says how much less work it takes to be sure who sends, and the channel is \
                   not `authenticated`";
        cx.problems.push(problem.because(why));
    }
    channel.ceiling = said.ceiling.unwrap_or(Tlp::Amber);
    channel.classified = said.classified.unwrap_or(false);
    channel.evidence = said.evidence.unwrap_or(false);
    channel.by_agreement = said.by_agreement.unwrap_or(false);
    channel
}
