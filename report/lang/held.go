package lang

// Held is the chapter of what stores and sites held, file by file.
type Held struct {
	Chapter      string
	Intro        string
	Terms        []Term // what a list proves of a file
	Caution      string // who removed them is not said
	Unsure       Unsure
	Readings     Readings
	NoLists      string // nothing was listed
	NotAsked     string // nothing was asked but lists
	Rests        func(lists int64, logs int) string
	Heading      func(target string) string
	Listed       func(vantages []string, target string, listings, whole int, first, last string) string
	At           func(address string, own bool) string                       // own: a folder of the vantage's own machine
	NoneYet      func(vantages []string, target string, listings int) string // no whole list at all
	Joined       func(of string, more int64) string                          // which lists were made one, why, and what follows; more: times that are not named
	With         func(leaf string) string                                    // beside the outcome of such a list
	OneOnly      string
	Nothing      string
	Outside      string // nothing is gone in the period
	Undecided    string // nothing is gone, and of something nobody can tell
	Gone         func(files, later int64, bytes string, of int64, ofBytes string) string
	Back         func(back, missing int64, bytes, last string) string // last: the list in which the last of them was back
	Moved        func(moved, unknown int64) string
	Unread       func(files int64) string // gone, and of their contents nothing is known but a size
	Once         func(files int64) string // missing from the last list alone
	Emptied      func(last, first string, files int64, bytes string) string
	Bounds       func(files int64, last, first string) string
	Counted      func(target string, before, after int64, last, first string) string
	CountsUp     string
	ByKind       func(target string) string
	Kind         string
	Kinds        map[string]string // of files, in the plural
	All          string
	Before       string
	Lost         string
	Bytes        string
	Restored     string
	Missing      string
	Elsewhere    string
	Altered      string
	Unknown      string
	Examples     func(target string) string
	Path         string
	Size         string
	LastSeen     string
	FirstMissing string
	ComeBack     string // when it came back
	Still        string // it has not
	Other        string // another content came back
	Whole        func(rows int64, file string) string
	Abridged     func(most int64, file string) string // paths are cut after so many characters, and where they are whole
	Lists        func(target string) string
	Time         string
	Vantage      string
	Files        string
	Result       string
	Faults       map[string]string
	Late         string
	Absent       string                                             // made while the vantage said that it had stopped
	Who          func(vantages []string, n int, over string) string // the summary, where only inventories were made
	Also         func(n int) string                                 // or beside questions
	Summed       func(target string, files int64, bytes string, missing, lists, came int64, where string) string
	Intact       func(n int, unknown int64) string // stores; files of which nobody can tell
	Facts        string                            // of the attached list
}

