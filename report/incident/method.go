package incident

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"constat/store/record"
)

// A Method is the accounting method: how facts become verdicts. It is a file,
// so that it can be named in a log before it is used:
//
//	{
//	  "name": "constat-standard",        lower-case letters, digits, "-", at most 64; this one is the program's own
//	  "version": 7,                      from 1
//	  "quorum": "majority",              or a number of vantages, from 1 to 100
//	  "late_after_s": 7200,              a record sealed later than this counts for nothing
//	  "clock_within_s": 60,              a clock that can be further off than this is not believed
//	  "clock_holds_s": 7200,             a clock is not known further than this from a reading of it
//	  "clock_drift_ppm": 15,             what it may gain or lose meanwhile (RFC 5905, PHI)
//	  "settle_s": 86400,                 a question changed this close to an incident needs review
//	  "blocked": [403, 429],             statuses of HTTP, 400 to 599, that say no to a probe
//	  "blocked_replies": ["421", "5.7"], replies of other protocols that may say no to the probe alone
//	  "bad_replies": ["5.1.1"],          those that cannot; then all others that say no may
//	  "may_be_own": ["tls-expired"],     causes that can be the customer's own
//	  "review_layers": ["name"],         layers that others than the provider may keep
//	  "page_alike_percent": 60,          phrases two contents of a page must share to be alike
//	  "page_agree_percent": 90,          of the phrases that tell two contents apart, those with which a third sides with one
//	  "page_margin_percent": 5,          phrases by which a change may go beyond all before it
//	  "page_steps": 3,                   changes seen before anything is called beyond the ordinary
//	  "page_rounds": 2,                  answers in a row that a loss of a page takes
//	  "page_catalogue": "9f3c…",         SHA-256 of the catalogue of default pages
//	  "class_gap_s": 300,                onsets of many sites this far apart, or less, follow one another in an event
//	  "class_sites": 3,                  the least that an event has
//	  "class_alike_percent": 60,         of the signs known of two sites, those they share to be alike
//	  "class_odds": 1000                 a chance of one in so many, or less, is called told apart
//	}
//
// Every key is there once, and no other. "blocked_replies" came with version 2
// of the built-in method, "clock_within_s" with version 3, and what a reading
// of a clock is worth at a distance with version 5, "bad_replies" with
// version 6, and "review_layers" and the keys of pages and of a class with version 7. They
// may be missing: a method without "review_layers" has those of the built-in
// one, a method without the keys of pages tells of no loss on one, one without
// those of a class makes no class report, a
// method without "clock_within_s" looks at no clock, and one without
// "clock_holds_s" takes a reading to hold unchanged until the next one. What a
// reading is does not depend on the method: see report/clock.
type Method struct {
	Name           string
	Version        int
	LateAfter      time.Duration
	Settle         time.Duration
	ClockWithin    time.Duration // 0 for a method that looks at no clock
	ClockHolds     time.Duration // 0 where a reading holds at any distance
	ClockDrift     int64         // in parts per million; 0 likewise
	Blocked        []int
	BlockedReplies []string
	BadReplies     []string // nil for a method that lists only what is blocked
	MayBeOwn       []Cause
	ReviewLayers   []Layer     // a failure that may lie there is for a person to look at
	Text           string      // the file, as read
	Digest         record.Hash // SHA-256 of Text

	Pages Pages // zero for a method that tells of no loss on pages
	Class Class // zero for a method that tells of no event of many sites

	quorum int // 0 for a majority
}

// Pages is how changes of a page are told from losses; see package report/loss.
type Pages struct {
	Alike, Agree, Margin int // percent
	Steps, Rounds        int
	Catalogue            record.Hash
}

// Class is how an event of many sites is told from single failures; see package
// report/class.
type Class struct {
	Gap   time.Duration
	Sites int
	Alike int // percent
	Odds  int64
}

// MaxMethod bounds the bytes of a method's file.
const MaxMethod = 1 << 16

//go:embed method.json
var standard []byte

// Standard returns the built-in method, which is read once: its lists are
// everybody's, and nobody may change them.
var Standard = sync.OnceValue(func() Method {
	m, err := ParseMethod(standard)
	if err != nil {
		panic("incident: internal error: " + err.Error())
	}
	return m
})

// Needed returns how many of m vantages must agree: a majority is 2 of 2 and 2
// of 3. A number in the method stands even where it exceeds m, and then
// nothing is confirmed.
func (m Method) Needed(of int) int {
	if m.quorum > 0 {
		return m.quorum
	}
	return max(of, 0)/2 + 1
}

