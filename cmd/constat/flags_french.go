package main

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"
)

// usages tells what each flag is for, in the language asked for. It is for the
// end of a command: the flags keep the words.
func (o *options) usages() string {
	if o.lang() != "fr" {
		return o.FlagUsages()
	}
	o.VisitAll(func(f *pflag.Flag) { f.Usage = noBreak.Replace(inFrench[f.Usage]) })
	return strings.ReplaceAll(o.FlagUsages(), "(default ", "(sinon ")
}

// flagMistake tells what a command line has wrong, where pflag says it in English alone.
func flagMistake(err error, command string) Phrase {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return say("il n’y a pas d’option %q ; voir constat %s --help", "there is no flag %q; see constat %s --help", unknown.GetSpecifiedName(), command)
	case errors.As(err, &missing):
		return say("l’option %q veut une valeur", "the flag %q needs a value", missing.GetSpecifiedName())
	case errors.As(err, &value):
		return say("l’option %q ne prend pas %q", "the flag %q does not take %q", value.GetFlag().Name, value.GetValue())
	}
	return Phrase{FR: err.Error(), EN: err.Error()}
}

// inFrench tells what the subcommands' flags are for, by their English words. A word in
// backquotes stands for the value (pflag.UnquoteUsage).
var inFrench = map[string]string{
	"`CSV`: member,bundle,sites; member - for comparison alone":                                 "`CSV` : member,bundle,sites ; membre - pour la seule comparaison",
	"`PDF` for the public file, without names; its figures beside it as .json":                  "`PDF` pour le dossier public, sans les noms ; ses chiffres à côté, en .json",
	"`PDF` of declarations ready to sign, which name the report by its digest":                  "`PDF` de déclarations prêtes à signer, qui nomment le rapport par son empreinte",
	"`PDF` of what bears on each criterion of a court: a draft for counsel; goes with --public": "`PDF` de ce qui porte sur chaque critère d’un tribunal : projet pour l’avocat ; va avec --public",
	"`PDF` to write":                               "`PDF` à écrire",
	"RFC 3339 `time`, or date":                     "`temps` (RFC 3339) ou date",
	"RFC 3339 `time`, or date (that day included)": "`temps` (RFC 3339) ou date, ce jour compris",
	"RFC 3339 `time`, or date (that day included); by default the last good state before the loss":                                                  "`temps` (RFC 3339) ou date, ce jour compris ; sinon le dernier bon état avant la perte",
	"RFC 3339 `time`, the day of the drafts; by default that of the clock":                                                                          "`temps` (RFC 3339), jour des projets ; sinon celui de l’horloge",
	"RFC 3339 `time`, the day of the letter and of its report; by default that of the clock for the letter, the newest checkpoint's for the report": "`temps` (RFC 3339), jour de la lettre et de son rapport ; sinon celui de l’horloge pour la lettre, celui du dernier point de contrôle pour le rapport",
	"RFC 3339 `time`; the newest checkpoint's by default":                                                                                           "`temps` (RFC 3339) ; sinon celui du dernier point de contrôle",
	"a `claim` to take members in for; may be given several times":                                                                                  "`action` pour laquelle inscrire des membres ; plusieurs fois au besoin",
	"a `day` in the period, 2021-08-28; by default the only one that can be asked for":                                                              "`jour` de la période, 2021-08-28 ; sinon la seule qui puisse être demandée",
	"a reverse proxy stands before it and says in X-Forwarded-For who asks":                                                                         "un mandataire inverse est devant et dit par X-Forwarded-For qui demande",
	"`file` of the accounting method; the built-in one by default":                                                                                  "`fichier` de la méthode de décompte ; sinon celle du programme",
	"`URL` of an authority (RFC 3161) to attest the signature's time; others in turn":                                                               "`URL` d’une autorité (RFC 3161) qui atteste l’heure de la signature ; d’autres à la suite",
	"`URL` of an authority (RFC 3161) to attest the signatures' time; others in turn":                                                               "`URL` d’une autorité (RFC 3161) qui atteste l’heure des signatures ; d’autres à la suite",
	"carry another vantage's `bundle` along":                                                                                                        "`dossier` de preuve d’un autre point de vue à joindre",
	"class report to write, as `JSON`":                                                                                                              "rapport de l’action collective à écrire, en `JSON`",
	"`form`: cnil, gdpr, quebec, switzerland, people, processor; all by default":                                                                    "`forme` : cnil, gdpr, quebec, switzerland, people, processor ; sinon toutes",
	"`file` of the configuration; the store lies beside it":                                                                                         "`fichier` de configuration ; le registre est à côté",
	"`file` of the contracts: their rules, fees, tickets, maintenance and losses":                                                                   "`fichier` des contrats : règles, prix, billets, entretiens et pertes",
	"`file` of hosts' default pages; the built-in catalogue by default":                                                                             "`fichier` des pages par défaut d’hébergeurs ; sinon le catalogue du programme",
	"dossier to write, as `JSON`":                                                                                                                   "dossier à écrire, en `JSON`",
	"draw a password by lot and print it":                                                                                                           "tire un mot de passe au sort et l’affiche",
	"`bundle` of evidence, once for each file":                                                                                                      "`dossier` de preuve, une fois pour chaque fichier",
	"`exhibit.json` of a frozen register, for its counts":                                                                                           "`exhibit.json` d’un registre figé, pour ses nombres",
	"`file` to write":                      "`fichier` à écrire",
	"`folder` to make":                     "`répertoire` à créer",
	"`folder` to write; it must not exist": "`répertoire` à écrire ; il ne doit pas exister",
	"`language`: fr, en":                   "`langue` : fr, en",
	"`file` of key and certificate: signer.pem, or PKCS #12": "`fichier` de la clé et du certificat : signer.pem, ou PKCS #12",
	"`size`: letter, a4": "`format` : letter, a4",
	"`size`: letter, a4; letter for quebec and a4 elsewhere by default":                                       "`format` : letter, a4 ; sinon letter pour quebec et a4 ailleurs",
	"`member` to make a sheet of typicality of":                                                               "`membre` dont faire la fiche de représentativité",
	"`name` of the contract, in the terms":                                                                    "`nom` du contrat, dans le fichier des contrats",
	"new `folder` to write":                                                                                   "nouveau `répertoire` à écrire",
	"of custody add: a `file` whose digest is entered":                                                        "de custody add : `fichier` dont l’empreinte est inscrite",
	"of custody add: what was done, in one `word`: handed-over, copied, deposited":                            "de custody add : ce qui a été fait, en un `mot` : handed-over, copied, deposited",
	"of custody add: who did it, in one `word`":                                                               "de custody add : qui l’a fait, en un `mot`",
	"of keys certificate: `subject`, CN=name,O=organization,C=country,E=e-mail":                               "de keys certificate : `sujet`, CN=nom,O=organisation,C=pays,E=courriel",
	"of keys certificate: `file` of key and certificate of an authority, PEM or PKCS #12":                     "de keys certificate : `fichier` de la clé et du certificat d’une autorité, PEM ou PKCS #12",
	"of keys succeed: `reason`, rotation, theft, loss":                                                        "de keys succeed : `raison`, rotation, theft (vol), loss (perte)",
	"of simulate: `FROM..TO`":                                                                                 "de simulate : `DU..AU`",
	"of simulate: `FROM..TO`, RFC 3339 or local in the rule's zone; several in turn":                          "de simulate : `DU..AU`, RFC 3339 ou heure locale de la règle ; plusieurs à la suite",
	"of simulate: `day` of the sign-up, 2020-07-06":                                                           "de simulate : `jour` de la souscription, 2020-07-06",
	"of simulate: `fee` for a month, 9.99CAD":                                                                 "de simulate : `prix` d’un mois, 9.99CAD",
	"of simulate: time `zone` of the contract, America/Toronto":                                               "de simulate : `fuseau` horaire du contrat, America/Toronto",
	"of simulate: `time` a ticket was opened; several in turn":                                                "de simulate : `temps` où un billet a été ouvert ; plusieurs à la suite",
	"`role`: operator, counsel, expert":                                                                       "`rôle` : operator (exploitant), counsel (avocat), expert",
	"`file` with the password of a PKCS #12 file, on its first line":                                          "`fichier` dont la première ligne est le mot de passe d’un fichier PKCS #12",
	"print a file to fill in":                                                                                 "affiche un fichier à remplir",
	"`provider` of a new target":                                                                              "`fournisseur` d’une nouvelle cible",
	"read and show, keep nothing":                                                                             "lit et montre, ne garde rien",
	"replace the password that is there":                                                                      "remplace le mot de passe qui s’y trouve",
	"`report.json` of a report, to make it again: all options but the files are there":                        "`report.json` d’un rapport, pour le refaire : toutes les options y sont, sauf les fichiers",
	"show only the targets of this `provider`; several in turn":                                               "ne montre que les cibles de ce `fournisseur` ; plusieurs à la suite",
	"show only the targets of this `site`; several in turn":                                                   "ne montre que les cibles de ce `site` ; plusieurs à la suite",
	"show only this `target`; several in turn":                                                                "ne montre que cette `cible` ; plusieurs à la suite",
	"`site` of a new target":                                                                                  "`site` d’une nouvelle cible",
	"`target` it is of; one that is not known is created":                                                     "`cible` dont il s’agit ; inconnue, elle est créée",
	"the `court`: quebec, france, belgium, us-rule-23, switzerland":                                           "`tribunal` : quebec, france, belgium, us-rule-23, switzerland",
	"the `provider`, as configurations name it; more than once for more than one word":                        "`fournisseur`, comme les configurations le nomment ; plusieurs fois s’il a plusieurs noms",
	"the report's `PDF` as it is handed over, signed: the letter names it; by default one is made":            "`PDF` du rapport tel qu’il est remis, signé : la lettre le nomme ; sinon il en est fait un",
	"`file` of the signer's certificate or its authority's root (PEM), had from elsewhere":                    "`fichier` du certificat du signataire ou de la racine de son autorité (PEM), obtenu par ailleurs",
	"the vantage's `name`, part of its log's origin":                                                          "`nom` du point de vue, qui entre dans l’origine de son registre",
	"time `zone` of --at, where that names none":                                                              "`fuseau` horaire de --at, s’il n’en dit pas",
	"time `zone` of the letter; that which the rule asks for, or the contract's":                              "`fuseau` horaire de la lettre ; sinon celui que la règle demande, ou celui du contrat",
	"time `zone` of the text, America/Toronto":                                                                "`fuseau` horaire du texte, America/Toronto",
	"`time` when it was so: RFC 3339, or a date, or a date and a time of --tz":                                "`temps` où il en était ainsi : RFC 3339, ou une date, ou une date et une heure de --tz",
	"`address` where it answers":                                                                              "`adresse` où il répond",
	"`address` where members reach it through the proxy, as https://host: for the receipt's link and picture": "`adresse` où les membres l’atteignent par le mandataire, comme https://host : pour le lien et l’image de l’accusé",
	"`file` of who writes to whom, about which resources, and what is masked":                                 "`fichier` de qui écrit à qui, au sujet de quelles ressources, et de ce qui est masqué",
	"`file` of whom to believe (c2sp.org/tlog-policy)":                                                        "`fichier` de qui croire (c2sp.org/tlog-policy)",
	"`name` of the witness, an address without its scheme: witness.example/w1":                                "`nom` du témoin, une adresse sans son protocole : witness.example/w1",
	"`folder` of the witness":                                                                                 "`répertoire` du témoin",
	"`member` whose log it is":                                                                                "`membre` dont c’est le journal",
	"tell it as JSON, for programs":                                                                           "le dit en JSON, pour un programme",
}
