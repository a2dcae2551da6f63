package lang

import (
	"strconv"
	"strings"
)

// Class is a class report: one event, many harmed. Counts come written already
// where they are text.
type Class struct {
	Title                                                                     string
	Subtitle                                                                  func(provider string) string
	Provider, Words, Members, Sites, Others, Vantages, Bundles, LeftOut, Rule string
	Chapters                                                                  map[string]string

	Counted  func(sites, members, others, vantages int) string
	None     func(gap string, sites int) string
	Event    func(sites, members int, from, to, median string) string
	Largest  func(member string, sites, of int) string // who has more than half of an event
	Ended    func(from, to string) string
	Open     func(from string) string
	NoneBack string // none had returned when the records end
	Share    func(minute string, failing, known, otherFailing, otherKnown int, unknown, otherUnknown int) string
	Test     func(failing, ours, known, of int) string
	Chance   func(oneIn, tests, boundedIn string) string
	Sole     string                                 // nothing to compare
	Even     string                                 // the chance is above one half
	Seen     func(n, of int, confirmed bool) string // sites whose failure two vantages saw; confirmed: the test is of these alone
	Doubts   map[string]string
	Standing string // no doubt
	Doubtful string // of an event that has one, beside its number
	Name     func(n int) string

	Lines, Shares, Whole           func(n int) string // captions
	Mine, Theirs, Proven, Possible string
	Window                         string
	Percent                        string

	Strata, Unit, Failing, Known, Unknown string
	UnitRule                              string
	Unplaced, BothSides                   func(ours, others int) string // sites of no known address, and on one of both sides
	TestRule                              string
	ClusterRule                           func(gap string, sites int) string

	ApartIntro func(sites int) string
	ApartWhy   string // before the table of it
	Apart      map[string]string
	Reason     string
	Numbered   func(n int, numbers string) string // so many sites, by their numbers
	Lone       func(n int) string
	LoneTitle  string
	Site       string
	Member     string
	Onset      string
	End        string
	Cause      string
	At         string
	Length     string
	Summed     string // durations added up

	SignIntro func(alike int, groups int) string
	Signs     map[string]string
	NotKnown  string
	NoEvent   string
	Group     func(n, sites, members int) string
	All       string
	Sites1    string
	Same      func(mark string) string
	Statement func(digest string) string

	Subgroups map[string]string
	SubIntro  string
	Losses    string
	NoLoss    string
	Loss      func(state, items, bytes string, restored int) string
	Look      string

	QuestionIntro string
	Question      string
	Evidence      string
	Questions     map[string]string
	See           func(chapter string) string
	Silent        string // no fact bears on it
	Bears         func(members, of, sites int) string
	Valued        func(value string, members, sites int) string // of a sign
	MoreValues    func(n int) string

	Sheet       func(member string) string
	SheetIntro  string
	SheetRows   map[string]string
	SheetEvents func(of string, members, all int) string
	SheetGroup  func(n, sites, of int) string
	SheetTime   func(own, median string) string

	Watched     string
	VantageRule string
	LeftIntro   func(n int) string
	LeftNone    string
	Reasons     map[string]string
	NoPolicy    string
	Disputed    func(n int, numbers string) string
	Reviews     func(list string) string
	Shared      func(n int, numbers string) string
	SameHost    func(n int, numbers string) string // sites under one host name
	Untold      func(n int) string
	// NotTaken counts the sites that bundles show and the list does not take, by side.
	NotTaken      func(n, ours, others, untold int) string
	NotTakenTitle string
	// More says how many rows of a list are not on the pages, of how many.
	More       func(n, of int) string
	MoreEvents func(n int) string
	// LossWhen says in which event a loss was, or around which; 0 for none.
	LossWhen     func(event, around int) string
	LossDisputed string
	Twice        func(member, also string) string
	Within       func(n int, members string) string
	OtherWords   string

	PublicMark string
	Public     func(digest string) string
	Hidden     string
	NotHidden  string // what numbers in place of names do not hide (GDPR, art. 4(5))
	HiddenKeys map[string]string
	Commitment string

	Facts string // at the foot of each page, before the digest of the list of facts
	Check ClassCheck

	Limits []string
	Annex  string
	Cited  string // how records are named in it
	Leaves func(bundle int, log, places string) string
	Proof  string
}

