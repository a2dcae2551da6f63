package lang

// Own is what a vantage's records say of its own watch: when it was blind.
type Own struct {
	Intro   string
	Heading func(vantage string) string
	Shown   func(from, to string) string
	Table   func(vantage string) string
	What    string
	Length  string
	Share   string
	Exact   string
	Ran     string
	Network string
	Clock   string
	Whole   string
	Part    string // in place of Whole where some of it was not watched
	Unset   string // no controls, or no time servers
	Silent  func(length string) string
	Unasked func(length string) string

	Strip  func(vantage string, network, clock bool) string
	Rows   [3]string // of the strip
	Parts  func(vantage string) string
	Day    string
	Month  string
	Full   func(days, of int, month bool) string
	Blind  func(vantage string, shown, all int) string
	Saw    func(vantage string, shorter bool) string // that it was never blind for a second
	Kind   string
	Kinds  map[string]string
	Noted  string
	Notes  map[string]string // beside the reasons of gaps
	None   string            // nothing was entered
	Moves  func(vantage string) string
	Came   string
	Went   string
	Routes string
	NoWay  string // no default route
	Rest   string // title of what follows
}

var ownFrench = Own{
	Intro:   "Ce qui suit dit quand chaque point d’observation était lui-même aveugle, d’après ce qu’il a inscrit. Il a observé là où une question quelconque a été posée dans son intervalle, sauf là où rien n’a pu en être gardé\u00a0; son réseau répondait là où un site témoin a répondu\u00a0; son heure était connue là où des serveurs de temps l’ont dite assez proche. Rien de ce temps n’est compté comme panne d’une cible.",
	Heading: func(vantage string) string { return "Disponibilité propre de " + vantage },
	Shown: func(from, to string) string {
		return "Ces parts sont celles du temps montré par les fichiers de preuve, du " + from + " au " + to + "."
	},
	Table: func(vantage string) string { return "Ce que " + vantage + " pouvait voir" },
	What:  "Condition", Length: "Durée", Share: "Part du temps (%)", Exact: "Rapport exact",
	Ran: "une question posée dans son intervalle", Network: "un site témoin répondait", Clock: "l’heure était connue", Whole: "tout cela à la fois", Part: "ce qui a été suivi, à la fois",
	Unset: "non suivi",
	Silent: func(length string) string {
		return "Pendant " + length + ", aucun des sites témoins interrogés n’a répondu."
	},
	Unasked: func(length string) string {
		return "Pendant " + length + ", aucune réponse de site témoin ne disait l’état du réseau\u00a0; cela n’est ni une panne du réseau, ni son bon fonctionnement."
	},
	Strip: func(vantage string, network, clock bool) string {
		words := "Ce que " + vantage + " pouvait voir. Cadre vide\u00a0: la condition était remplie. Pointillé\u00a0: aucune question n’a été posée, ou rien n’a pu en être gardé."
		if network {
			words += " Hachures de la ligne du réseau\u00a0: aucun site témoin n’a répondu."
		}
		if clock {
			words += " Hachures de la ligne de l’heure\u00a0: heure non établie."
		}
		return words
	},
	Rows: [3]string{"questions", "réseau", "heure"},
	Parts: func(vantage string) string {
		return "Temps incomplets de " + vantage + " (jours et mois en temps universel)"
	},
	Day: "Jour", Month: "Mois",
	Full: func(n, of int, month bool) string {
		unit := plural(of > 1, "jours", "jour")
		if month {
			unit = "mois"
		}
		if n == 0 {
			return "De " + French.Number.Int(int64(of)) + " " + unit + plural(of > 1, " montrés", " montré") + " en tout ou en partie, aucun n’a été observé sans interruption."
		}
		return "De " + French.Number.Int(int64(of)) + " " + unit + plural(of > 1, " montrés", " montré") + " en tout ou en partie, " + French.Number.Int(int64(n)) + plural(n > 1, " ont été observés", " a été observé") + " sans interruption."
	},
	Blind: func(vantage string, shown, all int) string {
		if shown < all {
			return "Les " + French.Number.Int(int64(shown)) + " plus longs temps aveugles de " + vantage + ", sur " + French.Number.Int(int64(all))
		}
		return "Temps aveugles de " + vantage
	},
	Saw: func(vantage string, shorter bool) string {
		return "Aucun temps aveugle d’une seconde ou plus n’apparaît pour " + vantage + plural(shorter, "\u00a0; ce qui manque aux parts ci-dessus est fait d’intervalles plus courts, ou de temps où aucun site témoin n’a été interrogé", "") + "."
	},
	Kind: "Ce qui manquait", Noted: "Ce qui en est inscrit",
	Kinds: map[string]string{"not-asked": "rien n’a été demandé, ou gardé", "no-network": "aucun site témoin ne répondait", "clock": "heure non établie"},
	Notes: map[string]string{"start": "démarrage du programme", "stop": "arrêt du programme", "before": "avant la première inscription du journal"},
	None:  "rien",
	Moves: func(vantage string) string { return "Changements du réseau propre de " + vantage },
	Came:  "Apparu", Went: "Disparu", Routes: "Route par défaut ensuite", NoWay: "aucune", Rest: "Lacunes et sites témoins",
}

