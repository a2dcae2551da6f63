package lang

import "strconv"

// Cover is the first page.
type Cover struct {
	Title     string
	Subtitle  func(sites string) string
	Exhibit   string
	Others    func(n int) string // what a list leaves out
	Sites     string
	Unsited   string // targets that were described without a site
	Providers string
	Period    string
	Span      func(from, to string) string
	Vantages  string
	At        string
	Report    string
	Language  string
	Method    string
	Version   func(name string, version int) string
	Foreign   string // said of a method that is not the program's own
	Files     string
	Code      func(log, annex string) string // caption of the QR code
	Rebuild   string
}

var coverFrench = Cover{
	Title:     "Rapport d’observation",
	Subtitle:  func(sites string) string { return "Services en ligne\u00a0: " + sites },
	Exhibit:   "Pièce",
	Others:    func(n int) string { return strconv.Itoa(n) + " autres" },
	Sites:     "Sites",
	Unsited:   "Cibles sans site",
	Providers: "Fournisseurs",
	Period:    "Période",
	Span:      func(from, to string) string { return "du " + from + " au " + to },
	Vantages:  "Points d’observation",
	At:        "Rapport daté du",
	Report:    "Numéro du rapport",
	Language:  "Langue",
	Method:    "Méthode",
	Version:   func(name string, version int) string { return name + ",\u00a0version\u00a0" + strconv.Itoa(version) },
	Foreign:   "cette méthode n’est pas celle du programme",
	Files:     "Fichiers de preuve et leurs empreintes (SHA-256)",
	Code: func(log, annex string) string {
		return "Dernière tête signée du journal " + log + ", dont le texte figure à l’" + annex + "."
	},
	Rebuild: "Quiconque détient ces fichiers peut recalculer chaque durée et chaque nombre d’observations de ce rapport. La même version du programme, la même politique et les mêmes options redonnent ce document octet pour octet, signatures mises à part.",
}

var coverEnglish = Cover{
	Title:     "Observation report",
	Subtitle:  func(sites string) string { return "Online services: " + sites },
	Exhibit:   "Exhibit",
	Others:    func(n int) string { return strconv.Itoa(n) + " others" },
	Sites:     "Sites watched",
	Unsited:   "Targets without a site",
	Providers: "Providers",
	Period:    "Period",
	Span:      func(from, to string) string { return "from " + from + " to " + to },
	Vantages:  "Vantages",
	At:        "Report dated",
	Report:    "Report number",
	Language:  "Language",
	Method:    "Method",
	Version:   func(name string, version int) string { return name + ",\u00a0edition\u00a0" + strconv.Itoa(version) },
	Foreign:   "this method is not the program’s own",
	Files:     "Evidence files and their digests (SHA-256)",
	Code: func(log, annex string) string {
		return "Last signed head of log " + log + ", whose text stands in " + annex + "."
	},
	Rebuild: "Whoever holds these files can recompute every duration and every number of observations in this report. The same version of the program, the same policy and the same options give this document again, byte for byte, signatures aside.",
}
