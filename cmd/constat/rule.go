package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"constat/report/contract"
	"constat/report/lang"
)

// ruleCmd lists, checks, explains and tries out the rules of contracts. It
// returns 1 where check finds that a document does not agree with itself.
func ruleCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("rule", stdout, stderr)
	s := simulation{options: o}
	asJSON := o.Bool("json", false, "tell it as JSON, for programs")
	o.StringArrayVar(&s.down, "down", nil, "of simulate: `FROM..TO`, RFC 3339 or local in the rule's zone; several in turn")
	o.StringVar(&s.fee, "fee", "", "of simulate: `fee` for a month, 9.99CAD")
	o.StringArrayVar(&s.tickets, "ticket", nil, "of simulate: `time` a ticket was opened; several in turn")
	o.StringArrayVar(&s.maintenance, "maintenance", nil, "of simulate: `FROM..TO`")
	o.StringVar(&s.zone, "timezone", "", "of simulate: time `zone` of the contract, America/Toronto")
	o.StringVar(&s.since, "since", "", "of simulate: `day` of the sign-up, 2020-07-06")
	help := say("list | check FICHIER... | explain FICHIER|NOM | simulate FICHIER|NOM --down DEBUT..FIN [--down …] --fee 9.99CAD [--ticket TEMPS] [--timezone ZONE] [--json]\n\nLes règles des contrats : celles que porte le programme ; la relecture d'un fichier ; la règle en toutes lettres ; ce qu'elle donnerait pour des temps supposés vrais.\ncheck : 1 quand un document se contredit ou que son barème a des trous, 2 quand le fichier ne se lit pas.",
		"list | check FILE... | explain FILE|NAME | simulate FILE|NAME --down FROM..TO [--down …] --fee 9.99CAD [--ticket TIME] [--timezone ZONE] [--json]\n\nThe rules of contracts: those that the program carries; a file read over; a rule in words; what it would give for times taken as true.\ncheck: 1 when a document does not agree with itself or its table has holes, 2 when the file cannot be read.")
	if code, done := o.parse(args, help, 1, 1000); done {
		return code
	}
	names := o.Args()[1:]
	var err error
	switch verb := o.Arg(0); {
	case verb == "list" && len(names) == 0:
		err = listRules(stdout, o.lang(), *asJSON)
	case verb == "check" && len(names) > 0:
		return checkRules(o, names, *asJSON)
	case verb == "explain" && len(names) == 1:
		err = explainRule(stdout, o.lang(), names[0])
	case verb == "simulate" && len(names) == 1:
		err = s.run(names[0], *asJSON)
	default:
		err = errors.New(say("« rule » est suivi de list, check FICHIER, explain NOM ou simulate NOM", `"rule" is followed by list, check FILE, explain NAME or simulate NAME`).In(o.lang()))
	}
	if err != nil {
		return o.fail(ruleTrouble(err, o.lang()))
	}
	return 0
}

// ruleTrouble puts the mistakes of a rule into the reader's language.
func ruleTrouble(err error, l string) error {
	var bad *contract.MistakeError
	if errors.As(err, &bad) {
		return errors.New(bad.In(l))
	}
	if errors.Is(err, contract.ErrNoRule) {
		return errors.New(tr(l, "aucune règle fournie ni aucun fichier ne porte ce nom\u00a0; « constat rule list » les nomme", `no shipped rule and no file has that name; "constat rule list" names them`))
	}
	return err
}

// findRule returns the rule in a file, or the shipped one of that name.
func findRule(name string) (*contract.Rule, error) {
	if r, ok := contract.ShippedRule(name); ok {
		return r, nil
	}
	text, err := readWithin(name, maxTermsFile)
	if errors.Is(err, os.ErrNotExist) {
		return nil, contract.ErrNoRule
	}
	if err != nil {
		return nil, fmt.Errorf("read rule: %w", err)
	}
	return contract.ParseRule(text)
}

// A listedRule is a shipped rule as list --json has it.
type listedRule struct {
	Name     string `json:"name"`
	Version  int    `json:"version"`
	Provider string `json:"provider"`
	Product  string `json:"product"`
	Status   string `json:"status"`
	Grade    string `json:"grade"`
	Dated    string `json:"dated"`
	Source   string `json:"source"`
	SHA256   string `json:"sha256"`
}

func summaryOf(r *contract.Rule) listedRule {
	s := r.Best()
	return listedRule{r.Name, r.Version, r.Provider, r.Product, r.Status(), s.Grade, s.Dated, s.URL, r.Digest.String()}
}

func listRules(w io.Writer, l string, asJSON bool) error {
	var all []listedRule
	for _, r := range contract.Shipped() {
		all = append(all, summaryOf(r))
	}
	if asJSON {
		return printJSON(w, all)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, tr(l, "RÈGLE\tÉTAT\tSOURCE\tTEXTE DU\tFOURNISSEUR, PRODUIT", "RULE\tSTATUS\tSOURCE\tTEXT OF\tPROVIDER, PRODUCT"))
	for _, r := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s, %s\n", r.Name, statusWords[r.Status].In(l), gradeWords[r.Grade].In(l), dash(r.Dated), r.Provider, r.Product)
	}
	return table.Flush()
}

var (
	statusWords = map[string]Phrase{"verified": {"vérifiée", "verified"}, "example": {"exemple", "example"}}
	gradeWords  = map[string]Phrase{"official": {"officielle", "official"}, "secondary": {"de seconde main", "second-hand"}, "community": {"de tiers", "of others"}}
)

// A checkedRule is a rule as check --json has it.
type checkedRule struct {
	File     string           `json:"file"`
	OK       bool             `json:"ok"`
	Rule     *listedRule      `json:"rule"`
	Mistakes []checkedMistake `json:"mistakes"`
	Flags    []checkedFlag    `json:"flags"`
}

type checkedFlag struct {
	Kind   string `json:"kind"` // arithmetic, gap
	Detail string `json:"detail"`
}

func checkRules(o *options, names []string, asJSON bool) int {
	code, l := 0, o.lang()
	var all []checkedRule
	for _, name := range names {
		c, status := checkRule(name, l)
		code = max(code, status)
		all = append(all, c)
		if !asJSON {
			printCheck(o, c)
		}
	}
	if asJSON {
		if err := printJSON(o.stdout, all); err != nil {
			return o.fail(err)
		}
	}
	return code
}

func checkRule(name, l string) (c checkedRule, code int) {
	c = checkedRule{File: name, Mistakes: []checkedMistake{}, Flags: []checkedFlag{}}
	r, err := findRule(name)
	var bad *contract.MistakeError
	if errors.As(err, &bad) {
		for _, m := range bad.Mistakes {
			c.Mistakes = append(c.Mistakes, checkedMistake{File: name, Line: m.Line, What: tr(l, m.French, m.English)})
		}
		return c, 2
	}
	if err != nil {
		c.Mistakes = append(c.Mistakes, checkedMistake{File: name, Line: 1, What: ruleTrouble(err, l).Error()})
		return c, 2
	}
	own := summaryOf(r)
	c.OK, c.Rule = true, &own
	for _, f := range r.Flags() {
		c.Flags = append(c.Flags, checkedFlag{f.Kind, tr(l, f.French, f.English)})
		code = 1
	}
	return c, code
}

func printCheck(o *options, c checkedRule) {
	for _, m := range c.Mistakes {
		fmt.Fprintf(o.stderr, "%s:%d: %s\n", c.File, m.Line, m.What)
	}
	if c.Rule == nil {
		return
	}
	r := c.Rule
	fmt.Fprintf(o.stdout, "%s: %s %d, %s, SHA-256 %s\n", c.File, r.Name, r.Version, statusWords[r.Status].In(o.lang()), r.SHA256)
	for _, f := range c.Flags {
		fmt.Fprintf(o.stdout, "  %s\n", f.Detail)
	}
}

// explainRule says a rule in words, in the reader's language first.
func explainRule(w io.Writer, l, name string) error {
	r, err := findRule(name)
	if err != nil {
		return err
	}
	languages := []*lang.Language{lang.French, lang.English}
	if l == "en" {
		languages[0], languages[1] = languages[1], languages[0]
	}
	for n, language := range languages {
		if n > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s (%s)\n\n", r.Name, language.Name)
		for _, s := range r.Explain() {
			fmt.Fprintln(w, tr(language.Code[:2], s.French, s.English))
		}
	}
	return nil
}

// printSteps numbers the lines of a computation.
func printSteps(w io.Writer, steps []string) {
	wide := len(strconv.Itoa(len(steps)))
	for n, s := range steps {
		fmt.Fprintf(w, "%*d. %s\n", wide+2, n+1, strings.TrimSpace(s))
	}
}
