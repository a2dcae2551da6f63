package main

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// maxKeep bounds what is kept of one site: a log is for ever.
const maxKeep = 1 << 40

// budget reads how much is kept in all, as 500MiB.
func (r *configReader) budget(n ast.Node) int64 {
	s, ok := r.text(n)
	if !ok {
		return 0
	}
	m := dailyPattern.FindStringSubmatch(s)
	if m == nil {
		r.at(n, say("%q n'est pas une taille", "%q is not a size", s), say("écrivez 500MiB ou 2GiB", "write 500MiB or 2GiB"))
		return 0
	}
	count, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil || count < 1 || count > maxKeep/dailyUnits[m[2]] {
		r.at(n, say("taille %q impossible", "size %q is not possible", s), say("de 1B à 1024GiB", "from 1B to 1024GiB"))
		return 0
	}
	return count * dailyUnits[m[2]]
}

// checkKeep holds keep against what is asked: contents are kept of what any
// visitor is shown.
func (r *configReader) checkKeep(i Inventory, keys map[string]ast.Node) {
	at := keys["keep"]
	switch {
	case at == nil:
	case !strings.HasPrefix(i.URL, "http://") && !strings.HasPrefix(i.URL, "https://"), keys["records"] != nil:
		r.at(at, say("seuls les contenus d'un site parcouru de page en page sont gardés", "contents are kept of a site that is followed from page to page, and of nothing else"), say("enlevez cette clé", "leave this key out"))
	case keys["secret"] != nil || keys["auth"] != nil:
		r.at(at, say("ce qu'un mot de passe ouvre n'est pas gardé", "what a password opens is not kept"), say("enlevez l'une des deux clés", "leave one of the two keys out"))
	}
}

// stocked is how many bytes are kept of each site, by its target's name.
func stocked(c *Config) map[string]int64 {
	all := map[string]int64{}
	for _, t := range c.Targets {
		if t.Inventory != nil && t.Inventory.Keep > 0 {
			all[t.Name] = t.Inventory.Keep
		}
	}
	return all
}
