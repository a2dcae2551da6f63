package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/inventory"
	"constat/report/lang"
	"constat/report/notify"
)

// What a destination gets when it says nothing, and what it may ask for.
const (
	defaultAfter = 2 * time.Minute
	maxAfter     = 24 * time.Hour
)

// A Notice is where somebody is told what changed.
type Notice struct {
	// To is the file with the address, relative to the configuration, which nobody
	// else can read: addresses hold passwords and people's names, and the text of a
	// configuration goes along in bundles.
	To    string
	About []string // of notify.Abouts; all where there is none
	Lang  string   // fr or en
	After time.Duration
	Zone  string // that times are told in; empty for this machine's own
}

func (r *configReader) readNotify(n ast.Node) {
	r.list(n, func(v ast.Node) {
		d := Notice{Lang: "en", After: defaultAfter}
		keys, ok := r.mapping(v, []configField{
			{name: "to", read: func(n ast.Node) { d.To = r.addressFile(n) }},
			{name: "about", read: func(n ast.Node) { d.About = r.abouts(n) }},
			{name: "lang", read: func(n ast.Node) { d.Lang = r.tongue(n) }},
			{name: "after", read: func(n ast.Node) { d.After = r.after(n) }},
			{name: "timezone", read: func(n ast.Node) { d.Zone = r.zoneName(n) }},
		})
		if ok && keys["to"] == nil {
			r.at(v, say("%q manque", "%q is missing", "to"), addressHint)
		}
		if d.To != "" && r.once(v, "notify "+d.To, d.To) {
			r.config.Notify = append(r.config.Notify, d)
		}
	})
}

var addressHint = say("nommez un fichier en mode 0600 avec la ligne %q", "name a file of mode 0600 with the line %q", "url: smtp://…")

// addressFile reads the name of a file. An address in its place is not repeated:
// it holds secrets.
func (r *configReader) addressFile(n ast.Node) string {
	s, ok := r.text(n)
	if ok && (strings.Contains(s, "://") || strings.Contains(s, "@")) {
		r.at(n, say("une adresse n'a pas sa place ici : elle porte des secrets, et ce fichier va dans les dossiers de preuve",
			"an address has no place here: it holds secrets, and this file goes into bundles"), addressHint)
		return ""
	}
	return s
}

func (r *configReader) abouts(n ast.Node) (all []string) {
	r.list(n, func(v ast.Node) {
		s, ok := r.text(v)
		switch {
		case ok && !slices.Contains(notify.Abouts, s):
			r.at(v, say("rien ne s'annonce sous %q", "nothing is told under %q", s), oneOf(notify.Abouts))
		case ok && !slices.Contains(all, s):
			all = append(all, s)
		}
	})
	return all
}

func (r *configReader) tongue(n ast.Node) string {
	s, ok := r.text(n)
	if ok && s != "fr" && s != "en" {
		r.at(n, say("langue %q inconnue", "unknown language %q", s), say("fr ou en", "fr or en"))
	}
	return s
}

func (r *configReader) after(n ast.Node) time.Duration {
	d, ok := r.duration(n)
	if ok && (d < 0 || d > maxAfter) {
		r.at(n, say("%v est hors des bornes", "%v is out of bounds", d), say("de 0s à 24h", "from 0s to 24h"))
	}
	return d
}

// An addressee is a destination and its address, which nobody is shown.
type addressee struct {
	notify.Destination
	address string
}

// addressees reads where messages go.
func addressees(dir string, c *Config) (all []addressee, err error) {
	for _, n := range c.Notify {
		path := n.To
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		s, err := inventory.ReadSecret(path)
		if err == nil && s["url"] == "" {
			err = errors.New("it has no line \"url: …\"")
		}
		if err == nil {
			err = notify.CheckAddress(s["url"])
		}
		if err != nil {
			return nil, fmt.Errorf("notify %q: %w", n.To, err)
		}
		zone := time.Local
		if n.Zone != "" {
			if zone, err = lang.Zone(n.Zone); err != nil {
				return nil, fmt.Errorf("notify %q: %w", n.To, err)
			}
		}
		all = append(all, addressee{notify.Destination{Name: n.To, About: n.About, Lang: n.Lang, After: n.After, Zone: zone}, s["url"]})
	}
	return all, nil
}
