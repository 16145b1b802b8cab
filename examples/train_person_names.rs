//! Makes the weights of the tagger of names, from frames, lists and labelled texts; the same bytes each time.
//!
//!     cargo run --release --example train_person_names -- [--check] [LABELLED.jsonl …]
//!
//! Frames and what fills their slots stand in `guardrails/models/person-names`, names in `guardrails/words`.
//! Labelled texts are lines `{"text", "spans": [{"start", "end", "label"}]}` with offsets in code points.
//! `CARD.md` beside the weights says which ones were used. With `--check` nothing is written: the weights
//! must be those that are there.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use candor::{
    domain::Span,
    guardrails::{Labelled, Names, SplitMix64, train_person_names},
};

const FOLDER: &str = "guardrails/models/person-names";
const LANGUAGES: [&str; 5] = ["en", "fr", "de", "es", "it"];
/// Texts made of each frame.
const FILLINGS: usize = 12;
/// How often each of the prompts that were written for training is read with other names.
const VARIANTS: usize = 6;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (flags, files): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| argument.starts_with("--"));
    let lists = Lists { given: names("given-names.txt")?, surnames: names("surnames.txt")? };
    let mut texts = generated(&lists)?;
    println!("{} texts from frames", texts.len());
    let mut own: Vec<String> = fs::read_dir(Path::new(FOLDER).join("prompts"))?
        .map(|file| Ok(file?.path().display().to_string()))
        .collect::<Result<_, std::io::Error>>()?;
    own.sort();
    let mut random = SplitMix64(0xCA4D_0413);
    for file in own.iter().chain(files) {
        let labelled = labelled(Path::new(file))?;
        let varied: Vec<Labelled> = labelled
            .iter()
            .filter(|_| own.contains(file))
            .flat_map(|text| std::iter::repeat_n(text, VARIANTS))
            .map(|text| lists.varied(text, &mut random))
            .collect();
        println!("{} texts and {} variants of them from {file}", labelled.len(), varied.len());
        texts.extend(labelled.into_iter().chain(varied));
    }
    let weights =
        train_person_names(&texts, &Names::built_in()?, |round| println!("round {} done", round + 1));
    let place = Path::new(FOLDER).join("weights.bin");
    if flags.iter().any(|flag| *flag == "--check") {
        let same = fs::read(&place)? == weights;
        println!("{}", if same { "the same weights" } else { "other weights" });
        return if same { Ok(()) } else { Err("retraining gave other weights".into()) };
    }
    fs::write(&place, weights)?;
    println!("written to {}", place.display());
    Ok(())
}

/// Texts that were labelled elsewhere.
fn labelled(file: &Path) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in fs::read_to_string(file)?.lines().filter(|line| !line.is_empty()) {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let text = line["text"].as_str().unwrap_or_default().to_owned();
        let mut places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        places.push(text.len());
        let place = |at: &serde_json::Value| {
            let at = at.as_u64().and_then(|at| usize::try_from(at).ok())?;
            places.get(at).copied()
        };
        let spans = line["spans"].as_array().into_iter().flatten();
        let persons = spans.filter(|span| span["label"] == "PERSON");
        let persons =
            persons.filter_map(|span| Some(Span::new(place(&span["start"])?, place(&span["end"])?)));
        let mut persons: Vec<Span> = persons.collect();
        persons.sort_unstable();
        texts.push(Labelled { text, persons });
    }
    Ok(texts)
}

struct Lists {
    given: Vec<String>,
    surnames: Vec<String>,
}

impl Lists {
    /// A text with other names in the places of its names, the same word always by the same.
    fn varied(&self, text: &Labelled, random: &mut SplitMix64) -> Labelled {
        let mut others: BTreeMap<String, String> = BTreeMap::new();
        let mut varied = Labelled { text: String::new(), persons: Vec::new() };
        let mut at = 0;
        for person in &text.persons {
            varied.text.push_str(&text.text[at..person.start]);
            let start = varied.text.len();
            for word in person.of(&text.text).split_inclusive(|c: char| !c.is_alphabetic()) {
                let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
                let other = self.other(letters, &mut others, random);
                varied.text.push_str(&other);
                varied.text.push_str(&word[letters.len()..]);
            }
            varied.persons.push(Span::new(start, varied.text.len()));
            at = person.end;
        }
        varied.text.push_str(&text.text[at..]);
        varied
    }

    fn other(&self, word: &str, others: &mut BTreeMap<String, String>, random: &mut SplitMix64) -> String {
        const KEPT: [&str; 16] = [
            "de", "du", "la", "le", "van", "von", "der", "den", "di", "da", "del", "of", "et", "and", "mc",
            "y",
        ];
        let small = word.to_lowercase();
        if small.is_empty() || KEPT.contains(&small.as_str()) {
            return word.to_owned();
        }
        let is_initial = word.chars().count() == 1;
        let other = others.entry(small.clone()).or_insert_with(|| {
            let list = if self.given.contains(&small) { &self.given } else { &self.surnames };
            let name = any_of(list, random);
            if is_initial { name.chars().take(1).collect() } else { name.to_owned() }
        });
        match word.chars().next() {
            Some(first) if first.is_lowercase() => other.clone(),
            _ if !is_initial && word.chars().all(char::is_uppercase) => other.to_uppercase(),
            _ => capitalised(other),
        }
    }
}

/// The frames, filled.
fn generated(lists: &Lists) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let slots = slots()?;
    let mut random = SplitMix64(0xCA4D_0412);
    let mut texts = Vec::new();
    for language in LANGUAGES {
        let frames = fs::read_to_string(Path::new(FOLDER).join(format!("frames-{language}.txt")))?;
        for frame in frames.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut filler = Filler {
                slots: &slots,
                given: &lists.given,
                surnames: &lists.surnames,
                language,
                random: &mut random,
            };
            texts.extend((0..FILLINGS).map(|_| filler.fill(frame)));
        }
    }
    Ok(texts)
}

