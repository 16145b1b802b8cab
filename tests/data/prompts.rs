//! Every prompt template. The same code as `candor prompts check`.

use std::{fs, path::Path};

use candor::prompts::Prompts;

#[test]
fn every_task_renders_with_every_sample() {
    let prompts = Prompts::built_in().unwrap();
    let problems: Vec<_> = prompts.check().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_template_of_the_folder_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("prompts");
    let mut found = Vec::new();
    for kind in ["system", "tasks"] {
        for entry in fs::read_dir(folder.join(kind)).unwrap() {
            found.push(format!("{kind}/{}", entry.unwrap().file_name().into_string().unwrap()));
        }
    }
    found.sort();
    assert_eq!(Prompts::files().collect::<Vec<_>>(), found);
}
