//! The pages: copywriters write in the studio, compliance reads the log on the review desk.
//!
//! Server-rendered, plain forms, no script at all, in English and French. In go requests of browsers, out come
//! whole pages. Briefs and copy stand only in the page that answers them: nothing here keeps or logs them, and
//! whatever is asked for takes the same way through the [`pipeline`](crate::pipeline) as a request of a program.
//!
//! | file | what |
//! |---|---|
//! | `visit` | who visits, in which language |
//! | `login` | sign in and out |
//! | `studio` | brief → copy with its findings marked |
//! | `review` | entries of the log, and one of them |
//! | `form`, `cookie` | what comes in, and whether our own page sent it |
//! | `pages`, `templates/` | what every page is given, and its HTML |
//! | `words`, `names` | every word, in both languages |
//! | `marks`, `findings` | texts cut where something was found; findings as they are shown |
//! | `guard` | headers that keep a page to itself |
//! | `error` | from what went wrong to what somebody sees |

mod cookie;
mod error;
mod findings;
mod form;
mod guard;
mod login;
mod marks;
mod names;
mod pages;
mod review;
mod studio;
#[cfg(test)]
mod tests;
mod visit;
mod words;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use self::{error::Fault, visit::Visit};
use super::Handles;

/// Every page.
pub fn routes() -> Router<Handles> {
    let gate = login::gate();
    let sign_in = move |handles: State<Handles>, visit: Visit, request: Request| {
        login::sign_in(handles, visit, request, gate)
    };
    Router::new()
        .route("/", get(async || Redirect::to("/studio")))
        .route("/login", get(login::show).post(sign_in))
        .route("/logout", post(login::sign_out))
        .route("/studio", get(studio::show).post(studio::write))
        .route("/review", get(review::list))
        .route("/review/{id}", get(review::one))
        .route("/static/candor.css", get(guard::style))
        .route("/static/candor.svg", get(guard::icon))
        .method_not_allowed_fallback(async |visit: Visit| visit.stopped(Fault::WrongMethod))
        .layer(DefaultBodyLimit::max(form::MOST_BYTES))
        .layer(middleware::from_fn(guard::dress))
}

/// The page for a path that leads nowhere.
pub fn not_found(handles: &Handles, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let choice = guard::Choice::of(&parts.uri, &parts.headers);
    let page = Visit::read(&parts, handles).stopped(Fault::NotFound);
    guard::dressed(page.into_response(), choice)
}
