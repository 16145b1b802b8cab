//! Where one sentence ends and the next begins.
//!
//! Decided from the text alone, never from how it was cut on its way here: a text that comes in pieces
//! has the same sentences as the whole.

/// Longest stretch without a sentence end, in characters; then it is cut at a clause or a space.
pub(super) const LONGEST: usize = 240;

/// Finds sentence ends in a text that grows.
#[derive(Debug, Default, Clone)]
pub(super) struct Segmenter {
    /// Where the sentence that is being read began.
    start: usize,
    /// How far it has been read.
    at: usize,
    /// Characters from `start` to `at`.
    length: usize,
    /// Behind the last comma or the like, and behind the last space: where a long sentence may be cut.
    clause: Option<usize>,
    space: Option<usize>,
}

/// A piece of text that is inspected as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// First byte.
    pub start: usize,
    /// Byte behind the last; the white space behind a sentence belongs to it.
    pub end: usize,
    /// A sentence ends here; false where it was cut because of its length.
    pub ends_sentence: bool,
}

/// What is known of a place that might end a sentence.
enum End {
    No,
    /// Ends here.
    At(usize),
    /// More text is needed to tell.
    Unknown,
}

impl Segmenter {
    /// The next piece of `text`, which is all that has come so far; `is_whole` when no more will come.
    pub(super) fn next(&mut self, text: &str, is_whole: bool) -> Option<Piece> {
        loop {
            self.skip_letters(text);
            if self.length >= LONGEST {
                let end = self.clause.or(self.space).unwrap_or(self.at);
                return Some(self.piece(end, false));
            }
            let Some(character) = text.get(self.at..).and_then(|rest| rest.chars().next()) else { break };
            let after = self.at + character.len_utf8();
            match self.ends_at(character, after, text, is_whole) {
                End::Unknown => return None,
                End::At(end) => return Some(self.piece(end, true)),
                End::No => self.step(character, after),
            }
        }
        (is_whole && self.at > self.start).then(|| self.piece(text.len(), true))
    }

    /// Letters and digits end nothing: over them at once.
    fn skip_letters(&mut self, text: &str) {
        let rest = text.as_bytes().get(self.at..).unwrap_or_default();
        let most = LONGEST.saturating_sub(self.length);
        let letters = rest.iter().take(most).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        self.at += letters;
        self.length += letters;
    }

    fn step(&mut self, character: char, after: usize) {
        self.at = after;
        self.length += 1;
        if character.is_whitespace() {
            self.space = Some(after);
        }
        // The first half of a long sentence is too early to cut it.
        if self.length > LONGEST / 2 && matches!(character, ',' | ';' | ':' | '–' | '—' | ')') {
            self.clause = Some(after);
        }
    }

    fn piece(&mut self, end: usize, ends_sentence: bool) -> Piece {
        let piece = Piece { start: self.start, end, ends_sentence };
        *self = Self { start: end, at: end, ..Self::default() };
        piece
    }

    /// Does a sentence end with this character?
    fn ends_at(&self, character: char, after: usize, text: &str, is_whole: bool) -> End {
        if !matches!(character, '\n' | '.' | '!' | '?' | '…') {
            return End::No;
        }
        let (behind, is_whole) = window(text.get(after..).unwrap_or_default(), is_whole);
        match character {
            '\n' => line_end(behind, after, is_whole),
            '.' if self.is_abbreviation(text) => End::No,
            _ => match full_stop(character, behind, after, is_whole) {
                // `No. 1`, `art. 5`
                End::At(_) if character == '.' && is_digit_next(behind) && self.counts(text) => End::No,
                end => end,
            },
        }
    }

    /// `No`, `art`: a number may follow their full stop.
    fn counts(&self, text: &str) -> bool {
        let word = self.word_before(text);
        ["no", "n", "nr", "nb", "art", "p", "pp", "vol", "fig"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    }

    fn word_before<'t>(&self, text: &'t str) -> &'t str {
        let before = text.get(self.start..self.at).unwrap_or_default();
        before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
    }

    /// `M.`, `Mme.`, `Dr.`, `J.`: a full stop that ends no sentence.
    fn is_abbreviation(&self, text: &str) -> bool {
        const TITLES: &[&str] =
            &["Mr", "Mrs", "Ms", "Dr", "Pr", "Prof", "St", "Ste", "Mme", "Mlle", "Me", "Sr", "Sra", "vs"];
        let word = self.word_before(text);
        let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        is_initial || TITLES.contains(&word)
    }
}

