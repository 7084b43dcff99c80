### What the pages of the live exercise say, in English: all of it, and nothing else.
### Ids begin with where they are said. What the record says (facts, refusals of the engine,
### ratings by rule) is said by the record, so that pages, reports and journals read alike.

## On every page
your-name = Your name
to-public = What is public
to-control = Control
to-evaluate = Evaluate
to-picture = Picture
to-expected = Expected
to-everything = All communications
to-world = The world's truth
to-report = The report so far
to-after = After action
to-journal = The journal
to-simcell = SIMCELL ({ $asked })
to-desk = Your desk
to-economy = Your economy
this-page = This page
pages = Pages
choose = choose
show-it = Show
about-nothing = nothing in particular
nothing-yet = Nothing yet.
it-was-so = It was so
it-was-not-so = It was not so
contact-unreached = nobody was reached
contact-unconfirmed = logged, not confirmed

## The frame of every page
skip-to-page = Skip to the page
no-duff-means = Something real has happened: stops play and tells everyone
no-duff = No Duff: stop play
said-by-excon = EXCON
connection-lost = The connection is lost. What you see may be old; it is tried again by itself.
leave = Leave
commitment = Commitment

## A page that says one thing
what-you-can-do = What you can do: { $instead }.
back = Back

## Parts of a long table
rows-shown = { $first } to { $last } of { $all }
rows-before = Before
rows-after = After

## The desk of a seat
your-seat = Your seat
to-mail = Desk
desk-unread = { $unread } unread
write-message = Write a message
situation-report = Situation report
directory = Directory
playbook = Playbook
to-hotwash = Hot wash
hotwash-now = The exercise is over. Please answer the questions of the hot wash:
to-decide = Decide
to-known = What we know
to-contacts = Contacts outside

## A seat
request-from = from { $other }
request-to = to { $other }
request-about = about { $about }
request-since = since { $since }
request-overdue = overdue by { $left }
request-left = { $left } left
request-agreed = agreed
request-patience = as long as we wait
request-until = until { $due }
request-no-time = no time was agreed
clock-local = { $time } { $zone }
before-startex = Before STARTEX
before-startex-notice = The exercise has not begun.
recorded = What is recorded here
recorded-what =
    What this seat sends, opens and decides is recorded with its time, under the name of the seat;
    the evaluators, and the local controllers of your economy, read it during play and afterwards. Nothing outside these pages is recorded, unless you log it.
    What you are writing is kept for your seat until it is sent, and is no part of the record.
recorded-how-long = It is kept { $kept }.
recorded-for-now = It is kept with the exercise, until whoever runs it deletes that; ask the controller how long.
seat-played-simulated = { $played_by ->
    [assisted] This seat is assisted just now: its playbook proposes each step, and does what you confirm. Messages you open yourself.
   *[other] This seat is { $played_by } just now: the playbook acts.
}
log-contact = Log a call, mail or meeting outside these pages
log-with = With
log-turned = Who turned to whom
log-out = we to them
log-in = they to us
log-how = How
log-ago = Minutes ago
log-just-now = just now
log-answered = Answered
yes = yes
log-unreached = no, nobody was reached
about = About
log-said = What was said
log-told = What of what we know we told them
log-it = Log it
log-counts = It counts once the other side confirms it.
to-confirm = Contacts to confirm
was-it-so = Was it so?
they-say-out = { $out ->
    [true] { $other } says: you reached out to them ({ $means }, { $held })
   *[other] { $other } says: they reached out to you ({ $means }, { $held })
}{ $answered ->
    [true] .
   *[other] , and nobody was reached.
}
they-say-about = About { $about }.
they-say-told = They say they told you: { $told }
owed = What we owe
owed-answers = We owe an answer
owed-nothing = Nothing that was opened waits for an answer.
asked = What we wait for
asked-answers = We wait for an answer
asked-nothing = Nothing is open.
mail = Mail
messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
thread-unread = { $unread } unread
message-numbered = Message { $n }
mail-to = To { $other } by { $channel }
mail-from = From { $other } by { $channel }
message-nth = message { $n }
message-about = About { $about }
claim-from = from { $source }
message-attached = Attached: { $artefacts }
message-asks = Asks for: { $wants }
message-tells-all = Leaves out nothing that a form for such a request asks.
message-tells = Tells: { $fields }
mail-unanswered = No word yet that it was received
mail-came-back = Not reached: by { $channel } it came back.
mail-no-contact = Not reached: the directory has no contact of { $other } by { $channel }.
mail-no-way = Not reached: { $channel } is not open between you and { $other }, or not for what came to you in confidence.
mail-not-carried = Not reached: { $channel } may not carry what is { $label }.
try-again = Try again
try-again-by = by
write-anew = Write another message
step-no-contact = no contact
open = Open
reply = Reply
acknowledge = Acknowledge
agree-to-hold = Agree to leave it up
close = Close
decline-because = Decline:
decline = Decline
mail-nothing = Nothing has come yet.
mail-newer = Newer mail
mail-older = Older mail
threads-in-all = { $threads_in_all } threads in all
known = What we know
artefact = Artefact
artefact-answer = Say what you found
artefact-findings = What artefacts are and do
artefact-found = What you have found out
artefact-say = Put it on record
clock-before = before STARTEX
clock-over = ENDEX
clock-paused = paused
clock-running = running
clock-fast = as fast as possible
pace-paused = paused
pace-times = { $times } times real time
pace-after-limit = fork the journal at an earlier moment, and go on from there
pace-next-inject = as fast as possible to the next inject
pace-until = as fast as possible until { $at }
pace-not-kept = because nothing can be kept ({ $why })
denied-not-kept =
    nothing can be kept on disk just now ({ $why }); what was acknowledged is not lost
