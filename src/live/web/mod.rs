//! Pages over HTTP: one file a kind of page, one line in the list of routes.

mod added;
mod anew;
mod api;
mod artefact;
mod change;
mod contact;
mod control;
mod draft;
mod effect;
mod enter;
mod evaluate;
mod events;
mod everything;
mod expected;
mod guard;
mod hotwash;
mod link;
mod listen;
mod local;
mod mark;
mod mention;
mod msel;
mod page;
mod picture;
mod rate;
mod ready;
mod room;
mod rows;
mod say;
mod seat;
mod seen;
mod shown;
mod simcell;
mod streams;
mod unfit;
mod watch;
mod who;
mod world;

pub use listen::serve;
pub use rate::Limits;

use super::desk::{Denied, Desk};
use super::pass::Passes;
use super::presence::Presence;
use super::store::Pass;
use super::time::Time;
use crate::exercise::Exercise;
use crate::model::Names;
use crate::scenario::written::Written;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, header};
use axum::routing::{get, post};
use std::sync::{Arc, RwLock};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// A form may have so many bytes: a message as long as a page allows, each letter of it as long as
/// letters become on their way.
const FORM_LIMIT: usize = 256 << 10;

/// What every page is made from.
pub struct House {
    /// The session.
    pub desk: Desk,
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// What it was read from, as far as that is known.
    pub written: Arc<Written>,
    /// Its id texts.
    pub names: Names,
    /// Who may come in.
    pub passes: RwLock<Passes>,
    /// Who has which seat's pages open.
    pub presence: Presence,
    /// Whether pages are reached over TLS, here or before a proxy: cookies then never go without.
    pub secure: bool,
    /// How people reach pages before a proxy, `https://drill.example.net`: changes come from there
    /// alone. None where they reach this server by whatever name it has.
    pub origin: Option<String>,
    /// What streams of events tick by.
    pub time: Time,
    /// How often people may do what costs something.
    pub limits: Limits,
    /// The name of the cookie that lets somebody in, of this exercise alone.
    pub cookie: String,
    /// The commitment shown before STARTEX, hexadecimal.
    pub commitment: String,
    /// How long what people do is kept; empty where nobody has said.
    pub kept: String,
    /// The nonce that opens it, hexadecimal; shown after ENDEX alone.
    pub nonce: String,
}

impl House {
    /// The name of the cookie that keeps what somebody signs with.
    pub(super) fn signed(&self) -> String {
        format!("{}-name", self.cookie)
    }

    /// How whoever asks reaches this server, for a link that they pass on: by the name that it was
    /// said to have, or by the one that they used.
    pub(super) fn reached_at(&self, headers: &HeaderMap) -> String {
        if let Some(origin) = &self.origin {
            return origin.clone();
        }
        let host = headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{host}")
    }

    /// Whatever a pass opens is open from now on.
    pub(super) fn give(&self, pass: Pass) {
        let mut passes = self.passes.write().unwrap_or_else(|held| held.into_inner());
        passes.0.push(pass);
    }

    /// Takes back whatever passes are meant: on disk first, since what cannot be kept does not
    /// hold. Of those that were given out meanwhile none is left.
    ///
    /// # Errors
    /// When it cannot be kept; all of them open what they opened, then.
    pub(super) async fn take_back(&self, meant: impl Fn(&Pass) -> bool) -> Result<(), Denied> {
        loop {
            let open: Vec<Pass> = {
                let passes = self.passes.read().unwrap_or_else(|held| held.into_inner());
                let open = passes.0.iter().filter(|pass| !pass.revoked && meant(pass));
                let taken = |pass: &Pass| Pass {
                    revoked: true,
                    ..pass.clone()
                };
                open.map(taken).collect()
            };
            if open.is_empty() {
                return Ok(());
            }
            let kept = open.clone();
            self.desk
                .keep(move |store| store.keep_passes(&kept))
                .await?;
            let mut passes = self.passes.write().unwrap_or_else(|held| held.into_inner());
            let gone = |pass: &Pass| open.iter().any(|one| one.hash == pass.hash);
            for pass in passes.0.iter_mut().filter(|pass| gone(pass)) {
                pass.revoked = true;
            }
        }
    }

    /// Lets somebody in from now on, by a link that opens something still: it may have been taken
    /// back since they came. Whether it does.
    pub(super) fn admit(&self, link: &[u8; 32], pass: Pass) -> bool {
        let mut passes = self.passes.write().unwrap_or_else(|held| held.into_inner());
        let opens = passes.0.iter().any(|one| one.hash == *link && !one.revoked);
        if opens {
            passes.0.push(pass);
        }
        opens
    }
}

/// All pages.
pub fn pages(house: Arc<House>) -> Router {
    Router::new()
        .route("/", get(enter::door))
        .route("/enter/{token}", get(enter::enter))
        .route("/leave", post(enter::leave))
        .route("/sign", post(enter::sign))
        .route("/events", get(events::events))
        .route("/no-duff", post(control::no_duff))
        .route("/control", get(control::show))
        .route("/control/pace", post(control::pace))
        .route("/control/seat", post(control::seat))
        .route("/control/inject", get(change::show).post(msel::inject))
        .route("/control/add", post(msel::add))
        .route("/control/contact", post(contact::settle))
        .route("/local", get(local::show))
        .route("/control/simcell", get(simcell::show).post(simcell::act))
        .route("/say", post(say::say))
        .route("/control/link", post(link::link))
        .route("/evaluate", get(evaluate::show))
        .route("/evaluate/mark", post(mark::mark))
        .route("/evaluate/mention", post(mention::settle))
        .route("/control/expected", get(expected::show))
        .route("/control/everything", get(everything::show))
        .route("/control/world", get(world::show))
        .route("/evaluate/picture", get(picture::show))
        .route("/evaluate/seat", get(seen::show))
        .route("/evaluate/after", get(hotwash::after))
        .route("/hotwash", get(hotwash::show).post(hotwash::answer))
        .route("/evaluate/report", get(evaluate::report))
        .route("/evaluate/journal", get(evaluate::journal))
        .route("/seat", get(seat::show))
        .route("/seat/write", get(seat::write))
        .route("/seat/directory", get(seat::directory))
        .route("/seat/playbook", get(seat::playbook))
        .route("/seat/artefact", get(artefact::download))
        .route("/seat/draft", get(draft::show).post(draft::keep))
        .route("/seat/drafts", get(draft::list))
        .route("/seat/act", post(seat::act))
        .route("/watch", get(watch::show))
        .route("/style.css", get(page::style))
        .route("/live.js", get(page::script))
        .route("/favicon.ico", get(page::icon))
        .merge(api::doors())
        .fallback(page::nowhere)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        // A picture of many lanes is ten times as long as it need be on its way. Streams of events
        // go out as they are.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&house),
            guard::guard,
        ))
        .with_state(house)
}
