package lang

// BreachProcessor is the letter of a processor to a controller: what it kept for the
// controller was lost. Of Quebec alone it speaks as that province does.
type BreachProcessor struct {
	Title, TitleQuebec string
	Draft              string // on top
	From               func(name string) string
	Open, OpenQuebec   string
	Asked              func(articles string) string // the law that asks for the letter
	Second             func(first string) string    // a letter went before
	Supplier           func(name string) string
	Yours              string            // what the controller decides
	Fields             string            // heading
	FieldsSay          string            // above them
	Unknown            string            // nobody knows it
	Times              string            // heading of the controller's own times
	Time               map[string]string // by law
	Contact            func(who string) string
	Clock              func(span string) string // since the processor was aware
	Told               func(at, span string) string
	Unset, Undefined   string
	Keep               string
	Stamps, Unseen     string
	Limits             string // heading
	Limit              []string
	Made               func(declared string) string
}

var processorFrench = BreachProcessor{
	Title:       "Lettre du sous-traitant au responsable du traitement",
	TitleQuebec: "Lettre du fournisseur à l’entreprise qui lui a confié des renseignements personnels",
	Draft:       "Projet pour l’avocat. À relire et à compléter par le sous-traitant avant l’envoi\u00a0; ce cadre et la dernière partie ne sont pas à envoyer. Ce texte n’a été envoyé à personne.",
	From:        func(n string) string { return "De\u00a0: " + tern(n != "", n, "(à compléter)") },
	Open:        "Madame, Monsieur, nous traitons des données personnelles pour votre compte. Une violation de la sécurité de ces données est survenue, et nous vous la notifions.",
	OpenQuebec:  "Madame, Monsieur, vous nous avez confié des renseignements personnels. Un incident les a touchés, et nous vous en avisons.",
	Asked: func(a string) string {
		return "Le sous-traitant doit la notifier au responsable du traitement dans les meilleurs délais (" + a + ")."
	},
	Second:   func(first string) string { return "Cette lettre complète celle du " + first + "." },
	Supplier: func(n string) string { return "Les données se trouvaient chez " + n + ", notre fournisseur." },
	Yours:    "Vous demeurez responsable de ces données\u00a0: il vous revient de juger s’il faut avertir une autorité et les personnes concernées. Cette lettre n’en décide pas.",
	Fields:   "Ce que vous pouvez avoir à dire, et ce que nous en savons",
	FieldsSay: "Chaque point nomme le texte qui le demande au responsable lorsqu’une notification est due. Les éléments que vous êtes seul à connaître n’y sont pas. " +
		"Nous compléterons ce qui n’est pas connu dès que nous le saurons.",
	Unknown: "Nous ne le savons pas à la date de cette lettre.",
	Times:   "Vos délais",
	Time: map[string]string{
		"gdpr":        "RGPD\u00a0: dans les meilleurs délais et, si possible, 72 heures au plus tard après que vous en avez pris connaissance\u00a0; passé ce délai, les motifs du retard sont à donner (art. 33(1)). Ce qui manque peut suivre par étapes.",
		"quebec":      "Québec\u00a0: avec diligence, par écrit, si l’incident présente un risque de préjudice sérieux. La loi ne nomme pas de nombre d’heures.",
		"switzerland": "Suisse\u00a0: dans les meilleurs délais, si la violation entraîne vraisemblablement un risque élevé (LPD, art. 24(1)). Ce qui manque peut suivre.",
	},
	Contact: func(who string) string { return "Pour toute question\u00a0: " + who + "." },
	Clock: func(span string) string {
		return "À la date de ce projet, la prise de connaissance déclarée par le sous-traitant remontait à " + span + ". Aucun nombre d’heures n’est nommé pour cette lettre\u00a0: elle est à envoyer sans attendre ce qui manque."
	},
	Told: func(at, span string) string {
		return "Le responsable a été déclaré averti le " + at + ", " + span + " après la prise de connaissance déclarée par le sous-traitant."
	},
	Unset:     "Personne n’a dit quand le sous-traitant a pris connaissance de la violation\u00a0: rien ne montre que cette lettre vient sans retard.",
	Undefined: "La date de ce projet, ou celle d’un avertissement, précède la prise de connaissance déclarée par le sous-traitant\u00a0: l’une des deux est à corriger.",
	Keep:      "Pour le sous-traitant\u00a0: à ne pas envoyer",
	Stamps:    "Ce qui est arrivé, ce qui a été vu, ce que nous avons su et ce qui a été dit sont quatre choses. La prise de connaissance est ici la nôtre\u00a0; vos délais courent de la vôtre.",
	Unseen:    "Aucune constatation vérifiée n’est jointe à cette lettre\u00a0: ce qui précède est déclaré.",
	Made: func(d string) string {
		return "Fait à partir d’un fichier de déclarations de SHA-256 " + d + " et des dossiers de preuve que nomme la lettre, s’il y en a."
	},
	Limits: "Ce que cette lettre n’établit pas",
	Limit: []string{
		"Que des données personnelles se trouvaient en ces lieux, lesquelles, et de combien de personnes\u00a0: c’est ce que nous en savons, et à vous de le vérifier.",
		"Que la loi vous oblige, ou non, à notifier\u00a0: vous et votre conseil en jugez.",
		"Qui a causé l’incident, ni ce qui s’est passé entre deux questions ou hors de la surveillance.",
	},
}

