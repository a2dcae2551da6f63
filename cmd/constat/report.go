package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
	_ "time/tzdata" // a report must not depend on the machine's own zones

	"constat/report"
	"constat/report/incident"
	"constat/report/pdf"
	"constat/store/bundle"
	"constat/store/record"
)

// maxAttached bounds the bundles carried inside a PDF, in bytes together.
const maxAttached = 64 << 20

// reportCmd makes the PDF and the JSON of verified bundles. What does not
// verify is not printed: it returns 1 and writes nothing.
func reportCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("report", stdout, stderr)
	var r reporting
	o.StringVarP(&r.pdf, "output", "o", "", "PDF to write")
	o.StringVar(&r.json, "json", "", "dossier to write")
	o.StringVar(&r.policy, "policy", "", "whom to believe (c2sp.org/tlog-policy)")
	o.StringVar(&r.method, "method", "", "accounting method; the built-in one by default")
	o.StringVar(&r.terms, "terms", "", "contracts (not available yet)")
	o.StringVar(&r.at, "at", "", "RFC 3339 time; the newest checkpoint's by default")
	o.StringVar(&r.paper, "paper", "letter", "letter, a4")
	o.StringVar(&r.zone, "zone", "UTC", "time zone of the text, America/Toronto")
	help := say("DOSSIER... -o FICHIER.pdf [--lang fr|en] [--policy FICHIER] [--method FICHIER] [--at TEMPS] [--json FICHIER] [--paper letter|a4] [--zone ZONE]\n\nFait un rapport de dossiers vérifiés ; 1 quand l'un d'eux est brisé.",
		"BUNDLE... -o FILE.pdf [--lang fr|en] [--policy FILE] [--method FILE] [--at TIME] [--json FILE] [--paper letter|a4] [--zone ZONE]\n\nMakes a report of verified bundles; 1 when one of them is broken.")
	if code, done := o.parse(args, help, 1, 10_000); done {
		return code
	}
	r.lang = o.lang()
	err := r.run(o.Args())
	var broken *brokenError
	if errors.As(err, &broken) {
		bundle.Print(stderr, r.lang, broken.checks)
		return 1
	}
	if err != nil {
		return o.fail(err)
	}
	for _, path := range []string{r.pdf, r.json} {
		if path != "" && path != "-" {
			fmt.Fprintln(stdout, path)
		}
	}
	return 0
}

// A reporting is one call of the command.
type reporting struct {
	pdf, json, policy, method, terms, at, paper, zone, lang string
}

type brokenError struct{ checks []bundle.Check }

func (e *brokenError) Error() string { return "a bundle is broken" }

func (r reporting) run(files []string) error {
	switch {
	case r.terms != "":
		return errors.New("--terms is not available yet; the report is made without contracts when it is left out")
	case r.pdf == "" && r.json == "":
		return errors.New("no file to write; say -o FILE.pdf, or --json FILE")
	}
	zone, err := time.LoadLocation(r.zone)
	if err != nil {
		return fmt.Errorf("--zone %q: %w; zones are named as in America/Toronto", r.zone, err)
	}
	bundles, err := verifyAll(files, r.policy)
	if err != nil {
		return err
	}
	if checks := allChecks(bundles); bundle.Judge(checks) == bundle.Broken {
		return &brokenError{checks}
	}
	bundles = sortBundles(bundles)
	d, err := r.dossier(bundles)
	if err != nil {
		return err
	}
	text, err := d.JSON()
	if err != nil {
		return err
	}
	if r.pdf != "" {
		if err := r.writePDF(d, text, bundles, zone); err != nil {
			return err
		}
	}
	if r.json != "" {
		return writeOut(r.json, text)
	}
	return nil
}

// sortBundles makes the report a function of what the bundles hold: neither
// of the order in which they were given nor of how often.
func sortBundles(bundles []*bundle.Bundle) []*bundle.Bundle {
	slices.SortFunc(bundles, func(a, b *bundle.Bundle) int { return bytes.Compare(a.SHA256[:], b.SHA256[:]) })
	return slices.CompactFunc(bundles, func(a, b *bundle.Bundle) bool { return a.SHA256 == b.SHA256 })
}

func (r reporting) dossier(bundles []*bundle.Bundle) (*report.Dossier, error) {
	opt := report.Options{Built: report.Built{Version: version, Binary: binaryDigest()}}
	if r.at != "" {
		t, err := time.Parse(time.RFC3339, r.at)
		if err != nil {
			return nil, fmt.Errorf("--at %q; write it as 2026-11-22T06:00:00-05:00", r.at)
		}
		opt.At = record.At(t)
	}
	if r.method != "" {
		text, err := os.ReadFile(r.method)
		if err != nil {
			return nil, fmt.Errorf("read method: %w", err)
		}
		m, err := incident.ParseMethod(text)
		if err != nil {
			return nil, fmt.Errorf("method %q: %w", r.method, err)
		}
		opt.Method = &m
	}
	return report.Build(bundles, opt)
}

func (r reporting) writePDF(d *report.Dossier, dossier []byte, bundles []*bundle.Bundle, zone *time.Location) error {
	attachments := []pdf.Attachment{{Name: "dossier.json", MIME: "application/json", Data: dossier,
		Description: tr(r.lang, "Les faits de ce rapport", "The facts of this report")}}
	raw, err := r.raw(d, bundles)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, d, pdf.Options{Lang: r.lang, Paper: r.paper, Zone: zone, Attachments: append(attachments, raw...)}); err != nil {
		return err
	}
	return writeOut(r.pdf, b.Bytes())
}

// raw returns the bundles to carry inside the PDF, none where they are too
// large together: the report then names them by digest alone.
func (r reporting) raw(d *report.Dossier, bundles []*bundle.Bundle) ([]pdf.Attachment, error) {
	var out []pdf.Attachment
	var size int64
	for _, b := range bundles {
		size += b.Size
	}
	if size > maxAttached {
		return nil, nil
	}
	for _, b := range bundles {
		data, err := os.ReadFile(b.Name)
		if err != nil {
			return nil, err
		}
		if record.Sum(data) != b.SHA256 {
			return nil, fmt.Errorf("%s changed while it was read", b.Name)
		}
		i := slices.IndexFunc(d.Files, func(f report.File) bool { return f.SHA256 == b.SHA256 })
		out = append(out, pdf.Attachment{Name: d.Files[i].Name, MIME: "application/zip", Data: data,
			Description: tr(r.lang, "Les données brutes, vérifiables par constat-verify", "The raw data, to be checked with constat-verify")})
	}
	return out, nil
}

// writeOut writes a file whole, or to the standard output for "-".
func writeOut(path string, b []byte) error {
	if path == "-" {
		_, err := os.Stdout.Write(b)
		return err
	}
	return writeWhole(path, b, true)
}
