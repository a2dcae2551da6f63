package lang

// Site is what stands on the sheet of paper of a site that lost pages, and in the
// table of all such sites.
type Site struct {
	Overview  string
	Columns   [8]string // site, watched, lost, to be reviewed, back, still missing, first missing, on which page of the report
	All       string
	OnePage   func(sites int64) string // what one sheet for each leaves out
	Unlost    string                   // heading of the sites where no loss is held
	UnlostAll func(sites int64) string // where they are many
	UnlostRow [5]string                // page, state, from, until, why
	ByPage    string                   // heading of what the sheets had no room for

	Was, Ended, Instead, Back, Now, Missing string // names of rows

	Pages    func(n int64) string
	Held     func(pages int64, bytes, first string) string
	Called   func(page, title string) string
	Between  func(last, first string) string
	Betweens func(last, first, lastOfAll, firstOfAll string) string // the first page lost, and the last
	Became   map[string][2]string                                   // so many pages, by state: one, several
	Own      [2]string
	Whose    func(list string) string // what those held that were replaced
	AsOf     func(at, list string) string
	Undone   func(page, span string) string // of a page put back to an earlier state
	Returned func(pages int64, first, last string) string
	None     string // came back
	// InPart says of pages that have some of what they lost, or an earlier state.
	InPart func(pages int64, nothingElse bool) string
	// Still counts what is missing; atLeast where some of it is there.
	Still   func(pages int64, bytes string, atLeast bool) string
	Nothing string // is missing

	Before, After string // columns of an excerpt
	Excerpt       func(before, after string) string
}

var siteFrench = Site{
	Overview: "Les sites dont des pages ont perdu leur contenu, ou semblent l’avoir perdu",
	Columns:  [8]string{"Site", "Pages observées", "Perdues", "Dont à examiner", "Revenues", "Manquent", "Manquait dès le", "À la page"},
	All:      "ensemble",
	OnePage: func(sites int64) string {
		return "Chacun de ces " + French.Number.Int(sites) + " sites a sa page dans ce chapitre, où une seule de ses pages est racontée\u00a0; l’histoire de toutes les autres est dans le dossier joint."
	},
	Unlost: "Sites dont aucune page n’est tenue pour perdue",
	UnlostAll: func(sites int64) string {
		return plural(sites == 1, "D’un autre site", "De "+French.Number.Count(sites, "autre site", "autres sites")) + ", ce qui a été reçu n’était pas le contenu propre de la page, sans qu’une perte soit retenue."
	},
	UnlostRow: [5]string{"Page", "État", "Reçu dès le", "Demandé jusqu’au", "Pourquoi"},
	ByPage:    "Page par page",
	Was:       "Ce qui s’y trouvait", Ended: "Jusqu’à quand", Instead: "Ce qui a été reçu à la place", Back: "Ce qui est revenu, et quand", Now: "Ce qui s’y trouve", Missing: "Ce qui manque encore",
	Pages: func(n int64) string { return French.Number.Count(n, "page", "pages") },
	Held: func(pages int64, bytes, first string) string {
		return French.Number.Count(pages, "page", "pages") + " (" + bytes + " à " + plural(pages > 1, "leur", "son") + " dernier contenu avant la perte), " + plural(pages > 1, "les premières reçues", "reçue") + " dès le " + first + "."
	},
	Called: func(page, title string) string { return "Titre de " + page + "\u00a0: " + title + "." },
	Between: func(last, first string) string {
		return "Demandé avec succès pour la dernière fois le " + last + "\u00a0; manquait à la réponse reçue le " + first + "."
	},
	Betweens: func(last, first, lastOfAll, firstOfAll string) string {
		return "Première page perdue\u00a0: demandée avec succès pour la dernière fois le " + last + ", elle manquait le " + first + ". Dernière page perdue\u00a0: le " + lastOfAll + ", et le " + firstOfAll + "."
	},
	Became: map[string][2]string{"gone": {"disparue", "disparues"}, "replaced": {"remplacée", "remplacées"}, "rolled-back": {"ramenée à un état antérieur", "ramenées à un état antérieur"},
		"partial": {"revenue en partie", "revenues en partie"}, "emptied": {"vide", "vides"}, "closed": {"fermée", "fermées"}, "unknown": {"dont l’état est inconnu", "dont l’état est inconnu"}},
	Own:   [2]string{"avec son propre contenu", "avec leur propre contenu"},
	Whose: func(list string) string { return "Reçu en remplacement\u00a0: " + list + "." },
	AsOf: func(at, list string) string {
		return "À la dernière réponse, demandée le " + at + "\u00a0: " + list + "."
	},
	Undone: func(page, span string) string {
		return "L’état antérieur de " + page + " ne portait pas ce qui y avait été publié ensuite (" + span + ")."
	},
	Returned: func(pages int64, first, last string) string {
		n := French.Number.Count(pages, "page", "pages")
		if first == last {
			return n + ", le " + first + "."
		}
		return n + ", du " + first + " au " + last + "."
	},
	None: "Rien.",
	InPart: func(pages int64, nothingElse bool) string {
		return plural(nothingElse, "Aucune en entier\u00a0; une partie du contenu, ou un état antérieur", "Une partie du contenu, ou un état antérieur") + ", pour " + French.Number.Count(pages, "page", "pages") + "."
	},
	Still: func(pages int64, bytes string, atLeast bool) string {
		return French.Number.Count(pages, "page", "pages") + plural(atLeast, ", en tout ou en partie (au moins ", " (") + bytes + " perdus)."
	},
	Nothing: "Rien.",
	Before:  "Ce qui n’y était plus", After: "Ce qui y était à la place",
	Excerpt: func(before, after string) string {
		return "Premières lignes du texte de la page par lesquelles les deux contenus différaient. Les deux figurent au dossier de preuve, sous les empreintes qui commencent par " + before + " et " + after + "."
	},
}

