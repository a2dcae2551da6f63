// Command constat watches what a provider keeps for others, keeps a log of it
// that nobody can rewrite, and turns that log into evidence.
//
// The way of the data, bottom up:
//
//   - collector asks the targets on time and hands over what it saw;
//   - store keeps it: pending, then a segment, then a leaf under a signed
//     checkpoint, and gives it out as a bundle;
//   - report turns verified bundles into a dossier, and report/pdf and
//     report/export lay that out.
//
// This package is flags, configuration, the unix socket and wiring, and
// nothing else. Each subcommand is a file named by it.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"text/tabwriter"
)

// version is the program's version; the linker may set it.
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// A command is one subcommand. It returns the exit status: 0 done, 1 what it
// looked at is bad, 2 it could not do it.
type command struct {
	name   string
	fr, en string
	run    func(ctx context.Context, args []string, stdout, stderr io.Writer) int
}

func commands() []command {
	return []command{
		{"init", "crée un registre, une clé et une configuration commentée", "makes a store, a key and a commented configuration", initCmd},
		{"check", "relit la configuration et nomme la ligne de chaque erreur", "reads the configuration over and names the line of each mistake", checkCmd},
		{"probe", "pose une question une fois et montre ce qui serait consigné", "asks once and shows what would be recorded", probeCmd},
		{"run", "observe : le service lui-même", "watches: the daemon", runCmd},
		{"status", "ce qui répond ou non, et depuis quand ; l’état de la preuve", "what is up or down and since when; the health of the evidence", statusCmd},
		{"note", "consigne une note de l’exploitant", "writes a note into the log", noteCmd},
		{"custody", "montre ce qui a été fait des preuves ; y inscrit un acte", "shows what was done with the evidence; enters an act", custodyCmd},
		{"keys", "montre les clés publiques à remettre au lecteur ; remplace la clé", "shows the public keys to hand to the reader; replaces the key", keysCmd},
		{"bundle", "écrit le dossier de preuve", "writes the evidence bundle", bundleCmd},
		{"verify", "vérifie des dossiers de preuve et des rapports signés", "verifies bundles and signed reports", verifyCmd},
		{"report", "fait d’un ou plusieurs dossiers un rapport PDF", "makes a PDF report of one or more bundles", reportCmd},
		{"class", "fait des dossiers de nombreux membres le rapport de l’action collective", "makes the class report of many members' bundles", classCmd},
		{"import", "prend les relevés d’autrui, de seconde main", "takes in what others wrote down, second-hand", importCmd},
		{"rule", "les règles des contrats : les nomme, les relit, les explique, les essaie", "the rules of contracts: names, reads over, explains and tries them", ruleCmd},
		{"credit", "écrit la demande de crédit que permet un contrat", "writes the request for a credit that a contract allows", creditCmd},
		{"breach", "écrit les projets d’avis qu’une perte de données personnelles demande", "drafts the notices that a loss of personal data asks for", breachCmd},
		{"claim", "tient le registre chiffré des membres", "keeps the encrypted register of members", claimCmd},
		{"form", "sert le formulaire d’inscription d’un registre", "serves the registration form of a claim", formCmd},
		{"restore-help", "rend ce qui a été conservé d’un site perdu", "gives back what was kept of a lost site", restoreCmd},
		{"witness", "cosigne l’état des journaux d’autres points de vue", "cosigns the state of other vantages' logs", witnessCmd},
		{"notify", "essaie d’avertir qui doit l’être", "tries to tell whom is to be told", notifyCmd},
		{"user", "fait les mots de passe du tableau de bord", "makes the passwords of the dashboard", userCmd},
		{"fsck", "revérifie tout le registre", "verifies the whole store anew", fsckCmd},
		{"demo", "joue toute l’histoire sur cette machine, en moins d’une minute", "plays the whole story on this machine, in under a minute", demoCmd},
		{"version", "dit la version", "tells the version", versionCmd},
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		overview(stderr)
		return 2
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, args[1:], stdout, stderr)
		}
	}
	switch args[0] {
	case "help", "-h", "--help":
		overview(stdout)
		return 0
	case "--version":
		return versionCmd(ctx, nil, stdout, stderr)
	}
	l := language("")
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	fmt.Fprintln(stderr, "constat: "+unknown(l, args[0], names))
	return 2
}

func unknown(lang, word string, names []string) string {
	text := say("il n'y a pas de commande %q", "there is no command %q", word).In(lang)
	if hint := didYouMean(word, names).In(lang); hint != "" {
		return text + tr(lang, "\u00a0; ", "; ") + hint
	}
	return text + tr(lang, "\u00a0; « constat help » les nomme", `; "constat help" lists them`)
}

func overview(w io.Writer) {
	l := language("")
	fmt.Fprintf(w, "%s\n\n", tr(l, "constat : la preuve d’une panne ou d’une perte, qui tient quand l’expert adverse l’examine.",
		"constat: evidence of downtime and data loss that stands when the other side's expert examines it."))
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(table, "  constat %s\t%s\n", c.name, tr(l, c.fr, c.en))
	}
	_ = table.Flush() // an error shows when the terminal itself is gone
	fmt.Fprintf(w, "\n%s\n", tr(l, "Chaque commande a --help. Statut de sortie : 0 fait, 1 ce qui est examiné est mauvais, 2 impossible.",
		"Each command has --help. Exit status: 0 done, 1 what was examined is bad, 2 could not do it."))
}

func versionCmd(_ context.Context, _ []string, stdout, _ io.Writer) int {
	fmt.Fprintln(stdout, software())
	return 0
}

// software names the program as bundles and reports do.
func software() string { return "constat " + version }
