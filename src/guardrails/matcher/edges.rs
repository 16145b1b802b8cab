//! Where, in an expression, no word can run on: no letter stands there.
//!
//! A word that must begin behind a space or a `\b` is looked for as a word, not as a part of one: *men* is in
//! every *payment*.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// What is known of the two ends of a part: that no word runs on over them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Edges {
    /// Where it begins: it stands after an edge.
    pub(crate) after: bool,
    /// Where it ends: it stands before an edge.
    pub(crate) before: bool,
}

/// A part of a sequence.
pub(crate) struct Part<'h> {
    pub(crate) hir: &'h Hir,
    pub(crate) edges: Edges,
}

/// The parts of a sequence, those of groups too.
pub(crate) fn parts(hir: &Hir, outer: Edges) -> Vec<Part<'_>> {
    let mut flat = Vec::new();
    flatten(hir, &mut flat);
    let mut parts: Vec<_> = flat.into_iter().map(|hir| Part { hir, edges: Edges::default() }).collect();
    let mut edge = outer.after;
    for part in &mut parts {
        part.edges.after = edge;
        edge = carried(part.hir, edge, Side::Right);
    }
    let mut edge = outer.before;
    for part in parts.iter_mut().rev() {
        part.edges.before = edge;
        edge = carried(part.hir, edge, Side::Left);
    }
    parts.retain(|part| !matches!(part.hir.kind(), HirKind::Look(_) | HirKind::Empty));
    parts
}

fn flatten<'h>(hir: &'h Hir, parts: &mut Vec<&'h Hir>) {
    match hir.kind() {
        HirKind::Concat(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        HirKind::Capture(capture) => flatten(&capture.sub, parts),
        _ => parts.push(hir),
    }
}

/// On which side of a part an edge is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// Is there an edge on this side of a part, when there is one on its other side or not?
fn carried(hir: &Hir, other: bool, side: Side) -> bool {
    match hir.kind() {
        HirKind::Look(Look::WordAscii | Look::WordUnicode | Look::Start | Look::End) => true,
        HirKind::Empty | HirKind::Look(_) => other,
        HirKind::Literal(literal) => {
            let end = if side == Side::Left { literal.0.first() } else { literal.0.last() };
            end.is_some_and(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic())
        }
        HirKind::Class(Class::Unicode(class)) => {
            let no_letter = |c: char| c.is_ascii() && !c.is_ascii_alphabetic();
            class.iter().all(|range| range.end().is_ascii() && (range.start()..=range.end()).all(no_letter))
        }
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Capture(capture) => carried(&capture.sub, other, side),
        HirKind::Concat(parts) if side == Side::Right => {
            parts.iter().fold(other, |edge, part| carried(part, edge, side))
        }
        HirKind::Concat(parts) => parts.iter().rev().fold(other, |edge, part| carried(part, edge, side)),
        HirKind::Alternation(choices) => choices.iter().all(|choice| carried(choice, other, side)),
        HirKind::Repetition(repetition) => {
            let once = carried(&repetition.sub, other, side);
            let again = repetition.max == Some(1) || carried(&repetition.sub, once, side);
            once && again && (repetition.min > 0 || other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_where_no_word_can_run_on() {
        for (pattern, expected) in [
            (r"\b", true),
            ("a ", true),
            ("a ?", false),
            (r"(?:a |b, )*", false),
            (r"\b(?:a |b, )*", true),
            (r"\b(?:a |b)*", false),
            ("[ ,]", true),
            ("[0-9]+ ?", true),
            ("[^a]", false),
            (r"(?:a\b|b )", true),
        ] {
            let hir = regex_syntax::parse(pattern).unwrap();
            assert_eq!(carried(&hir, false, Side::Right), expected, "{pattern}");
        }
        assert!(carried(&regex_syntax::parse(r"(?: a|, b)").unwrap(), false, Side::Left));
    }
}