// ParseMethod reads a method's file. It refuses what it does not know: a
// verdict must not hang on a word that was skipped.
func ParseMethod(text []byte) (Method, error) {
	m := Method{Text: string(text), Digest: record.Sum(text)}
	var quorum any
	var late, settle, within, holds, gap int64
	keys := map[string]any{
		"name": &m.Name, "version": &m.Version, "quorum": &quorum, "late_after_s": &late,
		"clock_within_s": &within, "clock_holds_s": &holds, "clock_drift_ppm": &m.ClockDrift, "settle_s": &settle, "blocked": &m.Blocked, "blocked_replies": &m.BlockedReplies, "bad_replies": &m.BadReplies, "may_be_own": &m.MayBeOwn,
		"review_layers":      &m.ReviewLayers,
		"page_alike_percent": &m.Pages.Alike, "page_agree_percent": &m.Pages.Agree, "page_margin_percent": &m.Pages.Margin,
		"page_steps": &m.Pages.Steps, "page_rounds": &m.Pages.Rounds, "page_catalogue": &m.Pages.Catalogue,
		"class_gap_s": &gap, "class_sites": &m.Class.Sites, "class_alike_percent": &m.Class.Alike, "class_odds": &m.Class.Odds,
	}
	if len(text) > MaxMethod {
		return Method{}, fmt.Errorf("read method: %d bytes, at most %d", len(text), MaxMethod)
	}
	given, err := readObject(text, keys)
	if err != nil {
		return Method{}, fmt.Errorf("read method: %w", err)
	}
	if !given["review_layers"] {
		m.ReviewLayers = keptByOthers
	}
	m.ClockWithin, m.ClockHolds = time.Duration(within)*time.Second, time.Duration(holds)*time.Second
	m.Class.Gap = time.Duration(gap) * time.Second
	m.LateAfter, m.Settle = time.Duration(late)*time.Second, time.Duration(settle)*time.Second
	for _, check := range []error{m.Pages.check(given), m.Class.check(given), checkClock(given, within, holds, m.ClockDrift), m.setQuorum(quorum), m.checkName(), bound("late_after_s", late, 60, 7*86400), bound("settle_s", settle, 0, 30*86400), m.checkLists(), m.checkOwn()} {
		if check != nil {
			return Method{}, fmt.Errorf("read method: %w", check)
		}
	}
	return m, nil
}

// optional are the keys that came with later versions of the built-in method.
var optional = []string{"blocked_replies", "bad_replies", "clock_within_s", "clock_holds_s", "clock_drift_ppm", "review_layers"}

// ofPages are those of [Pages]: all, or none.
var ofPages = []string{"page_alike_percent", "page_agree_percent", "page_margin_percent", "page_steps", "page_rounds", "page_catalogue"}

// ofClass are those of [Class]: likewise.
var ofClass = []string{"class_gap_s", "class_sites", "class_alike_percent", "class_odds"}

// readObject reads one JSON object with exactly the keys of into, and returns
// which it gives: the optional ones may be missing. Unlike encoding/json it
// minds the case of a key and refuses one given twice.
func readObject(text []byte, into map[string]any) (seen map[string]bool, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("not a JSON object; start from the built-in method")
	}
	seen = map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		key, _ := t.(string)
		if err := readKey(d, key, seen, into); err != nil {
			return nil, err
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more text after the object; leave it out")
	}
	for _, key := range sortedKeys(into) {
		if !seen[key] && !slices.Contains(optional, key) && !slices.Contains(ofPages, key) && !slices.Contains(ofClass, key) {
			return nil, fmt.Errorf("no %q; a method says everything", key)
		}
	}
	return seen, nil
}

func readKey(d *json.Decoder, key string, seen map[string]bool, into map[string]any) error {
	place, ok := into[key]
	if !ok {
		return fmt.Errorf("unknown key %q; a method has %s", key, strings.Join(sortedKeys(into), ", "))
	}
	if seen[key] {
		return fmt.Errorf("%q stands there twice; keep one", key)
	}
	seen[key] = true
	if err := d.Decode(place); err != nil {
		return fmt.Errorf("%q: %w", key, err)
	}
	return nil
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (m *Method) setQuorum(v any) error {
	if v == "majority" {
		return nil
	}
	n, ok := v.(float64) // as encoding/json gives any number
	if !ok || n != float64(int(n)) || n < 1 || n > 100 {
		return fmt.Errorf(`quorum %v is neither "majority" nor a whole number from 1 to 100`, v)
	}
	m.quorum = int(n)
	return nil
}

func (m Method) checkName() error {
	odd := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }
	if m.Name == "" || len(m.Name) > 64 || strings.ContainsFunc(m.Name, odd) {
		return fmt.Errorf("name %.80q; use lower-case letters, digits and -, at most 64", m.Name)
	}
	return bound("version", int64(m.Version), 1, 1_000_000)
}

