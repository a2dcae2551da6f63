package lang

// Letter is a letter that asks for a credit, or its draft. Amounts, days and
// names come written already.
type Letter struct {
	Title, Draft string // of the file, and in the head of each page
	Notice       string // on top of a draft
	Missing      string // introduces what a draft lacks
	Lacking      func(part string) string

	Dated      func(place, day string) string // place may be ""
	Subject    string
	About      func(contract, period string) string
	Salutation string
	Colon      string

	// Lines to write on.
	From, Address, Account, To, Region, Zone, Resources, Tickets string

	Opens      func(who, product, provider, account string) string // account may be ""
	Observed   func(vantages int, targets string, many bool, from, to string) string
	Facts      string // how to read the table
	Outages    string
	Resource   string
	Begin, End string
	Least      string
	Cause      string
	Open       string                       // no end was observed
	None       string                       // no outage
	Cut        func(from, to string) string // an outage reaches beyond what is reckoned
	Places     func(region, zone string) string
	Opened     func(instants string) string

	Clause  string
	Text    func(url, grade, dated, digest string) string
	Held    func(list string) string // what the logs kept of that text
	Reckon  string
	Minutes string
	Down    string
	Counted string
	Share   string
	Promise string
	Percent string
	Fee     string
	Credit  string

	Ask        func(credit string) string
	AskExtends func(span string) string
	Deadline   func(day, zone string) string
	LastDay    func(day, zone string) string // the same, where no clock says that it has not gone by
	Left       func(days int) string         // on the day of the letter, that day not counted
	Later      func(days string) string      // of outages that have a later last day
	Late       func(day, zone string) string // as a reason of a draft; day may be ""
	Chosen     string                        // the day of the letter was given by hand
	Answer     func(day string, days int) string
	Reserved   func(list string) string
	Loss       func(amounts string) string
	NoLoss     string
	Free       string // what the terms do not charge for

	Proofs    string
	Enclosed  string
	Kept      string
	File      string
	What      string
	Kinds     map[string]string
	Masks     string
	Closing   string
	Signature string

	Readme string                   // the file that goes with the tables
	Fill   func(list string) string // what is to be written by hand
	Keep   func(dir string) string
}

