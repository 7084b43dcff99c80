//! The columns of an MSEL as a table: those of HSEEP under their own names, then ours where
//! HSEEP has none. Whoever reads such a table and whoever writes one take the names from here.
//!
//! Columns may stand in any order, and any of ours may be left out. Cells hold text as a
//! scenario would have it between quotes; lists separate their members with `;`; the cells of
//! [`RON`] columns hold what a scenario would have after the field's colon.

/// What the row is: one of [`TYPES`].
pub const TYPE: &str = "Event Type";
/// The id of the inject or of the expected action.
pub const NUMBER: &str = "Event Number";
/// When the inject is due; for a contingency, when it is looked whether the action was done.
/// `by hand` for what EXCON releases. Empty for expected actions and for what waits for a fact.
pub const TIME: &str = "Designated Scenario Time";
/// The channel that the inject comes by.
pub const MODE: &str = "Inject Mode";
/// In whose name the inject comes.
pub const FROM: &str = "From";
/// A list: the inject's recipients, or who is to perform the action.
pub const TO: &str = "To";
/// What the inject says.
pub const MESSAGE: &str = "Message";
/// What the inject is meant to bring about, in words.
pub const RESPONSE: &str = "Expected Participant Response";
/// The objective that the expected action shows.
pub const OBJECTIVE: &str = "Exercise Objective";
/// Notes for controllers.
pub const NOTES: &str = "Notes";
/// The title of the inject or of the expected action.
pub const TITLE: &str = "Title";
/// For an expected action, the inject whose delivery starts its clock.
pub const INJECT: &str = "Inject";
/// For a contingency, the expected action that makes it unnecessary.
pub const UNLESS: &str = "Unless";
/// What an inject waits for: `(who: "auscert", does: Contained, wait: "5m")`.
pub const AFTER: &str = "After";
/// What kind of message the inject is: `Notification`.
pub const KIND: &str = "Kind";
/// What the inject is about: `host:c2-1`.
pub const ABOUT: &str = "About";
/// What the inject asserts: `[(finding: "c2-address", part: Full)]`.
pub const CLAIMS: &str = "Claims";
/// A list: the artefacts attached.
pub const ATTACH: &str = "Attachments";
/// How urgent the inject is: `High`.
pub const PRIORITY: &str = "Priority";
/// What the inject does to the world: `[ChannelDown("email")]`.
pub const EFFECTS: &str = "Effects";
/// Who is to perform the action: `EachRecipient`, or `Each` or `AnyOf` those in [`TO`].
pub const WHO: &str = "Performed By";
/// What counts as done: `Suspended(host: "c2-1")`.
pub const DOES: &str = "Action";
/// By when the action is performed without challenges, from delivery.
pub const TARGET: &str = "Target";
/// By when the action is performed at all, from delivery.
pub const LIMIT: &str = "Limit";
/// What the action is when done past its limit: `M` or `U`.
pub const LATE: &str = "Late";
/// Its weight in opt-in numeric scores.
pub const WEIGHT: &str = "Weight";

/// All columns in the order they are written: HSEEP's own first.
pub const COLUMNS: &[&str] = &[
    NUMBER, TIME, TYPE, MODE, FROM, TO, MESSAGE, RESPONSE, OBJECTIVE, NOTES, TITLE, INJECT, UNLESS,
    AFTER, KIND, ABOUT, CLAIMS, ATTACH, PRIORITY, EFFECTS, WHO, DOES, TARGET, LIMIT, LATE, WEIGHT,
];

/// The columns whose cells are parts of a scenario's text rather than words.
pub const RON: &[&str] = &[AFTER, CLAIMS, EFFECTS, DOES];

/// What [`TIME`] says of an inject that EXCON releases.
pub const BY_HAND: &str = "by hand";

/// A stimulus that is delivered.
pub const TYPE_INJECT: &str = "Inject";
/// A stimulus that is delivered when an expected action was not performed.
pub const TYPE_CONTINGENCY: &str = "Contingency Inject";
/// What evaluators look for; never delivered.
pub const TYPE_ACTION: &str = "Expected Action";
/// All that [`TYPE`] may say.
pub const TYPES: &[&str] = &[TYPE_INJECT, TYPE_CONTINGENCY, TYPE_ACTION];
