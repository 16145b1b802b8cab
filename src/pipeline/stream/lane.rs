//! One text of a streamed answer, in pieces.

use std::collections::VecDeque;

use crate::{
    domain::{Action, Span},
    guardrails::Scanner,
    pipeline::{
        judge::{Answered, Judge},
        tell::Told,
    },
    privacy::{LaneRestorer, Restored},
    wire::{Form, escaped::Unescaped, json},
};

/// A text that comes in pieces: read by the rules, its placeholders and stand-ins turned into values.
///
/// Places count bytes of the text as it comes (*raw*). What rules and restorer read is the same, but for
/// JSON arguments, which they read through their escapes.
pub(super) struct Lane {
    pub(super) choice: u64,
    pub(super) path: String,
    escapes: Option<Unescaped>,
    scanner: Scanner,
    restorer: LaneRestorer,
    /// All values put in, in the places of the text that rules read.
    restored: Vec<Restored>,
    /// Those of them that have not gone out, in raw places, spelt for where they stand.
    replacements: VecDeque<(Span, String)>,
    /// Bytes that have come.
    pub(super) length: usize,
    /// How many findings have been judged.
    judged: usize,
    /// Nothing from here on may go out: a rule withholds it.
    blocked_from: Option<usize>,
    is_finished: bool,
}

impl Lane {
    pub(super) fn new(judge: &Judge, choice: u64, path: &str, form: Form) -> Self {
        Self {
            choice,
            path: path.to_owned(),
            escapes: (form == Form::Json).then(Unescaped::default),
            scanner: judge.scanner(),
            restorer: LaneRestorer::new(&judge.vault),
            restored: Vec::new(),
            replacements: VecDeque::new(),
            length: 0,
            judged: 0,
            blocked_from: None,
            is_finished: false,
        }
    }

    /// Reads on.
    pub(super) fn push(&mut self, piece: &str, judge: &Judge) {
        self.length += piece.len();
        match &mut self.escapes {
            Some(escapes) => self.scanner.add(&escapes.push(piece)),
            None => self.scanner.add(piece),
        }
        self.advance(judge, false);
    }

    /// No more will come.
    pub(super) fn finish(&mut self, judge: &Judge) {
        if self.is_finished {
            return;
        }
        self.is_finished = true;
        if let Some(rest) = self.escapes.as_mut().map(Unescaped::finish) {
            self.scanner.add(&rest);
        }
        self.advance(judge, true);
        let before = self.scanner.inspected();
        self.scanner.conclude();
        self.look_for_block(judge, before);
    }

    fn advance(&mut self, judge: &Judge, is_whole: bool) {
        while let Some(piece) = self.scanner.step(is_whole) {
            self.look_for_block(judge, piece.start);
        }
        let found = self.restorer.advance(self.scanner.text(), is_whole, &judge.vault);
        for Restored { span, value } in found {
            let spelt = if self.escapes.is_some() { json::escape(&value) } else { value.clone() };
            self.replacements.push_back((self.raw(span), spelt));
            self.restored.push(Restored { span, value });
        }
    }

    /// Looks whether what was just found withholds the piece that starts at `piece`.
    fn look_for_block(&mut self, judge: &Judge, piece: usize) {
        let new = self.scanner.findings().get(self.judged..).unwrap_or_default();
        let text = self.scanner.text();
        let blocks = new.iter().any(|finding| judge.action(finding, text) == Some(Action::Block));
        self.judged = self.scanner.findings().len();
        if blocks && self.blocked_from.is_none() {
            self.blocked_from = Some(self.raw(Span::new(piece, piece)).start);
        }
    }

    fn raw(&self, span: Span) -> Span {
        self.escapes.as_ref().map_or(span, |escapes| escapes.map().to_source(span))
    }

    /// Everything before this byte may go out: it is inspected, and neither placeholder nor stand-in may begin in it.
    pub(super) fn ready(&self) -> usize {
        let known = if self.is_finished {
            self.length
        } else {
            self.raw(Span::new(0, self.scanner.inspected().min(self.restorer.settled()))).end
        };
        self.blocked_from.map_or(known, |from| known.min(from))
    }

    /// No more will come.
    pub(super) fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// A rule withholds the rest of this text.
    pub(super) fn is_blocked(&self) -> bool {
        self.blocked_from.is_some()
    }

    /// What goes out for the raw stretch `from..to`, which is `ready`; `None` when it goes out as it came.
    pub(super) fn replaced(&mut self, from: usize, to: usize, raw: &str) -> Option<String> {
        let is_touched =
            self.replacements.front().is_some_and(|(span, _)| span.start < to && span.end > from);
        if !is_touched {
            return None;
        }
        let mut out = String::new();
        let mut at = from;
        while let Some((span, value)) = self.replacements.front().filter(|(span, _)| span.start < to) {
            if span.start >= from {
                out.push_str(raw.get(at - from..span.start - from).unwrap_or_default());
                out.push_str(value);
            }
            at = span.end.min(to);
            if span.end > to {
                break;
            }
            self.replacements.pop_front();
        }
        out.push_str(raw.get(at - from..to - from).unwrap_or_default());
        Some(out)
    }

    /// Everything to be said about what was found.
    pub(super) fn judged(&self, judge: &Judge) -> Vec<Told> {
        judge.judge(self.scanner.findings(), &self.answered())
    }

    /// The text as it is delivered.
    pub(super) fn delivered(&self) -> String {
        crate::pipeline::judge::Delivered::new(self.scanner.text(), &self.restored).text
    }

    fn answered(&self) -> Answered<'_> {
        Answered {
            choice: self.choice,
            lane: &self.path,
            masked: self.scanner.text(),
            restored: &self.restored,
        }
    }
}
