package lang

import (
	"strconv"
	"strings"
)

// Contract is what is said of contracts: what was promised, what was kept and
// what is owed. Amounts, minutes and percentages come written already.
type Contract struct {
	Money func(amount, currency string) string

	// The steps of a computation, in order.
	Rule       func(product, provider, name, version, digest string) string
	Source     func(grade, url, dated string) string
	Grades     map[string]string
	Claimed    func(grade string) string // a grade that only the rule itself gives
	Kept       string                    // the source's text was captured
	NotKept    string
	Example    string
	Foreign    string                   // a rule that the program does not carry
	Declared   func(list string) string // conditions that the customer says are met
	Alone      func(rules string) string
	Period     func(from, to, zone, minutes string) string
	Overs      map[string]func(minutes string) string
	Downs      map[string]string
	Supposed   func(outages, minutes string) string
	Observed   func(outages, least, most string) string
	Unwatched  func(minutes string) string
	Running    string // the period was not over
	Sites      map[string]string
	Starts     map[string]string
	Waited     func(minutes string) string
	NoTicket   func(n string) string
	Ticket     func(instants string) string
	Assumed    string
	Left       func(minutes string) string
	NotLeft    string
	Brief      func(minutes string) string
	Shortest   func(duration string, longer bool, counts string) string
	Partials   map[string]string
	Grid       func(step string) string
	Counted    func(outages, minutes string) string
	Before     func(outages string) string
	Share      func(total, down, exact, cut string) string
	Committed  func(percent, allowed string) string
	AllowedFor func(minutes string) string
	Free       func(n string) string
	Met        string
	Missed     string
	Undecided  string
	Tier       func(row, gives string) string
	Row        func(least, most string, above, upTo bool) string
	Gap        string
	Percents   func(percent string) string
	DaysOf     func(n string) string
	MonthsOf   func(n string) string
	PerUnit    func(percent, unit, units, beyond string) string
	Unitings   map[string]string
	Grows      map[string]string
	Multiple   func(factor, rounded string) string
	Hourly     string
	Extension  func(factor, gives string) string
	NoCredit   string
	Unclear    string
	Fee        func(fee string) string
	NoFee      string
	Cap        func(top, per string) string
	CapLeft    func(percent string) string
	Pers       map[string]string
	Floor      func(amount string, over bool) string
	Rounded    func(exact, amount, mode string) string
	Modes      map[string]string
	Reading    func(which, lowest, highest string) string
	Dimensions map[string]string
	Whens      map[string]string // when a credit is owed, apart from a commitment
	Asks       map[string]string // what a request must say
	Subject    func(subject string) string
	Uncharged  func(each, over string) string
	Spared     func(least, most, amount string) string // amount may be ""
	Channels   map[string]string                       // how a request is made
	Channel    func(channel, address string) string
	InZone     func(zone string) string
	Masked     string
	Parts      map[string]string // of a request
	Untold     func(list string) string
	Upper      func(minutes, credit string) string
	Deadline   func(day, zone string, how string) string
	EachDay    string
	Earlier    func(day string) string
	Anchors    map[string]string
	Within     func(n int, unit, anchor string, first bool) string
	NoClaim    string
	Payments   map[string]string
	Sole       string
	Automatic  string
	Pleaded    func(list string) string
	Excluded   map[string]string
	Needed     func(list string) string
	Needs      map[string]string
	Answers    map[string]string
	Reasons    map[string]string
	States     func(list string) string
	Scopes     map[string]string
	Measures   map[string]string
	Stated     func(percent, of, says, is string) string
	GapIn      func(from, to string) string
	Heads      map[string]string

	Covers       func(scope, down string) string
	Periods      func(kind string, day int, zone string) string
	Promised     func(percent, allowed, of string) string
	PromisedRate func(percent string) string
	Ask          func(within string) string

	// The chapter.
	Page ContractPage
}

