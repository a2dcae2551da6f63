package lang

// Job is what is said of a job that must report in: nobody asks it anything.
type Job struct {
	// Silent is an incident of one that did not, Failed of one that said it failed.
	Silent func(target, vantages, bounds string) string
	Failed func(target, vantages, bounds string) string
	Due    func(url, every, grace string) string
}

var jobFrench = Job{
	Silent: func(target, vantages, bounds string) string {
		return "Le travail " + target + " ne s’est pas signalé à " + vantages + ", pendant " + bounds + "."
	},
	Failed: func(target, vantages, bounds string) string {
		return "Le travail " + target + " s’est dit en échec auprès de " + vantages + ", pendant " + bounds + "."
	},
	Due: func(url, every, grace string) string {
		return "Le travail (" + url + ") devait se signaler à intervalles de " + every + ", avec une tolérance de " + grace + "."
	},
}

var jobEnglish = Job{
	Silent: func(target, vantages, bounds string) string {
		return "The job " + target + " did not report in to " + vantages + ", for " + bounds + "."
	},
	Failed: func(target, vantages, bounds string) string {
		return "The job " + target + " told " + vantages + " that it had failed, for " + bounds + "."
	},
	Due: func(url, every, grace string) string {
		return "The job (" + url + ") had to report in at intervals of " + every + ", with a grace of " + grace + "."
	},
}
