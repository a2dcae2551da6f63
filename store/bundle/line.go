package bundle

import (
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"strconv"
	"sync"

	"constat/store/record"
)

// A line writes observations of one target as lines of the table. What many of
// them share it makes once.
type line struct {
	ids   *record.ProbeIDs
	clock clock
	columns
	cells map[ruled]*cells
	ruled ruled // the last one asked for,
	last  *cells
	buf   bytes.Buffer
	csv   *csv.Writer // into buf
}

func newLine(secret [32]byte, columns columns) *line {
	l := &line{ids: record.NewProbeIDs(secret), columns: columns, cells: map[ruled]*cells{}}
	l.csv = csv.NewWriter(&l.buf)
	l.csv.UseCRLF = true
	return l
}

// Cells are what lines of one answer share, with the commas around it.
type cells struct {
	target  []byte // target,url,
	answer  []byte // ,fault,detail,status,conditions,
	peer    []byte // ,peer,
	body    []byte // body_sha256,body_bytes,
	reduced []byte // normal_sha256,
	marked  bool   // with an identifier
	reply   []byte // ,code,answer_sha256
	attempt []byte // ,asked
}

func (l *line) shared(o *Observed) *cells {
	key := ruled{o.Definition, o.cited, false}
	if l.last != nil && key == l.ruled {
		return l.last
	}
	c := l.cells[key]
	if c == nil {
		c = l.newCells(o.Definition, &o.cited.Answer, o.Observation.Answer)
		l.cells[key] = c
	}
	l.ruled, l.last = key, c
	return c
}

func (l *line) newCells(d *Definition, a *record.Answer, cites record.Hash) *cells {
	peer := ""
	if a.Peer.IsValid() {
		peer = a.Peer.String()
	}
	return &cells{
		target:  l.quoted(harmless(d.Name), harmless(d.Question.URL), ""),
		answer:  l.quoted("", string(a.Fault), harmless(a.Detail), blank(int64(a.Status)), harmless(a.Conditions), ""),
		peer:    l.quoted("", peer, ""),
		body:    appendBody(nil, a),
		reduced: l.quoted(hashText(a.Normal), ""),
		marked:  d.Question.ByHTTP() || d.Question.Kind == "ws",
		reply:   l.quoted("", harmless(a.Code), cites.String()),
		attempt: l.quoted("", a.Asked),
	}
}

// quoted writes fields as encoding/csv does, without the end of the line.
func (l *line) quoted(fields ...string) []byte {
	l.buf.Reset()
	_ = l.csv.Write(fields) // a Buffer takes everything
	l.csv.Flush()
	return bytes.Clone(bytes.TrimSuffix(l.buf.Bytes(), []byte("\r\n")))
}

func appendBody(b []byte, a *record.Answer) []byte {
	if !a.Body.IsZero() {
		b = hex.AppendEncode(b, a.Body[:])
	}
	return append(strconv.AppendInt(append(b, ','), a.Size, 10), ',')
}

var controlWords = [...]string{"not asked", "answered", "all failed"}

func (l *line) append(b []byte, o *Observed) []byte {
	c := l.shared(o)
	b = append(b, c.target...)
	b = append(strconv.AppendInt(b, int64(o.Round), 10), ',')
	b = append(strconv.AppendInt(b, int64(o.Attempt), 10), ',')
	b = append(l.clock.append(b, record.Instant(o.Round.Millis())), ',')
	b = l.clock.append(b, o.Start())
	b = append(b, c.answer...)
	b = append(b, controlWords[o.Control]...)
	for _, step := range o.Timing {
		b = append(append(b, ','), microseconds()[step]...)
	}
	b = append(b, c.peer...)
	if o.Body.IsZero() {
		b = append(b, c.body...)
	} else {
		b = appendBody(b, &o.Answer)
	}
	b = append(b, c.reduced...)
	if c.marked {
		b = l.ids.Append(b, o.Round)
	}
	b = append(strconv.AppendInt(append(b, ','), o.Leaf, 10), ',')
	b = strconv.AppendInt(b, int64(o.Item), 10)
	if l.replies {
		b = append(b, c.reply...)
	}
	if l.columns.asked {
		b = append(b, c.attempt...)
	}
	return append(b, '\r', '\n')
}

// microseconds gives the cell of each step.
var microseconds = sync.OnceValue(func() *[record.MaxStep + 1]string {
	var cells [record.MaxStep + 1]string
	for s := range cells {
		cells[s] = blank(record.Step(s).Duration().Microseconds())
	}
	return &cells
})

func blank(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func hashText(h record.Hash) string {
	if h.IsZero() {
		return ""
	}
	return h.String()
}

// A clock writes instants. Neighbours are mostly of one day, whose date it
// keeps.
type clock struct {
	day  int64 // since 1970, plus 1
	date string
}

const dayLength = 24 * 3600 * 1000

// append writes an instant since 1970 as its String does.
func (c *clock) append(b []byte, i record.Instant) []byte {
	day, ms := int64(i)/dayLength, int64(i)%dayLength
	if c.day != day+1 {
		c.day, c.date = day+1, i.String()[:len("2026-11-22T")]
	}
	s := ms / 1000
	b = append(b, c.date...)
	b = append(twoDigits(b, s/3600), ':')
	b = append(twoDigits(b, s/60%60), ':')
	b = append(twoDigits(b, s%60), '.')
	b = append(b, byte('0'+ms%1000/100))
	return append(twoDigits(b, ms%100), 'Z')
}

func twoDigits(b []byte, n int64) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }
