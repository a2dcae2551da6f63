package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"constat/cmd/constat/demo"
	"constat/report/dossier"
	"constat/report/lang"
)

// kindWords say what the provider did to a site.
var kindWords = map[demo.Kind]Phrase{
	demo.Refused:     {"port fermé, connexions refusées", "port closed, connections refused"},
	demo.Hung:        {"accepte, puis ne répond jamais", "accepts, then never answers"},
	demo.Unavailable: {"répond 503", "answers 503"},
	demo.Replaced:    {"page par défaut de l’hébergeur, avec un 200", "the host’s default page, with a 200"},
	demo.Edited:      {"page modifiée par son auteur", "page edited by its owner"},
	demo.RolledBack:  {"revient dans un état ancien", "comes back in an older state"},
	demo.Partial:     {"ne revient qu’en partie", "comes back in part"},
	demo.Restored:    {"revient comme avant", "comes back as it was"},
	demo.Admitted:    {"l’hébergeur avoue, sur sa page d’état", "the host admits, on its status page"},
}

func list(words []string) string { return strings.Join(words, ", ") }

// print says what the provider did and what the report says of it, then what
// to look at and how to verify it.
func (c comparison) print(w io.Writer, l, dir string, r demoRegister) {
	fmt.Fprintln(w, tr(l, "Ce que l’hébergeur a fait, et ce que le rapport en dit :", "What the provider did, and what the report says of it:"))
	c.printTable(w, l)
	for _, p := range c.other {
		fmt.Fprintf(w, tr(l, "À tort\u00a0: %s.\n", "Wrong: %s.\n"), p.In(l))
	}
	for _, p := range c.alone {
		fmt.Fprintf(w, tr(l, "Non confirmé, donc non compté\u00a0: %s.\n", "Not confirmed, so not counted: %s.\n"), p.In(l))
	}
	if c.agrees() {
		fmt.Fprintln(w, tr(l, "Le rapport dit ce qui s’est passé, et rien d’autre.", "The report says what happened, and nothing else."))
	} else {
		fmt.Fprintln(w, tr(l, "LE RAPPORT NE DIT PAS CE QUI S’EST PASSÉ.", "THE REPORT DOES NOT SAY WHAT HAPPENED."))
	}
	fmt.Fprintln(w, say("\nLe registre, chiffré pour un avocat imaginaire : %d membres, dont %d au dossier complet ; pièces reçues : %d. L’accusé du premier se vérifie sans clé.",
		"\nThe register, encrypted to an imaginary lawyer: %d members, %d of them with a complete file; vouchers received: %d. The first one's receipt is checked without a key.", r.members, r.complete, r.vouchers).In(l))
	printDemoFiles(w, l, dir)
}

func (c comparison) printTable(w io.Writer, l string) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, tr(l, "\nSITE\tPANNE\tDURÉE\tMESURÉE\tCAUSE\tVUE PAR\tRAPPORT", "\nSITE\tOUTAGE\tLASTED\tMEASURED\tCAUSE\tSEEN BY\tREPORT"))
	for _, f := range c.outages {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", f.act.Site, kindWords[f.act.Act].In(l), f.lasted(l), f.said(l), right(l, f.wrong))
	}
	fmt.Fprintln(table, tr(l, "\nSITE\tCONTENU\tVU PAR\tRAPPORT", "\nSITE\tCONTENT\tSEEN BY\tREPORT"))
	for _, f := range c.contents {
		fmt.Fprintf(table, "%s\t%s\t%d\t%s\n", f.act.Site, kindWords[f.act.Act].In(l), f.vantages, right(l, f.wrong))
	}
	fmt.Fprintln(table, tr(l, "\nSITE\tSILENCE\tMESURÉ\tRAPPORT", "\nSITE\tSILENCE\tMEASURED\tREPORT"))
	for _, f := range c.silences {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", f.site, duration(l, f.took), f.said(l), right(l, f.wrong))
	}
	_ = table.Flush() // an error shows when the terminal itself is gone
	fmt.Fprintln(w)
}

// lasted is how long the provider failed.
func (f outageFound) lasted(l string) string {
	if f.act.To.IsZero() {
		return duration(l, f.took) + tr(l, ", sans fin", ", no end")
	}
	return duration(l, f.took)
}