var ownEnglish = Own{
	Intro:   "What follows says when each vantage was blind itself, by what it entered. It watched where any question was put within its interval, save where nothing of it could be kept; its network worked where a control site answered; its time was known where time servers told that it was near enough. Nothing of this time counts as downtime of a target.",
	Heading: func(vantage string) string { return "The watch’s own availability: " + vantage },
	Shown: func(from, to string) string {
		return "These shares are of the time that the evidence files show, from " + from + " to " + to + "."
	},
	Table: func(vantage string) string { return "What " + vantage + " was able to see" },
	What:  "What held", Length: "Duration", Share: "Share of the time (%)", Exact: "Exact ratio",
	Ran: "a question put within its interval", Network: "a control site answered", Clock: "the time was known", Whole: "all of this at once", Part: "what was watched, at once",
	Unset:  "not watched",
	Silent: func(length string) string { return "For " + length + ", none of the control sites asked answered." },
	Unasked: func(length string) string {
		return "For " + length + ", no answer of a control site told how the network stood; that is neither a failure of the network nor its good working."
	},
	Strip: func(vantage string, network, clock bool) string {
		words := "What " + vantage + " was able to see. Empty frame: it held. Dots: no question was put, or nothing of it could be kept."
		if network {
			words += " Hatched in the row of the network: no control site answered."
		}
		if clock {
			words += " Hatched in the row of the time: time not established."
		}
		return words
	},
	Rows: [3]string{"asked", "network", "time"},
	Parts: func(vantage string) string {
		return "Incomplete times of " + vantage + " (days and months in universal time)"
	},
	Day: "Day", Month: "Month",
	Full: func(n, of int, month bool) string {
		unit := plural(of != 1, "days", "day")
		if month {
			unit = plural(of != 1, "months", "month")
		}
		if n == 0 {
			return "Of " + English.Number.Int(int64(of)) + " " + unit + " shown in whole or in part, none was watched without a break."
		}
		return "Of " + English.Number.Int(int64(of)) + " " + unit + " shown in whole or in part, " + English.Number.Int(int64(n)) + plural(n != 1, " were watched", " was watched") + " without a break."
	},
	Blind: func(vantage string, shown, all int) string {
		if shown < all {
			return "The " + English.Number.Int(int64(shown)) + " longest blind times of " + vantage + ", of " + English.Number.Int(int64(all))
		}
		return "Blind times of " + vantage
	},
	Saw: func(vantage string, shorter bool) string {
		return "No blind time of a second or more shows for " + vantage + plural(shorter, "; what the shares above lack is made of shorter intervals, or of time in which no control site was asked", "") + "."
	},
	Kind: "What was missing", Noted: "What is entered of it",
	Kinds: map[string]string{"not-asked": "nothing was asked, or kept", "no-network": "no control site answered", "clock": "time not established"},
	Notes: map[string]string{"start": "the program started", "stop": "the program stopped", "before": "before the first entry of the log"},
	None:  "nothing",
	Moves: func(vantage string) string { return "Changes of the own network of " + vantage },
	Came:  "Appeared", Went: "Disappeared", Routes: "Default route after", NoWay: "none", Rest: "Gaps and control sites",
}
