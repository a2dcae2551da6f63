package lang

import "strconv"

// Many is the part of the chapter of incidents that shows many of them together.
type Many struct {
	Intro  func(told int, sets bool) string // how many are told one by one, and whether there are sets
	Layout string                           // what being shown together means, and what it does not

	// A set is incidents that are shown together. Its provider is empty where
	// none is named.
	Set    func(n int) string
	Count  func(incidents, targets int, provider string) string
	Others string // heading of those in no set
	Alone  func(incidents, targets int) string
	// Began is between the earliest last good answer and the latest first failure;
	// of unknown incidents no good answer is known. Ended is the same of their ends.
	Began   func(after, by string, unknown int) string
	BeganBy func(by string) string // no good answer is known of any
	Ended   func(after, by string, open int) string
	NoEnd   func(incidents int) string
	// Lasted gives the shortest and the longest of the least durations, and of the most.
	Lasted func(least, longestLeast, most, longestMost string) string

	SaidTable func(set int) string // what is said of several incidents; 0 of those in no set, -1 of all where there are no sets
	Incidents string
	All       string
	To        func(from, to int) string // numbers that follow one another
	Depth     string
	Clocks    string
	Clock     func(within string) string
	Unsettled func(within string) string
	Stamps    string
	Attested  func(after, before, authorities string) string

	Lanes   func(set int) string              // caption of the picture, likewise
	Cut     func(shown, incidents int) string // it shows those whose least duration is the longest
	Whole   string                            // key: from the first failure to the last
	Parts   string                            // the same, where not all of that time is shown to be failure
	Bounds  string                            // the time over which it can have lasted
	On      string                            // an arrow: the bound is not in the picture
	Symptom string                            // above the letter of a cause

	Table     string
	Beginning string
	End       string
	Least     string // of two durations, one above the other
	Content   string // served in the place of a target's own, from its first failure on
	Doubtful  string
	Pictures  func(targets int) string
	Asked     func(targets int) string // title of the terms in which several were asked
	AskedOf   string                   // and of the list of those
	Told      string                   // heading of what is told one by one
	Beyond    func(numbers string, n int) string
}

