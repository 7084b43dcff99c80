//! Somebody in a seat: acts, and hears by an event stream that something was shown.

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

#[derive(Default)]
struct Sight {
    shown: u64,
    waited: Vec<Waited>,
}

/// A seat with somebody in it.
pub struct Seat {
    bearer: String,
    sight: Arc<Mutex<Sight>>,
}

impl Seat {
    /// Sits down, and listens from then on.
    pub fn sit(at: &str, bearer: String) -> Seat {
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
                let mut sight = eye.lock().expect("nobody breaks off");
                sight.shown = shown;
                for one in &mut sight.waited {
                    if one.seen.is_none() && one.shown <= shown {
                        one.seen = Some(now);
                    }
                }
            }
        });
        Seat { bearer, sight }
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

    /// How long after their acknowledgement things were seen, in milliseconds, and how many never
    /// were; they are forgotten.
    pub fn seen(&self) -> (Vec<f64>, usize) {
        let mut sight = self.sight.lock().expect("nobody breaks off");
        let (mut took, mut never) = (Vec::new(), 0);
        for one in std::mem::take(&mut sight.waited) {
            match (one.acknowledged, one.seen) {
                (Some(acknowledged), Some(seen)) => {
                    let late = seen.saturating_duration_since(acknowledged);
                    took.push(late.as_secs_f64() * 1_000.0);
                }
                _ => never += 1,
            }
        }
        (took, never)
    }
}
