//! Whose given name it is.

/// Name and `f` or `m` a line, sorted; names that both bear are in neither.
const LIST: &str = include_str!("../../../guardrails/words/given-name-genders.txt");

/// Who bears a given name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

/// Of a given name in small letters without accents; *jean-marie* goes by *jean* when it is not listed.
pub(super) fn of(name: &str) -> Option<Gender> {
    listed(name).or_else(|| listed(name.split_once('-')?.0))
}

fn listed(name: &str) -> Option<Gender> {
    let (mut low, mut high) = (0, LIST.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = LIST.get(..middle)?.rfind('\n').map_or(0, |end| end + 1);
        let line = LIST.get(start..)?.lines().next()?;
        let (known, gender) = line.split_once(' ')?;
        match known.cmp(name) {
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => {
                return Some(if gender == "f" { Gender::Female } else { Gender::Male });
            }
        }
    }
    None
}

/// What a title in small letters says; *Dr* says nothing.
pub(super) fn of_title(title: &str) -> Option<Gender> {
    const FEMALE: &str =
        "mme mrs ms miss mlle madame mademoiselle frau señora sra srta doña signora dott.ssa lady madam mmes";
    const MALE: &str = "m mr monsieur herr herrn señor sr don signor sig sir lord mister";
    let is_one = |list: &str| list.split(' ').any(|known| known == title);
    match (is_one(FEMALE), is_one(MALE)) {
        (true, _) => Some(Gender::Female),
        (_, true) => Some(Gender::Male),
        _ => None,
    }
}
