//! What the forms of a seat's page come to: an action of that seat, or why it cannot be meant.
//! Forms name things by their place in the seat's own lists.

use super::desk::View;
use super::seat::{cases, held, known};
use super::unreached::ways;
use crate::action::{
    Acknowledge, Action, Analyse, AnswerArtefact, AnswerStep, Apply, Attribute, Block, Close,
    CommsCheck, ConfirmContact, Contain, Decide, Decline, DenyContact, Escalate, Hold, Intent,
    LogContact, Open, Publish, Recover, Refusal, Release, SeekWarrant, Send, Strike, Suspend,
    TryAgain,
};
use crate::model::{
    ArtefactId, ChannelId, Claim, Confidence, Declined, FieldSet, FindingId, HostId, Letter,
    Mandate, Means, MessageId, MessageKind, Named as _, OperationId, OrgId, OutsideId, Pap, Part,
    Priority, ProposalId, Rare, RequestField, SimTime, Span, Subject, ThreatId, Tlp, Turned,
    Verdict,
};
use std::fmt::Display;

/// What people filled in, by name; a name may come more than once.
pub type Form = Vec<(String, String)>;

/// What a form comes to, said by the seat of an organisation.
///
/// # Errors
/// Says what cannot be meant, and what can.
pub fn act(view: &mut View<'_>, by: OrgId, form: &Form) -> Result<Action, Refusal> {
    let said = Said { form, by };
    let intent = said.intent(view)?;
    Ok(Action { by, intent })
}

/// A message may have so many attachments.
const ATTACHED: usize = 20;

struct Said<'f> {
    form: &'f Form,
    by: OrgId,
}

fn no<T>(why: String, instead: String) -> Result<T, Refusal> {
    Err(Refusal { why, instead })
}

