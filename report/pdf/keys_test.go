package pdf

import (
	"strings"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// keyed is the sample with the life of each key: one of each end.
func keyed(ended ...string) *dossier.Dossier {
	d := sample()
	at := d.Period.From
	for n, reason := range append(ended, "") {
		log, next := record.EpochOf("saguenay-1", n+1), record.EpochOf("saguenay-1", n+2)
		k := dossier.Key{Vantage: "saguenay-1", Log: log, Key: log + "+3f8e21aa+AZt0", Shown: reason != "loss", From: at, Opened: dossier.Ref{Log: log}, Size: 512,
			Ended: reason, Closed: dossier.Ref{Log: log, Leaf: -1}}
		if reason != "" {
			k.Until, k.Successor = at, next
		}
		if reason == "rotation" || reason == "theft" {
			k.Closed.Leaf = 510
			k.Stamped, k.StampedBy, k.StampedSize = at, "tsa-one", 500
		}
		if n > 0 {
			k.Follows, k.Cited = record.EpochOf("saguenay-1", n), 512
		}
		d.Keys = append(d.Keys, k)
	}
	return d
}

func TestWhatAThiefCouldDoIsSaid(t *testing.T) {
	for l, want := range map[string][]string{
		"en": {
			"saguenay-1/1 was closed on", "neither lost nor stolen", "because its key was declared stolen", "The key of saguenay-1/3 was declared lost",
			"saguenay-1/3 is not among the evidence files", "saguenay-1/4 says that it goes on with saguenay-1/3, and cites its head of 512 entries",
			"a head of 500 entries existed on", "according to tsa-one", "attests a head of saguenay-1/4", "another continuation",
			"The key of saguenay-1/2 was declared stolen.", "no. 510",
		},
		"fr": {
			"saguenay-1/1 a été fermé le", "ni perdue ni volée", "parce que sa clé a été déclarée volée", "La clé de saguenay-1/3 a été déclarée perdue",
			"n’est pas parmi les fichiers de preuve", "cite sa tête de 512 entrées", "une tête de 500 entrées existait au plus tard le", "selon tsa-one",
			"n’atteste une tête de saguenay-1/4", "une autre suite", "La clé de saguenay-1/2 a été déclarée volée.", "clé remplacée", "clé volée",
		},
	} {
		out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, keyed("rotation", "theft", "loss"), Options{Lang: l}), "-")
		flat := strings.NewReplacer("\u00a0", " ").Replace(strings.Join(strings.Fields(out), " "))
		for _, w := range want {
			if !strings.Contains(flat, w) {
				t.Errorf("%s: %q is not there", l, w)
			}
		}
	}
}

// A stolen and a lost key stand in the summary, and it stays one page.
func TestEndangeredKeysStandInTheSummary(t *testing.T) {
	for _, l := range []*lang.Language{lang.French, lang.English} {
		s := newSheet(keyed("theft", "loss"), Options{Zone: time.UTC}, l, papers["letter"], [32]byte{})
		s.summary()
		if n := s.pdf.PageNo(); n != 1 {
			t.Errorf("%s: the summary has %d pages", l.Code, n)
		}
		if said := s.sure(); !strings.Contains(said, l.Summary.Stolen("saguenay-1/1")) || !strings.Contains(said, l.Summary.Lost("saguenay-1/2")) {
			t.Errorf("%s: %s", l.Code, said)
		}
		if said := newSheet(keyed("rotation"), Options{Zone: time.UTC}, l, papers["letter"], [32]byte{}).sure(); strings.Contains(said, "saguenay-1/1") {
			t.Errorf("%s: %s", l.Code, said)
		}
	}
}

// The changes of form end with this document, which can't hold its own digest.
func TestConversionsArePrinted(t *testing.T) {
	d := sample()
	d.Custody = append(d.Custody, dossier.Act{Custody: record.Custody{Time: d.Period.From.Instant, Role: "operator", Act: "bundle-exported", What: "some targets from 2021-08-01T00:00:00.000Z",
		Digest: record.Sum([]byte("out")), Tool: "constat", Version: "0.0.9", Inputs: []record.Hash{record.Sum([]byte("in"))}}})
	d.Conversions = []dossier.Conversion{
		{Output: "observations.csv", Log: "saguenay-1/1", SHA256: record.Sum([]byte("csv")), Tool: "constat", Version: "0.1.0", Inputs: []record.Hash{record.Sum([]byte("head"))}},
		{Output: "dossier.json", Tool: "constat", Version: "0.1.0", Parameters: []dossier.Parameter{{Name: "method", Value: record.Sum([]byte("m")).String()}, {Name: "terms", Value: record.Sum([]byte("t")).String()}}},
	}
	out := judge(t, "pdftotext", "-layout", "-nopgbrk", written(t, d, Options{Lang: "en", Attachments: []Attachment{{Name: "report.json", Data: []byte("recipe")}}}), "-")
	flat := strings.NewReplacer("\u00a0", " ").Replace(strings.Join(strings.Fields(out), " "))
	text := func(b []byte) string { return strings.ReplaceAll(twelve(record.Sum(b).String()), "\u00a0", " ") }
	for _, want := range []string{"some of the", "constat 0.0.9", text([]byte("in")), text([]byte("out")), text([]byte("csv")), text([]byte("head")), "this document", text([]byte("recipe")), "see below", "contracts:", text([]byte("t")), "cannot hold its own digest"} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is not there", want)
		}
	}
}
