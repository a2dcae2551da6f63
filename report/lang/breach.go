package lang

// Breach is a draft of a notice of a breach of personal data: to an authority,
// to the people concerned, for the register. Instants, days and names come
// written already.
type Breach struct {
	Titles   map[string]string // by regime and addressee: "cnil authority"
	To       map[string]string // the addressee, by the same
	Phases   map[string]string
	Draft    string                             // on top of each
	DraftOwn string                             // on top of what people are sent
	OfPhase  func(phase, initial string) string // initial is when that was sent, "" for the first
	Dated    func(day string) string
	Chosen   string // the day was given by hand
	Incident func(id string) string
	About    func(controller, supplier string) string // either may be ""
	// Quebec speaks of an organisation and of information.
	DraftQuebec string
	AboutQuebec func(organisation, supplier string) string
	Clock       string
	Clocks      map[string]string                            // states without a number
	Due         func(from, due string, shortest bool) string // shortest: no authority may count from before
	DueBy       func(due string) string                      // the end by Regulation 1182/71
	Days        func(days string) string                     // that the time runs over
	Disputed    string                                       // article 3(5)
	Left        func(span string) string                     // until the end
	Past        func(span string) string                     // since it
	Kept        func(filed, span string) string              // sent in time
	Between     func(filed string, earlier bool) string      // sent in time by one reading; earlier: by all but that from an earlier instant
	AtMost      func(span string) string
	NoHour      string                               // of a day that is told alone
	Late        func(filed, span string) string      // after the end
	Promptly    func(swiss bool, span string) string // no number of hours; span since aware
	PromptTold  func(swiss bool, filed, span string) string
	Earlier     func(from, due string) string // an authority may count from there
	Second      string                        // the CNIL's wish for the complement

	Asked      string // heading of the fields
	Fields     map[string]string
	Laws       map[string]func(ref string) string // by regime
	Practice   string                             // asked by the form of the authority
	Possible   string                             // as far as it is known
	Blank      string                             // nothing was said
	Plain      map[string]string                  // headings of what people are sent, by field
	PlainOpen  func(controller string) string
	Missing    string // heading
	None       string // nothing is missing
	MustList   string
	OpenList   string
	Later      string // what is missing may follow
	Check      string // heading of the doubts
	Doubts     map[string]string
	DoubtsFor  string // introduces what counsel is to look at
	Keep       string // what is not sent with the notice to people
	Words      BreachWords
	Stamps     string // heading of the instants
	StampsSay  string
	Stamp      map[string]string
	Source     string
	Evidence   string // heading
	Unseen     string // no evidence was given or none is of these targets
	Shown      string // how to read it
	Target     string
	Began      string
	Ended      string
	Seen       string // what was seen
	Lost       func(state string, files, back int64) string
	NotClosed  string
	Alone      string // fewer vantages than the quorum
	SecondHand string
	Stop       string // heading
	StopSay    func(from, to, by, ordered, how string) string
	StopWhy    func(why string) string
	StopText   func(name, digest string) string
	StopNoText string
	StopApart  string
	StopSeen   func(n int64) string
	StopPart   string
	Limits     string
	Limit      []string
	Made       func(declared string) string
	Told       BreachTold
	Processor  BreachProcessor
}

// BreachWords are the sentences that fill fields.
type BreachWords struct {
	Natures    map[string]string
	Plain      map[string]string // the same, for the people
	Done       string            // to them: what was done, what will be
	WillDo     string
	Between    func(after, by string) string // began, by the evidence
	By         func(by string) string        // the same without an earlier good answer
	EndedIn    func(after, by string) string
	StillOpen  string
	NotBack    string                                         // something lost
	Days       func(from, to string, approximate bool) string // for the people; to may be "" or the same
	GoesOn     string
	NotBackYet string
	Declared   func(from, to string, approximate bool, source string) string
	Ongoing    string
	Detected   func(at, by, source string) string
	DetectedM  func(at string) string // by the machine
	Aware      func(at, by, how string) string
	Logged     func(at, leaf string) string
	NotLogged  string
	Told       func(at, by, to, how string) string
	Evidence   func(what, digest string) string
	Parties    map[string]string // supplier, controller, authority, people
	Number     func(n string, approximate bool) string
	Unknown    func(why string) string
	Taken      string
	Planned    string
	Level      map[string]string
	Serious    map[string]string
	Sense      func(s string) string
	Use        func(s string) string
	Chance     func(s string) string
	Lasted     func(span string) string // of real time, at most
	ToldOn     func(days string) string
	ToldBy     func(expected string) string
	ToldNot    func(why string) string
	Public     func(why string) string
	Sent       func(to, phase, at, ref string) string
	Abroad     string
}

