package lang

// Restore is the page of what is given back of a lost site.
type Restore struct {
	Title   func(site string) string
	Intro   string
	Folders string
	Scripts string

	ChosenTitle string
	Chosen      func(target, vantage string) string // before what follows
	Nothing     string
	Before      func(taken, stood, lost, state string) string
	Newest      func(taken, stood string) string
	Asked       func(taken, at string) string
	Unjudged    func(taken string) string
	// Of a site that was followed from page to page.
	ListedBefore func(listed, lost string, files, gone int64) string
	ListedNewest func(listed string, files int64) string
	ListedAsked  func(listed, at string, files int64) string

	PagesTitle string
	PartsTitle string
	NoRows     string
	Address    string
	Taken      string
	Until      string
	Bytes      string
	Digest     string
	Undone     string // before the digest of what is left when a coding is undone
	Original   string
	Colon      string
	Great      string // left in its coding for what would come of it
	Led        func(asked string) string
	Leaf       func(log string, leaf int64) string
	Cut        string
	Older      string
	Coded      string

	MissingTitle string
	NoneMissing  string
	LinkedIntro  string
	Named        string
	Why          string
	Lacks        map[string]string
	Answered     func(status int64) string
	More         func(n int64) string
	Beyond       string
}

var restoreFrench = Restore{
	Title:   func(site string) string { return "Ce qui a été conservé du site " + site },
	Intro:   "Ce dossier rend ce que le journal de preuve conservait de ce site\u00a0: chaque contenu a été reçu du serveur à l’instant indiqué, et son empreinte SHA-256 figure au journal. Rien n’a été reconstitué ni complété.",
	Folders: "Le dossier «\u00a0pages\u00a0» contient les pages dont les liens mènent aux fichiers d’ici\u00a0; le dossier «\u00a0original\u00a0», les contenus tels qu’ils ont été reçus, à remettre en ligne\u00a0; «\u00a0captures.warc.gz\u00a0», les mêmes avec les demandes et les réponses, tels qu’ils ont été scellés\u00a0; «\u00a0SHA256SUMS\u00a0», les empreintes de tous ces fichiers, à vérifier par la commande sha256sum -c SHA256SUMS.",
	Scripts: "Les pages sont montrées sans leurs scripts et ne demandent rien à aucun serveur\u00a0: ce qui s’y trouve aujourd’hui n’est peut-être plus au client. Une image absente d’ici n’est donc pas montrée, ni une page placée dans le cadre d’une autre. Ce qu’un navigateur pourrait prendre pour une page est montré comme du texte. Dans le dossier «\u00a0original\u00a0», en revanche, les scripts se trouvent tels qu’ils ont été reçus\u00a0: un navigateur qui ouvre ces fichiers les exécute, et aucun lien d’ici n’y mène.",

	ChosenTitle: "État retenu",
	Chosen: func(target, vantage string) string {
		return "«\u00a0" + target + "\u00a0», vu de " + vantage + "\u00a0: "
	},
	Nothing: "aucun contenu n’a été conservé.",
	Before: func(taken, stood, lost, state string) string {
		return "le dernier contenu propre à la page, reçu le " + taken + " et encore en place le " + stood + ". Depuis le " + lost + ", l’état constaté est\u00a0: " + state + ", sous les réserves du rapport."
	},
	Newest: func(taken, stood string) string {
		return "le contenu le plus récent, reçu le " + taken + " et encore en place le " + stood + ". Aucune perte en cours n’a été constatée."
	},
	Asked: func(taken, at string) string {
		return "le dernier contenu reçu jusqu’à l’instant demandé, le " + at + "\u00a0: il l’a été le " + taken + "."
	},
	Unjudged: func(taken string) string {
		return "le contenu le plus récent, reçu le " + taken + ". Rien n’établit que ce contenu était bien celui du client."
	},

	ListedBefore: func(listed, lost string, files, gone int64) string {
		n := French.Number
		return "la liste achevée le " + listed + ", qui comptait " + n.Count(files, "fichier", "fichiers") + ". C’est la dernière avant celle du " + lost + ", où il en manquait le plus à la fois\u00a0; " + n.Int(gone) + " manquaient encore à la liste la plus récente."
	},
	ListedNewest: func(listed string, files int64) string {
		return "la liste la plus récente, achevée le " + listed + ", qui comptait " + French.Number.Count(files, "fichier", "fichiers") + ". Il n’en manque pas un dixième par rapport aux précédentes."
	},
	ListedAsked: func(listed, at string, files int64) string {
		return "la dernière liste achevée avant l’instant demandé, le " + at + "\u00a0: elle l’a été le " + listed + " et comptait " + French.Number.Count(files, "fichier", "fichiers") + "."
	},

	PagesTitle: "Pages rendues",
	PartsTitle: "Autres fichiers rendus",
	NoRows:     "Aucun.",
	Address:    "Adresse",
	Taken:      "Reçu le",
	Until:      "encore en place le",
	Bytes:      "Octets",
	Digest:     "Empreinte SHA-256 et entrée du journal",
	Undone:     "Empreinte du fichier, une fois le codage du transport défait\u00a0:",
	Original:   "tel que reçu",
	Colon:      "\u00a0:",
	Great:      "Rendu dans le codage dans lequel il a été reçu\u00a0: ce qui en sortirait dépasse la taille admise.",
	Led: func(asked string) string {
		return "D’un autre hôte que celui de la page surveillée\u00a0: la demande faite à " + asked + " y a été renvoyée."
	},
	Leaf:  func(log string, leaf int64) string { return "journal " + log + ", entrée " + French.Number.Int(leaf) },
	Cut:   "Seul le début a été conservé.",
	Older: "D’un autre état que celui retenu\u00a0: le dernier qui a été conservé.",
	Coded: "Rendu dans le codage dans lequel il a été reçu, que ce programme ne défait pas.",

	MissingTitle: "Ce qui n’a pas pu être rendu",
	NoneMissing:  "Rien de ce que nomment les pages rendues ne manque ici.",
	LinkedIntro:  "Pages du même site vers lesquelles mènent les pages rendues, et qui ne sont pas ici\u00a0:",
	Named:        "Nommé par",
	Why:          "Raison",
	Lacks: map[string]string{
		"not-kept": "n’a pas été conservé",
		"linked":   "n’a pas été conservée",
		"unstored": "figurait à la liste, mais son contenu n’a pas été conservé",
	},
	Answered: func(status int64) string {
		return "le serveur ne l’a pas donné\u00a0: il a répondu par le code " + French.Number.Int(status)
	},
	More:   func(n int64) string { return "Le fichier missing.tsv en nomme " + French.Number.Int(n) + " de plus." },
	Beyond: "Ce que les pages rendues ne nomment pas, et ce que le serveur ne montrait à personne (bases de données, courriels, fichiers non publiés), ne peut pas figurer ici.",
}

