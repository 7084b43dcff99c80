//! What every request passes: who asks, whether a change comes from our own pages, and what
//! browsers are told to allow.

use super::House;
use super::api;
use super::page::{framed, refusal};
use super::room::Place;
use super::who::key;
use crate::live::once;
use crate::live::pass::{Holder, Role, form_word, same};
use crate::live::seat::Form;
use crate::model::{EconomyId, Named as _, Names, OrgId};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Forms that may come as often as they like.
const KEYLESS: [&str; 5] = [
    "/leave",
    "/sign",
    "/no-duff",
    "/seat/draft",
    "/control/link",
];
/// A field of a form has so many characters at most.
const LONGEST: usize = 20_000;
/// How long the form of a request may take to come.
pub(super) const BODY: Duration = Duration::from_secs(15);
/// Pages load nothing from elsewhere and run no script but their own.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
                      base-uri 'none'";
/// The report brings its own style along, and no script but that of all pages.
const REPORT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                             script-src 'self'; connect-src 'self'; \
                             form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Who asks; none where no cookie, or none that opens anything.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    /// Who it is.
    pub holder: Holder,
    /// The word that forms bring along.
    pub word: String,
    /// The cookie itself.
    pub cookie: String,
    /// The seats that an evaluator is assigned to; all where there are none.
    pub assigned: Vec<OrgId>,
    /// The name that they last signed with; empty where they never did.
    pub name: String,
}

/// The cookie that keeps the name that somebody signs with, or takes it back where they have none.
fn kept_name(house: &House, name: &str) -> String {
    let secure = if house.secure { "; Secure" } else { "" };
    let gone = if name.is_empty() { "; Max-Age=0" } else { "" };
    let (cookie, name) = (
        house.signed(),
        form_urlencoded::byte_serialize(name.as_bytes()),
    );
    let name = name.collect::<String>();
    format!("{cookie}={name}; HttpOnly; SameSite=Strict; Path=/{secure}{gone}")
}

/// Lets a request through, with what it may do, or not.
pub(super) async fn guard(
    State(house): State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    let own = cookie(request.headers(), &house.cookie).map(str::to_owned);
    let came_in = own.is_some();
    let mut guest = own.and_then(|own| guest(&house, "cookie", own));
    let put_out = came_in && guest.is_none();
    if let Some(guest) = &mut guest {
        guest.name = cookie(request.headers(), &house.signed()).map_or_else(String::new, unwritten);
    }
    if guest.is_some() {
        keeps_place(&request);
    }
    let (mut signed, who) = (None, guest.clone());
    let by_program = api::is_one(request.uri().path());
    let is_report = request.uri().path() == "/evaluate/report";
    let change = request.method() != Method::GET && request.method() != Method::HEAD;
    let looks = guest.as_ref().filter(|_| !change && !by_program);
    let mut response = if looks.is_some_and(|guest| !house.limits.looks.allows(&guest.word)) {
        refusal(StatusCode::TOO_MANY_REQUESTS, text!("guard-too-fast"))
    } else if by_program {
        api::guard(&house, request, guest, next).await
    } else if change {
        match checked(&house, request, guest.as_ref()).await {
            Ok(request) => {
                let role = guest.as_ref().map(|guest| guest.holder.role);
                let signs = role.is_some_and(Role::signs);
                let form = request.extensions().get::<Form>().filter(|_| signs);
                // A name is taken back where one signs with none, and nowhere else.
                let takes_back = request.uri().path() == "/sign";
                signed = form.and_then(signature);
                signed = signed.filter(|name| takes_back || !name.is_empty());
                pass(request, guest, next).await
            }
            Err((status, why)) => refusal(status, why),
        }
    } else {
        pass(request, guest, next).await
    };
    if put_out && !by_program && response.status() == StatusCode::NOT_FOUND {
        response = refusal(StatusCode::NOT_FOUND, text!("guard-link-ended"));
    }
    if !by_program {
        response = framed(&house, who.as_ref(), response);
    }
    let status = response.status();
    let headers = response.headers_mut();
    if let Some(name) = signed.filter(|_| status.is_redirection())
        && let Ok(name) = HeaderValue::from_str(&kept_name(&house, &name))
    {
        headers.append(header::SET_COOKIE, name);
    }
    let policy = if is_report { REPORT_POLICY } else { POLICY };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Told to send no referrer at all, browsers send forms without their origin.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whoever takes part keeps the place of their connection, however many strangers come.
pub(super) fn keeps_place(request: &Request) {
    if let Some(place) = request.extensions().get::<Arc<Place>>() {
        place.is_known();
    }
}

pub(super) async fn pass(mut request: Request, guest: Option<Guest>, next: Next) -> Response {
    request.extensions_mut().insert(guest);
    next.run(request).await
}

/// A change has to come from one of our own pages: from the same origin, with the word that
/// belongs to the cookie.
async fn checked(
    house: &House,
    request: Request,
    guest: Option<&Guest>,
) -> Result<Request, (StatusCode, String)> {
    let forbidden = |why| Err((StatusCode::FORBIDDEN, why));
    let Some(guest) = guest else {
        return forbidden(text!("guard-link-ended"));
    };
    if !house.limits.act(guest) {
        let why = text!("guard-too-fast");
        return Err((StatusCode::TOO_MANY_REQUESTS, why));
    }
    let headers = request.headers();
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    if let Some(origin) = text(header::ORIGIN) {
        let host = text(header::HOST).unwrap_or_default();
        let scheme = if house.secure { "https" } else { "http" };
        let own = || format!("{scheme}://{host}");
        if origin != house.origin.clone().unwrap_or_else(own) {
            return forbidden(text!("guard-from-elsewhere"));
        }
    }
    let site = text(header::HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|site| site != "same-origin") {
        return forbidden(text!("guard-from-elsewhere"));
    }
    let (mut parts, body) = request.into_parts();
    let bytes = match timeout(BODY, to_bytes(body, super::FORM_LIMIT)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err((StatusCode::PAYLOAD_TOO_LARGE, text!("guard-too-long"))),
        Err(_) => return Err((StatusCode::REQUEST_TIMEOUT, text!("guard-too-slow"))),
    };
    let mut form: Form = form_urlencoded::parse(&bytes).into_owned().collect();
    let word = form.iter().find(|(name, _)| name == "word");
    if !word.is_some_and(|(_, word)| same(word, &guest.word)) {
        return forbidden(text!("guard-page-ended"));
    }
    let door = parts.uri.path();
    if form.iter().any(|(_, value)| is_long(value)) {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, text!("guard-too-long")));
    }
    once::seal(&mut form, door, &guest.holder.word());
    if !KEYLESS.contains(&door) && key(&form).is_none() {
        return Err((StatusCode::BAD_REQUEST, text!("desk-key-missing")));
    }
    parts.extensions.insert(form);
    Ok(Request::from_parts(parts, Body::empty()))
}

