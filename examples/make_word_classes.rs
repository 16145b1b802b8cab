//! Makes the table of word classes that the tagger of names looks words up in; the same bytes each time.
//!
//!     cargo run --release --example make_word_classes -- FOLDER
//!
//! The folder holds `en_lexeme_cluster.json`, `en_lexeme_prob.json` and the same of `es` and `de`, unpacked from the
//! package `spacy-lookups-data`; `guardrails/models/word-classes/CARD.md` says more.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use candor::guardrails::{Counted, word_classes};

/// The languages, and how many words of each are looked at.
const LISTS: [(&str, usize); 3] = [("en", 180_000), ("es", 80_000), ("de", 80_000)];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder holds the lists?")?;
    let folder = Path::new(&folder);
    let lists = LISTS.iter().map(|(language, most)| Ok((read(folder, language)?, *most)));
    let table = word_classes(&lists.collect::<Result<Vec<_>, Box<dyn Error>>>()?);
    let filled = table.as_chunks::<8>().0.iter().filter(|slot| **slot != [0; 8]).count();
    fs::write("guardrails/models/word-classes/classes.bin", &table)?;
    println!("{filled} words in {} bytes", table.len());
    Ok(())
}

/// The words of a language, the most probable first.
fn read(folder: &Path, language: &str) -> Result<Vec<Counted>, Box<dyn Error>> {
    let text = |what: &str| fs::read_to_string(folder.join(format!("{language}_lexeme_{what}.json")));
    let classes: BTreeMap<String, u32> = serde_json::from_str(&text("cluster")?)?;
    let probable: BTreeMap<String, f64> = serde_json::from_str(&text("prob")?)?;
    let counted = |(word, log_probability): (String, f64)| {
        let class = classes.get(&word).copied().unwrap_or_default();
        Counted { word, class, log_probability }
    };
    let mut words: Vec<Counted> = probable.into_iter().map(counted).collect();
    words.sort_by(|a, b| b.log_probability.total_cmp(&a.log_probability).then(a.word.cmp(&b.word)));
    // The paths in the tree of classes are long numbers; their places in order are short ones.
    let mut paths: Vec<u32> = words.iter().map(|counted| counted.class).collect();
    paths.sort_unstable();
    paths.dedup();
    for counted in &mut words {
        let place = paths.binary_search(&counted.class).unwrap_or_default();
        counted.class = u32::try_from(place)?;
    }
    Ok(words)
}
