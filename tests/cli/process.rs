//! `candor serve` as a process: start, signals, crashes.

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, ChildStdout, Stdio},
    time::Duration,
};

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::candor;
use crate::support::{Provider, Reply, chunk, client, finish};

const KEY: &str = "sk-candor-process-0123456789abcdef";

/// A running gateway; killed when dropped.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    url: String,
}

impl Running {
    fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    fn start_with(folder: &Path, variables: &[(&str, &str)]) -> Self {
        let mut child = candor(folder)
            .envs(variables.iter().copied())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("CANDOR_DEMO_KEY", KEY)
            .env("CANDOR_DEMO_PASSWORD", "correct horse battery")
            .env("ACME", KEY)
            .stdout(Stdio::piped())
            .stderr(std::fs::File::options().create(true).append(true).open(folder.join("log.txt")).unwrap())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut url = String::new();
        let mut line = String::new();
        while out.read_line(&mut line).unwrap() > 0 {
            if line.contains("Base URL") {
                let base = line.split_whitespace().find(|word| word.starts_with("http")).unwrap();
                base.trim_end_matches("/v1").clone_into(&mut url);
            }
            if line.contains("Settings") {
                break;
            }
            line.clear();
        }
        assert!(!url.is_empty(), "{}", std::fs::read_to_string(folder.join("log.txt")).unwrap());
        Self { child, out, url }
    }

    fn signal(&self, name: &str) {
        let sent = std::process::Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    async fn chat(&self, body: &Value) -> (u16, String) {
        let request = client()
            .post(format!("{}/v1/chat/completions", self.url))
            .bearer_auth(KEY)
            .body(body.to_string());
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap_or_default())
    }

