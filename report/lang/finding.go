package lang

import "strings"

// Finding is the chapter of incidents.
type Finding struct {
	Intro     func(quorum string) string
	Nothing   string
	NoVantage string
	Vantages  func(n int) string
	Named     func(names string) string
	Every     func(shortest, longest string) string

	// Down is an incident seen by the quorum; From one that was not, or for
	// which a single vantage was enough.
	Down func(target string, answered bool, vantages []string, bounds string) string
	From func(target string, answered bool, vantages []string, bounds string) string

	// Span is from the first to the last failure.
	Span func(first, last string) string

	Target      string // heading of one target's pages
	Unconfirmed string
	Uneventful  string
	Loose       string // what unconfirmed means
	LastGood    string
	FirstBad    string
	LastBad     string
	FirstGood   string
	NeverGood   string // no good answer came before
	StillOpen   string
	Endless     string // beside the most of an incident that had not ended
	Cause       string
	Causes      string
	Of          func(n int64) string // how many failures were so, in brackets
	Vantage     string
	Rounds      string
	Detail      string
	Least       string
	Most        string
	Proof       string
	Before      string // in place of a good answer that the bundles do not show
	After       string
	Cut         string // beside the most of an incident that is not shown whole
	Attested    func(after, before, authorities string) string
	Clock       func(within string) string // how far the clocks can have been off
	Unsettled   func(within string) string // what is allowed for where that is not known
	// Rests says which failures in a row a least duration rests on, Row one of
	// its parts.
	Rests func(rows string) string
	Row   func(vantage string, failures, rows int, every string) string
	// Since is how often it was asked before, and from when on how else.
	Since       func(every, from string) string
	Review      string
	MatrixTitle func(target string) string
	Asked       func(url, method, every, timeout string) string
	Table       string                                         // of all incidents
	Quiet       func(n int, open int64, chapter string) string // targets without failures, and what stayed undetermined of them
}

var findingFrench = Finding{
	Intro: func(quorum string) string {
		return "Un incident est une suite d’échecs d’une cible, relevés au même moment par le nombre requis de points d’observation (" + quorum +
			"). Son premier et son dernier échec sont le premier et le dernier instant où ce nombre relevait l’échec. Il a commencé après la dernière bonne réponse, datée de la question, et a fini, s’il a fini, au plus tard à la première bonne réponse qui suit, datée de sa fin. D’où deux durées, la moindre et la plus grande."
	},
	Nothing:   "Aucun incident n’a été constaté pendant la période.",
	NoVantage: "aucun point d’observation",
	Vantages: func(n int) string {
		return French.Number.Cardinal(n) + plural(n > 1, " points d’observation", " point d’observation")
	},
	Named: func(names string) string { return " (" + names + ")" },
	Every: func(shortest, longest string) string {
		if shortest == longest {
			return "à intervalles de " + shortest
		}
		return "à intervalles de " + shortest + " à " + longest
	},
	Down: func(target string, answered bool, vantages []string, bounds string) string {
		if answered {
			return "La cible " + target + " n’a pas donné la réponse attendue à " + French.Points(vantages) + ", pendant " + bounds + "."
		}
		return "La cible " + target + " a été injoignable depuis " + French.Points(vantages) + ", pendant " + bounds + "."
	},
	From: func(target string, answered bool, vantages []string, bounds string) string {
		if answered {
			return "La cible " + target + " n’a pas donné la réponse attendue à " + French.List(vantages) + ", pendant " + bounds + "."
		}
		return "La cible " + target + " a été injoignable depuis " + French.List(vantages) + ", pendant " + bounds + "."
	},
	Span:   func(first, last string) string { return "Premier échec le " + first + ", dernier échec le " + last },
	Target: "Cible", Unconfirmed: "Échecs non confirmés",
	Uneventful: "Cibles sans incident",
	Loose:      "Les échecs qui suivent ont été relevés par moins de points d’observation que le nombre requis. Ils sont rapportés et ne sont comptés nulle part.",
	LastGood:   "Dernière bonne réponse", FirstBad: "Premier échec", LastBad: "Dernier échec", FirstGood: "Première bonne réponse",
	NeverGood: "aucune auparavant", StillOpen: "aucune avant la fin de l’observation", Endless: "sans fin observée",
	Cause: "Cause relevée", Causes: "Causes relevées", Of: func(n int64) string { return "(" + French.Number.Count(n, "échec", "échecs") + ")" }, Vantage: "Point d’observation", Rounds: "Échecs", Detail: "Termes du système",
	Least: "Au moins", Most: "Au plus", Proof: "Preuves",
	Before: "hors de ce que montrent les fichiers de preuve", After: "hors de ce que montrent les fichiers de preuve", Cut: "dans le temps montré",
	Attested: func(after, before, authorities string) string {
		return "Le relevé de cet incident a été composé après le " + after + " et scellé avant le " + before + ", selon des autorités de temps (" + authorities + ")."
	},
	Clock: func(within string) string {
		return "Les horloges ont pu être fausses de " + within + " au plus ; les deux durées en tiennent compte."
	},
	Unsettled: func(within string) string {
		return "De combien les horloges ont pu être fausses n’est pas établi pour chaque point d’observation à ce moment\u00a0; les deux durées tiennent compte de " + within + ", le plus grand écart que montrent les inscriptions."
	},
	Rests: func(rows string) string {
		return "La durée la moindre repose sur " + rows + ", où chaque pas compte pour un intervalle au plus."
	},
	Row: func(vantage string, failures, rows int, every string) string {
		n := French.Number.Count(int64(failures), "échec", "échecs")
		if rows > 1 {
			return n + " en " + French.Number.Int(int64(rows)) + " suites, à intervalles de " + every + " (" + vantage + ")"
		}
		return n + plural(failures > 1, " consécutifs", " consécutif") + ", à intervalles de " + every + " (" + vantage + ")"
	},
	Since:  func(every, from string) string { return "puis de " + every + " à partir du " + from },
	Review: "Réserves",
	MatrixTitle: func(target string) string {
		return "Observations de la cible " + target + ", par point d’observation"
	},
	Asked: func(url, method, every, timeout string) string {
		return "La question était " + strings.TrimSpace(method+" "+url) + ", posée à intervalles de " + every + ", avec un délai de " + timeout + "."
	},
	Table: "Incidents constatés, par ordre de premier échec",
	Quiet: func(n int, open int64, chapter string) string {
		if open > 0 {
			return "Aucun échec n’a été retenu pour " + French.Words.Targets(n) + ", dont " +
				French.Number.Count(open, "observation est restée indéterminée", "observations sont restées indéterminées") + "\u00a0; les mesures figurent au " + chapter + "."
		}
		return "Aucun point d’observation n’a relevé d’échec pour " + French.Words.Targets(n) + "\u00a0; les mesures figurent au " + chapter + "."
	},
}

