package seal

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"
	"testing"

	"constat/cmd/constat/demo"
)

func pemOf(a *demo.Authority) string { return string(a.Root()) }

func twoAuthorities(t *testing.T) (a, b *demo.Authority, text string) {
	a, b = authority(t, key(t), nil), authority(t, key(t), nil)
	return a, b, "quorum none\n\nauthority one\n# its root\n" + pemOf(a) + "\nauthority two\n" + pemOf(b)
}

// A policy says which authority a token is of, and none of it depends on where
// its lines stand.
func TestPolicyNamesAuthorities(t *testing.T) {
	a, b, text := twoAuthorities(t)
	log, _ := newKey(t, "a/1")
	p, err := ParsePolicy([]byte(strings.ReplaceAll(text, "\n", "\r\n") + "log " + log.Verifier() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, of := range map[string]*demo.Authority{"one": a, "two": b} {
		s, got, err := p.CheckToken(stamp(t, of, stampedTime), stampedData)
		if err != nil || got != name || s.Authority != "stamps" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, _, err := p.CheckToken(stamp(t, authority(t, key(t), nil), stampedTime), stampedData); err == nil {
		t.Error("a stranger's token")
	}
	none, err := ParsePolicy([]byte("quorum none\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := none.CheckToken(stamp(t, a, stampedTime), stampedData); err == nil || !strings.Contains(err.Error(), "names no authority") {
		t.Error(err)
	}
}

func TestAuthoritiesRoundTrip(t *testing.T) {
	_, _, text := twoAuthorities(t)
	p, err := ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again := "quorum none\n" + p.Authorities[0].String() + p.Authorities[1].String()
	q, err := ParsePolicy([]byte(again))
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range q.Authorities {
		if b := p.Authorities[i]; a.String() != b.String() || a.Name != b.Name || len(a.Digests) != 1 || a.Digests[0] != b.Digests[0] || !a.Roots.Equal(b.Roots) {
			t.Errorf("%v is not %v", a, b)
		}
	}
}

func TestBrokenAuthorityIsNamedWithItsLine(t *testing.T) {
	a := authority(t, key(t), nil)
	one := "authority one\n" + pemOf(a)
	signer := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.Chain[0].Raw}))
	last := fmt.Sprintf("line %d: ", strings.Count(one, "\n")*2)
	k := key(t)
	leaf := issue(t, "alone", k, k, nil, func(c *x509.Certificate) { c.IsCA = false })
	alone := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Raw}))
	broken := strings.Replace(one, "-----END", "A\n-----END", 1)
	w, l := newWitnessKey(t, "w.example").Witness, newLogKey(t)
	for name, c := range map[string]struct{ text, want string }{
		"no certificate":               {"authority one\n", "line 2: no certificate follows the authority \"one\""},
		"none before the next":         {"authority one\nauthority two\n", "line 2: no certificate"},
		"no authority above":           {pemOf(a), "line 1: a certificate belongs"},
		"another line between":         {one + "log " + l + "\n" + pemOf(a), "belongs below"},
		"no END":                       {strings.TrimSuffix(one, "-----END CERTIFICATE-----\n"), "without its END"},
		"not base64":                   {broken, "not base64"},
		"not a certificate":            {"authority one\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "line 4: certificate: "},
		"a key":                        {"authority one\n-----BEGIN PRIVATE KEY-----\nAAAA\n", "line 2: no certificate"},
		"two names, one root":          {one + strings.Replace(one, "one", "two", 1), last + "the root \"root\" is already that of \"one\""},
		"one root twice":               {one + pemOf(a), "already that of"},
		"one name twice":               {one + "authority one\n", "taken"},
		"a witness of the name":        {one + "witness one " + w.String() + "\n", "taken"},
		"the name of a witness":        {"witness one " + w.String() + "\n" + one, "taken"},
		"the signer's":                 {"authority one\n" + signer, "is not a root"},
		"signed by itself, not a root": {"authority one\n" + alone, "is not a root"},
		"two words":                    {strings.Replace(one, "one", "one two", 1), "line 1: cannot read"},
		"a group of it":                {one + "group g any one\n", "no witness or group"},
	} {
		if _, err := ParsePolicy([]byte(c.text + "quorum none\n")); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
