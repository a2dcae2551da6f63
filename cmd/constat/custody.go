package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"constat/store/record"
)

// ownActs are entered by whoever does them, with the store in hand; the others
// also by hand or through the daemon.
var ownActs = []string{"bundle-exported", "key-created", "key-closed", "key-succeeded"}

// custody is the entry of an act of the operator's. Where it turned inputs
// into the thing of the given digest, this program did it.
func custody(act, what string, digest record.Hash, inputs ...record.Hash) record.Custody {
	c := record.Custody{Time: record.At(time.Now()), Role: "operator", Act: act, What: what, Digest: digest}
	if len(inputs) > 0 {
		c.Tool, c.Version, c.Inputs = "constat", version, inputs
	}
	return c
}

// enterAct puts an act into the ledger of the store in dir, through the daemon
// where one runs.
func enterAct(ctx context.Context, dir string, act record.Custody) error {
	own, err := reach(dir)
	if err != nil {
		return err
	}
	return errors.Join(own.append(ctx, act), own.close())
}

// A ledgerLine is a custody or a note entry as custody --json has it. Keys are
// never absent.
type ledgerLine struct {
	Log     string         `json:"log"`
	Leaf    int64          `json:"leaf"`
	Time    record.Instant `json:"time"`
	Kind    record.Kind    `json:"kind"` // custody, note
	Role    string         `json:"role"`
	Act     string         `json:"act"`
	What    string         `json:"what"` // of a note: its text
	Digest  *record.Hash   `json:"sha256"`
	Tool    string         `json:"tool"`
	Version string         `json:"version"`
	Inputs  []record.Hash  `json:"inputs"`
}

func (h *holder) ledger(context.Context) ([]ledgerLine, error) {
	pages, err := h.Ledger()
	lines := []ledgerLine{}
	for _, p := range pages {
		for _, item := range p.Lines {
			lines = append(lines, ledgerLineOf(p.Log, item.Leaf, item.Entry))
		}
	}
	return lines, err
}

func ledgerLineOf(log string, leaf int64, e record.Entry) ledgerLine {
	l := ledgerLine{Log: log, Leaf: leaf, Kind: e.Kind(), Inputs: []record.Hash{}}
	switch e := e.(type) {
	case record.Note:
		l.Time, l.Role, l.What = e.Time, "operator", e.Text
	case record.Custody:
		l.Time, l.Role, l.Act, l.What, l.Tool, l.Version = e.Time, e.Role, e.Act, e.What, e.Tool, e.Version
		l.Inputs = append(l.Inputs, e.Inputs...)
		if !e.Digest.IsZero() {
			l.Digest = &e.Digest
		}
	}
	return l
}

// custodyCmd shows the ledger, or enters an act of the operator's.
func custodyCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("custody", stdout, stderr)
	asJSON := o.Bool("json", false, "tell it as JSON, for programs")
	role := o.String("role", "operator", "of custody add: who did it, in one `word`")
	act := o.String("act", "", "of custody add: what was done, in one `word`: handed-over, copied, deposited")
	file := o.String("file", "", "of custody add: a `file` whose digest is entered")
	help := say("[add TEXTE... --act ACTE [--role RÔLE] [--file FICHIER]] [--json]\n\nMontre ce qui a été fait des preuves, dans tous les journaux de ce dossier. add : inscrit un acte, daté de maintenant ; il ne s'efface pas et figure dans tous les dossiers de preuve. N'y mettez pas de données personnelles.",
		"[add TEXT... --act ACT [--role ROLE] [--file FILE]] [--json]\n\nShows what was done with the evidence, in all logs of this folder. add: enters an act, dated now; it cannot be removed and stands in every bundle. Put no personal data in it.")
	if code, done := o.parse(args, help, 0, 1000); done {
		return code
	}
	var err error
	switch {
	case o.NArg() == 0:
		err = showLedger(ctx, o, *asJSON)
	case o.Arg(0) != "add":
		err = errors.New(say("%q : seul « add » suit « custody »", `%q: only "add" follows "custody"`, o.Arg(0)).In(o.lang()))
	default:
		err = addAct(ctx, o, record.Custody{Role: *role, Act: *act, What: strings.Join(o.Args()[1:], " ")}, *file)
	}
	if err != nil {
		return o.fail(err)
	}
	return 0
}

// addAct enters what the operator says was done.
func addAct(ctx context.Context, o *options, c record.Custody, file string) error {
	for name, word := range map[string]string{"--role": c.Role, "--act": c.Act} {
		if word == "" || len(word) > 40 || strings.ContainsAny(word, " \t\n\r") {
			return errors.New(say("%s %q : un mot d'au plus 40 caractères", "%s %q: one word of at most 40 characters", name, word).In(o.lang()))
		}
	}
	if slices.Contains(append(ownActs, "certificate-created", "certificate-imported"), c.Act) {
		return errors.New(say("--act %q : le programme inscrit lui-même cet acte", "--act %q: the program enters that act by itself", c.Act).In(o.lang()))
	}
	if c.What == "" && file == "" {
		return errors.New(tr(o.lang(), "il manque ce dont il s'agit : un texte, ou --file", "what it is about is missing: a text, or --file"))
	}
	if file != "" {
		var err error
		if c.Digest, err = digestOf(file); err != nil {
			return fmt.Errorf("read file: %w", err)
		}
	}
	c.Time = record.At(time.Now())
	if err := enterAct(ctx, o.folder(), c); err != nil {
		return err
	}
	o.print("Inscrit.", "Entered.")
	return nil
}

func showLedger(ctx context.Context, o *options, asJSON bool) error {
	own, err := reach(o.folder())
	if err != nil {
		return err
	}
	defer own.close()
	lines, err := own.ledger(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(o.stdout, lines)
	}
	if len(lines) == 0 {
		o.print("Rien n'y est inscrit.", "Nothing is entered.")
		return nil
	}
	table := tabwriter.NewWriter(o.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, tr(o.lang(), "JOURNAL\tENTRÉE\tHEURE\tPAR\tACTE\tOBJET\tSHA-256", "LOG\tLEAF\tTIME\tBY\tACT\tOBJECT\tSHA-256"))
	for _, l := range lines {
		digest := "-"
		if l.Digest != nil {
			digest = l.Digest.String()
		}
		act := l.Act
		if l.Kind == record.KindNote {
			act = tr(o.lang(), "note", "note")
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\t%s\t%s\n", l.Log, l.Leaf, since(&l.Time), printable(l.Role), printable(act), dash(printable(l.What)), digest)
	}
	return table.Flush()
}
