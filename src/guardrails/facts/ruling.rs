//! Claims against facts.

use jiff::{ToSpan, civil::Date};

use super::{
    Facts,
    claim::{Claim, Claims},
};
use crate::{domain::Span, guardrails::text::View};

/// What the facts say of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// This fact supports the claim.
    Supported(&'static str),
    /// This fact contradicts it, and what it says.
    Contradicted(&'static str, String),
    /// One of these facts would settle it.
    Required(&'static [&'static str]),
    /// No fact could.
    Unconcerned,
}

/// A shop that says *hardly any left* has no more than this.
const FEW: u64 = 20;
/// An offer that ends *soon* ends within so many days.
const SOON: i64 = 14;
/// Rounding of percentages, in points.
const ROUNDING: f64 = 1.0;

/// Rules on a finding of this category in a text.
pub(in crate::guardrails) fn rule_on(
    claims: &Claims,
    label: &str,
    (text, span): (&str, Span),
    (facts, today): (Option<&Facts>, Date),
) -> Ruling {
    let judge = match label {
        "scarcity.low_stock" | "price.bait" => stock,
        "urgency.false_deadline" | "urgency.countdown" | "price.closing_down" => deadline,
        "price.false_reference" => reference,
        "social.unsourced_popularity" | "social.unverifiable_testimonial" => popularity,
        "social.false_authority" | "claim.pseudo_science" => study,
        "claim.false_certification" | "claim.green_generic" => certificate,
        _ => return Ruling::Unconcerned,
    };
    let silent = Facts::default();
    judge(&claims.read(text, span), facts.unwrap_or(&silent), today)
}

fn supported(is_so: bool, fact: &'static str, says: impl FnOnce() -> String) -> Ruling {
    if is_so { Ruling::Supported(fact) } else { Ruling::Contradicted(fact, says()) }
}

#[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 pieces left")]
fn stock(claim: &Claim, facts: &Facts, _: Date) -> Ruling {
    let Some(stock) = facts.stock else { return Ruling::Required(&["stock", "as_of"]) };
    let is_so = match claim.counts.first() {
        Some(claimed) => stock as f64 <= *claimed,
        None => stock <= FEW,
    };
    supported(is_so && stock > 0, "stock", || stock.to_string())
}

fn deadline(claim: &Claim, facts: &Facts, today: Date) -> Ruling {
    const TODAY: &[&str] =
        &["today", "tonight", "aujourd'hui", "ce soir", "heute", "hoy", "esta noche", "oggi", "stasera"];
    const TOMORROW: &[&str] = &["tomorrow", "demain", "morgen", "manana", "domani"];
    const WEEK: &[&str] =
        &["week", "weekend", "semaine", "week end", "woche", "wochenende", "semana", "settimana"];
    let Some(ends) = facts.offer_ends else { return Ruling::Required(&["offer_ends"]) };
    let today = facts.as_of.map_or(today, |day| day.0);
    let within = |days: i64| ends.0 >= today && ends.0 <= today.saturating_add(days.days());
    let is_so = match () {
        () if claim.says(TODAY) => within(0),
        () if claim.says(TOMORROW) => within(1),
        () if claim.says(WEEK) => within(7),
        () => match claim.hours {
            #[expect(clippy::cast_possible_truncation, reason = "hours of an offer")]
            Some(hours) => within((hours / 24.0).ceil() as i64),
            None => within(SOON),
        },
    };
    supported(is_so, "offer_ends", || ends.0.to_string())
}

fn reference(claim: &Claim, facts: &Facts, _: Date) -> Ruling {
    let (Some(price), Some(lowest)) = (facts.price, facts.lowest_price_30_days) else {
        return Ruling::Required(&["price", "lowest_price_30_days"]);
    };
    let saved = (1.0 - price / lowest) * 100.0;
    let highest = claim.prices.iter().copied().fold(0.0, f64::max);
    let is_so = match claim.percents.iter().copied().reduce(f64::max) {
        Some(percent) => percent <= saved + ROUNDING,
        // The price it is compared with is none that was never asked.
        None if highest > 0.0 => highest <= lowest * 1.005,
        None => price < lowest,
    };
    supported(is_so, "lowest_price_30_days", || lowest.to_string())
}