denied-stopped = play has stopped: { $why }
denied-closed = the exercise is closed
page-not-for-that = This page does nothing of that kind.
page-limit = Play has stopped for good: it went past a limit of the engine, and EXCON knows which. What was recorded is whole.
control-limit = Play went past a limit: { $limit }. It cannot go on from here; a fork of the journal at an earlier moment can.
page-go-back = go back to the page that you came from, or to the beginning
sealed-until-endex = withheld until ENDEX
sealed-journal =
    The journal holds the seed, which was drawn so that nobody knows it. It is given out after ENDEX.
events-so-many = You have as many streams open as one may: close some.
draft-in-tab = { $instead }; what you wrote stays in this tab alone, until a draft of this seat is thrown away
draft-no-room = So many drafts of this seat are open that one more would put the oldest out: throw one away.
drafts = Being written in this seat
drafts-message-to = Message to { $to }
drafts-message = Message
drafts-reply = Answer to message { $n }
drafts-discard = Throw it away
drafts-discard-theirs = It is not yours, and whoever writes it loses it.
drafts-discard-it = Throw away what they wrote
drafts-mine = yours, { $at }
drafts-by = by { $by }, { $at }
drafts-theirs = somebody else's in this seat, { $at }
called = You are { $name } to whoever shares this seat
called-nothing = Say your name to whoever shares this seat
called-note = Nobody but this seat sees it, and the record does not hold it.
artefact-read = Evaluators read it; others learn what you send them.
comms-check = Points-of-contact check
comms-check-call = Call a check
comms-check-of = Try to reach
comms-check-it = Call it
known-order = In the order in which it was learnt
known-what = What
known-label = Label
known-from = From, since
known-points-at = Points at
do = Do
known-passed-on = passed on to { $passed_on }
known-applied = applied
known-age = { $age } ago
known-answers = it answers
known-silent = it does not answer
attribute = Say who is behind it
known-nothing = Nothing yet.
artefacts = Artefacts
analysed = analysed
analyse = Analyse
own-systems = Our own systems
case-detected = Intrusion detected { $detected }
case-contained = contained { $contained }
case-recovered = recovered { $recovered }
contain = Contain
recover = Recover
case-none = Nothing was detected.
operations = Joint operations
seek-warrant = Apply for a warrant
strike = Give the word to strike
strike-means = It is done at once, and cannot be taken back.
strike-now = Do it
decisions = Decisions
decided-confidence = { $confidence } confidence
decided-because = Because { $reason }
decided-none = None is recorded yet.
decided-record = Record one
contacts = Contacts outside
contact-we-to = We to { $other }
contact-to-us = { $other } to us
contact-about = about { $about }
contact-told = told: { $told }
contact-none = None was logged.
news = News and press
press-to = to { $other }
press-from = from { $other }
press-answer = Answer
news-none = Nothing was published, and nobody asked.
log-all = All that this seat was shown ({ $shown })
log-newer = Newer lines
log-older = Older lines
decide = Decide
decision = Decision
reason = Reason
confidence = How sure we are
confidence-unsaid = not said
decision-record = Record the decision
raise-it = Raise it
escalate = Escalate
publish = Publish
publish-text = Everybody reads this
publish-claims = What it gives away of what we know
publish-it = Publish
publish-means = It goes out at once, to everybody, and cannot be taken back.
publish-now = Publish it

## Writing a message
reply-to = Reply to message { $reply_to }
write-to = To
write-in-directory = In the directory
write-not-in-directory = Not in the directory: has to be looked for, which takes time
write-to-excon = Exercise control
write-by = By
write-kind = Kind
write-settles = An answer settles what was asked; a press query is settled by a statement too.
write-priority = Priority
write-text = Text
write-share = Share what we know
share-not = not
share-part = in part
share-full = in full
write-narrow = Narrow the label to
write-tighten = Under a tighter PAP label
write-label-as-is = as it is
write-attach = Attach
write-tells = What the text tells
write-asks = What it asks for
write-send = Send
write-back = Back without sending

## The directory of a seat
directory-of = Directory of { $seat }
directory-note =
    How this seat would reach others, as far as it knows. An entry that looks good may be out of
    date: that shows when it is used.
directory-who = Who
directory-how = How
entry-missing = no entry here
entry-stale = found out of date
entry-heard = heard from { $heard }
entry-there = in the directory
entry-no-way = no way is open to this seat

