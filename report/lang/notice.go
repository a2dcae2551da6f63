package lang

import "strings"

// Notice is what people are told at once, by mail or on a telephone: what, since
// when, what is sure and what is not, what to do, what to run. It is in no
// report.
type Notice struct {
	From        func(title string) string // the first line
	Provisional func(vantage string) string
	Provider    func(name string) string
	Times       func(zone string) string
	Item        func(name, site, what string) string
	More        func(n int) string
	Since       func(at string) string
	Then        func(what string) string             // what goes with it
	Over        func(from, to, lasted string) string // was down
	Sure        func(what string) string
	Unsure      func(what string) string
	Do          string
	Next        string
	Try         func(title string) string // in the title of a message that only tries the way
	Trial       string                    // above it
	Test        NoticePart

	Down        NoticePart
	Witnessed   string // another site answered meanwhile
	Unseen      string // none was heard
	Up          NoticePart
	Loss        NoticePart
	Files       func(gone, fresh int64) string
	Records     func(now, before int64) string
	Page        func(whose string) string
	Statement   NoticePart
	Changed     func(at string) string
	Restless    string // it changes at nearly every reading
	Evidence    NoticePart
	Well        NoticePart
	Ailments    map[string]string
	Remedies    map[string]string
	Ticket      NoticePart
	Under       func(contract, targets string) string
	LastDay     NoticePart
	AskBy       func(contract, targets, day, zone string) string
	Breach      NoticePart // of personal data
	TellBy      func(incident, controller, authority, by string, over bool, missing string) string
	Undelivered map[string]string // why nothing arrived
	Answered    func(number string) string
}

// A NoticePart is one kind of message.
type NoticePart struct {
	Title    func(n int, name string) string
	Sure     string
	Unsure   string
	Steps    []string
	Commands []string
}

