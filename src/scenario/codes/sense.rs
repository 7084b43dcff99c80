//! HW05: what is well written but makes no sense, or probably not the sense that is meant.

super::codes! {
    ENDEX_FIRST = "HW0501" Error "ENDEX is not after STARTEX":
        "The exercise would end before it begins.";
        "clock: (startex: \"2023-08-16T00:00:00Z\", endex: \"2023-08-15T04:00:00Z\")";
    TIMES_CONTRADICT = "HW0502" Error "times that contradict each other":
        "A limit is no earlier than its target, moves follow each other, a stage does not begin \
         before the one it follows.";
        "target: \"90m\", limit: \"30m\"";
    AFTER_ENDEX = "HW0503" Warning "a time past ENDEX":
        "What is to happen, or is due, after ENDEX cannot be seen in the exercise. A deadline \
         that reaches past ENDEX leaves its task open.";
        "endex: \"+4h\"    // and an inject at \"+3h50m\" with `limit: \"30m\"`";
    NEVER_FIRES = "HW0504" Warning "an inject that can never fire":
        "It is due after ENDEX, or hangs on a task that can no longer be missed, or on something \
         that nobody can do.";
        "(id: \"I-08\", unless: \"T-07a\", by_time: \"+9h\")    // ENDEX is at +4h";
    NOBODY_CAN = "HW0505" Warning "an expected action that nobody can perform":
        "Whoever is expected to do it lacks the mandate, or every channel to whom it is done, or \
         there is nobody who is expected; or whoever is to clear messages has no desk.";
        "expects: [(who: \"newsroom\", does: Suspended(\"c2-1\"))]";
    UNREACHABLE = "HW0506" Warning "an organisation that nobody can reach":
        "No channel that it can be reached by is open to anybody: each is only for parties of an \
         agreement that it is not a party of, or it has none.";
        "(id: \"hermit\", economy: \"AU\", reached_by: [])";
    NO_TASK = "HW0507" Warning "an objective with no task":
        "No critical task shows this objective, so it cannot be rated.";
        "objectives: [(id: \"O-9\", title: \"Do well\")]";
    PLAYBOOK_LOOP = "HW0508" Error "a playbook that loops without delay":
        "Rules set each other off in a circle with nothing between that takes time: no work, no \
         wait, no message. The exercise would never get past that moment. Put a `Work` or a \
         `Wait` into the circle, or the guard `FirstTime`.";
        "rules: [(name: \"again\", on: Decided(\"x\"), do: [Decide(\"x\")])]";
    UNREACHABLE_STEP = "HW0509" Warning "a step that is never reached":
        "A step before it always ends the rule.";
        "do: [Only(Not(FirstTime)), Close, Answer]    // with `when: [FirstTime]`";
    TOO_MANY = "HW0510" Error "more than an exercise can hold":
        "There is a limit on everything: 100,000 organisations, 100,000 injects, 100,000 of \
         anything else, 1,000 rules in a playbook, 365 days between STARTEX and ENDEX times ten. \
         What selectors select and compare is counted together: name kinds and economies rather \
         than many patterns with `*`.";
        "clock: (startex: \"2023-08-16T00:00:00Z\", endex: \"+90 weeks\")";
    EMPTY = "HW0511" Error "nothing where something is needed":
        "A list or a text that must not be empty is.";
        "parties: [\"jpcert\"]    // an agreement needs two";
    NOTHING_TO_DO = "HW0512" Warning "a part that does nothing":
        "It is declared, and nothing in the scenario makes any use of it; or it is a text that \
         goes to nobody.";
        "agreements: [(id: \"paper\", parties: [\"jpcert\", \"krcert\"], gives: [])]";
    EVERYDAY_STEP = "HW0513" Error "everyday work as a step":
        "Everyday tickets come to a desk by themselves, at the rate that `desk.background` says; \
         no rule makes one. A step names the kind of work that the rule itself takes.";
        "do: [Work(work: Background)]";
    FOR_SHOW = "HW0525" Warning "an agreement for show":
        "It is signed between economies, and nobody in one of them is named as a party. What an \
         agreement gives, it gives to the agencies it names: name who is to act on it.";
        "agreements: [(id: \"pact\", between: [\"JP\", \"CN\"], parties: [\"jpcert\", \
         \"jp-police\"])]";
}
