package lang

// Unsure are the words of what went from a store while nothing shows that its
// keeper did not remove it, and of what is ordinary there.
type Unsure struct {
	Rule    string
	Terms   []Term                                                                                          // what must all be established
	Gone    func(files, later int64, bytes string, of int64, ofBytes string, lists int64, on string) string // on: the first list that lacked any
	Share   func(files, bytes string) string
	Came    func(lists, came int64) string
	Churn   func(most string, none bool, steps int) string
	Renewed func(files int64) string
	Summed  func(target string, files int64, bytes string, missing, lists, came int64, on string, unfailed, ordinary bool, where string) string
	Doubts  map[string]string // in place of those of pages
}

var unsureFrench = Unsure{
	Rule:  "Ce qui a disparu appelle un examen, à moins que tout ce qui suit ne soit établi. Sinon, qui tient l’espace a pu le retirer, ou il s’agit de sa vie ordinaire.",
	Terms: unsureTermsFrench,
	Gone: func(files, later int64, bytes string, of int64, ofBytes string, lists int64, on string) string {
		return French.Number.Count(files, "fichier", "fichiers") + " (" + bytes + ") " + missingFrench(files, lists, on) + frenchLater(files, later, " à la première liste", of, ofBytes)
	},
	Share: func(files, bytes string) string {
		return "De la première liste, " + files + " des fichiers et " + bytes + " des octets ont manqué."
	},
	Came: func(lists, came int64) string {
		return plural(lists > 1, "Dans ces listes, ", "Dans cette liste, ") + cameFrench(came) + "."
	},
	Churn: func(most string, none bool, steps int) string {
		over := " (" + French.Number.Count(int64(steps), "intervalle mesuré", "intervalles mesurés") + ")."
		if none {
			return "Auparavant, aucun fichier n’était parti d’une liste à la suivante" + over
		}
		return "Auparavant, jusqu’à " + most + " des fichiers partaient d’une liste à la suivante" + over
	},
	Renewed: func(files int64) string {
		return "Dans la même liste, d’autres fichiers peuvent avoir pris la place de " + French.Number.Count(files, "fichier", "fichiers") + "\u00a0: autant du même nom, à la terminaison près, ou du même dossier, ou une archive."
	},
	Summed: func(target string, files int64, bytes string, missing, lists, came int64, on string, unfailed, ordinary bool, where string) string {
		words := "De l’espace " + target + ", " + French.Number.Count(files, "fichier", "fichiers") + " (" + bytes + ") " + missingFrench(files, lists, on) + "\u00a0; " +
			plural(lists > 1, "dans ces listes, ", "dans cette liste, ") + cameFrench(came) + "\u00a0; " + stillFrench(files, missing) + ". "
		switch {
		case ordinary:
			return words + "Tout ou partie de cela n’excède pas ce qui partait d’ordinaire d’une liste à la suivante\u00a0: qui tient l’espace a pu les retirer (" + where + ")."
		case unfailed:
			return words + "Rien n’avait échoué juste avant\u00a0: qui tient l’espace a pu les retirer (" + where + ")."
		}
		return words + "Cela reste à examiner (" + where + ")."
	},
	Doubts: map[string]string{
		"one-vantage": "un seul point d’observation l’a constaté", "few-steps": "trop peu de listes avaient été dressées auparavant pour savoir ce qui est ordinaire",
		"no-failure": "rien n’avait échoué juste avant, et qui tient l’espace a pu le faire lui-même", "ordinary": "tous ou certains sont partis dans une part qui n’excède pas celle d’intervalles précédents, ce qui est la vie ordinaire de l’espace",
		"renewed": "d’autres ont pu prendre leur place",
	},
}

// missingFrench says from which lists files were missing.
func missingFrench(files, lists int64, on string) string {
	if lists > 1 {
		return plural(files > 1, "manquaient", "manquait") + ", les premiers dans la liste achevée le " + on
	}
	return plural(files > 1, "manquaient", "manquait") + " dans la liste achevée le " + on
}

func cameFrench(came int64) string {
	if came == 0 {
		return "aucun fichier n’était nouveau"
	}
	return French.Number.Count(came, "fichier était nouveau", "fichiers étaient nouveaux")
}

func stillFrench(files, missing int64) string {
	if missing == 0 {
		return plural(files > 1, "tous sont revenus", "il est revenu")
	}
	return French.Number.Count(missing, "manquait", "manquaient") + " encore à la dernière liste"
}

var unsureEnglish = Unsure{
	Rule:  "What has gone calls for review, unless all that follows is established. Otherwise whoever runs the store may have removed it, or this is the ordinary life of the store.",
	Terms: unsureTermsEnglish,
	Gone: func(files, later int64, bytes string, of int64, ofBytes string, lists int64, on string) string {
		return English.Number.Count(files, "file", "files") + " (" + bytes + ") " + missingEnglish(files, lists, on) + englishLater(files, later, "the first list", of, ofBytes)
	},
	Share: func(files, bytes string) string {
		return "Of the first list, " + files + " of the files and " + bytes + " of the bytes were missing."
	},
	Came: func(lists, came int64) string {
		return plural(lists > 1, "In these lists, ", "In that list, ") + cameEnglish(came) + "."
	},
	Churn: func(most string, none bool, steps int) string {
		over := " (" + English.Number.Count(int64(steps), "step measured", "steps measured") + ")."
		if none {
			return "Before, no file had left from one list to the next" + over
		}
		return "Before, up to " + most + " of the files left from one list to the next" + over
	},
	Renewed: func(files int64) string {
		return "In the same list, other files may have taken the place of " + English.Number.Count(files, "file", "files") + ": as many of the same name but for its ending, or in the same folder, or an archive."
	},
	Summed: func(target string, files int64, bytes string, missing, lists, came int64, on string, unfailed, ordinary bool, where string) string {
		words := "From store " + target + ", " + English.Number.Count(files, "file", "files") + " (" + bytes + ") " + missingEnglish(files, lists, on) + "; " +
			plural(lists > 1, "in these lists, ", "in that list, ") + cameEnglish(came) + "; " + stillEnglish(files, missing) + ". "
		switch {
		case ordinary:
			return words + "All or some of this is no more than left ordinarily from one list to the next: whoever runs the store may have removed them (" + where + ")."
		case unfailed:
			return words + "Nothing had failed directly before: whoever runs the store may have removed them (" + where + ")."
		}
		return words + "This remains to be reviewed (" + where + ")."
	},
	Doubts: map[string]string{
		"one-vantage": "one vantage alone found it", "few-steps": "too few lists had been made before to know what is ordinary",
		"no-failure": "nothing had failed directly before, and whoever runs the store may have done it", "ordinary": "all or some left in a share no greater than in steps before, which is the ordinary life of the store",
		"renewed": "others may have taken their place",
	},
}

func missingEnglish(files, lists int64, on string) string {
	if lists > 1 {
		return plural(files > 1, "were", "was") + " missing, the first of them from the list complete on " + on
	}
	return plural(files > 1, "were", "was") + " missing from the list complete on " + on
}

func cameEnglish(came int64) string {
	if came == 0 {
		return "no file was new"
	}
	return English.Number.Count(came, "file was new", "files were new")
}

func stillEnglish(files, missing int64) string {
	if missing == 0 {
		return plural(files > 1, "all came back", "it came back")
	}
	return English.Number.Count(missing, "was still missing", "were still missing") + " from the last list"
}
