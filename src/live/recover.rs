//! What is whole of a damaged exercise, kept as a new one. The damaged file is never touched: it is
//! read from a copy, up to the first input that is missing, was altered or plays otherwise.

use super::draft::Draft;
use super::log;
use super::note::Note;
use super::pass::{commitment, hash, secret};
use super::session::{Broken, Session};
use super::store::{Batch, Paced, Pass, Reached, Store, Trouble, beside};
use crate::model::SimTime;
use std::path::{Path, PathBuf};

/// What was kept of a damaged exercise, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Inputs that were kept.
    pub inputs: usize,
    /// How many there were, where that can be told.
    pub inputs_before: Option<usize>,
    /// Why the first input that was not kept was not.
    pub why: Option<String>,
    /// The moment at which the exercise stands now; none before STARTEX.
    pub at: Option<SimTime>,
    /// The moment at which it stood, where that can be told.
    pub stood: Option<SimTime>,
    /// Commits after the place where the log breaks off.
    pub commits_lost: u32,
    /// Links and cookies that were kept; where any might be lost, none are, so that none that was
    /// taken back opens anything again.
    pub passes: Option<usize>,
    /// Changes of pace that were kept, and whether those are all.
    pub paces: (usize, bool),
    /// Notes that were kept, and whether those are all.
    pub notes: (usize, bool),
    /// Drafts that were kept, and whether those are all.
    pub drafts: (usize, bool),
    /// Whether the nonce is the one that the commitment was made with.
    pub opens_commitment: bool,
}

impl Recovered {
    /// Whether nothing was lost.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.why.is_none()
            && self.inputs_before == Some(self.inputs)
            && self.at == self.stood
            && self.commits_lost == 0
            && self.passes.is_some()
            && self.paces.1
            && self.notes.1
            && self.drafts.1
            && self.opens_commitment
    }
}

/// Keeps what is whole of an exercise as a new one at `to`. Copies and attempts are made in
/// `scratch`, an empty directory on the same disk as `to`.
///
/// # Errors
/// When another program holds it, it cannot be read, or its first line, which holds the scenario
/// and the seed, is lost; when there is something at `to` already.
pub fn recover(from: &Path, to: &Path, scratch: &Path) -> Result<Recovered, Trouble> {
    if to.exists() {
        let text = format!("{} is there already", to.display());
        return Err(Trouble::Foreign(text));
    }
    Store::check_free(from)?;
    let commits_lost = log::look(&beside(from, "-wal"))?.lost;
    let old = Salvaged::read(from, scratch)?;
    let attempts = Attempts { old: &old, scratch };
    let mut told = Recovered {
        inputs: old.inputs.len(),
        inputs_before: old.inputs_before,
        why: old.why.clone(),
        stood: old.reached.map(|reached| reached.at),
        commits_lost,
        paces: (old.paces.len(), old.paces_whole),
        notes: (old.notes.len(), old.notes_whole),
        drafts: (old.drafts.len(), old.drafts_whole),
        opens_commitment: old.opens_commitment,
        ..Recovered::default()
    };
    let passes_hold = old.passes_whole && commits_lost == 0;
    told.passes = passes_hold.then_some(old.passes.len());
    let (path, reached) = attempts.best(&mut told)?;
    told.at = reached.map(|reached| reached.at);
    let mut store = Store::open(&path)?;
    if passes_hold {
        store.keep_passes(&old.passes)?;
    }
    for draft in &old.drafts {
        store.keep_draft(draft)?;
    }
    drop(store);
    std::fs::rename(&path, to)?;
    Ok(told)
}

/// What can be read of a damaged exercise.
struct Salvaged {
    kept: Option<Vec<u8>>,
    scenario: Option<Vec<u8>>,
    drawn: bool,
    first_line: Vec<u8>,
    nonce: [u8; 32],
    opens_commitment: bool,
    inputs: Vec<(String, String)>,
    inputs_before: Option<usize>,
    why: Option<String>,
    reached: Option<Reached>,
    paces: Vec<Paced>,
    paces_whole: bool,
    notes: Vec<(String, Note)>,
    notes_whole: bool,
    drafts: Vec<Draft>,
    drafts_whole: bool,
    passes: Vec<Pass>,
    passes_whole: bool,
}

