package lang

// Annex is what stands at the end: the raw, in full.
type Annex struct {
	Digests     string
	Files       string
	Contents    string
	Keys        string
	Keep        func(log string) string
	Key         string
	Checkpoint  string
	Log         string
	File        string
	Leaves      string
	Sealed      string
	Root        string
	Questions   string
	Ask         func(target string) string
	ID          string
	Site        string
	Provider    string
	Method      string
	Address     string
	Header      string
	SecretKept  string // of an authorization
	Follow      string // redirects
	Version     string // of HTTP
	Offered     string // HTTP/2
	Sent        string // behind the head
	Pinned      string // the address asked whatever the name leads to
	Interval    string
	Timeout     string
	Limit       string
	Conditions  string
	NoCondition string
	NoDemand    string // the same, of what is not asked by HTTP
	Details     string
	Exact       string
	Names       string
	NamesIntro  func(mark string) string
	Shown       string
	Written     string
	Content     string
	All         string                     // vantages
	Described   func(target string) string // names and providers in the period
	From        string
	Stamps      func(log string) string
	Authority   string
	Signer      string
	Stamped     string
	Accuracy    string
	Qualified   string
	Itself      string // the token's own word
	No          string
	Policy      string

	Witnesses func(log string) string
	Witness   string
	First     string // cosigned
	Newest    string // cosigned
	Covered   string // leaves cosigned then
	WitnessID string // verifier key
	OwnWord   string
	ListedBy  string            // vantages that listed a store, or in whose logs others' lists are
	Manner    string            // how it was listed
	Manners   map[string]string // by scheme of its address
	Counted   string            // after that, where records are counted instead
	Asked     string            // a page, for a number
	Entered   string            // in whose logs they are
	Brought   func(forms string) string
}

var annexFrench = Annex{
	Digests: "Empreintes entières", Files: "Fichiers de preuve", Contents: "Contenus comparés", Keys: "Clés et têtes signées",
	Keep: func(log string) string { return "Journal " + log }, Key: "Clé de vérification", Checkpoint: "Dernière tête signée, telle quelle",
	Log: "Journal", File: "Fichier", Leaves: "Feuilles",
	Sealed: "Signée le, selon le point d’observation", Root: "Racine",
	Questions: "Questions telles que posées", Ask: func(target string) string { return "Cible " + target },
	ID: "Empreinte de la question", Site: "Site", Provider: "Fournisseur", Method: "Méthode HTTP", Address: "Adresse", Header: "En-tête envoyé",
	Follow: "Redirections suivies au plus", Version: "Version de HTTP", Offered: "HTTP/2 offert à côté de HTTP/1.1", Sent: "Corps envoyé", Pinned: "Adresse IP interrogée sous ce nom",
	SecretKept: "envoyée avec chaque demande\u00a0; le secret n’a pas été consigné",
	Interval:   "Intervalle", Timeout: "Délai", Limit: "Octets lus au plus", Conditions: "Conditions",
	NoCondition: "aucune\u00a0: un code HTTP inférieur à 400 est une bonne réponse",
	NoDemand:    "aucune\u00a0: une réponse qui n’est pas un refus est une bonne réponse",
	Details:     "Détail des vérifications", Exact: "Fractions exactes et tableaux entiers",
	Names: "Noms tels qu’écrits",
	NamesIntro: func(mark string) string {
		return "Ces textes contiennent des caractères que les polices de ce document n’ont pas. Chacun est remplacé par " + mark + " dans le corps\u00a0; voici leur écriture exacte (Unicode)."
	},
	Shown: "Dans ce document", Written: "Tel qu’écrit", Content: "Contenu", All: "Tous",
	Described: func(target string) string { return "Désignations successives de " + target + " dans la période" }, From: "À partir de",
	Stamps: func(log string) string {
		return "Horodatages du journal " + log + " par des autorités que la politique désigne"
	},
	Authority: "Autorité", Signer: "Nom au certificat", Stamped: "Heure", Accuracy: "Exactitude",
	Qualified: "Qualifié", Itself: "oui, selon lui-même", No: "non", Policy: "Politique (OID)",
	Witnesses: func(log string) string {
		return "Cosignatures du journal " + log + " par des témoins que la politique désigne"
	},
	Witness: "Témoin", First: "Première cosignature", Newest: "Dernière cosignature", Covered: "Feuilles alors", WitnessID: "Clé du témoin",
	ListedBy: "Liste dressée par", Manner: "Manière de la dresser", Asked: "page demandée par HTTP", Entered: "Inscrites au journal de",
	Manners: map[string]string{"file": "dossier lu sur la machine même du point d’observation", "webdav": "WebDAV (PROPFIND), sans chiffrement", "webdavs": "WebDAV (PROPFIND), chiffré (TLS)", "sftp": "SFTP, par SSH", "ftp": "FTP, sans chiffrement", "ftps": "FTP, chiffré (TLS)",
		"s3": "S3 (liste des objets), chiffré (TLS)", "s3+http": "S3 (liste des objets), sans chiffrement", "http": "site parcouru de lien en lien par HTTP, sans chiffrement", "https": "site parcouru de lien en lien par HTTP, chiffré (TLS)",
		"postgres": "requête à une base de données (PostgreSQL)", "mysql": "requête à une base de données (MySQL)"},
	Counted: " ; en a été retenu un nombre d’enregistrements",
	Brought: func(forms string) string {
		return "de seconde main : listes que d’autres ont établies (" + forms + "), inscrites telles qu’elles ont été apportées"
	},
	OwnWord: "Les heures de cosignature sont celles des témoins eux-mêmes\u00a0; aucune autorité de temps ne les atteste.",
}

