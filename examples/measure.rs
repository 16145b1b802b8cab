//! How long the guardrails take, on the texts of a marketing request: the figures of the README.
//!
//!     cargo run --release --example measure
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example shows what it measured")]

use std::{error::Error, hint::black_box, sync::Arc, time::Instant};

use candor::{
    domain::Stage,
    guardrails::{Readings, RuleSet, Scanner, Selection, Sources},
};

const BRIEF: &str = "Write the launch text for the Aurora Trail 2, a recycled three-layer rain shell for day hikers, sold online \
    and in stores from September at 189 euros. Facts: 312 grams, taped seams, helmet-ready hood, two high pockets, free repairs \
    for life. Reply to jane.doe@example.com or +33 6 12 34 56 78. Customer card 4111 1111 1111 1111, IBAN FR76 3000 6000 0112 \
    3456 7890 189. Address it to Mme Claire Fontaine, 12 rue des Lilas, 69003 Lyon.";
const COPY: &str = "Bonjour Claire, notre nouvelle collection d'automne est arrivée. Vous y trouverez la veste Aurora Trail 2, une \
    coque imperméable trois couches recyclée, pensée pour la randonnée à la journée. Elle pèse 312 grammes, se range dans sa \
    poche et se répare gratuitement à vie dans notre atelier. Disponible dès septembre en ligne et en magasin, à 189 euros. \
    Dépêchez-vous, il ne reste que 3 pièces ! Prenez le temps de l'essayer : les retours sont gratuits pendant trente jours.";

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let rules = Arc::new(RuleSet::load(&Sources::built_in())?);
    println!("{} rules read in {} ms", rules.rules().len(), start.elapsed().as_millis());
    let selection = Arc::new(Selection::of(&rules, &["*".to_owned()]));
    let scan = |stage, text: &str| {
        Scanner::new(rules.clone(), stage, selection.clone(), None).read(text).findings().len()
    };
    measure("personal data in a brief", BRIEF, || rules.personal_data(BRIEF, &selection).len());
    measure("what a brief asks for", BRIEF, || scan(Stage::Brief, BRIEF));
    let readings = Readings::new();
    measure("both, read before", BRIEF, || {
        let reading = readings.of(BRIEF, true, &rules, ("acme", &selection));
        reading.personal.len() + reading.brief.len()
    });
    measure("manipulation in copy", COPY, || scan(Stage::Copy, COPY));
    Ok(())
}

/// The median of many runs, after the expressions that the text needs are compiled.
fn measure(what: &str, text: &str, run: impl Fn() -> usize) {
    const RUNS: usize = 2_001;
    let findings = run();
    let mut micros: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    micros.sort_by(f64::total_cmp);
    let median = micros.get(RUNS / 2).copied().unwrap_or_default();
    let kilobytes = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)) / 1000.0;
    println!("{what:26} {median:6.1} µs, {:5.1} µs per kB, {findings} findings", median / kilobytes);
}
