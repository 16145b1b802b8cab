//! `candor serve`

use std::{io, process::ExitCode, sync::Arc, time::Duration};

use clap::Args;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use super::{BAD_CONFIG, Common};
use crate::{
    app::{App, Surroundings},
    background::{Background, Stop},
    config::{self, Environment, Loaded, ProviderKind, Source},
    domain::{RandomIds, SystemClock},
    edge, store, telemetry,
};

/// Runs the gateway. Without a configuration it starts with SQLite in ./candor-data, limits in memory, all
/// built-in packs, and a provider named by the environment or else the sandbox.
#[derive(Debug, Args, Default)]
pub(super) struct Serve {
    /// Where to listen, for example 127.0.0.1:8080.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
}

/// How often the configuration file and the store of keys are looked at.
const LOOK: Duration = Duration::from_secs(1);

pub(super) fn run(arguments: &Serve, common: &Common) -> ExitCode {
    let environment = Environment::of_process();
    let source = Source { listen: arguments.listen.clone(), ..common.source() };
    let loaded = match config::load(&source, &environment) {
        Ok(loaded) => loaded,
        Err(problems) => {
            eprintln!("{problems}");
            return ExitCode::from(BAD_CONFIG);
        }
    };
    telemetry::start_log(&loaded.config.server.log);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = runtime
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(serve(loaded, source, environment)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("candor cannot start: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(loaded: Loaded, source: Source, environment: Environment) -> anyhow::Result<()> {
    let listen = loaded.config.server.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        let what = if error.kind() == io::ErrorKind::AddrInUse {
            "another program listens there"
        } else {
            "the address cannot be used"
        };
        anyhow::anyhow!(
            "{listen}: {what} ({error}). Choose another address with --listen or [server] listen."
        )
    })?;
    let _lock = store::Lock::take(&loaded.config.store.sqlite)?;
    let source = Source { file: loaded.file.clone(), ..source };
    let around = Surroundings { clock: Arc::new(SystemClock::start()), ids: Arc::new(RandomIds) };
    let app = Arc::new(App::build(&loaded, source, environment, around)?);
    let interrupted = app.log.recover()?;
    if interrupted > 0 {
        tracing::warn!(
            interrupted,
            "requests were cut off by the last stop; they stand in the log as `interrupted`"
        );
    }
    welcome(&app, &loaded, listener.local_addr()?);
    let background = Background::default();
    let watched = app.clone();
    background.start(move |stop| look(watched, stop));
    let swept = app.clone();
    background.start(move |stop| sweep(swept, stop));
    let routes = edge::router(app.handles.clone());
    edge::serve::serve(listener, routes, stop_signal(), loaded.config.server.drain).await;
    background.end().await;
    Ok(())
}

/// Ready when the process is told to stop.
async fn stop_signal() {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: no new connections, answers under way finish");
}

/// Reloads on SIGHUP and when the configuration file changes; takes over changed keys and people.
async fn look(app: Arc<App>, mut stop: Stop) {
    let mut hangup = signal(SignalKind::hangup()).ok();
    let mut seen = stamp(&app);
    loop {
        let hung_up = async {
            match &mut hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        let is_told = tokio::select! {
            () = stop.wait() => return,
            _ = hung_up => true,
            () = tokio::time::sleep(LOOK) => false,
        };
        let now = stamp(&app);
        let has_changed = now != seen;
        seen = now;
        let app = app.clone();
        let work = move || {
            if is_told || has_changed {
                reload(&app);
            }
            app.refresh_accounts();
        };
        let _panicked = tokio::task::spawn_blocking(work).await;
    }
}

/// What tells that the file has changed.
fn stamp(app: &App) -> Option<(std::time::SystemTime, u64)> {
    let metadata = std::fs::metadata(app.watched_file()?).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn reload(app: &App) {
    match app.reload() {
        Ok(()) => tracing::info!("the configuration was reloaded"),
        Err(error) => {
            tracing::error!("the configuration was not reloaded, the one before stays in force: {error:#}");
        }
    }
}

/// Forgets what is over.
async fn sweep(app: Arc<App>, mut stop: Stop) {
    const OFTEN: Duration = Duration::from_mins(1);
    loop {
        tokio::select! {
            () = stop.wait() => return,
            () = tokio::time::sleep(OFTEN) => app.sweep(),
        }
    }
}

/// Says where to go.
fn welcome(app: &App, loaded: &Loaded, address: std::net::SocketAddr) {
    let config = &loaded.config;
    let base = format!("http://{address}");
    let file = loaded
        .file
        .as_ref()
        .map_or("defaults (no candor.toml)".to_owned(), |file| file.display().to_string());
    say!("Candor {} is ready.\n", env!("CARGO_PKG_VERSION"));
    say!("  Base URL     {base}/v1        for programs: change base_url and the key");
    say!("  Studio       {base}/studio    for copywriters");
    say!("  Review desk  {base}/review    for compliance");
    if let Some(demo) = &app.demo {
        let once = |is_fresh: bool, name: &str| {
            if is_fresh {
                format!("    (made for this start; {name} sets one)")
            } else {
                format!("    (from {name})")
            }
        };
        let shown = |(secret, is_fresh): &(config::Secret, bool)| {
            if *is_fresh { secret.expose().to_owned() } else { "…".to_owned() }
        };
        say!("\n  Key          {}{}", shown(&demo.key), once(demo.key.1, "CANDOR_DEMO_KEY"));
        say!(
            "  Sign in      demo / {}{}",
            shown(&demo.password),
            once(demo.password.1, "CANDOR_DEMO_PASSWORD")
        );
    }
    let providers: Vec<_> = config.providers.iter().map(|provider| provider.name.as_ref()).collect();
    say!("\n  Provider     {}", providers.join(", "));
    if config.providers.iter().all(|provider| provider.kind == ProviderKind::Sandbox) {
        say!(
            "               The sandbox writes sample copy without a model. For a real one set OPENAI_API_KEY,"
        );
        say!(
            "               MISTRAL_API_KEY, ANTHROPIC_API_KEY or OLLAMA_HOST, or write [[provider]] into candor.toml."
        );
    }
    let models: Vec<_> = config.models.iter().map(|model| model.alias.as_ref()).collect();
    say!("  Models       {}", models.join(", "));
    say!("  Data         {}", config.store.sqlite.display());
    say!("  Settings     {file}\n");
}
