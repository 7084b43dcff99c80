//! HW04: what a scenario's parts say about each other.

super::codes! {
    UNKNOWN_ID = "HW0401" Error "no such id":
        "The text names something that is declared nowhere, neither in the scenario nor in what \
         it includes.";
        "agreements: [(id: \"cjk\", parties: [\"jpcert\", \"krecrt\"])]";
    DUPLICATE_ID = "HW0402" Error "an id is declared twice":
        "Two things of one kind have the same id. If the second is meant to change the first, \
         say so with `overrides: true`: it then gives only what differs.";
        "channels: [(id: \"email\", transit: \"5m\")]    // std/channels declares it too";
    NOTHING_TO_OVERRIDE = "HW0403" Error "nothing to override":
        "`overrides: true` changes something that was declared before, in a file that is \
         included before this line. There is nothing of this id.";
        "channels: [(id: \"emial\", overrides: true, transit: \"5m\")]";
    BAD_ID = "HW0404" Error "not an id":
        "An id is 1 to 64 letters, digits and the signs `-`, `_`, `.`, `/` and `+`, and begins \
         with a letter or digit: ids stand in paths, selectors and file names.";
        "organisations: [(id: \"the CERT\", economy: \"AU\")]";
    AMBIGUOUS_SUBJECT = "HW0405" Error "an id that several things have":
        "What a message is about can be a finding, a host, an artefact, a threat, a victim or an \
         inject. More than one of these has this id: put the kind before it.";
        "about: \"c2\"    // write \"host:c2\" or \"finding:c2\"";
    SELECTS_NOBODY = "HW0406" Warning "a selector that nobody fits":
        "No organisation fits this selector. EXCON and threat groups are selected by their id \
         only.";
        "to: [\"kind:Police\"]    // and there is no police unit";
    BAD_SELECTOR = "HW0407" Error "not a selector":
        "Organisations are selected by id (`auscert`), pattern (`*cert`), `kind:Police`, \
         `economy:JP`, `home` (the same economy, but not itself nor national CERTs) or `all`; \
         `!` before a selector leaves out what it selects.";
        "to: [\"kind:Polcie\"]";
    WRONG_FORMAT = "HW0408" Error "a format this version does not read":
        "`format` says which version of the scenario language a file is written in. This version \
         of Hotwash reads format 1.";
        "format: 2";
    MISPLACED_SECTION = "HW0409" Error "a section that only the scenario itself may have":
        "Included files declare things in lists. The title, the clock and the like belong to the \
         scenario that includes them.";
        "// parts/roster.ron\n(clock: (startex: \"2023-08-16T00:00:00Z\", endex: \"+4h\"))";
    BAD_SET = "HW0410" Error "nothing to set":
        "`--set path=value`, and `change: {\"path\": value}` in an experiment, name a value as \
         `section.id.field` (`organisations.auscert.desk.analysts=8`, \
         `channels.email.transit=5m`) or `section.field` (`clock.endex=+6h`). A \
         member of a list is named by its id, its word or its number from 1 \
         (`injects.I-01.expects.T-1.limit=30m`). The changes of an improvement name values alike.";
        "--set organisation.auscert.desk.analysts=8";
    OVERRIDE_CYCLE = "HW0411" Error "playbooks extend each other":
        "A playbook extends itself, directly or through others.";
        "playbooks: [(id: \"a\", extends: \"b\"), (id: \"b\", extends: \"a\")]";
    BAD_INSTRUMENT = "HW0412" Error "not an instrument":
        "What is taken away or put in force is written `agreement:ID`; what is taken away may also \
         be a mandate, `mandate:ORG/MANDATE`, that the organisation holds.";
        "without: [\"agreement\"]    // in an experiment, or with `compare --without`";
}
