package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"constat/report/incident"
	"constat/report/live"
	"constat/store"
	"constat/store/record"
)

// A statusTarget is a target as status shows it.
type statusTarget struct {
	live.Target
	Held *statusHeld `json:"held"` // null for what is not asked what it holds
}

// A statusWitness is how far a witness cosigned.
type statusWitness struct {
	Witness  string         `json:"witness"` // name of its key
	Cosigned record.Instant `json:"cosigned"`
	Leaves   int64          `json:"cosigned_leaves"`
}

// A statusEvidence is the health of the evidence itself.
type statusEvidence struct {
	Log      string          `json:"log"`
	Leaves   int64           `json:"leaves"`
	TreeSize int64           `json:"tree_size"`
	Sealed   *record.Instant `json:"sealed"`
	Pending  int             `json:"pending"`
	Bytes    int64           `json:"bytes"`
	Stamped  *record.Instant `json:"stamped"`        // when the newest time stamp came
	Covered  int64           `json:"stamped_leaves"` // leaves under the stamped checkpoint
	// Witnesses are those that cosigned, Uncosigned those that the daemon waits for.
	Witnesses  []statusWitness `json:"witnesses"`
	Uncosigned []uncosigned    `json:"uncosigned"`
	Clock      *statusClock    `json:"clock"` // null where no time server was asked
}

type statusReport struct {
	Running  bool            `json:"running"`
	PID      int             `json:"pid"`
	Targets  []statusTarget  `json:"targets"`
	Evidence statusEvidence  `json:"evidence"`
	Jobs     []reportAddress `json:"jobs"`     // where those report in that must
	Claims   []statusClaim   `json:"claims"`   // what contracts ask of the outages that go on
	Notify   []destination   `json:"notify"`   // who is told what changed
	Breaches []statusBreach  `json:"breaches"` // the 72 hours of declared losses of personal data
}