// BreachTold is what the command says.
type BreachTold struct {
	Wrote   func(n int64, dir string) string
	NotDue  func(id, to string) string
	Lacking func(id, to string, n int64) string
	Clock   func(id, to, due, left string) string
	Over    func(id, to, due, since string) string
}

var breachFrench = Breach{
	Titles: map[string]string{
		"cnil authority": "Notification d’une violation de données personnelles", "gdpr authority": "Notification d’une violation de données personnelles",
		"quebec authority": "Avis d’un incident de confidentialité", "switzerland authority": "Annonce d’une violation de la sécurité des données",
		"cnil people": "Un incident touche vos données personnelles", "gdpr people": "Un incident touche vos données personnelles",
		"quebec people": "Un incident touche vos renseignements personnels", "switzerland people": "Un incident touche vos données personnelles",
	},
	To: map[string]string{
		"cnil authority": "Commission nationale de l’informatique et des libertés (CNIL)", "gdpr authority": "Autorité de contrôle compétente (RGPD, art. 55)",
		"quebec authority": "Commission d’accès à l’information du Québec", "switzerland authority": "Préposé fédéral à la protection des données et à la transparence (PFPDT)",
		"cnil people": "Personnes concernées (RGPD, art. 34)", "gdpr people": "Personnes concernées (RGPD, art. 34)", "quebec people": "Personnes concernées (Québec)", "switzerland people": "Personnes concernées (Suisse)", "processor controller": "Le responsable du traitement",
	},
	Phases:   map[string]string{"initial": "notification initiale", "complementary": "notification complémentaire"},
	Draft:    "Projet. À relire, à compléter et à déposer par le responsable du traitement. Ce texte n’a été envoyé à personne\u00a0; il ne dit pas si la loi oblige à notifier.",
	DraftOwn: "Projet. À relire et à compléter par le responsable du traitement avant l’envoi\u00a0; ce cadre et la dernière partie ne sont pas à envoyer.",
	OfPhase: func(phase, initial string) string {
		if initial == "" {
			return "Ceci est la " + phase + "."
		}
		return "Ceci est une " + phase + "\u00a0; la première a été envoyée le " + initial + "."
	},
	Dated:    func(day string) string { return "Projet établi le " + day + "." },
	Chosen:   "Cette date a été donnée par qui l’a préparé, et n’est pas celle d’une horloge.",
	Incident: func(id string) string { return "Référence de l’incident\u00a0: " + id + "." },
	About: func(controller, supplier string) string {
		return "Responsable du traitement\u00a0: " + tern(controller != "", controller, "(à compléter)") + "." + tern(supplier != "", " Les données étaient gardées par "+supplier+", qui traitait pour lui\u00a0; le responsable demeure celui à qui la loi demande d’avertir.", "")
	},
	DraftQuebec: "Projet. À relire, à compléter et à déposer par l’organisation. Ce texte n’a été envoyé à personne\u00a0; il ne dit pas si la loi oblige à aviser.",
	AboutQuebec: func(o, supplier string) string {
		return "Organisation\u00a0: " + tern(o != "", o, "(à compléter)") + "." + tern(supplier != "", " Les renseignements étaient gardés pour elle par "+supplier+"\u00a0; l’organisation demeure celle à qui la loi demande d’aviser.", "")
	},
	Clock: "Le délai",
	Clocks: map[string]string{
		"unset":     "Personne n’a dit quand le responsable a pris connaissance de la violation\u00a0: aucun délai ne peut être compté.",
		"undefined": "La date de ce projet, ou celle d’un envoi, précède la prise de connaissance déclarée\u00a0: aucun délai n’est compté. L’une des deux est à corriger.",
	},
	Due: func(from, due string, shortest bool) string {
		return "Le responsable a déclaré avoir pris connaissance de la violation le " + from + ". La notification est due dans les meilleurs délais et, si possible, 72 heures au plus tard après (RGPD, art. 33(1))\u00a0; comptées en temps réel à partir de cet instant, elles finissent le " + due + "." + tern(shortest, " C’est la lecture la plus courte, et celle à tenir.", "")
	},
	DueBy: func(due string) string {
		return "Selon le règlement (CEE, Euratom) nº\u00a01182/71, art. 3(1) et 3(2)(a), l’heure où tombe l’événement ne compte pas et le délai finit avec sa dernière heure\u00a0: le " + due + "."
	},
	Days: func(days string) string {
		return "Le délai court aussi les samedis, les dimanches et les jours fériés (art. 3(3))\u00a0; il comprend ici, des jours fériés ceux que le fichier nomme seulement\u00a0: " + days + ". L’art. 3(4), qui reporte au jour ouvrable suivant, n’est pas pour les délais en heures."
	},
	Disputed: "L’art. 3(5) veut que tout délai de deux jours ou plus comprenne au moins deux jours ouvrables. Qu’il vaille pour un délai en heures est discuté\u00a0: rien ici ne s’appuie sur lui.",
	Left:     func(span string) string { return "À la date de ce projet, il restait " + span + "." },
	Past: func(span string) string {
		return "À la date de ce projet, ce délai était passé depuis " + span + "\u00a0: les motifs du retard doivent accompagner la notification (art. 33(1))."
	},
	Kept: func(filed, span string) string {
		return "La première notification a été déclarée envoyée le " + filed + ", " + span + " après la prise de connaissance\u00a0: dans le délai."
	},
	AtMost: func(span string) string { return "au plus " + span },
	NoHour: " (heure non dite\u00a0: comptée à la fin du jour)",
	Between: func(filed string, earlier bool) string {
		if earlier {
			return "La première notification a été déclarée envoyée le " + filed + "\u00a0: dans les 72 heures comptées de la prise de connaissance déclarée, après celles comptées de l’instant antérieur. Donnez les motifs du retard."
		}
		return "La première notification a été déclarée envoyée le " + filed + "\u00a0: dans le délai selon le règlement nº\u00a01182/71, après les 72 heures comptées en temps réel. Donnez par prudence les motifs du retard."
	},
	Late: func(filed, span string) string {
		return "La première notification a été déclarée envoyée le " + filed + ", " + span + " après la prise de connaissance\u00a0: après le délai, ce qui demande les motifs du retard (art. 33(1))."
	},
	Promptly: func(swiss bool, span string) string {
		return "La loi demande ici d’avertir " + tern(swiss, "dans les meilleurs délais", "avec diligence") + ", sans nombre d’heures. À la date de ce projet, la prise de connaissance déclarée remontait à " + span + "."
	},
	PromptTold: func(swiss bool, filed, span string) string {
		return "La loi demande ici d’avertir " + tern(swiss, "dans les meilleurs délais", "avec diligence") + ", sans nombre d’heures. L’avis a été déclaré envoyé le " + filed + ", " + span + " après la prise de connaissance déclarée."
	},
	Earlier: func(from, due string) string {
		return "Une autorité peut compter depuis un instant antérieur, le " + from + tern(due != "", "\u00a0: les 72 heures finiraient alors le "+due+". C’est la lecture la plus courte, et celle à tenir", "") + ". Voyez ce qui est à vérifier."
	},
	Second: "La CNIL demande la notification complémentaire, si possible, dans les 72 heures qui suivent l’initiale.",

	Asked: "Ce que la loi demande de dire",
	Fields: map[string]string{
		"controller": "Organisation", "enterprise_number": "Numéro d’entreprise", "contact": "Personne à joindre", "nature": "Nature de la violation", "circumstances": "Circonstances", "cause": "Cause (si elle est connue)",
		"when": "Date ou période de l’incident", "duration": "Durée", "aware": "Date de prise de connaissance", "data": "Données concernées", "records": "Nombre d’enregistrements", "people": "Nombre de personnes concernées",
		"people_categories": "Catégories de personnes", "residents": "Dont résidents du Québec", "consequences": "Conséquences probables", "risk_elements": "Éléments d’appréciation du risque", "measures": "Mesures prises et prévues",
		"people_told": "Information des personnes", "other_authorities": "Autres autorités averties", "late_because": "Motifs du retard", "advice": "Ce que les personnes peuvent faire", "notices": "Avis envoyés", "processor": "Sous-traitant", "told": "Qui a averti qui",
	},
	Laws: map[string]func(string) string{
		"cnil": func(r string) string { return "RGPD, art. " + r }, "gdpr": func(r string) string { return "RGPD, art. " + r },
		"quebec": func(r string) string { return "RLRQ, c. A-2.1, r. 3.1, art. " + r },
		"switzerland": func(r string) string {
			return tern(len(r) > 1 && r[:2] == "24", "LPD, art. ", "OPDo, art. ") + r
		},
	},
	Practice: "demandé en pratique", Possible: "autant que possible", Blank: "Non renseigné.",
	Plain: map[string]string{
		"nature": "Ce qui s’est passé", "circumstances": "Ce qui s’est passé", "when": "Quand", "data": "Quelles données", "consequences": "Ce que cela peut vous causer", "measures": "Ce que nous avons fait et ferons", "advice": "Ce que vous pouvez faire", "contact": "À qui vous adresser",
	},
	PlainOpen: func(c string) string {
		return "Nous vous écrivons parce qu’un incident a touché des données personnelles gardées à votre sujet par " + tern(c != "", c, "notre organisation") + "."
	},
	Missing: "Ce qui manque", None: "Rien de ce que la loi demande ici n’est resté vide. Que ce soit juste et suffisant reste à vérifier.",
	MustList: "La loi le demande, et personne ne l’a dit\u00a0: ", OpenList: "À donner autant que possible, ou parce que le formulaire le demande\u00a0: ",
	Later: "Ce qui n’est pas encore connu peut suivre sans autre retard, par un complément\u00a0; cela n’a pas à retenir la première notification.",
	Check: "À vérifier avant d’envoyer", DoubtsFor: "Un lecteur attentif relèvera ce qui suit.", Keep: "Pour le responsable\u00a0: à ne pas envoyer",
	Doubts: map[string]string{
		"no-evidence":           "Aucun dossier de preuve n’appuie ce projet\u00a0: tout y est déclaré.",
		"no-incident":           "Les dossiers de preuve donnés ne montrent rien pour les cibles de ce responsable dans la période dite.",
		"not-attributed":        "Plusieurs responsables partagent le fichier et rien ne dit quelles cibles sont à qui\u00a0: les preuves n’ont pas été utilisées.",
		"time-unchecked":        "L’heure de ces constatations n’a été vérifiée par aucune autorité d’horodatage.",
		"unconfirmed":           "Une indisponibilité n’a été vue que par moins de points d’observation que le quorum n’en demande.",
		"review":                "Une constatation est à revoir par une personne\u00a0; le rapport dit pourquoi.",
		"occurred-unseen":       "Pendant toute la période déclarée, les cibles de ce responsable ont été observées et ont répondu\u00a0: les preuves n’y montrent aucune indisponibilité.",
		"occurred-differs":      "La période déclarée ne s’accorde pas avec ce que les preuves montrent.",
		"confidentiality":       "Aucune observation de ce genre ne montre qui a lu des données, ni depuis quand\u00a0: l’incident peut avoir commencé avant la première indisponibilité.",
		"aware-declared":        "La prise de connaissance est déclarée\u00a0: aucune note du journal ne la porte.",
		"note-missing":          "La note citée n’est dans aucun des dossiers de preuve donnés.",
		"note-later":            "La note citée a été consignée plus d’une heure après la prise de connaissance qu’elle porte.",
		"note-earlier":          "La note citée a été consignée avant la prise de connaissance déclarée\u00a0: la connaissance pourrait être plus ancienne.",
		"told-earlier":          "Le responsable avait été averti avant la prise de connaissance déclarée\u00a0: une autorité peut compter depuis lors.",
		"aware-after-notice":    "La prise de connaissance déclarée est postérieure à ce projet.",
		"aware-before":          "La prise de connaissance déclarée précède ce que les preuves montrent de l’incident.",
		"aware-before-occurred": "La prise de connaissance déclarée précède le début déclaré de l’incident.",
		"aware-before-detected": "La prise de connaissance déclarée précède la détection déclarée.",
		"detected-long-before":  "Plus de 24 heures séparent la détection de la prise de connaissance\u00a0: préparez-vous à dire ce qui a été fait entre-temps.",
		"told-unproven":         "Un avertissement est déclaré sans pièce qui le montre.",
		"order-unproven":        "L’ordre de fermer est déclaré sans copie de son texte.",
		"ordered-after":         "L’ordre de fermer est déclaré donné après la fermeture\u00a0: elle n’a alors pas été ordonnée, ou l’un des deux instants est faux.",
		"aware-day":             "De la prise de connaissance, seul le jour est déclaré\u00a0: le délai est compté de son premier instant.",
		"not-told-reason":       "Une raison de ne pas avertir les personnes est déclarée. La loi n’en admet que certaines (RGPD, art. 34(3)\u00a0; LPD, art. 24(5)\u00a0; au Québec, tant qu’avertir entraverait une enquête)\u00a0: à l’avocat de dire si c’en est une. Ce projet est écrit pour le cas contraire.",
		"complement-alone":      "Une notification complémentaire est déclarée envoyée, et aucune initiale\u00a0: elle ne compte pas pour la première.",
		"measures-undated":      "Le règlement du Québec demande aussi, de chaque mesure, quand elle a été prise ou le sera\u00a0: à vérifier dans le texte officiel, et à dire dans le texte de la mesure.",
		"risk-in-part":          "Du risque, seule une appréciation est donnée\u00a0: la sensibilité des renseignements, l’usage à craindre ou la probabilité ne sont pas tous dits.",
		"risk-undecided":        "Le responsable n’a pas dit ce qu’il retient du risque\u00a0: c’est ce qui décide s’il faut notifier.",
		"late-unexplained":      "Le délai le plus court est passé et aucun motif n’est donné.",
		"supplier-silent":       "Rien ne dit quand le fournisseur a averti le responsable.",

		"processor-told-earlier":    "Le sous-traitant avait été averti avant la prise de connaissance déclarée\u00a0: son retard peut se compter depuis lors.",
		"processor-supplier-silent": "Rien ne dit quand le fournisseur a averti le sous-traitant.",
		"quebec-provider":           "Ce que la loi du Québec sur le secteur privé (RLRQ, c. P-39.1) et le contrat demandent à celui qui garde des renseignements pour un autre n’a pas été lu pour ce projet\u00a0: l’avocat le vérifie avant l’envoi.",
	},
	Words: BreachWords{
		Natures: map[string]string{"confidentiality": "perte de confidentialité (des données ont pu être lues ou prises)", "integrity": "perte d’intégrité (des données ont pu être changées)", "availability": "perte de disponibilité (des données n’étaient plus accessibles, ou sont perdues)"},
		Plain:   map[string]string{"confidentiality": "Des données ont pu être lues ou prises par quelqu’un qui n’en avait pas le droit.", "integrity": "Des données ont pu être changées sans droit.", "availability": "Des données n’étaient plus accessibles, ou sont perdues."},
		Done:    "Fait\u00a0: ", WillDo: "À venir\u00a0: ",
		Between: func(after, by string) string {
			return "Selon les preuves, l’incident a commencé après le " + after + " et au plus tard le " + by + "."
		},
		By: func(by string) string {
			return "Selon les preuves, l’incident a commencé au plus tard le " + by + "\u00a0; aucune bonne réponse antérieure n’est montrée."
		},
		EndedIn: func(after, by string) string {
			return "Il a fini, pour ce qui a été observé, après le " + after + " et au plus tard le " + by + "."
		},
		StillOpen: "Aucune fin n’a été observée.", NotBack: "Une partie de ce qui a été perdu n’était pas revenue à la fin de la période observée.",
		Days: func(from, to string, about bool) string {
			if to == "" || to == from {
				return tern(about, "Vers le ", "Le ") + from + "."
			}
			return "Du " + from + " au " + to + tern(about, ", environ.", ".")
		},
		GoesOn: "Cela n’est pas terminé.", NotBackYet: "Une partie des données n’est pas revenue, à notre connaissance.",
		Declared: func(from, to string, approx bool, source string) string {
			return "Déclaré\u00a0: " + tern(to != "", "du "+from+" au "+to, "à partir du "+from) + tern(approx, ", environ", "") + tern(source != "", " ("+source+")", "") + "."
		},
		Ongoing: "L’incident est déclaré en cours.",
		Detected: func(at, by, source string) string {
			return "Déclaré\u00a0: détecté le " + at + tern(by != "", " par "+by, "") + tern(source != "", " ("+source+")", "") + "."
		},
		DetectedM: func(at string) string {
			return "La surveillance a vu le premier signe le " + at + ". Qu’une machine l’ait vu ne dit pas que quelqu’un le savait."
		},
		Aware: func(at, by, how string) string {
			return "Le " + at + tern(by != "", ", selon "+by, "") + tern(how != "", " ("+how+")", "") + "."
		},
		Logged: func(at, leaf string) string {
			return "Une note consignée le " + at + " le porte (" + leaf + ")\u00a0; elle ne peut plus être changée."
		},
		NotLogged: "C’est la parole de cette personne\u00a0: le journal n’en porte rien.",
		Told: func(at, by, to, how string) string {
			return "Le " + at + ", " + by + " a averti " + to + tern(how != "", " ("+how+")", "") + "."
		},
		Evidence: func(what, digest string) string {
			return "Pièce\u00a0: " + tern(what != "", what, "fichier") + tern(digest != "", ", SHA-256 "+digest, "") + "."
		},
		Parties: map[string]string{"supplier": "le fournisseur", "processor": "le sous-traitant", "controller": "le responsable du traitement", "authority": "l’autorité", "people": "les personnes concernées"},
		Number:  func(n string, a bool) string { return tern(a, "environ ", "") + n },
		Unknown: func(why string) string { return "Non connu\u00a0: " + why },
		Taken:   "Prises\u00a0: ", Planned: "Prévues\u00a0: ",
		Level:   map[string]string{"unlikely": "Le responsable tient un risque pour les personnes pour improbable.", "likely": "Le responsable retient un risque pour les personnes.", "high": "Le responsable retient un risque élevé pour les personnes."},
		Serious: map[string]string{"yes": "L’organisation retient un risque de préjudice sérieux.", "no": "L’organisation ne retient pas de risque de préjudice sérieux."},
		Sense:   func(s string) string { return "Sensibilité\u00a0: " + s }, Use: func(s string) string { return "Utilisation à craindre\u00a0: " + s }, Chance: func(s string) string { return "Probabilité\u00a0: " + s },
		Lasted:  func(span string) string { return "Durée, pour ce qui a été observé\u00a0: " + span + "." },
		ToldOn:  func(days string) string { return "Elles ont été averties le " + days + "." },
		ToldBy:  func(e string) string { return "Elles le seront\u00a0: " + e },
		ToldNot: func(why string) string { return "Elles ne le sont pas\u00a0: " + why },
		Public:  func(why string) string { return "Par un avis public, parce que\u00a0: " + why },
		Sent: func(to, phase, at, ref string) string {
			return to + ", " + phase + ", le " + at + tern(ref != "", " (réf. "+ref+")", "")
		},
		Abroad: "Autorités averties\u00a0: ",
	},
	Stamps: "Quatre instants, et d’où on les tient", StampsSay: "Ce qui est arrivé, ce qui a été vu, ce qui a été su et ce qui a été dit sont quatre choses. Le délai ne court que de la troisième.",
	Stamp: map[string]string{"occurred": "Arrivé", "detected": "Vu", "aware": "Su", "told": "Dit"}, Source: "Ce qui en est connu, et par qui",
	Evidence: "Ce que les preuves montrent", Unseen: "Aucune constatation vérifiée n’est jointe à ce projet.",
	Shown:  "Ces faits sont lus de dossiers de preuve vérifiés. Un début ou une fin n’a pas été vu\u00a0: il se place entre deux questions, après la première et au plus tard à la seconde.",
	Target: "Cible", Began: "Début, entre", Ended: "Fin, entre", Seen: "Constaté",
	Lost: func(state string, files, back int64) string {
		words := map[string]string{"gone": "fichiers disparus", "partial": "en partie perdu", "emptied": "vidé", "replaced": "contenu remplacé", "rolled-back": "revenu à un état antérieur"}[state]
		if files > 0 {
			words = French.Number.Count(files, "fichier disparu", "fichiers disparus")
		}
		return words + tern(back > 0, ", dont revenus\u00a0: "+French.Number.Int(back), "")
	},
	NotClosed: "sans fin observée", Alone: "non confirmé\u00a0: moins de points d’observation que le quorum", SecondHand: "de seconde main",
	Stop: "Fermeture par précaution",
	StopSay: func(from, to, by, ordered, how string) string {
		return "Le service a été fermé volontairement le " + from + tern(to != "", " et rouvert le "+to, ", et sa réouverture n’est pas déclarée") + ". Ordre donné par\u00a0: " + by + tern(ordered != "", ", le "+ordered, "") + tern(how != "", " ("+how+")", "") + "."
	},
	StopWhy: func(why string) string { return "Motif déclaré\u00a0: " + why },
	StopText: func(name, digest string) string {
		return "Texte de l’ordre, tel que gardé" + tern(name != "", " («\u00a0"+name+"\u00a0»)", "") + "\u00a0: SHA-256 " + digest + "."
	},
	StopNoText: "Aucune copie du texte de l’ordre n’est donnée.",
	StopApart:  "Ce temps n’est pas une panne du fournisseur et n’est compté nulle part comme telle\u00a0; ce qu’il a coûté est un dommage qui découle de l’incident, à déclarer au registre sous le chef de la fermeture par précaution.",
	StopSeen: func(n int64) string {
		return "Constatations qui tombent dans cette fermeture, et tenues à part\u00a0: " + French.Number.Int(n) + "."
	},
	StopPart: "en partie pendant la fermeture volontaire",
	Limits:   "Ce que ce projet n’établit pas",
	Limit: []string{
		"Que des données personnelles se trouvaient à ces endroits, lesquelles, et de combien de personnes\u00a0: c’est la parole du responsable.",
		"Que la loi oblige ou n’oblige pas à notifier, à qui, et si le délai a été tenu\u00a0: c’est au responsable et à ses conseils, puis à l’autorité, d’en juger.",
		"Qui a causé l’incident, ni ce qui s’est passé entre deux questions ou hors de la surveillance.",
	},
	Made: func(declared string) string {
		return "Fait à partir d’un fichier de déclarations de SHA-256 " + declared + " et des dossiers de preuve nommés ci-dessous, s’il y en a."
	},
	Processor: processorFrench,
	Told: BreachTold{
		Wrote: func(n int64, dir string) string {
			return dir + "\u00a0: " + French.Number.Count(n, "projet", "projets")
		},
		NotDue: func(id, to string) string {
			return id + "\u00a0: pas de projet pour " + to + ", d’après le risque déclaré\u00a0; le registre le garde."
		},
		Lacking: func(id, to string, n int64) string {
			return id + "\u00a0: " + to + "\u00a0: " + French.Number.Count(n, "champ demandé manque", "champs demandés manquent") + "."
		},
		Clock: func(id, to, due, left string) string {
			return id + "\u00a0: " + to + "\u00a0: à notifier avant le " + due + " (reste " + left + ")."
		},
		Over: func(id, to, due, since string) string {
			return id + "\u00a0: " + to + "\u00a0: le délai a fini le " + due + " (il y a " + since + ")."
		},
	},
}
