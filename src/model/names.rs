//! The author's id texts behind the indices, so that a journal reads without a key.

use super::{
    AgreementId, ArtefactId, ChannelId, CriticalTaskId, EconomyId, FindingId, GatheringId, HostId,
    InjectId, ObjectiveId, OperationId, OrgId, PlaybookId, ThreatId,
};

/// Id texts, table by table, each sorted; and what a seat reads in place of the ids it must not
/// see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Economies.
    pub economies: Vec<String>,
    /// Organisations.
    pub orgs: Vec<String>,
    /// Channels.
    pub channels: Vec<String>,
    /// Agreements.
    pub agreements: Vec<String>,
    /// Findings and falsehoods.
    pub findings: Vec<String>,
    /// Artefacts.
    pub artefacts: Vec<String>,
    /// Hosts.
    pub hosts: Vec<String>,
    /// Threat groups.
    pub threats: Vec<String>,
    /// Playbooks.
    pub playbooks: Vec<String>,
    /// Injects.
    pub injects: Vec<String>,
    /// Critical tasks.
    pub tasks: Vec<String>,
    /// Gatherings.
    pub gatherings: Vec<String>,
    /// Operations.
    pub operations: Vec<String>,
    /// Objectives.
    pub objectives: Vec<String>,
    /// What each finding says, as a participant reads it; true or false looks alike.
    pub finding_says: Vec<String>,
    /// The address of each host, as a participant reads it.
    pub host_addresses: Vec<String>,
    /// The label on each artefact, as a participant reads it.
    pub artefact_labels: Vec<String>,
}

/// An index that has an id text.
pub trait Named: Copy {
    /// What such a thing is called in a message to a person.
    const WHAT: &'static str;
    /// The table of id texts it points into.
    fn table(names: &Names) -> &[String];
    /// The index of a place in that table.
    fn nth(place: usize) -> Self;
    /// Its place.
    fn place(self) -> usize;

    /// The author's id text; `?` where the index is foreign.
    fn text(self, names: &Names) -> &str {
        Self::table(names)
            .get(self.place())
            .map_or("?", String::as_str)
    }

    /// The index of an id text. Tables are sorted, so this is a binary search.
    fn find(text: &str, names: &Names) -> Option<Self> {
        let found = Self::table(names).binary_search_by(|name| name.as_str().cmp(text));
        found.ok().map(Self::nth)
    }
}

macro_rules! named {
    ($($id:ident $table:ident $what:literal;)*) => {$(
        impl Named for $id {
            const WHAT: &'static str = $what;
            fn table(names: &Names) -> &[String] { &names.$table }
            fn nth(place: usize) -> Self { $id::nth(place) }
            fn place(self) -> usize { self.at() }
        }
    )*};
}

named! {
    EconomyId economies "economy";
    OrgId orgs "organisation";
    ChannelId channels "channel";
    AgreementId agreements "agreement";
    FindingId findings "finding";
    ArtefactId artefacts "artefact";
    HostId hosts "host";
    ThreatId threats "threat group";
    PlaybookId playbooks "playbook";
    InjectId injects "inject";
    CriticalTaskId tasks "critical task";
    GatheringId gatherings "gathering";
    OperationId operations "operation";
    ObjectiveId objectives "objective";
}
