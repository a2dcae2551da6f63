package dashboard

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"constat/report/incident"
	"constat/report/live"
	"constat/store/record"
)

// hostile are names that somebody may give to a target.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `a"b\c` + "\nd", strings.Repeat("é", 200), "متجر\u202egro.elpmaxe", "ÉÀŒ’«»", "{{.Token}}", "</style><b>", "javascript:alert(1)",
}

func at(ago time.Duration) *record.Instant {
	i := record.At(noon.Add(-ago))
	return &i
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// aView has n targets, the first ones hostile; the third of each four is failing.
func aView(n int) *View {
	v := &View{Now: noon, Started: noon.Add(-30 * time.Hour), Vantage: "levis-1", Version: "0.1.0", Missed: map[string]live.Missed{"busy": {Gaps: 2, Rounds: 5, Time: time.Minute}},
		Evidence: Evidence{Log: "levis-1/1", Key: "levis-1/1+0badcafe+AbCd", Checkpoint: "levis-1/1\n4096\nroot=\n\n— sig\n", Policy: "log levis-1/1\nquorum none\n", Leaves: 5000, Size: 4990, Pending: 33, Bytes: 12_345_678, Free: 40 << 30,
			Sealed: noon.Add(-12 * time.Minute), Unsealed: noon.Add(-12 * time.Minute), Stamped: noon.Add(-11 * time.Minute), Covered: 4990, Authorities: []string{"tsa-one.example", "tsa-two.example"},
			Witnesses: []Witness{{"witness.example", noon.Add(-11 * time.Minute), 4990}}, WitnessesAsked: 1, Servers: 4, ClockWithin: 2 * time.Second,
			Clock: &Clock{At: noon.Add(-20 * time.Minute), Known: true, Offset: -1234 * time.Microsecond, Within: 8 * time.Millisecond, Asked: 4, Answered: 4, Agreed: 4}},
		Claims:   []Claim{{Name: "whc-2021", Members: 140, Complete: 88, Readers: 2, Newest: noon.Add(-time.Hour)}},
		Settings: []Setting{{"name", "levis-1"}, {"listen", "127.0.0.1:8469"}}}
	for i := range n {
		name := fmt.Sprintf("boutique-%02d", i)
		if i < len(hostile) && n > len(hostile) {
			name = hostile[i]
		}
		t := Target{Target: live.Target{Name: name, Site: fmt.Sprintf("site-%d", i%5), Provider: "whc", Outcome: incident.Good, Since: at(3 * time.Hour), Last: at(20 * time.Second)},
			ID: ID(name), Address: "https://" + fmt.Sprintf("boutique-%02d.example/", i), Kind: "http", ProviderName: "Hébergement Web Canada", Interval: time.Minute, Status: 200, Size: 5432, Expires: record.At(noon.Add(60 * 24 * time.Hour)),
			Asked:  []Setting{{"method", "GET"}, {"conditions", "[STATUS] == 200"}},
			Course: live.Course{Counts: map[incident.Verdict]int64{incident.Good: 1000, incident.Bad: 3}, Took: 234 * time.Millisecond, Last: *at(20 * time.Second), Phases: [record.Phases]time.Duration{time.Millisecond, 2 * time.Millisecond, 3 * time.Millisecond, 200 * time.Millisecond, 28 * time.Millisecond}}}
		if n > 1 && i%4 == 2 {
			t.Outcome, t.Cause, t.Status, t.Size, t.Since = incident.Bad, "tcp-refused", 0, 0, at(37*time.Minute)
			v.Outages = append(v.Outages, live.Outage{Target: name, Site: t.Site, Provider: "whc", Cause: "tcp-refused", LastGood: *at(38 * time.Minute), From: *at(37 * time.Minute), Bad: *at(20 * time.Second), Least: 36 * 60_000})
		}
		v.Targets = append(v.Targets, t)
	}
	v.Targets = append(v.Targets, Target{Target: live.Target{Name: "https://control.example/", Control: true, Outcome: incident.Good, Since: at(30 * time.Hour), Last: at(10 * time.Second)}, ID: ID("control"), Address: "https://control.example/", Kind: "http"})
	return v
}

func parsed(t *testing.T, v *View) map[string]map[string]float64 {
	t.Helper()
	p := expfmt.NewTextParser(model.UTF8Validation)
	families, err := p.TextToMetricFamilies(bytes.NewReader(Metrics(v)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]float64{}
	for name, f := range families {
		out[name] = map[string]float64{}
		for _, m := range f.Metric {
			var key []string
			for _, l := range m.Label {
				if l.GetName() == "target" || l.GetName() == "state" || l.GetName() == "reason" || l.GetName() == "kind" {
					key = append(key, l.GetValue())
				}
			}
			x := m.GetGauge().GetValue() + m.GetCounter().GetValue() + m.GetUntyped().GetValue()
			if _, twice := out[name][strings.Join(key, "|")]; twice && name != "probe_http_duration_seconds" {
				t.Errorf("%s has two samples of %v", name, key)
			}
			out[name][strings.Join(key, "|")] = x
		}
	}
	return out
}

// Prometheus reads what we write, whatever a target is called.
func TestMetricsAreReadByPrometheus(t *testing.T) {
	v := aView(20)
	m := parsed(t, v)
	for _, name := range hostile {
		if _, there := m["probe_success"][name]; !there {
			t.Errorf("%q is lost among %v", name, m["probe_success"])
		}
	}
	for name, want := range map[string]float64{"constat_log_leaves": 5000, "constat_disk_free_bytes": 40 << 30, "constat_own_network_up": 1, "constat_clock_offset_seconds": -0.001234, "constat_last_seal_timestamp_seconds": float64(noon.Unix() - 720), "constat_claim_members": 140} {
		if got := m[name][""]; got != want {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
	if m["probe_success"]["boutique-10"] != 0 || m["probe_success"]["boutique-09"] != 1 || m["probe_duration_seconds"]["boutique-09"] != 0.234 || m["constat_targets"]["bad"] != 5 || m["constat_gaps_total"]["busy"] != 2 {
		t.Errorf("%v", m)
	}
}

// What is not known has no sample: silence of our own network is nobody's failure.
func TestWhatIsNotKnownHasNoSample(t *testing.T) {
	v := aView(8)
	for i := range v.Targets {
		v.Targets[i].Outcome, v.Targets[i].Cause = incident.Unknown, "controls-failed"
	}
	v.Evidence.Free, v.Evidence.Clock = -1, nil
	m := parsed(t, v)
	if len(m["probe_success"]) != 0 || m["constat_own_network_up"][""] != 0 || len(m["constat_disk_free_bytes"]) != 0 || len(m["constat_clock_offset_seconds"]) != 0 || m["constat_evidence_trouble"]["blind"] != 1 {
		t.Errorf("%v, %v", m["probe_success"], m["constat_evidence_trouble"])
	}
	if m["constat_targets"]["bad"] != 0 || m["constat_targets"]["unknown"] != 8 {
		t.Errorf("%v", m["constat_targets"])
	}
}
