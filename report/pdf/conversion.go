package pdf

import (
	"encoding/hex"
	"strings"

	"constat/report/dossier"
	"constat/store/record"
)

// object is what an act of custody was done to.
func (s *sheet) object(a dossier.Act) string {
	w := s.l.Custody
	if strings.HasPrefix(a.Act, "key-") && strings.Count(a.What, "+") >= 2 {
		log, _, _ := strings.Cut(a.What, "+")
		return s.bare(log) + " " + keyID(a.What)
	}
	what, period, _ := strings.Cut(a.What, " from ")
	from, to, _ := strings.Cut(period, " to ")
	if period == "" {
		what, to, _ = strings.Cut(a.What, " to ")
	}
	if _, known := w.Objects[what]; !known || a.Act != "bundle-exported" {
		return short(named(w.Objects, a.What), longName)
	}
	return w.Period(named(w.Objects, what), scrub(from), scrub(to))
}

// conversions are the changes of form on the way to this document, which is
// the last.
func (s *sheet) conversions() {
	w := s.l.Custody.Made
	s.say(w.Intro)
	t := table{title: w.Table, columns: []column{
		{w.Output, 38, "L", false}, {w.Tool, 24, "L", false}, {w.Inputs, 29, "L", false}, {w.Parameters, 41, "L", false}, {w.Digest, 29, "L", false},
	}}
	for _, a := range s.d.Custody {
		if a.Tool != "" {
			t.rows = append(t.rows, s.conversion(dossier.Conversion{Output: named(s.l.Custody.Acts, a.Act), SHA256: a.Digest, Tool: a.Tool, Version: a.Version, Inputs: a.Inputs}))
		}
	}
	for _, c := range s.d.Conversions {
		if c.Output == "dossier.json" {
			c.SHA256 = s.sum
		}
		t.rows = append(t.rows, s.conversion(c))
	}
	t.rows = append(t.rows, s.itself())
	s.tabulate(t)
	s.say(w.Own2)
}

func (s *sheet) conversion(c dossier.Conversion) []string {
	w := s.l.Custody.Made
	output := scrub(c.Output)
	if c.Log != "" {
		output = w.Of(output, s.bare(c.Log))
	}
	var inputs, with []string
	for _, h := range c.Inputs {
		inputs = append(inputs, twelve(h.String()))
	}
	for _, p := range c.Parameters {
		value := scrub(p.Value)
		if raw, err := hex.DecodeString(p.Value); err == nil && len(raw) == 32 {
			value = twelve(p.Value)
		}
		with = append(with, named(w.Names, p.Name)+s.l.Words.Colon+" "+value)
	}
	return []string{output, scrub(strings.TrimSpace(c.Tool + " " + c.Version)), s.l.Some(inputs, 4), strings.Join(with, ", "), s.brief(c.SHA256.String(), c.SHA256.IsZero())}
}

// recipeName is what the recipe of a report is called where it is attached:
// policy, contracts and all other choices are there.
const recipeName = "report.json"

// itself is the conversion that makes this document.
func (s *sheet) itself() []string {
	w := s.l.Custody.Made
	row := s.conversion(dossier.Conversion{Tool: "constat", Version: s.d.Built.Version, Inputs: nil, Parameters: []dossier.Parameter{
		{Name: "lang", Value: s.opt.Lang}, {Name: "paper", Value: s.opt.Paper}, {Name: "zone", Value: s.opt.Zone.String()}}})
	inputs := []string{twelve(hex.EncodeToString(s.sum[:]))}
	for _, a := range s.opt.Attachments {
		if a.Name == recipeName {
			inputs = append(inputs, twelve(record.Sum(a.Data).String()))
		}
	}
	row[0], row[2], row[4] = w.Report, s.l.List(inputs), w.Own
	return row
}
