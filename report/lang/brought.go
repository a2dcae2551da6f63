package lang

// Brought is what is said of lists that others made, of copies that the
// customer still holds, and of several stores together.
type Brought struct {
	Heading   func(target string) string
	Intro     string
	Said      func(lists int64, target, first, last string) string
	OneOnly   string
	Unordered func(lists int64, of string, more int64) string // nobody can tell which came first; more: such days that are not named
	Gone      func(files, later int64, bytes string, of int64, ofBytes string) string
	NoSize    func(files int64) string                 // instead of bytes
	SomeSizes func(bytes string, unsized int64) string // bytes, and what they are without
	Least     func(bytes string) string                // in a table
	Unsized   func(files int64) string                 // what that is, and a dash
	Nothing   string
	Undecided func(files int64, mixed, unordered bool) string // of what is missing nobody can tell; mixed: by digests of two sorts; unordered: or which list came first
	Bounds    func(files int64, last, first string) string
	Summed    func(target string, files int64, bytes string, missing int64, where string) string
	Who       func(lists int64, targets int) string // the summary, where there is nothing else
	Rests     func(lists int64) string
	Lists     func(target string) string
	Of        string // a column: when the lists say that it was so
	Imported  string
	Form      string
	Forms     map[string]string
	Source    string
	Files     string
	Local     string // in place of a time: a folder of the customer's
	Copies    func(target string, files int64, bytes string, imported string) string
	Locally   func(files, of int64, bytes string) string
	NoneLocal string

	Share     func(files, bytes string) string
	Returned  func(files int64) string
	Account   func(lists int64) string
	History   func(target string) string
	Time      string
	Lost      string
	Back      string
	Missing   string
	Stores    string // title of the table of all stores
	Store     string
	Before    string
	Part      string
	Unsure    string // a column: what nobody can tell of
	Secondary string // beside a store's name
}

