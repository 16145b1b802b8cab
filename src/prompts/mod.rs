//! Prompt templates: the words that the gateway itself puts before a model.
//!
//! In go the name of a template, a language and its inputs; out comes text. A template that is wrong, or an
//! input that is missing, is an error at the start or in the tests, never a hole in a prompt.

mod template;

pub use template::{Template, TemplateProblem};

use crate::domain::Language;

/// Every template, ready to be rendered.
#[derive(Debug)]
pub struct Prompts {
    templates: Vec<Template>,
}

macro_rules! built_in {
    ($($file:literal)*) => {
        &[$(($file, include_str!(concat!("../../prompts/", $file)))),*]
    };
}

/// Every template under `prompts/`; a test holds this list against the folder.
const TEMPLATES: &[(&str, &str)] = built_in! {
    "system/marketing-writer.en.md"
    "system/marketing-writer.fr.md"
    "tasks/copy.en.md"
    "tasks/copy.fr.md"
};

/// Inputs to try the tasks with.
const SAMPLES: &[(&str, &str)] = &[("copy", include_str!("../../prompts/samples/copy.toml"))];

impl Prompts {
    /// Those that are built in.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn built_in() -> Result<Self, Vec<TemplateProblem>> {
        let (mut templates, mut problems) = (Vec::new(), Vec::new());
        for (file, text) in TEMPLATES {
            match Template::read(file, text) {
                Ok(template) => templates.push(template),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(Self { templates }) } else { Err(problems) }
    }

    /// The template of that id, in that language, else in English.
    pub fn get(&self, id: &str, language: Language) -> Option<&Template> {
        let of =
            |language: Language| self.templates.iter().find(move |t| t.id == id && t.language == language);
        of(language).or_else(|| of(Language::En))
    }

    /// Files of the templates that are built in.
    pub fn files() -> impl Iterator<Item = &'static str> {
        TEMPLATES.iter().map(|(file, _)| *file)
    }

    /// Renders every task with every sample; says what is wrong.
    pub fn check(&self) -> Vec<TemplateProblem> {
        let mut problems = Vec::new();
        for (id, samples) in SAMPLES {
            let file = format!("samples/{id}.toml");
            let samples = match template::read_samples(&file, samples) {
                Ok(samples) => samples,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            for template in self.templates.iter().filter(|template| template.id == *id) {
                for sample in &samples {
                    let inputs: Vec<_> =
                        sample.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                    problems.extend(template.render(&inputs).err());
                }
            }
        }
        problems
    }
}
