package lang

// Chart is what stands on and under the charts.
type Chart struct {
	Timeline func(target string, incidents bool) string
	Overall  func(shown, of int) string
	Bounds   string
	Heat     func(target, square, unit string) string
	Latency  func(target string) string
	Square   func(seconds int64) string // what a square stands for
	Unit     func(seconds int64) string // what its figure counts
	Narrow   string
}

var chartFrench = Chart{
	Timeline: func(target string, incidents bool) string {
		text := "Ce que chaque point d’observation a relevé de la cible " + target
		return text + plural(incidents, "\u00a0; les traits verticaux marquent les quatre instants de chaque incident.", ".")
	},
	Overall: func(shown, of int) string {
		if shown < of {
			return "Ce qui a été relevé, par cible et par point d’observation\u00a0; " + French.Words.Targets(shown) + " sur " + French.Number.Cardinal(of) + ", celles dont les incidents ont duré le plus."
		}
		return "Ce qui a été relevé, par cible, une barre par point d’observation."
	},
	Bounds: "bornes d’un incident",
	Heat: func(target, square, unit string) string {
		return "La cible " + target + "\u00a0: un carré par " + square + ", et le nombre de " + unit + " entre le premier et le dernier échec d’un incident."
	},
	Latency: func(target string) string {
		return "Durée des bonnes réponses de la cible " + target + "\u00a0: la moitié est venue plus tôt que la ligne, huit sur dix dans la bande."
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
	Narrow: "Un échec trop bref pour l’échelle est dessiné à la largeur d’un trait.",
}

var chartEnglish = Chart{
	Timeline: func(target string, incidents bool) string {
		text := "What each vantage noted of target " + target
		return text + plural(incidents, "; the vertical lines mark the four instants of each incident.", ".")
	},
	Overall: func(shown, of int) string {
		if shown < of {
			return "What was noted, by target and by vantage; " + English.Words.Targets(shown) + " of " + English.Number.Cardinal(of) + ", those whose incidents lasted longest."
		}
		return "What was noted, by target, one bar for each vantage."
	},
	Bounds: "bounds of an incident",
	Heat: func(target, square, unit string) string {
		return "Target " + target + ": one square for each " + square + ", and the number of " + unit + " between the first and the last failure of an incident."
	},
	Latency: func(target string) string {
		return "Time taken by the good answers of target " + target + ": half came sooner than the line, eight in ten within the band."
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
	Narrow: "A failure too short for the scale is drawn one stroke wide.",
}
