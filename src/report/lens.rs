//! What an edition lets its reader see of a run: which entries, readings and tasks, and by what
//! names. Every renderer looks through it and at nothing else.

use super::{Edition, Subject, alias, line};
use crate::fact::Fact;
use crate::journal::{Body, Entry, Input, SeatEdition};
use crate::metric::{Reading, Scope};
use crate::model::{
    FindingId, LocalNumbers, Mask, Named, Names, OrgId, Subject as About, Tlp, Voice,
};
use crate::scorecard::{CriticalPath, ObjectiveRating, TaskRating};
use std::collections::BTreeSet;

/// A run as one edition shows it.
pub struct Lens<'a> {
    /// The run.
    pub what: Subject<'a>,
    /// For whom.
    pub edition: Edition,
    /// The author's id texts. What a reader is shown comes from the methods, never from here.
    pub names: Names,
    aliases: Vec<String>,
    /// What takes names out of texts, for the public.
    mask: Mask,
    team: Option<SeatEdition>,
    known: BTreeSet<FindingId>,
    shown: Vec<(u32, String)>,
}

impl<'a> Lens<'a> {
    /// The run through the eyes of an edition.
    #[must_use]
    pub fn new(what: Subject<'a>, edition: Edition) -> Lens<'a> {
        let team = match edition {
            Edition::Team(own) => Some(SeatEdition::of(what.exercise, what.entries, own)),
            Edition::Excon | Edition::Public => None,
        };
        let mask = match edition {
            Edition::Public => alias::mask(&what),
            Edition::Excon | Edition::Team(_) => Mask::default(),
        };
        let aliases = alias::aliases(&what, team.as_ref(), edition);
        let shown = shown(&what, edition, team.as_ref());
        let names = what.exercise.names();
        let known = known(&what, edition);
        Lens {
            what,
            edition,
            names,
            aliases,
            mask,
            team,
            known,
            shown,
        }
    }

    /// What this edition is called.
    #[must_use]
    pub fn title(&self) -> String {
        match self.edition {
            Edition::Excon => "EXCON edition".to_owned(),
            Edition::Team(org) => format!("edition for {}", self.org(org)),
            Edition::Public => "public edition".to_owned(),
        }
    }

    /// The label it bears.
    #[must_use]
    pub fn tlp(&self) -> Tlp {
        self.edition.tlp(self.what.scorecard.tlp)
    }

    /// The exercise mark.
    #[must_use]
    pub fn mark(&self) -> String {
        line::plain(&self.what.scorecard.mark)
    }

    /// The organisation whose edition it is.
    #[must_use]
    pub fn own(&self) -> Option<OrgId> {
        match self.edition {
            Edition::Team(org) => Some(org),
            Edition::Excon | Edition::Public => None,
        }
    }

    /// What an organisation is called here.
    #[must_use]
    pub fn org(&self, id: OrgId) -> &str {
        self.aliases.get(id.at()).map_or("?", String::as_str)
    }

    /// An author's text, or one made of ids, without the names this edition withholds.
    #[must_use]
    pub fn says(&self, text: &str) -> String {
        let text = line::plain(text);
        match &self.team {
            Some(team) => team.says(&text),
            None => self.mask.over(&text),
        }
    }

    /// A finding: its id for EXCON, what it says for a team.
    #[must_use]
    pub fn finding(&self, id: FindingId) -> String {
        match self.edition {
            Edition::Excon => id.text(&self.names).to_owned(),
            Edition::Team(_) => self.says(
                self.names
                    .finding_says
                    .get(id.at())
                    .map_or("?", String::as_str),
            ),
            Edition::Public => "a finding".to_owned(),
        }
    }

    /// A scope, in the words of [`Scope::text`].
    #[must_use]
    pub fn scope(&self, scope: Scope) -> String {
        match scope {
            Scope::Org(id) => format!("org:{}", self.org(id)),
            Scope::Pair(a, b) => format!("pair:{}>{}", self.org(a), self.org(b)),
            Scope::Finding(id) => format!("finding:{}", self.finding(id)),
            Scope::All | Scope::Channel(_) | Scope::Objective(_) => {
                self.says(&scope.text(&self.names))
            }
        }
    }

    /// An organisation as an id: its own where this edition names it.
    fn org_id(&self, id: OrgId) -> String {
        match self.edition {
            Edition::Team(own) if own != id => alias::slug(self.org(id), self.org(own)),
            _ => self.org(id).to_owned(),
        }
    }

    /// A finding as an id; for a team its number among those that it came to know, in the order of
    /// what they say.
    fn finding_id(&self, id: FindingId) -> String {
        if self.edition == Edition::Excon {
            return id.text(&self.names).to_owned();
        }
        let mut known: Vec<FindingId> = self.known.iter().copied().collect();
        known.sort_by_key(|one| (self.finding(*one), *one));
        let place = known.iter().position(|one| *one == id);
        format!("finding-{}", place.map_or(0, |place| place + 1))
    }

    /// A scope as [`Lens::scope`], of ids alone: for programs.
    #[must_use]
    pub fn scope_id(&self, scope: Scope) -> String {
        match scope {
            Scope::Org(id) => format!("org:{}", self.org_id(id)),
            Scope::Pair(a, b) => format!("pair:{}>{}", self.org_id(a), self.org_id(b)),
            Scope::Finding(id) => format!("finding:{}", self.finding_id(id)),
            Scope::All | Scope::Channel(_) | Scope::Objective(_) => self.scope(scope),
        }
    }

    /// What each id of a scope stands for, in the reader's words: the parts of [`Lens::scope_id`],
    /// each with its kind in front.
    #[must_use]
    pub fn labels(&self, scope: Scope) -> Vec<(String, String)> {
        let exercise = self.what.exercise;
        let org = |id: OrgId| {
            let name = match self.edition {
                Edition::Team(own) if own != id => self.org(id).to_owned(),
                _ => line::plain(&exercise.org(id).name),
            };
            (format!("org:{}", self.org_id(id)), name)
        };
        let says = |text: Option<&String>| text.map_or_else(String::new, |text| self.says(text));
        match scope {
            Scope::All => Vec::new(),
            Scope::Org(id) => vec![org(id)],
            Scope::Pair(a, b) => vec![org(a), org(b)],
            Scope::Finding(id) => {
                let text = exercise.findings.get(id.at()).map(|one| &one.says);
                vec![(self.scope_id(scope), says(text))]
            }
            Scope::Channel(id) => {
                let text = exercise.channels.get(id.at()).map(|one| &one.name);
                vec![(self.scope_id(scope), says(text))]
            }
            Scope::Objective(id) => {
                let text = exercise.objectives.get(id.at()).map(|one| &one.title);
                vec![(self.scope_id(scope), says(text))]
            }
        }
    }

    /// The entry of a number.
    #[must_use]
    pub fn entry(&self, seq: u32) -> Option<&'a Entry> {
        let entries = self.what.entries;
        let place = entries.binary_search_by_key(&seq, |entry| entry.seq).ok()?;
        entries.get(place)
    }

