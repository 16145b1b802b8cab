//! The gateway under test.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use candor::{
    app::{App, Surroundings},
    config::{self, Environment, Source},
    domain::{RandomIds, SystemClock},
    edge,
};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::{Answer, Provider};

/// The key of the tenant `acme`, and that of `other`.
pub(crate) const KEY: &str = "sk-candor-acme-0123456789abcdef";
pub(crate) const OTHER_KEY: &str = "sk-candor-other-0123456789abcdef";

/// A gateway with a provider behind it. Must be ended with [`TestApp::end`], which checks what must always hold.
pub(crate) struct TestApp {
    pub(crate) provider: Provider,
    pub(crate) url: String,
    pub(crate) app: Arc<App>,
    client: reqwest::Client,
    data: tempfile::TempDir,
    /// Requests sent with a key that is known.
    sent: AtomicUsize,
    /// Texts that must not turn up anywhere outside the vault.
    planted: Mutex<Vec<String>>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
    ended: bool,
}

/// A request with one message of the user.
pub(crate) fn brief(text: &str) -> Value {
    json!({ "model": "copy", "messages": [{ "role": "user", "content": text }] })
}

/// Everything that was logged by any test of this process.
fn captured() -> &'static Mutex<Vec<u8>> {
    static LOG: OnceLock<Mutex<Vec<u8>>> = OnceLock::new();
    LOG.get_or_init(|| {
        struct Capture;
        impl Write for Capture {
            fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
                captured().lock().unwrap().extend_from_slice(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let filter = tracing_subscriber::EnvFilter::new("candor=trace,info");
        let subscriber = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(|| Capture);
        let _set_already = subscriber.try_init();
        Mutex::default()
    })
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::with("", "").await
    }

    /// With more for the tenant `acme` and for the policy `p`.
    pub(crate) async fn with(tenant: &str, policy: &str) -> Self {
        Self::with_config(tenant, policy, "").await
    }

    pub(crate) async fn with_config(tenant: &str, policy: &str, more: &str) -> Self {
        captured();
        let provider = Provider::start().await;
        let data = tempfile::tempdir().unwrap();
        let config = configuration(&provider.url, data.path(), tenant, policy, more);
        let file = data.path().join("candor.toml");
        std::fs::write(&file, config).unwrap();
        let environment = Environment::from_pairs([
            ("ACME_KEY", KEY),
            ("OTHER_KEY", OTHER_KEY),
            ("UP_KEY", "sk-provider-secret-77"),
        ]);
        let source = Source { file: Some(file), ..Source::default() };
        let loaded = config::load(&source, &environment).unwrap_or_else(|problems| panic!("{problems}"));
        let around = Surroundings { clock: Arc::new(SystemClock::start()), ids: Arc::new(RandomIds) };
        let app = Arc::new(App::build(&loaded, source, environment, around).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let routes = edge::router(app.handles.clone());
        let server = tokio::spawn(async move {
            let stopped = async move {
                let _dropped = stopped.await;
            };
            edge::serve::serve(listener, routes, stopped, Duration::from_secs(5)).await;
        });
        Self {
            provider,
            url,
            app,
            client: super::http::client(),
            data,
            sent: AtomicUsize::new(0),
            planted: Mutex::default(),
            stop: Some(stop),
            server: Some(server),
            ended: false,
        }
    }

    /// Remembers a value that must reach neither provider, nor store, nor log, nor metrics.
    pub(crate) fn plant<'v>(&self, value: &'v str) -> &'v str {
        self.planted.lock().unwrap().push(value.to_owned());
        value
    }

    /// A planted value may turn up after all.
    pub(crate) fn forget(&self, value: &str) {
        self.planted.lock().unwrap().retain(|planted| planted != value);
    }

    /// So many requests could leave no entry, because the log did not work.
    pub(crate) fn lost(&self, count: usize) {
        self.sent.fetch_sub(count, Ordering::SeqCst);
    }

    /// A request was sent by other means than [`TestApp::post`].
    pub(crate) fn count_one(&self) {
        self.sent.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.data.path().to_owned()
    }

    /// A request to the gateway that counts as one of `acme`.
    pub(crate) fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.sent.fetch_add(1, Ordering::SeqCst);
        self.client.post(format!("{}{path}", self.url)).bearer_auth(KEY)
    }

    /// A request that does not reach the pipeline.
    pub(crate) fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// Asks for a completion.
    pub(crate) async fn chat(&self, body: &Value) -> Answer {
        self.send(self.post("/v1/chat/completions").body(body.to_string())).await
    }

    /// Asks for a completion with headers.
    pub(crate) async fn chat_with(&self, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut request = self.post("/v1/chat/completions").body(body.to_string());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request).await
    }

    /// Asks for a completion as a stream and reads all of it.
    pub(crate) async fn stream(&self, body: &Value) -> Answer {
        let mut body = body.clone();
        body["stream"] = true.into();
        self.chat(&body).await
    }

    /// Asks for a stream and gives its pieces as they come.
    pub(crate) async fn pieces(
        &self,
        body: &Value,
    ) -> impl futures_util::Stream<Item = Vec<u8>> + Unpin + use<> {
        let mut body = body.clone();
        body["stream"] = true.into();
        let response = self.post("/v1/chat/completions").body(body.to_string()).send().await.unwrap();
        Box::pin(response.bytes_stream().map(|piece| piece.unwrap_or_default().to_vec()))
    }

    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response
            .bytes()
            .await
            .map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
            .unwrap_or_default();
        Answer { status, headers, body }
    }

    /// A page of the log, newest first.
    pub(crate) async fn entries(&self) -> Vec<Value> {
        let answer =
            self.send(self.request(reqwest::Method::GET, "/v1/entries?limit=500").bearer_auth(KEY)).await;
        answer.json()["data"].as_array().unwrap().clone()
    }

    /// The newest entry, once there are so many.
    pub(crate) async fn entry(&self, count: usize) -> Value {
        for _ in 0..1000 {
            let entries = self.entries().await;
            if entries.len() >= count {
                return entries[0].clone();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("there is no entry number {count}");
    }

    /// Stops the gateway and checks what must hold after every test.
    pub(crate) async fn end(mut self) {
        self.ended = true;
        let metrics = self.send(self.request(reqwest::Method::GET, "/metrics")).await.body;
        let limits = self.app.handles.pipeline.runtime();
        let acme = limits.tenant(&candor::domain::TenantId::new("acme")).unwrap().config.clone();
        drop(self.stop.take());
        self.server.take().unwrap().await.unwrap();
        assert_eq!(self.app.handles.pipeline.limiter().under_way(&acme), 0, "a place was not given back");
        let sent = self.sent.load(Ordering::SeqCst);
        let entries = self.stored(sent).await;
        assert_eq!(entries.len(), sent, "one entry for each request: {entries:#?}");
        let log = String::from_utf8_lossy(&captured().lock().unwrap()).into_owned();
        let store = everything_in(self.data.path());
        let received = self.provider.bodies().join("\n");
        for planted in self.planted.lock().unwrap().iter().map(String::as_str).chain([KEY, OTHER_KEY]) {
            for (place, text) in [
                ("the provider", &received),
                ("the store", &store),
                ("the log", &log),
                ("/metrics", &metrics),
            ] {
                assert!(!text.contains(planted), "{planted:?} turned up in {place}");
            }
        }
        assert!(
            !log.contains("sk-provider-secret-77") && !store.contains("sk-provider-secret-77"),
            "the provider's key turned up"
        );
    }

    /// The bodies of all entries of `acme`, once there are so many.
    async fn stored(&self, count: usize) -> Vec<String> {
        use candor::disclosure::Query;
        let query = || Query {
            tenant: candor::domain::TenantId::new("acme"),
            outcome: None,
            rule: None,
            after: None,
            limit: 10_000,
        };
        for _ in 0..400 {
            if self.app.handles.log.list(&query()).unwrap().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.app.handles.log.list(&query()).unwrap().into_iter().map(|stored| stored.body).collect()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        assert!(self.ended || std::thread::panicking(), "a test forgot to end its gateway");
    }
}

/// Every byte of every file of a folder but the configuration.
fn everything_in(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
        }
    }
    all
}

fn configuration(provider: &str, data: &Path, tenant: &str, policy: &str, more: &str) -> String {
    format!(
        r#"
[store]
url = "sqlite://{data}/candor.db"
[[provider]]
name = "main"
kind = "openai"
base_url = "{provider}"
api_key = {{ env = "UP_KEY" }}
timeout_seconds = 2
[[model]]
alias = "copy"
provider = "main"
model = "m-1"
[[tenant]]
id = "acme"
name = "Acme"
keys = [{{ name = "crm", env = "ACME_KEY" }}]
policy = "p"
{tenant}
[[tenant]]
id = "other"
name = "Other"
keys = [{{ name = "crm", env = "OTHER_KEY" }}]
[[policy]]
name = "p"
{policy}
{more}
"#,
        data = data.display()
    )
}
