//! A histogram: how often runs came to what.

use super::{Ink, draw};
use plotters::prelude::{ChartBuilder, PathElement, Rectangle};

/// Into how many parts figures are sorted at most.
const BINS: usize = 24;

/// Sorts figures into parts of equal width: from, to, how many. None where there is nothing
/// to sort.
fn bins(figures: &[f64]) -> Option<Vec<(f64, f64, usize)>> {
    let finite = || figures.iter().copied().filter(|figure| figure.is_finite());
    let low = finite().min_by(f64::total_cmp)?;
    let high = finite().max_by(f64::total_cmp)?;
    let width = (high - low) / BINS as f64;
    if width <= 0.0 {
        return Some(vec![(low - 0.5, low + 0.5, finite().count())]);
    }
    let mut bins: Vec<(f64, f64, usize)> = (0..BINS)
        .map(|nth| (low + nth as f64 * width, low + (nth + 1) as f64 * width, 0))
        .collect();
    for figure in finite() {
        let place = ((figure - low) / width) as usize;
        bins[place.min(BINS - 1)].2 += 1;
    }
    Some(bins)
}

/// Draws how runs are spread, with a line at each of `marks`; numbers are written by `number`.
#[must_use]
pub fn histogram(
    says: &str,
    figures: &[f64],
    marks: &[f64],
    number: &dyn Fn(f64) -> String,
) -> String {
    let bins = bins(figures).unwrap_or_default();
    let from = bins.first().map_or(0.0, |bin| bin.0);
    let to = bins.last().map_or(1.0, |bin| bin.1);
    let most = bins.iter().map(|bin| bin.2).max().unwrap_or(1).max(1);
    draw(says, (460, 200), |canvas| {
        let mut chart = ChartBuilder::on(canvas)
            .margin_top(10)
            .margin_right(28)
            .x_label_area_size(28)
            .y_label_area_size(46)
            .build_cartesian_2d(from..to, 0.0..most as f64 * 1.05)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .x_labels(4)
            .y_labels(4)
            .light_line_style(plotters::prelude::TRANSPARENT)
            .bold_line_style(Ink::Rule.line(1))
            .axis_style(Ink::Rule.line(1))
            .label_style(Ink::Faint.text())
            .x_label_formatter(&|value| number(*value))
            .y_label_formatter(&|count| format!("{count:.0}"))
            .draw()?;
        let bars = bins.iter().map(|(low, high, count)| {
            Rectangle::new([(*low, 0.0), (*high, *count as f64)], Ink::Kind(2).area())
        });
        chart.draw_series(bars)?;
        for mark in marks.iter().filter(|mark| mark.is_finite()) {
            let line = vec![(*mark, 0.0), (*mark, most as f64 * 1.05)];
            chart.draw_series([PathElement::new(line, Ink::Text.line(1))])?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_in_one_part() {
        for (figures, parts) in [
            (vec![3.0; 7], 1),
            (vec![1.0, 2.0], BINS),
            ((0..100).map(f64::from).collect(), BINS),
        ] {
            let bins = bins(&figures).expect("there are figures");
            assert_eq!(bins.len(), parts);
            assert_eq!(bins.iter().map(|bin| bin.2).sum::<usize>(), figures.len());
        }
        assert!(bins(&[]).is_none() && bins(&[f64::NAN]).is_none());
        assert!(histogram("nothing", &[], &[], &|value| value.to_string()).contains("<svg"));
    }
}
