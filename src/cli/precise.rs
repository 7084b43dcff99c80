//! Measures on the command line, and how well they are to be known.

use super::exit::{Exit, Failure};
use super::listed;
use crate::campaign::{Half, Measure, Precision, measures};
use crate::metric::Unit;
use crate::scenario::problem::did_you_mean;
use crate::scenario::when;

/// The measure with this id.
///
/// # Errors
/// When there is none.
pub fn measure(id: &str) -> Result<Measure, Failure> {
    let found = measures().find(|one| one.metric == id);
    found.ok_or_else(|| {
        let known: Vec<&str> = measures().map(|one| one.metric).collect();
        let known = known.into_iter();
        let failure = Failure::new(Exit::Usage, format!("there is no metric `{id}`"));
        match did_you_mean(id, known.clone()) {
            Some(meant) => failure.help(format!("did you mean `{meant}`?")),
            None => failure.help(listed(known)),
        }
    })
}

/// Reads `MEASURE=HALFWIDTH`: a time as a scenario writes it, a number, or a percentage, which of a
/// share is in points and of everything else is of the mean.
///
/// # Errors
/// When there is no such measure or no such width of it.
pub fn read(text: &str) -> Result<Precision, Failure> {
    let unreadable = |why: &str| {
        Failure::new(Exit::Usage, format!("`--precision {text}` cannot be read"))
            .because(why)
            .help(
                "write --precision MEASURE=HALFWIDTH, such as time_to_suspend=30s, victims=0.5 \
                 or effort=2%",
            )
    };
    let (id, width) = text
        .split_once('=')
        .ok_or_else(|| unreadable("no width is given"))?;
    let (measure, width) = (measure(id.trim())?, width.trim());
    let half = match (width.strip_suffix('%'), measure.unit) {
        (Some(points), Unit::Share) => number(points).map(|points| Half::Absolute(points / 100.0)),
        (Some(share), _) => number(share).map(|share| Half::OfMean(share / 100.0)),
        (None, Unit::Seconds) => {
            let span = when::span(width).ok().map(|span| span.as_seconds());
            span.map(Half::Absolute)
        }
        (None, Unit::AnalystHours) => number(width.trim_end_matches('h')).map(Half::Absolute),
        (None, _) => number(width).map(Half::Absolute),
    };
    let half = half.ok_or_else(|| match measure.unit {
        Unit::Seconds => unreadable("it is neither a length of time nor a percentage"),
        _ => unreadable("it is neither a number nor a percentage"),
    })?;
    let (Half::Absolute(value) | Half::OfMean(value)) = half;
    if value.is_finite() && value > 0.0 {
        Ok(Precision { measure, half })
    } else {
        Err(unreadable("no number of runs makes an interval so short"))
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_is_read_in_its_measures_unit() {
        for (text, half) in [
            ("time_to_suspend=30s", Half::Absolute(30.0)),
            ("time_to_suspend = 1m30s", Half::Absolute(90.0)),
            ("time_to_suspend=5%", Half::OfMean(0.05)),
            ("contact_reach=2%", Half::Absolute(0.02)),
            ("contact_reach=0.02", Half::Absolute(0.02)),
            ("victims=0.5", Half::Absolute(0.5)),
            ("effort=3h", Half::Absolute(3.0)),
        ] {
            let found = read(text).map(|precision| precision.half);
            assert_eq!(found, Ok(half), "{text}");
        }
        for text in [
            "victims",
            "victims=",
            "victims=much",
            "victims=0",
            "victims=-1",
            "victims=inf",
            "victims=nan%",
            "time_to_suspend=30",
            "time_to_suspend=0s",
        ] {
            let failure = read(text).expect_err(text);
            assert!(
                failure.to_string().contains("--precision MEASURE="),
                "{failure}"
            );
        }
        let failure = read("victms=1").expect_err("no such measure").to_string();
        assert!(failure.contains("did you mean `victims`?"), "{failure}");
    }
}
