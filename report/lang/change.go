package lang

// Change is the chapter of content that is no longer what it was, and the
// table of availability.
type Change struct {
	Intro      func(annex string) string
	None       string
	Heading    func(n int, target string) string
	Found      func(target, vantage, last, first string) string
	Equal      func(at string) string
	Before     string
	After      string
	Received   string
	Normal     string
	Size       string
	Title      string
	File       string
	AsReceived string
	AsReduced  string
	Status     string
	Diff       string
	More       func(n int) string
	NoDiff     string
	Availables func(quorum bool) string
	Table      string
	Target     string
	Lower      string
	Upper      string
	Down       string
	Failing    string // in place of Down, where a single vantage was enough
	Unwatched  string
	Asked      string
	Exact      func(annex string) string
	ExactTable string
}

var changeFrench = Change{
	Intro: func(annex string) string {
		return "Le contenu reçu est ramené à ce qui ne varie pas d’une visite à l’autre, puis comparé. Deux empreintes égales désignent le même contenu\u00a0; les empreintes entières figurent à l’" + annex + "."
	},
	None: "Aucun changement du contenu reçu n’a été relevé pendant la période.",
	Heading: func(n int, target string) string {
		return "Changement " + French.Number.Int(int64(n)) + "\u00a0: cible " + target
	},
	Found: func(target, vantage, last, first string) string {
		return "Le point d’observation " + vantage + " a reçu de la cible " + target + " un contenu jusqu’au " + last + ", puis un autre à partir du " + first + "."
	},
	Equal:  func(at string) string { return "Ce second contenu est identique à celui reçu le " + at + "." },
	Before: "Avant", After: "Après", Received: "Empreinte du contenu reçu", Normal: "Empreinte du contenu ramené",
	Size: "Taille", Title: "Titre de la page", File: "fichier WARC", AsReceived: "tel que reçu", AsReduced: "ramené", Status: "Code HTTP",
	Diff: "Différence lisible (− retiré, + ajouté)",
	More: func(n int) string {
		return French.Number.Count(int64(n), "ligne n’est pas reproduite ici", "lignes ne sont pas reproduites ici") + "."
	},
	NoDiff: "La différence n’a pas de forme lisible.",
	Availables: func(quorum bool) string {
		return "La disponibilité est la part du temps observé pendant laquelle la cible n’était pas " + plural(quorum, "en panne", "en échec") + ". Sa valeur basse retient la plus grande durée possible d’échec, sa valeur haute la moindre. Le temps non observé n’entre dans aucune des deux."
	},
	Table: "Disponibilité par cible", Target: "Cible", Lower: "Disponibilité, au moins", Upper: "Au plus",
	Down: "En panne", Failing: "En échec", Unwatched: "Non observé", Asked: "Observations",
	Exact:      func(annex string) string { return "Les fractions exactes figurent à l’" + annex + "." },
	ExactTable: "Disponibilité, fractions exactes",
}

var changeEnglish = Change{
	Intro: func(annex string) string {
		return "The content received is reduced to what does not vary from one visit to the next, then compared. Two equal digests stand for the same content; the whole digests are in " + annex + "."
	},
	None: "No change in the content received was noted during the period.",
	Heading: func(n int, target string) string {
		return "Change " + English.Number.Int(int64(n)) + ": target " + target
	},
	Found: func(target, vantage, last, first string) string {
		return "Vantage " + vantage + " received one content from target " + target + " until " + last + ", then another from " + first + " on."
	},
	Equal:  func(at string) string { return "The second content is identical to the one received on " + at + "." },
	Before: "Before", After: "After", Received: "Digest of the received content", Normal: "Digest of the reduced content",
	Size: "Size", Title: "Page title", File: "WARC file", AsReceived: "as received", AsReduced: "reduced", Status: "HTTP status",
	Diff: "Readable difference (− removed, + added)",
	More: func(n int) string {
		return English.Number.Count(int64(n), "line is not reproduced here", "lines are not reproduced here") + "."
	},
	NoDiff: "The difference has no readable form.",
	Availables: func(quorum bool) string {
		return "Availability is the share of the time watched during which the target was not " + plural(quorum, "down", "failing") + ". Its lower value takes the longest duration of failure possible, its upper value the shortest. Time not watched enters into neither."
	},
	Table: "Availability by target", Target: "Target", Lower: "Availability, at least", Upper: "At most",
	Down: "Down", Failing: "Failing", Unwatched: "Not watched", Asked: "Observations made",
	Exact:      func(annex string) string { return "The exact fractions are in " + annex + "." },
	ExactTable: "Availability, exact fractions",
}
