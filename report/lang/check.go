package lang

// Check is the chapter on what verifying the evidence gave.
type Check struct {
	Intro   string
	Proven  string
	Partial string
	Table   string
	Head    string
	Name    string
	Result  string
	Heads   map[string]string
	Results map[string]string
	Empty   string
	Outcome func(counts string) string
	Detail  string
	Meaning map[string]string
	Words   func(annex string) string
	Annex   string // title of the list in the verifier's own words
}

var checkFrench = Check{
	Intro:   "Le programme a vérifié les fichiers de preuve sous cinq rubriques avant d’en tirer un seul chiffre. Des fichiers altérés n’auraient donné aucun rapport.",
	Proven:  "Tout ce qui devait être vérifié l’a été.",
	Partial: "Une partie n’a pas pu être vérifiée\u00a0; ce qui manque est dit ci-dessous.",
	Table:   "Points vérifiés, par journal et par rubrique", Head: "Rubrique", Name: "Point vérifié", Result: "Résultat",
	Heads: map[string]string{
		"integrity": "Intégrité", "completeness": "Complétude", "time": "Temps",
		"history": "Histoire unique", "identity": "Identité",
	},
	Results: map[string]string{"ok": "conforme", "unchecked": "non vérifié", "not-asked": "non demandé", "failed": "non conforme"},
	Empty:   "Aucun point de cette rubrique n’a été examiné.",
	Outcome: func(counts string) string { return "Résultat (nombre de points)\u00a0: " + counts + "." },
	Detail:  "Constatation",
	Meaning: map[string]string{
		"integrity":    "les octets sont ceux que la clé du journal a signés, et rien n’y a été changé depuis",
		"completeness": "rien n’a été omis entre la première et la dernière feuille des cibles divulguées",
		"time":         "des autorités extérieures attestent quand les relevés ont été composés et scellés",
		"history":      "un témoin extérieur n’a vu qu’une seule suite de têtes signées",
		"identity":     "les clés sont celles que le lecteur tient d’une autre source",
	},
	Words: func(annex string) string {
		return "Les termes mêmes du vérificateur figurent à l’" + annex + "."
	},
	Annex: "Points vérifiés, dans les termes du vérificateur",
}

var checkEnglish = Check{
	Intro:   "The program verified the evidence files under five heads before drawing a single figure from them. Altered files would have given no report.",
	Proven:  "Everything that was to be checked was checked.",
	Partial: "Part of it could not be checked; what is missing is said below.",
	Table:   "Points verified, by log and by head", Head: "Head", Name: "Point verified", Result: "Outcome",
	Heads: map[string]string{
		"integrity": "Integrity", "completeness": "Completeness", "time": "Time",
		"history": "Single history", "identity": "Identity",
	},
	Results: map[string]string{"ok": "in order", "unchecked": "not checked", "not-asked": "not asked for", "failed": "not in order"},
	Empty:   "No point under this head was examined.",
	Outcome: func(counts string) string { return "Outcome (number of points): " + counts + "." },
	Detail:  "What was found",
	Meaning: map[string]string{
		"integrity":    "the bytes are those that the key of the log signed, and nothing in them has been changed since",
		"completeness": "nothing was left out between the first and the last leaf of the targets disclosed",
		"time":         "outside authorities attest when the records were composed and sealed",
		"history":      "an outside witness saw a single series of signed heads",
		"identity":     "the keys are those that the reader has from another source",
	},
	Words: func(annex string) string { return "The verifier’s own words stand in " + annex + "." },
	Annex: "Points verified, in the verifier’s words",
}
