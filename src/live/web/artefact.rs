//! What a seat holds, to be downloaded: a text, which no browser shows or runs.

use super::House;
use super::page::{denied, nowhere};
use super::who::Seat;
use crate::live::seat::{Attachment, SeatPage, Window};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn download(
    State(house): State<Arc<House>>,
    Seat(guest, org): Seat,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let nth = asked.get("n").and_then(|text| text.parse::<usize>().ok());
    let held = house
        .desk
        .look(move |view| SeatPage::of(view, org, Window::NEWEST).artefacts);
    let mut held = match held.await {
        Ok(held) => held,
        Err(why) => return denied(&house, Some(&guest), &why),
    };
    let one = nth.filter(|nth| *nth < held.len());
    let one = one.map(|nth| held.swap_remove(nth));
    let Some(one) = one.filter(|one| !one.contents.is_empty()) else {
        return nowhere().await;
    };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file_name(&one.label)),
        ),
    ];
    let Attachment {
        label, contents, ..
    } = one;
    let mark = &house.exercise.mark;
    (headers, format!("{mark}\n{label}\n\n{contents}\n")).into_response()
}

/// A name that a file may have anywhere, which nothing opens but what opens texts.
fn file_name(label: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let name = label.chars().take(80);
    let name: String = name.map(|c| if fits(c) { c } else { '_' }).collect();
    format!("{}.txt", name.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_has_a_name_that_nothing_else_opens() {
        for (label, name) in [
            ("invoice.pdf.exe", "invoice.pdf.exe.txt"),
            ("../../etc/passwd", "_.._etc_passwd.txt"),
            ("a\"b\r\nX: y", "a_b__X__y.txt"),
            ("日誌", "__.txt"),
            ("", ".txt"),
        ] {
            assert_eq!(file_name(label), name);
        }
    }
}
