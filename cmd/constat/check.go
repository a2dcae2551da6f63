package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/pflag"
)

const checkHelp = `constat check [--config FILE] [--lang fr|en] [--json]

%s
`

// checkCmd reads the configuration and says what is wrong with it, each
// mistake with its line on stderr, or what would be watched. It returns 0 when
// the configuration can be used, else 2.
func checkCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	flags := pflag.NewFlagSet("check", pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	path := flags.String("config", "constat.yaml", "")
	lang := flags.String("lang", "", "")
	asJSON := flags.Bool("json", false, "")
	err := flags.Parse(args)
	if err != nil {
		*lang = langIn(args) // what was read before may end before --lang
	}
	l := language(*lang)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		fmt.Fprintf(stdout, checkHelp, tr(l, "Relit la configuration : 0 si elle peut servir, sinon 2 et chaque erreur avec sa ligne.",
			"Reads the configuration over: 0 when it can be used, else 2 and each mistake with its line."))
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "constat check: %s\n", flagMistake(err, "check").In(l))
		return 2
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "constat check: %s\n", say("%q est de trop ; le fichier se donne par --config", "%q is one word too many; give the file as --config", flags.Arg(0)).In(l))
		return 2
	}
	return checkConfig(*path, l, *asJSON, stdout, stderr)
}

func checkConfig(path, lang string, asJSON bool, stdout, stderr io.Writer) int {
	c, _, err := LoadConfig(path)
	var bad *ConfigError
	if err != nil && !errors.As(err, &bad) {
		fmt.Fprintf(stderr, "constat check: %s\n", configTrouble(err, lang))
		return 2
	}
	if bad == nil {
		_, err := secrets(filepath.Dir(path), c)
		if err == nil && c.Catalogue != "" {
			_, err = readCatalogue(filepath.Dir(path), c.Catalogue)
		}
		if err == nil {
			_, err = addressees(filepath.Dir(path), c)
		}
		if err == nil {
			_, err = usersOf(filepath.Dir(path), c)
		}
		if err == nil {
			_, err = certified(filepath.Dir(path), c.TLS)
		}
		if err != nil {
			fmt.Fprintf(stderr, "constat check: %v\n", err)
			return 2
		}
	}
	if asJSON {
		return checkJSON(path, c, bad, lang, stdout)
	}
	if bad != nil {
		fmt.Fprintln(stderr, configTrouble(err, lang))
		return 2
	}
	printWatched(stdout, path, lang, c)
	return 0
}

func printWatched(w io.Writer, path, lang string, c *Config) {
	fmt.Fprintf(w, "%s: %s\n\n", path, say(
		"sans erreur ; %q regarderait ceci (%d). Témoins du réseau : %d ; autorités d'horodatage : %d ; serveurs de temps : %d.",
		"no mistake; %q would watch these (%d). Controls: %d; time-stamping authorities: %d; time servers: %d.",
		c.Name, len(c.Targets), len(c.Controls), len(c.Anchors), len(c.Clock)).In(lang))
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, tr(lang, "CIBLE\tSITE\tFOURNISSEUR\tINTERVALLE\tDÉLAI\tQUESTION\tCONDITIONS", "TARGET\tSITE\tPROVIDER\tINTERVAL\tTIMEOUT\tQUESTION\tCONDITIONS"))
	for _, t := range c.Targets {
		fmt.Fprintf(table, "%s\t%s\t%s\t%v\t%v\t%s\t%d\n", t.Name, dash(t.Site), dash(t.Provider), short(t.Interval), short(t.Timeout), t.asked(), len(t.Conditions))
	}
	_ = table.Flush() // an error shows when the terminal itself is gone
	printReportAddresses(w, lang, c, reportAddresses(path, c))
	printDestinations(w, lang, c)
	for _, h := range c.hints() {
		fmt.Fprintf(w, "\n%s\n", h.In(lang))
	}
	if _, _, err := c.agreed(filepath.Dir(path)); err != nil {
		fmt.Fprintf(w, "\n%s\n%s\n", say("Sans effet, parce que cela ne se lit pas :", "Without effect, because it cannot be read:").In(lang), ruleTrouble(err, lang))
	}
}

// asked says what is asked, and where.
func (t Target) asked() string {
	if t.Matter != "" {
		return t.Matter + " " + t.URL
	}
	return strings.TrimSpace(t.Method + " " + t.Address())
}

// short leaves out the parts of a duration that are zero at its end: 1h, not
// 1h0m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// A checkedMistake is a [Mistake] in one language.
type checkedMistake struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"` // 0: the whole line
	What   string `json:"what"`
	Hint   string `json:"hint"`
}

type checkedTarget struct {
	Name       string   `json:"name"`
	Site       string   `json:"site"`
	Provider   string   `json:"provider"`
	URL        string   `json:"url"`
	Matter     string   `json:"matter"` // of a provider's statement
	Method     string   `json:"method"`
	IntervalMS int64    `json:"interval_ms"`
	TimeoutMS  int64    `json:"timeout_ms"`
	BodyLimit  int64    `json:"body_limit"`
	Conditions []string `json:"conditions"`
}

type checked struct {
	OK       bool             `json:"ok"`
	Name     string           `json:"name"`
	Mistakes []checkedMistake `json:"mistakes"`
	Hints    []string         `json:"hints"` // that keep nothing from being used
	Targets  []checkedTarget  `json:"targets"`
	Jobs     []reportAddress  `json:"jobs"`   // where they report in
	Notify   []destination    `json:"notify"` // who is told what changed
}

func checkJSON(path string, c *Config, bad *ConfigError, lang string, stdout io.Writer) int {
	out := checked{Mistakes: []checkedMistake{}, Hints: []string{}, Targets: []checkedTarget{}, Jobs: []reportAddress{}, Notify: []destination{}}
	status := 2
	if bad != nil {
		for _, m := range bad.Mistakes {
			out.Mistakes = append(out.Mistakes, checkedMistake{m.File, m.Line, m.Column, m.What.In(lang), m.Hint.In(lang)})
		}
	} else {
		out.OK, out.Name, status = true, c.Name, 0
		out.Jobs = reportAddresses(path, c)
		for _, h := range c.hints() {
			out.Hints = append(out.Hints, h.In(lang))
		}
		out.Notify = destinationsOf(c)
		for _, t := range c.Targets {
			q := t.Question()
			out.Targets = append(out.Targets, checkedTarget{t.Name, t.Site, t.Provider, t.Address(), t.Matter, t.Method,
				t.Interval.Milliseconds(), q.Timeout, t.BodyLimit, append([]string{}, q.Conditions...)})
		}
	}
	if printJSON(stdout, out) != nil {
		return 2
	}
	return status
}
