package export

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/store/record"
)

// A Sheet is a table in two forms: Sent, with what is masked, and Kept, with
// everything. Each row of Sent ends with the SHA-256 of the row of Kept (its
// bytes without the line's end), and each row of Kept with a salt of its own, so
// that what was masked cannot be found by trying, and a row shown later is
// recognised.
type Sheet struct{ Sent, Kept []byte }

// Masked stands for what a sheet hides.
const Masked = "[masked]"

// outageColumns are those of the sheet of outages; the last is that of the
// digest, or of the salt.
var outageColumns = []string{"contract", "resource", "target", "region", "zone", "first_bad", "last_bad", "last_good", "first_good", "at_least_s", "at_most_s",
	"cause", "status", "vantages", "leaves"}

// Outages writes the outages of c, one a line, with their times in zone.
func Outages(d *dossier.Dossier, c dossier.Claim, l *contract.Letter, zone *time.Location) (Sheet, error) {
	p := newPress(d, l, "outages", outageColumns)
	for _, i := range c.Outages {
		r := l.Of(i.Target, i.Site, i.TargetID.String())
		var leaves []string
		for _, ref := range i.Leaves {
			leaves = append(leaves, place(ref))
		}
		p.row([]string{c.Contract.Contract, r.ID, i.Target, r.Region, r.Zone, local(i.FirstBad, zone), local(i.LastBad, zone), local(i.LastGood, zone), local(i.FirstGood, zone),
			inSeconds(i.AtLeast), inSeconds(i.AtMost), i.Cause, statuses(i.Status), strings.Join(i.Vantages, " "), strings.Join(leaves, " ")}, nil)
	}
	return p.done()
}

var logColumns = []string{"resource", "target", "question", "asked_from", "vantage", "asked", "answered", "verdict", "cause", "status", "detail", "late", "leaf"}

// Log writes the answers that corroborate the outages of c, and those that do
// not, one a line, with their times in zone.
func Log(d *dossier.Dossier, c dossier.Claim, l *contract.Letter, list []dossier.Heard, zone *time.Location) (Sheet, error) {
	p := newPress(d, l, "log", logColumns)
	questions, sites, from := map[record.Hash]string{}, map[record.Hash]string{}, map[string]string{}
	for _, t := range d.Targets {
		questions[t.ID], sites[t.ID] = t.Question.URL, t.Site
	}
	for _, v := range d.Vantages {
		from[v.Name] = strings.Join(public(v), " ")
	}
	for _, h := range list {
		if !slices.ContainsFunc(c.Outages, func(i dossier.Incident) bool { return i.TargetID == h.TargetID && i.Around(h.Start, h.End) }) {
			continue
		}
		r := l.Of(h.Target, sites[h.TargetID], h.TargetID.String())
		status := ""
		if h.Status != 0 {
			status = strconv.Itoa(h.Status)
		}
		p.row([]string{r.ID, h.Target, questions[h.TargetID], from[h.Vantage], h.Vantage, local(dossier.Known(h.Start), zone), local(dossier.Known(h.End), zone), h.Verdict, h.Cause, status, h.Detail,
			strconv.FormatBool(h.Late), place(h.Proof)}, func(sent []string) {
			sent[2] = harmless(p.mask.plain(p.mask.url(questions[h.TargetID])), false)
		})
	}
	return p.done()
}

func place(r dossier.Ref) string {
	where := r.Log + ":" + strconv.FormatInt(r.Leaf, 10)
	if r.Item >= 0 {
		where += "." + strconv.Itoa(r.Item)
	}
	return where
}

func local(t dossier.Time, zone *time.Location) string {
	if !t.Known {
		return ""
	}
	return t.Instant.Time().In(zone).Format("2006-01-02T15:04:05.000Z07:00")
}

// inSeconds writes a duration as the dossier does.
func inSeconds(d dossier.Seconds) string {
	s := strconv.FormatInt(int64(d)/1000, 10)
	if ms := int64(d) % 1000; ms != 0 {
		s += strings.TrimRight("."+strconv.FormatInt(1000+ms, 10)[1:], "0")
	}
	return s
}

func statuses(list []int) string {
	var all []string
	for _, n := range list {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, " ")
}

// A press writes a sheet.
type press struct {
	mask       mask
	key        []byte
	sent, kept [][]string
}

func newPress(d *dossier.Dossier, l *contract.Letter, name string, columns []string) *press {
	p := &press{mask: maskOf(d, l)}
	p.sent = append(p.sent, append(append([]string{}, columns...), "original_sha256"))
	p.kept = append(p.kept, append(append([]string{}, columns...), "salt"))
	facts, err := d.JSON()
	if err != nil {
		panic("export: internal error: " + err.Error()) // whoever has the dossier has written it already
	}
	// The salts follow from the whole dossier, and not from its digest, which is
	// told to those who must not find what is masked.
	sum := hmac.New(sha256.New, []byte("constat-credit/1 "+name))
	sum.Write(facts)
	p.key = sum.Sum(nil)
	return p
}

// row adds a row; more masks what is masked for what it is, not for what it says.
func (p *press) row(cells []string, more func(sent []string)) {
	sum := hmac.New(sha256.New, p.key)
	sum.Write([]byte(strconv.Itoa(len(p.kept))))
	var kept, sent []string
	for _, c := range cells {
		kept, sent = append(kept, harmless(c, true)), append(sent, harmless(p.mask.text(c), true))
	}
	if more != nil {
		more(sent)
	}
	kept = append(kept, hex.EncodeToString(sum.Sum(nil)[:16]))
	line := sha256.Sum256(encoded(kept))
	p.kept, p.sent = append(p.kept, kept), append(p.sent, append(sent, hex.EncodeToString(line[:])))
}

// encoded is a row as RFC 4180 has it, without the line's end.
func encoded(row []string) []byte {
	b, err := table([][]string{row})
	if err != nil {
		panic("export: internal error: " + err.Error()) // into memory
	}
	return bytes.TrimSuffix(b, []byte("\r\n"))
}

func table(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

func (p *press) done() (s Sheet, err error) {
	if s.Sent, err = table(p.sent); err != nil {
		return s, err
	}
	s.Kept, err = table(p.kept)
	return s, err
}
