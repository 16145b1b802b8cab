//! Words that say that a name follows, or that none does; folded (lower case, no accents).

use super::names::Facts;
use crate::guardrails::text::View;

/// The words with each property, in the languages of the packs.
pub(super) const WORDS: &[(Facts, &str)] = &[
    (Facts::TITLE, TITLES),
    (Facts::WEAK_TITLE, "m me pr don dona miss sir lady lord baroness revd canon sig sr sra dame mx rev fr"),
    (Facts::PARTICLE, PARTICLES),
    (Facts::STOP, FUNCTION_WORDS),
    (Facts::STOP, OF_LETTERS_AND_FORMS),
    (Facts(Facts::STOP.0 | Facts::THING_NAME.0), DAYS_AND_PLACES),
    (Facts(Facts::WORD.0 | Facts::THING_NAME.0), THINGS_CALLED_LIKE_PEOPLE),
    (Facts::WORD, "drew carol mercy chance christian max major sage pat bob bobby barbie alexa siri lance"),
    (Facts::PLACE, PLACES),
    (Facts::STREET, STREETS),
    (Facts::THING, THINGS),
    (Facts(Facts::STOP.0 | Facts::THING_AFTER.0), FIRMS),
    (Facts::THING_AFTER, THINGS_AFTER),
    (Facts(Facts::STOP.0 | Facts::JOB.0), JOBS),
    (Facts::NAME_KEY, NAME_KEYS),
    (Facts::KEY, KEYS),
    (Facts::NOT_PERSONS_KEY, NOT_PERSONS_KEYS),
    (Facts::PERSONAL_COLUMN, PERSONAL_COLUMNS),
    (Facts::GREETING, GREETINGS),
    (Facts::PERSON_NOUN, PERSON_NOUNS),
    (Facts::TOWARDS, TOWARDS),
    (Facts::INDIVIDUAL, INDIVIDUALS),
    (
        Facts::REACHES,
        "appelle appeler rappelle rappeler rappelez contacte contacter contactez relance relancer relancez previens prevenir \
        remercie remercier remerciez demande demander demandez ecris ecrire ecrivez reponds repondre repondez envoie envoyer envoyez \
        felicite feliciter invite inviter invitez informe dis dit propose call email tell ask remind thank contact text ping \
        phone message ring congratulate write reply respond invite brief ruf rufe frag frage schreib schreibe antworte sag \
        dank danke einlade llama llame pregunta pregunte escribe escriba responde responda avisa agradece invita chiama \
        chiami chiedi scrivi rispondi avvisa ringrazia",
    ),
    (
        Facts::INTRODUCES,
        "appelle appelles appelons prenomme prenommee nomme nommee nommes named signed signe signee mein",
    ),
    (Facts::CLOSING, CLOSING_WORDS),
    (Facts::LINK, "is est de d suis am m sono bin soy"),
    (Facts::DEED, DEEDS),
    (
        Facts::BORN,
        "nee ne born aged agee age who whose habitant demeurant living geboren nacido nacida nato nata",
    ),
    (Facts::DONE, DONE),
];

/// Names that the lists call ordinary words, because they stand in lower case somewhere, and that are
/// hardly ever anything but names.
pub(super) const MOSTLY_NAMES: &str = "allen angelo ben carolina charlotte christina claire clemence constance diana donna \
    ed ella frank ines irma jack jackson jennifer leon lois lourdes martin massimo megane michael nick pascal rob \
    robin roman sara sue taylor zoe aurore marine lorraine blanco brun fisher fox fuentes griffin hunter \
    marchand marin mason pena turner carter cooper graves baker grenier durant durante houston marques \
    washington anders weiss desideri bataille petit";

const TITLES: &str = "vve veuve shrimati shri smt dhr mevr mevrouw heer senhor senhora mr mrs ms mme mmes mlle mlles mm madame mesdames monsieur messieurs mademoiselle dr drs docteur doctor \
    prof professeur professor maitre herr herrn frau senor senora signor signora dott dottssa dottoressa monsignor";

