package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"constat/collector/inventory"
	"constat/collector/probe"
	"constat/store/record"
)

// What an inventory gets when it says nothing.
const (
	defaultListing = 24 * time.Hour
	longestListing = 6 * time.Hour // of the interval, unless said otherwise
	defaultRead    = 1 << 30       // bytes of content a day
)

// An Inventory is what a target holds, and how it is looked at.
type Inventory struct {
	URL string // file, webdav(s), sftp, ftp, s3 or http(s); without credentials
	// Read is how many bytes of content are read a day: 1GiB unless said
	// otherwise, 0 for none.
	Read int64
	// Keep is how many bytes of contents that a crawl read are kept, over the life
	// of the target; 0 for none. Of a site followed from page to page.
	Keep int64
	// Secret is the file with what it takes to get in, relative to the
	// configuration, which nobody else can read.
	Secret string
	// Records is set where a number is picked out of an answer instead: a JSON
	// path as $.total, or a pattern with one group.
	Records string
	// Query is what a database is asked: one SELECT whose answer is one number.
	Query string
}

// Question returns what is asked.
func (i Inventory) Question(timeout time.Duration) record.Question {
	return record.Question{Kind: record.AskInventory, URL: i.URL, Timeout: timeout.Milliseconds(), Read: i.Read, Pick: i.Records + i.Query}
}

// Address returns where a target is, whatever is asked of it.
func (t Target) Address() string {
	if t.Inventory != nil {
		return t.Inventory.URL
	}
	return t.URL
}

// inventoryFields are the keys of a target that is asked what it holds.
func (r *configReader) inventoryFields(i *Inventory) []configField {
	return []configField{
		{name: "inventory", read: func(n ast.Node) { i.URL = r.store(n) }},
		{name: "read", read: func(n ast.Node) { i.Read = r.perDay(n) }},
		{name: "keep", read: func(n ast.Node) { i.Keep = r.budget(n) }},
		{name: "secret", read: func(n ast.Node) { i.Secret, _ = r.text(n) }},
		{name: "records", read: func(n ast.Node) { i.Records = r.pick(n) }},
		{name: "query", read: func(n ast.Node) { i.Query = r.query(n) }},
	}
}

// store reads the address of a store.
func (r *configReader) store(n ast.Node) string {
	s, ok := r.text(n)
	if !ok {
		return ""
	}
	what, hint := checkStore(s)
	if what != (Phrase{}) {
		r.at(n, what, hint)
		return ""
	}
	return s
}

func checkStore(s string) (what, hint Phrase) {
	scheme, rest, _ := strings.Cut(s, "://")
	if scheme != "file" {
		return checkURL(s, inventory.Schemes())
	}
	if u, err := url.Parse(s); err != nil || u.Host != "" || !filepath.IsAbs(u.Path) || strings.ContainsAny(s, "?#") {
		return say("%q n'est pas un dossier de cette machine", "%q is not a folder of this machine", s), say("écrivez-le comme %q", "write it as %q", "file:///"+strings.TrimLeft(rest, "/"))
	}
	return Phrase{}, Phrase{}
}

// perDay reads 1GiB/day, 0 for none.
func (r *configReader) perDay(n ast.Node) int64 {
	if i, ok := n.(*ast.IntegerNode); ok && i.GetToken().Value == "0" {
		return 0
	}
	s, ok := r.text(n)
	if !ok {
		return 0
	}
	size, day := strings.CutSuffix(s, "/day")
	if !day {
		size, day = strings.CutSuffix(s, "/jour")
	}
	m := dailyPattern.FindStringSubmatch(size)
	if !day || m == nil {
		r.at(n, say("%q n'est pas une taille par jour", "%q is not a size a day", s), say("écrivez 1GiB/day, ou 0 pour ne rien lire", "write 1GiB/day, or 0 to read nothing"))
		return 0
	}
	count, _ := strconv.ParseInt(m[1], 10, 64)
	return count * dailyUnits[m[2]]
}

// pick reads where a number stands.
func (r *configReader) pick(n ast.Node) string {
	s, ok := r.text(n)
	if ok && inventory.CheckPick(s) != nil {
		r.at(n, say("%q ne désigne pas un nombre", "%q does not point at a number", s),
			say("un chemin JSON comme $.total, ou une expression rationnelle avec un seul groupe", "a JSON path as $.total, or a regular expression with one group"))
	}
	return s
}

// checkInventory holds the keys of an inventory against those of a question.
func (r *configReader) checkInventory(n ast.Node, t *Target, i Inventory, keys map[string]ast.Node) {
	if keys["inventory"] == nil {
		r.checkAuth(t, i.Secret, keys)
		for _, k := range []string{"read", "keep", "records", "query", "secret"} {
			if keys[k] != nil && !(k == "secret" && keys["auth"] != nil) {
				r.at(keys[k], say("%q va avec un inventaire", "%q goes with an inventory", k), withoutInventory(k))
			}
		}
		return
	}
	for _, k := range append(slices.Clone(pageKeys), "url", "conditions") {
		if keys[k] != nil {
			r.at(keys[k], say("%q n'a pas cours pour un inventaire", "%q has no place in an inventory", k), say("enlevez cette clé ; une cible répond ou contient, deux cibles font les deux", "leave this key out; a target answers or holds, two targets do both"))
		}
	}
	if keys["interval"] == nil {
		t.Interval = defaultListing
	}
	if keys["timeout"] == nil {
		t.Timeout = min(longestListing, t.Interval)
	}
	r.checkDatabase(n, i, keys)
	r.checkKeep(i, keys)
	if i.Records != "" && !strings.HasPrefix(i.URL, "http") {
		r.at(keys["records"], say("un nombre se lit dans une réponse http", "a number is read in an http answer"), Phrase{})
	}
	if i.Records != "" || i.Query != "" {
		i.Read = 0
	}
	t.Method, t.BodyLimit, t.Headers, t.Conditions, t.URL = "", 0, nil, nil, ""
	t.Inventory = &i
}

// secrets reads what it takes to list targets or to be let in, by their names.
func secrets(dir string, c *Config) (map[string]inventory.Secret, error) {
	all := map[string]inventory.Secret{}
	for _, t := range c.Targets {
		s, err := secretOf(dir, t)
		if err != nil {
			return nil, fmt.Errorf("target %q: %w", t.Name, err)
		}
		all[t.Name] = s
	}
	return all, nil
}

// secretOf reads the secret of one target, nil where it has none.
func secretOf(dir string, t Target) (inventory.Secret, error) {
	path := t.Secret
	if t.Inventory != nil {
		path = t.Inventory.Secret
	}
	if path == "" {
		return nil, nil
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	s, err := inventory.ReadSecret(path)
	if err == nil && t.Auth != "" {
		if _, err = probe.Authorization(t.Auth, s); err != nil {
			return nil, fmt.Errorf("secret %q: %w", path, err)
		}
	}
	return s, err
}
