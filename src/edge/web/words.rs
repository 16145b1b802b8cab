//! Every word of the interface, in English and French.
//!
//! One line a word, both languages beside each other: a word that is missing in one does not compile. A `{}`
//! stands where [`fill`] puts a value. Names of things from fixed lists (outcomes, entities, …) stand in
//! [`super::names`]; explanations of findings come from the rules. Never holds anything that a person wrote.

use crate::domain::Language;

macro_rules! catalogue {
    ($($name:ident: $english:literal, $french:literal;)*) => {
        /// The interface in one language.
        #[derive(Debug)]
        pub(super) struct Words {
            pub(super) language: Language,
            $(pub(super) $name: &'static str,)*
        }

        const ENGLISH: Words = Words { language: Language::En, $($name: $english,)* };
        const FRENCH: Words = Words { language: Language::Fr, $($name: $french,)* };
    };
}

/// The words of a language; English for those that the interface does not speak.
pub(super) fn of(language: Language) -> &'static Words {
    if language == Language::Fr { &FRENCH } else { &ENGLISH }
}

/// A sentence with a value in its place.
pub(super) fn fill(sentence: &str, value: impl std::fmt::Display) -> String {
    sentence.replacen("{}", &value.to_string(), 1)
}

catalogue! {
    // Every page
    skip: "Skip to the content", "Aller au contenu";
    places: "Pages", "Pages";
    languages: "Language", "Langue";
    studio: "Studio", "Studio";
    review: "Review desk", "Contrôle";
    sign_out: "Sign out", "Se déconnecter";
    footer: "Candor takes personal data out of a brief, checks what is asked and what is written, and records that a machine wrote it.",
            "Candor retire les données personnelles du brief, vérifie ce qui est demandé et ce qui est écrit, et consigne qu'une machine l'a rédigé.";
    error_prefix: "Error: ", "Erreur\u{a0}: ";
    none: "none", "aucun";
    request_id: "Request", "Requête";

    // Signing in
    sign_in: "Sign in", "Se connecter";
    sign_in_lead: "For copywriters and for those who review copy.", "Pour celles et ceux qui rédigent et qui contrôlent.";
    user: "Name", "Identifiant";
    password: "Password", "Mot de passe";
    not_signed_in: "You are not signed in", "Vous n'êtes pas connecté";
    user_missing: "Enter your name.", "Saisissez votre identifiant.";
    password_missing: "Enter your password.", "Saisissez votre mot de passe.";
    password_wrong: "Name or password is wrong. Check both and try again.", "L'identifiant ou le mot de passe est incorrect. Vérifiez les deux et réessayez.";
    too_many_tries: "Too many tries with this name. Wait a minute, then try again.", "Trop d'essais avec cet identifiant. Patientez une minute, puis réessayez.";
    sign_in_unavailable: "Nobody can sign in right now. Try again in a minute; if it stays so, tell whoever runs Candor.", "La connexion est impossible pour le moment. Réessayez dans une minute\u{202f}; si cela persiste, prévenez la personne qui administre Candor.";

    // The studio's form
    studio_lead: "Say what the copy is about. What could mislead or press your readers is marked in the answer, with the reason and a better way to say it.",
                 "Dites de quoi parle le texte. Ce qui pourrait tromper ou presser vos lecteurs est signalé dans la réponse, avec la raison et une meilleure façon de le dire.";
    ask: "Your brief", "Votre brief";
    ask_again: "Change the brief and write again", "Modifier le brief et relancer";
    brief: "Brief", "Brief";
    brief_hint: "Product, facts, price, what the reader should do. Describe readers by what they need, not by who they are.", "Produit, faits, prix, ce que le lecteur doit faire. Décrivez les lecteurs par leurs besoins, non par ce qu'ils sont.";
    brief_missing: "Write a brief: what is the copy about?", "Rédigez un brief\u{202f}: de quoi parle le texte\u{202f}?";
    channel: "Channel", "Canal";
    model: "Model", "Modèle";
    copy_language: "Language of the copy", "Langue du texte";
    variants: "Variants", "Variantes";
    as_the_brief: "As the brief", "Celle du brief";
    english: "English", "Anglais";
    french: "French", "Français";
    not_a_choice: "Choose one of the list.", "Choisissez un élément de la liste.";
    no_model: "No model is open to you. Ask whoever runs Candor to open one.", "Aucun modèle ne vous est ouvert. Demandez à la personne qui administre Candor d'en ouvrir un.";
    write: "Write", "Rédiger";
    masked_hint: "Names, addresses and the like are replaced before your brief leaves for the model, and put back into the copy.", "Noms, adresses et autres données sont remplacés avant l'envoi au modèle, puis remis dans le texte.";
    problem: "There is a problem", "Il y a un problème";
    not_sent: "Your brief was not sent to a model. What to change is marked below it.", "Votre brief n'a pas été envoyé au modèle. Ce qu'il faut changer est signalé en dessous.";
    not_written: "No copy was written", "Aucun texte n'a été rédigé";

    // What the studio answers
    result: "Your copy", "Votre texte";
    told_released: "Nothing was found to object to. Read it all the same: you know your readers.", "Rien à signaler. Relisez tout de même\u{202f}: c'est vous qui connaissez vos lecteurs.";
    told_annotated: "Delivered. Look at what is marked before you use it.", "Texte livré. Regardez ce qui est signalé avant de l'utiliser.";
    told_blocked: "Some of the copy was withheld by the rules in force.", "Une partie du texte a été retenue par les règles en vigueur.";
    told_all_blocked: "The copy was withheld by the rules in force. What to ask for instead stands below.", "Le texte a été retenu par les règles en vigueur. Ce qu'il faut demander à la place figure ci-dessous.";
    masked_out: "Masked out", "Données masquées";
    nothing_masked: "Nothing", "Aucune";
    notice: "Notice", "Mention";
    entry: "Entry", "Entrée";
    variant: "Variant {}", "Variante {}";
    characters: "{} characters", "{} caractères";
    fewer: "The model wrote fewer variants than you asked for.", "Le modèle a rédigé moins de variantes que demandé.";
    withheld: "This variant is withheld.", "Cette variante est retenue.";
    withheld_why: "What would have to be said otherwise stands below.", "Ce qu'il faudrait dire autrement figure ci-dessous.";
    withheld_by_provider: "The model's provider withheld it and gave no reason. Change the brief and try again.", "Le fournisseur du modèle l'a retenue sans donner de raison. Modifiez le brief et réessayez.";
    declined: "The model declined to write this:", "Le modèle a refusé de rédiger\u{a0}:";
    empty: "The model sent no text.", "Le modèle n'a envoyé aucun texte.";
    empty_why: "Try again, or choose another model.", "Réessayez, ou choisissez un autre modèle.";
    cut_off: "The model stopped at its length limit: the end is missing.", "Le modèle s'est arrêté à sa limite de longueur\u{202f}: la fin manque.";
    about_brief: "In your brief: {}", "Dans votre brief\u{a0}: {}";
    brief_marked: "Your brief, marked", "Votre brief, annoté";
    show_in_text: "Show in the text", "Voir dans le texte";
    better: "Better:", "Mieux\u{a0}:";
    legal_basis: "Legal basis", "Base légale";
    checked: "checked {}", "vérifié le {}";
    to_be_confirmed: "to be confirmed", "à confirmer";
    rule: "Rule", "Règle";

    // Why the studio has no copy
    over_requests: "Your company has asked for as much copy as it may in a minute. Wait a little, then send again.", "Votre entreprise a atteint son nombre de demandes par minute. Patientez un peu, puis renvoyez.";
    over_tokens: "Your company has used its text allowance for this minute. Wait a little, or make the brief shorter.", "Votre entreprise a épuisé son volume de texte pour cette minute. Patientez un peu, ou raccourcissez le brief.";
    over_at_once: "Many people are writing right now. Wait a moment, then send again.", "Beaucoup de demandes sont en cours. Patientez un instant, puis renvoyez.";
    personal_data: "Your brief holds personal data ({}), and your company's rules let none leave. Take it out, then send again.", "Votre brief contient des données personnelles ({}), et les règles de votre entreprise n'en laissent sortir aucune. Retirez-les, puis renvoyez.";
    model_gone: "This model is not open to you any more. Choose another.", "Ce modèle ne vous est plus ouvert. Choisissez-en un autre.";
    provider_busy: "The model is busy. Wait a moment, then send again.", "Le modèle est saturé. Patientez un instant, puis renvoyez.";
    provider_refused: "The model's provider refused the request. Make the brief shorter, ask for one variant, or choose another model.", "Le fournisseur du modèle a refusé la demande. Raccourcissez le brief, demandez une seule variante ou choisissez un autre modèle.";
    provider_failed: "The model could not be reached. Nothing is wrong with your brief: send it again, or choose another model.", "Le modèle n'a pas pu être joint. Votre brief n'est pas en cause\u{202f}: renvoyez-le, ou choisissez un autre modèle.";
    provider_slow: "The model took too long. Send again, ask for fewer variants, or choose another model.", "Le modèle a mis trop de temps. Renvoyez, demandez moins de variantes ou choisissez un autre modèle.";
    request_refused: "The request could not be read. Send it again; if that happens again, tell whoever runs Candor.", "La demande n'a pas pu être lue. Renvoyez-la\u{202f}; si cela se reproduit, prévenez la personne qui administre Candor.";
    cannot_record: "Candor cannot check and record copy right now, so it writes none. Your brief is still here: send it again in a minute.", "Candor ne peut ni vérifier ni consigner de texte pour le moment\u{202f}; il n'en rédige donc pas. Votre brief est toujours là\u{202f}: renvoyez-le dans une minute.";

    // The review desk
    review_lead: "What was asked for and what became of it: one entry for every request. Entries hold no text and no personal data.", "Ce qui a été demandé et ce qui en est advenu\u{202f}: une entrée par demande. Les entrées ne contiennent ni texte ni donnée personnelle.";
    filter_name: "Filter entries", "Filtrer les entrées";
    outcome: "Outcome", "Issue";
    any_outcome: "Any", "Toutes";
    rule_hint: "For example pressure/false-deadline.", "Par exemple pressure/false-deadline.";
    filter: "Filter", "Filtrer";
    filter_none: "Show all", "Tout afficher";
    no_match: "No entry matches. Choose another outcome or rule.", "Aucune entrée ne correspond. Choisissez une autre issue ou une autre règle.";
    no_entries: "Nothing has been asked for yet.", "Rien n'a encore été demandé.";
    entries_caption: "Entries, newest first. Times are UTC.", "Entrées, de la plus récente à la plus ancienne. Heures UTC.";
    time: "Time", "Heure";
    findings: "Findings", "Signalements";
    asked_by: "Asked by", "Demandé par";
    route: "Through", "Par";
    pages: "More entries", "Autres entrées";
    newest: "Newest", "Les plus récentes";
    older: "Older", "Plus anciennes";

    // One entry
    back_to_review: "Back to the review desk", "Retour au contrôle";
    nothing_found: "Nothing was found in the brief or in the copy.", "Rien n'a été signalé, ni dans le brief ni dans le texte.";
    rule_gone: "This rule is not in force any more; the entry keeps its name.", "Cette règle n'est plus en vigueur\u{202f}; l'entrée en garde le nom.";
    in_brief: "In the brief", "Dans le brief";
    shadow: "On trial: it was noted and had no effect.", "À l'essai\u{202f}: consignée, sans effet.";
    pack_version: "pack {}", "pack {}";
    request: "Request", "Demande";
    masked_about: "These values were replaced before anything left for the model. Their number is kept, the values are not.", "Ces valeurs ont été remplacées avant tout envoi au modèle. Leur nombre est conservé, les valeurs ne le sont pas.";
    actor_about: "People are named by a pseudonym.", "Les personnes sont désignées par un pseudonyme.";
    values: "Values", "Valeurs";
    streamed: "As a stream", "En flux";
    yes: "Yes", "Oui";
    no: "No", "Non";
    reason: "Reason", "Motif";
    number: "Number in the log", "Numéro au journal";
    media: "Images, sound, files not inspected", "Images, sons, fichiers non inspectés";
    rules_applied: "Rules applied", "Règles appliquées";
    rules_about: "Names exactly what was in force, to the letter.", "Désigne exactement ce qui était en vigueur, à la lettre près.";
    policy: "Policy", "Politique";
    policy_hash: "Hash of the policy", "Empreinte de la politique";
    packs_hash: "Hash of the packs", "Empreinte des packs";
    asked_for: "Asked for", "Demandé";
    provider: "Provider", "Fournisseur";
    answered: "Answered by", "A répondu";
    provider_status: "Status of the provider", "Statut du fournisseur";
    commitments: "Commitments", "Engagements";
    commitments_about: "They prove later which text this entry is about, without keeping the text.", "Ils prouvent plus tard de quel texte parle cette entrée, sans conserver le texte.";
    algorithm: "Algorithm", "Algorithme";
    as_received: "Request as it came", "Demande reçue";
    as_sent: "Request as it left", "Demande envoyée";
    as_delivered: "Answer as it was delivered", "Réponse livrée";
    tokens_and_time: "Tokens and time", "Jetons et durée";
    tokens_in: "Tokens of the request", "Jetons de la demande";
    tokens_out: "Tokens of the answer", "Jetons de la réponse";
    estimated: "{} (estimated)", "{} (estimation)";
    total_time: "From request to answer", "De la demande à la réponse";
    provider_time: "Until the provider answered", "Jusqu'à la réponse du fournisseur";
    milliseconds: "{} ms", "{} ms";
    use_case: "Use case", "Usage";
    market: "Market", "Marché";
    campaign: "Campaign", "Campagne";
    as_stored: "As it is stored (JSON)", "Tel qu'enregistré (JSON)";

    // Pages that say that there is no page
    not_found: "There is no such page", "Cette page n'existe pas";
    not_found_advice: "The address may be mistyped, or lead to something that is not yours.", "L'adresse est peut-être mal saisie, ou mène à quelque chose qui n'est pas à vous.";
    forbidden: "This page is not open to you", "Cette page ne vous est pas ouverte";
    forbidden_advice: "Your role does not allow it. Ask whoever runs Candor if it should.", "Votre rôle ne le permet pas. Si cela devrait changer, adressez-vous à la personne qui administre Candor.";
    foreign_form: "This form was not accepted", "Ce formulaire n'a pas été accepté";
    foreign_form_advice: "It is too old, or another site sent it. Open the page again and send it from there.", "Il est trop ancien, ou un autre site l'a envoyé. Rouvrez la page et envoyez-le de là.";
    bad_form: "This form could not be read", "Ce formulaire n'a pas pu être lu";
    bad_form_advice: "Something in it is not what the page asks for. Open the page again and send it from there.", "Un élément ne correspond pas à ce que la page demande. Rouvrez la page et envoyez-le de là.";
    too_long: "This is too long", "C'est trop long";
    too_long_advice: "A form may hold 256 KiB at the most. Go back and make the text shorter.", "Un formulaire peut contenir 256 Kio au plus. Revenez en arrière et raccourcissez le texte.";
    wrong_method: "This page cannot be used like that", "Cette page ne s'utilise pas ainsi";
    wrong_method_advice: "Open it from the links above.", "Ouvrez-la par les liens ci-dessus.";
    broken: "Candor failed", "Candor a échoué";
    broken_advice: "It is not your fault. Try again; if it happens again, give the number below to whoever runs Candor.", "Vous n'y êtes pour rien. Réessayez\u{202f}; si cela se reproduit, donnez le numéro ci-dessous à la personne qui administre Candor.";
    unavailable: "The log does not answer", "Le journal ne répond pas";
    unavailable_advice: "Entries cannot be read right now. Try again in a minute.", "Les entrées ne peuvent pas être lues pour le moment. Réessayez dans une minute.";
    to_studio: "To the studio", "Aller au studio";
    to_review: "To the review desk", "Aller au contrôle";
}
