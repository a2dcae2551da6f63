package record

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// A Watched is a target as the log knows it: entered, with its chain, and
// with the secret that keys the identifiers of its probes.
type Watched struct {
	Target
	Leaf   Hash     // leaf hash of the Target entry in force
	Secret [32]byte // its digest is Target.Secret
	Last   Round    // the newest round kept so far, 0 if none
	Failed bool     // its answer was [Answer.Failing]
}

// ProbeID returns the identifier sent with the probe of round r:
// HMAC-SHA-256 (RFC 2104) of the round in decimal under the target's secret,
// the first 16 bytes in hexadecimal. Whoever is given the secret can tell our
// requests in a server's log from those we never sent.
func ProbeID(secret [32]byte, r Round) string {
	return string(NewProbeIDs(secret).Append(nil, r))
}

// ProbeIDs makes the identifiers of many probes of one target. It is not for
// several goroutines at once.
type ProbeIDs struct {
	mac  hash.Hash
	room [sha256.Size]byte
}

// NewProbeIDs begins with a target's secret.
func NewProbeIDs(secret [32]byte) *ProbeIDs {
	return &ProbeIDs{mac: hmac.New(sha256.New, secret[:])}
}

// Append adds the identifier of round r to b, as [ProbeID] gives it.
func (p *ProbeIDs) Append(b []byte, r Round) []byte {
	p.mac.Reset()
	p.mac.Write(strconv.AppendInt(p.room[:0], int64(r), 10))
	return hex.AppendEncode(b, p.mac.Sum(p.room[:0])[:16])
}

// A Seen is an observation on its way to the store: with its answer in full
// and what was exchanged, of which the store keeps what the design asks for.
type Seen struct {
	Chain       Chain
	Observation Observation // Answer, Body and Size are filled in by the store
	Answer      Answer
	Exchange    *Exchange // nil where nothing came back
}

// ErrRefused is wrapped by an error that trying again cannot cure: what was
// handed over can never be kept.
var ErrRefused = errors.New("refused")

// An Exchange is one request and its response as they can be kept.
type Exchange struct {
	URL      string
	Time     time.Time
	Peer     netip.AddrPort
	Request  []byte // head of the request, as HTTP/1.1
	Response []byte // head of the response, as HTTP/1.1, fields as parsed
	Body     []byte // as received, up to the question's limit
	Cut      bool
}

// Class returns what must stay the same for observations to share a segment:
// the fault, the class of the status, the truth of each condition, the code.
func (a Answer) Class() string {
	class := string(a.Fault) + " " + strconv.Itoa(a.Status/100) + " " + a.Conditions
	if a.Code != "" {
		class += " " + a.Code
	}
	return class
}

// Failing reports whether a is worth keeping as a failure: it broke off, its
// status is 400 or more, its code says no, or a condition is false. It is not a
// verdict.
func (a Answer) Failing() bool { return a.failsFrom(400) }

// AsksControls reports whether the controls are to be asked on a. An answer
// under 500 that meets its conditions came from where it should, whatever it
// says; one whose code says no may have another behind it that could not be
// reached.
func (a Answer) AsksControls() bool { return a.failsFrom(500) }

func (a Answer) failsFrom(status int) bool {
	return a.Fault != NoFault || a.Status >= status || a.Declined() || strings.IndexByte(a.Conditions, byte(False)) >= 0
}
