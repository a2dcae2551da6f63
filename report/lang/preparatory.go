package lang

import "strings"

// Preparatory is the table of the preparatory checks, E-1 to E-11.
type Preparatory struct {
	Intro   string
	Table   func(vantage string) string
	Number  string
	Asked   string
	Result  string
	Shown   string
	What    map[string]string                // what each check asks for
	Results map[string]string                // what came of it
	Facts   map[string]func([]string) string // what shows it
}

// at is a value, or the empty string where the evidence has none.
func at(values []string, i int) string {
	if i < len(values) {
		return values[i]
	}
	return ""
}

// joined joins the values that there are.
func joined(values []string) string {
	var out []string
	for _, v := range values {
		if v != "" {
			out = append(out, v)
		}
	}
	return strings.Join(out, ", ")
}

func always(words string) func([]string) string { return func([]string) string { return words } }

var preparatoryFrench = Preparatory{
	Intro: "Les décisions françaises relatives aux constats sur Internet écartent ceux auxquels manquent certaines vérifications préalables. Un relevé automatique n’est pas un constat de commissaire de justice et n’en a pas l’autorité\u00a0; les tableaux qui suivent disent, point par point, ce que les preuves montrent, et ce qui n’a pas été fait. «\u00a0En partie\u00a0» signifie qu’une part de ce qui est attendu est connue ou faite, et que le reste ne l’est pas.",
	Table: func(vantage string) string {
		return "Vérifications préalables, point d’observation " + vantage
	},
	Number: "Point", Asked: "Ce qui est attendu", Result: "Résultat", Shown: "Ce qui le montre",
	What: map[string]string{
		"E-1": "Décrire la machine\u00a0: marque, type, numéro de série, système, dernières mises à jour", "E-2": "Décrire le logiciel client et sa version exacte, sans module tiers",
		"E-3": "Indiquer les adresses IP, locale et publique", "E-4": "Décrire le réseau local, le pare-feu et le fournisseur d’accès", "E-5": "Ne passer par aucun serveur mandataire",
		"E-6": "Vider la mémoire cache, les témoins de navigation et l’historique", "E-7": "Synchroniser l’horloge, nommer sa source, dire l’heure de début",
		"E-8": "Nommer les serveurs de noms, vérifier l’adresse visitée et tracer le chemin", "E-9": "Enregistrer le trafic réseau pendant le relevé",
		"E-10": "Rechercher les logiciels malveillants sur la machine", "E-11": "Visiter la page la première après la purge",
	},
	Results: map[string]string{"pass": "satisfait", "fail": "non satisfait", "partly": "en partie", "not-known": "non connu", "not-done": "non fait"},
	Facts: map[string]func([]string) string{
		"undescribed": always("Aucune inscription divulguée ne décrit l’instrument."),
		"system":      func(v []string) string { return "Système\u00a0: " + joined(v) + "." },
		"machine":     func(v []string) string { return "Machine, selon son micrologiciel\u00a0: " + at(v, 0) + "." },
		"virtual": func(v []string) string {
			return "Machine virtuelle ou conteneur, selon le système\u00a0: " + joined(v) + "."
		},
		"machine-not-told": always("Le système ne donne ni la marque ni le type de la machine."),
		"processor":        func(v []string) string { return "Processeur\u00a0: " + at(v, 0) + "." },
		"patched": func(v []string) string {
			return "Liste des logiciels installés modifiée pour la dernière fois le " + at(v, 0) + "."
		},
		"patched-not-told": always("La date des dernières mises à jour n’est pas connue."),
		"serial-not-read":  always("Le numéro de série n’est pas lu\u00a0; une empreinte à clé de l’identifiant du système en tient lieu."),
		"program":          func(v []string) string { return "Programme constat " + at(v, 0) + digestOf(", empreinte ", v) + "." },
		"commit":           func(v []string) string { return "Sources\u00a0: révision " + at(v, 0) + "." },
		"modified":         always("Ces sources avaient été modifiées depuis cette révision\u00a0; le programme n’est donc désigné que par son empreinte."),
		"commit-not-told":  always("La révision des sources n’est pas inscrite dans le programme."),
		"libraries": func(v []string) string {
			return "Liste des bibliothèques liées\u00a0: data/files, empreinte " + at(v, 0) + "."
		},
		"libraries-not-told": always("La liste des bibliothèques liées n’est pas connue."),
		"programs-changed":   func(v []string) string { return at(v, 0) + " programmes se sont succédé\u00a0: voir les périodes." },
		"local-addresses":    func(v []string) string { return "Adresses locales\u00a0: " + joined(v) + "." },
		"local-not-told":     always("Aucune adresse locale n’est inscrite."),
		"public-addresses": func(v []string) string {
			return "Adresse publique, selon les services interrogés\u00a0: " + joined(v) + "."
		},
		"public-not-asked":   always("Aucun service n’était configuré pour dire l’adresse publique."),
		"public-not-told":    always("Les services interrogés n’ont pas dit l’adresse publique."),
		"routes":             func(v []string) string { return "Route par défaut\u00a0: " + joined(v) + "." },
		"routes-not-told":    always("La route par défaut n’est pas connue."),
		"firewall-not-known": always("Le programme ne peut pas connaître le pare-feu."),
		"carrier-not-known":  always("Le fournisseur d’accès n’est pas inscrit au journal."),
		"proxy-none":         always("La machine ne désignait aucun serveur mandataire."),
		"proxy-set":          func(v []string) string { return "La machine désignait un serveur mandataire (" + joined(v) + ")." },
		"direct":             always("Le programme n’en emploie aucun."),
		"echoes-agree": func(v []string) string {
			return "Deux services au moins ont dit la même adresse publique (" + joined(v) + ")\u00a0: aucun mandataire ne se montre sur le chemin qui mène à eux."
		},
		"echoes-differ": func(v []string) string {
			return "Les services interrogés ont dit des adresses différentes (" + joined(v) + ")\u00a0: un intermédiaire n’est pas exclu."
		},
		"echoes-too-few": always("Il aurait fallu deux services distincts, joints hors du réseau du point d’observation et par le même protocole IP, pour chercher un mandataire invisible."),
		"echoes-indoors": func(v []string) string {
			return "Dite par un service du réseau local, ou n’étant pas une adresse publique (" + joined(v) + ")\u00a0: cela ne montre rien de l’adresse vue du dehors."
		},
		"no-pages": always("Aucune cible divulguée n’est une page demandée par HTTP\u00a0: ce point ne s’applique pas à ce qui a été demandé."),
		"via": func(v []string) string {
			return "Une réponse annonce un intermédiaire (champ Via\u00a0: " + joined(v) + "), qui peut être celui du service interrogé."
		},
		"stateless": func(v []string) string {
			return "Propriété du programme d’empreinte " + at(v, 0) + "\u00a0: il ne garde rien d’une question à l’autre et envoie Cache-Control\u00a0: no-cache."
		},
		"requests-clean": func(v []string) string {
			return "Première requête conservée de chaque question (nombre\u00a0: " + at(v, 0) + ")\u00a0: Cache-Control\u00a0: no-cache, Connection\u00a0: close, ni témoin de navigation ni validateur."
		},
		"requests-odd": func(v []string) string {
			return at(v, 0) + " des " + at(v, 1) + " requêtes conservées examinées portent un témoin de navigation, un validateur, ou n’excluent pas la mémoire cache."
		},
		"requests-own": func(v []string) string {
			return "Questions dont la configuration remplace elle-même ces champs\u00a0: " + at(v, 0) + "."
		},
		"requests-none":      always("Aucune requête conservée n’est divulguée pour le montrer."),
		"clock-not-measured": always("Aucun serveur de temps n’a mesuré l’horloge."),
		"clock-agreed": func(v []string) string {
			return "Mesures de l’horloge où une majorité des serveurs de temps interrogés, deux au moins, s’accordait\u00a0: " + at(v, 0) + " sur " + at(v, 1) + " (" + joined(v[min(len(v), 2):]) + ")."
		},
		"clock-worst": func(v []string) string {
			return "Écart le plus grand de la période\u00a0: " + at(v, 0) + ", à " + at(v, 1) + " près."
		},
		"clock-far": func(v []string) string {
			return "Moments (début de la période, bornes des incidents) sans mesure de l’horloge à moins de deux heures\u00a0: " + at(v, 0) + " sur " + at(v, 1) + "."
		},
		"clock-here":    always("Les serveurs de temps qui ont répondu étaient sur la machine même\u00a0: ils ne disent rien d’une heure que d’autres tiennent."),
		"clock-stepped": func(v []string) string { return "Sauts de l’horloge inscrits\u00a0: " + at(v, 0) + "." },
		"clock-silent": func(v []string) string {
			return "Aucun accord d’une majorité des serveurs de temps interrogés, deux au moins, en " + at(v, 0) + " mesures."
		},
		"started":            func(v []string) string { return "Première inscription\u00a0: " + at(v, 0) + "." },
		"resolvers":          func(v []string) string { return "Serveurs de noms\u00a0: " + joined(v) + "." },
		"resolvers-not-told": always("Les serveurs de noms ne sont pas connus."),
		"peer-kept":          always("L’adresse jointe est inscrite avec chaque réponse."),
		"names-not-kept":     always("La réponse des serveurs de noms n’a pas été conservée ni comparée à celle des serveurs faisant autorité."),
		"path-recorded": func(v []string) string {
			return "Les adresses auxquelles menaient les noms ont été relevées et inscrites " + at(v, 0) + " fois, sans être comparées à la réponse des serveurs faisant autorité."
		},
		"path-traced": func(v []string) string {
			return "Le chemin vers l’adresse a été suivi à la suite d’échecs\u00a0: " + at(v, 0) + " fois."
		},
		"path-not-traced":  always("Le chemin n’a pas été tracé."),
		"packets-not-kept": always("Les paquets n’ont pas été enregistrés."),
		"exchanges-kept": func(v []string) string {
			return "Échanges HTTP conservés (requête, réponse, contenu)\u00a0: " + at(v, 0) + "."
		},
		"scan-not-done": always("Aucune recherche de logiciels malveillants n’a été faite par le programme."),
		"first-visit": func(v []string) string {
			return "Propriété du programme d’empreinte " + at(v, 0) + "\u00a0: chaque question a sa propre connexion, que rien ne précède."
		},
	},
}

