package lang

// Tool is the chapter on the instruments, Watch the one on the continuity of
// the watch.
type Tool struct {
	Intro    string
	Heading  func(vantage string) string
	Checks   []string // what every question was, whatever the vantage
	NoProxy  string
	Proxy    func(names string) string
	Missing  string                     // nothing in the log describes the instrument
	Same     func(others string) string // it may be the machine of other vantages
	Events   map[string]string
	Version  string
	Binary   string
	Config   string
	Method   string
	System   string
	Kernel   string
	Release  string
	Cores    string
	Address  string
	Resolver string
	Targets  string
	Controls string
	Table    func(vantage string) string
	Time     string
	Changes  func(vantage string) string

	Commit     string
	Modified   string // said after the commit
	Libraries  string
	Flags      string
	Machine    string
	Virtual    string
	Identifier string
	Processor  string
	Memory     string
	Booted     string
	Patched    string
	Routes     string
	Firewall   string
	NoFirewall string
	Public     string
	Told       func(service, told string) string
	Faults     map[string]string // why a service told none; others are causes
	From       string
	To         string
	Program    string
	Unstopped  string // the next entry is a start
	Running    string // there is no next entry
	Stayed     string // the program, the configuration and the method stayed
	Differed   func(programs, configs, methods int) string
}

var toolFrench = Tool{
	Intro:   "Chaque point d’observation est une machine qui exécute le programme constat et tient son propre journal, signé de sa propre clé. Il y décrit lui-même son état lorsqu’il démarre, change de configuration ou s’arrête\u00a0; rien d’autre n’atteste ces descriptions.",
	Heading: func(vantage string) string { return "Point d’observation " + vantage },
	Checks: []string{
		"Le programme est écrit pour poser chaque question à neuf, sans mémoire cache, par une connexion ouverte pour elle seule là où son protocole en a une. Rien de ce qu’une question a reçu de sa cible ne sert à la suivante. C’est une propriété du programme que désigne son empreinte, et de ses sources que désigne leur révision ; le journal ne l’observe pas.",
		"Il ne passe par aucun serveur mandataire, même lorsque la machine en désigne un.",
	},
	NoProxy: "La machine ne désignait aucun serveur mandataire.",
	Proxy: func(names string) string {
		return "La machine désignait un serveur mandataire (" + names + ")\u00a0; le programme n’en emploie pas."
	},
	Missing: "Le journal divulgué ne décrit pas l’instrument de ce point d’observation.",
	Same: func(others string) string {
		return "Ce point d’observation déclare les mêmes adresses, le même système ou la même clé que " + others + "\u00a0: leur indépendance n’est pas montrée."
	},
	Events:  map[string]string{"start": "démarrage", "reload": "changement de configuration", "network": "changement du réseau propre", "stop": "arrêt"},
	Version: "Version du programme", Binary: "Empreinte du programme", Config: "Empreinte de la configuration", Method: "Empreinte de la méthode",
	System: "Plateforme", Kernel: "Noyau", Release: "Système", Cores: "Processeurs", Address: "Adresses", Resolver: "Serveurs de noms",
	Targets: "Cibles", Controls: "Sites témoins",
	Table: func(vantage string) string {
		return "Instrument du point d’observation " + vantage + ", au premier relevé"
	},
	Time: "Heure", Changes: func(vantage string) string { return "Périodes et états successifs de " + vantage },
	Commit: "Révision des sources", Modified: "sources modifiées depuis", Libraries: "Liste des bibliothèques (data/files)", Flags: "Options de compilation",
	Machine: "Machine", Virtual: "Virtualisation", Identifier: "Identifiant du système, empreinte à clé", Processor: "Processeur",
	Memory: "Mémoire vive", Booted: "Système démarré le", Patched: "Logiciels installés modifiés le", Routes: "Route par défaut",
	Firewall: "Pare-feu", NoFirewall: "le programme ne peut pas le connaître", Public: "Adresse publique, telle que dite par",
	Told: func(service, told string) string { return service + " : " + told }, Faults: map[string]string{"no-address": "réponse sans adresse", "http-status": "réponse autre que 200"},
	From: "Du", To: "Au", Program: "Programme", Unstopped: "arrêt non inscrit ; démarrage suivant", Running: "rien d’inscrit ensuite",
	Stayed: "Le programme, sa configuration et la méthode sont restés les mêmes dans tout ce qui est divulgué.",
	Differed: func(programs, configs, methods int) string {
		return "Se sont succédé : " + French.Number.Count(int64(programs), "programme", "programmes") + ", " + French.Number.Count(int64(configs), "configuration", "configurations") +
			", " + French.Number.Count(int64(methods), "méthode", "méthodes") + ". Le tableau donne chaque période."
	},
}

