package report

import (
	"cmp"
	"fmt"
	"slices"

	"constat/report/dossier"
	"constat/report/loss"
	"constat/store/bundle"
	"constat/store/record"
)

// catalogues adds the default pages that logs name to those that the program
// knows: each counts for what was received after it was entered, so that none
// is written for what it is to find. What was received is told by the order of the
// log, and by no time that an entry before gives as later. A reader's own catalogue is alone.
func (b *builder) catalogues() error {
	var added []loss.Added
	for _, a := range b.accounts {
		var since record.Instant
		for _, item := range a.entries {
			since = max(since, enteredAt(item.Entry))
			w, ok := item.Entry.(record.Watch)
			if !ok || w.Catalogue.IsZero() || slices.ContainsFunc(b.added, func(x dossier.AddedCatalogue) bool { return x.Log == a.origin && x.SHA256 == w.Catalogue }) {
				continue
			}
			text, err := a.file(w.Catalogue)
			if err != nil {
				return err
			}
			c, err := loss.ParseCatalogue(text)
			if err != nil {
				b.forms.checks = append(b.forms.checks, catalogueCheck(a.origin, item.Leaf))
				continue
			}
			b.added = append(b.added, dossier.AddedCatalogue{Name: c.Name, Version: c.Version, SHA256: c.Digest, Pages: len(c.Pages), Log: a.origin, Since: dossier.Known(since), Proof: dossier.Ref{Log: a.origin, Leaf: item.Leaf, Item: -1}})
			added = append(added, loss.Added{Catalogue: c, Since: since, Ref: loss.Ref{Log: a.origin, Leaf: item.Leaf, Item: -1}})
		}
	}
	slices.SortStableFunc(b.added, func(x, y dossier.AddedCatalogue) int {
		return cmp.Or(cmp.Compare(x.Since.Instant, y.Since.Instant), cmp.Compare(x.Log, y.Log), cmp.Compare(x.Proof.Leaf, y.Proof.Leaf))
	})
	b.opt.Catalogue = b.opt.Catalogue.With(added)
	return nil
}

// enteredAt is when an entry of the vantage's own was made, by its clock; 0 where
// its times may lie elsewhere.
func enteredAt(e record.Entry) record.Instant {
	switch e := e.(type) {
	case record.Watch:
		return e.Time
	case record.Seal:
		return e.Time
	case record.Anchor:
		return e.Time
	}
	return 0
}

// file is one that lies beside a's log, from whichever bundle holds it.
func (a *account) file(h record.Hash) (text []byte, err error) {
	for _, l := range a.logs {
		if text, err = l.File(h); err == nil {
			return text, nil
		}
	}
	return nil, err
}

func catalogueCheck(origin string, leaf int64) bundle.Check {
	return bundle.Check{Log: origin, Head: bundle.Integrity, Name: "catalogue", Result: bundle.Unchecked, Detail: bundle.Words{
		French:  fmt.Sprintf("le catalogue de pages par défaut que nomme l’entrée %d ne se lit pas : rien n’est reconnu d’après lui", leaf),
		English: fmt.Sprintf("the catalogue of default pages that leaf %d names cannot be read: nothing is recognised by it", leaf),
	}}
}

// names says what providers are called in full, by the word that is used for
// each, in the order in which logs first said so.
func (b *builder) names() {
	for _, s := range b.subjects {
		for _, q := range s.sources {
			for _, d := range q.chain.definitions {
				b.named(d.Provider, d.ProviderName)
			}
		}
	}
}

func (b *builder) named(provider, name string) {
	if name == "" {
		return
	}
	i := slices.IndexFunc(b.d.Providers, func(p dossier.Provider) bool { return p.Provider == provider })
	if i < 0 {
		b.d.Providers = append(b.d.Providers, dossier.Provider{Provider: provider})
		i = len(b.d.Providers) - 1
	}
	if p := &b.d.Providers[i]; !slices.Contains(p.Names, name) {
		p.Names = append(p.Names, name)
	}
}