var letterFrench = Letter{
	Title: "Demande de crédit", Draft: "Projet de demande de crédit",
	Notice:  "Projet. Ce texte ne demande rien et n’est pas à envoyer tel quel\u00a0: il n’est pas établi qu’un crédit soit dû.",
	Missing: "Il manque, pour qu’une demande puisse être faite\u00a0:",
	Lacking: func(part string) string { return "la demande doit donner " + part + ", et cela n’a pas été dit" },
	Dated: func(place, day string) string {
		if place == "" {
			return "Le " + day
		}
		return place + ", le " + day
	},
	Subject:    "Objet",
	About:      func(contract, period string) string { return "demande de crédit, contrat " + contract + ", " + period },
	Salutation: "Madame, Monsieur,", Colon: "\u00a0:",
	From: "Expéditeur", Address: "Adresse", Account: "Numéro de client", To: "Destinataire", Region: "Région", Zone: "Zone", Resources: "Identifiants des ressources", Tickets: "Demande ouverte au soutien",
	Opens: func(who, product, provider, account string) string {
		return tern(who != "", who+" est votre client", "Nous sommes votre client") + tern(account != "", " sous le numéro "+account, "") + " pour «\u00a0" + product + "\u00a0» (" + provider + ")."
	},
	Observed: func(n int, targets string, many bool, from, to string) string {
		return plural(many, "Les cibles ", "La cible ") + targets + plural(many, " ont été interrogées", " a été interrogée") + " à intervalles réguliers depuis " +
			French.Number.Count(int64(n), "point d’observation", "points d’observation") + ", du " + from + " au " + to + "."
	},
	Facts:   "Le début est celui de la première question restée sans bonne réponse, la fin celle de la dernière\u00a0; la durée est la plus courte que les observations établissent. Ce qui n’a pas été observé n’est pas compté.",
	Outages: "Indisponibilités observées", Resource: "Ressource", Begin: "Début", End: "Fin", Least: "Durée, au moins", Cause: "Cause", Open: "sans fin observée",
	None: "Les preuves ne montrent aucune indisponibilité confirmée dans la période.",
	Cut: func(from, to string) string {
		return "Le tableau donne chaque indisponibilité entière\u00a0; le calcul qui suit ne compte que ce qui va du " + from + " au " + to + ", la période et la durée du contrat, et laisse le reste de côté."
	},
	Places: func(region, zone string) string {
		if region == "" {
			return "Zone\u00a0: " + zone + "."
		}
		return "Région\u00a0: " + region + tern(zone != "", "\u00a0; zone\u00a0: "+zone, "") + "."
	},
	Opened: func(instants string) string {
		return "Nous vous en avons avisés par une demande ouverte " + instants + "."
	},
	Clause: "La promesse invoquée",
	Text: func(url, grade, dated, digest string) string {
		return "La règle appliquée ici, de SHA-256 " + digest + ", dit en nos mots ce que promet ce texte\u00a0: " + url + tern(dated != "", ", du "+dated, "") + ". Elle a été écrite d’après " + grade + "."
	},
	Held: func(list string) string {
		return "Les journaux ont conservé ce texte tel qu’il était publié. " + list
	},
	Reckon: "Le calcul, en bref", Minutes: "Durée de la période", Down: "Indisponibilité observée, au moins", Counted: "Indisponibilité comptée à la façon du contrat", Share: "Disponibilité qui en résulte",
	Promise: "Disponibilité promise", Percent: "Part des frais due en crédit", Fee: "Frais de la période", Credit: "Crédit",
	Ask: func(credit string) string {
		return "En conséquence, nous demandons que vous portiez à notre compte un crédit de " + credit + ", que donne la plus courte durée établie."
	},
	AskExtends: func(span string) string {
		return "En conséquence, nous demandons que vous prolongiez notre service de " + span + ", que donne la plus courte durée établie."
	},
	Deadline: func(day, zone string) string {
		return "Cette demande est faite dans le délai de la promesse, qui finit le " + day + " dans le fuseau " + zone + "."
	},
	LastDay: func(day, zone string) string {
		return "La promesse permet de demander jusqu’au " + day + " dans le fuseau " + zone + "."
	},
	Late: func(day, zone string) string {
		return "le délai pour demander est passé, ou l’est selon une lecture du texte" + tern(day != "", " : il finissait le "+day+" dans le fuseau "+zone, "")
	},
	Left: func(days int) string {
		if days == 0 {
			return "La date de cette lettre était le dernier jour pour demander."
		}
		return "À la date de cette lettre, il restait " + French.Number.Count(int64(days), "jour", "jours") + " pour demander."
	},
	Later: func(days string) string {
		return "Ce jour est celui de l’indisponibilité dont le délai finissait le premier\u00a0; pour les autres, il finissait le " + days + "."
	},
	Chosen: "La date de cette lettre a été donnée par qui l’a préparée, et n’est pas celle d’une horloge.",
	Answer: func(day string, days int) string {
		return "Nous vous prions de répondre par écrit dans les " + French.Number.Count(int64(days), "jour", "jours") + " de la présente, soit au plus tard le " + day + "."
	},
	Reserved: func(list string) string {
		return "Nous vous devons de dire ce qui peut être discuté\u00a0: " + list + "."
	},
	Loss: func(amounts string) string {
		return "Les pertes que nous déclarons par ailleurs (" + amounts + ") ne sont pas l’objet de cette lettre et ne s’ajoutent pas au crédit\u00a0; nos droits à leur égard sont réservés."
	},
	Free:     "Ce que vos conditions disent de ne pas facturer, sans demande, n’est pas compris dans ce crédit.",
	NoLoss:   "Cette lettre ne porte que sur le crédit\u00a0; tous nos autres droits sont réservés.",
	Proofs:   "Les faits reposent sur un journal scellé, où rien ne se change ni ne s’ôte sans que cela se voie, et que quiconque vérifie avec des outils ordinaires. Les fichiers joints et ceux que nous gardons à votre disposition se reconnaissent à leur empreinte.",
	Enclosed: "Fichiers joints", Kept: "Fichiers tenus à disposition", File: "Fichier", What: "Contenu",
	Kinds: map[string]string{"outages": "les indisponibilités", "log": "les réponses qui les montrent, bonnes et mauvaises", "readme": "comment reconnaître une ligne masquée", "report": "le rapport", "bundle": "dossier de preuve",
		"outages-kept": "les indisponibilités, sans rien de masqué", "log-kept": "les réponses, sans rien de masqué"},
	Masks:   "Dans les tableaux joints, ce qui est confidentiel est remplacé par «\u00a0[masked]\u00a0». Chaque ligne porte l’empreinte de la ligne entière, que nous pouvons vous montrer et que vous pourrez reconnaître.",
	Closing: "Veuillez agréer, Madame, Monsieur, nos salutations distinguées.", Signature: "Signature",
	Readme: `Les tableaux de ce dossier (outages.csv, log.csv) sont au format RFC 4180 ; leurs heures portent leur décalage.
« [masked] » y remplace ce qui est confidentiel. Chaque ligne finit par l’empreinte SHA-256 de la ligne entière
(original_sha256), telle que le client la garde : ses octets, sans la fin de ligne, avec le sel qui la termine et
sans lequel ce qui est masqué pourrait être retrouvé par essais. Une ligne montrée plus tard se reconnaît ainsi :

    sha256sum ligne.txt        (un fichier qui tient la seule ligne, sans sa fin)

leaf nomme le journal, la feuille et l’observation du dossier de preuve. verdict : good, bad, slow, blocked, unknown.
Les fichiers se contrôlent par « sha256sum -c SHA256SUMS ».
`,
	Fill: func(list string) string {
		return "À écrire à la main, ou à donner par --letter\u00a0: " + list + "."
	},
	Keep: func(dir string) string { return "À garder, et à ne pas envoyer\u00a0: " + dir },
}

