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
use tokio::{net::TcpStream, time::timeout};
use tower::Service;

use super::ProviderError;

/// To open a connection, with the proxy's answer and the exchange of keys.
const CONNECT: Duration = Duration::from_secs(10);
/// An open connection is asked so often whether the other side is still there …
const PROBE: Duration = Duration::from_secs(15);
/// … and given up after so many times without an answer.
const PROBES: u32 = 3;
/// An open connection is kept for another request.
const IDLE: Duration = Duration::from_secs(90);

/// The one HTTP client.
#[derive(Clone)]
pub struct Client(Pool<Limited, Full<Bytes>>);

impl Client {
    /// With the certificates of the system and the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY`, `NO_PROXY`), which must be spoken to in plain HTTP.
    ///
    /// # Errors
    /// When the system has no certificates, or a proxy is spoken to in another way.
    pub fn new() -> io::Result<Self> {
        let mut straight = HttpConnector::new();
        straight.enforce_http(false);
        straight.set_nodelay(true);
        straight.set_keepalive(Some(PROBE));
        straight.set_keepalive_interval(Some(PROBE));
        straight.set_keepalive_retries(Some(PROBES));
        #[cfg(target_os = "linux")]
        straight.set_tcp_user_timeout(Some(PROBE * 2));
        // Of a server with several addresses, each has a part of the time.
        straight.set_connect_timeout(Some(CONNECT));
        let proxies = Matcher::from_env();
        for to in [Uri::from_static("https://provider.invalid"), Uri::from_static("http://provider.invalid")]
        {
            if proxies.intercept(&to).is_some_and(|proxy| !is_plain(proxy.uri())) {
                let message = "the proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY must be an address that starts with http://";
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            }
        }
        let way = Way { straight, proxies: Arc::new(proxies) };
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_platform_verifier(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(way);
        let mut pool = Pool::builder(TokioExecutor::new());
        pool.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        Ok(Self(pool.build(Limited(connector))))
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

/// Opens connections, none for longer than [`CONNECT`].
#[derive(Clone)]
struct Limited(HttpsConnector<Way>);

impl Service<Uri> for Limited {
    type Response = <HttpsConnector<Way> as Service<Uri>>::Response;
    type Error = Fault;
    type Future = BoxFuture<'static, Result<Self::Response, Fault>>;

    fn poll_ready(&mut self, context: &mut task::Context<'_>) -> task::Poll<Result<(), Fault>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let opened = timeout(CONNECT, self.0.call(to));
        let too_late = |_| Fault::from(io::Error::from(io::ErrorKind::TimedOut));
        opened.map(move |opened| opened.map_err(too_late)?).boxed()
    }
}

/// What goes wrong with a connection.
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The way to a server: straight, or through a tunnel that a proxy opens (RFC 9110, 9.3.6).
#[derive(Clone)]
struct Way {
    straight: HttpConnector,
    proxies: Arc<Matcher>,
}

impl Service<Uri> for Way {
    type Response = TokioIo<TcpStream>;
    type Error = Fault;
    type Future = BoxFuture<'static, Result<Self::Response, Fault>>;

    fn poll_ready(&mut self, context: &mut task::Context<'_>) -> task::Poll<Result<(), Self::Error>> {
        self.straight.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        match self.proxies.intercept(&to) {
            None => self.straight.call(to).map(|opened| opened.map_err(Into::into)).boxed(),
            Some(proxy) if !is_plain(proxy.uri()) => {
                std::future::ready(Err(io::Error::from(io::ErrorKind::Unsupported).into())).boxed()
            }
            Some(proxy) => {
                let mut tunnel = Tunnel::new(proxy.uri().clone(), self.straight.clone());
                if let Some(auth) = proxy.basic_auth() {
                    tunnel = tunnel.with_auth(auth.clone());
                }
                tunnel.call(with_port(to)).map(|opened| opened.map_err(Into::into)).boxed()
            }
        }
    }
}

/// A proxy that is spoken to without TLS: the password for it would go out in the clear, and nothing would answer.
fn is_plain(proxy: &Uri) -> bool {
    proxy.scheme_str() == Some("http")
}

/// A tunnel takes 443 for the port where none is written.
fn with_port(to: Uri) -> Uri {
    let (Some("http"), Some(host), None) = (to.scheme_str(), to.host(), to.port()) else { return to };
    let written = format!("{host}:80");
    let mut parts = to.clone().into_parts();
    parts.authority = written.parse().ok();
    Uri::from_parts(parts).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tunnel_leads_to_the_port_of_the_scheme() {
        for (to, expected) in [
            ("http://llm.example/v1", "http://llm.example:80/v1"),
            ("http://[::1]/v1", "http://[::1]:80/v1"),
            ("http://llm.example:8080/v1", "http://llm.example:8080/v1"),
            ("https://llm.example/v1", "https://llm.example/v1"),
        ] {
            assert_eq!(with_port(Uri::from_static(to)).to_string(), expected);
        }
    }
}
