package main

import (
	"slices"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"constat/store/record"
)

// What a statement gets when it says nothing.
const (
	defaultSaying = 5 * time.Minute // a status page, a page of notices
	defaultTerms  = 24 * time.Hour
	statementSize = 4 << 20 // bytes of a history that are read
	statementHops = 5       // redirects followed: such pages move
)

// sayings are how often a statement is asked for, by its matter.
var sayings = map[string]time.Duration{record.MatterStatus: defaultSaying, record.MatterNotice: defaultSaying, record.MatterTerms: defaultTerms}

// saidOf returns the target that a provider's address makes by itself.
func saidOf(name, provider, url, matter string, line int) Target {
	interval := sayings[matter]
	return Target{Name: name, Provider: provider, URL: url, Method: "GET", Matter: matter, Interval: interval,
		Timeout: timeoutWithin(interval), BodyLimit: statementSize, Follow: statementHops, Line: line}
}

// kind is the kind of question that a target asks.
func (t Target) kind() string {
	if t.Matter != "" {
		return record.AskStatement
	}
	return kindOf(t.URL)
}

// statementFields are the keys of a target that is asked what a provider says.
func (r *configReader) statementFields(t *Target) []configField {
	return []configField{
		{name: "statement", read: func(n ast.Node) {
			if u, ok := r.url(n); ok {
				t.URL = u
			}
			t.Matter = orElse(t.Matter, record.MatterStatus)
		}},
		{name: "matter", read: func(n ast.Node) { t.Matter = r.matter(n) }},
	}
}

func orElse(s, or string) string {
	if s == "" {
		return or
	}
	return s
}

func (r *configReader) matter(n ast.Node) string {
	s, ok := r.text(n)
	if ok && !slices.Contains(record.Matters, s) {
		r.at(n, say("%q n'est pas ce qu'un fournisseur publie", "%q is not what a provider publishes", s), oneOf(record.Matters))
		return record.MatterStatus
	}
	return s
}

// checkStatement holds the keys of a statement against those of a question.
func (r *configReader) checkStatement(t *Target, keys map[string]ast.Node) {
	if keys["statement"] == nil {
		if keys["matter"] != nil {
			r.at(keys["matter"], say("%q va avec une publication du fournisseur", "%q goes with a provider's statement", "matter"), say("donnez %q au lieu de %q", "give %q instead of %q", "statement", "url"))
		}
		t.Matter = ""
		return
	}
	for _, k := range []string{"url", "method", "conditions", "inventory"} {
		if keys[k] != nil {
			r.at(keys[k], say("%q n'a pas cours pour une publication du fournisseur", "%q has no place in a provider's statement", k), say("enlevez cette clé : ce qui y est dit est conservé, pas jugé", "leave this key out: what it says is kept, not judged"))
		}
	}
	if t.Provider == "" {
		r.at(keys["statement"], say("cette publication n'a pas de fournisseur", "a statement without its provider"), say("ajoutez %q", "add %q", "provider"))
	}
	if keys["interval"] == nil {
		t.Interval = sayings[t.Matter]
	}
	if keys["follow"] == nil {
		t.Follow = statementHops
	}
	if keys["body_limit"] == nil {
		t.BodyLimit = statementSize
	}
}

// addStatements makes a target of each address at which a provider says
// something, unless a target of the list asks for it already.
func (r *configReader) addStatements(key string, at ast.Node, p Provider) {
	line, _ := placeOf(at)
	add := func(what, matter string, urls []string) {
		for i, url := range urls {
			name := key + "-" + what
			if i > 0 {
				name += "-" + strconv.Itoa(i+1)
			}
			r.addStatement(at, saidOf(name, key, url, matter, line))
		}
	}
	var status []string
	if p.StatusPage != "" {
		status = append(status, p.StatusPage)
	}
	add("status", record.MatterStatus, status)
	add("terms", record.MatterTerms, p.Terms)
	add("notices", record.MatterNotice, p.Notices)
}

func (r *configReader) addStatement(at ast.Node, t Target) {
	for _, other := range r.config.Targets {
		switch {
		case other.Matter != "" && other.URL == t.URL && other.Provider == t.Provider:
			return // asked as the list has it
		case other.Name == t.Name:
			r.at(at, say("le fournisseur donne une cible %q, et il y en a une à la ligne %d", "the provider makes a target %q, and there is one on line %d", t.Name, other.Line),
				say("donnez un autre nom à celle-ci", "give that one another name"))
			return
		}
	}
	r.checkQuestion(at, t)
	r.config.Targets = append(r.config.Targets, t)
}
