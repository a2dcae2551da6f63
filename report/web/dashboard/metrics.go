package dashboard

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/incident"
	"constat/store/record"
)

// metricsType is the text format of Prometheus, version 0.0.4.
const metricsType = "text/plain; version=0.0.4; charset=utf-8"

// A sheet is metrics in the text format: families in order, the samples of one together.
type sheet struct{ bytes.Buffer }

// family begins one: its name, gauge or counter, and what it says.
func (s *sheet) family(name, kind, help string) {
	fmt.Fprintf(s, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

var labelled = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)

// sample writes a value under labels, given as name, value, name, value.
func (s *sheet) sample(name string, value float64, labels ...string) {
	s.WriteString(name)
	for i := 0; i+1 < len(labels); i += 2 {
		s.WriteString(map[bool]string{true: "{", false: ","}[i == 0] + labels[i] + `="` + labelled.Replace(strings.ToValidUTF8(labels[i+1], "\uFFFD")) + `"`)
	}
	if len(labels) > 0 {
		s.WriteByte('}')
	}
	s.WriteByte(' ')
	s.WriteString(strconv.FormatFloat(value, 'g', -1, 64))
	s.WriteByte('\n')
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// unix is a time in seconds; zero times are no samples and never come here.
func unix(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// Metrics writes v for Prometheus. What is not known has no sample: an absent series is neither up nor down.
func Metrics(v *View) []byte {
	s := new(sheet)
	s.build(v)
	s.probes(v)
	s.counts(v)
	s.holdings(v)
	s.evidence(v)
	s.clock(v)
	s.claims(v)
	return s.Bytes()
}

func (s *sheet) build(v *View) {
	s.family("constat_build_info", "gauge", "The program that runs, always 1.")
	s.sample("constat_build_info", 1, "version", v.Version, "vantage", v.Vantage)
	s.family("process_start_time_seconds", "gauge", "When the daemon started, in seconds since 1970.")
	s.sample("process_start_time_seconds", unix(v.Started))
	s.family("constat_own_network_up", "gauge", "Whether a control answers: 0 says that nothing is known of any target.")
	if slices.ContainsFunc(v.Targets, func(t Target) bool { return t.Control && t.Last != nil }) {
		s.sample("constat_own_network_up", truth(!v.Blind()))
	}
}

// each writes one family of values that targets have.
func (s *sheet) each(v *View, name, help string, value func(Target) (float64, bool)) {
	s.family(name, "gauge", help)
	for _, t := range v.Targets {
		if x, known := value(t); known {
			s.sample(name, x, t.labels()...)
		}
	}
}

func (t Target) labels() []string {
	return []string{"target", t.Name, "site", t.Site, "provider", t.Provider, "role", t.role()}
}

// role tells targets from what is asked beside them.
func (t Target) role() string {
	switch {
	case t.Control:
		return "control"
	case t.Matter != "":
		return "statement"
	}
	return "target"
}

// phases are named as blackbox_exporter does.
var phases = [record.Phases]string{"resolve", "connect", "tls", "processing", "transfer"}

func (s *sheet) probes(v *View) {
	s.each(v, "probe_success", "Whether the newest answer is good, slow ones included. Absent where that is not known: our own network was silent, or we are blocked.", func(t Target) (float64, bool) {
		return truth(t.Up()), t.Up() || t.Outcome == incident.Bad
	})
	s.each(v, "probe_duration_seconds", "How long the newest question took, as logged: in steps of 1 %, rounded down.", func(t Target) (float64, bool) {
		return t.Course.Took.Seconds(), t.Course.Last != 0
	})
	s.family("probe_http_duration_seconds", "gauge", "How long each phase of it took.")
	for _, t := range v.Targets {
		if t.Course.Last == 0 || t.Kind != "http" && t.Kind != record.AskStatement {
			continue
		}
		for p, name := range phases {
			s.sample("probe_http_duration_seconds", t.Course.Phases[p].Seconds(), append(t.labels(), "phase", name)...)
		}
	}
	s.each(v, "probe_http_status_code", "Status of the newest answer, 0 where none came.", func(t Target) (float64, bool) {
		return float64(t.Status), t.Last != nil && (t.Kind == "http" || t.Kind == record.AskStatement)
	})
	s.each(v, "probe_http_content_length", "Bytes of its content.", func(t Target) (float64, bool) { return float64(t.Size), t.Size > 0 })
	s.each(v, "probe_ssl_earliest_cert_expiry", "When the certificate ends, in seconds since 1970.", func(t Target) (float64, bool) {
		return unix(t.Expires.Time()), t.Expires != 0
	})
	s.each(v, "constat_probe_last_timestamp_seconds", "When it was last asked, in seconds since 1970.", func(t Target) (float64, bool) {
		if t.Last == nil {
			return 0, false
		}
		return unix(t.Last.Time()), true
	})
}

// verdicts are the states of a target, "" among them.
var verdicts = []incident.Verdict{incident.Good, incident.Slow, incident.Bad, incident.Blocked, incident.Unknown}

func (s *sheet) counts(v *View) {
	s.family("constat_target_state", "gauge", "1 for the state that a target is in, provisional and as seen from here.")
	for _, t := range v.Targets {
		for _, x := range verdicts {
			if t.Last != nil {
				s.sample("constat_target_state", truth(t.Outcome == x), append(t.labels(), "state", string(x))...)
			}
		}
	}
	s.family("constat_observations_total", "counter", "Answers to scheduled questions since the daemon started.")
	for _, t := range v.Targets {
		for _, x := range verdicts {
			s.sample("constat_observations_total", float64(t.Course.Counts[x]), append(t.labels(), "state", string(x))...)
		}
	}
	n := v.Tally()
	s.family("constat_targets", "gauge", "How many targets are in which state.")
	for _, x := range []struct {
		state string
		n     int
	}{{"good", n.Up}, {"slow", n.Slow}, {"bad", n.Down}, {"blocked", n.Blocked}, {"unknown", n.Unknown}, {"never", n.Never}} {
		s.sample("constat_targets", float64(x.n), "state", x.state)
	}
	s.family("constat_gaps_total", "counter", "Stretches in which rounds were not run, since the daemon started.")
	for _, reason := range slices.Sorted(maps.Keys(v.Missed)) {
		s.sample("constat_gaps_total", float64(v.Missed[reason].Gaps), "reason", reason)
	}
	s.family("constat_missed_rounds_total", "counter", "Rounds that were not run, since the daemon started.")
	for _, reason := range slices.Sorted(maps.Keys(v.Missed)) {
		s.sample("constat_missed_rounds_total", float64(v.Missed[reason].Rounds), "reason", reason)
	}
}

func (s *sheet) holdings(v *View) {
	for _, f := range []struct {
		name, help string
		of         func(*Held) int64
	}{
		{"constat_held_items", "Files or records that the newest whole list has.", func(h *Held) int64 { return h.Items }},
		{"constat_held_items_most", "The most that any whole list had.", func(h *Held) int64 { return h.Most }},
		{"constat_held_items_missing", "Paths of the list before that the newest has not.", func(h *Held) int64 { return h.Missing }},
	} {
		s.each(v, f.name, f.help, func(t Target) (float64, bool) {
			if t.Held == nil {
				return 0, false
			}
			return float64(f.of(t.Held)), true
		})
	}
}

func (s *sheet) gauge(name, help string, value float64) {
	s.family(name, "gauge", help)
	s.sample(name, value)
}

// moment is a gauge of a time, absent where there is none.
func (s *sheet) moment(name, help string, t time.Time) {
	s.family(name, "gauge", help+", in seconds since 1970.")
	if !t.IsZero() {
		s.sample(name, unix(t))
	}
}

func (s *sheet) evidence(v *View) {
	e := v.Evidence
	s.gauge("constat_log_leaves", "Entries of the log.", float64(e.Leaves))
	s.gauge("constat_log_tree_size", "Entries under the newest signed checkpoint.", float64(e.Size))
	s.gauge("constat_pending_observations", "Observations that no segment holds yet.", float64(e.Pending))
	s.gauge("constat_database_bytes", "Size of evidence.db.", float64(e.Bytes))
	s.family("constat_disk_free_bytes", "gauge", "Room where the store lies.")
	if e.Free >= 0 {
		s.sample("constat_disk_free_bytes", float64(e.Free))
	}
	s.moment("constat_last_seal_timestamp_seconds", "When the newest checkpoint was signed", e.Sealed)
	s.moment("constat_last_anchor_timestamp_seconds", "When the newest RFC 3161 time stamp came", e.Stamped)
	s.gauge("constat_anchored_leaves", "Entries under the newest stamped checkpoint.", float64(e.Covered))
	s.gauge("constat_anchors_configured", "Time-stamping authorities that are asked.", float64(len(e.Authorities)))
	s.gauge("constat_witnesses_configured", "Witnesses that are asked to cosign.", float64(e.WitnessesAsked))
	s.waiting("constat_anchor_waiting_seconds", "How long a time stamp is waited for.", "authority", e.Unstamped, v.Now)
	s.waiting("constat_witness_waiting_seconds", "How long a cosignature is waited for.", "witness", e.Uncosigned, v.Now)
	s.family("constat_witness_cosigned_timestamp_seconds", "gauge", "When a witness last cosigned, by its own clock.")
	for _, w := range e.Witnesses {
		s.sample("constat_witness_cosigned_timestamp_seconds", unix(w.At), "witness", w.Name)
	}
	s.family("constat_witness_cosigned_leaves", "gauge", "Entries that a witness cosigned.")
	for _, w := range e.Witnesses {
		s.sample("constat_witness_cosigned_leaves", float64(w.Leaves), "witness", w.Name)
	}
	s.family("constat_evidence_trouble", "gauge", "1 for what the evidence suffers from now.")
	for _, a := range v.Ailments() {
		s.sample("constat_evidence_trouble", 1, "kind", a.Kind, "who", a.Who, "grave", strconv.FormatBool(a.Grave))
	}
}

func (s *sheet) waiting(name, help, label string, list []Awaited, now time.Time) {
	s.family(name, "gauge", help)
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Awaited) int { return cmp.Or(cmp.Compare(a.Who, b.Who), b.Since.Compare(a.Since)) })
	for i, w := range list {
		if i == 0 || list[i-1].Who != w.Who { // one sample a host
			s.sample(name, now.Sub(w.Since).Seconds(), label, w.Who)
		}
	}
}

func (s *sheet) clock(v *View) {
	s.family("constat_clock_offset_seconds", "gauge", "What must be added to this machine's clock. Absent where time servers do not agree.")
	c := v.Evidence.Clock
	if c != nil && c.Known {
		s.sample("constat_clock_offset_seconds", c.Offset.Seconds())
	}
	s.family("constat_clock_uncertainty_seconds", "gauge", "Give or take.")
	if c != nil && c.Known {
		s.sample("constat_clock_uncertainty_seconds", c.Within.Seconds())
	}
	if c != nil {
		s.moment("constat_clock_asked_timestamp_seconds", "When time servers were last asked", c.At)
	}
}

func (s *sheet) claims(v *View) {
	s.family("constat_claim_members", "gauge", "Members of a register.")
	for _, c := range v.Claims {
		s.sample("constat_claim_members", float64(c.Members), "claim", c.Name)
	}
	s.family("constat_claim_members_complete", "gauge", "Members whose file lacks nothing.")
	for _, c := range v.Claims {
		s.sample("constat_claim_members_complete", float64(c.Complete), "claim", c.Name)
	}
}

func writeMetrics(w http.ResponseWriter, v *View) {
	w.Header().Set("Content-Type", metricsType)
	_, _ = w.Write(Metrics(v)) // who has gone gets nothing
}
