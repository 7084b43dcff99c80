//! The same actions and views as JSON, for programs: one line a door in the list below, described
//! in `assets/live/openapi.json`.
//!
//! Whoever changes something brings a token along that a link was exchanged for. A browser sends
//! cookies by itself, wherever it was asked to; so a cookie looks and changes nothing.

mod control;
mod door;
mod draft;
mod evaluate;
mod hotwash;
mod say;
mod seat;
mod simcell;
mod watch;

use super::House;
use super::guard::{BODY, Guest, guest, is_long, keeps_place, pass};
use super::page::{said_of, says};
use super::unfit::Unfit;
use crate::live::desk::Denied;
use crate::live::once;
use crate::live::seat::Form;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::time::timeout;

/// What all doors are, for programs and people who write them.
const DESCRIPTION: &str = include_str!("../../../../assets/live/openapi.json");

macro_rules! doors {
    ($($verb:ident $path:literal $handler:path;)*) => {
        /// All doors.
        pub(super) fn doors() -> axum::Router<Arc<House>> {
            axum::Router::new()$(.route($path, $verb($handler)))*
        }

        /// The method and the path of each.
        #[cfg(test)]
        const DOORS: &[(&str, &str)] = &[$((stringify!($verb), $path),)*];
    };
}

doors! {
    get "/api/openapi.json" door::description;
    post "/api/enter" door::enter;
    post "/api/leave" door::leave;
    post "/api/no-duff" door::no_duff;
    get "/api/clock" door::clock;
    get "/api/events" super::events::events;
    get "/api/public" door::public;
    get "/api/seat" seat::show;
    post "/api/seat/act" seat::act;
    get "/api/seat/drafts" draft::show;
    post "/api/seat/drafts" draft::keep;
    get "/api/control" control::show;
    post "/api/control/pace" control::pace;
    post "/api/control/seat" control::seat;
    post "/api/control/inject" control::inject;
    post "/api/control/add" control::add;
    post "/api/control/contact" control::contact;
    post "/api/control/link" control::link;
    get "/api/control/everything" watch::everything;
    get "/api/control/world" watch::truth;
    get "/api/control/expected" watch::tasks;
    get "/api/say" say::show;
    post "/api/say" say::say;
    get "/api/simcell" simcell::show;
    post "/api/simcell" simcell::act;
    get "/api/evaluate/scorecard" evaluate::scorecard;
    post "/api/evaluate/mark" evaluate::mark;
    get "/api/evaluate/seat" seat::seen;
    get "/api/evaluate/after" hotwash::after;
    get "/api/evaluate/mentions" evaluate::mentions;
    post "/api/evaluate/mentions" evaluate::settle;
    get "/api/hotwash" hotwash::show;
    post "/api/hotwash" hotwash::give;
    get "/api/journal" super::evaluate::journal;
}

