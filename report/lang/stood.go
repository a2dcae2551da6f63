package lang

import "fmt"

// Stood is the chapter of who stood behind the names of targets, and what is
// said of that at an incident.
type Stood struct {
	Chapter string
	None    string
	Intro   string
	Claimed string // of the provider that a configuration names
	Heading func(target string) string
	Told    func(vantage, host string, times int, provider string) string
	States  func(target string) string
	When    string // first and last told
	And     string // joins the words of two who said whose an address was
	From    string
	To      string
	Led     string // to which addresses, through which names
	Whose   string
	Zone    string
	Proof   string
	Through func(names string) string
	Named   func(names string) string // reverse names
	Holder  func(holder, network, country string) string
	NotTold string
	Servers func(zone, names string) string
	Mail    func(names string) string
	Domain  func(domain, registrar, holder string) string
	No      func(why string) string
	More    func(n int) string
	Moved   func(from, to string, kind string) string
	Steady  string
	Retold  string             // where whose the addresses were was told differently all the same
	Undated func(n int) string // records that nothing follows from
	Spans   func(target string) string
	Moving  string
	Down    string
	Share   string
	// At an incident:
	Then     func(vantage, at string, followed bool) string
	Belonged func(addresses []string, whose string) string
	Unknown  func(addresses []string) string
	Traced   func(address string, answered int, last string, reached bool) string
	Untraced string
	Tried    string
	Good     func(vantage, at, how string) string
	Bad      func(vantage, at, how, cause string) string
	Family   map[string]string
	Resolver func(address string) string
	Address  func(address string) string
	Lay      map[string]string // where a good attempt says the failure lay
	Nowhere  string
	Stranger func(vantage, at, how string) string // asked at an address that nothing else shown has
	Diagnose string
}

