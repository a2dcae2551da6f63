package lang

// Custody is the chapter on what was done with the evidence, and on what the
// operator wrote down.
type Custody struct {
	Intro    string
	None     string
	Table    string
	Time     string
	Role     string
	Act      string
	What     string
	Digest   string
	Roles    map[string]string
	Acts     map[string]string
	Notes    string
	NoNotes  string
	NoteTime string
	Note     string
	Built    func(version, binary string) string
	Unbuilt  func(version string) string
	Attached string
	Attach   func(name, description, size string) string
}

var custodyFrench = Custody{
	Intro: "Chaque clé créée et chaque fichier de preuve remis sont inscrits dans le journal du point d’observation.",
	None:  "Les journaux divulgués ne contiennent aucun acte de conservation.",
	Table: "Registre de conservation", Time: "Heure", Role: "Par", Act: "Acte", What: "Objet", Digest: "Empreinte",
	Roles:   map[string]string{"operator": "exploitant", "daemon": "programme"},
	Acts:    map[string]string{"key-created": "clé créée", "bundle-exported": "fichier de preuve remis", "key-succeeded": "clé remplacée", "store-created": "journal ouvert"},
	Notes:   "L’exploitant a inscrit les notes suivantes. L’heure est celle de l’inscription. Le programme ne sait rien de leur exactitude.",
	NoNotes: "L’exploitant n’a inscrit aucune note.", NoteTime: "Inscrite le", Note: "Texte",
	Built: func(version, binary string) string {
		return "Ce rapport a été produit par constat " + version + ", programme dont l’empreinte SHA-256 est " + binary + "."
	},
	Unbuilt: func(version string) string {
		return "Ce rapport a été produit par constat " + version + "\u00a0; l’empreinte du programme n’est pas connue."
	},
	Attached: "Les faits bruts sont joints à ce document PDF\u00a0:",
	Attach:   func(name, description, size string) string { return name + " (" + description + ", " + size + ")" },
}

var custodyEnglish = Custody{
	Intro: "Each key created and each evidence file handed out is entered in the log of the vantage.",
	None:  "The logs disclosed hold no act of custody.",
	Table: "Ledger of custody", Time: "Entered", Role: "By", Act: "Deed", What: "Object", Digest: "Digest",
	Roles:   map[string]string{"operator": "operator", "daemon": "program"},
	Acts:    map[string]string{"key-created": "key created", "bundle-exported": "evidence file handed out", "key-succeeded": "key replaced", "store-created": "log opened"},
	Notes:   "The operator entered the following notes. The time is that of the entry. The program knows nothing of their accuracy.",
	NoNotes: "The operator entered no note.", NoteTime: "Entered on", Note: "Words",
	Built: func(version, binary string) string {
		return "This report was made by constat " + version + ", a program whose SHA-256 digest is " + binary + "."
	},
	Unbuilt: func(version string) string {
		return "This report was made by constat " + version + "; the digest of the program is not known."
	},
	Attached: "The raw facts are attached to this PDF document:",
	Attach:   func(name, description, size string) string { return name + ": " + description + ", " + size },
}
