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
const FEW: f64 = 20.0;
/// A count of pieces holds for so many days.
const COUNT_HOLDS: i64 = 2;
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
    let (judge, wanted): (Judge, &'static [&'static str]) = match label {
        "scarcity.low_stock" | "price.bait" => (stock, &["stock", "as_of"]),
        "urgency.false_deadline" | "urgency.countdown" | "price.closing_down" => (deadline, &["offer_ends"]),
        "price.false_reference" => (reference, &["price", "lowest_price_30_days"]),
        "social.unsourced_popularity" | "social.unverifiable_testimonial" => {
            (popularity, &["customers", "reviews"])
        }
        "social.false_authority" | "claim.pseudo_science" => (study, &["study"]),
        "claim.false_certification" | "claim.green_generic" => (certificate, &["certificates"]),
        _ => return Ruling::Unconcerned,
    };
    // Most callers send no facts: the sentence need not be read.
    match facts {
        Some(facts) => judge(&claims.read(text, span), facts, today),
        None => Ruling::Required(wanted),
    }
}

type Judge = fn(&Claim, &Facts, Date) -> Ruling;

fn supported(is_so: bool, fact: &'static str, says: impl FnOnce() -> String) -> Ruling {
    if is_so { Ruling::Supported(fact) } else { Ruling::Contradicted(fact, says()) }
}

fn stock(claim: &Claim, facts: &Facts, today: Date) -> Ruling {
    let is_old = facts.as_of.is_some_and(|day| day.0.saturating_add(COUNT_HOLDS.days()) < today);
    let Some(stock) = facts.stock.filter(|_| !is_old) else { return Ruling::Required(&["stock", "as_of"]) };
    let is_so = match claim.own.first().or(claim.counts.last()) {
        Some(claimed) => stock <= *claimed,
        None => stock <= FEW,
    };
    supported(is_so && stock > 0.0, "stock", || stock.to_string())
}

fn deadline(claim: &Claim, facts: &Facts, today: Date) -> Ruling {
    const TODAY: &[&str] =
        &["today", "tonight", "aujourd'hui", "ce soir", "heute", "hoy", "esta noche", "oggi", "stasera"];
    const TOMORROW: &[&str] = &["tomorrow", "demain", "morgen", "manana", "domani"];
    const WEEK: &[&str] =
        &["week", "weekend", "semaine", "week end", "woche", "wochenende", "semana", "settimana"];
    let Some(ends) = facts.offer_ends else { return Ruling::Required(&["offer_ends"]) };
    // Facts may be prepared for a day to come; a day that is over says nothing about now.
    let today = facts.as_of.map_or(today, |day| day.0.max(today));
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
    let prices =
        facts.price.zip(facts.lowest_price_30_days).filter(|(price, lowest)| *price > 0.0 && *lowest > 0.0);
    let Some((price, lowest)) = prices else { return Ruling::Required(&["price", "lowest_price_30_days"]) };
    let saved = (1.0 - price / lowest) * 100.0;
    let is_share = claim.percents.iter().all(|percent| *percent <= saved + ROUNDING);
    // The price it is compared with is none that was never asked.
    let is_price = claim.prices.iter().all(|compared| *compared <= lowest * 1.005);
    supported(price < lowest && is_share && is_price, "lowest_price_30_days", || lowest.to_string())
}

fn popularity(claim: &Claim, facts: &Facts, today: Date) -> Ruling {
    const REVIEWS: &[&str] = &[
        "review",
        "reviews",
        "avis",
        "bewertung",
        "bewertungen",
        "resena",
        "resenas",
        "recensione",
        "recensioni",
    ];
    let reviews = facts.reviews.as_ref();
    if let Some(rating) = claim.rating {
        let Some(average) = reviews.and_then(|reviews| reviews.average) else {
            return Ruling::Required(&["reviews"]);
        };
        let is_so = supported(rating <= average + 0.05, "reviews", || average.to_string());
        if claim.counts.is_empty() || matches!(is_so, Ruling::Contradicted(..)) {
            return is_so;
        }
    }
    if !claim.percents.is_empty() {
        return study(claim, facts, today);
    }
    let customers = facts.customers.as_ref().and_then(|customers| customers.count);
    let (fact, count) = if claim.says(REVIEWS) {
        ("reviews", reviews.and_then(|reviews| reviews.count))
    } else {
        ("customers", customers)
    };
    let Some(count) = count else { return Ruling::Required(&["customers", "reviews"]) };
    let claimed = claim.counts.iter().copied().fold(1.0, f64::max);
    supported(count >= claimed, fact, || count.to_string())
}

