package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/registry"
)

// bundleCmd writes the evidence file, with the daemon running or not.
func bundleCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("bundle", stdout, stderr)
	out := o.StringP("output", "o", "", "`file` to write")
	var q request
	o.StringArrayVar(&q.Targets, "target", nil, "show only this `target`; several in turn")
	o.StringArrayVar(&q.Sites, "site", nil, "show only the targets of this `site`; several in turn")
	o.StringArrayVar(&q.Providers, "provider", nil, "show only the targets of this `provider`; several in turn")
	o.StringArrayVar(&q.With, "with", nil, "carry another vantage's `bundle` along")
	from := o.String("from", "", "RFC 3339 `time`, or date")
	to := o.String("to", "", "RFC 3339 `time`, or date (that day included)")
	help := say("-o FICHIER [--target NOM] [--site NOM] [--provider CLÉ] [--from TEMPS] [--to TEMPS] [--with DOSSIER]\n\nÉcrit le dossier de preuve ; ce qui n'est pas montré est compté.",
		"-o FILE [--target NAME] [--site NAME] [--provider KEY] [--from TIME] [--to TIME] [--with BUNDLE]\n\nWrites the evidence bundle; what is not shown is counted.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	var err error
	if q.From, err = instant(*from, false); err != nil {
		return o.fail(err)
	}
	if q.To, err = instant(*to, true); err != nil {
		return o.fail(err)
	}
	if *out == "" {
		return o.fail(fmt.Errorf("no file to write; say -o FILE"))
	}
	for i := range q.With {
		if q.With[i], err = filepath.Abs(q.With[i]); err != nil {
			return o.fail(err)
		}
	}
	// A configuration that cannot be read costs the stamps, not the bundle.
	if config, _, err := LoadConfig(*o.config); err == nil {
		q.Anchors, q.Witnesses = config.Anchors, config.Witnesses
	}
	own, err := reach(o.folder())
	if err != nil {
		return o.fail(err)
	}
	defer own.close()
	if err := own.bundle(ctx, q, *out); err != nil {
		return o.fail(err)
	}
	digest, err := digestOf(*out)
	if err != nil {
		return o.fail(err)
	}
	o.print("%s\nSHA-256 %s\nÀ vérifier par : constat-verify --policy POLITIQUE %s", "%s\nSHA-256 %s\nVerify with: constat-verify --policy POLICY %s", *out, digest, *out)
	o.warnRegisters(ctx, own, q.From)
	return 0
}

// warnRegisters tells which claims' registers a bundle from some time on tells of: no name of a
// member, but how many came, and when.
func (o *options) warnRegisters(ctx context.Context, own owner, from record.Instant) {
	names, _ := registry.Names(filepath.Join(o.folder(), claimsName)) // without a folder there is nothing to tell
	for _, name := range names {
		lines, err := own.registered(ctx, name)
		lines = slices.DeleteFunc(lines, func(l registeredLine) bool { return l.Time < from })
		if err != nil || len(lines) == 0 {
			continue
		}
		fmt.Fprintln(o.stderr, say("attention : le registre %q est tenu auprès de ce journal. Ce dossier de preuve ne montre rien de ce que les membres ont dit, mais leur nombre et l'heure de chaque dépôt (%d). Si le destinataire n'a pas à le savoir, tenez le registre auprès d'un journal à part : constat init DOSSIER, puis constat claim --config DOSSIER/constat.yaml.",
			"note: the register %q is kept beside this log. This bundle shows nothing of what members said, but how many they are and when each file came (%d). If whoever gets it need not know that, keep the register beside a log of its own: constat init FOLDER, then constat claim --config FOLDER/constat.yaml.", name, len(lines)).In(o.lang()))
	}
}

// instant reads a time as RFC 3339, or a date: its first instant in UTC, or
// its last.
func instant(s string, last bool) (record.Instant, error) {
	if s == "" {
		return 0, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return record.At(t), nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("time %q; write it as 2026-11-22T06:00:00-05:00 or 2026-11-22", s)
	}
	if last {
		t = t.AddDate(0, 0, 1).Add(-time.Millisecond)
	}
	return record.At(t), nil
}

func digestOf(path string) (record.Hash, error) {
	f, _, err := bundle.Open(path)
	if err != nil {
		return record.Hash{}, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return record.Hash(h.Sum(nil)), err
}
