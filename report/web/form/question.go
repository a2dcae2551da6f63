package form

import "strings"

// control is how a question is answered.
type control string

const (
	line    control = "line"    // one line of text
	lines   control = "lines"   // several
	mail    control = "email"   // one line, with the keyboard for it
	phone   control = "tel"     //
	number  control = "number"  // an amount, hours, a share
	day     control = "day"     // a date
	moment  control = "moment"  // a date, and if known the hour and the zone
	one     control = "one"     // one of few
	pick    control = "pick"    // one of many
	some    control = "some"    // any of few
	yesNo   control = "yesno"   // yes, no or no answer
	tick    control = "tick"    // yes or not said
	perLine control = "perline" // a list, one a line
)

// A question asks for one field of the register.
type question struct {
	path     string // the field, as registry.Fields names it
	as       control
	fr, en   string
	why      [2]string // fr and en; empty where the question explains itself
	auto     string    // what browsers call it (WCAG 2.2, 1.3.5)
	required bool
	half     bool // as short as to stand beside another
	again    bool // it may have been answered before: nothing is filled in, which would take that answer's place
}

// A step is a page of questions.
type step struct {
	id     string
	fr, en string
	why    [2]string
	asks   []question
	lists  []list // asked after asks
	last   []question
	not    func(values) bool // the step is left out
}

// A list is a group of questions that is asked as often as there are things.
type list struct {
	path     string // as "damage"
	fr, en   string // of one
	more     [2]string
	asks     []question
	optional bool // none is shown before it is wanted
	most     int
}

