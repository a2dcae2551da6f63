package lang

// Forum is an exhibit of what bears on the criteria of a court. Counts come as
// numbers, names and lists as text. No sentence says that a criterion is met.
type Forum struct {
	Draft     string // at the head of every page
	DraftNote []string
	Head      string

	Place, Statute, Report, Register, NoRegister, Asked string
	ToCheck                                             func(what string) string
	Bears, Against, Missing                             string
	Neither, NoBears, NoAgainst, NoMissing              string
	Public                                              func(number string) string
	At                                                  func(page, para int) string // in the class report
	AtRegister                                          string
	Bundles                                             func(n int, list string) string

	Event         func(n int, settled bool, words string) string // settled: no doubt by the method
	OthersFailing func(n, of int) string
	NotKnown      func(ours, others int) string
	Apart         func(n, of int, reason, sites string) string
	OutOfEvents   func(n, of int, sites string) string
	ManyEvents    func(n int) string
	ManyGroups    func(n int) string
	Durations     func(least, most string) string
	SomeLost      func(n, of int) string
	Review        func(n int, reason string) string
	Origin        string
	SelfSelected  string
	Undocumented  func(amount string) string
	SheetNone     func(member string) string
	SheetNot      func(member string, event int) string
	SheetShared   func(member string, n int, sites string) string

	Dated, Own             string // of the exhibit itself
	Matrix                 string // over a table of questions
	Posed                  func(question string, event int) string
	Silent                 func(questions string, n int) string
	AlsoBears, AlsoAgainst func(paragraphs string) string // told before, by their paragraphs
	Sign                   func(name, value string) string
	Common                 func(signs string) string
	Subgroup               func(name string, members, sites int, length, losses string) string
	Sheet                  func(member, sites, events, length, lost string) string
	Registered             func(complete, of int) string
	Kinds                  func(list string) string
	Places                 func(list string) string
	NotGiven               string
	Amounts                func(members int, documented, declared string, heads string) string
	AmountHead             func(name, documented, declared string, members int) string
	Gaps                   map[string]string

	Notes, Limits, Annex, AnnexIntro string
	Number, Head0, Leaves            string // columns of the annex
	RegisterRows                     map[string]string
	Rebuild                          string
}

