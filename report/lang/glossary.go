package lang

// Glossary says what the words mean here.
type Glossary struct {
	Intro string
	Terms []Term
}

var glossaryFrench = Glossary{
	Intro: "Dans ce rapport, ces mots ont un seul sens.",
	Terms: []Term{
		{"cible", "Ce qui est interrogé, et comment\u00a0: une adresse, une méthode, des conditions."},
		{"empreinte", "Nombre calculé sur des octets (SHA-256). Deux contenus différents ont, en pratique, des empreintes différentes."},
		{"en panne", "En échec au même moment pour le nombre requis de points d’observation."},
		{"feuille", "Un élément du journal, désigné par son rang à partir de zéro."},
		{"fichier de preuve", "Fichier ZIP remis par un point d’observation, avec tout ce qu’il faut pour le vérifier."},
		{"fournisseur", "Qui héberge ou garde le site, selon l’exploitant du point d’observation."},
		{"incident", "Suite d’échecs d’une cible relevés par le nombre requis de points d’observation."},
		{"injoignable", "Sans réponse, vu de l’endroit nommé."},
		{"journal", "Suite de feuilles chaînées (arbre de Merkle, RFC 6962) à laquelle on ne peut qu’ajouter."},
		{"observation", "Une question posée à une cible, et sa réponse."},
		{"point d’observation", "Machine qui pose les questions, avec sa clé et son journal."},
		{"site", "Ce que le client appelle ainsi\u00a0: une ou plusieurs cibles."},
		{"site témoin", "Site tiers interrogé pour savoir si le réseau du point d’observation fonctionnait."},
		{"témoin", "Tiers qui cosigne les têtes d’un journal, après avoir vérifié que chacune prolonge la précédente."},
		{"tête signée", "Taille et racine du journal à un instant, signées de sa clé (en anglais, checkpoint)."},
	},
}

var glossaryEnglish = Glossary{
	Intro: "In this report, these words have one meaning.",
	Terms: []Term{
		{"control site", "A third party’s site, asked to know whether the network of the vantage worked."},
		{"digest", "A number computed over bytes (SHA-256). Two different contents have, in practice, different digests."},
		{"down", "Failing at the same time for the number of vantages required."},
		{"evidence file", "A ZIP file handed out by a vantage, with all that is needed to verify it (in the program, a bundle)."},
		{"incidents", "Runs of failures of a target, noted by the number of vantages required."},
		{"leaf", "One item of the log, known by its rank from zero."},
		{"log", "A series of chained leaves (Merkle tree, RFC 6962) that can only be added to."},
		{"observations", "Questions put to a target, each with its answer."},
		{"provider", "Whoever hosts or keeps the site, according to the operator of the vantage."},
		{"signed head", "Size and root of the log at an instant, signed with its key (in the program, a checkpoint)."},
		{"sites", "What the customers call theirs; each has one or more targets."},
		{"target", "What is asked, and how: an address, a method, conditions."},
		{"unreachable", "Without an answer, as seen from the place named."},
		{"vantage", "A machine that asks the questions, with its key and its log."},
		{"witness", "A third party that cosigns the heads of a log, after checking that each goes on from the one before."},
	},
}