## The playbook of a seat
rule-when = When { $when }
rule-applied-times = { $times ->
    [one] applied { $times } time, last { $last }
   *[other] applied { $times } times, last { $last }
}
rule-came-up-times = { $times ->
    [one] came up { $times } time, last { $last }: apply it where its conditions hold
   *[other] came up { $times } times, last { $last }: apply it where its conditions hold
}
rule-unapplied = has not applied yet
rule-needs = Only if { $only_if }.
step-done = done
step-open = not done
playbook-of = Playbook of { $seat }
playbook-note =
    What this seat has agreed to do, and what of it was done since each rule last applied: when it
    does so again, its ticks begin anew. They come by themselves from what the seat does here. A step with a dot is one that nobody can see.
proposed = Steps that the playbook proposes
proposed-now = The playbook proposes
proposed-by = by its rule “{ $rule }”, since { $since }
proposed-do = Do it
proposed-skip = Leave it out
proposed-leave = Leave the rule
playbook-called = What has called for something
playbook-waiting = What has not come up yet
playbook-none = This seat has no playbook.

## Hot wash
hotwash = Hot wash
hotwash-give = Give these answers
hotwash-kept =
    They go into the after-action report, by the name of your seat. You may give them again.
hotwash-given = What your seat answered
hotwash-measured = What was measured of your seat
hotwash-later = It begins after ENDEX.

## What is public
public = What is public
committed = What was committed to
nonce = Nonce
seed = Seed
scenario-hash = Scenario
head-at-endex = Head at ENDEX
head-entries = after { $entries } entries; what evaluators mark comes after them
committed-shows = shows that scenario and seed are what they were before STARTEX, that what people did is what it was at ENDEX, and that all else follows from that.

## Control
control = Control
clock = Clock
msel = MSEL
add-inject = Add an inject
seats = Seats
say = Say
everything = All communications
everything-last = What happened last
everything-look = All communications, of one seat or of all
links = Other links
link-for = For
link-assigned = An evaluator of some seats
link-seats = Assigned to
link-evaluators = New link for an evaluator of these
link-evaluator = evaluator of { $seats }
links-note = A new link puts the old one for the same out, and everybody who came by it.
link-local = local controller, { $economy }
link-given = { $who } gave out a new link: { $whom }
said-with-excon = Between you, EXCON and the evaluators
say-excon = Say to EXCON
say-with = With
say-with-all = all controllers and evaluators
run-until = as fast as possible until
run-until-go = Go
run-until-from = counted from STARTEX, or a time of day
startex = STARTEX
startex-means = Play begins for everybody at once, and that cannot be taken back.
startex-ready = Who is there?
startex-now = Begin
run = Run
run-at = at
run-times = × real time
pause = Pause
next-inject = On to the next inject
endex-was = ENDEX has been reached, and the clock stands for good.
to-endex = On to ENDEX
to-endex-means = What is left is played at once, and that cannot be taken back.
to-endex-now = End the exercise
next-move = On to the next move
endex-at = ENDEX is at { $endex }. A change of speed never scales what has passed.
targets-real =
    The targets of tasks hold for people at speed 1: what they do while play runs otherwise is
    rated by evaluators alone. The scenario may say otherwise (clock: targets).
targets-any = The targets of tasks hold at any speed, as the scenario says.
seats-who = Who plays, and what waits there.
col-seat = Seat
col-played-by = Played by
col-unread = Unread
col-open = Open requests
col-queue = Queue
col-link = Link
new-link = New link
new-link-means = The old link and everybody who came by it are out at once.
new-link-give = Give out a new link
said-to-all = Said to everybody
said-among = Among controllers and evaluators
say-text = Text
say-to-all = To everybody
say-among = To controllers and evaluators

## An economy
local-injects = Injects
local-note =
    You see the injects that go to your economy, change those that go to it alone, choose who of
    yours gets the others, say who plays its seats, and answer for the simulated ones. What others
    do is not shown here.

## Before STARTEX
ready = Ready?
ready-came = { $came } of { $all } came in
ready-browsers = { $count } browsers
ready-missing = Nobody yet
ready-untaken =
    A seat that nobody takes is played by its playbook; somebody who comes in later takes over.
ready-held = { $held ->
    [one] { $held } contingency waits for you once due.
   *[other] { $held } contingencies wait for you once due.
}

