package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"constat/report/roster"
	"constat/store/registry"
)

// text picks the language of a format and gives French its no-break spaces.
func (c *claimCommand) text(fr, en string) string {
	return tr(c.lang, frenchSpaces.Replace(fr), en)
}

var frenchSpaces = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " !", "\u00a0!", " ?", "\u00a0?", " %%", "\u00a0%%", "« ", "«\u00a0", " »", "\u00a0»")

func (c *claimCommand) say(fr, en string, values ...any) {
	fmt.Fprintf(c.stdout, c.text(fr, en)+"\n", values...)
}

func (c *claimCommand) complain(format string, values ...any) {
	fmt.Fprintf(c.stderr, "constat claim"+c.text(" : ", ": ")+format+"\n", values...)
}

// misused complains of the command line and gives exit status 2.
func (c *claimCommand) misused(format string, values ...any) int {
	c.complain(format, values...)
	return 2
}

// failed complains of each error in err about something, and gives exit status 2.
func (c *claimCommand) failed(about string, err error) int {
	eachError(err, func(e error) { c.complain("%s", c.about(about, e)) })
	return 2
}

// about puts in front of an error what it is about, and the file when that is another one.
func (c *claimCommand) about(what string, err error) string {
	colon := c.text(" : ", ": ")
	var path *fs.PathError
	if errors.As(err, &path) && path.Path != what {
		what += colon + path.Path
	}
	return what + colon + c.explain(err)
}

// explain says an error in the reader's language, with what to do about it.
func (c *claimCommand) explain(err error) string {
	var field *registry.FieldError
	var member *registry.MemberError
	var list *roster.Problem
	switch {
	case errors.As(err, &list):
		return c.listProblem(list)
	case errors.As(err, &member):
		return fmt.Sprintf(c.text("membre %s : %s", "member %s: %s"), member.File, c.explain(member.Err))
	case errors.As(err, &field) && c.lang == "fr":
		return field.Say(frenchFaults(), c.text("%s : %s", ""), c.text(" ; vouliez-vous dire « %s » ?", ""))
	case errors.As(err, &field):
		return field.Error()
	}
	for _, k := range claimErrors {
		if errors.Is(err, k.err) {
			return c.text(k.fr, k.en)
		}
	}
	return err.Error()
}

var claimErrors = []struct {
	err    error
	fr, en string
}{
	{registry.ErrExists, "ce registre existe déjà ; choisir un autre nom", "this claim exists already; choose another name"},
	{registry.ErrNoClaim, "ce registre n'existe pas ; constat claim list les montre, --config dit où ils sont", "there is no such claim; constat claim list shows them, --config says where they are"},
	{registry.ErrName, "un nom a de 1 à 64 lettres minuscules sans accent, chiffres ou traits d'union, comme whc-2021", "a name has 1 to 64 lower-case letters, digits or hyphens, as whc-2021"},
	{registry.ErrTaken, "ce member_no est déjà pris ; l'omettre en fait attribuer un", "this member_no is taken; leave it out and one is given"},
	{registry.ErrFull, "il n'y a plus de numéro libre", "no member number is left"},
	{registry.ErrMixed, "les clés age1pq1… et age1… ne se mélangent pas : les donner toutes de la même sorte", "keys age1pq1… and age1… can't be mixed: give all of one sort"},
	{registry.ErrSecretKey, "c'est une clé secrète ; donner la clé publique qui va avec (age1…) et garder la secrète loin de cette machine", "this is a secret key; give the public one that goes with it (age1…), and keep the secret one off this machine"},
	{registry.ErrRecipient, "de 1 à 20 clés publiques age sont attendues, toutes différentes, telles que « age-keygen » les donne (age1…)", "1 to 20 age public keys are needed, all different, as \"age-keygen\" prints them (age1…)"},
	{registry.ErrIdentity, "le fichier de --identity n'est pas une clé secrète age (une ligne AGE-SECRET-KEY-1…) ; protégé par un mot de passe, le déchiffrer d'abord avec « age -d »", "the file of --identity is not an age secret key (a line AGE-SECRET-KEY-1…); if a passphrase locks it, open it first with \"age -d\""},
	{registry.ErrWrongIdentity, "cette clé n'ouvre pas le registre ; constat claim list --json montre pour quelles clés publiques il est chiffré", "this key does not open the register; constat claim list --json shows the public keys it is encrypted to"},
	{registry.ErrChanged, "le fichier chiffré n'est plus celui qui a été reçu (son empreinte diffère)", "the encrypted file is no longer the one received (its digest differs)"},
	{registry.ErrOldClaim, "ce registre est d'une version antérieure ; « constat claim about » le met à jour", "this claim is of an earlier version; \"constat claim about\" brings it up to date"},
	{registry.ErrNoAbout, "on ne sait pas encore de quoi il s'agit ; « constat claim about NOM FICHIER » le dit", "it is not said yet what it is about; \"constat claim about NAME FILE\" says it"},
	{registry.ErrWithdrawn, "le dossier de ce membre a été retiré", "this member's file was withdrawn"},
	{registry.ErrAccess, "il n'y a pas de membre de ce numéro", "there is no member of this number"},
	{registry.ErrTooMuch, "il n'en est pas pris davantage pour ce membre", "no more is taken for this member"},
	{registry.ErrFullDisk, "le disque est plein ; rien n'a été écrit à moitié", "the disk is full; nothing was half written"},
	{errNotLogged, "le journal ne dit encore rien de ce membre ; « constat claim log » y consigne ce qui est là", errNotLogged.Error()},
	{errNoKey, "il est chiffré : --identity nomme la clé", "it is encrypted: --identity names the key"},
	{errNoMember, "ce membre n'est pas dans le registre", "this member is not in the register"},
	{errOutputExists, "ce fichier existe déjà ; --force le remplace", "this file exists already; --force replaces it"},
	{context.Canceled, "interrompu", "interrupted"},
	{fs.ErrNotExist, "fichier introuvable", "no such file"},
	{fs.ErrPermission, "accès refusé", "permission denied"},
}

