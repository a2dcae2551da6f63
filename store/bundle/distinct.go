package bundle

import (
	"strings"

	"constat/store/record"
	"constat/store/seal"
)

// Distinct compares the logs of bundles that are read together, and those that
// each carries. Two logs that share a key, a target or the secret of its probes
// are one log under two names, and must not count twice. One log that
// tells two stories under one key can be believed in neither. What it returns
// has failed; nothing is returned where nothing is wrong.
func Distinct(bundles ...*Bundle) []Check {
	var logs []*Log
	for _, b := range bundles {
		logs = append(logs, b.Logs...)
	}
	return append(namesakes(logs), histories(logs)...)
}

// namesakes finds one log that is shown under two names.
func namesakes(logs []*Log) (found []Check) {
	owners := map[string]*Log{}
	told := map[[2]string]bool{}
	for _, l := range logs {
		for mark, what := range l.marks() {
			first, ok := owners[mark]
			pair := [2]string{l.Key, what.English}
			switch {
			case !ok:
				owners[mark] = l
			case first.Key != l.Key && !told[pair]:
				told[pair] = true
				found = append(found, Check{l.Origin, Integrity, "logs", Failed, say(
					"les journaux %[1]s et %[2]s ont %[3]s : c’est un seul journal sous deux noms",
					"the logs %[1]s and %[2]s have %[4]s: they are one log under two names", first.Origin, l.Origin, what.French, what.English)})
			}
		}
	}
	sortChecks(found)
	return found
}

// marks are what no two logs share: the key itself, drawn chains, drawn
// secrets.
func (l *Log) marks() map[string]Words {
	out := map[string]Words{}
	if parts := strings.SplitN(l.Key, "+", 3); len(parts) == 3 {
		out["key "+parts[2]] = Words{"la même clé publique", "the same public key"}
	}
	for _, c := range l.Chains {
		out["chain "+c.Chain.String()] = Words{"une même cible", "one and the same target"}
		out["secret "+c.Secret.String()] = Words{"un même secret de sonde", "one and the same probe secret"}
	}
	return out
}

// histories compares what is shown more than once of one log.
func histories(logs []*Log) (found []Check) {
	byKey := map[string][]*Log{}
	for _, l := range logs {
		for _, other := range byKey[l.Key] {
			if size, differ := l.contradicts(other); differ {
				found = append(found, Check{l.Origin, History, "histories", Failed, say(
					"deux versions du journal %[1]s : ses %[2]d premières entrées ne sont pas les mêmes dans les deux dossiers",
					"two histories of one log, %[1]s: its first %[2]d entries are not the same in both bundles", l.Origin, size)})
				break
			}
		}
		byKey[l.Key] = append(byKey[l.Key], l)
	}
	sortChecks(found)
	return found
}

// contradicts compares every hash that both can compute: of shown leaves, of
// runs, of checkpoints. It returns how many leaves it takes to see a difference.
func (l *Log) contradicts(other *Log) (size int64, differ bool) {
	a, b := l.known(), other.known()
	for _, side := range [][2]map[Span]seal.Hash{{a, b}, {b, a}} {
		for span, h := range side[0] {
			got, err := seal.Root(span.Hi-span.Lo, within(side[1], span.Lo))
			if err == nil && got != h && (!differ || span.Hi < size) {
				size, differ = span.Hi, true
			}
		}
	}
	heads := l.cited()
	for n, root := range other.cited() {
		if h, ok := heads[n]; ok && h != root && (!differ || n < size) {
			size, differ = n, true
		}
		if got, err := seal.Root(n, within(a, 0)); err == nil && n > 0 && record.Hash(got) != root && (!differ || n < size) {
			size, differ = n, true
		}
	}
	return size, differ
}

// within gives the hashes of spans counted from lo.
func within(known map[Span]seal.Hash, lo int64) seal.Nodes {
	return func(s Span) (seal.Hash, bool) {
		h, ok := known[Span{Lo: lo + s.Lo, Hi: lo + s.Hi}]
		return h, ok
	}
}

// known returns the hashes of shown leaves, and those given for the rest.
func (l *Log) known() map[Span]seal.Hash {
	out := make(map[Span]seal.Hash, len(l.leaves)+len(l.nodes))
	for _, leaf := range l.leaves {
		out[Span{Lo: leaf.Index, Hi: leaf.Index + 1}] = seal.LeafHash(leaf.Bytes)
	}
	for _, n := range l.nodes {
		out[n.Span] = seal.Hash(n.Hash)
	}
	return out
}

// cited returns the roots of all checkpoints that l signed or that its shown
// seals cite.
func (l *Log) cited() map[int64]record.Hash {
	out := map[int64]record.Hash{}
	for _, item := range l.Entries {
		if s, ok := item.Entry.(record.Seal); ok && s.Previous.Size > 0 {
			out[s.Previous.Size] = s.Previous.Root
		}
	}
	for n, c := range l.heads {
		out[n] = record.Hash(c.Root)
	}
	return out
}
