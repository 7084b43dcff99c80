//! A text with its sections: what a scenario file is at its top level.

use super::decode::{At, Wrong};
use super::tree::{self, Node, Nodes, Shape};
use super::{Spot, Trouble, lexer};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::source::{Place, SourceId, Sources};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// How often a value is decoded again to find more fields that are wrong.
const AGAIN: usize = 16;

/// A text that is well formed, and where its sections (`organisations: [ … ]`) stand.
#[derive(Clone, Debug)]
pub struct Document {
    nodes: Vec<Node>,
    /// The place of each section's name, and the nodes of its value.
    sections: BTreeMap<String, (Place, Range<usize>)>,
}

impl Document {
    /// Reads a text. A syntax error is the only problem of that text, since nothing after it
    /// can be trusted.
    pub fn read(sources: &Sources, id: SourceId, problems: &mut Problems) -> Option<Document> {
        let read = tree::read(sources, id, 0).and_then(|nodes| top_level(sources, nodes));
        let nodes = problems.keep(read.map_err(Problem::from))?;
        let mut sections: BTreeMap<String, (Place, Range<usize>)> = BTreeMap::new();
        let mut at = 1;
        for (key, value) in tree::pairs(&nodes) {
            let name = sources.slice(key.place());
            let range = at + 1..at + 1 + value.len();
            at = range.end;
            if let Some((first, _)) = sections.get(name) {
                let message = format!("the section `{}` is given twice", super::shortened(name));
                problems.push(
                    Problem::new(&codes::DUPLICATE_FIELD, message)
                        .at(key.place())
                        .related(Some(*first), "first given here"),
                );
            } else {
                sections.insert(name.to_owned(), (key.place(), range));
            }
        }
        Some(Document { nodes, sections })
    }

    /// Reports the sections whose name is not among `known`.
    pub fn expect(&self, known: &[&str], problems: &mut Problems) {
        for (name, place) in self.sections() {
            if known.contains(&name) {
                continue;
            }
            let meant = problems.did_you_mean(name, known.iter().copied());
            let message = format!("there is no section `{}`", super::shortened(name));
            problems.push(
                Problem::new(&codes::UNKNOWN_FIELD, message)
                    .at(place)
                    .because(format!("the sections are: {}", known.join(", ")))
                    .meant(meant),
            );
        }
    }

    /// The names of all sections and their places.
    pub fn sections(&self) -> impl Iterator<Item = (&str, Place)> {
        self.sections
            .iter()
            .map(|(name, (place, _))| (name.as_str(), *place))
    }

    /// The value that stands at a place, if one does.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<Value<'static>> {
        let start = self.nodes.iter().position(|node| node.place() == place)?;
        let nodes = &self.nodes[start..start + self.nodes[start].size as usize];
        Some(Value {
            nodes: nodes.to_vec().into(),
        })
    }

    /// The value of the section of this name, if it is given.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<Value<'_>> {
        let (_, range) = self.sections.get(name)?;
        Some(Value {
            nodes: self.nodes[range.clone()].into(),
        })
    }
}

/// A value that is not decoded yet.
#[derive(Clone, Debug)]
pub struct Value<'d> {
    pub(super) nodes: std::borrow::Cow<'d, Nodes>,
}

impl<'d> Value<'d> {
    /// Its place.
    #[must_use]
    pub fn place(&self) -> Place {
        self.nodes[0].place()
    }

