package form

import (
	"time"

	"constat/report/lang"
	"constat/report/web"
	"constat/store/registry"
)

// fault says in words that help what is wrong with an answer.
func (v *visit) fault(q question, f registry.Fault, want string) string {
	l := v.lang
	switch f {
	case registry.FaultRequired:
		return l.Say("Écrivez votre nom : c'est la seule réponse obligatoire.", "Write your name: it is the only answer we need.")
	case registry.FaultTooLong:
		return l.Say("C'est trop long : %s caractères au plus.", "This is too long: %s characters at most.", want)
	case registry.FaultTooMany:
		return l.Say("C'est trop : %s au plus.", "That is too many: %s at most.", want)
	case registry.FaultAmount:
		return l.Say("Écrivez un montant en chiffres, comme 25500,00, avec une virgule ou un point pour les cents seulement.", "Write an amount in digits, as 25500.00, with a point or comma for the cents only.")
	case registry.FaultPercent:
		return l.Say("Écrivez un nombre de 0 à 100.", "Write a number from 0 to 100.")
	case registry.FaultDate:
		return l.Say("Écrivez la date comme ceci : 2021-08-28.", "Write the date like this: 2021-08-28.")
	case registry.FaultWhen:
		return l.Say("Cette date ou cette heure n'existe pas. Écrivez la date comme 2021-08-28 et l'heure comme 06:30.", "There is no such date or hour. Write the date as 2021-08-28 and the hour as 06:30.")
	case registry.FaultEmail:
		return l.Say("Une adresse électronique a un @ et pas d'espace, comme nom@exemple.ca.", "An e-mail address has an @ and no space, as name@example.com.")
	case registry.FaultChoice, registry.FaultCountry, registry.FaultCurrency:
		return l.Say("Choisissez une réponse de la liste.", "Choose an answer of the list.")
	}
	return l.Say("Cette réponse n'a pas pu être lue. Écrivez-la de nouveau.", "This answer could not be read. Write it again.")
}

// An option is one word of a closed list, and how people say it.
type option struct{ value, fr, en string }

// options are the words of the register's closed lists. A test says that none is missing.
var options = map[string][]option{
	"kind": {
		{"consumer", "Un particulier", "A private person"},
		{"sole_trader", "Travailleur autonome ou indépendant", "Self-employed"},
		{"company", "Une entreprise ou une association", "A business or association"},
		{"reseller", "Une agence ou un revendeur, avec des clients", "An agency or reseller, with clients"},
		{"public_body", "Un organisme public", "A public body"},
		{"non_client_affected", "Touché, mais sans contrat avec l'hébergeur", "Affected, without a contract with the provider"},
	},
	"contract.fee_period": {
		{"month", "Un mois", "A month"}, {"year", "Un an", "A year"}, {"day", "Un jour", "A day"}, {"quarter", "Trois mois", "Three months"}, {"half_year", "Six mois", "Six months"},
		{"two_years", "Deux ans", "Two years"}, {"three_years", "Trois ans", "Three years"}, {"once", "Une seule fois", "Once and for all"},
	},
	"impact.service_types": {
		{"web", "Le site", "The site"}, {"mail", "Le courriel", "E-mail"}, {"db", "Une base de données", "A database"}, {"backup", "Les sauvegardes", "Backups"},
	},
	"damage[].head": {
		{"rebuild_cost", "Refaire le site", "Rebuilding the site"},
		{"data_recovery_cost", "Récupérer des données", "Recovering data"},
		{"emergency_migration", "Déménager d'urgence", "Moving in a hurry"},
		{"lost_sales", "Ventes perdues", "Lost sales"},
		{"time_spent", "Temps passé", "Time spent"},
		{"client_claims_and_penalties", "Réclamations de mes clients", "Claims by my own clients"},
		{"lost_ads_and_seo", "Publicité et place dans les moteurs perdues", "Lost advertising and search ranking"},
		{"mail_loss", "Courriels perdus", "Lost e-mail"},
		{"subscription_refund", "Abonnement payé pour rien", "Subscription paid for nothing"},
		{"sla_credit", "Crédit promis par le contrat", "Credit that the contract promises"},
		{"reputation_image", "Réputation", "Reputation"},
		{"data_value_sentimental", "Souvenirs : photos, textes", "Keepsakes: photos, writing"},
		{"stress_inconvenience", "Stress et ennuis", "Stress and trouble"},
		{"breach_response_cost", "Avis à faire après une fuite de données", "Notices to send after a data breach"},
		{"preventive_shutdown_cost", "Arrêt par précaution", "Shutting down as a precaution"},
		{"expert_fees", "Honoraires d'expert", "Expert fees"},
		{"punitive", "Dommages punitifs", "Punitive damages"},
		{"interest", "Intérêts", "Interest"},
	},
	"offers_received[].kind": {
		{"credit", "Un crédit", "A credit"}, {"cash", "De l'argent", "Money"}, {"voucher", "Un bon", "A voucher"}, {"free_months", "Des mois gratuits", "Free months"},
	},
}

