package lang

// Made tells the changes of form on the way to the report.
type Made struct {
	Intro      string
	Table      string
	Output     string
	Tool       string
	Inputs     string
	Parameters string
	Digest     string
	Report     string // this document
	Own        string // in place of its own digest
	Own2       string // why
	Of         func(output, log string) string
	Names      map[string]string // of parameters
}

var madeFrench = Made{
	Intro: "Chaque changement de forme entre les journaux et ce document est inscrit ci-dessous\u00a0: ce qui est entré, par son empreinte, le programme qui l’a fait, et ce qui en est sorti. Ce rapport a pu être produit loin du point d’observation\u00a0: il porte donc lui-même cette inscription.",
	Table: "Changements de forme", Output: "Produit", Tool: "Programme", Inputs: "À partir de", Parameters: "Avec", Digest: "Empreinte",
	Report: "ce document", Own: "voir ci-dessous",
	Own2:  "Un document ne peut contenir sa propre empreinte. Celle de ce PDF se calcule sur le fichier\u00a0; refait à partir des mêmes fichiers de preuve, avec les mêmes choix et par le même programme, il est identique à l’octet près, signature à part.",
	Of:    func(output, log string) string { return output + " de " + log },
	Names: map[string]string{"at": "date", "method": "méthode", "from": "à partir de", "to": "jusqu’à", "lang": "langue", "paper": "papier", "zone": "fuseau", "terms": "contrats", "catalogue": "catalogue"},
}

var madeEnglish = Made{
	Intro: "Each change of form between the logs and this document is recorded below: what went in, by its digest, the program that did it, and what came out. This report may have been made far from the vantage: it therefore carries that record itself.",
	Table: "Changes of form", Output: "Came out", Tool: "Program", Inputs: "Went in", Parameters: "With", Digest: "Digest",
	Report: "this document", Own: "see below",
	Own2:  "A document cannot hold its own digest. That of this PDF is computed over the file; made again from the same evidence files, with the same choices and by the same program, it is the same byte for byte, its signature aside.",
	Of:    func(output, log string) string { return output + " of " + log },
	Names: map[string]string{"at": "date", "method": "method", "from": "from", "to": "up to", "lang": "language", "paper": "paper", "zone": "zone", "terms": "contracts", "catalogue": "catalogue"},
}
