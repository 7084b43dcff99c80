//! Numbers and times as people read them.

use crate::metric::Unit;

/// A length of time in seconds with its two largest units: `45s`, `12m 4s`, `1h 25m`, `2d 3h`.
#[must_use]
pub fn duration(seconds: f64) -> String {
    if !seconds.is_finite() {
        return "–".to_owned();
    }
    let s = seconds.abs();
    // What rounds to nothing has no sign.
    let sign = if seconds < 0.0 && s >= 0.05 { "-" } else { "" };
    if s > 0.0 && s < 9.95 {
        return format!("{sign}{}s", trimmed(s, 1));
    }
    // Rounded before it is split, so that 59m 59.7s reads 1h rather than 59m 60s.
    let whole = s.round() as u64;
    let minutes = (s / 60.0).round() as u64;
    let hours = (s / 3600.0).round() as u64;
    let (large, small) = match whole {
        0..60 => ((0, ' '), (whole, 's')),
        60..3600 => ((whole / 60, 'm'), (whole % 60, 's')),
        _ if minutes < 24 * 60 => ((minutes / 60, 'h'), (minutes % 60, 'm')),
        _ => ((hours / 24, 'd'), (hours % 24, 'h')),
    };
    match (large, small) {
        ((0, _), (n, unit)) | ((n, unit), (0, _)) => format!("{sign}{n}{unit}"),
        ((n, unit), (m, smaller)) => format!("{sign}{n}{unit} {m}{smaller}"),
    }
}

/// A value in its unit; `–` where nothing was observed or a quantile was not reached.
#[must_use]
pub fn value(unit: Unit, value: Option<f64>) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else {
        return "–".to_owned();
    };
    match unit {
        Unit::Seconds => duration(value),
        Unit::Share => format!("{}%", trimmed(value * 100.0, 1)),
        Unit::Count => grouped(value),
        Unit::AnalystHours => format!("{} h", grouped(value)),
        Unit::Harm => grouped(value),
        Unit::Value => format!("{value:.2}"),
    }
}

/// A count with a comma between thousands.
#[must_use]
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A part of a whole in whole per cent; `–` of nothing.
#[must_use]
pub fn share(part: f64, whole: f64) -> String {
    let per_cent = (part / whole * 100.0).round();
    if per_cent.is_finite() {
        format!("{per_cent}%")
    } else {
        "–".to_owned()
    }
}

/// At most one decimal, or the first digit of what is smaller; whole numbers with commas.
fn grouped(value: f64) -> String {
    if value.abs() >= 999.5 {
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}{}", count(value.abs().round() as u64));
    }
    let decimals = match value.abs() {
        0.0005..0.0095 => 3,
        0.0095..0.095 => 2,
        _ => 1,
    };
    trimmed(value, decimals)
}

fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        for (seconds, text) in [
            (0.0, "0s"),
            (0.26, "0.3s"),
            (0.04, "0s"),
            (-0.04, "0s"),
            (-0.06, "-0.1s"),
            (9.96, "10s"),
            (45.2, "45s"),
            (59.7, "1m"),
            (724.0, "12m 4s"),
            (3599.7, "1h"),
            (5100.0, "1h 25m"),
            (86_399.0, "1d"),
            (183_600.0, "2d 3h"),
            (-600.0, "-10m"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(duration(seconds), text, "{seconds}");
        }
    }

    #[test]
    fn values_read_in_their_units() {
        for (unit, number, text) in [
            (Unit::Seconds, Some(5100.0), "1h 25m"),
            (Unit::Share, Some(0.8214), "82.1%"),
            (Unit::Share, Some(1.0), "100%"),
            (Unit::Count, Some(12_345.0), "12,345"),
            (Unit::Count, Some(2.5), "2.5"),
            (Unit::Count, Some(-0.031), "-0.03"),
            (Unit::Count, Some(0.0042), "0.004"),
            (Unit::Count, Some(0.0001), "0"),
            (Unit::AnalystHours, Some(12.04), "12 h"),
            (Unit::Value, Some(0.625), "0.62"),
            (Unit::Harm, None, "–"),
            (Unit::Harm, Some(f64::INFINITY), "–"),
        ] {
            assert_eq!(value(unit, number), text, "{unit} {number:?}");
        }
    }
}
