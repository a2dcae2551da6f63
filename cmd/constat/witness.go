package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"constat/store/witness"
)

// witnessFolder is where a witness lies unless said otherwise.
const witnessFolder = "witness"

// witnessCmd cosigns other vantages' checkpoints.
func witnessCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	words := map[string]func(context.Context, []string, io.Writer, io.Writer) int{
		"init": witnessInit, "enrol": witnessEnrol, "close": witnessClose, "run": witnessRun, "list": witnessList,
	}
	if n := firstWord(args); n >= 0 && words[args[n]] != nil {
		return words[args[n]](ctx, slices.Delete(slices.Clone(args), n, n+1), stdout, stderr)
	}
	o := newOptions("witness", stdout, stderr)
	help := say("init|enrol|close|run|list\n\nCosigne l'état des journaux d'autres points de vue, après avoir vérifié qu'ils n'ont fait que croître :\n  constat witness init [DOSSIER] --name NOM   une clé de témoin\n  constat witness enrol CLÉ [--member QUI]    inscrit un journal, par la clé que donne « constat keys »\n  constat witness close CLÉ                   n'en cosigne plus d'arbre plus grand : sa clé a été remplacée\n  constat witness run [--listen ADRESSE]      le service (c2sp.org/tlog-witness)\n  constat witness list [PREUVE...]            où en est chaque journal ; qui n'a pas envoyé son dossier",
		"init|enrol|close|run|list\n\nCosigns the state of other vantages' logs, after checking that they only grew:\n  constat witness init [DIR] --name NAME    a witness's key\n  constat witness enrol KEY [--member WHO]  enrols a log, by the key that \"constat keys\" gives\n  constat witness close KEY                 cosigns no larger tree of it: its key was replaced\n  constat witness run [--listen ADDRESS]    the service (c2sp.org/tlog-witness)\n  constat witness list [BUNDLE...]          how each log stands; whose bundle never came")
	if code, done := o.parse(args, help, 1, 0); done {
		return code
	}
	return 2
}

// firstWord returns which argument is no flag and no flag's value, -1 for none:
// flags may stand before the subcommand.
func firstWord(args []string) int {
	for i := 0; i < len(args); i++ {
		switch {
		case !strings.HasPrefix(args[i], "-"):
			return i
		case !strings.Contains(args[i], "=") && args[i] != "--json" && args[i] != "--help" && args[i] != "-h":
			i++
		}
	}
	return -1
}

// witnessInit makes a witness.
func witnessInit(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("witness init", stdout, stderr)
	name := o.String("name", "", "`name` of the witness, an address without its scheme: witness.example/w1")
	help := say("[DOSSIER] --name NOM\n\nCrée un témoin et sa clé ; n'écrase rien.", "[DIR] --name NAME\n\nMakes a witness and its key; overwrites nothing.")
	if code, done := o.parse(args, help, 0, 1); done {
		return code
	}
	dir := witnessFolder
	if o.NArg() == 1 {
		dir = o.Arg(0)
	}
	if *name == "" {
		return o.fail(errors.New(tr(o.lang(), "un témoin a un nom : --name, par exemple temoin.example/1", "a witness has a name: --name, as in witness.example/1")))
	}
	where := ""
	if dir != witnessFolder {
		where = " --dir " + dir
	}
	key, err := witness.Create(dir, *name)
	if err != nil {
		return o.fail(err)
	}
	o.print("%s\nLe témoin est dans %s ; ci-dessus sa clé publique. Elle va dans la configuration de ceux qu'il cosigne (« witnesses ») et dans la politique de qui le croit (« witness %s %s »).\nÀ faire : « constat witness enrol CLÉ%s » pour chaque journal, puis « constat witness run%[5]s ».",
		"%s\nThe witness is in %s; above is its public key. It goes into the configuration of those it cosigns (\"witnesses\") and into the policy of who believes it (\"witness %s %s\").\nNext: \"constat witness enrol KEY%s\" for each log, then \"constat witness run%[5]s\".",
		key, dir, vantageNamed(*name), key, where)
	return 0
}