/// Whether a path leads to one of the doors, or to where one could be.
pub(super) fn is_one(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Lets a request through, with what it may do, or not.
pub(super) async fn guard(
    house: &House,
    request: Request,
    by_cookie: Option<Guest>,
    next: Next,
) -> Response {
    let headers = request.headers();
    let by_token = token(headers).and_then(|token| guest(house, "token", token.to_owned()));
    if by_token.is_some() {
        keeps_place(&request);
    }
    let named = headers.contains_key(header::AUTHORIZATION);
    let change = request.method() != Method::GET && request.method() != Method::HEAD;
    let open = request.uri().path() == "/api/enter";
    let who = by_token.as_ref().map(|guest| guest.word.as_str());
    let who = match change {
        true => who,
        false => who.or(by_cookie.as_ref().map(|guest| guest.word.as_str())),
    };
    let slow = match change {
        true => by_token
            .as_ref()
            .is_some_and(|guest| !house.limits.act(guest)),
        false => who.is_some_and(|who| !house.limits.looks.allows(who)),
    };
    let response = match (change, &by_token, &by_cookie) {
        _ if slow => told(
            StatusCode::TOO_MANY_REQUESTS,
            text!("api-too-fast"),
            text!("api-wait-and-retry"),
        ),
        (true, Some(_), _) => with_form(request, by_token, next).await,
        (true, None, _) if open => with_form(request, None, next).await,
        (true, None, Some(_)) if !named => told(
            StatusCode::FORBIDDEN,
            text!("api-no-cookie"),
            text!("api-exchange-link"),
        ),
        (true, None, _) => nothing(),
        (false, ..) if named => pass(request, by_token, next).await,
        (false, ..) => pass(request, by_cookie, next).await,
    };
    as_json(response)
}

/// The token that a request brings along.
fn token(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// Reads what a request says, and lets it through.
async fn with_form(request: Request, guest: Option<Guest>, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let is_json = kind.eq_ignore_ascii_case("application/json");
    let bytes = match timeout(BODY, to_bytes(body, super::FORM_LIMIT)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            return told(status, text!("api-too-long"), text!("api-send-less"));
        }
        Err(_) => {
            let status = StatusCode::REQUEST_TIMEOUT;
            return told(status, text!("api-too-slow"), text!("api-send-at-once"));
        }
    };
    if !is_json && !bytes.is_empty() {
        return told(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            text!("api-not-said-json"),
            text!("api-send-json"),
        );
    }
    let object = object(&bytes);
    if object
        .as_ref()
        .is_ok_and(|object| object.values().any(has_long))
    {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return told(status, text!("api-too-long"), text!("api-send-less"));
    }
    let whose = guest
        .as_ref()
        .map(|guest| guest.holder.word())
        .unwrap_or_default();
    let read = object.and_then(|object| {
        if parts.uri.path() == draft::PATH {
            parts.extensions.insert(object);
        } else {
            let path = parts.uri.path();
            let many =
                |name: &str| MANY.contains(&name) || (name == "to" && TO_SEVERAL.contains(&path));
            let mut form = form(object, many)?;
            once::seal(&mut form, path, &whose);
            parts.extensions.insert(form);
        }
        Ok(())
    });
    if let Err(why) = read {
        return told(StatusCode::BAD_REQUEST, why, text!("api-send-object"));
    }
    pass(Request::from_parts(parts, Body::empty()), guest, next).await
}

/// Fields that may come more than once. Of others a list is refused: what stands behind its first
/// text would be lost without a word.
const MANY: [&str; 5] = ["attach", "claim", "fields", "of", "wants"];
/// Where an inject is added or changed, it may go to several.
const TO_SEVERAL: [&str; 2] = ["/api/control/add", "/api/control/inject"];

/// What is sent: an object, or nothing.
fn object(bytes: &[u8]) -> Result<Map<String, Value>, String> {
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| text!("api-no-json", error = error.to_string()))?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(text!("api-no-object")),
    }
}

/// Whether a text in it is longer than any field takes.
fn has_long(value: &Value) -> bool {
    match value {
        Value::String(text) => is_long(text),
        Value::Array(all) => all.iter().any(has_long),
        Value::Object(all) => all.values().any(has_long),
        _ => false,
    }
}

/// The fields of a form, as JSON has them; a list is a field that comes more than once, where it
/// may.
fn form(object: Map<String, Value>, many: impl Fn(&str) -> bool) -> Result<Form, String> {
    let mut form = Form::new();
    for (name, value) in object {
        let all = match value {
            Value::Array(all) if many(&name) => all,
            Value::Array(_) => return Err(text!("api-no-list", name = name)),
            Value::Null => Vec::new(),
            // A number may be written in more than one way, and a key in one alone.
            Value::Number(_) | Value::Bool(_) if name == "key" => {
                return Err(text!("api-key-no-text"));
            }
            one => vec![one],
        };
        for one in all {
            let text = match one {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(truth) => truth.to_string(),
                _ => return Err(text!("api-neither-text", name = name)),
            };
            form.push((name.clone(), text));
        }
    }
    Ok(form)
}

/// The place in a list that a query names; the first where it names none.
fn place(asked: &BTreeMap<String, String>, name: &str) -> Result<usize, Box<Response>> {
    let text = asked.get(name).map_or("0", String::as_str);
    text.parse().map_err(|_| {
        let why = text!("api-no-place", name = name);
        let told = told(StatusCode::BAD_REQUEST, why, text!("api-count-from"));
        Box::new(told)
    })
}

/// An answer of JSON.
fn answer(value: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, value.to_string()).into_response()
}

/// Why something cannot be had, and what can.
fn told(status: StatusCode, why: String, instead: String) -> Response {
    (status, answer(&json!({ "why": why, "instead": instead }))).into_response()
}

/// Where nothing is, and where something is that is not for whoever asks: both say the same.
fn nothing() -> Response {
    told(
        StatusCode::NOT_FOUND,
        text!("api-nothing-here"),
        text!("api-look-up-doors"),
    )
}

/// What is said to whoever acts without a key.
fn keyless() -> Response {
    told(
        StatusCode::BAD_REQUEST,
        text!("api-no-key"),
        text!("api-make-key"),
    )
}

