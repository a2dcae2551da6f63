package main

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"

	"constat/report/incident"
	"constat/store"
	"constat/store/page"
	"constat/store/record"
)

// A staged site is one that a simulation keeps: where it lies, and what it
// answers in each minute, by its own script.
type stagedSite struct {
	member   string // "-" for one that is watched for comparison alone
	name     string
	provider string
	address  string
	system   uint32 // that announces the address; 0 where nobody was asked
	fails    []stagedFailure
	serves   func(minute int) string // a page, where it is not always the same one
	matter   string                  // of a page on which the provider tells of its service, shown to everybody
}

// A staged failure runs from one minute to another, the second not included.
type stagedFailure struct {
	from, to int
	fault    record.Fault // or status
	status   int
}

// page is what s serves in a minute.
func (s stagedSite) page(minute int) string {
	if s.serves == nil {
		return titled(s.name)
	}
	return s.serves(minute)
}

func titled(title string) string {
	return "<html><title>" + title + "</title><p>Bonjour</p></html>"
}

func (s stagedSite) at(minute int) (f stagedFailure) {
	for _, f := range s.fails {
		if f.from <= minute && minute < f.to {
			return f
		}
	}
	return f
}

// A staged vantage asks sites once a minute, with the real store behind it and a
// clock of the simulation's own.
type stagedVantage struct {
	*store.Store
	t      testing.TB
	start  time.Time
	phase  int // seconds after the minute
	sites  []stagedSite
	asked  []record.Watched // the control is the last one
	blind  func(minute int) bool
	cutOff func(minute int, s stagedSite) bool // its own way to a site is broken, and not to its controls
}

func stageVantage(t testing.TB, origin string, start time.Time, phase int, sites []stagedSite) *stagedVantage {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	if err := store.Create(dir, origin); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	v := &stagedVantage{Store: s, t: t, start: start, phase: phase, sites: sites}
	method, err := s.KeepFile([]byte(incident.Standard().Text))
	v.must(err)
	v.must(s.Append(record.Watch{Time: record.At(start), Event: "start", Version: "test", Method: method, Targets: len(sites), Controls: 1,
		Addresses: []string{fmt.Sprintf("eth0 198.51.100.%d/24", len(origin)+phase)}}))
	var list []record.Target
	for _, site := range sites {
		t := stagedTarget(start, site.name, site.provider)
		if site.matter != "" {
			t.Site, t.Question.Kind, t.Question.Matter = "", record.AskStatement, site.matter
		}
		list = append(list, t)
	}
	control := stagedTarget(start, "control", "")
	control.Control = true
	v.asked, err = s.Enter(append(list, control))
	v.must(err)
	return v
}

func (v *stagedVantage) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