const PARTICLES: &str = "de du des d la le von van der den ter ten zu di da del della dello dos das do el al ben bin ibn \
    y mac mc bel ait ould abou abu";

/// Never a part of a name, even with a capital.
const FUNCTION_WORDS: &str = "les un une the a an i je j il elle on nous vous ils elles we you he she they it et and ou or \
    mais but si if que qui quoi what who which when where why how pourquoi comment quand est is are was were be sont etes \
    suis ai as avons avez ont has have had do does did not pas ne no non yes oui in at by with from to for on of off out up \
    as so than then this that these those there here his her hers its our ours your yours my their theirs me him us \
    them au aux en dans sur sous avec sans pour par chez vers entre contre depuis pendant avant apres ce cet cette ces mon \
    ma mes ton ta tes son sa ses notre nos votre vos leur leurs y dont ni car donc or also about after before into over \
    under again all any some each every both more most other such only own same too very can just should would could \
    now new nouveau nouvelle nouveaux nouvelles tout tous toute toutes plus tres bien ich du er sie wir ihr und oder aber \
    der das ein eine mit von zu im fur auf bei nach el los las una y o pero con por para sin en su sus lo gli una e ma \
    con per non sono il uno da nel nella sul merci thanks thank danke gracias grazie please bitte svp stp voici voila \
    bonjour hello hi hey dear cher chere chers cheres ok";

/// Words of letters, forms, shops and screens.
const OF_LETTERS_AND_FORMS: &str = "tel telephone phone mobile portable fax mail email e-mail courriel iban bic rib siret siren \
    tva rcs vip nom prenom name surname adresse address client cliente clients customer customers contact objet subject re \
    date lieu ville city pays country sujet message note notes nb ps commande order facture invoice devis quote montant total \
    ref reference numero number code offre offres offer offers promo soldes sale sales deal collection produit product \
    products service services team equipe equipes marketing newsletter campagne campaign brief budget planning projet project \
    reunion meeting rendez-vous rdv call atelier workshop webinar webinaire salon event evenement black friday cyber write \
    reply send create draft make give add use find get see tell ask let redige redigez ecris ecrivez prepare preparez envoie \
    envoyez repond reponds repondez cree creez genere generez propose proposez traduis traduisez resume resumez ajoute ajoutez \
    utilise utilisez corrige corrigez rappelle rappelez relance relancez contacte contactez demande demandez remercie \
    remerciez invite invitez felicitez souhaite schreibe escribe scrivi thanks cordialement regards sincerely welcome \
    bienvenue shop store boutique magasin showroom online web site internet app instagram facebook linkedin tiktok youtube \
    whatsapp twitter google apple amazon microsoft slack zoom teams wifi inbox chat crm seo kpi roi csv json html pdf url faq \
    mac suite apt appt appartement bat batiment flat floor etage immeuble tbd n/a na null none inconnu unknown anonyme anonymous confidentiel lead leads prospect prospects budget world user users \
    admin assistant ai ia bot senior junior gmail outlook paypal visa mastercard amex anniversaire birthday naissance birth \
    livraison delivery shipping paiement payment carte card achat purchase panier cart compte account avis review etoile stars \
    point points cadeau gift christmas paques easter hiver ete printemps automne winter spring best top super \
    anglais francais english french allemand german espagnol spanish italien italian europeen beautiful gorgeous parents maman papa valued \
    santa diary lovely dearest subscribers abonnes abonnees membres members voisins amis friends folks guys ladies gentlemen \
    everyone everybody monde famille family staff community";