var manyFrench = Many{
	Intro: func(told int, sets bool) string {
		which := "ceux dont la durée minimale est la plus longue"
		if sets {
			which = "de chaque ensemble celui dont la durée minimale est la plus longue, puis ceux qui en diffèrent par la cause, les bornes connues ou les réserves, et des incidents qui ne font partie d’aucun ensemble les plus longs"
		}
		return "Les incidents sont d’abord montrés ensemble, en figures, puis dans un tableau qui les a tous, un par ligne. " +
			plural(told > 1, upper(French.Number.Cardinal(told))+" sont ensuite racontés un à un", "Un seul est ensuite raconté") +
			"\u00a0: " + which + ". Les faits joints ont tout ce qui a été relevé de chacun."
	},
	Layout: "Montrer des incidents ensemble est affaire de mise en page. Un ensemble réunit ceux de cibles pour lesquelles le même fournisseur est nommé et dont les débuts se touchent, chacun pris entre la dernière bonne réponse (d’une heure au plus) et le premier échec. Cela ne prouve pas que leur cause est la même, ni de qui elle relève\u00a0; chaque incident garde ses bornes, ses preuves et ses réserves.",
	Set:    func(n int) string { return "Ensemble " + strconv.Itoa(n) },
	Count: func(incidents, targets int, provider string) string {
		words := French.Number.Count(int64(incidents), "incident", "incidents") + ", de " + French.Words.Targets(targets)
		if provider == "" {
			return words + " pour " + plural(targets > 1, "lesquelles", "laquelle") + " aucun fournisseur n’est nommé."
		}
		return words + " pour " + plural(targets > 1, "lesquelles", "laquelle") + " le fournisseur nommé est " + provider + "."
	},
	Others: "Autres incidents",
	Alone: func(incidents, targets int) string {
		return French.Number.Count(int64(incidents), "incident", "incidents") + ", de " + French.Words.Targets(targets) + ", ne " +
			plural(incidents > 1, "font", "fait") + " partie d’aucun ensemble."
	},
	Began: func(after, by string, unknown int) string {
		words := "Ils ont commencé après le " + after + " et au plus tard le " + by
		if unknown > 0 {
			words += "\u00a0; de " + French.Number.Cardinal(unknown) + plural(unknown > 1, " d’entre eux", " d’eux") + ", aucune bonne réponse antérieure n’est connue, et le premier échec seul est daté"
		}
		return words + "."
	},
	BeganBy: func(by string) string {
		return "Ils ont commencé au plus tard le " + by + "\u00a0; d’aucun d’eux une bonne réponse antérieure n’est connue."
	},
	Ended: func(after, by string, open int) string {
		words := "Ils ont fini après le " + after + " et au plus tard le " + by
		if open > 0 {
			words += ", sauf " + French.Number.Cardinal(open) + plural(open > 1, " dont la fin n’a pas été observée", " dont la fin n’a pas été observée")
		}
		return words + "."
	},
	NoEnd: func(incidents int) string { return "D’aucun d’eux la fin n’a été observée." },
	Lasted: func(least, longestLeast, most, longestMost string) string {
		if least == longestLeast && most == longestMost {
			return "Chacun a duré au moins " + least + " et au plus " + most + "."
		}
		return "Leurs durées minimales vont de " + least + " à " + longestLeast + ", et leurs durées maximales de " + most + " à " + longestMost + "."
	},
	SaidTable: func(set int) string {
		switch set {
		case -1:
			return "Ce qui est dit de ces incidents"
		case 0:
			return "Ce qui est dit des autres incidents"
		}
		return "Ce qui est dit des incidents de l’ensemble " + strconv.Itoa(set)
	},
	Incidents: "Incidents", All: "tous",
	To:    func(from, to int) string { return strconv.Itoa(from) + NoBreak + "à" + NoBreak + strconv.Itoa(to) },
	Depth: "Niveau", Clocks: "Horloges",
	Clock: func(within string) string {
		return "Les horloges ont pu être fausses de " + within + " au plus\u00a0; les deux durées de chacun en tiennent compte."
	},
	Unsettled: func(within string) string {
		return "De combien les horloges ont pu être fausses n’est pas établi pour chaque point d’observation à ce moment\u00a0; les deux durées de chacun tiennent compte du plus grand écart que montrent les inscriptions (" + within + " au plus)."
	},
	Stamps: "Temps attesté",
	Attested: func(after, before, authorities string) string {
		return "Les relevés ont été composés après le " + after + " et scellés avant le " + before + ", selon des autorités de temps (" + authorities + ")\u00a0; les bornes de chacun sont dans les faits joints."
	},
	Lanes: func(set int) string {
		words := "Un incident par ligne, par ordre de premier échec\u00a0: son numéro, sa cible, quand il a pu durer, et sa durée, au moins et au plus."
		switch set {
		case -1:
			return words
		case 0:
			return "Les autres incidents. " + words
		}
		return "L’ensemble " + strconv.Itoa(set) + ". " + words
	},
	Cut: func(shown, incidents int) string {
		return "La figure montre " + French.Number.Int(int64(shown)) + " incidents sur " + French.Number.Int(int64(incidents)) + ", ceux dont la durée minimale est la plus longue."
	},
	Whole: "du premier au dernier échec", Parts: "de même, en partie seulement établi", Bounds: "temps où il a pu durer", On: "borne hors de la figure, ou inconnue", Symptom: "Cause",
	Table: "Incidents constatés, avec leurs bornes, par ordre de premier échec", Beginning: "Dernière bonne réponse, premier échec", End: "Dernier échec, première bonne réponse", Least: "Durée, au moins et au plus",
	Content: "Servi depuis", Doubtful: "sous réserve",
	Pictures: func(targets int) string {
		return "Des images ont été prises de " + French.Words.Targets(targets) + " qui ne " + plural(targets > 1, "sont pas racontées", "est pas racontée") + " ici une à une\u00a0; elles figurent au dossier de preuve, sous l’empreinte que donnent les faits joints."
	},
	Asked:   func(targets int) string { return French.Words.Targets(targets) + ", dans les mêmes termes" },
	AskedOf: "À qui ces questions ont été posées",
	Told:    "Incidents racontés un à un",
	Beyond: func(numbers string, n int) string {
		return plural(n > 1, "Les autres incidents de cette cible (nos\u00a0"+numbers+") figurent parmi les incidents montrés ensemble.", "L’autre incident de cette cible (nº\u00a0"+numbers+") figure parmi les incidents montrés ensemble.")
	},
}

