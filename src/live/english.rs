//! What pages say, in English: the catalogue `assets/live/english.ftl`, written as Project Fluent
//! has it, which the tools of translators read. Templates say `t("id", name=…)`, code says
//! `text!("id", name = …)`; `tests/catalogue.rs` holds both and the catalogue against each other.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Error, ErrorKind};
use std::sync::LazyLock;

const CATALOGUE: &str = include_str!("../../assets/live/english.ftl");

static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let language = "en".parse().expect("English is a language");
    let mut english = FluentBundle::new_concurrent(vec![language]);
    // What is filled in stands as it is: pages are made of one script alone.
    english.set_use_isolating(false);
    // A text is one line, however it is broken in the catalogue.
    english.set_transform(Some(|text| match text.contains('\n') {
        true => text.replace('\n', " ").into(),
        false => text.into(),
    }));
    let catalogue = FluentResource::try_new(CATALOGUE.to_owned());
    let catalogue = catalogue.expect("the catalogue is part of the program and tested with it");
    let added = english.add_resource(catalogue);
    added.expect("no text stands in the catalogue twice");
    english
});

/// A text of the catalogue, with what belongs into it.
///
/// ```text
/// text!("back")
/// text!("waits-for", age = whole_minutes(ms), count = open)
/// ```
macro_rules! text {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::live::english::english(
            $id,
            &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),*],
        )
    };
}

/// A text of the catalogue; its id where it has none, which the tests rule out.
pub(super) fn english(id: &str, with: &[(&str, FluentValue<'_>)]) -> String {
    let with = with
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    say(id, &with).unwrap_or_else(|why| {
        tracing::error!("{why}");
        debug_assert!(false, "{why}");
        id.to_owned()
    })
}

/// The same for templates.
pub(super) fn in_template(id: &str, with: Kwargs) -> Result<String, Error> {
    let mut filled = FluentArgs::new();
    for name in with.args() {
        let value: Value = with.get(name)?;
        if value.is_undefined() {
            return Err(Error::new(ErrorKind::UndefinedError, name.to_owned()));
        }
        let value = match value.kind() {
            // True counts as 1 elsewhere, and is a word here.
            ValueKind::Bool => FluentValue::from(value.is_true().to_string()),
            _ => match i64::try_from(value.clone()) {
                Ok(number) => FluentValue::from(number),
                Err(_) => FluentValue::from(value.to_string()),
            },
        };
        filled.set(name.to_owned(), value);
    }
    say(id, &filled).map_err(|why| Error::new(ErrorKind::InvalidOperation, why))
}

fn say(id: &str, with: &FluentArgs<'_>) -> Result<String, String> {
    let text = ENGLISH.get_message(id).and_then(|message| message.value());
    let text = text.ok_or_else(|| format!("the catalogue says nothing under `{id}`"))?;
    let mut missing = Vec::new();
    let said = ENGLISH.format_pattern(text, Some(with), &mut missing);
    match missing.first() {
        None => Ok(said.into_owned()),
        Some(error) => Err(format!("`{id}` of the catalogue cannot be said: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_their_form_and_texts_stand_as_they_are() {
        assert_eq!(text!("messages", count = 1), "1 message");
        assert_eq!(text!("messages", count = 1200), "1200 messages");
        let other = "A { $b } <c>";
        assert_eq!(text!("contact-we-to", other = other), "We to A { $b } <c>");
    }

    #[test]
    fn templates_choose_by_words_and_by_numbers() {
        let mut house = minijinja::Environment::new();
        house.add_function("t", in_template);
        let page = "{{ t(\"task-predicted\", predicted=true) }}, \
                    {{ t(\"task-predicted\", predicted=false) }}, \
                    {{ t(\"messages\", count=1) }}, {{ t(\"messages\", count=2) }}";
        let said = house.render_str(page, ()).expect("it is said");
        assert_eq!(said, "predicted, rated, 1 message, 2 messages");
        let page = "{{ t(\"they-say-out\", out=out, other=\"A\", means=\"phone\", held=\"T\", \
                    answered=answered) }}";
        for (out, answered, expected) in [
            (true, true, "A says: you reached out to them (phone, T)."),
            (false, true, "A says: they reached out to you (phone, T)."),
            (
                false,
                false,
                "A says: they reached out to you (phone, T), and nobody was reached.",
            ),
        ] {
            let said = house.render_str(page, minijinja::context! { out, answered });
            assert_eq!(said.expect("it is said"), expected);
        }
    }

    #[test]
    fn what_is_not_there_or_not_filled_is_an_error() {
        assert!(say("no-such-text", &FluentArgs::new()).is_err());
        assert!(say("contact-we-to", &FluentArgs::new()).is_err());
    }
}
