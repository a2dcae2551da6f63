package report

import (
	"fmt"
	"slices"
	"testing"

	"constat/report/dossier"
	"constat/report/incident"
	"constat/report/loss"
	"constat/store/record"
)

// An hour, of lists made one an hour.
const anHour = record.Instant(3_600_000)

func hourly(vantage string, n int, fault record.Fault) counting {
	at := record.Instant(n) * anHour
	return counting{Listed: dossier.Listed{Vantage: vantage, Time: dossier.Known(at), Ended: dossier.Known(at + 1000), Fault: string(fault), Items: 10, Proof: dossier.Ref{Log: vantage, Leaf: int64(n)}}}
}

// A shelf is a store of ten files that lacks one from its last list on.
type shelf struct {
	faults  []record.Fault // of the lists between the last two that count
	before  int            // lists that count before
	steps   []loss.Step
	renewed bool
	other   bool // another vantage lacks it too
	twins   bool
	outage  *dossier.Incident
}

func (x shelf) doubts() []loss.Doubt {
	b := &builder{d: &dossier.Dossier{}, opt: Options{Method: &incident.Method{}}, twins: map[string][]string{}}
	n := &dossier.Inventory{Provider: "whc", Question: record.Question{URL: "webdav://store.example/web"}}
	var counted []counting
	for i := range x.before {
		counted = append(counted, hourly("levis-1", i, ""))
	}
	all := slices.Clone(counted)
	for i, f := range x.faults {
		all = append(all, hourly("levis-1", x.before+i, f))
	}
	is := hourly("levis-1", x.before+len(x.faults), "")
	all, counted = append(all, is), append(counted, is)
	for _, l := range all {
		n.Listings = append(n.Listings, l.Listed)
	}
	g := loss.Gone{Held: record.Held{Path: "a.jpg"}, LastSeen: x.before - 1, Missing: x.before, Renewed: x.renewed}
	var others []witness
	if x.other {
		beside := slices.Clone(counted)
		for i := range beside {
			beside[i].Vantage = "saguenay-1"
		}
		others = []witness{{beside, &loss.History{Gone: []loss.Gone{g}}}}
	}
	if x.twins {
		b.twins["levis-1"] = []string{"saguenay-1"}
	}
	if x.outage != nil {
		b.d.Incidents = []dossier.Incident{*x.outage}
		b.d.Targets = []dossier.Target{{Question: record.Question{URL: "https://store.example/"}}}
	}
	steps := append(slices.Clone(x.steps), loss.Step{Listing: x.before, Left: 5})
	return b.against(n, counted, steps, others).doubts(g, "levis-1", counted[x.before-1].Time.Instant, is.Ended.Instant)
}