const DAYS_AND_PLACES: &str = "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday \
    saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february \
    march april june july august september october november december montag dienstag mittwoch donnerstag freitag samstag \
    sonntag lunes martes miercoles jueves viernes sabado domingo paris lyon marseille toulouse nice nantes strasbourg \
    montpellier bordeaux lille rennes reims grenoble dijon angers nimes toulon brest limoges tours amiens metz besancon \
    orleans rouen mulhouse caen avignon poitiers annecy cannes biarritz london manchester birmingham liverpool leeds glasgow \
    edinburgh bristol cardiff dublin berlin hamburg munich munchen koln cologne frankfurt wien vienna zurich geneve geneva \
    lausanne bruxelles brussels anvers amsterdam rotterdam madrid barcelona barcelone sevilla roma rome milano torino napoli \
    venise venice lisboa lisbonne lisbon porto boston chicago seattle miami toronto montreal quebec vancouver tokyo dubai \
    france belgique belgium suisse switzerland allemagne germany espagne spain italie italy angleterre england ireland \
    scotland wales portugal europe maroc morocco tunisie algerie canada usa uk japon japan chine china inde india bretagne \
    normandie provence alsace corse bourgogne champagne california texas mali salvador luxembourg monaco danemark denmark sweden norway finland poland pologne grece \
    greece turquie turkey russie russia ukraine bresil brazil mexique mexico argentine argentina chili chile perou peru colombie \
    colombia senegal cameroun egypte egypt australie australia vietnam coree korea arabia emirates princess royal";

/// Given names that are more often something else.
const THINGS_CALLED_LIKE_PEOPLE: &str = "rose lily daisy violet violette iris jasmine jasmin marguerite capucine clementine \
    prune olive heather holly ivy poppy rosemary ginger amber ruby jade crystal sandy summer autumn april may june \
    avril mai juin florence nancy victoria adelaide orlando sydney austin dallas savannah madison georgia virginia brooklyn \
    chelsea paris milan vienna india china asia america kenya jordan chad ireland france israel valence laval lourdes luna \
    stella aurora nova star mars venus mercedes porsche dior hermes zara celeste colombe pierre blanche reine prince duke \
    earl king baron angel hope faith joy grace dawn melody harmony destiny genesis eden om natale rosa viola margarita \
    santiago isla alba perla gala kiwi cerise cannelle vanille anis basil pepper rosie fleur bonnie clyde cleo mira wall bee slim diamond red candy sterling kisses princess queen mini gui abo open pretty love \
    boss gala lux ora zen apollo atlas \
    titan orion phoenix river ocean sky storm rain domino oscar cesar caesar emmy tony grammy victoire eve noelle pascale \
    marina riviera dakota penny dollar franc loyal";

/// Before a name that belongs to a street, a saint, a school, a prize.
const PLACES: &str = "rue avenue av ave boulevard bd blvd place pl square quai impasse allee allees chemin route cours passage pont \
    parc park port porte tour villa chateau ile lac mont saint sainte saints st ste san santa santo sankt lycee college ecole \
    universite university school hopital hospital clinique gare aeroport airport stade stadium theatre musee museum station \
    metro via viale piazza corso calle plaza avenida paseo fete feast notre-dame cathedrale cathedral eglise church basilique \
    abbaye prix prize award coupe cup trophee festival halle halles espace salle residence faubourg fbg lieu-dit hameau zac \
    zone tunnel mediatheque bibliotheque library gymnase immeuble \
    batiment esplanade promenade rond-point carrefour colline";

/// Behind a name that belongs to a street.
const STREETS: &str = "street road rd lane avenue ave boulevard blvd crescent terrace gardens mews";

