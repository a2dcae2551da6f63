package lang

var forumEnglish = Forum{
	Draft: "DRAFT, for counsel to review",
	DraftNote: []string{
		"This exhibit gathers, criterion by criterion, what the records and the register bring, what can be objected, and what is missing. It says of no criterion that it is met: the court alone decides.",
		"Statutes are summarised, not reproduced. Counsel checks each citation against the official text in force before anything is filed.",
	},
	Head:  "Exhibit in support",
	Place: "Forum", Statute: "Texts", Report: "Class report cited", Register: "Register of members", NoRegister: "none was given", Asked: "What is asked",
	ToCheck: func(what string) string { return "To be checked by counsel: " + what + "." },
	Bears:   "What bears on it", Against: "What can be objected", Missing: "What is missing",
	Neither: "Neither the records nor the register say anything on this point, for or against.",
	NoBears: "Neither the records nor the register bring anything on this point.", NoAgainst: "The records show nothing in particular that can be objected; that rules out no argument of the other side.", NoMissing: "Nothing was noted as missing; counsel may judge otherwise.",
	Public: func(number string) string { return "public version, no. " + number },
	At: func(page, para int) string {
		return "report, p.\u00a0" + English.Number.Int(int64(page)) + ", para.\u00a0" + English.Number.Int(int64(para)) + "\u00a0ff."
	},
	AtRegister: "register",
	Bundles: func(n int, list string) string {
		return plural(n > 1, "bundles ", "bundle ") + list
	},
	Event: func(n int, settled bool, words string) string {
		return "Event " + English.Number.Int(int64(n)) + tern(settled, "", " (not established)") + ": " + words
	},
	OthersFailing: func(n, of int) string {
		return English.Number.Int(int64(n)) + " of the " + English.Number.Int(int64(of)) + " sites kept elsewhere " + plural(n > 1, "were", "was") + " failing too in the minute that is compared."
	},
	NotKnown: func(ours, others int) string {
		return "in the minute that is compared, the state of " + English.Number.Count(int64(ours), "site of the provider", "sites of the provider") + " and of " + English.Number.Count(int64(others), "site kept elsewhere", "sites kept elsewhere") + " was not known."
	},
	Apart: func(n, of int, reason, sites string) string {
		return English.Number.Int(int64(n)) + " of the provider’s " + English.Number.Int(int64(of)) + " sites had no part in it (reason: " + reason + "). Numbers: " + sites + "."
	},
	OutOfEvents: func(n, of int, sites string) string {
		return English.Number.Int(int64(n)) + " of " + English.Number.Count(int64(of), "member", "members") + plural(n > 1, " have", " has") + " no site with a part in any event. Sites: " + sites + "."
	},
	ManyEvents: func(n int) string {
		return "The records show " + English.Number.Cardinal(n) + " events and not one: what the members of one have in common, those of the others need not."
	},
	ManyGroups: func(n int) string {
		return "The outages fall into " + English.Number.Cardinal(n) + " groups of likeness: from one to another, their signs differ."
	},
	Durations: func(least, most string) string {
		return "The proven duration, all sites of a member added up, runs from " + least + " to " + most + ": what each one suffered remains an individual question."
	},
	SomeLost: func(n, of int) string {
		return "A loss was found with " + English.Number.Int(int64(n)) + " of " + English.Number.Count(int64(of), "member", "members") + ", and none with the others: loss is an individual question."
	},
	Review: func(n int, reason string) string {
		return "a person must still look at " + English.Number.Count(int64(n), "outage", "outages") + ": " + reason + "."
	},
	Origin:       "The records do not say what caused the failures, or to whom they can be laid. A cause outside the provider, such as a network upstream, is not ruled out.",
	SelfSelected: "The members who were watched are those who handed in a bundle: nothing says that they stand for all customers of the provider.",
	Undocumented: func(amount string) string { return amount + " is claimed without a document in support." },
	SheetNone: func(m string) string {
		return "No site of member " + m + " had a part in any event."
	},
	SheetNot: func(m string, e int) string {
		return "No site of member " + m + " had a part in event " + English.Number.Int(int64(e)) + ": that member is not in the position of those who suffered it."
	},
	SheetShared: func(m string, n int, sites string) string {
		return English.Number.Count(int64(n), "site of member ", "sites of member ") + m + plural(n > 1, " are", " is") + " claimed by another member too (" + sites + "), which may show a conflict."
	},
	Dated: "Exhibit dated", Own: "Number of the exhibit",
	Matrix: "Recorded facts bear on these common questions, one way or the other; nothing is added up over events or values.",
	Posed: func(q string, event int) string {
		return "“" + q + "”" + tern(event == 0, "", " (event\u00a0"+English.Number.Int(int64(event))+")")
	},
	Silent: func(list string, n int) string {
		return "No recorded fact bears on " + plural(n > 1, "these questions", "this question") + ": " + list + "."
	},
	AlsoBears:   func(p string) string { return "The facts stated above (para. " + p + ") bear on it as well." },
	AlsoAgainst: func(p string) string { return "What is stated above (para. " + p + ") can be objected here as well." },
	Sign:        func(name, value string) string { return name + " (“" + value + "”)" },
	Common:      func(signs string) string { return "; signs common to all: " + signs },
	Subgroup: func(name string, m, s int, length, losses string) string {
		return "Sub-group “" + name + "”: " + English.Number.Count(int64(s), "site", "sites") + " of " + English.Number.Count(int64(m), "member", "members") + plural(length != "", "; duration added up: "+length, "") + "; losses: " + losses + "."
	},
	Sheet: func(m, sites, events, length, lost string) string {
		return "Member " + m + ": sites " + sites + "; events: " + events + "; proven duration " + length + "; sites with a loss: " + lost + "."
	},
	Registered: func(complete, of int) string {
		return English.Number.Count(int64(of), "member is", "members are") + " in the register; " + English.Number.Count(int64(complete), "file is", "files are") + " complete. The register says what members declared, and no record proves it."
	},
	Kinds:    func(list string) string { return "Kinds of members in the register: " + list + "." },
	Places:   func(list string) string { return "Countries of members in the register: " + list + "." },
	NotGiven: "not given",
	Amounts: func(m int, documented, declared, heads string) string {
		return English.Number.Count(int64(m), "member has put a figure", "members have put a figure") + " on damage: " + documented + " with documents and " + declared + " without. By head: " + heads + "."
	},
	AmountHead: func(name, documented, declared string, m int) string {
		return name + ", " + documented + " with documents and " + declared + " without (" + English.Number.Count(int64(m), "member", "members") + ")"
	},
	Gaps: map[string]string{
		"no-event":          "A common event: the records establish none.",
		"no-statement":      "What the provider said of the failure: the records kept nothing that is tied to an event.",
		"no-register":       "The counts of the register of members (how many, of what kind, which damages): no register was given.",
		"incomplete":        "Complete files in the register for all members.",
		"no-representative": "The member put forward as representative: none was named, and no sheet holds one against the others.",
		"contracts":         "The contracts of the members, their successive versions, and whether they say the same to all.",
		"promises":          "The provider’s promises in force on the day of the event (availability, backups), and what each member was given of them.",
		"fault":             "The facts from which a fault or a breach would follow: who acted, when, and what was owed.",
		"causation":         "The link between the event and each member’s damage.",
		"caps":              "Clauses that limit or exclude liability, and the law that governs them.",
		"customers":         "The number of all customers of the provider who were touched: the provider alone knows it.",
		"effort":            "What was done to reach the members, and what separate proceedings would cost.",
		"capacity":          "The ability of the member put forward to conduct the proceedings, and knowledge of the matter.",
		"conflicts":         "A declaration on possible conflicts of interest: among members, with counsel, or with a funder.",
		"mandate":           "The mandates or agreements that were signed.",
		"definition":        "The definition of the class and of sub-classes that counsel proposes, with its dates.",
		"residence":         "Where members reside, wherever that decides who belongs to the class.",
		"association":       "The body entitled to sue, and proof of its approval.",
		"size":              "Which members are consumers, and which are small or medium-sized enterprises.",
		"defenses":          "Defenses that would be aimed at the representative alone.",
		"law":               "The law that governs the members’ contracts, where it varies from State to State.",
		"waivers":           "Clauses of individual arbitration or of class waiver, contract by contract.",
		"other-suits":       "Litigation already begun on the same facts.",
		"assignments":       "The deeds of assignment, signed by each assignor.",
		"terms":             "Limitation periods, claim by claim.",
	},
	Notes: "What counsel must know of this forum", Limits: "What this exhibit does not prove", Annex: "Annex: the evidence bundles cited",
	AnnexIntro: "The numbers of bundles cited in this exhibit are those of this table. The digest names the file, byte for byte; the head of each of its logs (number of leaves and root) is in the sealed report, under the same number.",
	Number:     "No.", Head0: "Heads of the logs", Leaves: "leaves",
	RegisterRows: map[string]string{"file": "File read", "sealed": "Sealed version"},
	Rebuild:      "The attached file class.json holds the figures of the public version of the class report; authorisation.json, what this exhibit takes of them; report.json, what it was made with. The command constat verify makes it again from them and compares.",
}
