package report

import (
	"testing"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/statement"
	"constat/store/page"
)

// What is away only while the provider works on its machine, as it had announced, may
// be away for that while alone; what is still away afterwards is not.
func TestWhatIsAwayOnlyDuringAnnouncedMaintenanceIsDoubtful(t *testing.T) {
	told := func(e page.Entry) *builder {
		text := &statement.Text{Structured: true}
		text.Entries = []page.Entry{e}
		return &builder{pages: []spokenPage{{Statement: &dossier.Statement{Provider: "whc"}, looks: []statement.Look{{Start: at(900), Text: text}}}}}
	}
	rfc := func(s int64) string { return at(s).Time().Format("2006-01-02T15:04:05Z07:00") }
	work := page.Entry{Maintenance: true, Began: rfc(0), Ended: rfc(1200)}
	failure := work
	failure.Maintenance = false
	under, over := work, work
	under.Ended, under.State = "", "in_progress"
	over.Ended, over.State = "", "completed"
	agreed := &builder{opt: Options{Terms: &contract.Agreed{Contracts: []*contract.Contract{{Targets: []string{"shop"}, Maintenance: []contract.Window{{Span: spanAt(0, 1200)}}}}}}}
	for _, c := range []struct {
		name     string
		b        *builder
		from, to int64
		want     bool
	}{
		{"within", told(work), 60, 1100, true}, {"to its last minute", told(work), 60, 1250, true}, {"past its end", told(work), 60, 1500, false}, {"begun before", told(work), -60, 600, false},
		{"an incident, no work", told(failure), 60, 1100, false}, {"under way when seen", told(under), 60, 800, true}, {"not seen any more", told(under), 60, 1000, false}, {"over, of unknown end", told(over), 60, 800, false},
		{"by the terms", agreed, 60, 1100, true}, {"past what the terms say", agreed, 60, 1500, false},
	} {
		if got := c.b.maintained(dossier.Target{Name: "shop"}, "whc", spanAt(c.from, c.to)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if told(work).maintained(dossier.Target{Name: "shop"}, "ovh", spanAt(60, 1100)) {
		t.Error("another provider's work")
	}
}
