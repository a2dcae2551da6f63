package pdf

import (
	"slices"
	"strings"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// instruments describes each vantage.
func (s *sheet) instruments() {
	w := s.l.Tool
	s.heading("tool", s.l.Chapters.Tool)
	s.say(w.Intro)
	for _, p := range w.Checks {
		s.say(p)
	}
	s.asked()
	s.marked()
	s.say(s.l.Ready.Intro)
	for _, v := range s.d.Vantages {
		s.instrument(v)
	}
}

func (s *sheet) instrument(v dossier.Vantage) {
	w := s.l.Tool
	name := s.logOf(v)
	s.section("vantage-"+v.Log, w.Heading(name), 115)
	if len(v.Instrument) == 0 {
		s.say(w.Missing)
		s.preparatory(v, name)
		return
	}
	i := v.Instrument[0]
	proxy := w.NoProxy
	if len(i.Proxy) > 0 {
		proxy = w.Proxy(scrub(s.l.List(i.Proxy)))
	}
	s.say(proxy)
	if len(v.SameMachine) > 0 {
		s.say(w.Same(s.l.List(s.bares(v.SameMachine))))
	}
	s.pairs(w.Table(name), false, s.description(i)...)
	s.periods(v, name)
	s.preparatory(v, name)
}

// description is one description, as rows.
func (s *sheet) description(i dossier.Instrument) [][2]string {
	w, b, m, n := s.l.Tool, i.Build, i.Machine, i.Network
	commit := scrub(b.Commit)
	if b.Modified {
		commit += " (" + w.Modified + ")"
	}
	return [][2]string{
		{w.Time, s.stamp(dossier.Known(i.Time)) + " (" + s.leaf(i.Proof) + ")"},
		{w.Version, scrub(strings.TrimSpace(i.Version + " " + i.Go))},
		{w.Binary, s.digest(i.Binary.String(), i.Binary.IsZero())},
		{w.Commit, s.orUnknown(commit)},
		{w.Libraries, s.digest(b.Dependencies.String(), b.Dependencies.IsZero())},
		{w.Flags, scrub(strings.Join(b.Flags, ", "))},
		{w.Config, s.digest(i.Config.String(), i.Config.IsZero())},
		{w.Method, s.digest(i.Method.String(), i.Method.IsZero())},
		{w.System, scrub(i.System)}, {w.Kernel, scrub(i.Kernel)}, {w.Release, scrub(i.Release)},
		{w.Machine, s.orUnknown(scrub(strings.TrimSpace(m.Vendor + " " + m.Product)))},
		{w.Virtual, scrub(strings.Join(m.Virtual, ", "))},
		{w.Identifier, s.digest(m.ID.String(), m.ID.IsZero())},
		{w.Processor, scrub(m.Processor)}, {w.Cores, s.l.Number.Int(int64(i.Processors))},
		{w.Memory, s.sized(m.Memory)},
		{w.Booted, s.stampOf(m.Booted)}, {w.Patched, s.stampOf(m.Patched)},
		{w.Address, scrub(strings.Join(i.Addresses, ", "))},
		{w.Public, s.told(n.Echoes)},
		{w.Routes, s.orUnknown(scrub(strings.Join(n.Routes, ", ")))},
		{w.Firewall, w.NoFirewall},
		{w.Resolver, scrub(strings.Join(i.Resolvers, ", "))},
		{w.Targets, s.l.Number.Int(int64(i.Targets))}, {w.Controls, s.l.Number.Int(int64(i.Controls))},
	}
}

func (s *sheet) orUnknown(words string) string {
	if words == "" {
		return s.l.Words.Unknown
	}
	return words
}

func (s *sheet) sized(bytes int64) string {
	if bytes == 0 {
		return s.l.Words.Unknown
	}
	return s.l.Number.Bytes(bytes)
}

func (s *sheet) stampOf(i record.Instant) string {
	return s.stamp(dossier.Time{Instant: i, Known: i != 0})
}

// told is what each service said of the vantage's address.
func (s *sheet) told(echoes []record.Echo) string {
	var lines []string
	for _, e := range echoes {
		told := scrub(e.Address)
		if e.Fault != "" {
			told = s.faultOf(e.Fault)
		}
		lines = append(lines, s.l.Tool.Told(scrub(e.Service), told))
	}
	return strings.Join(lines, newLine)
}

func (s *sheet) faultOf(fault string) string {
	if w, ok := s.l.Tool.Faults[fault]; ok {
		return w
	}
	return scrub(s.l.Cause(fault))
}

func (s *sheet) digest(hex string, none bool) string {
	if none {
		return s.l.Words.Unknown
	}
	return hexed(hex)
}

func (s *sheet) brief(hex string, none bool) string {
	if none {
		return s.l.Words.Unknown
	}
	return twelve(hex)
}

// periods lists what was in force from when to when: a row from each start or
// change to the entry that follows.
func (s *sheet) periods(v dossier.Vantage, name string) {
	w := s.l.Tool
	t := table{title: w.Changes(name), columns: []column{
		{w.From, 31, "L", false}, {w.To, 31, "L", false}, {w.Program, 29, "L", false}, {w.Config, 26, "L", false}, {w.Method, 26, "L", false}, {s.l.Finding.Proof, 25, "L", false},
	}}
	entries := slices.DeleteFunc(slices.Clone(v.Instrument), func(i dossier.Instrument) bool { return i.Event == "network" }) // of the watch's own chapter
	for n, i := range entries {
		if i.Event == "stop" && n > 0 {
			continue
		}
		t.rows = append(t.rows, []string{
			s.stamp(dossier.Known(i.Time)) + newLine + named(w.Events, i.Event), s.ended(entries[n+1:]), s.program(i),
			s.brief(i.Config.String(), i.Config.IsZero()), s.brief(i.Method.String(), i.Method.IsZero()), s.leaf(i.Proof),
		})
	}
	programs := len(distinct(v.Instrument, func(i dossier.Instrument) string { return i.Binary.String() }))
	configs := len(distinct(v.Instrument, func(i dossier.Instrument) string { return i.Config.String() }))
	methods := len(distinct(v.Instrument, func(i dossier.Instrument) string { return i.Method.String() }))
	words := w.Stayed
	if programs > 1 || configs > 1 || methods > 1 {
		words = w.Differed(programs, configs, methods)
	}
	s.need(s.tall(words) + s.room(t))
	s.say(words)
	s.tabulate(t)
}

// ended says what the next entry says of how a period ended.
func (s *sheet) ended(next []dossier.Instrument) string {
	w := s.l.Tool
	switch {
	case len(next) == 0:
		return w.Running
	case next[0].Event == "start":
		return s.stamp(dossier.Known(next[0].Time)) + newLine + w.Unstopped
	}
	return s.stamp(dossier.Known(next[0].Time)) + newLine + named(w.Events, next[0].Event)
}

func (s *sheet) program(i dossier.Instrument) string {
	lines := []string{short(scrub(i.Version), 26), s.brief(i.Binary.String(), i.Binary.IsZero())}
	if i.Build.Commit != "" {
		lines = append(lines, fixSpaces(groups(i.Build.Commit[:min(12, len(i.Build.Commit))])))
	}
	return strings.Join(lines, newLine)
}

// preparatory is the table of the preparatory checks.
func (s *sheet) preparatory(v dossier.Vantage, name string) {
	w := s.l.Ready
	t := table{title: w.Table(name), columns: []column{
		{w.Number, 13, "L", false}, {w.Asked, 38, "L", false}, {w.Result, 22, "L", false}, {w.Shown, 84, "L", false},
	}}
	for _, p := range v.Preparatory {
		var shown []string
		for _, f := range p.Facts {
			shown = append(shown, s.factOf(f))
		}
		if p.Proof.Leaf >= 0 {
			shown = append(shown, "("+s.leaf(p.Proof)+")")
		}
		t.rows = append(t.rows, []string{p.ID, w.What[p.ID], bold(named(w.Results, p.Result)), strings.Join(shown, " ")})
	}
	if len(t.rows) > 0 {
		s.grid(t)
	}
}

// instants are the facts that speak of a time.
var instants = []string{"patched", "started"}

// factOf says one fact. Digests are brief: the table of the instrument has them
// whole.
func (s *sheet) factOf(f dossier.Fact) string {
	say, ok := s.l.Ready.Facts[f.Fact]
	if !ok {
		return scrub(f.Fact)
	}
	var values []string
	for _, v := range f.Values {
		var at record.Instant
		switch {
		case slices.Contains(instants, f.Fact) && at.UnmarshalText([]byte(v)) == nil:
			v = s.instant(dossier.Known(at))
		case len(v) == 64 && !strings.ContainsFunc(v, func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }):
			v = twelve(v)
		case f.Fact == "clock-worst":
			v = strings.ReplaceAll(strings.ReplaceAll(v, ".", s.l.Number.Mark), "-", "−") + lang.NoBreak + "s"
		}
		values = append(values, short(scrub(v), 100))
	}
	return say(values)
}