## Injects
sign-it = Sign
sign-note = What you do with injects is recorded under this name; without one, nothing can be done with them.
msel-order = What is due first first; what EXCON added has a plus. A contingency goes to whom it is needed for.
msel-sure = What has gone out, or is skipped, cannot be taken back: both ask once more.
col-inject = Inject
col-to = To
col-due = Due
col-state = State
inject-contingency = contingency
inject-asks = held: waits for you once it is due
inject-waits = due, waits for you
inject-release = Release
inject-release-early = It has not come due ({ $due }). Once out it cannot be called back.
inject-release-now = Release it now
inject-hold = Hold
inject-let-go = No longer hold
inject-skip = Skip
inject-skip-means = It never goes out then, and that cannot be taken back.
inject-skip-it = Skip it for good
inject-change = Details, change
inject-changed = changed
inject-shared = and others, by EXCON
inject-due = Due
inject-change-it = Change it
change-of = Inject { $id }
change-heading = Change it
change-script = As it is now
change-back = Back to the MSEL
change-tells = It tells
change-brings = It brings
change-effects = It changes the world so
effect-channel-down = { $channel } fails
effect-channel-up = { $channel } works as usual
effect-channel-slow = { $channel } takes { $times } times as long
effect-tension = the tension between { $one } and { $other } becomes { $percent } %
effect-agreement = the agreement “{ $agreement }” becomes { $to }
effect-published = it is published: { $says }
effect-published-by = { $by } publishes: { $says }
effect-host-up = the host { $host } begins to serve
effect-unleash = the group { $group } begins
effect-attribute = { $by } says in public who is behind the group { $group }
effect-contacts = entries for { $of } in directories are out of date
change-response = Expected response
change-notes = Notes
change-over = It has gone out or was skipped, and stays as it is.
change-note = What it tells and brings stays as the script has it, since measures rest on that: to tell something else, add an inject. Whoever is left out is not held to its tasks; whoever is added gets it without being held to them; and who is to act on what others do about it is called upon once anybody has it.
change-sends-nothing = This inject sends nothing: it changes the world alone.
change-add-instead = add an inject that says what you want said
change-to-itself = It comes in the name of one of those.
change-meanwhile = somebody changed it since you looked
change-look-again = look at it as it is now, and change that
change-skip-instead = choose whom it is for, or skip it
change-shared = It goes to others as well: EXCON handles it, and you choose who of yours gets it.
change-task-within = within { $target }
change-tasks = It calls for
change-unless = It goes out unless
change-no-such = One of those is nobody here.
added-note = What it tells and brings stays as it was added. To send it to another economy, skip it and add one to them.
added-to-one = it goes to one alone
added-one-each = choose one, and add another message for each of the others
add-or-speak = Add an inject, or speak as a simulated seat
add-from = From
add-excon = EXCON
add-send = Send it
add-claim = Findings that it tells, by their ids
add-attach = Artefacts that it brings, by their ids
add-at = When
add-now = now

## What is expected
expected = Expected
everything-what = Show
everything-all = whatever was recorded
everything-messages = messages
everything-inputs = what people did
everything-injects = injects
everything-seat = As told to
everything-any-seat = anybody
everything-show = Show
everything-in-all = { $count } entries in all
world = The world's truth
world-note = What is so, whether anybody knows it or not. Nobody but controllers sees this page.
world-groups = Threat groups
world-group = Group
world-does = Does
world-stage = Stage
world-stage-of = { $stage } of { $stages }
world-stopped = nothing of it is left since { $at }
world-quiet = lies low
world-active = goes about its plan
world-tipped-off = knows since { $at } that it is watched
world-hosts = Hosts
world-address = Address
world-hosted-by = Hosted by
world-innocent = nobody's: innocent
world-up = serves
world-suspended = suspended { $how }
world-by-at = by { $by }, { $at }
world-abandoned = given up { $at }
world-reserve = in reserve
world-blocked = blocked in { $where }
world-victims = Who was hit
world-victim = Victim
world-compromised = Compromised
world-detected = Noticed
world-contained = Contained
world-recovered = Recovered
world-nobody-hit = Nobody yet.
world-findings = What there is to know
world-finding = Finding
world-true = True
world-false = false
world-known-to = Known to
world-lacked-by = Needed, and not known, by
world-and-more = { $names } and { $more } more
world-agreements = Agreements
world-channels = Channels
world-serves = as usual
world-down = does not serve
world-slow = takes { $percent } % of the usual time
world-tension = Tension, where it moved
world-percent = { $percent } %
world-cut = The first { $most } of { $all } are shown.
expected-note =
    What each inject calls for, and who has done it. A seat's clock starts with the delivery of the
    inject; overdue is what has not been done within its target. Whom EXCON left out of an inject is
    not called upon by it.
col-task = Task
col-target = Target
col-done = Done
col-by = By
col-not-yet = Not yet
expected-count = { $done } of { $of }
expected-any = one is enough
expected-overdue = overdue, { $since }
expected-left-out = left out:
expected-nothing = Nothing.

## Contacts outside, as controllers see them
contact-of = { $from } to { $to } ({ $means })
contact-logged-by = logged by { $by }

## SIMCELL
simcell = SIMCELL
simcell-note =
    What people asked of simulated seats in their own words. Playbooks answer what they can; a
    question leaves this list by your hand alone.
simcell-waiting = Waiting ({ $count })
simcell-question = Question { $message }
from-to = { $from } to { $to }
simcell-age = waits for { $age }
simcell-by-playbook = answered by its playbook { $answered }
simcell-answer-as = Answer as { $to }
simcell-answer = Answer
simcell-settle = It needs no answer
simcell-give-back = Give it back
simcell-works = { $who } works on it.
simcell-take = Take it
simcell-gone = They are gone
simcell-take-over = Take it over
simcell-nobody = Nobody waits for you.
simcell-settled-count = Settled ({ $count })
simcell-answered = answered { $answered }

