package lang

// Change is the chapter of content that is no longer what it was, and the
// table of availability.
type Change struct {
	Intro      func(annex string) string
	None       string
	Heading    func(n int, target string) string
	Found      func(target string, vantages []string, last, first string) string
	Equal      func(exactly bool, at string) string
	Cut        string // a content was longer than what is read of it
	Seen       string // table: between which two instants each vantage saw it
	Content    string
	Old        string
	New        string
	Instant    string
	Digest     string
	Before     string
	After      string
	Normal     string
	Size       string
	Title      string
	File       string
	AsReceived string
	Kept       string // in place of the body received
	AsReduced  string
	Status     string
	Diff       string
	More       func(n int) string
	NoDiff     string // both contents are there, and read the same
	NotKept    string // one of them is not there
	Availables func(quorum bool) string
	Unsettled  string // where some of it stayed undetermined or filtered
	Undecided  func(n int64) string
	Filtered   func(n int64) string
	Whys       string // table: why observations stayed so
	Verdict    string
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
		return "Avant d’être comparé, le contenu reçu est réduit selon des règles fixes, qui laissent de côté ce qui varie d’une visite à l’autre sans que la page ait été modifiée\u00a0: dates, heures, jetons. N’est rapporté ici que ce qui diffère encore ensuite. Lorsque plusieurs contenus ont la même réduction, le titre et la différence sont ceux d’un exemplaire conservé. Le signe […] tient lieu d’une date ou d’une heure laissée de côté. Les empreintes entières figurent à l’" + annex + "."
	},
	None: "Aucun changement du contenu reçu n’a été relevé pendant la période.",
	Heading: func(n int, target string) string {
		return "Changement " + French.Number.Int(int64(n)) + "\u00a0: cible " + target
	},
	Found: func(target string, vantages []string, last, first string) string {
		return upper(French.Points(vantages)) + plural(len(vantages) > 1, " ont reçu", " a reçu") + " de la cible " + target +
			" un contenu, puis un autre. La dernière question qui a obtenu l’ancien contenu a été posée le " + last + "\u00a0; la première réponse portant le nouveau était entière le " + first + "."
	},
	Equal: func(exactly bool, at string) string {
		if exactly {
			return "Ce nouveau contenu est, octet pour octet, un contenu déjà reçu auparavant\u00a0; la dernière question qui l’avait obtenu alors a été posée le " + at + "."
		}
		return "Une fois réduit, ce nouveau contenu est le même qu’un contenu déjà reçu auparavant\u00a0; la dernière question qui l’avait obtenu alors a été posée le " + at + ". Les octets reçus, eux, ne sont pas tous les mêmes."
	},
	Cut:  "Un de ces contenus était plus long que ce que le programme en lit\u00a0: seul son début est comparé.",
	Seen: "Dernière question qui a obtenu l’ancien contenu, et première réponse portant le nouveau", Content: "Contenu", Old: "ancien", New: "nouveau",
	Instant: "Instant", Digest: "Empreinte",
	Before: "Avant", After: "Après", Normal: "Empreinte du contenu réduit",
	Size: "Taille", Title: "Titre de la page", File: "fichier WARC", AsReceived: "tel que reçu", Kept: "tel que conservé", AsReduced: "réduit", Status: "Code HTTP",
	Diff: "Différence lisible (− retiré, + ajouté)",
	More: func(n int) string {
		return French.Number.Count(int64(n), "ligne n’est pas reproduite ici", "lignes ne sont pas reproduites ici") + "."
	},
	NoDiff:  "Ce qu’un visiteur lit ne diffère pas, ou n’est pas du texte.",
	NotKept: "Un des deux contenus n’a pas été conservé\u00a0; la différence ne peut pas être montrée.",
	Availables: func(quorum bool) string {
		return "La disponibilité est la part du temps observé pendant laquelle la cible n’était pas " + plural(quorum, "en panne", "en échec") + ". Sa valeur basse retient la plus grande durée possible d’échec, sa valeur haute la moindre. Le temps non observé n’entre ni dans ces valeurs ni dans les durées du tableau."
	},
	Unsettled: "Hors d’un échec, le temps où les réponses sont restées indéterminées ou filtrées y est compté comme sans échec : ces valeurs ne bornent pas ce que des visiteurs ont reçu. Une cible dont aucune réponse n’a été bonne, lente ou en échec n’en reçoit pas.",
	Undecided: func(n int64) string { return French.Number.Count(n, "indéterminée", "indéterminées") },
	Filtered:  func(n int64) string { return French.Number.Count(n, "filtrée", "filtrées") },
	Whys:      "Observations filtrées ou indéterminées, et pourquoi", Verdict: "Verdict",
	Table: "Disponibilité par cible", Target: "Cible", Lower: "Disponibilité, au moins", Upper: "Au plus",
	Down: "En panne", Failing: "En échec", Unwatched: "Non observé", Asked: "Observations",
	Exact:      func(annex string) string { return "Les fractions exactes figurent à l’" + annex + "." },
	ExactTable: "Disponibilité, fractions exactes",
}