// statusCmd shows what is up or down and since when, and how the evidence
// stands. It returns 1 when something is down.
func statusCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("status", stdout, stderr)
	asJSON := o.Bool("json", false, "tell it as JSON, for programs")
	help := say("[--json]\n\nCe qui répond ou non vu d'ici, et depuis quand ; l'état de la preuve. 1 quand une cible ne répond pas.",
		"[--json]\n\nWhat is up or down as seen from here, and since when; the health of the evidence. 1 when a target is down.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	own, err := reach(o.folder())
	if err != nil {
		return o.fail(err)
	}
	defer own.close()
	st, err := own.standing(ctx)
	if err != nil {
		return o.fail(err)
	}
	r := statusOf(st)
	r.Claims = claimsOf(*o.config, time.Now())
	c, _, _ := LoadConfig(*o.config) // without one, the log still tells how things stand
	if c != nil {
		r.Jobs = reportAddresses(*o.config, c)
		r.Notify = deliveries(o.folder(), c)
		r.Breaches = breachesOf(filepath.Dir(*o.config), c.Breaches, time.Now())
	}
	if *asJSON {
		enc := json.NewEncoder(stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(r)
	} else {
		printStatus(stdout, o.lang(), r, time.Now())
		if c != nil {
			printReportAddresses(stdout, o.lang(), c, r.Jobs)
		}
	}
	if err != nil {
		return o.fail(err)
	}
	for _, t := range r.Targets {
		if t.Down() {
			return 1
		}
	}
	return 0
}

func statusOf(st standing) statusReport {
	h := st.Health
	r := statusReport{Running: st.Running, PID: st.PID, Targets: []statusTarget{}, Jobs: []reportAddress{}, Notify: []destination{}, Breaches: []statusBreach{}, Evidence: statusEvidence{
		Log: h.Head.Origin, Leaves: h.Leaves, TreeSize: h.Head.Size, Pending: h.Pending, Bytes: h.Bytes}}
	if h.Sealed != 0 {
		r.Evidence.Sealed = &h.Sealed
	}
	if h.Stamped != 0 {
		r.Evidence.Stamped, r.Evidence.Covered = &h.Stamped, h.Covered
	}
	r.Evidence.Witnesses, r.Evidence.Uncosigned = []statusWitness{}, append([]uncosigned{}, st.Uncosigned...)
	for _, c := range st.Cosigners {
		name, _, _ := strings.Cut(c.Witness, "+")
		r.Evidence.Witnesses = append(r.Evidence.Witnesses, statusWitness{name, record.Instant(c.At * 1000), c.Last})
	}
	r.Evidence.Clock = statusClockOf(h.Clock)
	for _, s := range st.Targets {
		r.Targets = append(r.Targets, statusTargetOf(s))
	}
	return r
}

func statusTargetOf(s store.State) statusTarget {
	t := statusTarget{Target: live.Of(live.Newest{Target: s.Target, Since: s.Since, Last: s.Last, Answer: s.Answer, Control: s.Control, Inventory: s.Inventory})}
	if s.Inventory != nil && s.Target.Question.Kind == record.AskInventory {
		t.Held = statusHeldOf(s)
	}
	return t
}

var outcomeWords = map[incident.Verdict]Phrase{
	incident.Good:    {"répond", "up"},
	incident.Bad:     {"NE RÉPOND PAS", "DOWN"},
	incident.Slow:    {"lente", "slow"},
	incident.Blocked: {"nous refuse", "blocks us"},
	incident.Unknown: {"inconnu", "unknown"},
	live.Brought:     {"de seconde main", "second-hand"},
	"":               {"pas encore demandée", "not asked yet"},
}

func printStatus(w io.Writer, lang string, r statusReport, now time.Time) {
	down := 0
	for _, t := range r.Targets {
		if t.Down() {
			down++
		}
	}
	if down == 0 {
		fmt.Fprintln(w, tr(lang, "Aucune cible n’est en défaut, vue d’ici.", "No target is down, as seen from here."))
	} else {
		fmt.Fprintf(w, tr(lang, "Cibles en défaut, vues d’ici : %d.\n", "Targets down, as seen from here: %d.\n"), down)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, tr(lang, "\nCIBLE\tSITE\tÉTAT\tDEPUIS\tCAUSE\tADRESSE", "\nTARGET\tSITE\tSTATE\tSINCE\tCAUSE\tADDRESS"))
	for _, t := range r.Targets {
		if !t.Control {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", t.Name, dash(t.Site), outcomeWords[t.Outcome].In(lang), since(t.Since), dash(string(t.Cause)), t.URL)
		}
	}
	_ = table.Flush() // an error shows when the terminal itself is gone
	for _, t := range r.Targets {
		printHeld(w, lang, t)
	}
	printClaims(w, lang, r.Claims)
	printBreaches(w, lang, r.Breaches)
	printEvidence(w, lang, r, now)
	printDeliveries(w, lang, r.Notify, now)
}

func since(i *record.Instant) string {
	if i == nil {
		return "-"
	}
	return i.Time().Format("2006-01-02 15:04:05Z")
}

func printEvidence(w io.Writer, lang string, r statusReport, now time.Time) {
	e := r.Evidence
	fmt.Fprintf(w, tr(lang, "\nLa preuve : %d entrées, dont %d sous tête signée ; %d observations en attente ; %d octets.\n",
		"\nThe evidence: %d leaves, %d of them under a signed checkpoint; %d observations pending; %d bytes.\n"), e.Leaves, e.TreeSize, e.Pending, e.Bytes)
	if e.Sealed != nil {
		fmt.Fprintf(w, tr(lang, "Dernier scellé il y a %v. ", "Last seal %v ago. "), now.Sub(e.Sealed.Time()).Round(time.Second))
	}
	if e.Stamped == nil {
		fmt.Fprintln(w, tr(lang, "Aucune autorité n’atteste l’heure : « anchors » en nomme dans la configuration.", `No authority attests to the time: "anchors" names some in the configuration.`))
	} else {
		fmt.Fprintf(w, tr(lang, "Dernier horodatage il y a %v, sur %d entrées.\n", "Last time stamp %v ago, over %d leaves.\n"), now.Sub(e.Stamped.Time()).Round(time.Second), e.Covered)
	}
	printWitnesses(w, lang, e, now)
	printClock(w, lang, e.Clock, now)
	if !r.Running {
		fmt.Fprintln(w, tr(lang, "Le service ne tourne pas : rien n’est observé en ce moment.", "The daemon is not running: nothing is being watched now."))
	}
}

// printWitnesses says who cosigned, how far, and since when somebody is waited
// for.
func printWitnesses(w io.Writer, lang string, e statusEvidence, now time.Time) {
	for _, x := range e.Witnesses {
		fmt.Fprintf(w, tr(lang, "Le témoin %s a cosigné %d entrées il y a %v.\n", "The witness %s cosigned %d leaves %v ago.\n"),
			x.Witness, x.Leaves, now.Sub(x.Cosigned.Time()).Round(time.Second))
	}
	if len(e.Witnesses)+len(e.Uncosigned) == 0 {
		fmt.Fprintln(w, tr(lang, "Aucun témoin ne cosigne : « witnesses » en nomme dans la configuration.", `No witness cosigns: "witnesses" names some in the configuration.`))
	}
	for _, x := range e.Uncosigned {
		fmt.Fprintf(w, tr(lang, "PAS COSIGNÉ par %s depuis %v, %d essais. %s\n", "NOT COSIGNED by %s for %v, %d tries. %s\n"),
			x.Witness, now.Sub(x.Since.Time()).Round(time.Second), x.Tries, x.Error)
	}
}