var restoreEnglish = Restore{
	Title:   func(site string) string { return "What was kept of the site " + site },
	Intro:   "This folder gives back what the evidence log held of this site: each content was received from the server at the instant shown, and its SHA-256 digest stands in the log. Nothing was made up or filled in.",
	Folders: "The folder “pages” has the pages, whose links lead to the files in here; the folder “original” has the contents as they were received, to be put online again; “captures.warc.gz” has the same with what was asked and answered, as they were sealed; “SHA256SUMS” has the digests of all these files, to be checked with the command sha256sum -c SHA256SUMS.",
	Scripts: "The pages are shown without their scripts and ask no server for anything: what stands there today may no longer be the customer’s. So a picture that is not in here is not shown, nor a page in a frame of another. What a browser could take for a page is shown as text. In the folder “original”, however, the scripts are as they were received: a browser that opens those files runs them, and no link in here leads to them.",

	ChosenTitle: "The state that was chosen",
	Chosen:      func(target, vantage string) string { return "“" + target + "”, seen from " + vantage + ": " },
	Nothing:     "no content was kept.",
	Before: func(taken, stood, lost, state string) string {
		return "the last content that was the page’s own, received on " + taken + " and still there on " + stood + ". The state observed since " + lost + " is: " + state + ", with the reservations of the report."
	},
	Newest: func(taken, stood string) string {
		return "the newest content, received on " + taken + " and still there on " + stood + ". No loss that has not ended was observed."
	},
	Asked: func(taken, at string) string {
		return "the last content received up to the instant asked for, " + at + ": it was received on " + taken + "."
	},
	Unjudged: func(taken string) string {
		return "the newest content, received on " + taken + ". Nothing establishes that this content was the customer’s own."
	},

	ListedBefore: func(listed, lost string, files, gone int64) string {
		n := English.Number
		return "the list completed on " + listed + ", which had " + n.Count(files, "file", "files") + ". It is the last before that of " + lost + ", in which the most were missing at once; " + n.Int(gone) + " were still missing from the newest list."
	},
	ListedNewest: func(listed string, files int64) string {
		return "the newest list, completed on " + listed + ", which had " + English.Number.Count(files, "file", "files") + ". Less than a tenth is missing against those before."
	},
	ListedAsked: func(listed, at string, files int64) string {
		return "the last list completed before the instant asked for, " + at + ": it was completed on " + listed + " and had " + English.Number.Count(files, "file", "files") + "."
	},

	PagesTitle: "Pages given back",
	PartsTitle: "Other files given back",
	NoRows:     "None.",
	Address:    "Address",
	Taken:      "Received on",
	Until:      "still there on",
	Bytes:      "Bytes",
	Digest:     "SHA-256 digest and log entry",
	Undone:     "Digest of the file, the coding of the transport undone:",
	Original:   "as received",
	Colon:      ":",
	Great:      "Given in the coding in which it was received: what would come of it is more than the size allowed.",
	Led: func(asked string) string {
		return "From another host than that of the page that was watched: the request made to " + asked + " was redirected there."
	},
	Leaf:  func(log string, leaf int64) string { return "log " + log + ", entry " + English.Number.Int(leaf) },
	Cut:   "Only the beginning was kept.",
	Older: "Of another state than the one that was chosen: the last that was kept.",
	Coded: "Given in the coding in which it was received, which this program does not undo.",

	MissingTitle: "What could not be given back",
	NoneMissing:  "Nothing that the pages given back name is missing here.",
	LinkedIntro:  "Pages of the same site to which the pages given back lead, and which are not in here:",
	Named:        "Named by",
	Why:          "Reason",
	Lacks: map[string]string{
		"not-kept": "was not kept",
		"linked":   "was not kept, a page of this site",
		"unstored": "was in the list, and its content was not kept",
	},
	Answered: func(status int64) string {
		return "the server did not give it: it answered with status " + English.Number.Int(status)
	},
	More:   func(n int64) string { return "The file missing.tsv names " + English.Number.Int(n) + " more." },
	Beyond: "What the pages given back do not name, and what the server showed to nobody (databases, mail, files that were not published), cannot be in here.",
}
