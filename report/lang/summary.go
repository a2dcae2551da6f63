package lang

// Summary is the page for a reader with three minutes.
type Summary struct {
	Watched  string // headings
	Found    string
	Sure     string
	Content  string
	Unproven string

	// Who says who asked what, of whom, how often, from when to when.
	Who func(vantages []string, targets, sites, providers int, every, span string) string
	// Evidence says what the report rests on.
	Evidence func(observations int64, logs int, verdicts string) string
	Verdicts map[string][2]string       // one of them, several
	Nothing  func(quorum string) string // no incident
	NoneKept func(open int64) string    // no failure counted, so many observations undetermined
	Counted  func(incidents, targets int) string
	Longest  func(incident string) string // opens the sentence of one among several
	Rest     func(n int, chapter string) string
	Loose    func(n int, chapter string) string // failures without the quorum
	Rule     func(needed, of int, chapter string) string
	Mixed    func(quorum, chapter string) string // in place of Rule, where it depends on the target
	Doubt    string
	Verified func(ok, unchecked, notAsked int, chapter string) string
	Unsealed string                   // no authority attests the time
	Stolen   func(logs string) string // keys that others may have
	StolenSo func(chapter string) string
	Lost     func(logs string) string // keys that are gone
	LostSo   func(chapter string) string
	Same     string // no content changed
	Changed  func(times, targets int, chapter string) string
	Limits   func(chapter string) string
}