var heldFrench = Held{
	Chapter:  "Fichiers disparus et revenus",
	Intro:    "Une liste énumère tous les fichiers qu’un espace de stockage ou un site donnait à voir, avec leur taille et, pour ceux dont le contenu a été lu, son empreinte.",
	Terms:    heldTermsFrench,
	Caution:  "Ce chapitre ne dit ni qui a retiré ces fichiers, ni pourquoi\u00a0: un client peut effacer les siens.",
	Unsure:   unsureFrench,
	Readings: readingsFrench,
	NoLists:  "Aucune liste de fichiers n’a été dressée.",
	NotAsked: "Aucune question n’a été posée à intervalles réguliers\u00a0: il n’y a pas de disponibilité à calculer.",
	Rests: func(lists int64, logs int) string {
		return "Ce rapport repose sur " + French.Number.Count(lists, "liste inscrite", "listes inscrites") + plural(logs > 1, " dans "+French.Number.Cardinal(logs)+" journaux signés.", " dans un journal signé.")
	},
	Heading: func(target string) string { return "Espace " + target },
	At: func(address string, own bool) string {
		return plural(own, "Cet espace est un dossier de la machine même du point d’observation\u00a0: ", "L’adresse de cet espace est\u00a0: ") + address + "."
	},
	Listed: func(vantages []string, target string, listings, whole int, first, last string) string {
		return upper(French.Points(vantages)) + " a dressé " + French.Number.Count(int64(listings), "liste", "listes") + " de l’espace " + target +
			", dont " + French.Number.Count(int64(whole), "est retenue", "sont retenues") + "\u00a0: la première a été commencée le " + first + ", la dernière a été achevée le " + last + "."
	},
	NoneYet: func(vantages []string, target string, listings int) string {
		if listings == 0 {
			return "Aucune liste de l’espace " + target + " n’a été dressée. De son contenu, rien n’est établi."
		}
		return upper(French.Points(vantages)) + " a tenté " + French.Number.Count(int64(listings), "liste", "listes") + " de l’espace " + target + "\u00a0; aucune n’est retenue. De son contenu, rien n’est établi."
	},
	Joined: func(of string, more int64) string {
		if more > 0 {
			of += "\u00a0; et " + French.Number.Count(more, "autre fois", "autres fois") + ", que dit le tableau des listes"
		}
		return "Ont été réunies en une seule les listes entières commencées aux instants que voici\u00a0: " + of + ". La suivante y a été commencée avant que la précédente fût achevée, ou si tôt après elle que les deux peuvent n’être qu’un même relevé\u00a0: l’une ne confirme donc pas l’autre, et ce que l’une d’elles contenait est tenu pour présent."
	},
	With:    func(leaf string) string { return "réunie à " + leaf },
	OneOnly: "Une seule liste est retenue\u00a0: elle dit ce qui était là, et rien ne peut lui être comparé.",
	Nothing: "D’une liste à l’autre, aucun fichier n’a disparu.", Outside: "Dans la période de ce rapport, aucun fichier n’a disparu\u00a0; le tableau qui suit compte aussi ce que les listes montrent hors d’elle.", Undecided: "D’une liste à l’autre, aucun fichier n’a pu être dit disparu.",
	Gone: func(files, later int64, bytes string, of int64, ofBytes string) string {
		return French.Number.Count(files, "fichier a disparu", "fichiers ont disparu") + " (" + bytes + ")" + frenchLater(files, later, " à la première liste", of, ofBytes)
	},
	Back: func(back, missing int64, bytes, last string) string {
		switch {
		case back == 0:
			return plural(missing > 1, "À la dernière liste, aucun n’était revenu.", "À la dernière liste, il n’était pas revenu.")
		case missing == 0:
			return plural(back > 1, "Tous sont revenus, les derniers dans la liste du ", "Il est revenu, dans la liste du ") + last + "."
		}
		return "De ce nombre, " + French.Number.Count(back, "est revenu", "sont revenus") + "\u00a0; " + French.Number.Count(missing, "manquait", "manquaient") + " encore à la dernière liste (" + bytes + ")."
	},
	Moved: func(moved, unknown int64) string {
		elsewhere, unsure := French.Number.Count(moved, "fichier dont le contenu se trouvait ailleurs", "fichiers dont le contenu se trouvait ailleurs"), French.Number.Count(unknown, "fichier dont le sort est inconnu", "fichiers dont le sort est inconnu")
		switch {
		case unknown == 0:
			return "N’est pas compté comme disparu ce qui a changé de place\u00a0: " + elsewhere + "."
		case moved == 0:
			return "N’est pas compté comme disparu ce qui n’a pas pu être su\u00a0: " + unsure + "."
		}
		return "Ne sont pas comptés comme disparus\u00a0: " + elsewhere + ", et " + unsure + "."
	},
	Unread: func(files int64) string {
		return plural(files > 1, "De "+French.Number.Int(files)+" de ces fichiers, le contenu n’avait pas été lu et aucune empreinte n’en était donnée", "D’un de ces fichiers, le contenu n’avait pas été lu et aucune empreinte n’en était donnée") +
			"\u00a0: qu’aucun autre fichier de l’espace n’ait eu ce contenu n’est établi que par la taille."
	},
	Once: func(files int64) string {
		return French.Number.Count(files, "fichier manquait", "fichiers manquaient") + " à la dernière liste seulement\u00a0; aucune autre ne l’a confirmé, et cela n’est pas compté comme disparu."
	},
	Emptied: func(last, first string, files int64, bytes string) string {
		return "Une liste a trouvé l’espace vide\u00a0: celle achevée le " + first + " ne contenait aucun fichier, alors que celle commencée le " + last + " en contenait " + French.Number.Int(files) + " (" + bytes + ")."
	},
	Bounds: func(files int64, last, first string) string {
		return plural(files > 1, "Les premiers de ces fichiers ont été vus pour la dernière fois", "Il a été vu pour la dernière fois") + " par la liste commencée le " + last + plural(files > 1, " et manquaient", " et manquait") + " à celle achevée le " + first + "."
	},
	Counted: func(target string, before, after int64, last, first string) string {
		return "Le nombre d’enregistrements de " + target + " est passé de " + French.Number.Int(before) + " (lecture du " + last + ") à " + French.Number.Int(after) + " (lecture du " + first + ")."
	},
	CountsUp: "Aucune diminution de plus de la moitié n’est retenue\u00a0: il y faudrait deux lectures de suite, sous le même compte, sans qu’un autre point d’observation en ait lu davantage pendant ce temps.",
	ByKind:   func(target string) string { return "Sort des fichiers de " + target + ", par genre" },
	Kind:     "Genre",
	Kinds: map[string]string{"photo": "photos", "video": "vidéos", "music": "musique", "document": "documents", "mail": "courriels", "page": "pages",
		"code": "code", "archive": "archives", "other": "autres", "record": "enregistrements"},
	All: "ensemble", Before: "Avant", Lost: "Disparus", Bytes: "Octets disparus", Restored: "Revenus", Missing: "Manquent", Elsewhere: "Ailleurs",
	Altered: "Modifiés", Unknown: "Inconnus",
	Examples: func(target string) string { return "Fichiers disparus de " + target }, Path: "Fichier", Size: "Taille",
	LastSeen: "Vu pour la dernière fois", FirstMissing: "Manquait", ComeBack: "Revenu", Still: "non", Other: "sous un autre contenu",
	Whole: func(rows int64, file string) string {
		return "La liste entière, de " + French.Number.Count(rows, "ligne", "lignes") + ", est jointe à ce document sous le nom " + file + "."
	},
	Abridged: func(most int64, file string) string {
		return "Un chemin de plus de " + French.Number.Int(most) + " caractères est interrompu ici par le signe «\u00a0…\u00a0»\u00a0; il figure en entier dans la liste jointe à ce document sous le nom " + file + "."
	},
	Lists: func(target string) string { return "Listes de l’espace " + target }, Time: "Commencée", Vantage: "Point d’observation", Files: "Fichiers", Result: "Résultat",
	Faults: map[string]string{
		"": "entière", "list-refused": "accès refusé", "list-absent": "emplacement introuvable", "list-broken": "interrompue", "list-timeout": "pas achevée à temps",
		"list-protocol": "réponse illisible", "list-limit": "trop longue",
	},
	Late: "non attestée à temps", Absent: "veille dite arrêtée",
	Who: func(vantages []string, n int, over string) string {
		return upper(French.Points(vantages)) + plural(len(vantages) > 1, " ont dressé", " a dressé") + " la liste des fichiers de " + French.Number.Count(int64(n), "espace", "espaces") + ", " + over + "."
	},
	Also: func(n int) string {
		return "La liste des fichiers de " + French.Number.Count(int64(n), "espace", "espaces") + " a aussi été dressée."
	},
	Summed: func(target string, files int64, bytes string, missing, lists, came int64, where string) string {
		return "De l’espace " + target + ", " + French.Number.Count(files, "fichier a disparu", "fichiers ont disparu") + " (" + bytes + ")\u00a0; " +
			plural(lists > 1, "dans les mêmes listes, ", "dans la même liste, ") + cameFrench(came) + "\u00a0; " + stillFrench(files, missing) + " (" + where + ")."
	},
	Intact: func(n int, unknown int64) string {
		if unknown > 0 {
			return plural(n > 1, "Des espaces", "De l’espace") + " dont les listes ont été comparées, aucun fichier n’a pu être dit disparu\u00a0; le sort de " + French.Number.Count(unknown, "fichier", "fichiers") + " est inconnu."
		}
		return plural(n > 1, "Des espaces dont les listes ont été comparées, aucun fichier n’a disparu.", "De l’espace dont les listes ont été comparées, aucun fichier n’a disparu.")
	},
	Facts: "Les fichiers et les pages perdus, un par ligne",
}

