package export

import (
	"cmp"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"constat/report/contract"
	"constat/report/dossier"
)

// A mask hides what a request does not have to show.
type mask struct {
	words  []string // the longest first
	follow bool     // hide what follows a question mark
}

// maskOf hides the words that l names and, unless it shows them, the addresses
// of the machines that asked.
func maskOf(d *dossier.Dossier, l *contract.Letter) mask {
	m := mask{follow: !l.Shows("queries")}
	for _, w := range l.Mask {
		if w != "" {
			m.words = append(m.words, w)
		}
	}
	if !l.Shows("own_addresses") {
		for _, v := range d.Vantages {
			m.words = append(m.words, machines(v)...)
		}
	}
	slices.SortFunc(m.words, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	m.words = slices.Compact(m.words)
	return m
}

// public are the addresses from which a vantage was told that it asked.
func public(v dossier.Vantage) (all []string) {
	for _, i := range v.Instrument {
		for _, e := range i.Network.Echoes {
			if e.Address != "" && !slices.Contains(all, e.Address) {
				all = append(all, e.Address)
			}
		}
	}
	return all
}

// machines are all addresses that a vantage had, its resolvers' and routers'
// too, those of the loopback left out.
func machines(v dossier.Vantage) (all []string) {
	all = public(v)
	for _, i := range v.Instrument {
		for _, list := range [][]string{i.Addresses, i.Resolvers, i.Network.Routes} {
			for _, words := range list {
				for w := range strings.FieldsSeq(words) {
					if a, ok := addressIn(w); ok && !a.IsLoopback() && !a.IsUnspecified() {
						all = append(all, a.String())
					}
				}
			}
		}
	}
	return all
}

// addressIn reads an address, alone, with a port, or with the length of its
// network.
func addressIn(w string) (netip.Addr, bool) {
	if p, err := netip.ParsePrefix(w); err == nil {
		return p.Addr(), true
	}
	if p, err := netip.ParseAddrPort(w); err == nil {
		return p.Addr(), true
	}
	a, err := netip.ParseAddr(w)
	return a, err == nil
}

// Conceal hides in any words what a request does not have to show, as the sheets
// that are sent do.
func Conceal(d *dossier.Dossier, l *contract.Letter) func(string) string { return maskOf(d, l).text }

// Where an address, a name with a password, or what follows a question mark is
// told among other words.
var (
	addressForm = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://\S+`)
	whoForm     = regexp.MustCompile(`[^\s/:@]+:[^\s/@]+@`)
	queryForm   = regexp.MustCompile(`\?\S*[\pL\pN]\S*`)
)

// text hides words, and what an address may hold, wherever they stand.
func (m mask) text(s string) string {
	s = addressForm.ReplaceAllStringFunc(s, m.told)
	s = whoForm.ReplaceAllString(s, Masked+"@")
	if m.follow {
		s = queryForm.ReplaceAllString(s, "?"+Masked) // an address hidden above stays as it is
	}
	return m.plain(s)
}

// told hides what url hides in an address that punctuation may follow.
func (m mask) told(s string) string {
	if shown := m.url(s); shown != Masked {
		return shown
	}
	bare := strings.TrimRight(s, `"':;,.)]>`)
	return m.url(bare) + s[len(bare):]
}

// plain hides words wherever they stand by themselves: 192.0.2.7 is not part of
// 192.0.2.77.
func (m mask) plain(s string) string {
	for _, w := range m.words {
		s = hidden(s, w)
	}
	return s
}

func hidden(s, w string) string {
	var b strings.Builder
	for {
		at := strings.Index(s, w)
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := at + len(w)
		if goesOn(s[:at], w, s[end:]) {
			b.WriteString(s[:end])
		} else {
			b.WriteString(s[:at] + Masked)
		}
		s = s[end:]
	}
}

// goesOn reports whether w, an address, is a part of a longer one.
func goesOn(before, w, after string) bool {
	a, err := netip.ParseAddr(w)
	if err != nil {
		return false
	}
	mark, digits := ".", "0123456789"
	if a.Is6() {
		mark, digits = ":", "0123456789abcdefABCDEF"
	}
	next := strings.TrimPrefix(after, mark)
	last := strings.TrimSuffix(before, mark)
	return next != "" && strings.Contains(digits, next[:1]) || last != "" && strings.Contains(digits, last[len(last)-1:])
}

// url hides who asks, and what follows a question mark: it can hold a secret.
func (m mask) url(s string) string {
	if _, err := url.Parse(s); err != nil {
		return Masked
	}
	rest, more := s, ""
	if at := strings.IndexAny(s, "?#"); at >= 0 {
		rest, more = s[:at], s[at:]
	}
	if m.follow && more != "" {
		more = more[:1] + Masked
	}
	if scheme, host, ok := strings.Cut(rest, "://"); ok {
		name, _, _ := strings.Cut(host, "/")
		if at := strings.LastIndex(name, "@"); at >= 0 {
			rest = scheme + "://" + Masked + name[at:] + host[len(name):]
		}
	}
	return rest + more
}
