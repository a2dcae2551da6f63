package clock

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"constat/store/record"
)

const ms = time.Millisecond

func around(offset, within time.Duration) Interval { return Interval{offset - within, offset + within} }

func told(offset, within time.Duration) record.Told {
	return record.Told{Server: "s", Offset: offset.Microseconds(), Within: within.Microseconds(), Stratum: 2}
}

func read(said ...record.Told) Reading { return Read(record.Clock{Servers: said}) }

func TestAMajorityOfThoseThatWereAskedSaysTheTime(t *testing.T) {
	silent := record.Told{Server: "s", Fault: "i/o timeout"}
	for _, test := range []struct {
		rule   string
		said   []record.Told
		known  bool
		agreed int
		want   Interval
	}{
		{"nobody was asked", nil, false, 0, Interval{}},
		{"nobody answered", []record.Told{silent, silent}, false, 0, Interval{}},
		{"one alone is nobody's majority", []record.Told{told(5*ms, 2*ms)}, false, 0, Interval{}},
		{"one of three that answered", []record.Told{silent, told(5*ms, 2*ms), silent}, false, 0, Interval{}},
		{"one of two that answered", []record.Told{silent, told(5*ms, 2*ms)}, false, 0, Interval{}},
		{"two of three that answered and agree", []record.Told{silent, told(0, 4*ms), told(2*ms, 4*ms)}, true, 2, Interval{-2 * ms, 4 * ms}},
		{"two of four are no majority", []record.Told{silent, told(0, 4*ms), told(2*ms, 4*ms), silent}, false, 0, Interval{}},
		{"two of three answered and differ", []record.Told{silent, told(0, ms), told(time.Hour, ms)}, false, 0, Interval{}},
		{"two that agree narrow it", []record.Told{told(0, 4*ms), told(2*ms, 4*ms)}, true, 2, Interval{-2 * ms, 4 * ms}},
		{"of two that differ neither is believed", []record.Told{told(0, ms), told(time.Hour, ms)}, false, 0, Interval{}},
		{"two outvote one", []record.Told{told(0, 4*ms), told(time.Hour, ms), told(2*ms, 4*ms)}, true, 2, Interval{-2 * ms, 4 * ms}},
		{"half is no majority", []record.Told{told(0, ms), told(0, ms), told(time.Hour, ms), told(time.Hour, ms)}, false, 0, Interval{}},
		{"three outvote two that agree", []record.Told{told(0, ms), told(0, ms), told(0, ms), told(time.Hour, ms), told(time.Hour, ms)}, true, 3, around(0, ms)},
		{"three who all differ say nothing", []record.Told{told(0, ms), told(time.Second, ms), told(time.Hour, ms)}, false, 0, Interval{}},
		{"touching is agreeing", []record.Told{told(0, ms), told(2*ms, ms)}, true, 2, Interval{-ms, 3 * ms}},
		{"a precise one at the edge does not draw two others to it", []record.Told{told(0, 50*ms), told(ms, 50*ms), told(49*ms, 100*time.Microsecond)}, true, 3,
			Interval{-49 * ms, 50 * ms}},
		{"of two, a precise one and a coarse one, both stay possible", []record.Told{told(0, 50*ms), told(20*ms, ms)}, true, 2, around(0, 50*ms)},
	} {
		got := read(test.said...)
		if got.Known != test.known || got.Agreed != test.agreed || test.known && got.Interval != test.want || got.Asked != len(test.said) {
			t.Errorf("%s: got %+v", test.rule, got)
		}
	}
}

func TestExtremesDoNotOverflow(t *testing.T) {
	huge := record.Told{Server: "s", Offset: -1 << 63, Within: 1<<63 - 1, Stratum: 1}
	if got := read(huge, huge, told(0, 0)); !got.Known || got.Low > 0 || got.High < 0 {
		t.Errorf("got %+v", got)
	}
	_ = Doubts([]record.Clock{{Time: 1 << 62, Step: -1 << 63, Servers: []record.Told{huge}}, {Time: -1 << 62, Step: 1<<63 - 1, Servers: []record.Told{huge}}}, Hold{})
}

// honest are up to six servers that all allow the true offset.
func honest(t *rapid.T, truth time.Duration) []record.Told {
	var said []record.Told
	for i := range rapid.IntRange(2, 7).Draw(t, "honest") {
		within := time.Duration(rapid.IntRange(1, 50_000).Draw(t, fmt.Sprint("within ", i))) * time.Microsecond
		off := time.Duration(rapid.Int64Range(-int64(within), int64(within)).Draw(t, "off")).Truncate(time.Microsecond)
		said = append(said, told(truth+off, within))
	}
	return said
}

func TestTheTrueTimeIsWithinWhatTheHonestSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := time.Duration(rapid.IntRange(-5_000_000, 5_000_000).Draw(t, "truth")) * time.Microsecond
		got := read(honest(t, truth)...)
		if !got.Known || got.Low > truth || got.High < truth {
			t.Fatalf("true is %v, said %+v", truth, got)
		}
	})
}

// liars are fewer than n, far from the truth and from each other or not.
func liars(t *rapid.T, n int, truth time.Duration) []record.Told {
	var said []record.Told
	for i := range rapid.IntRange(0, max(0, n-1)).Draw(t, "liars") {
		by := time.Duration(rapid.IntRange(200, 7200_000).Draw(t, fmt.Sprint("lie ", i))) * ms
		if rapid.Bool().Draw(t, "fast") {
			by = -by
		}
		said = append(said, told(truth+by, time.Duration(rapid.IntRange(0, 49).Draw(t, "within"))*ms))
	}
	return said
}

func TestAFalsetickerNeverMovesTheResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := time.Duration(rapid.IntRange(-5_000_000, 5_000_000).Draw(t, "truth")) * time.Microsecond
		good := honest(t, truth)
		want := read(good...)
		all := rapid.Permutation(slices.Concat(good, liars(t, len(good), truth))).Draw(t, "order")
		got := read(all...)
		if !got.Known || got.Interval != want.Interval && (got.Low > truth || got.High < truth) {
			t.Fatalf("true is %v, without the liars %+v, with them %+v", truth, want, got)
		}
		// They may only leave more in doubt, and never more than the honest said.
		if hull := possible(answers(record.Clock{Servers: good}), around(truth, 0)); got.Low < hull.Low || got.High > hull.High {
			t.Fatalf("the honest allow %+v, with the liars %+v", hull, got.Interval)
		}
	})
}

// Liars that stay close enough to be taken for honest move it no further than
// the honest ones allow.
func TestNoMinorityMovesItBeyondWhatTheMajoritySays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := honest(t, 0)
		all := slices.Clone(good)
		for range rapid.IntRange(0, len(good)-1).Draw(t, "liars") {
			at := time.Duration(rapid.IntRange(-200, 200).Draw(t, "at")) * ms
			all = append(all, told(at, time.Duration(rapid.IntRange(0, 200).Draw(t, "within"))*ms))
		}
		said := answers(record.Clock{Servers: all})
		got, known := Interval{}, false
		for f := 0; 2*f < len(said) && !known; f++ {
			if got, known = common(said, len(said)-f); outside(said, got) > f {
				known = false
			}
		}
		hull := possible(answers(record.Clock{Servers: good}), around(0, 0))
		if known && (got.Low < hull.Low || got.High > hull.High) {
			t.Fatalf("the honest allow %+v, got %+v", hull, got)
		}
	})
}

func TestTheOrderOfServersChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := slices.Concat(honest(t, 0), liars(t, 5, 0))
		if got, want := read(rapid.Permutation(all).Draw(t, "order")...), read(all...); got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}
