package main

import (
	"errors"
	"net/http"
	"net/url"

	own "constat/collector/owner"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/warc"
)

// sights are the pages of the subjects' sites that verified bundles hold. What does not
// verify shows nothing.
func (c *claimCommand) sights(subjects []subject) (pages []own.Sight, err error) {
	policy, _, err := readPolicy(c.proof.policy)
	if err != nil {
		return nil, err
	}
	proofs, err := verifyAll(c.checking.bundles, policy)
	if err != nil {
		return nil, err
	}
	if bundle.Judge(allChecks(proofs)) == bundle.Broken {
		return nil, errors.New(c.text("un dossier de preuve ne résiste pas au contrôle ; constat verify dit pourquoi", "a bundle does not stand the check; constat verify says why"))
	}
	hosts := map[string]bool{}
	for _, s := range subjects {
		hosts[s.Asset.Host] = true
	}
	for _, p := range proofs {
		for _, l := range p.Logs {
			for _, t := range l.Targets {
				if a, err := own.ParseAsset(siteOf(t.Last().Question.URL)); err != nil || !hosts[a.Host] {
					continue
				}
				for _, item := range t.Captures {
					if s, ok := sightOf(l, item); ok {
						pages = append(pages, s)
					}
				}
			}
		}
	}
	return pages, nil
}

// siteOf leaves only scheme and host of an address, so that a port of one's own is no hindrance.
func siteOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// sightOf is a page that was answered well, whole and without a coding.
func sightOf(l *bundle.Log, item bundle.Item) (s own.Sight, ok bool) {
	k := item.Entry.(record.Capture)
	if k.Status != http.StatusOK || k.Cut {
		return s, false
	}
	fields, body, err := l.Kept(k)
	if err != nil || http.Header(fields).Get("Content-Encoding") != "" {
		return s, false
	}
	file, err := l.Capture(k.File)
	if err != nil {
		return s, false
	}
	w, err := warc.Decode(file)
	if err != nil {
		return s, false
	}
	s = own.Sight{URL: w.URI, Body: body, Log: l.Origin, Leaf: item.Leaf}
	if b, ok := l.NotAfter(item.Leaf); ok && l.Attested {
		s.NotAfter = b.Time.Time()
	}
	return s, true
}
