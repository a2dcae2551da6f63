package bundle

import (
	"cmp"
	"fmt"
	"slices"

	"constat/store/record"
	"constat/store/seal"
)

// A lineage is all logs that are shown, by key: an epoch each.
type lineage struct {
	keys   []string // in order of origin
	logs   map[string][]*Log
	checks checks
}

// Epochs checks how the logs of each vantage follow one another, over all
// bundles together. Where a vantage has one epoch it says nothing.
func Epochs(bundles ...*Bundle) []Check {
	g := &lineage{logs: map[string][]*Log{}}
	for _, b := range bundles {
		for _, l := range b.Logs {
			if g.logs[l.Key] == nil {
				g.keys = append(g.keys, l.Key)
			}
			g.logs[l.Key] = append(g.logs[l.Key], l)
		}
	}
	slices.SortFunc(g.keys, func(a, b string) int { return cmp.Or(cmp.Compare(nameOf(a), nameOf(b)), cmp.Compare(a, b)) })
	g.twins()
	for _, key := range g.keys {
		g.after(key)
		g.before(key)
	}
	return g.checks.list
}

// follows returns what the log of a key says of the one before it.
func (g *lineage) follows(key string) (record.Successor, bool) {
	for _, l := range g.logs[key] {
		if s, ok := l.Follows(); ok {
			return s, true
		}
	}
	return record.Successor{}, false
}

func (g *lineage) closed(key string) (c record.Close, leaf int64, ok bool) {
	for _, l := range g.logs[key] {
		if c, leaf, ok := l.Closed(); ok {
			return c, leaf, true
		}
	}
	return c, -1, false
}

func (g *lineage) say(key string, r Result, w Words) {
	g.checks.log = nameOf(key)
	g.checks.add(History, "epochs", r, w)
}

// twins fails two logs that follow the same one.
func (g *lineage) twins() {
	first := map[string]string{}
	for _, key := range g.keys {
		s, ok := g.follows(key)
		if !ok {
			continue
		}
		if other := first[s.Predecessor]; other != "" {
			g.say(key, Failed, say("deux journaux disent continuer %[1]s, sous deux clés (%[2]s et %[3]s)\u00a0: l’un d’eux n’en est pas la suite",
				"two successors of one log: both say that they go on with %[1]s, under two keys (%[2]s and %[3]s)", nameOf(s.Predecessor), other, key))
			continue
		}
		first[s.Predecessor] = key
	}
}

// after checks what a log's close says of the one that follows.
func (g *lineage) after(key string) {
	c, _, ok := g.closed(key)
	if !ok {
		return
	}
	for _, other := range g.keys {
		if nameOf(other) == nameOf(c.Successor) && other != c.Successor {
			g.say(key, Failed, say("%[1]s a été fermé en faveur de la clé %[2]s, mais le journal montré à la suite a la clé %[3]s",
				"%[1]s was closed in favour of the key %[2]s, but the log shown after it has the key %[3]s", nameOf(key), c.Successor, other))
		}
	}
	if g.logs[c.Successor] == nil {
		g.say(key, OK, say("ce journal a été fermé le %[1]s (%[2]s) en faveur de %[4]s, qui n’est pas montré ici",
			"this log was closed on %[1]s (%[3]s) in favour of %[4]s, which is not shown here", c.Time, french[c.Reason], c.Reason, nameOf(c.Successor)))
	}
}

var french = map[string]string{"rotation": "remplacement de la clé", "theft": "vol de la clé", "loss": "perte de la clé"}

// before checks what a log says of the one that it follows.
func (g *lineage) before(key string) {
	s, ok := g.follows(key)
	if !ok {
		return
	}
	g.early(key, s)
	if g.logs[s.Predecessor] == nil {
		g.absent(key, s)
		return
	}
	cited, err := g.cited(s)
	if err != nil {
		g.say(key, Failed, Words{fmt.Sprintf("ce journal ne continue pas %s tel qu’il est montré (détail\u00a0: %s)", nameOf(s.Predecessor), err), err.Error()})
		return
	}
	if !cited {
		g.say(key, Unchecked, say("%[1]s n’est pas montré jusqu’à la tête que ce journal cite (%[2]d entrées)\u00a0: la suite n’est pas vérifiée",
			"%[1]s is not shown up to the checkpoint that this log cites (%[2]d leaves): that one follows the other is not checked", nameOf(s.Predecessor), s.Head.Size))
		return
	}
	g.announced(key, s)
}