var findingEnglish = Finding{
	Intro: func(quorum string) string {
		return "An incident is a run of failures of a target, noted at the same time by the number of vantages required (" + quorum +
			"). Its first and last failure are the first and last instant at which that number noted the failure. It began after the last good answer, dated by its question, and ended, if it did, no later than the first good answer that follows, dated by its end. Hence two durations, the least and the most."
	},
	Nothing:   "No incident was found during the period.",
	NoVantage: "no vantage",
	Vantages:  func(n int) string { return English.Number.Cardinal(n) + plural(n != 1, " vantages", " vantage") },
	Named:     func(names string) string { return " (" + names + ")" },
	Every: func(shortest, longest string) string {
		if shortest == longest {
			return "at intervals of " + shortest
		}
		return "at intervals of " + shortest + " to " + longest
	},
	Down: func(target string, answered bool, vantages []string, bounds string) string {
		if answered {
			return "Target " + target + " did not give the expected answer to " + English.Points(vantages) + ", for " + bounds + "."
		}
		return "Target " + target + " was unreachable from " + English.Points(vantages) + ", for " + bounds + "."
	},
	From: func(target string, answered bool, vantages []string, bounds string) string {
		if answered {
			return "Target " + target + " did not give the expected answer to " + English.List(vantages) + ", for " + bounds + "."
		}
		return "Target " + target + " was unreachable from " + English.List(vantages) + ", for " + bounds + "."
	},
	Span:   func(first, last string) string { return "First failure on " + first + ", last failure on " + last },
	Target: "Target", Unconfirmed: "Unconfirmed failures",
	Uneventful: "Targets without incident",
	Loose:      "The failures that follow were noted by fewer vantages than the number required. They are reported, and counted nowhere.",
	LastGood:   "Last good answer", FirstBad: "First failure", LastBad: "Last failure", FirstGood: "First good answer",
	NeverGood: "none before it", StillOpen: "none before the watch ended", Endless: "no end observed",
	Cause: "Cause noted", Causes: "Causes noted", Of: func(n int64) string { return "(" + English.Number.Count(n, "failure", "failures") + ")" }, Vantage: "Vantage", Rounds: "Failures", Detail: "The system’s words",
	Least: "At least", Most: "At most", Proof: "Evidence",
	Before: "outside what the evidence files show", After: "outside what the evidence files show", Cut: "in the time shown",
	Attested: func(after, before, authorities string) string {
		return "The record of this incident was composed after " + after + " and sealed before " + before + ", according to time authorities (" + authorities + ")."
	},
	Clock: func(within string) string {
		return "The clocks can have been off by " + within + " at most; both durations allow for it."
	},
	Unsettled: func(within string) string {
		return "How far the clocks can have been off is not established for each vantage at that time; both durations allow for " + within + ", the most that the entries show."
	},
	Rests: func(rows string) string {
		return "The least duration rests on " + rows + ", where each step counts for one interval at most."
	},
	Row: func(vantage string, failures, rows int, every string) string {
		n := English.Number.Count(int64(failures), "failure", "failures")
		if rows > 1 {
			return n + " in " + English.Number.Int(int64(rows)) + " rows, at intervals of " + every + " (" + vantage + ")"
		}
		return n + " in a row, at intervals of " + every + " (" + vantage + ")"
	},
	Since:       func(every, from string) string { return "then of " + every + " from " + from + " on" },
	Review:      "Reservations",
	MatrixTitle: func(target string) string { return "Observations of target " + target + ", by vantage" },
	Asked: func(url, method, every, timeout string) string {
		return "The question was " + strings.TrimSpace(method+" "+url) + ", asked at intervals of " + every + ", with a time limit of " + timeout + "."
	},
	Table: "Incidents found, in order of first failure",
	Quiet: func(n int, open int64, chapter string) string {
		if open > 0 {
			return "No failure counted for " + English.Words.Targets(n) + ", of which " +
				English.Number.Count(open, "observation stayed undetermined", "observations stayed undetermined") + "; the measurements stand in " + chapter + "."
		}
		return "No vantage noted a failure for " + English.Words.Targets(n) + "; the measurements stand in " + chapter + "."
	},
}
