//! Text made plain for matching, with the way back to the original.
//!
//! Two views are made of a text. The *folded* one is for rules about words: lower case, no accents,
//! one space for any run of white space and control characters and for a hyphen between letters. The *clean* one is for
//! personal data: case, accents and line ends stay. Both write curly apostrophes and odd spaces as
//! the plain ones, leave out what cannot be seen (zero-width characters, soft hyphens, tags,
//! variation selectors), and write look-alikes of Latin letters as the letters they look like.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::escapes::{escapes, may_hold_escapes};
use crate::domain::{OffsetMap, Span};

/// A view of a text.
#[derive(Debug, Default, Clone)]
pub(super) struct View {
    text: String,
    map: OffsetMap,
    /// Bytes of the original read so far.
    read: usize,
}

impl View {
    /// The folded view of a text.
    pub(super) fn folded(text: &str) -> Self {
        let mut view = Self::with_room(text);
        view.append_folded(text);
        view
    }

    /// The clean view of a text; `None` where it is the text itself.
    pub(super) fn clean(text: &str) -> Option<Self> {
        if text.is_ascii() && !may_hold_escapes(text) {
            return None;
        }
        let mut view = Self::with_room(text);
        let mut at = 0;
        for (span, character) in escapes(text) {
            view.append_clean(text.get(at..span.start).unwrap_or_default());
            view.push_escaped(character, span.len());
            at = span.end;
        }
        view.append_clean(text.get(at..).unwrap_or_default());
        Some(view)
    }

    /// Adds a character that takes so many bytes of the original.
    fn push_escaped(&mut self, character: char, length: usize) {
        let (at, source) = (self.text.len(), self.read);
        let beside = Neighbours { before: self.text.chars().next_back(), after: None };
        match clean(character, beside) {
            Plain::Char(other) => self.text.push(other),
            Plain::Str(other) => self.text.push_str(other),
            Plain::Same | Plain::Decomposed => self.text.push(character),
            Plain::Nothing => {}
        }
        self.read += length;
        match self.text.len() - at {
            0 => self.map.resume(at, self.read),
            added => self.map.atom(at, added, source, length),
        }
    }

    fn append_clean(&mut self, text: &str) {
        self.append(text, |text, _| ascii_run(text), |run, view| view.push_str(run), clean);
    }

    fn with_room(text: &str) -> Self {
        Self { text: String::with_capacity(text.len() + 8), ..Self::default() }
    }

    /// Folds more of the same text.
    pub(super) fn append_folded(&mut self, text: &str) {
        self.append(text, plain_run, push_lower, fold);
    }

    /// The view itself.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that a stretch of the view stands for.
    pub(super) fn in_original(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// Where a place of the original stands in the view.
    pub(super) fn in_view(&self, original: usize) -> usize {
        self.map.to_view(original)
    }

    /// `run` says how many bytes at the front of a text are kept but for their case, given the last byte of the
    /// view; `keep` adds them, and `plain` says what becomes of the character behind.
    fn append(
        &mut self,
        text: &str,
        run: impl Fn(&str, Option<u8>) -> usize,
        keep: impl Fn(&str, &mut String),
        plain: impl Fn(char, Neighbours) -> Plain,
    ) {
        let mut index = 0;
        loop {
            let rest = text.get(index..).unwrap_or_default();
            let run = rest.get(..run(rest, self.text.bytes().next_back())).unwrap_or_default();
            keep(run, &mut self.text);
            index += run.len();
            let Some(character) = text.get(index..).and_then(|rest| rest.chars().next()) else { break };
            let length = character.len_utf8();
            let (at, source) = (self.text.len(), self.read + index);
            index += length;
            let before = self.text.chars().next_back();
            let beside = Neighbours { before, after: text.get(index..).and_then(|rest| rest.chars().next()) };
            match plain(character, beside) {
                Plain::Same => self.text.push(character),
                Plain::Nothing => self.map.resume(at, source + length),
                Plain::Char(other) => {
                    self.text.push(other);
                    if other.len_utf8() != length {
                        self.map.atom(at, other.len_utf8(), source, length);
                    }
                }
                Plain::Str(other) => {
                    self.text.push_str(other);
                    self.map.atom(at, other.len(), source, length);
                }
                Plain::Decomposed => {
                    let letters = character.nfkd().filter(|part| !is_combining_mark(*part));
                    self.text.extend(letters.flat_map(char::to_lowercase));
                    self.map.atom(at, self.text.len() - at, source, length);
                }
            }
        }
        self.read += text.len();
    }
}

fn push_lower(run: &str, view: &mut String) {
    let at = view.len();
    view.push_str(run);
    if let Some(added) = view.get_mut(at..) {
        added.make_ascii_lowercase();
    }
}

/// The bytes that any view keeps, but for their case.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let kept =
        b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,;:!?'\"()/%&+=*#@_<>[]{}|~^$";
    let mut index = 0;
    while index < kept.len() {
        plain[kept[index] as usize] = true;
        index += 1;
    }
    plain
};

