package lang

import (
	"slices"
	"strconv"
	"strings"
)

// The causes in plain words, with the trade's term in brackets. Keys are the
// faults of an observation, and what its answer can be.
var causesFrench = map[string]string{
	"local":            "le point d’observation n’a pas pu poser la question (erreur locale)",
	"dns-nxdomain":     "le nom de domaine n’existait pas ou n’avait pas d’adresse (DNS NXDOMAIN)",
	"dns-timeout":      "le serveur de noms n’a pas répondu dans le délai (délai DNS)",
	"dns-failure":      "le serveur de noms a répondu par une erreur (DNS SERVFAIL)",
	"tcp-refused":      "le serveur a refusé la connexion (TCP RST)",
	"tcp-timeout":      "le serveur n’a pas accepté la connexion dans le délai (délai TCP)",
	"tcp-unreachable":  "aucune route ne menait au serveur (ICMP unreachable)",
	"tcp-reset":        "la connexion a été coupée avant la fin de la réponse (TCP RST)",
	"tls-expired":      "le certificat du site n’était pas valide à cette date (TLS)",
	"tls-name":         "le certificat présenté était celui d’un autre nom (TLS)",
	"tls-untrusted":    "le certificat n’était pas signé par une autorité reconnue (TLS)",
	"tls-timeout":      "la connexion chiffrée ne s’est pas établie dans le délai (délai TLS)",
	"tls-failure":      "la connexion chiffrée n’a pas pu s’établir (TLS)",
	"http-timeout":     "le serveur n’a pas terminé sa réponse dans le délai (délai HTTP)",
	"http-protocol":    "la réponse reçue n’était pas une réponse HTTP",
	"http-status":      "le serveur a répondu par une erreur (HTTP)",
	"http-unexpected":  "le serveur a répondu par un code que la question n’attendait pas (HTTP)",
	"answer-refused":   "le service a répondu par un refus",
	"answer-timeout":   "le service n’a pas terminé sa réponse dans le délai",
	"answer-protocol":  "ce qui a été reçu n’était pas une réponse de ce protocole",
	"icmp-timeout":     "la machine n’a pas renvoyé l’écho dans le délai (délai ICMP)",
	"icmp-unreachable": "un message a annoncé que la machine ou le service ne pouvait être joint (ICMP unreachable)",
	"redirect-stopped": "une redirection n’a pas été suivie",
	"address-refused":  "le chemin menait à une adresse privée, qui n’a pas été interrogée",
	"tcp-closed":       "l’autre côté a mis fin à la connexion, dans les formes, avant la fin de sa réponse (TCP FIN)",
	"push-missing":     "le travail qui devait se signaler ne l’a pas fait",
	"push-failed":      "le travail s’est signalé en disant qu’il avait échoué",
	"body-truncated":   "le contenu reçu s’est arrêté avant la longueur annoncée",
	"body-mismatch":    "le contenu reçu n’était pas celui que la question attendait",
	"challenge":        "le serveur a demandé de prouver que le visiteur était une personne",
	"response-time":    "la réponse attendue est arrivée après la durée fixée par la question",
	"controls-failed":  "aucun site témoin ne répondait au point d’observation",
	"controls-untold":  "rien n’est dit des sites témoins, que le point d’observation interrogeait pourtant à ce moment",
	"not-watching":     "d’après ce qu’il a noté de lui-même, le point d’observation ne pouvait pas le savoir à ce moment",
	"not-evaluated":    "une condition de la question n’a pas pu être évaluée",
	"late":             "l’observation n’a pas été attestée à temps pour compter",
	"clock":            "l’horloge du point d’observation a pu être trop fausse pour que l’observation compte",
}

var causesEnglish = map[string]string{
	"local":            "the vantage could not put the question (local error)",
	"dns-nxdomain":     "the domain name did not exist or had no address (DNS NXDOMAIN)",
	"dns-timeout":      "the name server did not answer in time (DNS time-out)",
	"dns-failure":      "the name server answered with an error (DNS SERVFAIL)",
	"tcp-refused":      "the server refused the connection (TCP RST)",
	"tcp-timeout":      "the server did not accept the connection in time (TCP time-out)",
	"tcp-unreachable":  "no route led to the server (ICMP unreachable)",
	"tcp-reset":        "the connection was cut before the end of the answer (TCP RST)",
	"tls-expired":      "the certificate of the site was not valid on that date (TLS)",
	"tls-name":         "the certificate presented was for another name (TLS)",
	"tls-untrusted":    "the certificate was not signed by a recognised authority (TLS)",
	"tls-timeout":      "the encrypted connection was not established in time (TLS time-out)",
	"tls-failure":      "the encrypted connection could not be established (TLS)",
	"http-timeout":     "the server did not finish its answer in time (HTTP time-out)",
	"http-protocol":    "what was received was not an HTTP answer",
	"http-status":      "the server answered with an error (HTTP)",
	"http-unexpected":  "the server answered with a code that the question did not expect (HTTP)",
	"answer-refused":   "the service answered with a refusal",
	"answer-timeout":   "the service did not finish its answer in time",
	"answer-protocol":  "what was received was not an answer of this protocol",
	"icmp-timeout":     "the machine did not return the echo in time (ICMP time-out)",
	"icmp-unreachable": "a message said that the machine or the service could not be reached (ICMP unreachable)",
	"tcp-closed":       "the other side ended the connection in order before the end of its answer (TCP FIN)",
	"push-missing":     "the job that had to report in did not",
	"redirect-stopped": "a redirect was not followed",
	"address-refused":  "the way led to a private address, which was not asked",
	"push-failed":      "the job reported in and said that it had failed",
	"body-truncated":   "the content received stopped before its announced length",
	"body-mismatch":    "the content received was not what the question expected",
	"challenge":        "the server asked for proof that the visitor was a person",
	"response-time":    "the expected answer arrived after the time set by the question",
	"controls-failed":  "no control site answered the vantage",
	"controls-untold":  "nothing is said of the control sites, although the vantage was asking them around that time",
	"not-watching":     "by what it noted of itself, the vantage could not know this at that time",
	"not-evaluated":    "a condition of the question could not be evaluated",
	"late":             "the observation was not attested in time to count",
	"clock":            "the clock of the vantage can have been too far off for the observation to count",
}

