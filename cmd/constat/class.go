package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/report/veil"
	"constat/store/bundle"
	"constat/store/record"
)

// classCmd makes the class report of many bundles. A bundle that does not verify
// is named in it and left out; what is left out is no error.
func classCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "open" {
		return classOpen(ctx, args[1:], stdout, stderr)
	}
	o := newOptions("class", stdout, stderr)
	var c classing
	o.StringVarP(&c.pdf, "output", "o", "", "`PDF` to write")
	o.StringVar(&c.json, "json", "", "class report to write, as `JSON`")
	o.StringVar(&c.public, "public", "", "`PDF` for the public file, without names; its figures beside it as .json")
	o.StringVar(&c.policy, "policy", "", "`file` of whom to believe (c2sp.org/tlog-policy)")
	o.StringVar(&c.list, "list", "", "`CSV`: member,bundle,sites; member - for comparison alone")
	o.StringArrayVar(&c.providers, "provider", nil, "the `provider`, as configurations name it; more than once for more than one word")
	o.StringArrayVar(&c.representatives, "representative", nil, "`member` to make a sheet of typicality of")
	o.StringVar(&c.method, "method", "", "`file` of the accounting method; the built-in one by default")
	o.StringVar(&c.at, "at", "", "RFC 3339 `time`; the newest checkpoint's by default")
	o.StringVar(&c.paper, "paper", "letter", "`size`: letter, a4")
	o.StringVar(&c.zone, "zone", "UTC", "time `zone` of the text, America/Toronto")
	o.StringVar(&c.authorising.pdf, "authorisation", "", "`PDF` of what bears on each criterion of a court: a draft for counsel; goes with --public")
	o.StringVar(&c.forum, "forum", "", "the `court`: quebec, france, belgium, us-rule-23, switzerland")
	o.StringVar(&c.register, "register", "", "`exhibit.json` of a frozen register, for its counts")
	o.StringVar(&c.sign, "sign", "", "`file` of key and certificate: signer.pem, or PKCS #12")
	o.StringVar(&c.password, "password-file", "", "`file` with the password of a PKCS #12 file, on its first line")
	o.StringArrayVar(&c.stamps, "stamp", nil, "`URL` of an authority (RFC 3161) to attest the signatures' time; others in turn")
	help := say("[DOSSIER|RÉPERTOIRE...] --provider NOM [--list FICHIER] [--representative MEMBRE] [--policy FICHIER] -o FICHIER.pdf [--json FICHIER] [--lang fr|en] [--at TEMPS] [--method FICHIER] [--paper letter|a4] [--zone ZONE] [--sign FICHIER] [--stamp URL]\n  open RAPPORT-SCELLÉ.pdf DOSSIER... --fact FAIT -o FICHIER.json   ouvre un fait de la version publique\n  … --public FICHIER.pdf --authorisation FICHIER.pdf --forum quebec|france|belgium|us-rule-23|switzerland [--register exhibit.json]\n\nFait des dossiers de nombreux membres le rapport de l'action collective : un événement, beaucoup de lésés. Ce qui ne se vérifie pas est nommé et laissé de côté. Avec --authorisation, fait aussi la pièce qui reprend un à un les critères d'un tribunal, projet pour l'avocat.",
		"[BUNDLE|FOLDER...] --provider NAME [--list FILE] [--representative MEMBER] [--policy FILE] -o FILE.pdf [--json FILE] [--lang fr|en] [--at TIME] [--method FILE] [--paper letter|a4] [--zone ZONE] [--sign FILE] [--stamp URL]\n  open SEALED-REPORT.pdf BUNDLE... --fact FACT -o FILE.json   opens a fact of the public exhibit\n  … --public FILE.pdf --authorisation FILE.pdf --forum quebec|france|belgium|us-rule-23|switzerland [--register exhibit.json]\n\nMakes the class report of many members' bundles: one event, many harmed. What does not verify is named and left out. With --authorisation, also makes the exhibit that takes the criteria of a court one by one, a draft for counsel.")
	if code, done := o.parse(args, help, 0, maxClassFiles); done {
		return code
	}
	c.lang = o.lang()
	c.langGiven, c.paperGiven = o.Changed("lang"), o.Changed("paper")
	if err := c.run(ctx, o.Args(), stderr); err != nil {
		return o.fail(err)
	}
	for _, path := range []string{c.pdf, c.json, c.public, c.authorising.pdf} {
		if path != "" && path != "-" {
			fmt.Fprintln(stdout, path)
		}
	}
	if c.sign != "" && len(c.stamps) == 0 {
		fmt.Fprintln(stderr, say("signé, mais rien n'atteste quand : donnez une autorité par --stamp", "signed, but nothing attests when: name an authority with --stamp").In(c.lang))
	}
	return 0
}

