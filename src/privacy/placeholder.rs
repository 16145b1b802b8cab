//! How a placeholder is spelt, and how it is read when a model has bent it.
//!
//! Written: `[[PERSON_1]]`. Read, besides: other case; one bracket or none (`[PERSON_1]`, `PERSON_1`);
//! brackets escaped for Markdown (`\[\[PERSON\_1\]\]`), HTML (`&#91;`), JSON (`\u005b`) or a URL (`%5B`);
//! inside brackets also `PERSON 1`, `PERSON-1`, `PERSON1`. Both brackets of a side must be spelt alike
//! and no more are taken than there are on the other side, so that the caller's own brackets and
//! backslashes beside a placeholder stay.

use std::sync::Arc;

use aho_corasick::AhoCorasick;

/// The written form.
pub(super) fn spell(label: &str, number: u32) -> String {
    ["[[", label, "_", &number.to_string(), "]]"].concat()
}

/// Reads the written form only.
pub(super) fn parse(text: &str) -> Option<(Arc<str>, u32)> {
    let (label, number) = text.strip_prefix("[[")?.strip_suffix("]]")?.rsplit_once('_')?;
    let is_label = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_label.then_some(())?;
    Some((label.into(), number.parse().ok().filter(|number| *number > 0)?))
}

/// How the brackets are spelt; the value that is put in is spelt the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    Plain,
    Markdown,
    Html,
    Json,
    Url,
}

impl Spelling {
    const ALL: [Self; 5] = [Self::Plain, Self::Markdown, Self::Html, Self::Json, Self::Url];

    fn openers(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["["],
            Self::Markdown => &["\\["],
            Self::Html => &["&#91;", "&#x5b;", "&lsqb;", "&lbrack;"],
            Self::Json => &["\\u005b"],
            Self::Url => &["%5b"],
        }
    }

    fn closers(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["]"],
            Self::Markdown => &["\\]"],
            Self::Html => &["&#93;", "&#x5d;", "&rsqb;", "&rbrack;"],
            Self::Json => &["\\u005d"],
            Self::Url => &["%5d"],
        }
    }
}

/// A placeholder found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: Arc<str>,
    pub(super) number: u32,
    pub(super) spelling: Spelling,
}

/// What stands at some place of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    Nothing,
    /// More text could make a placeholder of it.
    Beginning,
    Found(Mark),
}

/// Calls `found` for every placeholder of these labels.
pub(super) fn each(text: &str, labels: &[Arc<str>], mut found: impl FnMut(Mark)) {
    let reader = Reader::new(text, labels, &|_, _| true, true);
    let mut at = 0;
    while let Some(next) = reader.next_start(at) {
        match reader.look(next) {
            Look::Found(mark) => {
                at = mark.end;
                found(mark);
            }
            _ => at = next + 1,
        }
    }
}

/// The labels that placeholders can have.
pub struct Labels {
    names: Vec<Arc<str>>,
    search: AhoCorasick,
}

impl Labels {
    /// From their names, upper case; `None` when there are more than an automaton holds.
    pub fn new(names: impl IntoIterator<Item = Arc<str>>) -> Option<Self> {
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort();
        names.dedup();
        let spelt = names.iter().flat_map(|name| [name.to_string(), name.replace('_', "\\_")]);
        let search = AhoCorasick::builder().ascii_case_insensitive(true).build(spelt).ok()?;
        Some(Self { names, search })
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// Calls `found` for everything that is a placeholder, or could become one when text beside it is
    /// replaced: `APERSON_12` might end up as `[[AGE_1]]PERSON_1[[AGE_2]]`.
    pub(super) fn each_possible(&self, text: &str, mut found: impl FnMut(&Arc<str>, u32)) {
        // Without brackets of some spelling or an underscore there is no placeholder.
        let bytes = text.as_bytes();
        if memchr::memchr3(b'[', b'_', b'&', bytes).is_none() && memchr::memchr2(b'%', b'\\', bytes).is_none()
        {
            return;
        }
        for hit in self.search.find_overlapping_iter(text) {
            let Some(name) = self.names.get(hit.pattern().as_usize() / 2) else { continue };
            let rest = text.get(hit.end()..).unwrap_or_default();
            let digits =
                rest.strip_prefix("\\_").or(rest.strip_prefix(['_', ' ', '-', '\u{a0}'])).unwrap_or(rest);
            let length = digits.bytes().take(6).take_while(u8::is_ascii_digit).count();
            let numbers = (1..=length).filter_map(|length| digits.get(..length)?.parse().ok());
            numbers.for_each(|number| found(name, number));
        }
    }
}

/// Reads placeholders out of a text, or out of the part of it that has come so far.
pub(super) struct Reader<'t> {
    text: &'t str,
    labels: &'t [Arc<str>],
    /// Accepts the digits of a number, or the first of them.
    known: &'t dyn Fn(&str, u32) -> bool,
    /// No more text will come.
    is_whole: bool,
    /// The bytes that a placeholder can start with.
    starts: [bool; 256],
}

