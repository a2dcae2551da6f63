package roster

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// value gives a cell in the form of the register's field; nil when it is empty.
// What only the register can judge is left to it.
func (m *Map) value(c cell, to column) (any, error) {
	s := strings.TrimSpace(strings.ReplaceAll(c.text, "\u00a0", " "))
	switch {
	case c.fault:
		return nil, ErrError
	case c.formula && !m.formulas:
		return nil, ErrFormula
	case s == "":
		return nil, nil
	}
	known := false
	if v, ok := to.values[strings.ToLower(s)]; ok {
		if s, known = v, true; s == "" {
			return nil, nil
		}
	}
	if to.to.Many {
		return m.list(s, to)
	}
	switch to.to.Word {
	case "yes or no":
		return yesNo(s)
	case "Amount", "Percent":
		if known {
			return s, nil
		}
		return m.amount(s, c.number)
	case "Date", "When":
		if known {
			return s, nil
		}
		return m.when(s, c, to.to.Word == "Date")
	}
	if c.number && !known {
		return decimal(s)
	}
	if c.time {
		s = strings.TrimSuffix(s, " 00:00:00")
	}
	return s, nil
}

func (m *Map) list(s string, to column) (any, error) {
	parts := []string{s}
	if to.split != "" {
		parts = strings.Split(s, to.split)
	}
	var all []string
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if v, ok := to.values[strings.ToLower(p)]; ok {
			p = v
		}
		if p != "" {
			all = append(all, p)
		}
	}
	return all, nil
}

func yesNo(s string) (any, error) {
	switch strings.ToLower(s) {
	case "oui", "yes", "true", "vrai":
		return true, nil
	case "non", "no", "false", "faux":
		return false, nil
	}
	return nil, ErrYesNo
}

// The forms of amounts: groups of three digits, and a currency's sign around.
var (
	plainForm   = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)
	frenchForm  = regexp.MustCompile(`^([0-9]+|[0-9]{1,3}([ \x{202f}\x{2009}.'’][0-9]{3})+)(,[0-9]+)?$`)
	englishForm = regexp.MustCompile(`^([0-9]+|[0-9]{1,3}([ ,\x{202f}\x{2009}'’][0-9]{3})+)(\.[0-9]+)?$`)
	signForm    = regexp.MustCompile(`^(?:\$|€|£|[A-Z]{3}|Fr\.) ?|[ \x{202f}\x{2009}]?(?:\$|€|£|[A-Z]{3}|%)$`)
	notDigits   = regexp.MustCompile(`[^0-9.]`)
)

