//! Charts as inline SVG: one file a chart, drawn by plotters. Colours are named, not fixed, so
//! that a page decides what they look like in light, in dark and on paper.

mod forest;
mod histogram;
mod lanes;
mod levels;
mod steps;
mod time_axis;
mod waterfall;

pub use forest::{Row, forest};
pub use histogram::histogram;
pub use lanes::{Flight, Lane, Mark, MarkKind, lanes};
pub use levels::{Level, levels};
pub use steps::{Curve, steps};
pub use time_axis::TimeAxis;
pub use waterfall::{Bar, waterfall};

use plotters::coord::Shift;
use plotters::prelude::{
    Color, DrawingArea, IntoDrawingArea, IntoFont, RGBColor, SVGBackend, ShapeStyle, TextStyle,
};

/// The drawing area of a chart.
pub type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Why something could not be drawn.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// A colour by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Text,
    /// Text that stands back.
    Faint,
    /// Lines to read values by.
    Rule,
    /// One of the page's colours for kinds, by number.
    Kind(u8),
}

impl Ink {
    /// How many colours for kinds a page has.
    pub const KINDS: u8 = 12;

    /// What stands for the colour until the page's own variable takes its place.
    fn stand_in(self) -> RGBColor {
        match self {
            Ink::Text => RGBColor(254, 0, 1),
            Ink::Faint => RGBColor(254, 0, 2),
            Ink::Rule => RGBColor(254, 0, 3),
            Ink::Kind(n) => RGBColor(254, 1, n % Ink::KINDS),
        }
    }

    /// The page's variable.
    fn variable(self) -> String {
        match self {
            Ink::Text => "var(--ink)".to_owned(),
            Ink::Faint => "var(--faint)".to_owned(),
            Ink::Rule => "var(--rule)".to_owned(),
            Ink::Kind(n) => format!("var(--k{})", n % Ink::KINDS),
        }
    }

    /// A line of this colour.
    fn line(self, width: u32) -> ShapeStyle {
        self.stand_in().stroke_width(width)
    }

    /// An area of this colour.
    fn area(self) -> ShapeStyle {
        self.stand_in().filled()
    }

    /// Text of this colour.
    fn text(self) -> TextStyle<'static> {
        ("sans-serif", 16).into_font().color(&self.stand_in())
    }
}

/// Draws a chart and makes it fit for a page: `says` is what a screen reader says of it.
fn draw(
    says: &str,
    size: (u32, u32),
    paint: impl FnOnce(&Canvas<'_>) -> Result<(), Fault>,
) -> String {
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let painted = paint(&canvas).and_then(|()| Ok(canvas.present()?));
        painted.expect("a drawing in memory, of finite numbers, cannot fail");
    }
    dress(&svg, says, size)
}

fn dress(svg: &str, says: &str, (width, height): (u32, u32)) -> String {
    let body = svg.split_once('>').map_or("", |(_, body)| body);
    let mut body = body
        .replace(" opacity=\"1\"", "")
        .replace(" font-family=\"sans-serif\"", "");
    let kinds = (0..Ink::KINDS).map(Ink::Kind);
    for ink in [Ink::Text, Ink::Faint, Ink::Rule].into_iter().chain(kinds) {
        let RGBColor(r, g, b) = ink.stand_in();
        body = body.replace(
            &format!("\"#{r:02X}{g:02X}{b:02X}\""),
            &format!("\"{}\"", ink.variable()),
        );
    }
    let says = says
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{says}\">{body}")
}

/// The columns that a label of so many characters takes, at the size of [`Ink::text`].
fn label_width(labels: impl Iterator<Item = usize>) -> u32 {
    let longest = labels.max().unwrap_or(0).min(28);
    u32::try_from(longest).unwrap_or(28) * 8 + 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::prelude::Text;

    #[test]
    fn colours_become_variables_and_texts_stay_texts() {
        let svg = draw("a \"chart\" <of> one", (100, 50), |canvas| {
            let text = "<script>&".to_owned();
            canvas.draw(&Text::new(text, (5, 5), Ink::Kind(3).text()))?;
            Ok(())
        });
        assert!(svg.contains("fill=\"var(--k3)\""), "{svg}");
        assert!(
            svg.contains("aria-label=\"a &quot;chart&quot; &lt;of>"),
            "{svg}"
        );
        assert!(!svg.contains("<script") && !svg.contains("http") && !svg.contains("#FE"));
    }
}
