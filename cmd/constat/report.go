package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"constat/report"
	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// reportCmd makes the PDF and the JSON of verified bundles. What does not
// verify is not printed: it returns 1 and writes nothing.
func reportCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("report", stdout, stderr)
	var r reporting
	o.StringVarP(&r.pdf, "output", "o", "", "`PDF` to write")
	o.StringVar(&r.json, "json", "", "dossier to write, as `JSON`")
	o.StringVar(&r.policy, "policy", "", "`file` of whom to believe (c2sp.org/tlog-policy)")
	o.StringVar(&r.method, "method", "", "`file` of the accounting method; the built-in one by default")
	o.StringVar(&r.catalogue, "catalogue", "", "`file` of hosts' default pages; the built-in catalogue by default")
	o.StringVar(&r.again, "recipe", "", "`report.json` of a report, to make it again: all options but the files are there")
	o.StringVar(&r.terms, "terms", "", "`file` of the contracts: their rules, fees, tickets, maintenance and losses")
	o.StringVar(&r.at, "at", "", "RFC 3339 `time`; the newest checkpoint's by default")
	o.StringVar(&r.paper, "paper", "letter", "`size`: letter, a4")
	o.StringVar(&r.zone, "zone", "UTC", "time `zone` of the text, America/Toronto")
	o.StringVar(&r.sign, "sign", "", "`file` of key and certificate: signer.pem, or PKCS #12")
	o.StringVar(&r.password, "password-file", "", "`file` with the password of a PKCS #12 file, on its first line")
	o.StringVar(&r.declarations, "declarations", "", "`PDF` of declarations ready to sign, which name the report by its digest")
	o.StringArrayVar(&r.stamps, "stamp", nil, "`URL` of an authority (RFC 3161) to attest the signature's time; others in turn")
	help := say("DOSSIER... -o FICHIER.pdf [--lang fr|en] [--policy FICHIER] [--terms FICHIER] [--method FICHIER] [--catalogue FICHIER] [--at TEMPS] [--json FICHIER] [--paper letter|a4] [--zone ZONE] [--sign FICHIER] [--stamp URL] [--declarations FICHIER.pdf]\n  DOSSIER... --recipe report.json -o FICHIER.pdf\n\nFait un rapport de dossiers vérifiés ; 1 quand l'un d'eux est brisé. Avec --recipe, refait celui auquel report.json était joint.",
		"BUNDLE... -o FILE.pdf [--lang fr|en] [--policy FILE] [--terms FILE] [--method FILE] [--catalogue FILE] [--at TIME] [--json FILE] [--paper letter|a4] [--zone ZONE] [--sign FILE] [--stamp URL] [--declarations FILE.pdf]\n  BUNDLE... --recipe report.json -o FILE.pdf\n\nMakes a report of verified bundles; 1 when one of them is broken. With --recipe, makes the one again to which report.json was attached.")
	if code, done := o.parse(args, help, 1, 10_000); done {
		return code
	}
	r.lang = o.lang()
	if name := o.besideRecipe(); r.again != "" && name != "" {
		return o.fail(fmt.Errorf("--recipe and --%s: report.json says it already", name))
	}
	err := r.run(ctx, o.Args())
	var broken *brokenError
	if errors.As(err, &broken) {
		bundle.Print(stderr, r.lang, broken.checks)
		return 1
	}
	if err != nil {
		return o.fail(err)
	}
	for _, path := range []string{r.pdf, r.declarations, r.json} {
		if path != "" && path != "-" {
			fmt.Fprintln(stdout, path)
		}
	}
	if r.sign != "" && len(r.stamps) == 0 {
		fmt.Fprintln(stderr, say("signé, mais rien n'atteste quand : donnez une autorité par --stamp", "signed, but nothing attests when: name an authority with --stamp").In(r.lang))
	}
	return 0
}

// A reporting is one call of the command.
type reporting struct {
	pdf, json, policy, method, catalogue, terms, at, paper, zone, lang string

	again string // the recipe of a report that is made again

	sign, password, declarations string
	stamps                       []string
}

type brokenError struct{ checks []bundle.Check }

func (e *brokenError) Error() string { return "a bundle is broken" }

