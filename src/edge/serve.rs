//! Takes connections until it is told to stop, then lets those under way finish.

use std::{future::Future, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, task::JoinSet, time::timeout};

/// How long the headers of a request may take.
const HEADERS: Duration = Duration::from_secs(15);
/// Most bytes of the headers of a request.
const MAX_HEADER_BYTES: usize = 64 * 1024;

/// Serves routes on a bound listener until `stop` is ready; then takes no more connections and waits at most
/// `drain` for answers under way.
pub async fn serve(listener: TcpListener, routes: Router, stop: impl Future<Output = ()>, drain: Duration) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(MAX_HEADER_BYTES)
        .half_close(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file handles, most likely: connections that end will free some.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Small events must not wait for more to fill a packet.
        let _best_effort = stream.set_nodelay(true);
        let service = TowerToHyperService::new(routes.clone());
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service));
        connections.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let in_time = timeout(drain, graceful.shutdown()).await.is_ok();
    if !in_time {
        tracing::warn!(
            "answers were still under way after the time to drain; they are cut off and recorded so"
        );
    }
    connections.shutdown().await;
}
