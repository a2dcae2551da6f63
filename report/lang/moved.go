package lang

// Moved is what is said of files that went from one store and stood in another.
type Moved struct {
	Rule    func(bytes int64) string // where several stores were listed; bytes: of a content that tells of itself
	To      func(files int64, bytes, target string, second bool, since string) string
	Who     string
	Between func(files, of int64) string // in neither for a time
	Kept    func(files, of int64, bytes string) string
	Unseen  func(targets []string) string // no list was begun there since
	Copy    func(target string) string    // beside the name of a file that is gone
	Title   func(target string) string
	Where   string
	Path    string
	Since   string
	Rest    func(shown, listed int64, file string) string
	Summed  func(target string, files int64, where string) string
}

var movedFrench = Moved{
	Rule: func(bytes int64) string {
		return "Plusieurs espaces ont été suivis. Un fichier qui n’est plus dans l’un d’eux est dit déplacé, et non disparu, si son contenu exact figure dans une liste d’un autre, commencée après la dernière qui le contenait ici, sans figurer dans la précédente liste de cet autre espace. Une copie que l’autre espace détenait déjà n’en fait pas un fichier déplacé\u00a0: elle est signalée. Si le contenu compte moins de " +
			French.Number.Count(bytes, "octet", "octets") + ", ou si l’autre espace montre un fichier nouveau qui peut être celui-ci et dont le contenu n’a pas pu être comparé, le sort du fichier est inconnu."
	},
	To: func(files int64, bytes, target string, second bool, since string) string {
		return French.Number.Count(files, "fichier a été retrouvé", "fichiers ont été retrouvés") + " (" + bytes + "), avec le même contenu, dans l’espace " + target + plural(second, ", d’après une liste apportée et dite du ", ", au plus tôt par la liste commencée le ") + since +
			plural(files > 1, "\u00a0: ils sont dits déplacés et ne sont pas comptés comme disparus.", "\u00a0: il est dit déplacé et n’est pas compté comme disparu.")
	},
	Who: "Les listes ne disent ni qui a placé ces contenus dans l’autre espace, ni à partir de quelle copie.",
	Between: func(files, of int64) string {
		whose := "Pour " + French.Number.Int(files) + " d’entre eux"
		switch {
		case of == 1:
			whose = "Quant à ce fichier"
		case files == 1:
			whose = "Pour l’un d’eux"
		}
		return whose + ", une liste de l’autre espace, commencée alors que le contenu manquait déjà ici, ne le contenait pas encore\u00a0: pendant un temps, il n’était dans aucune liste de ces deux espaces."
	},
	Kept: func(files, of int64, bytes string) string {
		return "Sur " + French.Number.Count(of, "fichier disparu", "fichiers disparus") + ", le contenu exact de " + French.Number.Int(files) + " (" + bytes + ") se trouvait encore dans un autre espace suivi, qui en détenait une copie avant la disparition\u00a0: ce contenu existe."
	},
	Unseen: func(targets []string) string {
		return plural(len(targets) > 1, "Des espaces ", "De l’espace ") + French.List(targets) + ", aucune liste retenue n’a été commencée après la dernière de ces disparitions\u00a0: que ces contenus y aient été placés n’est ni établi, ni exclu."
	},
	Copy:  func(target string) string { return "copie dans " + target },
	Title: func(target string) string { return "Fichiers de " + target + " retrouvés dans un autre espace" },
	Where: "Autre espace", Path: "Nom dans cet espace", Since: "Dans la liste du",
	Rest: func(shown, listed int64, file string) string {
		return "Ce tableau montre les " + French.Number.Int(shown) + " premiers\u00a0; le fichier " + file + ", joint à ce document, en donne " + French.Number.Int(listed) + "."
	},
	Summed: func(target string, files int64, where string) string {
		return French.Number.Count(files, "fichier qui n’était plus dans l’espace ", "fichiers qui n’étaient plus dans l’espace ") + target + plural(files > 1, " se trouvaient, avec le même contenu, dans un autre espace, et ne sont pas comptés comme disparus (", " se trouvait, avec le même contenu, dans un autre espace, et n’est pas compté comme disparu (") + where + ")."
	},
}

var movedEnglish = Moved{
	Rule: func(bytes int64) string {
		return "Several stores were followed. A file that is no longer in one of them is called moved, and not gone, if its very content is in a list of another one, begun after the last list that had it here, and was not in the list of that other store before. A copy that the other store held already does not make it a moved file: the copy is told. Where the content has fewer than " +
			English.Number.Count(bytes, "byte", "bytes") + ", or the other store shows a new file that may be this one and whose content could not be compared, what became of the file is unknown."
	},
	To: func(files int64, bytes, target string, second bool, since string) string {
		return English.Number.Count(files, "file was found", "files were found") + " (" + bytes + "), with the same content, in store " + target + plural(second, ", by a list that was brought and is said to be of ", ", at the earliest by the list begun on ") + since +
			plural(files > 1, ": they are called moved and are not counted as gone.", ": it is called moved and is not counted as gone.")
	},
	Who: "The lists say neither who put these contents into the other store nor out of which copy.",
	Between: func(files, of int64) string {
		whose := "Of these, " + English.Number.Int(files) + " were in no list of the two stores for a time"
		switch {
		case of == 1:
			whose = "This file was in no list of the two stores for a time"
		case files == 1:
			whose = "One of these was in no list of the two stores for a time"
		}
		return whose + ": a list of the other store, begun when the content was missing here already, did not have it yet."
	},
	Kept: func(files, of int64, bytes string) string {
		return "Of " + English.Number.Count(of, "file that is gone", "files that are gone") + ", the very content of " + English.Number.Int(files) + " (" + bytes + ") was still in another store that was followed, which had held a copy before the file went: that content exists."
	},
	Unseen: func(targets []string) string {
		return plural(len(targets) > 1, "Of the stores ", "Of store ") + English.List(targets) + ", no list that is retained was begun after the last of these files went: that their contents were put there is neither established nor ruled out."
	},
	Copy:  func(target string) string { return "copy in " + target },
	Title: func(target string) string { return "Files of " + target + " found in another store" },
	Where: "Other store", Path: "Name in that store", Since: "In the list of",
	Rest: func(shown, listed int64, file string) string {
		return "This table shows the first " + English.Number.Int(shown) + "; the file " + file + ", attached to this document, lists " + English.Number.Int(listed) + "."
	},
	Summed: func(target string, files int64, where string) string {
		return English.Number.Count(files, "file that was no longer in store ", "files that were no longer in store ") + target + plural(files > 1, " were in another store, with the same content, and are not counted as gone (", " was in another store, with the same content, and is not counted as gone (") + where + ")."
	},
}
