package bundle

import (
	"slices"

	"constat/store/record"
)

// Together returns the checks of bundles that are read together: those of
// each, what sets them apart ([Distinct]), how the epochs of each vantage
// follow one another over all of them ([Epochs]), and which vantages of the
// reader's policy are in none of them ([Absent]).
func Together(bundles ...*Bundle) []Check {
	var all []Check
	for _, b := range bundles {
		for _, c := range b.Checks {
			// What one bundle can't tell of epochs, another may; a vantage that
			// is not in one may be in the next.
			if c.Name != "vantages" && (c.Name != "epochs" || c.Result == Failed) {
				all = append(all, c)
			}
		}
	}
	for _, c := range append(Distinct(bundles...), Epochs(bundles...)...) {
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	identify(all, bundles)
	return append(all, absent(all, bundles)...)
}

// identify believes a log that the policy does not name where one that it
// believes was closed in its favour, and those whom the policy asks for saw it
// closed: a key alone can be closed by whoever copied it, at any time. After a
// theft it doesn't: the thief could sign the same.
func identify(all []Check, bundles []*Bundle) {
	g := &lineage{logs: map[string][]*Log{}}
	var later []string
	for _, b := range bundles {
		for _, l := range b.Logs {
			if _, ok := l.Follows(); ok && g.logs[l.Key] == nil {
				later = append(later, l.Key)
			}
			g.logs[l.Key] = append(g.logs[l.Key], l)
		}
	}
	slices.SortFunc(later, func(a, b string) int {
		_, m, _ := record.Epoch(nameOf(a))
		_, n, _ := record.Epoch(nameOf(b))
		return m - n
	})
	for _, key := range later {
		s, _ := g.follows(key)
		c, _, closed := g.closed(s.Predecessor)
		if !closed || c.Successor != key || !passed(all, nameOf(key), History, "epochs") || !passed(all, nameOf(s.Predecessor), Identity, "log key") {
			continue
		}
		for i, check := range all {
			if check.Log == nameOf(key) && check.Head == Identity && check.Name == "log key" && check.Result == Unchecked {
				all[i].Result, all[i].Detail = g.byClose(c.Reason, s.Predecessor)
			}
		}
	}
}

func (g *lineage) byClose(reason, predecessor string) (Result, Words) {
	name := nameOf(predecessor)
	witnessed, stamped := g.seenClosed(predecessor)
	switch {
	case reason != "rotation":
		return Unchecked, say("la politique ne nomme pas la clé de ce journal\u00a0; celle de %[1]s, qui l’annonce, a été volée et ne prouve plus rien",
			"the policy does not name this log's key; that of %[1]s, which announces it, was stolen and proves nothing more", name)
	case !witnessed:
		return Unchecked, say("la politique ne nomme pas la clé de ce journal\u00a0; %[1]s a été fermé en sa faveur, mais les témoins que demande la politique n’ont pas cosigné cette fermeture",
			"the policy does not name this log's key; %[1]s was closed in its favour, but the witnesses that the policy asks for did not cosign that close", name)
	case !stamped:
		return Unchecked, say("la politique ne nomme pas la clé de ce journal\u00a0; %[1]s a été fermé en sa faveur, mais deux autorités indépendantes que nomme la politique n’ont pas horodaté cette fermeture",
			"the policy does not name this log's key; %[1]s was closed in its favour, but no two independent authorities that the policy names stamped that close", name)
	}
	return OK, say("la politique ne nomme pas la clé de ce journal, mais %[1]s, dont elle répond, a été fermé en sa faveur",
		"the policy does not name this log's key, but %[1]s, which it vouches for, was closed in its favour", name)
}

// seenClosed reports whether those whom the policy asks for cosigned and
// stamped the close of a log: whether none is asked for, too.
func (g *lineage) seenClosed(key string) (witnessed, stamped bool) {
	for _, l := range g.logs[key] {
		_, leaf, ok := l.Closed()
		if !ok {
			continue
		}
		_, bounded := l.NotAfter(leaf)
		witnessed = witnessed || !l.quorum || l.Single != nil && l.Single.Size > leaf
		stamped = stamped || !l.Attested || bounded
	}
	return witnessed, stamped
}

// passed reports whether a check was made of a log, and never came out other
// than well.
func passed(all []Check, log string, head Head, name string) bool {
	found := false
	for _, c := range all {
		if c.Log == log && c.Head == head && c.Name == name {
			if c.Result != OK {
				return false
			}
			found = true
		}
	}
	return found
}