func stagedTarget(at time.Time, name, provider string) record.Target {
	return record.Target{Time: record.At(at), Name: name, Site: name, Provider: provider, Interval: 600,
		Question: record.Question{Kind: "http", URL: "https://" + name + ".example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}}
}

// watch asks every site in each of so many minutes, and seals each hour.
func (v *stagedVantage) watch(minutes int) {
	v.t.Helper()
	for minute := range minutes {
		at := v.start.Add(time.Duration(minute)*time.Minute + time.Duration(v.phase)*time.Second)
		var list []record.Seen
		for n, w := range v.asked {
			list = append(list, v.ask(n, w, minute, at))
		}
		v.must(v.Observe(list))
		if minute == 0 {
			v.paths(at)
		}
		if minute%60 == 59 || minute == minutes-1 {
			_, err := v.Seal(v.start.Add(time.Duration(minute+1) * time.Minute))
			v.must(err)
		}
	}
}

func (v *stagedVantage) paths(at time.Time) {
	for n, s := range v.sites {
		if s.system == 0 {
			continue
		}
		a := record.PathAddress{Address: netip.MustParseAddr(s.address)}
		a.Origin.Systems = []record.PathSystem{{Number: s.system}}
		a.Origin.Prefix = netip.PrefixFrom(a.Address, 24).Masked()
		a.Reverse.Fault, a.Network.Fault = record.PathUnasked, record.PathUnasked
		v.must(v.Path(record.Path{Link: record.Link{Chain: v.asked[n].Chain}, Time: record.At(at), Ended: record.At(at) + 7, Round: record.Round(at.UnixMilli() / 100),
			Reason: "daily", Host: v.asked[n].Question.Host(), Aliases: record.PathNames{}, Addresses: []record.PathAddress{a},
			Zone: &record.PathZone{Missed: record.Missed{Fault: record.PathUnasked}}, Domain: &record.PathDomain{Missed: record.Missed{Fault: record.PathUnasked}}}))
	}
}

func (v *stagedVantage) ask(n int, w record.Watched, minute int, at time.Time) record.Seen {
	blind := v.blind != nil && v.blind(minute)
	if n == len(v.sites) {
		f := stagedFailure{}
		if blind {
			f.fault = record.TCPTimeout
		}
		return stagedAnswer(w, at, f, "198.51.100.9", blind, titled("control"), minute == 0)
	}
	site := v.sites[n]
	f := site.at(minute)
	if blind || v.cutOff != nil && v.cutOff(minute, site) {
		f = stagedFailure{fault: record.TCPTimeout}
	}
	served := site.page(minute)
	keep := minute == 0 || served != site.page(minute-1) || site.at(minute-1) != stagedFailure{}
	return stagedAnswer(w, at, f, site.address, blind, served, keep)
}

func stagedAnswer(w record.Watched, at time.Time, f stagedFailure, address string, blind bool, served string, keep bool) record.Seen {
	s := record.Seen{Chain: w.Chain, Observation: record.Observation{Round: record.Round(at.UnixMilli() / 100)}}
	s.Observation.Timing[record.PhaseConnect] = record.StepOf(20 * time.Millisecond)
	if f.fault != record.NoFault {
		s.Answer = record.Answer{Fault: f.fault}
		if f.fault == record.TCPTimeout {
			s.Observation.Timing[record.PhaseConnect] = record.StepOf(time.Duration(w.Question.Timeout) * time.Millisecond)
		}
		if !w.Control {
			s.Observation.Control = record.Answered
			if blind {
				s.Observation.Control = record.AllFailed
			}
		}
		return s
	}
	b := []byte(served)
	s.Answer = record.Answer{Status: 200, Proto: "HTTP/1.1", Headers: []record.Header{{Name: "Content-Type", Value: "text/html"}}, Peer: netip.AddrPortFrom(netip.MustParseAddr(address), 443),
		Body: record.Sum(b), Size: int64(len(b)), Normal: page.Normal("text/html", b), Rules: page.Version}
	if f.status != 0 {
		s.Answer.Status = f.status
		if f.status >= 500 { // others say no to the probe, and no control is asked
			s.Observation.Control = record.Answered
		}
	}
	if keep {
		s.Exchange = &record.Exchange{URL: w.Question.URL, Time: at, Peer: s.Answer.Peer,
			Request:  fmt.Appendf(nil, "GET / HTTP/1.1\r\nHost: %s.example\r\nX-Constat-Id: %s\r\n\r\n", w.Name, record.ProbeID(w.Secret, s.Observation.Round)),
			Response: fmt.Appendf(nil, "HTTP/1.1 %d OK\r\nContent-Type: text/html\r\n\r\n", s.Answer.Status), Body: b}
	}
	return s
}

// export writes the bundle of one member, and returns where.
func (v *stagedVantage) export(dir, member string, q store.Query) string {
	v.t.Helper()
	names := map[string]bool{}
	for _, s := range v.sites {
		names[s.name] = s.member == member || s.matter != ""
	}
	q.Software = "constat test"
	q.Show = func(t record.Target) bool { return names[t.Name] }
	vantage, _, _ := record.Epoch(v.Origin())
	file := filepath.Join(dir, fmt.Sprintf("%s-%s.zip", vantage, member))
	f, err := os.Create(file)
	v.must(err)
	defer f.Close()
	v.must(v.Export(f, q))
	return file
}
