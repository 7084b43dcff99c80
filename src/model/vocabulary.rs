//! The field's vocabularies that messages, organisations and work are described with.

use super::word::words;

words! {
    /// What an organisation is. Defaults (desk, playbook, mandates) follow from it.
    pub enum OrgKind {
        /// A national or governmental CERT / CSIRT.
        NationalCert = "national_cert",
        /// A regional secretariat or point-of-contact body.
        RegionalBody = "regional_body",
        /// A police unit.
        Police = "police",
        /// A ministry or other part of government.
        Ministry = "ministry",
        /// A company: a possible victim.
        Company = "company",
        /// A hosting provider, which can suspend what it hosts.
        HostingProvider = "hosting_provider",
        /// A software or security vendor.
        Vendor = "vendor",
        /// A platform with an abuse desk.
        Platform = "platform",
        /// A newsroom.
        Media = "media",
        /// A threat group; it has a seat and no desk.
        ThreatGroup = "threat_group",
        /// The exercise control group; it sends injects and is told nothing.
        Excon = "excon",
    }
}

impl OrgKind {
    /// Whether such an organisation plays: it can be told things, and its times are measured.
    #[must_use]
    pub fn plays(self) -> bool {
        !matches!(self, OrgKind::Excon | OrgKind::ThreatGroup)
    }

    /// Whether it belongs to the community that handles incidents, to whom TLP:GREEN may go.
    #[must_use]
    pub fn in_community(self) -> bool {
        !matches!(self, OrgKind::Media | OrgKind::ThreatGroup | OrgKind::Excon)
    }
}

words! {
    /// What an organisation may do by law or contract.
    pub enum Mandate {
        /// Suspend infrastructure (its own, or within its economy by order).
        TakeDown = "take_down",
        /// Arrest persons.
        Arrest = "arrest",
        /// Block traffic.
        Block = "block",
        /// Publish advisories and statements.
        Publish = "publish",
        /// Release classified findings.
        Declassify = "declassify",
        /// Attribute an attack in public.
        Attribute = "attribute",
        /// Order evidence preserved.
        PreserveEvidence = "preserve_evidence",
    }
}

words! {
    /// What a message is.
    pub enum MessageKind {
        /// Tells an organisation that it is, or will be, affected.
        Notification = "notification",
        /// Asks for what the other may know.
        InformationRequest = "information_request",
        /// Answers a request.
        Answer = "answer",
        /// Asks the sender of a request for fields that it left out.
        Clarification = "clarification",
        /// A general advisory.
        Advisory = "advisory",
        /// Technical indicators, shared.
        Indicators = "indicators",
        /// Asks for infrastructure to be suspended.
        TakedownRequest = "takedown_request",
        /// Asks for evidence to be kept.
        PreservationRequest = "preservation_request",
        /// Asks another state for legal assistance.
        LegalAssistance = "legal_assistance",
        /// Asks to leave infrastructure up until a joint operation strikes.
        Deconfliction = "deconfliction",
        /// Raises a matter to the next step of a ladder.
        Escalation = "escalation",
        /// A situation report.
        SituationReport = "situation_report",
        /// A newsroom asks.
        PressQuery = "press_query",
        /// A statement to the press.
        PressStatement = "press_statement",
        /// A points-of-contact check.
        CommsCheck = "comms_check",
    }
}

impl MessageKind {
    /// Whether the sender waits for an answer, so that silence is a fault.
    #[must_use]
    pub fn wants_answer(self) -> bool {
        matches!(
            self,
            Self::InformationRequest
                | Self::Clarification
                | Self::TakedownRequest
                | Self::PreservationRequest
                | Self::LegalAssistance
                | Self::Deconfliction
                | Self::PressQuery
                | Self::CommsCheck
        )
    }

    /// Whether a reply of this kind settles what it replies to: an answer does, and a newsroom has
    /// what it asked for by a statement as well.
    #[must_use]
    pub fn settles(self, asked: MessageKind) -> bool {
        match self {
            Self::Answer => true,
            Self::PressStatement => asked == Self::PressQuery,
            _ => false,
        }
    }
}

words! {
    /// What a finding is about.
    pub enum FindingKind {
        /// A network address or domain.
        Address = "address",
        /// A file hash or other signature.
        Hash = "hash",
        /// The identity of a victim.
        Victim = "victim",
        /// A method or procedure.
        Method = "method",
        /// A name: an actor, a handle.
        Name = "name",
        /// A decryption key.
        Key = "key",
    }
}

impl FindingKind {
    /// Whether a victim that is given such a finding meets it in its own logs and files.
    #[must_use]
    pub fn is_found_in_logs(self) -> bool {
        matches!(self, Self::Address | Self::Hash)
    }

    /// Whether it can be set against a threat: blocked, filtered for, closed.
    #[must_use]
    pub fn can_be_applied(self) -> bool {
        matches!(self, Self::Address | Self::Hash | Self::Method)
    }
}

words! {
    /// Which law a finding's data falls under.
    pub enum DataCategory {
        /// Technical data only.
        Technical = "technical",
        /// Personal data: legal review where law says so.
        Personal = "personal",
        /// Commercially confidential data.
        Commercial = "commercial",
    }
}

words! {
    /// How much of a finding travels.
    pub enum Part {
        /// Enough to act on, without source or method.
        Partial = "partial",
        /// All of it.
        Full = "full",
    }
}

words! {
    /// What a court takes for the findings that a warrant rests on.
    pub enum Admits {
        /// Whatever the party knows in full.
        Anything = "anything",
        /// Only what the party holds as evidence: kept or received in an unbroken chain.
        Evidence = "evidence",
    }
}