var changeEnglish = Change{
	Intro: func(annex string) string {
		return "Before it is compared, the content received is reduced by fixed rules, which leave out what varies from one visit to the next without the page having been edited: dates, times, tokens. Only what still differs then is reported here. Where several contents reduce to the same, the title and the difference are those of one that was kept. The sign […] stands for a date or a time left out. The whole digests are in " + annex + "."
	},
	None: "No change in the content received was noted during the period.",
	Heading: func(n int, target string) string {
		return "Change " + English.Number.Int(int64(n)) + ": target " + target
	},
	Found: func(target string, vantages []string, last, first string) string {
		return upper(English.Points(vantages)) + " received one content from target " + target +
			", then another. The last question to obtain the old content was asked on " + last + "; the first answer with the new one was complete on " + first + "."
	},
	Equal: func(exactly bool, at string) string {
		if exactly {
			return "This new content is, byte for byte, one received before; the last question that had obtained it then was asked on " + at + "."
		}
		return "Once reduced, this new content is the same as one received before; the last question that had obtained it then was asked on " + at + ". The bytes received are not all the same."
	},
	Cut:  "One of these contents was longer than what the program reads of it: only its beginning is compared.",
	Seen: "Last question to obtain the old content, and first answer with the new one", Content: "Content", Old: "the old", New: "the new",
	Instant: "Time", Digest: "Its digest",
	Before: "Before", After: "After", Normal: "Digest of the reduced content",
	Size: "Size", Title: "Page title", File: "WARC file", AsReceived: "as received", Kept: "as kept", AsReduced: "reduced", Status: "HTTP status",
	Diff: "Readable difference (− removed, + added)",
	More: func(n int) string {
		return English.Number.Count(int64(n), "line is not reproduced here", "lines are not reproduced here") + "."
	},
	NoDiff:  "What a visitor reads does not differ, or is not text.",
	NotKept: "One of the two contents was not kept; the difference cannot be shown.",
	Availables: func(quorum bool) string {
		return "Availability is the share of the time watched during which the target was not " + plural(quorum, "down", "failing") + ". Its lower value takes the longest duration of failure possible, its upper value the shortest. Time not watched enters neither into these values nor into the durations of the table."
	},
	Unsettled: "Outside a failure, time over which the answers stayed undetermined or filtered is counted there as without failure: these values do not bound what visitors received. A target none of whose answers was good, slow or a failure is given none.",
	Undecided: func(n int64) string { return English.Number.Count(n, "undetermined", "undetermined") },
	Filtered:  func(n int64) string { return English.Number.Count(n, "filtered", "filtered") },
	Whys:      "Observations filtered or undetermined, and why", Verdict: "Verdict",
	Table: "Availability by target", Target: "Target", Lower: "Availability, at least", Upper: "At most",
	Down: "Down", Failing: "Failing", Unwatched: "Not watched", Asked: "Observations made",
	Exact:      func(annex string) string { return "The exact fractions are in " + annex + "." },
	ExactTable: "Availability, exact fractions",
}
