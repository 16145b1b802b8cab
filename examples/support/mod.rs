//! A gateway inside the example: sandbox provider, a store that is thrown away, a port of its own.
#![allow(dead_code, reason = "each example uses a part")]
#![allow(clippy::disallowed_methods, reason = "an example has no background tasks to await")]

use std::{error::Error, future::pending, sync::Arc, time::Duration};

use candor::{
    app::{App, Surroundings},
    config::{self, Environment, Source},
    domain::{RandomIds, SystemClock},
    edge,
};
use tokio::net::TcpListener;

/// The key of the tenant `demo`.
pub(crate) const KEY: &str = "sk-candor-example";

/// Starts a gateway; returns its address and the folder of its data, which goes when it is dropped.
pub(crate) async fn gateway() -> Result<(String, tempfile::TempDir), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let environment = Environment::from_pairs([("CANDOR_DEMO_KEY", KEY)]);
    let source = Source { data: Some(folder.path().to_owned()), ..Source::default() };
    let loaded = config::load(&source, &environment)?;
    let around = Surroundings { clock: Arc::new(SystemClock::start()), ids: Arc::new(RandomIds) };
    let app = App::build(&loaded, source, environment, around)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/v1", listener.local_addr()?);
    let routes = edge::router(app.handles);
    tokio::spawn(edge::serve::serve(listener, routes, pending(), Duration::ZERO));
    Ok((url, folder))
}
