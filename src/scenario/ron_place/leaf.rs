//! Leaves with a meaning of their own: lengths of time, shares, amounts. Each is checked where it
//! stands, with its own code.

use super::Trouble;
use super::decode::At;
use crate::model::{MILLION, Span};
use crate::scenario::codes;
use crate::scenario::when;
use serde::de::{Deserialize, Deserializer, Visitor};
use std::fmt;

/// How a leaf is read as a whole number.
pub(super) struct Leaf {
    pub name: &'static str,
    pub read: fn(&At<'_>) -> Result<i64, Trouble>,
}

/// All leaves.
pub(super) const LEAVES: &[Leaf] = &[
    Leaf {
        name: LENGTH,
        read: length,
    },
    Leaf {
        name: SHARE,
        read: share,
    },
    Leaf {
        name: MILLI,
        read: milli,
    },
];

const LENGTH: &str = "$hotwash::Length";
const SHARE: &str = "$hotwash::Share";
const MILLI: &str = "$hotwash::Milli";
/// The largest amount there is a use for.
const MOST: f64 = 1_000_000.0;

/// A length of time: `"1h30m"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub Span);

/// A share from 0 to 1, in parts per million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub u32);

/// An amount from 0 to a million, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milli(pub u32);

fn length(at: &At<'_>) -> Result<i64, Trouble> {
    let text = at
        .quoted()
        .map_err(|trouble| trouble.help("a length of time is written like \"90m\" or \"1h30m\""))?;
    let read = when::span(&text);
    read.map(|span| span.0).map_err(|bad| {
        let place = at.sources.inside(at.place(), bad.part);
        let trouble = Trouble::new(bad.code, place, bad.message);
        match bad.help {
            Some(help) => trouble.help(help),
            None => trouble,
        }
    })
}

fn share(at: &At<'_>) -> Result<i64, Trouble> {
    let read = amount(at, 1.0, f64::from(MILLION), "it is a share, from 0 to 1");
    read.map_err(|trouble| match at.real() {
        Ok(percent) if percent > 1.0 && percent <= 100.0 => {
            trouble.help(format!("{percent} % is written `{}`", percent / 100.0))
        }
        _ => trouble,
    })
}

fn milli(at: &At<'_>) -> Result<i64, Trouble> {
    amount(at, MOST, 1000.0, "it must be between 0 and a million")
}

/// A number from 0 to `most`, times `scale`, rounded to the nearest.
fn amount(at: &At<'_>, most: f64, scale: f64, reason: &str) -> Result<i64, Trouble> {
    let number = at.real()?;
    if (0.0..=most).contains(&number) {
        // At most a million times a million, which an i64 holds exactly.
        return Ok(libm::round(number * scale) as i64);
    }
    let message = format!("`{}` is out of range here", super::shortened(at.slice()));
    Err(Trouble::new(&codes::OUT_OF_RANGE, at.place(), message).because(reason))
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = i64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an amount")
    }

    fn visit_i64<E>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }
}

macro_rules! leaves {
    ($($type:ident $name:ident |$number:ident| $value:expr;)*) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let $number = deserializer.deserialize_newtype_struct($name, NumberVisitor)?;
                Ok($type($value))
            }
        }
    )*};
}

leaves! {
    Length LENGTH |ms| Span(ms);
    Share SHARE |ppm| u32::try_from(ppm).unwrap_or(MILLION);
    Milli MILLI |milli| u32::try_from(milli).unwrap_or(u32::MAX);
}
