package lang

// Said is the chapter of what providers published, and of the silence.
type Said struct {
	Chapter   string
	None      string
	NotJudged string // in place of conditions
	Intro     string // what was asked of the pages, and that it counts for nothing
	Caution   string // what this does not say
	Provider  func(name string) string
	NoFault   string // no incident of what this provider keeps
	// Since is what was measured: incident, target, first failure, last good answer or "".
	Since    func(incident, target, bad, good string) string
	Reserved func(reviews string) string // the incident is for review
	// Page names one page; matter is one of Matters.
	Page    func(matter, name, address, interval string) string
	Matters map[string]string
	// Based says when the page was last read before, and how often after it.
	Based func(base string, looks int, last, apart string) string
	// Results tells what became of it; each gets when it was said, and both bounds in
	// words, empty where not known.
	Results map[string]func(said, least, most string) string
	Words   string // title of the table
	Kind    string
	Text    string
	Stated  string
	Kinds   map[string]string
	Quoted  func(more int) string
	Above   func(incident string) string // the same words stand there
	// Quiet is the longest silence, for the summary.
	Quiet  func(provider, page, incident, least, chapter string) string
	Digest func(sha256, file string) string
	Diff   string

	Unknown  string // table: silences of which nothing is known
	Incident string
	Every    string
	Unread   string
	Whys     map[string]string

	Pages    string // table: all pages of a provider
	Name     string
	Matter   string
	Address  string
	Asked    string
	Answered string
	First    string
	Last     string

	Mute    string // table: when a page did not answer
	From    string
	To      string
	Cause   string
	Looks   string
	Leaves  string
	Kept    string // table: what was kept
	Seen    string
	Reason  string
	Size    string
	Rules   string
	Reasons map[string]string
	// Change heads one difference.
	Change func(name, vantage, before, seen string) string
	More   func(n int) string
	// Still says that each reading found the same, Once that there was only one, and Held
	// neither; what it held at first follows.
	Still func(name string, reads int, first, last string) string
	Once  func(name, at string) string
	Held  func(name string) string
}

