//! Text in, findings out.
//!
//! A text about to be published or a brief is read sentence by sentence: each is searched together with
//! the one before it, and what ends in it is found. Whole texts and streams take the same way, so they
//! have the same findings. Personal data is looked for in whole texts.

use std::{collections::HashMap, sync::Arc};

use super::{
    RuleSet, Selection,
    finder::CleanText,
    language::Evidence,
    matcher::{Hit, Seen, Window, is_whole_word},
    rule::{Matching, Rule},
    segment::{Piece, Segmenter},
    text::View,
};
use crate::domain::{Finding, Language, LanguageSet, Span, Stage};

/// Reads one text, which may come in pieces, for the rules of one stage.
pub struct Scanner {
    rules: Arc<RuleSet>,
    stage: Stage,
    selection: Arc<Selection>,
    /// The language somebody named, besides the one that is seen.
    named: Option<Language>,
    text: String,
    view: View,
    segmenter: Segmenter,
    evidence: Evidence,
    before: Before,
    /// The words of expressions that were seen in it and in the piece that is being read.
    seen: Seen,
    inspected: usize,
    findings: Vec<Finding>,
    /// Findings of each rule so far.
    counts: HashMap<usize, usize>,
    required: Required,
}

/// Most findings of one rule in one text, and of all: whoever has seen so many knows enough, and a hostile text
/// cannot make an answer, or an entry in the log, without bounds.
const MOST_OF_A_RULE: usize = 50;
const MOST: usize = 200;

/// The piece before the one that is being read.
#[derive(Default)]
struct Before {
    start: usize,
    folded: usize,
    /// Nothing of its sentence goes on in the next piece.
    ends_sentence: bool,
    /// How many findings there were when it began; those before it cannot meet new ones.
    findings: usize,
}

/// What `require` rules have seen so far.
#[derive(Default)]
struct Required {
    /// Where each was set off.
    set_off: Vec<(usize, Span)>,
    /// Those that are satisfied.
    met: Vec<usize>,
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.rules.matcher(self.stage).give_back(std::mem::take(&mut self.seen));
    }
}

impl Scanner {
    /// For one text.
    pub fn new(
        rules: Arc<RuleSet>,
        stage: Stage,
        selection: Arc<Selection>,
        named: Option<Language>,
    ) -> Self {
        let seen = rules.matcher(stage).take();
        Self {
            rules,
            stage,
            selection,
            named,
            text: String::new(),
            view: View::default(),
            segmenter: Segmenter::default(),
            evidence: Evidence::default(),
            before: Before { ends_sentence: true, ..Before::default() },
            seen,
            inspected: 0,
            findings: Vec::new(),
            counts: HashMap::new(),
            required: Required::default(),
        }
    }

    /// Reads a whole text.
    #[must_use]
    pub fn read(mut self, text: &str) -> Self {
        self.add(text);
        while self.step(true).is_some() {}
        self.conclude();
        self
    }

    /// Adds text, which [`Scanner::step`] then inspects.
    pub fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Inspects the next piece that is complete and says where it stands; `is_whole` when no more text will come.
    pub fn step(&mut self, is_whole: bool) -> Option<Span> {
        let piece = self.segmenter.next(&self.text, is_whole)?;
        self.inspect(piece);
        self.inspected = piece.end;
        Some(Span::new(piece.start, piece.end))
    }