    /// Whether the reader may see an entry.
    #[must_use]
    pub fn sees(&self, entry: &Entry) -> bool {
        sees(self.edition, entry)
    }

    /// The facts the reader may see, with their entries.
    pub fn facts(&self) -> impl Iterator<Item = (&'a Entry, &'a Fact)> {
        let seen = self.what.entries.iter().filter(|entry| self.sees(entry));
        seen.filter_map(|entry| entry.fact().map(|fact| (entry, fact)))
    }

    /// Of these entries, those the reader may see.
    #[must_use]
    pub fn evidence(&self, seqs: &[u32]) -> Vec<u32> {
        let seen = |seq: &u32| self.entry(*seq).is_some_and(|entry| self.sees(entry));
        seqs.iter().copied().filter(seen).collect()
    }

    /// The same by the numbers that the reader knows.
    #[must_use]
    pub fn evidence_numbers(&self, seqs: &[u32]) -> Vec<u32> {
        self.evidence(seqs)
            .into_iter()
            .map(|seq| self.number(seq))
            .collect()
    }

    /// The readings the reader may see: a team its own and those of everybody together, the
    /// public only the latter.
    pub fn readings(&self) -> impl Iterator<Item = &'a Reading> {
        self.what
            .scorecard
            .readings
            .iter()
            .filter(|one| self.shows(one))
    }

    /// Whether the reader may see a reading.
    #[must_use]
    pub fn shows(&self, reading: &Reading) -> bool {
        match (self.edition, reading.scope) {
            (Edition::Excon, _) | (_, Scope::All | Scope::Channel(_) | Scope::Objective(_)) => true,
            (Edition::Public, _) => false,
            (Edition::Team(own), Scope::Org(org)) => org == own,
            (Edition::Team(own), Scope::Pair(a, b)) => {
                let all_seen = self.evidence(&reading.evidence).len() == reading.evidence.len();
                (a == own || b == own) && all_seen
            }
            (Edition::Team(_), Scope::Finding(id)) => self.known.contains(&id),
        }
    }

    /// The tasks of an objective that the reader may see one by one.
    pub fn tasks<'b>(&self, of: &'b ObjectiveRating) -> impl Iterator<Item = &'b TaskRating> {
        let edition = self.edition;
        of.tasks.iter().filter(move |task| match edition {
            Edition::Excon => true,
            Edition::Team(org) => task.seat == org,
            Edition::Public => false,
        })
    }

    /// The critical paths that the reader may see one by one, longest first.
    pub fn paths(&self) -> impl Iterator<Item = &'a CriticalPath> {
        let edition = self.edition;
        self.what
            .scorecard
            .paths
            .iter()
            .filter(move |path| match edition {
                Edition::Excon => true,
                Edition::Team(org) => path.org == Some(org),
                Edition::Public => false,
            })
    }

    /// What something is about, in the reader's words.
    #[must_use]
    pub fn about(&self, about: About) -> String {
        match self.edition {
            Edition::Excon => {
                let (kind, id) = about.parts(&self.names);
                format!("{kind} {}", line::plain(id))
            }
            Edition::Team(_) => {
                let mut numbers = LocalNumbers::default();
                self.says(Voice::seat(&self.names, &mut numbers).subject(about))
            }
            Edition::Public => about.parts(&self.names).0.to_owned(),
        }
    }

    /// The number of an entry as the reader knows it: a team counts what it was shown, since a gap
    /// would tell it that something happened elsewhere.
    #[must_use]
    pub fn number(&self, seq: u32) -> u32 {
        let place = self.shown.binary_search_by_key(&seq, |(seq, _)| *seq);
        match (self.edition, place) {
            (Edition::Team(_), Ok(place)) => u32::try_from(place + 1).unwrap_or(u32::MAX),
            _ => seq,
        }
    }

    /// The sentence that tells an entry; none for what the reader may not see.
    #[must_use]
    pub fn sentence(&self, seq: u32) -> Option<String> {
        if self.edition != Edition::Excon {
            let place = self
                .shown
                .binary_search_by_key(&seq, |(seq, _)| *seq)
                .ok()?;
            return Some(self.shown[place].1.clone());
        }
        let mut voice = Voice::excon(&self.names);
        let told = match &self.entry(seq)?.body {
            Body::Fact(fact) => fact.reads(&mut voice),
            Body::Input(Input::TimeReached) => "the time is reached".to_owned(),
            Body::Input(Input::Action(action, refusal)) => {
                let wish = action.intent.reads(&mut voice);
                let end = refusal
                    .as_ref()
                    .map(|refusal| format!(": refused, {refusal}"));
                format!(
                    "{} wants to {wish}{}",
                    voice.org(action.by),
                    end.unwrap_or_default()
                )
            }
        };
        Some(self.says(&told))
    }
}