/// What came of reading one part at `at`.
enum Part<T> {
    Is(T, usize),
    IsNot,
    EndsTooEarly,
}

impl<'t> Reader<'t> {
    /// Of a text; `known` accepts the digits of a number, or, while more text may come, the first of them.
    pub(super) fn new(
        text: &'t str,
        labels: &'t [Arc<str>],
        known: &'t dyn Fn(&str, u32) -> bool,
        is_whole: bool,
    ) -> Self {
        let mut starts = [false; 256];
        let letters = labels.iter().filter_map(|label| label.bytes().next());
        let letters = letters.flat_map(|letter| [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()]);
        for byte in letters.chain(*b"[\\&%") {
            starts[usize::from(byte)] = true;
        }
        Self { text, labels, known, is_whole, starts }
    }

    /// The next place at or after `at` where a placeholder may start.
    pub(super) fn next_start(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or_default();
        let starts = |(offset, byte): (usize, &u8)| {
            // A glance for what `is_word_start` looks at closely.
            let runs_on = before.is_ascii_alphanumeric();
            before = *byte;
            self.starts[usize::from(*byte)]
                && (!byte.is_ascii_alphabetic()
                    || !runs_on && self.begins_label(at + offset) && self.is_word_start(at + offset))
        };
        bytes.get(at..)?.iter().enumerate().position(starts).map(|found| at + found)
    }

    /// A label, or what has come of it, stands there up to its first underscore.
    fn begins_label(&self, at: usize) -> bool {
        let rest = self.rest(at).as_bytes();
        self.labels.iter().any(|label| {
            let mut pairs = rest.iter().zip(label.bytes());
            // Behind an underscore, which may be spelt in other ways, `look` reads on.
            pairs
                .find(|(byte, letter)| !byte.eq_ignore_ascii_case(letter))
                .is_none_or(|(_, letter)| letter == b'_')
        })
    }

    /// Nothing that belongs to a word stands before; underscores of Markdown do not.
    fn is_word_start(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let bare = before.trim_end_matches('_');
        before.len() - bare.len() <= 3 && !bare.ends_with(char::is_alphanumeric)
    }

    /// What stands at `at`.
    pub(super) fn look(&self, at: usize) -> Look {
        let (openers, spelling, core) = match self.openers(at) {
            Part::Is(openers, core) => (openers.0, openers.1, core),
            Part::IsNot => (0, Spelling::Plain, at),
            Part::EndsTooEarly => return Look::Beginning,
        };
        let mut longest = Look::Nothing;
        for label in self.labels {
            match self.core(core, label, openers > 0) {
                Part::EndsTooEarly => return Look::Beginning,
                Part::IsNot => {}
                Part::Is(number, end) => {
                    let look = self.tail(&(at, core, end), openers, spelling, (label, number));
                    if look != Look::Nothing {
                        longest = look;
                    }
                }
            }
        }
        longest
    }

