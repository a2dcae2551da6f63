package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/store/bundle"
	"constat/store/record"
)

// classCmd makes the class report of many bundles. A bundle that does not verify
// is named in it and left out; what is left out is no error.
func classCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("class", stdout, stderr)
	var c classing
	o.StringVarP(&c.pdf, "output", "o", "", "PDF to write")
	o.StringVar(&c.json, "json", "", "class report to write as JSON")
	o.StringVar(&c.public, "public", "", "PDF for the public file, without names; its figures beside it as .json")
	o.StringVar(&c.policy, "policy", "", "whom to believe (c2sp.org/tlog-policy)")
	o.StringVar(&c.list, "list", "", "CSV: member,bundle,sites; member - for comparison alone")
	o.StringArrayVar(&c.providers, "provider", nil, "the provider, as configurations name it; more than once for more than one word")
	o.StringArrayVar(&c.representatives, "representative", nil, "member to make a sheet of typicality of")
	o.StringVar(&c.method, "method", "", "accounting method; the built-in one by default")
	o.StringVar(&c.at, "at", "", "RFC 3339 time; the newest checkpoint's by default")
	o.StringVar(&c.paper, "paper", "letter", "letter, a4")
	o.StringVar(&c.zone, "zone", "UTC", "time zone of the text, America/Toronto")
	help := say("[DOSSIER|RÉPERTOIRE...] --provider NOM [--list FICHIER] [--representative MEMBRE] [--policy FICHIER] -o FICHIER.pdf [--json FICHIER] [--lang fr|en] [--at TEMPS] [--method FICHIER] [--paper letter|a4] [--zone ZONE]\n\nFait des dossiers de nombreux membres le rapport de l'action collective : un événement, beaucoup de lésés. Ce qui ne se vérifie pas est nommé et laissé de côté.",
		"[BUNDLE|FOLDER...] --provider NAME [--list FILE] [--representative MEMBER] [--policy FILE] -o FILE.pdf [--json FILE] [--lang fr|en] [--at TIME] [--method FILE] [--paper letter|a4] [--zone ZONE]\n\nMakes the class report of many members' bundles: one event, many harmed. What does not verify is named and left out.")
	if code, done := o.parse(args, help, 0, maxClassFiles); done {
		return code
	}
	c.lang = o.lang()
	if err := c.run(ctx, o.Args(), stderr); err != nil {
		return o.fail(err)
	}
	for _, path := range []string{c.pdf, c.json, c.public} {
		if path != "" && path != "-" {
			fmt.Fprintln(stdout, path)
		}
	}
	return 0
}

// A classing is one call of the command.
type classing struct {
	pdf, json, public, policy, list, method, at, paper, zone, lang string

	providers, representatives []string
}

func (c classing) run(ctx context.Context, args []string, stderr io.Writer) error {
	switch {
	case c.pdf == "" && c.json == "" && c.public == "":
		return errors.New("no file to write; say -o FILE.pdf, or --json FILE")
	case len(c.providers) == 0 || c.providers[0] == "":
		return errors.New("no provider; say --provider NAME, as the configurations of the members name it")
	case len(args) == 0 && c.list == "":
		return errors.New("no bundles; name them, a folder of them, or a list with --list FILE")
	}
	recipe := report.Recipe{Built: built(), Lang: c.lang, Paper: c.paper, Zone: c.zone}
	zone, err := recipe.Location()
	if err != nil {
		return fmt.Errorf("--zone: %w", err)
	}
	opt, at, err := c.options(recipe)
	if err != nil {
		return err
	}
	believed, _, err := readPolicy(c.policy)
	if err != nil {
		return err
	}
	jobs, err := c.jobs(args)
	if err != nil {
		return err
	}
	g := &classGathering{policy: believed, opt: opt, lang: c.lang, tell: progressOn(stderr, c.lang)}
	if err := g.run(ctx, jobs); err != nil {
		return err
	}
	facts, err := report.Class(g.accounts, report.ClassOptions{Providers: c.providers, At: at, Built: built(), Policy: believed != nil, LeftOut: g.leftOut, Representatives: c.representatives})
	if err != nil {
		for _, l := range g.leftOut {
			fmt.Fprintln(stderr, say("laissé de côté : %q (%s)", "left out: %q (%s)", l.Name, tr(c.lang, l.French, l.Detail)).In(c.lang))
		}
		return err
	}
	text, err := facts.JSON()
	if err != nil {
		return err
	}
	if c.pdf != "" {
		if err := c.draw(c.pdf, facts, text, zone); err != nil {
			return err
		}
	}
	if c.public != "" {
		if err := c.publish(facts, zone); err != nil {
			return err
		}
	}
	if c.json != "" {
		return writeOut(c.json, text)
	}
	return nil
}

func (c classing) options(r report.Recipe) (report.Options, record.Instant, error) {
	var at record.Instant
	if c.at != "" {
		t, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			return report.Options{}, 0, fmt.Errorf("--at %q; write it as 2026-11-22T06:00:00-05:00", c.at)
		}
		at = record.At(t)
	}
	if c.method != "" {
		text, err := readWithin(c.method, bundle.MostText)
		if err != nil {
			return report.Options{}, 0, fmt.Errorf("read method: %w", err)
		}
		r.Method = string(text)
	}
	opt, err := r.Options()
	return opt, at, err
}

// publish writes the exhibit for the public file: pages, and figures beside them.
func (c classing) publish(facts *dossier.Class, zone *time.Location) error {
	public, err := facts.Redacted()
	if err != nil {
		return err
	}
	text, err := public.JSON()
	if err != nil {
		return err
	}
	if err := c.draw(c.public, public, text, zone); err != nil {
		return err
	}
	return writeOut(strings.TrimSuffix(c.public, ".pdf")+".json", text)
}

func (c classing) draw(path string, facts *dossier.Class, text []byte, zone *time.Location) error {
	var b bytes.Buffer
	attached := []pdf.Attachment{{Name: "class.json", MIME: "application/json", Data: text,
		Description: tr(c.lang, "Les faits de ce rapport", "The facts of this report")}}
	if err := pdf.WriteClass(&b, facts, pdf.Options{Lang: c.lang, Paper: c.paper, Zone: zone, Attachments: attached}); err != nil {
		return err
	}
	return writeOut(path, b.Bytes())
}