## Evaluate
evaluate = Evaluate
tasks = Tasks
told = In their own words
observations = Observations
among-us = Among us
measures = Measures
seat = Seat
all = all
what-seat-sees = What this seat sees
mark = Mark
mark-at = At
mark-now = now
mark-message = Message
mark-this = note on #{ $n }
mark-none = none
mark-observation = Observation
mark-note = Note it
mark-task = Task
mark-task-at = { $id } at { $seat_id }
mark-done-at = Seen done at
mark-rating = Rating
mark-by-rule = by rule again
mark-why = What was seen, or why
mark-done = It was done then
mark-rate = Rate it so
evaluate-assigned = You look at the seats that are yours: { $seats }.
evaluate-all = All seats
tasks-many = Choose a seat to see its tasks one by one, and to judge them.
tasks-sums = Seats by rating for each critical task of { $id }, as far as play has gone
tasks-of = Critical tasks of { $id }, as far as play has gone
col-otherwise = rated otherwise
col-rating = Rating
col-clock-from = Clock from
col-why = Why
col-entries = Entries
task-predicted = { $predicted ->
    [true] predicted
   *[other] rated
}
task-by-rule = by rule { $by_rule }
task-real = real time { $real }
task-rule-why = By rule: { $rule_why }
told-note =
    Messages whose text holds a value of something that their writer knows. Once you confirm it, it
    counts as told by the message, from the moment at which that was opened.
told-in = in message { $message }, { $from } to { $to }
told-age = { $age } ago
told-does-it = Does it tell “{ $says }”?
told-full = All of it
told-part = Part of it
told-not = No
told-nothing = Nothing waits for you.
noted-nothing = Nothing was noted yet.
chat-nothing = Nothing was said yet.
felt = In real time
felt-note =
    Play ran at other speeds than real time. What people took, from the arrival of a message: how
    often, the median in exercise time and in real time.
felt-caption = What people took, in exercise time and in real time
col-opened = Opened
col-acknowledged = Acknowledged
col-answered = Answered
felt-real = real { $time }
say-it = Say

## As a seat sees it
seen-by = What is seen by
seen-note =
    This is the page that the seat has before it, under its own numbers. Nothing on it can be
    pressed from here.
seen-page = The page of { $whose }

## Pictures
pictures = Pictures
picture-note = As far as play has gone. Numbers of entries lead into the report so far.
picture-nothing = Nothing to see yet.

## After action
after = After action
reports = Reports
reports-so-far = The exercise still runs: they tell of it as far as it has gone.
edition-excon = EXCON edition:
edition-public = Public edition:
edition-team = Edition of a team
format-page = page
format-html = HTML
format-md = Markdown
format-json = JSON
format-csv = CSV
format-as = as
corrections = Corrective actions
corrections-agreed = What was agreed on
col-action = Action
col-corrects = Corrects
col-owner = Owner
col-change = Change that would test it
correct-what = What is to be done
correct-task = Corrects
correct-no-task = no task in particular
correct-owner = Owner
correct-due = Due
correct-change = Change of the scenario that would test it
correct-add = Add it
correction-struck = taken back by { $name }
correction-one = One that is no longer wanted
correction-strike = Take it back
hotwash-answers = Hot wash
hotwash-none = No seat has answered yet.

## What the script says, which fills in what stands in braces
script-here = { $time } here
script-other = Somebody else has this seat open too.
script-others = { $count } others have this seat open too.
script-named = It is { $names }.
script-draft-mine = Draft of { $time }, by you.
script-draft-theirs = Draft of { $time }, by somebody else in this seat.
script-gone = Your link was taken back, or you have left: nothing is kept from here any more. Copy what you have written, and open your new link.
script-kept = Kept as a draft at { $time }.
script-not-kept = Not kept yet: it is tried again.

## What several pages say

pages-not-done = That was not done
pages-tell-controller = tell the controller
pages-choose-one = choose one
pages-choose-of-list = choose one of the list
pages-ask-for-another = ask the controller for another
pages-says-nothing = It says nothing.
pages-write-it = write what it says
pages-no-room = Too many people are connected just now. Try again in a moment.

## What pages are called

page-control = Control
page-economy = Your economy
page-desk = Your desk
page-directory = Your directory
page-playbook = Your playbook
page-write = Write
page-evaluate = Evaluate
page-change = An inject
page-expected = Expected
page-everything = All communications
page-world = The world's truth
page-seen = As they see it
page-after = After action
page-hotwash = Hot wash
page-simcell = SIMCELL
page-public = What is public

## What is said where there is no page

page-nothing-here = There is nothing here.
page-cannot-be-made = This page cannot be made.
session-server = the server, which was started again
session-again =
    Play is paused: the server has been started again. The exercise stands where it stood, at
    { $at }; nothing that was acknowledged is lost.
no-duff-called =
    NO DUFF, called by { $who }. Something real has happened and play has stopped: leave the
    exercise as it is, and wait for EXCON.
page-unkept =
    Play is paused: nothing can be kept on disk ({ $why }). Nothing that was acknowledged is lost.
    It is tried again each second; once it can be kept, play can go on.
page-tell-and-retry = tell the controller, and try again when there is room

## How people come in

enter-come-in = Come in
enter-need-link = You need a link
enter-each-seat = Each seat of this exercise has a link of its own.
enter-ask-for-yours = ask the controller for yours
enter-link-ended = Your link no longer works
enter-taken-back = The controller has taken it back, or it was for another exercise.
enter-opens-nothing = This link opens nothing
enter-mistyped = It was mistyped, or the controller has taken it back.
enter-guessed = Too many links that open nothing were tried. Wait a moment.
enter-played-already = people play it already
enter-come-then = come in