/// How many of them stand at the front of a text, with single spaces between.
fn plain_run(text: &str, before: Option<u8>) -> usize {
    let mut before = before.unwrap_or(b' ');
    let ends = |byte: &u8| {
        let before = std::mem::replace(&mut before, *byte);
        !PLAIN.get(usize::from(*byte)).copied().unwrap_or_default() && (*byte != b' ' || before == b' ')
    };
    text.as_bytes().iter().position(ends).unwrap_or(text.len())
}

/// How many ASCII characters stand at the front of a text.
fn ascii_run(text: &str) -> usize {
    text.as_bytes().iter().position(|byte| !byte.is_ascii()).unwrap_or(text.len())
}

/// What stands beside a character: before it in the view, after it in the original.
#[derive(Clone, Copy)]
struct Neighbours {
    before: Option<char>,
    after: Option<char>,
}

/// What becomes of a character.
enum Plain {
    Same,
    Nothing,
    Char(char),
    Str(&'static str),
    /// Its parts, without accents.
    Decomposed,
}

/// For rules about words.
fn fold(character: char, beside: Neighbours) -> Plain {
    if character.is_ascii() {
        return match character {
            'A'..='Z' => Plain::Char(character.to_ascii_lowercase()),
            '\0'..=' ' | '\u{7f}' => space(beside),
            '-' => hyphen(beside),
            '`' => Plain::Char('\''),
            _ => Plain::Same,
        };
    }
    match character {
        'à'..='å' | 'À'..='Å' => Plain::Char('a'),
        'è'..='ë' | 'È'..='Ë' => Plain::Char('e'),
        'ì'..='ï' | 'Ì'..='Ï' | 'ı' => Plain::Char('i'),
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => Plain::Char('o'),
        'ù'..='ü' | 'Ù'..='Ü' => Plain::Char('u'),
        'ç' | 'Ç' => Plain::Char('c'),
        'ñ' | 'Ñ' => Plain::Char('n'),
        'œ' | 'Œ' => Plain::Str("oe"),
        'æ' | 'Æ' => Plain::Str("ae"),
        'ß' | 'ẞ' => Plain::Str("ss"),
        'ł' | 'Ł' => Plain::Char('l'),
        '…' => Plain::Str("..."),
        _ => match shared(character, beside) {
            Plain::Same if is_combining_mark(character) => Plain::Nothing,
            Plain::Same if character.is_alphanumeric() => Plain::Decomposed,
            Plain::Char(' ') => space(beside),
            Plain::Char('-') => hyphen(beside),
            Plain::Char(other) => Plain::Char(other.to_ascii_lowercase()),
            other => other,
        },
    }
}

/// For personal data.
fn clean(character: char, beside: Neighbours) -> Plain {
    if character.is_ascii() { Plain::Same } else { shared(character, beside) }
}

/// One space for any run of them.
fn space(beside: Neighbours) -> Plain {
    if beside.before.is_none_or(|before| before == ' ') { Plain::Nothing } else { Plain::Char(' ') }
}

/// A hyphen between letters is as good as a space; between digits it stays.
fn hyphen(beside: Neighbours) -> Plain {
    let joins =
        beside.before.is_some_and(char::is_alphabetic) && beside.after.is_some_and(char::is_alphanumeric);
    if joins { space(beside) } else { Plain::Char('-') }
}

/// What both views do with characters outside ASCII.
fn shared(character: char, beside: Neighbours) -> Plain {
    match character {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Plain::Char(' ')
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' => Plain::Char(' '),
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e01ef}' => Plain::Nothing,
        '’' | '‘' | 'ʼ' | '´' | '＇' => Plain::Char('\''),
        '“' | '”' | '„' | '«' | '»' => Plain::Char('"'),
        '\u{2010}'..='\u{2015}' | '−' | '﹣' | '－' => Plain::Char('-'),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '！'..='／' | '：'..='＠' => wide(character),
        '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}' => look_alike(character, beside),
        _ => Plain::Same,
    }
}

