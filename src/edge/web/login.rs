//! `/login` and `/logout`: sessions begin and end.
//!
//! In go a name and a password, out comes a cookie or the same page again. A password is never shown again,
//! logged or kept; which of name and password was wrong is never said.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Query, Request, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tokio::{sync::Semaphore, time::timeout};

use super::{
    cookie::{self, Cookie},
    error::{Fault, Told, WebError},
    form::{self, Problem},
    pages::{self, Frame, Here, LoginPage},
    visit::Visit,
};
use crate::{accounts::SignInError, domain::Role, edge::Handles};

/// Longest name and password that are looked at, in bytes.
const LONGEST: usize = 1024;
/// Passwords that are checked at once: each takes a core and some 20 MB for a moment, whoever sends it.
const AT_ONCE: usize = 4;
/// How long somebody waits for their turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// After so long a name may be tried again.
const WAIT: Duration = Duration::from_mins(1);

/// Lets so many in at once that checking passwords cannot bring the gateway down.
pub(super) fn gate() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(AT_ONCE))
}

/// What stands behind `?` of the sign-in page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: String,
}

/// The form.
pub(super) async fn show(visit: Visit, query: Result<Query<Asked>, QueryRejection>) -> Response {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    let next = form::own_path(&asked.next).unwrap_or_default();
    if let Some(signed) = &visit.signed {
        return Redirect::to(after(next, signed.caller().role)).into_response();
    }
    let mut response = pages::answer(StatusCode::OK, &page(&visit, next, "", None));
    let is_secure = visit.is_secure;
    let ours = Cookie { name: cookie::SIGN_IN, value: "1", max_age: None, is_strict: true, is_secure };
    ours.put(response.headers_mut());
    response
}

/// Signs somebody in.
///
/// # Errors
/// A page for what is no form of ours.
pub(super) async fn sign_in(
    State(handles): State<Handles>,
    visit: Visit,
    request: Request,
    gate: Arc<Semaphore>,
) -> Result<Response, WebError> {
    if !form::is_ours(request.headers()) {
        return Err(visit.stopped(Fault::ForeignForm));
    }
    let fields = form::read(request, &["user", "password", "next"]).await;
    let mut fields = fields.map_err(|fault| visit.stopped(fault))?;
    let (user, password, next) = (fields.take("user"), fields.take("password"), fields.take("next"));
    let next = form::own_path(&next).unwrap_or_default();
    if user.is_empty() || password.is_empty() {
        let page = page(&visit, next, &user, Some(Wrong::Missing { password: password.is_empty() }));
        return Ok(pages::answer(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    match check(&handles, gate, user.clone(), password).await {
        Ok(token) => {
            if let Some(before) = &visit.signed {
                handles.people.sign_out(&before.token);
            }
            let role = handles.people.find(&token).map_or(Role::Copywriter, |session| session.caller.role);
            Ok(with_session(Redirect::to(after(next, role)), &token, None, visit.is_secure))
        }
        Err(error) => Ok(refused(&visit, next, &user, error)),
    }
}

/// Signs somebody out.
///
/// # Errors
/// A page for what is no form of ours.
pub(super) async fn sign_out(
    State(handles): State<Handles>,
    visit: Visit,
    request: Request,
) -> Result<Response, WebError> {
    if let Some(signed) = &visit.signed {
        form::read_guarded(request, signed, &[]).await.map_err(|fault| visit.stopped(fault))?;
        handles.people.sign_out(&signed.token);
    }
    Ok(with_session(Redirect::to("/login"), "", Some(0), visit.is_secure))
}

/// Checks name and password away from the async threads: that takes long on purpose.
async fn check(
    handles: &Handles,
    gate: Arc<Semaphore>,
    user: String,
    password: String,
) -> Result<String, SignInError> {
    if user.len() > LONGEST || password.len() > LONGEST {
        return Err(SignInError::Wrong);
    }
    let Ok(Ok(turn)) = timeout(PATIENCE, gate.acquire_owned()).await else {
        return Err(SignInError::Unavailable);
    };
    let people = handles.people.clone();
    let checked = tokio::task::spawn_blocking(move || {
        // Whoever goes away before the end keeps the place all the same.
        let _turn = turn;
        people.sign_in(&user, &password)
    });
    checked.await.unwrap_or(Err(SignInError::Unavailable))
}

/// Where somebody goes on to: where they wanted, else what their role is for.
fn after(next: &str, role: Role) -> &str {
    match next {
        "" | "/" if role.may_write() => "/studio",
        "" | "/" => "/review",
        next => next,
    }
}

fn with_session(redirect: Redirect, token: &str, max_age: Option<u32>, is_secure: bool) -> Response {
    let mut response = redirect.into_response();
    let session = Cookie { name: cookie::SESSION, value: token, max_age, is_strict: false, is_secure };
    session.put(response.headers_mut());
    response
}

/// What is wrong with the form.
#[derive(Clone, Copy)]
enum Wrong {
    Missing { password: bool },
    Refused(SignInError),
}

fn refused(visit: &Visit, next: &str, user: &str, error: SignInError) -> Response {
    let (status, wait) = match error {
        SignInError::Wrong => (StatusCode::UNAUTHORIZED, None),
        SignInError::TooMany => (StatusCode::TOO_MANY_REQUESTS, Some(WAIT)),
        SignInError::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, Some(WAIT)),
    };
    let mut response = pages::answer(status, &page(visit, next, user, Some(Wrong::Refused(error))));
    Told::put_wait(wait, &mut response);
    response
}

fn page(visit: &Visit, next: &str, user: &str, wrong: Option<Wrong>) -> LoginPage {
    let say = visit.say();
    let (mut user_error, mut password_error, mut problem) = (None, None, None);
    match wrong {
        None => {}
        Some(Wrong::Missing { password }) => {
            user_error = user.is_empty().then_some(say.user_missing);
            password_error = password.then_some(say.password_missing);
        }
        Some(Wrong::Refused(SignInError::Wrong)) => password_error = Some(say.password_wrong),
        Some(Wrong::Refused(SignInError::TooMany)) => user_error = Some(say.too_many_tries),
        Some(Wrong::Refused(SignInError::Unavailable)) => {
            problem = Some(Problem::of_all(say.not_signed_in, say.sign_in_unavailable.to_owned()));
        }
    }
    let at_fields = Problem::at(say.not_signed_in, &[("user", user_error), ("password", password_error)]);
    LoginPage {
        frame: Frame::new(&visit.asking_for("next", next), Here::Elsewhere),
        next: next.to_owned(),
        user: user.to_owned(),
        problem: at_fields.or(problem),
        user_error,
        password_error,
    }
}
