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
	Counted func(result string, n int) string
	Missing map[string]string // what it means that nothing under a head came out well
	Names   map[string]string // of the points, as the verifier has them
	Detail  string
	Meaning map[string]string
	Words   func(annex string) string
	Annex   string // title of the list in the verifier's own words
}

var checkFrench = Check{
	Intro:   "Le programme a vérifié les fichiers de preuve sous cinq rubriques avant d’en tirer un seul chiffre. Il ne fait aucun rapport de fichiers qu’il trouve altérés.",
	Proven:  "Tout ce que la politique fournie demandait de vérifier s’est trouvé conforme\u00a0; ce qu’elle ne demandait pas est dit ci-dessous.",
	Partial: "Une partie n’a pas pu être vérifiée\u00a0; ce qui manque est dit ci-dessous.",
	Table:   "Points vérifiés, par journal et par rubrique", Head: "Rubrique", Name: "Point vérifié", Result: "Résultat",
	Heads: map[string]string{
		"integrity": "Intégrité", "completeness": "Complétude", "time": "Temps",
		"history": "Histoire unique", "identity": "Identité",
	},
	Results: map[string]string{"ok": "conforme", "unchecked": "non vérifié", "not-asked": "non demandé", "failed": "non conforme"},
	Empty:   "Aucun point de cette rubrique n’a été examiné.",
	Outcome: func(counts string) string { return "Résultat\u00a0: " + counts + "." },
	Counted: func(result string, n int) string {
		words := map[string]string{"ok": "conforme", "unchecked": "non vérifié", "not-asked": "non demandé", "failed": "non conforme"}[result]
		return French.Number.Count(int64(n), "point "+words, "points "+words+"s")
	},
	Missing: map[string]string{
		"time":     "Rien n’atteste donc ici quand ces relevés ont été composés.",
		"history":  "D’autres journaux peuvent donc exister.",
		"identity": "La clé n’est donc attribuée à personne.",
	},
	Names: map[string]string{
		"archive": "forme de l’archive", "manifest": "manifeste", "disclosure": "divulgation", "signature": "signature",
		"checkpoints": "têtes signées", "cosignatures": "cosignatures", "tree": "arbre", "entries": "entrées", "table": "tableau", "guide": "guide", "captures": "pages conservées", "forms": "pages réduites de nouveau", "catalogue": "catalogue de pages par défaut ajouté",
		"seals": "scellés", "own entries": "entrées du point d’observation", "targets": "cibles", "controls": "sites témoins",
		"withheld": "cibles réservées", "time stamps": "horodatages", "witnesses": "témoins", "log key": "clé du journal", "epochs": "suite des journaux",
		"vantages": "points d’observation non montrés", "logs": "journaux distincts", "histories": "versions d’un journal",
		"inventories": "listes de fichiers", "imports": "pièces de seconde main", "pictures": "images de pages", "requisites": "éléments de pages conservés (styles, images)", "bodies": "contenus conservés de sites parcourus", "paths": "relevés de qui se tenait derrière un nom", "control answers": "réponses des sites témoins",
	},
	Detail: "Constatation",
	Meaning: map[string]string{
		"integrity":    "les octets sont-ils ceux que la clé du journal a signés, sans changement depuis\u00a0?",
		"completeness": "tout est-il là, de la première à la dernière feuille des cibles divulguées\u00a0?",
		"time":         "des autorités extérieures attestent-elles quand les relevés ont été composés et scellés\u00a0?",
		"history":      "un témoin extérieur n’a-t-il vu qu’une seule suite de têtes signées\u00a0?",
		"identity":     "les clés sont-elles celles que nomme la politique fournie par l’auteur du rapport\u00a0?",
	},
	Words: func(annex string) string {
		return "Les termes mêmes du vérificateur figurent à l’" + annex + "."
	},
	Annex: "Points vérifiés, dans les termes du vérificateur",
}

var checkEnglish = Check{
	Intro:   "The program verified the evidence files under five heads before drawing a single figure from them. It makes no report of files that it finds altered.",
	Proven:  "Everything that the policy supplied asked to have checked was in order; what it did not ask for is said below.",
	Partial: "Part of it could not be checked; what is missing is said below.",
	Table:   "Points verified, by log and by head", Head: "Head", Name: "Point verified", Result: "Outcome",
	Heads: map[string]string{
		"integrity": "Integrity", "completeness": "Completeness", "time": "Time",
		"history": "Single history", "identity": "Identity",
	},
	Results: map[string]string{"ok": "in order", "unchecked": "not checked", "not-asked": "not asked for", "failed": "not in order"},
	Empty:   "No point under this head was examined.",
	Outcome: func(counts string) string { return "Outcome: " + counts + "." },
	Counted: func(result string, n int) string {
		words := map[string]string{"ok": "in order", "unchecked": "not checked", "not-asked": "not asked for", "failed": "not in order"}[result]
		return English.Number.Count(int64(n), "point "+words, "points "+words)
	},
	Missing: map[string]string{
		"time":     "Nothing therefore attests when these records were composed.",
		"history":  "Other logs may therefore exist.",
		"identity": "The key is therefore attributed to nobody.",
	},
	Names: map[string]string{
		"archive": "form of the archive", "manifest": "manifest", "disclosure": "disclosure", "signature": "signature",
		"checkpoints": "signed heads", "cosignatures": "cosignatures", "tree": "tree", "entries": "entries", "table": "table", "guide": "guide", "captures": "pages kept", "forms": "pages reduced again", "catalogue": "added catalogue of default pages",
		"seals": "seals", "own entries": "the vantage’s own entries", "targets": "targets", "controls": "control sites",
		"withheld": "targets withheld", "time stamps": "time stamps", "witnesses": "witnesses", "log key": "key of the log", "epochs": "succession of the logs",
		"vantages": "vantages not shown", "logs": "logs told apart", "histories": "versions of a log",
		"inventories": "lists of files", "imports": "second-hand records", "pictures": "pictures of pages", "requisites": "kept parts of pages (style sheets, pictures)", "bodies": "contents kept of sites that were followed", "paths": "records of who stood behind a name", "control answers": "answers of the control sites",
	},
	Detail: "What was found",
	Meaning: map[string]string{
		"integrity":    "are the bytes those that the key of the log signed, unchanged since?",
		"completeness": "is everything there, from the first to the last leaf of the targets disclosed?",
		"time":         "do outside authorities attest when the records were composed and sealed?",
		"history":      "did an outside witness see a single series of signed heads?",
		"identity":     "are the keys those named in the policy that the author of the report supplied?",
	},
	Words: func(annex string) string { return "The verifier’s own words stand in " + annex + "." },
	Annex: "Points verified, in the verifier’s words",
}