// A classing is one call of the command.
type classing struct {
	pdf, json, public, policy, list, method, at, paper, zone, lang string

	providers, representatives []string

	authorising

	sign, password string
	stamps         []string
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
	if err := c.authorising.check(c); err != nil {
		return err
	}
	believed, policy, err := readPolicy(c.policy)
	if err != nil {
		return err
	}
	recipe, err := c.recipe(policy)
	if err != nil {
		return err
	}
	sign, err := reporting{pdf: cmp.Or(c.pdf, c.public), sign: c.sign, password: c.password, stamps: c.stamps, lang: c.lang}.signing(ctx, believed)
	if err != nil {
		return err
	}
	jobs, err := c.jobs(args)
	if err != nil {
		return err
	}
	g, facts, err := gatherClass(ctx, *recipe.Sealed, recipe.Plain(), believed, jobs, nil, progressOn(stderr, c.lang))
	if err != nil {
		for _, l := range g.told() {
			fmt.Fprintln(stderr, say("laissé de côté : %q (%s)", "left out: %q (%s)", l.Name, tr(c.lang, l.French, l.Detail)).In(c.lang))
		}
		return err
	}
	recipe.Sealed.Members, recipe.Sealed.At = g.inputsOf(jobs), facts.At
	return c.write(recipe, facts, sign)
}

// recipe is what the flags say; the time and the files follow from the bundles.
func (c classing) recipe(policy []byte) (report.ClassRecipe, error) {
	r := report.ClassRecipe{Schema: report.ClassRecipeSchema, Kind: report.ClassSealed, Built: built(), Lang: c.lang, Paper: c.paper, Zone: c.zone,
		Sealed: &report.ClassInputs{Policy: string(policy), Providers: c.providers, Representatives: c.representatives}}
	if _, err := r.Plain().Location(); err != nil {
		return r, fmt.Errorf("--zone: %w", err)
	}
	if c.at != "" {
		t, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			return r, fmt.Errorf("--at %q; write it as 2026-11-22T06:00:00-05:00", c.at)
		}
		r.Sealed.At = dossier.Known(record.At(t))
	}
	if c.method != "" {
		text, err := readWithin(c.method, bundle.MostText)
		if err != nil {
			return r, fmt.Errorf("read method: %w", err)
		}
		r.Sealed.Method = string(text)
	}
	_, err := r.Plain().Options()
	return r, err
}

// write makes what was asked for: the sealed report, the exhibit for the public
// file with its figures beside it, and the one for the court.
func (c classing) write(recipe report.ClassRecipe, facts *dossier.Class, sign func([]byte) ([]byte, error)) error {
	put := func(path string, file []byte, err error) error {
		if err == nil {
			file, err = sign(file)
		}
		if err != nil {
			return err
		}
		return writeOut(path, file)
	}
	public, list, err := factsOf(facts)
	if err != nil {
		return err
	}
	if c.pdf != "" {
		file, err := drawClassReport(recipe, facts, list)
		if err := put(c.pdf, file, err); err != nil {
			return err
		}
	}
	if c.public != "" {
		if err := c.publish(recipe, public, list, put); err != nil {
			return err
		}
	}
	if c.json == "" {
		return nil
	}
	text, err := facts.JSON()
	if err != nil {
		return err
	}
	return writeOut(c.json, text)
}

// publish writes the exhibit for the public file: pages, and figures beside them;
// and what a court is asked for, which rests on it.
func (c classing) publish(recipe report.ClassRecipe, public *dossier.Class, list *veil.Facts, put func(string, []byte, error) error) error {
	text, err := public.JSON()
	if err != nil {
		return err
	}
	recipe.Kind, recipe.Sealed = report.ClassOpen, nil
	file, err := drawClassReport(recipe, public, list)
	if err := put(c.public, file, err); err != nil {
		return err
	}
	if err := writeOut(strings.TrimSuffix(c.public, ".pdf")+".json", text); err != nil || c.authorising.pdf == "" {
		return err
	}
	file, err = c.authorise(recipe, public, list)
	return put(c.authorising.pdf, file, err)
}
