//! Every page: what its template is given, and how it becomes an answer.
//!
//! One struct for each template under `templates/`. Values are words that are ready to be shown; the templates
//! escape all of them. A test renders every page with samples in both languages.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use super::{
    findings::{Finding, Marked},
    form::{Choice, Problem},
    names,
    visit::Visit,
    words::Words,
};
use crate::domain::Language;

/// The stylesheet of every page.
pub(super) const STYLE: &str = include_str!("static/candor.css");
/// The sign in the browser's tab.
pub(super) const ICON: &str = include_str!("static/candor.svg");

/// Changes with the stylesheet, so that browsers may keep it for long.
const STYLE_VERSION: u64 = checksum(STYLE.as_bytes());

/// FNV-1a: computed by the compiler, and nobody gains by two stylesheets that have the same.
const fn checksum(mut bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    while let [byte, rest @ ..] = bytes {
        sum = (sum ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    sum
}

/// What surrounds every page.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) say: &'static Words,
    pub(super) language: &'static str,
    pub(super) style: String,
    pub(super) user: Option<User>,
    pub(super) here: Here,
    pub(super) languages: Vec<Switch>,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub(super) struct User {
    pub(super) name: String,
    pub(super) role: &'static str,
    pub(super) form_token: String,
    pub(super) may_write: bool,
    pub(super) may_review: bool,
}

/// Which page of the navigation this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    Studio,
    Review,
    Elsewhere,
}

impl Here {
    pub(super) fn is_studio(self) -> bool {
        self == Self::Studio
    }

    pub(super) fn is_review(self) -> bool {
        self == Self::Review
    }
}

/// The same page in another language.
#[derive(Debug, Clone)]
pub(super) struct Switch {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) href: String,
    pub(super) is_current: bool,
}

impl Frame {
    pub(super) fn new(visit: &Visit, here: Here) -> Self {
        let user = visit.signed.as_ref().map(|signed| {
            let caller = signed.caller();
            User {
                name: caller.actor.to_string(),
                role: names::role(visit.language, caller.role),
                form_token: signed.session.form_token.clone(),
                may_write: caller.role.may_write(),
                may_review: caller.role.may_review(),
            }
        });
        let kept = visit.query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let kept: Vec<&str> = kept.collect();
        // A link with nothing but a query stays on this page, whatever its path is.
        let href = |code: &str| {
            let choice = format!("lang={code}");
            format!("?{}", [&[choice.as_str()], kept.as_slice()].concat().join("&"))
        };
        let switch = |(language, name): (Language, &'static str)| Switch {
            code: language.as_str(),
            name,
            href: href(language.as_str()),
            is_current: language == visit.language,
        };
        Self {
            say: visit.say(),
            language: visit.language.as_str(),
            style: format!("{STYLE_VERSION:x}"),
            user,
            here,
            languages: [(Language::En, "English"), (Language::Fr, "Français")]
                .into_iter()
                .map(switch)
                .collect(),
        }
    }
}

/// `/login`
#[derive(Debug, Template)]
#[template(path = "login.html", config = "src/edge/web/askama.toml")]
pub(super) struct LoginPage {
    pub(super) frame: Frame,
    /// Where to go on to.
    pub(super) next: String,
    pub(super) user: String,
    pub(super) problem: Option<Problem>,
    pub(super) user_error: Option<&'static str>,
    pub(super) password_error: Option<&'static str>,
}

/// `/studio`
#[derive(Debug, Template)]
#[template(path = "studio.html", config = "src/edge/web/askama.toml")]
pub(super) struct StudioPage {
    pub(super) frame: Frame,
    pub(super) token: String,
    pub(super) problem: Option<Problem>,
    pub(super) form: StudioForm,
    pub(super) result: Option<Written>,
}

/// The form of the studio.
#[derive(Debug, Clone)]
pub(super) struct StudioForm {
    pub(super) brief: String,
    pub(super) brief_error: Option<String>,
    pub(super) seen: Option<Seen>,
    pub(super) selects: Vec<Select>,
}

/// What was found in a brief.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) title: String,
    pub(super) text: Option<Marked>,
    pub(super) findings: Vec<Finding>,
}

/// A field with a list of choices.
#[derive(Debug, Clone)]
pub(super) struct Select {
    /// Its id and name.
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) choices: Vec<Choice>,
    pub(super) error: Option<&'static str>,
}

/// What was written, or why not.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// The class of the stylesheet.
    pub(super) verdict: &'static str,
    pub(super) summary: &'static str,
    pub(super) masked: String,
    pub(super) notice: Option<&'static str>,
    pub(super) entry: String,
    /// The entry is open to whoever reads this.
    pub(super) is_linked: bool,
    pub(super) fewer: Option<&'static str>,
    pub(super) cards: Vec<Card>,
}

/// One variant.
#[derive(Debug, Clone)]
pub(super) struct Card {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) text: Option<Marked>,
    pub(super) length: String,
    pub(super) withheld: Option<Withheld>,
    pub(super) findings_title: String,
    pub(super) findings: Vec<Finding>,
}

/// Why there is less of a variant than there should be.
#[derive(Debug, Clone)]
pub(super) struct Withheld {
    pub(super) title: &'static str,
    pub(super) why: String,
}

/// `/review`
#[derive(Debug, Template)]
#[template(path = "entries.html", config = "src/edge/web/askama.toml")]
pub(super) struct EntriesPage {
    pub(super) frame: Frame,
    pub(super) outcomes: Vec<Choice>,
    pub(super) rule: String,
    /// Rules to choose from.
    pub(super) rules: Vec<String>,
    pub(super) is_filtered: bool,
    pub(super) rows: Vec<Row>,
    pub(super) newest: Option<String>,
    pub(super) older: Option<String>,
}

/// One entry of the list.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: String,
    /// As it is kept.
    pub(super) at: String,
    /// As it is shown.
    pub(super) time: String,
    pub(super) outcome: String,
    pub(super) outcome_class: &'static str,
    pub(super) findings: Vec<Chip>,
    pub(super) masked: String,
    pub(super) actor: String,
    pub(super) role: String,
    pub(super) route: String,
    pub(super) model: String,
}

/// How many findings of one severity.
#[derive(Debug, Clone)]
pub(super) struct Chip {
    pub(super) severity: &'static str,
    pub(super) symbol: &'static str,
    pub(super) text: String,
}

/// `/review/{id}`
#[derive(Debug, Template)]
#[template(path = "entry.html", config = "src/edge/web/askama.toml")]
pub(super) struct EntryPage {
    pub(super) frame: Frame,
    pub(super) id: String,
    pub(super) outcome: String,
    pub(super) outcome_class: &'static str,
    pub(super) outcome_told: &'static str,
    pub(super) findings_title: String,
    pub(super) findings: Vec<Finding>,
    pub(super) groups: Vec<Group>,
    /// The entry as JSON.
    pub(super) stored: String,
}

/// Facts that belong together.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) facts: Vec<Fact>,
}

/// One fact of an entry.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) value: String,
    /// An id or a hash.
    pub(super) is_code: bool,
}

/// A page that says why there is none.
#[derive(Debug, Template)]
#[template(path = "fault.html", config = "src/edge/web/askama.toml")]
pub(super) struct FaultPage {
    pub(super) frame: Frame,
    pub(super) status: u16,
    pub(super) title: &'static str,
    pub(super) advice: &'static str,
    /// The id of the request, where the operator may want it.
    pub(super) request: Option<String>,
    pub(super) way: &'static str,
    pub(super) way_href: &'static str,
}

/// A page as an answer.
pub(super) fn answer(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page cannot be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