fn is_digit_next(behind: &str) -> bool {
    behind.trim_start().starts_with(|next: char| next.is_ascii_digit())
}

/// As much of a text as is looked at to tell whether a sentence ends, and whether that is all there will be:
/// a bound, so that a million full stops are read in a million steps.
fn window(behind: &str, is_whole: bool) -> (&str, bool) {
    const AHEAD: usize = 32;
    match behind.char_indices().nth(AHEAD) {
        Some((end, _)) => (behind.get(..end).unwrap_or_default(), true),
        None => (behind, is_whole),
    }
}

/// A line end ends a sentence before an empty line and before anything but a small letter: a hard-wrapped
/// paragraph goes on, a list or a heading does not.
fn line_end(behind: &str, after: usize, is_whole: bool) -> End {
    let next = behind.trim_start_matches([' ', '\t', '\r', '\u{a0}']);
    match next.chars().next() {
        None if is_whole => End::At(after + behind.len()),
        None => End::Unknown,
        Some(character) if character.is_lowercase() => End::No,
        Some(_) => {
            let text = behind.trim_start();
            if text.is_empty() && !is_whole {
                End::Unknown
            } else {
                End::At(after + behind.len() - text.len())
            }
        }
    }
}

/// A full stop ends a sentence when white space follows, after closing quotes, and then no small letter.
fn full_stop(character: char, behind: &str, after: usize, is_whole: bool) -> End {
    let closed = behind.trim_start_matches(['.', '!', '?', '…', '"', '\'', '”', '’', '»', ')', ']']);
    let rest = closed.trim_start();
    match (closed.chars().next(), rest.chars().next()) {
        (None, _) | (Some(_), None) if !is_whole => End::Unknown,
        (None, _) | (Some(_), None) => End::At(after + behind.len()),
        // `« Oui ! » dit-elle`: a space may stand before the closing mark.
        (Some(first), Some(next)) => {
            let goes_on = !first.is_whitespace() || (character == '.' && next.is_lowercase());
            if goes_on { End::No } else { End::At(after + behind.len() - rest.len()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut segmenter = Segmenter::default();
        std::iter::from_fn(|| segmenter.next(text, true)).map(|piece| &text[piece.start..piece.end]).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(pieces("Un. Deux ! Trois ?\nQuatre"), ["Un. ", "Deux ! ", "Trois ?\n", "Quatre"]);
        assert_eq!(
            pieces("M. Dupont paie 3.50 € chez J. Martin. Merci."),
            ["M. Dupont paie 3.50 € chez J. Martin. ", "Merci."]
        );
        assert_eq!(
            pieces("- un\n- deux\n\nTitre\nsuite d'un paragraphe"),
            ["- un\n", "- deux\n\n", "Titre\nsuite d'un paragraphe"]
        );
        assert_eq!(pieces("He said \"No.\" Then left."), ["He said \"No.\" ", "Then left."]);
        assert_eq!(pieces("The No. 1 brand. No. It is not."), ["The No. 1 brand. ", "No. ", "It is not."]);
        assert_eq!(pieces("p. ex. ceci... et cela"), ["p. ex. ceci... et cela"]);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_clause_or_a_space() {
        let text = format!("{}, {}", "a ".repeat(80), "b ".repeat(80));
        let cut = pieces(&text);
        assert!(cut[0].ends_with(','), "{cut:?}");
        assert!(cut.iter().all(|piece| piece.chars().count() <= LONGEST));
        assert_eq!(pieces(&"x".repeat(1000)).len(), 5);
    }

    proptest! {
        #[test]
        fn any_split_gives_the_sentences_of_the_whole(
            text in "([A-Za-zé]{1,9}|[.!?…»\"]|[ \n,]|\\[\\[PERSON_1\\]\\]){0,120}",
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..10),
        ) {
            let mut cuts: Vec<_> = cuts.iter().map(|c| c.index(text.len() + 1)).filter(|c| text.is_char_boundary(*c)).collect();
            cuts.sort_unstable();
            let mut segmenter = Segmenter::default();
            let mut found = Vec::new();
            for cut in cuts {
                found.extend(std::iter::from_fn(|| segmenter.next(&text[..cut], false)));
            }
            found.extend(std::iter::from_fn(|| segmenter.next(&text, true)));
            let mut whole = Segmenter::default();
            let expected: Vec<_> = std::iter::from_fn(|| whole.next(&text, true)).collect();
            prop_assert_eq!(&found, &expected);
            let joined: String = found.iter().map(|p| &text[p.start..p.end]).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
