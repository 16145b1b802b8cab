//! Words as a double array: a step is one look-up, however many words there are.
//!
//! J. Aoe, "An efficient digital search algorithm by using a double-array structure", IEEE Transactions on Software
//! Engineering 15 (1989). The library that was tried builds arrays of a third of the size and takes a hundred
//! milliseconds for it, at every start.

use std::{collections::VecDeque, ops::Range};

/// How the search at one place ended.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Walk {
    /// No other word begins there.
    Done,
    /// The text ended before that could be told.
    Open,
}

/// The words, numbered in the order of their bytes.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// Node 0 is before the first byte. Empty where there are no words.
    nodes: Vec<Node>,
    /// For each node the word that ends there, plus one; zero for none. Apart from the nodes, which are looked at far
    /// more often: they should be near.
    words: Vec<u32>,
}

/// The node behind the byte `b` is at `base + b`, if its parent says the same.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    base: u32,
    /// The node before, plus one; zero where the place is free. The highest bit is set where a word ends.
    parent: u32,
}

/// In [`Node::parent`]: a word ends here.
const ENDS: u32 = 1 << 31;

/// Words that begin alike, up to a depth.
struct Branch {
    node: u32,
    words: Range<usize>,
    depth: usize,
}

impl Trie {
    /// Of words in the order of their bytes, none twice.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        let words: Vec<&[u8]> = words.map(String::as_bytes).collect();
        let mut trie = Self::default();
        if words.is_empty() {
            return trie;
        }
        trie.take(0, 0);
        // A base is a place less a byte.
        let mut from = 256;
        let mut branches = VecDeque::from([Branch { node: 0, words: 0..words.len(), depth: 0 }]);
        while let Some(branch) = branches.pop_front() {
            branches.extend(trie.grow(&words, &branch, &mut from));
        }
        trie
    }

    /// Gives the words of a branch their place behind its node.
    fn grow(&mut self, words: &[&[u8]], branch: &Branch, from: &mut u32) -> Vec<Branch> {
        let mut at = branch.words.start;
        let byte = |at: usize| words.get(at)?.get(branch.depth).copied();
        // The shortest of words that begin alike is the first.
        let ends = byte(at).is_none();
        at += usize::from(ends);
        let word = if ends { u32::try_from(at).unwrap_or_default() } else { 0 };
        let mut groups: Vec<(u8, Range<usize>)> = Vec::new();
        while let Some(first) = byte(at).filter(|_| at < branch.words.end) {
            let rest = words.get(at..branch.words.end).unwrap_or_default();
            let alike = rest.partition_point(|word| word.get(branch.depth) == Some(&first));
            groups.push((first, at..at + alike));
            at += alike;
        }
        let base = self.free(&groups, from);
        if let Some(node) = self.nodes.get_mut(index(branch.node)) {
            node.base = base;
            node.parent |= if ends { ENDS } else { 0 };
        }
        if let Some(known) = self.words.get_mut(index(branch.node)) {
            *known = word;
        }
        let mut grown = Vec::with_capacity(groups.len());
        for (byte, words) in groups {
            let node = base + u32::from(byte);
            self.take(node, branch.node + 1);
            grown.push(Branch { node, words, depth: branch.depth + 1 });
        }
        grown
    }

    /// A base at which the places of all these bytes are free; before `from` there are none.
    fn free(&self, groups: &[(u8, Range<usize>)], from: &mut u32) -> u32 {
        /// More gaps than these are not tried: there is always room at the end.
        const TRIES: usize = 32;
        let Some((first, _)) = groups.first() else { return 0 };
        let is_free = |at: u32| self.nodes.get(index(at)).is_none_or(|node| node.parent == 0);
        while !is_free(*from) {
            *from += 1;
        }
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX).max(*from);
        let gaps = (*from..end).filter(|at| is_free(*at)).take(TRIES);
        let fits = |base: &u32| groups.iter().all(|(byte, _)| is_free(base + u32::from(*byte)));
        gaps.map(|at| at - u32::from(*first)).find(fits).unwrap_or(end - u32::from(*first))
    }

    fn take(&mut self, at: u32, parent: u32) {
        let at = index(at);
        if self.nodes.len() <= at {
            self.nodes.resize(at + 1, Node::default());
            self.words.resize(at + 1, 0);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.parent = parent.max(1);
        }
    }

    /// Calls `found` with the number and the length of every word that `text` begins with.
    pub(super) fn walk(&self, text: &[u8], mut found: impl FnMut(usize, usize)) -> Walk {
        let Some(mut node) = self.nodes.first() else { return Walk::Done };
        let mut at = 0;
        for (before, byte) in text.iter().enumerate() {
            let next = node.base + u32::from(*byte);
            node = match self.nodes.get(index(next)) {
                Some(child) if child.parent & !ENDS == at + 1 => child,
                _ => return Walk::Done,
            };
            at = next;
            if node.parent & ENDS != 0 {
                let word = self.words.get(index(at)).map_or(0, |word| index(*word));
                found(word.saturating_sub(1), before + 1);
            }
        }
        Walk::Open
    }
}

/// A number of 32 bits is an index on any machine that runs this.
fn index(number: u32) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn trie(words: &[&str]) -> Trie {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Trie::new(words.iter())
    }

    #[test]
    fn a_walk_says_whether_the_text_or_the_words_came_to_an_end() {
        let words = trie(&["left", "lefts in", "no"]);
        let walk = |text: &str| {
            let mut found = Vec::new();
            let walk = words.walk(text.as_bytes(), |word, length| found.push((word, length)));
            (walk == Walk::Open, found)
        };
        assert_eq!(walk("le"), (true, vec![]));
        assert_eq!(walk("left"), (true, vec![(0, 4)]));
        assert_eq!(walk("lefts i"), (true, vec![(0, 4)]));
        assert_eq!(walk("lefts is"), (false, vec![(0, 4)]));
        assert_eq!(walk("x"), (false, vec![]));
        assert!(trie(&[]).walk(b"x", |_, _| unreachable!()) == Walk::Done);
    }

    proptest! {
        #[test]
        fn all_words_that_a_text_begins_with_are_found_and_no_others(
            words in prop::collection::btree_set("[a-c\\x00é]{1,5}", 0..60),
            text in "[a-c\\x00é]{0,8}",
        ) {
            let mut found = Vec::new();
            let walk = Trie::new(words.iter()).walk(text.as_bytes(), |word, length| found.push((word, length)));
            let begins = words.iter().enumerate().filter(|(_, word)| text.starts_with(*word));
            let mut expected: Vec<_> = begins.map(|(index, word)| (index, word.len())).collect();
            expected.sort_by_key(|(_, length)| *length);
            prop_assert_eq!(found, expected);
            let is_open = words.iter().any(|word| word.starts_with(&text));
            prop_assert!(!is_open || walk == Walk::Open);
        }
    }
}