/// Whether a text is longer than any field of a form takes; its lines may end in one character or
/// in two.
pub(super) fn is_long(text: &str) -> bool {
    text.len() > LONGEST && text.chars().filter(|c| *c != '\r').count() > LONGEST
}

/// Who holds a secret of a kind.
pub(super) fn guest(house: &House, kind: &str, cookie: String) -> Option<Guest> {
    let passes = house.passes.read().unwrap_or_else(|held| held.into_inner());
    let pass = passes.holder(kind, &cookie)?;
    let role = Role::from_word(&pass.role)?;
    let (mut seat, mut economy, mut assigned) = (None, None, Vec::new());
    match role {
        Role::Participant => seat = Some(OrgId::find(&pass.seat, &house.names)?),
        Role::LocalController => economy = Some(EconomyId::find(&pass.seat, &house.names)?),
        Role::Evaluator => assigned = seats_of(&pass.seat, &house.names)?,
        Role::Controller | Role::Observer => {}
    }
    Some(Guest {
        holder: Holder {
            role,
            seat,
            economy,
        },
        word: form_word(&cookie),
        cookie,
        assigned,
        name: String::new(),
    })
}

/// The seats that a pass of an evaluator names; none where one of them is none.
pub(super) fn seats_of(text: &str, names: &Names) -> Option<Vec<OrgId>> {
    let all = text.split(',').filter(|id| !id.is_empty());
    all.map(|id| OrgId::find(id, names)).collect()
}

/// The name that a form is signed with; an empty one where its field is left empty.
fn signature(form: &Form) -> Option<String> {
    let name = form.iter().find(|(field, _)| field == "by")?;
    Some(plain(&name.1))
}

/// A name as it is kept: without what turns or hides the text around it.
pub(super) fn plain(name: &str) -> String {
    let turns = |c: char| {
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2066}'..='\u{2069}')
    };
    let plain = name.trim().chars();
    let plain = plain.filter(|c| !c.is_control() && !turns(*c));
    plain.take(80).collect()
}

/// A name as it was before it became a cookie.
fn unwritten(name: &str) -> String {
    let pair = format!("name={name}");
    let mut pairs = form_urlencoded::parse(pair.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(_, name)| plain(&name))
}

/// A cookie of a request, by its name.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(header::COOKIE).iter();
    let texts = all.filter_map(|value| value.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).map(str::trim);
    pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}
