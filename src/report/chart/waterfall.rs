//! A waterfall: the stretches of one critical path, each where it lay in time.

use super::super::line::cut;
use super::super::number;
use super::{Ink, TimeAxis, draw, label_width};
use plotters::prelude::{ChartBuilder, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Height of one row, in pixels.
const ROW: u32 = 24;

/// One stretch.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it was and where.
    pub label: String,
    /// When it began, in seconds after the path began.
    pub from: f64,
    /// How long it took, in seconds.
    pub length: f64,
    /// Which colour for kinds it has.
    pub kind: u8,
}

/// Draws the bars in order, each on a row of its own.
#[must_use]
pub fn waterfall(says: &str, bars: &[Bar]) -> String {
    let rows = u32::try_from(bars.len()).unwrap_or(u32::MAX).max(1);
    let end = bars
        .iter()
        .map(|bar| bar.from + bar.length)
        .fold(0.0, f64::max);
    let axis = TimeAxis::lengths(end);
    let room = label_width(bars.iter().map(|bar| bar.label.chars().count()));
    draw(says, (900, rows * ROW + 40), |canvas| {
        let bottom = i32::try_from(rows).unwrap_or(i32::MAX);
        let mut chart = ChartBuilder::on(canvas)
            .margin_top(8)
            .margin_right(80)
            .x_label_area_size(28)
            .y_label_area_size(room)
            .build_cartesian_2d(axis, f64::from(bottom)..0.0)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .y_labels(0)
            .x_labels(8)
            .light_line_style(plotters::prelude::TRANSPARENT)
            .bold_line_style(Ink::Rule.line(1))
            .axis_style(Ink::Rule.line(1))
            .label_style(Ink::Faint.text())
            .draw()?;
        for (nth, bar) in bars.iter().enumerate() {
            let top = nth as f64;
            let till = bar.from + bar.length;
            let ink = Ink::Kind(bar.kind);
            let corners = [(bar.from, top + 0.15), (till, top + 0.85)];
            chart.draw_series([Rectangle::new(corners, ink.area())])?;
            // A stretch of no time still shows as a line.
            let edge = vec![(bar.from, top + 0.15), (bar.from, top + 0.85)];
            chart.draw_series([PathElement::new(edge, ink.line(2))])?;
            let (x, y) = chart.backend_coord(&(till, top + 0.5));
            let time = number::duration(bar.length);
            let style = Ink::Text.text().pos(Pos::new(HPos::Left, VPos::Center));
            canvas.draw(&Text::new(time, (x + 6, y), style))?;
            let (_, y) = chart.backend_coord(&(0.0, top + 0.5));
            let style = Ink::Text.text().pos(Pos::new(HPos::Right, VPos::Center));
            let left = i32::try_from(room).unwrap_or(0) - 8;
            canvas.draw(&Text::new(cut(&bar.label, 28), (left, y), style))?;
        }
        Ok(())
    })
}