    /// One or two brackets that are spelt alike.
    fn openers(&self, at: usize) -> Part<(usize, Spelling)> {
        let mut early = false;
        if self.rest(at).starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Part::IsNot;
        }
        for spelling in Spelling::ALL {
            match self.any_of(at, spelling.openers()) {
                Part::IsNot => {}
                Part::EndsTooEarly => early = true,
                Part::Is((), one) => {
                    return match self.any_of(one, spelling.openers()) {
                        Part::Is((), two) => Part::Is((2, spelling), two),
                        Part::IsNot => Part::Is((1, spelling), one),
                        Part::EndsTooEarly => Part::EndsTooEarly,
                    };
                }
            }
        }
        if early { Part::EndsTooEarly } else { Part::IsNot }
    }

    /// Label, separator and number; the end is behind the last digit.
    fn core(&self, at: usize, label: &str, bracketed: bool) -> Part<u32> {
        let mut end = at;
        for expected in label.chars() {
            let step = if expected == '_' {
                self.any_of(end, &["_", "\\_"])
            } else {
                self.any_of(end, &[expected.encode_utf8(&mut [0; 4])])
            };
            match step {
                Part::Is((), next) => end = next,
                Part::IsNot => return Part::IsNot,
                Part::EndsTooEarly => return Part::EndsTooEarly,
            }
        }
        let separators: &[&str] = if bracketed { &["_", "\\_", " ", "-", "\u{a0}"] } else { &["_", "\\_"] };
        match self.any_of(end, separators) {
            Part::Is((), next) => end = next,
            Part::EndsTooEarly => return Part::EndsTooEarly,
            Part::IsNot if bracketed => {}
            Part::IsNot => return Part::IsNot,
        }
        self.number(end, label)
    }

    fn number(&self, at: usize, label: &str) -> Part<u32> {
        let rest = self.rest(at);
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let digits = rest.get(..length).unwrap_or_default();
        let is_open = length == rest.len() && !self.is_whole;
        match digits.parse::<u32>() {
            // A number never starts with zero, so `01` is somebody else's.
            Ok(number) if length <= 6 && !digits.starts_with('0') && (self.known)(label, number) => {
                if is_open { Part::EndsTooEarly } else { Part::Is(number, at + length) }
            }
            _ if length == 0 && is_open => Part::EndsTooEarly,
            _ => Part::IsNot,
        }
    }

    /// The closing brackets, and what may not follow where some are missing.
    fn tail(
        &self,
        &(start, core, end): &(usize, usize, usize),
        openers: usize,
        spelling: Spelling,
        (label, number): (&Arc<str>, u32),
    ) -> Look {
        let found = |start, end| Look::Found(Mark { start, end, label: label.clone(), number, spelling });
        let mut close = end;
        let mut closers = 0;
        while closers < openers {
            match self.any_of(close, spelling.closers()) {
                Part::Is((), next) => (close, closers) = (next, closers + 1),
                Part::IsNot => break,
                Part::EndsTooEarly => return Look::Beginning,
            }
        }
        if closers == 2 {
            return found(start, close);
        }
        let rest = self.rest(close);
        if rest.is_empty() && !self.is_whole {
            return Look::Beginning;
        }
        if closers > 0 {
            // `[PERSON_1](https://…)` is a link: its brackets are the model's own.
            return if rest.starts_with('(') { found(core, end) } else { found(start, close) };
        }
        let after = rest.trim_start_matches('_');
        if after.is_empty() && !self.is_whole && rest.len() <= 3 {
            return Look::Beginning;
        }
        if rest.len() - after.len() > 3 || after.starts_with(char::is_alphanumeric) {
            Look::Nothing
        } else {
            found(start, close)
        }
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Which of these stands at `at`, in any case.
    fn any_of(&self, at: usize, expected: &[&str]) -> Part<()> {
        let rest = self.rest(at).as_bytes();
        let mut early = false;
        for word in expected {
            let common = word.len().min(rest.len());
            let alike = rest.get(..common).is_some_and(|start| {
                start.eq_ignore_ascii_case(word.as_bytes().get(..common).unwrap_or_default())
            });
            if alike && common == word.len() {
                return Part::Is((), at + common);
            }
            early |= alike && !self.is_whole;
        }
        if early { Part::EndsTooEarly } else { Part::IsNot }
    }
}