fn popularity(claim: &Claim, facts: &Facts, today: Date) -> Ruling {
    let reviews = facts.reviews.as_ref();
    if let Some(rating) = claim.rating {
        let Some(average) = reviews.and_then(|reviews| reviews.average) else {
            return Ruling::Required(&["reviews"]);
        };
        return supported(rating <= average + 0.05, "reviews", || average.to_string());
    }
    if !claim.percents.is_empty() {
        return study(claim, facts, today);
    }
    let customers = facts.customers.as_ref().and_then(|customers| customers.count);
    let known = [("customers", customers), ("reviews", reviews.and_then(|reviews| reviews.count))];
    let known: Vec<(&'static str, f64)> =
        known.into_iter().filter_map(|(fact, count)| Some((fact, count?))).collect();
    let claimed = claim.counts.iter().copied().fold(0.0, f64::max);
    match known.iter().find(|(_, count)| *count >= claimed) {
        Some((fact, _)) => Ruling::Supported(fact),
        None => match known.first() {
            Some((fact, count)) => Ruling::Contradicted(fact, count.to_string()),
            None => Ruling::Required(&["customers", "reviews"]),
        },
    }
}

fn study(claim: &Claim, facts: &Facts, _: Date) -> Ruling {
    let Some(study) = &facts.study else { return Ruling::Required(&["study"]) };
    // *9 out of 10* are 90 per cent.
    let shares = claim.counts.windows(2).filter_map(|pair| match pair {
        [part, whole] if *part <= *whole && matches!(*whole, 10.0 | 100.0) => Some(part / whole * 100.0),
        _ => None,
    });
    let claimed: Vec<f64> = claim.percents.iter().copied().chain(shares).collect();
    let is_result = |percent: &f64| study.results.values().any(|result| percent <= &(result + ROUNDING));
    if claimed.is_empty() {
        return if study.n.is_some() { Ruling::Supported("study") } else { Ruling::Required(&["study"]) };
    }
    let results = || {
        study
            .results
            .iter()
            .map(|(name, percent)| format!("{name}: {percent} %"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    supported(claimed.iter().all(is_result), "study", results)
}

fn certificate(claim: &Claim, facts: &Facts, _: Date) -> Ruling {
    let is_named = facts.certificates.iter().any(|certificate| {
        let name = View::folded(&certificate.name);
        !name.text().is_empty() && claim.says(&[name.text()])
    });
    if is_named { Ruling::Supported("certificates") } else { Ruling::Required(&["certificates"]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruled(label: &str, text: &str, facts: &str) -> Ruling {
        let facts = Facts::read(facts).unwrap();
        let today = "2026-11-20".parse().unwrap();
        rule_on(&Claims::new(), label, (text, Span::new(0, text.len())), (Some(&facts), today))
    }

    #[test]
    fn what_the_facts_support_is_supported() {
        for (label, text, facts, fact) in [
            ("scarcity.low_stock", "Plus que 3 pièces", r#"{"stock": 3}"#, "stock"),
            ("scarcity.low_stock", "Almost gone", r#"{"stock": 12}"#, "stock"),
            ("urgency.false_deadline", "Last chance", r#"{"offer_ends": "2026-11-25"}"#, "offer_ends"),
            (
                "urgency.false_deadline",
                "Ends tonight",
                r#"{"offer_ends": "2026-11-20T23:59:00Z"}"#,
                "offer_ends",
            ),
            ("urgency.countdown", "Encore 48 heures", r#"{"offer_ends": "2026-11-22"}"#, "offer_ends"),
            (
                "price.false_reference",
                "-50 %",
                r#"{"price": 20, "lowest_price_30_days": 40}"#,
                "lowest_price_30_days",
            ),
            (
                "price.false_reference",
                "Was £40",
                r#"{"price": 20, "lowest_price_30_days": 40}"#,
                "lowest_price_30_days",
            ),
            (
                "social.unsourced_popularity",
                "10 000 clients",
                r#"{"customers": {"count": 12500}}"#,
                "customers",
            ),
            ("social.unsourced_popularity", "Rated 4.8/5", r#"{"reviews": {"average": 4.8}}"#, "reviews"),
            (
                "social.false_authority",
                "9 dermatologists out of 10",
                r#"{"study": {"results": {"agree": 91}}}"#,
                "study",
            ),
            (
                "claim.false_certification",
                "Certifié GOTS",
                r#"{"certificates": [{"name": "GOTS"}]}"#,
                "certificates",
            ),
        ] {
            assert_eq!(ruled(label, text, facts), Ruling::Supported(fact), "{text}");
        }
    }

    #[test]
    fn what_the_facts_deny_is_contradicted_with_what_they_say() {
        for (label, text, facts, says) in [
            ("scarcity.low_stock", "Plus que 3 pièces", r#"{"stock": 120}"#, "120"),
            ("urgency.false_deadline", "Ends tonight", r#"{"offer_ends": "2026-11-25"}"#, "2026-11-25"),
            ("urgency.false_deadline", "Last chance", r#"{"offer_ends": "2026-10-25"}"#, "2026-10-25"),
            ("price.false_reference", "-50 %", r#"{"price": 30, "lowest_price_30_days": 40}"#, "40"),
            ("social.unsourced_popularity", "10 000 clients", r#"{"customers": {"count": 400}}"#, "400"),
            (
                "claim.pseudo_science",
                "98 % approve",
                r#"{"study": {"results": {"softer": 71}}}"#,
                "softer: 71 %",
            ),
        ] {
            let ruling = ruled(label, text, facts);
            assert!(matches!(&ruling, Ruling::Contradicted(_, said) if said == says), "{text}: {ruling:?}");
        }
    }

    #[test]
    fn what_the_facts_are_silent_on_is_asked_for() {
        assert_eq!(ruled("scarcity.low_stock", "3 left", "{}"), Ruling::Required(&["stock", "as_of"]));
        assert_eq!(
            ruled("claim.false_certification", "Certified organic", "{}"),
            Ruling::Required(&["certificates"])
        );
        assert_eq!(ruled("religion", "As a Muslim, you", "{}"), Ruling::Unconcerned);
        assert!(Facts::read("[]").is_none() && Facts::read(r#"{"stock": "many"}"#).is_none());
        assert!(Facts::read(r#"{"warranty_years": 5}"#).is_some());
    }
}
