//! What the organisations of a generated drill do. They deal with agreed partners, with whom they
//! serve and with whom a finding concerns, never with everybody of a kind, so that a drill ten
//! times as large has ten times as much to do.

pub(super) const TEXT: &str = r#"    playbooks: [
        (id: "drill/cert", rules: [
            (name: "handle a report", on: Received(kind: Notification), do: [
                Acknowledge, Work(work: Triage), Verify, Share(with: Constituents),
                Share(with: Partners), Send(kind: TakedownRequest, to: Hoster),
            ]),
            (name: "use what partners share", on: Received(kind: Indicators), when: [FirstTime],
             do: [Work(work: Triage, priority: Normal), Share(with: Constituents)]),
            (name: "analyse", on: Holds, do: [
                Analyse, Work(work: Drafting), Share(with: Partners, what: SameThreat),
            ]),
            (name: "answer", on: Received(kind: InformationRequest),
             do: [Acknowledge, Work(work: Triage), Answer]),
            (name: "answer checks", on: Received(kind: CommsCheck), do: [Acknowledge, Answer]),
            (name: "hear out", on: Received(kind: Escalation), do: [Acknowledge]),
            (name: "insist", on: DeadlineMissed, do: [Work(work: Coordination), Escalate]),
        ]),
        (id: "drill/hosting", rules: [
            (name: "take down", on: Received(kind: TakedownRequest), do: [
                Acknowledge, Work(work: Triage), Clarify(2), Work(work: TakedownWork), Suspend,
                Answer,
            ]),
        ]),
        (id: "drill/company", rules: [
            (name: "respond", on: Detected, do: [
                Work(work: Containment, priority: Urgent), Contain,
                Send(kind: Notification, to: Ours(NationalCert)), Work(work: Recovery), Recover,
            ]),
            (name: "take note", on: Received(kind: Indicators),
             do: [Work(work: Triage, priority: Low)]),
        ]),
        (id: "drill/other", rules: [
            (name: "take note", on: Received(kind: Indicators),
             do: [Work(work: Triage, priority: Low)]),
        ]),
    ],
"#;
