package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"constat/report/lang"
	"constat/report/restore"
	"constat/store/bundle"
	"constat/store/record"
)

// restoreCmd gives back what was kept of a lost site: from bundles, or from the
// store, of which it makes one. What does not verify gives nothing: 1.
func restoreCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("restore-help", stdout, stderr)
	out := o.StringP("output", "o", "", "`folder` to write; it must not exist")
	at := o.String("at", "", "RFC 3339 `time`, or date (that day included); by default the last good state before the loss")
	policy := o.String("policy", "", "`file` of whom to believe (c2sp.org/tlog-policy)")
	help := say("SITE [DOSSIER...] -o RÉPERTOIRE [--at TEMPS] [--policy FICHIER]\n\nRend ce qui a été conservé d'un site perdu : des pages à ouvrir, les originaux à remettre en ligne, et le tout en WARC. Sans dossier de preuve, lit le registre.",
		"SITE [BUNDLE...] -o FOLDER [--at TIME] [--policy FILE]\n\nGives back what was kept of a lost site: pages to open, the originals to put online again, and all of it as WARC. Without bundles, reads the store.")
	if code, done := o.parse(args, help, 1, 10_000); done {
		return code
	}
	if *out == "" {
		return o.fail(errors.New(say("aucun répertoire ; dites -o RÉPERTOIRE", "no folder to write; say -o FOLDER").In(o.lang())))
	}
	if exists(*out) {
		return o.fail(restoreTrouble(fs.ErrExist, o.lang()))
	}
	when, err := instant(*at, true)
	if err != nil {
		return o.fail(err)
	}
	h, err := o.holdings(ctx, o.Args(), filepath.Dir(filepath.Clean(*out)), *policy, when)
	var broken *brokenError
	if errors.As(err, &broken) {
		bundle.Print(stderr, o.lang(), broken.checks)
		return 1
	}
	if err == nil {
		err = h.Write(*out, o.lang())
	}
	if err != nil {
		return o.fail(restoreTrouble(err, o.lang()))
	}
	o.given(h, *out)
	return 0
}

// holdings finds what is held of the site that words begin with; bundles follow
// it, or none where the store is to be read, of which a bundle is made in dir.
func (o *options) holdings(ctx context.Context, words []string, dir, policy string, at record.Instant) (*restore.Holdings, error) {
	site, files := words[0], words[1:]
	if len(files) == 0 {
		made, err := os.MkdirTemp(dir, ".constat-*")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(made) // what was opened stays open
		file := filepath.Join(made, "site.zip")
		if err := o.bundleOf(ctx, site, file); err != nil {
			return nil, err
		}
		files = []string{file}
	}
	r := reporting{policy: policy, lang: o.lang(), paper: "letter", zone: "UTC"}
	recipe, believed, err := r.asked()
	if err != nil {
		return nil, err
	}
	proofs, err := verifyAll(files, believed)
	if err != nil {
		return nil, err
	}
	if checks := allChecks(proofs); bundle.Judge(checks) == bundle.Broken {
		return nil, &brokenError{checks}
	}
	c, err := compose(recipe, proofs, false)
	if err != nil {
		return nil, err
	}
	return restore.Find(bundlesOf(sortProofs(proofs)), c.dossier, site, at)
}

// bundleOf has the store write all that it holds of a site. No authority is
// asked: nobody waits for the network here.
func (o *options) bundleOf(ctx context.Context, site, to string) error {
	own, err := reach(o.folder())
	if err != nil {
		return err
	}
	defer own.close()
	st, err := own.standing(ctx)
	if err != nil {
		return err
	}
	q := request{}
	var known []string
	for _, t := range st.Targets {
		switch {
		case t.Target.Control:
		case t.Target.Site == site:
			q.Sites = []string{site}
		case t.Target.Site == "" && t.Target.Name == site:
			q.Targets = []string{site}
		default:
			known = append(known, cmp.Or(t.Target.Site, t.Target.Name))
		}
	}
	if q.Sites == nil && q.Targets == nil {
		slices.Sort(known)
		return &restore.SiteError{Site: site, Known: slices.Compact(known)}
	}
	return own.bundle(ctx, q, to)
}

// given says what was chosen, what is there and what is not.
func (o *options) given(h *restore.Holdings, dir string) {
	l := lang.English
	if o.lang() == "fr" {
		l = lang.French
	}
	for _, line := range h.Chosen(l) {
		fmt.Fprintln(o.stdout, line)
	}
	pages, parts, missing := h.Count()
	o.print("Pages rendues : %d ; autres fichiers : %d ; nommés par les pages ou la liste, et manquants : %d.", "Pages given back: %d; other files: %d; named by the pages or the list, and missing: %d.", pages, parts, missing)
	o.print("À ouvrir : %s", "Open: %s", filepath.Join(dir, "index.html"))
}

// restoreTrouble says what went wrong in a language, where it is of this command alone.
func restoreTrouble(err error, l string) error {
	var site *restore.SiteError
	switch {
	case errors.As(err, &site):
		return errors.New(say("aucun site %q n'est montré ici ; il y a : %s", "no site %q is shown here; there are: %s", site.Site, strings.Join(site.Known, ", ")).In(l))
	case errors.Is(err, restore.ErrNothing):
		return errors.New(say("aucun contenu de ce site n'a été conservé", "no content of this site was kept").In(l))
	case errors.Is(err, fs.ErrExist):
		return errors.New(say("ce répertoire existe déjà ; rien n'a été changé", "this folder exists already; nothing was changed").In(l))
	}
	return err
}
