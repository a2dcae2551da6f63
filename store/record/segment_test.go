package record

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// genSegment draws any segment that a store may cut.
func genSegment(t *rapid.T) Segment {
	s := Segment{
		Link:   Link{Chain: Chain(drawBytes(t, 16)), Seq: uint64(rapid.Int64Min(0).Draw(t, "seq")), Prev: Hash(drawBytes(t, 32))},
		Target: rapid.Int64Min(0).Draw(t, "target"),
		Anchor: rapid.Int64Min(0).Draw(t, "anchor"),
	}
	pool := []Hash{Sum([]byte("a")), Sum([]byte("b")), Sum([]byte("c"))}
	round := Round(rapid.Int64Range(0, maxRound-MaxSegment<<20).Draw(t, "round"))
	for range rapid.IntRange(1, MaxSegment).Draw(t, "n") {
		o := Observation{
			Round:   round,
			Late:    rapid.Int64Range(0, maxMoment).Draw(t, "start") - round.Millis(),
			Control: Control(rapid.IntRange(0, int(controls)-1).Draw(t, "control")),
			Attempt: uint8(rapid.IntRange(0, 3).Draw(t, "attempt")),
			Answer:  rapid.SampledFrom(pool).Draw(t, "answer"),
		}
		if rapid.Bool().Draw(t, "own body") {
			o.Body, o.Size = rapid.SampledFrom(pool).Draw(t, "body"), rapid.Int64Min(0).Draw(t, "size")
		}
		for p := range o.Timing {
			o.Timing[p] = Step(rapid.IntRange(0, int(MaxStep)).Draw(t, "step"))
		}
		s.Observations = append(s.Observations, o)
		round += Round(rapid.Int64Range(1, 1<<20).Draw(t, "distance"))
	}
	return s
}

func drawBytes(t *rapid.T, n int) []byte {
	return rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "bytes")
}

// Rule 5: each byte string has one decoding and each value one encoding.
func TestOneEncodingSegment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genSegment(t)
		leaf, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(leaf)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, Entry(s)) {
			t.Fatalf("got %+v\nwant %+v", got, s)
		}
	})
}

// A changed byte gives another segment or none: never the same one.
func TestChangedByteChangesSegment(t *testing.T) {
	leaf, err := Encode(steady(60))
	if err != nil {
		t.Fatal(err)
	}
	for i := range leaf {
		for bit := range 8 {
			b := bytes.Clone(leaf)
			b[i] ^= 1 << bit
			e, err := Decode(b)
			if err != nil {
				continue
			}
			if again, _ := Encode(e); !bytes.Equal(again, b) {
				t.Fatalf("byte %d bit %d: decodes, and encodes to other bytes", i, bit)
			}
		}
	}
}

// steady returns n observations of a target that answers alike each minute.
func steady(n int) Segment {
	s := Segment{Link: Link{Chain: Chain{1}, Seq: 7, Prev: Sum([]byte("prev"))}, Target: 300, Anchor: 12}
	x := uint32(1)
	for i := range n {
		o := Observation{Round: 17_956_800_000 + Round(i*600), Late: int64(i % 2), Answer: Sum([]byte("answer"))}
		for p, d := range []time.Duration{2 * time.Millisecond, 9 * time.Millisecond, 21 * time.Millisecond, 60 * time.Millisecond, time.Millisecond} {
			x = x*1664525 + 1013904223
			o.Timing[p] = StepOf(d + d*time.Duration(x>>28)/100)
		}
		s.Observations = append(s.Observations, o)
	}
	return s
}

func TestSteadySegmentIsSmall(t *testing.T) {
	leaf, err := Encode(steady(60))
	if err != nil {
		t.Fatal(err)
	}
	if len(leaf) > 6*60 {
		t.Errorf("a steady segment takes %d bytes for 60 observations", len(leaf))
	}
	t.Logf("%d bytes for 60 observations", len(leaf))
}

func TestSegmentRefusesDisorder(t *testing.T) {
	s := steady(3)
	s.Observations[1], s.Observations[2] = s.Observations[2], s.Observations[1]
	if _, err := Encode(s); err == nil {
		t.Fatal("a segment out of order was encoded")
	}
	s = steady(2)
	s.Observations[1].Round = s.Observations[0].Round
	if _, err := Encode(s); err == nil {
		t.Fatal("a segment with one round twice was encoded")
	}
}

func TestStepsAreOnePercent(t *testing.T) {
	for s := Step(1); s < MaxStep; s++ {
		d := s.Duration()
		if StepOf(d) != s || StepOf(d-1) != max(s-1, 1) {
			t.Fatalf("step %d: edge %v falls in %d, the nanosecond before in %d", s, d, StepOf(d), StepOf(d-1))
		}
		if next := (s + 1).Duration(); next-d > d/100+1 {
			t.Fatalf("step %d is wider than 1 %%: %v to %v", s, d, next)
		}
	}
	if StepOf(0) != 1 || StepOf(time.Hour*100) != MaxStep {
		t.Fatal("ends of the scale")
	}
	t.Logf("last step begins at %v", MaxStep.Duration())
}

func FuzzDecode(f *testing.F) {
	for _, e := range examples() {
		leaf, err := Encode(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(leaf)
	}
	f.Fuzz(func(t *testing.T, leaf []byte) {
		e, err := Decode(leaf)
		if err != nil {
			return
		}
		again, err := Encode(e)
		if err != nil || !bytes.Equal(again, leaf) {
			t.Fatalf("%q decodes but encodes to %q, %v", leaf, again, err)
		}
	})
}

// A start outside the years 1970 to 2199 is no time that a clock shows.
func TestSegmentOutsideTheYearsIsRefused(t *testing.T) {
	for _, c := range []struct {
		round Round
		late  int64
		ok    bool
	}{
		{0, 0, true}, {maxRound, 99, true}, {17_956_800_000, -1_795_680_000_000, true},
		{0, -1, false}, {maxRound, 100, false}, {maxRound + 1, -100, false}, {-1, 100, false},
		{17_956_800_000, -1_795_680_000_001, false}, {0, 1 << 62, false}, {1 << 62, -1 << 62, false},
	} {
		s := steady(1)
		s.Observations[0].Round, s.Observations[0].Late = c.round, c.late
		if _, err := Encode(s); (err == nil) != c.ok {
			t.Errorf("round %d, late %d: %v", c.round, c.late, err)
		}
	}
}