var saidFrench = Said{
	Chapter:   "Publications du fournisseur",
	NotJudged: "aucune\u00a0: ce qui y est publié est conservé, et non jugé",
	None:      "Aucune publication d’un fournisseur (page d’état, avis, conditions) n’a été observée.",
	Intro: "Les pages où un fournisseur publie l’état de ses services, ses avis ou ses conditions ont été demandées à intervalles réguliers et leur contenu conservé la première fois, puis à chaque changement. " +
		"Qu’une telle page réponde ou non n’entre dans aucune disponibilité. Les heures que le fournisseur indique sont sa parole\u00a0; les bornes données ici ne reposent que sur les lectures.",
	Caution: "La durée retenue comme silence va de la fin de la première question restée en échec au début de la dernière lecture, dans une suite sans interruption, où rien de nouveau n’avait paru\u00a0; l’incertitude des horloges en est retranchée. " +
		"D’une page faite pour des machines (Statuspage, Atom, RSS), tout ce qui peut se rapporter à la panne est tenu pour l’annonce de celle-ci, au bénéfice du fournisseur. Une copie donnée par un cache, ou par un autre hôte auquel des renvois ont mené, n’est jamais la preuve d’un silence, mais ce qu’elle annonce compte. De toute autre page, il est dit seulement si elle a changé, une fois réduite comme le sont les contenus observés (dates, heures et jetons laissés de côté)\u00a0: le sens en est laissé au lecteur. " +
		"Il n’est pas prouvé que la page est celle du fournisseur, qu’il n’a rien dit ailleurs, que rien n’y a paru puis disparu entre deux lectures, ni qu’il avait quelque chose à annoncer.",
	Provider: func(name string) string { return "Fournisseur " + name },
	NoFault:  "Aucun incident n’a été relevé sur les cibles de ce fournisseur pendant la période\u00a0: il n’y a pas de silence à mesurer.",
	Since: func(incident, target, bad, good string) string {
		s := incident + ", cible " + target + ". Le premier échec a été rencontré par une question posée le " + bad
		if good != "" {
			s += ", la dernière bonne réponse ayant été demandée le " + good
		}
		return s + "."
	},
	Reserved: func(reviews string) string {
		return "Cet incident est à examiner\u00a0: " + reviews + "\u00a0; une durée de silence ne vaut pas plus que lui."
	},
	Page: func(matter, name, address, interval string) string {
		return "Page examinée\u00a0: " + name + " (" + matter + ", " + address + "), demandée à intervalles de " + interval + "."
	},
	Matters: map[string]string{"status": "page d’état", "notice": "avis", "terms": "conditions"},
	Based: func(base string, looks int, last, apart string) string {
		s := "La dernière lecture avant cet échec était achevée le " + base + "."
		if looks == 0 {
			return s
		}
		return s + " " + upper(feminine(looks)) + plural(looks > 1, " lectures ont suivi sans que rien de tel n’y paraisse, la dernière posée le ", " lecture a suivi sans que rien de tel n’y paraisse, posée le ") + last +
			"\u00a0; d’une lecture à la suivante, " + apart + " au plus."
	},
	Results: map[string]func(said, least, most string) string{
		"admitted": func(said, least, most string) string {
			return "La première lecture où paraît quelque chose qui peut s’y rapporter était achevée le " + said + "." + quietFrench("Le fournisseur y est resté silencieux pendant", least, most)
		},
		"changed": func(said, least, most string) string {
			return "La page a changé\u00a0: la première lecture du nouveau contenu était achevée le " + said + ". Ce rapport ne dit pas ce que ce contenu signifie\u00a0; il est reproduit ci-dessous." +
				quietFrench("La page est restée inchangée pendant", least, most)
		},
		"silent": func(_, least, _ string) string {
			return "Rien qui puisse s’y rapporter n’y a paru jusqu’à la dernière de ces lectures." + quietFrench("Le fournisseur y est resté silencieux pendant", least, "")
		},
		"unchanged": func(_, least, _ string) string {
			return "La page n’a pas changé jusqu’à la dernière de ces lectures." + quietFrench("La page est restée inchangée pendant", least, "")
		},
		"before": func(_, _, _ string) string {
			return "À cette lecture, la page annonçait déjà quelque chose qui peut s’y rapporter\u00a0: aucun silence n’est mesuré."
		},
		"unknown": func(_, _, _ string) string {
			return "La page n’a pas été lue à temps, ou n’a pas répondu\u00a0: le silence y est inconnu."
		},
	},
	Words: "Ce que la page disait alors, selon le fournisseur", Kind: "Nature", Text: "Texte du fournisseur", Stated: "Heure qu’il indique",
	Kinds: map[string]string{"indicator": "état général", "component": "état d’un service", "open": "incident ouvert", "dated": "date qui s’y rapporte", "new": "nouvelle entrée", "changed": "entrée modifiée"},
	Quoted: func(more int) string {
		return French.Number.Count(int64(more), "autre entrée n’est pas reproduite", "autres entrées ne sont pas reproduites") + " ici."
	},
	Quiet: func(provider, page, incident, least, chapter string) string {
		return "Le fournisseur " + provider + " n’avait encore rien publié sur sa page " + page + " qui puisse se rapporter à l’«\u00a0" + incident + "\u00a0» au moins " + least + " après le premier échec (" + chapter + ")."
	},
	Above: func(incident string) string {
		return "Ce que la page disait alors figure plus haut, sous «\u00a0" + incident + "\u00a0»."
	},
	Digest: func(sha256, file string) string {
		return "Contenu tel que reçu\u00a0: " + sha256 + " (fichier WARC " + file + ")."
	},
	Diff:    "Différence lisible (− retiré, + ajouté)",
	Unknown: "Silences inconnus", Incident: "Incident", Every: "Intervalle", Unread: "Ce qui manque",
	Whys: map[string]string{
		"unread-before": "aucune lecture utile à moins de deux intervalles avant le premier échec",
		"illegible":     "ce que la page disait avant le premier échec n’est pas conservé, ou n’a pas été relu",
		"unread-after":  "aucune lecture utile à moins de deux intervalles de celle qui précédait le premier échec",
	},
	Pages: "Pages observées", Name: "Page", Matter: "Objet", Address: "Adresse", Asked: "Lectures", Answered: "Sans réponse utile", First: "Première réponse entière", Last: "Dernière demandée",
	Mute: "Lectures sans réponse utile", From: "De", To: "À", Cause: "Motif", Looks: "Lectures", Leaves: "Entrées",
	Kept: "Contenus conservés", Seen: "Vu le", Reason: "Pourquoi", Size: "Taille", Rules: "Règles",
	Reasons: map[string]string{"first": "première fois", "change": "changement", "failure": "échec", "return": "retour"},
	Change: func(name, vantage, before, seen string) string {
		s := "Page " + name + ", vue de " + vantage + "\u00a0: "
		if before != "" {
			s += "l’ancien contenu a été obtenu pour la dernière fois par une lecture posée le " + before + ", "
		}
		return s + "le nouveau par une lecture achevée le " + seen + "."
	},
	More: func(n int) string {
		return French.Number.Count(int64(n), "autre contenu figure", "autres contenus figurent") + " dans les faits joints."
	},
	Still: func(name string, reads int, first, last string) string {
		return "Pendant la période, la page " + name + " était la même, une fois réduite, à chacune des " + French.Number.Count(int64(reads), "lecture", "lectures") + " qui en ont donné le contenu, la première achevée le " + first + ", la dernière posée le " + last + ". Ses premières lignes\u00a0:"
	},
	Once: func(name, at string) string {
		return "Pendant la période, la page " + name + " n’a été lue utilement qu’une fois, le " + at + "\u00a0: rien ne dit si elle y a changé. Ses premières lignes\u00a0:"
	},
	Held: func(name string) string {
		return "Premières lignes du premier contenu conservé de la page " + name + "\u00a0:"
	},
}