/// Before a name that a product or a firm bears.
const THINGS: &str = "baume lotion gel masque huile brume shampoing mascara palette gloss rouge poudre robe robes jupe chemise chemisier pull gilet veste manteau blouson pantalon jeans short top tee-shirt \
    t-shirt sac sacs pochette cabas besace portefeuille ceinture chaussure chaussures basket baskets sandale sandales bottine \
    bottines botte bottes escarpin escarpins mocassin mocassins sneaker sneakers montre bague collier bracelet boucles bijou \
    bijoux parfum eau fragrance bougie savon creme serum vernis gamme ligne modele modeles collection capsule serie \
    edition version coloris teinte couleur nuance canape fauteuil chaise table lit lampe tapis coussin vase assiette poussette \
    doudou poupee peluche velo tente rosier variete pomme poire fraise the cafe vin cuvee champagne biere cocktail fromage \
    gateau tarte pizza salade menu recette coffret maison cabinet boulangerie patisserie garage hotel restaurant bistrot \
    brasserie cafe pharmacie domaine librairie groupe societe entreprise agence studio ateliers fondation institut salon \
    marque enseigne ets etablissements laboratoires laboratoire editions galerie galeries concept-store label startup filiale \
    dress bag handbag sofa armchair perfume candle lipstick shade colour color range line model style boot boots shoe shoes \
    brand company firm agency house cafe bar pub inn band group album film movie book novel song character mascot \
    code promotion promo hashtag campagne operation projet projets programme offre evenement event campaign project \
    typeface font police theme template plugin app application logiciel software version release serveur server \
    tempete storm hurricane ouragan bateau navire boat ship classe appartement modele robot assistant chatbot \
    kleid tasche schuh stuhl vestido bolso zapatos vestito borsa scarpe linea marca marke kollektion coleccion collezione \
    lave-linge lave-vaisselle refrigerateur four etui snood moufle moufles bonnet echarpe foulard gants \
    tuque chapeau casquette chaussettes culotte soutien-gorge body pyjama maillot bikini legging combinaison \
    salopette cardigan sweat polo debardeur tunique caban trench doudoune parka lampes lampadaire abat-jour \
    suspension applique miroir buffet commode armoire etagere tabouret banc pouf matelas oreiller couette \
    plaid rideau nappe tasse mug bol saladier poele sauteuse casserole cocotte couteau theiere cafetiere \
    bouilloire aspirateur brosse savonnette deodorant dentifrice coulis tartinade confiture sirop vinaigre \
    moutarde biscuit biscuits chocolat chocolats bonbons sorbet yaourt infusion tisane limonade cidre rhum \
    liqueur macaron madeleine sable cookie brioche sandwich burger quiche soupe veloute poney vache chevre \
    ourson licorne poupees peluches puzzle jouet trottinette tricycle draisienne fauteuils canapes chaises \
    tables etageres stores volet volets carrelage millesime transat parasol hamac spa tondeuse mascotte \
    pelote stylo carnet cartable valise trolley gourde coffrets bougies parfums ballerine ballerines mules \
    derbies richelieu manteaux vestes blouse blouses robe-pull foulards bagues colliers bracelets cremes \
    serums eaux teintes rouge-a-levres vases coussins assiettes verres pommes roses dahlia tulipe pivoine \
    variety tea coffee whisky gin lokomotive sessel tisch bett kissen jacke mantel hose rock bluse schuhe \
    stiefel rucksack koffer kerze seife puppe fahrrad camisa falda chaqueta abrigo zapatilla zapatillas \
    sandalia bota lampara silla mesa cama vela crema muneca bicicleta camicia gonna giacca cappotto scarpa \
    stivali lampada sedia tavolo letto candela bambola bicicletta poltrona divano";

/// Behind a name that a firm bears.
const FIRMS: &str = "sas sasu sarl sa eurl snc sci scop ltd limited llc llp inc corp corporation plc gmbh ag kg srl spa sl bv nv oy \
    group groupe holding holdings foundation fondation associates partners consulting conseil conseils avocats avocat studio \
    studios agency agence solutions industries company international industrie distribution immobilier transports media \
    labs lab software technologies technology systems logistics ventures capital university universite institute hotel \
    hotels restaurant bakery brasserie traiteur fils freres sons brothers cie co bros";

