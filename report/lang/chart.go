package lang

// Chart is what stands on and under the charts.
type Chart struct {
	Timeline func(target string, incidents bool) string
	Overall  func(shown, of, failed int) string // how many targets are shown, are there, had an incident
	Bounds   string
	Heat     func(target, square, unit string) string
	Latency  func(target, slot string) string
	Few      func(target string) string // too few for a chart of latency
	Square   func(seconds int64) string // what a square stands for
	Unit     func(seconds int64) string // what its figure counts
	Narrow   string
	Until    string // where a failure ends
}

var chartFrench = Chart{
	Timeline: func(target string, incidents bool) string {
		text := "Ce que chaque point d’observation a relevé de la cible " + target
		return text + plural(incidents, "\u00a0; les traits verticaux marquent les bornes de chaque incident.", ".")
	},
	Overall: func(shown, of, failed int) string {
		if shown < of {
			text := "Ce qui a été relevé, par cible, une barre par point d’observation\u00a0; " + French.Words.Targets(shown) + " sur " + French.Number.Cardinal(of)
			switch {
			case failed == 0:
				return text + ", dans l’ordre où elles sont inscrites."
			case failed == 1:
				return text + ", dont la seule qui a eu un incident."
			case failed <= shown:
				return text + ", dont toutes celles qui ont eu un incident."
			}
			return text + ", celles dont les incidents ont la plus longue durée minimale."
		}
		return "Ce qui a été relevé, par cible, une barre par point d’observation."
	},
	Bounds: "bornes d’un incident",
	Heat: func(target, square, unit string) string {
		return "La cible " + target + "\u00a0: un carré par " + square + ", où figure le nombre de " + unit + " entières entre le premier et le dernier échec d’un incident. Un carré où aucun échec n’a été relevé n’en porte pas."
	},
	Latency: func(target, slot string) string {
		return "Durée des bonnes réponses de la cible " + target + ", par tranche de " + slot + "\u00a0: la moitié au moins n’a pas dépassé le trait, et huit sur dix au moins sont dans la bande. Une tranche sans bonne réponse reste vide."
	},
	Few: func(target string) string {
		return "Les bonnes réponses de la cible " + target + " se répartissent sur trop peu de temps pour qu’un graphique de leur durée ait un sens."
	},
	Square: func(s int64) string {
		switch s {
		case 5:
			return "tranche de 5 s"
		case 300:
			return "tranche de 5 min"
		case 3600:
			return "heure"
		}
		return "jour"
	},
	Unit: func(s int64) string {
		switch s {
		case 5:
			return "secondes"
		case 300, 3600:
			return "minutes"
		}
		return "heures"
	},
	Until:  "Un échec est dessiné jusqu’à l’instant où il a été relevé pour la dernière fois\u00a0; de là à la question suivante, rien n’est établi.",
	Narrow: "Un échec trop bref pour l’échelle est dessiné à la largeur d’un trait.",
}

var chartEnglish = Chart{
	Timeline: func(target string, incidents bool) string {
		text := "What each vantage noted of target " + target
		return text + plural(incidents, "; the vertical lines mark the bounds of each incident.", ".")
	},
	Overall: func(shown, of, failed int) string {
		if shown < of {
			text := "What was noted, by target, one bar for each vantage; " + English.Words.Targets(shown) + " of " + English.Number.Cardinal(of)
			switch {
			case failed == 0:
				return text + ", in the order in which they are entered."
			case failed == 1:
				return text + ", among them the only one that had an incident."
			case failed <= shown:
				return text + ", among them all that had an incident."
			}
			return text + ", those whose incidents have the longest least duration."
		}
		return "What was noted, by target, one bar for each vantage."
	},
	Bounds: "bounds of an incident",
	Heat: func(target, square, unit string) string {
		return "Target " + target + ": one square for each " + square + ", holding the number of whole " + unit + " between the first and the last failure of an incident. A square in which no failure was noted holds none."
	},
	Latency: func(target, slot string) string {
		return "Time taken by the good answers of target " + target + ", in slots of " + slot + ": at least half were no slower than the line, and at least eight in ten are within the band. A slot without a good answer stays empty."
	},
	Few: func(target string) string {
		return "The good answers of target " + target + " are spread over too little time for a chart of how long they took to mean anything."
	},
	Square: func(s int64) string {
		switch s {
		case 5:
			return "5 s slot"
		case 300:
			return "5 min slot"
		case 3600:
			return "hour"
		}
		return "day"
	},
	Unit: func(s int64) string {
		switch s {
		case 5:
			return "seconds"
		case 300, 3600:
			return "minutes"
		}
		return "hours"
	},
	Until:  "A failure is drawn up to the instant at which it was last noted; from there to the next question, nothing is established.",
	Narrow: "A failure too short for the scale is drawn one stroke wide.",
}
