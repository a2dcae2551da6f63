package lang

import "time"

// Hour is the chapter on the clocks of the vantages: how far they can have
// been off.
type Hour struct {
	Intro string
	Rule  string
	// Compared says how often a clock was compared with how many servers, and
	// how often a majority of them agreed.
	Compared func(vantage string, asked, servers, agreed int) string
	Alone    func(vantage string) string // a clock that was never compared
	// Worst says by how much the clock was slow, or fast where ahead is set, at
	// its worst; Right that it was neither to the thousandth.
	Worst   func(offset, within, instant string, ahead bool) string
	Right   func(within string) string
	Unknown string // no majority ever agreed
	NoStep  string
	Stepped func(n int) string

	Table     string // of the vantages
	Servers   string
	Asked     string
	Agreed    string
	Offset    string
	Within    string
	Steps     string
	List      string // of the servers
	Server    string
	Reference string
	Answered  string
	With      string
	Apart     string
	StepList  string
	Entered   string
	Gained    string
}

var hourFrench = Hour{
	Intro: "Les heures de ce rapport sont celles que montrait l’horloge de chaque point d’observation. Ce chapitre dit de combien ces horloges ont pu être fausses. Rien n’a été corrigé d’après lui\u00a0: les durées en tiennent compte comme le dit la méthode.",
	Rule:  "Chaque serveur de temps a indiqué un écart et la distance qui le séparait de l’heure vraie. Seul ce que permettait une majorité des serveurs interrogés, deux au moins, a été retenu\u00a0; un serveur qui s’en écartait n’a pas été suivi, et un serveur seul ne suffit jamais.",
	Compared: func(vantage string, asked, servers, agreed int) string {
		return "Le point d’observation " + vantage + " a comparé son horloge à " + French.Number.Cardinal(servers) + plural(servers > 1, " serveurs", " serveur") +
			" de temps, " + timesFrench(asked) + ". " + agreedFrench(asked, agreed)
	},
	Alone: func(vantage string) string {
		return "Le point d’observation " + vantage + " n’a comparé son horloge à aucun serveur de temps. De combien elle a pu être fausse n’est pas connu."
	},
	Worst: func(offset, within, instant string, ahead bool) string {
		return "L’écart le plus grand a été relevé le " + instant + "\u00a0: l’horloge " + plural(ahead, "avançait", "retardait") + " de " + offset + ", à " + within + " près."
	},
	Right:   func(within string) string { return "Elle n’a jamais été trouvée fausse, à " + within + " près." },
	Unknown: "L’écart de cette horloge n’est donc pas connu. Ce doute n’ajoute rien aux durées qui sont établies.",
	NoStep:  "Elle n’a pas été changée d’un coup d’un dixième de seconde ou plus.",
	Stepped: func(n int) string {
		return "Elle a été changée d’un coup, d’un dixième de seconde ou plus, ou la machine a été en veille, " + timesFrench(n) + "."
	},
	Table: "Horloges des points d’observation", Servers: "Serveurs", Asked: "Mesures", Agreed: "Accords", Offset: "Écart maximal",
	Within: "Marge", Steps: "Sauts",
	List: "Serveurs de temps interrogés", Server: "Serveur", Reference: "Sa source", Answered: "Réponses", With: "Avec la majorité", Apart: "Contre elle",
	StepList: "Horloges changées d’un coup, ou machines en veille", Entered: "Inscrit à", Gained: "Saut",
}

var hourEnglish = Hour{
	Intro: "The times in this report are those that the clock of each vantage showed. This chapter says how far these clocks can have been off. Nothing was corrected by it: the durations allow for it as the method says.",
	Rule:  "Each time server stated an offset, and how far it was from true time. Only what a majority of the servers asked, two at the least, left possible was kept; a server apart from it was not followed, and one server alone is never enough.",
	Compared: func(vantage string, asked, servers, agreed int) string {
		return "Vantage " + vantage + " compared its clock with " + English.Number.Cardinal(servers) + plural(servers > 1, " time servers", " time server") +
			", " + timesEnglish(asked) + ". " + agreedEnglish(asked, agreed)
	},
	Alone: func(vantage string) string {
		return "Vantage " + vantage + " compared its clock with no time server. How far it can have been off is not known."
	},
	Worst: func(offset, within, instant string, ahead bool) string {
		return "The largest offset was noted on " + instant + ": the clock was " + plural(ahead, "fast", "slow") + " by " + offset + ", give or take " + within + "."
	},
	Right:   func(within string) string { return "It was never found to be off, give or take " + within + "." },
	Unknown: "How far this clock was off is therefore not known. This doubt adds nothing to the durations established.",
	NoStep:  "It was not set at a stroke by a tenth of a second or more.",
	Stepped: func(n int) string {
		return "It was set at a stroke, by a tenth of a second or more, or the machine was asleep, " + timesEnglish(n) + "."
	},
	Table: "Clocks of the vantages", Servers: "Servers", Asked: "Readings", Agreed: "Agreed", Offset: "Largest offset",
	Within: "Margin", Steps: "Steps",
	List: "Time servers asked", Server: "Server", Reference: "Its source", Answered: "Answers", With: "With the majority", Apart: "Against it",
	StepList: "Clocks that were set at a stroke, or machines asleep", Entered: "Entered at", Gained: "By",
}

func timesFrench(n int) string { return feminine(n) + " fois" }

func timesEnglish(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return English.Number.Cardinal(n) + " times"
}

// agreedFrench says how often a majority agreed, of n times.
func agreedFrench(n, agreed int) string {
	switch {
	case agreed == 0:
		return "Aucune majorité ne s’est accordée."
	case agreed == n:
		return "Une majorité des serveurs interrogés s’est accordée chaque fois."
	}
	return "Une majorité des serveurs interrogés s’est accordée " + timesFrench(agreed) + "."
}

func agreedEnglish(n, agreed int) string {
	switch {
	case agreed == 0:
		return "No majority agreed."
	case agreed == n:
		return "A majority of the servers asked agreed each time."
	}
	return "A majority of the servers asked agreed " + timesEnglish(agreed) + "."
}

// Signed writes d with its sign: "+0.004 s", "−1 h".
func (l *Language) Signed(d time.Duration) string {
	if d > 0 {
		return "+" + l.Duration(d)
	}
	return l.Duration(d)
}