var forumFrench = Forum{
	Draft: "PROJET, à revoir par l’avocat",
	DraftNote: []string{
		"Cette pièce réunit, critère par critère, ce que les relevés et le registre apportent, ce qui peut être opposé et ce qui manque. Elle ne dit d’aucun critère qu’il est rempli\u00a0: le tribunal seul en décide.",
		"Les textes de loi sont résumés, non reproduits. L’avocat vérifie chaque renvoi dans le texte officiel en vigueur avant tout dépôt.",
	},
	Head:  "Pièce à l’appui",
	Place: "Lieu", Statute: "Textes", Report: "Rapport de groupe cité", Register: "Registre des membres", NoRegister: "aucun n’a été donné", Asked: "Ce qui est demandé",
	ToCheck: func(what string) string { return "À vérifier par l’avocat\u00a0: " + what + "." },
	Bears:   "Ce qui s’y rapporte", Against: "Ce qui peut être opposé", Missing: "Ce qui manque",
	Neither: "Ni les relevés ni le registre ne disent rien sur ce point, ni pour ni contre.",
	NoBears: "Ni les relevés ni le registre n’apportent rien sur ce point.", NoAgainst: "Les relevés ne montrent rien de particulier qui puisse être opposé\u00a0; cela n’exclut aucun moyen de la partie adverse.", NoMissing: "Rien n’a été relevé comme manquant\u00a0; l’avocat peut en juger autrement.",
	Public: func(number string) string { return "version publique, nº\u00a0" + number },
	At: func(page, para int) string {
		return "rapport, p.\u00a0" + French.Number.Int(int64(page)) + ", §\u00a0" + French.Number.Int(int64(para)) + "\u00a0et\u00a0suiv."
	},
	AtRegister: "registre",
	Bundles: func(n int, list string) string {
		return plural(n > 1, "dossiers ", "dossier ") + list
	},
	Event: func(n int, settled bool, words string) string {
		return "Événement " + French.Number.Int(int64(n)) + tern(settled, "", " (non établi)") + "\u00a0: " + words
	},
	OthersFailing: func(n, of int) string {
		return French.Number.Count(int64(n), "site tenu ailleurs, sur ", "sites tenus ailleurs, sur ") + French.Number.Int(int64(of)) + plural(n > 1, ", étaient eux aussi", ", était lui aussi") + " en panne dans la minute comparée."
	},
	NotKnown: func(ours, others int) string {
		return "dans la minute comparée, l’état de " + French.Number.Count(int64(ours), "site du fournisseur", "sites du fournisseur") + " et de " + French.Number.Count(int64(others), "site tenu ailleurs", "sites tenus ailleurs") + " n’était pas connu."
	},
	Apart: func(n, of int, reason, sites string) string {
		return French.Number.Count(int64(n), "site du fournisseur, sur ", "sites du fournisseur, sur ") + French.Number.Int(int64(of)) + plural(n > 1, ", n’y ont pas pris part", ", n’y a pas pris part") + " (raison\u00a0: " + reason + "). Numéros\u00a0: " + sites + "."
	},
	OutOfEvents: func(n, of int, sites string) string {
		return French.Number.Count(int64(n), "membre", "membres") + " sur " + French.Number.Int(int64(of)) + plural(n > 1, " n’ont", " n’a") + " aucun site qui ait pris part à un événement. Sites\u00a0: " + sites + "."
	},
	ManyEvents: func(n int) string {
		return "Les relevés montrent " + French.Number.Cardinal(n) + " événements et non un seul\u00a0: ce qui est commun aux membres de l’un ne l’est pas pour autant à ceux des autres."
	},
	ManyGroups: func(n int) string {
		return "Les pannes se répartissent en " + French.Number.Cardinal(n) + " groupes de ressemblance\u00a0: de l’un à l’autre, leurs signes diffèrent."
	},
	Durations: func(least, most string) string {
		return "La durée établie, tous sites d’un membre additionnés, va de " + least + " à " + most + "\u00a0: ce que chacun a subi reste une question individuelle."
	},
	SomeLost: func(n, of int) string {
		return "Une perte a été constatée chez " + French.Number.Count(int64(n), "membre", "membres") + " sur " + French.Number.Int(int64(of)) + ", et aucune chez les autres\u00a0: la perte est une question individuelle."
	},
	Review: func(n int, reason string) string {
		return "une personne doit encore examiner " + French.Number.Count(int64(n), "panne", "pannes") + "\u00a0: " + reason + "."
	},
	Origin:       "Les relevés ne disent ni ce qui a provoqué les pannes, ni à qui elles sont imputables. Une cause étrangère au fournisseur, comme un réseau en amont, n’est pas exclue.",
	SelfSelected: "Les membres observés sont ceux qui ont remis un dossier\u00a0: rien ne dit qu’ils représentent tous les clients du fournisseur.",
	Undocumented: func(amount string) string { return amount + " sont réclamés sans pièce à l’appui." },
	SheetNone: func(m string) string {
		return "Aucun des sites du membre " + m + " n’a pris part à un événement."
	},
	SheetNot: func(m string, e int) string {
		return "Aucun des sites du membre " + m + " n’a pris part à l’événement " + French.Number.Int(int64(e)) + "\u00a0: il n’est pas dans la situation de ceux qui l’ont subi."
	},
	SheetShared: func(m string, n int, sites string) string {
		return French.Number.Count(int64(n), "site du membre ", "sites du membre ") + m + plural(n > 1, " sont réclamés", " est réclamé") + " aussi par un autre membre (" + sites + "), ce qui peut révéler un conflit."
	},
	Dated: "Pièce datée du", Own: "Numéro de la pièce",
	Matrix: "Des faits relevés se rapportent aux questions communes que voici, dans un sens ou dans l’autre\u00a0; rien n’est additionné d’un événement ou d’une valeur à l’autre.",
	Posed: func(q string, event int) string {
		return "«\u00a0" + q + "\u00a0»" + tern(event == 0, "", " (événement\u00a0"+French.Number.Int(int64(event))+")")
	},
	Silent: func(list string, n int) string {
		return "Aucun fait relevé ne se rapporte à " + plural(n > 1, "ces questions", "cette question") + "\u00a0: " + list + "."
	},
	AlsoBears: func(p string) string {
		return "S’y rapportent aussi les faits énoncés plus haut (§\u00a0" + p + ")."
	},
	AlsoAgainst: func(p string) string {
		return "Peut aussi être opposé ici ce qui est énoncé plus haut (§\u00a0" + p + ")."
	},
	Sign:   func(name, value string) string { return name + " («\u00a0" + value + "\u00a0»)" },
	Common: func(signs string) string { return "\u00a0; signes communs à tous\u00a0: " + signs },
	Subgroup: func(name string, m, s int, length, losses string) string {
		return "Sous-groupe «\u00a0" + name + "\u00a0»\u00a0: " + French.Number.Count(int64(s), "site", "sites") + " de " + French.Number.Count(int64(m), "membre", "membres") + plural(length != "", "\u00a0; durée additionnée "+length, "") + "\u00a0; pertes\u00a0: " + losses + "."
	},
	Sheet: func(m, sites, events, length, lost string) string {
		return "Membre " + m + "\u00a0: sites " + sites + "\u00a0; événements\u00a0: " + events + "\u00a0; durée établie " + length + "\u00a0; sites avec perte\u00a0: " + lost + "."
	},
	Registered: func(complete, of int) string {
		return French.Number.Count(int64(of), "membre est inscrit", "membres sont inscrits") + " au registre\u00a0; " + French.Number.Count(int64(complete), "dossier y est complet", "dossiers y sont complets") + ". Le registre dit ce que les membres ont déclaré, et aucun relevé ne le prouve."
	},
	Kinds:    func(list string) string { return "Qualité des membres inscrits\u00a0: " + list + "." },
	Places:   func(list string) string { return "Pays des membres inscrits\u00a0: " + list + "." },
	NotGiven: "non indiqué",
	Amounts: func(m int, documented, declared, heads string) string {
		return French.Number.Count(int64(m), "membre a chiffré un dommage", "membres ont chiffré un dommage") + "\u00a0: " + documented + " avec pièces et " + declared + " sans pièce. Par chef\u00a0: " + heads + "."
	},
	AmountHead: func(name, documented, declared string, m int) string {
		return name + ", " + documented + " avec pièces et " + declared + " sans (" + French.Number.Count(int64(m), "membre", "membres") + ")"
	},
	Gaps: map[string]string{
		"no-event":          "Un événement commun\u00a0: les relevés n’en établissent aucun.",
		"no-statement":      "Ce que le fournisseur a dit de la panne\u00a0: les relevés n’en ont rien gardé qui se rattache à un événement.",
		"no-register":       "Les comptes du registre des membres (nombre, qualité, dommages)\u00a0: aucun registre n’a été donné.",
		"incomplete":        "Des dossiers complets au registre pour tous les membres.",
		"no-representative": "Le membre proposé comme représentant\u00a0: aucun n’a été nommé, et aucune fiche ne le compare aux autres.",
		"contracts":         "Les contrats des membres, leurs versions successives, et s’ils disent la même chose à tous.",
		"promises":          "Les promesses du fournisseur en vigueur le jour de l’événement (disponibilité, sauvegardes), et ce que chaque membre en a reçu.",
		"fault":             "Les faits dont une faute ou un manquement se déduirait\u00a0: qui a agi, quand, et ce qui était dû.",
		"causation":         "Le lien entre l’événement et le dommage de chaque membre.",
		"caps":              "Les clauses qui limitent ou excluent la responsabilité, et le droit qui les régit.",
		"customers":         "Le nombre de tous les clients du fournisseur qui ont été touchés\u00a0: lui seul le connaît.",
		"effort":            "Ce qui a été fait pour joindre les membres, et ce que coûteraient des recours séparés.",
		"capacity":          "La capacité du membre proposé à conduire l’instance, et sa connaissance du dossier.",
		"conflicts":         "Une déclaration sur les conflits d’intérêts possibles, entre les membres, avec l’avocat ou avec un bailleur de fonds.",
		"mandate":           "Les mandats ou les accords signés.",
		"definition":        "La définition du groupe et des sous-groupes que l’avocat propose, avec ses dates.",
		"residence":         "La résidence des membres, là où elle décide de l’appartenance au groupe.",
		"association":       "L’organisme habilité à agir, et la preuve de son agrément.",
		"size":              "Lesquels des membres sont des consommateurs, et lesquels de petites ou moyennes entreprises.",
		"defenses":          "Les défenses qui ne viseraient que le représentant.",
		"law":               "Le droit applicable aux contrats des membres, s’il varie d’un État à l’autre.",
		"waivers":           "Les clauses d’arbitrage individuel ou de renonciation à l’action collective, contrat par contrat.",
		"other-suits":       "Les instances déjà ouvertes sur les mêmes faits.",
		"assignments":       "Les actes de cession, signés par chaque cédant.",
		"terms":             "Les délais de prescription, créance par créance.",
	},
	Notes: "Ce que l’avocat doit savoir de ce lieu", Limits: "Ce que cette pièce ne prouve pas", Annex: "Annexe\u00a0: les dossiers de preuve cités",
	AnnexIntro: "Les numéros de dossiers cités dans cette pièce sont ceux de ce tableau. L’empreinte désigne le fichier, octet pour octet\u00a0; la tête de chacun de ses journaux (nombre de feuilles et racine) est au rapport sous scellés, sous le même numéro.",
	Number:     "Nº", Head0: "Tête des journaux", Leaves: "feuilles",
	RegisterRows: map[string]string{"file": "Fichier lu", "sealed": "Version scellée"},
	Rebuild:      "Le fichier class.json, joint, contient les chiffres de la version publique du rapport de groupe\u00a0; authorisation.json, ce que cette pièce en retient\u00a0; report.json, ce avec quoi elle a été faite. La commande constat verify la refait à partir d’eux et compare.",
}
