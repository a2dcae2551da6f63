package record

import (
	"encoding/binary"
	"slices"
)

// MaxSegment is the most observations a segment holds.
const MaxSegment = 64

// A Segment is a sealed run of one target's observations, in order of round
// and attempt. It can be read without any other leaf but the target it cites.
type Segment struct {
	Link
	Target int64 // leaf index of the [Target] in force
	// Anchor is 1 + the leaf index of the newest time-stamp entry when the
	// segment was cut, 0 if there was none: the record is younger than that.
	Anchor       int64
	Observations []Observation
}

func (s Segment) check() error {
	if n := len(s.Observations); n < 1 || n > MaxSegment {
		return errorf("segment of %d observations, want 1 to %d", n, MaxSegment)
	}
	if s.Anchor < 0 || s.Target < 0 {
		return errorf("anchor %d, target %d", s.Anchor, s.Target)
	}
	for i := range s.Observations {
		o := &s.Observations[i]
		if i > 0 && !s.Observations[i-1].before(o) {
			return errorf("observation %d is not after the one before", i)
		}
		if o.Round < 0 || o.Size < 0 || o.Control >= controls || o.slowest() > MaxStep {
			return errorf("observation %d has a figure out of bounds", i)
		}
		if o.Round > maxRound || o.Late < -maxMoment || o.Late > maxMoment || o.Start() < 0 || o.Start() > maxMoment {
			return errorf("observation %d lies outside the years 1970 to 2199", i)
		}
		if o.Body.IsZero() && o.Size != 0 {
			return errorf("observation %d has a figure out of bounds", i)
		}
	}
	return nil
}

// Rounds and starts lie in the years 1970 to 2199. A clock that was set wrong is
// a fact and is kept, even one that begins at 1970 after a power cut; what no
// clock shows is not.
const (
	maxMoment = 7_258_118_400_000 - 1 // milliseconds, the end of 2199
	maxRound  = maxMoment / 100
)

// append writes the body of a segment leaf. FORMAT.md shows it as a table.
func (s Segment) append(b []byte) []byte {
	b = append(b, s.Chain[:]...)
	b = binary.AppendUvarint(b, s.Seq)
	b = append(b, s.Prev[:]...)
	b = binary.AppendUvarint(b, uint64(s.Target))
	b = binary.AppendUvarint(b, uint64(s.Anchor))
	b = binary.AppendUvarint(b, uint64(len(s.Observations)))
	b = s.appendRounds(b)
	b = s.appendAnswers(b)
	b = appendColumn(b, s.Observations, func(o *Observation) int64 { return o.Late })
	for p := range Phases {
		b = appendColumn(b, s.Observations, func(o *Observation) int64 { return int64(o.Timing[p]) })
	}
	return b
}

// appendRounds writes the first round, then runs of equal distances.
func (s Segment) appendRounds(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(s.Observations[0].Round))
	step := func(i int) uint64 { return uint64(s.Observations[i].Round - s.Observations[i-1].Round) }
	for i := 1; i < len(s.Observations); {
		run := 1
		for i+run < len(s.Observations) && step(i+run) == step(i) {
			run++
		}
		b = binary.AppendUvarint(b, step(i))
		b = binary.AppendUvarint(b, uint64(run))
		i += run
	}
	return b
}

// what is all of an observation but its times.
type what struct {
	answer, body int // places in the tables, body from 1, 0 for the answer's own
	control      Control
	attempt      uint8
}

type body struct {
	digest Hash
	size   int64
}

// appendAnswers writes the tables of answers and bodies in order of first use,
// then runs of observations that are alike but for their times.
func (s Segment) appendAnswers(b []byte) []byte {
	var answers []Hash
	var bodies []body
	whats := make([]what, len(s.Observations))
	for i, o := range s.Observations {
		whats[i] = what{control: o.Control, attempt: o.Attempt}
		answers, whats[i].answer = place(answers, o.Answer)
		if !o.Body.IsZero() {
			bodies, whats[i].body = place(bodies, body{o.Body, o.Size})
			whats[i].body++
		}
	}
	b = binary.AppendUvarint(b, uint64(len(answers)))
	for _, a := range answers {
		b = append(b, a[:]...)
	}
	b = binary.AppendUvarint(b, uint64(len(bodies)))
	for _, d := range bodies {
		b = binary.AppendUvarint(append(b, d.digest[:]...), uint64(d.size))
	}
	for i := 0; i < len(whats); {
		run := 1
		for i+run < len(whats) && whats[i+run] == whats[i] {
			run++
		}
		w := whats[i]
		b = append(b, byte(w.answer), byte(w.body), byte(w.control), w.attempt, byte(run))
		i += run
	}
	return b
}

// place returns the place of v in list, adding it if need be.
func place[T comparable](list []T, v T) ([]T, int) {
	if i := slices.Index(list, v); i >= 0 {
		return list, i
	}
	return append(list, v), len(list)
}

// DecodeSegment reads a segment's leaf into s, as [Decode] does. It takes the
// room that s.Observations has, so that reading many segments costs no more of
// it than the largest.
func DecodeSegment(leaf []byte, s *Segment) error { return decodeInto(leaf, s, false) }

// DecodeSegmentAgain does so with a leaf that DecodeSegment has read before: it
// does not ask again whether that is in its one form and within bounds.
func DecodeSegmentAgain(leaf []byte, s *Segment) error { return decodeInto(leaf, s, true) }

func decodeInto(leaf []byte, s *Segment, again bool) error {
	kind, body, err := split(leaf)
	if err == nil && kind != KindSegment {
		err = errorf("an entry of kind %s, want a segment", kind)
	}
	if err != nil {
		return err
	}
	return s.decode(body, again)
}

// decode reads the body of a segment leaf. It refuses trailing bytes, values
// out of bounds and any spelling but the one that append writes.
func (s *Segment) decode(b []byte, again bool) error {
	d := decoder{b: b, again: again}
	d.bytes(s.Chain[:])
	s.Seq = d.uvarint()
	d.bytes(s.Prev[:])
	s.Target = int64(d.uvarint())
	s.Anchor = int64(d.uvarint())
	n := d.uvarint()
	if n < 1 || n > MaxSegment {
		return errorf("segment of %d observations, want 1 to %d", n, MaxSegment)
	}
	s.Observations = slices.Grow(s.Observations[:0], int(n))[:n]
	d.rounds(s.Observations)
	d.answers(s.Observations)
	d.columns(s.Observations)
	switch {
	case d.err != nil:
		return d.err
	case len(d.b) > 0:
		return errorf("%d bytes after the segment", len(d.b))
	case again:
		return nil
	}
	return s.check()
}

func (d *decoder) columns(obs []Observation) {
	var room [MaxSegment]int64
	values := room[:len(obs)]
	d.column(values)
	for i, v := range values {
		obs[i].Late = v
	}
	for p := range Phases {
		d.column(values)
		for i, v := range values {
			if v < 0 || v > int64(MaxStep) {
				d.fail("step out of bounds")
				return
			}
			obs[i].Timing[p] = Step(v)
		}
	}
}