// digestOf is the second value, a digest, after some words; nothing without it.
func digestOf(words string, v []string) string {
	if at(v, 1) == "" {
		return ""
	}
	return words + at(v, 1)
}

var preparatoryEnglish = Preparatory{
	Intro:  "French decisions on findings made on the Internet set aside those that lack certain preparatory checks. An automatic record is not a finding by a commissaire de justice and does not carry its authority; the tables that follow say, point by point, what the evidence shows, and what was not done. “In part” means that some of what is expected is known or was done, and that the rest is not.",
	Table:  func(vantage string) string { return "Preparatory checks, vantage " + vantage },
	Number: "Check", Asked: "What is expected", Result: "Outcome", Shown: "What shows it",
	What: map[string]string{
		"E-1": "Describe the machine: make, type, serial number, system, last updates", "E-2": "Describe the client program and its exact version, without add-ons",
		"E-3": "State the IP addresses, local and public", "E-4": "Describe the local network, the firewall and the Internet provider", "E-5": "Go through no proxy server",
		"E-6": "Empty cache, cookies and history", "E-7": "Synchronise the clock, name its source, state the starting time",
		"E-8": "Name the name servers, check the address visited and trace the path", "E-9": "Record the network traffic while the record is made",
		"E-10": "Search the machine for malicious software", "E-11": "Visit the page first after the purge",
	},
	Results: map[string]string{"pass": "met", "fail": "not met", "partly": "in part", "not-known": "not known", "not-done": "not done"},
	Facts: map[string]func([]string) string{
		"undescribed": always("No entry disclosed describes the instrument."),
		"system":      func(v []string) string { return "System: " + joined(v) + "." },
		"machine":     func(v []string) string { return "Machine, by its firmware: " + at(v, 0) + "." },
		"virtual": func(v []string) string {
			return "Virtual machine or container, by the system’s word: " + joined(v) + "."
		},
		"machine-not-told": always("The system tells neither the make nor the type of the machine."),
		"processor":        func(v []string) string { return "Processor: " + at(v, 0) + "." },
		"patched": func(v []string) string {
			return "List of installed software last changed on " + at(v, 0) + "."
		},
		"patched-not-told":   always("The date of the last updates is not known."),
		"serial-not-read":    always("The serial number is not read; a keyed digest of the system’s identifier stands in its place."),
		"program":            func(v []string) string { return "Program constat " + at(v, 0) + digestOf(", digest ", v) + "." },
		"commit":             func(v []string) string { return "Sources: revision " + at(v, 0) + "." },
		"modified":           always("These sources had been changed since that revision; the program is therefore designated by its digest alone."),
		"commit-not-told":    always("The revision of the sources is not written into the program."),
		"libraries":          func(v []string) string { return "List of libraries linked in: data/files, digest " + at(v, 0) + "." },
		"libraries-not-told": always("The list of libraries linked in is not known."),
		"programs-changed":   func(v []string) string { return at(v, 0) + " programs followed one another: see the periods." },
		"local-addresses":    func(v []string) string { return "Local addresses: " + joined(v) + "." },
		"local-not-told":     always("No local address is entered."),
		"public-addresses":   func(v []string) string { return "Public address, as the services asked told it: " + joined(v) + "." },
		"public-not-asked":   always("No service was configured to tell the public address."),
		"public-not-told":    always("The services asked did not tell the public address."),
		"routes":             func(v []string) string { return "Default route: " + joined(v) + "." },
		"routes-not-told":    always("The default route is not known."),
		"firewall-not-known": always("The program cannot know the firewall."),
		"carrier-not-known":  always("The Internet provider is not entered in the log."),
		"proxy-none":         always("The machine named no proxy server."),
		"proxy-set":          func(v []string) string { return "The machine named a proxy server (" + joined(v) + ")." },
		"direct":             always("The program uses none."),
		"echoes-agree": func(v []string) string {
			return "Two services at least told the same public address (" + joined(v) + "): no proxy shows on the way to them."
		},
		"echoes-differ": func(v []string) string {
			return "The services asked told different addresses (" + joined(v) + "): an intermediary is not excluded."
		},
		"echoes-too-few": always("It would have taken two distinct services, reached outside the network of the vantage and by the same IP protocol, to look for an unseen proxy."),
		"echoes-indoors": func(v []string) string {
			return "Told by a service of the local network, or not a public address (" + joined(v) + "): this shows nothing of the address seen from outside."
		},
		"no-pages": always("No target disclosed is a page asked for by HTTP: this check does not apply to what was asked."),
		"via": func(v []string) string {
			return "One answer announces an intermediary (field Via: " + joined(v) + "), which can be that of the service asked."
		},
		"stateless": func(v []string) string {
			return "Property of the program with digest " + at(v, 0) + ": it keeps nothing from one question to the next and sends Cache-Control: no-cache."
		},
		"requests-clean": func(v []string) string {
			return "First request kept of each question (number: " + at(v, 0) + "): Cache-Control: no-cache, Connection: close, neither cookie nor validator."
		},
		"requests-odd": func(v []string) string {
			return at(v, 0) + " of the " + at(v, 1) + " kept requests examined carry a cookie, a validator, or do not exclude the cache."
		},
		"requests-own": func(v []string) string {
			return "Questions whose configuration itself replaces these fields: " + at(v, 0) + "."
		},
		"requests-none":      always("No kept request is disclosed to show it."),
		"clock-not-measured": always("No time server measured the clock."),
		"clock-agreed": func(v []string) string {
			return "Measurements of the clock in which a majority of the time servers asked, two at the least, agreed: " + at(v, 0) + " of " + at(v, 1) + " (" + joined(v[min(len(v), 2):]) + ")."
		},
		"clock-worst": func(v []string) string {
			return "Largest offset of the period: " + at(v, 0) + ", give or take " + at(v, 1) + "."
		},
		"clock-far": func(v []string) string {
			return "Moments (start of the period, bounds of the incidents) without a measurement of the clock within two hours: " + at(v, 0) + " of " + at(v, 1) + "."
		},
		"clock-here":    always("The time servers that answered were on the machine itself: they tell nothing of a time that others keep."),
		"clock-stepped": func(v []string) string { return "Steps of the clock entered: " + at(v, 0) + "." },
		"clock-silent": func(v []string) string {
			return "No agreement of a majority of the time servers asked, two at the least, in " + at(v, 0) + " measurements."
		},
		"started":            func(v []string) string { return "First entry: " + at(v, 0) + "." },
		"resolvers":          func(v []string) string { return "Name servers: " + joined(v) + "." },
		"resolvers-not-told": always("The name servers are not known."),
		"peer-kept":          always("The address reached is entered with each answer."),
		"names-not-kept":     always("The answer of the name servers was neither kept nor compared with that of the authoritative servers."),
		"path-recorded": func(v []string) string {
			return "Times that the addresses to which the names led were noted and entered: " + at(v, 0) + ". They were not compared with the answer of the authoritative servers."
		},
		"path-traced": func(v []string) string {
			return "Times that the way to the address was followed after a failure: " + at(v, 0) + "."
		},
		"path-not-traced":  always("The path was not traced."),
		"packets-not-kept": always("The packets were not recorded."),
		"exchanges-kept":   func(v []string) string { return "HTTP exchanges kept (request, answer, content): " + at(v, 0) + "." },
		"scan-not-done":    always("The program made no search for malicious software."),
		"first-visit": func(v []string) string {
			return "Property of the program with digest " + at(v, 0) + ": each question has its own connection, which nothing precedes."
		},
	},
}
