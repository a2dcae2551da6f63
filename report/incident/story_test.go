package incident

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"constat/store/record"
)

var update = flag.Bool("update", false, "write what came out into the stories")

// TestStories reads testdata/*.txt. Each says on top what it shows, then what
// was seen, then the incidents wanted; testdata/README gives the words.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, err := readStory(string(a.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			got := s.tell()
			if *update {
				a.Files = append(a.Files[:1], txtar.File{Name: "wanted", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", a.Comment, got, want)
			}
		})
	}
}

// A story is what was seen on 11 March 2024, one line per vantage:
//
//	montreal every 60s from 12:00:00: ok ok refused ok
type story struct {
	method Method
	of     int
	period Span
	views  []View
}

var midnight = record.At(time.Date(2024, 3, 11, 0, 0, 0, 0, time.UTC))

func readStory(text string) (*story, error) {
	s := &story{method: Standard()}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if err := s.read(strings.Fields(line)); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
	}
	s.of = max(s.of, len(s.views))
	return s, nil
}

func (s *story) read(w []string) (err error) {
	switch {
	case w[0] == "period": // period 12:00:00 to 12:10:00
		if s.period.From, err = clock(w[1]); err == nil {
			s.period.To, err = clock(w[3])
		}
	case w[0] == "expected": // expected 3
		s.of, err = strconv.Atoi(w[1])
	case w[0] == "quorum": // quorum 1
		s.method.quorum, err = strconv.Atoi(w[1])
	case len(w) == 2 && w[1] == "no-controls":
		s.view(w[0]).Controls = false
	case len(w) == 2 && w[1] == "no-time":
		s.view(w[0]).Attested = false
	case len(w) == 3 && (w[1] == "shown-from" || w[1] == "shown-to"):
		m := &s.view(w[0]).ShownFrom
		if w[1] == "shown-to" {
			m = &s.view(w[0]).ShownTo
		}
		m.Known = true
		m.Instant, err = clock(w[2])
	case len(w) == 6 && w[1] == "clock": // montreal clock 12:00:00 to 12:05:00 2s
		err = s.clock(w)
	case len(w) == 3 && w[1] == "changed":
		var at record.Instant
		at, err = clock(w[2])
		v := s.view(w[0])
		v.Changed = append(v.Changed, at)
	default: // montreal every 60s from 12:00:00: …
		err = s.rounds(w)
	}
	return err
}

// clock reads how far a clock can have been off: "2s", "unknown" or "2s?".
func (s *story) clock(w []string) error {
	from, err := clock(w[2])
	to, err2 := clock(w[4])
	d := Doubt{Span: Span{from, to}, Known: !strings.HasSuffix(w[5], "?")}
	if w[5] != "?" && err == nil {
		d.Within, err = time.ParseDuration(strings.TrimSuffix(w[5], "?"))
	}
	v := s.view(w[0])
	v.Clock = append(v.Clock, d)
	return cmp.Or(err, err2)
}

func (s *story) view(name string) *View {
	for i := range s.views {
		if s.views[i].Vantage == name {
			return &s.views[i]
		}
	}
	s.views = append(s.views, View{Vantage: name, Controls: true, Attested: true})
	return &s.views[len(s.views)-1]
}

func (s *story) rounds(w []string) error {
	every, err := time.ParseDuration(w[2])
	if err != nil {
		return err
	}
	at, err := clock(strings.TrimSuffix(w[4], ":"))
	if err != nil {
		return err
	}
	v := s.view(w[0])
	step := record.Instant(every.Milliseconds())
	for _, word := range w[5:] {
		o := Observation{Interval: record.Round(step / 100), Ref: Ref{v.Vantage, int64(len(v.Observations)), 0}}
		start := at
		if word, o.Attempt = diagnostic(word); o.Attempt > 0 {
			start = at - step + 5000 // five seconds after the round before
			o.Round = record.Round((at - step) / 100)
		} else {
			o.Round = record.Round(at / 100)
			at += step
		}
		o.Start, o.End = start, start+200
		if word != "-" && !o.tell(word) {
			return fmt.Errorf("unknown word %q", word)
		}
		if word != "-" {
			v.Observations = append(v.Observations, o)
		}
	}
	return nil
}

