//! Rules made flat: a nested choice becomes a jump, so that a rule's place is one number.

use crate::exercise::{Rule, Step};

/// One instruction of a flattened rule.
#[derive(Clone, Debug)]
pub enum Op {
    /// A step that is not a choice.
    Do(Step),
    /// Goes on with the chance in parts per million, otherwise jumps.
    Chance(u32, usize),
    /// Jumps.
    Jump(usize),
}

/// Flattens the steps of a rule.
#[must_use]
pub fn flatten(rule: &Rule) -> Vec<Op> {
    let mut ops = Vec::new();
    append(&rule.steps, &mut ops);
    ops
}

fn append(steps: &[Step], ops: &mut Vec<Op>) {
    for step in steps {
        let Step::Chance(ppm, then, otherwise) = step else {
            ops.push(Op::Do(step.clone()));
            continue;
        };
        let choice = ops.len();
        ops.push(Op::Chance(*ppm, 0));
        append(then, ops);
        let leave = ops.len();
        ops.push(Op::Jump(0));
        ops[choice] = Op::Chance(*ppm, ops.len());
        append(otherwise, ops);
        ops[leave] = Op::Jump(ops.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Pattern;
    use crate::model::Span;

    #[test]
    fn a_choice_rejoins_what_follows() {
        let wait = |n| Step::Wait(Span(n));
        let steps = vec![
            Step::Chance(5, vec![wait(1), wait(2)], vec![wait(3)]),
            Step::Close,
        ];
        let rule = Rule {
            name: String::new(),
            on: Pattern::Start,
            when: vec![],
            steps,
        };
        let shape: Vec<String> = flatten(&rule)
            .iter()
            .map(|op| match op {
                Op::Do(Step::Wait(span)) => format!("wait {}", span.0),
                Op::Do(_) => "close".to_owned(),
                Op::Chance(ppm, at) => format!("chance {ppm} else {at}"),
                Op::Jump(at) => format!("jump {at}"),
            })
            .collect();
        assert_eq!(
            shape,
            [
                "chance 5 else 4",
                "wait 1",
                "wait 2",
                "jump 5",
                "wait 3",
                "close"
            ]
        );
    }
}