var heldEnglish = Held{
	Chapter:  "Files gone and restored",
	Intro:    "A list names all the files that a store or a site let be seen, with their size and, for those whose content was read, its digest.",
	Terms:    heldTermsEnglish,
	Caution:  "This chapter says neither who removed these files nor why: customers can delete their own.",
	Unsure:   unsureEnglish,
	Readings: readingsEnglish,
	NoLists:  "No list of files was made.",
	NotAsked: "No question was asked at regular intervals: there is no availability to work out.",
	Rests: func(lists int64, logs int) string {
		return "This report rests on " + English.Number.Count(lists, "list entered", "lists entered") + plural(logs > 1, " in "+English.Number.Cardinal(logs)+" signed logs.", " in one signed log.")
	},
	Heading: func(target string) string { return "Store " + target },
	At: func(address string, own bool) string {
		return plural(own, "This store is a folder of the machine of the vantage itself: ", "The address of this store is: ") + address + "."
	},
	Listed: func(vantages []string, target string, listings, whole int, first, last string) string {
		return upper(English.Points(vantages)) + " made " + English.Number.Count(int64(listings), "list", "lists") + " of store " + target +
			", of which " + English.Number.Count(int64(whole), "is retained", "are retained") + ": the first was begun on " + first + ", the last was complete on " + last + "."
	},
	NoneYet: func(vantages []string, target string, listings int) string {
		if listings == 0 {
			return "No list of store " + target + " was made. Of its content, nothing is established."
		}
		return upper(English.Points(vantages)) + " tried to make " + English.Number.Count(int64(listings), "list", "lists") + " of store " + target + "; none is retained. Of its content, nothing is established."
	},
	Joined: func(of string, more int64) string {
		if more > 0 {
			of += "; and " + English.Number.Count(more, "other time", "other times") + ", which the table of lists gives"
		}
		return "Whole lists begun at these instants were made one: " + of + ". There, the next one was begun before the one before it was complete, or so soon after that both may be one look at the store: so neither confirms the other, and what either held is taken to have been there."
	},
	With:    func(leaf string) string { return "one with " + leaf },
	OneOnly: "A single list is retained: it says what was there, and there is nothing to compare it with.",
	Nothing: "From one list to the next, no file has gone.", Outside: "In the period of this report no file has gone; the table that follows counts also what the lists show outside of it.", Undecided: "From one list to the next, no file could be called gone.",
	Gone: func(files, later int64, bytes string, of int64, ofBytes string) string {
		return English.Number.Count(files, "file has gone", "files have gone") + " (" + bytes + ")" + englishLater(files, later, "the first list", of, ofBytes)
	},
	Back: func(back, missing int64, bytes, last string) string {
		switch {
		case back == 0:
			return plural(missing > 1, "As of the last list, none had come back.", "As of the last list, it had not come back.")
		case missing == 0:
			return plural(back > 1, "All came back, the last of them in the list of ", "It came back, in the list of ") + last + "."
		}
		return "Of these, " + English.Number.Int(back) + " came back; " + English.Number.Count(missing, "was still missing", "were still missing") + " from the last list (" + bytes + ")."
	},
	Moved: func(moved, unknown int64) string {
		elsewhere, unsure := English.Number.Count(moved, "file whose content was elsewhere", "files whose content was elsewhere"), English.Number.Count(unknown, "file of which nobody can tell", "files of which nobody can tell")
		switch {
		case unknown == 0:
			return "What changed its place is not counted as gone: " + elsewhere + "."
		case moved == 0:
			return "What could not be known is not counted as gone: " + unsure + "."
		}
		return "Not counted as gone: " + elsewhere + ", and " + unsure + "."
	},
	Unread: func(files int64) string {
		return plural(files > 1, "The contents of "+English.Number.Int(files)+" of these files had not been read, and no digest of them was given", "The content of one of these files had not been read, and no digest of it was given") +
			": that no other file of the store held that content is established by size alone."
	},
	Once: func(files int64) string {
		return English.Number.Count(files, "file was", "files were") + " missing from the last list only; no other list confirms it, and this is not counted as gone."
	},
	Emptied: func(last, first string, files int64, bytes string) string {
		return "One list found the store empty: the one complete on " + first + " held no file, while the one begun on " + last + " held " + English.Number.Int(files) + " (" + bytes + ")."
	},
	Bounds: func(files int64, last, first string) string {
		return plural(files > 1, "The first of these files were", "It was") + " last seen by the list begun on " + last + plural(files > 1, ", and were", ", and was") + " missing from the one complete on " + first + "."
	},
	Counted: func(target string, before, after int64, last, first string) string {
		return "The number of records of " + target + " went from " + English.Number.Int(before) + " (read on " + last + ") to " + English.Number.Int(after) + " (read on " + first + ")."
	},
	CountsUp: "No fall by more than half is retained: it would take two readings in a row, under the same account, with no other vantage having read more meanwhile.",
	ByKind:   func(target string) string { return "What became of the files of " + target + ", by kind" },
	Kind:     "Kind of file",
	Kinds: map[string]string{"photo": "photos", "video": "videos", "music": "music", "document": "documents", "mail": "mail", "page": "pages",
		"code": "code", "archive": "archives", "other": "other", "record": "records"},
	All: "all kinds", Before: "Before", Lost: "Gone", Bytes: "Bytes gone", Restored: "Back", Missing: "Missing", Elsewhere: "Elsewhere",
	Altered: "Altered", Unknown: "Unknown",
	Examples: func(target string) string { return "Files gone from " + target }, Path: "File name", Size: "Size in bytes",
	LastSeen: "Last seen", FirstMissing: "Was missing", ComeBack: "Back on", Still: "no", Other: "with another content",
	Whole: func(rows int64, file string) string {
		return "The whole list, of " + English.Number.Count(rows, "line", "lines") + ", is attached to this document under the name " + file + "."
	},
	Abridged: func(most int64, file string) string {
		return "A path of more than " + English.Number.Int(most) + " characters is broken off here by the sign “…”; it stands whole in the list attached to this document under the name " + file + "."
	},
	Lists: func(target string) string { return "Lists made of store " + target }, Time: "Begun", Vantage: "Made by", Files: "Files in it", Result: "Outcome",
	Faults: map[string]string{
		"": "whole", "list-refused": "access was refused", "list-absent": "the place was not found", "list-broken": "broke off", "list-timeout": "not complete in time",
		"list-protocol": "the answer could not be read", "list-limit": "too long",
	},
	Late: "not attested in time", Absent: "watch said to be stopped",
	Who: func(vantages []string, n int, over string) string {
		return upper(English.Points(vantages)) + " listed the files of " + English.Number.Count(int64(n), "store", "stores") + ", " + over + "."
	},
	Also: func(n int) string {
		return "The files of " + English.Number.Count(int64(n), "store were listed as well", "stores were listed as well") + "."
	},
	Summed: func(target string, files int64, bytes string, missing, lists, came int64, where string) string {
		return "From store " + target + ", " + English.Number.Count(files, "file has gone", "files have gone") + " (" + bytes + "); " +
			plural(lists > 1, "in the same lists, ", "in the same list, ") + cameEnglish(came) + "; " + stillEnglish(files, missing) + " (" + where + ")."
	},
	Intact: func(n int, unknown int64) string {
		if unknown > 0 {
			return "From the " + plural(n > 1, "stores", "store") + " whose lists were compared, no file could be said to have gone; what became of " + English.Number.Count(unknown, "file", "files") + " is unknown."
		}
		return "From the " + plural(n > 1, "stores", "store") + " whose lists were compared, no file has gone."
	},
	Facts: "The files and pages that are lost, one a line",
}