## Why a form is not taken

guard-link-ended = Your link has ended or was never one. Ask the controller for another.
enter-too-often = This link was opened more often than people open one. Wait a moment.
guard-too-fast = That was more than people do in a second. Wait a moment and send it again.
guard-from-elsewhere = This was sent from another site.
guard-too-long = That is too long.
guard-too-slow = That took too long to come.
guard-page-ended = The page that this was sent from has ended. Load it anew and send it again.
draft-no-form = No form of this page is named.
desk-key-missing = A form of this page brings a key along.
once-key-used = this was sent before under the same key, and asked for something else then
once-load-anew = load the page anew and do it there; a program makes a new key for each thing it does

## What may be done when: why not now, and what to do instead

allowed-not-begun = the exercise has not begun
allowed-wait-startex = wait for STARTEX
allowed-moment-ahead = that moment has not come
allowed-moment-past = that moment has passed
allowed-give-later = choose a later one, or release it now
allowed-give-moment = give the moment when it was done
allowed-still-runs = the exercise still runs
allowed-wait-endex = wait for ENDEX
allowed-is-over = the exercise is over
allowed-say-in-hotwash = say it in the hot wash
allowed-sent-too-many = so many messages were sent from there that one more might stop play for all
allowed-write-less = tell EXCON, and ring whom you need
allowed-is-paused = play is paused
allowed-send-again = send it again when play goes on

## Why a seat's form means nothing, and what would

said-why-missing = it is not said why
said-choose-reason = choose one of the reasons
said-nothing-done = nothing is to be done
said-use-form = use one of the forms of your page
said-no-decision = no decision is written
said-say-decision = say what was decided
said-no-confidence = there is no such confidence
said-no-other-side = nobody is named as the other side
said-choose-organisation = choose an organisation
said-turned-missing = it is not said who turned to whom
said-choose-of-two = choose one of the two
said-means-missing = it is not said by what means
said-when-unclear = it is not clear when that was
said-give-minutes = give whole minutes of exercise time ago, such as 5
said-no-contact = there is no such contact
said-no-mandate = you have no mandate to say in public who is behind something
said-ask-mandate = tell somebody who has
said-no-verdict = it is not said what becomes of it
said-no-step = the playbook proposed no such step
said-nobody-checked = nobody is named to be reached
said-no-operation = you are party to no such operation
said-no-message = there is no such message here
said-choose-own = choose one of your own
said-reply-own = reply to one of your own
said-choose-of-page = choose one of those on your page
said-not-known = you know no such thing
said-no-host = that points at no host
said-choose-address = choose an address that you know
said-no-case = there is no such case
said-too-many = a message has at most { $most } attachments
said-send-the-rest = send the rest with another message
said-no-artefact = you hold no such artefact
said-about-unknown = that is about nothing you know
said-choose-about = choose what it is about anew
said-choose-claims = choose what to share anew
said-no-label = there is no label { $word }
said-choose-label = choose one of the labels of your page, or none to leave what is shared as it came
said-label-wider = something of it stands as { $came }, and { $label } would let it go further
said-keep-label = leave it as { $came } or set one that is narrower, share the rest in another message, or have whoever set the label release it
said-choose-attached = choose what to attach anew
said-no-addressee = nobody is named to write to
said-no-way = that channel does not lead to whom it is for
said-no-channel = no channel is named
said-kind-missing = it is not said what kind of message this is
said-no-priority = there is no such priority

## Rules of a playbook: when one is called for, to follow “When”
## $message is a message with its article, $about is " about X" or nothing

rule-start = the exercise begins
rule-received = { $message } comes{ $about }
# Of indicators, which are many
rule-received-many = { $message } come{ $about }
rule-acknowledged = you have acknowledged { $message }
rule-sent = you have sent { $message }{ $about }
rule-sent-to = you have sent { $message }{ $about } to a { $to }
rule-answered = you have answered { $message }
rule-learnt = you learn { $finding }
rule-learnt-by = you learn { $finding } ({ $by })
rule-something = something
rule-holds = you get hold of { $artefact }
rule-analysed = { $artefact } is analysed
rule-artefact = an artefact
rule-applied = you have applied { $finding }
rule-indicator = an indicator
rule-detected = you detect an intrusion in your own systems
rule-contained = you have contained an intrusion
rule-recovered = you have recovered
rule-suspended = you have suspended { $host }
rule-blocked = you have blocked { $host }
rule-host = a host
rule-published = you have published something
rule-escalated = you have escalated
rule-decided = you have decided: { $decision }
rule-released = something classified is released
rule-deadline = { $message } of yours has not been answered in time
rule-gave-up = { $message } of yours could not be delivered
rule-warrant = you have your warrant
rule-arrested = the suspects are arrested
rule-attributed = you have said in public who is behind it
rule-turned-down = { $message } of yours is turned down
rule-finished = { $work } is done

## Rules of a playbook: messages and kinds of organisations

rule-any-message = a message
rule-article = a { $word }
# Where the word begins with a vowel
rule-article-vowel = an { $word }
rule-police-unit = police unit
rule-newsroom = newsroom
rule-national-cert = national CERT