words! {
    /// A kind of desk work; each has a service time of its own.
    pub enum Work {
        /// Read, understand, sort.
        Triage = "triage",
        /// Check a claim before acting on it.
        Verification = "verification",
        /// Analyse an artefact.
        Analysis = "analysis",
        /// Talk to several parties.
        Coordination = "coordination",
        /// Suspend infrastructure.
        TakedownWork = "takedown",
        /// Contain an intrusion.
        Containment = "containment",
        /// Recover systems.
        Recovery = "recovery",
        /// Write an advisory, report or statement.
        Drafting = "drafting",
        /// Legal review.
        LegalReview = "legal_review",
        /// Everyday tickets that have nothing to do with the exercise.
        Background = "background",
    }
}

words! {
    /// How urgent a piece of work is; lower is served first.
    pub enum Priority {
        /// Before all else.
        Urgent = "urgent",
        /// Before everyday work.
        High = "high",
        /// Everyday work.
        Normal = "normal",
        /// When nothing else waits.
        Low = "low",
    }
}

words! {
    /// What a threat does, and what sensors are good at seeing.
    pub enum ThreatClass {
        /// Compromise through a supplier.
        SupplyChain = "supply_chain",
        /// Ransomware.
        Ransomware = "ransomware",
        /// Phishing and fraud.
        Phishing = "phishing",
        /// Denial of service.
        Ddos = "ddos",
        /// Espionage.
        Espionage = "espionage",
        /// Information operations.
        Influence = "influence",
    }
}

words! {
    /// Named tiers of trust, inner to outer.
    pub enum Tier {
        /// Nothing is held back for want of trust.
        Inner = "inner",
        /// A proven partner.
        Trusted = "trusted",
        /// Met before.
        Known = "known",
        /// Never dealt with.
        Stranger = "stranger",
    }
}

words! {
    /// Who plays a seat.
    pub enum SeatState {
        /// Its playbook.
        Simulated = "simulated",
        /// People.
        Human = "human",
        /// The playbook proposes, people confirm.
        Assisted = "assisted",
    }
}

words! {
    /// How exercise time passes while people play.
    pub enum Pacing {
        /// Not at all.
        Paused = "paused",
        /// So and so much faster or slower than real time, or just as it.
        Timed = "timed",
        /// As fast as it can be played: nobody can act meanwhile.
        Untimed = "untimed",
    }
}

words! {
    /// What looking up a contact came to.
    pub enum LookUp {
        /// The entry reaches somebody.
        Current = "current",
        /// The entry is out of date; it bounces or nobody reads it.
        Stale = "stale",
        /// There is no entry.
        Missing = "missing",
    }
}

words! {
    /// Where an agreement stands.
    pub enum AgreementState {
        /// Signed: on paper only.
        Signed = "signed",
        /// In use between the agencies it names.
        Operational = "operational",
        /// Set aside for now.
        Suspended = "suspended",
        /// No longer in force.
        Lapsed = "lapsed",
    }
}

words! {
    /// The nine issue areas by which bilateral cyber agreements are sorted.
    pub enum IssueArea {
        /// Discussion and dialogue.
        Discussion = "discussion",
        /// Research.
        Research = "research",
        /// Confidence building.
        ConfidenceBuilding = "confidence_building",
        /// Incident response.
        IncidentResponse = "incident_response",
        /// Crime.
        Crime = "crime",
        /// Capacity building.
        CapacityBuilding = "capacity_building",
        /// Activity limiting.
        ActivityLimiting = "activity_limiting",
        /// Defence.
        Defence = "defence",
        /// Terrorism.
        Terrorism = "terrorism",
    }
}

words! {
    /// A field that a request may carry and a recipient may need.
    pub enum RequestField {
        /// The address or identifier to act on.
        Address = "address",
        /// When it was seen, with time zone.
        Timestamps = "timestamps",
        /// Logs or samples that show it.
        Evidence = "evidence",
        /// What harm it does.
        Impact = "impact",
        /// On what legal ground to act.
        LegalBasis = "legal_basis",
        /// Whom to call back.
        CallBack = "call_back",
    }
}

words! {
    /// Why something known was not shared.
    pub enum Withheld {
        /// The recipient is not trusted enough.
        Trust = "trust",
        /// Its TLP label forbids it.
        Tlp = "tlp",
        /// It is classified and not yet released.
        Classification = "classification",
        /// Legal review has not cleared it.
        Legal = "legal",
        /// The channel's ceiling is below its label.
        ChannelCeiling = "channel_ceiling",
    }
}

words! {
    /// Why a request was turned down.
    pub enum Declined {
        /// The recipient has no mandate or no part in it.
        NotOurs = "not_ours",
        /// What was asked for is missing and never came.
        Incomplete = "incomplete",
        /// The recipient does not believe it.
        NotBelieved = "not_believed",
        /// Policy or politics forbid it.
        Policy = "policy",
        /// The recipient has nothing to give.
        NothingKnown = "nothing_known",
        /// It is about what the recipient does not count as an incident.
        NotAnIncident = "not_an_incident",
    }
}

words! {
    /// How sure people are of what they decide.
    pub enum Confidence {
        /// Little speaks for it.
        Low = "low",
        /// It is plausible, and not well enough supported.
        Moderate = "moderate",
        /// Good evidence speaks for it.
        High = "high",
    }
}

words! {
    /// How an organisation came to know something.
    pub enum LearntBy {
        /// Its own sensors.
        Sensor = "sensor",
        /// Its own analysis of an artefact.
        Analysis = "analysis",
        /// A message.
        Message = "message",
        /// A publication.
        Publication = "publication",
        /// Known before STARTEX.
        Beforehand = "beforehand",
        /// A contact outside, noted and confirmed.
        Contact = "contact",
    }
}
