//! What organisations are called in an edition, and what takes their names out of texts.

use super::{Edition, Subject, line};
use crate::model::{EconomyId, Mask, OrgId, OrgKind};
use sha2::{Digest, Sha256};

/// What each organisation is called in an edition.
#[must_use]
pub fn aliases(what: &Subject<'_>, edition: Edition) -> Vec<String> {
    let exercise = what.exercise;
    match edition {
        Edition::Excon => exercise
            .organisations
            .iter()
            .map(|org| line::plain(&org.id))
            .collect(),
        Edition::Public => exercise
            .organisations
            .iter()
            .map(|org| kind(org.kind).into())
            .collect(),
        Edition::Team(own) => team_aliases(what, own),
    }
}

/// `organisation A`, `organisation B`, … in an order that tells nothing. It is drawn from the
/// moments of all entries, which only a holder of the whole journal has: neither ids nor the head
/// hash, which every edition prints, are enough to work it out. It differs between teams.
fn team_aliases(what: &Subject<'_>, own: OrgId) -> Vec<String> {
    let exercise = what.exercise;
    let mut key = Sha256::new_with_prefix(b"hotwash edition");
    key.update(exercise.org(own).id.as_bytes());
    for entry in what.entries {
        key.update(entry.at.0.to_le_bytes());
    }
    let key = key.finalize();
    let drawn = |id: &str| {
        Sha256::new_with_prefix(key)
            .chain_update(id.as_bytes())
            .finalize()
    };
    let mut order: Vec<OrgId> = exercise.orgs().map(|(id, _)| id).collect();
    order.sort_by_cached_key(|id| drawn(&exercise.org(*id).id));
    let mut aliases = vec![String::new(); exercise.organisations.len()];
    let (mut players, mut groups) = (0, 0);
    for id in order {
        aliases[id.at()] = match exercise.org(id).kind {
            _ if id == own => line::plain(&exercise.org(id).id),
            OrgKind::Excon => "EXCON".to_owned(),
            OrgKind::ThreatGroup => lettered("threat group", &mut groups),
            _ => lettered("organisation", &mut players),
        };
    }
    aliases
}

/// `word A` … `word Z`, `word AA` …; counts on.
fn lettered(word: &str, next: &mut u32) -> String {
    *next += 1;
    let (mut rest, mut letters) = (*next, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.reverse();
    format!("{word} {}", String::from_utf8_lossy(&letters))
}

/// A kind of organisation in words.
#[must_use]
pub fn kind(kind: OrgKind) -> &'static str {
    match kind {
        OrgKind::NationalCert => "national CERT",
        OrgKind::RegionalBody => "regional body",
        OrgKind::Police => "police unit",
        OrgKind::Ministry => "ministry",
        OrgKind::Company => "company",
        OrgKind::HostingProvider => "hosting provider",
        OrgKind::Vendor => "vendor",
        OrgKind::Platform => "platform",
        OrgKind::Media => "newsroom",
        OrgKind::ThreatGroup => "threat group",
        OrgKind::Excon => "EXCON",
    }
}

/// Several organisations of a kind in words.
#[must_use]
pub fn kinds(kind: OrgKind) -> &'static str {
    match kind {
        OrgKind::NationalCert => "national CERTs",
        OrgKind::RegionalBody => "regional bodies",
        OrgKind::Police => "police units",
        OrgKind::Ministry => "ministries",
        OrgKind::Company => "companies",
        OrgKind::HostingProvider => "hosting providers",
        OrgKind::Vendor => "vendors",
        OrgKind::Platform => "platforms",
        OrgKind::Media => "newsrooms",
        OrgKind::ThreatGroup => "threat groups",
        OrgKind::Excon => "EXCON",
    }
}

/// What takes the names out of texts.
#[must_use]
pub fn mask(what: &Subject<'_>, edition: Edition, aliases: &[String]) -> Mask {
    let exercise = what.exercise;
    if edition == Edition::Excon {
        return Mask::default();
    }
    let own = match edition {
        Edition::Team(own) => Some(own),
        Edition::Excon | Edition::Public => None,
    };
    let mut mask = Mask::default();
    for ((id, org), alias) in exercise.orgs().zip(aliases) {
        let stays = own == Some(id);
        mask.add(&org.id, alias);
        mask.add(&org.name, if stays { &org.name } else { alias });
    }
    let home = own.and_then(|own| exercise.org(own).economy);
    for (place, economy) in exercise.economies.iter().enumerate() {
        if home.map(EconomyId::at) != Some(place) {
            mask.add_exact(&economy.id, "another economy");
            mask.add(&economy.name, "another economy");
        }
    }
    for agreement in &exercise.agreements {
        mask.add(&agreement.id, "an agreement");
        mask.add(&agreement.title, "an agreement");
    }
    for gathering in &exercise.gatherings {
        mask.add(&gathering.id, "a gathering");
        mask.add(&gathering.title, "a gathering");
    }
    for operation in &exercise.operations {
        mask.add(&operation.id, "an operation");
        mask.add(&operation.title, "an operation");
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let mut next = 0;
        let all: Vec<String> = (0..28).map(|_| lettered("x", &mut next)).collect();
        assert_eq!(
            (&*all[0], &*all[25], &*all[26], &*all[27]),
            ("x A", "x Z", "x AA", "x AB")
        );
    }
}