var processorEnglish = BreachProcessor{
	Title:       "Letter of the processor to the controller",
	TitleQuebec: "Letter of the service provider to the enterprise that entrusted it with personal information",
	Draft:       "Draft for counsel. To be read and completed by the processor before it is sent; this box and the last part are not to be sent. This text has been sent to nobody.",
	From:        func(n string) string { return "From: " + tern(n != "", n, "(to be completed)") },
	Open:        "Dear Sir or Madam, we process personal data on your behalf. A breach of the security of these data has occurred, and we notify you of it.",
	OpenQuebec:  "Dear Sir or Madam, you entrusted us with personal information. An incident has affected it, and we advise you of it.",
	Asked: func(a string) string {
		return "The processor must notify the controller of it without undue delay (" + a + ")."
	},
	Second:   func(first string) string { return "This letter completes that of " + first + "." },
	Supplier: func(n string) string { return "The data were held at " + n + ", our supplier." },
	Yours:    "You remain responsible for these data: whether an authority and the people concerned are to be told is for you to judge. This letter does not decide it.",
	Fields:   "What you may have to say, and what we know of it",
	FieldsSay: "Each point names the text that asks the controller for it where a notification is due. What you alone can know is not among them. " +
		"We will complete what is not known as soon as we know it.",
	Unknown: "We do not know it on the date of this letter.",
	Times:   "Your own time",
	Time: map[string]string{
		"gdpr":        "GDPR: without undue delay and, where feasible, no later than 72 hours after you became aware of it; after that, the reasons for the delay are to be given (art. 33(1)). What is missing may follow in phases.",
		"quebec":      "Quebec: promptly, in writing, where the incident presents a risk of serious injury. The law names no number of hours.",
		"switzerland": "Switzerland: as quickly as possible, where the breach is likely to result in a high risk (FADP, art. 24(1)). What is missing may follow.",
	},
	Contact: func(who string) string { return "For any question: " + who + "." },
	Clock: func(span string) string {
		return "On the date of this draft, the awareness declared by the processor lay " + span + " back. No number of hours is named for this letter: it is to be sent without waiting for what is missing."
	},
	Told: func(at, span string) string {
		return "The controller was declared told on " + at + ", " + span + " after the awareness declared by the processor."
	},
	Unset:     "Nobody has said when the processor became aware of the breach: nothing shows that this letter comes without delay.",
	Undefined: "The date of this draft, or that of a word to the controller, is before the awareness declared by the processor: one of the two is to be corrected.",
	Keep:      "For the processor: not to be sent",
	Stamps:    "What happened, what was seen, what we knew and what was told are four things. The awareness is ours here; your own time runs from yours.",
	Unseen:    "No verified finding goes with this letter: what stands above is declared.",
	Made: func(d string) string {
		return "Made from a file of declarations of SHA-256 " + d + " and from the evidence files that the letter names, if there are any."
	},
	Limits: "What this letter does not establish",
	Limit: []string{
		"That personal data lay in these places, which, and of how many people: this is what we know of it, for you to verify.",
		"That the law asks or does not ask you for a notification: you and your counsel judge that.",
		"Who caused the incident, or what happened between two questions or outside of the monitoring.",
	},
}