## Rules of a playbook: what must hold

rule-first-time = it is the first time for this matter
rule-about-kind = it is about something of the kind { $kind }
rule-from-excon = it comes from EXCON
rule-from-kind = it comes from a { $kind }
rule-from-tier = it comes from somebody who is { $tier } or closer
rule-mandate = you have the mandate: { $mandate }
rule-hosts-it = you host it
rule-our-economy = it is hosted in your economy
rule-our-constituent = you serve the victim
rule-we-victim = you are the victim
rule-still-up = the host still answers
rule-queue-below = fewer than { $count } pieces of work wait
rule-has-artefact = an artefact came with it
rule-in-force = { $agreement } is in force
rule-not = not: { $guard }

## Rules of a playbook: what is to be done, step by step

rule-as-judged = as you judge: { $step }
rule-or-else = or else: { $step }
rule-acknowledge = acknowledge it
rule-work = do the { $work }
rule-work-urgent = do the { $work } ({ $priority })
rule-wait = wait { $span }
rule-verify = check what it says, and go on only if you believe it
rule-answer = answer it with what you know
rule-clarify = ask for what is missing
rule-share = share { $what } with { $to }
rule-share-it = it
rule-share-threat = all you know of the same threat
rule-send = send { $message } to { $to }
rule-send-urgent = send { $message } to { $to } ({ $priority })
rule-by-evidence = { $step }, by a way that carries evidence
rule-by-authenticated = { $step }, by a way that makes sure who you are
rule-hold = agree to leave it up
rule-suspend = suspend the host
rule-block = block the host
rule-analyse = analyse what came with it
rule-apply = apply the indicators in your own systems
rule-contain = contain the intrusion
rule-recover = recover your systems
rule-escalate = escalate
rule-release = have what is classified released
rule-attribute = say in public who is behind it
rule-publish = publish: { $text }
rule-decide = decide: { $decision }
rule-comms-check = check that you reach { $who }
rule-judge = judge how to go on
rule-close = close it
rule-only-if = go on only if { $guard }

## Rules of a playbook: to whom

rule-to-sender = whoever sent it
rule-to-hoster = the provider that hosts it
rule-to-host-cert = the national CERT where it is hosted
rule-to-host-police = the police where it is hosted
rule-to-victim = the victim
rule-to-victim-cert = the national CERT of the victim
rule-to-constituents = those you serve
rule-to-ours = each { $kind } of your economy
rule-to-every = every { $kind }
rule-to-trusted = each { $kind } that is { $tier } or closer
rule-to-partners = the partners of your agreements
rule-to-parties = the parties of { $agreement }

## How long something is, to the minute

length-under-minute = less than a minute
length-minutes = { $minutes } min
length-hours = { $hours } h
length-hours-minutes = { $hours } h { $minutes } min

## What a situation report could say

situation-at = Situation at { $at }
situation-nothing = nothing
situation-own-systems = Our own systems
situation-intrusion = intrusion detected { $at }, { $state }
situation-not-contained = not contained
situation-contained = contained { $at }, not yet recovered
situation-recovered = recovered { $at }
situation-we-know = What we know
situation-known = { $says } ({ $label }, from { $source })
situation-we-decided = What we have decided
situation-we-asked = What we have asked and wait for
situation-we-owe = What we were asked and owe
situation-request = { $kind }, { $who }, since { $at }
situation-we-do = What we do next

## The controller

control-no-pace = There is no such pace, or nothing is left to go on to.
control-choose-speed = choose a speed from 0.1 to 60 times real time, or a moment that lies ahead, such as +1h30m after STARTEX
control-new-link = A new link: { $whom }
control-give-link = give it to whoever sits there; the old one and everybody who came by it are out
ready-no-evaluator = nobody notes what no message shows
ready-no-observer = nothing is on the projector
ready-no-local = the controller adapts its injects
expected-waits = Waits for somebody
expected-done = Done by whoever was called upon
expected-ahead = Still to come
expected-uncalled = Not called for

## The MSEL

msel-by-hand = by hand
msel-when-so = when it is so
msel-no-moment = “{ $written }” is no moment: { $why }
msel-write-like = write it like T+01:30:00
msel-after-endex = That is after ENDEX.
msel-choose-before = choose a moment before { $endex }
msel-simcell-answers = a question of theirs to that seat waits in the SIMCELL
msel-answer-there = answer it there, where no two can at once
msel-no-such = nothing in the scenario is called “{ $id }”
msel-look-up-ids = write ids of findings and artefacts as the scenario has them, with commas between
msel-sign-first = It is recorded who changes the script, and you have not said who you are.
msel-write-name = write your name above the MSEL and sign, or send it along as “by”
msel-is-shared = it goes to others as well, and EXCON handles it
msel-leave-out-yours = leave your own out of it on its page and send them one of yours, or ask EXCON
msel-went-out = this inject has gone out
msel-was-skipped = this inject was skipped
msel-add-another = add an inject that says what you want said
msel-names-two = It names an inject of the script and one that was added.
msel-name-one = name one of them
msel-people-play = people play that seat
msel-leave-it = leave it to them, or give the seat to its playbook first
msel-no-sender = Nobody of that name sends it.
msel-choose-sender = choose who it comes from
msel-how-missing = It is not said how it is sent.
msel-choose-how = choose channel, kind and priority
msel-no-addressee = It goes to nobody.
msel-choose-addressee = choose whom it is for

