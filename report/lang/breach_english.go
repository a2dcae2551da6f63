package lang

var breachEnglish = Breach{
	Titles: map[string]string{
		"cnil authority": "Notification of a personal data breach", "gdpr authority": "Notification of a personal data breach",
		"quebec authority": "Notice of a confidentiality incident", "switzerland authority": "Report of a breach of data security",
		"cnil people": "An incident concerns your personal data", "gdpr people": "An incident concerns your personal data",
		"quebec people": "An incident concerns your personal information", "switzerland people": "An incident concerns your personal data",
	},
	To: map[string]string{
		"cnil authority": "Commission nationale de l’informatique et des libertés (CNIL)", "gdpr authority": "Competent supervisory authority (GDPR, art. 55)",
		"quebec authority": "Commission d’accès à l’information du Québec", "switzerland authority": "Federal Data Protection and Information Commissioner (FDPIC)",
		"cnil people": "The people concerned (GDPR, art. 34)", "gdpr people": "The people concerned (GDPR, art. 34)", "quebec people": "The people concerned (Quebec)", "switzerland people": "The people concerned (Switzerland)", "processor controller": "The controller",
	},
	Phases:   map[string]string{"initial": "initial notification", "complementary": "complementary notification"},
	Draft:    "Draft. To be checked, completed and filed by the controller. It was sent to nobody, and does not say whether the law asks for a notification.",
	DraftOwn: "Draft. To be checked and completed by the controller before it is sent; this box and the last part are not to be sent.",
	OfPhase: func(phase, initial string) string {
		if initial == "" {
			return "This is the " + phase + "."
		}
		return "This is a " + phase + "; the first was sent on " + initial + "."
	},
	Dated:    func(day string) string { return "Draft of " + day + "." },
	Chosen:   "This date was given by whoever prepared it, and is not that of a clock.",
	Incident: func(id string) string { return "Reference of the incident: " + id + "." },
	About: func(controller, supplier string) string {
		return "Controller: " + tern(controller != "", controller, "(to be completed)") + "." + tern(supplier != "", " The data were kept by "+supplier+", who processed them on its behalf; the controller remains the one whom the law asks to tell.", "")
	},
	DraftQuebec: "Draft. To be checked, completed and filed by the organization. It was sent to nobody, and does not say whether the law asks for a notice.",
	AboutQuebec: func(o, supplier string) string {
		return "Organization: " + tern(o != "", o, "(to be completed)") + "." + tern(supplier != "", " The information was kept for it by "+supplier+"; the organization remains the one whom the law asks to give notice.", "")
	},
	Clock: "The time allowed",
	Clocks: map[string]string{
		"unset":     "Nobody has said when the controller became aware of the breach: no time can be counted.",
		"undefined": "The date of this draft, or that of a notice sent, is before the declared awareness: no time is counted. One of the two is to be corrected.",
	},
	Due: func(from, due string, shortest bool) string {
		return "The controller declared to have become aware of the breach on " + from + ". The notification is due without undue delay and, where feasible, not later than 72 hours after (GDPR, art. 33(1)); counted in real time from that instant, they end on " + due + "." + tern(shortest, " This is the shortest reading, and the one to keep.", "")
	},
	DueBy: func(due string) string {
		return "Under Regulation (EEC, Euratom) No\u00a01182/71, art. 3(1) and 3(2)(a), the hour in which the event falls does not count, and the period ends with its last hour: on " + due + "."
	},
	Days: func(days string) string {
		return "The period runs over Saturdays, Sundays and public holidays too (art. 3(3)); here it includes, of public holidays those alone that the file names: " + days + ". Art. 3(4), which moves an end to the next working day, is not for periods in hours."
	},
	Disputed: "Art. 3(5) wants any period of two days or more to include at least two working days. Whether it is for a period in hours is disputed: nothing here rests on it.",
	Left:     func(span string) string { return "On the date of this draft, the time left was " + span + "." },
	Past: func(span string) string {
		return "On the date of this draft, this time had been over for " + span + ": the reasons for the delay must go with the notification (art. 33(1))."
	},
	Kept: func(filed, span string) string {
		return "The first notification was declared sent on " + filed + ", " + span + " after the awareness: in time."
	},
	AtMost: func(span string) string { return "at most " + span },
	NoHour: " (no hour told: counted at the end of the day)",
	Between: func(filed string, earlier bool) string {
		if earlier {
			return "The first notification was declared sent on " + filed + ": within the 72 hours counted from the declared awareness, after those counted from the earlier instant. Give the reasons for the delay."
		}
		return "The first notification was declared sent on " + filed + ": in time under Regulation No\u00a01182/71, after the 72 hours counted in real time. Give the reasons for the delay, to be safe."
	},
	Late: func(filed, span string) string {
		return "The first notification was declared sent on " + filed + ", " + span + " after the awareness: after the time, which asks for the reasons for the delay (art. 33(1))."
	},
	Promptly: func(swiss bool, span string) string {
		return "Here the law asks to tell " + tern(swiss, "as quickly as possible", "promptly") + ", and names no number of hours. On the date of this draft, the declared awareness lay " + span + " back."
	},
	PromptTold: func(swiss bool, filed, span string) string {
		return "Here the law asks to tell " + tern(swiss, "as quickly as possible", "promptly") + ", and names no number of hours. The notice was declared sent on " + filed + ", " + span + " after the declared awareness."
	},
	Earlier: func(from, due string) string {
		return "An authority may count from an earlier instant, " + from + tern(due != "", ": the 72 hours would then end on "+due+". This is the shortest reading, and the one to keep", "") + ". See what is to be checked."
	},
	Second: "The CNIL asks for the complementary notification, if possible, within the 72 hours after the initial one.",

	Asked: "What the law asks to be said",
	Fields: map[string]string{
		"controller": "Organisation", "enterprise_number": "Enterprise number", "contact": "Person to contact", "nature": "Nature of the breach", "circumstances": "Circumstances", "cause": "Cause (if known)",
		"when": "Date or period of the incident", "duration": "Duration", "aware": "Date of awareness", "data": "Data concerned", "records": "Number of records", "people": "Number of people concerned",
		"people_categories": "Categories of people", "residents": "Of whom residents of Quebec", "consequences": "Likely consequences", "risk_elements": "What the view of the risk rests on", "measures": "Measures taken and planned",
		"people_told": "Informing the people", "other_authorities": "Other authorities told", "late_because": "Reasons for the delay", "advice": "What people can do", "notices": "Notices sent", "processor": "Processor", "told": "Who told whom",
	},
	Laws: map[string]func(string) string{
		"cnil": func(r string) string { return "GDPR, art. " + r }, "gdpr": func(r string) string { return "GDPR, art. " + r },
		"quebec": func(r string) string { return "CQLR, c. A-2.1, r. 3.1, s. " + r },
		"switzerland": func(r string) string {
			return tern(len(r) > 1 && r[:2] == "24", "FADP, art. ", "DPO, art. ") + r
		},
	},
	Practice: "asked in practice", Possible: "as far as possible", Blank: "Not given.",
	Plain: map[string]string{
		"nature": "What happened", "circumstances": "What happened", "when": "When", "data": "Which data", "consequences": "What this can mean for you", "measures": "What we have done and will do", "advice": "What you can do", "contact": "Whom to ask",
	},
	PlainOpen: func(c string) string {
		return "We are writing to you because an incident concerned personal data that " + tern(c != "", c, "our organisation") + " keeps about you."
	},
	Missing: "What is missing", None: "Nothing that the law asks for here was left empty. Whether it is right and enough is still to be checked.",
	MustList: "The law asks for it, and nobody has said it: ", OpenList: "To be given as far as possible, or because the form asks for it: ",
	Later: "What is not known yet can follow without further delay, in a complement; it need not hold the first notification back.",
	Check: "To be checked before it is sent", DoubtsFor: "A careful reader will point out the following.", Keep: "For the controller: not to be sent",
	Doubts: map[string]string{
		"no-evidence":           "No evidence file supports this draft: all of it is declared.",
		"no-incident":           "The evidence files given show nothing for the targets of this controller in the period named.",
		"not-attributed":        "Several controllers share the file and nothing says which targets are whose: the evidence was not used.",
		"time-unchecked":        "The time of these findings was checked by no time-stamping authority.",
		"unconfirmed":           "An outage was seen by fewer vantage points than the quorum asks.",
		"review":                "A finding is for a person to look at; the report says why.",
		"occurred-unseen":       "Throughout the declared period the targets of this controller were watched and answered: the evidence shows no outage of theirs in it.",
		"occurred-differs":      "The declared period does not agree with what the evidence shows.",
		"confidentiality":       "No observation of this kind shows who read data, or since when: the incident may have begun before the first outage.",
		"aware-declared":        "The awareness is declared: no note in the log bears it out.",
		"note-missing":          "The note referred to is in none of the evidence files given.",
		"note-later":            "The note referred to was written over an hour after the awareness it speaks of.",
		"note-earlier":          "The note referred to was written before the declared awareness: it may have been known earlier.",
		"told-earlier":          "The controller had been told before the declared awareness: an authority may count from then.",
		"aware-after-notice":    "The declared awareness is later than this draft.",
		"aware-before":          "The declared awareness is before what the evidence shows of the incident.",
		"aware-before-occurred": "The declared awareness is before the declared beginning of the incident.",
		"aware-before-detected": "The declared awareness is before the declared detection.",
		"detected-long-before":  "Over 24 hours lie between the detection and the awareness: be ready to say what was done in the meantime.",
		"told-unproven":         "Somebody is declared to have been told, with nothing that shows it.",
		"order-unproven":        "The order to close is declared without a copy of its text.",
		"ordered-after":         "The order to close is declared given after the closing: it was then not ordered, or one of the two instants is wrong.",
		"aware-day":             "Of the awareness only the day is declared: the time is counted from its first instant.",
		"not-told-reason":       "A reason for not telling the people is declared. The law admits but some (GDPR, art. 34(3); FADP, art. 24(5); in Quebec, as long as telling would hinder an investigation): counsel says whether this is one. This draft is written for the case that it is not.",
		"complement-alone":      "A complementary notification is declared sent, and no initial one: it does not count as the first.",
		"measures-undated":      "Quebec’s regulation also asks, of each measure, when it was taken or will be: to be checked in the official text, and said in the text of the measure.",
		"risk-in-part":          "Of the risk an appraisal alone is given: the sensitivity of the information, the feared use or the likelihood are not all said.",
		"risk-undecided":        "The controller has not said what it makes of the risk: this decides whether to notify.",
		"late-unexplained":      "The shortest time is over and no reason is given.",
		"supplier-silent":       "Nothing says when the supplier told the controller.",

		"processor-told-earlier":    "The processor had been told before the declared awareness: its delay may be counted from then.",
		"processor-supplier-silent": "Nothing says when the supplier told the processor.",
		"quebec-provider":           "What Quebec’s Act on the private sector (CQLR, c. P-39.1) and the contract ask of whoever keeps information for another was not read for this draft: counsel is to check it before it is sent.",
	},
	Words: BreachWords{
		Natures: map[string]string{"confidentiality": "loss of confidentiality (data may have been read or taken)", "integrity": "loss of integrity (data may have been changed)", "availability": "loss of availability (data could no longer be reached, or are lost)"},
		Plain:   map[string]string{"confidentiality": "Somebody without the right to do so may have read or taken data.", "integrity": "Data may have been changed by somebody without the right to do so.", "availability": "Data could no longer be reached, or are lost."},
		Done:    "Done: ", WillDo: "To come: ",
		Between: func(after, by string) string {
			return "By the evidence, the incident began after " + after + " and by " + by + "."
		},
		By: func(by string) string {
			return "By the evidence, the incident began by " + by + "; no good answer before it is shown."
		},
		EndedIn: func(after, by string) string {
			return "As far as was observed, it ended after " + after + " and by " + by + "."
		},
		StillOpen: "No end was observed.", NotBack: "Some of what was lost was not back by the end of the period observed.",
		Days: func(from, to string, about bool) string {
			if to == "" || to == from {
				return tern(about, "Around ", "On ") + from + "."
			}
			return "From " + from + " to " + to + tern(about, ", approximately.", ".")
		},
		GoesOn: "It is not over.", NotBackYet: "As far as we know, some of the data are not back.",
		Declared: func(from, to string, approx bool, source string) string {
			return "Declared: " + tern(to != "", "from "+from+" to "+to, "from "+from+" on") + tern(approx, ", approximately", "") + tern(source != "", " ("+source+")", "") + "."
		},
		Ongoing: "The incident is declared to be going on.",
		Detected: func(at, by, source string) string {
			return "Declared: detected on " + at + tern(by != "", " by "+by, "") + tern(source != "", " ("+source+")", "") + "."
		},
		DetectedM: func(at string) string {
			return "The monitoring saw the first sign on " + at + ". That a machine saw it does not say that anybody knew."
		},
		Aware: func(at, by, how string) string {
			return "On " + at + tern(by != "", ", by the word of "+by, "") + tern(how != "", " ("+how+")", "") + "."
		},
		Logged: func(at, leaf string) string {
			return "A note written on " + at + " bears it out (" + leaf + "); it can no longer be changed."
		},
		NotLogged: "This is that person’s word: the log holds nothing of it.",
		Told: func(at, by, to, how string) string {
			return "On " + at + ", " + by + " told " + to + tern(how != "", " ("+how+")", "") + "."
		},
		Evidence: func(what, digest string) string {
			return "Exhibit: " + tern(what != "", what, "file") + tern(digest != "", ", SHA-256 "+digest, "") + "."
		},
		Parties: map[string]string{"supplier": "the supplier", "processor": "the processor", "controller": "the controller", "authority": "the authority", "people": "the people concerned"},
		Number:  func(n string, a bool) string { return tern(a, "about ", "") + n },
		Unknown: func(why string) string { return "Not known: " + why },
		Taken:   "Taken: ", Planned: "Planned: ",
		Level:   map[string]string{"unlikely": "The controller holds a risk to people to be unlikely.", "likely": "The controller holds that there is a risk to people.", "high": "The controller holds that there is a high risk to people."},
		Serious: map[string]string{"yes": "The organization holds that there is a risk of serious injury.", "no": "The organization holds that there is no risk of serious injury."},
		Sense:   func(s string) string { return "Sensitivity: " + s }, Use: func(s string) string { return "Use to be feared: " + s }, Chance: func(s string) string { return "Likelihood: " + s },
		Lasted:  func(span string) string { return "Duration, as far as was observed: " + span + "." },
		ToldOn:  func(days string) string { return "They were told on " + days + "." },
		ToldBy:  func(e string) string { return "They will be: " + e },
		ToldNot: func(why string) string { return "They are not: " + why },
		Public:  func(why string) string { return "By a public notice, because: " + why },
		Sent: func(to, phase, at, ref string) string {
			return to + ", " + phase + ", on " + at + tern(ref != "", " (ref. "+ref+")", "")
		},
		Abroad: "Authorities told: ",
	},
	Stamps: "Four instants, and how they are known", StampsSay: "What happened, what was seen, what was known and what was told are four things. The time runs from the third alone.",
	Stamp: map[string]string{"occurred": "Occurred", "detected": "Detected", "aware": "Aware", "told": "Told"}, Source: "What is known of it, and by whom",
	Evidence: "What the evidence shows", Unseen: "No verified finding goes with this draft.",
	Shown:  "These facts are read from verified evidence files. A beginning or an end was not seen: it lies between two questions, after the first and by the second.",
	Target: "Target", Began: "Beginning, between", Ended: "End, between", Seen: "Found",
	Lost: func(state string, files, back int64) string {
		words := map[string]string{"gone": "files gone", "partial": "lost in part", "emptied": "emptied", "replaced": "content replaced", "rolled-back": "back to an earlier state"}[state]
		if files > 0 {
			words = English.Number.Count(files, "file gone", "files gone")
		}
		return words + tern(back > 0, ", of which came back: "+English.Number.Int(back), "")
	},
	NotClosed: "no end observed", Alone: "not confirmed: fewer vantage points than the quorum", SecondHand: "second-hand",
	Stop: "Closing as a precaution",
	StopSay: func(from, to, by, ordered, how string) string {
		return "The service was closed on purpose on " + from + tern(to != "", " and opened again on "+to, ", and its opening again is not declared") + ", by order of " + by + tern(ordered != "", " of "+ordered, "") + tern(how != "", " ("+how+")", "") + "."
	},
	StopWhy: func(why string) string { return "Reason declared: " + why },
	StopText: func(name, digest string) string {
		return "Text of the order, as it was kept" + tern(name != "", " (“"+name+"”)", "") + ": SHA-256 " + digest + "."
	},
	StopNoText: "No copy of the text of the order is given.",
	StopApart:  "This time is not a breakdown of the provider and is counted nowhere as one; what it cost is a damage that follows from the incident, to be declared in the register under the head of a closing as a precaution.",
	StopSeen: func(n int64) string {
		return "Findings that fall into this closing, and are kept apart: " + English.Number.Int(n) + "."
	},
	StopPart: "in part during the closing on purpose",
	Limits:   "What this draft does not establish",
	Limit: []string{
		"That personal data lay in these places, which, and of how many people: this is the controller’s word.",
		"That the law asks or does not ask for a notification, to whom, and whether the time was kept: this is for the controller and their counsel, then for the authority, to judge.",
		"Who caused the incident, or what happened between two questions or outside of the monitoring.",
	},
	Made: func(declared string) string {
		return "Made from a file of declarations of SHA-256 " + declared + " and from the evidence files named below, if there are any."
	},
	Processor: processorEnglish,
	Told: BreachTold{
		Wrote: func(n int64, dir string) string { return dir + ": " + English.Number.Count(n, "draft", "drafts") },
		NotDue: func(id, to string) string {
			return id + ": no draft for " + to + ", by the declared risk; the register keeps it."
		},
		Lacking: func(id, to string, n int64) string {
			return id + ": " + to + ": " + English.Number.Count(n, "field that is asked for is missing", "fields that are asked for are missing") + "."
		},
		Clock: func(id, to, due, left string) string {
			return id + ": " + to + ": to be notified by " + due + " (" + left + " left)."
		},
		Over: func(id, to, due, since string) string {
			return id + ": " + to + ": the time ended on " + due + " (" + since + " ago)."
		},
	},
}