// steps are the form, in the order in which it is asked.
var steps = []step{
	{
		id: "who", fr: "Qui êtes-vous ?", en: "Who are you?",
		why: [2]string{"Seul le nom est obligatoire. Le reste peut attendre.", "Only the name is required. The rest can wait."},
		asks: []question{
			{path: "name_or_legal_name", as: line, fr: "Votre nom, ou celui de l'entreprise", en: "Your name, or that of the business", auto: "name", required: true},
			{path: "email", as: mail, fr: "Adresse électronique", en: "E-mail", auto: "email", why: [2]string{"Pour vous dire où en est le dossier. Une adresse qui fonctionne malgré la panne.", "To tell you where the claim stands. One that works despite the outage."}},
			{path: "phone", as: phone, fr: "Téléphone", en: "Phone", auto: "tel"},
			{path: "kind", as: one, fr: "Vous êtes", en: "You are", why: [2]string{"La loi ne protège pas de la même façon un particulier et une entreprise.", "The law does not protect a person and a business in the same way."}},
		},
	},
	{
		id: "where", fr: "Où vous joindre ?", en: "Where can you be reached?",
		why: [2]string{"Pour savoir quel tribunal et quelle loi vous concernent.", "To know which court and which law concern you."},
		asks: []question{
			{path: "contact_person", as: line, fr: "Personne à joindre", en: "Person to reach", why: [2]string{"Si vous répondez pour une entreprise.", "If you answer for a business."}},
			{path: "enterprise_no", as: line, fr: "Numéro d'entreprise", en: "Business number", why: [2]string{"NEQ, SIREN, BCE, IDE… si vous en avez un.", "NEQ, BN, SIREN, UID… if you have one."}},
			{path: "address", as: lines, fr: "Adresse postale", en: "Postal address", auto: "street-address"},
			{path: "province_state", as: line, fr: "Province, État ou canton", en: "Province, state or canton", auto: "address-level1", half: true},
			{path: "country", as: pick, fr: "Pays", en: "Country", auto: "country", half: true},
		},
	},
	{
		id: "contract", fr: "Votre contrat", en: "Your contract",
		why: [2]string{"Une facture ou un courriel de l'hébergeur donne presque tout. Laissez vide ce que vous ignorez.", "An invoice or an e-mail from the provider has almost all of it. Leave empty what you do not know."},
		not: func(v values) bool { return v.get("kind") == "non_client_affected" },
		asks: []question{
			{path: "contract.provider", as: line, fr: "Hébergeur", en: "Provider"},
			{path: "contract.account_id", as: line, fr: "Numéro de client ou de compte", en: "Customer or account number"},
			{path: "contract.plan", as: line, fr: "Forfait", en: "Plan", why: [2]string{"Le nom de ce que vous aviez acheté.", "The name of what you had bought."}},
			{path: "contract.start", as: day, fr: "Client depuis le", en: "Customer since", half: true},
			{path: "contract.end", as: day, fr: "Jusqu'au", en: "Until", why: [2]string{"Si c'est fini.", "If it is over."}, half: true},
			{path: "contract.fee", as: number, fr: "Prix payé", en: "Price paid", half: true},
			{path: "contract.currency", as: pick, fr: "Devise", en: "Currency", half: true},
			{path: "contract.fee_period", as: pick, fr: "Ce prix paie", en: "This price pays for", half: true},
			{path: "contract.backup_option", as: lines, fr: "Sauvegardes promises ou payées", en: "Backups promised or paid for", why: [2]string{"Avec les mots de l'offre, si vous les avez.", "In the words of the offer, if you have them."}},
		},
	},
	{
		id: "sites", fr: "Quels sites ?", en: "Which sites?",
		why: [2]string{"Ceux qui ont été touchés, les vôtres et ceux dont vous vous occupez.", "Those that were hit, yours and those you look after."},
		lists: []list{{path: "assets", fr: "Site %d", en: "Site %d", more: [2]string{"Ajouter un site", "Add a site"}, most: maxItems, asks: []question{
			{path: "assets[].domain", as: line, fr: "Nom du site ou du domaine", en: "Name of the site or domain", why: [2]string{"Par exemple maboutique.ca", "For example myshop.ca"}},
			{path: "assets[].managed_for_third_party", as: tick, fr: "Je m'en occupe pour quelqu'un d'autre", en: "I look after it for somebody else"},
			{path: "assets[].end_client", as: line, fr: "Pour qui ?", en: "For whom?", why: [2]string{"Seulement si vous vous en occupez pour quelqu'un d'autre.", "Only if you look after it for somebody else."}},
		}}},
	},
	{
		id: "hit", fr: "Ce qui a été touché", en: "What was hit",
		why: [2]string{"Ce dont vous vous souvenez. Une date approximative vaut mieux que rien ; les heures seront vérifiées ailleurs.", "What you remember. A rough date is better than none; the hours are checked elsewhere."},
		asks: []question{
			{path: "impact.service_types", as: some, fr: "Ce qui ne marchait plus", en: "What no longer worked"},
			{path: "impact.first_noticed_at", as: moment, fr: "Quand l'avez-vous remarqué ?", en: "When did you notice?"},
			{path: "impact.outage_end", as: moment, fr: "Quand est-ce revenu ?", en: "When did it come back?", why: [2]string{"Laissez vide si ce n'est pas revenu.", "Leave empty if it has not."}},
			{path: "impact.reported_to_provider_at", as: day, fr: "Quand l'avez-vous dit à l'hébergeur ?", en: "When did you tell the provider?"},
			{path: "impact.ticket_ids", as: perLine, fr: "Numéros de vos demandes d'assistance", en: "Numbers of your support tickets", why: [2]string{"Un par ligne.", "One a line."}},
		},
	},
	{
		id: "data", fr: "Vos données", en: "Your data",
		asks: []question{
			{path: "impact.data_lost.lost", as: yesNo, fr: "En avez-vous perdu ?", en: "Did you lose any?"},
			{path: "impact.data_lost.had_local_backup", as: yesNo, fr: "Aviez-vous votre propre copie ?", en: "Did you have a copy of your own?"},
			{path: "impact.data_lost.restored_pct", as: number, fr: "Part revenue, en %", en: "Share that came back, in %", why: [2]string{"0 si rien n'est revenu, 100 si tout est revenu.", "0 if nothing came back, 100 if everything did."}, half: true},
			{path: "impact.data_lost.restored_at", as: day, fr: "Revenue le", en: "Came back on", half: true},
		},
	},
	{
		id: "cost", fr: "Ce que cela vous a coûté", en: "What it cost you",
		why: [2]string{"Chaque coût à part, même approximatif. Les factures et les preuves s'ajoutent à la fin, ou un autre jour.", "Each cost by itself, even roughly. Invoices and proof are added at the end, or another day."},
		lists: []list{
			{path: "damage", fr: "Coût %d", en: "Cost %d", more: [2]string{"Ajouter un coût", "Add a cost"}, most: maxItems, asks: []question{
				{path: "damage[].head", as: pick, fr: "De quoi s'agit-il ?", en: "What is it?"},
				{path: "damage[].description", as: lines, fr: "En vos mots", en: "In your words"},
				{path: "damage[].amount", as: number, fr: "Montant", en: "Amount", half: true},
				{path: "damage[].currency", as: pick, fr: "Devise", en: "Currency", half: true},
				{path: "damage[].hours", as: number, fr: "Ou : heures perdues", en: "Or: hours lost", half: true},
				{path: "damage[].hourly_rate", as: number, fr: "Valeur d'une heure", en: "Worth of an hour", half: true},
				{path: "damage[].date", as: day, fr: "Date", en: "Date", half: true},
				{path: "damage[].documented", as: yesNo, fr: "Avez-vous un document qui le montre ?", en: "Do you have a document that shows it?", why: [2]string{"Facture, relevé, courriel. Vous pourrez le joindre.", "Invoice, statement, e-mail. You can attach it."}},
			}},
			{path: "offers_received", fr: "Offre %d de l'hébergeur", en: "Offer %d from the provider", more: [2]string{"Ajouter une offre de l'hébergeur", "Add an offer from the provider"}, most: maxItems, optional: true, asks: []question{
				{path: "offers_received[].kind", as: pick, fr: "Qu'a-t-il offert ?", en: "What was offered?"},
				{path: "offers_received[].amount", as: number, fr: "Valeur", en: "Worth", half: true},
				{path: "offers_received[].date", as: day, fr: "Date", en: "Date", half: true},
				{path: "offers_received[].accepted", as: yesNo, fr: "L'avez-vous accepté ?", en: "Did you accept it?"},
				{path: "offers_received[].release_signed", as: yesNo, fr: "Avez-vous signé un renoncement à vos droits ?", en: "Did you sign away your rights?"},
			}},
		},
	},
	{
		id: "sign", fr: "Votre accord", en: "Your agreement",
		asks: []question{
			{path: "confidentiality_requested", as: tick, fr: "Je demande que mon nom ne soit pas rendu public", en: "I ask that my name not be made public"},
			{path: "attestation.signed_name", as: line, fr: "Signature : écrivez votre nom", en: "Signature: write your name", why: [2]string{"« Ce que j'ai écrit est vrai, autant que je le sache. » Vous pourrez aussi signer plus tard.", "“What I wrote is true, to the best of my knowledge.” You can also sign later."}},
		},
	},
}

