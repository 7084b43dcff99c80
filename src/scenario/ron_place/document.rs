//! A text with its sections: what a scenario file is at its top level.

use super::decode::At;
use super::tree::{Shape, Tree};
use super::{Spot, Trouble, lexer};
use crate::scenario::codes;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::source::{Mark, SourceId, Sources};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A text that is well formed, and where its sections (`organisations: [ … ]`) stand.
#[derive(Clone, Debug)]
pub struct Document {
    text: Arc<str>,
    tree: Tree,
    sections: Vec<Section>,
    by_name: BTreeMap<String, usize>,
}

#[derive(Clone, Copy, Debug)]
struct Section {
    key: usize,
    value: usize,
}

impl Document {
    /// Reads a text. A syntax error is the only problem of that text, since nothing after it
    /// can be trusted.
    pub fn read(sources: &Sources, id: SourceId, problems: &mut Problems) -> Option<Document> {
        let text = Arc::clone(sources.get(id).text());
        let tree = Tree::read(&text).and_then(|tree| top_level(&text, tree));
        let tree = match tree {
            Ok(tree) => tree,
            Err(trouble) => {
                let problem = trouble.problem(sources);
                // An empty text has no address that could be looked up.
                let place = problem.place.unwrap_or(sources.start(id));
                problems.push(problem.at(place));
                return None;
            }
        };
        let (sections, by_name) = (Vec::new(), BTreeMap::new());
        let mut document = Document {
            text,
            tree,
            sections,
            by_name,
        };
        document.find_sections(sources, problems);
        Some(document)
    }

    fn find_sections(&mut self, sources: &Sources, problems: &mut Problems) {
        let mut key = 1;
        while key < self.tree.nodes.len() {
            let value = key + 1;
            let name = self.slice(key).to_owned();
            match self.by_name.get(&name) {
                Some(first) => {
                    let message =
                        format!("the section `{}` is given twice", super::shortened(&name));
                    let first = self.slice(self.sections[*first].key);
                    problems.push(
                        Problem::new(&codes::DUPLICATE_FIELD, message)
                            .at(sources.place(Mark::of(self.slice(key))))
                            .related(sources.place(Mark::of(first)), "first given here"),
                    );
                }
                None => {
                    self.by_name.insert(name, self.sections.len());
                    self.sections.push(Section { key, value });
                }
            }
            key = self.tree.nodes[value].next as usize;
        }
    }

    fn slice(&self, node: usize) -> &str {
        let node = self.tree.nodes[node];
        &self.text[node.start as usize..node.end as usize]
    }

    /// Reports the sections whose name is not among `known`.
    pub fn expect(&self, known: &[&str], sources: &Sources, problems: &mut Problems) {
        for name in self.sections() {
            if known.contains(&name.value.as_str()) {
                continue;
            }
            let meant = problems.did_you_mean(&name, known.iter().copied());
            let message = format!("there is no section `{}`", super::shortened(&name));
            problems.push(
                Problem::new(&codes::UNKNOWN_FIELD, message)
                    .at(name.place(sources))
                    .because(format!("the sections are: {}", known.join(", ")))
                    .meant(meant),
            );
        }
    }

    /// The names of all sections, in the order written.
    pub fn sections(&self) -> impl Iterator<Item = Spot<String>> {
        self.sections.iter().map(|section| {
            let name = self.slice(section.key);
            Spot {
                value: name.to_owned(),
                mark: Mark::of(name),
            }
        })
    }

    /// Decodes the section of this name, if it is given; what is wrong becomes problems.
    pub fn section<T: DeserializeOwned>(
        &self,
        name: &str,
        sources: &Sources,
        problems: &mut Problems,
    ) -> Option<Spot<T>> {
        let section = self.sections[*self.by_name.get(name)?];
        let (result, troubles) = decode_at(&self.text, &self.tree, section.value);
        for trouble in troubles {
            problems.push(trouble.problem(sources));
        }
        let result = result.map_err(|trouble| trouble.problem(sources));
        let value = problems.keep(result)?;
        Some(Spot {
            value,
            mark: Mark::of(self.slice(section.value)),
        })
    }
}

/// Decodes a slice of a shelved text that holds one value, such as a cell of a table.
///
/// # Errors
/// Everything that is wrong with it.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Trouble>> {
    let tree = Tree::read(text).map_err(|trouble| vec![trouble])?;
    let (result, mut troubles) = decode_at(text, &tree, 0);
    match result {
        Ok(value) if troubles.is_empty() => Ok(value),
        Ok(_) => Err(troubles),
        Err(trouble) => {
            troubles.push(trouble);
            Err(troubles)
        }
    }
}

fn decode_at<T: DeserializeOwned>(
    text: &str,
    tree: &Tree,
    node: usize,
) -> (Result<T, Trouble>, Vec<Trouble>) {
    let sink = RefCell::new(Vec::new());
    let at = At {
        text,
        tree,
        node,
        bare: false,
        key: false,
        sink: &sink,
    };
    let result = T::deserialize(at).map_err(|trouble| trouble.at(lexer::first_line(at.slice())));
    (result, sink.into_inner())
}

/// The top level is `( … )` or `Scenario( … )` with named sections.
fn top_level(text: &str, tree: Tree) -> Result<Tree, Trouble> {
    let whole = tree.nodes[0];
    let slice = &text[whole.start as usize..whole.end as usize];
    let name = text[whole.start as usize..whole.open as usize].trim_end();
    let empty = whole.shape == Shape::Tuple && tree.nodes.len() == 1;
    if whole.shape != Shape::Fields && !empty {
        return Err(Trouble::wrong(
            lexer::first_line(slice),
            "`( … )` with named sections",
        ));
    }
    if !name.is_empty() && name != "Scenario" {
        let message = format!(
            "`{}` stands where only `Scenario` may",
            super::shortened(name)
        );
        return Err(Trouble::new(
            &codes::WRONG_NAME,
            lexer::first_line(name),
            message,
        ));
    }
    Ok(tree)
}
