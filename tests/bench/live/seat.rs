//! Somebody in a seat: acts, hears by an event stream that something was shown, and looks at the
//! page anew where somebody else has told them something.

use super::line::{Line, field};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// How many things a decision shows to whoever makes it: that it was wanted, and that it was made.
const OF_ONE: u64 = 2;

/// What somebody waits to see.
struct Waited {
    /// When it is seen: as soon as so many things were shown.
    shown: u64,
    /// When it was acknowledged.
    acknowledged: Option<Instant>,
    seen: Option<Instant>,
}

/// What another seat has told this one.
struct Told {
    /// What stands in it and in nothing else.
    tag: String,
    /// When it was acknowledged to whoever told it.
    acknowledged: Option<Instant>,
    /// When it stood on this seat's page.
    seen: Option<Instant>,
}

#[derive(Default)]
struct Sight {
    shown: u64,
    waited: Vec<Waited>,
    told: Vec<Told>,
}

/// A seat with somebody in it.
pub struct Seat {
    id: String,
    bearer: String,
    sight: Arc<Mutex<Sight>>,
}

impl Seat {
    /// Sits down, and listens from then on.
    pub fn sit(at: &str, id: &str, bearer: String) -> Seat {
        let sight = Arc::new(Mutex::new(Sight::default()));
        let (at, head, eye) = (at.to_owned(), bearer.clone(), Arc::clone(&sight));
        tokio::spawn(async move {
            let mut line = Line::to(&at).await;
            line.send("GET", "/api/events", &head, "").await;
            while let Some(event) = line.event().await {
                let shown = field(&event, "\"shown\":").and_then(|text| text.parse().ok());
                let (Some(shown), now) = (shown, Instant::now()) else {
                    continue;
                };
                let renews = {
                    let mut sight = eye.lock().expect("nobody breaks off");
                    let grew = sight.shown < shown;
                    sight.shown = shown;
                    for one in &mut sight.waited {
                        if one.seen.is_none() && one.shown <= shown {
                            one.seen = Some(now);
                        }
                    }
                    grew && sight.told.iter().any(|one| one.seen.is_none())
                };
                if renews {
                    // A line that nobody speaks on is cut off after a while.
                    let mut page = Line::to(&at).await;
                    let (status, text) = page.ask("GET", "/api/seat", &head, "").await;
                    assert_eq!(status, 200, "{text}");
                    let (mut sight, now) = (eye.lock().expect("nobody breaks off"), Instant::now());
                    for one in &mut sight.told {
                        if one.seen.is_none() && text.contains(&one.tag) {
                            one.seen = Some(now);
                        }
                    }
                }
            }
        });
        let id = id.to_owned();
        Seat { id, bearer, sight }
    }

    /// Records a decision, under a key of its own.
    pub async fn decide(&self, line: &mut Line, key: &str) {
        let place = {
            let mut sight = self.sight.lock().expect("nobody breaks off");
            let before = sight.waited.last().map_or(0, |one| one.shown);
            let shown = before.max(sight.shown) + OF_ONE;
            sight.waited.push(Waited {
                shown,
                acknowledged: None,
                seen: None,
            });
            sight.waited.len() - 1
        };
        let body = format!(
            "{{\"key\":\"key-{key}\",\"do\":\"decide\",\"decision\":\"decided {key}\",\
             \"reason\":\"it is so\"}}"
        );
        let (status, said) = line.ask("POST", "/api/seat/act", &self.bearer, &body).await;
        assert_eq!(status, 200, "{said}");
        let mut sight = self.sight.lock().expect("nobody breaks off");
        sight.waited[place].acknowledged = Some(Instant::now());
    }

    /// Logs a call with another seat, under a key of its own: the other sees it at once.
    pub async fn call(&self, line: &mut Line, key: &str, other: &Seat) {
        let tag = format!("called {key}.");
        let place = {
            let mut sight = other.sight.lock().expect("nobody breaks off");
            sight.told.push(Told {
                tag: tag.clone(),
                acknowledged: None,
                seen: None,
            });
            sight.told.len() - 1
        };
        // It shows this seat as much as a decision does.
        {
            let mut sight = self.sight.lock().expect("nobody breaks off");
            let before = sight.waited.last().map_or(0, |one| one.shown);
            let shown = before.max(sight.shown) + OF_ONE;
            sight.waited.push(Waited {
                shown,
                acknowledged: Some(Instant::now()),
                seen: None,
            });
        }
        let body = format!(
            "{{\"key\":\"key-{key}\",\"do\":\"log_contact\",\"with\":\"{}\",\"turned\":\"out\",\
             \"means\":\"phone\",\"text\":\"{tag}\"}}",
            other.id
        );
        let (status, said) = line.ask("POST", "/api/seat/act", &self.bearer, &body).await;
        assert_eq!(status, 200, "{said}");
        let mut sight = other.sight.lock().expect("nobody breaks off");
        sight.told[place].acknowledged = Some(Instant::now());
    }

    /// How long after their acknowledgement to others things stood on this seat's page, in
    /// milliseconds, and how many never did; they are forgotten.
    pub fn told(&self) -> (Vec<f64>, usize) {
        let mut sight = self.sight.lock().expect("nobody breaks off");
        let told = std::mem::take(&mut sight.told).into_iter();
        took(told.map(|one| (one.acknowledged, one.seen)))
    }

    /// How long after their acknowledgement things were seen, in milliseconds, and how many never
    /// were; they are forgotten.
    pub fn seen(&self) -> (Vec<f64>, usize) {
        let mut sight = self.sight.lock().expect("nobody breaks off");
        let waited = std::mem::take(&mut sight.waited).into_iter();
        took(waited.map(|one| (one.acknowledged, one.seen)))
    }
}

/// How long things took from when they were acknowledged until they were seen, in milliseconds, and
/// how many never were.
fn took(all: impl Iterator<Item = (Option<Instant>, Option<Instant>)>) -> (Vec<f64>, usize) {
    let (mut took, mut never) = (Vec::new(), 0);
    for one in all {
        match one {
            (Some(acknowledged), Some(seen)) => {
                let late = seen.saturating_duration_since(acknowledged);
                took.push(late.as_secs_f64() * 1_000.0);
            }
            _ => never += 1,
        }
    }
    (took, never)
}
