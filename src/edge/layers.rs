//! Every layer, from the outside in, each with the reason for its place.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::Response,
};

use super::Handles;
use crate::domain::RequestId;

/// The header that carries the id of a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the layers around the routes.
///
/// 1. *request id*, outermost: everything else may name it. A caller's own id is not taken over; it could be
///    anything, and ends up in logs.
/// 2. *security headers*: on every answer, errors too.
///
/// Bodies are bounded in length and time where they are read (`api::body`), because a body that is too long
/// must leave an entry in the log like any other request. A handler that panics ends its own connection only.
pub fn around(routes: Router<Handles>, handles: &Handles) -> Router<Handles> {
    routes.layer(middleware::from_fn_with_state(handles.clone(), identify))
}

async fn identify(State(handles): State<Handles>, mut request: Request, next: Next) -> Response {
    let id = RequestId::new(handles.ids.next("req_"));
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(id.as_str()) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