func checkClock(given map[string]bool, within, holds, drift int64) error {
	for _, k := range []struct {
		key            string
		v, least, most int64
	}{{"clock_within_s", within, 1, 86400}, {"clock_holds_s", holds, 60, 7 * 86400}, {"clock_drift_ppm", drift, 0, 500}} {
		if !given[k.key] {
			continue
		}
		if err := bound(k.key, k.v, k.least, k.most); err != nil {
			return err
		}
	}
	if given["clock_holds_s"] != given["clock_drift_ppm"] || given["clock_holds_s"] && !given["clock_within_s"] {
		return fmt.Errorf("one key of the clock without the others; give clock_within_s, clock_holds_s and clock_drift_ppm")
	}
	return nil
}

func (p Pages) check(given map[string]bool) error {
	some := slices.ContainsFunc(ofPages, func(key string) bool { return given[key] })
	if !some {
		return nil
	}
	if missing := slices.IndexFunc(ofPages, func(key string) bool { return !given[key] }); missing >= 0 {
		return fmt.Errorf("no %q; give all the keys of pages, or none", ofPages[missing])
	}
	for i, k := range [][3]int{{p.Alike, 1, 100}, {p.Agree, 51, 100}, {p.Margin, 0, 100}, {p.Steps, 1, 1000}, {p.Rounds, 1, 2}} {
		if err := bound(ofPages[i], int64(k[0]), int64(k[1]), int64(k[2])); err != nil {
			return err
		}
	}
	if p.Catalogue.IsZero() {
		return fmt.Errorf("page_catalogue is empty; give the SHA-256 of a catalogue")
	}
	return nil
}

func (c Class) check(given map[string]bool) error {
	missing := slices.IndexFunc(ofClass, func(key string) bool { return !given[key] })
	if !slices.ContainsFunc(ofClass, func(key string) bool { return given[key] }) {
		return nil
	}
	if missing >= 0 {
		return fmt.Errorf("no %q; give all the keys of a class, or none", ofClass[missing])
	}
	return errors.Join(bound("class_gap_s", int64(c.Gap/time.Second), 1, 86400), bound("class_sites", int64(c.Sites), 2, 1_000_000),
		bound("class_alike_percent", int64(c.Alike), 1, 100), bound("class_odds", c.Odds, 1, 1_000_000_000))
}

func (m Method) checkLists() error {
	for i, s := range m.Blocked {
		if s < 400 || s > 599 || slices.Contains(m.Blocked[:i], s) {
			return fmt.Errorf("blocked status %d; list each once, from 400 to 599", s)
		}
	}
	if err := checkReplies("blocked", m.BlockedReplies, `"421", "5.7" or "REFUSED"`); err != nil {
		return err
	}
	if err := checkReplies("bad", m.BadReplies, `"5.1.1" or "SERVFAIL"`); err != nil {
		return err
	}
	for i, c := range m.MayBeOwn {
		if !c.ofBad() || slices.Contains(m.MayBeOwn[:i], c) {
			return fmt.Errorf("may_be_own %q; list each once, of the causes a target can be down for", c)
		}
	}
	for i, l := range m.ReviewLayers {
		if !slices.Contains(Layers, l) || slices.Contains(m.ReviewLayers[:i], l) {
			return fmt.Errorf("review_layers %q; list each once, of %v", l, Layers)
		}
	}
	return nil
}

func checkReplies(name string, list []string, as string) error {
	odd := func(r rune) bool { return r < ' ' || r > '~' }
	for i, s := range list {
		if s == "" || len(s) > 64 || strings.ContainsFunc(s, odd) || slices.Contains(list[:i], s) {
			return fmt.Errorf("%s reply %q; list each once, as %s", name, s, as)
		}
	}
	return nil
}

func bound(key string, v, least, most int64) error {
	if v < least || v > most {
		return fmt.Errorf("%s is %d; use %d to %d", key, v, least, most)
	}
	return nil
}
