package record

import (
	"encoding/binary"
)

// A decoder takes values off the front of b. After the first error it returns
// zeros, so that callers check once, at the end.
type decoder struct {
	b   []byte
	err error
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

// uvarint reads at most 63 bits, so that the value fits an int64.
func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > 1<<63-1 {
		d.fail("bad number")
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) rounds(obs []Observation) {
	obs[0].Round = Round(d.uvarint())
	for i := 1; i < len(obs) && d.err == nil; {
		step, run := d.uvarint(), d.uvarint()
		if run < 1 || run > uint64(len(obs)-i) || step > 1<<50 {
			d.fail("bad run of rounds")
			return
		}
		for range run {
			obs[i].Round = obs[i-1].Round + Round(step)
			i++
		}
	}
}

func (d *decoder) answers(obs []Observation) {
	answers := make([]Hash, d.count())
	for i := range answers {
		d.bytes(answers[i][:])
	}
	bodies := make([]body, d.count())
	for i := range bodies {
		d.bytes(bodies[i].digest[:])
		bodies[i].size = int64(d.uvarint())
	}
	for i := 0; i < len(obs) && d.err == nil; {
		answer, place, control, attempt, run := int(d.byte()), int(d.byte()), d.byte(), d.byte(), int(d.byte())
		if answer >= len(answers) || place > len(bodies) || run < 1 || run > len(obs)-i {
			d.fail("bad run of answers")
			return
		}
		for range run {
			o := &obs[i]
			o.Answer, o.Control, o.Attempt = answers[answer], Control(control), attempt
			if place > 0 {
				o.Body, o.Size = bodies[place-1].digest, bodies[place-1].size
			}
			i++
		}
	}
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