/// What is said of a form that does nothing.
fn unfit(why: Unfit, instead: String) -> Response {
    match why {
        Unfit::Unknown => told(StatusCode::NOT_FOUND, text!("api-names-nothing"), instead),
        Unfit::Wrong((why, instead)) => told(StatusCode::BAD_REQUEST, why, instead),
        Unfit::Denied(why) => denied(&why),
    }
}

/// What is said when the session denies something.
fn denied(why: &Denied) -> Response {
    match why {
        Denied::Refused(refusal) => told(
            StatusCode::CONFLICT,
            refusal.why.clone(),
            refusal.instead.clone(),
        ),
        other => told(
            StatusCode::SERVICE_UNAVAILABLE,
            says(other),
            text!("pages-tell-controller"),
        ),
    }
}

/// Whatever could not be done, said as JSON, whoever said it.
fn as_json(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_json = kind == Some(&HeaderValue::from_static("application/json"));
    if !(status.is_client_error() || status.is_server_error()) || is_json {
        return response;
    }
    match status {
        StatusCode::NOT_FOUND => nothing(),
        StatusCode::METHOD_NOT_ALLOWED => {
            let allowed = response.headers().get(header::ALLOW).cloned();
            let mut answer = told(
                status,
                text!("api-not-done-here"),
                text!("api-look-up-doable"),
            );
            if let Some(allowed) = allowed {
                answer.headers_mut().insert(header::ALLOW, allowed);
            }
            answer
        }
        _ => {
            let why = status.canonical_reason().map(str::to_lowercase);
            let why = said_of(&response).map(str::to_owned).or(why);
            let why = why.unwrap_or_else(|| text!("api-failed"));
            told(status, why, text!("api-look-up-expected"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn described() -> Value {
        serde_json::from_str(DESCRIPTION).expect("the description is JSON")
    }

    #[test]
    fn every_door_is_described_and_everything_described_is_a_door() {
        let described = described();
        let paths = described["paths"].as_object().expect("paths");
        let told: BTreeSet<(String, String)> = (paths.iter())
            .flat_map(|(path, verbs)| {
                let verbs = verbs.as_object().expect("verbs").keys();
                verbs.map(|verb| (verb.clone(), path.clone()))
            })
            .collect();
        let doors = DOORS.iter();
        let doors = doors.map(|(verb, path)| ((*verb).to_owned(), (*path).to_owned()));
        assert_eq!(doors.collect::<BTreeSet<_>>(), told);
        assert_eq!(described["info"]["version"], crate::engine::VERSION);
    }

    #[test]
    fn what_the_description_refers_to_is_there() {
        fn refers(value: &Value, all: &Value) {
            match value {
                Value::Object(fields) => {
                    if let Some(at) = fields.get("$ref").and_then(Value::as_str) {
                        let pointer = at.strip_prefix('#').expect("it points within");
                        assert!(all.pointer(pointer).is_some(), "{at} leads nowhere");
                    }
                    fields.values().for_each(|one| refers(one, all));
                }
                Value::Array(items) => items.iter().for_each(|one| refers(one, all)),
                _ => {}
            }
        }
        let described = described();
        refers(&described, &described);
        for (path, verbs) in described["paths"].as_object().expect("paths") {
            for (verb, about) in verbs.as_object().expect("verbs") {
                assert!(about["summary"].is_string(), "{verb} {path}");
                assert!(about["responses"]["200"].is_object(), "{verb} {path}");
            }
        }
    }

    #[test]
    fn json_is_read_as_a_form_is() {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        for (said, read) in [
            ("", Ok(vec![])),
            ("{\"a\":\"x\",\"b\":null}", Ok(vec![pair("a", "x")])),
            (
                "{\"claim\":[\"x\",\"y\"],\"n\":7,\"t\":true}",
                Ok(vec![
                    pair("claim", "x"),
                    pair("claim", "y"),
                    pair("n", "7"),
                    pair("t", "true"),
                ]),
            ),
            ("[]", Err("an object")),
            ("{\"a\":{}}", Err("`a` is neither")),
            ("{\"wants\":[[]]}", Err("`wants` is neither")),
            ("{\"a\":[\"x\"]}", Err("`a` is one text")),
            ("{\"key\":12345678}", Err("a key is a text")),
            ("{\"a\"", Err("line 1 column 4")),
        ] {
            let object = object(said.as_bytes());
            let form = object.and_then(|object| form(object, |name| MANY.contains(&name)));
            match (form, read) {
                (Ok(form), Ok(read)) => assert_eq!(form, read, "{said}"),
                (Err(why), Err(part)) => assert!(why.contains(part), "{said}: {why}"),
                (found, _) => panic!("{said}: {found:?}"),
            }
        }
    }
}
