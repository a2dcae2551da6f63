package form

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"time"

	"constat/report/lang"
	"constat/report/web"
)

// summary is what was said so far, to be read over before it is sent.
func (v *visit) summary(given values) []answer {
	var all []answer
	for _, s := range steps {
		if v.left(s, given) {
			continue
		}
		for _, a := range v.shown(s, reading{values: given}, "") {
			for _, f := range a.Fields {
				if text := v.told(f, given); text != "" {
					label := f.Label
					if a.Heading != "" {
						label = a.Heading + " · " + label
					}
					all = append(all, answer{label, text})
				}
			}
		}
	}
	return all
}

// told is an answer as its person reads it; "" when none was given.
func (v *visit) told(f field, given values) string {
	if given.get(f.Name) == "" || strings.HasSuffix(f.Name, "currency") && !paid(given, f.Name) {
		return ""
	}
	var chosen []string
	for _, c := range f.Options {
		if c.Chosen {
			chosen = append(chosen, c.Label)
		}
	}
	switch {
	case len(f.Options) > 0:
		return strings.Join(chosen, ", ")
	case f.As == string(tick):
		return v.lang.Say("Oui", "Yes")
	case f.As == string(day), f.As == string(moment):
		return v.when(given.get(f.Name), f.Hour, f.Zone)
	}
	return given.get(f.Name)
}

// when is a day in words, with the hour and the zone where the hour is known; what is no day stays as it was typed.
func (v *visit) when(day, clock, zone string) string {
	said := v.day(day)
	if said == "" {
		said = day
	}
	if clock == "" {
		return said
	}
	if t, err := time.Parse("15:04", clock); err == nil && v.lang == web.French {
		clock = strconv.Itoa(t.Hour()) + t.Format("\u00a0h\u00a004")
	}
	return said + v.lang.Say(" à ", ", ") + clock + " (" + v.lang.Say(zoneNames[zone][0], zoneNames[zone][1]) + ")"
}

// date is a day in words.
func (v *visit) date(t time.Time) string {
	if v.lang == "fr" {
		day := strconv.Itoa(t.Day())
		if day == "1" {
			day = "1er"
		}
		return day + lang.NoBreak + lang.French.Time.Months[t.Month()-1] + " " + strconv.Itoa(t.Year())
	}
	return t.Format("2\u00a0January 2006")
}

func itoa(n int) string { return strconv.Itoa(n) }

// bare is what of an error can stand in a log: the system's word for it, without file or
// number, which would say who.
func bare(err error) string {
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno):
		return errno.Error()
	case errors.Is(err, fs.ErrNotExist):
		return "a file is missing"
	}
	return "the register is not as it should be: constat claim list"
}
