package bundle

import (
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"
)

// A lie is a bundle that must not pass, the check that must not let it, and
// words of what that check says.
type lie struct {
	name  string
	head  Head
	check string
	says  string
	make  func(t *testing.T, f *forge) []byte
}

// Lies of one sort: told by name, and what becomes of the check.
type lies struct {
	sort   string
	result Result
	list   []lie
}

// tampering is the table of all that is tried. Each row is tried by itself.
var tampering = []lies{
	{"done to the archive", Failed, archiveLies},
	{"done to its files", Failed, fileLies},
	{"left out, or picked", Failed, omissionLies},
	{"written into the log: what was seen", Failed, observationLies},
	{"written into the log: targets that are no pages", Failed, kindLies},
	{"written into the log: what a provider said", Failed, statementLies},
	{"written into the log: redirects and addresses", Failed, followedLies},
	{"written into the log: jobs that report in", Failed, pushLies},
	{"written into the log: the vantage's own network", Failed, networkLies},
	{"written into the log: a claim's register", Failed, registerLies},
	{"written into the log: what was kept", Failed, captureLies},
	{"written into the log: what a store held", Failed, inventoryLies},
	{"written into the log: records that are counted", Failed, countLies},
	{"written into the log: what others wrote down", Failed, importLies},
	{"written into the log: who stood behind a name", Failed, pathLies},
	{"written into the log: diagnostic attempts", Failed, attemptLies},
	{"written into the log: pictures", Failed, pictureLies},
	{"written into the log: requisites", Failed, requisiteLies},
	{"written into the log: contents kept of a crawl", Failed, bodyLies},
	{"written into the log: seals and links", Failed, sealLies},
	{"done to time stamps", Failed, tokenLies},
	{"told of epochs", Failed, epochLies},
	{"told of witnesses", Failed, witnessLies},
	{"kept back, or told, of witnesses whom nobody believes", Unchecked, unwitnessed},
}

// The tamper table: what was done, under which head it shows, with which
// message.
func TestTamperedBundleFails(t *testing.T) {
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	for _, sort := range tampering {
		fmt.Fprintf(w, "\n%s\n", strings.ToUpper(sort.sort))
		for _, l := range sort.list {
			t.Run(l.name, func(t *testing.T) {
				f := newForge(t)
				c := l.caught(t, verifyBytes(t, l.make(t, f), f.policy()), sort.result)
				fmt.Fprintf(w, "  %s\t%s, %s\t%s\n", l.name, c.Head, c.Name, plain(c.Detail.English))
			})
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", table.String())
}

// caught returns the first check that came to result: it must be the lie's own,
// in both languages.
func (l lie) caught(t *testing.T, b *Bundle, result Result) Check {
	if result == Failed && (b.Verdict() != Broken || b.Logs != nil) || b.Verdict() == Proven {
		t.Fatalf("verdict %s", b.Verdict())
	}
	for _, c := range b.Checks {
		if c.Result != result {
			continue
		}
		if c.Head != l.head || c.Name != l.check || !strings.Contains(c.Detail.English, l.says) {
			t.Errorf("%s under %s, %s: %s", result, c.Head, c.Name, c.Detail.English)
		}
		if french := c.Detail.French; strings.HasPrefix(french, " ") || french == c.Detail.English {
			t.Errorf("no French for it: %s", french)
		}
		return c
	}
	t.Fatalf("no check is %s", result)
	return Check{}
}

// lied shows the whole of a log that write wrote.
func lied(write func(*forge), more ...string) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		write(f)
		return f.write(f.contents(-1, int64(len(f.leaves))-1, append(more, "shop", "blog", "control")...))
	}
}