func quietFrench(what, least, most string) string {
	switch {
	case least != "" && most != "":
		return " " + what + " au moins " + least + "\u00a0; de la dernière bonne réponse à cette lecture, " + most + " au plus."
	case least != "":
		return " " + what + " au moins " + least + "."
	}
	return " Aucune durée de silence n’en est retenue."
}

var saidEnglish = Said{
	Chapter:   "What the provider published",
	NotJudged: "none: what is published there is kept, and not judged",
	None:      "No publication of a provider (status page, notices, terms) was watched.",
	Intro: "The pages where a provider publishes the state of its services, its notices or its terms were asked for at regular intervals, and what they held was kept the first time and then at each change. " +
		"Whether such a page answers counts in no availability. The times that a provider gives are its own word; the bounds given here rest on the readings alone.",
	Caution: "What is claimed as silence runs from the end of the first question that failed to the beginning of the last reading, in an unbroken row, at which nothing new had appeared; the uncertainty of the clocks is taken from it. " +
		"Of a page made for machines (Statuspage, Atom, RSS), anything that can be about the outage is taken for the announcement of it, in the provider’s favour. A copy given by a cache, or by another host to which redirects led, is never proof of a silence, but what it announces counts. Of any other page it is said only whether it changed, once reduced as watched content is (dates, times and tokens left out): what it means is left to the reader. " +
		"It is not proven that the page is the provider’s, that it said nothing elsewhere, that nothing appeared and vanished between two readings, nor that there was anything for it to announce.",
	Provider: func(name string) string { return "Provider " + name },
	NoFault:  "No incident of the targets of this provider was noted during the period: there is no silence to measure.",
	Since: func(incident, target, bad, good string) string {
		s := incident + ", target " + target + ". The first failure was met by a question asked on " + bad
		if good != "" {
			s += ", the last good answer having been asked for on " + good
		}
		return s + "."
	},
	Reserved: func(reviews string) string {
		return "This incident is for review: " + reviews + "; a duration of silence is worth no more than it is."
	},
	Page: func(matter, name, address, interval string) string {
		return "Page examined: " + name + " (" + matter + ", " + address + "), asked for at intervals of " + interval + "."
	},
	Matters: map[string]string{"status": "status page", "notice": "notices", "terms": "terms"},
	Based: func(base string, looks int, last, apart string) string {
		s := "The last reading before this failure was complete on " + base + "."
		if looks == 0 {
			return s
		}
		return s + " " + upper(English.Number.Cardinal(looks)) + plural(looks > 1, " readings followed without anything of the kind appearing, the last asked for on ", " reading followed without anything of the kind appearing, asked for on ") + last +
			"; from one reading to the next, " + apart + " at most."
	},
	Results: map[string]func(said, least, most string) string{
		"admitted": func(said, least, most string) string {
			return "The first reading at which something appears that can be about it was complete on " + said + "." + quietEnglish("The provider remained silent there for", least, most)
		},
		"changed": func(said, least, most string) string {
			return "The page changed: the first reading of the new content was complete on " + said + ". This report does not say what that content means; it is reproduced below." +
				quietEnglish("The page remained unchanged for", least, most)
		},
		"silent": func(_, least, _ string) string {
			return "Nothing that can be about it appeared there until the last of these readings." + quietEnglish("The provider remained silent there for", least, "")
		},
		"unchanged": func(_, least, _ string) string {
			return "The page did not change until the last of these readings." + quietEnglish("The page remained unchanged for", least, "")
		},
		"before": func(_, _, _ string) string {
			return "At that reading the page already announced something that can be about it: no silence is measured."
		},
		"unknown": func(_, _, _ string) string {
			return "The page was not read in time, or did not answer: the silence there is unknown."
		},
	},
	Words: "What the page said then, according to the provider", Kind: "Nature", Text: "Text of the provider", Stated: "Time it gives",
	Kinds: map[string]string{"indicator": "overall state", "component": "state of a service", "open": "open incident", "dated": "date that can be about it", "new": "new entry", "changed": "altered entry"},
	Quoted: func(more int) string {
		return English.Number.Count(int64(more), "more entry is not reproduced", "more entries are not reproduced") + " here."
	},
	Quiet: func(provider, page, incident, least, chapter string) string {
		return "At least " + least + " after the first failure of " + incident + ", provider " + provider + " had still published nothing on its page " + page + " that can be about it (" + chapter + ")."
	},
	Above: func(incident string) string { return "What the page said then stands above, under " + incident + "." },
	Digest: func(sha256, file string) string {
		return "Content as received: " + sha256 + " (WARC file " + file + ")."
	},
	Diff:    "Readable difference (− removed, + added)",
	Unknown: "Silences that are unknown", Incident: "Incident no.", Every: "Interval", Unread: "What is missing",
	Whys: map[string]string{
		"unread-before": "no useful reading within two intervals before the first failure",
		"illegible":     "what the page said before the first failure is not kept, or was not read again",
		"unread-after":  "no useful reading within two intervals of the one before the first failure",
	},
	Pages: "Pages watched", Name: "Name", Matter: "Subject", Address: "Where", Asked: "Readings", Answered: "Without a useful answer", First: "First answer complete", Last: "Last asked for",
	Mute: "Readings without a useful answer", From: "From", To: "To", Cause: "Why", Looks: "Readings", Leaves: "Entries of the log",
	Kept: "Contents kept", Seen: "Seen on", Reason: "Kept at", Size: "Size", Rules: "Rules used",
	Reasons: map[string]string{"first": "first sight", "change": "a change", "failure": "a failure", "return": "the return"},
	Change: func(name, vantage, before, seen string) string {
		s := "Page " + name + ", seen from " + vantage + ": "
		if before != "" {
			s += "the old content was obtained for the last time by a reading asked for on " + before + ", "
		}
		return s + "the new one by a reading that was complete on " + seen + "."
	},
	More: func(n int) string {
		return English.Number.Count(int64(n), "more content is", "more contents are") + " in the attached facts."
	},
	Still: func(name string, reads int, first, last string) string {
		return "During the period, page " + name + " was the same, once reduced, at each of the " + English.Number.Count(int64(reads), "reading", "readings") + " that gave its content, the first complete on " + first + ", the last asked for on " + last + ". Its first lines:"
	},
	Once: func(name, at string) string {
		return "During the period, page " + name + " was usefully read only once, on " + at + ": nothing says whether it changed. Its first lines:"
	},
	Held: func(name string) string {
		return "First lines of the first content of page " + name + " that was kept:"
	},
}

func quietEnglish(what, least, most string) string {
	switch {
	case least != "" && most != "":
		return " " + what + " at least " + least + "; from the last good answer to that reading, " + most + " at most."
	case least != "":
		return " " + what + " at least " + least + "."
	}
	return " No duration of silence is claimed from it."
}
