//! Configuration → everything that runs. The only module that knows every other.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;

use crate::{
    accounts::{KeyBook, People},
    config::{self, Config, DEMO_TENANT, Environment, Loaded, Secret, Source},
    domain::{Clock, Ids, TenantId, sha256},
    edge::{Handles, Needs},
    guardrails::{self, RuleSet, Sources},
    pipeline::{Parts, Pipeline, Runtime},
    prompts::Prompts,
    providers,
    store::{self, SqliteLog, Store},
    telemetry::Metrics,
};

/// How long a stream may be silent before a comment keeps its connection open.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Everything that runs.
pub struct App {
    /// What the edge needs.
    pub handles: Handles,
    /// The log, for the start.
    pub log: Arc<SqliteLog>,
    /// Key and password of the tenant `demo`, while it exists: to be printed once.
    pub demo: Option<Demo>,
    client: providers::Client,
    source: Source,
    environment: Environment,
}

/// What opens the demo tenant.
#[derive(Clone)]
pub struct Demo {
    /// Its API key, and whether it was made at this start.
    pub key: (Secret, bool),
    /// The password of the user `demo`, and whether it was made at this start.
    pub password: (Secret, bool),
}

impl Demo {
    fn new(environment: &Environment) -> Self {
        let given = |name: &str| environment.get(name).map(|value| (Secret::new(value), false));
        let fresh_key = || (crate::accounts::ApiKey::generate().secret, true);
        let fresh_password =
            || (Secret::new(crate::accounts::random_token().chars().take(16).collect::<String>()), true);
        Self {
            key: given("CANDOR_DEMO_KEY").unwrap_or_else(fresh_key),
            password: given("CANDOR_DEMO_PASSWORD").unwrap_or_else(fresh_password),
        }
    }
}

/// Time and ids: the machine's in the program, counted ones in tests.
pub struct Surroundings {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
}

impl App {
    /// Builds everything from a configuration.
    ///
    /// # Errors
    /// Says what to do about it.
    pub fn build(
        loaded: &Loaded,
        source: Source,
        environment: Environment,
        around: Surroundings,
    ) -> anyhow::Result<Self> {
        let Surroundings { clock, ids } = around;
        let config = &loaded.config;
        // In a thread of its own: meanwhile the store is opened, and with the thread goes the memory that only
        // reading the packs needed.
        let sources = sources(config)?;
        let rules = std::thread::spawn(move || rules(&sources));
        let client = providers::Client::new()?;
        let Store { log, directory } = store::open(&config.store.sqlite)?;
        let rules = rules.join().map_err(|_| anyhow::anyhow!("the rules could not be read"))??;
        let runtime = Runtime::new(config, rules, &client)?;
        let metrics = Metrics::new();
        let watch = {
            let metrics = metrics.clone();
            Arc::new(move |entry: &crate::disclosure::Entry| metrics.watch(entry))
        };
        let parts = Parts { log: log.clone(), clock: clock.clone(), ids: ids.clone(), watch };
        let keys = Arc::new(KeyBook::new(directory.clone()));
        let demo = config.is_demo.then(|| Demo::new(&environment));
        let password = demo.as_ref().map(|demo| demo.password.0.clone());
        let people = Arc::new(People::new(directory, clock, password));
        let handles = Handles::new(Needs {
            pipeline: Arc::new(Pipeline::new(runtime, parts)),
            log: log.clone(),
            keys,
            people,
            prompts: Arc::new(prompts()?),
            ids,
            metrics,
            max_body_bytes: config.server.max_body_bytes,
            heartbeat: HEARTBEAT,
        });
        let app = Self { handles, log, demo, client, source, environment };
        app.admit_callers(config)?;
        Ok(app)
    }

    /// Puts the keys of a configuration in force.
    fn admit_callers(&self, config: &Config) -> anyhow::Result<()> {
        let demo = self.demo.iter().filter(|_| config.is_demo);
        let demo = demo.map(|demo| {
            (sha256(demo.key.0.expose().as_bytes()), TenantId::new(DEMO_TENANT), Arc::from("demo"))
        });
        self.handles.people.open_demo(config.is_demo);
        Ok(self.handles.keys.configure(&config.tenants, &demo.collect::<Vec<_>>())?)
    }

    /// Reads configuration and packs anew and puts them in force, all or nothing. Blocks: not on an async thread.
    ///
    /// # Errors
    /// What is wrong; the configuration before stays in force.
    pub fn reload(&self) -> anyhow::Result<()> {
        let loaded = config::load(&self.source, &self.environment)?;
        let sources = sources(&loaded.config)?;
        let known = self.handles.pipeline.runtime().rules.clone();
        let rules = if known.version().as_ref() == sources.version() { known } else { rules(&sources)? };
        let runtime = Runtime::new(&loaded.config, rules, &self.client)?;
        self.admit_callers(&loaded.config)?;
        self.handles.pipeline.replace(runtime);
        Ok(())
    }

    /// Forgets what is over.
    pub fn sweep(&self) {
        self.handles.people.sweep();
    }

    /// The file that a reload reads.
    pub fn watched_file(&self) -> Option<PathBuf> {
        self.source.file.clone()
    }

    /// Takes over keys and people that another process added or removed. Blocks: not on an async thread.
    pub fn refresh_accounts(&self) {
        if let Err(error) = self.handles.keys.refresh().and_then(|_| self.handles.people.refresh()) {
            tracing::error!(%error, "keys and people cannot be read");
        }
    }
}

/// The packs that are built in and those of the configuration.
///
/// # Errors
/// When a file of theirs cannot be read.
fn sources(config: &Config) -> anyhow::Result<Sources> {
    let built_in = Sources::built_in();
    let Some(folder) = &config.guardrails.folder else { return Ok(built_in) };
    built_in.and_folder(folder).with_context(|| format!("the packs in {} cannot be read", folder.display()))
}

/// The rules of a configuration. Those that do not come with the program must find what their examples say.
///
/// # Errors
/// Lists everything that is wrong with them.
pub fn rules_of(config: &Config) -> anyhow::Result<Arc<RuleSet>> {
    rules(&sources(config)?)
}

fn rules(sources: &Sources) -> anyhow::Result<Arc<RuleSet>> {
    let rules = Arc::new(RuleSet::load(sources)?);
    let own = rules.rules().iter().filter(|rule| !rule.pack.is_built_in);
    let failures = own.flat_map(|rule| guardrails::run_examples(&rules, rule).1);
    let failures: Vec<_> = failures.map(|failure| failure.to_string()).collect();
    anyhow::ensure!(failures.is_empty(), "examples of rules came out otherwise:\n{}", failures.join("\n"));
    Ok(rules)
}

/// The templates that are built in; tests hold them to be sound.
fn prompts() -> anyhow::Result<Prompts> {
    Prompts::built_in().map_err(|problems| {
        anyhow::anyhow!(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}
