//! Every page with every sample, in both languages: what must hold of any page.

use std::collections::BTreeSet;

use askama::Template;
use regex::Regex;

use super::{
    findings::{Finding, Text},
    form::{Choice, Problem},
    names,
    pages::{
        Card, Chip, EntriesPage, EntryPage, Fact, FaultPage, Frame, Group, Here, LoginPage, Row, Seen,
        Select, StudioForm, StudioPage, Switch, User, Withheld, Written,
    },
    words,
};
use crate::{
    domain::{Language, Severity},
    guardrails::{Described, LegalBasis},
};

/// What a person could type or a model write to break out of a page.
const NASTY: &str = r#""><script>alert('x')</script><b onclick="x" style="y">&amp;"#;

fn frame(language: Language, here: Here, is_signed: bool) -> Frame {
    let user = User {
        name: NASTY.to_owned(),
        role: "compliance",
        form_token: "t".to_owned(),
        may_write: true,
        may_review: true,
    };
    let switch = |code, is_current| Switch { code, name: "X", href: format!("?lang={code}&a=b"), is_current };
    Frame {
        say: words::of(language),
        language: language.as_str(),
        style: "1".to_owned(),
        user: is_signed.then_some(user),
        here,
        languages: vec![switch("en", language == Language::En), switch("fr", language == Language::Fr)],
    }
}

fn described(start: usize, end: usize, severity: Severity) -> Described {
    let law = |checked: Option<&str>| LegalBasis {
        law: "Directive 2005/29/EC".to_owned(),
        article: "art. 6".to_owned(),
        note: checked.map(|_| NASTY.to_owned()),
        checked: checked.map(str::to_owned),
    };
    Described {
        rule: "pressure/false-deadline".to_owned(),
        kind: "manipulation",
        label: "urgency".to_owned(),
        start,
        end,
        choice: Some(0),
        path: None,
        severity: severity.as_str(),
        action: "annotate",
        explanation: NASTY.to_owned(),
        suggestion: "Say it otherwise.".to_owned(),
        legal_basis: vec![law(Some("2026-11-22")), law(None)],
        text: NASTY.to_owned(),
        score: 1.0,
        by_model: false,
        evidence_required: &[],
        contradicted_by: None,
    }
}

fn all_severities() -> Vec<Described> {
    Severity::ALL
        .into_iter()
        .enumerate()
        .map(|(at, severity)| described(at * 5, at * 5 + 8, severity))
        .collect()
}

fn card(number: usize, language: Language) -> Card {
    let found = all_severities();
    let found: Vec<&Described> = found.iter().collect();
    let scope = format!("variant-{number}");
    Card {
        title: "Variant".to_owned(),
        text: Some(text(NASTY, &scope, &found, Some(Language::Fr)).marked(language)),
        length: "3".to_owned(),
        withheld: Some(Withheld { title: "Withheld.", why: NASTY.to_owned() }),
        findings_title: "4 findings".to_owned(),
        findings: text(NASTY, &scope, &found, None).list(language),
        id: scope,
    }
}

fn text<'t>(
    content: &'t str,
    scope: &'t str,
    found: &'t [&'t Described],
    language: Option<Language>,
) -> Text<'t> {
    Text { scope, content, language, found, is_open: true }
}

fn problem() -> Problem {
    Problem::at("Wrong", &[("brief", Some(NASTY)), ("model", Some("Choose"))]).unwrap()
}

fn chosen(value: &str, is_chosen: bool) -> Choice {
    Choice { value: value.to_owned(), name: NASTY.to_owned(), is_chosen }
}

impl LoginPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |problem, error| Self {
            frame: frame(language, Here::Elsewhere, false),
            next: NASTY.to_owned(),
            user: NASTY.to_owned(),
            problem,
            user_error: error,
            password_error: error,
        };
        let problem = Problem::at("Wrong", &[("user", Some("x")), ("password", Some("y"))]);
        vec![
            page(None, None),
            page(problem, Some("Missing")),
            page(Some(Problem::of_all("x", "y".to_owned())), None),
        ]
    }
}

