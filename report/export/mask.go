package export

import (
	"cmp"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"constat/report"
	"constat/report/contract"
)

// A mask hides what a request does not have to show.
type mask struct {
	words        []string // the longest first
	ours, follow bool     // hide the addresses that asked, and what follows a question mark
}

// maskOf hides the words that l names and, unless it shows them, the addresses
// of the machines that asked.
func maskOf(d *report.Dossier, l *contract.Letter) mask {
	m := mask{ours: !l.Shows("own_addresses"), follow: !l.Shows("queries")}
	for _, w := range l.Mask {
		if w != "" {
			m.words = append(m.words, w)
		}
	}
	if m.ours {
		for _, v := range d.Vantages {
			m.words = append(m.words, machines(v)...)
		}
	}
	slices.SortFunc(m.words, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	m.words = slices.Compact(m.words)
	return m
}

// public are the addresses from which a vantage was told that it asked.
func public(v report.Vantage) (all []string) {
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
func machines(v report.Vantage) (all []string) {
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

// text hides words wherever they stand by themselves: 192.0.2.7 is not part of
// 192.0.2.77.
func (m mask) text(s string) string {
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

// goesOn reports whether w, an address, goes on before or after it.
func goesOn(before, w, after string) bool {
	if _, err := netip.ParseAddr(w); err != nil {
		return false
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	last, next := strings.TrimRight(before, "."), strings.TrimLeft(after, ".")
	return before != "" && digit(before[len(before)-1]) || after != "" && digit(after[0]) ||
		last != before && last != "" && digit(last[len(last)-1]) || next != after && next != "" && digit(next[0])
}

// own hides an address of ours.
func (m mask) own(s string) string {
	if m.ours && s != "" {
		return Masked
	}
	return s
}

// url hides who asks, and what follows a question mark: it can hold a secret.
func (m mask) url(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return Masked
	}
	if u.User != nil {
		s = strings.Replace(s, u.User.String()+"@", Masked+"@", 1)
	}
	if at := strings.IndexAny(s, "?#"); m.follow && at >= 0 {
		s = s[:at+1] + Masked
	}
	return s
}
