package bundle

import (
	"errors"
	"io"
)

var errTable = errors.New("observations.csv does not say what the entries say")

// A piece of the table is held while it is compared: longer ones are compared
// line by line.
const longestPiece = 1 << 20

// tabled derives the table from the entries and compares it with the file,
// piece by piece: many at once, in turn.
func (v *verifier) tabled() error {
	file := v.files[nameCSV]
	offset, err := file.DataOffset()
	if err != nil {
		return err
	}
	size := int64(file.UncompressedSize64)
	m := &matcher{r: io.NewSectionReader(v.archive, offset, size)}
	if _, err := io.WriteString(m, v.account.csvHead()); err != nil {
		return errTable
	}
	stretches := v.account.stretches()
	pieces := make([]piece, 4*max(1, int(v.crew)))
	for len(stretches) > 0 {
		n := min(len(pieces), len(stretches))
		v.crew.each(n, func(i int) { pieces[i].derive(stretches[i]) })
		if err := v.crew.match(m, pieces[:n]); err != nil {
			return errTable
		}
		stretches = stretches[n:]
	}
	if m.n != size {
		return errTable
	}
	return nil
}

// A piece is the text of a stretch, in room that is used again.
type piece struct {
	stretch
	text []byte
	at   int64 // where in the file it must stand
	long bool
	matcher
}

func (p *piece) derive(s stretch) {
	p.stretch, p.text = s, s.append(p.text[:0], longestPiece)
	p.long = len(p.text) > longestPiece
}

// match compares pieces with what stands from m on, and moves m past them.
func (c crew) match(m *matcher, pieces []piece) error {
	for i := range pieces {
		p := &pieces[i]
		if p.at = m.n; !p.long {
			m.n += int64(len(p.text))
		} else if err := p.write(m); err != nil {
			return err
		}
	}
	return c.first(len(pieces), func(i int) error {
		p := &pieces[i]
		if p.long {
			return nil
		}
		p.matcher.r, p.matcher.n = m.r, p.at
		_, err := p.matcher.Write(p.text)
		return err
	})
}
