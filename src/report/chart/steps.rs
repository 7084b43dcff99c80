//! A step curve: which share had come by when.

use super::{Ink, TimeAxis, draw};
use plotters::prelude::{ChartBuilder, Cross, LineSeries, Text};

/// One curve.
#[derive(Clone, Debug)]
pub struct Curve {
    /// What it is of; shown where there is more than one.
    pub label: String,
    /// From each moment on, which share; in order.
    pub steps: Vec<(f64, f64)>,
    /// Where something is left open, as crosses on the curve.
    pub open: Vec<(f64, f64)>,
}

impl Curve {
    /// The corners of the curve, from 0 to `end`.
    fn corners(&self, end: f64) -> Vec<(f64, f64)> {
        let mut corners = vec![(0.0, 0.0)];
        let mut share = 0.0;
        for (at, next) in &self.steps {
            corners.push((*at, share));
            corners.push((*at, *next));
            share = *next;
        }
        corners.push((end, share));
        corners
    }
}

/// Of points in order, those that lie so far from the one before that both can be told apart.
fn apart(points: &[(f64, f64)], (across, up): (f64, f64)) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (x, y) in points {
        let near = |last: &(f64, f64)| (x - last.0).abs() < across && (y - last.1).abs() < up;
        if !kept.last().is_some_and(near) {
            kept.push((*x, *y));
        }
    }
    kept
}

/// Draws curves over one axis.
#[must_use]
pub fn steps(says: &str, axis: TimeAxis, curves: &[Curve]) -> String {
    draw(says, (460, 230), |canvas| {
        let mut chart = ChartBuilder::on(canvas)
            .margin_top(10)
            .margin_right(28)
            .x_label_area_size(28)
            .y_label_area_size(46)
            .build_cartesian_2d(axis, 0.0..1.0)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .x_labels(6)
            .y_labels(5)
            .light_line_style(plotters::prelude::TRANSPARENT)
            .bold_line_style(Ink::Rule.line(1))
            .axis_style(Ink::Rule.line(1))
            .label_style(Ink::Faint.text())
            .y_label_formatter(&|share| format!("{:.0}%", share * 100.0))
            .draw()?;
        for (nth, curve) in curves.iter().enumerate() {
            let ink = Ink::Kind([2, 0, 1, 4][nth % 4]);
            let corners = curve.corners(axis.end());
            chart.draw_series(LineSeries::new(corners, ink.line(2)))?;
            let open = apart(&curve.open, (axis.end() / 55.0, 0.04));
            let open = open
                .into_iter()
                .map(|at| Cross::new(at, 3, Ink::Text.line(1)));
            chart.draw_series(open)?;
            if curves.len() > 1 {
                let share = curve.steps.last().map_or(0.0, |(_, share)| *share);
                let at = (axis.end() * 0.6, (share - 0.04).max(0.1));
                chart.draw_series([Text::new(curve.label.clone(), at, ink.text())])?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crosses_that_would_cover_each_other_are_drawn_once() {
        for (points, kept) in [
            (vec![], vec![]),
            (vec![(1.0, 0.5), (1.1, 0.5), (1.2, 0.5)], vec![(1.0, 0.5)]),
            (
                vec![(1.0, 0.1), (1.1, 0.9), (3.0, 0.9)],
                vec![(1.0, 0.1), (1.1, 0.9), (3.0, 0.9)],
            ),
        ] {
            assert_eq!(apart(&points, (1.0, 0.2)), kept);
        }
    }

    #[test]
    fn a_curve_goes_up_in_steps_and_on_to_the_end() {
        let curve = Curve {
            label: String::new(),
            steps: vec![(2.0, 0.5), (3.0, 1.0)],
            open: vec![],
        };
        let corners = [
            (0.0, 0.0),
            (2.0, 0.0),
            (2.0, 0.5),
            (3.0, 0.5),
            (3.0, 1.0),
            (9.0, 1.0),
        ];
        assert_eq!(curve.corners(9.0), corners);
        let svg = steps("x", TimeAxis::lengths(9.0), &[curve.clone(), curve]);
        assert_eq!(svg.matches("stroke=\"var(--k").count(), 2);
    }
}