var toolEnglish = Tool{
	Intro:   "Each vantage is a machine that runs the program constat and keeps its own log, signed with its own key. There it describes its own state when it starts, changes its configuration or stops; nothing else attests these descriptions.",
	Heading: func(vantage string) string { return "Vantage " + vantage },
	Checks: []string{
		"The program is written to put each question afresh, without cache, over a connection opened for it alone where its protocol has one. Nothing that one question has received from its target serves the next. This is a property of the program that its digest designates, and of its sources that their revision designates; the log does not observe it.",
		"It goes through no proxy server, even where the machine names one.",
	},
	NoProxy: "The machine named no proxy server.",
	Proxy: func(names string) string {
		return "The machine named a proxy server (" + names + "); the program uses none."
	},
	Missing: "The log disclosed does not describe the instrument of this vantage.",
	Same: func(others string) string {
		return "This vantage reports the same addresses, the same system or the same key as " + others + ": their independence is not shown."
	},
	Events:  map[string]string{"start": "started", "reload": "configuration changed", "network": "own network changed", "stop": "stopped"},
	Version: "Program version", Binary: "Program digest", Config: "Configuration digest", Method: "Method digest",
	System: "Platform", Kernel: "Kernel", Release: "System", Cores: "Processors", Address: "Addresses", Resolver: "Name servers",
	Targets: "Targets", Controls: "Control sites",
	Table: func(vantage string) string { return "Instrument of vantage " + vantage + ", at its first description" },
	Time:  "Time", Changes: func(vantage string) string { return "Periods and successive states of " + vantage },
	Commit: "Revision of the sources", Modified: "sources changed since", Libraries: "List of libraries (data/files)", Flags: "Build options",
	Machine: "Make and type", Virtual: "Virtualisation shown", Identifier: "System identifier, keyed digest", Processor: "Processor",
	Memory: "Main memory", Booted: "System started on", Patched: "Installed software changed on", Routes: "Default route",
	Firewall: "Firewall", NoFirewall: "the program cannot know it", Public: "Public address, as told by",
	Told: func(service, told string) string { return service + ": " + told }, Faults: map[string]string{"no-address": "answer without an address", "http-status": "answer other than 200"},
	From: "From", To: "To", Program: "Program", Unstopped: "no stop entered; next start", Running: "nothing entered after",
	Stayed: "The program, its configuration and the method stayed the same in all that is disclosed.",
	Differed: func(programs, configs, methods int) string {
		return "There followed one another: " + English.Number.Count(int64(programs), "program", "programs") + ", " + English.Number.Count(int64(configs), "configuration", "configurations") +
			", " + English.Number.Count(int64(methods), "method", "methods") + ". The table gives each period."
	},
}

// Watch is the chapter on the watch's own gaps.
type Watch struct {
	Intro    string
	Share    func(vantage, watched, period string) string
	NoGap    string
	Gaps     string
	From     string
	To       string
	Rounds   string
	Reason   string
	Reasons  map[string]string
	Controls string
	Control  string
	Asked    string
	Answered string
	NoneSet  string                                 // no controls configured
	Here     func(vantage string, n, of int) string // n of its controls are on the machine itself
	Withheld func(vantage string, shown, withheld int) string
	Later    func(instant string) string // what is shown begins later than the period
	Sooner   func(instant string) string // or ends earlier
}