impl StudioPage {
    fn samples(language: Language) -> Vec<Self> {
        let found = all_severities();
        let found: Vec<&Described> = found.iter().collect();
        let form = |has_error: bool| StudioForm {
            brief: format!("\n{NASTY}"),
            brief_error: has_error.then(|| NASTY.to_owned()),
            seen: has_error.then(|| Seen {
                title: "In your brief".to_owned(),
                text: Some(text(NASTY, "brief", &found, None).marked(language)),
                findings: text(NASTY, "brief", &found, None).list(language),
            }),
            selects: ["channel", "model", "language", "variants"]
                .into_iter()
                .map(|id| Select {
                    id,
                    label: "Label",
                    choices: vec![chosen("a", false), chosen(NASTY, true)],
                    error: has_error.then_some("Choose one"),
                })
                .collect(),
        };
        let written = |is_linked: bool| Written {
            verdict: "annotated",
            summary: "Delivered",
            masked: "2 names".to_owned(),
            notice: Some("A machine wrote this."),
            entry: "ent_1".to_owned(),
            is_linked,
            fewer: is_linked.then_some("Fewer"),
            cards: vec![card(1, language), card(2, language)],
        };
        let page = |problem, form, result| Self {
            frame: frame(language, Here::Studio, true),
            token: "t".to_owned(),
            problem,
            form,
            result,
        };
        vec![
            page(None, form(false), None),
            page(Some(problem()), form(true), None),
            page(None, form(false), Some(written(true))),
            page(None, form(true), Some(written(false))),
        ]
    }
}

impl EntriesPage {
    fn samples(language: Language) -> Vec<Self> {
        let chip = |severity: Severity| Chip {
            severity: severity.as_str(),
            symbol: names::symbol(severity),
            text: "2".to_owned(),
        };
        let row = |id: &str| Row {
            id: id.to_owned(),
            at: "2026-11-22T09:30:01.000Z".to_owned(),
            time: "2026-11-22 09:30:01".to_owned(),
            outcome: "Annotated".to_owned(),
            outcome_class: "annotated",
            findings: Severity::ALL.map(chip).to_vec(),
            masked: "2 names".to_owned(),
            actor: NASTY.to_owned(),
            role: "program".to_owned(),
            route: "Studio".to_owned(),
            model: NASTY.to_owned(),
        };
        let page = |rows, is_filtered: bool| Self {
            frame: frame(language, Here::Review, true),
            outcomes: vec![chosen("", false), chosen("blocked", true)],
            rule: NASTY.to_owned(),
            rules: vec![NASTY.to_owned()],
            is_filtered,
            rows,
            newest: is_filtered.then(|| "/review".to_owned()),
            older: is_filtered.then(|| "/review?after=ent_1&rule=a".to_owned()),
        };
        let empty = Row { findings: vec![], masked: String::new(), ..row("ent_2") };
        vec![page(vec![row("ent_1"), empty], true), page(vec![], true), page(vec![], false)]
    }
}

impl EntryPage {
    fn samples(language: Language) -> Vec<Self> {
        let finding = Finding {
            mark: None,
            place: Some("Variant 1".to_owned()),
            ..text("", "x", &[&described(0, 0, Severity::Serious)], None).list(language).remove(0)
        };
        let fact = |is_code| Fact { name: "Name", value: NASTY.to_owned(), is_code };
        let page = |findings| Self {
            frame: frame(language, Here::Review, true),
            id: NASTY.to_owned(),
            outcome: "Released".to_owned(),
            outcome_class: "released",
            outcome_told: "Told",
            findings_title: "Findings".to_owned(),
            findings,
            groups: vec![Group { id: "g", title: "T", about: "A", facts: vec![fact(true), fact(false)] }],
            stored: NASTY.to_owned(),
        };
        vec![page(vec![finding]), page(vec![])]
    }
}

impl FaultPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |request: Option<&str>, is_signed| Self {
            frame: frame(language, Here::Elsewhere, is_signed),
            status: 500,
            title: "Title",
            advice: "Advice",
            request: request.map(str::to_owned),
            way: "On",
            way_href: "/studio",
        };
        vec![page(None, true), page(Some("req_1"), false)]
    }
}

/// Every page with every sample.
fn every_page(language: Language) -> Vec<String> {
    fn rendered(pages: &[impl Template]) -> impl Iterator<Item = String> {
        pages.iter().map(|page| page.render().unwrap())
    }
    rendered(&LoginPage::samples(language))
        .chain(rendered(&StudioPage::samples(language)))
        .chain(rendered(&EntriesPage::samples(language)))
        .chain(rendered(&EntryPage::samples(language)))
        .chain(rendered(&FaultPage::samples(language)))
        .collect()
}

fn found<'h>(html: &'h str, pattern: &str) -> Vec<&'h str> {
    Regex::new(pattern).unwrap().captures_iter(html).map(|found| found.get(1).unwrap().as_str()).collect()
}

fn sound_pages() -> impl Iterator<Item = (Language, String)> {
    [Language::En, Language::Fr]
        .into_iter()
        .flat_map(|language| every_page(language).into_iter().map(move |html| (language, html)))
}

