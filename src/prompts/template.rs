//! One template: a head in TOML, a text with places for inputs.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::Language;

/// A template, checked.
#[derive(Debug)]
pub struct Template {
    /// Its id.
    pub id: String,
    /// Its version, for the log.
    pub version: u32,
    /// The language it is written in.
    pub language: Language,
    file: String,
    inputs: Vec<String>,
    text: String,
}

/// What is wrong with a template or its inputs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("prompts/{file}: {message}")]
pub struct TemplateProblem {
    file: String,
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    version: u32,
    language: Language,
    inputs: Vec<String>,
}

impl Template {
    /// Reads and checks one.
    ///
    /// # Errors
    /// When the head cannot be read, or names other inputs than the text uses.
    pub fn read(file: &str, text: &str) -> Result<Self, TemplateProblem> {
        let problem = |message: String| TemplateProblem { file: file.to_owned(), message };
        let parts = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
        let (head, body) =
            parts.ok_or_else(|| problem("a head between two lines `+++` is needed".to_owned()))?;
        let head: Head = toml::from_str(head).map_err(|error| problem(error.message().to_owned()))?;
        let used: Vec<&str> = places(body)
            .filter_map(|piece| if let Piece::Input(name) = piece { Some(name) } else { None })
            .collect();
        if let Some(unknown) = used.iter().find(|name| !head.inputs.iter().any(|input| input == *name)) {
            return Err(problem(format!("`{{{{ {unknown} }}}}` is no input")));
        }
        if let Some(unused) = head.inputs.iter().find(|input| !used.contains(&input.as_str())) {
            return Err(problem(format!("the input `{unused}` is not used")));
        }
        let Head { id, version, language, inputs } = head;
        Ok(Self { id, version, language, inputs, file: file.to_owned(), text: body.trim().to_owned() })
    }

    /// The text with its inputs. What an input says is never read as a template.
    ///
    /// # Errors
    /// When an input is missing or nobody asked for it.
    pub fn render(&self, inputs: &[(&str, &str)]) -> Result<String, TemplateProblem> {
        let problem = |message: String| TemplateProblem { file: self.file.clone(), message };
        if let Some((extra, _)) =
            inputs.iter().find(|(name, _)| !self.inputs.iter().any(|input| input == name))
        {
            return Err(problem(format!("`{extra}` is no input")));
        }
        let mut out = String::new();
        for piece in places(&self.text) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Input(name) => {
                    let input = inputs.iter().find(|(given, _)| *given == name);
                    let (_, input) =
                        input.ok_or_else(|| problem(format!("the input `{name}` is missing")))?;
                    out.push_str(input);
                }
            }
        }
        Ok(out)
    }
}

enum Piece<'t> {
    Text(&'t str),
    Input(&'t str),
}

/// A text in pieces: as it stands, and `{{ name }}`.
fn places(text: &str) -> impl Iterator<Item = Piece<'_>> {
    text.split("{{").enumerate().flat_map(|(index, part)| match part.split_once("}}") {
        Some((name, rest)) if index > 0 => [Piece::Input(name.trim()), Piece::Text(rest)],
        _ => [Piece::Text(part), Piece::Text("")],
    })
}

/// The inputs of `samples/ID.toml`.
pub(super) fn read_samples(file: &str, text: &str) -> Result<Vec<BTreeMap<String, String>>, TemplateProblem> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Samples {
        sample: Vec<BTreeMap<String, String>>,
    }
    let read: Result<Samples, _> = toml::from_str(text);
    read.map(|samples| samples.sample)
        .map_err(|error| TemplateProblem { file: file.to_owned(), message: error.message().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "+++\nid = \"x\"\nversion = 1\nlanguage = \"en\"\ninputs = [\"brief\"]\n+++\n";

    #[test]
    fn inputs_stand_where_the_template_says_and_are_no_templates() {
        let template = Template::read("x.md", &format!("{HEAD}Write: {{{{ brief }}}}!")).unwrap();
        assert_eq!(template.render(&[("brief", "{{ brief }}")]).unwrap(), "Write: {{ brief }}!");
        assert!(template.render(&[]).unwrap_err().to_string().contains("missing"));
        assert!(
            template.render(&[("brief", ""), ("more", "")]).unwrap_err().to_string().contains("no input")
        );
    }

    #[test]
    fn a_template_uses_the_inputs_it_names_and_no_others() {
        assert!(
            Template::read("x.md", &format!("{HEAD}Nothing.")).unwrap_err().to_string().contains("not used")
        );
        assert!(
            Template::read("x.md", &format!("{HEAD}{{{{ brief }}}} {{{{ tone }}}}"))
                .unwrap_err()
                .to_string()
                .contains("tone")
        );
        assert!(Template::read("x.md", "no head").is_err());
    }
}