// said is what the report says, in three cells.
func (f outageFound) said(l string) string {
	i := f.incident
	if i == nil {
		return "-\t-\t0"
	}
	measured := duration(l, i.AtLeast) + " – " + duration(l, i.AtMost)
	return fmt.Sprintf("%s\t%s\t%d", measured, i.Cause, len(i.Vantages))
}

func right(l string, wrong []Phrase) string {
	if len(wrong) == 0 {
		return tr(l, "juste", "right")
	}
	words := make([]string, len(wrong))
	for i, p := range wrong {
		words[i] = p.In(l)
	}
	return tr(l, "FAUX\u00a0: ", "WRONG: ") + strings.Join(words, "; ")
}

func duration(l string, s dossier.Seconds) string {
	language := lang.English
	if l == "fr" {
		language = lang.French
	}
	return language.Duration(time.Duration(s) * time.Millisecond)
}

func printDemoFiles(w io.Writer, l, dir string) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, tr(l, "\nÀ regarder :", "\nTo look at:"))
	for _, f := range []struct {
		name string
		what Phrase
	}{
		{"rapport.pdf", Phrase{"le rapport, en français, signé et horodaté", "the report, in French, signed and stamped"}},
		{"report.pdf", Phrase{"le rapport, en anglais, signé et horodaté", "the report, in English, signed and stamped"}},
		{"declarations-fr.pdf", Phrase{"les déclarations à signer qui vont avec le premier", "the declarations to sign that go with the first"}},
		{"declarations-en.pdf", Phrase{"celles qui vont avec le second", "those that go with the second"}},
		{"demande", Phrase{"la demande de crédit, un projet que rien n’autorise encore à envoyer, et ses tableaux", "the request for a credit in French, with its tables"}},
		{"request", Phrase{"la même, en anglais", "the same in English: a draft, which nothing yet allows to be sent"}},
		{"groupe.pdf", Phrase{"le rapport de groupe de trois membres, sous scellés", "the sealed class report of three members, in French"}},
		{"groupe-public.pdf", Phrase{"sa version publique, sans noms", "its public version, without names"}},
		{"autorisation.pdf", Phrase{"la pièce pour le tribunal du Québec, en projet", "the exhibit for the court of Quebec, as a draft"}},
		{demoTerms, Phrase{"le contrat, qui nomme sa règle", "the contract, which names its rule"}},
		{"bundle.zip", Phrase{"le dossier de preuve des deux points d’observation", "the evidence of both vantages"}},
		{"policy", Phrase{"à qui croire pour le vérifier", "whom to believe when verifying it"}},
		{certificateName, Phrase{"le certificat du signataire de la démonstration", "the certificate of the demonstration’s signer"}},
		{"dossier.json", Phrase{"les faits du rapport", "the facts of the report"}},
		{"provider.json", Phrase{"ce que l’hébergeur a fait, par sa propre horloge", "what the provider did, by its own clock"}},
		{"members.xlsx", Phrase{"les trois membres, déchiffrés par la clé de l’avocat imaginaire ; aussi en CSV et en JSON", "the three members, decrypted with the imaginary lawyer’s key; as CSV and JSON too"}},
		{"members.pdf", Phrase{"une fiche par membre : ce qui est dit, ce qui manque, ce qui est venu", "a sheet for each member: what is said, what is missing, what came"}},
		{"vouchers", Phrase{"la pièce reçue, et son empreinte", "the voucher received, and its digest"}},
	} {
		fmt.Fprintf(table, "  %s\t%s\n", filepath.Join(dir, f.name), strings.ReplaceAll(f.what.In(l), " ;", "\u00a0;"))
	}
	_ = table.Flush()
	fmt.Fprintf(w, tr(l, "\nÀ vérifier par\u00a0:\n  constat-verify --policy %[1]s %[2]s\n  constat verify --policy %[1]s %[3]s\n", "\nVerify with:\n  constat-verify --policy %[1]s %[2]s\n  constat verify --policy %[1]s %[3]s\n"),
		quoted(filepath.Join(dir, "policy")), quoted(filepath.Join(dir, "bundle.zip")), quoted(filepath.Join(dir, tr(l, "rapport.pdf", "report.pdf"))))
}

// quoted is a word as a shell takes it.
func quoted(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("/._-+,:@%=", r) && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