fn study(claim: &Claim, facts: &Facts, _: Date) -> Ruling {
    let study = facts.study.as_ref().filter(|study| study.n.is_none_or(|n| n > 0.0));
    let Some(study) = study else { return Ruling::Required(&["study"]) };
    // *9 out of 10* are 90 per cent.
    let shares = claim.counts.windows(2).filter_map(|pair| match pair {
        [part, whole] if part <= whole && (2.0..=10.0).contains(whole) || pair.last() == Some(&100.0) => {
            Some(part / whole * 100.0)
        }
        _ => None,
    });
    let claimed: Vec<f64> = claim.percents.iter().copied().chain(shares).collect();
    let results: Vec<f64> = study.results.iter().flatten().map(|(_, percent)| *percent).collect();
    let is_result = |percent: &f64| results.iter().any(|result| (percent - result).abs() <= ROUNDING);
    match (claimed.is_empty(), results.is_empty(), study.n) {
        (true, _, Some(_)) => Ruling::Supported("study"),
        (true, _, None) | (false, true, _) => Ruling::Required(&["study"]),
        // What results are called may hold anything: only the figures are said.
        _ => supported(claimed.iter().all(is_result), "study", || {
            results.iter().map(|result| format!("{result} %")).collect::<Vec<_>>().join(", ")
        }),
    }
}

fn certificate(claim: &Claim, facts: &Facts, _: Date) -> Ruling {
    let is_named = facts.certificates.iter().flatten().any(|certificate| {
        let name = View::folded(certificate.name.as_deref().unwrap_or_default());
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
                r#"{"study": {"results": {"agree": 90.4}}}"#,
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
            ("claim.pseudo_science", "98 % approve", r#"{"study": {"results": {"softer": 71}}}"#, "71 %"),
        ] {
            let ruling = ruled(label, text, facts);
            assert!(matches!(&ruling, Ruling::Contradicted(_, said) if said == says), "{text}: {ruling:?}");
        }
    }

    #[test]
    fn half_a_truth_supports_nothing() {
        for (label, text, facts) in [
            ("price.false_reference", "Was £400, now -50 %!", r#"{"price": 20, "lowest_price_30_days": 40}"#),
            ("price.false_reference", "Was £40!", r#"{"price": 60, "lowest_price_30_days": 40}"#),
            ("social.unsourced_popularity", "Loved by everyone!", r#"{"customers": {"count": 0}}"#),
            (
                "social.unsourced_popularity",
                "10,000 reviews",
                r#"{"customers": {"count": 12500}, "reviews": {"count": 4}}"#,
            ),
            (
                "social.unsourced_popularity",
                "Rated 4.8/5 by 100,000 customers",
                r#"{"customers": {"count": 12}, "reviews": {"average": 4.8}}"#,
            ),
            (
                "social.false_authority",
                "3 out of 4 dermatologists",
                r#"{"study": {"n": 30, "results": {"a": 20}}}"#,
            ),
            (
                "urgency.false_deadline",
                "Ends tonight",
                r#"{"as_of": "2020-01-01", "offer_ends": "2020-01-01"}"#,
            ),
        ] {
            let ruling = ruled(label, text, facts);
            assert!(matches!(ruling, Ruling::Contradicted(..)), "{text}: {ruling:?}");
        }
        for (label, text, facts) in [
            ("scarcity.low_stock", "Only 3 left", r#"{"stock": 3, "as_of": "2001-01-01"}"#),
            ("social.false_authority", "Clinically proven", r#"{"study": {"n": 0}}"#),
            ("claim.green_generic", "100 % green", r#"{"certificates": [{"name": "GOTS"}, {"name": null}]}"#),
            ("price.false_reference", "Was £40, -50 %!", r#"{"price": -5, "lowest_price_30_days": -10}"#),
        ] {
            let ruling = ruled(label, text, facts);
            assert!(matches!(ruling, Ruling::Required(_)), "{text}: {ruling:?}");
        }
        let text = "Over 500 sold, only 3 left!";
        let facts = Facts::read(r#"{"stock": 120}"#).unwrap();
        let at = text.find("only").unwrap();
        let place = (text, Span::new(at, text.len()));
        let ruling = rule_on(&Claims::new(), "scarcity.low_stock", place, (Some(&facts), Date::MIN));
        assert!(matches!(ruling, Ruling::Contradicted(..)), "{ruling:?}");
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
