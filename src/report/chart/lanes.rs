//! A swim-lane timeline: a lane for each organisation, messages between lanes, outcomes as marks.

use super::super::line::cut;
use super::{Fault, Ink, TimeAxis, draw, label_width};
use plotters::coord::Shift;
use plotters::prelude::{
    ChartBuilder, Circle, Cross, DrawingArea, PathElement, Polygon, SVGBackend, Text,
    TriangleMarker,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Height of a lane, in pixels.
const LANE: u32 = 26;
/// Pixels across.
const WIDTH: u32 = 1100;

/// What a mark stands for; each has a shape of its own beside its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A message left or came: an upright line.
    Message,
    /// An inject came: a triangle.
    Inject,
    /// Something became known: a dot.
    Learnt,
    /// Something was lost, missed or given up: a cross.
    Trouble,
    /// An outcome: a diamond.
    Outcome,
}

impl MarkKind {
    /// Every kind, with its shape, the name of that, and what it stands for.
    pub const KEY: [(MarkKind, &'static str, &'static str, &'static str); 5] = [
        (
            MarkKind::Message,
            "❘",
            "upright line",
            "message sent or read",
        ),
        (MarkKind::Inject, "▲", "triangle", "inject delivered"),
        (MarkKind::Learnt, "●", "dot", "finding learnt"),
        (
            MarkKind::Trouble,
            "✕",
            "cross",
            "bounce, missed deadline, refusal, or contact given up",
        ),
        (MarkKind::Outcome, "◆", "diamond", "outcome"),
    ];

    /// Its colour.
    #[must_use]
    pub fn colour(self) -> u8 {
        match self {
            MarkKind::Message => 5,
            MarkKind::Inject => 4,
            MarkKind::Learnt => 2,
            MarkKind::Trouble => 3,
            MarkKind::Outcome => 1,
        }
    }
}

/// One mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// When, in seconds from STARTEX.
    pub at: f64,
    /// What.
    pub kind: MarkKind,
}

/// One lane.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Whose.
    pub label: String,
    /// What happened there.
    pub marks: Vec<Mark>,
}

/// A message from one lane to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// From which lane and when.
    pub from: (usize, f64),
    /// To which lane and when.
    pub to: (usize, f64),
}

/// Draws lanes over exercise time. Charts that stand below each other share the length of their
/// longest label, in characters, so that one moment lies in one place.
#[must_use]
pub fn lanes(
    says: &str,
    axis: TimeAxis,
    label: usize,
    lanes: &[Lane],
    flights: &[Flight],
) -> String {
    let rows = u32::try_from(lanes.len()).unwrap_or(u32::MAX).max(1);
    let room = label_width([label].into_iter());
    draw(says, (WIDTH, rows * LANE + 40), |canvas| {
        let mut chart = ChartBuilder::on(canvas)
            .margin_top(8)
            .margin_right(32)
            .x_label_area_size(28)
            .y_label_area_size(room)
            .build_cartesian_2d(axis, f64::from(rows)..0.0)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .y_labels(0)
            .x_labels(10)
            .light_line_style(plotters::prelude::TRANSPARENT)
            .bold_line_style(Ink::Rule.line(1))
            .axis_style(Ink::Rule.line(1))
            .label_style(Ink::Faint.text())
            .draw()?;
        let middle = |lane: usize| lane as f64 + 0.5;
        for (nth, lane) in lanes.iter().enumerate() {
            let line = vec![(0.0, middle(nth)), (axis.end(), middle(nth))];
            chart.draw_series([PathElement::new(line, Ink::Rule.line(1))])?;
            let (x, y) = chart.backend_coord(&(0.0, middle(nth)));
            let style = Ink::Text.text().pos(Pos::new(HPos::Right, VPos::Center));
            canvas.draw(&Text::new(cut(&lane.label, 28), (x - 8, y), style))?;
        }
        for flight in flights {
            let (a, b) = (
                (flight.from.1, middle(flight.from.0)),
                (flight.to.1, middle(flight.to.0)),
            );
            chart.draw_series([PathElement::new(vec![a, b], Ink::Kind(5).line(1))])?;
        }
        for (nth, lane) in lanes.iter().enumerate() {
            let mut marks: Vec<(MarkKind, (i32, i32))> = lane
                .marks
                .iter()
                .map(|mark| (mark.kind, chart.backend_coord(&(mark.at, middle(nth)))))
                .collect();
            // Outcomes are drawn last; two marks on one pixel look like one.
            marks.sort_unstable();
            marks.dedup();
            marks
                .into_iter()
                .try_for_each(|(kind, at)| mark(canvas, kind, at))?;
        }
        Ok(())
    })
}

fn mark(
    canvas: &DrawingArea<SVGBackend<'_>, Shift>,
    kind: MarkKind,
    (x, y): (i32, i32),
) -> Result<(), Fault> {
    let ink = Ink::Kind(kind.colour());
    match kind {
        MarkKind::Message => {
            canvas.draw(&PathElement::new(vec![(x, y - 5), (x, y + 5)], ink.line(1)))?;
        }
        MarkKind::Inject => canvas.draw(&TriangleMarker::new((x, y), 6, ink.area()))?,
        MarkKind::Learnt => canvas.draw(&Circle::new((x, y), 4, ink.area()))?,
        MarkKind::Trouble => canvas.draw(&Cross::new((x, y), 4, ink.line(2)))?,
        MarkKind::Outcome => {
            let corners = vec![(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)];
            canvas.draw(&Polygon::new(corners, ink.area()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SimTime;

    #[test]
    fn marks_on_one_pixel_are_drawn_once() {
        let at = |at| Mark {
            at,
            kind: MarkKind::Learnt,
        };
        let lane = |marks| Lane {
            label: "acert".to_owned(),
            marks,
        };
        for (marks, circles) in [
            (vec![at(10.0), at(10.001), at(3000.0)], 2),
            (vec![at(-5.0), at(99_999.0)], 2),
            (vec![], 0),
        ] {
            let axis = TimeAxis::moments(SimTime(3_600_000));
            let svg = lanes("x", axis, 5, &[lane(marks)], &[]);
            assert_eq!(svg.matches("<circle").count(), circles);
        }
    }
}
