//! Between which ends a parameter is varied: those that the scenario gives, else half and double of
//! what it is.

use super::when;
use crate::exercise::Parameter;

/// A value to try, as it would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The value.
    pub text: String,
    /// Whether it is cut off where the value has to end, or rounded to a whole number.
    pub clipped: bool,
}

/// What to try at the lower and at the upper end, the first that can be played. None where nothing
/// is given and the value cannot be halved and doubled: it is zero, or no number.
#[must_use]
pub fn ends(parameter: &Parameter) -> Option<[Vec<Trial>; 2]> {
    let whole = |text: String| Trial {
        text,
        clipped: false,
    };
    if let Some((low, high)) = &parameter.range {
        return Some([low, high].map(|end| vec![whole(end.clone())]));
    }
    let text = parameter.value.trim();
    if let Some(quoted) = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        let span = when::span(quoted).ok().filter(|span| span.0 > 0)?;
        let written = |ms: i64| whole(format!("\"{}\"", length(ms.max(1))));
        return Some([
            vec![written(span.0 / 2)],
            vec![written(span.0.saturating_mul(2))],
        ]);
    }
    if let Some((word, inner)) = text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        let inner = Parameter {
            value: inner.to_owned(),
            ..parameter.clone()
        };
        let wrap = |trial: Trial| Trial {
            text: format!("{word}({})", trial.text),
            ..trial
        };
        let named = !word.is_empty() && word.chars().all(char::is_alphanumeric);
        let inner = ends(&inner).filter(|_| named)?;
        return Some(inner.map(|trials| trials.into_iter().map(wrap).collect()));
    }
    let number: f64 = text
        .parse()
        .ok()
        .filter(|n: &f64| n.is_finite() && *n > 0.0)?;
    let cut = |text: String| Trial {
        text,
        clipped: true,
    };
    // What has to be whole is rounded, and a share ends at one.
    let low = vec![
        whole(format!("{:?}", number / 2.0)),
        Trial {
            text: format!("{}", libm::ceil(number / 2.0)),
            clipped: libm::ceil(number / 2.0) > number / 2.0,
        },
    ];
    let mut high = vec![
        whole(format!("{:?}", number * 2.0)),
        whole(format!("{}", libm::round(number * 2.0))),
    ];
    if number <= 1.0 {
        high.push(cut("1.0".to_owned()));
    }
    Some([low, high])
}

/// A length of time in the largest unit that it is whole in.
fn length(ms: i64) -> String {
    let units = [(3_600_000, "h"), (60_000, "m"), (1_000, "s")];
    let fits = units.into_iter().find(|(unit, _)| ms % unit == 0);
    let (unit, word) = fits.unwrap_or((1, "ms"));
    format!("{}{word}", ms / unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Family;

    fn texts(value: &str, range: Option<(&str, &str)>) -> Option<[Vec<String>; 2]> {
        let found = ends(&Parameter {
            path: "x".to_owned(),
            family: Family::Desk,
            value: value.to_owned(),
            source: None,
            range: range.map(|(low, high)| (low.to_owned(), high.to_owned())),
        });
        found.map(|ends| ends.map(|all| all.into_iter().map(|one| one.text).collect()))
    }

    #[test]
    fn what_has_no_range_is_halved_and_doubled() {
        for (value, low, high) in [
            ("0.6", &["0.3", "1"][..], &["1.2", "1", "1.0"][..]),
            ("5", &["2.5", "3"], &["10.0", "10"]),
            ("\"90m\"", &["\"45m\""], &["\"3h\""]),
            (
                "PerHour(4.0)",
                &["PerHour(2.0)", "PerHour(2)"],
                &["PerHour(8.0)", "PerHour(8)"],
            ),
            ("Polled(\"10m\")", &["Polled(\"5m\")"], &["Polled(\"20m\")"]),
        ] {
            let found = texts(value, None).expect("it can be varied");
            assert_eq!(found[0], low, "{value}");
            assert_eq!(found[1], high, "{value}");
        }
        for value in [
            "0",
            "0.0",
            "\"0m\"",
            "Always",
            "[1, 2]",
            "(1)",
            "",
            "-3",
            "PerHour(0.0)",
        ] {
            assert_eq!(texts(value, None), None, "{value}");
        }
        let given = texts("0", Some(("0", "0.4"))).expect("it is given");
        assert_eq!(given, [["0"], ["0.4"]]);
    }
}
