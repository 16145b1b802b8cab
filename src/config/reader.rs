//! Reads a section key by key; mistakes are noted, and reading goes on.

use std::cell::RefCell;

use super::{
    Environment, Problem,
    tree::{Node, Origin, Tree, Written},
};

/// What all sections share: the mistakes, and every value that was read with its origin.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) problems: RefCell<Vec<Problem>>,
    pub(super) shown: RefCell<Vec<String>>,
    pub(super) environment: Environment,
}

impl Notes {
    fn problem(&self, origin: &Origin, key: &str, message: impl Into<String>) {
        let problem = Problem { origin: origin.to_string(), key: key.to_owned(), message: message.into() };
        self.problems.borrow_mut().push(problem);
    }

    fn show(&self, key: &str, value: &str, origin: &Origin) {
        self.shown.borrow_mut().push(format!("{key} = {value}    # {origin}"));
    }
}

/// A table that is being read.
pub(super) struct Section<'n> {
    notes: &'n Notes,
    path: String,
    origin: Origin,
    /// What has not been read yet.
    entries: Vec<(String, Node)>,
    known: Vec<&'static str>,
    /// Where the values that were read came from.
    origins: Vec<(&'static str, Origin)>,
}

impl<'n> Section<'n> {
    /// The outermost table.
    pub(super) fn root(tree: Tree, notes: &'n Notes) -> Self {
        Self {
            notes,
            path: String::new(),
            origin: Origin::Default,
            entries: tree.root,
            known: Vec::new(),
            origins: Vec::new(),
        }
    }

    fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let index = self.entries.iter().position(|(name, _)| name == key)?;
        let (_, node) = self.entries.remove(index);
        self.origins.push((key, node.origin.clone()));
        Some(node)
    }

    /// Notes a mistake in this section.
    pub(super) fn problem(&self, key: &str, message: impl Into<String>) {
        let origin =
            self.origins.iter().find(|(read, _)| *read == key).map_or(&self.origin, |(_, origin)| origin);
        self.notes.problem(origin, self.key(key).trim_end_matches('.'), message);
    }

    fn wrong(&self, node: &Node, key: &str, expected: &str) {
        let found = node.value.kind();
        let message = if expected.starts_with(found) {
            format!("must be {expected}")
        } else {
            format!("must be {expected}, not {found}")
        };
        self.notes.problem(&node.origin, &self.key(key), message);
    }

    /// A value read by `read`, which says `None` for the wrong type.
    fn value<T: ToString>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&Written) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(key)?;
        let value = read(&node.value);
        match &value {
            Some(value) => {
                self.notes.show(&self.key(key), &quoted(&node.value, &value.to_string()), &node.origin);
            }
            None => self.wrong(&node, key, expected),
        }
        value
    }

    /// A string that may be missing.
    pub(super) fn string(&mut self, key: &'static str) -> Option<String> {
        self.value(key, "a string", |written| match written {
            Written::String(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        })
    }

    /// A string that must be there; its place is filled so that reading goes on.
    pub(super) fn needed(&mut self, key: &'static str) -> String {
        if !self.entries.iter().any(|(name, _)| name == key) {
            self.problem(key, "is missing");
        }
        self.string(key).unwrap_or_default()
    }

    /// A string that another value stands in for.
    pub(super) fn string_or(&mut self, key: &'static str, default: &str) -> String {
        self.string(key).unwrap_or_else(|| self.default(key, &format!("{default:?}"), default.to_owned()))
    }

    fn default<T>(&self, key: &str, shown: &str, value: T) -> T {
        self.notes.show(&self.key(key), shown, &Origin::Default);
        value
    }

    /// A whole number within bounds.
    pub(super) fn whole_or(&mut self, key: &'static str, default: u64, (least, most): (u64, u64)) -> u64 {
        let expected = format!("a whole number from {least} to {most}");
        let is_there = self.entries.iter().any(|(name, _)| name == key);
        let read = self.value(key, &expected, |written| match written {
            Written::Whole(number) => {
                u64::try_from(*number).ok().filter(|number| (least..=most).contains(number))
            }
            _ => None,
        });
        match read {
            Some(number) => number,
            None if is_there => default,
            None => self.default(key, &default.to_string(), default),
        }
    }

    /// A number of at least zero that may be missing.
    pub(super) fn number(&mut self, key: &'static str) -> Option<f64> {
        self.value(key, "a number of at least 0", |written| match written {
            #[expect(clippy::cast_precision_loss, reason = "prices and budgets are far below 2^52")]
            Written::Whole(number) if *number >= 0 => Some(*number as f64),
            Written::Number(number) if *number >= 0.0 && number.is_finite() => Some(*number),
            _ => None,
        })
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let node = self.take(key)?;
        let word = if let Written::String(word) = &node.value { Some(word) } else { None };
        let chosen = word.and_then(|word| choices.iter().find(|(name, _)| name == word));
        if let Some((name, value)) = chosen {
            self.notes.show(&self.key(key), &format!("{name:?}"), &node.origin);
            return Some(*value);
        }
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let message = format!("must be one of {}", names.join(", "));
        self.notes.problem(&node.origin, &self.key(key), message);
        None
    }

    /// One of a few words, the first where none is written.
    pub(super) fn choice_or_first<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        first: T,
    ) -> T {
        let is_there = self.entries.iter().any(|(name, _)| name == key);
        match self.choice(key, choices) {
            Some(value) => value,
            None if is_there => first,
            None => self.default(key, &format!("{:?}", choices.first().map_or("", |(name, _)| *name)), first),
        }
    }

    /// A list of strings that may be missing.
    pub(super) fn strings(&mut self, key: &'static str) -> Option<Vec<String>> {
        let node = self.take(key)?;
        let texts: Option<Vec<String>> = match &node.value {
            Written::Array(items) => items
                .iter()
                .map(|item| if let Written::String(text) = &item.value { Some(text.clone()) } else { None })
                .collect(),
            _ => None,
        };
        match &texts {
            Some(texts) => self.notes.show(&self.key(key), &format!("{texts:?}"), &node.origin),
            None => self.wrong(&node, key, "an array of strings"),
        }
        texts
    }

    /// A table, empty where none is written.
    pub(super) fn table(&mut self, key: &'static str) -> Section<'n> {
        let node = self.take(key);
        let is_table = node.as_ref().is_none_or(|node| matches!(node.value, Written::Table(_)));
        if let Some(node) = node.as_ref().filter(|_| !is_table) {
            self.wrong(node, key, "a table");
        }
        match node {
            Some(Node { value: Written::Table(entries), origin }) => {
                self.inner(self.key(key), entries, origin)
            }
            _ => self.inner(self.key(key), Vec::new(), Origin::Default),
        }
    }

    /// True when the key is written and has not been read yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name == key)
    }

    /// A list of tables: `[[key]]`, or inline.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Section<'n>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Written::Array(items) = node.value else {
            self.wrong(&node, key, "a list of tables, [[…]]");
            return Vec::new();
        };
        let mut sections = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let path = format!("{}[{index}]", self.key(key));
            match item {
                Node { value: Written::Table(entries), origin } => {
                    sections.push(self.inner(path, entries, origin));
                }
                other => self.wrong(&other, key, "a table"),
            }
        }
        sections
    }

    fn inner(&self, path: String, entries: Vec<(String, Node)>, origin: Origin) -> Section<'n> {
        Section { notes: self.notes, path, origin, entries, known: Vec::new(), origins: Vec::new() }
    }

    /// A secret named by where it stands: `{ env = "NAME" }` or `{ file = "PATH" }`.
    pub(super) fn secret(&mut self, key: &'static str) -> Option<super::Secret> {
        if !self.has(key) {
            self.known.push(key);
            return None;
        }
        let is_plain =
            self.entries.iter().any(|(name, node)| name == key && matches!(node.value, Written::String(_)));
        if is_plain {
            self.take(key);
            self.problem(
                key,
                "never write a secret into the file: use { env = \"NAME\" } or { file = \"PATH\" }",
            );
            return None;
        }
        let mut place = self.table(key);
        let secret = place.secret_itself();
        place.end();
        secret
    }

    /// The secret that `env` or `file` of this table leads to.
    pub(super) fn secret_itself(&mut self) -> Option<super::Secret> {
        match (self.string("env"), self.string("file")) {
            (Some(name), None) => {
                let value = self.notes.environment.get(&name).map(super::Secret::new);
                if value.is_none() {
                    self.problem("env", format!("the environment variable {name} is not set"));
                }
                value
            }
            (None, Some(path)) => match std::fs::read_to_string(&path) {
                Ok(text) => Some(super::Secret::new(text.trim())),
                Err(error) => {
                    self.problem("file", format!("{path} cannot be read: {error}"));
                    None
                }
            },
            _ => {
                self.problem("", "needs either `env` or `file`");
                None
            }
        }
    }

    /// Notes every key that nobody asked for.
    pub(super) fn end(self) {
        for (key, node) in &self.entries {
            let known = self.known.join(", ");
            self.notes.problem(&node.origin, &self.key(key), format!("is not known here; known are {known}"));
        }
    }
}

fn quoted(written: &Written, value: &str) -> String {
    if matches!(written, Written::String(_)) {
        format!("{:?}", without_password(value))
    } else {
        value.to_owned()
    }
}

/// A URL without the password in it.
pub(super) fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let authority_end = rest.find('/').unwrap_or(rest.len());
    match rest.get(..authority_end).and_then(|authority| authority.rsplit_once('@')) {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:…@{host}{}", rest.get(authority_end..).unwrap_or_default())
        }
        None => text.to_owned(),
    }
}
