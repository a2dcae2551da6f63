package main

import (
	"context"
	"strings"

	"github.com/spf13/pflag"
)

// claimVerb is one subcommand of `constat claim`.
type claimVerb struct {
	name   string
	takes  []string // the flags it takes, beside --config, --lang and --help
	run    func(c *claimCommand, ctx context.Context, args []string) int
	flags  func(c *claimCommand, flags *pflag.FlagSet) // declares those that are its own; nil for none
	fr, en string                                      // its lines of the help
}

// claimVerbs are all of them, in the order of the help.
func claimVerbs() []claimVerb {
	return []claimVerb{
		{"new", []string{"recipient", "about"}, (*claimCommand).create, nil,
			`constat claim new NOM --recipient age1… [--recipient …] [--about FICHIER]
                                                          un registre, chiffré pour ces clés publiques age`,
			`constat claim new NAME --recipient age1… [--recipient …] [--about FILE]
                                                           a register, encrypted to these age public keys`},
		{"about", []string{"template"}, (*claimCommand).sayAbout, claimAboutFlags,
			`constat claim about NOM [FICHIER]                         dit de quoi il s'agit, ou le montre ; --template donne un modèle à remplir`,
			`constat claim about NAME [FILE]                            says what it is about, or shows it; --template prints one to fill in`},
		{"add", nil, (*claimCommand).add, nil,
			`constat claim add NOM MEMBRE.json…                        y ajoute des membres (- : entrée standard)`,
			`constat claim add NAME MEMBER.json…                        adds members to it (-: standard input)`},
		{"list", []string{"json"}, (*claimCommand).list, nil,
			`constat claim list [NOM] [--json]                         ce qui se sait sans la clé`,
			`constat claim list [NAME] [--json]                         what is known without the key`},
		{"log", nil, (*claimCommand).log, nil,
			`constat claim log NOM                                     consigne au journal les empreintes de ses fichiers (le démon le fait de lui-même)`,
			`constat claim log NAME                                     enters the digests of its files into the log (the daemon does so by itself)`},
		{"prove", []string{"output", "force", "in", "policy"}, (*claimCommand).prove, claimProofFlags,
			`constat claim prove NOM NO -o FICHIER.zip                  de quand datent les fichiers d'un membre, sans rien montrer d'autre
constat claim prove --in FICHIER.zip [--policy FICHIER] MEMBRE.age…
                                                          dit de quand datent les fichiers que l'on a`,
			`constat claim prove NAME NO -o FILE.zip                    of when a member's files are, showing nothing else
constat claim prove --in FILE.zip [--policy FILE] MEMBER.age…
                                                           tells of when the files at hand are`},
		{"receipt", []string{"identity"}, (*claimCommand).receipt, nil,
			`constat claim receipt NOM NO SHA-256 [--identity CLÉ]     dit ce que vaut un accusé de réception, sans la clé ; avec elle, d'un dossier
                                                          chiffré de nouveau aussi`,
			`constat claim receipt NAME NO SHA-256 [--identity KEY]     tells what a receipt is worth, without the key; with it, of a file encrypted
                                                           again too`},
		{"rewrap", []string{"identity", "recipient"}, (*claimCommand).rewrap, nil,
			`constat claim rewrap NOM --identity CLÉ --recipient age1…  chiffre tout de nouveau pour d'autres clés, quand l'une est perdue`,
			`constat claim rewrap NAME --identity KEY --recipient age1…  encrypts all of it again to other keys, when one was lost`},
		{"erase", nil, (*claimCommand).erase, nil,
			`constat claim erase NOM NO                                efface tout ce que le registre garde d'un membre`,
			`constat claim erase NAME NO                                erases all that the register keeps of a member`},
		{"check", checkFlagNames, (*claimCommand).check, claimCheckFlags,
			`constat claim check NOM --identity CLÉ [--member NO] [--site SITE] [--way dns,file,rdap] [--json]
                                                          demande si les sites sont bien aux membres, et garde la réponse ; --tokens dit
                                                          quoi placer, --show ce qui est gardé, --mail ADRESSE --smtp FICHIER envoie un
                                                          code, --code le rend, --bundle DOSSIER lit un journal, --voucher NO --by QUI
                                                          --found yes|no note une lecture`,
			`constat claim check NAME --identity KEY [--member NO] [--site SITE] [--way dns,file,rdap] [--json]
                                                           asks whether sites are the members', and keeps the answer; --tokens says what
                                                           to place, --show what is kept, --mail ADDRESS --smtp FILE sends a code, --code
                                                           gives it back, --bundle FILE reads a log, --voucher NO --by WHO
                                                           --found yes|no notes a reading`},
		{"export", []string{"identity", "format", "output", "force", "member", "paper"}, (*claimCommand).export, showFlags,
			`constat claim export NOM --identity CLÉ [--format csv|xlsx|json|pdf|notice] -o FICHIER [--force] [--member NO] [--paper letter|a4]
                                                          les membres en clair (-o - : sortie standard) ; pdf : une fiche par membre ; notice : à qui écrire`,
			`constat claim export NAME --identity KEY [--format csv|xlsx|json|pdf|notice] -o FILE [--force] [--member NO] [--paper letter|a4]
                                                           the members in clear (-o -: standard output); pdf: a sheet for each; notice: whom to write to`},
		{"vouchers", []string{"identity", "output", "member"}, (*claimCommand).vouchers, nil,
			`constat claim vouchers NOM --identity CLÉ -o DOSSIER [--member NO]
                                                          les pièces que les membres ont remises, en clair, avec leurs empreintes`,
			`constat claim vouchers NAME --identity KEY -o FOLDER [--member NO]
                                                           the files that members handed in, in clear, with their digests`},
		{"freeze", []string{"identity", "output", "paper", "exhibit", "at-least", "recipient", "stamp"}, (*claimCommand).freeze, freezeFlags,
			`constat claim freeze NOM --identity CLÉ -o DOSSIER|FICHIER.zip [--exhibit [--at-least 5] [--recipient age1…]] [--stamp ADRESSE]
                                                          tout le registre, figé, avec ses empreintes horodatées ; --exhibit : et la pièce sous pseudonymes`,
			`constat claim freeze NAME --identity KEY -o FOLDER|FILE.zip [--exhibit [--at-least 5] [--recipient age1…]] [--stamp ADDRESS]
                                                           the whole register, frozen, with its digests stamped; --exhibit: and the exhibit under pseudonyms`},
		{"compare", []string{"identity"}, (*claimCommand).compare, nil,
			`constat claim compare PIÈCE.json SCELLÉ.age --identity CLÉ  la pièce est-elle la version scellée, des champs omis ? 0 oui, 1 non`,
			`constat claim compare EXHIBIT.json SEALED.age --identity KEY  is the exhibit the sealed version with fields left out? 0 yes, 1 no`},
		{"import", []string{"map", "identity", "dry-run", "also", "skip-refused", "json"}, (*claimCommand).bring, bringFlags,
			`constat claim import NOM LISTE.csv|xlsx --map PLAN.yaml [--identity CLÉ] [--dry-run] [--json] [--skip-refused] [--also LIGNE,…]
                                                          y ajoute une liste de membres tenue ailleurs`,
			`constat claim import NAME LIST.csv|xlsx --map MAP.yaml [--identity KEY] [--dry-run] [--json] [--skip-refused] [--also LINE,…]
                                                           adds a list of members that was kept elsewhere`},
		{"schema", nil, (*claimCommand).schema, nil,
			`constat claim schema                                      le schéma (JSON Schema) de l'export json`,
			`constat claim schema                                       the JSON Schema of the json export`},
	}
}

const claimFootFR = `
--config FICHIER   la configuration (./constat.yaml) ; les registres sont dans claims/ à côté d'elle
--lang fr|en       la langue, sinon celle de l'environnement

Codes de sortie : 0 fait, 1 accusé ou date introuvable, 2 impossible ; rien n'est alors écrit à moitié.
`

const claimFootEN = `
--config FILE   the configuration (./constat.yaml); the registers are in claims/ beside it
--lang fr|en    the language, else that of the environment

Exit status: 0 done, 1 a receipt or a date was not found, 2 could not do it; then nothing is half written.
`

func (c *claimCommand) help() string {
	var b strings.Builder
	for _, v := range claimVerbs() {
		b.WriteString(c.text(v.fr, v.en) + "\n")
	}
	return b.String() + c.text(claimFootFR, claimFootEN)
}

// verbNames lists the subcommands: "new, add, list or export".
func (c *claimCommand) verbNames(fr, en string) string {
	var names []string
	for _, v := range claimVerbs() {
		names = append(names, v.name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + c.text(fr, en) + " " + names[last]
}