func (r reporting) run(ctx context.Context, files []string) error {
	switch {
	case r.pdf == "" && r.json == "":
		return errors.New("no file to write; say -o FILE.pdf, or --json FILE")
	}
	if err := r.declarable(); err != nil {
		return err
	}
	recipe, believed, err := r.asked()
	if err != nil {
		return err
	}
	sign, err := r.signing(ctx, believed)
	if err != nil {
		return err
	}
	proofs, err := verifyAll(files, believed)
	if err != nil {
		return err
	}
	if checks := allChecks(proofs); bundle.Judge(checks) == bundle.Broken {
		return &brokenError{checks}
	}
	c, err := compose(recipe, proofs, r.pdf != "")
	if err != nil {
		return err
	}
	if r.pdf != "" {
		file, err := sign(c.pdf)
		if err != nil {
			return err
		}
		if err := errors.Join(writeOut(r.pdf, file), r.declare(c, file)); err != nil {
			return err
		}
	}
	if r.json != "" {
		return writeOut(r.json, c.facts)
	}
	return nil
}

// besideRecipe names a flag that was given and that a recipe holds, "" for none.
func (o *options) besideRecipe() string {
	for _, name := range []string{"policy", "method", "catalogue", "terms", "at", "paper", "zone"} {
		if o.Changed(name) {
			return name
		}
	}
	return ""
}

// asked is what the report is to be made with, and whom to believe.
func (r reporting) asked() (report.Recipe, *seal.Policy, error) {
	if r.again != "" {
		return readRecipe(r.again)
	}
	believed, policy, err := readPolicy(r.policy)
	if err != nil {
		return report.Recipe{}, nil, err
	}
	recipe, err := r.recipe(policy)
	return recipe, believed, err
}

// readRecipe reads what another report was made with, to be made again by this
// program.
func readRecipe(path string) (report.Recipe, *seal.Policy, error) {
	text, err := readWithin(path, report.MaxRecipe)
	if err != nil {
		return report.Recipe{}, nil, fmt.Errorf("read recipe: %w", err)
	}
	c, err := report.ParseRecipe(text)
	if err != nil {
		return c, nil, err
	}
	c.Built = built()
	if c.Policy == "" {
		return c, nil, nil
	}
	believed, err := seal.ParsePolicy([]byte(c.Policy))
	return c, believed, err
}

// recipe is what the flags say; time and files follow from the bundles.
func (r reporting) recipe(policy []byte) (report.Recipe, error) {
	c := report.Recipe{Built: built(), Lang: r.lang, Paper: r.paper, Zone: r.zone, Policy: string(policy)}
	if _, err := c.Location(); err != nil {
		return c, fmt.Errorf("--zone: %w", err)
	}
	if r.at != "" {
		t, err := time.Parse(time.RFC3339, r.at)
		if err != nil {
			return c, fmt.Errorf("--at %q; write it as 2026-11-22T06:00:00-05:00", r.at)
		}
		c.At = dossier.Known(record.At(t))
	}
	if r.method != "" {
		text, err := readWithin(r.method, bundle.MostText)
		if err != nil {
			return c, fmt.Errorf("read method: %w", err)
		}
		c.Method = string(text)
	}
	if r.catalogue != "" {
		text, err := readWithin(r.catalogue, bundle.MostText)
		if err != nil {
			return c, fmt.Errorf("read catalogue: %w", err)
		}
		c.Catalogue = string(text)
	}
	if r.terms != "" {
		var err error
		if c.Terms, c.Rules, err = readTerms(r.terms); err != nil {
			return c, termsTrouble(r.terms, err, r.lang)
		}
	}
	if _, err := c.Options(); err != nil {
		if r.method != "" || r.catalogue != "" {
			return c, fmt.Errorf("--method %q, --catalogue %q: %w", r.method, r.catalogue, err)
		}
		return c, err
	}
	return c, nil
}

// built is what this program is.
func built() dossier.Built { return dossier.Built{Version: version, Binary: binaryDigest()} }

// writeOut writes a file whole, or to the standard output for "-".
func writeOut(path string, b []byte) error {
	if path == "-" {
		_, err := os.Stdout.Write(b)
		return err
	}
	return writeWhole(path, b, true)
}
