//! What EXCON changes of an inject that has not gone out.

use super::{ChannelId, OrgId, Priority, SimTime, Voice};

/// What is otherwise than the script has it; what is none stays as it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amendment {
    /// When it is due.
    pub due: Option<SimTime>,
    /// What it says.
    pub text: Option<String>,
    /// Whom it goes to, sorted.
    pub to: Option<Vec<OrgId>>,
    /// The channel it comes by.
    pub channel: Option<ChannelId>,
    /// How urgent it is.
    pub priority: Option<Priority>,
}

impl Amendment {
    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Amendment::default()
    }

    /// Changes it once more: what is said later holds.
    pub fn amend(&mut self, later: Amendment) {
        self.due = later.due.or(self.due);
        self.text = later.text.or(self.text.take());
        self.to = later.to.or(self.to.take());
        self.channel = later.channel.or(self.channel);
        self.priority = later.priority.or(self.priority);
    }

    /// What is changed, in words.
    #[must_use]
    pub fn in_words(&self, voice: &Voice<'_>) -> String {
        let to = self.to.as_ref().map(|to| {
            let names: Vec<&str> = to.iter().map(|org| voice.org(*org)).collect();
            format!("it goes to {}", names.join(", "))
        });
        let what = [
            self.due.map(|at| format!("it is due at {at}")),
            to,
            self.channel
                .map(|channel| format!("it comes by {}", voice.channel(channel))),
            self.priority
                .map(|priority| format!("its priority is {priority}")),
            self.text.as_ref().map(|text| format!("it says: {text}")),
        ];
        what.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
