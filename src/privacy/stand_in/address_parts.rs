//! How postal addresses of France, the United Kingdom and the United States are written.

const TYPES_FR: &str = "rue avenue boulevard place allée allee allées impasse chemin quai cours route square passage \
    sentier résidence esplanade av bd pl imp";
const TYPES_EN: &str = "street st road rd lane ln avenue ave drive dr close court ct way terrace place crescent gardens \
    grove boulevard blvd square hill row parade walk mews yard park rise view";

/// An address in its parts; what stands between them stays.
pub(super) struct Parts<'v> {
    /// Number, type and name; empty where the address has none.
    pub(super) street: &'v str,
    pub(super) between: &'v str,
    /// What stands first of code and town, what stands between, and what stands second; empty where there is none.
    pub(super) place: [&'v str; 3],
    pub(super) is_french: bool,
}

/// The parts of an address; `None` for a form that is not known.
pub(super) fn parts(value: &str) -> Option<Parts<'_>> {
    french(value).or_else(|| english(value))
}

/// *12 bis, rue des Lilas, 75011 Paris*
fn french(value: &str) -> Option<Parts<'_>> {
    let code = value
        .match_indices(|character: char| character.is_ascii_digit())
        .map(|(at, _)| at)
        .find(|at| is_french_code(value, *at));
    let (before, place) = value.split_at(code.unwrap_or(value.len()));
    let street = before.trim_end_matches([' ', ',', '\n', '-', '–']);
    let is_street = street.is_empty() || begins_with_type(numbered(street).1);
    let (code, town) = place.split_at_checked(if place.is_empty() { 0 } else { 5 })?;
    let name = town.trim_start();
    let is_town = place.is_empty() || is_name(name);
    let is_simple = !street.contains(['\n', ';']) && (!street.is_empty() || !place.is_empty());
    (is_street && is_town && is_simple).then(|| Parts {
        street,
        between: before.get(street.len()..).unwrap_or_default(),
        place: [code, town.get(..town.len() - name.len()).unwrap_or_default(), name],
        is_french: true,
    })
}

fn is_french_code(value: &str, at: usize) -> bool {
    let (before, rest) = value.split_at(at);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 5
        && !before.ends_with(char::is_alphanumeric)
        && rest.get(5..).is_some_and(|r| r.starts_with(' '))
}

/// *12 Church Lane, Nantwich CW5 8EN* and *742 Elm Avenue, Springfield, IL 62704*
fn english(value: &str) -> Option<Parts<'_>> {
    let (street, rest) = value.split_at(value.find([',', '\n']).unwrap_or(value.len()));
    let kind = street.split_whitespace().next_back()?.trim_end_matches('.').to_lowercase();
    let is_street = TYPES_EN.split_whitespace().any(|known| known == kind) && !numbered(street).0.is_empty();
    let place = rest.trim_start_matches([',', ' ', '\n']);
    let between = rest.get(..rest.len() - place.len())?;
    if place.is_empty() {
        return is_street.then_some(Parts { street, between, place: ["", "", ""], is_french: false });
    }
    let mut spaces = place.rmatch_indices(' ').map(|(at, _)| at);
    let (_, start) = (spaces.next()?, spaces.next()?);
    let (town, code) = (place.get(..start)?, place.get(start + 1..)?);
    let name = town.trim_end_matches([',', ' ', '\n']);
    (is_street && is_name(name) && is_english_code(code)).then(|| Parts {
        street,
        between,
        place: [name, place.get(name.len()..=start).unwrap_or_default(), code],
        is_french: false,
    })
}

/// *CW5 8EN*, *IL 62704*
fn is_english_code(code: &str) -> bool {
    let Some((first, second)) = code.split_once(' ') else { return false };
    let is_state = first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_zip = second.len() == 5 && second.bytes().all(|byte| byte.is_ascii_digit());
    let is_area = (2..=4).contains(&first.len())
        && first.starts_with(|letter: char| letter.is_ascii_uppercase())
        && first.bytes().any(|byte| byte.is_ascii_digit());
    let is_inward = second.len() == 3 && second.starts_with(|digit: char| digit.is_ascii_digit());
    is_state && is_zip || is_area && is_inward
}

/// The number of a house with what belongs to it, and the street.
pub(super) fn numbered(street: &str) -> (&str, &str) {
    let digits = street.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return ("", street);
    }
    let rest = street.get(digits..).unwrap_or_default();
    let rest = ["bis", "ter", "quater", " bis", " ter", " quater", "A", "B", "C", "a", "b", "c"]
        .iter()
        .filter_map(|suffix| rest.strip_prefix(suffix))
        .find(|rest| rest.starts_with([' ', ',']))
        .unwrap_or(rest);
    let name = rest.trim_start_matches([' ', ',']);
    street.split_at_checked(street.len() - name.len()).unwrap_or(("", street))
}

fn begins_with_type(street: &str) -> bool {
    let (kind, rest) = street.split_once(' ').unwrap_or((street, ""));
    let kind = kind.trim_end_matches('.').to_lowercase();
    !rest.is_empty() && is_name(rest) && TYPES_FR.split_whitespace().any(|known| known == kind)
}

/// Letters with what stands between them in names of streets and towns, and the number of a *Cedex*.
fn is_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.chars().all(|character| character.is_alphanumeric() || " -'’.".contains(character))
}
