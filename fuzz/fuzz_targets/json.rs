//! Bodies: whatever parses has its values inside of it, and no change leaves the text as it came.
#![no_main]

use bytes::Bytes;
use candor::wire::{Document, Edits, Value, chat};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Ok(document) = Document::parse(Bytes::copy_from_slice(body)) else { return };
    walk(document.root(), body.len());
    assert_eq!(Edits::default().apply(document.bytes()), body);
    for slot in chat::request_slots(&document) {
        let text = slot.read(&document);
        assert!(slot.range.end <= body.len());
        let whole = candor::domain::Span::new(0, text.text.len());
        assert!(text.in_document(whole).end <= body.len());
    }
});

fn walk(value: Value<'_>, length: usize) {
    assert!(value.range().end <= length);
    let _text = value.as_str();
    value.items().for_each(|item| walk(item, length));
    value.members().for_each(|(_, member)| walk(member, length));
}