## The SIMCELL

simcell-no-question = there is no such question
simcell-no-answer = The answer says nothing.
simcell-write-it = write it
simcell-settled = { $who } has settled it
simcell-take-another = take another
simcell-taken = { $who } has taken it
simcell-leave-it = leave it to them, or ask them for it
simcell-nobody-has = nobody has it
simcell-not-taken = nobody has taken it
simcell-take-first = take it first
simcell-not-read = it has not been read
simcell-wait-arrived = wait until it has arrived

## Evaluators

rating-performed = P, performed without challenges
rating-some = S, performed with some challenges
rating-major = M, performed with major challenges
rating-unable = U, unable to be performed
rating-not-applicable = not applicable
rating-not-observed = not observed
evaluate-no-time = not to be told, since play ran as fast as it could
mark-no-task-there = No such task is at that seat.
mark-choose-of-table = choose one of the table
mark-no-seat = There is no such seat.
mark-no-message = That is no message.
mark-give-number = give its number, as everything names it
mark-no-rating = There is no such rating.
mark-no-task = There is no such task.
mark-unsigned = It is recorded who judges, and you have not said who you are.
mark-write-name = write your name beside it, or send it along as “by”
mark-no-correction = There is no such corrective action.
mark-give-correction = give its number, in the order in which they were agreed on
mark-no-date = that is no day
mark-give-date = write it as 2027-03-31
mark-no-change = that is no change to the scenario
mark-unfit = “{ $change }” does not fit the scenario: { $why }
mark-untried = The text of the scenario is not kept here, so that no change can be tried on it.
mark-name-scenario =
    serve it once more with its scenario named, or say the change in what is to be done
mark-give-change = write it as --set takes it: organisations.be-cert.desk.analysts=8
mention-none = nobody seems to tell that there, or it is decided already

## What every seat is asked in the hot wash; answers are kept under these words

hotwash-went-well = What went well, and should stay as it is?
hotwash-was-hardest = What was hardest, and why?
hotwash-did-lack = What did you lack to act sooner?
hotwash-not-reached = Whom could you not reach, or not in time?
hotwash-should-change = What should change before the next exercise?

## What programs are told, and people who write them

api-names-nothing = that names nothing
api-unsaid = it is not said what is to be done
api-no-pace = there is no such pace, or nothing is left to go on to
api-choose-pace = pause, run with a speed from 0.1 to 60, next, move, or end
api-name-seat = name a seat and who is to play it
api-name-inject = name an inject, and do: release, skip, hold, let_go or edit
api-do-add = name those whom it goes to, and say its channel, kind, priority and text
api-do-contact = name a contact, and do: confirm or deny
api-do-link = name a role, with its seat or economy where it has one
api-do-say = do: announce or chat, with a text
api-no-entries = there is no such part of the record
api-choose-entries = ask for everything, messages, inputs or injects, and name a seat that plays
api-no-edition = there is no such edition
api-choose-edition = ask for excon, public or team:ID
api-do-mark = do: observe, done, rate, correct or strike
api-do-mention = name a message and a finding that it holds, and do: full, part or not
api-do-simcell = name a message of the queue, and do: take, answer, settle or give_back
api-no-link = no link is given
api-send-link = send {"{"}"link": "…"{"}"}, what stands behind /enter/ in yours
api-opens-nothing = this link opens nothing
api-nothing-here = there is nothing here
api-look-up-doors = look up what there is in /api/openapi.json, and bring a token that holds
api-not-done-here = that cannot be done here
api-look-up-doable = look up what can in /api/openapi.json
api-failed = it failed
api-look-up-expected = look up what is expected in /api/openapi.json
api-no-key = no key of 8 to 160 characters is given
api-make-key = make a key of your own for each action; sent again with it, it counts once
api-too-often = this link was opened more often than people open one
api-too-fast = that was more than people do in a second
api-wait-and-retry = wait as long as Retry-After says, and send it again with the same key
api-no-cookie = a cookie changes nothing here
api-exchange-link = exchange your link for a token at /api/enter, and send it as a bearer token
api-too-long = that is too long
api-send-less = send less at once
api-too-slow = that took too long to come
api-send-at-once = send it at once
api-not-said-json = that is not said to be JSON
api-send-json = send it with Content-Type: application/json
api-send-object = send an object of texts, numbers and lists of them
api-no-json = that is no JSON: { $error }
api-no-object = an object is expected
api-no-list = `{ $name }` is one text, and no list of them
api-key-no-text = a key is a text
api-neither-text = `{ $name }` is neither a text nor a list of texts
api-no-form = no form is named in 1 to 40 lower-case letters, digits and hyphens
api-name-form = name one as pages do, such as write- or decide
api-no-fields = `fields` is no object
api-send-fields = send an object of names, each with a text or a list of texts
api-no-room = this seat keeps as many drafts as it may
api-forget-one = send one, or forget it
api-no-place = `{ $name }` is no place in a list
api-count-from = count from 0, or leave it out