var currencies = []option{
	{"CAD", "Dollar canadien (CAD)", "Canadian dollar (CAD)"}, {"EUR", "Euro (EUR)", "Euro (EUR)"}, {"CHF", "Franc suisse (CHF)", "Swiss franc (CHF)"}, {"USD", "Dollar américain (USD)", "US dollar (USD)"},
	{"GBP", "Livre sterling (GBP)", "Pound sterling (GBP)"}, {"AUD", "Dollar australien (AUD)", "Australian dollar (AUD)"}, {"XPF", "Franc Pacifique (XPF)", "CFP franc (XPF)"},
	{"XOF", "Franc CFA, Afrique de l'Ouest (XOF)", "CFA franc, West Africa (XOF)"}, {"XAF", "Franc CFA, Afrique centrale (XAF)", "CFA franc, Central Africa (XAF)"},
	{"MAD", "Dirham marocain (MAD)", "Moroccan dirham (MAD)"}, {"DZD", "Dinar algérien (DZD)", "Algerian dinar (DZD)"}, {"TND", "Dinar tunisien (TND)", "Tunisian dinar (TND)"},
	{"HTG", "Gourde haïtienne (HTG)", "Haitian gourde (HTG)"}, {"MXN", "Peso mexicain (MXN)", "Mexican peso (MXN)"}, {"BRL", "Real brésilien (BRL)", "Brazilian real (BRL)"},
	{"PLN", "Zloty polonais (PLN)", "Polish zloty (PLN)"}, {"SEK", "Couronne suédoise (SEK)", "Swedish krona (SEK)"}, {"INR", "Roupie indienne (INR)", "Indian rupee (INR)"},
}

// countries are those that members are likely to write from; another goes into the address.
var countries = []option{
	{"CA", "Canada", "Canada"}, {"FR", "France", "France"}, {"BE", "Belgique", "Belgium"}, {"CH", "Suisse", "Switzerland"}, {"US", "États-Unis", "United States"}, {"LU", "Luxembourg", "Luxembourg"},
	{"DE", "Allemagne", "Germany"}, {"DZ", "Algérie", "Algeria"}, {"AU", "Australie", "Australia"}, {"AT", "Autriche", "Austria"}, {"BJ", "Bénin", "Benin"}, {"BR", "Brésil", "Brazil"}, {"BF", "Burkina Faso", "Burkina Faso"},
	{"CM", "Cameroun", "Cameroon"}, {"CI", "Côte d'Ivoire", "Côte d'Ivoire"}, {"CD", "Congo (Kinshasa)", "Congo (Kinshasa)"}, {"DK", "Danemark", "Denmark"}, {"ES", "Espagne", "Spain"}, {"FI", "Finlande", "Finland"},
	{"GB", "Royaume-Uni", "United Kingdom"}, {"GR", "Grèce", "Greece"}, {"HT", "Haïti", "Haiti"}, {"IN", "Inde", "India"}, {"IE", "Irlande", "Ireland"}, {"IT", "Italie", "Italy"}, {"LB", "Liban", "Lebanon"},
	{"MG", "Madagascar", "Madagascar"}, {"ML", "Mali", "Mali"}, {"MA", "Maroc", "Morocco"}, {"MU", "Maurice", "Mauritius"}, {"MX", "Mexique", "Mexico"}, {"MC", "Monaco", "Monaco"}, {"NO", "Norvège", "Norway"},
	{"NZ", "Nouvelle-Zélande", "New Zealand"}, {"NL", "Pays-Bas", "Netherlands"}, {"PL", "Pologne", "Poland"}, {"PT", "Portugal", "Portugal"}, {"RO", "Roumanie", "Romania"}, {"SN", "Sénégal", "Senegal"},
	{"SE", "Suède", "Sweden"}, {"TN", "Tunisie", "Tunisia"},
}