// ContractPage are the words of the chapter on contracts.
type ContractPage struct {
	Intro, None, Terms, TermsLater, Table, Details, TwoWays, Losses, Before, Later string

	Period, Answer, Credit, ClaimBy, Availability, Down, Way, Their, Ours, Least, Most, With, Without string
	Head, What, Method, Amount, Vouchers, NoAmount, NotAsked                                          string

	Heading   func(name string) string
	Steps     func(name, period string) string
	Rule      func(rule, targets string, n int) string
	NoTargets func(rule string) string
	Span      func(from, to string) string // of a period, its last day included
	Why       func(list string) string
	Reserved  func(list string) string // what can be argued beside the answer
	Reserves  string                   // in a table, and in a sentence
	Sources   string
	Source    string
	Rank      string
	Digest    string // as the rule has it
	Captured  string
	Held      func(vantage, seen, digest, leaf string) string
	Unchanged func(until string) string
	Changed   func(list string) string
	Unread    string // in the period
	Differs   string
	NotHeld   string
	Announced func(minutes string) string
	Apart     func(credit, loss string, vouchers bool) string
	Quiet     func(n int) string
	RuleText  func(name string) string
	// Promised is the sentence of the summary, More that others stand in the
	// chapter.
	Promised   func(name, period, answer, credit, chapter string) string // credit may be ""
	NotSettled string
	Owed       func(credit, day string) string // day may be ""
	Unsettled  func(day string) string
	More       func(n int, chapter string) string
}

func pick(m map[string]string, key string) string {
	if s, ok := m[key]; ok {
		return s
	}
	return key
}

// Pick returns the words for key, or key itself where there are none.
func Pick(m map[string]string, key string) string { return pick(m, key) }