var noticeFrench = Notice{
	From: func(title string) string { return "constat\u00a0: " + title },
	Provisional: func(vantage string) string {
		return "Avis provisoire, d’après ce que voit le seul point d’observation " + vantage + ". Ce n’est pas une preuve\u00a0: la preuve est dans le registre, et cet avis n’y change rien."
	},
	Provider: func(name string) string { return "Fournisseur\u00a0: " + name },
	Times:    func(zone string) string { return "Heures\u00a0: " + zone },
	Item:     func(name, site, what string) string { return "- " + name + bracket(site) + "\u00a0: " + what },
	More: func(n int) string {
		return "… et " + French.Number.Count(int64(n), "autre", "autres") + "\u00a0; «\u00a0constat status\u00a0» nomme tout."
	},
	Since:  func(at string) string { return "depuis le " + at },
	Then:   func(what string) string { return "\u00a0; " + what },
	Over:   func(from, to, lasted string) string { return "du " + from + " au " + to + ", environ " + lasted },
	Sure:   func(what string) string { return "Ce qui est sûr\u00a0: " + what },
	Unsure: func(what string) string { return "Ce qui ne l’est pas\u00a0: " + what },
	Do:     "À faire maintenant\u00a0:",
	Next:   "Ensuite, sur la machine qui observe\u00a0:",
	Try:    func(title string) string { return "ESSAI\u00a0: " + title },
	Trial:  "CECI EST UN ESSAI. Rien de ce qui suit n’est arrivé.",
	Test: NoticePart{
		Title:    func(int, string) string { return "essai des avis" },
		Sure:     "cette adresse reçoit les avis de constat.",
		Unsure:   "qu’elle les recevra encore demain\u00a0: refaites l’essai de temps en temps.",
		Steps:    []string{"Vérifiez que ce message est bien arrivé chez qui doit agir la nuit."},
		Commands: []string{"constat status"},
	},
	Down: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return name + " ne répond pas"
			}
			return French.Number.Int(int64(n)) + " cibles ne répondent pas"
		},
		Sure:   "depuis l’heure dite, les questions posées d’ici n’ont pas reçu la réponse attendue",
		Unsure: "si d’autres voient la même chose, quelle en est la cause, qui en répond et combien de temps cela durera. Entre deux questions, rien n’est su. La durée sera établie par le rapport.",
		Steps: []string{
			"Essayez d’un autre réseau, par exemple d’un téléphone sans Wi-Fi.",
			"Ouvrez une demande auprès du fournisseur, par écrit, et gardez-en le numéro et l’heure.",
			"Gardez tous les courriels et tous les avis, même ceux qui ont l’air sans importance.",
			"N’effacez rien, ne réinstallez rien, ne restaurez rien par-dessus. Laissez constat tourner.",
		},
		Commands: []string{"constat status", "constat note 'demande ouverte auprès du fournisseur, numéro …'"},
	},
	Witnessed: "un site témoin, ailleurs, répondait",
	Unseen:    "Aucun site témoin n’a été entendu\u00a0: notre propre réseau peut être en cause.",
	Up: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return name + " répond de nouveau"
			}
			return French.Number.Int(int64(n)) + " cibles répondent de nouveau"
		},
		Sure:   "la dernière question posée d’ici a reçu la réponse attendue.",
		Unsure: "si tout ce que le site contenait y est encore, et la durée exacte, que le rapport établira.",
		Steps: []string{
			"Regardez le site\u00a0: une page par défaut et un compte vide répondent aussi.",
			"S’il manque quelque chose, n’écrivez rien par-dessus et n’effacez rien.",
			"Gardez la réponse du fournisseur et tous les courriels.",
		},
		Commands: []string{"constat status", "constat bundle -o preuve.zip"},
	},
	Loss: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return name + "\u00a0: quelque chose n’y est plus"
			}
			return "sur " + French.Number.Int(int64(n)) + " cibles, quelque chose n’y est plus"
		},
		Sure:   "ce qui a été lu d’ici, à l’heure dite, n’était plus ce qui avait été lu auparavant.",
		Unsure: "qui l’a retiré, et si c’est perdu\u00a0: un fichier déplacé n’est pas perdu, et vous l’avez peut-être retiré vous-même. Une seule lecture ne l’établit pas.",
		Steps: []string{
			"Demandez chez vous si quelqu’un l’a fait.",
			"Sinon, n’effacez rien et ne versez rien à cet endroit.",
			"Demandez par écrit au fournisseur ce qui s’est passé et quelles sauvegardes il détient, et gardez sa réponse.",
			"Mettez de côté vos propres copies\u00a0: disques, clés, ordinateurs, courriels.",
		},
		Commands: []string{"constat status", "constat bundle -o preuve.zip"},
	},
	Files: func(gone, fresh int64) string {
		text := French.Number.Count(gone, "fichier", "fichiers") + " de la liste d’avant n’y " + plural(gone > 1, "sont", "est") + " plus"
		if fresh > 0 {
			text += ", " + French.Number.Count(fresh, "nouveau", "nouveaux") + " y " + plural(fresh > 1, "sont", "est")
		}
		return text
	},
	Records: func(now, before int64) string {
		return French.Number.Count(now, "enregistrement", "enregistrements") + ", contre " + French.Number.Int(before) + " à la lecture d’avant"
	},
	Page: func(whose string) string {
		return "à la place de la page se tient celle-ci, bien connue\u00a0: " + whose
	},
	Statement: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return "le fournisseur a changé ce qu’il publie (" + name + ")"
			}
			return "le fournisseur a changé " + French.Number.Int(int64(n)) + " de ses publications"
		},
		Sure:     "ce qui est publié à cet endroit n’est plus ce qui l’était\u00a0; l’ancien texte et le nouveau sont conservés.",
		Unsure:   "si cela se rapporte à une panne, et si c’est vrai. Lisez-le.",
		Steps:    []string{"Lisez la page.", "Gardez ce que le fournisseur vous écrit par ailleurs."},
		Commands: []string{"constat status", "constat bundle -o preuve.zip"},
	},
	Changed:  func(at string) string { return "lu le " + at },
	Restless: "change presque à chaque lecture\u00a0: plus rien n’en sera dit ici tant que cela dure, tout en reste consigné",
	Evidence: NoticePart{
		Title: func(n int, _ string) string {
			return "notre propre observation a besoin de vous (" + French.Number.Count(int64(n), "ennui", "ennuis") + ")"
		},
		Sure:   "cet ennui est le nôtre. Il ne dit rien du fournisseur, et rien n’en est retenu contre lui.",
		Unsure: "ce qui se passe chez le fournisseur pendant ce temps\u00a0: ce qui n’a pas été observé, ou pas attesté, ne pourra pas être réclamé.",
		Steps:  []string{"Regardez si la machine qui observe a du réseau, de la place sur son disque et l’heure juste.", "N’effacez rien du dossier de constat et n’y modifiez rien."},
		Commands: []string{
			"constat status", "df -h .", "constat fsck",
		},
	},
	Well: NoticePart{
		Title: func(n int, _ string) string {
			return "notre propre observation est rétablie (" + French.Number.Count(int64(n), "ennui", "ennuis") + " de moins)"
		},
		Sure:     "ce qui était signalé ne l’est plus.",
		Unsure:   "ce qui s’est passé pendant ce temps chez le fournisseur\u00a0: le rapport le comptera comme non observé, ou non attesté.",
		Steps:    []string{"Rien, si vous savez d’où cela venait."},
		Commands: []string{"constat status"},
	},
	Ailments: map[string]string{
		"unsealed":      "le registre n’est plus scellé",
		"unstamped":     "cette autorité n’horodate plus le registre",
		"uncosigned":    "ce témoin ne cosigne plus le registre",
		"clock-unknown": "les serveurs de temps ne répondent pas, ou ne s’accordent pas\u00a0: l’heure de cette machine n’est pas tenue pour connue",
		"clock-wrong":   "l’horloge de cette machine peut être trop fausse pour que les observations comptent",
		"disk":          "le disque est presque plein\u00a0: bientôt, plus rien ne pourra être consigné",
		"gap":           "des questions n’ont pas été posées",
		"blind":         "aucun site témoin ne répond\u00a0: c’est notre réseau qui est coupé, et rien ne peut être dit des cibles",
	},
	Remedies: map[string]string{
		"unsealed":      "Lisez le journal du service, et faites de la place sur le disque.",
		"unstamped":     "Vérifiez que la machine joint les adresses de «\u00a0anchors\u00a0».",
		"uncosigned":    "Vérifiez que la machine joint l’adresse du témoin, et prévenez qui le tient.",
		"clock-unknown": "Vérifiez que la machine joint les adresses de «\u00a0clock\u00a0»\u00a0; nommez-en trois ou plus.",
		"clock-wrong":   "Réglez l’heure, et laissez un service la tenir (chrony, systemd-timesyncd).",
		"disk":          "Faites de la place ailleurs que dans le dossier de constat.",
		"gap":           "Si vous n’avez pas arrêté le service vous-même, regardez pourquoi la machine s’est arrêtée ou n’a pas suivi.",
		"blind":         "Regardez le câble, la passerelle, le fournisseur d’accès de la machine qui observe.",
	},
	Ticket: NoticePart{
		Title:  func(_ int, name string) string { return "ouvrez une demande maintenant (" + name + ")" },
		Sure:   "d’après la règle de ce contrat, le temps ne compte que depuis la demande. Chaque minute sans elle peut être perdue.",
		Unsure: "que ce qui est vu d’ici soit une panne au sens du contrat. Une demande ouverte pour rien ne coûte rien.",
		Steps: []string{
			"Ouvrez la demande par le moyen que dit le contrat\u00a0: nommez le site, l’heure, et ce qui ne répond pas.",
			"Notez le numéro et l’heure de la demande, et portez-les sous «\u00a0tickets\u00a0» dans le fichier des contrats.",
			"Gardez tous les courriels. N’effacez rien.",
		},
		Commands: []string{"constat note 'demande ouverte auprès du fournisseur, numéro …'", "constat status"},
	},
	Under: func(contract, targets string) string { return "- contrat " + contract + "\u00a0: " + targets },
	LastDay: NoticePart{
		Title:  func(_ int, day string) string { return "dernier jour pour demander\u00a0: " + day },
		Sure:   "c’est le dernier jour d’après la règle du contrat, lue au plus tôt, et d’après les pannes vues d’ici.",
		Unsure: "que le fournisseur compte de même. Relisez le contrat, et n’attendez pas le dernier jour.",
		Steps: []string{
			"Faites le dossier de preuve et le rapport.",
			"Envoyez la demande par le moyen que dit le contrat, avant la fin de ce jour, et gardez-en la trace.",
		},
		Commands: []string{"constat bundle -o preuve.zip", "constat report preuve.zip --policy policy --terms FICHIER -o rapport.pdf"},
	},
	AskBy: func(contract, targets, day, zone string) string {
		return "- contrat " + contract + " (" + targets + ")\u00a0: à demander au plus tard le " + day + ", heure de " + zone
	},
	Breach: NoticePart{
		Title: func(n int, incident string) string {
			return "72 heures pour notifier\u00a0: " + incident + plural(n > 1, " et "+French.Number.Count(int64(n-1), "autre", "autres"), "")
		},
		Sure:   "c’est la fin du délai d’après ce que le responsable du traitement a déclaré, lue au plus tôt, et aucun envoi n’est déclaré.",
		Unsure: "qu’il faille notifier, et qu’un envoi n’ait pas eu lieu sans être inscrit. Le responsable et son conseil en décident.",
		Steps: []string{
			"Complétez le fichier de déclarations avec ce qui manque.",
			"Si vous notifiez, n’attendez pas d’avoir tout\u00a0: le reste peut suivre, et un retard demande ses motifs.",
			"Inscrivez l’envoi dans ce fichier, avec sa date.",
		},
		Commands: []string{"constat breach FICHIER --bundle preuve.zip --policy policy -o avis", "constat status"},
	},
	TellBy: func(incident, controller, authority, by string, over bool, missing string) string {
		return "- " + incident + ", " + controller + "\u00a0: " + plural(over, "le délai pour notifier à "+authority+" a pris fin le "+by, "à notifier à "+authority+" au plus tard le "+by) + plural(missing != "", "\u00a0; il manque\u00a0: "+missing, "")
	},
	Undelivered: map[string]string{
		"address":     "l’adresse ne se lit pas",
		"name":        "le nom du serveur n’a pas été trouvé",
		"refused":     "le serveur a refusé la connexion",
		"unreachable": "aucune route ne mène au serveur",
		"certificate": "le certificat du serveur n’est pas reconnu, ou le chiffrement a échoué",
		"slow":        "le serveur n’a pas répondu à temps",
		"password":    "le serveur n’a pas accepté le mot de passe ou le jeton",
		"answer":      "le serveur a répondu par un refus",
		"ended":       "l’envoi s’est interrompu avant la fin",
		"unknown":     "l’envoi a échoué, sans raison reconnue",
	},
	Answered: func(number string) string { return "le serveur a répondu par un refus (" + number + ")" },
}