// frenchFaults is registry.FaultText in French.
func frenchFaults() map[registry.Fault]string {
	texts := map[registry.Fault]string{}
	for f, s := range faultsFR {
		texts[f] = frenchSpaces.Replace(s)
	}
	return texts
}

var faultsFR = map[registry.Fault]string{
	registry.FaultSyntax:     "JSON incorrect vers la ligne %s : manque-t-il une virgule, un guillemet ou un crochet, ou y en a-t-il un de trop ?",
	registry.FaultUTF8:       "ce n'est pas du texte UTF-8 : enregistrer le fichier en UTF-8",
	registry.FaultTooBig:     "plus de %s octets",
	registry.FaultTooDeep:    "imbriqué sur plus de %s niveaux",
	registry.FaultUnknown:    "ce champ n'existe pas",
	registry.FaultTwice:      "donné deux fois",
	registry.FaultRequired:   "manque : c'est le seul champ que tout membre doit avoir",
	registry.FaultBoth:       "manque dans une langue : cela se dit dans les deux, fr et en",
	registry.FaultNeeded:     "manque",
	registry.FaultID:         "n'est pas un identifiant : lettres minuscules sans accent, chiffres et _, une lettre d'abord, 64 au plus",
	registry.FaultCriterion:  "veut exactement l'un de is, only et not, avec au moins un mot",
	registry.FaultNotText:    "doit être un texte entre guillemets",
	registry.FaultNotList:    "doit être une liste, [ … ]",
	registry.FaultNotObject:  "doit être un objet, { … }",
	registry.FaultNotBoolean: "doit être true ou false",
	registry.FaultNotInteger: "doit être un nombre entier de %s, sans guillemets",
	registry.FaultNumber:     "est un nombre sans guillemets : l'écrire comme un texte, par exemple \"25500.00\"",
	registry.FaultEmpty:      "est vide : l'enlever de la liste",
	registry.FaultTooLong:    "plus de %s caractères",
	registry.FaultTooMany:    "plus de %s éléments",
	registry.FaultCharacter:  "contient le caractère invisible, abîmé ou de commande %s : retaper le texte",
	registry.FaultChoice:     "attendu : l'un de %s",
	registry.FaultAmount:     "n'est pas un montant : des chiffres et un point, par exemple \"25500.00\", sans espace, virgule, signe ni devise",
	registry.FaultPercent:    "n'est pas un pourcentage de \"0\" à \"100\", par exemple \"87.5\"",
	registry.FaultDate:       "n'est pas une date comme \"2021-08-29\"",
	registry.FaultWhen:       "n'est pas une date ou une heure comme \"2021-08-29\" ou \"2021-08-29T04:10:00-04:00\"",
	registry.FaultDigest:     "n'est pas une empreinte SHA-256 : 64 chiffres hexadécimaux en minuscules, comme sha256sum les donne",
	registry.FaultCurrency:   "n'est pas un code de devise comme \"CAD\" ou \"EUR\"",
	registry.FaultCountry:    "n'est pas un code de pays de deux majuscules, comme \"CA\" ou \"FR\"",
	registry.FaultLanguage:   "n'est pas un code de langue comme \"fr\" ou \"en-CA\"",
	registry.FaultEmail:      "n'est pas une adresse électronique",
	registry.FaultIP:         "n'est pas une adresse IP",
}