var zoneNames = map[string][2]string{
	"America/Toronto": {"Québec, Ontario (heure de l'Est)", "Quebec, Ontario (Eastern)"}, "America/Halifax": {"Maritimes (heure de l'Atlantique)", "Maritimes (Atlantic)"},
	"America/St_Johns": {"Terre-Neuve", "Newfoundland"}, "America/Winnipeg": {"Manitoba (heure du Centre)", "Manitoba (Central)"}, "America/Edmonton": {"Alberta (heure des Rocheuses)", "Alberta (Mountain)"},
	"America/Vancouver": {"Colombie-Britannique (heure du Pacifique)", "British Columbia (Pacific)"}, "Europe/Paris": {"France, Belgique, Suisse", "France, Belgium, Switzerland"},
	"Europe/London": {"Royaume-Uni, Irlande", "United Kingdom, Ireland"}, "UTC": {"UTC", "UTC"},
}

// home is what the jurisdiction makes likely: country, currency and zone.
func (s subject) home() (country, currency, zone string) {
	switch s.Jurisdiction {
	case "france":
		return "FR", "EUR", "Europe/Paris"
	case "belgium":
		return "BE", "EUR", "Europe/Paris"
	case "switzerland":
		return "CH", "CHF", "Europe/Paris"
	case "us-rule-23":
		return "US", "USD", "America/Toronto"
	case "quebec":
		return "CA", "CAD", "America/Toronto"
	}
	return "", "", "UTC"
}

// zone is where the members' clocks are.
func (s subject) zone() *time.Location {
	_, _, name := s.home()
	if at, err := lang.Zone(name); err == nil {
		return at
	}
	return time.UTC
}

// missing says what a file still lacks.
var missing = map[registry.FieldName][2]string{
	"kind":                    {"qui vous êtes : particulier, entreprise…", "what you are: a person, a business…"},
	"contact_person":          {"la personne à joindre", "the person to reach"},
	"enterprise_no":           {"le numéro d'entreprise", "the business number"},
	"address":                 {"l'adresse postale", "the postal address"},
	"country":                 {"le pays", "the country"},
	"email":                   {"l'adresse électronique", "the e-mail address"},
	"language":                {"la langue", "the language"},
	"consent.text_version":    {"votre accord", "your agreement"},
	"consent.at":              {"la date de votre accord", "the date of your agreement"},
	"representation.status":   {"votre lien avec les avocats", "your tie with counsel"},
	"contract.provider":       {"le nom de l'hébergeur", "the name of the provider"},
	"contract.account_id":     {"le numéro de client", "the customer number"},
	"contract.start":          {"client depuis quand", "customer since when"},
	"contract.fee":            {"le prix payé", "the price paid"},
	"contract.fee_period":     {"ce que ce prix paie : un mois, un an…", "what that price pays for: a month, a year…"},
	"contract.currency":       {"la devise du prix", "the currency of the price"},
	"assets":                  {"les sites touchés", "the sites that were hit"},
	"impact.first_noticed_at": {"quand vous l'avez remarqué", "when you noticed"},
	"impact.service_types":    {"ce qui ne marchait plus", "what no longer worked"},
	"damage.head":             {"ce que cela vous a coûté", "what it cost you"},
	"damage.amount":           {"le montant de chaque coût", "the amount of each cost"},
	"damage.currency":         {"la devise de chaque coût", "the currency of each cost"},
	"damage.documented":       {"un document pour chaque coût", "a document for each cost"},
	"attestation.signed_name": {"votre signature", "your signature"},
	"attestation.at":          {"la date de votre signature", "the date of your signature"},
}

func (o option) label(l web.Lang) string { return l.Say(o.fr, o.en) }
