package bundle

import (
	"maps"
	"slices"
	"strings"

	"constat/store/record"
)

// Absent returns the vantages that the reader's policy names and of which no
// log is among bundles, each once and in order. A vantage that is left out may
// have seen otherwise, and nothing in the logs that are shown would tell.
func Absent(bundles ...*Bundle) []string {
	names, shown := map[string]bool{}, map[string]bool{}
	for _, b := range bundles {
		for _, l := range b.Logs {
			shown[vantageOf(l.Origin)] = true
		}
		if b.policy == nil {
			continue
		}
		for _, v := range b.policy.Logs {
			names[vantageOf(v.Name())] = true
		}
	}
	maps.DeleteFunc(names, func(name string, _ bool) bool { return shown[name] })
	return slices.Sorted(maps.Keys(names))
}

// vantageOf is whose log an origin names: its epochs are one vantage's.
func vantageOf(origin string) string {
	if name, _, ok := record.Epoch(origin); ok {
		return name
	}
	return origin
}

// someNames is how many absent vantages a line names.
const someNames = 8

// absent says which vantages of the policy are not shown. It is not for the
// bundles to prove that nobody else watched, so nothing fails or is missing:
// counsel may name all the members in one policy.
func absent(all []Check, bundles []*Bundle) []Check {
	names := Absent(bundles...)
	if len(names) == 0 || Judge(all) == Broken {
		return nil
	}
	var first string
	for _, b := range bundles {
		for _, l := range b.Logs {
			if first == "" || l.Origin < first {
				first = l.Origin
			}
		}
	}
	count := of(len(names), "autre point d’observation, qui n’est pas montré ici", "autres points d’observation, qui ne sont pas montrés ici",
		"other vantage that is not shown here", "other vantages that are not shown here")
	list, more := strings.Join(names[:min(len(names), someNames)], ", "), Words{}
	if n := len(names) - someNames; n > 0 {
		more = of(n, "de plus", "de plus", "more", "more")
		more = say(" et %[1]s", " and %[2]s", more.French, more.English)
	}
	return []Check{{first, Completeness, "vantages", NotAsked, say("la politique nomme aussi %[1]s : %[3]s%[4]s", "the policy also names %[2]s: %[3]s%[5]s",
		count.French, count.English, list, more.French, more.English)}}
}