    /// Everything is inspected: adds what rules find that need the whole text.
    pub fn conclude(&mut self) {
        let Required { mut set_off, met } = std::mem::take(&mut self.required);
        set_off.retain(|(rule, _)| !met.contains(rule));
        set_off.sort_unstable();
        set_off.dedup_by_key(|(rule, _)| *rule);
        for (rule, span) in set_off {
            self.findings.extend(self.rules.rule(rule).map(|rule| finding(rule, span)));
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Everything before this byte has been inspected.
    pub fn inspected(&self) -> usize {
        self.inspected
    }

    /// What has been found so far, in the order in which it was found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The language of the text, when there is enough to tell.
    pub fn language(&self) -> Option<Language> {
        self.evidence.language()
    }

    fn inspect(&mut self, piece: Piece) {
        let rules = self.rules.clone();
        let new = self.view.text().len();
        let text = self.text.get(piece.start..piece.end).unwrap_or_default();
        self.view.append_folded(text);
        self.evidence.read(self.view.text().get(new..).unwrap_or_default(), &rules.function_words);
        let languages = self.languages();
        let window = Window {
            folded: self.view.text(),
            start: self.before.folded,
            new,
            original: self.text.get(..piece.end).unwrap_or_default(),
            original_start: self.before.start,
            original_new: piece.start,
            goes_on: !self.before.ends_sentence,
        };
        let wanted = |index: usize| {
            rules.rule(index).is_some_and(|rule| rule.languages.meets(languages)) && self.selection.has(index)
        };
        let findings = self.findings.len();
        let mut hits = Vec::new();
        rules.matcher(self.stage).find(window, &mut self.seen, wanted, &mut hits);
        for hit in hits {
            if let Some((rule, span)) = self.judge(&rules, hit, new, piece) {
                self.keep(rule, hit, span);
            }
        }
        self.before =
            Before { start: piece.start, folded: new, ends_sentence: piece.ends_sentence, findings };
    }

    fn languages(&self) -> LanguageSet {
        let seen = self.evidence.languages();
        self.named.map_or(seen, |language| seen.with(language))
    }

    /// The rule of a hit and its place in the original, when its surroundings allow it.
    fn judge<'r>(&self, rules: &'r RuleSet, hit: Hit, new: usize, piece: Piece) -> Option<(&'r Rule, Span)> {
        let rule = rules.rule(hit.rule)?;
        let matching = if hit.is_when { rule.when.as_ref()? } else { &rule.matching };
        let text = if hit.is_exact { self.text.get(..piece.end)? } else { self.view.text() };
        let original = if hit.is_exact { hit.span } else { self.view.in_original(hit.span) };
        if !is_whole_word(text, hit.span) || !verified(matching, original.of(&self.text)) {
            return None;
        }
        let (before, after) = if hit.is_exact {
            let from = if self.goes_on(hit.span, piece.start) { self.before.start } else { piece.start };
            (self.text.get(from..hit.span.start)?, self.text.get(hit.span.end..piece.end)?)
        } else {
            let from = if self.goes_on(hit.span, new) { self.before.folded } else { new };
            (text.get(from..hit.span.start)?, text.get(hit.span.end..)?)
        };
        allowed(matching, before, after, hit.is_exact).then_some((rule, original))
    }

    /// True when the sentence of a hit began in the piece before.
    fn goes_on(&self, hit: Span, new: usize) -> bool {
        hit.start < new || !self.before.ends_sentence
    }

    /// Keeps a hit as a finding; of overlapping ones of a rule the longest.
    fn keep(&mut self, rule: &Rule, hit: Hit, span: Span) {
        if rule.when.is_some() {
            if hit.is_when {
                // The first place is enough to show.
                if !self.required.set_off.iter().any(|(rule, _)| *rule == hit.rule) {
                    self.required.set_off.push((hit.rule, span));
                }
            } else if !self.required.met.contains(&hit.rule) {
                self.required.met.push(hit.rule);
            }
            return;
        }
        let recent = self.findings.get_mut(self.before.findings..).unwrap_or_default();
        let same = recent.iter_mut().rev().find(|known| known.rule == rule.id && known.span.overlaps(span));
        match same {
            Some(known) if known.span.len() < span.len() => known.span = span,
            Some(_) => {}
            None => {
                let count = self.counts.entry(hit.rule).or_default();
                *count += 1;
                if *count <= MOST_OF_A_RULE && self.findings.len() < MOST {
                    self.findings.push(finding(rule, span));
                }
            }
        }
    }
}

fn finding(rule: &Rule, span: Span) -> Finding {
    Finding {
        rule: rule.id.clone(),
        kind: rule.pack.kind,
        label: rule.label.clone(),
        span,
        severity: rule.severity,
        score: rule.score,
    }
}

fn verified(matching: &Matching, words: &str) -> bool {
    matching.verify.is_none_or(|verify| verify.accepts(words))
}

/// What must stand near does, and what must not does not.
fn allowed(matching: &Matching, before: &str, after: &str, fold: bool) -> bool {
    if matching.near.is_none() && matching.unless.is_none() {
        return true;
    }
    let (folded_before, folded_after);
    let (before, after) = if fold {
        (folded_before, folded_after) = (View::folded(before), View::folded(after));
        (folded_before.text(), folded_after.text())
    } else {
        (before, after)
    };
    matching.near.as_ref().is_none_or(|near| near.stands_in(before, after))
        && !matching.unless.as_ref().is_some_and(|unless| unless.stands_in(before, after))
}

/// The personal data in a whole text, left to right, without overlaps.
pub(super) fn personal_data(rules: &RuleSet, text: &str, selection: &Selection) -> Vec<Finding> {
    let view = View::clean(text);
    let clean = view.as_ref().map_or(text, View::text);
    let folded = View::folded(clean);
    let in_vain = rules.awaited.in_vain(folded.text());
    let wanted = |rule: usize| selection.has(rule) && !in_vain.get(rule).copied().unwrap_or_default();
    let mut hits: Vec<(usize, Span)> = Vec::new();
    rules.anchored.find(clean, wanted, |rule, span| hits.push((rule, span)));
    let searched = CleanText::new(clean, &rules.names);
    for (rule, finder) in rules.finders.iter().filter(|(rule, _)| wanted(*rule)) {
        hits.extend(finder.find(&searched).into_iter().map(|span| (*rule, span)));
    }
    let allows = |(index, span): (usize, Span)| {
        rules.rule(index).is_some_and(|rule| {
            verified(&rule.matching, span.of(clean)) && in_context(&rule.matching, &folded, span)
        })
    };
    let in_original = |span| view.as_ref().map_or(span, |view| view.in_original(span));
    let found = settle(rules, hits, allows).into_iter();
    found.filter_map(|(rule, span)| Some(finding(rules.rule(rule)?, in_original(span)))).collect()
}

/// Looks at what stands around a hit, on its line and the lines beside it.
fn in_context(matching: &Matching, folded: &View, span: Span) -> bool {
    const AROUND: usize = 160;
    if matching.near.is_none() && matching.unless.is_none() {
        return true;
    }
    let text = folded.text();
    let (start, end) = (folded.in_view(span.start), folded.in_view(span.end));
    let from = text.ceil_char_boundary(start.saturating_sub(AROUND));
    let to = text.floor_char_boundary(end + AROUND);
    let before = text.get(from..start).unwrap_or_default().trim_start();
    allowed(matching, before, text.get(end..to).unwrap_or_default().trim_start(), false)
}

/// Of overlapping hits that are allowed, the more certain stays, then the longer, then the earlier. Whether one
/// is allowed costs more than to find it: what would have to give way is not asked.
fn settle(
    rules: &RuleSet,
    mut hits: Vec<(usize, Span)>,
    allows: impl Fn((usize, Span)) -> bool,
) -> Vec<(usize, Span)> {
    let score = |rule: usize| rules.rule(rule).map_or(0.0, |rule| rule.score);
    hits.sort_by(|(a, x), (b, y)| {
        score(*b).total_cmp(&score(*a)).then(y.len().cmp(&x.len())).then(x.start.cmp(&y.start))
    });
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    hits.retain(|hit| {
        let (_, span) = hit;
        let before = taken.range(..span.end).next_back();
        let stays = before.is_none_or(|(_, end)| *end <= span.start) && allows(*hit);
        if stays {
            taken.insert(span.start, span.end);
        }
        stays
    });
    hits.sort_by_key(|(_, span)| *span);
    hits
}
