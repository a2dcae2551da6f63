package lang

// Led is what the chapter of pages says of redirects.
type Led struct {
	Heading string
	Intro   string
	Table   string
	Kind    string
	Answers string
	Sorts   map[string]string // closed list of package report/dossier
	To      func(host string) string
	Said    func(vantage, what, from, to string, answers int64) string // one page, of a site that something befell
	Saying  map[string]string                                          // what of it, by sort
	Host    func(host string) string                                   // after that
	Earlier func(n int64) string                                       // that are in the table alone
}

var ledFrench = Led{
	Heading: "Redirections reçues", Table: "Redirections, page par page", Kind: "Redirection", Answers: "Réponses",
	Intro: "Une redirection qui n’a pas été suivie jusqu’à une page ne dit rien du contenu de celle-ci\u00a0: elle n’établit aucune perte. Une page absente, vide ou remplacée chez un autre hôte n’est tenue pour perdue que si cet hôte en avait déjà donné le contenu.",
	Sorts: map[string]string{
		"elsewhere": "suivie jusque chez un autre hôte", "circle": "en boucle", "too-many": "redirections trop nombreuses", "nowhere": "vers ce qui n’est pas l’adresse d’une page",
		"private": "vers une adresse privée", "secret": "vers une adresse qui contenait le secret de la question", "unasked": "non suivie, comme le veut la question",
	},
	To: func(host string) string { return "hôte\u00a0: " + host },
	Said: func(vantage, what, from, to string, answers int64) string {
		if answers == 1 {
			return upper(vantage) + " a reçu, le " + from + ", une réponse qui " + what + "."
		}
		return upper(vantage) + " a reçu, du " + from + " au " + to + ", " + French.Number.Int(answers) + " réponses de suite dont chacune " + what + "."
	},
	Saying: map[string]string{
		"elsewhere": "venait d’un autre hôte, où des redirections avaient mené", "circle": "renvoyait à une adresse déjà demandée, en boucle", "too-many": "renvoyait encore ailleurs, au-delà du nombre de redirections que suit la question",
		"nowhere": "renvoyait à ce qui n’est pas l’adresse d’une page", "private": "renvoyait à une adresse privée, qui n’a pas été demandée", "secret": "renvoyait à une adresse qui contenait le secret de la question, et qui n’a pas été demandée",
		"unasked": "renvoyait à une autre adresse, que la question ne dit pas de suivre",
	},
	Host: func(host string) string { return " (hôte\u00a0: " + host + ")" },
	Earlier: func(n int64) string {
		return French.Number.Count(n, "redirection antérieure figure", "redirections antérieures figurent") + " au tableau des redirections seulement."
	},
}

var ledEnglish = Led{
	Heading: "Redirects received", Table: "Redirects, page by page", Kind: "Sort of redirect", Answers: "Answers in turn",
	Intro: "A redirect that was not followed up to a page says nothing of the content of that page: it establishes no loss. A page that is absent, empty or replaced at another host is taken for lost only if that host had given its content before.",
	Sorts: map[string]string{
		"elsewhere": "followed, to another host", "circle": "in a circle", "too-many": "more redirects than are followed", "nowhere": "to what is not the address of a page",
		"private": "to a private address", "secret": "to an address with the secret of the question", "unasked": "not followed, as the question has it",
	},
	To: func(host string) string { return "host: " + host },
	Said: func(vantage, what, from, to string, answers int64) string {
		if answers == 1 {
			return upper(vantage) + " received, on " + from + ", an answer that " + what + "."
		}
		return upper(vantage) + " received, from " + from + " to " + to + ", " + English.Number.Int(answers) + " answers in a row, each of which " + what + "."
	},
	Saying: map[string]string{
		"elsewhere": "came from another host, to which redirects had led", "circle": "led to an address that had been asked for already, in a circle", "too-many": "led elsewhere again, past the number of redirects that the question follows",
		"nowhere": "led to what is not the address of a page", "private": "led to a private address, which was not asked", "secret": "led to an address with the secret of the question, which was not asked",
		"unasked": "led to another address, which the question does not follow",
	},
	Host: func(host string) string { return " (host: " + host + ")" },
	Earlier: func(n int64) string {
		return English.Number.Count(n, "earlier redirect is", "earlier redirects are") + " in the table of redirects alone."
	},
}
