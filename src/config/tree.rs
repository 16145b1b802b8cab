//! What was written, with the place where each value came from.

use std::{fmt, sync::Arc};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Problem;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    File { name: Arc<str>, line: usize },
    Environment(String),
    Flag(&'static str),
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { name, line } => write!(f, "{name}:{line}"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value and its origin.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) value: Written,
    pub(super) origin: Origin,
}

/// A value as written.
#[derive(Debug, Clone)]
pub(super) enum Written {
    String(String),
    Whole(i64),
    Number(f64),
    Bool,
    Array(Vec<Node>),
    Table(Vec<(String, Node)>),
    Date,
}

impl Written {
    /// What it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Whole(_) => "a whole number",
            Self::Number(_) => "a number",
            Self::Bool => "true or false",
            Self::Array(_) => "an array",
            Self::Table(_) => "a table",
            Self::Date => "a date",
        }
    }
}

/// A whole configuration as written.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) root: Vec<(String, Node)>,
}

impl Tree {
    /// Reads TOML; what cannot be read is noted.
    pub(super) fn parse(name: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let name: Arc<str> = name.into();
        let line_ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let line_of = |offset: usize| line_ends.partition_point(|end| *end < offset) + 1;
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let line = error.span().map_or(1, |span| line_of(span.start));
            problems.push(Problem {
                origin: format!("{name}:{line}"),
                key: String::new(),
                message: error.message().to_owned(),
            });
        }
        let origin = |offset| Origin::File { name: name.clone(), line: line_of(offset) };
        Self { root: if errors.is_empty() { entries(table.get_ref(), &origin) } else { Vec::new() } }
    }

    /// Sets a value, whatever was there.
    pub(super) fn set(&mut self, path: &[&str], value: Written, origin: Origin) {
        let mut table = &mut self.root;
        let Some((last, parents)) = path.split_last() else { return };
        for parent in parents {
            let index = table.iter().position(|(key, _)| key == parent).unwrap_or_else(|| {
                let node = Node { value: Written::Table(Vec::new()), origin: origin.clone() };
                table.push(((*parent).to_owned(), node));
                table.len() - 1
            });
            let Some((_, Node { value: Written::Table(inner), .. })) = table.get_mut(index) else { return };
            table = inner;
        }
        table.retain(|(key, _)| key != last);
        table.push(((*last).to_owned(), Node { value, origin }));
    }
}

fn entries(table: &DeTable<'_>, origin: &dyn Fn(usize) -> Origin) -> Vec<(String, Node)> {
    table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), node(value, key.span().start, origin)))
        .collect()
}

fn node(value: &Spanned<DeValue<'_>>, at: usize, origin: &dyn Fn(usize) -> Origin) -> Node {
    let written = match value.get_ref() {
        DeValue::String(text) => Written::String(text.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str();
            i64::from_str_radix(digits, number.radix()).map_or(Written::Date, Written::Whole)
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Written::Date, Written::Number),
        DeValue::Boolean(_) => Written::Bool,
        DeValue::Datetime(_) => Written::Date,
        DeValue::Array(items) => {
            Written::Array(items.iter().map(|item| node(item, item.span().start, origin)).collect())
        }
        DeValue::Table(table) => Written::Table(entries(table, origin)),
    };
    Node { value: written, origin: origin(at) }
}