/// Behind a given name that a product bears.
const THINGS_AFTER: &str = "dress bag tote backpack sofa chair armchair lamp rug candle perfume fragrance lipstick shade collection \
    range line model edition boots boot shoes shoe sneakers sandals heels jeans skirt shirt blouse jacket coat sweater ring \
    necklace bracelet earrings watch sponge pizza salad cake bun cocktail tea apple apples potato potatoes station line \
    day week month season sale deals code scholarship award awards prize cup festival series stadium arena airport museum \
    falls island islands bay beach county city bridge tower castle palace church cathedral college school hospital \
    midi maxi mini wrap slip smock box basket hardware dental sweets jewellers jewelers jewellery jewelry \
    farm farms creative stationery paints hampers mattress stool desk bed couch table shelf shelves mirror \
    vase mug plate bowl kettle towel blanket pillow cushion duvet curtain gothic tee tees tops tank \
    hoodie jumper cardigan coats parka trench shorts trousers pants leggings bra briefs bikini swimsuit \
    loafer loafers trainers clog mule satchel purse wallet clutch suitcase belt scarf hat beanie gloves \
    socks lotion cream serum balm mascara palette blush gloss soap shampoo roast blend lager stout whisky \
    whiskey rum chardonnay brew beer chai sauce jam marmalade chutney cookies biscuits pie pies tart brownie \
    burger sandwich bagel grill grills diner cafe kitchen deli butchers bakes pantry eats tavern \
    barbers florist florists nursery motors autos garage tyres plumbing roofing builders homes estates \
    realty properties insurance brokers dentistry surgery clinic pharmacy opticians vets veterinary gym yoga \
    pilates academy tutors bookshop toys dolls doll records regatta marathon trophy medal lecture \
    memorial gala archive library trail gallery theatre theater trust fund initiative drop capsule bundle \
    kit hamper voucher rewards jigsaw doormat print poster mural statue bust portrait lounge \
    terrace plaza wholefoods foods fabrics interiors cosmetics skincare tights dungarees nightie vases tiles \
    stove fireplace bunk crib cot stroller pram petals blooms orchid peony rugs kleid tasche schuh stuhl \
    lampe sessel jacke mantel";

/// Posts and trades.
const JOBS: &str = "directeur directrice director manager responsable chef cheffe chief ceo cto cfo coo cmo drh daf dg pdg president \
    presidente vice-president vp head lead developer developpeur developpeuse ingenieur ingenieure engineer consultant \
    consultante commercial commerciale commerciaux conseiller conseillere coordinateur coordinatrice charge chargee \
    community product owner brand account key sales marketing communication digital general generale adjoint adjointe \
    secretaire comptable juriste juridique counsel analyst analyste designer graphiste redacteur redactrice copywriter \
    stagiaire alternant alternante apprenti gerant gerante fondateur fondatrice founder co-founder cofondateur cofondatrice \
    associe associee partner maire ministre prefet depute recteur officer executive administrator technicien technicienne \
    architecte architect specialist specialiste expert experte trainer formateur formatrice vendeur vendeuse acheteur \
    acheteuse buyer recruiter recruteur operations regional regionale national export achat achats ventes finance financier \
    financiere ressources humaines rh hr it qualite security securite data cloud innovation strategie strategy clientele \
    relation relations presse press editor editeur editrice geschaftsfuhrer leiter leiterin gerente direttore direttrice";

const NAME_KEYS: &str = "nom prenom prenoms name fname lname firstname lastname surname forename fullname givenname vorname nachname nombre \
    apellido apellidos nome cognome";

const KEYS: &str = "contact client cliente clients customer destinataire recipient interlocuteur interlocutrice attn attention kunde \
    kundin responsable manager from to de a cc signataire beneficiaire beneficiary titulaire holder owner winners gagnants participants attendees guests invites presents speakers intervenants passagers signataires temoins passager passenger \
    guest invite invitee patient patiente salarie salariee employee author auteur autrice expediteur sender participant \
    participante participants candidat candidate vendeur vendeuse conseiller conseillere commercial assigne assignee referent \
    referente prospect lead abonne abonnee membre member user utilisateur utilisatrice temoin speaker intervenant \
    intervenante animateur animatrice organisateur organisatrice gagnant gagnante winner locataire proprietaire tenant \
    acheteur acheteuse buyer seller bill-to ship-to who qui rep agent cliente contatto contacto ansprechpartner inhaber \
    titular intestatario contactperson intestataria";

