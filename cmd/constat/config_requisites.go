package main

import (
	"time"

	"github.com/goccy/go-yaml/ast"

	"constat/collector"
	"constat/collector/inventory"
	"constat/collector/requisite"
)

// checkRequisites holds requisites against what is asked: they are asked for
// without anything that lets in, as any visitor does.
func (r *configReader) checkRequisites(t *Target, keys map[string]ast.Node) {
	if !t.Requisites {
		return
	}
	at := keys["requisites"]
	if t.kind() != "http" || t.Method != "GET" {
		r.at(at, say("seule une page demandée par GET a de quoi être remontrée", "only a page asked for by GET has requisites"), say("enlevez cette clé", "leave this key out"))
		return
	}
	for _, k := range []string{"auth", "headers", "body", "address"} {
		if keys[k] != nil {
			r.at(at, say("les éléments de cette page ne peuvent pas être demandés comme elle, à cause de %q", "because of %q the requisites of this page can't be asked for as it is", k),
				say("enlevez l'une des deux clés", "leave one of the two keys out"))
		}
	}
}

// furnished are the targets whose requisites are kept, by name.
func furnished(c *Config) map[string]bool {
	all := map[string]bool{}
	for _, t := range c.Targets {
		if t.Requisites {
			all[t.Name] = true
		}
	}
	return all
}

// furnisher asks for requisites, no faster than one host may be asked.
func furnisher(perSecond int) collector.Furnisher {
	return requisite.Asker{Agent: inventory.Agent, Pause: time.Second / time.Duration(max(1, perSecond))}.Ask
}
