package seal

import (
	"crypto"
	"math"
	"math/big"
	"time"
)

const (
	oidQCStatements = "1.3.6.1.5.5.7.1.3"
	oidQualified    = "0.4.0.19422.1.1" // esi4-qtstStatement-1
)

// tstInfo is what an authority signs: TSTInfo of RFC 3161, section 2.4.2.
type tstInfo struct {
	policy    string
	imprint   []byte // SHA-256
	serial    *big.Int
	time      time.Time
	accuracy  time.Duration
	ordering  bool
	nonce     *big.Int // nil when there is none
	tsa       []byte   // GeneralName, DER; nil when not given
	qualified bool
}

func parseTSTInfo(b []byte) (*tstInfo, error) {
	outer := newDER(b)
	d := outer.in(tagSequence, "TSTInfo")
	outer.end("TSTInfo")
	if v := d.number(tagInteger, math.MaxInt32, "version of TSTInfo"); v != 1 {
		d.fail("version of TSTInfo is %d, not 1", v)
	}
	t := &tstInfo{policy: d.oid("policy"), imprint: d.imprint()}
	t.serial = d.natural(tagInteger, "serial number of the time stamp")
	t.time = d.time("time of the time stamp")
	t.accuracy = d.accuracy()
	t.ordering = d.yes("ordering")
	if d.is(tagInteger) {
		t.nonce = d.natural(tagInteger, "nonce")
	}
	if d.is(tagContext0) {
		tsa := d.in(tagContext0, "name of the authority")
		t.tsa, _ = tsa.element("name of the authority")
		tsa.end("name of the authority")
	}
	if d.is(tagContext1) {
		t.qualified = d.in(tagContext1, "extensions").extensions()
	}
	d.end("TSTInfo")
	return t, *d.err
}

// imprint reads a MessageImprint of SHA-256.
func (d *der) imprint() []byte {
	m := d.in(tagSequence, "imprint")
	if h := m.hash("hash of the imprint"); h != crypto.SHA256 {
		d.fail("the imprint is %v, not SHA-256", h)
	}
	sum := m.take(tagOctets, "imprint")
	m.end("imprint")
	return sum
}

// generalized is the one form of a GeneralizedTime in DER: UTC, and a fraction
// only if it is not zero, which does not end in 0 (X.690, section 11.7).
const generalized = "20060102150405.999999999Z"

// time reads a GeneralizedTime.
func (d *der) time(what string) time.Time {
	text := string(d.take(tagTime, what))
	t, err := time.Parse(generalized, text)
	// The zero time would be read as "today" further on.
	if *d.err == nil && (err != nil || t.Format(generalized) != text || t.IsZero()) {
		d.fail("%s: %q", what, text)
	}
	return t
}

// accuracy reads Accuracy, 0 when it is not given.
func (d *der) accuracy() time.Duration {
	if !d.is(tagSequence) {
		return 0
	}
	var sum time.Duration
	a := d.in(tagSequence, "accuracy")
	for _, part := range []struct {
		tag   byte
		limit int64
		unit  time.Duration
	}{{tagInteger, math.MaxInt32, time.Second}, {tagPlain0, 999, time.Millisecond}, {tagPlain1, 999, time.Microsecond}} {
		if a.is(part.tag) {
			sum += time.Duration(a.number(part.tag, part.limit, "accuracy")) * part.unit
		}
	}
	a.end("accuracy")
	return sum
}

// extensions reports whether the token calls itself qualified. A critical
// extension is one that must be understood: none is.
func (d *der) extensions() (qualified bool) {
	seen := map[string]bool{}
	for len(d.rest) > 0 && *d.err == nil {
		e := d.in(tagSequence, "extension")
		oid := e.oid("extension")
		if e.yes("criticality") || seen[oid] {
			d.fail("extension %s is critical, or there twice", oid)
		}
		seen[oid] = true
		value := e.in(tagOctets, "extension")
		e.end("extension")
		if oid == oidQCStatements {
			qualified = value.qualified()
		}
	}
	return qualified
}

// qualified looks for the statement of EN 319 422, section 9.1.
func (d *der) qualified() (found bool) {
	const what = "qcStatements"
	list := d.in(tagSequence, what)
	d.end(what)
	for len(list.rest) > 0 && *d.err == nil {
		statement := list.in(tagSequence, what)
		if oid := statement.oid(what); oid == oidQualified {
			found = true
		}
		if len(statement.rest) > 0 {
			statement.element(what)
		}
		statement.end(what)
	}
	return found
}
