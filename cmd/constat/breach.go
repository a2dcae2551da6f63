package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/report/breach"
	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/export"
	"constat/report/lang"
	"constat/report/pdf"
	"constat/store/bundle"
	"constat/store/record"
)

// breachCmd writes drafts of what a loss of personal data obliges to tell, one
// folder for each controller. It returns 1 where a bundle is broken, and then
// writes nothing.
func breachCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("breach", stdout, stderr)
	var b breaching
	template := o.Bool("template", false, "print a file to fill in")
	o.StringArrayVar(&b.bundles, "bundle", nil, "`bundle` of evidence, once for each file")
	o.StringVar(&b.policy, "policy", "", "`file` of whom to believe (c2sp.org/tlog-policy)")
	o.StringVar(&b.method, "method", "", "`file` of the accounting method; the built-in one by default")
	o.StringSliceVar(&b.only, "for", nil, "`form`: cnil, gdpr, quebec, switzerland, people, processor; all by default")
	o.StringVarP(&b.dir, "output", "o", "", "new `folder` to write")
	o.StringVar(&b.at, "at", "", "RFC 3339 `time`, the day of the drafts; by default that of the clock")
	o.StringVar(&b.paper, "paper", "", "`size`: letter, a4; letter for quebec and a4 elsewhere by default")
	help := say("FICHIER -o DOSSIER [--bundle DOSSIER-DE-PREUVE]... [--policy FICHIER] [--for cnil|gdpr|quebec|switzerland|people|processor] [--lang fr|en] [--at TEMPS] [--paper letter|a4]\nconstat breach --template > FICHIER\n\nÉcrit, pour chaque responsable du traitement que nomme FICHIER, les projets de ce qu'une perte de données personnelles oblige à dire (à la CNIL, à une autorité du RGPD, à la CAI du Québec, au PFPDT suisse et aux personnes), son registre, et le délai ; et, si FICHIER nomme un sous-traitant (processor), la lettre qu'il lui doit. Ce qui manque est listé, rien n'est envoyé.",
		"FILE -o FOLDER [--bundle BUNDLE]... [--policy FILE] [--for cnil|gdpr|quebec|switzerland|people|processor] [--lang fr|en] [--at TIME] [--paper letter|a4]\nconstat breach --template > FILE\n\nWrites, for each controller that FILE names, drafts of what a loss of personal data obliges to tell (to the CNIL, to an authority of the GDPR, to Quebec's CAI, to the Swiss FDPIC and to the people), its register, and the time allowed; and, where FILE names a processor, the letter that it owes to each. What is missing is listed, nothing is sent.")
	if code, done := o.parse(args, help, 0, 1); done {
		return code
	}
	if b.lang = o.lang(); *template {
		fmt.Fprint(stdout, breach.Template(b.lang))
		return 0
	}
	err := b.run(o.Args(), stdout)
	var broken *brokenError
	switch {
	case errors.As(err, &broken):
		bundle.Print(stderr, b.lang, broken.checks)
		return 1
	case err != nil:
		return o.fail(err)
	}
	return 0
}

// What a folder of drafts holds.
const (
	noticesName, registerName, deadlinesName = "notices.json", "register", "deadlines.csv"
)

// A breaching is one call of the command.
type breaching struct {
	reporting
	bundles, only []string
	dir           string
}

func (b breaching) run(files []string, stdout io.Writer) error {
	if len(files) == 0 || b.dir == "" {
		return errors.New(say("il faut FICHIER et -o DOSSIER ; « constat breach --template » écrit un fichier à remplir", "FILE and -o FOLDER are wanted; constat breach --template prints a file to fill in").In(b.lang))
	}
	for _, w := range b.only {
		if all := append(slices.Clone(breach.Regimes), breach.People, breach.ByProcessor); !slices.Contains(all, w) {
			return errors.New(say("--for %q : il y a %s", "--for %q: there are %s", w, strings.Join(all, ", ")).In(b.lang))
		}
	}
	f, err := readBreach(files[0], b.lang)
	if err != nil {
		return err
	}
	if slices.Contains(b.only, breach.ByProcessor) && f.Processor == nil {
		return errors.New(say("--for processor : FICHIER ne nomme aucun sous-traitant ; remplissez « processor », avec « name »", "--for processor: FILE names no processor; fill in processor, with its name").In(b.lang))
	}
	d, err := b.shown()
	if err != nil {
		return err
	}
	ask, err := b.asking(d)
	if err != nil {
		return err
	}
	if err := os.Mkdir(b.dir, 0o700); err != nil {
		return err
	}
	if err := b.write(f, d, ask, stdout); err != nil {
		return errors.Join(err, os.RemoveAll(b.dir)) // ours: it was made just now
	}
	return nil
}

// readBreach reads declarations. No error repeats what they hold.
func readBreach(path, l string) (*breach.File, error) {
	text, err := readWithin(path, maxTermsFile)
	if err != nil {
		return nil, fmt.Errorf("read declarations: %w", err)
	}
	f, err := breach.Parse(text, func(name string) (record.Hash, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(path), name)
		}
		data, err := readWithin(name, maxReport)
		return record.Sum(data), err
	})
	var bad *contract.MistakeError
	if errors.As(err, &bad) {
		return nil, fmt.Errorf("%s:\n%s", path, bad.In(l))
	}
	return f, err
}

