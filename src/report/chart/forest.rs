//! A forest plot: estimates with the intervals they lie in, each on a row of its own.

use super::super::line::cut;
use super::super::number;
use super::{Ink, draw, label_width};
use crate::metric::Unit;
use plotters::prelude::{ChartBuilder, Circle, PathElement, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Height of one row, in pixels.
const ROW: u32 = 24;
/// More letters of a label are not shown.
const LABEL: usize = 44;

/// One estimate.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is of.
    pub label: String,
    /// The estimate.
    pub value: f64,
    /// Its interval; none where nothing is known of it.
    pub ends: Option<(f64, f64)>,
    /// Which colour for kinds it has.
    pub kind: u8,
    /// Moments or amounts to hold it against, such as a target and a limit.
    pub ticks: Vec<f64>,
    /// What is said at its end.
    pub says: String,
}

/// What an axis counts in, so that its numbers are round: seconds by hours where they are many.
fn scale(unit: Option<Unit>, span: f64) -> f64 {
    match unit {
        Some(Unit::Seconds) if span > 3.0 * 86_400.0 => 86_400.0,
        Some(Unit::Seconds) if span > 2.0 * 3_600.0 => 3_600.0,
        Some(Unit::Seconds) if span > 120.0 => 60.0,
        _ => 1.0,
    }
}

/// From where to where an axis has to reach, zero included.
fn ends(rows: &[Row]) -> (f64, f64) {
    let ends = rows.iter().flat_map(|row| {
        let (low, high) = row.ends.unwrap_or((row.value, row.value));
        [row.value, low, high]
            .into_iter()
            .chain(row.ticks.iter().copied())
    });
    let finite = ends.filter(|end| end.is_finite());
    let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    if high - low <= 0.0 {
        return (-1.0, 1.0);
    }
    (low, high)
}

/// Draws rows in order over an axis in their unit, or of bare numbers. Zero is always on it.
#[must_use]
pub fn forest(says: &str, rows: &[Row], unit: Option<Unit>) -> String {
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
    let (mut low, mut high) = ends(rows);
    let scale = scale(unit, high - low);
    (low, high) = (low / scale, high / scale);
    let number = |value: f64| match unit {
        Some(unit) => number::value(unit, Some(value * scale)),
        None => format!("{value:.1}"),
    };
    let air = (high - low) * 0.04;
    let (from, to) = (if low < 0.0 { low - air } else { 0.0 }, high + air);
    let longest = rows.iter().map(|row| row.label.chars().count()).max();
    let room = u32::try_from(longest.unwrap_or(0).min(LABEL)).unwrap_or(0) * 8 + 16;
    let tail = label_width(rows.iter().map(|row| row.says.chars().count()));
    draw(says, (900, count * ROW + 40), |canvas| {
        let bottom = f64::from(count);
        let mut chart = ChartBuilder::on(canvas)
            .margin_top(8)
            .margin_right(tail)
            .x_label_area_size(28)
            .y_label_area_size(room)
            .build_cartesian_2d(from..to, bottom..0.0)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .y_labels(0)
            .x_labels(6)
            .light_line_style(plotters::prelude::TRANSPARENT)
            .bold_line_style(Ink::Rule.line(1))
            .axis_style(Ink::Rule.line(1))
            .label_style(Ink::Faint.text())
            .x_label_formatter(&|value| number(*value))
            .draw()?;
        let nothing = vec![(0.0, 0.0), (0.0, bottom)];
        chart.draw_series([PathElement::new(nothing, Ink::Faint.line(1))])?;
        for (nth, row) in rows.iter().enumerate() {
            let middle = nth as f64 + 0.5;
            let ink = Ink::Kind(row.kind);
            let ticks = row.ticks.iter().map(|tick| tick / scale);
            for tick in ticks.filter(|tick| tick.is_finite()) {
                let line = vec![(tick, middle - 0.4), (tick, middle + 0.4)];
                chart.draw_series([PathElement::new(line, Ink::Text.line(1))])?;
            }
            if let Some((low, high)) = row.ends {
                let (low, high) = (low / scale, high / scale);
                let line = vec![(low, middle), (high, middle)];
                chart.draw_series([PathElement::new(line, ink.line(2))])?;
                for end in [low, high] {
                    let line = vec![(end, middle - 0.2), (end, middle + 0.2)];
                    chart.draw_series([PathElement::new(line, ink.line(2))])?;
                }
            }
            chart.draw_series([Circle::new((row.value / scale, middle), 5, ink.area())])?;
            let (right, y) = chart.backend_coord(&(to, middle));
            let style = Ink::Text.text().pos(Pos::new(HPos::Left, VPos::Center));
            canvas.draw(&Text::new(cut(&row.says, 28), (right + 8, y), style))?;
            let left = i32::try_from(room).unwrap_or(0) - 8;
            let style = Ink::Text.text().pos(Pos::new(HPos::Right, VPos::Center));
            canvas.draw(&Text::new(cut(&row.label, LABEL), (left, y), style))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_drawn_with_both_ends() {
        let row = |value: f64, ends| Row {
            label: "one & all".to_owned(),
            value,
            ends,
            kind: 2,
            ticks: vec![1.0],
            says: "says".to_owned(),
        };
        let rows = [
            row(-2.0, Some((-3.0, -1.0))),
            row(0.0, None),
            row(5.0, Some((f64::MIN_POSITIVE, 9.0))),
        ];
        let svg = forest("a chart", &rows, None);
        assert_eq!(svg.matches("<circle").count(), 3);
        assert_eq!(svg.matches("one &amp; all").count(), 3);
        // Nothing at all, and nothing that varies, are drawn too.
        for rows in [vec![], vec![row(0.0, Some((0.0, 0.0)))]] {
            assert!(forest("a chart", &rows, Some(Unit::Seconds)).contains("<svg"));
        }
    }
}
