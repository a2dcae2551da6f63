package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"constat/collector/inventory"
	"constat/store/record"
)

// A listed is one listing as JSON has it. The first seven keys are those of
// any probe.
type listed struct {
	Target     string         `json:"target"`
	Kind       string         `json:"kind"`
	Outcome    string         `json:"outcome"` // good, or unknown: what could not be listed is not missing
	Cause      string         `json:"cause"`
	Peer       string         `json:"peer"`
	Phases     struct{}       `json:"phases_ms"`
	Started    record.Instant `json:"started"`
	TookMS     int64          `json:"took_ms"`
	Detail     string         `json:"detail"`
	Files      int64          `json:"files"` // or records
	Bytes      int64          `json:"bytes"`
	Read       int64          `json:"read"`
	ReadBytes  int64          `json:"read_bytes"`
	Unreadable int64          `json:"unreadable"`
	Unread     int64          `json:"unread"` // files whose content is not known
	Kinds      []listedKind   `json:"kinds"`
}

type listedKind struct {
	Kind  record.FileKind `json:"kind"`
	Files int64           `json:"files"`
	Bytes int64           `json:"bytes"`
}

// probeInventory lists once and says what would be recorded. It returns 0 also
// when the listing stopped: that is unknown, and not bad.
func probeInventory(ctx context.Context, o *options, t Target, asJSON bool, stdout io.Writer) int {
	secret, err := secretOf(o.folder(), t)
	if err != nil {
		return o.fail(err)
	}
	q := t.Question()
	r := inventory.List(ctx, inventory.Ask{Question: q, Secret: secret, Budget: inventory.Budget(q, tenths(t.Interval))})
	if r.Manifest != "" {
		os.Remove(r.Manifest)
	}
	l := listedOf(t, r)
	if !asJSON {
		printListed(stdout, o.lang(), q.Pick != "", l)
		return 0
	}
	if err := printJSON(stdout, l); err != nil {
		return o.fail(err)
	}
	return 0
}

func listedOf(t Target, r inventory.Result) listed {
	e := r.Inventory
	l := listed{Target: t.Name, Kind: record.AskInventory, Outcome: "good", Cause: string(e.Fault), Started: e.Time, TookMS: int64(e.Ended - e.Time),
		Detail: e.Detail, Files: e.Items, Bytes: e.Bytes, Read: e.Read, ReadBytes: e.ReadBytes, Unreadable: e.Unreadable, Unread: r.Unread, Kinds: []listedKind{}}
	if !e.Whole() {
		l.Outcome = "unknown"
	}
	for _, k := range r.Kinds {
		l.Kinds = append(l.Kinds, listedKind(k))
	}
	return l
}

// fileKindWords name kinds of files, in the plural.
var fileKindWords = map[record.FileKind]Phrase{
	record.Photo: {"photos", "photos"}, record.Video: {"vidéos", "videos"}, record.Music: {"musique", "music"}, record.Document: {"documents", "documents"},
	record.Mail: {"courriels", "mail"}, record.Page: {"pages", "pages"}, record.Code: {"code", "code"}, record.Archived: {"archives", "archives"}, record.Other: {"autres", "other"},
}

func printListed(w io.Writer, lang string, counts bool, l listed) {
	took := time.Duration(l.TookMS) * time.Millisecond
	fmt.Fprintln(w, l.Target)
	if l.Outcome != "good" {
		fmt.Fprintf(w, tr(lang, "  inconnu (%s) après %d fichiers et %v", "  unknown (%s) after %d files and %v"), l.Cause, l.Files, took)
		if l.Detail != "" {
			fmt.Fprintf(w, ", %s", l.Detail)
		}
		fmt.Fprintln(w, tr(lang, "\n  Ce qui n’a pas pu être listé n’est pas tenu pour perdu.", "\n  What could not be listed is not held to be lost."))
	} else if counts {
		fmt.Fprintf(w, tr(lang, "  %d enregistrements, en %v\n", "  %d records, in %v\n"), l.Files, took)
	} else {
		fmt.Fprintf(w, tr(lang, "  %d fichiers, %d octets, en %v\n", "  %d files, %d bytes, in %v\n"), l.Files, l.Bytes, took)
		printKinds(w, lang, l)
	}
	fmt.Fprintln(w, tr(lang, "Rien n’a été consigné.", "Nothing was recorded."))
}

func printKinds(w io.Writer, lang string, l listed) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, k := range l.Kinds {
		fmt.Fprintf(table, "  %s\t%d\t%d\t\n", fileKindWords[k.Kind].In(lang), k.Files, k.Bytes)
	}
	_ = table.Flush() // an error shows when the terminal itself is gone
	fmt.Fprintf(w, tr(lang, "  contenu lu : %d fichiers, %d octets ; pas encore connu : %d ; illisible : %d\n",
		"  content read: %d files, %d bytes; not known yet: %d; unreadable: %d\n"), l.Read, l.ReadBytes, l.Unread, l.Unreadable)
}
