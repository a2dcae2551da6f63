package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"constat/collector/probe"
	"constat/report/incident"
	"constat/store/record"
)

// A probed is one probe as JSON has it.
type probed struct {
	Target     string           `json:"target"`
	Kind       string           `json:"kind"`
	Outcome    incident.Verdict `json:"outcome"`
	Cause      incident.Cause   `json:"cause"`
	Peer       string           `json:"peer"`
	Phases     phasesMS         `json:"phases_ms"`
	Started    record.Instant   `json:"started"`
	TookMS     int64            `json:"took_ms"`
	Conditions []probedOne      `json:"conditions"`
	Warnings   []string         `json:"warnings"`
	Answer     record.Answer    `json:"answer"`
}

// phasesMS are the phases in milliseconds with three decimals, null where not
// reached.
type phasesMS struct {
	DNS       json.RawMessage `json:"dns"`
	Connect   json.RawMessage `json:"connect"`
	TLS       json.RawMessage `json:"tls"`
	FirstByte json.RawMessage `json:"first_byte"`
	Body      json.RawMessage `json:"body"`
}

type probedOne struct {
	Condition string `json:"condition"`
	Truth     string `json:"truth"` // "true", "false", "unknown"
}

// probeCmd asks once, prints what would be recorded and records nothing. It
// returns 1 when the answer is bad.
func probeCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("probe", stdout, stderr)
	asJSON := o.Bool("json", false, "tell it as JSON, for programs")
	help := say("CIBLE|URL [--json]\n\nPose la question une fois et montre ce qui serait consigné ; ne consigne rien. 1 quand la réponse est mauvaise.",
		"TARGET|URL [--json]\n\nAsks once and shows what would be recorded; records nothing. 1 when the answer is bad.")
	if code, done := o.parse(args, help, 1, 1); done {
		return code
	}
	t, err := probeTarget(*o.config, o.Arg(0))
	if err != nil {
		return o.fail(err)
	}
	q := t.Question()
	if q.Kind == record.AskInventory {
		return probeInventory(ctx, o, t, *asJSON, stdout)
	}
	secret, err := secretOf(o.folder(), t)
	if err != nil {
		return o.fail(err)
	}
	ask := probe.Ask{Question: q, Secret: secret}
	if c, _, err := LoadConfig(*o.config); err == nil {
		introduce(c)
		ask.Named = namedBy(c.Targets)
	}
	r := probe.Kinds[q.Kind](ctx, ask)
	p := probedOf(t, q, r)
	if *asJSON {
		if err := printJSON(stdout, p); err != nil {
			return o.fail(err)
		}
	} else {
		printProbe(stdout, o.lang(), p, r)
		printNoSilence(stdout, o.lang(), q, r.Answer)
		if c, _, err := LoadConfig(*o.config); err == nil && t.isPush() {
			printReportAddresses(stdout, o.lang(), c, slices.DeleteFunc(reportAddresses(*o.config, c), func(a reportAddress) bool { return a.Name != t.Name }))
		}
	}
	if p.Outcome == incident.Bad {
		return 1
	}
	return 0
}