    /// The elements, when it is a list.
    #[must_use]
    pub fn elements(&self) -> Option<Vec<Value<'d>>> {
        let std::borrow::Cow::Borrowed(nodes) = self.nodes else {
            return None;
        };
        let list = nodes[0].shape == Shape::List;
        list.then(|| {
            tree::elements(nodes)
                .map(|nodes| Value {
                    nodes: nodes.into(),
                })
                .collect()
        })
    }

    /// What each element of a list says in a field, texts without their quotes.
    #[must_use]
    pub fn of_each(&self, field: &str, sources: &Sources) -> Vec<String> {
        if self.nodes[0].shape != Shape::List {
            return Vec::new();
        }
        let elements = tree::elements(&self.nodes).filter(|one| one[0].shape == Shape::Fields);
        let found = elements.filter_map(|element| {
            let mut pairs = tree::pairs(element);
            pairs.find(|(key, _)| sources.slice(key.place()) == field)
        });
        let written = found.map(|(_, value)| sources.slice(value[0].place()));
        written
            .map(|text| text.trim_matches('"').to_owned())
            .collect()
    }

    /// One field, when it has fields and this one among them.
    #[must_use]
    pub fn field(&self, name: &str, sources: &Sources) -> Option<Value<'_>> {
        if self.nodes[0].shape != Shape::Fields {
            return None;
        }
        let mut pairs = tree::pairs(&self.nodes);
        let found = pairs.find(|(key, _)| sources.slice(key.place()) == name);
        found.map(|(_, nodes)| Value {
            nodes: nodes.into(),
        })
    }

    /// The places of the keys of a map in `{ }`, each with its value.
    #[must_use]
    pub fn pairs(&self) -> Option<Vec<(Place, Value<'static>)>> {
        if self.nodes[0].shape != Shape::Map {
            return None;
        }
        let owned = |(key, nodes): (&Node, &Nodes)| {
            let nodes = nodes.to_vec().into();
            (key.place(), Value { nodes })
        };
        Some(tree::pairs(&self.nodes).map(owned).collect())
    }

    /// Whether it is `( … )` with named fields, or with nothing in it.
    #[must_use]
    pub fn has_fields(&self) -> bool {
        let shape = self.nodes[0].shape;
        shape == Shape::Fields || (shape == Shape::Tuple && self.nodes.len() == 1)
    }

    /// Its place up to the end of its first line.
    #[must_use]
    pub fn first_line(&self, sources: &Sources) -> Place {
        let place = self.place();
        let line = lexer::first_line(sources.slice(place));
        Place {
            end: place.start + line.len(),
            ..place
        }
    }

    /// Every text and word in it, texts without their quotes, and whether it is a cell of a table,
    /// which may be written loosely.
    pub fn words(&self, sources: &Sources, mut each: impl FnMut(&str, bool)) {
        for node in self.nodes.iter() {
            match node.shape {
                Shape::Text => each(sources.slice(node.place()).trim_matches('"'), false),
                Shape::Word => each(sources.slice(node.place()), false),
                Shape::Cell => each(sources.slice(node.place()), true),
                _ => {}
            }
        }
    }

    /// Calls with each of these words that stands in it as a choice or before a bracket, and
    /// where; texts do not count.
    pub fn named(&self, words: &[&str], sources: &Sources, mut each: impl FnMut(&str, Place)) {
        for node in self.nodes.iter() {
            let (word, place) = match node.shape {
                Shape::Word | Shape::Tuple | Shape::Fields => node.name(sources),
                Shape::Cell => (sources.slice(node.place()), node.place()),
                _ => continue,
            };
            if words.contains(&word) {
                each(word, place);
            }
        }
    }

    /// This value with `over` laid over it: the fields that `over` gives replace this one's,
    /// deeply; anything else replaces as a whole.
    #[must_use]
    pub fn under(&self, over: &Value<'_>, sources: &Sources) -> Value<'static> {
        Value {
            nodes: tree::layered(&self.nodes, &over.nodes, sources).into(),
        }
    }

    /// What `over` gives, its fields laid over this one's; not what only this one gives.
    #[must_use]
    pub fn overlapped(&self, over: &Value<'_>, sources: &Sources) -> Value<'static> {
        Value {
            nodes: tree::overlapped(&self.nodes, &over.nodes, sources).into(),
        }
    }

    /// Decodes it; what is wrong becomes problems. Nothing is decoded once there are more errors
    /// than are told: the scenario will not be played, and reading the rest would only take time.
    pub fn decode<T: DeserializeOwned>(
        &self,
        sources: &Sources,
        problems: &mut Problems,
    ) -> Option<Spot<T>> {
        if problems.is_full() {
            return None;
        }
        let (sink, wrong) = (RefCell::default(), RefCell::<Wrong>::default());
        let at = At {
            sources,
            nodes: &self.nodes,
            bare: false,
            key: false,
            sink: &sink,
            wrong: &wrong,
        };
        let mut result = T::deserialize(at).map_err(|trouble| at.locate(trouble));
        let (mut found, mut again) = (wrong.borrow().known.len(), 0);
        while found > 0 && again < AGAIN {
            let before = found;
            sink.borrow_mut().clear();
            result = T::deserialize(at).map_err(|trouble| at.locate(trouble));
            (found, again) = (wrong.borrow().known.len(), again + 1);
            if found == before {
                break;
            }
        }
        let troubles = wrong.into_inner().troubles.into_iter().chain(sink.take());
        let mut found: Vec<Problem> = troubles.map(Problem::from).collect();
        found.sort_by_key(|problem| problem.place);
        for problem in found {
            problems.push(problem);
        }
        match result {
            Ok(value) => Some(Spot {
                value,
                place: self.place(),
            }),
            Err(trouble) if trouble.is_quiet() => None,
            Err(trouble) => {
                problems.push(trouble.into());
                None
            }
        }
    }
}

/// The top level is `( … )` or `Scenario( … )` with named sections.
fn top_level(sources: &Sources, nodes: Vec<Node>) -> Result<Vec<Node>, Trouble> {
    let place = nodes[0].place();
    let line = lexer::first_line(sources.slice(place));
    let empty = nodes[0].shape == Shape::Tuple && nodes.len() == 1;
    if nodes[0].shape != Shape::Fields && !empty {
        let place = Place {
            end: place.start + line.len(),
            ..place
        };
        let trouble = Trouble::wrong(place, line, "`( … )` with named sections");
        return Err(match nodes[0].shape {
            Shape::Map => trouble.help("write `( name: value, … )`, names without quotes"),
            _ => trouble,
        });
    }
    let (name, place) = nodes[0].name(sources);
    if !name.is_empty() && name != "Scenario" {
        let message = format!(
            "`{}` stands where only `Scenario` may",
            super::shortened(name)
        );
        return Err(Trouble::new(&codes::WRONG_NAME, place, message));
    }
    Ok(nodes)
}
