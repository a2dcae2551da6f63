package main

import (
	"slices"

	"constat/report"
	"constat/report/dossier"
	"constat/store/record"
)

// classTwice is why a bundle that was given twice is left out the second time.
const classTwice = "twice"

// twiceOf are the words for it: of a bundle that a list names, or of one that stands alone.
func twiceOf(listed bool) Phrase {
	if listed {
		return say("le même dossier figure déjà parmi ceux de ce membre", "the same bundle is among this member's already")
	}
	return say("le même dossier a été donné deux fois ; il compte une fois", "the same bundle was given twice; it counts once")
}

// A classKey is one file of one member.
type classKey struct {
	member, name string
	sha256       record.Hash
}

// jobs are the bundles of a recipe where they lie. A bundle that was left out and is
// there is read again, as far as what was said of it can be told anew; else it is taken
// as the report says. That one was given twice follows from the recipe, and is never
// taken on anybody's word. Missing are those that count and were not given.
func (g classGiven) jobs(members []report.ClassMember, facts *dossier.Class) (jobs []classJob, unread, missing []dossier.ClassLeftOut, wrong Phrase) {
	left, wrong := leftOutOf(members, facts)
	if wrong != (Phrase{}) {
		return nil, nil, nil, wrong
	}
	whole := !slices.ContainsFunc(facts.LeftOut, func(l dossier.ClassLeftOut) bool { return g.paths[l.SHA256] == "" })
	for m, member := range members {
		j := classJob{member: member.Member, listed: member.Listed, sites: map[string][]string{}, names: map[string]string{}}
		for n, f := range member.Files {
			path, given := g.paths[f.SHA256]
			l := left[m][n]
			switch {
			case l != nil && (l.Reason == classTwice || !given || !whole && !ownFault(l.Reason)):
				unread = append(unread, *l)
			case !given:
				if !slices.ContainsFunc(missing, func(o dossier.ClassLeftOut) bool { return o.SHA256 == f.SHA256 }) {
					missing = append(missing, dossier.ClassLeftOut{Name: f.Name, SHA256: f.SHA256})
				}
			default:
				j.files, j.names[path] = append(j.files, path), f.Name
				if len(f.Sites) > 0 {
					j.sites[path] = f.Sites
				}
			}
		}
		if len(j.files) > 0 {
			jobs = append(jobs, j)
		}
	}
	return jobs, unread, missing, Phrase{}
}

// ownFault reports whether a bundle was left out for what is wrong with itself alone.
func ownFault(reason string) bool { return reason == "broken" || reason == "unnamed-key" }

// afterReading reports whether a bundle verified, and was left out for what others hold.
func afterReading(reason string) bool {
	return reason == "mixed" || reason == "nothing" || reason == "two-histories"
}

// leftOutOf tells of each file of a recipe, by member and place, which row of the
// bundles left out is its own. A row of no file, and one that says of a bundle that
// it was given twice where it was not, is refused: no report of ours has one.
func leftOutOf(members []report.ClassMember, facts *dossier.Class) ([][]*dossier.ClassLeftOut, Phrase) {
	rows := map[classKey][]*dossier.ClassLeftOut{}
	sizes := map[record.Hash]int64{}
	for _, b := range facts.Bundles {
		sizes[b.SHA256] = b.Bytes
	}
	for i := range facts.LeftOut {
		l := &facts.LeftOut[i]
		key := classKey{l.Member, l.Name, l.SHA256}
		if l.Reason != classTwice {
			rows[key] = append(rows[key], l)
			sizes[l.SHA256] = l.Bytes
		}
	}
	var again []dossier.ClassLeftOut
	loose := map[record.Hash]bool{}
	out := make([][]*dossier.ClassLeftOut, len(members))
	for m, member := range members {
		seen := loose
		if member.Listed {
			seen = map[record.Hash]bool{}
		}
		out[m] = make([]*dossier.ClassLeftOut, len(member.Files))
		for n, f := range member.Files {
			key := classKey{member.Member, f.Name, f.SHA256}
			switch list := rows[key]; {
			case seen[f.SHA256] && !f.SHA256.IsZero():
				words := twiceOf(member.Listed)
				l := dossier.ClassLeftOut{Name: f.Name, SHA256: f.SHA256, Bytes: sizes[f.SHA256], Member: member.Member, Reason: classTwice, Detail: words.EN, French: words.FR}
				again, out[m][n] = append(again, l), &l
			case len(list) > 0:
				out[m][n], rows[key] = list[0], list[1:]
				seen[f.SHA256] = member.Listed && afterReading(list[0].Reason)
			default:
				seen[f.SHA256] = true
			}
		}
	}
	for _, list := range rows {
		if len(list) > 0 {
			return nil, say("le dossier laissé de côté %q n'est aucun de ceux qui ont été donnés", "the bundle left out %q is none of those that were given", list[0].Name)
		}
	}
	for _, l := range facts.LeftOut {
		if l.Reason != classTwice {
			continue
		}
		i := slices.Index(again, l)
		if i < 0 {
			return nil, say("le dossier %q est dit donné deux fois, et ne l'a pas été, ou l'est en d'autres mots que ceux de ce programme", "the bundle %q is said to be given twice, and was not, or is so in other words than this program's", l.Name)
		}
		again = slices.Delete(again, i, i+1)
	}
	if len(again) > 0 {
		return nil, say("le dossier %q a été donné deux fois, et le rapport ne le dit pas", "the bundle %q was given twice, and the report does not say so", again[0].Name)
	}
	return out, Phrase{}
}
