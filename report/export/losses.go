package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"

	"constat/report/dossier"
)

// lossColumns are the keys of a loss in the dossier's JSON.
var lossColumns = []string{
	"target", "site", "provider", "state", "item", "kind", "bytes", "sha256", "last_seen", "first_missing", "restored", "elsewhere", "altered", "same",
	"last_seen_leaf", "first_missing_leaf", "restored_leaf", "review",
	"second_hand", "vantage", "told", "held_locally", "held_as", "held_locally_leaf", "held_elsewhere", "held_in", "held_in_as",
}

// Losses writes the losses of a dossier as CSV (RFC 4180), one a line, those last that
// it does not list. Texts
// are guarded as those of members are.
func Losses(d *dossier.Dossier) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(lossColumns); err != nil {
		return nil, err
	}
	err := write(w, d, slices.Values(d.Losses))
	for _, rest := range d.Rest {
		err = errors.Join(err, write(w, d, rest))
	}
	w.Flush()
	return b.Bytes(), errors.Join(err, w.Error())
}

func write(w *csv.Writer, d *dossier.Dossier, losses iter.Seq[dossier.Loss]) error {
	for l := range losses {
		if err := w.Write(row(d, l)); err != nil {
			return err
		}
	}
	return nil
}

func row(d *dossier.Dossier, l dossier.Loss) []string {
	sum := ""
	if !l.SHA256.IsZero() {
		sum = l.SHA256.String()
	}
	bytes := strconv.FormatInt(l.Bytes, 10)
	if l.Unsized > 0 && l.Unsized >= l.Files {
		bytes = ""
	}
	row := []string{harmless(l.Target, false), harmless(l.Site, false), harmless(l.Provider, false), l.State, harmless(l.Item, false), l.Kind, bytes, sum,
		bound(d, l, l.LastSeen), bound(d, l, l.FirstMissing), bound(d, l, l.Restored), strconv.FormatBool(l.Elsewhere), strconv.FormatBool(l.Altered), strconv.FormatBool(l.Same)}
	restored, local := -1, -1
	if l.Restored.Known {
		restored = 2
	}
	if l.HeldLocally {
		local = len(l.Leaves) - 1
	}
	return append(row, leafOf(l, 0), leafOf(l, 1), leafOf(l, restored), strings.Join(l.Review, " "), strconv.FormatBool(l.SecondHand), harmless(l.Vantage, false),
		harmless(l.Told, false), strconv.FormatBool(l.HeldLocally), harmless(l.HeldAs, false), leafOf(l, local),
		strconv.FormatBool(l.HeldElsewhere), harmless(l.HeldIn, false), harmless(l.HeldInAs, false))
}

// bound is the time of a listing; of one of others of which the day alone was
// told, that day.
func bound(d *dossier.Dossier, l dossier.Loss, at dossier.Time) string {
	if day, ok := d.ToldDay(l.TargetID, at); ok && l.SecondHand {
		return day
	}
	return moment(at)
}

func moment(t dossier.Time) string {
	if !t.Known {
		return ""
	}
	return t.Instant.String()
}

// leafOf names the leaf of one of the listings that bound a file's loss, or of
// the answers that bound a page's.
func leafOf(l dossier.Loss, i int) string {
	if l.Item == "" || i < 0 || i >= len(l.Leaves) {
		return ""
	}
	return l.Leaves[i].Log + " " + strconv.FormatInt(l.Leaves[i].Leaf, 10)
}