func diagnostic(word string) (string, uint8) {
	if rest, ok := strings.CutPrefix(word, "+"); ok {
		return rest, 1
	}
	return word, 0
}

func (o *Observation) tell(word string) bool {
	word, o.Late = strings.CutPrefix(word, "late-")
	switch word {
	case "ok":
		o.Verdict, o.Status = Good, 200
	case "slow":
		o.Verdict, o.Cause, o.Status = Slow, ResponseTime, 200
	case "403":
		o.Verdict, o.Cause, o.Status = Blocked, HTTPStatus, 403
	case "?":
		o.Verdict, o.Cause = Unknown, ControlsFailed
	case "refused":
		o.Verdict, o.Cause = Bad, Cause(record.TCPRefused)
	case "no-name":
		o.Verdict, o.Cause = Bad, Cause(record.DNSNotFound)
	case "no-dns":
		o.Verdict, o.Cause = Bad, Cause(record.DNSTimeout)
	case "503":
		o.Verdict, o.Cause, o.Status = Bad, HTTPStatus, 503
	case "other-page":
		o.Verdict, o.Cause, o.Status = Bad, BodyMismatch, 200
	default:
		return false
	}
	return true
}

func clock(s string) (record.Instant, error) {
	t, err := time.Parse("15:04:05", s)
	return midnight + record.Instant(t.Sub(t.Truncate(24*time.Hour)).Milliseconds()), err
}

func (s *story) tell() string {
	t := s.method.Derive(s.of, s.period, s.views)
	var b strings.Builder
	for _, i := range t.Incidents {
		b.WriteString("incident, " + i.tell())
	}
	for _, i := range t.Unconfirmed {
		b.WriteString("unconfirmed, " + i.tell())
	}
	for _, v := range t.Seen {
		fmt.Fprintf(&b, "%s: %d good, %d bad, %d slow, %d blocked, %d unknown\n", v.Vantage,
			v.Counts.Good, v.Counts.Bad, v.Counts.Slow, v.Counts.Blocked, v.Counts.Unknown)
		for _, r := range v.Stretches {
			fmt.Fprintf(&b, "  %s to %s %s\n", hour(r.From), hour(r.To), strings.TrimSpace(string(r.Verdict)+" "+string(r.Cause)))
		}
	}
	fmt.Fprintf(&b, "watched %v, not watched %v, down at least %v, at most %v\n", t.Watched, t.NotWatched, t.AtLeast, t.AtMost)
	fmt.Fprintf(&b, "available from %s (%s) to %s (%s)\n", t.Availability.Lower, t.Availability.ExactLower, t.Availability.Upper, t.Availability.ExactUpper)
	return b.String()
}

func (i Incident) tell() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d needed, seen by %s\n", i.Quorum.Needed, i.Quorum.Of, strings.Join(i.Vantages, " and "))
	fmt.Fprintf(&b, "  last good %s, first bad %s, last bad %s, first good %s\n", i.LastGood.tell(), hour(i.FirstBad), hour(i.LastBad), i.FirstGood.tell())
	fmt.Fprintf(&b, "  at least %v, at most %v\n", i.AtLeast, i.AtMost)
	if i.Compared {
		fmt.Fprintf(&b, "  clocks within %v\n", i.Clock)
	}
	if i.NotWatched > 0 {
		fmt.Fprintf(&b, "  of which not watched %v\n", i.NotWatched)
	}
	for _, r := range i.Runs {
		fmt.Fprintf(&b, "  %s: %d failures every %v in %d rows, %d in the longest\n", r.Vantage, r.Failures, r.Interval, r.Rows, r.Longest)
	}
	fmt.Fprintf(&b, "  cause %s, status %v\n", i.Cause, i.Status)
	for _, c := range i.Causes {
		fmt.Fprintf(&b, "  %s: %d rounds %s\n", c.Vantage, c.Rounds, c.Cause)
	}
	if len(i.Review) > 0 {
		fmt.Fprintf(&b, "  review %v\n", i.Review)
	}
	return b.String()
}

func (m Moment) tell() string {
	if !m.Known {
		return "unknown"
	}
	return hour(m.Instant)
}

func hour(i record.Instant) string {
	return strings.TrimSuffix(i.Time().Format("15:04:05.000"), ".000")
}