var annexEnglish = Annex{
	Digests: "Whole digests", Files: "Evidence files", Contents: "Contents compared", Keys: "Keys and signed heads",
	Keep: func(log string) string { return "Log " + log }, Key: "Verification key", Checkpoint: "Last signed head, verbatim",
	Log: "Log", File: "File", Leaves: "Leaves",
	Sealed: "Signed on, according to the vantage", Root: "Root hash",
	Questions: "Questions as asked", Ask: func(target string) string { return "Target " + target },
	ID: "Digest of the question", Site: "Site name", Provider: "Provider", Method: "HTTP method", Address: "Address", Header: "Header sent",
	Follow: "Redirects followed at most", Version: "Version of HTTP", Offered: "HTTP/2 offered beside HTTP/1.1", Sent: "Body sent", Pinned: "IP address asked under this name",
	SecretKept: "sent with each request; the secret was not recorded",
	Interval:   "Interval", Timeout: "Time limit", Limit: "Bytes read at most", Conditions: "Conditions set",
	NoCondition: "none: an HTTP status below 400 is a good answer",
	NoDemand:    "none: an answer that is no refusal is a good answer",
	Details:     "Verification in detail", Exact: "Exact fractions and whole tables",
	Names: "Names as written",
	NamesIntro: func(mark string) string {
		return "These texts hold characters that the fonts of this document lack. Each is replaced by " + mark + " in the body; here is their exact spelling (Unicode)."
	},
	Shown: "In this document", Written: "As written", Content: "Which content", All: "All of them",
	Described: func(target string) string { return "How " + target + " was described in the period" }, From: "As of",
	Stamps:    func(log string) string { return "Time stamps of log " + log + ", by authorities that the policy names" },
	Authority: "By", Signer: "Certificate name", Stamped: "Time stamped", Accuracy: "Accuracy",
	Qualified: "Qualified?", Itself: "yes, by its own word", No: "no", Policy: "Policy OID",
	Witnesses: func(log string) string { return "Cosignatures of log " + log + ", by witnesses that the policy names" },
	Witness:   "Cosigned by", First: "First cosignature", Newest: "Last cosignature", Covered: "Leaves then", WitnessID: "Key of the witness",
	ListedBy: "Listed by", Manner: "Way of listing", Asked: "a page asked for over HTTP", Entered: "Entered in the log of",
	Manners: map[string]string{"file": "a folder read on the vantage’s own machine", "webdav": "WebDAV (PROPFIND), not encrypted", "webdavs": "WebDAV (PROPFIND), encrypted (TLS)", "sftp": "SFTP, over SSH", "ftp": "FTP, not encrypted", "ftps": "FTP, encrypted (TLS)",
		"s3": "S3 (list of objects), encrypted (TLS)", "s3+http": "S3 (list of objects), not encrypted", "http": "a site followed from link to link over HTTP, not encrypted", "https": "a site followed from link to link over HTTP, encrypted (TLS)",
		"postgres": "a query to a database (PostgreSQL)", "mysql": "a query to a database (MySQL)"},
	Counted: "; a number of records was kept of it",
	Brought: func(forms string) string {
		return "second-hand: lists that others made (" + forms + "), entered as they were brought"
	},
	OwnWord: "The times of cosignatures are those of the witnesses themselves; no time authority attests them.",
}