// witnessEnrol enrols a log.
func witnessEnrol(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("witness enrol", stdout, stderr)
	dir := o.String("dir", witnessFolder, "`folder` of the witness")
	member := o.String("member", "", "`member` whose log it is")
	help := say("CLÉ [--member QUI] [--dir DOSSIER]\n\nInscrit un journal par sa clé publique, celle que donne « constat keys » ; le service peut tourner.",
		"KEY [--member WHO] [--dir DIR]\n\nEnrols a log by its verifier key, the one that \"constat keys\" gives; the service may be running.")
	if code, done := o.parse(args, help, 1, 1); done {
		return code
	}
	origin, err := witness.Enrol(*dir, strings.TrimSpace(strings.TrimPrefix(o.Arg(0), "log ")), *member, time.Now())
	if err != nil {
		return o.fail(err)
	}
	o.print("%s est inscrit.", "%s is enrolled.", origin)
	return 0
}

// witnessClose has no larger tree of a log cosigned.
func witnessClose(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("witness close", stdout, stderr)
	dir := o.String("dir", witnessFolder, "`folder` of the witness")
	help := say("CLÉ [--dir DOSSIER]\n\nClôt un journal inscrit, quand sa clé a été remplacée et que sa dernière tête est cosignée : aucun arbre plus grand n'en est plus cosigné, et ce qui viendrait est consigné. Ne se défait pas ; le service peut tourner.",
		"KEY [--dir DIR]\n\nCloses an enrolled log, once its key was replaced and its last checkpoint cosigned: no larger tree of it is cosigned any more, and what would come is recorded. Cannot be undone; the service may be running.")
	if code, done := o.parse(args, help, 1, 1); done {
		return code
	}
	l, err := witness.CloseLog(*dir, strings.TrimSpace(strings.TrimPrefix(o.Arg(0), "log ")), time.Now())
	if err != nil {
		return o.fail(err)
	}
	o.print("%s est clos depuis le %s : rien n'en est cosigné au-delà de %d entrées.", "%s is closed since %s: nothing of it is cosigned beyond %d entries.", l.Origin(), second(l.Closed), l.Size)
	return 0
}

