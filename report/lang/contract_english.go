package lang

import "strconv"

var contractEnglish = Contract{
	Money: func(a, c string) string { return c + NoBreak + a },
	Rule: func(product, provider, name, version, digest string) string {
		return "The rule applied is “" + name + "”, version " + version + " (" + product + ", " + provider + "), of SHA-256 " + digest + "."
	},
	Source: func(grade, url, dated string) string {
		s := "It was written after " + grade + ", " + url
		if dated != "" {
			s += ", text of " + dated
		}
		return s + "."
	},
	Grades:   map[string]string{"official": "the provider’s own text", "secondary": "a second-hand source", "community": "a copy or a collection kept by others"},
	Claimed:  func(grade string) string { return "what its author takes for " + grade },
	Kept:     "The text of that source was kept, and the rule carries its digest.",
	NotKept:  "The text of that source was not kept with the rule: it is to be compared with the contract that was signed.",
	Foreign:  "This rule is not one that the program carries: whoever made this computation wrote or chose it, and its text is to be compared with the contract.",
	Declared: func(list string) string { return "The customer declares met: " + list + "." },
	Alone:    func(rules string) string { return "This credit is not added to that of: " + rules + "." },
	Example:  "This rule is an example: nobody has compared all of it with the provider’s text.",
	Period: func(from, to, zone, minutes string) string {
		return "The period ran from " + from + " to " + to + " (excluded), in the time of " + zone + ": " + minutesEN(minutes) + "."
	},
	Overs: map[string]func(string) string{
		"total_minutes": func(m string) string { return "The rate is worked out over all minutes of the period: " + m + "." },
		"average_month": func(m string) string {
			return "The rate is worked out over an average month of 730 hours: " + minutesEN(m) + "."
		},
		"thirty_days": func(m string) string { return "The rate is worked out over thirty days: " + minutesEN(m) + "." },
		"lifetime_minutes": func(m string) string {
			return "The rate is worked out over the minutes in which the contract was in force: " + m + "."
		},
		"user_minutes": func(m string) string {
			return "The rate is worked out over the minutes of all that is covered: " + m + "."
		},
		"five_minute_intervals": func(m string) string {
			return "The rate is worked out by intervals of five minutes, over " + minutesEN(m) + "."
		},
	},
	Downs: map[string]string{
		"http_unreachable": "site unreachable over HTTP", "no_external_connectivity": "no connection with the outside at all", "all_requests_fail": "all requests failing",
		"error_rate": "share of errors among the customer’s requests", "host_metrics": "internal state of the host", "power_or_network": "loss of power or network", "unspecified": "unavailability, not further described",
	},
	Supposed: func(n, m string) string {
		return "The times given were taken as true: " + n + ", " + minutesEN(m) + " in the period."
	},
	Observed: func(n, least, most string) string {
		return "Observed in the period: " + n + ", at least " + least + " and at most " + minutesEN(most) + "."
	},
	Running: "The period was not over at the date of this report.",
	Unwatched: func(m string) string {
		return counted(m, ".", "minute of the period was not watched; it counts", "minutes of the period were not watched; they count") + " as time up."
	},
	Sites: map[string]string{
		"any": "An outage of any one thing covered counts, and several at once count once.",
		"all": "Only time in which everything covered was down at once counts.",
		"sum": "The times of all that is covered are added up.",
	},
	Starts: map[string]string{
		"event": "Time counts from the beginning of the outage.", "ticket_opened": "Time counts only from the opening of a ticket with the provider’s support.",
		"customer_report": "Time counts only from the customer’s report.", "provider_detection": "Time counts from when the provider noticed the outage; that moment is the provider’s to show, and the beginning observed stands for it here.",
		"earlier_of": "Time counts from the customer’s report or the provider’s notice, whichever came first; the beginning observed stands for it here.",
	},
	Waited: func(m string) string {
		return counted(m, ".", "minute went by before and does not count", "minutes went by before and do not count") + "."
	},
	NoTicket: func(n string) string { return "No ticket is named for " + n + ": that time does not count." },
	Ticket:   func(t string) string { return "Tickets that the customer declares to have opened: " + t + "." },
	Assumed:  "As no ticket is given, this computation supposes one at the beginning of each outage.",
	Left:     func(m string) string { return "Announced maintenance took away " + minutesEN(m) + "." },
	NotLeft:  "When the maintenance was announced is not known; the doubt is in the provider’s favour, and it was taken away.",
	Brief: func(m string) string {
		return counted(m, ".", "minute was too short", "minutes were too short") + " to count."
	},
	Shortest: func(d string, longer bool, counts string) string {
		s := "Only an outage of at least " + d + " counts"
		if longer {
			s = "Only an outage longer than " + d + " counts"
		}
		switch counts {
		case "beyond":
			return s + ", and only what lies beyond."
		case "unspecified":
			return s + "; the text does not say whether that first time counts then."
		}
		return s + "; it then counts as a whole."
	},
	Partials: map[string]string{
		"keep": "Parts of a minute count.", "drop": "Parts of a minute do not count.", "up": "Any minute begun counts.",
		"unspecified": "The text does not say whether parts of a minute count.",
	},
	Grid: func(d string) string { return "Only whole intervals of " + d + " count." },
	Before: func(n string) string {
		return "An outage is one of the period that it began in, and of no other; begun before this one: " + n + "."
	},
	Counted: func(n, m string) string {
		return "Left by the contract’s way: " + n + ", " + minutesEN(m) + "."
	},
	Share: func(total, down, exact, cut string) string {
		return "Availability: (" + total + " − " + down + ") ÷ " + total + " = " + exact + "%, which is " + cut + "%."
	},
	Committed: func(p, allowed string) string {
		return "The provider promised " + p + "%, which left " + minutesEN(allowed) + "."
	},
	AllowedFor: func(m string) string { return "The provider allowed itself " + minutesEN(m) + " of outage a period." },
	Free:       func(n string) string { return "The provider allowed itself " + n + " outage a period." },
	Met:        "The promise was kept, by this computation.",
	Missed:     "The promise was not kept, by this computation.",
	Undecided:  "The evidence does not say whether the promise was kept.",
	Tier:       func(row, gives string) string { return "The table gives, " + row + ", " + gives + "." },
	Row: func(least, most string, above, upTo bool) string {
		switch {
		case least == "":
			return tern(upTo, "at "+most+"% or less", "below "+most+"%")
		case most == "":
			return tern(above, "above "+least+"%", "at "+least+"% or more")
		}
		return tern(above, "above ", "from ") + least + tern(upTo, " to ", " to below ") + most + "%"
	},
	Gap:      "The table says nothing of this rate: it has a hole, and the lowest row was taken.",
	Percents: func(p string) string { return p + "% of the fee" },
	DaysOf:   func(n string) string { return counted(n, ".", "day of service", "days of service") },
	MonthsOf: func(n string) string { return counted(n, ".", "month of service", "months of service") },
	PerUnit: func(p, unit, units, beyond string) string {
		return "The credit is " + p + "% for each " + unit + " " + beyond + "; units counted: " + units + "."
	},
	Unitings: map[string]string{"full": "full ones", "started": "those begun", "continuous": "pro rata", "unspecified": "the text does not say whether they must be full"},
	Grows:    map[string]string{"all_downtime": "of outage", "beyond_commitment": "beyond what the promise leaves", "beyond_allowance": "beyond the time allowed"},
	Multiple: func(f, r string) string {
		s := "The credit is " + f + " times the price of the time lost"
		if r != "" {
			s += "; the document first rounds that factor to " + r + " decimals"
		}
		return s + "."
	},
	Hourly: "The credit is the price of the time lost, by the hour.",
	Extension: func(f, g string) string {
		return "The service is extended by " + f + " times the time lost: " + g + "."
	},
	NoCredit: "The text promises no credit.",
	Unclear:  "The source that was read does not say what credit is owed.",
	Fee:      func(fee string) string { return "Fee of the period, as declared: " + fee + "." },
	NoFee:    "The fee is not given: the credit can be worked out in percent alone.",
	Cap:      func(top, per string) string { return "Cap: " + top + " " + per + "." },
	CapLeft: func(percent string) string {
		return "The outage had begun in a period before. The cap per outage holds once: " + percent + "% of it was left."
	},
	Pers: map[string]string{"period": "a period", "incident": "an outage", "year": "a year"},
	Floor: func(a string, over bool) string {
		return "A credit is given only if it is " + tern(over, "more than ", "") + a + tern(over, ".", " or more.")
	},
	Rounded: func(exact, amount, mode string) string {
		if exact == amount {
			return "Credit: " + amount + "."
		}

		return "Credit: " + exact + ", which is " + amount + " (" + mode + ")."
	},
	Modes: map[string]string{"half_up": "rounded to the nearest", "half_even": "rounded to the nearest, a half to the even", "down": "rounded down"},
	Reading: func(which, low, high string) string {
		return "The text can be read in more than one way (" + which + "): the credit goes from " + low + " to " + high + "."
	},
	Dimensions: map[string]string{"shortest_outage.counts": "time before the threshold", "shortest_outage.partial_minutes": "parts of a minute", "credit.units": "full units or units begun", "credit.when": "credit owed from the first minute or once the promise is missed", "claim": "time to ask"},
	Whens: map[string]string{
		"any_downtime": "The credit is counted for any outage that counts, whether or not the promise was kept.",
		"unspecified":  "The text does not say whether the credit is owed only once the promise is missed.",
	},
	Asks: map[string]string{
		"dates_and_times": "dates and times", "start_and_end": "start and end", "region": "the region", "zone": "the zone", "instance": "the instance", "resource_ids": "the resource ids",
		"request_logs": "the request logs", "description": "a description of what happened", "evidence": "the evidence", "ticket": "the ticket opened with support",
	},
	Subject: func(s string) string { return "the subject “" + s + "”" },
	Uncharged: func(each, over string) string {
		return "Beside this credit, and without a request, the text says that nothing is charged for a step of the clock of " + each + " in which what is covered was unavailable for more than " + over + "."
	},
	Spared: func(least, most, amount string) string {
		s := "There are at least " + least + " and at most " + most + " such steps"
		if amount != "" {
			s += ", which is " + amount + " for the former if the price is the same at every hour"
		}
		return s + ". This is no part of the credit; the fee that the credit is a share of is what was charged, without these steps."
	},
	Channels: map[string]string{"support_case": "by a case opened with the provider’s support", "form": "by a form of the provider’s", "control_panel": "from the provider’s control panel",
		"mail": "by e-mail", "post": "by post"},
	Channel: func(c, address string) string {
		return "The request is made " + c + tern(address != "", " ("+address+")", "") + "."
	},
	InZone: func(zone string) string { return "Its times are given in the zone " + zone + "." },
	Masked: "The text asks that what is confidential be masked in the logs that go with it.",
	Parts:  map[string]string{"subject": "its subject", "fields": "what it must contain", "channel": "by which way to make it", "address": "at which address", "zone": "in which zone to give times"},
	Untold: func(list string) string {
		return "What the source that was read does not say of the request: " + list + "."
	},
	Upper: func(m, c string) string {
		return "Had the outage been as long as possible (" + minutesEN(m) + " counted), the credit would be " + c + "; only the lower of the two cases is claimed."
	},
	Deadline: func(day, zone, how string) string {
		return "Last day to ask: " + day + " in the time of " + zone + " (" + how + ")."
	},
	EachDay: "Each outage has a last day of its own; the one told is the first.",
	Earlier: func(day string) string {
		return "By another reading that day would be " + day + ": it is better to ask before."
	},
	Anchors: map[string]string{
		"incident": "from the beginning of the outage", "resolution": "from the end of the outage", "month_end": "from the end of the month", "period_end": "from the end of the period",
		"cycle_end": "from the end of the billing cycle", "next_month_start": "from the first day of the following month", "ticket": "from the opening of the ticket",
	},
	Within: func(n int, unit, anchor string, first bool) string {
		words := map[string]string{"days": English.Number.Count(int64(n), "day", "days"), "business_days": English.Number.Count(int64(n), "business day", "business days"),
			"months": English.Number.Count(int64(n), "month", "months"), "cycles": English.Number.Count(int64(n), "billing cycle", "billing cycles")}[unit]
		return words + " " + English.Contract.Anchors[anchor] + tern(first, ", that day included", "")
	},
	NoClaim:   "The source that was read does not say until when to ask.",
	Payments:  map[string]string{"credit": "The credit is set off against bills to come and is not paid out.", "refund": "The credit is paid back.", "extension": "The credit is an extension of the service."},
	Sole:      "The text says that this credit is the only remedy; what such a clause is worth is a question of law.",
	Automatic: "The text says that this credit is given without asking.",
	Pleaded: func(list string) string {
		return "The provider may plead what this computation does not examine: " + list + "."
	},
	Excluded: map[string]string{
		"scheduled_maintenance": "planned maintenance", "emergency_maintenance": "emergency maintenance", "force_majeure": "force majeure", "customer": "the customer’s own act", "customer_software": "the customer’s software",
		"ddos": "a denial-of-service attack", "third_party_network": "networks of others", "suspension": "suspension of the account", "bad_standing": "an account in arrears", "beta": "a service on trial", "other": "other causes that the text names",
	},
	Needed: func(list string) string { return "The promise supposes: " + list + "." },
	Needs: map[string]string{
		"two_zones": "two zones at least", "ha_option": "the high-availability option", "two_hosts": "two identical hosts at least", "spare_capacity": "enough spare capacity",
		"account_in_good_standing": "an account in good standing", "ticket_opened": "a ticket opened with support", "monitoring_allowed": "that the provider can watch the service",
	},
	Answers: map[string]string{
		"ELIGIBLE": "A credit is owed", "NOT_ELIGIBLE": "No credit is owed", "INSUFFICIENT_EVIDENCE": "The evidence is not enough to answer", "REVIEW_REQUIRED": "A person must look at the answer",
	},
	Reasons: map[string]string{
		"example-rule": "the rule is an example, all of which nobody has compared with its source", "ambiguous-rule": "the text can be read in ways that do not give the same credit",
		"tier-gap": "the table says nothing of this rate", "document-arithmetic": "the document’s own figures contradict each other", "no-ticket": "time counts only from a ticket, and none is named",
		"precondition": "it is not said that a condition of the promise was met", "their-measure": "by the text, another measurement than this one counts",
		"not-observed": "what the promise calls down is not what was observed", "announcement-unknown": "when the maintenance was announced is not known",
		"currency": "an amount of the rule is in another currency than the fee", "rolling-window": "the rolling window was chosen by this computation", "bounds": "only the other case of duration would give a credit, or another credit",
		"not-watched": "time not watched could decide", "nothing-shown": "the evidence shows none of the contract’s targets in the period", "cycle-unknown": "the day on which the billing cycle begins is not given", "yearly-cap": "a cap is for the year, and not all of the year was computed",
		"deadline-passed":    "at the date of this report the time to ask had run out, or had by one reading of the text",
		"method-foreign":     "the accounting method is not the program’s own: whoever asks chose or changed it",
		"evidence-unchecked": "whose the evidence is, whether it is whole, or its time could not all be checked",
		"vantage-absent":     "the evidence of a vantage that the policy names was not given",
		"down-unspecified":   "the text does not say what it calls down",
		"text-younger":       "every version of the text that has a date is of after the downtime: nothing says that it held then",
		"not-together":       "another contract, whose credit cannot be added to this one, gives a credit for this period too",
		"one-by-one":         "the promise is made for each thing, and the contract covers several that were not worked out one by one",
		"part-period":        "the contract was in force for a part of the period only, and the fee is of all of it",
		"claimed-twice":      "another contract with the same provider gives a credit for the same downtime of the same thing: the two are not to be asked for without a look",
		"terms-other":        "at some time a log named other contracts than these as being in force",
		"also-under":         "a contract with another provider gives a credit for the same downtime too",
		"method-later":       "the accounting method had not been entered in every log before the first observation that counts",
		"terms-later":        "the file of contracts was written or changed after the observations began",
		"rule-later":         "the rule had not been entered in every log before the first observation that counts",
		"rule-foreign":       "the rule was written by whoever asks, the program does not carry it",
		"history-open":       "no witness attests, for every log, that there is no other version of it",
		"integrity-open":     "a part of the evidence, which counts for nothing here, could not be checked",
		"source-changed":     "the text that the rule was written from changed in the period",
		"managed-unknown":    "the file of contracts does not say who administers the machine (managed), which was there while what ran on it failed: if the customer does, the failure can lie with them",
		"source-differs":     "what the log kept of the source is not the text whose digest the rule has",
	},
	States: func(list string) string { return "The request must say: " + list + "." },
	Scopes: map[string]string{"service": "the service", "account": "the account", "instance": "each instance", "region": "the region", "project_region": "the project in a region", "hosting_plan": "the hosting plan", "website": "the site"},
	Measures: map[string]string{
		"unspecified": "The text does not say whose measurement decides.", "provider_sole": "By the text, the provider’s measurement alone decides.", "provider_then_client": "By the text, the provider’s measurement comes first, and the customer’s after it.",
		"client_logs_required": "By the text, the customer joins its own logs of requests.", "named_third_party": "By the text, the measurement of a named third party decides.",
	},
	Stated: func(p, of, says, is string) string {
		return "The document says that " + p + "% of " + minutesEN(of) + " leaves " + minutesEN(says) + "; the exact computation gives " + is + "."
	},
	GapIn: func(from, to string) string { return "The table says nothing between " + from + "% and " + to + "%." },
	Heads: map[string]string{
		"subscription_refund": "refund of the subscription", "sla_credit": "contractual credit", "rebuild_cost": "rebuilding", "data_recovery_cost": "recovery of data", "emergency_migration": "emergency migration",
		"lost_sales": "lost sales", "lost_ads_and_seo": "lost advertising and ranking", "client_claims_and_penalties": "claims of the customer’s customers", "time_spent": "time spent", "mail_loss": "lost mail",
		"reputation_image": "reputation", "data_value_sentimental": "sentimental value of data", "stress_inconvenience": "trouble and inconvenience", "punitive": "punitive damages", "breach_response_cost": "response to a breach",
		"preventive_shutdown_cost": "preventive closure", "expert_fees": "expert fees", "interest": "interest", "other": "other",
	},
	Covers: func(scope, down string) string {
		return "It is about " + scope + "; what it calls down: " + down + "."
	},
	Periods: func(kind string, day int, zone string) string {
		n := strconv.Itoa(day)
		s := map[string]string{"calendar_month": "The period is the calendar month", "billing_cycle": "The period is the customer’s billing cycle, from the day of the sign-up",
			"thirty_days": "The period is thirty days from the sign-up", "rolling_days": "The period is a rolling window of " + n + " days", "half_year": "The period is the calendar half-year", "calendar_year": "The period is the calendar year"}[kind]
		if kind == "billing_cycle" && day > 0 {
			s = "The period is the billing cycle, which begins on day " + n + " of the month"
		}
		if zone != "" {
			s += ", in the time of " + zone
		}
		return s + "."
	},
	Promised: func(p, allowed, of string) string {
		return "The provider promises " + p + "%, which allows " + minutesEN(allowed) + " out of " + of + "."
	},
	PromisedRate: func(p string) string { return "The provider promises " + p + "%." },
	Ask:          func(within string) string { return "It must be asked for within " + within + "." },
	Page: ContractPage{
		Intro:      "This chapter applies the rule of each contract to the times observed, line by line: the way the contract says, and then our own. Time not watched counts as time up here, and only what the shortest duration gives is claimed. An answer holds only for the rule as it is given here; that the contract that was signed says the same is not examined.",
		None:       "No contract was given with this report: it says nothing of what was promised.",
		Terms:      "The file of contracts, in which the customer declares fees, tickets and losses, is given in the attached file report.json. Its digest had been entered in every log before the first observation that counts here.",
		TermsLater: "The file of contracts, in which the customer declares fees, tickets and losses, is given in the attached file report.json. It was written or changed after the observations had begun.",
		Table:      "What the contract gives, period by period", Details: "Computation, line by line", TwoWays: "The contract’s way and ours", Losses: "Losses that the customer declares",
		Before: "The digest of this rule had been entered in every log before the first observation that counts here.",
		Later:  "The digest of this rule had not been entered in every log before the first observation that counts here: the rule was chosen, or changed, later.",
		Period: "Period", Answer: "Answer", Credit: "Credit", ClaimBy: "To be asked by", Availability: "Availability", Down: "Outage", Way: "Way of counting",
		Their: "The contract’s", Ours: "Ours: from beginning to end, nothing taken away", Least: "shortest duration", Most: "longest duration",
		With: "declared maintenance taken away", Without: "declared maintenance counted",
		Head: "Head", What: "Description", Method: "Method", Amount: "Amount", Vouchers: "Vouchers (SHA-256)", NoAmount: "not computed", NotAsked: "time not known",
		Heading: func(name string) string { return "Contract " + name },
		Steps:   func(name, period string) string { return name + ", " + period + ": computation, line by line" },
		Rule: func(rule, targets string, n int) string {
			return "The rule " + rule + " was applied to the " + plural(n != 1, "targets ", "target ") + targets + "."
		},
		NoTargets: func(rule string) string {
			return "The rule " + rule + " could not be applied: the evidence shows none of this contract’s targets."
		},
		Span:     func(from, to string) string { return from + " to " + to },
		Why:      func(list string) string { return "Reasons: " + list + "." },
		Reserved: func(list string) string { return "What can be argued beside this answer: " + list + "." },
		Reserves: "with reservations",
		Sources:  "Sources of the rules, and what the logs kept of them", Source: "Source", Rank: "Rank", Digest: "SHA-256 in the rule", Captured: "Kept by the logs",
		Held: func(v, seen, digest, leaf string) string {
			return "By " + v + ", on " + seen + ", SHA-256 " + digest + " (" + leaf + ")."
		},
		Unchanged: func(until string) string { return "Unchanged in the period, up to the last reading (" + until + ")." },
		Changed:   func(list string) string { return "Changed in the period, at the latest: " + list + "." },
		Differs:   "It is not the text whose digest the rule has.", NotHeld: "No.", Unread: "Not read again in the period.",
		Announced: func(m string) string { return "Maintenance declared in the period: " + minutesEN(m) + "." },
		Apart: func(c, l string, vouchers bool) string {
			return "The contract’s credit (" + c + ") and the loss declared (" + l + ") are two things and are not added up: the first is computed, the second is proved by its vouchers, " + tern(vouchers, "which this report does not examine.", "and none was named.")
		},
		Quiet: func(n int) string {
			return English.Number.Count(int64(n), "period showed", "periods showed") + " no outage."
		},
		RuleText: func(name string) string { return "Text of the rule " + name },
		Promised: func(name, period, answer, credit, chapter string) string {
			if credit != "" {
				credit += "; "
			}
			return "Contract " + name + ", " + period + ": " + answer + " (" + credit + chapter + ")."
		},
		NotSettled: "not settled",
		Owed: func(credit, day string) string {
			if day != "" {
				credit += ", to be asked for by " + day
			}
			return credit
		},
		Unsettled: func(day string) string {
			if day != "" {
				return "credit not settled, to be asked for by " + day + " if it is owed"
			}
			return "credit not settled"
		},
		More: func(n int, chapter string) string {
			return English.Number.Count(int64(n), "more period stands", "more periods stand") + " in " + chapter + "."
		},
	},
}
