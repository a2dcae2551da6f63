package record

import (
	"encoding/binary"
	"slices"
)

// A decoder takes values off the front of b. After the first error it returns
// zeros, so that callers check once, at the end.
type decoder struct {
	b     []byte
	err   error
	again bool // it was found to be in its one form before
}

func (d *decoder) fail(why string) {
	if d.err == nil {
		d.err = errorf("segment: %s", why)
	}
	d.b = nil
}

func (d *decoder) bytes(dst []byte) {
	if len(d.b) < len(dst) {
		d.fail("ends early")
		return
	}
	copy(dst, d.b)
	d.b = d.b[len(dst):]
}

func (d *decoder) byte() byte {
	var one [1]byte
	d.bytes(one[:])
	return one[0]
}

// respelled refuses what means the same as something else.
func (d *decoder) respelled() {
	if d.err == nil {
		d.err = errorf("segment is not in its one form")
	}
	d.b = nil
}

// uvarint reads at most 63 bits, so that the value fits an int64, in the fewest
// bytes.
func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	switch {
	case n <= 0 || v > 1<<63-1:
		d.fail("bad number")
		return 0
	case n > 1 && d.b[n-1] == 0:
		d.respelled()
		return 0
	}
	d.b = d.b[n:]
	return v
}

// rounds reads runs of equal distances, each as long as can be.
func (d *decoder) rounds(obs []Observation) {
	obs[0].Round = Round(d.uvarint())
	before := ^uint64(0)
	for i := 1; i < len(obs) && d.err == nil; {
		step, run := d.uvarint(), d.uvarint()
		if run < 1 || run > uint64(len(obs)-i) || step > 1<<50 {
			d.fail("bad run of rounds")
			return
		}
		if step == before {
			d.respelled()
			return
		}
		before = step
		for range run {
			obs[i].Round = obs[i-1].Round + Round(step)
			i++
		}
	}
}

// answers reads the tables, each entry once and in order of first use, then the
// runs, each as long as can be.
func (d *decoder) answers(obs []Observation) {
	var answers [MaxSegment]Hash
	var bodies [MaxSegment + 1]body // the first is the answer's own
	na := d.count()
	for i := range na {
		d.bytes(answers[i][:])
	}
	nb := d.count()
	for i := 1; i <= nb; i++ {
		d.bytes(bodies[i].digest[:])
		bodies[i].size = int64(d.uvarint())
	}
	if repeats(answers[:na]) || repeats(bodies[:nb+1]) {
		d.respelled()
	}
	usedA, usedB := 0, 0
	before := what{answer: -1}
	for i := 0; i < len(obs) && d.err == nil; {
		w := what{int(d.byte()), int(d.byte()), Control(d.byte()), d.byte()}
		run := int(d.byte())
		if w.answer >= na || w.body > nb || run < 1 || run > len(obs)-i {
			d.fail("bad run of answers")
			return
		}
		if w == before || w.answer > usedA || w.body > usedB+1 {
			d.respelled()
			return
		}
		before, usedA, usedB = w, max(usedA, w.answer+1), max(usedB, w.body)
		for range run {
			o := &obs[i]
			o.Answer, o.Control, o.Attempt = answers[w.answer], w.control, w.attempt
			o.Body, o.Size = bodies[w.body].digest, bodies[w.body].size
			i++
		}
	}
	if usedA != na || usedB != nb {
		d.respelled()
	}
}

// repeats says whether a list has something twice.
func repeats[T comparable](list []T) bool {
	for i, v := range list {
		if slices.Contains(list[:i], v) {
			return true
		}
	}
	return false
}

// count reads the length of a table: no longer than a segment can use.
func (d *decoder) count() int {
	n := d.uvarint()
	if n > MaxSegment {
		d.fail("table too long")
		return 0
	}
	return int(n)
}
