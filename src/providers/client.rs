//! The one HTTP client; connections are pooled per host.
//!
//! hyper's own: what a client for everything adds (redirects, cookies, addresses read twice) is not needed here, and
//! was a sixth of the time of a request.

use std::{io, sync::Arc, task, time::Duration};

use bytes::Bytes;
use futures_util::{FutureExt, future::BoxFuture};
use http_body_util::Full;
use hyper::{Response, Uri, body::Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::{
        legacy::{
            Client as Pool, Error,
            connect::{HttpConnector, proxy::Tunnel},
        },
        proxy::matcher::Matcher,
    },
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use tokio::net::TcpStream;
use tower::Service;

use super::ProviderError;

/// To open a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// An open connection is kept for another request.
const IDLE: Duration = Duration::from_secs(90);

/// The one HTTP client.
#[derive(Clone)]
pub struct Client(Pool<HttpsConnector<Way>, Full<Bytes>>);

impl Client {
    /// With the certificates of the system and the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY`, `NO_PROXY`).
    ///
    /// # Errors
    /// When the system has no certificates.
    pub fn new() -> io::Result<Self> {
        let mut straight = HttpConnector::new();
        straight.enforce_http(false);
        straight.set_nodelay(true);
        straight.set_keepalive(Some(IDLE));
        straight.set_connect_timeout(Some(CONNECT));
        let way = Way { straight, proxies: Arc::new(Matcher::from_env()) };
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_platform_verifier(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(way);
        let mut pool = Pool::builder(TokioExecutor::new());
        pool.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        Ok(Self(pool.build(connector)))
    }

    /// Sends a request; the head of the answer has come when this returns.
    pub(super) async fn send(
        &self,
        request: hyper::Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, ProviderError> {
        self.0.request(request).await.map_err(|error| fault(&error))
    }
}

/// A connection that took too long to open is not tried again.
fn fault(error: &Error) -> ProviderError {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if inner.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return ProviderError::TimedOut;
        }
        source = inner.source();
    }
    ProviderError::Unreachable
}

/// The way to a server: straight, or through a tunnel that a proxy opens (RFC 9110, 9.3.6).
#[derive(Clone)]
struct Way {
    straight: HttpConnector,
    proxies: Arc<Matcher>,
}

impl Service<Uri> for Way {
    type Response = TokioIo<TcpStream>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, context: &mut task::Context<'_>) -> task::Poll<Result<(), Self::Error>> {
        self.straight.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        match self.proxies.intercept(&to) {
            None => self.straight.call(to).map(|opened| opened.map_err(Into::into)).boxed(),
            Some(proxy) => {
                let mut tunnel = Tunnel::new(proxy.uri().clone(), self.straight.clone());
                if let Some(auth) = proxy.basic_auth() {
                    tunnel = tunnel.with_auth(auth.clone());
                }
                tunnel.call(to).map(|opened| opened.map_err(Into::into)).boxed()
            }
        }
    }
}
