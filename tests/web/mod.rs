//! The pages, as a browser without script sees them: a gateway of its own, the sandbox as provider.
#![expect(clippy::unwrap_used, clippy::panic, reason = "clippy does not see helpers of tests as tests")]

mod frame;
mod login;
mod review;
mod studio;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use candor::{
    accounts::{Directory, StoredUser, hash_password},
    app::{App, Surroundings},
    config::{self, Environment, Source},
    domain::{RandomIds, Role, SystemClock, TenantId},
    edge, store,
};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use regex::Regex;
use tower::ServiceExt;

/// Everybody's password.
const PASSWORD: &str = "correct horse battery";

/// A gateway with two companies and somebody in every role.
struct Site {
    app: App,
    routes: Router,
    data: tempfile::TempDir,
}

impl Site {
    fn start() -> Self {
        Self::with("")
    }

    /// With more for the tenant `acme` (its table is the last of the file).
    fn with(acme: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("candor.toml");
        let database = data.path().join("candor.db");
        std::fs::write(&file, configuration(&database.display().to_string(), acme)).unwrap();
        let directory = store::open(&database).unwrap().directory;
        let password = hash_password(PASSWORD).unwrap();
        for (name, tenant, role) in [
            ("ana", "acme", Role::Copywriter),
            ("carl", "acme", Role::Compliance),
            ("uma", "acme", Role::Auditor),
            ("otto", "other", Role::Compliance),
        ] {
            let user = StoredUser {
                name: name.to_owned(),
                tenant: TenantId::new(tenant),
                role,
                password: password.clone(),
                disabled: false,
            };
            directory.put_user(&user).unwrap();
        }
        let source = Source { file: Some(file), ..Source::default() };
        let environment = Environment::default();
        let loaded = config::load(&source, &environment).unwrap_or_else(|problems| panic!("{problems}"));
        let around = Surroundings { clock: Arc::new(SystemClock::start()), ids: Arc::new(RandomIds) };
        let app = App::build(&loaded, source, environment, around).unwrap();
        let routes = edge::router(app.handles.clone());
        Self { app, routes, data }
    }

    /// Every byte of the data folder.
    fn everything_kept(&self) -> String {
        let files = std::fs::read_dir(self.data.path()).unwrap().map(|file| file.unwrap().path());
        files.map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()).collect()
    }

    /// A browser that has been nowhere yet.
    fn browser(&self) -> Browser {
        Browser { routes: self.routes.clone(), cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// A browser in which somebody is signed in.
    async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.post("/login", &[("user", name), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        browser
    }
}

fn configuration(database: &str, acme: &str) -> String {
    let model = |alias: &str, model: &str| {
        format!("[[model]]\nalias = {alias:?}\nprovider = \"box\"\nmodel = {model:?}\n")
    };
    format!(
        r#"
[store]
url = "sqlite://{database}"
[[provider]]
name = "box"
kind = "sandbox"
{}{}{}
[[policy]]
name = "strict"
personal_data = "block"
[[tenant]]
id = "other"
name = "Other"
[[tenant]]
id = "acme"
name = "Acme"
{acme}
"#,
        model("copy", "sandbox"),
        model("copy-with-faults", "sandbox-with-faults"),
        model("copy-with-grave-faults", "sandbox-with-grave-faults"),
    )
}

/// Keeps cookies and sends forms, as a browser does.
struct Browser {
    routes: Router,
    cookies: BTreeMap<String, String>,
    headers: Vec<(&'static str, &'static str)>,
}

/// What came back.
struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Browser {
    async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form exactly as it is given.
    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Opens the studio and sends its form, filled in with these.
    async fn write(&mut self, fields: &[(&str, &str)]) -> Page {
        let token = self.get("/studio").await.value("form_token");
        let token = [("form_token", token.as_str())];
        self.post("/studio", &[&token, fields].concat()).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let (parts, body) = self.routes.clone().oneshot(request).await.unwrap().into_parts();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
            self.cookies.retain(|_, value| !value.is_empty());
        }
        let page = Page { status: parts.status, headers: parts.headers, body };
        page.check();
        page
    }
}

impl Page {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// How a cookie is set; empty when it is not.
    fn cookie(&self, name: &str) -> &str {
        let mut set =
            self.headers.get_all(header::SET_COOKIE).into_iter().map(|value| value.to_str().unwrap());
        set.find(|cookie| cookie.starts_with(&format!("{name}="))).unwrap_or_default()
    }

    /// The value of a hidden field.
    fn value(&self, name: &str) -> String {
        let field = Regex::new(&format!(r#"name="{name}" value="([^"]*)""#)).unwrap();
        field.captures(&self.body).map(|found| found[1].to_owned()).unwrap_or_default()
    }

    /// The words of the page without its tags.
    fn text(&self) -> String {
        let text = Regex::new("<[^>]*>").unwrap().replace_all(&self.body, "").into_owned();
        text.replace("&#39;", "'").replace("&#34;", "\"").replace("&#38;", "&")
    }

    #[track_caller]
    fn holds(&self, parts: &[&str]) -> &Self {
        let text = self.text();
        for part in parts {
            assert!(text.contains(part) || self.body.contains(part), "{part:?} is not in {}", self.body);
        }
        self
    }

    /// What holds of every page.
    fn check(&self) {
        if !self.header("content-type").starts_with("text/html") {
            return;
        }
        assert!(self.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
        assert!(self.header("content-security-policy").contains("frame-ancestors 'none'"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(self.header(name), value);
        }
        for never in ["<script", "<style", " style=", "onclick", "javascript:"] {
            assert!(!self.body.contains(never), "{never} in {}", self.body);
        }
        let all = |pattern: &str| -> Vec<String> {
            Regex::new(pattern).unwrap().captures_iter(&self.body).map(|found| found[1].to_owned()).collect()
        };
        let ids = all(r#"\sid="([^"]*)""#);
        let unique: BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(ids.len(), unique.len(), "an id stands twice: {ids:?}");
        let described = all(r#"aria-(?:describedby|labelledby)="([^"]*)""#).join(" ");
        let references = all(r##"href="#([^"]*)""##);
        let references = references.iter().map(String::as_str).chain(described.split_whitespace());
        for reference in references {
            assert!(unique.contains(reference), "{reference} is nowhere in {}", self.body);
        }
    }
}