var contractFrench = Contract{
	Money: func(a, c string) string { return strings.ReplaceAll(a, ".", ",") + NoBreak + c },
	Rule: func(product, provider, name, version, digest string) string {
		return "La règle appliquée est «\u00a0" + name + "\u00a0», version " + version + " (" + product + ", " + provider + "), de SHA-256 " + digest + "."
	},
	Source: func(grade, url, dated string) string {
		s := "Elle a été écrite d’après " + grade + ", " + url
		if dated != "" {
			s += ", texte du " + dated
		}
		return s + "."
	},
	Grades:   map[string]string{"official": "le texte du fournisseur", "secondary": "une source de seconde main", "community": "une copie ou un recueil tenu par des tiers"},
	Claimed:  func(grade string) string { return "ce que son auteur tient pour " + grade },
	Kept:     "Le texte de cette source a été conservé, et la règle en porte l’empreinte.",
	NotKept:  "Le texte de cette source n’a pas été conservé avec la règle\u00a0: il faut le comparer au contrat signé.",
	Foreign:  "Cette règle n’est pas de celles que porte le programme\u00a0: qui a fait ce calcul l’a écrite ou choisie, et son texte est à comparer au contrat.",
	Declared: func(list string) string { return "Le client déclare remplies\u00a0: " + list + "." },
	Alone:    func(rules string) string { return "Ce crédit ne s’ajoute pas à celui de\u00a0: " + rules + "." },
	Example:  "Cette règle est un exemple\u00a0: personne ne l’a entièrement comparée au texte du fournisseur.",
	Period: func(from, to, zone, minutes string) string {
		return "La période allait du " + from + " au " + to + " (exclu), dans le fuseau " + zone + "\u00a0: " + minutesFR(minutes) + "."
	},
	Overs: map[string]func(string) string{
		"total_minutes": func(m string) string {
			return "Le taux se calcule sur toutes les minutes de la période\u00a0: " + m + "."
		},
		"average_month": func(m string) string {
			return "Le taux se calcule sur un mois moyen de 730 heures\u00a0: " + minutesFR(m) + "."
		},
		"thirty_days": func(m string) string { return "Le taux se calcule sur trente jours\u00a0: " + minutesFR(m) + "." },
		"lifetime_minutes": func(m string) string {
			return "Le taux se calcule sur les minutes où le contrat était en vigueur\u00a0: " + m + "."
		},
		"user_minutes": func(m string) string {
			return "Le taux se calcule sur les minutes de tous les éléments couverts\u00a0: " + m + "."
		},
		"five_minute_intervals": func(m string) string {
			return "Le taux se calcule par intervalles de cinq minutes, sur " + minutesFR(m) + "."
		},
	},
	Downs: map[string]string{
		"http_unreachable": "site injoignable par HTTP", "no_external_connectivity": "absence de toute connexion avec l’extérieur", "all_requests_fail": "échec de toutes les requêtes",
		"error_rate": "part d’erreurs parmi les requêtes du client", "host_metrics": "état interne de l’hôte", "power_or_network": "perte de l’alimentation ou du réseau", "unspecified": "indisponibilité, sans autre précision",
	},
	Supposed: func(n, m string) string {
		return "Les temps donnés étaient tenus pour vrais\u00a0: " + n + ", " + minutesFR(m) + " dans la période."
	},
	Observed: func(n, least, most string) string {
		return "Il a été observé " + n + " dans la période\u00a0: au moins " + least + " et au plus " + minutesFR(most) + "."
	},
	Running: "La période n’était pas terminée à la date de ce rapport.",
	Unwatched: func(m string) string {
		return counted(m, ",", "minute de la période n’a pas été observée\u00a0; elle compte", "minutes de la période n’ont pas été observées\u00a0; elles comptent") + " comme du temps de bon fonctionnement."
	},
	Sites: map[string]string{
		"any": "Une indisponibilité d’un seul des éléments couverts compte, et plusieurs à la fois comptent une fois.",
		"all": "Seul compte le temps où tous les éléments couverts étaient indisponibles à la fois.",
		"sum": "Les temps des éléments couverts s’additionnent.",
	},
	Starts: map[string]string{
		"event": "Le temps compte depuis le début de l’indisponibilité.", "ticket_opened": "Le temps ne compte que depuis l’ouverture d’une demande au soutien du fournisseur.",
		"customer_report": "Le temps ne compte que depuis le signalement du client.", "provider_detection": "Le temps compte depuis que le fournisseur a constaté l’indisponibilité\u00a0; ce moment lui appartient, et le début observé en tient lieu ici.",
		"earlier_of": "Le temps compte depuis le signalement du client ou le constat du fournisseur, selon ce qui vient d’abord\u00a0; le début observé en tient lieu ici.",
	},
	Waited: func(m string) string {
		return counted(m, ",", "minute s’est écoulée avant et ne compte pas", "minutes se sont écoulées avant et ne comptent pas") + "."
	},
	NoTicket: func(n string) string {
		return "Aucune demande n’est nommée pour " + n + "\u00a0: ce temps ne compte pas."
	},
	Ticket:  func(t string) string { return "Demandes que le client déclare avoir ouvertes\u00a0: " + t + "." },
	Assumed: "Aucune demande n’étant donnée, ce calcul en suppose une au début de chaque indisponibilité.",
	Left:    func(m string) string { return "La maintenance annoncée a retiré " + minutesFR(m) + "." },
	NotLeft: "Le moment où la maintenance a été annoncée n’est pas connu\u00a0; le doute profite au fournisseur, et elle a été retirée.",
	Brief: func(m string) string {
		return counted(m, ",", "minute était trop brève", "minutes étaient trop brèves") + " pour compter."
	},
	Shortest: func(d string, longer bool, counts string) string {
		s := "Ne compte qu’une indisponibilité d’au moins " + d
		if longer {
			s = "Ne compte qu’une indisponibilité de plus de " + d
		}
		switch counts {
		case "beyond":
			return s + ", et seulement ce qui dépasse."
		case "unspecified":
			return s + "\u00a0; le texte ne dit pas si ce premier temps compte ensuite."
		}
		return s + "\u00a0; elle compte alors en entier."
	},
	Partials: map[string]string{
		"keep": "Les fractions de minute comptent.", "drop": "Les fractions de minute ne comptent pas.", "up": "Toute minute commencée compte.",
		"unspecified": "Le texte ne dit pas si les fractions de minute comptent.",
	},
	Grid: func(d string) string { return "Ne comptent que les intervalles entiers de " + d + "." },
	Before: func(n string) string {
		return "Une indisponibilité n’est comptée que dans la période où elle a commencé\u00a0; commencées auparavant\u00a0: " + n + "."
	},
	Counted: func(n, m string) string {
		return "Selon le contrat, il restait " + n + " et " + minutesFR(m) + "."
	},
	Share: func(total, down, exact, cut string) string {
		return "Disponibilité\u00a0: (" + total + " − " + down + ") ÷ " + total + " = " + exact + NoBreak + "%, soit " + cut + NoBreak + "%."
	},
	Committed: func(p, allowed string) string {
		return "Le fournisseur promettait " + p + NoBreak + "%, ce qui laissait " + minutesFR(allowed) + "."
	},
	AllowedFor: func(m string) string {
		return "Le fournisseur admettait " + minutesFR(m) + " d’indisponibilité par période."
	},
	Free:      func(n string) string { return "Le fournisseur admettait " + n + " indisponibilité par période." },
	Met:       "La promesse a été tenue, selon ce calcul.",
	Missed:    "La promesse n’a pas été tenue, selon ce calcul.",
	Undecided: "Les preuves ne disent pas si la promesse a été tenue.",
	Tier:      func(row, gives string) string { return "Le barème donne, " + row + ", " + gives + "." },
	Row: func(least, most string, above, upTo bool) string {
		switch {
		case least == "":
			return tern(upTo, "à "+most+NoBreak+"% ou moins", "sous "+most+NoBreak+"%")
		case most == "":
			return tern(above, "au-dessus de "+least+NoBreak+"%", "à "+least+NoBreak+"% ou plus")
		}
		return tern(above, "au-dessus de ", "de ") + least + tern(upTo, " à ", " jusque sous ") + most + NoBreak + "%"
	},
	Gap:      "Le barème ne dit rien de ce taux\u00a0: il a un trou, et la ligne la plus basse a été prise.",
	Percents: func(p string) string { return p + NoBreak + "% des frais" },
	DaysOf:   func(n string) string { return counted(n, ",", "jour de service", "jours de service") },
	MonthsOf: func(n string) string { return n + " mois de service" },
	PerUnit: func(p, unit, units, beyond string) string {
		return "Le crédit est de " + p + NoBreak + "% par tranche de " + unit + " " + beyond + "\u00a0; tranches comptées\u00a0: " + units + "."
	},
	Unitings: map[string]string{"full": "entières", "started": "commencées", "continuous": "au prorata", "unspecified": "le texte ne dit pas si elles doivent être entières"},
	Grows:    map[string]string{"all_downtime": "d’indisponibilité", "beyond_commitment": "au-delà de ce que la promesse laisse", "beyond_allowance": "au-delà du temps admis"},
	Multiple: func(f, r string) string {
		s := "Le crédit vaut " + f + " fois le prix du temps perdu"
		if r != "" {
			s += "\u00a0; le document arrondit d’abord ce facteur à " + r + " décimales"
		}
		return s + "."
	},
	Hourly: "Le crédit est le prix du temps perdu, au prix de l’heure.",
	Extension: func(f, g string) string {
		return "Le service est prolongé de " + f + " fois le temps perdu\u00a0: " + g + "."
	},
	NoCredit: "Le texte ne promet aucun crédit.",
	Unclear:  "La source lue ne dit pas quel crédit est dû.",
	Fee:      func(fee string) string { return "Frais de la période, tels que déclarés\u00a0: " + fee + "." },
	NoFee:    "Les frais ne sont pas donnés\u00a0: le crédit ne se calcule qu’en pourcentage.",
	Cap:      func(top, per string) string { return "Plafond\u00a0: " + top + " " + per + "." },
	CapLeft: func(percent string) string {
		return "L’indisponibilité avait commencé dans une période précédente. Le plafond par indisponibilité ne vaut qu’une fois\u00a0: il en restait " + percent + "\u00a0%."
	},
	Pers: map[string]string{"period": "par période", "incident": "par indisponibilité", "year": "par année"},
	Floor: func(a string, over bool) string {
		return "Un crédit n’est donné que s’il " + tern(over, "dépasse ", "atteint ") + a + "."
	},
	Rounded: func(exact, amount, mode string) string {
		if exact == amount {
			return "Crédit\u00a0: " + amount + "."
		}

		return "Crédit\u00a0: " + exact + ", soit " + amount + " (" + mode + ")."
	},
	Modes: map[string]string{"half_up": "arrondi au plus proche", "half_even": "arrondi au plus proche, la moitié vers le pair", "down": "arrondi vers le bas"},
	Reading: func(which, low, high string) string {
		return "Le texte se lit de plusieurs façons (" + which + ")\u00a0: le crédit va de " + low + " à " + high + "."
	},
	Dimensions: map[string]string{"shortest_outage.counts": "temps qui précède le seuil", "shortest_outage.partial_minutes": "fractions de minute", "credit.units": "tranches entières ou commencées", "credit.when": "crédit dû dès la première minute ou une fois la promesse manquée", "claim": "délai de demande"},
	Whens: map[string]string{
		"any_downtime": "Le crédit est compté pour toute indisponibilité retenue, que la promesse ait été tenue ou non.",
		"unspecified":  "Le texte ne dit pas si le crédit n’est dû qu’une fois la promesse manquée.",
	},
	Asks: map[string]string{
		"dates_and_times": "les dates et heures", "start_and_end": "le début et la fin", "region": "la région", "zone": "la zone", "instance": "l’instance", "resource_ids": "les identifiants des ressources",
		"request_logs": "les journaux de requêtes", "description": "la description des faits", "evidence": "les preuves", "ticket": "la demande ouverte au soutien",
	},
	Subject: func(s string) string { return "l’objet «\u00a0" + s + "\u00a0»" },
	Uncharged: func(each, over string) string {
		return "À côté de ce crédit, et sans demande, le texte dit de ne rien facturer d’une tranche d’horloge de " + each + " où ce qui est couvert a été indisponible plus de " + over + "."
	},
	Spared: func(least, most, amount string) string {
		s := "De telles tranches, il y en a au moins " + least + " et au plus " + most
		if amount != "" {
			s += ", soit " + amount + " pour les premières si le prix est le même à toute heure"
		}
		return s + ". Ce n’est pas une partie du crédit\u00a0; les frais dont celui-ci est une part sont ceux qui ont été facturés, ces tranches ôtées."
	},
	Channels: map[string]string{"support_case": "par une demande ouverte au soutien du fournisseur", "form": "par un formulaire du fournisseur", "control_panel": "depuis l’espace client du fournisseur",
		"mail": "par courriel", "post": "par la poste"},
	Channel: func(c, address string) string {
		return "La demande se fait " + c + tern(address != "", " ("+address+")", "") + "."
	},
	InZone: func(zone string) string { return "Les heures s’y donnent dans le fuseau " + zone + "." },
	Masked: "Le texte demande de masquer, dans les journaux joints, ce qui est confidentiel.",
	Parts:  map[string]string{"subject": "son objet", "fields": "ce qu’elle doit contenir", "channel": "par quelle voie la faire", "address": "à quelle adresse", "zone": "dans quel fuseau donner les heures"},
	Untold: func(list string) string { return "Ce que la source lue ne dit pas de la demande\u00a0: " + list + "." },
	Upper: func(m, c string) string {
		return "Si l’indisponibilité avait duré le plus possible (" + counted(m, ",", "minute comptée", "minutes comptées") + "), le crédit serait de " + c + "\u00a0; seul le moindre des deux cas est réclamé."
	},
	Deadline: func(day, zone, how string) string {
		return "Dernier jour pour demander\u00a0: le " + day + ", dans le fuseau " + zone + " (" + how + ")."
	},
	EachDay: "Chaque indisponibilité a son propre dernier jour\u00a0; celui qui est dit est le premier.",
	Earlier: func(day string) string {
		return "Selon une autre lecture, ce jour serait le " + day + "\u00a0: il vaut mieux demander avant."
	},
	Anchors: map[string]string{
		"incident": "du début de l’indisponibilité", "resolution": "de la fin de l’indisponibilité", "month_end": "de la fin du mois", "period_end": "de la fin de la période",
		"cycle_end": "de la fin du cycle de facturation", "next_month_start": "du premier jour du mois suivant", "ticket": "de l’ouverture de la demande",
	},
	Within: func(n int, unit, anchor string, first bool) string {
		count := French.Number.Int(int64(n)) + NoBreak
		words := map[string]string{"days": count + plural(n > 1, "jours", "jour"), "business_days": count + plural(n > 1, "jours ouvrables", "jour ouvrable"), "months": count + "mois",
			"cycles": count + plural(n > 1, "cycles de facturation", "cycle de facturation")}[unit]
		return words + " à compter " + French.Contract.Anchors[anchor] + tern(first, ", ce jour compris", "")
	},
	NoClaim:   "La source lue ne dit pas jusqu’à quand demander.",
	Payments:  map[string]string{"credit": "Le crédit se déduit des factures à venir et ne se rembourse pas.", "refund": "Le crédit est remboursé.", "extension": "Le crédit est une prolongation du service."},
	Sole:      "Le texte dit que ce crédit est le seul recours\u00a0; ce que vaut une telle clause est une question de droit.",
	Automatic: "Le texte dit que ce crédit est donné sans demande.",
	Pleaded: func(list string) string {
		return "Le fournisseur peut invoquer ce que ce calcul n’examine pas\u00a0: " + list + "."
	},
	Excluded: map[string]string{
		"scheduled_maintenance": "maintenance planifiée", "emergency_maintenance": "maintenance d’urgence", "force_majeure": "force majeure", "customer": "fait du client", "customer_software": "logiciel du client",
		"ddos": "attaque par déni de service", "third_party_network": "réseau de tiers", "suspension": "suspension du compte", "bad_standing": "compte en défaut", "beta": "service à l’essai", "other": "autres causes que le texte nomme",
	},
	Needed: func(list string) string { return "La promesse suppose\u00a0: " + list + "." },
	Needs: map[string]string{
		"two_zones": "au moins deux zones", "ha_option": "l’option de haute disponibilité", "two_hosts": "au moins deux hôtes identiques", "spare_capacity": "une capacité de réserve suffisante",
		"account_in_good_standing": "un compte en règle", "ticket_opened": "une demande ouverte au soutien", "monitoring_allowed": "que le fournisseur puisse observer le service",
	},
	Answers: map[string]string{
		"ELIGIBLE": "Un crédit est dû", "NOT_ELIGIBLE": "Aucun crédit n’est dû", "INSUFFICIENT_EVIDENCE": "Les preuves ne suffisent pas pour répondre", "REVIEW_REQUIRED": "Une personne doit examiner la réponse",
	},
	Reasons: map[string]string{
		"example-rule": "la règle est un exemple que personne n’a entièrement comparé à sa source", "ambiguous-rule": "le texte se lit de plusieurs façons, qui ne donnent pas le même crédit",
		"tier-gap": "le barème ne dit rien de ce taux", "document-arithmetic": "les chiffres du document se contredisent", "no-ticket": "le temps ne compte que depuis une demande, et aucune n’est nommée",
		"precondition": "il n’est pas dit qu’une condition de la promesse était remplie", "their-measure": "selon le texte, c’est une autre mesure que celle-ci qui compte",
		"not-observed": "ce que la promesse nomme indisponibilité n’est pas ce qui a été observé", "announcement-unknown": "le moment où la maintenance a été annoncée n’est pas connu",
		"currency": "un montant de la règle est dans une autre devise que les frais", "rolling-window": "la fenêtre glissante a été choisie par ce calcul", "bounds": "seul l’autre cas de durée donnerait un crédit, ou un autre crédit",
		"not-watched": "le temps non observé pourrait décider", "nothing-shown": "les preuves ne montrent aucune des cibles du contrat dans la période", "cycle-unknown": "le jour où commence le cycle de facturation n’est pas donné", "yearly-cap": "un plafond vaut pour l’année, et toute l’année n’a pas été calculée",
		"deadline-passed":    "à la date de ce rapport le délai pour demander était passé, ou l’était selon une lecture du texte",
		"method-foreign":     "la méthode de comptage n’est pas celle du programme\u00a0: qui demande l’a choisie ou changée",
		"evidence-unchecked": "à qui sont les preuves, si elles sont entières ou leur temps n’a pu être vérifié en entier",
		"vantage-absent":     "les preuves d’un point d’observation que nomme la politique n’ont pas été remises",
		"down-unspecified":   "le texte ne dit pas ce qu’il appelle indisponibilité",
		"text-younger":       "toutes les versions datées du texte sont postérieures à l’indisponibilité\u00a0: rien ne dit qu’il valait alors",
		"not-together":       "un autre contrat, dont le crédit ne s’ajoute pas à celui-ci, en donne un aussi pour cette période",
		"one-by-one":         "la promesse est faite pour chaque élément, et le contrat en couvre plusieurs qui n’ont pas été comptés un par un",
		"part-period":        "le contrat n’était en vigueur que pendant une partie de la période, et les frais sont ceux de la période entière",
		"claimed-twice":      "un autre contrat avec le même fournisseur donne un crédit pour la même indisponibilité du même élément\u00a0: les deux ne sont pas à demander sans examen",
		"terms-other":        "un journal a nommé à un moment d’autres contrats que ceux-ci comme étant en vigueur",
		"also-under":         "un contrat avec un autre fournisseur donne aussi un crédit pour la même indisponibilité",
		"method-later":       "la méthode de comptage n’avait pas été consignée par tous les journaux avant la première observation qui compte",
		"terms-later":        "le fichier des contrats a été écrit ou changé après le début des observations",
		"rule-later":         "la règle n’avait pas été consignée par tous les journaux avant la première observation qui compte",
		"rule-foreign":       "la règle a été écrite par qui demande, le programme ne la porte pas",
		"history-open":       "aucun témoin n’atteste, pour tous les journaux, qu’il n’en existe pas d’autre version",
		"integrity-open":     "une partie des preuves, qui ne compte pas ici, n’a pu être vérifiée",
		"source-changed":     "le texte d’où vient la règle a changé pendant la période",
		"managed-unknown":    "le fichier des contrats ne dit pas qui administre la machine (managed), qui a répondu alors que ce qui y tournait faisait défaut\u00a0: si c’est le client, l’échec peut lui tenir",
		"source-differs":     "ce que le journal a conservé de la source n’est pas le texte dont la règle porte l’empreinte",
	},
	States: func(list string) string { return "La demande doit dire\u00a0: " + list + "." },
	Scopes: map[string]string{"service": "le service", "account": "le compte", "instance": "chaque instance", "region": "la région", "project_region": "le projet dans une région", "hosting_plan": "la formule d’hébergement", "website": "le site"},
	Measures: map[string]string{
		"unspecified": "Le texte ne dit pas quelle mesure fait foi.", "provider_sole": "Selon le texte, seule la mesure du fournisseur fait foi.", "provider_then_client": "Selon le texte, la mesure du fournisseur prime, et celle du client vient ensuite.",
		"client_logs_required": "Selon le texte, le client joint ses propres journaux de requêtes.", "named_third_party": "Selon le texte, la mesure d’un tiers désigné fait foi.",
	},
	Stated: func(p, of, says, is string) string {
		return "Le document dit que " + p + NoBreak + "% de " + minutesFR(of) + " laissent " + minutesFR(says) + "\u00a0; le calcul exact donne " + is + "."
	},
	GapIn: func(from, to string) string {
		return "Le barème ne dit rien entre " + from + NoBreak + "% et " + to + NoBreak + "%."
	},
	Heads: map[string]string{
		"subscription_refund": "remboursement de l’abonnement", "sla_credit": "crédit contractuel", "rebuild_cost": "reconstruction", "data_recovery_cost": "récupération de données", "emergency_migration": "migration d’urgence",
		"lost_sales": "ventes perdues", "lost_ads_and_seo": "publicité et référencement perdus", "client_claims_and_penalties": "réclamations des clients du client", "time_spent": "temps passé", "mail_loss": "courriels perdus",
		"reputation_image": "réputation", "data_value_sentimental": "valeur sentimentale des données", "stress_inconvenience": "troubles et inconvénients", "punitive": "dommages punitifs", "breach_response_cost": "réponse à la fuite",
		"preventive_shutdown_cost": "fermeture préventive", "expert_fees": "frais d’expertise", "interest": "intérêts", "other": "autre",
	},
	Covers: func(scope, down string) string {
		return "Elle porte sur " + scope + "\u00a0; elle appelle indisponibilité\u00a0: " + down + "."
	},
	Periods: func(kind string, day int, zone string) string {
		n := strconv.Itoa(day)
		s := map[string]string{"calendar_month": "La période est le mois civil", "billing_cycle": "La période est le cycle de facturation du client, depuis le jour de son inscription",
			"thirty_days": "La période est de trente jours depuis l’inscription", "rolling_days": "La période est une fenêtre glissante de " + n + " jours", "half_year": "La période est le semestre civil", "calendar_year": "La période est l’année civile"}[kind]
		if kind == "billing_cycle" && day > 0 {
			s = "La période est le cycle de facturation, qui commence le " + tern(day == 1, "1er", n) + " du mois"
		}
		if zone != "" {
			s += ", dans le fuseau " + zone
		}
		return s + "."
	},
	Promised: func(p, allowed, of string) string {
		return "Le fournisseur promet " + p + NoBreak + "%, soit " + counted(allowed, ",", "minute admise", "minutes admises") + " sur " + of + "."
	},
	PromisedRate: func(p string) string { return "Le fournisseur promet " + p + NoBreak + "%." },
	Ask:          func(within string) string { return "Il faut demander dans un délai de " + within + "." },
	Page: ContractPage{
		Intro:      "Ce chapitre applique la règle de chaque contrat aux temps observés, ligne par ligne\u00a0: de la façon que dit le contrat, puis de la nôtre. Le temps non observé y compte comme du temps de bon fonctionnement, et seul est réclamé ce que donne la durée la plus courte. Une réponse ne vaut que pour la règle telle qu’elle est reproduite ici\u00a0; que le contrat signé dise la même chose n’est pas examiné.",
		None:       "Aucun contrat n’a été donné avec ce rapport\u00a0: il ne dit rien de ce qui était promis.",
		Terms:      "Le fichier des contrats, où le client déclare ses frais, ses demandes et ses pertes, est reproduit dans le fichier joint report.json. Son empreinte avait été consignée par tous les journaux avant la première observation qui compte ici.",
		TermsLater: "Le fichier des contrats, où le client déclare ses frais, ses demandes et ses pertes, est reproduit dans le fichier joint report.json. Il a été écrit ou changé après le début des observations.",
		Table:      "Ce que donne le contrat, période par période", Details: "Calcul, ligne par ligne", TwoWays: "La façon du contrat et la nôtre", Losses: "Pertes que le client déclare",
		Before: "L’empreinte de cette règle avait été consignée par tous les journaux avant la première observation qui compte ici.",
		Later:  "L’empreinte de cette règle n’avait pas été consignée par tous les journaux avant la première observation qui compte ici\u00a0: la règle a été choisie, ou changée, plus tard.",
		Period: "Période", Answer: "Réponse", Credit: "Crédit", ClaimBy: "À demander au plus tard le", Availability: "Disponibilité", Down: "Indisponibilité", Way: "Façon de compter",
		Their: "Celle du contrat", Ours: "La nôtre\u00a0: du début à la fin, sans rien retirer", Least: "durée la plus courte", Most: "durée la plus longue",
		With: "maintenance déclarée retirée", Without: "maintenance déclarée comptée",
		Head: "Chef de préjudice", What: "Description", Method: "Méthode", Amount: "Montant", Vouchers: "Pièces (SHA-256)", NoAmount: "non calculé", NotAsked: "délai inconnu",
		Heading: func(name string) string { return "Contrat " + name },
		Steps:   func(name, period string) string { return name + ", " + period + "\u00a0: calcul, ligne par ligne" },
		Rule: func(rule, targets string, n int) string {
			return "La règle " + rule + " a été appliquée " + plural(n > 1, "aux cibles ", "à la cible ") + targets + "."
		},
		NoTargets: func(rule string) string {
			return "La règle " + rule + " n’a pu être appliquée\u00a0: les preuves ne montrent aucune des cibles de ce contrat."
		},
		Span: func(from, to string) string { return "du " + from + " au " + to },
		Why:  func(list string) string { return "Motifs\u00a0: " + list + "." },
		Reserved: func(list string) string {
			return "Peut être discuté, à côté de cette réponse\u00a0: " + list + "."
		},
		Reserves: "avec des réserves",
		Sources:  "Sources des règles, et ce que les journaux en ont conservé", Source: "Source", Rank: "Rang", Digest: "SHA-256 que porte la règle", Captured: "Conservé par les journaux",
		Held: func(v, seen, digest, leaf string) string {
			return "Par " + v + ", le " + seen + ", SHA-256 " + digest + " (" + leaf + ")."
		},
		Unchanged: func(until string) string {
			return "Inchangé dans la période, jusqu’à la dernière lecture (" + until + ")."
		},
		Changed: func(list string) string { return "Changé dans la période, au plus tard\u00a0: " + list + "." },
		Differs: "Ce n’est pas le texte dont la règle porte l’empreinte.", NotHeld: "Non.", Unread: "Non relu dans la période.",
		Announced: func(m string) string { return "Maintenance déclarée dans la période\u00a0: " + minutesFR(m) + "." },
		Apart: func(c, l string, vouchers bool) string {
			return "Le crédit du contrat (" + c + ") et la perte déclarée (" + l + ") sont deux choses et ne s’additionnent pas\u00a0: le premier se calcule, la seconde se prouve par ses pièces, " + tern(vouchers, "que ce rapport n’examine pas.", "et aucune n’en a été désignée.")
		},
		Quiet: func(n int) string {
			return French.Number.Count(int64(n), "période n’a montré", "périodes n’ont montré") + " aucune indisponibilité."
		},
		RuleText: func(name string) string { return "Texte de la règle " + name },
		Promised: func(name, period, answer, credit, chapter string) string {
			if credit != "" {
				credit += "\u00a0; "
			}
			return "Contrat " + name + ", " + period + "\u00a0: " + answer + " (" + credit + chapter + ")."
		},
		NotSettled: "non établi",
		Owed: func(credit, day string) string {
			if day != "" {
				credit += ", à demander au plus tard le " + day
			}
			return credit
		},
		Unsettled: func(day string) string {
			if day != "" {
				return "crédit non établi, à demander au plus tard le " + day + " s’il est dû"
			}
			return "crédit non établi"
		},
		More: func(n int, chapter string) string {
			return French.Number.Count(int64(n), "autre période se trouve", "autres périodes se trouvent") + " au " + chapter + "."
		},
	},
}

func tern(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// Reason says why an answer is not a plain one, or an incident must be looked
// at.
func (l *Language) Reason(key string) string {
	if s, ok := l.Contract.Reasons[key]; ok {
		return s
	}
	return pick(l.Words.Reviews, key)
}
