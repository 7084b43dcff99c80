//! Puts one value into another at a path: `desk.analysts`, `expects.T-1.limit`.
//!
//! A path names fields and members of lists. A member is named by what tells it apart (its id,
//! name, role, class, …), by its word where it is a choice, or by its number from 1. Everything
//! that is not on the path keeps its place.

use super::document::Value;
use super::literal;
use super::tree::{self, Node, Nodes, Shape};
use crate::scenario::source::{Place, Sources};
use crate::scenario::table;

/// The fields that tell the members of a list apart, the first that is given.
const KEYS: &[&str] = &[
    "id", "name", "role", "class", "title", "org", "finding", "of", "from",
];

/// The fields that hold lists of what has parts. Where none is given, a path has no member to
/// name.
const LISTS: &[&str] = &[
    "claims", "contacts", "effects", "entries", "expects", "gives", "moves", "rules", "sensors",
    "stages", "victims",
];

/// Why a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// What is named before is a single value.
    Single,
    /// No member of the list is called that; these are there.
    NoMember(Vec<String>),
    /// A name is expected.
    NoName,
}

/// A path that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The name that leads nowhere.
    pub place: Place,
    /// Why.
    pub why: Why,
}

/// What is put in, and the text of the path to where.
struct Graft<'a> {
    sources: &'a Sources,
    new: &'a Nodes,
    /// A text that says `finding`.
    finding: Place,
}

impl Value<'_> {
    /// This value with `new` at a path. `finding` is the place of that word, which becomes the
    /// name of a field where a claim was given as its finding alone.
    ///
    /// # Errors
    /// Where the path leads nowhere.
    pub fn graft(
        &self,
        path: Place,
        new: &Value<'_>,
        finding: Place,
        sources: &Sources,
    ) -> Result<Value<'static>, Stuck> {
        let new = &new.nodes;
        let graft = Graft {
            sources,
            new,
            finding,
        };
        let nodes = graft.put(Some(&self.nodes), path)?;
        Ok(Value {
            nodes: nodes.into(),
        })
    }

    /// What its members are called, when it is a list; some by nothing.
    #[must_use]
    pub fn names(&self, sources: &Sources) -> Vec<String> {
        if self.nodes[0].shape != Shape::List {
            return Vec::new();
        }
        tree::elements(&self.nodes)
            .map(|one| name_of(one, sources))
            .collect()
    }

    /// This value with another value in one of its fields.
    #[must_use]
    pub fn with_field(&self, name: &str, new: &Value<'_>, sources: &Sources) -> Value<'static> {
        let mut nodes = self.nodes.to_vec();
        let mut at = 1;
        for (key, value) in tree::pairs(&self.nodes) {
            let start = at + key.size as usize;
            at = start + value.len();
            if sources.slice(key.place()) == name {
                nodes = spliced(&self.nodes, start..at, new.nodes.to_vec());
                break;
            }
        }
        Value {
            nodes: nodes.into(),
        }
    }

    /// A value without any field.
    #[must_use]
    pub fn empty(place: Place) -> Value<'static> {
        Value::with_fields(place, Vec::new())
    }
}

/// The length of the longest of these names that a path begins with.
pub fn longest<'n>(path: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let begins = |name: &&str| {
        let rest = path.strip_prefix(*name);
        !name.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    names.filter(begins).max_by_key(|name| name.len())
}

/// What is left of a path after so many bytes and a dot.
#[must_use]
pub fn after(path: Place, bytes: usize) -> Place {
    let start = (path.start + bytes + 1).min(path.end);
    Place { start, ..path }
}

