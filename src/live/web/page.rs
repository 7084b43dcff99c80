//! The frame of every page, and how a page is made from its template.

use super::House;
use super::guard::Guest;
use crate::live::clock::Pace;
use crate::live::desk::{Denied, News};
use crate::live::english::in_template;
use crate::model::{SimTime, Span};
use crate::report::template::house;
use crate::scenario::when;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::tz::TimeZone;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use std::sync::LazyLock;

macro_rules! templates {
    ($($name:literal)*) => {
        const TEMPLATES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../assets/live/", $name, ".jinja"))),)*
        ];
    };
}

templates! {
    "around" "sure" "change" "proposed" "frame" "enter" "message" "seat" "desk" "drafts" "write"
    "directory" "playbook" "control" "contacts" "seats" "everything" "world" "ready" "seen"
    "expected" "picture" "injects" "add" "local" "simcell" "evaluate" "after" "hotwash" "watch"
    "bar"
}

const STYLE: &str = concat!(
    include_str!("../../../assets/report/style.css"),
    include_str!("../../../assets/live/live.css"),
);
/// The script, after the texts that it shows.
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let texts = serde_json::json!({
        "here": text!("script-here", time = "{time}"),
        "other": text!("script-other"),
        "others": text!("script-others", count = "{count}"),
        "named": text!("script-named", names = "{names}"),
        "draft-mine": text!("script-draft-mine", time = "{time}"),
        "draft-theirs": text!("script-draft-theirs", time = "{time}"),
        "gone": text!("script-gone"),
        "kept": text!("script-kept", time = "{time}"),
        "not-kept": text!("script-not-kept"),
    });
    // What only whoever reads the source needs stays behind.
    let script = include_str!("../../../assets/live/live.js").lines();
    let script = script.map(str::trim).filter(|line| !line.starts_with("//"));
    let script = script.collect::<Vec<_>>().join("\n");
    format!("const TEXT = {texts};\n{script}")
});

static HOUSE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut house = house();
    house.add_function("t", in_template);
    for (name, text) in TEMPLATES {
        house
            .add_template(name, text)
            .expect("templates are part of the program and tested with it");
    }
    house
});

/// Makes a page: its template filled, in the frame that every page has.
pub(super) fn page(
    house: &House,
    guest: Option<&Guest>,
    template: &str,
    title: &str,
    filling: Value,
) -> Response {
    let news = house.desk.news().borrow().clone();
    let exercise = &house.exercise;
    let role = guest.map_or("nobody", |guest| guest.holder.role.word());
    let seat = guest.and_then(|guest| guest.holder.seat);
    let frame = context! {
        title,
        template,
        exercise => exercise.title.as_str(),
        mark => exercise.mark.as_str(),
        tlp => exercise.tlp.word(),
        role,
        seat => seat.map_or("", |seat| exercise.org(seat).name.as_str()),
        word => guest.map_or("", |guest| guest.word.as_str()),
        my_name => guest.map_or("", |guest| guest.name.as_str()),
        clock => clock(house, &news),
        local => local(house, guest, &news),
        kept => house.kept.as_str(),
        commitment => house.commitment.as_str(),
        endex => exercise.clock.endex.to_string(),
    };
    let whole = context! { ..filling, ..frame };
    let text = HOUSE
        .get_template("frame")
        .and_then(|frame| frame.render(whole));
    made(text)
}

/// A report among the pages of play: with the way back, the clock and No Duff, none of which is
/// printed.
pub(super) fn report(house: &House, guest: &Guest, report: &str) -> Response {
    let news = house.desk.news().borrow().clone();
    let filling = context! {
        word => guest.word.as_str(),
        clock => clock(house, &news),
        local => local(house, Some(guest), &news),
    };
    let style = include_str!("../../../assets/live/bar.css");
    let bar = HOUSE
        .get_template("bar")
        .and_then(|bar| bar.render(filling));
    let begins = "<body>\n";
    made(bar.map(|bar| {
        report.replacen(
            begins,
            &format!("{begins}<style>\n{style}</style>\n{bar}"),
            1,
        )
    }))
}

