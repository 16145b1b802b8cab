//! Placeholders and stand-ins → values.

use std::{borrow::Cow, sync::Arc};

use super::{
    Vault,
    placeholder::{Look, Mark, Reader, Spelling},
    stand_in,
};
use crate::domain::Span;

/// A placeholder or stand-in in a text and the value that belongs there.
#[derive(PartialEq, Eq)]
pub struct Restored {
    /// Where it stands.
    pub span: Span,
    /// The value, spelt as its surroundings demand.
    pub value: String,
}

/// The replacements that put the values back into a whole text, left to right.
pub fn restore(text: &str, vault: &Vault) -> Vec<Restored> {
    let mut restorer = LaneRestorer::new(vault);
    restorer.advance(text, true, vault)
}

/// Puts values back into a text that comes in pieces. Nothing is held back but what may be the
/// beginning of a placeholder or stand-in of the vault.
pub struct LaneRestorer {
    labels: Vec<Arc<str>>,
    settled: usize,
}

impl LaneRestorer {
    /// For one text.
    pub fn new(vault: &Vault) -> Self {
        Self { labels: vault.labels(), settled: 0 }
    }

    /// Up to here it is settled what is to be put back and what is not.
    pub fn settled(&self) -> usize {
        self.settled
    }

    /// The caller has dropped that many settled bytes from the front of the text.
    pub fn forget(&mut self, bytes: usize) {
        self.settled = self.settled.saturating_sub(bytes);
    }

    /// Reads on in `text`, which is all that has come so far; `is_whole` when no more will come. A few
    /// characters before the settled place must still be there. Returns what was found since the last call.
    pub fn advance(&mut self, text: &str, is_whole: bool, vault: &Vault) -> Vec<Restored> {
        let mut found = Vec::new();
        let stand_ins = vault.stand_ins();
        if self.labels.is_empty() && stand_ins.is_none() {
            self.settled = text.len();
            return found;
        }
        let known = |label: &str, digits: u32| {
            if is_whole { vault.value(label, digits).is_some() } else { vault.has_number_like(label, digits) }
        };
        let reader = Reader::new(text, &self.labels, &known, is_whole);
        let after = |settled: usize| stand_ins?.reader().next(text, settled, is_whole);
        let mut stand_in = after(self.settled);
        loop {
            let start = reader.next_start(self.settled);
            let comes_first = |look: &stand_in::Look| start.is_none_or(|start| look.start() <= start);
            if let Some(look) = stand_in.take_if(|look| comes_first(look)) {
                match look {
                    stand_in::Look::Beginning(start) => {
                        self.settled = start;
                        return found;
                    }
                    stand_in::Look::Found(span, index, spelling) => {
                        self.settled = span.end;
                        let value = stand_ins.and_then(|known| known.value(index, span.of(text)));
                        found.extend(value.map(|value| Restored::spelt(span, &value, spelling)));
                        stand_in = after(self.settled);
                    }
                }
                continue;
            }
            let Some(start) = start else { break };
            match reader.look(start) {
                Look::Nothing => self.settled = start + 1,
                Look::Beginning => {
                    self.settled = start;
                    return found;
                }
                Look::Found(mark) => {
                    self.settled = mark.end;
                    found.extend(Restored::from_mark(&mark, vault));
                    if stand_in.as_ref().is_some_and(|look| look.start() < mark.end) {
                        stand_in = after(self.settled);
                    }
                }
            }
        }
        self.settled = text.len();
        found
    }
}

impl Restored {
    fn from_mark(mark: &Mark, vault: &Vault) -> Option<Self> {
        let value = vault.value(&mark.label, mark.number)?;
        Some(Self::spelt(Span::new(mark.start, mark.end), value, mark.spelling))
    }

    fn spelt(span: Span, value: &str, spelling: Spelling) -> Self {
        Self { span, value: spell(value, spelling).into_owned() }
    }
}

/// A value as the escapes around its placeholder show that it must be spelt.
fn spell(value: &str, spelling: Spelling) -> Cow<'_, str> {
    match spelling {
        Spelling::Plain | Spelling::Markdown => Cow::Borrowed(value),
        Spelling::Json => {
            let quoted = serde_json::Value::from(value).to_string();
            let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            Cow::Owned(inside.unwrap_or_default().to_owned())
        }
        Spelling::Html => {
            let mut out = String::with_capacity(value.len());
            for character in value.chars() {
                match character {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '"' => out.push_str("&quot;"),
                    '\'' => out.push_str("&#39;"),
                    other => out.push(other),
                }
            }
            Cow::Owned(out)
        }
        Spelling::Url => {
            percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).into()
        }
    }
}