fn slots() -> Result<BTreeMap<String, Vec<String>>, Box<dyn Error>> {
    let mut slots = BTreeMap::new();
    let mut slot = String::new();
    for line in fs::read_to_string(Path::new(FOLDER).join("slots.txt"))?.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut slot);
        } else if !line.starts_with('#') {
            slots.entry(slot.clone()).or_insert_with(Vec::new).extend(line.split('|').map(str::to_owned));
        }
    }
    Ok(slots)
}

/// The names of a list, those that many bear more often.
fn names(file: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let (mut common, mut rare, mut more) = (Vec::new(), Vec::new(), Vec::new());
    let mut tier = "";
    for line in fs::read_to_string(Path::new("guardrails/words").join(file))?.lines() {
        match line {
            "[common]" | "[rare]" | "[more]" => tier = line,
            line if line.starts_with('#') || line.trim_end_matches('?').len() < 3 => {}
            line => match tier {
                "[common]" => &mut common,
                "[rare]" => &mut rare,
                _ => &mut more,
            }
            .push(line.trim_end_matches('?').to_owned()),
        }
    }
    // As many draws from each of the three.
    let most = rare.len().max(more.len()).max(common.len());
    Ok([common, rare, more].iter().flat_map(|tier| tier.iter().cycle().take(most)).cloned().collect())
}

/// One of a list.
fn any_of<'l>(list: &'l [String], random: &mut SplitMix64) -> &'l str {
    list.get(random.below(list.len())).map_or("", String::as_str)
}

struct Filler<'f> {
    slots: &'f BTreeMap<String, Vec<String>>,
    given: &'f [String],
    surnames: &'f [String],
    language: &'static str,
    random: &'f mut SplitMix64,
}

/// How the names of a text are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Usual,
    Small,
    Capitals,
}

impl Filler<'_> {
    fn fill(&mut self, frame: &str) -> Labelled {
        let style = match self.random.below(40) {
            0 | 1 => Style::Small,
            2 | 3 => Style::Capitals,
            _ => Style::Usual,
        };
        let (mut text, mut persons) = (String::new(), Vec::new());
        let frame = frame.replace("\\n", "\n").replace("[[", "{{").replace("]]", "}}");
        let mut rest = frame.as_str();
        while let Some(open) = rest.find('{') {
            text.push_str(&rest[..open]);
            rest = &rest[open..];
            let slot = rest.find('}').map(|close| &rest[1..close]).filter(|slot| is_slot(slot));
            let Some(slot) = slot else {
                text.push('{');
                rest = &rest[1..];
                continue;
            };
            rest = &rest[slot.len() + 2..];
            let start = text.len();
            if let Some(name) = self.person(slot) {
                let name = match style {
                    Style::Usual => name,
                    Style::Small => name.to_lowercase(),
                    Style::Capitals => name.to_uppercase(),
                };
                text.push_str(&name);
                persons.push(Span::new(start, text.len()));
            } else {
                text.push_str(&self.other(slot));
            }
        }
        text.push_str(rest);
        if style == Style::Small {
            text = text.to_lowercase();
        }
        Labelled { text, persons }
    }

    fn person(&mut self, slot: &str) -> Option<String> {
        Some(match slot {
            "NAME" => format!("{} {}", self.given_name(), self.surname()),
            "GIVEN" => self.given_name(),
            "SURNAME" => self.surname(),
            "REVERSED" => format!("{} {}", self.surname().to_uppercase(), self.given_name()),
            "INITIALS" => {
                let initial = self.given_name().chars().next().unwrap_or('J');
                format!("{initial}. {}", self.surname())
            }
            _ => return None,
        })
    }

    fn given_name(&mut self) -> String {
        let first = capitalised(any_of(self.given, self.random));
        if self.random.below(14) == 0 {
            format!("{first}-{}", capitalised(any_of(self.given, self.random)))
        } else {
            first
        }
    }

    fn surname(&mut self) -> String {
        let name = capitalised(any_of(self.surnames, self.random));
        match self.random.below(30) {
            0 | 1 => format!("{name}-{}", capitalised(any_of(self.surnames, self.random))),
            2 if self.language != "en" => {
                let particle = ["de", "van", "von", "di", "de la", "Le", "Ben", "El"];
                let place = self.random.below(particle.len());
                format!("{} {name}", particle.get(place).copied().unwrap_or("de"))
            }
            3 => format!("O'{name}"),
            4..=6 if self.language == "es" => {
                format!("{name} {}", capitalised(any_of(self.surnames, self.random)))
            }
            _ => name,
        }
    }

    fn other(&mut self, slot: &str) -> String {
        let mut number = || self.random.below(1_000).to_string();
        match slot {
            "EMAIL" => format!("{}@example.com", any_of(self.given, self.random)),
            "PHONE" => format!("06 12 {} 34 56", 10 + self.random.below(89)),
            "NUMBER" => number(),
            "PRICE" => format!("{} €", number()),
            "CODE" => {
                format!("{}{}", any_of(self.given, self.random).to_uppercase(), 10 + self.random.below(89))
            }
            _ => {
                let by_language = format!("{slot}.{}", self.language);
                let list = self.slots.get(&by_language).or_else(|| self.slots.get(slot));
                list.map_or_else(String::new, |list| any_of(list, self.random).to_owned())
            }
        }
    }
}

fn is_slot(text: &str) -> bool {
    !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn capitalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut starts = true;
    for character in word.chars() {
        if starts {
            out.extend(character.to_uppercase());
        } else {
            out.push(character);
        }
        starts = matches!(character, '-' | '\'');
    }
    out
}