var reviewsFrench = map[string]string{
	"one-vantage":      "un seul point d’observation a vu l’échec",
	"never-good":       "trop peu de points d’observation avaient déjà reçu une bonne réponse à cette question",
	"question-changed": "la question avait changé peu avant",
	"no-controls":      "trop peu de points d’observation savaient si leur propre réseau fonctionnait",
	"cause-may-be-own": "la cause relevée peut tenir au client lui-même (nom de domaine, certificat ou application)",
	"customer-managed": "d’après le fichier des contrats, le client administre la machine\u00a0: elle était là, et ce qui y tournait, qui faisait défaut, peut être le sien",
	"time-unchecked":   "aucune autorité de temps n’atteste l’heure de ces relevés",
	"shown-from":       "l’échec durait déjà au début de ce que montrent les fichiers de preuve, qui ne disent rien de ce qui précède",
	"shown-to":         "l’échec durait encore à la fin de ce que montrent les fichiers de preuve, qui ne disent rien de la suite",
	"provider-changed": "le fournisseur désigné pour cette question a changé pendant la période",
	"network-changed":  "le nom a mené à d’autres réseaux pendant la période",
	"otherwise-good":   "la même question, posée autrement à côté de l’échec, a reçu une réponse, bonne, lente ou de refus",
	"coarse-interval":  "plus de cinq minutes séparaient les questions, et ce qui s’est passé entre deux d’entre elles n’est pas connu",
	"short-timeout":    "la question laissait moins d’une seconde pour répondre",
	"same-machine":     "des points d’observation qui concordent déclarent les mêmes adresses ou la même clé, et leur indépendance n’est pas montrée",
	"layer-in-doubt":   "l’échec a pu survenir à un niveau que la méthode réserve, un autre que le fournisseur pouvant en répondre",
	"led-elsewhere":    "des redirections avaient mené à un autre hôte que celui qui était demandé, et c’est là que l’échec a été relevé",
	"clock-unknown":    "des serveurs de temps ont été interrogés sans établir, à ce moment, de combien une horloge était fausse",
}

var reviewsEnglish = map[string]string{
	"one-vantage":      "a single vantage saw the failure",
	"never-good":       "too few vantages had already received a good answer to this question",
	"question-changed": "the question had changed shortly before",
	"no-controls":      "too few vantages knew whether their own network worked",
	"cause-may-be-own": "the cause noted can lie with the customer (domain name, certificate or application)",
	"customer-managed": "by the file of contracts the customer administers the machine: it was there, and what ran on it, which failed, can be their own",
	"time-unchecked":   "no time authority attests the time of these records",
	"shown-from":       "the failure was already there where what the evidence files show begins, and they say nothing of what came before",
	"shown-to":         "the failure was still there where what the evidence files show ends, and they say nothing of what came after",
	"provider-changed": "the provider named for this question changed during the period",
	"network-changed":  "the name led to other networks during the period",
	"otherwise-good":   "the same question, asked otherwise beside the failure, received an answer, good, slow or of refusal",
	"coarse-interval":  "more than five minutes lay between questions, and what happened between two of them is not known",
	"short-timeout":    "the question left less than a second for an answer",
	"same-machine":     "vantages that agree report the same addresses or the same key, and their independence is not shown",
	"layer-in-doubt":   "the failure can have occurred at a layer that the method sets apart, because another than the provider may answer for it",
	"led-elsewhere":    "redirects had led to a host other than the one that was asked, and it is there that the failure was noted",
	"clock-unknown":    "time servers were asked and did not establish, at that time, how far a clock was off",
}

// Cause writes a cause in plain words; a status is named where there is one.
// Only one of 400 or more is an error of its own. A cause this edition does not know is given by its own name.
func (l *Language) Cause(cause string, status ...int) string {
	text, ok := l.Words.Causes[cause]
	if !ok {
		return cause
	}
	if cause == "answer-refused" && len(status) > 0 { // of these, only SMTP counts its replies
		return text + " (SMTP" + NoBreak + codes(status) + ")"
	}
	if cause != "http-status" || len(status) == 0 {
		return text
	}
	if slices.Min(status) < 400 {
		text = l.Words.Causes["http-unexpected"]
	}
	return strings.Replace(text, "HTTP)", "HTTP"+NoBreak+codes(status)+")", 1)
}

func codes(status []int) string {
	var list []string
	for _, s := range status {
		list = append(list, strconv.Itoa(s))
	}
	return strings.Join(list, ", ")
}

// Verdict writes a verdict in plain words.
func (l *Language) Verdict(v string) string { return known(l.Words.Verdicts, v) }

// Review writes why a person must look.
func (l *Language) Review(r string) string { return known(l.Words.Reviews, r) }

func known(words map[string]string, key string) string {
	if text, ok := words[key]; ok {
		return text
	}
	return key
}

// Answered reports whether something did answer: a target that answers with
// an error, with other content or too slowly cannot be said to have been
// unreachable. Status are the codes received.
func Answered(cause string, status ...int) bool {
	if len(status) > 0 {
		return true
	}
	early := strings.HasPrefix(cause, "dns-") || strings.HasPrefix(cause, "tcp-") || strings.HasPrefix(cause, "icmp-") || cause == "tls-timeout"
	return !early
}
