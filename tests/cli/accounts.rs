//! `candor keys` and `candor users`

use super::{code, err, out, run};

#[test]
fn a_key_is_shown_once_and_only_its_hash_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["keys", "create", "--tenant", "demo", "--name", "crm"], "");
    assert_eq!(code(&made), 0, "{}", err(&made));
    let key = out(&made).trim().to_owned();
    assert!(key.starts_with("sk-candor-") && key.len() > 60);
    assert!(err(&made).contains("shown once"));
    let list = out(&run(folder.path(), &["keys", "list"], ""));
    assert!(list.contains("crm") && list.contains("in force") && !list.contains(&key));
    for file in std::fs::read_dir(folder.path().join("candor-data")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains(&key));
    }
    assert_eq!(code(&run(folder.path(), &["keys", "revoke", "--tenant", "demo", "--name", "crm"], "")), 0);
    assert!(out(&run(folder.path(), &["keys", "list"], "")).contains("revoked"));
    assert_eq!(code(&run(folder.path(), &["keys", "revoke", "--tenant", "demo", "--name", "crm"], "")), 2);
    let wrong = run(folder.path(), &["keys", "create", "--tenant", "nobody"], "");
    assert!(code(&wrong) == 2 && err(&wrong).contains("there are: demo"));
}

#[test]
fn people_are_added_listed_and_disabled() {
    let folder = tempfile::tempdir().unwrap();
    let added = run(folder.path(), &["users", "add", "zoe", "--tenant", "demo", "--role", "compliance"], "");
    assert!(code(&added) == 0 && out(&added).trim().len() == 20, "{}", err(&added));
    assert!(out(&run(folder.path(), &["users", "list"], "")).contains("may sign in"));
    assert_eq!(code(&run(folder.path(), &["users", "disable", "zoe"], "")), 0);
    assert!(out(&run(folder.path(), &["users", "list"], "")).contains("disabled"));
    assert_eq!(code(&run(folder.path(), &["users", "disable", "nobody"], "")), 2);
    assert_eq!(
        code(&run(folder.path(), &["users", "add", "x", "--tenant", "demo", "--role", "king"], "")),
        2
    );
}
