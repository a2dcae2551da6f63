package seal

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// MaxToken bounds a time-stamp token, in bytes.
const MaxToken = 64 << 10

// A Stamp is what a time-stamp token says (RFC 3161, section 2.4.2): that its
// authority saw the data no later than Time, give or take Accuracy.
type Stamp struct {
	Time     time.Time     // UTC, fractions of a second as the authority gives them
	Accuracy time.Duration // 0 where the token states none
	Ordering bool          // stamps of this authority are ordered by Time alone
	Serial   *big.Int
	Policy   string   // the authority's policy, a dotted object identifier
	Nonce    *big.Int // nil when there is none
	// Authority is the name in the signer's certificate: its common name, or
	// its organization.
	Authority string
	// Qualified says that the token calls itself a qualified electronic time
	// stamp (eIDAS, article 42): its TSTInfo carries esi4-qtstStatement-1, as
	// ETSI EN 319 422 V1.1.1, section 9.1 and annex B, demands. It is the
	// authority's own word. Whether the authority may say so is in the trusted
	// lists of the member states, which are not read here. A signer's
	// certificate that is qualified does not make a time stamp qualified.
	Qualified bool
	// Chain is what the signature rests on, as of Time: the signer's
	// certificate first, the reader's root last. Root is the SHA-256 of that
	// root. After [ReadToken] the chain is the signer's certificate, and Root
	// zero.
	Chain []*x509.Certificate
	Root  [32]byte
}

// CheckToken checks that a token stamps data, and that its signer was vouched
// for by one of roots at the token's own time: an authority's certificate may
// have ended since. It reads a DER TimeStampToken as [ParseResponse] gives it,
// of at most [MaxToken] bytes, and refuses what "openssl ts" could not check.
//
// Revocation is not asked for: that takes a network.
func CheckToken(token, data []byte, roots *x509.CertPool) (Stamp, error) {
	stamp, err := checkToken(token, data, roots)
	if err != nil {
		return Stamp{}, fmt.Errorf("time stamp: %w", err)
	}
	return stamp, nil
}

func checkToken(token, data []byte, roots *x509.CertPool) (Stamp, error) {
	if roots == nil { // or the machine's own roots would be used
		return Stamp{}, errors.New("no roots are given")
	}
	s, stamp, err := readToken(token, data)
	if err != nil {
		return Stamp{}, err
	}
	if stamp.Chain, err = s.chain(stamp, roots); err != nil {
		return Stamp{}, err
	}
	stamp.Root = sha256.Sum256(stamp.Chain[len(stamp.Chain)-1].Raw)
	return stamp, nil
}

// ReadToken checks all that [CheckToken] checks but the chain: what is left is
// the word of somebody unknown.
func ReadToken(token, data []byte) (Stamp, error) {
	_, stamp, err := readToken(token, data)
	if err != nil {
		return Stamp{}, fmt.Errorf("time stamp: %w", err)
	}
	return stamp, nil
}

// Independent reports whether two checked stamps come from authorities that
// share neither their root nor a key: a signer or an intermediate that two
// roots vouch for is still one.
func Independent(a, b Stamp) bool {
	if a.Root == ([32]byte{}) || b.Root == ([32]byte{}) {
		return false
	}
	for _, x := range a.Chain {
		for _, y := range b.Chain {
			if bytes.Equal(x.RawSubjectPublicKeyInfo, y.RawSubjectPublicKeyInfo) {
				return false
			}
		}
	}
	return true
}

func readToken(token, data []byte) (*signed, Stamp, error) {
	if len(token) > MaxToken {
		return nil, Stamp{}, fmt.Errorf("%d bytes, at most %d", len(token), MaxToken)
	}
	s, err := parseSigned(token)
	if err != nil {
		return nil, Stamp{}, err
	}
	info, err := parseTSTInfo(s.content)
	if err != nil {
		return nil, Stamp{}, err
	}
	if sum := sha256.Sum256(data); !bytes.Equal(info.imprint, sum[:]) {
		return nil, Stamp{}, errors.New("it is for other data")
	}
	signer, err := s.check()
	if err != nil {
		return nil, Stamp{}, err
	}
	if info.tsa != nil && !answersTo(signer, info.tsa) {
		return nil, Stamp{}, errors.New("it names another authority than the signer's certificate")
	}
	return s, Stamp{
		Time: info.time, Accuracy: info.accuracy, Ordering: info.ordering,
		Serial: info.serial, Policy: info.policy, Nonce: info.nonce,
		Authority: name(signer), Qualified: info.qualified, Chain: []*x509.Certificate{signer},
	}, nil
}
