//! Levels that rise and fall: how many of something there were at each moment.

use super::{Ink, TimeAxis, draw};
use plotters::prelude::{ChartBuilder, LineSeries};

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Its colour, of those that a page has for kinds.
    pub kind: u8,
    /// From each moment on, in seconds, how many; in order.
    pub steps: Vec<(f64, u32)>,
}

impl Level {
    /// The most that there were, and the first moment when.
    #[must_use]
    pub fn most(&self) -> (u32, f64) {
        let first = |most: (u32, f64), step: &(f64, u32)| {
            if step.1 > most.0 {
                (step.1, step.0)
            } else {
                most
            }
        };
        self.steps.iter().fold((0, 0.0), first)
    }

    /// How many there are at the end.
    #[must_use]
    pub fn last(&self) -> u32 {
        self.steps.last().map_or(0, |(_, level)| *level)
    }

    /// The corners of the line, from 0 to `end`.
    fn corners(&self, end: f64) -> Vec<(f64, f64)> {
        let mut corners = vec![(0.0, 0.0)];
        let mut level = 0.0;
        for (at, next) in &self.steps {
            corners.push((*at, level));
            level = f64::from(*next);
            corners.push((*at, level));
        }
        corners.push((end, level));
        corners
    }
}

/// Draws lines over one axis, up to the highest of them.
#[must_use]
pub fn levels(says: &str, axis: TimeAxis, all: &[Level]) -> String {
    let most = all.iter().map(|one| one.most().0).max().unwrap_or(0);
    let top = f64::from(most.max(4)) * 1.05;
    draw(says, (460, 200), |canvas| {
        let mut chart = ChartBuilder::on(canvas)
            .margin_top(10)
            .margin_right(28)
            .x_label_area_size(28)
            .y_label_area_size(46)
            .build_cartesian_2d(axis, 0.0..top)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .x_labels(5)
            .y_labels(4)
            .light_line_style(plotters::prelude::TRANSPARENT)
            .bold_line_style(Ink::Rule.line(1))
            .axis_style(Ink::Rule.line(1))
            .label_style(Ink::Faint.text())
            .y_label_formatter(&|level| format!("{level:.0}"))
            .draw()?;
        for one in all {
            let corners = one.corners(axis.end());
            chart.draw_series(LineSeries::new(corners, Ink::Kind(one.kind).line(2)))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_rises_and_falls_and_its_first_peak_counts() {
        for (steps, most, last, corners) in [
            (vec![], (0, 0.0), 0, vec![(0.0, 0.0), (9.0, 0.0)]),
            (
                vec![(1.0, 2), (3.0, 1), (4.0, 2)],
                (2, 1.0),
                2,
                vec![
                    (0.0, 0.0),
                    (1.0, 0.0),
                    (1.0, 2.0),
                    (3.0, 2.0),
                    (3.0, 1.0),
                    (4.0, 1.0),
                    (4.0, 2.0),
                    (9.0, 2.0),
                ],
            ),
        ] {
            let level = Level { kind: 2, steps };
            assert_eq!((level.most(), level.last()), (most, last));
            assert_eq!(level.corners(9.0), corners);
            let svg = levels("x", TimeAxis::lengths(9.0), &[level.clone(), level]);
            assert_eq!(svg.matches("stroke=\"var(--k2)").count(), 2, "{svg}");
        }
    }
}
