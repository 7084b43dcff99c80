//! How a seat's own mail fares on its way, as far as the seat was told, and by which channels its
//! people may try again what did not reach anybody.

use super::desk::View;
use crate::action::{Action, TryAgain};
use crate::fact::Fact;
use crate::model::{ChannelId, LookUp, MessageId, OrgId, SeatState};

/// How far a message has come, as far as its sender was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// It has not set out.
    #[default]
    NotYet,
    /// It set out, at which try, and nothing came back so far.
    UnderWay(u32),
    /// The last try came back.
    CameBack,
    /// The directory has no contact by the channel.
    NoContact,
    /// The channel is not open to it.
    NoWay,
    /// The recipient let it be known that they have it.
    Received,
}

impl Reach {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Reach::NotYet => "not_yet",
            Reach::UnderWay(_) => "under_way",
            Reach::CameBack => "came_back",
            Reach::NoContact => "no_contact",
            Reach::NoWay => "no_way",
            Reach::Received => "received",
        }
    }

    /// How far it has come after something more that its sender was told of it.
    #[must_use]
    pub fn after(self, fact: &Fact) -> Reach {
        match fact {
            _ if self == Reach::Received => self,
            Fact::MessageSent(f) => Reach::UnderWay(f.attempt),
            // A slower earlier try may come back after a later one has set out.
            Fact::MessageBounced(f) if self == Reach::UnderWay(f.attempt) => Reach::CameBack,
            Fact::ContactLookedUp(f) if !f.entry => Reach::NoContact,
            Fact::ContactGivenUp(_) => Reach::NoWay,
            Fact::AcknowledgementHeard(_) | Fact::AnswerReceived(_) | Fact::RefusalHeard(_) => {
                Reach::Received
            }
            _ => self,
        }
    }
}

/// The channels by which the people in a seat may try a message of theirs again, by what the seat
/// knows: none where it may not be tried, or where a playbook tries by itself.
#[must_use]
pub fn ways(view: &View<'_>, org: OrgId, message: MessageId) -> Vec<ChannelId> {
    let (engine, seat) = (view.engine, view.engine.seat_view(org));
    let Some(sent) = seat.message(message) else {
        return Vec::new();
    };
    let label = sent.letter.claims.iter().map(|claim| claim.tlp).max();
    let (to, reply) = (sent.letter.to, sent.letter.reply_to.is_some());
    let channels = engine.exercise().channels.iter().enumerate();
    let open = channels.filter_map(|(nth, row)| {
        let channel = ChannelId::nth(nth);
        let entry = engine.directory(org, to, channel);
        let leads = entry.is_some_and(|entry| entry != LookUp::Missing);
        let meant = reply && channel == sent.letter.channel;
        let carries = label.is_none_or(|label| label <= row.ceiling);
        let intent = TryAgain { message, channel }.into();
        let allowed = || engine.allows(&Action { by: org, intent }).is_ok();
        ((leads || meant) && carries && allowed()).then_some(channel)
    });
    match seat.played_by() {
        SeatState::Simulated => Vec::new(),
        SeatState::Human | SeatState::Assisted => open.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{AcknowledgementHeard, ContactGivenUp, ContactLookedUp};
    use crate::fact::{MessageBounced, MessageSent};
    use crate::model::MessageKind;

    const MESSAGE: MessageId = MessageId(0);
    const FROM: OrgId = OrgId(1);
    const TO: OrgId = OrgId(2);
    const BY: ChannelId = ChannelId(0);

    fn sent(attempt: u32) -> Fact {
        MessageSent {
            message: MESSAGE,
            from: FROM,
            to: TO,
            kind: MessageKind::Notification,
            about: None,
            channel: BY,
            attempt,
        }
        .into()
    }

    fn bounced(attempt: u32) -> Fact {
        MessageBounced {
            message: MESSAGE,
            from: FROM,
            to: TO,
            channel: BY,
            attempt,
        }
        .into()
    }

    fn looked_up(entry: bool) -> Fact {
        ContactLookedUp {
            message: MESSAGE,
            from: FROM,
            to: TO,
            channel: BY,
            entry,
        }
        .into()
    }

    #[test]
    fn the_last_try_says_how_far_a_message_has_come() {
        let (message, from, to) = (MESSAGE, FROM, TO);
        let given_up = || ContactGivenUp { message, from, to }.into();
        let heard = || AcknowledgementHeard { message, from, to }.into();
        let cases: Vec<(Vec<Fact>, &str)> = vec![
            (vec![], "not_yet"),
            (vec![looked_up(true)], "not_yet"),
            (vec![looked_up(true), sent(1)], "under_way"),
            (vec![sent(1), bounced(1)], "came_back"),
            (vec![sent(1), sent(2), bounced(1)], "under_way"),
            (vec![sent(1), bounced(1), sent(2), bounced(2)], "came_back"),
            (vec![looked_up(false)], "no_contact"),
            (vec![sent(1), bounced(1), looked_up(false)], "no_contact"),
            (vec![given_up()], "no_way"),
            (vec![sent(1), heard()], "received"),
            (vec![sent(1), sent(2), heard(), bounced(2)], "received"),
        ];
        for (facts, word) in cases {
            let reach = facts.iter().fold(Reach::default(), Reach::after);
            assert_eq!(reach.word(), word, "{facts:?}");
        }
    }
}