// probeTarget finds a target of the configuration by name, or makes one of an
// address.
func probeTarget(path, what string) (Target, error) {
	if strings.Contains(what, "://") {
		text := fmt.Appendf(nil, "name: probe\ntargets:\n  - {name: probe, url: %q}\n", what)
		c, mistakes := ParseConfig(what, text)
		if len(mistakes) > 0 {
			return Target{}, fmt.Errorf("%s: %s", what, mistakes[0].What.EN)
		}
		c.Targets[0].Name = what
		return c.Targets[0], nil
	}
	c, _, err := LoadConfig(path)
	if err != nil {
		return Target{}, err
	}
	var names []string
	for _, t := range c.Targets {
		if t.Name == what {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return Target{}, fmt.Errorf("no target %q in %s; there are %s; an address needs its scheme, as in https:// or smtp://", what, path, strings.Join(names, ", "))
}

func probedOf(t Target, q record.Question, r probe.Result) probed {
	p := probed{Target: t.Name, Kind: q.Kind, Started: record.At(r.Started), TookMS: r.Took.Milliseconds(), Answer: r.Answer,
		Conditions: []probedOne{}, Warnings: []string{}}
	p.Outcome, p.Cause = incident.Standard().Judge(q, record.Observation{}, r.Answer)
	p.Warnings = append(p.Warnings, incident.Warnings(q, r.Answer)...)
	if r.Answer.Peer.IsValid() {
		p.Peer = r.Answer.Peer.String()
	}
	for i, at := range []*json.RawMessage{&p.Phases.DNS, &p.Phases.Connect, &p.Phases.TLS, &p.Phases.FirstByte, &p.Phases.Body} {
		*at = json.RawMessage("null")
		if s := r.Timing[i]; s > 0 {
			us := s.Duration().Microseconds()
			*at = fmt.Appendf(nil, "%d.%03d", us/1000, us%1000)
		}
	}
	words := map[record.Truth]string{record.True: "true", record.False: "false", record.Unknown: "unknown"}
	for i, c := range q.Conditions {
		if i < len(r.Answer.Conditions) {
			p.Conditions = append(p.Conditions, probedOne{c, words[record.Truth(r.Answer.Conditions[i])]})
		}
	}
	return p
}

// phaseNames in the order of record.Observation.Timing.
var phaseNames = [record.Phases]Phrase{{"nom (DNS)", "name (DNS)"}, {"connexion", "connect"}, {"TLS", "TLS"}, {"premier octet", "first byte"}, {"corps", "body"}}

// phaseName names a phase; where there is no page, the last one is talk.
func phaseName(kind string, phase int) Phrase {
	if phase == record.PhaseBody && kind != "http" && kind != record.AskStatement {
		return Phrase{"suite", "the rest"}
	}
	return phaseNames[phase]
}

func statusText(status int) string {
	if status == 0 {
		return ""
	}
	return strconv.Itoa(status)
}

func printProbe(w io.Writer, lang string, p probed, r probe.Result) {
	fmt.Fprintf(w, "%s\n  %s", p.Target, outcomeWords[p.Outcome].In(lang))
	if p.Cause != "" {
		fmt.Fprintf(w, " (%s)", p.Cause)
	}
	for _, said := range []string{r.Answer.Proto, statusText(r.Answer.Status), r.Answer.Code} {
		if said != "" {
			fmt.Fprintf(w, ", %s", said)
		}
	}
	if r.Answer.Detail != "" {
		fmt.Fprintf(w, ", %s", r.Answer.Detail)
	}
	fmt.Fprintln(w)
	for _, h := range r.Answer.Hops {
		fmt.Fprintf(w, "  %d %s → %s (%v)\n", h.Status, h.URL, h.Location, h.Peer)
	}
	if p.Peer != "" {
		fmt.Fprintf(w, "  %s\n", p.Peer)
	}
	if r.Answer.Fault == record.AddressRefused {
		fmt.Fprintln(w, tr(lang, "  Une adresse privée n’est interrogée que si la configuration la nomme (« address »).", `  A private address is asked only where the configuration names it ("address").`))
	}
	printPhases(w, lang, p.Kind, r)
	for line := range strings.Lines(r.Answer.Text) {
		fmt.Fprintf(w, "  | %s\n", strings.TrimSuffix(line, "\n"))
	}
	for _, c := range p.Conditions {
		fmt.Fprintf(w, "  %-8s %s\n", c.Truth, c.Condition)
	}
	if !r.Answer.Body.IsZero() {
		fmt.Fprintf(w, tr(lang, "  corps : %d octets, SHA-256 %v\n", "  body: %d bytes, SHA-256 %v\n"), r.Answer.Size, r.Answer.Body)
	}
	fmt.Fprintln(w, tr(lang, "Rien n’a été consigné.", "Nothing was recorded."))
}

// printPhases draws the phases as bars, each beginning where the one before
// ended, on 40 columns.
func printPhases(w io.Writer, lang, kind string, r probe.Result) {
	const columns = 40
	var total, begun int64
	for _, s := range r.Timing {
		total += int64(s.Duration())
	}
	for i, s := range r.Timing {
		if s == 0 {
			continue
		}
		d := int64(s.Duration())
		from, to := begun*columns/max(total, 1), (begun+d)*columns/max(total, 1)
		fmt.Fprintf(w, "  %-14s %s%s%s %6d.%03d ms\n", phaseName(kind, i).In(lang), strings.Repeat(" ", int(from)),
			strings.Repeat("█", int(max(to-from, 1))), strings.Repeat(" ", int(columns-min(columns, max(to, from+1)))), d/1e6, d/1e3%1000)
		begun += d
	}
}