/// Words around a key that say that its value is called like that, and no person: *product name*.
const NOT_PERSONS_KEYS: &str = "product brand company campaign project file domain event store shop business host page category \
    produit marque entreprise societe campagne projet fichier domaine evenement boutique magasin gamme collection \
    modele article item plan app application variable column table field template list segment audience pet chien chat \
    ville city street rue pays country code raison commerciale commercial";

const PERSONAL_COLUMNS: &str = "prenom prenoms fname lname firstname lastname surname forename fullname email e-mail mail courriel telephone tel phone \
    mobile portable naissance birthday birth dob age adresse address vorname nachname apellido apellidos cognome telefono \
    correo anniversaire";

const GREETINGS: &str = "bonjour bonsoir salut coucou cher chere chers cheres hello hi hey dear hallo liebe lieber hola querido querida \
    estimado estimada ciao caro cara gentile bienvenue welcome";

/// Before a person who is called by name: *ma sœur Awa*.
const PERSON_NOUNS: &str = "soeur frere mere pere maman papa fille fils mari femme epouse epoux conjoint conjointe compagnon \
    compagne cousin cousine tante oncle niece neveu grand-mere grand-pere mamie papi copain copine ami amie amis collegue \
    collegues voisin voisine patron patronne boss assistante associee cliente clients client abonnee abonne lectrice lecteur \
    stagiaire influenceur influenceuse blogueur blogueuse photographe createur creatrice fondateur fondatrice gerant gerante \
    directeur directrice responsable commercial commerciale conseiller conseillere vendeur vendeuse coach temoin \
    sister brother mother father mom mum dad daughter son husband wife partner aunt uncle nephew friend friends colleague \
    colleagues coworker neighbour neighbor customer user subscriber member reader intern influencer blogger photographer \
    founder owner manager director producer actress actor singer author commenter guest teacher doctor nurse lawyer \
    participant candidat candidate prospect patient patiente gagnant gagnante winner titulaire holder inhaber titular \
    intestatario hermana hermano sorella fratello schwester bruder soeurs";

/// Of those, the ones that are never firms: any name may follow.
const INDIVIDUALS: &str = "baby bebe great-aunt great-uncle soeur frere mere pere fille fils mari femme epouse epoux compagnon compagne cousin cousine tante oncle niece \
    neveu copain copine ami amie collegue voisin voisine assistante influenceur influenceuse blogueur blogueuse photographe \
    fondateur fondatrice gerant gerante directeur directrice conseiller conseillere vendeur vendeuse ambassadeur ambassadrice \
    egerie journaliste redacteur redactrice stagiaire coach lectrice lecteur presidente president pdg ceo cto cfo drh \
    sister brother mother father daughter son husband wife aunt uncle nephew friend colleague coworker neighbour neighbor \
    influencer blogger photographer founder co-founder director author journalist editor actress actor singer intern nurse \
    ambassador stylist designer teacher manager responsable chef cheffe head vp consultant consultante \
    ingenieur ingenieure developpeur developpeuse avocat avocate medecin infirmiere chargee hermana hermano sorella fratello schwester bruder \
    conjoint conjointe mamie mamy papi papy tonton tata maman papa grand-mere grand-pere belle-mere beau-pere beau-frere belle-soeur mum mom dad auntie aunty grandmother grandma granny gran nan nana \
    grandfather grandad grandpa stepmother stepfather fiance fiancee boyfriend girlfriend bf gf hubby bestie \
    mutter vater tochter sohn oma opa onkel ehemann ehefrau madre padre hija hijo esposa marido abuela \
    abuelo tia tio figlia figlio moglie marito nonna nonno zia zio";

/// Kin: behind them stands a name, whatever it is.
const KIN: &str = "baby bebe soeur frere mere pere fille fils mari femme epouse epoux compagnon compagne conjoint conjointe cousin \
    cousine tante oncle niece neveu mamie mamy papi papy tonton tata maman papa grand-mere grand-pere belle-mere beau-pere beau-frere belle-soeur sister brother mother father mum mom dad daughter son husband wife \
    aunt auntie aunty uncle nephew grandmother grandma granny gran nan nana grandfather grandad grandpa \
    stepmother stepfather fiance fiancee boyfriend girlfriend bf gf hubby bestie schwester bruder mutter \
    vater tochter sohn oma opa onkel ehemann ehefrau hermana hermano madre padre hija hijo esposa marido \
    abuela abuelo tia tio sorella fratello figlia figlio moglie marito nonna nonno zia zio";

