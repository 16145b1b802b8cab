//! Makes the weights.

use super::{PLACES, SplitMix64, TAGS, Tag, best, features::Features};
use crate::{
    domain::Span,
    guardrails::finder::{
        names::{Facts, Names},
        person,
        search::Search,
        words::{self, Word},
    },
};

/// A text and the names in it.
pub struct Labelled {
    /// The text.
    pub text: String,
    /// Where names of persons stand, left to right.
    pub persons: Vec<Span>,
}

/// How often all texts are read.
const ROUNDS: u64 = 10;
/// By how much the right tag must win; one change of all weights of a word makes about as much.
const MARGIN: i32 = 100;
/// Of so many readings of a text, one hides what the lists know of its names: names that no list holds
/// must be found by what stands around them.
const HIDES_ONE_IN: usize = 3;

/// So many learners read the texts in orders of their own; the mean of what they have learnt is steadier than what
/// one has (R. `McDonald`, K. Hall and G. Mann, "Distributed training strategies for the structured perceptron", 2010).
const LEARNERS: u64 = 4;

/// Weights for these texts, one byte for each place and tag. The same texts give the same bytes.
pub fn train(texts: &[Labelled], names: &Names, progress: impl Fn(u64) + Sync) -> Vec<u8> {
    let mut means = vec![0; PLACES * TAGS];
    std::thread::scope(|scope| {
        let progress = &progress;
        let learn = |seed| scope.spawn(move || learnt(texts, names, seed, progress));
        let learners: Vec<_> = (0..LEARNERS).map(learn).collect();
        for learner in learners {
            let learnt = learner.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            means.iter_mut().zip(learnt).for_each(|(mean, average)| *mean += average);
        }
    });
    in_bytes(&means)
}

/// What one learner has learnt.
fn learnt(texts: &[Labelled], names: &Names, seed: u64, progress: impl Fn(u64)) -> Vec<i64> {
    let mut learner = Learner { weights: vec![0; PLACES * TAGS], sums: vec![0; PLACES * TAGS], step: 0 };
    let mut random = SplitMix64(0x5EED_CA4D_0412_2026 + seed);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    for round in 0..ROUNDS {
        for place in (1..order.len()).rev() {
            order.swap(place, random.below(place + 1));
        }
        for index in &order {
            if let Some(text) = texts.get(*index) {
                learner.read(text, names, &mut random);
            }
        }
        progress(round);
    }
    learner.averages()
}

/// Weights as bytes. The few that are larger than a third of the largest are cut: all others keep more of what they
/// say. In whole numbers, so that every machine gives the same.
fn in_bytes(weights: &[i64]) -> Vec<u8> {
    const LARGEST: i64 = 127;
    let most = weights.iter().fold(1, |most, weight| weight.abs().max(most));
    let byte = |weight: &i64| i8::try_from((weight * 3 * LARGEST / most).clamp(-LARGEST, LARGEST));
    weights.iter().map(|weight| byte(weight).unwrap_or_default().to_ne_bytes()[0]).collect()
}

struct Learner {
    weights: Vec<i32>,
    /// Each change times the step at which it was made: what turns the last weights into their average.
    sums: Vec<i64>,
    step: i64,
}

impl Learner {
    /// Averages are small fractions.
    const UNIT: i64 = 1 << 20;

    fn read(&mut self, text: &Labelled, names: &Names, random: &mut SplitMix64) {
        let mut words = words::read(&text.text, names);
        let gold = tags_of(&words, &text.persons);
        let hidden = hide(&mut words, &gold, random);
        let search = Search { text: &text.text, names, words: &words };
        let marks = person::marks(&search);
        let features = Features::new(&search, &marks, &hidden);
        let mut before = Tag::Outside;
        for (index, wanted) in gold.iter().enumerate() {
            let allowed = features.allowed(index, before);
            if allowed == [true, false, false] {
                before = Tag::Outside;
                continue;
            }
            let places = features.of(index, before);
            let scores = self.scores(&places);
            let found = best(scores, allowed);
            self.step += 1;
            if allowed.get(*wanted as usize).copied().unwrap_or_default() {
                self.teach(*wanted, scores, allowed, &places);
            }
            before = found;
        }
    }

    /// Where the right tag does not win by a margin, it gains and its strongest rival loses.
    fn teach(&mut self, wanted: Tag, scores: [i32; TAGS], allowed: [bool; TAGS], places: &[usize]) {
        let mut rivals = scores;
        rivals.iter_mut().skip(wanted as usize).take(1).for_each(|score| *score = i32::MIN);
        let rival = best(rivals, allowed);
        let score = |tag: Tag| scores.get(tag as usize).copied().unwrap_or_default();
        if rival == wanted || score(wanted) >= score(rival) + MARGIN {
            return;
        }
        for place in places {
            self.change(place * TAGS + wanted as usize, 1);
            self.change(place * TAGS + rival as usize, -1);
        }
    }

    fn scores(&self, places: &[usize]) -> [i32; TAGS] {
        let mut scores = [0; TAGS];
        for place in places {
            let weights = self.weights.get(place * TAGS..place * TAGS + TAGS).unwrap_or_default();
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += *weight);
        }
        scores
    }

    fn change(&mut self, at: usize, by: i32) {
        if let (Some(weight), Some(sum)) = (self.weights.get_mut(at), self.sums.get_mut(at)) {
            *weight += by;
            *sum += i64::from(by) * self.step;
        }
    }

    /// The average of the weights over all steps, in parts of [`Self::UNIT`].
    fn averages(self) -> Vec<i64> {
        let steps = i128::from(self.step.max(1));
        let average = |(weight, sum): (&i32, &i64)| {
            (i128::from(*weight) * steps - i128::from(*sum)) * i128::from(Self::UNIT) / steps
        };
        self.weights
            .iter()
            .zip(&self.sums)
            .map(|pair| i64::try_from(average(pair)).unwrap_or_default())
            .collect()
    }
}

/// The right tag of each word.
fn tags_of(words: &[Word], persons: &[Span]) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(words.len());
    let mut last = None;
    for word in words {
        let person =
            persons.iter().position(|person| person.start <= word.span.start && word.span.end <= person.end);
        tags.push(match person {
            None => Tag::Outside,
            Some(_) if person == last => Tag::Inside,
            Some(_) => Tag::Begin,
        });
        last = person;
    }
    tags
}

/// In some readings, takes from the words of names what the lists know of them.
fn hide(words: &mut [Word], gold: &[Tag], random: &mut SplitMix64) -> Vec<bool> {
    const KNOWN: Facts = Facts(Facts::GIVEN.0 | Facts::COMMON.0 | Facts::SURNAME.0 | Facts::RARE.0);
    let mut hidden = vec![false; words.len()];
    if random.below(HIDES_ONE_IN) > 0 {
        return hidden;
    }
    for ((word, tag), hidden) in words.iter_mut().zip(gold).zip(&mut hidden) {
        if *tag != Tag::Outside && random.below(3) > 0 {
            word.facts = word.facts.without(KNOWN);
            *hidden = true;
        }
    }
    hidden
}