var summaryFrench = Summary{
	Watched: "Ce qui a été observé", Found: "Ce qui a été constaté", Sure: "Sur quoi cela repose",
	Content: "Le contenu", Unproven: "Ce que cela ne prouve pas",
	Who: func(vantages []string, targets, sites, providers int, every, span string) string {
		subject := French.Points(vantages) + plural(len(vantages) > 1, " ont interrogé ", " a interrogé ")
		return upper(subject) + French.Words.Targets(targets) + " (" + plural(sites > 0, French.Words.Sites(sites)+", ", "") +
			French.Number.Cardinal(providers) + " " + plural(providers > 1, "fournisseurs", "fournisseur") + "), " + every + ", " + span + "."
	},
	Verdicts: map[string][2]string{
		"good": {"bonne réponse", "bonnes réponses"}, "bad": {"échec", "échecs"}, "slow": {"réponse lente", "réponses lentes"},
		"blocked": {"accès filtré", "accès filtrés"}, "unknown": {"observation indéterminée", "observations indéterminées"},
	},
	Evidence: func(observations int64, logs int, verdicts string) string {
		return "Ce rapport repose sur " + French.Number.Count(observations, "observation inscrite", "observations inscrites") +
			" dans " + French.Number.Cardinal(logs) + plural(logs > 1, " journaux signés", " journal signé") + plural(verdicts != "", "\u00a0: "+verdicts, "") + "."
	},
	Nothing: func(quorum string) string {
		return "Aucun incident n’a été constaté\u00a0: à aucun moment le nombre requis de points d’observation (" + quorum +
			") n’a relevé un échec d’une même cible qui compte."
	},
	NoneKept: func(open int64) string {
		if open == 0 {
			return "Aucun point d’observation n’a relevé d’échec."
		}
		return upper(French.Number.Count(open, "observation est restée indéterminée et ne compte", "observations sont restées indéterminées et ne comptent")) + " ni pour ni contre personne."
	},
	Counted: func(incidents, targets int) string {
		return upper(French.Number.Cardinal(incidents)) + plural(incidents > 1, " incidents ont été constatés", " incident a été constaté") +
			", sur " + French.Words.Targets(targets) + "."
	},
	Longest: func(incident string) string {
		return "Celui dont la durée minimale est la plus longue est l’" + incident + "."
	},
	Rest: func(n int, chapter string) string {
		return plural(n > 1, "Les "+French.Number.Cardinal(n)+" autres figurent", "L’autre figure") + " au " + chapter + "."
	},
	Loose: func(n int, chapter string) string {
		return upper(French.Number.Cardinal(n)) + plural(n > 1, " échecs n’ont pas été vus", " échec n’a pas été vu") +
			" par le nombre requis de points d’observation et " + plural(n > 1, "ne sont pas comptés", "n’est pas compté") + " (" + chapter + ")."
	},
	Rule: func(needed, of int, chapter string) string {
		if needed < 2 {
			return "Un seul point d’observation a suffi pour retenir un échec\u00a0: ce rapport dit d’où la cible était injoignable, et non qu’elle était en panne (" + chapter + ")."
		}
		return "Un incident n’est retenu que si " + French.Number.Cardinal(needed) + " points d’observation sur " +
			French.Number.Cardinal(of) + " ont relevé l’échec en même temps (" + chapter + ")."
	},
	Mixed: func(quorum, chapter string) string {
		return "Un incident n’est retenu que si le nombre requis de points d’observation (" + quorum + ") ont relevé l’échec en même temps (" + chapter + ")."
	},
	Doubt: "Les moments où l’observation manquait, était filtrée ou restait indéterminée n’ajoutent jamais rien à la durée la moindre d’une panne.",
	Verified: func(ok, unchecked, notAsked int, chapter string) string {
		parts := []string{French.Check.Counted("ok", ok)}
		for _, x := range []struct {
			result string
			n      int
		}{{"unchecked", unchecked}, {"not-asked", notAsked}} {
			if x.n > 0 {
				parts = append(parts, French.Check.Counted(x.result, x.n))
			}
		}
		return "La vérification des fichiers de preuve a donné " + French.List(parts) + " (" + chapter + ")."
	},
	Stolen: func(logs string) string { return "La clé de " + logs + " a été déclarée volée." },
	StolenSo: func(chapter string) string {
		return "Ce que la clé a signé sans qu’un horodatage d’avant le vol l’atteste a pu l’être par un autre (" + chapter + ")."
	},
	Lost: func(logs string) string { return "La clé de " + logs + " a été déclarée perdue." },
	LostSo: func(chapter string) string {
		return "Rien de ce qu’elle a signé n’annonce le journal qui suit (" + chapter + ")."
	},
	Unsealed: "Les heures sont celles des horloges des points d’observation\u00a0; aucune autorité de temps ne les atteste.",
	Same:     "Aucun changement du contenu reçu n’a été relevé.",
	Changed: func(times, targets int, chapter string) string {
		return upper(French.Number.Cardinal(times)) + plural(times > 1, " changements du contenu reçu ont été relevés", " changement du contenu reçu a été relevé") +
			", sur " + French.Words.Targets(targets) + " (" + chapter + ")."
	},
	Limits: func(chapter string) string {
		return "Ce rapport ne prouve ni qui a causé ces faits, ni ce que d’autres visiteurs ont reçu, ni ce qui s’est passé entre deux questions. La liste complète est au " + chapter + "."
	},
}