impl Said<'_> {
    fn field(&self, name: &str) -> &str {
        let found = self.form.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        let fits = self.form.iter().filter(move |(key, _)| key == name);
        fits.map(|(_, value)| value.as_str())
    }

    fn intent(&self, view: &mut View<'_>) -> Result<Intent, Refusal> {
        Ok(match self.field("do") {
            "open" => Open {
                message: self.message(view)?,
            }
            .into(),
            "acknowledge" => Acknowledge {
                message: self.message(view)?,
            }
            .into(),
            "close" => Close {
                message: self.message(view)?,
            }
            .into(),
            "decline" => {
                let why = Declined::from_word(self.field("why"));
                let Some(why) = why else {
                    return no(text!("said-why-missing"), text!("said-choose-reason"));
                };
                let message = self.message(view)?;
                Decline { message, why }.into()
            }
            "send" => self.send(view)?.into(),
            "try_again" => self.try_again(view)?.into(),
            "suspend" => {
                let (host, message) = (self.host(view)?, self.message_if_said(view)?);
                Suspend { host, message }.into()
            }
            "block" => {
                let (host, message) = (self.host(view)?, self.message_if_said(view)?);
                Block { host, message }.into()
            }
            "contain" => Contain {
                threat: self.threat(view)?,
            }
            .into(),
            "recover" => Recover {
                threat: self.threat(view)?,
            }
            .into(),
            "analyse" => Analyse {
                artefact: self.artefact(view)?,
            }
            .into(),
            "apply" => Apply {
                finding: self.finding(view)?,
            }
            .into(),
            "release" => Release {
                finding: self.finding(view)?,
            }
            .into(),
            "escalate" => Escalate {
                about: self.about(view)?,
            }
            .into(),
            "publish" => {
                let (claims, text) = (self.claims(view)?, self.text());
                Publish { claims, text }.into()
            }
            "decide" => self.decide(view)?.into(),
            other => return self.seldom(other, view),
        })
    }

    /// What is wanted less often.
    fn seldom(&self, what: &str, view: &mut View<'_>) -> Result<Intent, Refusal> {
        Ok(match what {
            "hold" => Hold {
                message: self.message(view)?,
            }
            .into(),
            "attribute" => Attribute {
                threat: self.named(view)?,
            }
            .into(),
            "seek_warrant" => SeekWarrant {
                operation: self.operation(view)?,
            }
            .into(),
            "strike" => Strike {
                operation: self.operation(view)?,
            }
            .into(),
            "log_contact" => self.contact(view)?.into(),
            "confirm_contact" => ConfirmContact {
                contact: self.noted(view)?,
            }
            .into(),
            "deny_contact" => DenyContact {
                contact: self.noted(view)?,
            }
            .into(),
            "answer_artefact" => AnswerArtefact {
                artefact: self.artefact(view)?,
                answer: self.text(),
            }
            .into(),
            "answer_step" => {
                let Some(verdict) = Verdict::from_word(self.field("verdict")) else {
                    return no(text!("said-no-verdict"), text!("pages-choose-of-list"));
                };
                let proposal = self.proposal(view)?;
                AnswerStep { proposal, verdict }.into()
            }
            "comms_check" => self.comms_check(view)?.into(),
            _ => return no(text!("said-nothing-done"), text!("said-use-form")),
        })
    }

    fn decide(&self, view: &View<'_>) -> Result<Decide, Refusal> {
        let decision = self.field("decision").trim().to_owned();
        if decision.is_empty() {
            return no(text!("said-no-decision"), text!("said-say-decision"));
        }
        let (reason, about) = (self.field("reason").trim().to_owned(), self.about(view)?);
        let confidence = match self.field("confidence") {
            "" => None,
            word => match Confidence::from_word(word) {
                None => return no(text!("said-no-confidence"), text!("pages-choose-of-list")),
                found => found,
            },
        };
        Ok(Decide {
            decision,
            reason,
            about,
            confidence: Rare(confidence),
        })
    }

    /// A contact outside, as it was noted. When it was is said as minutes ago, or as a moment of
    /// the exercise; it is just over where nothing is said.
    fn contact(&self, view: &View<'_>) -> Result<LogContact, Refusal> {
        let Some(with) = self.somebody("with", view) else {
            return no(
                text!("said-no-other-side"),
                text!("said-choose-organisation"),
            );
        };
        let Some(turned) = Turned::from_word(self.field("turned")) else {
            return no(text!("said-turned-missing"), text!("said-choose-of-two"));
        };
        let Some(means) = Means::from_word(self.field("means")) else {
            return no(text!("said-means-missing"), text!("pages-choose-of-list"));
        };
        let ago = self.field("ago").trim();
        let held = match ago {
            "" | "0" => None,
            minutes => match minutes.parse::<u16>() {
                Ok(minutes) => Some(view.engine.now() + Span::minutes(-i64::from(minutes))),
                Err(_) => {
                    return no(text!("said-when-unclear"), text!("said-give-minutes"));
                }
            },
        };
        Ok(LogContact {
            with,
            turned,
            means,
            held: held.map(|held| held.max(SimTime::STARTEX)),
            answered: !["no", "false"].contains(&self.field("answered")),
            about: self.about(view)?,
            claims: self.claims(view)?,
            text: self.text(),
        })
    }

    /// A contact outside by its place among those that the seat has to do with.
    fn noted(&self, view: &View<'_>) -> Result<OutsideId, Refusal> {
        let seat = view.engine.seat_view(self.by);
        let all = seat.outsides().map(|(id, _)| id).collect();
        self.nth("contact", all, text!("said-no-contact"))
    }

    /// An organisation that plays, or EXCON: of threat groups nobody learns that there are any by
    /// writing to them.
    fn somebody(&self, name: &str, view: &View<'_>) -> Option<OrgId> {
        let exercise = view.engine.exercise();
        let found = OrgId::find(self.field(name), view.names)?;
        let mut players = exercise.players();
        (found == exercise.excon() || players.any(|(org, _)| org == found)).then_some(found)
    }

    /// The group that something known belongs to. Who may not say so in public hears that first:
    /// whether what they know is true is not for them to find out so.
    fn named(&self, view: &View<'_>) -> Result<Option<ThreatId>, Refusal> {
        let own = &view.engine.exercise().org(self.by).mandates;
        if !own.contains(&Mandate::Attribute) {
            return no(text!("said-no-mandate"), text!("said-ask-mandate"));
        }
        let finding = self.finding(view)?;
        Ok(view.engine.exercise().findings[finding.at()].threat)
    }

    fn operation(&self, view: &View<'_>) -> Result<OperationId, Refusal> {
        let seat = view.engine.seat_view(self.by);
        let all = seat.operations().collect();
        self.nth("operation", all, text!("said-no-operation"))
    }

    fn comms_check(&self, view: &View<'_>) -> Result<CommsCheck, Refusal> {
        let exercise = view.engine.exercise();
        let mut of = Vec::new();
        for written in self.all("of").filter(|written| !written.is_empty()) {
            let found = OrgId::find(written, view.names);
            let plays = |org: &OrgId| exercise.players().any(|(id, _)| id == *org);
            match found.filter(plays) {
                Some(org) => of.push(org),
                None => {
                    return no(
                        text!("said-no-addressee"),
                        text!("said-choose-organisation"),
                    );
                }
            }
        }
        if of.is_empty() {
            return no(
                text!("said-nobody-checked"),
                text!("said-choose-organisation"),
            );
        }
        Ok(CommsCheck { of })
    }

    /// A step by its place among all that the seat's playbook has proposed.
    fn proposal(&self, view: &View<'_>) -> Result<ProposalId, Refusal> {
        let seat = view.engine.seat_view(self.by);
        let all = seat.proposals().map(|(id, _)| id).collect();
        self.nth("step", all, text!("said-no-step"))
    }

    fn message(&self, view: &mut View<'_>) -> Result<MessageId, Refusal> {
        let number = self.field("message").parse().ok();
        let told = view.seat(self.by);
        let found = number.and_then(|number| told.reader.message(number));
        found.map_or_else(
            || no(text!("said-no-message"), text!("said-choose-own")),
            Ok,
        )
    }

    fn message_if_said(&self, view: &mut View<'_>) -> Result<Option<MessageId>, Refusal> {
        match self.field("message") {
            "" => Ok(None),
            _ => self.message(view).map(Some),
        }
    }

    fn nth<T>(&self, name: &str, all: Vec<T>, what: String) -> Result<T, Refusal> {
        let nth = self.field(name).parse().ok();
        let found = nth.and_then(|nth: usize| all.into_iter().nth(nth));
        found.map_or_else(|| no(what, text!("said-choose-of-page")), Ok)
    }

    fn finding(&self, view: &View<'_>) -> Result<FindingId, Refusal> {
        let all = known(view.engine.seat_view(self.by));
        let all = all.into_iter().map(|(id, _)| id).collect();
        self.nth("finding", all, text!("said-not-known"))
    }

    fn host(&self, view: &View<'_>) -> Result<HostId, Refusal> {
        let finding = self.finding(view)?;
        match view.engine.exercise().findings[finding.at()].points_at {
            Some(Subject::Host(host)) => Ok(host),
            _ => no(text!("said-no-host"), text!("said-choose-address")),
        }
    }

    fn threat(&self, view: &View<'_>) -> Result<ThreatId, Refusal> {
        let all = cases(view, self.by).into_iter().map(|(id, _)| id).collect();
        self.nth("case", all, text!("said-no-case"))
    }

    fn artefact(&self, view: &View<'_>) -> Result<ArtefactId, Refusal> {
        let all = held(view.engine.seat_view(self.by));
        let all = all.into_iter().map(|(id, _)| id).collect();
        self.nth("artefact", all, text!("said-no-artefact"))
    }

    /// `k3` is the fourth thing known, `p3` what it points at, nothing is nothing.
    fn about(&self, view: &View<'_>) -> Result<Option<Subject>, Refusal> {
        let written = self.field("about");
        if written.is_empty() {
            return Ok(None);
        }
        let all = known(view.engine.seat_view(self.by));
        let nth = written.get(1..).and_then(|nth| nth.parse::<usize>().ok());
        let finding = nth.and_then(|nth| all.get(nth)).map(|(id, _)| *id);
        let subject = match (written.as_bytes()[0], finding) {
            (b'k', Some(id)) => Some(Subject::Finding(id)),
            (b'p', Some(id)) => view.engine.exercise().findings[id.at()].points_at,
            _ => None,
        };
        match subject {
            Some(subject) => Ok(Some(subject)),
            None => no(text!("said-about-unknown"), text!("said-choose-about")),
        }
    }

    /// The label of something shared: as it came, or the narrower one that is to be set on all.
    fn label<L: Copy + Ord + Display>(
        &self,
        name: &str,
        of: fn(&str) -> Option<L>,
        came: L,
    ) -> Result<L, Refusal> {
        let written = self.field(name);
        let came_as = came.to_string();
        match of(written) {
            _ if written.is_empty() => Ok(came),
            Some(label) if label >= came => Ok(label),
            Some(_) => no(
                text!("said-label-wider", came = came_as.as_str(), label = written),
                text!("said-keep-label", came = came_as.as_str()),
            ),
            None => no(
                text!("said-no-label", word = written),
                text!("said-choose-label"),
            ),
        }
    }

    /// What is shared: `3:full` or `3:partial`, under the labels that it came with or tighter.
    fn claims(&self, view: &View<'_>) -> Result<Vec<Claim>, Refusal> {
        let all = known(view.engine.seat_view(self.by));
        let mut claims = Vec::new();
        for written in self.all("claim").filter(|written| !written.is_empty()) {
            let (nth, part) = written.split_once(':').unwrap_or((written, "full"));
            let known = nth.parse::<usize>().ok().and_then(|nth| all.get(nth));
            let (Some((_, known)), Some(part)) = (known, Part::from_word(part)) else {
                return no(text!("said-not-known"), text!("said-choose-claims"));
            };
            claims.push(Claim {
                part: part.min(known.claim.part),
                tlp: self.label("tlp", Tlp::from_word, known.claim.tlp)?,
                pap: self.label("pap", Pap::from_word, known.claim.pap)?,
                ..known.claim.clone()
            });
        }
        Ok(claims)
    }

    fn artefacts(&self, view: &View<'_>) -> Result<Vec<ArtefactId>, Refusal> {
        if self.all("attach").count() > ATTACHED {
            let most = ATTACHED.to_string();
            let why = text!("said-too-many", most = most.as_str());
            return no(why, text!("said-send-the-rest"));
        }
        let attached = held(view.engine.seat_view(self.by));
        let mut artefacts = Vec::new();
        for written in self.all("attach") {
            let nth = written.parse::<usize>().ok();
            match nth.and_then(|nth| attached.get(nth)) {
                Some((id, _)) => artefacts.push(*id),
                None => return no(text!("said-no-artefact"), text!("said-choose-attached")),
            }
        }
        Ok(artefacts)
    }

    fn text(&self) -> String {
        self.field("text").trim().replace("\r\n", "\n")
    }

    /// A message of one's own once more, by a channel that leads to whom it is for, as far as the
    /// seat knows. What may not be tried at all is refused as everything else is.
    fn try_again(&self, view: &mut View<'_>) -> Result<TryAgain, Refusal> {
        let message = self.message(view)?;
        let channel = self.channel(view)?;
        let (by, wanted) = (self.by, TryAgain { message, channel });
        let intent = wanted.clone().into();
        let allowed = view.engine.allows(&Action { by, intent }).is_ok();
        if allowed && !ways(view, by, message).contains(&channel) {
            return no(text!("said-no-way"), text!("pages-choose-of-list"));
        }
        Ok(wanted)
    }

    fn channel(&self, view: &View<'_>) -> Result<ChannelId, Refusal> {
        let found = ChannelId::find(self.field("channel"), view.names);
        found.map_or_else(
            || no(text!("said-no-channel"), text!("pages-choose-one")),
            Ok,
        )
    }

    fn send(&self, view: &mut View<'_>) -> Result<Send, Refusal> {
        let reply_to = match self.field("reply_to") {
            "" => None,
            number => {
                let number = number.parse().ok();
                let told = view.seat(self.by);
                let found = number.and_then(|number| told.reader.message(number));
                if found.is_none() {
                    return no(text!("said-no-message"), text!("said-reply-own"));
                }
                found
            }
        };
        let Some(to) = self.somebody("to", view) else {
            return no(
                text!("said-no-addressee"),
                text!("said-choose-organisation"),
            );
        };
        let channel = self.channel(view)?;
        let Some(kind) = MessageKind::from_word(self.field("kind")) else {
            return no(text!("said-kind-missing"), text!("pages-choose-one"));
        };
        let priority = match self.field("priority") {
            "" => Priority::Normal,
            word => match Priority::from_word(word) {
                Some(priority) => priority,
                None => return no(text!("said-no-priority"), text!("pages-choose-one")),
            },
        };
        let fields = |name: &str| {
            let all = self.all(name).filter_map(RequestField::from_word);
            FieldSet::of(&all.collect::<Vec<_>>())
        };
        let letter = Letter {
            from: self.by,
            to,
            kind,
            channel,
            about: self.about(view)?,
            claims: self.claims(view)?,
            artefacts: self.artefacts(view)?,
            fields: fields("fields"),
            wants: fields("wants"),
            reply_to,
            inject: None,
            priority,
            text: self.text(),
        };
        Ok(Send {
            letter: Box::new(letter),
        })
    }
}