    async fn entries(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut after = String::new();
        loop {
            let url = format!("{}/v1/entries?limit=500{after}", self.url);
            let page = client().get(url).bearer_auth(KEY).send().await.unwrap().text().await.unwrap();
            let page: Value = serde_json::from_str(&page).unwrap();
            all.extend(page["data"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return all,
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn ask(text: &str) -> Value {
    json!({ "model": "copy", "messages": [{ "role": "user", "content": text }] })
}

/// A configuration with the tenant `acme` and this provider.
fn configure(folder: &Path, provider: &str, more: &str) {
    let text = format!(
        "[[provider]]\nname = \"main\"\nkind = \"openai\"\nbase_url = \"{provider}\"\n[[model]]\nalias = \"copy\"\nprovider = \"main\"\nmodel = \"m\"\n[[tenant]]\nid = \"acme\"\nkeys = [{{ name = \"k\", env = \"ACME\" }}]\nrequests_per_minute = 100000\ntokens_per_minute = 100000000\n{more}\n"
    );
    std::fs::write(folder.join("candor.toml"), text).unwrap();
}

#[tokio::test]
async fn it_starts_with_nothing_configured_and_says_where_to_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut gateway = Running::start(folder.path());
    let (status, body) = gateway
        .chat(&ask("Write a launch text for the Aurora Trail 2 and sign it jane.doe@example.com."))
        .await;
    assert_eq!(status, 200);
    assert!(
        body.contains("Aurora Trail 2") && body.contains("sandbox") && body.contains("jane.doe@example.com"),
        "{body}"
    );
    for (path, says) in [("/livez", "ok"), ("/readyz", "ready"), ("/metrics", "candor_requests_total{")] {
        let got = client().get(format!("{}{path}", gateway.url)).send().await.unwrap().text().await.unwrap();
        assert!(got.contains(says), "{path}: {got}");
    }
    gateway.signal("TERM");
    assert!(gateway.child.wait().unwrap().success());
    let mut rest = String::new();
    gateway.out.read_to_string(&mut rest).unwrap();
}

type Entries = std::sync::Arc<std::sync::Mutex<Vec<String>>>;

/// The entry of one more call, when its answer came whole.
async fn answered_entry(client: &reqwest::Client, url: &str, is_streamed: bool) -> Option<String> {
    let message = json!({ "role": "user", "content": "To planted.name@example.com" });
    let body = json!({ "model": "copy", "stream": is_streamed, "messages": [message] });
    let response = client.post(url).bearer_auth(KEY).body(body.to_string()).send().await.ok()?;
    let entry = response.headers().get("x-candor-entry")?.to_str().ok()?.to_owned();
    let text = response.text().await.ok()?;
    (!is_streamed || text.contains("[DONE]")).then_some(entry)
}

/// Calls again and again, and notes the entry of each answer that came whole.
async fn call_without_end(client: reqwest::Client, url: String, is_streamed: bool, entries: Entries) {
    while let Some(entry) = answered_entry(&client, &url, is_streamed).await {
        entries.lock().unwrap().push(entry);
    }
}

#[tokio::test]
async fn every_answered_request_is_in_the_log_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start().await;
    configure(folder.path(), &provider.url, "");
    for round in 0..3 {
        let gateway = Running::start(folder.path());
        let client = client();
        let answered = Entries::default();
        let mut callers = tokio::task::JoinSet::new();
        for caller in 0..16 {
            let url = format!("{}/v1/chat/completions", gateway.url);
            callers.spawn(call_without_end(client.clone(), url, caller % 2 == 0, answered.clone()));
        }
        tokio::time::sleep(Duration::from_millis(400 + 150 * round)).await;
        gateway.signal("KILL");
        while callers.join_next().await.is_some() {}
        drop(gateway);
        let answered = std::mem::take(&mut *answered.lock().unwrap());
        assert!(answered.len() > 50, "{}", answered.len());
        let again = Running::start(folder.path());
        let entries = again.entries().await;
        let known: std::collections::HashSet<&str> =
            entries.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        let lost: Vec<_> = answered.iter().filter(|id| !known.contains(id.as_str())).collect();
        assert!(lost.is_empty(), "{} of {} are lost", lost.len(), answered.len());
        assert_eq!(known.len(), entries.len(), "no entry twice");
        assert!(entries.iter().all(|entry| entry["outcome"] != "underway"));
    }
    for file in walk(folder.path()) {
        let bytes = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("planted.name") && !text.contains(KEY), "{}", file.display());
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_request_that_a_crash_cut_off_stands_in_the_log_as_interrupted() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start().await;
    configure(folder.path(), &provider.url, "");
    let gateway = Running::start(folder.path());
    provider.next(Reply::Stall(vec![chunk(json!({ "role": "assistant", "content": "" }))]));
    let mut body = ask("Hello");
    body["stream"] = true.into();
    let request =
        client().post(format!("{}/v1/chat/completions", gateway.url)).bearer_auth(KEY).body(body.to_string());
    let response = request.send().await.unwrap();
    let entry = response.headers()["x-candor-entry"].to_str().unwrap().to_owned();
    let mut pieces = response.bytes_stream();
    pieces.next().await.unwrap().unwrap();
    gateway.signal("KILL");
    drop(gateway);
    let again = Running::start(folder.path());
    let entries = again.entries().await;
    assert_eq!(
        (entries[0]["id"].as_str().unwrap(), entries[0]["outcome"].as_str().unwrap()),
        (entry.as_str(), "interrupted")
    );
}

/// Opens one tunnel to an address, whatever it is asked for; gives back what it was asked.
async fn proxy(to: String) -> (String, tokio::task::JoinHandle<String>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let asked = tokio::spawn(async move {
        let (mut caller, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(caller.read_u8().await.unwrap());
        }
        let mut server = tokio::net::TcpStream::connect(to).await.unwrap();
        caller.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
        tokio::spawn(async move { tokio::io::copy_bidirectional(&mut caller, &mut server).await });
        String::from_utf8(head).unwrap()
    });
    (address, asked)
}

#[tokio::test]
async fn a_provider_is_reached_through_the_proxy_that_the_environment_names() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    provider.always(Reply::Echo);
    let (address, asked) =
        proxy(provider.url.trim_start_matches("http://").trim_end_matches("/v1").to_owned()).await;
    configure(folder.path(), "http://provider.invalid:8080/v1", "");
    let proxy = format!("http://outside:secret@{address}");
    let gateway = Running::start_with(folder.path(), &[("HTTP_PROXY", &proxy), ("NO_PROXY", "")]);
    let (status, body) = gateway.chat(&ask("Write about the Aurora Trail 2.")).await;
    assert_eq!(status, 200, "{body}");
    let asked = asked.await.unwrap().to_lowercase();
    assert!(asked.starts_with("connect provider.invalid:8080 http/1.1\r\n"), "{asked}");
    assert!(asked.contains("proxy-authorization: basic b3v0c2lkztpzzwnyzxq="), "{asked}");
    drop(gateway);

    let gateway =
        Running::start_with(folder.path(), &[("HTTP_PROXY", &proxy), ("NO_PROXY", "provider.invalid")]);
    let (status, _) = gateway.chat(&ask("Write about the Aurora Trail 2.")).await;
    assert_eq!(status, 502, "there is no such host but for the proxy");
}

#[tokio::test]
async fn a_stream_under_way_finishes_after_the_signal_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start().await;
    configure(folder.path(), &provider.url, "");
    let mut gateway = Running::start(folder.path());
    let mut words: Vec<Vec<u8>> =
        (0..3000).map(|word| chunk(json!({ "content": format!("Word {word}. ") }))).collect();
    words.push(finish("stop"));
    words.push(b"data: [DONE]\n\n".to_vec());
    provider.next(Reply::Sse(words));
    let mut body = ask("Hello");
    body["stream"] = true.into();
    let request =
        client().post(format!("{}/v1/chat/completions", gateway.url)).bearer_auth(KEY).body(body.to_string());
    let mut pieces = request.send().await.unwrap().bytes_stream();
    let mut text = String::from_utf8(pieces.next().await.unwrap().unwrap().to_vec()).unwrap();
    gateway.signal("TERM");
    while let Some(piece) = pieces.next().await {
        text.push_str(core::str::from_utf8(&piece.unwrap()).unwrap());
    }
    assert!(text.contains("Word 2999. ") && text.ends_with("data: [DONE]\n\n"));
    assert!(gateway.child.wait().unwrap().success());
    assert!(client().get(format!("{}/livez", gateway.url)).send().await.is_err(), "no new connections");
    let again = Running::start(folder.path());
    assert_eq!(again.entries().await[0]["outcome"], "released");
}

#[tokio::test]
async fn a_changed_file_is_reloaded_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let provider = Provider::start().await;
    configure(folder.path(), &provider.url, "");
    let gateway = Running::start(folder.path());
    let models = || async {
        let url = format!("{}/v1/models", gateway.url);
        let text = client().get(url).bearer_auth(KEY).send().await.unwrap().text().await.unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["data"].as_array().unwrap().len()
    };
    assert_eq!(models().await, 1);
    configure(
        folder.path(),
        &provider.url,
        "[[model]]\nalias = \"second\"\nprovider = \"main\"\nmodel = \"m2\"",
    );
    for _ in 0..100 {
        if models().await == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(models().await, 2, "the changed file was not read");
    configure(
        folder.path(),
        &provider.url,
        "[[model]]\nalias = \"third\"\nprovider = \"nobody\"\nmodel = \"m2\"",
    );
    gateway.signal("HUP");
    let log = || std::fs::read_to_string(folder.path().join("log.txt")).unwrap();
    for _ in 0..100 {
        if log().contains("was not reloaded") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(log().contains("was not reloaded") && log().contains("nobody"), "{}", log());
    assert_eq!(models().await, 2, "the one before stays in force");
}

#[test]
fn what_stands_in_the_way_of_a_start_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let try_start = |arguments: &[&str]| candor(folder.path()).arg("serve").args(arguments).output().unwrap();
    let says = |output: &std::process::Output| String::from_utf8(output.stderr.clone()).unwrap();
    let port = try_start(&["--listen", &address]);
    assert!(
        !port.status.success()
            && says(&port).contains("another program listens there")
            && says(&port).contains("--listen"),
        "{}",
        says(&port)
    );
    let proxied = candor(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("HTTPS_PROXY", "https://outside:secret@127.0.0.1:9")
        .output()
        .unwrap();
    assert!(!proxied.status.success() && says(&proxied).contains("HTTPS_PROXY"), "{}", says(&proxied));
    assert!(!says(&proxied).contains("secret"), "{}", says(&proxied));
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let data = try_start(&["--listen", "127.0.0.1:0", "--data", "file/inside"]);
    assert!(!data.status.success() && says(&data).contains("--data"), "{}", says(&data));
    let running = Running::start(folder.path());
    let second = try_start(&["--listen", "127.0.0.1:0"]);
    assert!(
        !second.status.success() && says(&second).contains("another candor is running"),
        "{}",
        says(&second)
    );
    drop(running);
    let database = folder.path().join("candor-data/candor.db");
    std::fs::write(&database, "this is no database, but long enough to be read as a header of one").unwrap();
    let broken = try_start(&["--listen", "127.0.0.1:0"]);
    assert!(!broken.status.success() && says(&broken).contains("candor.db"), "{}", says(&broken));
    std::fs::set_permissions(&database, PermissionsExt::from_mode(0o600)).unwrap();
}