var summaryEnglish = Summary{
	Watched: "What was watched", Found: "What was found", Sure: "What this rests on",
	Content: "The content", Unproven: "What this does not prove",
	Who: func(vantages []string, targets, sites, providers int, every, span string) string {
		return upper(English.Points(vantages)) + " asked " + English.Words.Targets(targets) + " (" + plural(sites > 0, English.Words.Sites(sites)+", ", "") +
			English.Number.Cardinal(providers) + " " + plural(providers != 1, "providers", "provider") + "), " + every + ", " + span + "."
	},
	Verdicts: map[string][2]string{
		"good": {"good answer", "good answers"}, "bad": {"failure", "failures"}, "slow": {"slow answer", "slow answers"},
		"blocked": {"filtered access", "filtered accesses"}, "unknown": {"undetermined observation", "undetermined observations"},
	},
	Evidence: func(observations int64, logs int, verdicts string) string {
		return "This report rests on " + English.Number.Count(observations, "observation", "observations") +
			" entered in " + English.Number.Cardinal(logs) + plural(logs != 1, " signed logs", " signed log") + plural(verdicts != "", ": "+verdicts, "") + "."
	},
	Nothing: func(quorum string) string {
		return "No incident was found: at no time did the number of vantages required (" + quorum + ") note a failure of the same target that counts."
	},
	NoneKept: func(open int64) string {
		if open == 0 {
			return "No vantage noted a failure."
		}
		return upper(English.Number.Count(open, "observation stayed undetermined and counts", "observations stayed undetermined and count")) + " neither for nor against anyone."
	},
	Counted: func(incidents, targets int) string {
		return upper(English.Number.Cardinal(incidents)) + plural(incidents != 1, " incidents were found", " incident was found") +
			", on " + English.Words.Targets(targets) + "."
	},
	Longest: func(incident string) string {
		return "The one whose least duration is the longest is " + incident + "."
	},
	Rest: func(n int, chapter string) string {
		return plural(n != 1, "The "+English.Number.Cardinal(n)+" others stand", "The other one stands") + " in " + chapter + "."
	},
	Loose: func(n int, chapter string) string {
		return upper(English.Number.Cardinal(n)) + plural(n != 1, " failures were", " failure was") +
			" not seen by the number of vantages required and " + plural(n != 1, "are", "is") + " not counted (" + chapter + ")."
	},
	Rule: func(needed, of int, chapter string) string {
		if needed < 2 {
			return "A single vantage was enough for a failure to be kept: this report says from where the target was unreachable, and not that it was down (" + chapter + ")."
		}
		return "An incident is kept only if " + English.Number.Cardinal(needed) + " vantages of " +
			English.Number.Cardinal(of) + " noted the failure at the same time (" + chapter + ")."
	},
	Mixed: func(quorum, chapter string) string {
		return "An incident is kept only if the number of vantages required (" + quorum + ") noted the failure at the same time (" + chapter + ")."
	},
	Doubt: "Times when the watch was missing, filtered or undetermined never add to the least duration of an outage.",
	Verified: func(ok, unchecked, notAsked int, chapter string) string {
		parts := []string{English.Check.Counted("ok", ok)}
		for _, x := range []struct {
			result string
			n      int
		}{{"unchecked", unchecked}, {"not-asked", notAsked}} {
			if x.n > 0 {
				parts = append(parts, English.Check.Counted(x.result, x.n))
			}
		}
		return "Verification of the evidence files found " + English.List(parts) + " (" + chapter + ")."
	},
	Stolen: func(logs string) string { return "The key of " + logs + " was declared stolen." },
	StolenSo: func(chapter string) string {
		return "What the key signed without a time stamp from before the theft may have been signed by somebody else (" + chapter + ")."
	},
	Lost: func(logs string) string { return "The key of " + logs + " was declared lost." },
	LostSo: func(chapter string) string {
		return "Nothing that it signed announces the log that follows (" + chapter + ")."
	},
	Unsealed: "The times are those of the clocks of the vantages; no time authority attests them.",
	Same:     "No change in the content received was noted.",
	Changed: func(times, targets int, chapter string) string {
		return upper(English.Number.Cardinal(times)) + plural(times != 1, " changes in the content received were noted", " change in the content received was noted") +
			", on " + English.Words.Targets(targets) + " (" + chapter + ")."
	},
	Limits: func(chapter string) string {
		return "This report does not prove who caused these facts, what other visitors were served, or what happened between two questions. The full list is in " + chapter + "."
	},
}

// Points names the vantages as the subject of a sentence.
func (l *Language) Points(names []string) string {
	n := len(names)
	if n == 0 {
		return l.Finding.NoVantage
	}
	return l.Finding.Vantages(n) + l.Finding.Named(l.Some(names, 6))
}