var manyEnglish = Many{
	Intro: func(told int, sets bool) string {
		which := "those whose least duration is the longest"
		if sets {
			which = "of each set the one whose least duration is the longest, then those that differ from it in their cause, in the bounds that are known or in their reservations, and of the incidents in no set the longest"
		}
		return "The incidents are first shown together, in figures, then in a table that has them all, one a row. " +
			plural(told != 1, upper(English.Number.Cardinal(told))+" are then told one by one", "One alone is then told") +
			": " + which + ". The attached facts have all that was noted of each."
	},
	Layout: "To show incidents together is a matter of layout. A set has those of targets for which the same provider is named and whose beginnings touch, each taken from the last good answer (by one hour at most) to the first failure. That does not prove that their cause is the same, nor who answers for it; each incident keeps its bounds, its evidence and its reservations.",
	Set:    func(n int) string { return "Set " + strconv.Itoa(n) },
	Count: func(incidents, targets int, provider string) string {
		words := English.Number.Count(int64(incidents), "incident", "incidents") + ", of " + English.Words.Targets(targets) + " for which "
		if provider == "" {
			return words + "no provider is named."
		}
		return words + "the provider named is " + provider + "."
	},
	Others: "Other incidents",
	Alone: func(incidents, targets int) string {
		return English.Number.Count(int64(incidents), "incident", "incidents") + ", of " + English.Words.Targets(targets) + ", " +
			plural(incidents != 1, "belong", "belongs") + " to no set."
	},
	Began: func(after, by string, unknown int) string {
		words := "They began after " + after + " and no later than " + by
		if unknown > 0 {
			words += "; of " + English.Number.Cardinal(unknown) + " of them no earlier good answer is known, and the first failure alone is dated"
		}
		return words + "."
	},
	BeganBy: func(by string) string {
		return "They began no later than " + by + "; of none of them an earlier good answer is known."
	},
	Ended: func(after, by string, open int) string {
		words := "They ended after " + after + " and no later than " + by
		if open > 0 {
			words += ", but for " + English.Number.Cardinal(open) + " of which no end was observed"
		}
		return words + "."
	},
	NoEnd: func(incidents int) string { return "Of none of them was the end observed." },
	Lasted: func(least, longestLeast, most, longestMost string) string {
		if least == longestLeast && most == longestMost {
			return "Each lasted at least " + least + " and at most " + most + "."
		}
		return "Their least durations go from " + least + " to " + longestLeast + ", and their most from " + most + " to " + longestMost + "."
	},
	SaidTable: func(set int) string {
		switch set {
		case -1:
			return "What is said of these incidents"
		case 0:
			return "What is said of the other incidents"
		}
		return "What is said of the incidents of set " + strconv.Itoa(set)
	},
	Incidents: "Incidents", All: "all",
	To:    func(from, to int) string { return strconv.Itoa(from) + NoBreak + "to" + NoBreak + strconv.Itoa(to) },
	Depth: "Layer", Clocks: "Clocks",
	Clock: func(within string) string {
		return "The clocks can have been off by " + within + " at most; both durations of each allow for it."
	},
	Unsettled: func(within string) string {
		return "How far the clocks can have been off is not established for each vantage at that time; both durations of each allow for the most that the entries show (" + within + " at most)."
	},
	Stamps: "Time attested",
	Attested: func(after, before, authorities string) string {
		return "The records were composed after " + after + " and sealed before " + before + ", according to time authorities (" + authorities + "); the bounds of each are in the attached facts."
	},
	Lanes: func(set int) string {
		words := "One incident a row, in order of first failure: its number, its target, when it can have lasted, and how long, at least and at most."
		switch set {
		case -1:
			return words
		case 0:
			return "The other incidents. " + words
		}
		return "Set " + strconv.Itoa(set) + ". " + words
	},
	Cut: func(shown, incidents int) string {
		return "The figure shows " + English.Number.Int(int64(shown)) + " incidents of " + English.Number.Int(int64(incidents)) + ", those whose least duration is the longest."
	},
	Whole: "from the first failure to the last", Parts: "likewise, established in part only", Bounds: "time over which it can have lasted", On: "bound outside the figure, or not known", Symptom: "Cause",
	Table: "Incidents found, with their bounds, in order of first failure", Beginning: "Last good answer, first failure", End: "Last failure, first good answer", Least: "Duration, at least and at most",
	Content: "Served since", Doubtful: "with a reservation",
	Pictures: func(targets int) string {
		return "Pictures were taken of " + English.Words.Targets(targets) + " that " + plural(targets != 1, "are", "is") + " not told one by one here; they are in the evidence file, under the digest that the attached facts give."
	},
	Asked:   func(targets int) string { return English.Words.Targets(targets) + ", in the same terms" },
	AskedOf: "To whom these questions were put",
	Told:    "Incidents told one by one",
	Beyond: func(numbers string, n int) string {
		return plural(n != 1, "The other incidents of this target (nos. "+numbers+") are among those shown together.", "The other incident of this target (no.\u00a0"+numbers+") is among those shown together.")
	},
}