/// True for a word for kin, also for a great-aunt.
pub(super) fn is_kin(word: &str) -> bool {
    let folded = View::folded(word).text().replace(' ', "-");
    let bare = folded.strip_prefix("great-").unwrap_or(&folded);
    KIN.split_whitespace().any(|kin| kin == bare)
}

/// Words before which a capitalised name mostly is a person's.
const TOWARDS: &str = "a pour avec par chez de d selon envers remercier remercie remercions feliciter felicite felicitons \
    relancer relance contacter contacte contactez appeler rappeler rappelle prevenir previens inviter invite demander demande \
    informer informe dit envoie ecris ecrire repond reponds repondre reponse salue merci signe \
    to for with from by via and thank thanks congratulate remind call email tell ask invite contact text message \
    ping cc write says said congratulations told asked told et ainsi remind says fur mit von an para con di per da";

/// What persons do and hardly anything else does: *Rose called*, *Victoire souhaite*.
const DEEDS: &str = "called calls wants wanted said says asks asked wrote writes replied answered told lives works lived loves \
    ordered bought complained emailed texted phoned thinks hopes voudrait souhaite souhaiterait demande appelle veut habite \
    travaille adore pense prefere ecrit repond dit attend mochte wohnt arbeitet sagt quiere vive trabaja dice vuole abita lavora";

/// The same, behind *a*, *has*, *hat*, *ha*.
const DONE: &str = "rappele commande achete demande ecrit repondu appele envoye signe recu telephone oublie change adore \
    aime souhaite voulu laisse called ordered bought asked written replied signed sent complained given told angerufen \
    zuruckgerufen geschrieben bestellt gesagt gekauft llamado escrito pedido comprado chiamato richiamato scritto ordinato";

const CLOSING_WORDS: &str = "cordialement sincerement amicalement respectueusement distinguees salutations bientot merci avance journee \
    soiree regards sincerely truly best cheers thanks you love grussen grusse saludo saludos atentamente saluti bises \
    bisous xoxo vous amities wishes faithfully cdlt cdt bav";

/// The line before a signature.
pub(super) fn closes_letter(line: &str) -> bool {
    const CLOSINGS: &[&str] = &[
        "cordialement",
        "bien cordialement",
        "tres cordialement",
        "bien a vous",
        "bien a toi",
        "cdlt",
        "cdt",
        "bav",
        "sincerement",
        "amicalement",
        "amities",
        "respectueusement",
        "salutations distinguees",
        "meilleures salutations",
        "a bientot",
        "a tres bientot",
        "a tres vite",
        "merci",
        "merci beaucoup",
        "merci d'avance",
        "par avance merci",
        "bonne journee",
        "bonne soiree",
        "belle journee",
        "bises",
        "bisous",
        "best regards",
        "kind regards",
        "warm regards",
        "with kind regards",
        "regards",
        "sincerely",
        "yours sincerely",
        "yours faithfully",
        "yours truly",
        "best",
        "best wishes",
        "all the best",
        "cheers",
        "thanks",
        "thank you",
        "many thanks",
        "thanks in advance",
        "love",
        "xoxo",
        "mit freundlichen grussen",
        "viele grusse",
        "liebe grusse",
        "saludos",
        "un saludo",
        "atentamente",
        "cordiali saluti",
        "distinti saluti",
    ];
    let plain = line.trim().trim_end_matches([',', '.', '!', ' ', ';']);
    plain.len() <= 40 && CLOSINGS.contains(&View::folded(plain).text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_folded() {
        for (_, words) in WORDS {
            for word in words.split_whitespace() {
                let plain = View::folded(word).text().replace(' ', "-");
                assert_eq!(plain, word);
            }
        }
    }
}