// What is missing from a store is beyond doubt only where all speaks for it.
func TestWhatIsMissingFromAStoreIsDoubtfulUnlessAllSpeaksForIt(t *testing.T) {
	down := []record.Fault{record.TCPTimeout, record.TCPTimeout}
	sure := shelf{faults: down, before: 4, other: true}
	outage := func(from, to record.Instant, provider, cause string) *dossier.Incident {
		return &dossier.Incident{FirstBad: dossier.Known(from), LastBad: dossier.Known(to), Provider: provider, Cause: cause}
	}
	of := func(change func(x *shelf)) shelf {
		x := sure
		change(&x)
		return x
	}
	for name, c := range map[string]struct {
		shelf
		want []loss.Doubt
	}{
		"all speaks for it":        {sure, nil},
		"one vantage alone":        {of(func(x *shelf) { x.other = false }), []loss.Doubt{loss.OneVantage}},
		"two that are one machine": {of(func(x *shelf) { x.twins = true }), []loss.Doubt{loss.SameMachine}},
		"two steps before":         {of(func(x *shelf) { x.before = 3 }), []loss.Doubt{loss.FewSteps}},
		"nothing failed":           {of(func(x *shelf) { x.faults = nil }), []loss.Doubt{loss.NoFailure}},
		"one list failed":          {of(func(x *shelf) { x.faults = down[:1] }), []loss.Doubt{loss.NoFailure}},
		"refused":                  {of(func(x *shelf) { x.faults = []record.Fault{record.TCPRefused, record.TCPRefused} }), []loss.Doubt{loss.NoFailure}},
		"no right to list":         {of(func(x *shelf) { x.faults = []record.Fault{record.ListRefused, record.ListRefused} }), []loss.Doubt{loss.NoFailure}},
		"as many left before":      {of(func(x *shelf) { x.steps = []loss.Step{{Listing: 2, Left: 5}} }), []loss.Doubt{loss.Ordinary}},
		"fewer left before":        {of(func(x *shelf) { x.steps = []loss.Step{{Listing: 2, Left: 4}} }), nil},
		"others may have come":     {of(func(x *shelf) { x.renewed = true }), []loss.Doubt{loss.Renewed}},
		"the host failed": {of(func(x *shelf) {
			x.faults, x.outage = nil, outage(3*anHour+60_000, 3*anHour+600_000, "whc", "tcp-timeout")
		}), nil},
		"the host of another failed": {of(func(x *shelf) {
			x.faults, x.outage = nil, outage(3*anHour+60_000, 3*anHour+600_000, "ovh", "tcp-timeout")
		}), []loss.Doubt{loss.NoFailure}},
		"the host failed a minute": {of(func(x *shelf) {
			x.faults, x.outage = nil, outage(3*anHour+60_000, 3*anHour+120_000, "whc", "tcp-timeout")
		}), []loss.Doubt{loss.NoFailure}},
		"the host refused": {of(func(x *shelf) {
			x.faults, x.outage = nil, outage(3*anHour+60_000, 3*anHour+600_000, "whc", "tcp-refused")
		}), []loss.Doubt{loss.NoFailure}},
		"the host failed long ago": {of(func(x *shelf) { x.faults, x.outage = nil, outage(anHour, 2*anHour, "whc", "tcp-timeout") }), []loss.Doubt{loss.NoFailure}},
	} {
		if got := c.doubts(); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A failure explains what comes within an hour of it, or within the time it lasted.
func TestAFailureExplainsWhatComesSoon(t *testing.T) {
	for _, c := range []struct {
		first, last, then record.Instant
		want              bool
	}{
		{0, leastFailure, leastFailure + anHour, true}, {0, leastFailure, leastFailure + anHour + 1, false}, {0, leastFailure - 1, leastFailure, false},
		{0, 48 * anHour, 72 * anHour, true}, {0, 12 * anHour, 36 * anHour, false},
	} {
		if got := explains(c.first, c.last, c.then); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// series are hourly readings of a count.
func series(vantage string, items ...int64) (list []counting) {
	for i, n := range items {
		c := hourly(vantage, i, "")
		c.Items = n
		list = append(list, c)
	}
	return list
}

// A count that goes to and fro falls with a doubt each time, and its return is told.
func TestACountThatFellAsFarBeforeIsForReview(t *testing.T) {
	falls := func(counted, others []counting) (list []dossier.Loss) {
		b := &builder{d: &dossier.Dossier{}, opt: Options{Method: &incident.Method{}}, period: incident.Span{To: 100 * anHour}}
		b.records(&dossier.Inventory{Vantages: []string{"levis-1"}}, counted, others)
		return b.d.Losses
	}
	week := []int64{100, 100, 20, 20, 100, 100, 20, 20, 100, 100}
	for i, l := range falls(series("levis-1", week...), nil) {
		want := [][]string{{"one-vantage", "few-steps", "no-failure"}, {"one-vantage", "no-failure", "ordinary"}}[i]
		if !slices.Equal(l.Review, want) || !l.Restored.Known || l.Missing.Files != 0 {
			t.Errorf("%d: %v, %+v", i, l.Review, l)
		}
	}
	both := falls(series("levis-1", 100, 101, 102, 103, 103, 2, 2), series("saguenay-1", 100, 101, 102, 103, 103, 2, 2))
	if len(both) != 1 || !slices.Equal(both[0].Review, []string{"no-failure"}) || both[0].Restored.Known {
		t.Errorf("%+v", both)
	}
	if small := falls(series("levis-1", 100, 99, 101, 100, 103, 2, 2), nil); len(small) != 1 || slices.Contains(small[0].Review, "ordinary") {
		t.Errorf("%+v", small)
	}
}