var broughtFrench = Brought{
	Heading: func(target string) string { return "Listes apportées de l’espace " + target + " (seconde main)" },
	Intro:   "Les listes qui suivent n’ont pas été dressées par un point d’observation\u00a0: d’autres les ont établies, et elles ont été versées au journal telles qu’elles ont été apportées. Le journal établit qu’elles y figuraient au moment de leur inscription et qu’elles n’ont pas changé depuis. Il n’établit ni ce qu’elles disent, ni la date qu’elles portent\u00a0: l’un et l’autre reposent sur la seule parole de qui les a apportées. Elles n’entrent dans aucun autre chiffre de ce rapport.",
	Said: func(lists int64, target, first, last string) string {
		return French.Number.Count(lists, "liste de l’espace "+target+" a été apportée", "listes de l’espace "+target+" ont été apportées") + plural(lists > 1, "\u00a0; la première est dite du "+first+", la dernière du "+last+".", "\u00a0; elle est dite du "+first+".")
	},
	OneOnly: "Une seule liste a été apportée\u00a0: rien ne peut lui être comparé.",
	Unordered: func(lists int64, of string, more int64) string {
		if more > 0 {
			of += "\u00a0; et " + French.Number.Count(more, "autre jour", "autres jours")
		}
		return "De " + French.Number.Int(lists) + " de ces listes, dites d’un même jour ou d’une heure de ce jour (" + of + "), il n’est pas dit laquelle précédait l’autre\u00a0: elles comptent ensemble pour une seule par jour, elles n’ont pas été comparées entre elles, et ce que l’une d’elles contenait est tenu pour présent ce jour-là."
	},
	NoSize: func(files int64) string { return plural(files > 1, "tailles inconnues", "taille inconnue") },
	SomeSizes: func(bytes string, unsized int64) string {
		return bytes + ", sans " + plural(unsized > 1, "ceux de "+French.Number.Int(unsized)+" fichiers dont la taille est inconnue", "ceux d’un fichier dont la taille est inconnue")
	},
	Least: func(bytes string) string { return "au moins " + bytes },
	Unsized: func(files int64) string {
		return plural(files > 1, "De "+French.Number.Int(files)+" fichiers disparus, aucune liste ne donnait la taille", "D’un fichier disparu, aucune liste ne donnait la taille") +
			"\u00a0: elle n’est comptée nulle part, et un tiret en tient lieu dans les tableaux."
	},
	Gone: func(files, later int64, bytes string, of int64, ofBytes string) string {
		return "D’après ces listes, " + French.Number.Count(files, "fichier a disparu", "fichiers ont disparu") + " (" + bytes + ")" + frenchLater(files, later, " à la première", of, ofBytes)
	},
	Nothing: "D’après ces listes, aucun fichier n’a disparu.",
	Undecided: func(files int64, mixed, unordered bool) string {
		why := "les listes ne donnent pas d’empreintes qui puissent être comparées, ou un point d’observation voyait encore ce qui y manque"
		if mixed {
			why = "les listes n’emploient pas la même empreinte"
		}
		if unordered {
			why += ", ou leur ordre n’est pas dit"
		}
		return "D’après ces listes, aucun fichier n’a pu être dit disparu\u00a0; le sort de " + French.Number.Count(files, "fichier absent", "fichiers absents") + " est inconnu\u00a0: " + why + "."
	},
	Bounds: func(files int64, last, first string) string {
		return plural(files > 1, "Les premiers de ces fichiers figuraient", "Il figurait") + " encore dans la liste dite du " + last + plural(files > 1, " et manquaient", " et manquait") + " dans celle dite du " + first + "."
	},
	Summed: func(target string, files int64, bytes string, missing int64, where string) string {
		return "D’après des listes apportées, de seconde main, " + French.Number.Count(files, "fichier a disparu", "fichiers ont disparu") + " de l’espace " + target + " (" + bytes + ")\u00a0; " +
			plural(missing == 0, plural(files > 1, "tous sont revenus", "il est revenu"), French.Number.Count(missing, "manquait", "manquaient")+" encore à la dernière") + " (" + where + ")."
	},
	Who: func(lists int64, targets int) string {
		return "Aucun point d’observation n’a interrogé quoi que ce soit\u00a0: ce rapport présente " + French.Number.Count(lists, "pièce de seconde main", "pièces de seconde main") + ", au sujet d’" + plural(targets > 1, "espaces au nombre de "+French.Number.Cardinal(targets), "un espace") + ", versées au journal par qui les a apportées."
	},
	Rests: func(lists int64) string {
		return "Ce rapport repose sur " + French.Number.Count(lists, "pièce de seconde main, dont le contenu et la date ne sont établis", "pièces de seconde main, dont le contenu et la date ne sont établis") + " que par la parole de qui les a apportées."
	},
	Lists: func(target string) string { return "Pièces apportées de l’espace " + target },
	Of:    "Dite du", Imported: "Inscrite le", Form: "Sorte", Source: "SHA-256 du fichier", Files: "Fichiers", Local: "détenu en local",
	Forms: map[string]string{"md5sums": "empreintes MD5", "sha256sums": "empreintes SHA-256", "tsv": "tableau", "folder": "dossier"},
	Copies: func(target string, files int64, bytes string, imported string) string {
		return "Un dossier détenu par le client, de " + French.Number.Count(files, "fichier", "fichiers") + " (" + bytes + "), a été lu en entier le " + imported + " et rapproché des fichiers disparus de l’espace " + target + ", par l’empreinte de leur contenu seule."
	},
	Locally: func(files, of int64, bytes string) string {
		return "Sur " + French.Number.Count(of, "fichier disparu", "fichiers disparus") + ", le contenu exact de " + French.Number.Int(files) + " s’y trouve (" + bytes + ")\u00a0: ce contenu existe."
	},
	NoneLocal: "Aucun contenu des fichiers disparus ne s’y trouve, ou n’a pu y être reconnu.",
	Share: func(files, bytes string) string {
		return "De la première liste, " + files + " des fichiers et " + bytes + " des octets ont disparu."
	},
	Returned: func(files int64) string {
		return French.Number.Count(files, "fichier est revenu à sa place avec un autre contenu", "fichiers sont revenus à leur place avec un autre contenu") + "."
	},
	Account: func(lists int64) string {
		return French.Number.Count(lists, "liste a été dressée sous un autre compte que la précédente", "listes ont été dressées sous un autre compte que la précédente") + "\u00a0: ce qui y manque par rapport à elle n’est pas compté comme disparu, et appelle un examen."
	},
	History: func(target string) string {
		return "Disparitions et retours de l’espace " + target + ", liste par liste"
	},
	Time: "Liste achevée le", Lost: "Disparus", Back: "Revenus", Missing: "Manquaient alors",
	Stores: "Les espaces de stockage, ensemble", Store: "Espace", Before: "Avant", Part: "Part disparue", Unsure: "Inconnus", Secondary: "seconde main",
}