// later is the page of who leaves early: no question but the agreement.
var later = step{id: "later", fr: "Finir plus tard", en: "Finish later",
	why: [2]string{"Nous gardons ce que vous avez déjà écrit. Vous recevrez un numéro et un code pour continuer.", "We keep what you have already written. You will get a number and a code to go on with."}}

// filled are the fields that the form itself fills in.
var filled = map[string]string{
	"source":                    "it came by this page",
	"language":                  "the page's",
	"created_at":                "the register's",
	"member_no":                 "the register's",
	"consent.purpose":           "the text agreed to",
	"consent.text_version":      "the text agreed to",
	"consent.at":                "when it was sent",
	"representation.status":     "to be kept informed; a mandate is signed elsewhere",
	"representation.at":         "when it was sent",
	"attestation.text":          "the sentence signed",
	"attestation.at":            "when it was sent",
	"attestation.under_penalty": "",
}

// unasked are the fields that members are not asked, each with why.
var unasked = map[string]string{
	"notice_id":                             "counsel's",
	"consent.ip":                            "no address of a caller is kept",
	"privacy_retention_until":               "of the claim",
	"representation.document_hash":          "counsel's",
	"contract.legal_entity":                 "counsel's reading of the contract",
	"contract.terms_version_hash":           "counsel's reading of the contract",
	"contract.arbitration_clause":           "counsel's reading of the contract",
	"contract.class_waiver":                 "counsel's reading of the contract",
	"contract.liability_cap":                "counsel's reading of the contract",
	"assets[].url":                          "the domain is enough",
	"assets[].server_name":                  "counsel's",
	"assets[].ip":                           "counsel's",
	"impact.outage_start":                   "first noticed is what a member knows",
	"impact.measured_outage_start":          "of a report",
	"impact.measured_outage_end":            "of a report",
	"impact.data_lost.manifest_before_hash": "of a report",
	"impact.data_lost.manifest_after_hash":  "of a report",
	"damage[].method":                       "counsel's",
	"damage[].voucher_hashes":               "the vouchers themselves come after",
	"damage[].duplicate_payment":            "counsel's",
	"group.group_id":                        "counsel's",
	"group.subgroup_ids":                    "counsel's",
	"group.eligibility_checks[].criterion":  "counsel's",
	"group.eligibility_checks[].result":     "counsel's",
	"group.eligibility_checks[].evidence":   "counsel's",
	"payment_preference":                    "asked when there is something to pay",
	"status":                                "counsel's",
}

// questions are all of a step, lists included.
func (s step) questions() []question {
	all := append([]question{}, s.asks...)
	for _, l := range s.lists {
		all = append(all, l.asks...)
	}
	return append(all, s.last...)
}

// nth is the question about the thing of this index.
func (q question) nth(i string) question {
	q.path = strings.Replace(q.path, "[]", "["+i+"]", 1)
	return q
}
