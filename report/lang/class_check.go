package lang

// ClassCheck are the words of the page that says how to check a public exhibit.
type ClassCheck struct {
	List    func(facts string) string
	Omitted func(values, rows, of int64) string

	Alone, Not, Opening, Sealed                 string
	AloneList, NotList, OpeningList, SealedList []string
}

var classCheckFrench = ClassCheck{
	List: func(facts string) string {
		return "Cette pièce montre " + facts + " faits\u00a0: points d’observation, dossiers, membres, sites, pannes, événements, parts de minute en minute, sommes. Le fichier facts.proof, qui y est joint, en dresse la liste, ligne à ligne. L’empreinte de cette liste figure au pied de chaque page de cette pièce, et de chaque page du rapport sous scellés."
	},
	Alone: "Ce que chacun peut vérifier avec cette pièce seule",
	Omitted: func(values, rows, of int64) string {
		return "La commande constat verify, à laquelle ce seul fichier est donné, vérifie que chaque fait montré est celui de la liste, qu’aucun n’a été changé, ajouté ou retiré, et que les pages sont celles que donnent ces faits. Elle vérifie aussi que le compte de ce qui n’est pas montré est exact, mention par mention\u00a0: " +
			French.Number.Count(values, "valeur omise ou remplacée", "valeurs omises ou remplacées") + ", dans " + French.Number.Count(rows, "fait", "faits") + " sur " + French.Number.Int(of) + ". Un fait qui a été changé est nommé."
	},
	AloneList: []string{"Le fichier facts.proof est un texte. Sa forme est publiée avec les sources du programme (report/veil/FORMAT.md)\u00a0: un autre programme peut faire la même vérification, avec SHA-256 pour seul outil."},
	Not:       "Ce que cette pièce seule ne permet pas de vérifier",
	NotList: []string{
		"Que ces faits sont ceux que les journaux établissent. Les relevés et les têtes signées de leurs journaux n’y figurent pas\u00a0: des témoins publient ces têtes sous le nom du journal, et ce nom peut mener à un membre.",
		"Qu’il n’a pas été fait une autre pièce, d’une autre empreinte. L’empreinte au pied des pages est à comparer avec celle du rapport sous scellés, ou d’une copie de cette pièce reçue par une autre voie.",
	},
	Opening: "Ce que montre une ouverture",
	OpeningList: []string{
		"Qui détient le rapport sous scellés et les dossiers peut ouvrir des faits un par un, pour le juge ou pour l’expert de l’autre partie (constat class open). Le fichier d’ouverture contient ce qui avait été omis du fait, le sel qui l’y lie, l’entrée du journal telle qu’elle a été inscrite, la preuve de sa présence sous une tête signée, et les jetons d’horodatage de cette tête. La commande constat verify le vérifie avec cette pièce seule, sans le rapport sous scellés et sans le dossier.",
		"Une ouverture ne dit rien des faits qui restent fermés\u00a0: chacun a son propre sel, de 32 octets, tiré du rapport sous scellés, et aucun nom ne peut être essayé sans lui. Elle montre en revanche tout ce que contient l’entrée ouverte, soit jusqu’à 64 relevés d’un même site, et la clé de son journal.",
	},
	Sealed:     "Ce que montre le rapport sous scellés",
	SealedList: []string{"Si le rapport sous scellés est donné avec cette pièce, la commande constat verify refait cette pièce et la compare octet pour octet. Si tous les dossiers le sont aussi, elle refait les chiffres à partir des relevés."},
}

var classCheckEnglish = ClassCheck{
	List: func(facts string) string {
		return "This exhibit shows " + facts + " facts: vantages, bundles, members, sites, outages, events, shares from minute to minute, sums. The file facts.proof, which is attached, lists them line by line. The digest of that list stands at the foot of each page of this exhibit, and of each page of the sealed report."
	},
	Alone: "What anyone can check with this exhibit alone",
	Omitted: func(values, rows, of int64) string {
		return "The command constat verify, given this one file, checks that each fact shown is the one in the list, that none was changed, added or removed, and that the pages are those that these facts give. It also checks that the count of what is not shown is exact, item by item: " +
			English.Number.Count(values, "value left out or replaced", "values left out or replaced") + ", in " + English.Number.Count(rows, "fact", "facts") + " of " + English.Number.Int(of) + ". A fact that was changed is named."
	},
	AloneList: []string{"The file facts.proof is text. Its form is published with the sources of the program (report/veil/FORMAT.md): another program can make the same check, with SHA-256 as its only tool."},
	Not:       "What this exhibit alone does not let anyone check",
	NotList: []string{
		"That these facts are those that the logs establish. The records and the signed heads of their logs are not in it: witnesses publish these heads under the name of the log, and that name can lead to a member.",
		"That no other exhibit was made, of another digest. The digest at the foot of the pages is to be compared with that of the sealed report, or of a copy of this exhibit received by another way.",
	},
	Opening: "What an opening shows",
	OpeningList: []string{
		"Whoever holds the sealed report and the bundles can open facts one by one, for the judge or for the other party’s expert (constat class open). The file of an opening contains what had been left out of the fact, the salt that binds it, the entry of the log as it was written, the proof that it lies under a signed head, and the time stamps of that head. The command constat verify checks it with this exhibit alone, without the sealed report and without the bundle.",
		"An opening tells nothing of the facts that stay closed: each has a salt of its own, of 32 bytes, drawn from the sealed report, and without it no name can be tried. It does show all that the opened entry contains, which is up to 64 records of one site, and the key of its log.",
	},
	Sealed:     "What the sealed report shows",
	SealedList: []string{"Where the sealed report is given with this exhibit, the command constat verify makes this exhibit again and compares it byte for byte. Where all bundles are given too, it makes the figures again from the records."},
}
