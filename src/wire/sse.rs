//! Server-sent events (WHATWG HTML, section 9.2), in any chunking.

use bytes::{Bytes, BytesMut};

/// Longest event that is read; a longer one ends the stream with an error.
pub const MAX_EVENT_BYTES: usize = 4 * 1024 * 1024;

/// One event or comment, with the line ends it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// All its bytes, the empty line at the end included.
    pub raw: Bytes,
    /// What its `data` lines say, joined by line feeds; `None` when it has none (a comment).
    pub data: Option<Bytes>,
}

/// An event that is longer than [`MAX_EVENT_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event of the stream is longer than {MAX_EVENT_BYTES} bytes")]
pub struct EventTooLong;

/// Cuts a stream of bytes into events. Characters and line ends may be cut anywhere.
#[derive(Debug, Default)]
pub struct Decoder {
    buffer: BytesMut,
    /// How far the buffer has been searched for the end of an event.
    searched: usize,
    started: bool,
}

impl Decoder {
    /// Adds what came from the network.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole event, when there is one.
    ///
    /// # Errors
    /// When an event grows beyond [`MAX_EVENT_BYTES`].
    pub fn next_event(&mut self) -> Result<Option<Event>, EventTooLong> {
        self.skip_byte_order_mark();
        let Some(end) = self.find_end() else {
            let too_long = self.buffer.len() > MAX_EVENT_BYTES;
            return if too_long { Err(EventTooLong) } else { Ok(None) };
        };
        self.searched = 0;
        Ok(Some(Event::read(self.buffer.split_to(end).freeze())))
    }

    /// What is left when the stream has ended: an event without its empty line still counts.
    pub fn finish(&mut self) -> Option<Event> {
        let rest = self.buffer.split().freeze();
        let event = (!rest.is_empty()).then(|| Event::read(rest))?;
        event.data.is_some().then_some(event)
    }

    fn skip_byte_order_mark(&mut self) {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        if !self.started && self.buffer.len() >= MARK.len() {
            self.started = true;
            if self.buffer.starts_with(MARK) {
                let _mark = self.buffer.split_to(MARK.len());
            }
        }
    }

    /// The place behind the empty line that ends the first event. Line ends are `\n`, `\r\n` and `\r`.
    fn find_end(&mut self) -> Option<usize> {
        let bytes = &self.buffer[..];
        let mut from = self.searched;
        while let Some(found) = memchr::memchr2(b'\n', b'\r', bytes.get(from..)?) {
            let at = from + found;
            let Some(line_end) = line_end(bytes, at) else { break };
            let Some(empty) = bytes.get(line_end) else { break };
            if matches!(empty, b'\n' | b'\r') {
                // Alone at the end, a `\r` may be half of `\r\n`; the `\n` would look like an empty line.
                let end = line_end_or_last(bytes, line_end)?;
                return Some(end);
            }
            from = line_end;
        }
        self.searched = from;
        None
    }
}

/// The place behind the line end at `at`; `None` when it may be half of `\r\n`.
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), None) => None,
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        _ => Some(at + 1),
    }
}

/// As [`line_end`], but a `\r` that is the last byte counts as whole when the event uses bare `\r`s.
fn line_end_or_last(bytes: &[u8], at: usize) -> Option<usize> {
    let bare = at > 0 && bytes.get(at - 1) == Some(&b'\r');
    line_end(bytes, at).or_else(|| bare.then_some(at + 1))
}

impl Event {
    fn read(raw: Bytes) -> Self {
        let mut data: Option<Bytes> = None;
        let mut at = 0;
        while at < raw.len() {
            let rest = raw.get(at..).unwrap_or_default();
            let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or_default();
            if let Some(value) = line.strip_prefix(b"data:").or((line == b"data").then_some(&[])) {
                let value = value.strip_prefix(b" ").unwrap_or(value);
                data = Some(data.map_or_else(|| raw.slice_ref(value), |before| join(&before, value)));
            }
            at += length + 1;
        }
        Self { raw, data }
    }
}

fn join(before: &[u8], line: &[u8]) -> Bytes {
    [before, b"\n", line].concat().into()
}

/// An event with this data, as it goes out.
pub fn event(data: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(data.len() + 8);
    for line in data.split(|byte| *byte == b'\n') {
        out.extend_from_slice(b"data: ");
        out.extend_from_slice(line);
        out.extend_from_slice(b"\n");
    }
    out.extend_from_slice(b"\n");
    out.freeze()
}

/// A comment: keeps a connection open while there is nothing to say.
pub const HEARTBEAT: &[u8] = b": waiting\n\n";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(chunks: &[&[u8]]) -> Vec<Event> {
        let mut decoder = Decoder::default();
        let mut events = Vec::new();
        for chunk in chunks {
            decoder.push(chunk);
            while let Some(event) = decoder.next_event().unwrap() {
                events.push(event);
            }
        }
        events.extend(decoder.finish());
        events
    }

    fn data(events: &[Event]) -> Vec<String> {
        events.iter().flat_map(|e| &e.data).map(|d| String::from_utf8(d.to_vec()).unwrap()).collect()
    }

    #[test]
    fn every_line_end_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("data: a{end}{end}: hi{end}{end}data:b{end}data: c{end}{end}data{end}{end}");
            assert_eq!(data(&decode(&[text.as_bytes()])), ["a", "b\nc", ""], "{end:?}");
        }
    }

    #[test]
    fn an_event_without_its_empty_line_counts_at_the_end() {
        assert_eq!(data(&decode(&[b"data: a\n\ndata: [DONE]"])), ["a", "[DONE]"]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_event() {
        assert_eq!(data(&decode(&[b"\xef\xbb\xbfdata: a\n\n"])), ["a"]);
    }

    #[test]
    fn an_endless_event_is_an_error() {
        let mut decoder = Decoder::default();
        decoder.push(&vec![b'x'; MAX_EVENT_BYTES + 1]);
        assert_eq!(decoder.next_event(), Err(EventTooLong));
    }

    proptest! {
        #[test]
        fn any_chunking_gives_the_same_events(
            events in prop::collection::vec("[a-zé😀 ]{0,6}", 0..6),
            end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let text: String = events.iter().flat_map(|data| ["data: ", data, end, end]).collect();
            let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
            cuts.extend([0, text.len()]);
            cuts.sort_unstable();
            let chunks: Vec<&[u8]> = cuts.windows(2).map(|w| &text.as_bytes()[w[0]..w[1]]).collect();
            prop_assert_eq!(&data(&decode(&chunks)), &events);
            let single: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            prop_assert_eq!(&data(&decode(&single)), &events);
        }
    }
}