// witnessRun is the service.
func witnessRun(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("witness run", stdout, stderr)
	dir := o.String("dir", witnessFolder, "`folder` of the witness")
	listen := o.String("listen", "localhost:8468", "`address` where it answers")
	help := say("[--listen ADRESSE] [--dir DOSSIER]\n\nCosigne jusqu'à SIGTERM. HTTP simple : mettez TLS devant s'il répond au monde.",
		"[--listen ADDRESS] [--dir DIR]\n\nCosigns until SIGTERM. Plain HTTP: put TLS before it if it answers to the world.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	s, err := serveWitness(*dir, *listen, slog.New(slog.NewTextHandler(stderr, nil)), nil)
	if err != nil {
		return o.fail(err)
	}
	o.print("%s répond à http://%s/add-checkpoint", "%s answers at http://%s/add-checkpoint", s.Key(), s.address)
	<-ctx.Done()
	if err := s.stop(); err != nil {
		return o.fail(err)
	}
	return 0
}

// A witnessedLog is an enrolled log as list shows it.
type witnessedLog struct {
	Log      string `json:"log"`
	Member   string `json:"member"`
	Key      string `json:"key"`
	Enrolled string `json:"enrolled"`
	First    string `json:"first"` // "" for never
	Newest   string `json:"newest"`
	Size     int64  `json:"size"`
	Refused  int    `json:"refused"` // what its signature alone shows: forks, and what came after it was closed
	Forks    int    `json:"forks"`
	Closed   string `json:"closed"` // "" for never
	// Unexplained are checkpoints that anybody may have sent, and that can be
	// honest: they count against nobody.
	Unexplained int `json:"unexplained"`
	// Bundle is how the bundles given show this log: "" where none were given,
	// else there, missing, older, forked, or unlike where they do not show enough
	// to be compared.
	Bundle string `json:"bundle"`
}

// witnessList shows where each log stands, and whose bundle is not among those
// given. It returns 1 when one is missing, or shows less or other than was
// cosigned.
func witnessList(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("witness list", stdout, stderr)
	dir := o.String("dir", witnessFolder, "`folder` of the witness")
	asJSON := o.Bool("json", false, "tell it as JSON, for programs")
	help := say("[PREUVE...] [--json] [--dir DOSSIER]\n\nOù en est chaque journal inscrit. Avec des dossiers de preuve : lesquels ne sont jamais venus, lesquels montrent moins ou autre chose que ce qui a été cosigné ; 1 s'il y en a.",
		"[BUNDLE...] [--json] [--dir DIR]\n\nHow each enrolled log stands. With bundles: which never came, and which show less or other than what was cosigned; 1 when there are any.")
	if code, done := o.parse(args, help, 0, 10_000); done {
		return code
	}
	list, err := witnessedLogs(*dir, o.Args())
	if err != nil {
		return o.fail(err)
	}
	if *asJSON {
		enc := json.NewEncoder(stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(list)
	} else {
		printWitnessed(stdout, o.lang(), list)
	}
	if err != nil {
		return o.fail(err)
	}
	for _, l := range list {
		if slices.Contains([]string{"missing", "older", "forked"}, l.Bundle) {
			return 1
		}
	}
	return 0
}

func witnessedLogs(dir string, bundles []string) ([]witnessedLog, error) {
	logs, err := witness.Logs(dir)
	if err != nil {
		return nil, err
	}
	refusals, err := witness.Refusals(dir)
	if err != nil {
		return nil, err
	}
	shown, err := shownIn(bundles)
	if err != nil {
		return nil, err
	}
	list := []witnessedLog{}
	for _, l := range logs {
		x := witnessedLog{Log: l.Origin(), Member: l.Member, Key: l.Key, Enrolled: second(l.Enrolled), First: second(l.First), Newest: second(l.Newest), Size: l.Size, Closed: second(l.Closed)}
		for _, r := range refusals {
			if r.Log == x.Log {
				x.count(r.Kind)
			}
		}
		if len(bundles) > 0 {
			x.Bundle = shown.state(l)
		}
		list = append(list, x)
	}
	return list, nil
}

func (x *witnessedLog) count(k witness.Kind) {
	if !k.Shows() {
		x.Unexplained++
		return
	}
	x.Refused++
	if k == witness.Fork {
		x.Forks++
	}
}

// second writes a time as the witness keeps it.
func second(s int64) string {
	if s == 0 {
		return ""
	}
	return time.Unix(s, 0).UTC().Format(time.RFC3339)
}

func printWitnessed(w io.Writer, lang string, list []witnessedLog) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, tr(lang, "JOURNAL\tMEMBRE\tINSCRIT\tCOSIGNÉ\tENTRÉES\tCLOS\tREFUSÉ\tVERSIONS DOUBLES\tINEXPLIQUÉ\tDOSSIER", "LOG\tMEMBER\tENROLLED\tCOSIGNED\tLEAVES\tCLOSED\tREFUSED\tFORKS\tUNEXPLAINED\tBUNDLE"))
	missing := 0
	for _, l := range list {
		if l.Bundle == "missing" {
			missing++
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%s\t%d\t%d\t%d\t%s\n", l.Log, dash(l.Member), l.Enrolled, dash(l.Newest), l.Size, dash(l.Closed), l.Refused, l.Forks, l.Unexplained, dash(bundleWords[l.Bundle].In(lang)))
	}
	_ = table.Flush() // an error shows when the terminal itself is gone
	if missing > 0 {
		fmt.Fprintf(w, tr(lang, "\nDossiers jamais venus\u00a0: %d.\n", "\nBundles that never came: %d.\n"), missing)
	}
}

var bundleWords = map[string]Phrase{
	"missing": {"JAMAIS VENU", "NEVER CAME"},
	"older":   {"MONTRE MOINS QUE COSIGNÉ", "SHOWS LESS THAN COSIGNED"},
	"forked":  {"AUTRE VERSION QUE COSIGNÉE", "OTHER HISTORY THAN COSIGNED"},
	"unlike":  {"venu, ne peut être comparé", "came, cannot be compared"},
	"there":   {"venu", "came"},
}
