package lang

// Readings are the words of stores of which records were counted.
type Readings struct {
	Caution string
	What    func(pick string) string // what was counted, as it was asked
	Made    func(vantages []string, target string, readings, whole int, first, last string) string
	None    func(vantages []string, target string, readings int) string
	OneOnly string
	Table   func(target string) string
	Number  string
	Since   func(was int64, back string, most int64) string // it was that again on; else what it was at most since
	Look    string                                          // it is for review
	Who     func(vantages []string, n int, over string) string
	Also    func(n int) string
	Rests   func(readings int64, logs int) string
	Doubts  map[string]string
}

var readingsFrench = Readings{
	Caution: "Un relevé donne un nombre, tel que le service interrogé le disait, et rien de ce qui était compté. Une chute de plus de la moitié est retenue si deux relevés de suite la montrent\u00a0; elle appelle un examen si rien n’avait échoué juste avant, si un seul point d’observation l’a relevée, si moins de trois intervalles avaient été relevés, ou si le nombre était déjà tombé d’autant ou aussi bas. Ce chapitre ne dit ni qui a retiré des enregistrements, ni pourquoi\u00a0: un client peut effacer les siens.",
	What:    func(pick string) string { return "Ce qui était compté, tel que demandé\u00a0: " + pick },
	Made: func(vantages []string, target string, readings, whole int, first, last string) string {
		return upper(French.Points(vantages)) + plural(len(vantages) > 1, " ont fait ", " a fait ") + French.Number.Count(int64(readings), "relevé", "relevés") + " du nombre d’enregistrements de " + target + ", dont " +
			French.Number.Count(int64(whole), "est retenu", "sont retenus") + "\u00a0: le premier a été commencé le " + first + ", le dernier a été achevé le " + last + "."
	},
	None: func(vantages []string, target string, readings int) string {
		if readings == 0 {
			return "Le nombre d’enregistrements de " + target + " n’a pas été relevé. De son contenu, rien n’est établi."
		}
		return upper(French.Points(vantages)) + plural(len(vantages) > 1, " ont tenté ", " a tenté ") + French.Number.Count(int64(readings), "relevé", "relevés") + " du nombre d’enregistrements de " + target + "\u00a0; aucun n’est retenu. De son contenu, rien n’est établi."
	},
	OneOnly: "Un seul relevé est retenu\u00a0: rien ne peut lui être comparé.",
	Table:   func(target string) string { return "Relevés de " + target }, Number: "Nombre",
	Since: func(was int64, back string, most int64) string {
		if back != "" {
			return "Il était de nouveau de " + French.Number.Int(was) + " au moins au relevé du " + back + "."
		}
		return "Depuis, il a été de " + French.Number.Int(most) + " au plus."
	},
	Look: "Cela reste à examiner\u00a0: qui tient ce service a pu les retirer.",
	Who: func(vantages []string, n int, over string) string {
		return upper(French.Points(vantages)) + plural(len(vantages) > 1, " ont relevé", " a relevé") + " le nombre d’enregistrements de " + French.Number.Count(int64(n), "service", "services") + ", " + over + "."
	},
	Also: func(n int) string {
		return "Le nombre d’enregistrements de " + French.Number.Count(int64(n), "service", "services") + " a aussi été relevé."
	},
	Rests: func(readings int64, logs int) string {
		return "Ce rapport repose sur " + French.Number.Count(readings, "relevé inscrit", "relevés inscrits") + plural(logs > 1, " dans "+French.Number.Cardinal(logs)+" journaux signés.", " dans un journal signé.")
	},
	Doubts: map[string]string{
		"one-vantage": "un seul point d’observation l’a relevé", "few-steps": "trop peu de relevés avaient été faits auparavant pour savoir ce qui est ordinaire",
		"no-failure": "rien n’avait échoué juste avant, et qui tient ce service a pu les retirer", "ordinary": "le nombre était déjà tombé auparavant d’autant, ou aussi bas",
	},
}

var readingsEnglish = Readings{
	Caution: "A reading gives a number, as the service that was asked told it, and nothing of what was counted. A fall by more than half is retained if two readings in a row show it; it calls for review if nothing had failed directly before, if one vantage alone read it, if fewer than three steps had been read, or if the number had fallen by as much, or as low, before. This chapter says neither who removed records nor why: customers can delete their own.",
	What:    func(pick string) string { return "What was counted, as it was asked: " + pick },
	Made: func(vantages []string, target string, readings, whole int, first, last string) string {
		return upper(English.Points(vantages)) + " made " + English.Number.Count(int64(readings), "reading", "readings") + " of the number of records of " + target + ", of which " +
			English.Number.Count(int64(whole), "is retained", "are retained") + ": the first was begun on " + first + ", the last was complete on " + last + "."
	},
	None: func(vantages []string, target string, readings int) string {
		if readings == 0 {
			return "The number of records of " + target + " was not read. Of its content, nothing is established."
		}
		return upper(English.Points(vantages)) + " tried to make " + English.Number.Count(int64(readings), "reading", "readings") + " of the number of records of " + target + "; none is retained. Of its content, nothing is established."
	},
	OneOnly: "A single reading is retained: there is nothing to compare it with.",
	Table:   func(target string) string { return "Readings of " + target }, Number: "The number",
	Since: func(was int64, back string, most int64) string {
		if back != "" {
			return "It was " + English.Number.Int(was) + " or more again in the reading of " + back + "."
		}
		return "Since then, it was " + English.Number.Int(most) + " at most."
	},
	Look: "This remains to be reviewed: whoever runs that service may have removed them.",
	Who: func(vantages []string, n int, over string) string {
		return upper(English.Points(vantages)) + " read the number of records of " + English.Number.Count(int64(n), "service", "services") + ", " + over + "."
	},
	Also: func(n int) string {
		return "The number of records of " + English.Number.Count(int64(n), "service", "services") + " was read as well."
	},
	Rests: func(readings int64, logs int) string {
		return "This report rests on " + English.Number.Count(readings, "reading entered", "readings entered") + plural(logs > 1, " in "+English.Number.Cardinal(logs)+" signed logs.", " in one signed log.")
	},
	Doubts: map[string]string{
		"one-vantage": "one vantage alone read it", "few-steps": "too few readings had been made before to know what is ordinary",
		"no-failure": "nothing had failed directly before, and whoever runs that service may have removed them", "ordinary": "the number had fallen by as much, or as low, before",
	},
}
