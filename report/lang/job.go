package lang

// Job is what is said of a job that must report in: nobody asks it anything.
type Job struct {
	// Silent is an incident of one that did not, Failed of one that said it failed.
	Silent func(target, vantages, bounds string) string
	Failed func(target, vantages, bounds string) string
	Due    func(url, every, grace string) string
	// Kept, Missed, Still and Again head the four instants of one that was late: nobody
	// asked and nothing answered, they are when it was due.
	Kept, Missed, Still, Again string
}

var jobFrench = Job{
	Silent: func(target, vantages, bounds string) string {
		return "Le travail " + target + " a été en retard sur son signalement à " + vantages + ", pendant " + bounds + "."
	},
	Failed: func(target, vantages, bounds string) string {
		return "Le travail " + target + " s’est dit en échec auprès de " + vantages + ", pendant " + bounds + "."
	},
	Due: func(url, every, grace string) string {
		return "Le travail (" + url + ") devait se signaler à intervalles de " + every + ", avec une tolérance de " + grace + "."
	},
	Kept: "Dernière échéance tenue", Missed: "Première échéance manquée", Still: "Dernière échéance manquée", Again: "Première échéance tenue ensuite",
}

var jobEnglish = Job{
	Silent: func(target, vantages, bounds string) string {
		return "The job " + target + " was overdue to report in to " + vantages + ", for " + bounds + "."
	},
	Failed: func(target, vantages, bounds string) string {
		return "The job " + target + " told " + vantages + " that it had failed, for " + bounds + "."
	},
	Due: func(url, every, grace string) string {
		return "The job (" + url + ") had to report in at intervals of " + every + ", with a grace of " + grace + "."
	},
	Kept: "Last due time kept", Missed: "First due time missed", Still: "Last due time missed", Again: "First due time kept after",
}
