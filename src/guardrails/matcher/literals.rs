//! What a regular expression cannot match without.
//!
//! A whole-text search costs microseconds per expression and kilobyte, so an expression is tried only
//! where a word that every match of it contains was seen, or at bytes that every match of it starts with.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Alternatives more than this are no help.
const MOST: usize = 64;

/// Words of which every match contains one, longest choice; `None` when there are none.
pub(crate) fn required_literals(pattern: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let literals = required(&hir)?;
    literals.iter().all(|literal| is_telling(literal)).then_some(literals)
}

/// Two letters, or a symbol: one letter is everywhere.
fn is_telling(literal: &str) -> bool {
    literal.trim().chars().count() >= 2 || literal.chars().any(|c| !c.is_alphanumeric() && !c.is_whitespace())
}

fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(class) => members(class),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Alternation(choices) => {
            let all: Option<Vec<_>> = choices.iter().map(required).collect();
            Some(all?.concat()).filter(|literals| literals.len() <= MOST)
        }
        HirKind::Concat(parts) => concat(parts),
        _ => None,
    }
}

/// The best of the parts, neighbours joined where both are known.
fn concat(parts: &[Hir]) -> Option<Vec<String>> {
    let mut best: Option<Vec<String>> = None;
    let mut run: Option<Vec<String>> = None;
    for part in parts {
        let part = if matches!(part.kind(), HirKind::Look(_)) { continue } else { part };
        let exact = exact(part);
        run = match (run, &exact) {
            (Some(before), Some(next)) => Some(product(&before, next)),
            (None, Some(next)) => Some(next.clone()),
            (_, None) => None,
        };
        for candidate in [run.clone(), required(part)].into_iter().flatten() {
            if best.as_ref().is_none_or(|best| worth(&candidate) > worth(best)) {
                best = Some(candidate);
            }
        }
        if run.as_ref().is_some_and(|run| run.len() > MOST / 4) {
            run = exact;
        }
    }
    best
}

/// Everything that a part can be, when that is a short list.
fn exact(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => required(hir),
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Alternation(choices) => {
            let all: Option<Vec<_>> = choices.iter().map(exact).collect();
            Some(all?.concat()).filter(|literals| literals.len() <= MOST)
        }
        HirKind::Concat(parts) => {
            let mut all = vec![String::new()];
            for part in parts {
                all = product(&all, &exact(part)?);
            }
            (all.len() <= MOST).then_some(all)
        }
        _ => None,
    }
}

fn product(before: &[String], after: &[String]) -> Vec<String> {
    before.iter().flat_map(|b| after.iter().map(move |a| format!("{b}{a}"))).take(MOST + 1).collect()
}

/// Long literals are better than short ones, few better than many.
fn worth(literals: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = literals.iter().map(|literal| literal.trim().len()).min().unwrap_or_default();
    (shortest.min(6), std::cmp::Reverse(literals.len()))
}

fn members(class: &Class) -> Option<Vec<String>> {
    const SMALL: usize = 8;
    let Class::Unicode(class) = class else { return None };
    let count: usize = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
    (count <= SMALL)
        .then(|| class.iter().flat_map(|range| range.start()..=range.end()).map(String::from).collect())
}

/// The bytes that a match can start with; `None` when it can be empty.
pub(crate) fn first_bytes(pattern: &str) -> Option<[bool; 256]> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut bytes = [false; 256];
    let may_be_empty = start_of(&hir, &mut bytes);
    (!may_be_empty).then_some(bytes)
}

/// Marks the first bytes of a part; true when the part can be empty, so that the next one counts too.
fn start_of(hir: &Hir, bytes: &mut [bool; 256]) -> bool {
    let mut mark = |byte: u8| {
        if let Some(slot) = bytes.get_mut(usize::from(byte)) {
            *slot = true;
        }
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            literal.0.first().copied().into_iter().for_each(mark);
            false
        }
        HirKind::Class(Class::Unicode(class)) => {
            for range in class.iter() {
                let ascii = u32::from(range.start()).min(128)..=u32::from(range.end()).min(127);
                ascii.filter_map(|c| u8::try_from(c).ok()).for_each(&mut mark);
                if range.end() > '\u{7f}' {
                    (0x80..=0xff).for_each(&mut mark);
                }
            }
            false
        }
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().flat_map(|range| range.start()..=range.end()).for_each(mark);
            false
        }
        HirKind::Capture(capture) => start_of(&capture.sub, bytes),
        HirKind::Repetition(repetition) => start_of(&repetition.sub, bytes) || repetition.min == 0,
        HirKind::Concat(parts) => parts.iter().all(|part| start_of(part, bytes)),
        HirKind::Alternation(choices) => {
            choices.iter().fold(false, |empty, part| start_of(part, bytes) || empty)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(pattern: &str) -> Option<Vec<String>> {
        required_literals(pattern).map(|mut literals| {
            literals.sort();
            literals
        })
    }

    #[test]
    fn the_words_that_every_match_contains_are_found() {
        assert_eq!(literals(r"\bonly \d+ left\b").unwrap(), ["only "]);
        assert_eq!(literals(r"\d{1,2} ?% off").unwrap(), ["% off"]);
        assert_eq!(literals(r"(?:perdre|perdez) \d+ kilos").unwrap(), ["perdez", "perdre"]);
        assert_eq!(literals(r"\b(?:guerit|soigne) (?:le|la) ").unwrap(), ["guerit", "soigne"]);
        assert_eq!(literals(r"x?\d ?%").unwrap(), ["%"]);
    }

    #[test]
    fn an_expression_without_such_words_has_none() {
        for pattern in [r"\d+", r"\w+ \w+", "a?", r"(?:ab|\d)", "e"] {
            assert_eq!(literals(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn the_first_bytes_of_a_match_are_known() {
        let bytes = first_bytes(r"\b(?:\+\d{2}|0[1-9])").unwrap();
        let marked: Vec<_> = (0u8..=255).filter(|b| bytes[usize::from(*b)]).collect();
        assert_eq!(marked, *b"+0");
        assert!(first_bytes("a*").is_none());
        assert!(first_bytes("a*b").unwrap()[usize::from(b'b')]);
    }
}
