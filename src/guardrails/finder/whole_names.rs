//! From tags of words to whole names: without titles, with nicknames, with those who stand beside.

use std::ops::Range;

use super::{
    names::Facts,
    search::Search,
    tagger::Tag,
    words::{Case, Word},
};

/// The names, each as a range of words, left to right.
pub(super) fn of(search: &Search<'_>, tags: &[Tag], marks: &[u8]) -> Vec<Range<usize>> {
    let mut names = names_of(search, tags);
    // Letters by themselves are no initials, unless a title, a key or the like says so.
    names.retain(|name| {
        let is_marked = marks.get(name.clone()).is_some_and(|marks| marks.iter().any(|mark| *mark > 1));
        let follows_key = search.facts_before(name.start).has(Facts::KEY | Facts::NAME_KEY);
        is_marked || follows_key || !name.clone().all(|at| is_lone_letter(search, at))
    });
    with_companions(search, joined(search, names))
}

/// The words of each name.
fn names_of(search: &Search<'_>, tags: &[Tag]) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        match (tag, names.last_mut()) {
            (Tag::Begin, _) => names.push(index..index + 1),
            (Tag::Inside, Some(name)) if name.end == index => name.end += 1,
            _ => {}
        }
    }
    // A particle ends no name.
    for name in &mut names {
        while name.len() > 1
            && search.word(name.end - 1).is_some_and(|word| word.has(Facts::PARTICLE) && !word.is_high())
        {
            name.end -= 1;
        }
    }
    names
}

/// One letter without a full stop before or behind it.
fn is_lone_letter(search: &Search<'_>, at: usize) -> bool {
    search.word(at).is_some_and(|word| search.of(word).chars().count() == 1)
        && !search.gap(at).contains('.')
        && !search.gap(at + 1).starts_with('.')
}

/// Titles in front of names are none of theirs; `DUPONT, Jean` is one name.
fn joined(search: &Search<'_>, names: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(names.len());
    for mut name in names {
        // The surname behind a nickname, and what goes on with it.
        if let Some(last) = joined.last_mut().filter(|last: &&mut Range<usize>| name.start < last.end) {
            last.end = last.end.max(name.end);
            continue;
        }
        while name.len() > 1 && is_title(search, name.start) {
            name.start += 1;
        }
        name.end = behind_nickname(search, &name);
        match joined.last_mut() {
            Some(last) if belongs(search, last, &name) => last.end = name.end,
            _ => joined.push(name),
        }
    }
    joined
}

/// `my parents Harbhajan and Kulwinder`: who stands beside a person is one, whatever the name.
fn with_companions(search: &Search<'_>, names: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let companion = |end: usize| {
        let is_and = |word: Word| matches!(search.of(word), "and" | "et" | "und" | "y" | "e");
        let at = match search.gap(end) {
            " & " => end,
            " " if search.word(end).is_some_and(is_and) && search.gap(end + 1) == " " => end + 1,
            _ => return None,
        };
        let goes_on = search.gap(at + 1) == " " && search.word(at + 1).is_some_and(Word::is_high);
        search.word(at).filter(|word| search.is_unusual(*word) && !goes_on).map(|_| at)
    };
    let mut all: Vec<Range<usize>> = Vec::with_capacity(names.len());
    let mut names = names.into_iter().peekable();
    while let Some(name) = names.next() {
        let beside = companion(name.end).filter(|at| names.peek().is_none_or(|next| *at < next.start));
        all.push(name);
        all.extend(beside.map(|at| at..at + 1));
    }
    all
}

/// Where a name ends that goes on behind a nickname: `Wendell "Sparky" Fontenot`, `Vikram (Vik) Rao`.
fn behind_nickname(search: &Search<'_>, name: &Range<usize>) -> usize {
    let (nickname, surname) = (name.end, name.end + 1);
    let word = |at: usize| search.word(at).filter(|word| word.case == Case::Title && !word.has(Facts::STOP));
    let is_surname = word(surname).is_some_and(|word| !search.is_ordinary(word));
    let is_quoted = matches!(
        (search.gap(nickname), search.gap(surname)),
        (" \"", "\" ")
            | (" “", "” ")
            | (" «\u{a0}" | " « ", "\u{a0}» " | " » ")
            | (" (", ") ")
            | (" '" | " ‘", "' " | "’ ")
    );
    if word(nickname).is_some() && is_surname && is_quoted { surname + 1 } else { name.end }
}

fn is_title(search: &Search<'_>, index: usize) -> bool {
    search.word(index).is_some_and(|word| {
        word.has(Facts::TITLE | Facts::WEAK_TITLE) && word.span.len() > 1 && !search.of(word).contains('-')
    })
}

/// True when a name goes on with the next one.
fn belongs(search: &Search<'_>, name: &Range<usize>, next: &Range<usize>) -> bool {
    if name.end != next.start {
        return false;
    }
    let inside = |range: &Range<usize>| search.words.get(range.clone()).unwrap_or_default();
    let is_given = |word: &Word| word.case == Case::Title && (word.has(Facts::GIVEN) || word.span.len() == 1);
    let shouts = |word: &Word| word.case == Case::Capitals && word.has(Facts::SURNAME) && word.span.len() > 2;
    search.gap(next.start) == ", "
        && name.len() == 1
        && inside(name).iter().all(shouts)
        && inside(next).iter().all(is_given)
}

/// Length of the full stop that belongs to the last word of a name: `Nadège P.`, `A. Asante Jr.`
pub(super) fn dot_behind(search: &Search<'_>, name: &Range<usize>, last: Word) -> usize {
    let is_short = last.span.of(search.text).chars().count() == 1 || matches!(search.of(last), "Jr" | "Sr");
    let has_dot = search.text.get(last.span.end..).is_some_and(|rest| rest.starts_with('.'));
    usize::from(is_short && name.len() > 1 && has_dot)
}