var stoodFrench = Stood{
	Chapter: "Qui se trouvait derrière le nom",
	None:    "Les preuves ne disent pas qui se trouvait derrière le nom des cibles. Le fournisseur nommé dans ce rapport est celui que la configuration désigne.",
	Intro:   "Au démarrage, chaque jour et à la suite d’un échec, le point d’observation a relevé à quelles adresses menait le nom de chaque cible et, là où c’était configuré, à qui appartenaient ces adresses\u00a0: le numéro de réseau (AS) qui les annonçait, d’après une table de routes, et le titulaire du bloc d’adresses, d’après le registre (RDAP). Ce sont des déclarations de serveurs de noms et de registres, reçues à l’heure dite\u00a0; d’une personne, rien n’a été gardé. Elles disent à qui appartenait l’adresse, non à qui tient l’échec.",
	Claimed: "Le fournisseur nommé ailleurs dans ce rapport est celui que la configuration désigne\u00a0: la parole de qui observe. Ce chapitre dit ce qui a été observé.",
	Heading: func(target string) string { return "Derrière " + target },
	Told: func(vantage, host string, times int, provider string) string {
		words := fmt.Sprintf("Le point d’observation %s a relevé %s ce qui se trouvait derrière le nom %s.", vantage, timesFrench(times), host)
		if provider != "" {
			words += " La configuration désignait comme fournisseur\u00a0: " + provider + "."
		}
		return words
	},
	States: func(target string) string { return "Ce qui se trouvait derrière " + target },
	When:   "Relevé du, au", And: ", et ", From: "Du", To: "Au", Led: "Adresses", Whose: "À qui", Zone: "Nom et courrier", Proof: "Preuve",
	Through: func(names string) string { return "par " + names },
	Named:   func(names string) string { return "nom inverse\u00a0: " + names },
	Holder: func(holder, network, country string) string {
		return "titulaire, d’après le registre\u00a0: " + listed(holder, network, country)
	},
	NotTold: "à qui\u00a0: non connu",
	Servers: func(zone, names string) string { return "zone " + zone + ", serveurs de noms\u00a0: " + names },
	Mail:    func(names string) string { return "courrier\u00a0: " + names },
	Domain: func(domain, registrar, holder string) string {
		return "domaine " + domain + ", d’après le registre\u00a0: " + orElse(listed(labelled("bureau d’enregistrement\u00a0: ", registrar), labelled("titulaire\u00a0: ", holder)), "aucune organisation nommée")
	},
	No: func(why string) string { return "aucune adresse\u00a0: " + why },
	More: func(n int) string {
		if n < 2 {
			return "1 autre adresse"
		}
		return fmt.Sprintf("%d autres adresses", n)
	},
	Moved: func(from, to, kind string) string {
		if kind == "addresses" {
			return "Entre le " + from + " et le " + to + ", toutes les adresses ont changé, sans que les preuves disent si elles appartenaient au même réseau."
		}
		return "Entre le " + from + " et le " + to + ", le nom a cessé de mener au réseau précédent et a mené à un autre\u00a0: qui se trouvait derrière le nom a changé. Les chiffres sont donnés séparément avant et après\u00a0; le temps où le changement a eu lieu n’est attribué à aucun des deux."
	},
	Steady: "Aucun changement de réseau n’a été relevé dans la période.",
	Retold: "Aucun changement de réseau n’a été retenu\u00a0: d’un relevé à l’autre, il a été dit autrement à qui étaient des adresses, ce qui n’établit pas que le nom ait mené à un autre réseau.",
	Undated: func(n int) string {
		return fmt.Sprint(n) + plural(n > 1, " relevés, dont l’heure ou le motif ne va pas avec ce qui les entoure", " relevé, dont l’heure ou le motif ne va pas avec ce qui l’entoure") + " dans le journal, " + plural(n > 1, "ont été laissés", "a été laissé") + " de côté\u00a0: une horloge réglée entre-temps, ou une nouvelle configuration qui n’a pu être prise, peut l’expliquer."
	},
	Spans:  func(target string) string { return "Chiffres de " + target + " avant et après le changement" },
	Moving: "entre deux relevés", Down: "Indisponible", Share: "Disponibilité",
	Then: func(vantage, at string, followed bool) string {
		if followed {
			return "À la suite de l’échec, le point d’observation " + vantage + " a relevé le " + at + " ce qui se trouvait derrière le nom."
		}
		return "Le dernier relevé avant l’échec, du " + at + " par " + vantage + ", disait ce qui se trouvait derrière le nom."
	},
	Belonged: func(addresses []string, whose string) string {
		return plural(len(addresses) > 1, "Les adresses ", "L’adresse ") + French.List(addresses) + plural(len(addresses) > 1, " appartenaient, ", " appartenait, ") + whose + "."
	},
	Unknown: func(addresses []string) string {
		return "À qui " + plural(len(addresses) > 1, "appartenaient les adresses ", "appartenait l’adresse ") + French.List(addresses) + " n’est pas connu."
	},
	Traced: func(address string, answered int, last string, reached bool) string {
		words := fmt.Sprintf("Sur le chemin vers %s, %s", address, answersFrench(answered))
		if reached {
			return words + ", dont l’adresse elle-même."
		}
		if last != "" {
			return words + "\u00a0; la dernière réponse venait de " + last + ", et l’adresse elle-même n’a pas répondu."
		}
		return words + "."
	},
	Untraced: "Le chemin n’a pas pu être suivi.",
	Tried:    "Posée autrement à côté de l’échec",
	Good: func(vantage, at, how string) string {
		return "posée " + how + " par " + vantage + " le " + at + ", la question a reçu une bonne réponse"
	},
	Bad: func(vantage, at, how, cause string) string {
		return "posée " + how + " par " + vantage + " le " + at + ", elle n’a pas reçu de bonne réponse non plus (" + cause + ")"
	},
	Stranger: func(vantage, at, how string) string {
		return "posée " + how + " par " + vantage + " le " + at + ", qui ne figure dans rien d’autre de ce qui est montré\u00a0: nul ne peut dire à qui elle est, et rien n’en est déduit"
	},
	Family:   map[string]string{"4": "par IPv4 seulement", "6": "par IPv6 seulement"},
	Resolver: func(address string) string { return "à l’adresse donnée par le serveur de noms " + address },
	Address:  func(address string) string { return "directement à l’adresse " + address },
	Lay: map[string]string{
		"family":   "l’échec tenait à l’autre famille d’adresses, au chemin vers elle ou à ce qui y répondait, et non au service entier",
		"resolver": "l’échec tenait à la résolution du nom telle que ce point d’observation la recevait, et peut tenir à son propre serveur de noms",
		"address":  "l’échec tenait au nom, à l’adresse à laquelle il menait ou à ce qui y répondait, un serveur frontal par exemple, et non à ce qui se trouvait à cette adresse-là",
	},
	Nowhere:  "Aucune de ces autres façons n’a reçu de bonne réponse\u00a0: elles ne séparent pas le nom, le réseau et l’adresse.",
	Diagnose: "Ces questions de diagnostic n’entrent dans aucun chiffre et ne retirent rien à l’échec relevé.",
}

