//! Streams: however they are cut, the events are the same.
#![no_main]

use candor::wire::sse::Decoder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (stream, cuts) = input;
    let whole = events([stream.as_slice()].into_iter());
    let mut rest = stream.as_slice();
    let mut pieces = Vec::new();
    for cut in cuts {
        let (piece, behind) = rest.split_at(usize::from(cut).min(rest.len()));
        pieces.push(piece);
        rest = behind;
    }
    pieces.push(rest);
    assert_eq!(events(pieces.into_iter()), whole);
});

fn events<'p>(pieces: impl Iterator<Item = &'p [u8]>) -> Option<Vec<Option<Vec<u8>>>> {
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    for piece in pieces {
        decoder.push(piece);
        while let Some(event) = decoder.next_event().ok()? {
            events.push(event.data.map(|data| data.to_vec()));
        }
    }
    events.extend(decoder.finish().map(|event| event.data.map(|data| data.to_vec())));
    Some(events)
}
