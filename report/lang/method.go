package lang

import "strings"

// Method is the chapter on how facts became verdicts.
type Method struct {
	Name       func(name, digest string) string
	Declared   string
	Undeclared string
	Quorum     func(needed, of int) string
	Mixed      func(quorum string) string       // where it depends on the target
	Absent     func(n int, names string) string // vantages that the policy names and nobody gave
	Counted    []string                         // the rules, a paragraph each
	Doubted    func(layers string) string       // what makes an incident one for a person to look at
	Late       string                           // what came late was left out
	Unjudged   string                           // nobody could tell what came late
	Clock      func(limit string) string        // what clocks leave in doubt
	Holds      func(time, ppm string) string    // how far from a reading a clock is known
	Clockless  string                           // the method does not look at clocks
	Foreign    string                           // the method is not the program's own
	Verdicts   string
	Meaning    []Term // what each verdict means; of blocked, before what Blocked adds
	// Blocked says which answers say no to a probe, by the method in force:
	// statuses of HTTP, "" for none, and whether replies of other protocols do.
	Blocked func(statuses string, replies bool) string
	Text    string
	Times   string
}

// A Term is a word and what it means here.
type Term struct{ Word, Meaning string }

var methodFrench = Method{
	Name: func(name, digest string) string {
		return "Les observations ont été jugées selon la méthode " + name + ", dont l’empreinte commence par " + digest + "."
	},
	Declared:   "Chaque point d’observation avait inscrit cette empreinte dans son journal avant la première observation comptée ici. Selon l’ordre de ces journaux, la méthode était donc fixée avant les résultats.",
	Undeclared: "Les preuves ne montrent pas que cette empreinte figurait dans chaque journal avant la première observation. Rien n’y montre donc que la méthode a été choisie avant de connaître les résultats.",
	Quorum: func(needed, of int) string {
		if needed < 2 {
			return "Un seul point d’observation a suffi pour retenir un échec. Le mot «\u00a0panne\u00a0» n’est donc pas employé pour un incident\u00a0: ce rapport dit depuis où la cible était injoignable."
		}
		return "Une cible n’est dite en panne que si " + French.Number.Cardinal(needed) + " points d’observation sur " + French.Number.Cardinal(of) +
			" l’ont relevée en échec au même moment. Ces " + French.Number.Cardinal(of) + " points d’observation sont tous ceux de ce rapport\u00a0; chacun reste compté même lorsqu’il n’observait pas ou ne posait pas la question."
	},
	Mixed: func(quorum string) string {
		return "Une cible n’est dite en panne que si le nombre requis de points d’observation (" + quorum + "), et deux au moins, l’ont relevée en échec au même moment. Sont comptés tous les points d’observation de ce rapport, même lorsqu’ils n’observaient pas."
	},
	Absent: func(n int, names string) string {
		return "La politique fournie par l’auteur du rapport désigne aussi " + plural(n > 1, French.Number.Cardinal(n)+" points d’observation dont aucun fichier de preuve n’a été fourni", "un point d’observation dont aucun fichier de preuve n’a été fourni") +
			" (" + names + "). Ce qui y a été observé n’est pas connu ici, et " + plural(n > 1, "ils ne sont pas comptés", "il n’est pas compté") + " parmi ceux de ce rapport."
	},
	Counted: []string{
		"Pour un point d’observation, l’échec est tenu pour continu entre deux échecs qui se suivent à l’intervalle prévu, sans question manquante, indéterminée, lente, filtrée ou tardive entre eux. La durée la moindre d’un incident est le temps, dans la période, où l’échec est ainsi tenu pour continu pour le nombre requis de points d’observation à la fois. Entre deux échecs qui se suivent, il compte pour un intervalle au plus, même lorsque la seconde question est partie en retard\u00a0; la durée la moindre peut donc être inférieure au temps qui sépare le premier échec du dernier. La durée la plus grande est le temps, dans la période, où il ne peut être exclu pour ce nombre à la fois\u00a0: de la question qui a reçu la dernière bonne réponse à la fin de la première bonne réponse qui suit.",
		"Un intervalle sans question posée est du temps non observé, quelle qu’en soit la raison. Il n’ajoute jamais rien à la durée la moindre. La durée la plus grande d’un incident peut en contenir\u00a0; la part non observée est alors dite à côté.",
		"Une question supplémentaire posée après un échec sert au diagnostic. De la même question posée de nouveau, seule une bonne réponse est retenue, et elle interrompt l’incident. Posée autrement (par l’autre famille d’adresses, d’après un autre serveur de noms ou à une adresse fixée), elle n’entre dans aucun chiffre\u00a0: sa réponse est dite à côté de l’incident.",
	},
	Doubted: func(layers string) string {
		return "Un incident porte une réserve dès qu’une seule de ses questions a échoué par une cause qui peut tenir au client, ou a pu échouer à un niveau dont un autre que le fournisseur peut répondre (" + layers +
			"). Un serveur frontal n’est supposé que là où une réponse en portait la marque, à l’échec ou juste avant ou après lui : la machine qui n’accepte pas de connexion, sans cette marque, ne vaut pas cette réserve à l’incident. Une réserve ne change rien aux durées ; elle dit qu’une personne doit examiner l’incident avant de l’imputer à quiconque."
	},
	Late:     "Est tardive l’observation dont l’heure sort des bornes que des autorités de temps attestent, ou qui a été scellée plus tard que la méthode ne le permet. Elle figure au rapport et ne compte pas.",
	Unjudged: "La politique fournie ne désigne pas d’autorités de temps pour chaque journal. Le caractère tardif des observations n’a donc pas été jugé partout, et l’heure des relevés correspondants n’est attestée par personne d’autre que leur point d’observation.",
	Clock: func(limit string) string {
		return "Là où des serveurs de temps ont été interrogés, l’horloge d’un point d’observation est tenue pour fausse, au plus, de ce que permet la comparaison qui précède ou celle qui suit, compte tenu de tout changement d’heure survenu entre elles. Chaque instant a pu être d’autant plus tôt ou plus tard. Cette marge est retirée à chaque bout de tout temps d’échec établi, et ajoutée à chaque bout de ce qui ne peut être exclu. L’observation dont l’horloge a pu être fausse de plus de " + limit + " est tenue pour indéterminée. Une horloge que personne n’a comparée ne change rien aux durées."
	},
	Holds: func(time, ppm string) string {
		return "Une comparaison vaut jusqu’à " + time + " avant et après elle. S’y ajoute une marge de " + ppm + " millionièmes du temps écoulé depuis ou jusqu’à la plus proche. Au-delà, de combien l’horloge a pu être fausse n’est pas connu, et l’incident porte cette réserve."
	},
	Clockless: "Cette méthode ne tient pas compte de ce que les horloges ont pu avoir de faux.",
	Foreign:   "Cette méthode n’est pas celle du programme\u00a0: qui a fait le rapport l’a écrite ou choisie. Le rapport en donne le texte entier.",
	Blocked: func(statuses string, replies bool) string {
		parts := []string{"une épreuve destinée aux robots"}
		if statuses != "" {
			parts = append(parts, "HTTP "+statuses)
		}
		if replies {
			parts = append(parts, "dans d’autres protocoles, les refus que son texte désigne")
		}
		return "Ici\u00a0: " + strings.Join(parts, "\u00a0; ") + "."
	},
	Verdicts: "Chaque observation reçoit un seul des verdicts suivants.",
	Meaning: []Term{
		{"bonne réponse", "La réponse est arrivée entière et remplissait les conditions de la question."},
		{"échec", "La question n’a pas reçu de réponse, ou une réponse qui ne remplissait pas les conditions. Seul ce verdict peut compter comme panne."},
		{"réponse lente", "La réponse remplissait les conditions, sauf celle de durée. Elle ne compte pas comme panne."},
		{"accès filtré", "Le serveur a opposé au point d’observation ce que la méthode tient pour un refus qui peut ne viser que lui. Il en est de même lorsque l’autre côté a mis fin à la connexion dans les formes avant la fin de sa réponse, ou a écarté la question par un code propre à HTTP/2. D’autres ont pu recevoir une réponse. Cela ne compte pas comme panne."},
		{"indéterminé", "Aucun site témoin ne répondait au même moment\u00a0; la machine du point d’observation n’a pas pu poser la question\u00a0; une redirection n’a pas été suivie, ou menait à une adresse privée\u00a0; une condition de la question n’a pas pu être évaluée\u00a0; un écho (ICMP), sans plus, s’est perdu\u00a0; l’observation était tardive\u00a0; ou l’horloge a pu être trop fausse. Cela ne compte pas comme panne."},
		{"non observé", "Aucune question n’a été posée. Cela n’ajoute rien à la durée la moindre d’un incident."},
	},
	Text:  "Texte de la méthode, tel que désigné par son empreinte",
	Times: "Dans les phrases, les heures sont coupées à la seconde\u00a0; les tableaux donnent les millièmes. À partir d’une minute, une durée la moindre est coupée à la seconde et une durée la plus grande est portée à la seconde suivante.",
}

