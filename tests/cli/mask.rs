//! `candor mask` and `candor restore`

use std::os::unix::fs::PermissionsExt;

use super::{code, err, out, run};

#[test]
fn what_was_masked_is_restored_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Écris à jane.doe@example.com et à jane.doe@example.com, puis à [[EMAIL_1]].\n";
    let masked = run(folder.path(), &["mask", "--map", "map.json"], text);
    assert_eq!(code(&masked), 0, "{}", err(&masked));
    assert_eq!(out(&masked), "Écris à [[EMAIL_2]] et à [[EMAIL_2]], puis à [[EMAIL_1]].\n");
    assert!(err(&masked).contains("holds the personal data itself"));
    let mode = std::fs::metadata(folder.path().join("map.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    std::fs::write(folder.path().join("masked.txt"), &masked.stdout).unwrap();
    let restored = run(folder.path(), &["restore", "--map", "map.json", "masked.txt"], "");
    assert_eq!(out(&restored), text);
}

#[test]
fn a_map_that_others_could_read_is_closed_when_it_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.json");
    std::fs::write(&map, "old").unwrap();
    std::fs::set_permissions(&map, PermissionsExt::from_mode(0o644)).unwrap();
    run(folder.path(), &["mask", "--map", "map.json"], "jane.doe@example.com");
    assert_eq!(std::fs::metadata(&map).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_cannot_be_read_is_told_without_repeating_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("map.json"), "{\"x\": \"jane.doe@example.com\"}").unwrap();
    for arguments in
        [&["mask", "gone.txt"][..], &["restore", "--map", "gone.json"], &["restore", "--map", "map.json"]]
    {
        let output = run(folder.path(), arguments, "");
        assert_eq!(code(&output), 2);
        assert!(!err(&output).is_empty() && !err(&output).contains("jane"), "{}", err(&output));
    }
}

#[test]
fn packs_of_the_configuration_are_applied_where_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let packs = folder.path().join("ours/personal-data");
    std::fs::create_dir_all(&packs).unwrap();
    std::fs::write(packs.join("badges.toml"), crate::flow::BADGES).unwrap();
    std::fs::write(folder.path().join("own.toml"), "[guardrails]\nfolder = \"ours\"\n").unwrap();
    let text = "The badge NP-774411 is lost.";
    assert_eq!(out(&run(folder.path(), &["mask"], text)), text);
    let masked = run(folder.path(), &["mask", "--config", "own.toml"], text);
    assert_eq!(out(&masked), "The badge [[BADGE_1]] is lost.", "{}", err(&masked));
    let scanned = run(folder.path(), &["scan", "--config", "own.toml", "--stage", "personal-data"], text);
    assert!(code(&scanned) == 1 && out(&scanned).contains("badges/badge"), "{}", out(&scanned));

    std::fs::rename(&packs, folder.path().join("ours/personal_data")).unwrap();
    let checked = run(folder.path(), &["config", "check", "--config", "own.toml"], "");
    assert!(
        code(&checked) == 78 && err(&checked).contains("`personal_data` has no place"),
        "{}",
        err(&checked)
    );
}