// absent says that the log before is not shown, or fails one of its name that
// is another.
func (g *lineage) absent(key string, s record.Successor) {
	for _, other := range g.keys {
		if nameOf(other) == nameOf(s.Predecessor) {
			g.say(key, Failed, say("ce journal continue la clé %[1]s, mais le journal montré sous ce nom a la clé %[2]s",
				"this log goes on with the key %[1]s, but the log shown under that name has the key %[2]s", s.Predecessor, other))
			return
		}
	}
	words := say("ce journal continue %[1]s (%[2]s), qui n’est pas montré\u00a0: ni ce qu’il a consigné, ni ce qu’il a annoncé n’est vérifié",
		"this log goes on with %[1]s (%[3]s), which is not shown: neither what it recorded nor what it announced is checked", nameOf(s.Predecessor), french[s.Reason], s.Reason)
	g.say(key, Unchecked, words)
}

// cited compares the checkpoint that a log cites with its predecessor, and
// reports whether it could. After a loss nothing may have been signed beyond.
func (g *lineage) cited(s record.Successor) (found bool, err error) {
	for _, l := range g.logs[s.Predecessor] {
		size := s.Head.Size
		root, known := l.cited()[size]
		if computed, err := seal.Root(size, within(l.known(), 0)); err == nil && size <= l.Head.Size {
			root, known = record.Hash(computed), true
		}
		if known && root != s.Head.Root {
			return false, fmt.Errorf("the log after %s cites another history of it: its first %d leaves have another root than those shown", l.Origin, size)
		}
		if s.Reason == "loss" && l.Head.Size > size {
			return false, fmt.Errorf("the key of %s is said to be lost after %d leaves, and signed %d", l.Origin, size, l.Head.Size)
		}
		found = found || known
	}
	return found, nil
}

// announced checks what the log before said of its end.
func (g *lineage) announced(key string, s record.Successor) {
	c, leaf, closed := g.closed(s.Predecessor)
	name := nameOf(s.Predecessor)
	switch {
	case closed && c.Successor != key: // said above
	case closed && c.Reason != s.Reason:
		g.say(key, Failed, say("%[1]s dit finir par %[2]s, ce journal dit le continuer après %[3]s",
			"%[1]s ends for another reason (%[4]s) than this log gives for going on with it (%[5]s)", name, french[c.Reason], french[s.Reason], c.Reason, s.Reason))
	case closed && leaf >= s.Head.Size:
		g.say(key, Failed, say("la tête de %[1]s que ce journal cite est d’avant sa fermeture", "the checkpoint of %[1]s that this log cites is from before it was closed", name))
	case closed && s.Reason == "theft":
		g.say(key, OK, say("ce journal cite la dernière tête de %[1]s, fermé en sa faveur parce que sa clé a été volée\u00a0: qui l’a volée pouvait aussi signer cela",
			"this log cites the last checkpoint of %[1]s, closed in its favour because its key was stolen: who stole it could sign that too", name))
	case closed:
		g.say(key, OK, say("ce journal cite la dernière tête de %[1]s, qui a été fermé en sa faveur", "this log cites the last checkpoint of %[1]s, which was closed in its favour", name))
	case s.Reason == "loss":
		g.say(key, Unchecked, say("la clé de %[1]s a été perdue\u00a0: rien de ce qu’elle a signé n’annonce ce journal", "the key of %[1]s was lost: nothing that it signed announces this log", name))
	case g.neverClosed(s):
		g.say(key, Failed, say("ce journal dit que %[1]s a été fermé (%[2]s), et rien ne l’a fermé", "this log says that %[1]s was closed (%[3]s), and nothing closed it", name, french[s.Reason], s.Reason))
	default:
		g.say(key, Unchecked, say("la fermeture de %[1]s n’est pas montrée", "the close of %[1]s is not shown", name))
	}
}

// neverClosed reports whether the seals of the log before count no close up to
// the checkpoint that s cites.
func (g *lineage) neverClosed(s record.Successor) bool {
	for _, l := range g.logs[s.Predecessor] {
		for _, item := range l.Entries {
			if e, ok := item.Entry.(record.Seal); ok && item.Leaf >= s.Head.Size-1 && e.Count(record.KindClose) == 0 {
				return true
			}
		}
	}
	return false
}