var broughtEnglish = Brought{
	Heading: func(target string) string { return "Lists brought of store " + target + " (second-hand)" },
	Intro:   "The lists that follow were not made by a vantage: others drew them up, and they were put into the log as they were brought. The log establishes that they were there when they were entered, and that they have not changed since. It establishes neither what they say nor the date they bear: both rest on the word of whoever brought them. They enter into no other figure of this report.",
	Said: func(lists int64, target, first, last string) string {
		return English.Number.Count(lists, "list of store "+target+" was brought", "lists of store "+target+" were brought") + plural(lists > 1, "; the first is said to be of "+first+", the last of "+last+".", "; it is said to be of "+first+".")
	},
	OneOnly: "A single list was brought: there is nothing to compare it with.",
	Unordered: func(lists int64, of string, more int64) string {
		if more > 0 {
			of += "; and " + English.Number.Count(more, "other day", "other days")
		}
		return "Of " + English.Number.Int(lists) + " of these lists, said to be of one day or of an hour of that day (" + of + "), it is not said which came before the other: together they count as one for each day, they were not compared with each other, and what any of them held is taken to have been there that day."
	},
	NoSize: func(files int64) string { return plural(files != 1, "sizes unknown", "size unknown") },
	SomeSizes: func(bytes string, unsized int64) string {
		return bytes + ", without those of " + English.Number.Count(unsized, "file whose size is unknown", "files whose sizes are unknown")
	},
	Least: func(bytes string) string { return "at least " + bytes },
	Unsized: func(files int64) string {
		return "No list told the " + plural(files != 1, "sizes of "+English.Number.Int(files)+" files that have gone: those sizes are counted nowhere", "size of one file that has gone: it is counted nowhere") +
			", and a dash stands for " + plural(files != 1, "them", "it") + " in the tables."
	},
	Gone: func(files, later int64, bytes string, of int64, ofBytes string) string {
		return "By these lists, " + English.Number.Count(files, "file has gone", "files have gone") + " (" + bytes + ")" + englishLater(files, later, "the first", of, ofBytes)
	},
	Nothing: "By these lists, no file has gone.",
	Undecided: func(files int64, mixed, unordered bool) string {
		why := "the lists give no digests that can be compared, or a vantage still saw what they lack"
		if mixed {
			why = "the lists do not use the same digest"
		}
		if unordered {
			why += ", or their order is not told"
		}
		return "By these lists, no file could be called gone; of " + English.Number.Count(files, "absent file", "absent files") + " nobody can tell: " + why + "."
	},
	Bounds: func(files int64, last, first string) string {
		return plural(files > 1, "The first of these files were", "It was") + " still in the list said to be of " + last + plural(files > 1, ", and were", ", and was") + " missing from the one said to be of " + first + "."
	},
	Summed: func(target string, files int64, bytes string, missing int64, where string) string {
		return "By lists that were brought, second-hand, " + English.Number.Count(files, "file has gone", "files have gone") + " from store " + target + " (" + bytes + "); " +
			plural(missing == 0, plural(files > 1, "all came back", "it came back"), English.Number.Count(missing, "was still missing", "were still missing")+" from the last") + " (" + where + ")."
	},
	Who: func(lists int64, targets int) string {
		return "No vantage asked anything: this report presents " + English.Number.Count(lists, "second-hand record", "second-hand records") + ", of " + English.Number.Count(int64(targets), "store", "stores") + ", put into the log by whoever brought them."
	},
	Rests: func(lists int64) string {
		return "This report rests on " + English.Number.Count(lists, "second-hand record, whose content and date are established", "second-hand records, whose content and date are established") + " by the word of whoever brought them alone."
	},
	Lists: func(target string) string { return "Records brought of store " + target },
	Of:    "Said to be of", Imported: "Entered on", Form: "Sort of list", Source: "SHA-256 of the file", Files: "Files in it", Local: "held locally",
	Forms: map[string]string{"md5sums": "MD5 digests", "sha256sums": "SHA-256 digests", "tsv": "table", "folder": "folder"},
	Copies: func(target string, files int64, bytes string, imported string) string {
		return "A folder that the customer holds, of " + English.Number.Count(files, "file", "files") + " (" + bytes + "), was read in full on " + imported + " and compared with the files gone from store " + target + ", by the digest of their content alone."
	},
	Locally: func(files, of int64, bytes string) string {
		return "Of " + English.Number.Count(of, "file that is gone", "files that are gone") + ", the very content of " + English.Number.Int(files) + " is in it (" + bytes + "): that content exists."
	},
	NoneLocal: "No content of the files that are gone is in it, or could be recognised there.",
	Share: func(files, bytes string) string {
		return "Of the first list, " + files + " of the files and " + bytes + " of the bytes have gone."
	},
	Returned: func(files int64) string {
		return English.Number.Count(files, "file came back to its place with another content", "files came back to their places with another content") + "."
	},
	Account: func(lists int64) string {
		return English.Number.Count(lists, "list was made under another account than the one before", "lists were made under another account than the one before") + ": what it lacks against that one is not counted as gone, and calls for review."
	},
	History: func(target string) string { return "What went from store " + target + " and came back, list by list" },
	Time:    "List complete on", Lost: "Gone", Back: "Came back", Missing: "Then missing",
	Stores: "The stores together", Store: "Store name", Before: "At first", Part: "Share gone", Unsure: "Unknown", Secondary: "second-hand",
}