/// The entries that a team was shown, each with its sentence, masked.
fn shown(what: &Subject<'_>, edition: Edition, team: Option<&SeatEdition>) -> Vec<(u32, String)> {
    let seen = what.entries.iter().filter(|entry| sees(edition, entry));
    let events = team.into_iter().flat_map(|team| &team.events);
    seen.zip(events)
        .map(|(entry, event)| (entry.seq, line::plain(&event.text)))
        .collect()
}

fn sees(edition: Edition, entry: &Entry) -> bool {
    match (edition, &entry.body) {
        (Edition::Excon, _) => true,
        (Edition::Public, _) => false,
        (Edition::Team(org), Body::Fact(fact)) => fact.audience().includes(org),
        (Edition::Team(org), Body::Input(Input::Action(action, _))) => action.by == org,
        (Edition::Team(_), Body::Input(Input::TimeReached)) => false,
    }
}

/// The findings that a team came to know.
fn known(what: &Subject<'_>, edition: Edition) -> BTreeSet<FindingId> {
    let Edition::Team(own) = edition else {
        return BTreeSet::new();
    };
    let table = what.exercise.findings.iter().enumerate();
    let before = table.filter(|(_, finding)| finding.known_to.contains(&own));
    let learnt = what.entries.iter().filter_map(|entry| match entry.fact() {
        Some(Fact::ClaimLearnt(fact)) if fact.org == own => Some(fact.claim.finding),
        _ => None,
    });
    before
        .map(|(place, _)| FindingId::nth(place))
        .chain(learnt)
        .collect()
}