/// The ASCII character of a full-width one.
fn wide(character: char) -> Plain {
    let narrow = u32::from(character).checked_sub(0xfee0).and_then(char::from_u32);
    narrow.map_or(Plain::Same, Plain::Char)
}

/// The Latin letter that a Greek or Cyrillic one looks like (Unicode TR 39, confusables), where it stands
/// beside a Latin letter or a digit; words that are Greek or Cyrillic stay so.
fn look_alike(character: char, beside: Neighbours) -> Plain {
    let latin = match character {
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' | 'Ϲ' => 'C',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'Е' | 'Ε' => 'E',
        'һ' => 'h',
        'Н' | 'Η' => 'H',
        'і' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'ј' | 'ϳ' => 'j',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ԛ' => 'q',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'υ' => 'u',
        'ν' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        'у' | 'γ' => 'y',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return Plain::Same,
    };
    let is_latin = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_ascii_alphanumeric());
    if is_latin(beside.before) || is_latin(beside.after) { Plain::Char(latin) } else { Plain::Same }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        View::folded(text).text().to_owned()
    }

    #[test]
    fn words_are_folded_to_plain_letters() {
        assert_eq!(folded("L’Été  arrive\n\nŒUVRE d'à-propos"), "l'ete arrive oeuvre d'a propos");
        assert_eq!(folded("Prix\u{a0}: 10\u{202f}€ — 2026-11-23"), "prix : 10 € - 2026-11-23");
        assert_eq!(folded("Straße Ｆｕｌｌ 𝐛𝐨𝐥𝐝 ﬁne"), "strasse full bold fine");
    }

    #[test]
    fn what_cannot_be_seen_does_not_hide_a_word() {
        assert_eq!(folded("f\u{200b}r\u{ad}e\u{fe0f}e"), "free");
        // Files part their fields with such characters.
        assert_eq!(folded("only\u{1}two\0left\u{1f}in stock"), "only two left in stock");
        assert_eq!(folded("frеe gаrаntie"), "free garantie");
        assert_eq!(folded("e\u{301}te\u{301}"), "ete");
        assert_eq!(folded("свет"), "свет");
    }

    #[test]
    fn personal_data_keeps_case_and_accents() {
        let clean = |text: &str| View::clean(text).map(|view| view.text().to_owned());
        assert_eq!(clean("Zoé\u{a0}Bénard\u{200b}, ０６").unwrap(), "Zoé Bénard, 06");
        assert_eq!(
            clean("Zo&eacute;&nbsp;B&#233;nard &amp; &#xC9;lo &rien; &#0; &").unwrap(),
            "Zoé Bénard & Élo &rien; &#0; &"
        );
        assert_eq!(clean("&scaron;&lstrok;&Oslash;&Alpha;&oelig;").unwrap(), "šłØΑœ");
        assert_eq!(clean("as it is"), None);
    }

    #[test]
    fn a_place_in_the_view_leads_back_to_the_original() {
        let text = "Un cœur «\u{a0}gratuit\u{200b}ement\u{a0}»";
        let view = View::folded(text);
        let at = view.text().find("gratuitement").unwrap();
        assert_eq!(view.in_original(Span::new(at, at + 12)).of(text), "gratuit\u{200b}ement");
        let at = view.text().find("coeur").unwrap();
        assert_eq!(view.in_original(Span::new(at, at + 5)).of(text), "cœur");
    }

    #[test]
    fn a_text_folded_in_pieces_is_the_text_folded_whole() {
        let mut view = View::default();
        for piece in ["Déjà ", " vu,  ", "« là »\n", "\nfin"] {
            view.append_folded(piece);
        }
        assert_eq!(view.text(), folded("Déjà  vu,  « là »\n\nfin"));
    }

    proptest! {
        #[test]
        fn places_are_always_on_character_boundaries(text in "(\\PC|&eacute;|&nbsp;|&zwj;|&#64;|%40|%C3%A9|\u{200b}|é){0,40}", cut in any::<(prop::sample::Index, prop::sample::Index)>()) {
            for view in [Some(View::folded(&text)), View::clean(&text)].into_iter().flatten() {
                let boundaries: Vec<_> = view.text().char_indices().map(|(i, _)| i).chain([view.text().len()]).collect();
                let (a, b) = (boundaries[cut.0.index(boundaries.len())], boundaries[cut.1.index(boundaries.len())]);
                let span = view.in_original(Span::new(a, b));
                prop_assert!(text.get(span.range()).is_some(), "{:?} in {:?}", span, text);
            }
        }
    }
}
