//! What stands in: names that fit French and English and do for German, Spanish and Italian.
//!
//! None is an ordinary word of one of these languages, a month, a place or a brand, and all are written without
//! accents: a stand-in is found again in whatever case a model writes it.

use super::genders::Gender;

const FEMALE: &str = "Julie Sophie Nathalie Alice Caroline Sarah Isabelle Christine Laura Elisabeth Sandra \
    Anna Patricia Justine Angela Monica Estelle Michelle Emmanuelle Vanessa Esther Marianne Sabrina Elena \
    Natasha Hanna Melissa Irina Miriam Helena Cecilia Eva Claudia Astrid Linda Edith Pauline Anita Mathilde \
    Amanda Manon Elisa Margot Erica Rachel Ingrid Johanna Emilia Nadia Ursula Sonia Ophelia Sylvia Alexandra \
    Susanna Teresa Rosalie Delphine Barbara Gabriella Jeanne Corinne Tamara Paula Daniela Carla Lydia Tatiana \
    Veronica Katia Fiona Valerie";

const MALE: &str = "Thomas Nicolas Antoine Julien Daniel Alexandre Vincent David Adrien Philippe Robert Henri \
    Patrick Benjamin Arthur Matthew Arnaud Samuel Simon Albert Stephen Eric Louis Edmond Lucas Anthony Marcus \
    Andrew Maurice Nathan Hubert Quentin Edward Richard Emmanuel Ronald Ethan Franck Oliver Fabian Ernest \
    Dominic Isaac Damien Edgar Denis Alan Bastien Ivan Joseph Eugene Jonathan Elliot Kevin Leonard Kilian \
    Sylvain Steven Tristan Valentin Walter Guillaume Sebastian Christopher Fabien Boris Erwin Herbert Hector \
    Ulrich Alfred Arnold";

const EITHER: &str = "Camille Dominique Alix Maxime Sacha Alex Leslie Andrea Casey Ashley Jamie Emery Cameron \
    Avery Jackie Ellis Daryl Toni Kerry Jody Lou Quinn Charlie";

const SURNAMES: &str = "Lambert Moreau Bennett Aubert Girard Perrin Harrison Anderson Morel Gauthier Coleman \
    Allard Bertrand Sanders Evrard Watson Simmons Dupuis Ellison Henderson Masson Humbert Patterson Blanchard \
    Jenkins Andrews Brunet Perkins Giraud Imbert Carpentier Reynolds Atkinson Wallace Graham Roussel Huet \
    Lemoine Dufour Nichols Ingram Gaillard Morrison Maillard Elliott Guillot Robinson Renaud Auger Richardson \
    Peterson Fournier Edwards Williamson Dumont Lefebvre Isaacs Fletcher Leroux Ollivier Boyer Gardner Besson \
    Astier Payne Stephens Tucker Andrieu Thompson Colin Aubry Gilbert Lawson Hardouin Benoit Jacobson Delmas \
    Emerson Sherman Delorme Owens Dawson Lebrun Olsen Mitchell Vasseur Ortega Robertson Pelletier Alvarez \
    Simpson Tessier Esposito Verdier Laporte Lejeune Donovan Eriksson Ferrand Barrett Texier Oliveira Newman \
    Combes Riley Albertini Charrier Sutton Guichard Underwood Pichon Benson Larson Jacquet Bowman Seguin Tyler \
    Cordier Romano Molina Marchal Lindqvist Brennan Sorel Delcourt Hartley Prescott Vautrin";

/// Domains that nobody can own (RFC 2606).
pub(super) const DOMAINS: [&str; 8] = [
    "example.com",
    "mail.example.com",
    "post.example.org",
    "web.example.net",
    "inbox.example.com",
    "courrier.example.org",
    "postbox.example.net",
    "mailserver.example.com",
];

/// Letters for initials: those first that are seldom words or titles.
pub(super) const INITIALS: &str = "RBTGVPFKHENSCLWZJQXUDOMIYA";

/// Streets and towns that are made up; the word that tells them stands last.
pub(super) const STREETS_FR: &str = "Tilleuls Glycines Peupliers Marronniers Pinsons Alouettes Bouleaux Saules Noyers Mimosas Cerisiers \
    Hirondelles Coquelicots Jonquilles Tisserands Vignerons Charpentiers Muriers";
pub(super) const STREETS_EN: &str = "Larkfield Brookmere Ashdale Millbrook Fernhill Hollyburn Oakhurst \
    Thornbury Elmsworth Wrenfield Maplewood Heatherley Rowanberry Birchwood Stonecroft Willowmere";
pub(super) const TOWNS_FR: &str = "Valbrune Montrelle Fontserein Roquebrac Villemarais Chantevigne Bellorme \
    Sermontel Aubrevent Courtebise Marsignac Doucelles Hautefage Pontorelle Grandlieres Verdelais";
pub(super) const TOWNS_EN: &str = "Westmarch Harlowby Stonebeck Eastmere Fallowdene Brackenford Thistleby \
    Ravensmoor Otterleigh Winterbeck Hazelford Greyminster Larksby Northmere Coldbrook Fenwickham";

/// What a word of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Of somebody whose gender is known or not.
    Given(Option<Gender>),
    Surname,
}

/// The names of a kind, those first that sound like this one at the start: *d'Hélène*, *de Marie*.
pub(super) fn names(part: Part, like: &str) -> impl Iterator<Item = &'static str> {
    let list = match part {
        Part::Given(Some(Gender::Female)) => FEMALE,
        Part::Given(Some(Gender::Male)) => MALE,
        Part::Given(None) => EITHER,
        Part::Surname => SURNAMES,
    };
    let elides = elides(like);
    let alike = list.split_whitespace().filter(move |name| self::elides(name) == elides);
    alike.chain(list.split_whitespace().filter(move |name| self::elides(name) != elides))
}

/// *d'* and *l'* stand before it.
fn elides(name: &str) -> bool {
    name.starts_with(|first: char| "aeiouhAEIOUH".contains(first))
}
