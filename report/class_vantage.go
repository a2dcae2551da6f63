package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A crowd sorts the logs of many accounts into vantages: logs of one key, one
// machine or one lineage of epochs are one, whoever handed them in.
type crowd struct {
	parent map[string]string
	names  map[string]string // by log, as [crowd.log] calls it: its vantage's name
}

func (c *crowd) find(x string) string {
	if _, ok := c.parent[x]; !ok {
		c.parent[x] = x
	}
	for c.parent[x] != x {
		c.parent[x] = c.parent[c.parent[x]]
		x = c.parent[x]
	}
	return x
}

// join makes one of two; the smaller name stands for both, so that the order of
// accounts changes nothing.
func (c *crowd) join(x, y string) {
	x, y = c.find(x), c.find(y)
	if x > y {
		x, y = y, x
	}
	c.parent[y] = x
}

// crowdOf returns the vantages of accounts.
func crowdOf(accounts []*ClassAccount) *crowd {
	c := &crowd{parent: map[string]string{}, names: map[string]string{}}
	followed := map[string]bool{} // names of vantages that have more than one epoch
	for _, a := range accounts {
		for _, l := range a.Logs {
			followed[l.vantage] = followed[l.vantage] || l.epoch > 1
		}
	}
	for _, a := range accounts {
		here := map[string]string{}
		for _, l := range a.Logs {
			c.names["log "+l.Key] = l.vantage
			for _, m := range l.marks {
				c.join("log "+l.Key, m)
			}
			if followed[l.vantage] {
				c.join("log "+l.Key, "name "+l.vantage)
			}
			if k, ok := here[l.vantage]; ok { // one account calls them one
				c.join("log "+l.Key, "log "+k)
			}
			here[l.vantage] = l.Key
		}
	}
	return c
}

// labels names each vantage, by its root: as its logs do, with the beginning of
// a key where two have one name.
func (c *crowd) labels() map[string]string {
	byRoot := map[string][]string{}
	for log, name := range c.names {
		root := c.find(log)
		byRoot[root] = append(byRoot[root], name+"\x00"+keyOf(strings.TrimPrefix(log, "log ")))
	}
	count := map[string]int{}
	first := map[string]string{}
	for root, list := range byRoot {
		slices.Sort(list)
		first[root] = list[0]
		name, _, _ := strings.Cut(list[0], "\x00")
		count[name]++
	}
	out := map[string]string{}
	for root, both := range first {
		name, key, _ := strings.Cut(both, "\x00")
		if count[name] > 1 {
			name += " " + key[:min(8, len(key))]
		}
		out[root] = name
	}
	return out
}

// called returns, for one account, the label of each of its vantages.
func (c *crowd) called(a *ClassAccount, labels map[string]string) map[string]string {
	out := map[string]string{}
	for _, l := range a.Logs {
		out[l.vantage] = labels[c.find("log "+l.Key)]
	}
	return out
}

// renamed puts list under other names, in order and each once.
func renamed(list []string, names map[string]string) []string {
	var out []string
	for _, n := range list {
		out = append(out, cmp.Or(names[n], n))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// NumberMembers gives members to accounts of which nobody told whose they are:
// accounts that share a target are one member's. They are numbered in the order
// of the digests of their bundles.
func NumberMembers(accounts []*ClassAccount) {
	list := slices.Clone(accounts)
	slices.SortFunc(list, func(a, b *ClassAccount) int {
		return cmp.Compare(a.Files[0].SHA256.String(), b.Files[0].SHA256.String())
	})
	c := &crowd{parent: map[string]string{}}
	for _, a := range list {
		for _, s := range a.sites {
			for _, id := range s.targets {
				c.join("bundle "+a.Files[0].SHA256.String(), "target "+id.String())
			}
		}
	}
	numbers := map[string]string{}
	for _, a := range list {
		root := c.find("bundle " + a.Files[0].SHA256.String())
		if numbers[root] == "" {
			numbers[root] = strconv.Itoa(len(numbers) + 1)
		}
		a.Members = []string{numbers[root]}
	}
}