var classFrench = Class{
	Title: "Rapport de groupe", Subtitle: func(p string) string { return "Sites tenus chez " + p },
	Provider: "Fournisseur", Words: "Ainsi nommé par les membres", Members: "Membres", Sites: "Sites chez lui", Others: "Sites ailleurs, pour comparer", Vantages: "Points d’observation",
	Bundles: "Dossiers de preuve", LeftOut: "Dossiers laissés de côté", Rule: "Règle de comptage",
	Chapters: map[string]string{"summary": "En bref", "events": "Les événements", "apart": "Qui n’entre pas dans un événement", "alike": "Ce qui se ressemble", "sub": "Sous-groupes et pertes", "questions": "Questions communes",
		"sheet": "Fiche de représentativité", "evidence": "De quoi ce rapport est fait", "limits": "Ce que ce rapport ne prouve pas", "check": "Comment vérifier cette pièce", "annex": "Annexe A\u00a0: sites et bornes", "bundles": "Annexe B\u00a0: dossiers de preuve"},
	Counted: func(s, m, o, v int) string {
		return French.Number.Count(int64(s), "site tenu", "sites tenus") + " chez ce fournisseur par " + French.Number.Count(int64(m), "membre", "membres") + " ont été observés, avec " + tern(o == 0, "aucun site tenu", French.Number.Count(int64(o), "site tenu", "sites tenus")) +
			" ailleurs, depuis " + French.Number.Count(int64(v), "point d’observation distinct", "points d’observation distincts") + "."
	},
	None: func(gap string, n int) string {
		return "Aucun événement commun n’a été établi\u00a0: nulle part " + French.Number.Cardinal(n) + " sites d’au moins deux membres n’ont cessé de répondre à " + gap + " au plus l’un de l’autre."
	},
	Largest: func(member string, n, of int) string {
		return "Plus de la moitié de ces sites sont d’un seul membre (" + member + ")\u00a0: " + French.Number.Int(int64(n)) + " sur " + French.Number.Int(int64(of)) + "."
	},
	Event: func(s, m int, from, to, median string) string {
		return French.Number.Count(int64(s), "site", "sites") + " de " + French.Number.Count(int64(m), "membre", "membres") + " ont cessé de répondre après le " + from + " et au plus tard le " + to +
			"\u00a0; la moitié d’entre eux avaient échoué le " + median + "."
	},
	Ended: func(from, to string) string {
		return "Le premier rétabli a échoué pour la dernière fois le " + from + "\u00a0; tous répondaient de nouveau le " + to + "."
	},
	Open: func(from string) string {
		return "Le premier rétabli a échoué pour la dernière fois le " + from + "\u00a0; tous n’étaient pas rétablis à la fin des relevés."
	},
	NoneBack: "Aucun ne répondait de nouveau à la fin des relevés.",
	Share: func(minute string, f, k, of, ok, u, ou int) string {
		if k+ok == 0 {
			return "Dans la minute du " + minute + ", l’état d’aucun site n’est connu d’un bout à l’autre\u00a0: aucun ne compte comme en panne ni comme joignable."
		}
		return "Dans la minute du " + minute + ", " + French.Number.Int(int64(f)) + " des " + French.Number.Int(int64(k)) + " sites du fournisseur dont l’état est connu étaient en panne, et " + plural(of == 0, "aucun", French.Number.Int(int64(of))) + " des " + French.Number.Int(int64(ok)) +
			" sites tenus ailleurs." + plural(u+ou > 0, " L’état de "+French.Number.Int(int64(u))+" autres sites du fournisseur et de "+French.Number.Int(int64(ou))+" tenus ailleurs n’est pas connu dans cette minute\u00a0: ils ne comptent ni comme en panne ni comme joignables.", "")
	},
	Test: func(f, ours, known, of int) string {
		return "Les sites d’une même adresse comptés une seule fois, " + French.Number.Int(int64(known)) + " unités ont été comparées entre elles, chacune avec celles qu’observaient les mêmes points d’observation\u00a0; " + French.Number.Int(int64(f)) + " étaient en panne, dont " +
			French.Number.Int(int64(ours)) + " des " + French.Number.Int(int64(of)) + " du fournisseur."
	},
	Chance: func(one, tests, bounded string) string {
		return "Si les unités en panne avaient été tirées au sort parmi toutes, la probabilité qu’au moins autant soient du fournisseur serait d’au plus une sur " + one + " (loi hypergéométrique, calcul exact). La règle a examiné en tout " + tests +
			tern(tests == "1", " suite de débuts de panne", " suites de débuts de panne") + "\u00a0; aurait-on essayé chacune, la probabilité qu’une au moins en montre autant ne dépasserait pas une sur " + bounded + "."
	},
	Sole: "Aucune comparaison n’est possible\u00a0: nulle part les mêmes points d’observation n’ont vu à la fois des unités des deux côtés, dont une partie seulement en panne.",
	Even: "Si les unités en panne avaient été tirées au sort parmi toutes, la probabilité qu’au moins autant soient du fournisseur dépasserait une sur deux (loi hypergéométrique, calcul exact)\u00a0: la comparaison ne dit rien contre lui.",
	Seen: func(n, of int, confirmed bool) string {
		return "Les échecs de " + French.Number.Count(int64(n), "site", "sites") + " sur " + French.Number.Int(int64(of)) + " ont été vus par deux points d’observation au moins" +
			tern(confirmed, "\u00a0; l’essai ne retient aucun autre échec du fournisseur.", ".")
	},
	Doubts: map[string]string{
		"one-vantage":    "Trop peu de ces échecs ont été vus par deux points d’observation\u00a0: le propre chemin d’un seul vers le fournisseur peut en être la cause. L’événement n’est pas établi.",
		"both-sides":     "Une adresse au moins est à la fois celle d’un site de cet événement et celle d’un site dit tenu ailleurs\u00a0: on ne sait pas de quel côté elle est. L’événement n’est pas établi.",
		"no-comparison":  "Aucun point d’observation n’a suivi à la fois des sites du fournisseur et d’autres\u00a0: rien ne dit que la panne était propre au fournisseur.",
		"not-told-apart": "Des sites tenus ailleurs ont échoué aussi, ou trop peu sont connus\u00a0: l’événement ne se distingue pas du hasard au seuil de la méthode.",
		"spread":         "Du premier de ces débuts au dernier, il s’est écoulé plus de deux fois l’écart de la règle\u00a0: chacun n’est proche que du précédent, et une suite de pannes sans rapport peut avoir cette forme. L’événement n’est pas établi.",
		"never-together": "Dans la minute comparée, moins de ces sites étaient en panne à la fois que la règle n’en demande. L’événement n’est pas établi.",
		"one-member":     "Plus de la moitié des sites de cet événement sont d’un seul membre\u00a0; sans lui, il n’y aurait pas d’événement selon la règle, ou le calcul ne le distinguerait pas du hasard. L’événement n’est pas établi comme commun.",
		"picked":         "Avec les sites que montrent les dossiers et que la liste ne retient pas, le calcul ne distinguerait pas l’événement du hasard. L’événement n’est pas établi.",
	},
	Standing: "L’événement se distingue du hasard au seuil de la méthode.", Doubtful: "non établi",
	Name: func(n int) string { return "Événement " + French.Number.Int(int64(n)) },
	Lines: func(n int) string {
		return "Une ligne par site de l’événement " + French.Number.Int(int64(n)) + ", dans l’ordre du premier échec\u00a0: ils ont cessé de répondre dans la bande grisée."
	},
	Shares: func(n int) string {
		return "Part des sites en panne, minute par minute, autour de l’événement " + French.Number.Int(int64(n)) + "\u00a0: en trait plein ceux du fournisseur, en tireté ceux tenus ailleurs. Le trait au-dessus du cadre marque la minute comparée. Les sites dont l’état n’est pas connu n’y sont pas."
	},
	Whole: func(n int) string {
		return "La ligne des sites est coupée après " + French.Number.Int(int64(n)) + "\u00a0; tous sont en annexe A."
	},
	Mine: "du fournisseur", Theirs: "ailleurs", Proven: "panne établie", Possible: "panne possible", Window: "début commun", Percent: "\u00a0%",
	Strata: "Unités dans la minute comparée, selon qui les observait", Unit: "Unités", Failing: "En panne", Known: "Connues", Unknown: "Inconnues",
	UnitRule: "Les sites qui partagent une adresse peuvent tomber pour une seule cause\u00a0: ils sont une unité. Celle du fournisseur est en panne quand plus de la moitié de ses sites connus le sont, celle d’un autre dès qu’un seul l’est. Des unités ne sont comparées qu’à celles que les mêmes points d’observation suivaient\u00a0: si le réseau d’un point d’observation tombe, il tombe pour les deux côtés et ne pèse pas. Un site dont aucune adresse n’est connue, et une unité qui a des sites des deux côtés, ne comptent que s’ils parlent pour le fournisseur\u00a0: joignables s’ils sont les siens, en panne s’ils sont ailleurs.",
	Unplaced: func(o, e int) string {
		if o+e == 0 {
			return "L’adresse de chaque site est connue."
		}
		return "L’adresse n’est pas connue pour " + French.Number.Count(int64(o), "site", "sites") + " du fournisseur et " + French.Number.Count(int64(e), "site tenu", "sites tenus") + " ailleurs."
	},
	BothSides: func(o, e int) string {
		return French.Number.Count(int64(o), "site du fournisseur partage", "sites du fournisseur partagent") + " une adresse avec " + French.Number.Count(int64(e), "site dit tenu", "sites dits tenus") + " ailleurs."
	},
	TestRule: "La minute comparée est choisie par la règle de la méthode et non d’après le résultat\u00a0: le milieu entre la médiane des premiers échecs et celle des derniers. C’est un seul essai par événement, quel que soit le nombre de minutes.",
	ClusterRule: func(gap string, n int) string {
		return "Un événement est une suite de débuts de panne, dont chacun suit le précédent à " + gap + " au plus, chez au moins " + French.Number.Cardinal(n) + " sites de deux membres au moins. Un début connu de moins près n’en fait pas partie. Cette règle est celle de la méthode de comptage."
	},
	ApartIntro: func(n int) string {
		return plural(n == 0, "Tous les sites du fournisseur ont pris part à un événement.", French.Number.Count(int64(n), "site du fournisseur n’a", "sites du fournisseur n’ont")+" pris part à aucun événement.")
	},
	ApartWhy: "Pour chaque événement, le tableau dit pourquoi les autres sites n’y sont pas, d’après les relevés.",
	Apart: map[string]string{"well": "répondait pendant l’événement", "not-watched": "n’était pas observé", "disputed": "deux relevés se contredisent", "before": "était déjà en panne", "other-time": "a cessé de répondre à un autre moment",
		"coarse": "début connu de trop loin", "no-onset": "aucune bonne réponse auparavant", "not-confirmed": "échecs vus par trop peu de points d’observation, ou d’une autre durée"},
	Reason: "Raison",
	Numbered: func(n int, numbers string) string {
		return French.Number.Count(int64(n), "site", "sites") + "\u00a0: " + numbers
	},
	Lone: func(n int) string {
		if n == 0 {
			return "Aucune panne n’est restée hors d’un événement."
		}
		return French.Number.Count(int64(n), "panne ne relève", "pannes ne relèvent") + " d’aucun événement\u00a0: ces sites ont cessé de répondre seuls, ou à peu près."
	},
	LoneTitle: "Pannes hors de tout événement", Summed: "Durée additionnée", See: func(c string) string { return "voir «\u00a0" + c + "\u00a0»" }, Silent: "aucun fait relevé ne s’y rapporte",
	Site: "Site", Member: "Membre", Onset: "Début, entre", End: "Fin, entre", Cause: "Cause", At: "Premier échec", Length: "Durée",
	SignIntro: func(alike, groups int) string {
		return "Les pannes ont été rapprochées d’après leurs signes et non d’après l’heure seule\u00a0: deux se ressemblent quand au moins " + French.Number.Int(int64(alike)) + NoBreak + "% des signes connus des deux sont les mêmes, et un groupe ne contient que de telles paires. Il en résulte " +
			French.Number.Count(int64(groups), "groupe", "groupes") + ". Un signe inconnu ne rapproche ni n’éloigne."
	},
	Signs: map[string]string{"event": "Événement", "cause": "Cause", "network": "Réseau", "statement": "Annonce", "after": "Contenu après", "rolled": "Revenu au"}, NotKnown: "–", NoEvent: "aucun",
	Group: func(n, s, m int) string {
		return "Groupe " + French.Number.Int(int64(n)) + "\u00a0: " + French.Number.Count(int64(s), "site", "sites") + " de " + French.Number.Count(int64(m), "membre", "membres")
	},
	Sites1: "Sites", Same: func(mark string) string {
		return "Dans les tableaux, «\u00a0" + mark + "\u00a0» dit que les sites du membre montrent le signe commun au groupe, et «\u00a0–\u00a0» que le signe n’est pas connu."
	},
	All: "En commun", Statement: func(d string) string { return "empreinte " + d },
	Subgroups: map[string]string{"data_lost": "Données perdues", "service_lost_only": "Service interrompu seulement", "mail_only": "Courriel seulement", "not_in_event": "Hors de tout événement"},
	SubIntro:  "Chaque site est dans un seul sous-groupe. Les durées sont celles des événements, additionnées site par site. Les pertes sont celles que montrent les relevés\u00a0; les montants réclamés sont au registre et ne s’y ajoutent pas.",
	Losses:    "Pertes", NoLoss: "aucune constatée",
	Loss: func(state, items, bytes string, back int) string {
		return state + "\u00a0: " + items + tern(items == "1", " contenu, ", " contenus, ") + bytes + plural(back > 0, ", dont "+French.Number.Int(int64(back))+" rétablis", "")
	},
	Look:          "à faire confirmer par une personne",
	QuestionIntro: "Pour chaque question commune, combien de membres sont touchés par des faits qui s’y rapportent, dans un sens ou dans l’autre, et où ils se trouvent, événement par événement. Ce qui n’est pas pareil est dit valeur par valeur, et rien n’est additionné d’un événement ou d’une valeur à l’autre\u00a0; un membre qui en montre plusieurs figure à chacune. Ce rapport ne répond pas à la question.",
	Question:      "Question", Evidence: "Faits qui s’y rapportent",
	Questions: map[string]string{"one-event": "Les sites des membres ont-ils cessé de répondre dans un même événement\u00a0?", "not-elsewhere": "Cet événement était-il propre au fournisseur\u00a0?", "same-cause": "La panne avait-elle une même forme\u00a0?",
		"same-network": "Les sites étaient-ils sur un même réseau\u00a0?", "statement": "Le fournisseur a-t-il dit la même chose à tous\u00a0?", "same-after": "Dans quel état le contenu est-il revenu\u00a0?", "lost": "Des données ont-elles été perdues dans un événement\u00a0?", "lost-apart": "Des données ont-elles été perdues sans que les relevés le rattachent à un événement\u00a0?"},
	Bears: func(m, of, s int) string {
		return French.Number.Count(int64(m), "membre", "membres") + " sur " + French.Number.Int(int64(of)) + ", " + French.Number.Count(int64(s), "site", "sites")
	},
	Valued: func(value string, m, s int) string {
		return value + " (" + French.Number.Count(int64(m), "membre", "membres") + ", " + French.Number.Count(int64(s), "site", "sites") + ")"
	},
	MoreValues: func(n int) string { return French.Number.Count(int64(n), "autre valeur", "autres valeurs") },
	Sheet:      func(m string) string { return "Membre " + m + ", au regard du groupe" },
	SheetIntro: "Cette fiche compare un membre aux autres, par les mêmes faits. Elle ne dit rien de sa capacité d’agir ni de conflits d’intérêts.",
	SheetRows:  map[string]string{"sites": "Ses sites", "events": "Événements", "group": "Groupe de ressemblance", "time": "Durée établie", "lost": "Sites avec perte", "shared": "Sites qu’un autre membre a aussi", "none": "aucun"},
	SheetEvents: func(of string, m, all int) string {
		return of + ", où " + French.Number.Count(int64(m), "membre", "membres") + " sur " + French.Number.Int(int64(all)) + plural(m > 1, " ont", " a") + " au moins un site"
	},
	SheetGroup: func(n, s, of int) string {
		return "groupe " + French.Number.Int(int64(n)) + ", qui réunit " + French.Number.Int(int64(s)) + " des " + French.Number.Int(int64(of)) + " sites du fournisseur"
	},
	SheetTime:   func(own, median string) string { return own + "\u00a0; médiane des membres\u00a0: " + median },
	Watched:     "Qui observait",
	VantageRule: "Des journaux d’une même clé, d’une même machine ou d’une même suite d’époques sont un seul point d’observation, quel que soit le membre qui les a remis.",
	LeftIntro: func(n int) string {
		return French.Number.Count(int64(n), "dossier a été laissé", "dossiers ont été laissés") + " de côté. Rien de ce qu’il contient ne compte ici."
	},
	LeftNone: "Aucun dossier n’a été laissé de côté.",
	Reasons: map[string]string{"twice": "donné deux fois", "too-large": "trop grand, pas lu", "unreadable": "illisible", "broken": "ne se vérifie pas", "unnamed-key": "clé que la politique ne nomme pas",
		"two-histories": "journal raconté de deux façons", "mixed": "pas un seul compte", "nothing": "ne montre aucune cible"},
	NoPolicy: "Aucune politique n’a été donnée\u00a0: personne ne répond des clés de ces journaux, ni du moment où ils ont été scellés.",
	Reviews: func(list string) string {
		return "Une personne doit examiner, avec le nombre de pannes en cause\u00a0: " + list + "."
	},
	Disputed: func(n int, numbers string) string {
		return French.Number.Count(int64(n), "site est décrit", "sites sont décrits") + " par des relevés qui se contredisent (" + numbers + "). Le temps contesté ne compte ni comme panne ni comme service."
	},
	Shared: func(n int, numbers string) string {
		return French.Number.Count(int64(n), "site est réclamé", "sites sont réclamés") + " par plus d’un membre (" + numbers + "). Chacun compte une fois."
	},
	SameHost: func(n int, numbers string) string {
		return French.Number.Count(int64(n), "site a", "sites ont") + " un nom d’hôte qu’un autre a aussi (" + numbers + ")\u00a0: ce peuvent être des pages d’un seul site, comptées ici chacune, ou les sites de plusieurs clients sous un même nom."
	},
	LossDisputed: "état que des relevés disent autrement",
	LossWhen: func(event, around int) string {
		switch {
		case event > 0:
			return "événement " + French.Number.Int(int64(event))
		case around > 0:
			return "vu avant l’événement " + French.Number.Int(int64(around)) + " et absent après son début\u00a0: rien ne dit si c’est pendant"
		}
		return "hors de tout événement"
	},
	More: func(n, of int) string {
		return "Sur " + French.Number.Int(int64(of)) + ", " + French.Number.Count(int64(n), "n’est pas montré ici", "ne sont pas montrés ici") + "\u00a0: le fichier class.json, joint, les a tous."
	},
	MoreEvents: func(n int) string {
		return French.Number.Count(int64(n), "autre événement est décrit", "autres événements sont décrits") + " au chapitre suivant."
	},
	NotTakenTitle: "Sites que la liste ne retient pas",
	NotTaken: func(n, ours, others, untold int) string {
		return "Les dossiers montrent " + French.Number.Count(int64(n), "site que la liste des membres ne retient pas", "sites que la liste des membres ne retient pas") + "\u00a0: " + French.Number.Int(int64(ours)) + " du fournisseur, " + French.Number.Int(int64(others)) + " tenus ailleurs, " + French.Number.Int(int64(untold)) +
			" dont le fournisseur n’est pas dit. Le calcul a été refait avec eux\u00a0: un événement qui ne se distinguerait plus du hasard n’est pas retenu."
	},
	Untold: func(n int) string {
		return French.Number.Count(int64(n), "site n’est placé", "sites ne sont placés") + " d’aucun côté\u00a0: leur fournisseur n’est pas dit, ou l’est de deux façons."
	},
	Twice: func(m, also string) string {
		return "Les sites remis par le membre " + m + " sont exactement ceux remis sous " + also + "\u00a0: un seul membre est compté."
	},
	Within: func(n int, members string) string {
		return "Tous les sites de " + French.Number.Count(int64(n), "membre", "membres") + " (" + members + ") sont aussi ceux d’un autre, qui en a davantage\u00a0: ce peut être une même personne sous deux numéros. Il n’y a d’événement que si deux membres y ont chacun un site que l’autre n’a pas."
	},
	OtherWords: "Hébergeurs des sites tenus ailleurs, comme les membres les nomment",
	PublicMark: "Version publique", Public: func(d string) string {
		return "Cette version est destinée au dossier public\u00a0: les noms y sont remplacés par des numéros. Les chiffres sont ceux de la version sous scellés, dont le fichier class.json a pour empreinte " + d + ". À elle seule, cette version ne permet de vérifier aucun relevé\u00a0: les dossiers de preuve le permettent à qui les reçoit, et chacun est désigné ici par son empreinte."
	},
	NotHidden: "Des numéros tiennent lieu de noms\u00a0: ce n’est pas un anonymat. Les heures des pannes, leur nombre et l’état des contenus restent. Qui a ses propres journaux, comme le fournisseur, peut y reconnaître un site et, par lui, un membre. Les empreintes des dossiers de preuve restent aussi\u00a0: qui a un dossier, ou le rapport ou la demande qui en a été tiré, sait quel en est le numéro, et deux versions publiques d’un même dossier peuvent être rapprochées.",
	Hidden:    "Ce qui n’est pas montré ici", HiddenKeys: map[string]string{"providers": "mots des membres pour le fournisseur", "sites[].name": "noms de sites tenus chez le fournisseur", "others[].name": "noms de sites tenus ailleurs", "not_taken[].name": "noms de sites que la liste ne retient pas", "not_taken[].provider": "noms de leurs hébergeurs", "left_out[].name": "noms de fichiers laissés de côté",
		"left_out[].detail": "détails de leur refus, en anglais", "left_out[].detail_fr": "détails de leur refus, en français",
		"vantages[].name": "noms de points d’observation (V1, V2…)", "vantages[].logs": "noms de leurs journaux", "bundles[].name": "noms de dossiers de preuve", "bundles[].heads": "têtes de leurs journaux", "bundles[].secret": "empreintes de leurs secrets", "sites[].outages[].leaves": "places des relevés dans leurs journaux", "sites[].address": "adresses de sites (U1, U2…)",
		"others[].outages[].signs": "réseaux de sites tenus ailleurs", "sites[].outages[].signs": "réseaux de sites tenus chez le fournisseur (N1, N2…)", "questions[].values": "les mêmes réseaux, au regard des questions communes", "sites[].provider": "noms d’hébergeurs, tels que des membres les ont écrits", "members[].member": "noms de membres"},
	Commitment: "Chaque nom caché laisse une empreinte dans class.json (commitment)\u00a0: celle d’un sel et du nom. Le sel se calcule de la version sous scellés\u00a0; qui la détient peut montrer qu’un numéro est bien celui d’un site\u00a0; qui n’a ni elle, ni tous les dossiers, ne peut essayer aucun nom contre l’empreinte. Les instants restent ceux des relevés\u00a0: qui détient le journal des accès d’un site peut y retrouver les questions, et reconnaître le site.",
	Facts:      "Empreinte des faits", Check: classCheckFrench,
	Limits: []string{
		"Ce qui a provoqué les pannes, ni à qui elles sont imputables. Des pannes simultanées peuvent avoir une cause étrangère au fournisseur, comme un réseau en amont.",
		"Que les membres observés représentent tous les clients du fournisseur\u00a0: ce sont ceux qui ont remis un dossier.",
		"Que les unités tombent en panne indépendamment les unes des autres. Le calcul suppose que, sans cause propre au fournisseur, le sort n’en favorise aucune et les désigne une à une. Les adresses partagées sont comptées une fois\u00a0; des machines d’une même baie, d’un même commutateur ou d’un même accès peuvent pourtant tomber ensemble, chez n’importe quel hébergeur\u00a0: la probabilité calculée est alors trop petite. Les minutes comparées sont celles où des sites du fournisseur tombaient\u00a0; celles où il n’en tombait qu’ailleurs ne le sont pas.",
		"Que le mot par lequel un membre nomme son fournisseur est juste.",
		"Que les horloges des points d’observation étaient justes là où rien n’est connu d’elles. Une horloge qui a pu s’écarter de plus que la méthode ne l’admet ne compte pas.",
		"Que des points d’observation de clés et de machines différentes sont indépendants.",
		"Que ces journaux soient les seuls, sans témoin extérieur\u00a0; ni que ceux qui les tiennent aient mesuré honnêtement.",
		"L’identité des membres, la faute, le montant du dommage et la recevabilité.",
	},
	Annex: "Chaque site du fournisseur, par membre. Le début est entre la dernière bonne question et le premier échec, la fin entre le dernier échec et la première bonne réponse.",
	Cited: "Sous chaque borne sont nommés les relevés qui la prouvent\u00a0: entre crochets le numéro du dossier de preuve en annexe B, le journal, puis de chaque relevé la feuille et, après la barre, sa place dans la feuille, comptée de zéro. Le dossier les donne, ligne par ligne, dans observations.csv.",
	Leaves: func(n int, log, places string) string {
		return "[" + strconv.Itoa(n) + "]" + NoBreak + log + "\u00a0: " + places
	},
	Proof: "Chaque dossier se vérifie seul par constat-verify\u00a0; l’empreinte le désigne. Les chiffres de ce rapport sont dans class.json, et ce avec quoi il a été fait dans report.json, qui y sont joints. La commande constat verify refait les pages à partir des chiffres et compare\u00a0; si tous les dossiers de l’annexe B lui sont donnés avec le rapport sous scellés, elle refait aussi les chiffres.",
}