var letterEnglish = Letter{
	Title: "Request for a credit", Draft: "Draft of a request for a credit",
	Notice:  "Draft. This text asks for nothing and is not to be sent as it stands: it is not established that a credit is owed.",
	Missing: "Before a request can be made, this is missing:",
	Lacking: func(part string) string { return "the request must give " + part + ", and that was not said" },
	Dated: func(place, day string) string {
		if place == "" {
			return day
		}
		return place + ", " + day
	},
	Subject: "Subject",
	About: func(contract, period string) string {
		return "request for a credit, contract " + contract + ", " + period
	},
	Salutation: "Dear Sir or Madam,", Colon: ":",
	From: "Sender", Address: "Address", Account: "Customer number", To: "Addressee", Region: "Region", Zone: "Zone", Resources: "Resource identifiers", Tickets: "Ticket opened with support",
	Opens: func(who, product, provider, account string) string {
		return tern(who != "", who+" is your customer", "We are your customer") + tern(account != "", " under the number "+account, "") + " for “" + product + "” (" + provider + ")."
	},
	Observed: func(n int, targets string, many bool, from, to string) string {
		return plural(many, "The targets ", "The target ") + targets + plural(many, " were asked", " was asked") + " at regular intervals from " +
			English.Number.Count(int64(n), "vantage point", "vantage points") + ", from " + from + " to " + to + "."
	},
	Facts:   "The beginning is that of the first question that had no good answer, the end that of the last; the duration is the shortest that the observations establish. What was not observed is not counted.",
	Outages: "Outages observed", Resource: "Resource", Begin: "Beginning", End: "End", Least: "Duration, at least", Cause: "Cause", Open: "no end observed",
	None: "The evidence shows no confirmed outage in the period.",
	Cut: func(from, to string) string {
		return "The table has each outage whole; the reckoning below counts only what lies from " + from + " to " + to + ", within the period and the contract, and leaves the rest out."
	},
	Places: func(region, zone string) string {
		if region == "" {
			return "Zone: " + zone + "."
		}
		return "Region: " + region + tern(zone != "", "; zone: "+zone, "") + "."
	},
	Opened: func(instants string) string { return "We told you of it by a ticket opened " + instants + "." },
	Clause: "The promise relied on",
	Text: func(url, grade, dated, digest string) string {
		return "The rule applied here, of SHA-256 " + digest + ", says in our own words what this text promises: " + url + tern(dated != "", ", of "+dated, "") + ". It was written from " + grade + "."
	},
	Held:   func(list string) string { return "The logs kept this text as it was published. " + list },
	Reckon: "The reckoning, in short", Minutes: "Length of the period", Down: "Downtime observed, at least", Counted: "Downtime counted the contract’s own way", Share: "Availability that results",
	Promise: "Availability promised", Percent: "Share of the fee owed as credit", Fee: "Fee of the period", Credit: "Credit",
	Ask: func(credit string) string {
		return "We therefore ask that you credit our account with " + credit + ", which is what the shortest established duration gives."
	},
	AskExtends: func(span string) string {
		return "We therefore ask that you extend our service by " + span + ", which is what the shortest established duration gives."
	},
	Deadline: func(day, zone string) string {
		return "This request is made within the time that the promise allows, which ends on " + day + " in the zone " + zone + "."
	},
	LastDay: func(day, zone string) string {
		return "The promise allows a request until " + day + " in the zone " + zone + "."
	},
	Late: func(day, zone string) string {
		return "the time to ask is over, or is by one reading of the text" + tern(day != "", ": it ended on "+day+" in the zone "+zone, "")
	},
	Left: func(days int) string {
		if days == 0 {
			return "The date of this letter was the last day to ask."
		}
		return "On the date of this letter " + English.Number.Count(int64(days), "day was", "days were") + " left to ask."
	},
	Later: func(days string) string {
		return "That day is of the outage whose time ended first; for the others it ended on " + days + "."
	},
	Chosen: "The date of this letter was given by whoever prepared it, and is not that of a clock.",
	Answer: func(day string, days int) string {
		return "Please answer in writing within " + English.Number.Count(int64(days), "day", "days") + " of this letter, that is by " + day + "."
	},
	Reserved: func(list string) string {
		return "We owe it to you to say what can be argued: " + list + "."
	},
	Loss: func(amounts string) string {
		return "The losses that we declare elsewhere (" + amounts + ") are not the subject of this letter and are not added to the credit; our rights in respect of them are reserved."
	},
	Free:     "What your terms say is not charged for, without a request, is not part of this credit.",
	NoLoss:   "This letter is about the credit alone; all our other rights are reserved.",
	Proofs:   "The facts rest on a sealed log, in which nothing is changed or left out without its showing, and which anyone can check with ordinary tools. The files enclosed, and those that we keep at your disposal, are recognised by their digests.",
	Enclosed: "Files enclosed", Kept: "Files kept at your disposal", File: "File", What: "Content",
	Kinds: map[string]string{"outages": "the outages", "log": "the answers that show them, good and bad", "readme": "how to recognise a masked row", "report": "the report", "bundle": "evidence bundle",
		"outages-kept": "the outages, with nothing masked", "log-kept": "the answers, with nothing masked"},
	Masks:   "In the tables enclosed, what is confidential is replaced by “[masked]”. Each row carries the digest of the whole row, which we can show you and you can recognise.",
	Closing: "Yours faithfully,", Signature: "Signature",
	Readme: `The tables of this folder (outages.csv, log.csv) are RFC 4180; their times carry their offset.
"[masked]" stands for what is confidential. Each row ends with the SHA-256 of the whole row (original_sha256) as the
customer keeps it: its bytes, without the line's end, with the salt at its end, without which what is masked could be
found by trying. A row shown later is recognised so:

    sha256sum row.txt          (a file that holds the row alone, without its end)

leaf names the log, the leaf and the observation of the evidence bundle. verdict: good, bad, slow, blocked, unknown.
Check the files with "sha256sum -c SHA256SUMS".
`,
	Fill: func(list string) string { return "To be written by hand, or given by --letter: " + list + "." },
	Keep: func(dir string) string { return "To be kept, and not sent: " + dir },
}
