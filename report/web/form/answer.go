package form

import (
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"constat/report/lang"
	"constat/store/registry"
)

// said is one answer as the register takes it.
type said struct {
	name  string // of the field, with its index
	value any
}

// read makes an answer of what was typed; none when nothing was. What can't be one is handed
// on as it is, and the register refuses it.
func read(q question, name string, v values) (said, bool) {
	text := strings.TrimSpace(v.get(name))
	var value any = text
	switch q.as {
	case some:
		return said{name, v[name]}, len(v[name]) > 0
	case yesNo, tick:
		value = text == "yes"
	case number:
		value = decimal(plain(name, text, v))
	case moment:
		value = instant(text, strings.TrimSpace(v.get(name+":time")), v.get(name+":zone"))
	case perLine:
		all := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ',' || r == ';' })
		all = slices.DeleteFunc(all, func(s string) bool { return strings.TrimSpace(s) == "" })
		return said{name, all}, len(all) > 0
	}
	if q.path == "assets[].domain" {
		value = host(text)
	}
	return said{name, value}, text != ""
}

var grouped = regexp.MustCompile(`^[0-9]{1,3}(?:([.,'])[0-9]{3})(?:[.,'][0-9]{3})*$`)

// decimal writes an amount as the register does. 25 500,00 $ and 25,500.00 are clear; 25,500 alone is
// not (a thousand times more, or less), and is left for the person to say.
func decimal(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '$', r == '€', r == '%', r == '£':
			return -1
		case r == '’' || r == '\u02bc':
			return '\''
		}
		return r
	}, s)
	s = strings.ReplaceAll(s, "'", "") // 25'500 is Swiss, and clear
	dot, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case dot >= 0 && comma >= 0: // the last one is the point
		point := max(dot, comma)
		whole, rest := s[:point], s[point+1:]
		if (strings.Contains(whole, ",") || strings.Contains(whole, ".")) && !grouped.MatchString(whole) {
			return s
		}
		return trimmed(strings.NewReplacer(",", "", ".", "").Replace(whole) + "." + rest)
	case strings.Count(s, ",")+strings.Count(s, ".") > 1: // 1,250,000
		if !grouped.MatchString(s) {
			return s
		}
		return trimmed(strings.NewReplacer(",", "", ".", "").Replace(s))
	case grouped.MatchString(s) && s[0] != '0': // 25,500
		return s + "?"
	}
	return trimmed(strings.Replace(s, ",", ".", 1))
}

// trimmed takes the zeroes off the front: 007 is 7.
func trimmed(s string) string {
	for len(s) > 1 && s[0] == '0' && s[1] != '.' {
		s = s[1:]
	}
	return strings.TrimSuffix(s, ".")
}

// instant is a day, or a moment when the hour is known as well. An hour that the clocks
// skipped or had twice or a zone we don't know is handed on as no time, and refused.
func instant(day, clock, zone string) string {
	if day == "" || clock == "" {
		return day
	}
	at, err := lang.Zone(zone)
	if err != nil || !slices.Contains(zones, zone) {
		return day + "T" + clock
	}
	wall, err := time.Parse("2006-01-02T15:04", day+"T"+clock)
	if all := lang.Walls(wall, at); err == nil && len(all) == 1 {
		return all[0].Format(time.RFC3339)
	}
	return day + "T" + clock
}

// zones are those that a member can give an hour in.
var zones = []string{"America/Toronto", "America/Halifax", "America/St_Johns", "America/Winnipeg", "America/Edmonton", "America/Vancouver", "Europe/Paris", "Europe/London", "UTC"}

// host is the name of a site in what is often its address.
func host(s string) string {
	if u, err := url.Parse(s); err == nil && u.Host != "" && u.User == nil {
		s = u.Hostname()
	}
	s = strings.TrimRight(s, "/.")
	if _, err := netip.ParseAddr(s); err == nil {
		return s
	}
	return strings.ToLower(s)
}