var classEnglish = Class{
	Title: "Class report", Subtitle: func(p string) string { return "Sites kept at " + p },
	Provider: "Provider", Words: "As members name it", Members: "Members", Sites: "Sites kept there", Others: "Sites elsewhere, to compare", Vantages: "Vantages",
	Bundles: "Evidence bundles", LeftOut: "Bundles left out", Rule: "Accounting method",
	Chapters: map[string]string{"summary": "In brief", "events": "The events", "apart": "Who has no part in an event", "alike": "What is alike", "sub": "Sub-groups and losses", "questions": "Common questions",
		"sheet": "Typicality sheet", "evidence": "What this report is made of", "limits": "What this report does not prove", "check": "How to check this exhibit", "annex": "Annex A: sites and bounds", "bundles": "Annex B: evidence bundles"},
	Counted: func(s, m, o, v int) string {
		return English.Number.Count(int64(s), "site", "sites") + " of " + English.Number.Count(int64(m), "member", "members") + " at this provider were watched, with " + tern(o == 0, "no site", English.Number.Count(int64(o), "site", "sites")) +
			" elsewhere, from " + English.Number.Count(int64(v), "distinct vantage", "distinct vantages") + "."
	},
	None: func(gap string, n int) string {
		return "No common event was established: nowhere did " + English.Number.Cardinal(n) + " sites of two members or more cease to answer within " + gap + " of one another."
	},
	Largest: func(member string, n, of int) string {
		return "More than half of these sites are one member’s (" + member + "): " + English.Number.Int(int64(n)) + " of " + English.Number.Int(int64(of)) + "."
	},
	Event: func(s, m int, from, to, median string) string {
		return English.Number.Count(int64(s), "site", "sites") + " of " + English.Number.Count(int64(m), "member", "members") + " ceased to answer after " + from + " and no later than " + to +
			"; half of them had failed by " + median + "."
	},
	Ended: func(from, to string) string {
		return "The first to return failed for the last time on " + from + "; all answered again by " + to + "."
	},
	Open: func(from string) string {
		return "The first to return failed for the last time on " + from + "; not all had returned when the records end."
	},
	NoneBack: "None answered again by the end of the records.",
	Share: func(minute string, f, k, of, ok, u, ou int) string {
		if k+ok == 0 {
			return "In the minute of " + minute + ", the state of no site is known throughout: none counts as failing or as well."
		}
		return "In the minute of " + minute + ", " + English.Number.Int(int64(f)) + " of the provider’s " + English.Number.Int(int64(k)) + " sites whose state is known were failing, and " + plural(of == 0, "none", English.Number.Int(int64(of))) + " of the " + English.Number.Int(int64(ok)) +
			" sites kept elsewhere." + plural(u+ou > 0, " The state of "+English.Number.Int(int64(u))+" other sites of the provider and of "+English.Number.Int(int64(ou))+" kept elsewhere is not known in that minute: they count neither as failing nor as well.", "")
	},
	Test: func(f, ours, known, of int) string {
		return "With sites of one address counted once, " + English.Number.Int(int64(known)) + " units were compared, each with those that the same vantages watched; " + English.Number.Int(int64(f)) + " were failing, " +
			English.Number.Int(int64(ours)) + " of the provider’s " + English.Number.Int(int64(of)) + " among them."
	},
	Chance: func(one, tests, bounded string) string {
		return "Had the failing units been drawn by lot among all, the chance that at least as many would be the provider’s is at most one in " + one + " (hypergeometric, computed exactly). The rule looked at " + tests +
			tern(tests == "1", " row of onsets", " rows of onsets") + " in all; had each been tried, the chance that any would show as much would be no more than one in " + bounded + "."
	},
	Sole: "No comparison is possible: nowhere did the same vantages watch units of both sides of which a part alone was failing.",
	Even: "Had the failing units been drawn by lot among all, the chance that at least as many would be the provider’s is more than one half (hypergeometric, computed exactly): the comparison says nothing against the provider.",
	Seen: func(n, of int, confirmed bool) string {
		return "The failures of " + English.Number.Int(int64(n)) + " of " + English.Number.Count(int64(of), "site", "sites") + " were seen by two vantages or more" +
			tern(confirmed, "; the test takes no other failure of the provider’s.", ".")
	},
	Doubts: map[string]string{
		"one-vantage":    "Too few of these failures were seen by two vantages: the own way of one of them to the provider may be their cause. The event is not established.",
		"both-sides":     "At least one address is that of a site of this event and that of a site said to be kept elsewhere: on which side it lies is not known. The event is not established.",
		"no-comparison":  "No vantage watched both sites of the provider and others: nothing says that the failure was the provider’s own.",
		"not-told-apart": "Sites kept elsewhere failed as well, or too few are known: by the method’s odds the event is not told apart from chance.",
		"spread":         "From the first of these onsets to the last, more than twice the rule’s gap went by: each is near the one before alone, and a row of failures that have nothing to do with each other can look so. The event is not established.",
		"never-together": "In the minute compared, fewer of these sites were failing at once than the rule asks. The event is not established.",
		"one-member":     "More than half of the sites of this event are one member’s; without that member there would be no event by the rule, or the computation would not tell it apart from chance. The event is not established as a common one.",
		"picked":         "With the sites that the bundles show and the list does not take, the computation would not tell the event apart from chance. The event is not established.",
	},
	Standing: "By the method’s odds the event is told apart from chance.", Doubtful: "not established",
	Name: func(n int) string { return "Event " + English.Number.Int(int64(n)) },
	Lines: func(n int) string {
		return "One line for each site of event " + English.Number.Int(int64(n)) + ", in order of first failure: they ceased to answer within the shaded band."
	},
	Shares: func(n int) string {
		return "Share of sites failing, minute by minute, around event " + English.Number.Int(int64(n)) + ": the provider’s as a whole line, those kept elsewhere as a dashed one. The stroke above the frame marks the minute that is compared. Sites whose state is not known are in neither."
	},
	Whole: func(n int) string {
		return "The chart is cut after " + English.Number.Int(int64(n)) + " sites; all of them stand in annex A."
	},
	Mine: "the provider’s", Theirs: "elsewhere", Proven: "failure proven", Possible: "failure possible", Window: "common onset", Percent: "%",
	Strata: "Units in the minute that is compared, by who watched them", Unit: "Units", Failing: "Failing", Known: "Known", Unknown: "Not known",
	UnitRule: "Sites that share an address can fail for one cause: they are one unit. The provider’s is failing when more than half of its known sites are, another’s as soon as one is. Units are compared only with those that the same vantages watched: when a vantage’s own network fails, it fails for both sides and weighs nothing. A site of which no address is known, and a unit with sites of both sides, count only where they speak for the provider: as well if they are the provider’s, as failing if they are kept elsewhere.",
	Unplaced: func(o, e int) string {
		if o+e == 0 {
			return "The address of every site is known."
		}
		return "No address is known for " + English.Number.Count(int64(o), "site", "sites") + " of the provider and " + English.Number.Count(int64(e), "site", "sites") + " kept elsewhere."
	},
	BothSides: func(o, e int) string {
		return English.Number.Count(int64(o), "site of the provider shares", "sites of the provider share") + " an address with " + English.Number.Count(int64(e), "site", "sites") + " said to be kept elsewhere."
	},
	TestRule: "The minute that is compared is chosen by the method’s rule and not by the result: the middle between the median of first failures and that of last ones. It is one test for each event, however many minutes there are.",
	ClusterRule: func(gap string, n int) string {
		return "An event is a row of onsets, each no more than " + gap + " after the one before, at " + English.Number.Cardinal(n) + " sites or more of at least two members. An onset that is known less closely has no part in it. This rule is that of the accounting method."
	},
	ApartIntro: func(n int) string {
		return plural(n == 0, "Every site of the provider has a part in an event.", English.Number.Count(int64(n), "site of the provider has", "sites of the provider have")+" a part in no event.")
	},
	ApartWhy: "For each event, the table says by the records why the other sites are not in it.",
	Apart: map[string]string{"well": "answered during the event", "not-watched": "was not watched", "disputed": "two records contradict each other", "before": "was failing already", "other-time": "ceased to answer at another time",
		"coarse": "onset not known closely enough", "no-onset": "no good answer before", "not-confirmed": "failures seen by too few vantages, or of another length"},
	Reason: "Reason",
	Numbered: func(n int, numbers string) string {
		return English.Number.Count(int64(n), "site", "sites") + ": " + numbers
	},
	Lone: func(n int) string {
		if n == 0 {
			return "No outage was left outside of an event."
		}
		return English.Number.Count(int64(n), "outage belongs", "outages belong") + " to no event: these sites ceased to answer alone, or nearly so."
	},
	LoneTitle: "Outages in no event", Summed: "Duration, added up", See: func(c string) string { return "see “" + c + "”" }, Silent: "no recorded fact bears on it",
	Site: "Site", Member: "Member", Onset: "Onset, between", End: "End, between", Cause: "Cause", At: "First failure", Length: "Duration",
	SignIntro: func(alike, groups int) string {
		return "Outages were put together by their signs and not by the hour alone: two are alike when at least " + English.Number.Int(int64(alike)) + "% of the signs known of both are the same, and a group has only such pairs. That gives " +
			English.Number.Count(int64(groups), "group", "groups") + ". A sign that is not known brings none together and sets none apart."
	},
	Signs: map[string]string{"event": "Event", "cause": "Cause", "network": "Network", "statement": "Statement", "after": "Content after", "rolled": "Back to"}, NotKnown: "–", NoEvent: "none",
	Group: func(n, s, m int) string {
		return "Group " + English.Number.Int(int64(n)) + ": " + English.Number.Count(int64(s), "site", "sites") + " of " + English.Number.Count(int64(m), "member", "members")
	},
	Sites1: "Sites", Same: func(mark string) string {
		return "In the tables, “" + mark + "” says that the member’s sites show the sign that the group has in common, and “–” that the sign is not known."
	},
	All: "In common", Statement: func(d string) string { return "digest " + d },
	Subgroups: map[string]string{"data_lost": "Data lost", "service_lost_only": "Service interrupted only", "mail_only": "Mail only", "not_in_event": "In no event"},
	SubIntro:  "Each site is in one sub-group alone. Durations are those of the events, added up site by site. Losses are those that the records show; amounts that are claimed stand in the register and are not added to them.",
	Losses:    "Losses", NoLoss: "none found",
	Loss: func(state, items, bytes string, back int) string {
		return state + ": " + items + tern(items == "1", " item, ", " items, ") + bytes + plural(back > 0, ", of which "+English.Number.Int(int64(back))+" back", "")
	},
	Look:          "to be confirmed by a person",
	QuestionIntro: "For each common question, how many members are touched by facts that bear on it, one way or the other, and where these stand, event by event. What is not the same is told value by value, and nothing is added up over events or values; a member who shows several stands at each. This report does not answer the question.",
	Question:      "Question", Evidence: "Facts that bear on it",
	Questions: map[string]string{"one-event": "Did the members’ sites cease to answer in one event?", "not-elsewhere": "Was that event the provider’s own?", "same-cause": "Did the failure have one form?",
		"same-network": "Were the sites on one network?", "statement": "Did the provider tell everyone the same?", "same-after": "In what state did the content come back?", "lost": "Was data lost in an event?", "lost-apart": "Was data lost without the records tying it to an event?"},
	Bears: func(m, of, s int) string {
		return English.Number.Int(int64(m)) + " of " + English.Number.Int(int64(of)) + " members, " + English.Number.Count(int64(s), "site", "sites")
	},
	Valued: func(value string, m, s int) string {
		return value + " (" + English.Number.Count(int64(m), "member", "members") + ", " + English.Number.Count(int64(s), "site", "sites") + ")"
	},
	MoreValues: func(n int) string { return English.Number.Count(int64(n), "other value", "other values") },
	Sheet:      func(m string) string { return "Member " + m + ", beside the class" },
	SheetIntro: "This sheet holds one member against the others, by the same facts. It says nothing of the capacity to act or of conflicts of interest.",
	SheetRows:  map[string]string{"sites": "Its sites", "events": "Events", "group": "Group of likeness", "time": "Proven duration", "lost": "Sites with a loss", "shared": "Sites that another member has too", "none": "none"},
	SheetEvents: func(of string, m, all int) string {
		return of + ", in which " + English.Number.Int(int64(m)) + " of " + English.Number.Count(int64(all), "member", "members") + plural(m > 1, " have", " has") + " at least one site"
	},
	SheetGroup: func(n, s, of int) string {
		return "group " + English.Number.Int(int64(n)) + ", which has " + English.Number.Int(int64(s)) + " of the provider’s " + English.Number.Int(int64(of)) + " sites"
	},
	SheetTime:   func(own, median string) string { return own + "; median of the members: " + median },
	Watched:     "Who watched",
	VantageRule: "Logs of one key, one machine or one row of epochs are one vantage, whichever member handed them in.",
	LeftIntro: func(n int) string {
		return English.Number.Count(int64(n), "bundle was", "bundles were") + " left out. Nothing that is in them counts here."
	},
	LeftNone: "No bundle was left out.",
	Reasons: map[string]string{"twice": "given twice", "too-large": "too large, not read", "unreadable": "cannot be read", "broken": "does not verify", "unnamed-key": "key that the policy does not name",
		"two-histories": "log told in two ways", "mixed": "not one account", "nothing": "shows no target"},
	NoPolicy: "No policy was given: nobody vouches for the keys of these logs, or for when they were sealed.",
	Reviews: func(list string) string {
		return "A person must look at this, with the number of outages concerned: " + list + "."
	},
	Disputed: func(n int, numbers string) string {
		return English.Number.Count(int64(n), "site is", "sites are") + " described by records that contradict each other (" + numbers + "). Contested time counts neither as failure nor as service."
	},
	Shared: func(n int, numbers string) string {
		return English.Number.Count(int64(n), "site is claimed", "sites are claimed") + " by more than one member (" + numbers + "). Each counts once."
	},
	SameHost: func(n int, numbers string) string {
		return English.Number.Count(int64(n), "site has", "sites have") + " a host name that another has too (" + numbers + "): these can be pages of one site, each counted here, or sites of several customers under one name."
	},
	LossDisputed: "state that records tell otherwise",
	LossWhen: func(event, around int) string {
		switch {
		case event > 0:
			return "event " + English.Number.Int(int64(event))
		case around > 0:
			return "seen before event " + English.Number.Int(int64(around)) + " and missing after it began: nothing tells whether during it"
		}
		return "in no event"
	},
	More: func(n, of int) string {
		return "Of " + English.Number.Int(int64(of)) + ", " + English.Number.Count(int64(n), "is not shown here", "are not shown here") + ": the file class.json, which is attached, has them all."
	},
	MoreEvents: func(n int) string {
		return English.Number.Count(int64(n), "other event is described", "other events are described") + " in the next chapter."
	},
	NotTakenTitle: "Sites that the list does not take",
	NotTaken: func(n, ours, others, untold int) string {
		return "The bundles show " + English.Number.Count(int64(n), "site that the list of members does not take", "sites that the list of members does not take") + ": " + English.Number.Int(int64(ours)) + " of the provider, " + English.Number.Int(int64(others)) + " kept elsewhere, " + English.Number.Int(int64(untold)) +
			" of which the provider is not told. The computation was made again with them: an event that would no longer be told apart from chance is not established."
	},
	Untold: func(n int) string {
		return English.Number.Count(int64(n), "site is", "sites are") + " on neither side: their provider is not told, or told in two ways."
	},
	Twice: func(m, also string) string {
		return "The sites handed in by member " + m + " are exactly those handed in under " + also + ": one member is counted."
	},
	Within: func(n int, members string) string {
		return "All sites of " + English.Number.Count(int64(n), "member", "members") + " (" + members + ") are also those of another, who has more: it may be one person under two numbers. There is an event only where two members have each a site in it that the other has not."
	},
	OtherWords: "Hosts of the sites kept elsewhere, as members name them",
	PublicMark: "Public version", Public: func(d string) string {
		return "This version is for the public file: numbers stand in place of names. Its figures are those of the sealed version, of which the file class.json has the digest " + d + ". By itself this version lets nobody check a record: the bundles do, for whoever is given them, and each is named here by its digest."
	},
	NotHidden: "Numbers stand in place of names: this is no anonymity. The times of failures, their number and the state of contents remain. Whoever has logs of their own, as the provider does, can recognise a site by them and, by the site, a member. The digests of evidence bundles remain as well: who has a bundle, or the report or claim made of it, knows which number it has, and two public versions of one bundle can be put side by side.",
	Hidden:    "What is not shown here", HiddenKeys: map[string]string{"providers": "members’ own words for the provider", "sites[].name": "names of sites kept at the provider", "others[].name": "names of sites kept elsewhere", "not_taken[].name": "names of sites that the list does not take", "not_taken[].provider": "names of their hosts", "left_out[].name": "names of files left out",
		"left_out[].detail": "details of why, in English", "left_out[].detail_fr": "details of why, in French",
		"vantages[].name": "names of vantages (V1, V2…)", "vantages[].logs": "names of their logs", "bundles[].name": "names of bundles", "bundles[].heads": "heads of their logs", "bundles[].secret": "digests of their secrets", "sites[].outages[].leaves": "places of records in their logs", "sites[].address": "addresses of sites (U1, U2…)",
		"others[].outages[].signs": "networks of sites kept elsewhere", "sites[].outages[].signs": "networks of sites kept at the provider (N1, N2…)", "questions[].values": "the same networks, beside the common questions", "sites[].provider": "names of hosts, as members wrote them", "members[].member": "names of members"},
	Commitment: "Each hidden name leaves a digest in class.json (commitment): that of a salt and the name. The salt is computed from the sealed version; who holds that can show that a number is that of a site; whoever has neither it nor all the bundles can try no name against the digest. The instants remain those of the records: who holds the access log of a site can find the questions in it, and recognise the site.",
	Facts:      "Digest of the facts", Check: classCheckEnglish,
	Limits: []string{
		"What caused the failures, or to whom they can be laid. Failures at one time can have a cause outside the provider, such as a network upstream.",
		"That the members who were watched stand for all customers of the provider: they are those who handed in a bundle.",
		"That units fail independently of each other. The computation supposes that, without a cause of the provider’s own, the lot favours none and draws them one by one. Addresses that are shared count once; yet machines of one rack, one switch or one upstream can fail together, at any host: the chance computed is then too small. The minutes compared are those in which sites of the provider were failing; those in which only sites elsewhere were are not.",
		"That the word by which a member names a provider is right.",
		"That the clocks of vantages were right where nothing is known of them. A clock that can have been further off than the method allows does not count.",
		"That vantages of different keys and machines are independent.",
		"That these logs are the only ones, without an outside witness; or that those who keep them measured honestly.",
		"The identity of members, fault, the amount of damage, and admissibility.",
	},
	Annex: "Each site of the provider, by member. The onset lies between the last good question and the first failure, the end between the last failure and the first good answer.",
	Cited: "Under each bound are named the records that prove it: between brackets the number of the bundle in annex B, the log, then of each record the leaf and, after the stroke, its place in the leaf, counted from zero. The bundle gives them, line by line, in observations.csv.",
	Leaves: func(n int, log, places string) string {
		return "[" + strconv.Itoa(n) + "]" + NoBreak + log + ": " + places
	},
	Proof: "Each bundle can be checked by itself with constat-verify; the digest names it. The figures of this report are in class.json, and what it was made with in report.json, which are attached. The command constat verify makes the pages again from the figures and compares; given all bundles of annex B with the sealed report, it makes the figures again too.",
}

// OneIn writes a whole number of any size: beyond fifteen digits, in words, what it is more than.
func (l *Language) OneIn(digits string) string {
	if len(digits) <= 15 {
		var parts []string
		for len(digits) > 3 {
			parts = append([]string{digits[len(digits)-3:]}, parts...)
			digits = digits[:len(digits)-3]
		}
		return strings.Join(append([]string{digits}, parts...), l.Number.Thousands)
	}
	if l == French {
		return "plus d’un million de milliards"
	}
	return "more than a million billion"
}
