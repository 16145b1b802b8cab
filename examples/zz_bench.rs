use candor::{
    domain::Stage,
    guardrails::{RuleSet, Scanner, Selection, Sources},
};
use std::{sync::Arc, time::Instant};
fn main() {
    let t = Instant::now();
    let rules = Arc::new(RuleSet::load(&Sources::built_in()).unwrap());
    eprintln!(
        "{}",
        std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .find(|l| l.starts_with("VmRSS"))
            .unwrap()
    );
    println!("load {:?}", t.elapsed());
    let sel = Arc::new(Selection::of(&rules, &["*".to_owned()]));
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file).unwrap();
        let time = |name: &str, f: &mut dyn FnMut() -> usize| {
            if let Ok(only) = std::env::var("ONLY") {
                if only != name {
                    return;
                }
            }
            let mut best = f64::MAX;
            let mut n = 0;
            for _ in 0..std::env::var("N").map_or(40, |n| n.parse().unwrap()) {
                let t = Instant::now();
                for _ in 0..std::env::var("N").map_or(20, |n| n.parse().unwrap()) {
                    n = f();
                }
                best = best.min(t.elapsed().as_secs_f64() * 1e6 / 20.0);
            }
            println!(
                "{file} {} B {name}: {best:.1} µs  {:.1} µs/kB  n={n}",
                text.len(),
                best * 1000.0 / text.len() as f64
            );
        };
        time("personal", &mut || rules.personal_data(&text, &sel).len());
        time("brief", &mut || {
            Scanner::new(rules.clone(), Stage::Brief, sel.clone(), None).read(&text).findings().len()
        });
        time("copy", &mut || {
            Scanner::new(rules.clone(), Stage::Copy, sel.clone(), None).read(&text).findings().len()
        });
        time("language", &mut || rules.language(&text).is_some() as usize);
    }
}
