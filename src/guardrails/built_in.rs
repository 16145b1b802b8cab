//! Where packs come from: built into the program, or a folder.

use std::{borrow::Cow, collections::BTreeMap, io, path::Path};

use sha2::{Digest, Sha256};

use super::PackSource;

/// Packs and word lists as they are written.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The packs, by file name.
    pub packs: Vec<PackSource>,
    /// The word lists that rules can name.
    pub words: BTreeMap<String, String>,
}

macro_rules! built_in {
    ($($file:literal)*) => {
        &[$(($file, include_str!(concat!("../../guardrails/", $file)))),*]
    };
}

/// Every pack under `guardrails/`; a test holds this list against the folder.
const PACKS: &[(&str, &str)] = built_in! {
    "brief/deception.toml"
    "brief/targeting.toml"
    "copy/certification.toml"
    "copy/disguise.toml"
    "copy/emotion.toml"
    "copy/exclusion.toml"
    "copy/green-claims.toml"
    "copy/health-claims.toml"
    "copy/obstruction.toml"
    "copy/placeholders.toml"
    "copy/pressure.toml"
    "copy/price-claims.toml"
    "copy/proof.toml"
    "copy/scarcity.toml"
    "copy/shaming.toml"
    "copy/targeting-circumstances.toml"
    "copy/targeting-traits.toml"
    "copy/targeting.toml"
    "personal-data/address.toml"
    "personal-data/contact.toml"
    "personal-data/identity.toml"
    "personal-data/network.toml"
    "personal-data/numbers.toml"
    "personal-data/payment.toml"
    "personal-data/secrets.toml"
};

impl Sources {
    /// Those that are built in.
    pub fn built_in() -> Self {
        let pack = |(file, text): &(&str, &'static str)| PackSource {
            file: (*file).to_owned(),
            text: Cow::Borrowed(text),
            is_built_in: true,
        };
        Self { packs: PACKS.iter().map(pack).collect(), words: BTreeMap::new() }
    }

    /// These and those of a folder, which are checked as if they were to be built in.
    ///
    /// # Errors
    /// When a file cannot be read, no pack is there, or something stands where none is read.
    pub fn and_folder(mut self, folder: &Path) -> io::Result<Self> {
        let own = Self::from_folder(folder)?;
        let stray = stray_entry(folder)?.map(|name| format!("`{name}` has no place in it"));
        let problem = stray.or_else(|| own.packs.is_empty().then(|| "there is no pack in it".to_owned()));
        if let Some(problem) = problem {
            let message =
                format!("{problem}: packs stand in `personal-data/`, `brief/` or `copy/` and end in `.toml`");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let place = |file: &str| folder.join(file).display().to_string();
        self.packs.extend(own.packs.into_iter().map(|pack| PackSource { file: place(&pack.file), ..pack }));
        self.words.extend(own.words);
        Ok(self)
    }

    /// Those of a folder: `personal-data/`, `brief/`, `copy/` and `words/` in it.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn from_folder(folder: &Path) -> io::Result<Self> {
        let mut sources = Self::default();
        for stage in ["personal-data", "brief", "copy"] {
            for (name, text) in files(&folder.join(stage), "toml")? {
                sources.packs.push(PackSource {
                    file: format!("{stage}/{name}"),
                    text: text.into(),
                    is_built_in: false,
                });
            }
        }
        sources.words = files(&folder.join("words"), "txt")?.into_iter().collect();
        Ok(sources)
    }

    /// A name for exactly these: the SHA-256 of their names and texts.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        let packs = self.packs.iter().map(|pack| (pack.file.as_str(), &*pack.text));
        let words = self.words.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        for (name, text) in packs.chain(words) {
            for part in [name, text] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
        }
        hex::encode(hash.finalize())
    }
}

/// A folder or a pack where none is read.
fn stray_entry(folder: &Path) -> io::Result<Option<String>> {
    const KNOWN: [&str; 4] = ["personal-data", "brief", "copy", "words"];
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_pack = name.to_lowercase().ends_with(".toml");
        let is_read = KNOWN.contains(&name.as_str()) || name.starts_with('.');
        if !is_read && (is_pack || entry.file_type()?.is_dir()) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The files of a folder with this ending, by name; none where there is no folder.
fn files(folder: &Path, ending: &str) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        if let Some(name) = name.filter(|_| path.extension().is_some_and(|found| found == ending)) {
            found.push((name, std::fs::read_to_string(&path)?));
        }
    }
    found.sort();
    Ok(found)
}