// shown is the dossier of the bundles; nil where none are given.
func (b breaching) shown() (*dossier.Dossier, error) {
	if len(b.bundles) == 0 {
		return nil, nil
	}
	asked := b.reporting
	asked.at, asked.zone, asked.paper = "", "UTC", "letter"
	recipe, believed, err := asked.asked()
	if err != nil {
		return nil, err
	}
	proofs, err := verifyAll(b.bundles, believed)
	if err != nil {
		return nil, err
	}
	if checks := allChecks(proofs); bundle.Judge(checks) == bundle.Broken {
		return nil, &brokenError{checks}
	}
	made, err := compose(recipe, proofs, false)
	if err != nil {
		return nil, err
	}
	return made.dossier, nil
}

// asking is what is asked for, and of which day: no draft is older than what it
// rests on.
func (b breaching) asking(d *dossier.Dossier) (a breach.Ask, err error) {
	if a.Lang, err = lang.For(b.lang); err != nil {
		return a, err
	}
	a.Only, a.At = b.only, record.At(now())
	if b.at != "" {
		t, err := time.Parse(time.RFC3339, b.at)
		if err != nil {
			return a, fmt.Errorf("--at %q; write it as 2026-11-22T06:00:00-05:00", b.at)
		}
		a.At, a.Chosen = record.At(t), true
	}
	if d == nil || a.At >= d.At.Instant {
		return a, nil
	}
	if a.Chosen {
		return a, fmt.Errorf("--at: %w", errors.New(say("les preuves sont plus récentes, du %s", "the evidence is newer, of %s", d.At.Instant).In(b.lang)))
	}
	a.At = d.At.Instant
	return a, nil
}

// write writes a folder for each controller, which holds nothing of another,
// and the table of what is due for whoever prepares them.
func (b breaching) write(f *breach.File, d *dossier.Dossier, a breach.Ask, stdout io.Writer) error {
	notices := breach.Notices(f, d, a)
	drawn := int64(0)
	for _, c := range f.Controllers {
		dir := filepath.Join(b.dir, c.ID)
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		var own []*breach.Notice
		for _, n := range notices {
			if n.Controller != c.ID {
				continue
			}
			own = append(own, n)
			if n.Duty == breach.NotDue {
				continue
			}
			if err := b.draw(filepath.Join(dir, n.Name()+".pdf"), n, d); err != nil {
				return err
			}
			drawn++
		}
		if err := keepOwn(dir, f, d, c.ID, own, a); err != nil {
			return err
		}
	}
	table, err := export.Deadlines(notices)
	if err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(b.dir, deadlinesName), table, false); err != nil {
		return err
	}
	b.told(stdout, notices, a.Lang, drawn)
	return nil
}

func (b breaching) draw(path string, n *breach.Notice, d *dossier.Dossier) error {
	paper := b.paper
	if paper == "" {
		paper = map[bool]string{true: "letter", false: "a4"}[n.Letter()]
	}
	var out bytes.Buffer
	if err := pdf.WriteBreach(&out, n, d, pdf.BreachOptions{Lang: b.lang, Paper: paper, Zone: n.Zone()}); err != nil {
		return err
	}
	return writeWhole(path, out.Bytes(), false)
}

// keepOwn writes what a controller keeps: its notices as data, and its register.
func keepOwn(dir string, f *breach.File, d *dossier.Dossier, id string, own []*breach.Notice, a breach.Ask) error {
	entries := breach.Register(f, d, id, a)
	data, err := breach.JSON(append([]*breach.Notice{}, own...))
	if err != nil {
		return err
	}
	list, err := breach.RegisterJSON(entries)
	if err != nil {
		return err
	}
	table, err := export.Register(entries)
	if err != nil {
		return err
	}
	for name, text := range map[string][]byte{noticesName: data, registerName + ".json": list, registerName + ".csv": table} {
		if err := writeWhole(filepath.Join(dir, name), text, false); err != nil {
			return err
		}
	}
	return nil
}

// told says what was written, by when it is to be told and what is missing. It
// names controllers by their ids alone.
func (b breaching) told(w io.Writer, notices []*breach.Notice, l *lang.Language, drawn int64) {
	t := l.Breach.Told
	fmt.Fprintln(w, t.Wrote(drawn, b.dir))
	for _, n := range notices {
		to := n.Addressee(l)
		if n.Duty == breach.NotDue {
			fmt.Fprintln(w, t.NotDue(n.Controller, to))
			continue
		}
		if left := n.Clock.Left; left != nil && n.To == breach.Authority {
			end := n.Clock.First().Instant.Time().In(n.Zone())
			span, due := time.Duration(*left)*time.Millisecond, l.Time.Instant(end)+" ("+lang.Offset(end)+")"
			if span >= 0 {
				fmt.Fprintln(w, t.Clock(n.Controller, to, due, l.Duration(span)))
			} else {
				fmt.Fprintln(w, t.Over(n.Controller, to, due, l.Duration(-span)))
			}
		}
		if len(n.Missing) > 0 {
			fmt.Fprintln(w, t.Lacking(n.Controller, to, int64(len(n.Missing))))
		}
	}
}