impl Salvaged {
    /// Reads from a copy; where that has no beginning any more, with the beginning that every
    /// exercise has.
    fn read(from: &Path, scratch: &Path) -> Result<Salvaged, Trouble> {
        let copy = scratch.join("copy");
        let log = beside(from, "-wal");
        let again = || {
            std::fs::copy(from, &copy)?;
            match std::fs::copy(&log, beside(&copy, "-wal")) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            }
        };
        again()?;
        let as_it_is = Store::open_damaged(&copy).and_then(Salvaged::from);
        if as_it_is.is_ok() {
            return as_it_is;
        }
        again()?;
        Store::mend_beginning(&copy, &scratch.join("empty"))?;
        let mended = Store::open_damaged(&copy).and_then(Salvaged::from);
        // What a copy does not hold was lost, whatever SQLite says of it.
        mended.or(as_it_is).map_err(|trouble| match trouble {
            Trouble::Database(why) => Trouble::Damaged(why.to_string()),
            other => other,
        })
    }

    fn from(mut store: Store) -> Result<Salvaged, Trouble> {
        let first_line = store.about("first line")?;
        crate::journal::read(&*first_line, crate::engine::VERSION)
            .map_err(|damaged| Trouble::Damaged(format!("its first line {}", damaged.reason)))?;
        let nonce = store.about("nonce").ok();
        let nonce = nonce.and_then(|nonce| <[u8; 32]>::try_from(nonce).ok());
        let bound = store.about("commitment").ok();
        let opens = nonce.is_some_and(|nonce| {
            bound.is_some_and(|bound| bound == commitment(&nonce, &first_line).as_bytes())
        });
        let (inputs, why) = store.whole_inputs();
        let (paces, notes, passes) = (store.paces(), store.notes(), store.passes());
        let drafts = store.drafts();
        Ok(Salvaged {
            nonce: nonce.map_or_else(new_nonce, Ok)?,
            opens_commitment: opens,
            kept: store.about("kept").ok(),
            scenario: store.about("scenario").ok(),
            drawn: store.is_drawn(),
            inputs,
            inputs_before: store.count_inputs().map(|count| count as usize),
            why: why.map(|why| why.to_string()),
            reached: store.reached().ok().flatten(),
            paces_whole: paces.is_ok(),
            paces: paces.unwrap_or_default(),
            notes_whole: notes.is_ok(),
            notes: notes.unwrap_or_default(),
            drafts_whole: drafts.is_ok(),
            drafts: drafts.unwrap_or_default(),
            passes_whole: passes.is_ok(),
            passes: passes.unwrap_or_default(),
            first_line,
        })
    }
}

fn new_nonce() -> Result<[u8; 32], Trouble> {
    let secret = secret().map_err(|error| Trouble::File(std::io::Error::other(error)))?;
    Ok(hash(&secret))
}

/// New exercises, made until one can be taken up.
struct Attempts<'s> {
    old: &'s Salvaged,
    scratch: &'s Path,
}

impl Attempts<'_> {
    /// The one that keeps most.
    fn best(&self, told: &mut Recovered) -> Result<(PathBuf, Option<Reached>), Trouble> {
        let all = self.old.inputs.len();
        let cut = self.old.why.is_some() || self.old.inputs_before != Some(all);
        if !cut {
            match self.make(all, self.old.reached)? {
                Ok((path, _)) => return Ok((path, self.old.reached)),
                Err(broken) => told.why = Some(broken.to_string()),
            }
        }
        let mut keep = all;
        if let Err(broken) = self.make(all, None)? {
            told.why = Some(broken.to_string());
            // The first inputs play, so many of them do not: the border is between.
            let (mut plays, mut does_not) = (0, all);
            while does_not - plays > 1 {
                let middle = plays.midpoint(does_not);
                match self.make(middle, None)? {
                    Ok(_) => plays = middle,
                    Err(_) => does_not = middle,
                }
            }
            keep = plays;
        }
        told.inputs = keep;
        let stands = match self.make(keep, None)? {
            Ok((_, stands)) => stands,
            Err(broken) => return Err(Trouble::Damaged(broken.to_string())),
        };
        match self.make(keep, stands)? {
            Ok((path, _)) => Ok((path, stands)),
            Err(broken) => Err(Trouble::Damaged(broken.to_string())),
        }
    }

    /// A new exercise with the first inputs, and where it stands; or why that cannot be taken up.
    #[allow(clippy::type_complexity, reason = "one answer within another")]
    fn make(
        &self,
        inputs: usize,
        reached: Option<Reached>,
    ) -> Result<Result<(PathBuf, Option<Reached>), Broken>, Trouble> {
        let (path, old) = (self.scratch.join("made"), self.old);
        for left in [path.clone(), beside(&path, "-wal")] {
            let _ = std::fs::remove_file(left);
        }
        let mut store = Store::create(&path, &old.first_line, &old.nonce, old.drawn)?;
        for (name, value) in [("kept", &old.kept), ("scenario", &old.scenario)] {
            if let Some(value) = value {
                store.say(name, value)?;
            }
        }
        let by_then = |at: SimTime| reached.is_none_or(|reached| at <= reached.at);
        store.commit(&Batch {
            inputs: old.inputs[..inputs].to_vec(),
            paces: (old.paces.iter())
                .filter(|paced| by_then(paced.at))
                .cloned()
                .collect(),
            notes: (old.notes.iter())
                .filter(|(_, note)| by_then(note.at))
                .cloned()
                .collect(),
            reached,
        })?;
        Ok(Session::take_up(store).map(|mut session| {
            let stands = session.stands();
            let begun = stands.entries > 0 || stands.at > SimTime::STARTEX;
            (path, begun.then_some(stands))
        }))
    }
}