var methodEnglish = Method{
	Name: func(name, digest string) string {
		return "The observations were judged by method " + name + ", whose digest begins with " + digest + "."
	},
	Declared:   "Each vantage had entered this digest in its log before the first observation counted here. By the order of these logs, the method was therefore settled before the results.",
	Undeclared: "The evidence does not show that this digest stood in every log before the first observation. Nothing in it therefore shows that the method was chosen before the results were known.",
	Quorum: func(needed, of int) string {
		if needed < 2 {
			return "A single vantage was enough for a failure to be kept. The word “down” is therefore not used of an incident: this report says from where the target was unreachable."
		}
		return "A target is said to be down only if " + English.Number.Cardinal(needed) + " vantages of " + English.Number.Cardinal(of) +
			" noted its failure at the same time. These " + English.Number.Cardinal(of) + " vantages are all those of this report; each stays counted even while it was not watching or did not ask the question."
	},
	Mixed: func(quorum string) string {
		return "A target is said to be down only if the number of vantages required (" + quorum + "), and at least two, noted its failure at the same time. All vantages of this report are counted, even while they were not watching."
	},
	Absent: func(n int, names string) string {
		return "The policy supplied by the author of the report also names " + plural(n != 1, English.Number.Cardinal(n)+" vantages of which no evidence file was given", "one vantage of which no evidence file was given") +
			" (" + names + "). What was observed from there is not known here, and " + plural(n != 1, "they are not counted", "it is not counted") + " among those of this report."
	},
	Counted: []string{
		"For one vantage, failure is taken to be continuous between two failures that follow one another at the interval set, with no question missing, undetermined, slow, filtered or late between them. The least duration of an incident is the time, within the period, over which failure is so taken to be continuous for the number of vantages required at once. Between two failures that follow one another it counts for one interval at most, even where the second question left late; the least duration can therefore be less than the time from the first failure to the last. The most is the time, within the period, over which it cannot be excluded for that number at once: from the question that received the last good answer to the end of the first good answer that follows.",
		"An interval in which no question was asked is time not watched, whatever the reason. It never adds to the least duration. The most duration of an incident can hold some of it; how much was not watched is then said beside it.",
		"A further question asked after a failure serves diagnosis. Of the same question asked again only a good answer is kept, and it breaks the incident. Asked otherwise (over the other family of addresses, by another name server or at a fixed address) it enters no figure: its answer is told beside the incident.",
	},
	Doubted: func(layers string) string {
		return "An incident bears a reservation as soon as one of its questions failed by a cause that can lie with the customer, or can have failed at a layer for which another than the provider may answer (" + layers +
			"). A front server is supposed only where an answer bore its mark, at the failure or just before or after it: a machine that accepts no connection, without that mark, does not bring this reservation on the incident. A reservation changes nothing of the durations; it says that a person must look at the incident before it is laid at anyone’s door."
	},
	Late:     "An observation is late whose time lies outside the bounds that time authorities attest, or that was sealed later than the method allows. It is shown in the report and does not count.",
	Unjudged: "The policy given names no time authorities for every log. Whether observations came late was therefore not judged throughout, and the time of the records concerned is attested by nobody but their vantage.",
	Clock: func(limit string) string {
		return "Where time servers were asked, the clock of a vantage is taken to have been off, at most, by what the comparison before or the one after leaves possible, any setting of the clock between them included. Each instant can have been so much earlier or later. That margin is taken from either end of all time over which failure is established, and added to either end of what cannot be excluded. An observation whose clock can have been off by more than " + limit + " is held to be undetermined. A clock that nobody compared changes nothing of the durations."
	},
	Holds: func(time, ppm string) string {
		return "A comparison holds up to " + time + " before and after it. A margin is added of " + ppm + " millionths of the time since or until the nearest one. Beyond that, how far the clock can have been off is not known, and the incident carries that reservation."
	},
	Clockless: "This method takes no account of how far clocks can have been off.",
	Foreign:   "This method is not the program’s own: whoever made the report wrote or chose it. The report gives its text in full.",
	Blocked: func(statuses string, replies bool) string {
		parts := []string{"a test meant for robots"}
		if statuses != "" {
			parts = append(parts, "HTTP "+statuses)
		}
		if replies {
			parts = append(parts, "in other protocols, the refusals that its text designates")
		}
		return "Here: " + strings.Join(parts, "; ") + "."
	},
	Verdicts: "Each observation is given one of the following verdicts.",
	Meaning: []Term{
		{"good answer", "The answer arrived whole and met the conditions of the question."},
		{"failure", "The question received no answer, or one that did not meet the conditions. Only this verdict can count as downtime."},
		{"slow answer", "The answer met the conditions but for the one on time. It does not count as downtime."},
		{"access filtered", "The server gave the vantage what the method takes for a refusal that may concern it alone. The same holds where the other side ended the connection in order before the end of its answer, or turned the question away by a code of HTTP/2’s own. Others may have received an answer. It does not count as downtime."},
		{"undetermined", "No control site answered at the same time; the machine of the vantage could not put the question; a redirect was not followed, or led to a private address; a condition of the question could not be evaluated; an echo (ICMP), and no more, was lost; the observation was late; or the clock can have been too far off. It does not count as downtime."},
		{"not watched", "No question was asked. It adds nothing to the least duration of an incident."},
	},
	Text:  "Text of the method, as its digest designates it",
	Times: "In sentences, times are cut to the second; tables give thousandths. From a minute on, a least duration is cut to the second and a most duration is raised to the next second.",
}