var noticeEnglish = Notice{
	From: func(title string) string { return "constat: " + title },
	Provisional: func(vantage string) string {
		return "A provisional notice, from what the vantage " + vantage + " alone sees. It is no evidence: the evidence is in the log, and this notice changes nothing there."
	},
	Provider: func(name string) string { return "Provider: " + name },
	Times:    func(zone string) string { return "Times: " + zone },
	Item:     func(name, site, what string) string { return "- " + name + bracket(site) + ": " + what },
	More: func(n int) string {
		return "… and " + English.Number.Count(int64(n), "other", "others") + `; "constat status" names all.`
	},
	Since:  func(at string) string { return "since " + at },
	Then:   func(what string) string { return "; " + what },
	Over:   func(from, to, lasted string) string { return "from " + from + " to " + to + ", about " + lasted },
	Sure:   func(what string) string { return "What is sure: " + what },
	Unsure: func(what string) string { return "What is not: " + what },
	Do:     "To do now:",
	Next:   "Then, on the machine that watches:",
	Try:    func(title string) string { return "TRIAL: " + title },
	Trial:  "THIS IS A TRIAL. Nothing of what follows has happened.",
	Test: NoticePart{
		Title:    func(int, string) string { return "a trial of notices" },
		Sure:     "this address receives the notices of constat.",
		Unsure:   "that it still will tomorrow: try again from time to time.",
		Steps:    []string{"See that this message reached whoever must act at night."},
		Commands: []string{"constat status"},
	},
	Down: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return name + " does not answer"
			}
			return English.Number.Int(int64(n)) + " targets do not answer"
		},
		Sure:   "since the time said, the questions put from here did not receive the answer expected",
		Unsure: "whether others see the same, what the cause is, who answers for it and how long it will last. Between two questions nothing is known. The report will establish the duration.",
		Steps: []string{
			"Try from another network, for instance a telephone without Wi-Fi.",
			"Open a ticket with the provider, in writing, and keep its number and the time.",
			"Keep all e-mails and notices, those too that seem of no importance.",
			"Delete nothing, reinstall nothing, restore nothing over it. Leave constat running.",
		},
		Commands: []string{"constat status", "constat note 'ticket opened with the provider, number …'"},
	},
	Witnessed: "a control, elsewhere, did answer",
	Unseen:    "No control was heard: our own network may be the cause.",
	Up: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return name + " answers again"
			}
			return English.Number.Int(int64(n)) + " targets answer again"
		},
		Sure:   "the last question put from here received the answer expected.",
		Unsure: "whether all that the site held is still there, and the exact duration, which the report will establish.",
		Steps: []string{
			"Look at the site: a default page and an empty account answer too.",
			"If something is missing, write nothing over it and delete nothing.",
			"Keep the provider's reply and all e-mails.",
		},
		Commands: []string{"constat status", "constat bundle -o evidence.zip"},
	},
	Loss: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return name + ": something is there no more"
			}
			return "on " + English.Number.Int(int64(n)) + " targets something is there no more"
		},
		Sure:   "what was read from here, at the time said, was no longer what had been read before.",
		Unsure: "who removed it, and whether it is lost: a file that was moved is not lost, and you may have removed it yourself. One reading alone does not establish it.",
		Steps: []string{
			"Ask at your place whether somebody did it.",
			"If not, delete nothing there and put nothing there.",
			"Ask the provider in writing what happened and which backups they hold, and keep the reply.",
			"Set your own copies aside: disks, sticks, computers, e-mails.",
		},
		Commands: []string{"constat status", "constat bundle -o evidence.zip"},
	},
	Files: func(gone, fresh int64) string {
		text := English.Number.Count(gone, "file", "files") + " of the list before " + plural(gone > 1, "are", "is") + " there no more"
		if fresh > 0 {
			text += ", " + English.Number.Count(fresh, "new one is", "new ones are") + " there"
		}
		return text
	},
	Records: func(now, before int64) string {
		return English.Number.Count(now, "record", "records") + ", against " + English.Number.Int(before) + " at the reading before"
	},
	Page: func(whose string) string { return "in place of the page stands this one, well known: " + whose },
	Statement: NoticePart{
		Title: func(n int, name string) string {
			if n == 1 {
				return "the provider changed what they publish (" + name + ")"
			}
			return "the provider changed " + English.Number.Int(int64(n)) + " of their publications"
		},
		Sure:     "what is published there is no longer what it was; the old text and the new one are kept.",
		Unsure:   "whether it has to do with an outage, and whether it is true. Read it.",
		Steps:    []string{"Read the page.", "Keep what the provider writes to you besides."},
		Commands: []string{"constat status", "constat bundle -o evidence.zip"},
	},
	Changed:  func(at string) string { return "read on " + at },
	Restless: "changes at nearly every reading: no more is said of it here while that lasts, all of it is still recorded",
	Evidence: NoticePart{
		Title: func(n int, _ string) string {
			return "our own watch needs you (" + English.Number.Count(int64(n), "trouble", "troubles") + ")"
		},
		Sure:   "this trouble is ours. It says nothing of the provider, and nothing of it is held against them.",
		Unsure: "what happens at the provider meanwhile: what was not watched, or not attested, cannot be claimed.",
		Steps:  []string{"See whether the machine that watches has a network, room on its disk and the right time.", "Delete nothing in the folder of constat, and change nothing there."},
		Commands: []string{
			"constat status", "df -h .", "constat fsck",
		},
	},
	Well: NoticePart{
		Title: func(n int, _ string) string {
			return "our own watch is well again (" + English.Number.Count(int64(n), "trouble less", "troubles less") + ")"
		},
		Sure:     "what was told of is so no more.",
		Unsure:   "what happened at the provider meanwhile: the report will count it as not watched, or not attested.",
		Steps:    []string{"Nothing, if you know where it came from."},
		Commands: []string{"constat status"},
	},
	Ailments: map[string]string{
		"unsealed":      "the log is no longer sealed",
		"unstamped":     "this authority no longer stamps the log",
		"uncosigned":    "this witness no longer cosigns the log",
		"clock-unknown": "time servers do not answer, or do not agree: the time of this machine is not held to be known",
		"clock-wrong":   "the clock of this machine may be too far off for observations to count",
		"disk":          "the disk is almost full: soon nothing more can be recorded",
		"gap":           "questions were not put",
		"blind":         "no control answers: it is our own network that is down, and nothing can be said of the targets",
	},
	Remedies: map[string]string{
		"unsealed":      "Read the daemon's log, and make room on the disk.",
		"unstamped":     `See that the machine reaches the addresses under "anchors".`,
		"uncosigned":    "See that the machine reaches the witness, and tell whoever keeps it.",
		"clock-unknown": `See that the machine reaches the addresses under "clock"; name three or more.`,
		"clock-wrong":   "Set the time, and have a service keep it (chrony, systemd-timesyncd).",
		"disk":          "Make room elsewhere than in the folder of constat.",
		"gap":           "If you did not stop the daemon yourself, see why the machine stopped or did not keep up.",
		"blind":         "Look at the cable, the gateway, the line of the machine that watches.",
	},
	Ticket: NoticePart{
		Title:  func(_ int, name string) string { return "open a ticket now (" + name + ")" },
		Sure:   "by the rule of this contract, time counts only from the ticket. Every minute without one may be lost.",
		Unsure: "that what is seen from here is an outage in the sense of the contract. A ticket opened for nothing costs nothing.",
		Steps: []string{
			"Open the ticket in the way the contract says: name the site, the time, and what does not answer.",
			`Note its number and its time, and enter them under "tickets" in the file of contracts.`,
			"Keep all e-mails. Delete nothing.",
		},
		Commands: []string{"constat note 'ticket opened with the provider, number …'", "constat status"},
	},
	Under: func(contract, targets string) string { return "- contract " + contract + ": " + targets },
	LastDay: NoticePart{
		Title:  func(_ int, day string) string { return "last day to ask: " + day },
		Sure:   "it is the last day by the rule of the contract, read at its earliest, and by the outages seen from here.",
		Unsure: "that the provider counts alike. Read the contract again, and do not wait for the last day.",
		Steps: []string{
			"Make the evidence bundle and the report.",
			"Send the claim in the way the contract says, before that day is over, and keep a trace of it.",
		},
		Commands: []string{"constat bundle -o evidence.zip", "constat report evidence.zip --policy policy --terms FILE -o report.pdf"},
	},
	AskBy: func(contract, targets, day, zone string) string {
		return "- contract " + contract + " (" + targets + "): to be asked by " + day + ", in the zone " + zone
	},
	Breach: NoticePart{
		Title: func(n int, incident string) string {
			return "72 hours to notify: " + incident + plural(n > 1, " and "+English.Number.Count(int64(n-1), "other", "others"), "")
		},
		Sure:   "it is the end of the time by what the controller declared, read at its earliest, and nothing is declared as sent.",
		Unsure: "that a notification is due, and that none was sent without being entered. The controller and their counsel decide.",
		Steps: []string{
			"Add what is missing to the file of declarations.",
			"If you notify, do not wait until you have everything: the rest may follow, and a delay wants its reasons.",
			"Enter what you sent in that file, with its date.",
		},
		Commands: []string{"constat breach FILE --bundle evidence.zip --policy policy -o notices", "constat status"},
	},
	TellBy: func(incident, controller, authority, by string, over bool, missing string) string {
		return "- " + incident + ", " + controller + ": " + plural(over, "the time to notify "+authority+" ended on "+by, "to be notified to "+authority+" by "+by) + plural(missing != "", "; missing: "+missing, "")
	},
	Undelivered: map[string]string{
		"address":     "the address cannot be read",
		"name":        "the name of the server was not found",
		"refused":     "the server refused the connection",
		"unreachable": "no route leads to the server",
		"certificate": "the server's certificate is not recognised, or the encryption failed",
		"slow":        "the server did not answer in time",
		"password":    "the server did not accept the password or token",
		"answer":      "the server answered with a refusal",
		"ended":       "the sending broke off before its end",
		"unknown":     "the sending failed, for no reason that is known",
	},
	Answered: func(number string) string { return "the server answered with a refusal (" + number + ")" },
}

func bracket(site string) string {
	if site == "" {
		return ""
	}
	return " (" + site + ")"
}

// Why writes why a message did not arrive.
func (n Notice) Why(why string) string {
	if number, ok := strings.CutPrefix(why, "answer "); ok {
		return n.Answered(number)
	}
	return known(n.Undelivered, why)
}