var siteEnglish = Site{
	Overview: "The sites of which pages lost their content, or seem to have lost it",
	Columns:  [8]string{"Site name", "Pages watched", "Pages lost", "To be reviewed", "Came back", "Still missing", "Missing from", "On page"},
	All:      "all sites",
	OnePage: func(sites int64) string {
		return "Each of these " + English.Number.Int(sites) + " sites has its own sheet in this chapter, where one of its pages is told of; what became of all the others is in the attached dossier."
	},
	Unlost: "Sites of which no page is held to be lost",
	UnlostAll: func(sites int64) string {
		return "From " + plural(sites == 1, "another site", English.Number.Count(sites, "other site", "other sites")) + ", what was received was not the page’s own content, and no loss is retained."
	},
	UnlostRow: [5]string{"Address", "State seen", "Received from", "Asked until", "For what reason"},
	ByPage:    "Page by page",
	Was:       "What was there", Ended: "Until when", Instead: "What was received instead", Back: "What came back, and when", Now: "What is there", Missing: "What is still missing",
	Pages: func(n int64) string { return English.Number.Count(n, "page", "pages") },
	Held: func(pages int64, bytes, first string) string {
		return English.Number.Count(pages, "page", "pages") + " (" + bytes + " in " + plural(pages > 1, "their", "its") + " last content before the loss), received from " + first + " on."
	},
	Called: func(page, title string) string { return "Title of " + page + ": " + title + "." },
	Between: func(last, first string) string {
		return "Last asked for with success on " + last + "; missing from the answer received on " + first + "."
	},
	Betweens: func(last, first, lastOfAll, firstOfAll string) string {
		return "First page lost: last asked for with success on " + last + ", it was missing on " + first + ". Last page lost: on " + lastOfAll + ", and on " + firstOfAll + "."
	},
	Became: map[string][2]string{"gone": {"gone", "gone"}, "replaced": {"replaced", "replaced"}, "rolled-back": {"put back to an earlier state", "put back to an earlier state"},
		"partial": {"back in part", "back in part"}, "emptied": {"empty", "empty"}, "closed": {"closed", "closed"}, "unknown": {"whose state is unknown", "whose state is unknown"}},
	Own:   [2]string{"with its own content", "with their own content"},
	Whose: func(list string) string { return "Received in its place: " + list + "." },
	AsOf:  func(at, list string) string { return "As of the last answer, asked for on " + at + ": " + list + "." },
	Undone: func(page, span string) string {
		return "The earlier state of " + page + " lacked what was published there afterwards (" + span + ")."
	},
	Returned: func(pages int64, first, last string) string {
		n := English.Number.Count(pages, "page", "pages")
		if first == last {
			return n + ", on " + first + "."
		}
		return n + ", from " + first + " to " + last + "."
	},
	None: "Nothing.",
	InPart: func(pages int64, nothingElse bool) string {
		return plural(nothingElse, "None as a whole; some of the content, or an earlier state", "Some of the content, or an earlier state") + ", for " + English.Number.Count(pages, "page", "pages") + "."
	},
	Still: func(pages int64, bytes string, atLeast bool) string {
		return English.Number.Count(pages, "page", "pages") + plural(atLeast, ", in whole or in part (at least ", " (") + bytes + " lost)."
	},
	Nothing: "Nothing.",
	Before:  "What was no longer there", After: "What was there instead",
	Excerpt: func(before, after string) string {
		return "The first lines of the text of the page by which the two contents differed. Both are in the evidence file, under the digests that begin with " + before + " and " + after + "."
	},
}
