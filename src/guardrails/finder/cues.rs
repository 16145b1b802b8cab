//! Words that say that a name follows, or that none does.

/// Compares without accents and case, against a list in lower case without accents.
fn is_one_of(word: &str, list: &[&str]) -> bool {
    if word.len() > 24 {
        return false;
    }
    let plain = crate::guardrails::text::View::folded(word);
    list.contains(&plain.text())
}

/// *Mme*, *Mr*, *Herr*: before a name.
pub(super) fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "m",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mme",
        "mlle",
        "madame",
        "monsieur",
        "mademoiselle",
        "dr",
        "docteur",
        "doctor",
        "pr",
        "prof",
        "professeur",
        "professor",
        "maitre",
        "me",
        "sir",
        "lady",
        "herr",
        "frau",
        "senor",
        "senora",
        "sr",
        "sra",
        "signor",
        "signora",
        "sig",
        "sig.ra",
        "dott",
        "don",
        "dona",
        "mx",
    ];
    let starts_high = word.chars().next().is_some_and(char::is_uppercase) || word.len() > 2;
    starts_high && is_one_of(word, TITLES)
}

/// *de*, *van*, *della*: inside a name.
pub(super) fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "de", "du", "des", "d", "la", "le", "von", "van", "der", "den", "ter", "ten", "zu", "di", "da",
        "del", "della", "dello", "dos", "das", "do", "el", "al", "ben", "bin", "ibn", "y", "mac", "mc", "st",
    ];
    PARTICLES.iter().any(|particle| word.eq_ignore_ascii_case(particle))
}

/// Capitalised words behind a name that belong to something else.
pub(super) fn ends_name(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "le",
        "la",
        "les",
        "un",
        "une",
        "the",
        "a",
        "an",
        "i",
        "je",
        "il",
        "elle",
        "nous",
        "vous",
        "we",
        "you",
        "he",
        "she",
        "they",
        "it",
        "et",
        "and",
        "ou",
        "or",
        "mais",
        "but",
        "merci",
        "thanks",
        "bonjour",
        "hello",
        "paris",
        "lyon",
        "marseille",
        "london",
        "berlin",
        "france",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "sas",
        "sarl",
        "sa",
        "ltd",
        "llc",
        "inc",
        "gmbh",
        "ag",
        "tel",
        "telephone",
        "phone",
        "mail",
        "email",
        "e-mail",
        "iban",
        "nom",
        "prenom",
        "name",
        "adresse",
        "address",
        "client",
        "customer",
        "email",
        "mobile",
        "siret",
        "siren",
        "tva",
        "rcs",
        "vip",
        "please",
        "write",
        "reply",
        "call",
        "send",
        "from",
        "to",
        "for",
        "in",
        "on",
        "at",
        "by",
        "with",
        "his",
        "her",
        "our",
        "your",
        "store",
        "shop",
        "boutique",
        "magasin",
        "street",
        "avenue",
        "road",
        "rue",
        "place",
        "boulevard",
    ];
    is_one_of(word, OTHERS)
}

/// A key whose value may be a person or a company.
pub(super) fn is_key(word: &str) -> bool {
    const KEYS: &[&str] = &[
        "contact",
        "client",
        "cliente",
        "customer",
        "destinataire",
        "recipient",
        "interlocuteur",
        "interlocutrice",
        "attn",
        "attention",
        "kunde",
        "kundin",
        "cliente",
        "responsable",
        "manager",
        "from",
        "to",
        "de",
        "cc",
        "signataire",
        "beneficiaire",
        "titulaire",
        "passager",
        "passenger",
        "guest",
        "patient",
        "patiente",
        "salarie",
        "salariee",
        "employee",
        "author",
        "auteur",
    ];
    is_name_key(word) || is_one_of(word, KEYS)
}

/// A key whose value is a person's name.
pub(super) fn is_name_key(word: &str) -> bool {
    const KEYS: &[&str] = &[
        "nom",
        "prenom",
        "prenoms",
        "name",
        "firstname",
        "lastname",
        "surname",
        "fullname",
        "vorname",
        "nachname",
        "nombre",
        "apellido",
        "apellidos",
        "nome",
        "cognome",
    ];
    is_one_of(word, KEYS)
}

/// *Bonjour*, *Dear*: before the person who is spoken to.
pub(super) fn greets(word: &str) -> bool {
    const GREETINGS: &[&str] = &[
        "bonjour", "bonsoir", "salut", "coucou", "cher", "chere", "chers", "cheres", "hello", "hi", "hey",
        "dear", "hallo", "liebe", "lieber", "hola", "querido", "querida", "estimado", "estimada", "ciao",
        "caro", "cara", "gentile",
    ];
    is_one_of(word, GREETINGS)
}

/// *rue*, *Saint*: what follows is a place, a feast or a school, not a person.
pub(super) fn names_a_place(word: &str) -> bool {
    const PLACES: &[&str] = &[
        "rue",
        "avenue",
        "av",
        "boulevard",
        "bd",
        "place",
        "square",
        "quai",
        "impasse",
        "allee",
        "allees",
        "chemin",
        "route",
        "cours",
        "passage",
        "pont",
        "saint",
        "sainte",
        "st",
        "ste",
        "san",
        "santa",
        "santo",
        "sankt",
        "lycee",
        "college",
        "ecole",
        "hopital",
        "gare",
        "aeroport",
        "stade",
        "theatre",
        "musee",
        "station",
        "street",
        "via",
        "piazza",
        "calle",
        "plaza",
        "fete",
        "notre-dame",
        "cathedrale",
    ];
    is_one_of(word, PLACES)
}

/// The line before a signature.
pub(super) fn closes_letter(line: &str) -> bool {
    const CLOSINGS: &[&str] = &[
        "cordialement",
        "bien cordialement",
        "tres cordialement",
        "bien a vous",
        "sincerement",
        "amicalement",
        "respectueusement",
        "salutations distinguees",
        "meilleures salutations",
        "a bientot",
        "merci",
        "merci d'avance",
        "bonne journee",
        "best regards",
        "kind regards",
        "warm regards",
        "regards",
        "sincerely",
        "yours sincerely",
        "yours truly",
        "best",
        "cheers",
        "thanks",
        "thank you",
        "many thanks",
        "love",
        "mit freundlichen grussen",
        "viele grusse",
        "liebe grusse",
        "saludos",
        "un saludo",
        "atentamente",
        "cordiali saluti",
        "distinti saluti",
    ];
    let plain = line.trim().trim_end_matches([',', '.', '!', ' ', '\u{a0}', ';']);
    plain.len() <= 40 && is_one_of_long(plain, CLOSINGS)
}

fn is_one_of_long(words: &str, list: &[&str]) -> bool {
    let plain = crate::guardrails::text::View::folded(words);
    list.contains(&plain.text())
}
