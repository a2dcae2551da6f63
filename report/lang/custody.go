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
	Objects  map[string]string
	Notes    string
	NoNotes  string
	NoteTime string
	Note     string
	Built    func(version, binary string) string
	Unbuilt  func(version string) string
	Apart    string // the declarations are another document
	Attached string
	Period   func(what, from, to string) string // either end may be ""
	Made     Made
	Same     string // the number of the report is that of an attached file
	Attach   func(name, description, size string) string
}

var custodyFrench = Custody{
	Intro: "Le journal consigne lui-même ce qui est fait des preuves\u00a0: la création, la fermeture et le remplacement des clés et des certificats, chaque remise d’un fichier de preuve, et ce que l’exploitant déclare avoir fait. La remise d’un fichier est inscrite juste avant qu’il ne soit mis à sa place\u00a0: elle ne figure donc que dans les fichiers remis ensuite.",
	None:  "Les fichiers de preuve de ce rapport ne contiennent aucune inscription de cette sorte.",
	Table: "Registre de conservation", Time: "Heure", Role: "Par", Act: "Acte", What: "Objet", Digest: "Empreinte",
	Roles: map[string]string{"operator": "exploitant", "counsel": "avocat", "daemon": "programme", "witness": "témoin"},
	Acts: map[string]string{"key-created": "création d’une clé", "bundle-exported": "remise d’un fichier de preuve", "key-succeeded": "remplacement d’une clé", "key-closed": "fermeture du journal d’une clé", "store-created": "ouverture du journal", "certificate-created": "création d’un certificat de signature", "certificate-imported": "dépôt d’un certificat de signature",
		"witness-conflict": "tête qu’un témoin n’a pas pu faire suivre à celle qu’il connaît", "checkpoint-refused": "refus de cosigner la tête d’un autre journal"},
	Objects: map[string]string{"all targets": "toutes les cibles", "some targets": "une partie des cibles", "rotation": "remplacement", "theft": "vol", "loss": "perte",
		"fork": "deux arbres de même taille", "closed": "arbre plus grand qu’à la clôture du journal", "behind": "arbre plus petit que celui déjà cosigné", "unproven": "arbre qui ne prolonge pas celui déjà cosigné"},
	Notes:   "L’exploitant a inscrit les notes suivantes. L’heure est celle de l’inscription. Le programme ne sait rien de leur exactitude.",
	NoNotes: "Les fichiers de preuve de ce rapport ne contiennent aucune note de l’exploitant.", NoteTime: "Inscrite le", Note: "Texte",
	Built: func(version, binary string) string {
		return "Ce rapport a été produit par constat " + version + ", programme dont l’empreinte SHA-256 est " + binary + "."
	},
	Unbuilt: func(version string) string {
		return "Ce rapport a été produit par constat " + version + "\u00a0; l’empreinte du programme n’est pas connue."
	},
	Apart: "Les déclarations à signer par des personnes (FRE 902(11), (13) et (14), Québec, France) ne font pas partie de ce rapport. La commande constat report --declarations les écrit dans un document distinct, fait après celui-ci, qui le désigne par son empreinte SHA-256.",
	Period: func(what, from, to string) string {
		if from != "" {
			what += ", à partir de " + from
		}
		if to != "" {
			what += ", jusqu’à " + to
		}
		return what
	},
	Made:     madeFrench,
	Attached: "Les fichiers suivants sont joints à ce document PDF.",
	Same:     "L’empreinte SHA-256 de dossier.json commence par le numéro de ce rapport.",
	Attach:   func(name, description, size string) string { return name + ", " + size + ". " + description + "." },
}

var custodyEnglish = Custody{
	Intro: "The log itself records what is done with the evidence: that keys and certificates are made, closed and replaced, each handing out of an evidence file, and what the operator declares to have done. Handing out a file is entered just before it is put in its place: the entry therefore shows only in files handed out later.",
	None:  "The evidence files of this report hold no entry of this kind.",
	Table: "Ledger of custody", Time: "Entered", Role: "By", Act: "Deed", What: "Object", Digest: "Digest",
	Roles: map[string]string{"operator": "operator", "counsel": "counsel", "daemon": "program", "witness": "witness"},
	Acts: map[string]string{"key-created": "key created", "bundle-exported": "evidence file handed out", "key-succeeded": "key replaced", "key-closed": "log of a key closed", "store-created": "log opened", "certificate-created": "signing certificate made", "certificate-imported": "signing certificate brought in",
		"witness-conflict": "head that a witness could not have follow the one it knows", "checkpoint-refused": "cosignature of another log’s head refused"},
	Objects: map[string]string{"all targets": "every target", "some targets": "some of the targets", "rotation": "rotation", "theft": "theft", "loss": "loss",
		"fork": "two trees of one size", "closed": "a tree larger than when the log was closed", "behind": "a tree smaller than the one cosigned", "unproven": "a tree not shown to grow from the one cosigned"},
	Notes:   "The operator entered the following notes. The time is that of the entry. The program knows nothing of their accuracy.",
	NoNotes: "The evidence files of this report hold no note by the operator.", NoteTime: "Entered on", Note: "Words",
	Built: func(version, binary string) string {
		return "This report was made by constat " + version + ", a program whose SHA-256 digest is " + binary + "."
	},
	Unbuilt: func(version string) string {
		return "This report was made by constat " + version + "; the digest of the program is not known."
	},
	Apart: "Declarations to be signed by persons (FRE 902(11), (13) and (14), Quebec, France) are no part of this report. The command constat report --declarations writes them into a separate document, made after this one, which designates it by its SHA-256 digest.",
	Period: func(what, from, to string) string {
		if from != "" {
			what += ", from " + from
		}
		if to != "" {
			what += ", up to " + to
		}
		return what
	},
	Made:     madeEnglish,
	Attached: "The following files are attached to this PDF document.",
	Same:     "The SHA-256 digest of dossier.json begins with the number of this report.",
	Attach:   func(name, description, size string) string { return name + " – " + size + ". " + description + "." },
}