impl Graft<'_> {
    fn put(&self, base: Option<&Nodes>, path: Place) -> Result<Vec<Node>, Stuck> {
        if path.start >= path.end {
            return Ok(self.new.to_vec());
        }
        let Some(base) = base else {
            return self.field(&[root(path)], path);
        };
        match base[0].shape {
            Shape::Fields => self.field(base, path),
            Shape::Tuple if base.len() == 1 => self.field(base, path),
            Shape::Tuple if tree::elements(base).count() == 1 => Ok(spliced(
                base,
                1..base.len(),
                self.put(Some(&base[1..]), path)?,
            )),
            Shape::Map => self.entry(base, path),
            Shape::List => self.member(base, path),
            _ => Err(self.stuck(path, Why::Single)),
        }
    }

    fn stuck(&self, path: Place, why: Why) -> Stuck {
        let place = Place {
            end: path.start + self.first(path).len(),
            ..path
        };
        Stuck { place, why }
    }

    /// The first name of a path.
    fn first(&self, path: Place) -> &str {
        let text = self.sources.slice(path);
        text.split('.').next().unwrap_or(text)
    }

    fn field(&self, base: &Nodes, path: Place) -> Result<Vec<Node>, Stuck> {
        let name = self.first(path);
        let part = |c: char| c.is_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(part) {
            return Err(self.stuck(path, Why::NoName));
        }
        let same = |key: &Node| self.sources.slice(key.place()) == name;
        self.pair(base, path, name.len(), same)
    }

    fn entry(&self, base: &Nodes, path: Place) -> Result<Vec<Node>, Stuck> {
        let names: Vec<String> = tree::pairs(base)
            .map(|(key, _)| said(std::slice::from_ref(key), self.sources))
            .collect();
        let written = self.sources.slice(path);
        let name = longest(written, names.iter().map(String::as_str)).unwrap_or(written);
        let same = |key: &Node| said(std::slice::from_ref(key), self.sources) == name;
        self.pair(base, path, name.len(), same)
    }

    /// The value with a key that fits changed, or added when there is none.
    fn pair(
        &self,
        base: &Nodes,
        path: Place,
        length: usize,
        same: impl Fn(&Node) -> bool,
    ) -> Result<Vec<Node>, Stuck> {
        let rest = after(path, length);
        let mut at = 1;
        for (key, value) in tree::pairs(base) {
            let start = at + key.size as usize;
            at = start + value.len();
            if same(key) {
                return Ok(spliced(base, start..at, self.put(Some(value), rest)?));
            }
        }
        if rest.start < rest.end && LISTS.contains(&self.first(path)) {
            return Err(self.stuck(rest, Why::NoMember(Vec::new())));
        }
        let end = path.start + length;
        let name = word(Place { end, ..path });
        let mut added = vec![name];
        added.extend(self.put(None, rest)?);
        let mut nodes = spliced(base, base.len()..base.len(), added);
        if nodes[0].shape == Shape::Tuple {
            nodes[0].shape = Shape::Fields;
        }
        Ok(nodes)
    }

    fn member(&self, base: &Nodes, path: Place) -> Result<Vec<Node>, Stuck> {
        let written = self.sources.slice(path);
        let names: Vec<String> = tree::elements(base)
            .map(|one| name_of(one, self.sources))
            .collect();
        let plain = table::plain(self.first(path));
        let chosen = longest(written, names.iter().map(String::as_str));
        let by_name = chosen.and_then(|name| names.iter().position(|one| one == name));
        // `answer_within` for what is written `AnswerWithin`, and `supply_chain` for what is of the
        // class `SupplyChain`, as parameters have it.
        let by_word = || {
            let mut members = tree::elements(base).zip(&names);
            members.position(|(one, name)| {
                let word = one[0].name(self.sources).0 == name
                    || one[0].shape == Shape::Fields
                        && tree::pairs(one).any(|(key, value)| {
                            self.sources.slice(key.place()) == "class"
                                && said(value, self.sources) == *name
                        });
                word && table::plain(name) == plain
            })
        };
        let by_number = || {
            let number = self.first(path).parse::<usize>().ok()?;
            number.checked_sub(1).filter(|nth| *nth < names.len())
        };
        let length = chosen.map_or(self.first(path).len(), str::len);
        let Some(nth) = by_name.or_else(by_number).or_else(by_word) else {
            return Err(self.stuck(path, Why::NoMember(names)));
        };
        let rest = after(path, length);
        let start = 1 + tree::elements(base)
            .take(nth)
            .map(<[Node]>::len)
            .sum::<usize>();
        let element = tree::elements(base).nth(nth).unwrap_or(&base[start..]);
        let range = start..start + element.len();
        let changed = if rest.start < rest.end {
            match element[0].shape {
                // A claim that is its finding alone.
                Shape::Text | Shape::Cell => {
                    let mut full = vec![root(element[0].place()), word(self.finding)];
                    full.extend_from_slice(element);
                    full[0].size = 3;
                    self.put(Some(&full), rest)?
                }
                _ => self.put(Some(element), rest)?,
            }
        } else if by_name.is_none() && by_number().is_some() {
            self.new.to_vec()
        } else {
            self.replaced(element)
        };
        Ok(spliced(base, range, changed))
    }

    /// The member itself is set: a choice keeps its word and gets what it carries, unless the
    /// word is given as well.
    fn replaced(&self, element: &Nodes) -> Vec<Node> {
        let one = element[0].shape == Shape::Tuple && tree::elements(element).count() == 1;
        let word = element[0].name(self.sources).0;
        let given = match self.new[0].shape {
            Shape::Cell | Shape::Text | Shape::Number | Shape::Char => "",
            _ => self.new[0].name(self.sources).0,
        };
        if one && !word.is_empty() && word != given {
            spliced(element, 1..element.len(), self.new.to_vec())
        } else {
            self.new.to_vec()
        }
    }
}

/// What a member of a list is called; empty when by nothing.
fn name_of(element: &Nodes, sources: &Sources) -> String {
    match element[0].shape {
        Shape::Fields => {
            let named = |key: &str| {
                let mut pairs = tree::pairs(element);
                let found = pairs.find(|(name, _)| sources.slice(name.place()) == key);
                found.map(|(_, value)| said(value, sources))
            };
            let key = KEYS.iter().find_map(|key| named(key));
            key.unwrap_or_else(|| element[0].name(sources).0.to_owned())
        }
        Shape::Tuple => element[0].name(sources).0.to_owned(),
        _ => said(element, sources),
    }
}

/// The text or word that a value is; empty when it is neither.
fn said(value: &Nodes, sources: &Sources) -> String {
    let slice = sources.slice(value[0].place());
    match value[0].shape {
        Shape::Text => literal::text(slice).map_or(String::new(), |text| text.into_owned()),
        Shape::Cell => table::content(slice).into_owned(),
        Shape::Word => slice.to_owned(),
        _ => String::new(),
    }
}

fn root(place: Place) -> Node {
    Node {
        shape: Shape::Fields,
        ..word(place)
    }
}

fn word(place: Place) -> Node {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Node {
        shape: Shape::Word,
        source: place.source,
        start: narrow(place.start),
        end: narrow(place.end),
        open: narrow(place.start),
        size: 1,
    }
}

/// A value with some of the nodes under it replaced.
fn spliced(base: &Nodes, range: std::ops::Range<usize>, with: Vec<Node>) -> Vec<Node> {
    let mut nodes = base[..range.start].to_vec();
    nodes.extend(with);
    nodes.extend_from_slice(&base[range.end..]);
    nodes[0].size = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    nodes
}
