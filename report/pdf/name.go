package pdf

import (
	"fmt"
	"slices"
	"strings"

	"constat/report/dossier"
)

// longName is where a name in a sentence is cut; annex C has it whole.
const longName = 48

// name sets a name from outside into a sentence.
func (s *sheet) name(name string) string { return s.l.Words.Quote(s.bare(name)) }

// oneLine puts what cannot be drawn in place of what a name on one line cannot hold.
var oneLine = strings.NewReplacer("\n", "\x00", "\r", "\x00", "\t", "\x00")

// bare is a name without its quotation marks.
func (s *sheet) bare(name string) string {
	return short(s.entire(name), longName)
}

// entire is a name at any length.
func (s *sheet) entire(name string) string {
	shown := scrub(oneLine.Replace(name))
	if strings.ContainsRune(shown, replacement()) {
		s.remember(shown, name)
	}
	return shown
}

// machine sets a machine's own words into a table: they are quoted, for nobody
// wrote them but a program, or whoever holds the log.
func (s *sheet) machine(words string) string {
	if words == "" {
		return ""
	}
	return s.l.Words.Quote(short(scrub(words), 80))
}

// cell is a name in a table, where room is scarce.
func (s *sheet) cell(name string) string { return short(s.bare(name), 26) }

// remember keeps how a name is really written, for the annex.
func (s *sheet) remember(shown, name string) {
	o := oddity{shown, escape(name)}
	if !slices.Contains(s.odd, o) {
		s.odd = append(s.odd, o)
	}
}

// escape writes what cannot be drawn as code points.
func escape(name string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(name, "\uFFFD") {
		if scrubbed := scrub(string(r)); scrubbed == string(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

func (s *sheet) bares(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, s.bare(n))
	}
	return out
}

// distinct lists what pick gives, once each, in order of first sight.
func distinct[T any](list []T, pick func(T) string) []string {
	var out []string
	for _, t := range list {
		if v := pick(t); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func (s *sheet) sites() []string { return s.sitesOf(s.everything()) }

func (s *sheet) sitesOf(list []dossier.Description) []string {
	return s.bares(distinct(list, func(t dossier.Description) string { return t.Site }))
}

// unsited are the targets and stores that were described without a site.
func (s *sheet) unsited() []string {
	return s.bares(distinct(s.everything(), func(t dossier.Description) string {
		if t.Site != "" {
			return ""
		}
		return t.Name
	}))
}

func (s *sheet) providers() []string { return s.providersOf(s.everything()) }

func (s *sheet) providersOf(list []dossier.Description) []string {
	return s.inFull(distinct(list, func(t dossier.Description) string { return t.Provider }))
}

// inFull names providers as their logs do, each with the word that is used for it
// elsewhere.
func (s *sheet) inFull(words []string) (out []string) {
	for _, word := range words {
		out = append(out, s.provider(word))
	}
	return out
}

func (s *sheet) provider(word string) string {
	i := slices.IndexFunc(s.d.Providers, func(p dossier.Provider) bool { return p.Provider == word })
	if i < 0 {
		return s.bare(word)
	}
	return s.l.List(s.bares(s.d.Providers[i].Names)) + " (" + s.bare(word) + ")"
}

// everything returns every way in which targets were described, and stores.
func (s *sheet) everything() []dossier.Description {
	all := described(s.d.Targets)
	for _, n := range s.d.Inventories {
		all = append(all, dossier.Description{Name: n.Target, Site: n.Site, Provider: n.Provider, Interval: n.Interval})
	}
	return all
}

// described returns every way in which targets were described in the period.
func described(targets []dossier.Target) (all []dossier.Description) {
	for _, t := range targets {
		all = append(all, dossier.Description{Name: t.Name, Site: t.Site, Provider: t.Provider, Interval: t.Interval})
		all = append(all, t.Descriptions...)
	}
	return all
}

func (s *sheet) vantages() []string {
	var out []string
	for _, v := range s.d.Vantages {
		if n := s.bare(v.Name); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// cite names leaves; of one that holds observations, the one meant too.
func (s *sheet) cite(refs []dossier.Ref) string {
	var out []string
	for _, r := range refs {
		place := fmt.Sprint(r.Leaf)
		if r.Item >= 0 {
			place += fmt.Sprint(".", r.Item)
		}
		out = append(out, fixSpaces(s.l.Words.Leaf(scrub(r.Log)+mayBreak, place)))
	}
	return strings.Join(out, ", ")
}

func (s *sheet) leaf(r dossier.Ref) string {
	return s.l.Words.Leaf(scrub(r.Log), fmt.Sprint(r.Leaf))
}