// amount reads a sum. Digits and a point alone are one in every form but the
// French with thousands, where 1.234 is not 1,234.
func (m *Map) amount(s string, number bool) (any, error) {
	if number {
		return decimal(s)
	}
	s = signForm.ReplaceAllString(s, "")
	switch {
	case m.amounts == "fr" && frenchForm.MatchString(s):
		head, tail, cut := strings.Cut(s, ",")
		if s = notDigits.ReplaceAllString(strings.ReplaceAll(head, ".", ""), ""); cut {
			s += "." + tail
		}
	case m.amounts == "en" && englishForm.MatchString(s):
		s = notDigits.ReplaceAllString(s, "")
	case m.amounts == "" && plainForm.MatchString(s):
	case m.amounts == "fr" && regexp.MustCompile(`^[0-9]+\.[0-9]{1,2}$`).MatchString(s): // never thousands
	default:
		return nil, ErrAmount
	}
	whole, part, cut := strings.Cut(s, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if cut {
		whole += "." + part
	}
	return whole, nil
}

// kept is how many digits a spreadsheet keeps of a number.
const kept = 15

// decimal gives a spreadsheet's number, which can be 83.325000000000003 for
// 83.325 or 1E-3 for 0.001, as the decimal number that it shows: exact arithmetic
// and fifteen digits.
func decimal(s string) (any, error) {
	const longest, power = 40, 30
	if len(s) > longest {
		return nil, ErrDigits
	}
	if _, e, ok := strings.Cut(strings.ToUpper(s), "E"); ok {
		if n, err := strconv.Atoi(e); err != nil || n > power || n < -power {
			return nil, ErrDigits
		}
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok || strings.ContainsAny(s, "/_xXpP") {
		return nil, ErrAmount
	}
	whole := new(big.Int).Quo(r.Num(), r.Denom()).String()
	whole = strings.TrimPrefix(whole, "-")
	if len(whole) > kept {
		return nil, ErrDigits
	}
	out := r.FloatString(kept - len(whole))
	if strings.Contains(out, ".") {
		out = strings.TrimRight(strings.TrimRight(out, "0"), ".")
	}
	return out, nil
}

var (
	isoForm   = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)
	dayForm   = regexp.MustCompile(`^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$`)
	wordForm  = regexp.MustCompile(`^(?:([0-9]{1,2})(?:er|st|nd|rd|th)? )?(\pL+)\.?,? (?:([0-9]{1,2})(?:st|nd|rd|th)?, )?([0-9]{4})$`)
	clockForm = regexp.MustCompile(`^(.*?)(?:,? (?:à |at )?|T)([0-9]{1,2})(?: ?h ?|:)([0-9]{2})(?::([0-9]{2}))?(?: ?min)?$`)
)

// when reads a day or an instant. An instant in the map's zone is told with the
// offset that the zone had then.
func (m *Map) when(s string, c cell, dayOnly bool) (any, error) {
	if c.number { // a spreadsheet's number without the form of a date
		return nil, ErrDay
	}
	if _, err := time.Parse(time.RFC3339, s); err == nil && !dayOnly && !c.time {
		return s, nil
	}
	clock := clockForm.FindStringSubmatch(s)
	if clock == nil {
		return m.day(s)
	}
	d, err := m.day(clock[1])
	if c.time {
		d, err = clock[1], nil
	}
	if err != nil {
		return nil, err
	}
	seconds := clock[4]
	if seconds == "" {
		seconds = "00"
	}
	hour := clock[2]
	if len(hour) == 1 {
		hour = "0" + hour
	}
	at := d + "T" + hour + ":" + clock[3] + ":" + seconds
	if c.time && strings.HasSuffix(at, "T00:00:00") {
		return d, nil
	}
	if dayOnly {
		return nil, ErrDay
	}
	return m.instant(at)
}

func (m *Map) instant(at string) (any, error) {
	if m.zone == nil {
		return nil, ErrZone
	}
	t, err := time.ParseInLocation("2006-01-02T15:04:05", at, m.zone)
	if err != nil {
		return nil, ErrDay
	}
	if t.Format("2006-01-02T15:04:05") != at { // the clock was put forward over it
		return nil, ErrHour
	}
	for _, shift := range []time.Duration{-2 * time.Hour, -time.Hour, -30 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour} {
		if t.Add(shift).Format("2006-01-02T15:04:05") == at {
			return nil, ErrHour
		}
	}
	return t.Format(time.RFC3339), nil
}

// day gives a day as 2006-01-02. One of the two forms that the same figures can
// have is never chosen without the map.
func (m *Map) day(s string) (string, error) {
	s = strings.TrimSpace(s)
	if isoForm.MatchString(s) {
		return real(s)
	}
	if d := dayForm.FindStringSubmatch(s); d != nil {
		switch m.dates {
		case "fr", "gb":
			return real(d[3] + "-" + two(d[2]) + "-" + two(d[1]))
		case "us":
			return real(d[3] + "-" + two(d[1]) + "-" + two(d[2]))
		}
		return "", ErrDay
	}
	d := wordForm.FindStringSubmatch(s)
	if d == nil || (d[1] == "") == (d[3] == "") {
		return "", ErrDay
	}
	month := months[strings.ToLower(d[2])]
	if month == 0 {
		return "", ErrDay
	}
	return real(d[4] + "-" + two(strconv.Itoa(month)) + "-" + two(d[1]+d[3]))
}

func real(s string) (string, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", ErrDay
	}
	return s, nil
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// months are whole names and the usual short ones, in French and in English.
var months = map[string]int{
	"janvier": 1, "janv": 1, "january": 1, "jan": 1, "février": 2, "fevrier": 2, "févr": 2, "february": 2, "feb": 2, "mars": 3, "march": 3, "mar": 3,
	"avril": 4, "avr": 4, "april": 4, "apr": 4, "mai": 5, "may": 5, "juin": 6, "june": 6, "jun": 6, "juillet": 7, "juil": 7, "july": 7, "jul": 7,
	"août": 8, "aout": 8, "august": 8, "aug": 8, "septembre": 9, "sept": 9, "september": 9, "sep": 9, "octobre": 10, "oct": 10, "october": 10,
	"novembre": 11, "nov": 11, "november": 11, "décembre": 12, "decembre": 12, "déc": 12, "december": 12, "dec": 12,
}
