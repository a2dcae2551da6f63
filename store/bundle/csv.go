package bundle

import (
	"bytes"
	"io"
	"slices"

	"constat/store/record"
)

const csvHead = "target,url,round,attempt,scheduled,started,fault,detail,status,conditions,control," +
	"dns_us,connect_us,tls_us,first_byte_us,body_us,peer,body_sha256,body_bytes,normal_sha256,probe_id,leaf,item"

// csvReplies are two more where a shown target is of another kind than HTTP.
const csvReplies = ",code,answer_sha256"

// csvAsked is one more where a shown attempt says in what it differed.
const csvAsked = ",asked"

func (l *Log) csvHead() string {
	head, more := csvHead, l.columns()
	if more.replies {
		head += csvReplies
	}
	if more.asked {
		head += csvAsked
	}
	return head + "\r\n"
}

// Columns are those that not every table has.
type columns struct{ replies, asked bool }

func (l *Log) columns() columns { return columns{l.hasReplies(), l.hasAttempts()} }

func (l *Log) hasAttempts() bool {
	for _, a := range l.answers {
		if a.Asked != "" {
			return true
		}
	}
	return false
}

func (l *Log) hasReplies() bool {
	return slices.ContainsFunc(l.Targets, func(t *Target) bool {
		return slices.ContainsFunc(t.Definitions, func(d Definition) bool { return !d.Question.ByHTTP() })
	})
}

// writeCSV writes every shown observation as a line (RFC 4180): the same facts
// as the entries, for those who read tables. Durations are the lower edge of
// their step, in microseconds; empty where the phase was not reached.
func (l *Log) writeCSV(w io.Writer) error {
	if _, err := io.WriteString(w, l.csvHead()); err != nil {
		return err
	}
	for _, s := range l.stretches() {
		if err := s.write(w); err != nil {
			return err
		}
	}
	return nil
}

// A stretch is some neighbouring segments of one target: a piece of the table.
type stretch struct {
	*Target
	segments []Leaf
	columns
}

// stretches cuts the table into pieces of at most a thousand lines.
func (l *Log) stretches() (list []stretch) {
	columns := l.columns()
	for _, t := range l.Targets {
		for some := range slices.Chunk(t.segments, 1024/record.MaxSegment) {
			list = append(list, stretch{t, some, columns})
		}
	}
	return list
}

// append adds the lines of a stretch to b; it stops once b is longer than most.
func (s stretch) append(b []byte, most int) []byte {
	line := newLine(s.log.secret(s.Chain), s.columns)
	s.walk(s.segments, func(o *Observed) bool {
		b = line.append(b, o)
		return len(b) <= most
	})
	return b
}

// write writes the lines of a stretch one by one, however long they are.
func (s stretch) write(w io.Writer) (err error) {
	line := newLine(s.log.secret(s.Chain), s.columns)
	var b []byte
	s.walk(s.segments, func(o *Observed) bool {
		if b = line.append(b, o); len(b) > 1<<16 {
			_, err = w.Write(b)
			b = b[:0]
		}
		return err == nil
	})
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}

func (l *Log) secret(c record.Chain) [32]byte {
	i, ok := slices.BinarySearchFunc(l.Chains, c, func(shown Chain, c record.Chain) int { return bytes.Compare(shown.Chain[:], c[:]) })
	if !ok {
		return [32]byte{}
	}
	return l.Chains[i].Secret
}

// harmless keeps a spreadsheet from reading a cell as a formula.
func harmless(s string) string {
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@' || s[0] == '\t' || s[0] == '\r') {
		return "'" + s
	}
	return s
}