var stoodEnglish = Stood{
	Chapter: "Who stood behind the name",
	None:    "The evidence does not say who stood behind the names of the targets. The provider named in this report is the one that the configuration designates.",
	Intro:   "At its start, each day and after a failure, the vantage noted to which addresses the name of each target led and, where that was configured, whose these addresses were: the number of the network (AS) that announced them, by a table of routes, and the holder of the block of addresses, by the registry (RDAP). These are statements of name servers and registries, received at the time stated; of persons nothing was kept. They say whose the address was, not with whom the failure lies.",
	Claimed: "The provider named elsewhere in this report is the one that the configuration designates: the word of whoever watches. This chapter says what was observed.",
	Heading: func(target string) string { return "Behind " + target },
	Told: func(vantage, host string, times int, provider string) string {
		words := fmt.Sprintf("Vantage %s noted %s what stood behind the name %s.", vantage, timesEnglish(times), host)
		if provider != "" {
			words += " The configuration named as provider: " + provider + "."
		}
		return words
	},
	States: func(target string) string { return "What stood behind " + target },
	When:   "Noted from, to", And: ", and ", From: "From", To: "To", Led: "Addresses", Whose: "Whose", Zone: "Name and mail", Proof: "Proof",
	Through: func(names string) string { return "through " + names },
	Named:   func(names string) string { return "reverse name: " + names },
	Holder: func(holder, network, country string) string {
		return "held, by the registry, by: " + listed(holder, network, country)
	},
	NotTold: "whose: not known",
	Servers: func(zone, names string) string { return "zone " + zone + ", name servers: " + names },
	Mail:    func(names string) string { return "mail: " + names },
	Domain: func(domain, registrar, holder string) string {
		return "domain " + domain + ", by the registry: " + orElse(listed(labelled("registrar: ", registrar), labelled("holder: ", holder)), "no organisation named")
	},
	No: func(why string) string { return "no address: " + why },
	More: func(n int) string {
		if n == 1 {
			return "1 more address"
		}
		return fmt.Sprintf("%d more addresses", n)
	},
	Moved: func(from, to, kind string) string {
		if kind == "addresses" {
			return "Between " + from + " and " + to + " all addresses changed, and the evidence does not say whether they belonged to the same network."
		}
		return "Between " + from + " and " + to + " the name ceased to lead to the network before and led to another: who stood behind the name changed. The figures are given separately before and after; the time in which the change took place is given to neither."
	},
	Steady: "No change of network was noted in the period.",
	Retold: "No change of network was held to be established: from one record to the next, whose the addresses were was told differently, which does not show that the name led to another network.",
	Undated: func(n int) string {
		return fmt.Sprint(n) + plural(n > 1, " records were", " record was") + " left aside, whose time or reason does not go with what stands around it in the log: a clock that was set in between, or a new configuration that could not be taken up, can explain it."
	},
	Spans:  func(target string) string { return "Figures of " + target + " before and after the change" },
	Moving: "between two records", Down: "Down", Share: "Availability",
	Then: func(vantage, at string, followed bool) string {
		if followed {
			return "After the failure, vantage " + vantage + " noted on " + at + " what stood behind the name."
		}
		return "The last record before the failure, of " + at + " by " + vantage + ", said what stood behind the name."
	},
	Belonged: func(addresses []string, whose string) string {
		return plural(len(addresses) > 1, "The addresses ", "The address ") + English.List(addresses) + " belonged, " + whose + "."
	},
	Unknown: func(addresses []string) string {
		return "Whose " + plural(len(addresses) > 1, "the addresses ", "the address ") + English.List(addresses) + plural(len(addresses) > 1, " were", " was") + " is not known."
	},
	Traced: func(address string, answered int, last string, reached bool) string {
		words := fmt.Sprintf("On the way to %s, %s", address, answersEnglish(answered))
		if reached {
			return words + ", the address itself among them."
		}
		if last != "" {
			return words + "; the last answer came from " + last + ", and the address itself did not answer."
		}
		return words + "."
	},
	Untraced: "The way could not be followed.",
	Tried:    "Asked otherwise beside the failure",
	Good: func(vantage, at, how string) string {
		return "asked " + how + " by " + vantage + " on " + at + ", the question received a good answer"
	},
	Bad: func(vantage, at, how, cause string) string {
		return "asked " + how + " by " + vantage + " on " + at + ", it received no good answer either (" + cause + ")"
	},
	Stranger: func(vantage, at, how string) string {
		return "asked " + how + " by " + vantage + " on " + at + ", which stands in nothing else that is shown: nobody can tell whose it is, and nothing is concluded from it"
	},
	Family:   map[string]string{"4": "over IPv4 alone", "6": "over IPv6 alone"},
	Resolver: func(address string) string { return "at the address that the name server " + address + " gave" },
	Address:  func(address string) string { return "directly at the address " + address },
	Lay: map[string]string{
		"family":   "the failure lay with the other family of addresses, the way to it or what answered there, and not with the whole service",
		"resolver": "the failure lay with the name as this vantage had it resolved, and may lie with its own name server",
		"address":  "the failure lay with the name, with the address it led to or with what answered there, a front server for one, and not with what stood at that address",
	},
	Nowhere:  "None of these other ways received a good answer: they do not tell the name, the network and the address apart.",
	Diagnose: "These diagnostic questions enter no figure and take nothing from the failure noted.",
}

// ByRegistry and ByRoutes say on whose word an address belonged to somebody.
func (s Stood) ByRegistry(french bool, holder string) string {
	if french {
		return "d’après le registre (RDAP), à " + holder
	}
	return "by the registry (RDAP), to " + holder
}

// ByRoutes is the word of a table of routes.
func (s Stood) ByRoutes(french bool, system string) string {
	if french {
		return "d’après une table de routes, au réseau " + system
	}
	return "by a table of routes, to the network " + system
}

func answersFrench(n int) string {
	switch n {
	case 0:
		return "aucune machine n’a répondu"
	case 1:
		return "1 machine a répondu"
	}
	return fmt.Sprintf("%d machines ont répondu", n)
}

func answersEnglish(n int) string {
	switch n {
	case 0:
		return "no machine answered"
	case 1:
		return "1 machine answered"
	}
	return fmt.Sprintf("%d machines answered", n)
}

// listed joins what there is by commas.
func listed(words ...string) string { return joined(words) }

func labelled(label, word string) string {
	if word == "" {
		return ""
	}
	return label + word
}

func orElse(words, other string) string {
	if words == "" {
		return other
	}
	return words
}