#[test]
fn pages_hold_no_script_and_no_style_whatever_is_put_into_them() {
    let value = Regex::new(r#""[^"]*""#).unwrap();
    let attribute = Regex::new(r"\s(?:style|on[a-z]+)\s*=").unwrap();
    for (_, html) in sound_pages() {
        assert!(!html.contains("<script") && !html.contains("<style"), "{html}");
        // Values are quoted, so an attribute can only start outside of quotes.
        let inside_tags = found(&html, r"<([a-z][^>]*)>").join("\n");
        let names = value.replace_all(&inside_tags, "\"\"");
        assert!(!attribute.is_match(&names), "{names}");
        assert!(!html.contains(NASTY), "{html}");
    }
}

#[test]
fn every_page_says_its_language_and_has_one_main_heading() {
    for (language, html) in sound_pages() {
        assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{language}\">")), "{html}");
        assert_eq!(html.matches("<h1").count(), 1, "{html}");
        assert_eq!(html.matches("<main").count(), 1, "{html}");
        assert!(found(&html, "<title>(.*) · Candor</title>").iter().all(|title| !title.is_empty()));
        let levels = found(&html, "<h([1-6])").into_iter().map(|level| level.parse::<u8>().unwrap());
        let mut before = 0;
        // The summary of errors may stand before the first section.
        for level in levels {
            assert!(level <= before + 1, "a heading of level {level} after one of level {before}: {html}");
            before = level;
        }
    }
}

#[test]
fn every_reference_leads_to_one_element() {
    for (_, html) in sound_pages() {
        let ids = found(&html, r#"\sid="([^"]*)""#);
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len(), "an id stands twice: {ids:?}");
        let mut references = found(&html, r##"href="#([^"]*)""##);
        references.extend(found(&html, r#"(?:for|list)="([^"]*)""#));
        let described = found(&html, r#"aria-(?:describedby|labelledby)="([^"]*)""#);
        references.extend(described.iter().flat_map(|ids| ids.split_whitespace()));
        for reference in references {
            assert!(unique.contains(reference), "{reference} is nowhere in {html}");
        }
    }
}

#[test]
fn every_field_has_a_label_and_every_wrong_one_its_message() {
    for (_, html) in sound_pages() {
        let labels = found(&html, r#"<label for="([^"]*)""#);
        for field in found(&html, r#"<(?:select|textarea|input) id="([^"]*)""#) {
            assert!(labels.contains(&field), "{field}");
        }
        for tag in found(&html, r#"(<[^>]*aria-invalid="true"[^>]*>)"#) {
            assert!(tag.contains("-error"), "{tag}");
        }
        assert_eq!(html.matches("<th ").count(), html.matches("<th scope=").count());
    }
}

#[test]
fn a_text_comes_back_exactly_as_it_was_written() {
    let typed = "  two\n\nlines & <b>\n";
    let found = [described(2, 5, Severity::Note)];
    let found: Vec<&Described> = found.iter().collect();
    let mut pages = StudioPage::samples(Language::En);
    let page = pages.get_mut(2).unwrap();
    page.form.brief = typed.to_owned();
    page.result.as_mut().unwrap().cards = vec![Card {
        text: Some(text(typed, "variant-1", &found, None).marked(Language::En)),
        findings: text(typed, "variant-1", &found, None).list(Language::En),
        ..card(1, Language::En)
    }];
    let html = page.render().unwrap();
    let written = "\n\nlines &#38; &#60;b&#62;\n</";
    assert!(html.contains(&format!(">\n  two{written}textarea>")), "{html}");
    let shown = self::found(&html, r#"(?s)<p class="text">(.*?)</p>"#);
    let shown = shown.first().unwrap();
    let plain = Regex::new("<a .*?</a>|<[^>]*>").unwrap().replace_all(shown, "");
    assert_eq!(plain, "  two\n\nlines &#38; &#60;b&#62;\n");
}

#[test]
fn found_words_are_marked_and_lead_to_their_finding() {
    let page = StudioPage::samples(Language::En).remove(2).render().unwrap();
    assert!(page.contains(r#"<mark class="note" aria-describedby="variant-1-finding-1">"#), "{page}");
    assert!(
        page.contains(r##"id="variant-1-mark-1" href="#variant-1-finding-1" aria-label="1, Note""##),
        "{page}"
    );
    assert!(page.contains("(checked 2026-11-22)") && page.contains("(to be confirmed)"), "{page}");
}

#[test]
fn all_words_of_one_language_differ_from_empty() {
    for language in [Language::En, Language::Fr] {
        let words = format!("{:?}", words::of(language));
        assert!(!words.contains(": \"\""), "{words}");
    }
}