// clean takes out what nobody sees: the marks that contact lists put around a phone number, a
// zero-width space from a web page, bytes of another encoding. It tells whether there was any:
// the person then looks again before going on.
func clean(q question, s string) (string, bool) {
	t := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			if q.as == lines || q.as == perLine {
				return r
			}
			return ' '
		case r == '\u200c' || r == '\u200d':
			return r
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp), r == utf8.RuneError, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			return -1
		}
		return r
	}, s)
	return t, t != s && strings.TrimSpace(t) != strings.TrimSpace(s)
}

// member builds what the register takes.
func member(all []said) []byte {
	root := map[string]any{}
	seen := map[string][]string{} // the indices of a list that hold something, in their order
	for _, s := range all {
		put(root, seen, s)
	}
	b, err := json.Marshal(root)
	if err != nil {
		panic("form: internal error: " + err.Error()) // texts, lists and truths
	}
	return b
}

func put(root map[string]any, seen map[string][]string, s said) {
	at := root
	keys := strings.Split(s.name, ".")
	for i, key := range keys {
		path, index, isList := strings.Cut(strings.TrimSuffix(key, "]"), "[")
		switch {
		case i == len(keys)-1:
			at[key] = s.value
		case isList:
			if !slices.Contains(seen[path], index) {
				seen[path] = append(seen[path], index)
				all, _ := at[path].([]any)
				at[path] = append(all, map[string]any{})
			}
			at = at[path].([]any)[slices.Index(seen[path], index)].(map[string]any)
		default:
			if at[key] == nil {
				at[key] = map[string]any{}
			}
			at = at[key].(map[string]any)
		}
	}
}

// judge is what the register says of one answer; "" when it takes it.
func judge(s said) (registry.Fault, string) {
	all := []said{s}
	if s.name != "name_or_legal_name" {
		all = append(all, said{"name_or_legal_name", "A"})
	}
	_, err := registry.ParseMember(member(all))
	var f *registry.FieldError
	switch {
	case err == nil:
		return "", ""
	case errors.As(err, &f):
		return f.Fault, f.Want
	}
	return registry.FaultSyntax, ""
}

// A reading is what was said on some pages, and what is wrong with it.
type reading struct {
	said   []said
	wrong  map[string]string // by field, in words
	noted  map[string]bool   // where something that nobody sees was taken out
	values values            // as shown again
}

// readAll reads the answers of a step's questions.
func (v *visit) readAll(of []step, given values) reading {
	r := reading{wrong: map[string]string{}, noted: map[string]bool{}, values: given}
	for _, s := range of {
		if v.left(s, given) {
			continue
		}
		for _, name := range given.names() {
			if q, _, ok := questionOf(name); ok && asks(s, q.path) && !strings.Contains(name, ":") {
				v.readOne(&r, q, name)
			}
		}
		for _, q := range s.asks {
			if q.required && strings.TrimSpace(given.get(q.path)) == "" {
				r.wrong[q.path] = v.fault(q, registry.FaultRequired, "")
			}
		}
	}
	return r
}

func (v *visit) readOne(r *reading, q question, name string) {
	for i, text := range r.values[name] {
		t, odd := clean(q, text)
		if r.values[name][i] = t; odd {
			r.noted[name] = true
		}
	}
	s, ok := read(q, name, r.values)
	if q.as == moment && !ok && r.values.get(name+":time") != "" {
		r.wrong[name] = v.lang.Say("Il manque la date de cette heure.", "The date of this hour is missing.")
	}
	if !ok || strings.HasSuffix(name, "currency") && !paid(r.values, name) {
		return
	}
	if f, want := judge(s); f != "" {
		r.wrong[name] = v.amountFault(q, name, f, want, r.values)
		return
	}
	r.said = append(r.said, s)
}

// paid tells whether a sum stands beside a currency: one that the page chose beforehand says
// nothing by itself.
func paid(v values, name string) bool {
	of := strings.TrimSuffix(name, "currency")
	return v.get(of+"fee")+v.get(of+"amount")+v.get(of+"hours")+v.get(of+"hourly_rate") != ""
}

func asks(s step, path string) bool {
	return slices.ContainsFunc(s.questions(), func(q question) bool { return q.path == path })
}

// noCount is a number out of a form, 0 for what is none.
func noCount(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 || n > registry.MaxMemberNo {
		return 0
	}
	return n
}
