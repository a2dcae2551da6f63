package loss

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"constat/store/record"
)

// real is a folder of the real test data.
func real(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("CONSTAT_DATA")
	if root == "" {
		t.Skip("CONSTAT_DATA names no folder of test data")
	}
	return filepath.Join(root, name)
}

// The listings of a real site give the figures of others by kind as well. What
// their script has no kind for, code and mail, it counts among the others.
func TestRealSiteGivesTheExpectedFiguresByKind(t *testing.T) {
	dir := real(t, "site-mdn-learning-area")
	for _, name := range []string{"asynchronous", "2016-12-31-to-2019-12-31", "2019-12-31-to-2022-01-31", "2022-01-31-to-2022-06-30", "2022-06-30-to-2026-04-30"} {
		b, err := os.ReadFile(filepath.Join(dir, "expected-"+name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var want struct {
			OldBytes  int64            `json:"old_bytes"`
			NewBytes  int64            `json:"new_bytes"`
			NewFiles  int64            `json:"new_files"`
			Unchanged int64            `json:"unchanged"`
			Lost      map[string]int64 `json:"content_lost_by_kind"`
			Added     map[string]int64 `json:"added_by_kind"`
			Changed   map[string]int64 `json:"changed_by_kind"`
			Removed   map[string]int64 `json:"removed_by_kind"`
		}
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		old, now, ok := strings.Cut(name, "-to-")
		if !ok {
			old, now = name+"-before", name+"-after"
		}
		h := history(t, tsv(t, dir, old, 1), tsv(t, dir, now, 2))
		sum := func(of func(Tally) Amount) map[string]int64 {
			out := map[string]int64{}
			for _, k := range h.Tallies {
				if kind, n := theirs(k.Kind), of(k).Files; n > 0 {
					out[kind] += n
				}
			}
			return out
		}
		for _, c := range []struct {
			what string
			got  map[string]int64
			want map[string]int64
		}{
			{"lost", sum(func(k Tally) Amount { return k.Gone }), want.Lost},
			{"new", sum(func(k Tally) Amount { return k.New }), want.Added},
			{"altered", sum(func(k Tally) Amount { return k.Altered }), want.Changed},
			{"missing", sum(func(k Tally) Amount { return k.Gone.plus(k.Moved) }), want.Removed},
		} {
			if !sameCounts(c.got, c.want) {
				t.Errorf("%s: %s %v, want %v", name, c.what, c.got, c.want)
			}
		}
		first, last := total(h, func(k Tally) Amount { return k.First }), total(h, func(k Tally) Amount { return k.Last })
		kept := first.Files - total(h, func(k Tally) Amount { return k.Gone.plus(k.Moved).plus(k.Altered) }).Files
		if first.Bytes != want.OldBytes || last != (Amount{Files: want.NewFiles, Bytes: want.NewBytes}) || kept != want.Unchanged {
			t.Errorf("%s: first %v, last %v, %d kept; want %+v", name, first, last, kept, want)
		}
	}
}

// theirs is the name that their script has for a kind.
func theirs(k record.FileKind) string {
	switch k {
	case record.Code, record.Mail:
		return string(record.Other)
	case record.Music:
		return "audio"
	}
	return string(k)
}

func sameCounts(a, b map[string]int64) bool {
	for k, n := range b {
		if a[k] != n {
			return false
		}
	}
	return len(a) == len(b)
}