/// A part of a page, without a frame.
pub(super) fn part(template: &str, filling: Value) -> Response {
    made(
        HOUSE
            .get_template(template)
            .and_then(|part| part.render(filling)),
    )
}

fn made(text: Result<String, minijinja::Error>) -> Response {
    match text {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!("a page cannot be made: {error:#}");
            let why = text!("page-cannot-be-made");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, why)
        }
    }
}

/// What the clock shows.
pub(super) fn clock(house: &House, news: &News) -> Value {
    let unix = house.exercise.clock.scenario_unix_ms(news.reached);
    let (state, speed) = match news.pace {
        _ if !news.started => ("before STARTEX", 0),
        _ if news.reached >= house.exercise.clock.endex => ("ENDEX", 0),
        Pace::Paused => ("paused", 0),
        Pace::Speed(thousandths) => ("running", thousandths),
        Pace::Until(_) | Pace::NextInject(_) => ("as fast as possible", 0),
    };
    let says = match state {
        "before STARTEX" => text!("clock-before"),
        "ENDEX" => text!("clock-over"),
        "paused" => text!("clock-paused"),
        "running" => text!("clock-running"),
        _ => text!("clock-fast"),
    };
    context! {
        says,
        at => news.reached.to_string(),
        ms => news.reached.0,
        unix,
        utc => utc(unix),
        state,
        speed,
        times => times(speed),
        said => news.said.as_ref().map_or("", |(_, text)| text.as_str()),
        said_at => news.said.as_ref().map_or_else(String::new, |(at, _)| time(*at)),
        trouble => news.trouble.as_deref().unwrap_or_default(),
    }
}

/// The local time of whoever asks: of the seat's or the local controller's economy, otherwise of
/// the scenario, and where that names no zone of this machine. Where scripts run, the browser's
/// takes its place.
fn local(house: &House, guest: Option<&Guest>, news: &News) -> String {
    let (exercise, holder) = (&house.exercise, guest.map(|guest| guest.holder));
    let seat = holder.and_then(|holder| holder.seat);
    let economy = seat.and_then(|seat| exercise.org(seat).economy);
    let economy = economy.or(holder.and_then(|holder| holder.economy));
    let zone = economy.map(|economy| exercise.economies[economy.at()].zone.as_str());
    let zone = zone.unwrap_or(&exercise.clock.zone);
    let zone = when::zone(zone).ok();
    let zone = zone.unwrap_or_else(TimeZone::system);
    let unix = exercise.clock.scenario_unix_ms(news.reached);
    let moment = jiff::Timestamp::from_millisecond(unix).ok();
    moment.map_or_else(String::new, |moment| {
        let zone_name = zone.iana_name().unwrap_or_default().to_owned();
        let moment = moment.to_zoned(zone).strftime("%H:%M:%S").to_string();
        text!("clock-local", time = moment, zone = zone_name)
    })
}

/// A speed in thousandths, as people say it: `60`, `0.5`.
fn times(thousandths: u32) -> String {
    (f64::from(thousandths) / 1000.0).to_string()
}

fn utc(unix_ms: i64) -> String {
    let moment = jiff::Timestamp::from_millisecond(unix_ms).ok();
    moment.map_or_else(String::new, |moment| {
        moment.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
    })
}

/// Something as templates read it.
pub(super) fn serde<T: serde::Serialize>(of: T) -> Value {
    Value::from(Serde(of))
}

/// A moment as pages write it.
pub(super) fn time(at: SimTime) -> String {
    at.to_string()
}

/// A length of time as pages write it: to the second.
pub(super) fn length(of: Span) -> String {
    Span::seconds(of.0 / 1000).to_string()
}

/// A page that says one thing.
pub(super) fn message(
    house: &House,
    guest: Option<&Guest>,
    status: StatusCode,
    title: &str,
    says: String,
    instead: String,
) -> Response {
    // The status tells the page's script what became of what was sent.
    let refused = if status.is_success() {
        0
    } else {
        status.as_u16()
    };
    saying(house, guest, (status, refused), title, says, instead)
}

/// A page that says one thing, and to its script another.
fn saying(
    house: &House,
    guest: Option<&Guest>,
    (status, refused): (StatusCode, u16),
    title: &str,
    says: String,
    instead: String,
) -> Response {
    let filling = context! { says, instead, refused };
    (status, page(house, guest, "message", title, filling)).into_response()
}

