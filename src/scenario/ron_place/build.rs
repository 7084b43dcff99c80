//! Values that are not written in RON: rows of tables.

use super::Trouble;
use super::document::Value;
use super::tree::{self, Node, Shape};
use crate::scenario::source::{Place, SourceId, Sources};

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn node(shape: Shape, place: Place, size: usize) -> Node {
    let (start, end) = (narrow(place.start), narrow(place.end));
    Node {
        shape,
        source: place.source,
        start,
        end,
        open: start,
        size: narrow(size),
    }
}

impl Value<'static> {
    /// The content of a cell.
    #[must_use]
    pub fn cell(place: Place) -> Self {
        Value {
            nodes: vec![node(Shape::Cell, place, 1)].into(),
        }
    }

    /// A list of values that stand in a cell.
    #[must_use]
    pub fn list(place: Place, members: Vec<Value<'static>>) -> Self {
        let mut nodes = vec![node(Shape::List, place, 0)];
        for member in members {
            nodes.extend_from_slice(&member.nodes);
        }
        nodes[0].size = narrow(nodes.len());
        Value {
            nodes: nodes.into(),
        }
    }

    /// A value with fields; each name is given by a place where it is written.
    #[must_use]
    pub fn with_fields(place: Place, fields: Vec<(Place, Value<'static>)>) -> Self {
        let mut nodes = vec![node(Shape::Fields, place, 0)];
        for (name, value) in fields {
            nodes.push(node(Shape::Word, name, 1));
            nodes.extend_from_slice(&value.nodes);
        }
        nodes[0].size = narrow(nodes.len());
        Value {
            nodes: nodes.into(),
        }
    }

    /// The value that a text is.
    ///
    /// # Errors
    /// The first thing that is not well formed.
    pub fn parse(sources: &Sources, source: SourceId) -> Result<Self, Trouble> {
        Value::parse_from(sources, source, 0)
    }

    /// The value that a text is from this byte on.
    ///
    /// # Errors
    /// The first thing that is not well formed.
    pub fn parse_from(sources: &Sources, source: SourceId, from: usize) -> Result<Self, Trouble> {
        Ok(Value {
            nodes: tree::read(sources, source, from)?.into(),
        })
    }
}

impl Value<'_> {
    /// The same value, borrowed.
    #[must_use]
    pub fn borrowed(&self) -> Value<'_> {
        Value {
            nodes: (&*self.nodes).into(),
        }
    }
}
