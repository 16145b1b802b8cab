//! Answers: restored in pieces as restored whole, and nothing else is put in.
#![no_main]

use candor::privacy::{LaneRestorer, Vault, restore};
use libfuzzer_sys::fuzz_target;

const MAP: [(&str, &str); 3] =
    [("[[PERSON_1]]", "Claire"), ("[[PERSON_12]]", "Jean \"JP\" Dupont"), ("[[EMAIL_1]]", "a@example.com")];

fuzz_target!(|input: (&str, u8)| {
    let (text, step) = input;
    let Some(vault) = Vault::from_revealed(MAP) else { return };
    let whole: Vec<_> = restore(text, &vault).into_iter().map(|found| (found.span, found.value)).collect();
    let mut restorer = LaneRestorer::new(&vault);
    let (mut pieces, mut end) = (Vec::new(), 0);
    while end < text.len() {
        end = text.ceil_char_boundary((end + usize::from(step) + 1).min(text.len()));
        pieces.extend(restorer.advance(&text[..end], end == text.len(), &vault));
    }
    let pieces: Vec<_> = pieces.into_iter().map(|found| (found.span, found.value)).collect();
    assert_eq!(pieces, whole);
});
