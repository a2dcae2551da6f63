package path

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"constat/store/record"
)

// origin learns which autonomous systems announced an address, by a table of
// routes that is read over DNS as Team Cymru serves it. Under its domain lie
//
//	7.2.0.192.origin   TXT "64500 64501 | 192.0.2.0/24 | CA | arin | 2010-01-01"
//	….origin6          TXT of an address of version 6, likewise
//	AS64500            TXT "64500 | CA | arin | 2010-01-01 | HOST-AS, CA"
func (l *lookup) origin(a netip.Addr) (o record.PathOrigin) {
	if l.Routes == "" {
		o.Missed = unasked
		return o
	}
	list, m := l.dns(backwards(a, "origin."+l.Routes, "origin6."+l.Routes), "TXT")
	if m.Fault != record.NoFault {
		o.Missed = m
		return o
	}
	for _, t := range list {
		if n, ok := readOrigin(t, a); ok && (!o.Prefix.IsValid() || n.Prefix.Bits() > o.Prefix.Bits()) {
			o = n // of several, the longest prefix is the way that is taken
		}
	}
	if len(o.Systems) == 0 {
		return record.PathOrigin{Missed: missed(record.PathAbsent, "")}
	}
	for i := range o.Systems {
		o.Systems[i].Name = l.system(o.Systems[i].Number)
	}
	return o
}

func readOrigin(t told, a netip.Addr) (o record.PathOrigin, ok bool) {
	f := fields(t)
	if len(f) < 4 {
		return o, false
	}
	for word := range strings.FieldsSeq(f[0]) {
		if n, err := strconv.ParseUint(word, 10, 32); err == nil {
			o.Systems = append(o.Systems, record.PathSystem{Number: uint32(n)})
		}
	}
	slices.SortFunc(o.Systems, func(x, y record.PathSystem) int { return int(int64(x.Number) - int64(y.Number)) })
	o.Systems = slices.Compact(o.Systems)
	o.Systems = o.Systems[:min(len(o.Systems), 4)]
	p, err := netip.ParsePrefix(f[1])
	o.Prefix, o.Country, o.Registry = p, clip(f[2]), clip(f[3])
	return o, err == nil && p == p.Masked() && p.Contains(a) && len(o.Systems) > 0
}

// system learns the name of an autonomous system, empty where it has none.
func (l *lookup) system(n uint32) string {
	list, _ := l.dns("AS"+strconv.FormatUint(uint64(n), 10)+"."+l.Routes, "TXT")
	for _, t := range list {
		if f := fields(t); len(f) >= 5 {
			return clip(strings.Join(f[4:], "|"))
		}
	}
	return ""
}

// fields takes a TXT record apart: strings in quotes, put together, cut at bars.
func fields(t told) []string {
	if t.kind != "TXT" {
		return nil
	}
	text := strings.Trim(strings.ReplaceAll(t.data, `" "`, ""), `"`)
	f := strings.Split(strings.ReplaceAll(text, `\"`, `"`), "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	return f
}