/// What is said when the session denies what somebody had written out, and whether that is kept as
/// a draft: where it is not, their browser keeps it.
pub(super) fn denied_draft(house: &House, guest: &Guest, why: &Denied, kept: bool) -> Response {
    match why {
        Denied::Refused(refusal) if !kept => {
            let status = (
                StatusCode::CONFLICT,
                StatusCode::SERVICE_UNAVAILABLE.as_u16(),
            );
            let instead = text!("draft-in-tab", instead = refusal.instead.as_str());
            let (title, says) = (text!("pages-not-done"), refusal.why.clone());
            saying(house, Some(guest), status, &title, says, instead)
        }
        _ => denied(house, Some(guest), why),
    }
}

/// What is said when the session denies something.
pub(super) fn denied(house: &House, guest: Option<&Guest>, why: &Denied) -> Response {
    let (status, says, instead) = match why {
        Denied::Refused(refusal) => (
            StatusCode::CONFLICT,
            refusal.why.clone(),
            refusal.instead.clone(),
        ),
        other => {
            let instead = match other {
                Denied::NotKept(_) => text!("page-tell-and-retry"),
                _ => text!("pages-tell-controller"),
            };
            (StatusCode::SERVICE_UNAVAILABLE, says(other), instead)
        }
    };
    message(
        house,
        guest,
        status,
        &text!("pages-not-done"),
        says,
        instead,
    )
}

/// Why the session does nothing just now.
pub(super) fn says(why: &Denied) -> String {
    match why {
        Denied::Refused(refusal) => refusal.why.clone(),
        Denied::NotKept(why) => text!("denied-not-kept", why = why.as_str()),
        Denied::Stopped(why) => text!("denied-stopped", why = why.as_str()),
        Denied::Closed => text!("denied-closed"),
    }
}

pub(super) async fn style() -> Response {
    fixed("text/css; charset=utf-8", STYLE)
}

pub(super) async fn script() -> Response {
    fixed("text/javascript; charset=utf-8", SCRIPT.as_str())
}

pub(super) async fn icon() -> Response {
    fixed(
        "image/svg+xml",
        include_str!("../../../assets/live/icon.svg"),
    )
}

fn fixed(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "max-age=600"),
    ];
    (headers, text).into_response()
}

/// What a refusal says before it has a page around it, which the guard makes: not every place
/// that refuses knows who asks.
#[derive(Clone)]
struct Unframed(String);

/// A refusal.
pub(super) fn refusal(status: StatusCode, says: String) -> Response {
    let mut response = (status, says.clone()).into_response();
    response.extensions_mut().insert(Unframed(says));
    response
}

/// What a refusal says.
pub(super) fn said_of(response: &Response) -> Option<&str> {
    let said = response.extensions().get::<Unframed>();
    said.map(|Unframed(says)| says.as_str())
}

/// A refusal with a page around it; every other response as it is.
pub(super) fn framed(house: &House, guest: Option<&Guest>, mut response: Response) -> Response {
    let status = response.status();
    let bare = !response.headers().contains_key(header::CONTENT_TYPE);
    let said = response.extensions_mut().remove::<Unframed>();
    let unsaid = || Unframed(text!("page-not-for-that"));
    let kind = response.headers().get(header::CONTENT_TYPE);
    let text = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let failed = status.is_client_error() || status.is_server_error();
    let said = said.or_else(|| (failed && (bare || text)).then(unsaid));
    let Some(Unframed(says)) = said else {
        return response;
    };
    let (title, instead) = (text!("pages-not-done"), text!("page-go-back"));
    let allowed = response.headers_mut().remove(header::ALLOW);
    let mut framed = message(house, guest, status, &title, says, instead);
    if let Some(allowed) = allowed {
        framed.headers_mut().insert(header::ALLOW, allowed);
    }
    framed
}

/// Where nothing is, and where something is that is not for whoever asks: both say the same.
pub(super) async fn nowhere() -> Response {
    refusal(StatusCode::NOT_FOUND, text!("page-nothing-here"))
}
