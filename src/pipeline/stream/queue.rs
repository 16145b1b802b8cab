//! Events that wait for their texts.

use std::{borrow::Cow, collections::VecDeque, ops::Range};

use bytes::{Bytes, BytesMut};

use super::lane::Lane;
use crate::{
    config::StreamMode,
    wire::{Document, Edits, Format, Slot, sse},
};

/// Events in the order in which they came.
#[derive(Default)]
pub(super) struct Queue {
    events: VecDeque<Event>,
}

/// Something that waits to go out.
pub(super) enum Event {
    /// An event of the provider.
    Came(Box<Came>),
    /// The end of a choice whose text is withheld.
    Withheld(u64),
}

/// An event as it came from the provider.
pub(super) struct Came {
    raw: Bytes,
    document: Document,
    parts: Vec<TextPart>,
    pub(super) finished: Vec<u64>,
}

/// A text of an event: which stretch of which lane it is.
struct TextPart {
    slot: Slot,
    lane: usize,
    range: Range<usize>,
}

/// What of a lane may go out.
fn allowed(lane: &Lane, mode: StreamMode, withheld: &[u64]) -> usize {
    let is_withheld = withheld.contains(&lane.choice);
    match mode {
        StreamMode::Sentence if is_withheld && !lane.is_blocked() => 0,
        StreamMode::Whole if is_withheld || !lane.is_finished() => 0,
        StreamMode::Sentence | StreamMode::Whole => lane.ready(),
    }
}

impl Queue {
    pub(super) fn push(&mut self, event: Event) {
        self.events.push_back(event);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// True when an event that waits ends a choice.
    pub(super) fn has_end(&self) -> bool {
        self.events.iter().any(Event::ends_choice)
    }

    /// The first event, when every text in it may go out or is withheld.
    pub(super) fn pop_ready(&mut self, lanes: &[Lane], mode: StreamMode, withheld: &[u64]) -> Option<Event> {
        let is_ready = match self.events.front()? {
            Event::Withheld(_) => true,
            Event::Came(came) => came.parts.iter().all(|part| {
                let lane = lanes.get(part.lane);
                lane.is_none_or(|lane| {
                    withheld.contains(&lane.choice) || part.range.end <= allowed(lane, mode, withheld)
                })
            }),
        };
        if is_ready { self.events.pop_front() } else { None }
    }
}

impl Event {
    fn ends_choice(&self) -> bool {
        match self {
            Self::Withheld(_) => true,
            Self::Came(came) => !came.finished.is_empty(),
        }
    }

    /// True when a choice that is not withheld ends with it, or its own end is that of a withheld one.
    pub(super) fn ends_one_of(&self, withheld: &[u64]) -> bool {
        match self {
            Self::Withheld(_) => true,
            Self::Came(came) => came.finished.iter().any(|choice| !withheld.contains(choice)),
        }
    }
}

/// How events are written.
pub(super) struct Writing<'w> {
    pub(super) format: Format,
    pub(super) mode: StreamMode,
    pub(super) withheld: &'w [u64],
    /// The gateway's own field, for the last event that ends a choice.
    pub(super) report: Option<&'w str>,
}

impl Came {
    pub(super) fn new(raw: Bytes, document: Document, finished: Vec<u64>) -> Self {
        Self { raw, document, parts: Vec::new(), finished }
    }

    /// A text of the event as it came: JSON inside it keeps its escapes.
    pub(super) fn text(&self, slot: &Slot) -> Cow<'_, str> {
        slot.as_it_came(&self.document)
    }

    pub(super) fn add(&mut self, slot: Slot, lane: usize, range: Range<usize>) {
        self.parts.push(TextPart { slot, lane, range });
    }

    /// The event as it goes out; `None` when nothing of it is left.
    pub(super) fn write(self, lanes: &mut [Lane], writing: &Writing<'_>) -> Option<Bytes> {
        let mut edits = Edits::default();
        let mut changed = Vec::new();
        let mut says_something = false;
        for part in &self.parts {
            let Some(lane) = lanes.get_mut(part.lane) else { continue };
            let text = part.slot.as_it_came(&self.document);
            let to = allowed(lane, writing.mode, writing.withheld).clamp(part.range.start, part.range.end);
            let kept = text.get(..to - part.range.start).unwrap_or_default();
            let new = lane.replaced(part.range.start, to, kept);
            says_something |= !kept.is_empty();
            if new.is_some() || kept.len() < text.len() {
                let quoted = crate::wire::json::quote(new.as_deref().unwrap_or(kept));
                edits.replace(part.slot.range.clone(), quoted);
                changed.push(part.slot.choice);
            }
        }
        let choices = writing.format.choices(&self.document);
        let is_of_withheld =
            !choices.is_empty() && choices.iter().all(|(choice, _)| writing.withheld.contains(choice));
        if is_of_withheld && !says_something {
            return None;
        }
        for (choice, value) in choices {
            if changed.contains(&choice) {
                writing.format.drop_token_texts(&mut edits, value);
            }
            if writing.withheld.contains(&choice) {
                writing.format.go_on(&mut edits, value);
            }
        }
        if let Some(report) = writing.report {
            writing.format.attach(&self.document, &mut edits, report);
        }
        Some(self.with(edits))
    }

    /// The event with its data changed; all else of it stays as it came.
    fn with(self, edits: Edits) -> Bytes {
        let is_ended = self.raw.ends_with(b"\n") || self.raw.ends_with(b"\r");
        if edits.is_empty() && is_ended {
            return self.raw;
        }
        let data = self.document.bytes().clone();
        let changed = edits.apply(&data);
        let start = data.as_ptr().addr().checked_sub(self.raw.as_ptr().addr());
        let place =
            start.filter(|start| is_ended && self.raw.get(*start..start + data.len()) == Some(&data[..]));
        let Some(start) = place else { return sse::event(&changed) };
        let mut out = BytesMut::with_capacity(self.raw.len() + changed.len());
        out.extend_from_slice(self.raw.get(..start).unwrap_or_default());
        out.extend_from_slice(&changed);
        out.extend_from_slice(self.raw.get(start + data.len()..).unwrap_or_default());
        out.freeze()
    }
}