var watchFrench = Watch{
	Intro: "Un rapport doit dire quand il n’a pas regardé. Le temps sans question n’est ni bon ni mauvais\u00a0: il n’est pas observé.",
	Share: func(vantage, watched, period string) string {
		return "Le point d’observation " + vantage + " a observé ses cibles, en moyenne, pendant " + watched + " sur une période de " + period + "."
	},
	Later: func(instant string) string {
		return "Les fichiers de preuve ne montrent pas de lui toutes les cibles avant le " + instant + "\u00a0; ce qu’il a observé auparavant n’est pas connu ici."
	},
	Sooner: func(instant string) string {
		return "Les fichiers de preuve ne montrent pas de lui toutes les cibles après le " + instant + "\u00a0; ce qu’il a observé ensuite n’est pas connu ici."
	},
	NoGap: "Aucun point d’observation n’a inscrit de lacune pendant la période.",
	Gaps:  "Lacunes inscrites par les points d’observation", From: "De", To: "À", Rounds: "Questions manquées", Reason: "Raison inscrite",
	Reasons:  map[string]string{"busy": "question précédente en cours", "rate": "hôte ménagé", "late": "machine en retard", "stopped": "programme arrêté", "storage": "écriture impossible", "clock": "horloge avancée ou machine endormie", "refused": "réponse impossible à conserver"},
	Controls: "Réponses des sites témoins", Control: "Site témoin", Asked: "Demandes", Answered: "Réponses",
	Here: func(vantage string, n, of int) string {
		switch {
		case of == 1:
			return "Le site témoin de " + vantage + " est sur la machine même\u00a0: il ne dit rien du réseau."
		case n == of:
			return "Les sites témoins de " + vantage + " sont sur la machine même\u00a0: ils ne disent rien du réseau."
		}
		return "Des " + French.Number.Int(int64(of)) + " sites témoins de " + vantage + ", " + French.Number.Int(int64(n)) + plural(n > 1, " sont", " est") + " sur la machine même et " + plural(n > 1, "ne disent", "ne dit") + " rien du réseau."
	},
	NoneSet: "Aucun site témoin n’était configuré\u00a0: un échec peut donc venir du réseau du point d’observation lui-même.",
	Withheld: func(vantage string, shown, withheld int) string {
		text := "Le journal de " + vantage + " divulgue " + French.Words.Targets(shown)
		if withheld == 0 {
			return text + " et n’en réserve aucune."
		}
		return text + " et en réserve " + feminine(withheld) + "."
	},
}

var watchEnglish = Watch{
	Intro: "A report must say when it was not looking. Time without a question is neither good nor bad: it was not watched.",
	Share: func(vantage, watched, period string) string {
		return "Vantage " + vantage + " watched its targets, on average, for " + watched + " of a period of " + period + "."
	},
	Later: func(instant string) string {
		return "The evidence files do not show all its targets before " + instant + "; what it watched earlier is not known here."
	},
	Sooner: func(instant string) string {
		return "The evidence files do not show all its targets after " + instant + "; what it watched later is not known here."
	},
	NoGap: "No vantage entered a gap during the period.",
	Gaps:  "Gaps entered by the vantages", From: "From", To: "To", Rounds: "Questions missed", Reason: "Reason entered",
	Reasons:  map[string]string{"busy": "question before still on its way", "rate": "host spared", "late": "machine running late", "stopped": "program stopped", "storage": "writing not possible", "clock": "clock set forward or machine asleep", "refused": "answer that could not be kept"},
	Controls: "Answers of the control sites", Control: "Control site", Asked: "Requests", Answered: "Answers",
	Here: func(vantage string, n, of int) string {
		switch {
		case of == 1:
			return "The control site of " + vantage + " is on the machine itself: it tells nothing of the network."
		case n == of:
			return "The control sites of " + vantage + " are on the machine itself: they tell nothing of the network."
		}
		return "Of the " + English.Number.Int(int64(of)) + " control sites of " + vantage + ", " + English.Number.Int(int64(n)) + plural(n > 1, " are", " is") + " on the machine itself and " + plural(n > 1, "tell", "tells") + " nothing of the network."
	},
	NoneSet: "No control site was configured: a failure may therefore come from the network of the vantage itself.",
	Withheld: func(vantage string, shown, withheld int) string {
		text := "The log of " + vantage + " discloses " + English.Words.Targets(shown)
		if withheld == 0 {
			return text + " and withholds none."
		}
		return text + " and withholds " + English.Number.Cardinal(withheld) + "."
	},
}
