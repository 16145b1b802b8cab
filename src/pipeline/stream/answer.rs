//! The loop: events in, events out, the entry at the end.

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;

use super::{
    Broken, Part,
    lane::Lane,
    queue::{Came, Event, Queue, Writing},
    state::State,
};
use crate::{
    disclosure::Outcome,
    pipeline::{Trail, draft::Drafted, release},
    providers::{ByteStream, ProviderError, Reply},
    wire::{Document, Slot, sse},
};

/// A streamed answer. Dropped before its end, it records that the caller went away.
pub struct AnswerStream {
    /// The provider's bytes, as long as there may be more.
    source: Option<ByteStream>,
    decoder: sse::Decoder,
    queue: Queue,
    lanes: Vec<Lane>,
    state: State,
    /// Gone once the entry is written.
    trail: Option<Trail>,
    /// What is still to be said after the entry is written.
    last: Option<Part>,
}

impl AnswerStream {
    pub(in crate::pipeline) fn new(drafted: Drafted, trail: Trail) -> Self {
        let Drafted { screened, reply } = drafted;
        Self {
            source: if let Reply::Stream(source) = reply { Some(source) } else { None },
            decoder: sse::Decoder::default(),
            queue: Queue::default(),
            lanes: Vec::new(),
            state: State::new(screened),
            trail: Some(trail),
            last: None,
        }
    }

    /// The next part; `None` at the end.
    pub async fn next(&mut self) -> Option<Part> {
        if self.trail.is_none() {
            return self.last.take();
        }
        let mut out = BytesMut::new();
        while out.is_empty() && !self.is_over() {
            let came = match &mut self.source {
                Some(source) => source.next().await,
                None => None,
            };
            self.take_in(came);
            self.let_out(&mut out);
        }
        if self.is_over() { Some(self.end(out).await) } else { Some(Part::Events(out.freeze())) }
    }

    fn is_over(&self) -> bool {
        self.source.is_none() && self.queue.is_empty()
    }

    /// Takes in what came from the provider, or that nothing more will.
    fn take_in(&mut self, came: Option<Result<Bytes, ProviderError>>) {
        match came {
            Some(Ok(bytes)) => self.decoder.push(&bytes),
            Some(Err(ProviderError::TimedOut)) => self.stop(Some(Broken::Silence)),
            Some(Err(_)) => self.stop(Some(Broken::Provider)),
            None => {
                if let Some(event) = self.decoder.finish() {
                    self.read(event);
                }
                let is_cut = !self.state.has_done && !self.state.is_answered();
                self.stop(is_cut.then_some(Broken::Provider));
            }
        }
        while self.source.is_some() {
            match self.decoder.next_event() {
                Ok(Some(event)) => self.read(event),
                Ok(None) => break,
                Err(_) => self.stop(Some(Broken::Provider)),
            }
        }
    }

    /// Nothing more comes from the provider, or nothing more is wanted.
    fn stop(&mut self, broken: Option<Broken>) {
        self.source = None;
        // An answer whose end had come before the connection broke is a whole answer.
        if !self.state.is_answered() {
            self.state.broken = self.state.broken.or(broken);
        }
        self.finish_lanes(|_| true);
    }

    /// Reads one event into the queue.
    fn read(&mut self, event: sse::Event) {
        let Some(data) = event.data else { return };
        if data.as_ref() == self.state.format.done().as_bytes() {
            self.state.has_done = true;
            return self.stop(None);
        }
        let Ok(document) = Document::parse_answer(&data) else { return self.stop(Some(Broken::Provider)) };
        let piece = self.state.format.piece(&document, self.state.is_json);
        if piece.is_error {
            return self.stop(Some(Broken::Provider));
        }
        self.state.note_usage(piece.usage);
        if piece.is_usage_only && !self.state.wants_usage {
            return;
        }
        self.state.like.get_or_insert_with(|| document.clone());
        let mut came = Came::new(event.raw, document, piece.finished.clone());
        for slot in piece.slots {
            self.read_text(&mut came, slot);
        }
        self.state.note_ended(&piece.finished);
        self.queue.push(Event::Came(Box::new(came)));
        self.finish_lanes(|choice| piece.finished.contains(&choice));
    }

    /// Reads one text of an event into its lane.
    fn read_text(&mut self, came: &mut Came, slot: Slot) {
        let text = came.text(&slot).into_owned();
        let is_same =
            |lane: &Lane| !slot.lane.is_empty() && lane.choice == slot.choice && lane.path == slot.lane;
        let known = self.lanes.iter().position(is_same);
        let index = known.unwrap_or(self.lanes.len());
        if known.is_none() {
            self.lanes.push(Lane::new(&self.state.judge, slot.choice, &slot.lane, slot.form));
        }
        let Some(lane) = self.lanes.get_mut(index) else { return };
        let from = lane.length;
        lane.push(&text, &self.state.judge);
        if lane.path.is_empty() {
            // A text that comes whole waits for nothing.
            lane.finish(&self.state.judge);
        }
        came.add(slot, index, from..lane.length);
    }

    fn finish_lanes(&mut self, which: impl Fn(u64) -> bool) {
        for lane in self.lanes.iter_mut().filter(|lane| which(lane.choice)) {
            lane.finish(&self.state.judge);
        }
        for choice in self.state.newly_withheld(&self.lanes) {
            self.queue.push(Event::Withheld(choice));
        }
        if self.source.is_some() && self.state.is_all_withheld() {
            // Nothing that could still come would be used: the provider may stop.
            self.stop(None);
        }
    }

    /// Lets out every event that may go.
    fn let_out(&mut self, out: &mut BytesMut) {
        while let Some(event) = self.queue.pop_ready(&self.lanes, self.state.mode, &self.state.withheld) {
            let is_last =
                event.ends_one_of(&self.state.withheld) && self.state.is_answered() && !self.queue.has_end();
            let report = self
                .trail
                .as_ref()
                .filter(|_| is_last)
                .map(|trail| release::as_json(&self.state.report(trail, &self.lanes)));
            let written = match event {
                Event::Withheld(choice) => {
                    Some(self.state.withheld_event(choice, &self.lanes, report.as_deref()))
                }
                Event::Came(came) => {
                    let State { format, mode, withheld, .. } = &self.state;
                    let writing =
                        Writing { format: *format, mode: *mode, withheld, report: report.as_deref() };
                    came.write(&mut self.lanes, &writing)
                }
            };
            out.extend_from_slice(&written.unwrap_or_default());
        }
    }

    /// Writes the entry, then says the last words.
    async fn end(&mut self, mut out: BytesMut) -> Part {
        let Some(mut trail) = self.trail.take() else { return Part::Events(Bytes::new()) };
        let broken = self.state.broken;
        self.state.close(&mut trail, &self.lanes, None);
        if trail.record().await.is_err() {
            return Part::Broken(Broken::Log);
        }
        match broken {
            None => {
                out.extend_from_slice(&sse::event(self.state.format.done().as_bytes()));
                Part::Events(out.freeze())
            }
            Some(broken) if out.is_empty() => Part::Broken(broken),
            Some(broken) => {
                self.last = Some(Part::Broken(broken));
                Part::Events(out.freeze())
            }
        }
    }
}

impl Drop for AnswerStream {
    fn drop(&mut self) {
        if let Some(trail) = &mut self.trail {
            let is_delivered = self.state.is_answered() && self.queue.is_empty();
            let outcome = (!is_delivered).then_some(Outcome::Abandoned);
            self.state.close(trail, &self.lanes, outcome);
        }
    }
}
