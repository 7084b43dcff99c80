//! Expected actions that nobody has the mandate or a channel to perform.

use super::{Places, able::Able};
use crate::exercise::{Exercise, Performer};
use crate::model::OrgId;
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};

/// How many of those who cannot are named.
const NAMED: usize = 5;

/// Warns of tasks that some or all of those expected to perform them cannot.
pub(super) fn check(
    exercise: &Exercise,
    able: &Able<'_>,
    places: &Places,
    problems: &mut Problems,
) {
    for (nth, task) in exercise.tasks.iter().enumerate() {
        let place = places.of("task", nth);
        let recipients = task
            .inject
            .map(|inject| exercise.injects[inject.at()].to.as_slice());
        let (expected, any): (&[OrgId], bool) = match &task.who {
            Performer::EachRecipient => (recipients.unwrap_or_default(), false),
            Performer::Each(orgs) => (orgs, false),
            Performer::AnyOf(orgs) => (orgs, true),
        };
        if expected.is_empty() {
            let message = format!("nobody is expected to perform task `{}`", task.id);
            let help = "say `each: […]` or `any_of: […]`, or let it stand in an inject that goes \
                        to somebody";
            problems.push(
                Problem::new(&codes::NOBODY_CAN, message)
                    .help(help)
                    .at(place),
            );
            continue;
        }
        let refused = |org: &OrgId| able.can(*org, &task.does).err().map(|why| (*org, why));
        let unable: Vec<(OrgId, String)> = expected.iter().filter_map(refused).collect();
        let all = unable.len() == expected.len();
        let Some((_, why)) = unable.first().filter(|_| all || !any) else {
            continue;
        };
        let message = if all {
            format!("nobody who is expected to can perform task `{}`", task.id)
        } else {
            let named = unable.iter().take(NAMED);
            let named: Vec<_> = named
                .map(|(org, _)| format!("`{}`", exercise.org(*org).id))
                .collect();
            let more = unable.len().saturating_sub(NAMED);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!(
                "task `{}` cannot be performed by {}{more}",
                task.id,
                named.join(", ")
            )
        };
        problems.push(
            Problem::new(&codes::NOBODY_CAN, message)
                .because(why.clone())
                .at(place),
        );
    }
}
