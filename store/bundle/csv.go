package bundle

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"constat/store/record"
)

var csvHead = []string{
	"target", "url", "round", "attempt", "scheduled", "started", "fault", "detail", "status", "conditions", "control",
	"dns_us", "connect_us", "tls_us", "first_byte_us", "body_us", "peer", "body_sha256", "body_bytes", "normal_sha256", "probe_id", "leaf", "item",
}

// csvReplies are two more where a shown target is of another kind than HTTP.
var csvReplies = []string{"code", "answer_sha256"}

func (l *Log) hasReplies() bool {
	return slices.ContainsFunc(l.Targets, func(t *Target) bool {
		return slices.ContainsFunc(t.Definitions, func(d Definition) bool { return d.Question.Kind != "http" })
	})
}

// writeCSV writes every shown observation as a line (RFC 4180): the same facts
// as the entries, for those who read tables. Durations are the lower edge of
// their step, in microseconds; empty where the phase was not reached.
func (l *Log) writeCSV(w io.Writer) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := csv.NewWriter(buffered)
	out.UseCRLF = true
	replies := l.hasReplies()
	head := csvHead
	if replies {
		head = append(slices.Clip(csvHead), csvReplies...)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, t := range l.Targets {
		secret := l.secret(t.Chain)
		for o := range t.Observations() {
			row := csvRow(o, secret)
			if replies {
				row = append(row, harmless(o.Answer.Code), o.Observation.Answer.String())
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

func (l *Log) secret(c record.Chain) [32]byte {
	i, ok := slices.BinarySearchFunc(l.Chains, c, func(shown Chain, c record.Chain) int { return bytes.Compare(shown.Chain[:], c[:]) })
	if !ok {
		return [32]byte{}
	}
	return l.Chains[i].Secret
}

var controlWords = [...]string{"not asked", "answered", "all failed"}

func csvRow(o Observed, secret [32]byte) []string {
	a := o.Answer
	row := []string{
		harmless(o.Definition.Name), harmless(o.Definition.Question.URL), num(int64(o.Round)), num(int64(o.Attempt)),
		record.Instant(o.Round.Millis()).String(), o.Start().String(),
		string(a.Fault), harmless(a.Detail), blank(int64(a.Status)), harmless(a.Conditions), controlWords[o.Control],
	}
	for _, step := range o.Timing {
		row = append(row, blank(step.Duration().Microseconds()))
	}
	peer := ""
	if a.Peer.IsValid() {
		peer = a.Peer.String()
	}
	id := ""
	if o.Definition.Question.Kind == "http" {
		id = record.ProbeID(secret, o.Round)
	}
	return append(row, peer, hashText(a.Body), num(a.Size), hashText(a.Normal),
		id, num(o.Leaf), num(int64(o.Item)))
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

func blank(n int64) string {
	if n == 0 {
		return ""
	}
	return num(n)
}

func hashText(h record.Hash) string {
	if h.IsZero() {
		return ""
	}
	return h.String()
}

// harmless keeps a spreadsheet from reading a cell as a formula.
func harmless(s string) string {
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@' || s[0] == '\t' || s[0] == '\r') {
		return "'" + s
	}
	return s
}
